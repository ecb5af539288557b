//! Values as readers of one language write them: money, days, times, zones, lists.
//!
//! Apart from the contexts that hold the results, so that a value looks the same on every page. Words come
//! from the theme's messages; nothing comes from the operating system.

use jiff::civil::Date;

use super::context::{DateText, TextContext};
use crate::locale::Locale;
use crate::model::channel::Country;
use crate::model::duration::{Duration, Period};
use crate::model::hours::{Calendar, DAY, Days, Interval, Week};
use crate::model::ids::{OfferingId, ServiceId};
use crate::model::money::{Amount, Currency};
use crate::model::price::{Charge, Per, Price, Seats, Surcharge, Tax};
use crate::model::text::LocalText;
use crate::model::word::Word;
use crate::theme::Messages;

const SHORT_DAYS: [&str; 7] = ["day-mon", "day-tue", "day-wed", "day-thu", "day-fri", "day-sat", "day-sun"];

/// Writes values in one language.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) locale: Locale,
    pub(super) messages: &'a Messages,
}

impl Words<'_> {
    pub(super) fn get(&self, id: &str) -> String {
        self.messages.get(id)
    }

    pub(super) fn fill(&self, id: &str, variables: &[(&str, String)]) -> String {
        self.messages.text(id, variables)
    }

    /// A text with its language, where that is not the page's.
    pub(super) fn text(&self, text: &LocalText) -> TextContext {
        let chosen = text.choose(self.locale);
        let lang = if chosen.locale == self.locale { String::new() } else { chosen.locale.to_string() };
        TextContext { text: chosen.text.to_string(), lang }
    }

    pub(super) fn maybe_text(&self, text: Option<&LocalText>) -> TextContext {
        text.map(|text| self.text(text)).unwrap_or_default()
    }

    pub(super) fn date(&self, day: Date) -> DateText {
        DateText { iso: day.to_string(), text: self.long_date(day) }
    }

    fn long_date(&self, day: Date) -> String {
        if self.locale.is_chinese() {
            format!("{}年{}月{}日", day.year(), day.month(), day.day())
        } else {
            day.strftime("%-d %B %Y").to_string()
        }
    }

    fn weekday(&self, day: Date) -> String {
        let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        self.get(SHORT_DAYS[index])
    }

    /// One day or several, with their weekdays.
    pub(super) fn days(&self, days: Days) -> String {
        let (first, last) = (days.first, days.last);
        let one = |day: Date| {
            if self.locale.is_chinese() {
                format!("{}（{}）", self.long_date(day), self.weekday(day))
            } else {
                format!("{} {}", self.weekday(day), self.long_date(day))
            }
        };
        if first == last {
            return one(first);
        }
        if self.locale.is_chinese() {
            let year =
                if first.year() == last.year() { String::new() } else { format!("{}年", last.year()) };
            let end = format!("{year}{}月{}日（{}）", last.month(), last.day(), self.weekday(last));
            return format!("{}至{end}", one(first));
        }
        let start = if first.year() == last.year() {
            format!("{} {}", self.weekday(first), first.strftime("%-d %B"))
        } else {
            one(first)
        };
        format!("{start} – {}", one(last))
    }

    /// The first and the last day of a span, without weekdays.
    pub(super) fn span(&self, days: Days) -> String {
        let (first, last) = (self.long_date(days.first), self.long_date(days.last));
        if self.locale.is_chinese() { format!("{first}至{last}") } else { format!("{first} – {last}") }
    }

    /// The name of a language in the page's language.
    pub(super) fn language(&self, locale: Locale) -> String {
        let id = format!("language-{}", locale.folder());
        if self.messages.has(&id) { self.get(&id) } else { locale.to_string() }
    }

    pub(super) fn languages(&self, locales: &[Locale]) -> String {
        self.list(&locales.iter().map(|locale| self.language(*locale)).collect::<Vec<_>>())
    }

    /// Items as one text: `a, b and c`, `甲、乙和丙`.
    pub(super) fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => {
                let rest = rest.join(&self.get("list-separator"));
                self.fill("list-last", &[("list", rest), ("last", last.clone())])
            }
        }
    }

    pub(super) fn money(&self, amount: &Amount, currency: Currency) -> String {
        let unit = currency.chinese_unit().filter(|_| self.locale.is_chinese()).unwrap_or(currency.code());
        let variables = [
            ("amount", amount.grouped()),
            ("currency", currency.code().to_owned()),
            ("unit", unit.to_owned()),
        ];
        self.fill("money", &variables)
    }

    /// How long something may take, as `4 business hours`.
    pub(super) fn duration(&self, duration: Duration) -> String {
        let id = format!("duration-{}", duration.unit.word().replace('_', "-"));
        self.fill(&id, &[("count", duration.count.to_string())])
    }

    /// A period of the calendar, as `30 days`.
    pub(super) fn period(&self, period: Period) -> String {
        self.fill(&format!("period-{}", period.unit.word()), &[("count", period.count.to_string())])
    }

    /// An instant, in UTC: a page that is built once cannot know the reader's zone.
    pub(super) fn instant(&self, instant: jiff::Timestamp) -> String {
        let at = instant.to_zoned(jiff::tz::TimeZone::UTC);
        let (day, time) = (self.long_date(at.date()), at.strftime("%H:%M UTC").to_string());
        if self.locale.is_chinese() { format!("{day} {time}") } else { format!("{day}, {time}") }
    }

    /// A country's name, where the theme has it; else its code.
    pub(super) fn country(&self, country: Country) -> String {
        let id = format!("country-{}", country.code().to_ascii_lowercase());
        if self.messages.has(&id) { self.get(&id) } else { country.code().to_owned() }
    }

    /// A calendar's name; without one, whose calendar it is.
    pub(super) fn calendar(&self, calendar: &Calendar) -> TextContext {
        match &calendar.name {
            Some(name) => self.text(name),
            None => TextContext { text: self.calendar_of(&calendar.region), lang: String::new() },
        }
    }

    /// A calendar without a name: whose it is.
    pub(super) fn calendar_of(&self, region: &str) -> String {
        let country = Country::new(region).map(|country| self.country(country));
        self.fill("calendar-of", &[("region", country.unwrap_or_else(|| region.to_owned()))])
    }

    /// An instant on the clocks of a zone, with its weekday.
    pub(super) fn moment(&self, at: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> String {
        let local = zone.to_datetime(at);
        let day = self.days(Days { first: local.date(), last: local.date() });
        self.fill("moment", &[("day", day), ("time", local.strftime("%H:%M").to_string())])
    }

    /// A price in one phrase. The functions give the names of offerings and services.
    pub(super) fn price(
        &self,
        price: &Price,
        offering: &dyn Fn(&OfferingId) -> String,
        service: &dyn Fn(&ServiceId) -> String,
    ) -> String {
        let text = match &price.charge {
            Charge::Free => return self.get("price-free"),
            Charge::Included(None) => return self.get("price-included"),
            Charge::Included(Some(with)) => {
                return self.fill("price-included-with", &[("offering", offering(with))]);
            }
            charge => self.charge(charge, service),
        };
        match price.tax {
            Some(Tax::Excluded) => self.fill("price-tax-excluded", &[("price", text)]),
            Some(Tax::Included) => self.fill("price-tax-included", &[("price", text)]),
            Some(Tax::Exempt) => self.fill("price-tax-exempt", &[("price", text)]),
            None => text,
        }
    }

    fn charge(&self, charge: &Charge, service: &dyn Fn(&ServiceId) -> String) -> String {
        let amount = |(amount, currency): &(Amount, Currency)| self.money(amount, *currency);
        let one = |id: &str, money| self.fill(id, &[("amount", amount(money))]);
        match charge {
            Charge::Free => self.get("price-free"),
            Charge::Included(_) => self.get("price-included"),
            Charge::Flat(money, per) => self.per(one("price-flat", money), *per),
            Charge::PerTenant(money, per) => self.per(one("price-per-tenant", money), *per),
            Charge::PerSeat(Seats::Each(money), per) => self.per(one("price-per-seat", money), *per),
            Charge::PerSeat(Seats::Tiers(tiers, currency), per) => {
                let tier = |tier: &crate::model::price::Tier| {
                    let amount = self.per(self.money(&tier.amount, *currency), *per);
                    match tier.up_to {
                        Some(most) => {
                            self.fill("price-tier", &[("amount", amount), ("up_to", most.to_string())])
                        }
                        None => self.fill("price-tier-last", &[("amount", amount)]),
                    }
                };
                let parts: Vec<String> = tiers.iter().map(tier).collect();
                parts.join(&self.get("price-part-separator"))
            }
            Charge::PerIncident(money) => one("price-per-incident", money),
            Charge::Hourly { amount: money, minimum, increment } => {
                let price = one("price-hourly", money);
                let steps = [
                    ("price", price),
                    ("minimum", self.minutes(*minimum)),
                    ("increment", self.minutes(*increment)),
                ];
                self.fill("price-hourly-steps", &steps)
            }
            Charge::PercentOfSpend(percent, of, per) => {
                let of: Vec<String> = of.iter().map(service).collect();
                let percent = ("percent", percent.as_str().to_owned());
                let text = match of.is_empty() {
                    true => self.fill("price-percent-all", &[percent]),
                    false => self.fill("price-percent", &[percent, ("of", self.list(&of))]),
                };
                self.per(text, *per)
            }
            Charge::GreaterOf(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.charge(part, service)).collect();
                self.fill("price-greater-of", &[("list", parts.join(&self.get("price-part-separator")))])
            }
        }
    }

    fn per(&self, price: String, per: Option<Per>) -> String {
        let id = match per {
            None => return price,
            Some(Per::Month) => "price-per-month",
            Some(Per::Quarter) => "price-per-quarter",
            Some(Per::Year) => "price-per-year",
            Some(Per::Incident) => "price-per-case",
            Some(Per::Hour) => "price-per-hour",
        };
        self.fill(id, &[("price", price)])
    }

    fn minutes(&self, minutes: u32) -> String {
        let (id, count) = if minutes.is_multiple_of(60) {
            ("price-hours", minutes / 60)
        } else {
            ("price-minutes", minutes)
        };
        self.fill(id, &[("count", count.to_string())])
    }

    /// What belongs to a price besides its phrase: a line each.
    pub(super) fn price_lines(&self, price: &Price) -> Vec<String> {
        let valid = price.valid.map(|(from, to)| match to {
            Some(to) => {
                self.fill("price-valid-span", &[("from", self.long_date(from)), ("to", self.long_date(to))])
            }
            None => self.fill("price-valid-from", &[("from", self.long_date(from))]),
        });
        let proration = price.proration.map(|proration| self.get(&format!("proration-{}", proration.word())));
        let surcharge = price.out_of_hours.as_ref().map(|surcharge| match surcharge {
            Surcharge::Percent(percent) => {
                self.fill("price-out-of-hours-percent", &[("percent", percent.as_str().to_owned())])
            }
            Surcharge::Amount((amount, currency), per) => {
                let amount = self.per(self.money(amount, *currency), *per);
                self.fill("price-out-of-hours-amount", &[("amount", amount)])
            }
        });
        surcharge.into_iter().chain(proration).chain(valid).collect()
    }

    /// A zone as people call it.
    pub(super) fn zone(&self, zone: &str) -> String {
        let name = zone.to_ascii_lowercase().replace(['/', '_'], "-");
        let whole = format!("zone-{name}");
        if self.messages.has(&whole) {
            return self.get(&whole);
        }
        let city = format!("zone-city-{name}");
        let city = if self.messages.has(&city) { self.get(&city) } else { zone.to_owned() };
        self.fill("zone", &[("zone", city.clone()), ("city", city)])
    }

    /// A zone's distance from UTC in a year; empty where the zone is UTC itself or unknown.
    pub(super) fn offset(&self, zone: &str, year: i16) -> String {
        let Ok(known) = jiff::tz::db().get(zone) else { return String::new() };
        let seconds = |month: i8| {
            let noon = Date::new(year, month, 1).ok()?.at(12, 0, 0, 0);
            Some(
                known
                    .to_ambiguous_timestamp(noon)
                    .compatible()
                    .ok()?
                    .to_zoned(known.clone())
                    .offset()
                    .seconds(),
            )
        };
        let all: Vec<i32> = (1..=12).filter_map(seconds).collect();
        match (all.iter().min(), all.iter().max()) {
            (Some(0), Some(0)) | (None, _) | (_, None) => String::new(),
            (Some(least), Some(most)) if least == most => Self::utc(*least),
            (Some(least), Some(most)) => {
                let offsets = [("standard", Self::utc(*least)), ("summer", Self::utc(*most))];
                self.fill("zone-offsets", &offsets)
            }
        }
    }

    fn utc(seconds: i32) -> String {
        let sign = if seconds < 0 { '-' } else { '+' };
        let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() % 3600 / 60);
        if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
    }

    fn time(minute: u16) -> String {
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    pub(super) fn interval(&self, interval: Interval) -> String {
        let (open, close) = (Self::time(interval.open), Self::time(interval.close));
        self.fill("time-range", &[("open", open), ("close", close)])
    }

    pub(super) fn times(&self, intervals: &[Interval]) -> String {
        match intervals {
            [] => self.get("closed"),
            [Interval { open: 0, close: DAY }] => self.interval(intervals[0]),
            _ => {
                let parts: Vec<String> = intervals.iter().map(|interval| self.interval(*interval)).collect();
                parts.join(&self.get("times-separator"))
            }
        }
    }

    /// Days of the week from one to another, 0 is Monday.
    pub(super) fn day_run(&self, first: usize, last: usize) -> String {
        match (first, last) {
            (0, 6) => self.get("every-day"),
            _ if first == last => self.get(SHORT_DAYS[first]),
            _ => {
                let (first, last) = (self.get(SHORT_DAYS[first]), self.get(SHORT_DAYS[last]));
                self.fill("day-range", &[("first", first), ("last", last)])
            }
        }
    }

    pub(super) fn day_name(&self, day: usize) -> String {
        self.get(SHORT_DAYS[day])
    }

    /// The week in one line: the open days alone.
    pub(super) fn week(&self, week: &Week) -> String {
        if week.is_always() {
            return self.get("always");
        }
        let runs = week.runs();
        let open = runs.iter().filter(|(.., intervals)| !intervals.is_empty());
        let parts: Vec<String> = open
            .map(|(first, last, intervals)| {
                let variables = [("days", self.day_run(*first, *last)), ("times", self.times(intervals))];
                self.fill("hours-line", &variables)
            })
            .collect();
        if parts.is_empty() { self.get("closed") } else { parts.join(&self.get("hours-line-separator")) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::duration::Unit;
    use crate::theme::load_theme;

    /// Formats one value in both languages.
    fn both(write: impl Fn(Words<'_>) -> String) -> [String; 2] {
        let tags = ["en", "zh-CN"].map(|tag| Locale::new(tag).expect("a tag"));
        let settings = crate::model::settings::Settings {
            base_url: "https://a.test/".into(),
            source_locale: tags[0],
            locales: tags.to_vec(),
            title: LocalText::new(tags[0], "A"),
            theme: crate::model::settings::ThemeSettings::default(),
            as_of: None,
            sample: false,
            allow_html: false,
            keep: Vec::new(),
            levels: BTreeMap::new(),
            spacing: None,
            four_eyes: false,
        };
        let theme = load_theme(&BTreeMap::new(), &settings).0.expect("the default theme");
        tags.map(|locale| write(Words { locale, messages: theme.messages(locale) }))
    }

    #[test]
    fn values_read_as_each_language_writes_them() {
        let amount = Amount::new("12400.50").expect("an amount");
        let currency = Currency::new("EUR").expect("a currency");
        assert_eq!(both(|words| words.money(&amount, currency)), ["EUR 12,400.50", "12,400.50 欧元"]);
        let days = |count| Duration { count, unit: Unit::BusinessDays };
        assert_eq!(both(|words| words.duration(days(1))), ["1 business day", "1 个工作日"]);
        assert_eq!(both(|words| words.duration(days(4))), ["4 business days", "4 个工作日"]);
        let day = jiff::civil::date(2026, 6, 1);
        assert_eq!(both(|words| words.date(day).text), ["1 June 2026", "2026年6月1日"]);
        let instant: jiff::Timestamp = "2026-06-02T18:00+02:00".parse().expect("an instant");
        assert_eq!(
            both(|words| words.instant(instant)),
            ["2 June 2026, 16:00 UTC", "2026年6月2日 16:00 UTC"]
        );
        let items = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(both(|words| words.list(&items)), ["A, B and C", "A、B和C"]);
        assert_eq!(both(|words| words.day_run(0, 4)), ["Mon–Fri", "周一至周五"]);
    }

    #[test]
    fn zones_say_how_far_from_utc_they_are() {
        let offset = |zone: &'static str| both(move |words| words.offset(zone, 2026));
        assert_eq!(offset("Asia/Shanghai"), ["UTC+8", "UTC+8"]);
        assert_eq!(offset("Europe/Amsterdam"), ["UTC+1, in summer UTC+2", "UTC+1，夏令时 UTC+2"]);
        assert_eq!(offset("Asia/Kolkata"), ["UTC+5:30", "UTC+5:30"]);
        assert_eq!(offset("Australia/Sydney")[0], "UTC+10, in summer UTC+11");
        assert_eq!(offset("UTC"), ["", ""]);
    }
}
