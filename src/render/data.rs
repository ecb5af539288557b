//! Terms as templates see them: offerings, services, channels, hours, calendars.
//!
//! Invariant: addresses are relative to a page whose way to the root is `root`.

mod answering;
mod cases;
mod policy;
mod requirements;
mod staff;
mod translations;

use std::sync::Arc;

use super::Links;
use super::context::{
    AreaContext, CalendarContext, ChannelContext, DayContext, DayRow, ExceptionContext, HoursContext,
    IncidentsContext, MarketPrice, NamedContactsContext, NavLink, OfferingContext, PartyContext,
    ServiceContext, TaskContext,
};
use super::format::Words;
use crate::localize::PublicView;
use crate::model::channel::{Channel, Reach};
use crate::model::hours::{Calendar, Change, DAY, Exception, Hours};
use crate::model::ids::{CalendarId, HoursId};
use crate::model::offering::{Incidents, NamedContacts, Offering, Prices};
use crate::model::price::Price;
use crate::model::schedule::Schedule;
use crate::model::service::{Cell, Party, Service, Task};
use crate::model::text::TextList;
use crate::model::word::Word;
use crate::resolve::addresses;

/// Makes contexts of one view for pages of one depth.
#[derive(Clone, Copy)]
pub(super) struct Data<'a> {
    pub(super) view: &'a PublicView,
    pub(super) words: Words<'a>,
    pub(super) links: Links<'a>,
    pub(super) internal: bool,
}

