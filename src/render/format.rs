//! Values as readers of one language write them: money, days, times, zones, lists.
//!
//! Apart from the contexts that hold the results, so that a value looks the same on every page. Words come
//! from the theme's messages; nothing comes from the operating system.

use jiff::civil::Date;

use super::context::{DateText, TextContext};
use crate::locale::Locale;
use crate::model::hours::{DAY, Days, Hours, Interval};
use crate::model::money::{Amount, Currency};
use crate::model::terms::{Period, Price, PriceModel, Tax};
use crate::model::text::LocalText;
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

    /// A price in one phrase.
    pub(super) fn price(&self, price: &Price) -> String {
        let model = match price.model {
            PriceModel::Free => return self.get("price-free"),
            PriceModel::Included => return self.get("price-included"),
            PriceModel::Flat => "price-flat",
            PriceModel::PerSeat => "price-per-seat",
            PriceModel::PerTenant => "price-per-tenant",
            PriceModel::PerIncident => "price-per-incident",
        };
        let Some((amount, currency)) = &price.amount else { return String::new() };
        let mut text = self.fill(model, &[("amount", self.money(amount, *currency))]);
        // A price per case says its period already.
        let per = price.per.filter(|per| (price.model, *per) != (PriceModel::PerIncident, Period::Incident));
        if let Some(per) = per {
            let id = match per {
                Period::Month => "price-per-month",
                Period::Year => "price-per-year",
                Period::Incident => "price-per-case",
            };
            text = self.fill(id, &[("price", text)]);
        }
        match price.tax {
            Some(Tax::Excluded) => self.fill("price-tax-excluded", &[("price", text)]),
            Some(Tax::Included) => self.fill("price-tax-included", &[("price", text)]),
            None => text,
        }
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
    pub(super) fn week(&self, hours: &Hours) -> String {
        if hours.is_always() {
            return self.get("always");
        }
        let runs = hours.runs();
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