impl Data<'_> {
    pub(super) fn offering(&self, offering: &Offering) -> OfferingContext {
        let words = self.words;
        let services = offering.services.iter().filter_map(|id| self.view.service(id));
        let hours = self.answering_hours(offering);
        let hours = hours.into_iter().filter_map(|id| Some(self.hours(id, self.view.hours.get(id)?)));
        let channels = offering.channels.iter().filter_map(|id| self.view.channel(id));
        let price = offering.common_price();
        OfferingContext {
            id: offering.id.to_string(),
            name: words.text(&offering.name),
            summary: words.text(&offering.summary),
            audience: words.maybe_text(offering.audience.as_ref()),
            href: self.links.page(&format!("{}{}/", addresses::OFFERINGS, offering.id)),
            price: price.map(|price| self.price(price)).unwrap_or_default(),
            price_note: words.maybe_text(price.and_then(|price| price.note.as_ref())),
            price_lines: price.map(|price| words.price_lines(price)).unwrap_or_default(),
            prices: self.market_prices(offering),
            services: services.map(|service| self.service_link(service)).collect(),
            languages: words.languages(&offering.languages),
            hours: hours.collect(),
            channels: channels.map(|channel| self.channel(channel)).collect(),
            includes: self.texts(&offering.includes),
            excludes: self.texts(&offering.excludes),
            types: self.texts(&offering.types),
            how_to_tell: words.maybe_text(offering.how_to_tell.as_ref()),
            who_may_open: words.get(&format!("may-open-{}", offering.who_may_open.word())),
            named_contacts: offering.named_contacts.as_ref().map(|contacts| self.named_contacts(contacts)),
            incidents: offering.incidents.as_ref().map(|incidents| self.incidents(incidents)),
            duties: self.texts(&offering.customer_duties),
            targets: self.targets(offering),
            clock: offering.clock.as_ref().map(|clock| self.clock(clock)),
            coverage: self.coverage(&offering.coverage),
        }
    }

    /// When somebody answers: the offering's own hours, or those of the desks that cover it.
    fn answering_hours<'o>(&'o self, offering: &'o Offering) -> Vec<&'o HoursId> {
        let answers = offering.coverage.iter().flat_map(|row| &row.answers);
        let desks = answers.flat_map(|answer| &answer.desks).filter_map(|id| self.view.desk(id));
        let mut all: Vec<&HoursId> = Vec::new();
        for id in offering.hours.iter().chain(desks.map(|desk| &desk.hours)) {
            if !all.contains(&id) {
                all.push(id);
            }
        }
        all
    }

    pub(super) fn price(&self, price: &Price) -> String {
        self.words.price(
            price,
            &|id| {
                let offering = self.view.offering(id);
                offering.map(|offering| self.words.text(&offering.name).text).unwrap_or_default()
            },
            &|id| {
                let service = self.view.service(id);
                service.map(|service| self.words.text(&service.name).text).unwrap_or_default()
            },
        )
    }

    fn market_prices(&self, offering: &Offering) -> Vec<MarketPrice> {
        let Prices::ByMarket(prices) = &offering.price else { return Vec::new() };
        let markets = || self.view.partner.iter().flat_map(|partner| &partner.markets);
        let row = |(id, price): &(crate::model::ids::MarketId, Price)| {
            let market = markets().find(|market| market.id == *id)?;
            Some(MarketPrice {
                market: self.words.text(&market.name),
                price: self.price(price),
                lines: self.words.price_lines(price),
                note: self.words.maybe_text(price.note.as_ref()),
            })
        };
        prices.iter().filter_map(row).collect()
    }

    fn named_contacts(&self, contacts: &NamedContacts) -> NamedContactsContext {
        NamedContactsContext {
            max: self.words.fill("named-contacts", &[("max", contacts.max.to_string())]),
            role: self.words.maybe_text(contacts.role.as_ref()),
            change: self.words.text(&contacts.change),
        }
    }

    fn incidents(&self, incidents: &Incidents) -> IncidentsContext {
        let words = self.words;
        let period = words.get(&format!("period-per-{}", incidents.per.word()));
        let count = incidents.included.to_string();
        let reset = incidents.reset_zone.as_deref().map(|zone| words.zone(zone));
        IncidentsContext {
            included: words.fill("incidents-included", &[("count", count), ("period", period)]),
            areas: incidents.areas.iter().map(|area| self.area_name(*area)).collect(),
            reset: reset.map(|zone| words.fill("incidents-reset", &[("zone", zone)])).unwrap_or_default(),
            then: match &incidents.then {
                Some(price) => self.price(price),
                None => words.get("incidents-then-none"),
            },
            note: words.maybe_text(incidents.note.as_ref()),
        }
    }

    pub(super) fn offering_link(&self, offering: &Offering) -> NavLink {
        let name = self.words.text(&offering.name);
        let href = self.links.page(&format!("{}{}/", addresses::OFFERINGS, offering.id));
        NavLink { title: name.text, href, lang: name.lang, ..NavLink::default() }
    }

    pub(super) fn channel_link(&self, channel: &Channel) -> NavLink {
        let name = self.words.text(&channel.name);
        let href = format!("{}#sb-channel-{}", self.links.page(addresses::CONTACT), channel.id);
        NavLink { title: name.text, href, lang: name.lang, ..NavLink::default() }
    }

    pub(super) fn texts(&self, list: &TextList) -> Vec<super::context::TextContext> {
        list.iter().map(|(_, text)| self.words.text(text)).collect()
    }

    fn service_link(&self, service: &Service) -> NavLink {
        let name = self.words.text(&service.name);
        NavLink { title: name.text, href: self.service_href(service), lang: name.lang, ..NavLink::default() }
    }

    fn service_href(&self, service: &Service) -> String {
        self.links.page(&format!("{}{}/", addresses::SERVICES, service.id))
    }

    pub(super) fn channel(&self, channel: &Channel) -> ChannelContext {
        let words = self.words;
        let (kind, reach, href, national_only) = reach(channel, words);
        let hours = channel.hours.as_ref().and_then(|id| Some(self.hours(id, self.view.hours.get(id)?)));
        ChannelContext {
            id: channel.id.to_string(),
            kind: kind.to_owned(),
            kind_name: words.get(&format!("channel-{kind}")),
            name: words.text(&channel.name),
            reach,
            href,
            emergency: channel.emergency,
            national_only,
            languages: words.languages(&channel.languages),
            language_tags: channel.languages.iter().map(ToString::to_string).collect(),
            hours,
            region: words.maybe_text(channel.region.as_ref()),
            note: words.maybe_text(channel.note.as_ref()),
            country: channel.country.map(|country| words.country(country)).unwrap_or_default(),
            dial_from: channel
                .dial_from
                .iter()
                .map(|(country, dialled)| {
                    let from = words.fill("channel-dial-from", &[("country", words.country(*country))]);
                    format!("{from} {dialled}")
                })
                .collect(),
            menu: words.maybe_text(channel.menu.as_ref()),
            no_answer: words.maybe_text(channel.no_answer.as_ref()),
            login_lost: words.maybe_text(channel.login_lost.as_ref()),
            fallback: channel
                .fallback
                .as_ref()
                .and_then(|id| self.view.channel(id))
                .map(|channel| self.channel_link(channel)),
            handle: channel.handle.as_deref().unwrap_or_default().to_owned(),
            cost: words.maybe_text(channel.cost.as_ref()),
        }
    }

    /// All channels for customers: those for emergencies first, in the order of the file.
    pub(super) fn channels(&self) -> Vec<ChannelContext> {
        let (urgent, others): (Vec<_>, Vec<_>) =
            self.view.channels.iter().partition(|channel| channel.emergency);
        urgent.into_iter().chain(others).map(|channel| self.channel(channel)).collect()
    }

    /// The channels for emergencies, those that speak the page's language first.
    pub(super) fn emergency(&self) -> Vec<ChannelContext> {
        let urgent = self.view.channels.iter().filter(|channel| channel.emergency);
        let (own, others): (Vec<_>, Vec<_>) =
            urgent.partition(|channel| channel.languages.contains(&self.words.locale));
        own.into_iter().chain(others).map(|channel| self.channel(channel)).collect()
    }

    pub(super) fn hours(&self, id: &HoursId, hours: &Arc<Hours>) -> HoursContext {
        let words = self.words;
        let row = |(first, last, intervals): (usize, usize, &[_])| DayRow {
            days: words.day_run(first, last),
            times: words.times(intervals),
            closed: intervals.is_empty(),
        };
        let of_id = |id: &CalendarId| self.view.calendars.get(id).cloned();
        let known = Schedule::new([hours], of_id).known();
        let calendars =
            hours.calendars.iter().flatten().filter_map(|id| Some((id, self.view.calendars.get(id)?)));
        HoursContext {
            id: id.to_string(),
            name: words.text(&hours.name),
            time_zone: hours.time_zone.to_string(),
            zone_text: words.zone(&hours.time_zone),
            offset: words.offset(&hours.time_zone, self.view.today.year()),
            always: hours.never_closes(),
            summary: words.week(&hours.weekly),
            rows: hours.weekly.runs().into_iter().map(row).collect(),
            days: self.days(hours),
            calendars: calendars.map(|(id, calendar)| self.calendar_link(id, calendar)).collect(),
            note: words.maybe_text(hours.note.as_ref()),
            exceptions: self.exceptions(hours),
            known_until: known.map(|(_, last)| words.date(last)),
            run_out: known.is_some_and(|(_, last)| last < self.view.today),
        }
    }

    /// Exceptions that are not over yet.
    fn exceptions(&self, hours: &Hours) -> Vec<ExceptionContext> {
        let words = self.words;
        let ahead = hours.exceptions.iter().filter(|exception| exception.days.last >= self.view.today);
        let times = |change: &Change| match change {
            Change::Instead(intervals) => words.times(intervals),
            Change::Besides(intervals) => {
                words.fill("exception-besides", &[("times", words.times(intervals))])
            }
        };
        let context = |exception: &Exception| ExceptionContext {
            days: words.days(exception.days),
            times: times(&exception.change),
            note: words.maybe_text(exception.note.as_ref()),
        };
        ahead.map(context).collect()
    }

    /// Each day of the week with what is open in it; the part after midnight belongs to the next day.
    fn days(&self, hours: &Hours) -> Vec<DayContext> {
        let mut days: Vec<DayContext> =
            (0..7).map(|day| DayContext { name: self.words.day_name(day), open: Vec::new() }).collect();
        for (day, intervals) in hours.weekly.0.iter().enumerate() {
            for interval in intervals {
                days[day].open.push((interval.open, interval.end().min(DAY)));
                if interval.end() > DAY {
                    days[(day + 1) % 7].open.push((0, interval.end() - DAY));
                }
            }
        }
        for day in &mut days {
            day.open.sort_unstable();
        }
        days
    }

    fn calendar_link(&self, id: &CalendarId, calendar: &Calendar) -> NavLink {
        let name = self.words.calendar(calendar);
        let href = format!("{}#sb-calendar-{id}", self.links.page(addresses::HOURS));
        NavLink { title: name.text, href, lang: name.lang, ..NavLink::default() }
    }

    pub(super) fn calendar(&self, id: &CalendarId, calendar: &Calendar) -> CalendarContext {
        let words = self.words;
        let source = calendar.source.as_ref();
        CalendarContext {
            id: id.to_string(),
            name: words.calendar(calendar),
            covers: words.span(calendar.covers),
            off: calendar.off.iter().map(|days| words.days(*days)).collect(),
            work: calendar.work.iter().map(|days| words.days(*days)).collect(),
            source: words.maybe_text(source.map(|source| &source.title)),
            source_href: source.map(|source| source.url.to_string()).unwrap_or_default(),
            source_date: source.map(|source| words.date(source.date)),
        }
    }

    pub(super) fn service(&self, service: &Service) -> ServiceContext {
        let parties = parties(service);
        ServiceContext {
            id: service.id.to_string(),
            name: self.words.text(&service.name),
            summary: self.words.text(&service.summary),
            href: self.service_href(service),
            health: service.health.as_deref().unwrap_or_default().to_owned(),
            health_links: self.named_links(&service.health_links),
            self_help: self.named_links(&service.self_help),
            have_ready: self.texts(&service.have_ready),
            areas: service.cells.iter().map(|cell| self.area(cell, &parties)).collect(),
            parties: parties.iter().map(|party| self.party(*party)).collect(),
        }
    }

    fn area(&self, cell: &Cell, parties: &[Party]) -> AreaContext {
        AreaContext {
            id: cell.area.word().to_owned(),
            name: self.area_name(cell.area),
            summary: self.words.maybe_text(cell.summary.as_ref()),
            tasks: cell.tasks.iter().map(|task| self.task(task, parties)).collect(),
            baseline: self.texts(&cell.baseline),
            escalate: self.texts(&cell.escalate),
        }
    }

    fn task(&self, task: &Task, parties: &[Party]) -> TaskContext {
        let part = |party: &Party| match () {
            () if task.leads == *party => "leads",
            () if task.helps.contains(party) => "helps",
            () => "",
        };
        TaskContext {
            task: self.words.text(&task.what),
            parts: parties.iter().map(|party| part(party).to_owned()).collect(),
            baseline: task.baseline,
        }
    }

    fn party(&self, party: Party) -> PartyContext {
        let name = match (party, &self.view.partner) {
            (Party::Partner, Some(partner)) => self.words.text(&partner.name).text,
            (Party::Customer, _) if self.internal => self.words.get("party-customer-internal"),
            _ => self.words.get(&format!("party-{}", party.word())),
        };
        PartyContext { id: party.word().to_owned(), name }
    }
}

/// The parties that have a part in any task, in the order of columns.
fn parties(service: &Service) -> Vec<Party> {
    let tasks = || service.cells.iter().flat_map(|cell| &cell.tasks);
    let takes_part = |party: &Party| tasks().any(|task| task.leads == *party || task.helps.contains(party));
    Party::VALUES.iter().copied().filter(takes_part).collect()
}

/// Kind, what people write, what a link opens, and whether a number works in one country alone.
pub(super) fn reach(channel: &Channel, words: Words<'_>) -> (&'static str, String, String, bool) {
    match &channel.reach {
        Reach::Phone { number, sms } => {
            let (kind, scheme) = if *sms { ("sms", "sms") } else { ("phone", "tel") };
            (kind, number.shown.to_string(), format!("{scheme}:{}", number.dialed), number.national_only)
        }
        Reach::Email(address) => ("email", address.to_string(), format!("mailto:{address}"), false),
        Reach::Portal(url) => ("portal", bare(url), url.to_string(), false),
        Reach::Chat(app, url) => {
            let id = format!("app-{}", app.word());
            ("chat", words.get(&id), url.as_deref().unwrap_or_default().to_owned(), false)
        }
        Reach::OnSite => ("on-site", String::new(), String::new(), false),
    }
}

/// An address as people read it: without its scheme and a slash at its end.
fn bare(url: &str) -> String {
    url.trim_start_matches("https://").trim_end_matches('/').to_owned()
}
