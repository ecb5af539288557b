//! What has a day: what ends, expires, takes effect, runs out or is to be read again.
//!
//! Apart from rules, which judge some of it as on a day: this lists all of it for whoever plans ahead, and
//! knows no today.
//!
//! Invariant: sorted by day, then by kind, id and what happens; the same project gives the same list.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::hours::{Calendar, Days, joined_calendar};
use super::ids::CalendarId;
use super::keeping::{Kept, KeptKind};
use super::notice::Notice;
use super::offering::{Offering, Prices};
use super::policy::{Policy, Status};
use super::price::Price;
use super::site::Site;
use super::text::LocalText;
use super::vehicle::Vehicle;
use super::word::{Word, words};
use crate::path::ProjectPath;
use crate::syntax::document::Kind;

words! {
    /// What happens on a day.
    What {
        /// It is over after this day.
        Ends "ends"
        /// It no longer holds after this day.
        Expires "expires"
        /// It holds from this day on.
        TakesEffect "takes_effect"
        /// It is to be read again by this day.
        Reviewed "is_reviewed"
        /// Nothing is known after this day.
        RunsOut "runs_out"
    }
}

/// Something that has a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// What happens.
    pub what: What,
    /// The kind of thing, in one word.
    pub kind: &'static str,
    /// Its id, with what of it is meant where it has parts: `business.price`.
    pub id: Box<str>,
    /// Its name.
    pub name: LocalText,
    /// Its file.
    pub file: Option<ProjectPath>,
    /// Who keeps it true.
    pub owner: Option<Box<str>>,
    /// Whether somebody has something to do as long as it stands like this, also after the day.
    pub lasting: bool,
}

impl Due {
    /// Whether the day has passed and something is left to do.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.lasting && self.date < today
    }

    /// How many days there are until it, less than nothing where it has passed.
    pub fn days(&self, today: Date) -> i32 {
        (self.date - today).get_days()
    }
}

/// All that has a day.
pub fn due(site: &Site) -> Vec<Due> {
    let mut all = Gathered { site, found: Vec::new() };
    site.vehicles.iter().for_each(|vehicle| all.vehicle(vehicle));
    site.offerings.iter().for_each(|offering| all.offering(offering));
    site.policy.iter().for_each(|policy| all.policy(policy));
    all.calendars();
    site.notices.iter().chain(&site.internal_notices).for_each(|notice| all.notice(notice));
    site.kept.iter().for_each(|kept| all.kept(kept));
    all.runbooks();
    let key = |due: &Due| (due.date, due.kind, due.id.clone(), due.what);
    all.found.sort_by_key(key);
    all.found
}

/// What is being gathered.
struct Gathered<'a> {
    site: &'a Site,
    found: Vec<Due>,
}

/// A thing, by what it is known.
#[derive(Clone)]
struct Thing {
    kind: &'static str,
    id: Box<str>,
    name: LocalText,
    file: Option<ProjectPath>,
    owner: Option<Box<str>>,
}

impl Thing {
    /// A part of the thing, by its kind and what it is called in it.
    fn part(&self, kind: &'static str, part: &str) -> Self {
        Self { kind, id: format!("{}.{part}", self.id).into(), ..self.clone() }
    }
}

impl Gathered<'_> {
    fn thing(&self, kind: KeptKind, id: &str, name: &LocalText) -> Thing {
        let file = self.file(
            file_kind(kind),
            match kind {
                KeptKind::Partner => "partner",
                KeptKind::Terms => "terms",
                KeptKind::Vehicle => "vehicles",
                _ => id,
            },
        );
        let kept = self.site.kept.iter().find(|kept| kept.kind == kind && &*kept.id == id);
        let owner = kept.and_then(|kept| kept.owner.clone());
        Thing { kind: kind.word(), id: id.into(), name: name.clone(), file, owner }
    }

    fn file(&self, kind: Kind, stem: &str) -> Option<ProjectPath> {
        let mut documents = self.site.documents.iter();
        let own = documents.find(|file| file.kind == kind && &*file.stem == stem && file.suffix.is_none());
        own.map(|document| document.path().clone())
    }

    fn push(&mut self, thing: Thing, what: What, date: Date, lasting: bool) {
        let Thing { kind, id, name, file, owner } = thing;
        self.found.push(Due { date, what, kind, id, name, file, owner, lasting });
    }

    fn vehicle(&mut self, vehicle: &Vehicle) {
        let thing = self.thing(KeptKind::Vehicle, vehicle.id.as_str(), &vehicle.name);
        if let Some(start) = vehicle.start {
            self.push(thing.clone(), What::TakesEffect, start, false);
        }
        if let Some(end) = vehicle.end {
            self.push(thing, What::Ends, end, true);
        }
    }

    fn offering(&mut self, offering: &Offering) {
        let thing = self.thing(KeptKind::Offering, offering.id.as_str(), &offering.name);
        match &offering.price {
            Prices::Unsaid => {}
            Prices::Everywhere(price) => self.price(thing.part("price", "price"), price),
            Prices::ByMarket(prices) => {
                for (market, price) in prices {
                    self.price(thing.part("price", &format!("price.{market}")), price);
                }
            }
        }
        if let Some(then) = offering.incidents.as_ref().and_then(|incidents| incidents.then.as_ref()) {
            self.price(thing.part("price", "incidents.then"), then);
        }
    }

    fn price(&mut self, thing: Thing, price: &Price) {
        let Some((from, to)) = price.valid else { return };
        self.push(thing.clone(), What::TakesEffect, from, false);
        if let Some(to) = to {
            self.push(thing, What::Expires, to, true);
        }
    }

    fn policy(&mut self, policy: &Policy) {
        let version = LocalText::new(self.site.settings.source_locale, &policy.version);
        let thing = self.thing(KeptKind::Terms, "terms", &version);
        let (from, to) = policy.effective;
        self.push(thing.clone(), What::TakesEffect, from, false);
        if let Some(to) = to {
            self.push(thing.clone(), What::Ends, to, policy.status != Status::Superseded);
        }
        for change in &policy.changes {
            let part = Thing { name: change.summary.clone(), ..thing.part("change", &change.id) };
            self.push(part, What::TakesEffect, change.date, false);
        }
    }

    /// A calendar runs out where the days that its files cover end, and before each gap between them.
    fn calendars(&mut self) {
        let mut whole: BTreeMap<&str, Vec<(&CalendarId, &Arc<Calendar>)>> = BTreeMap::new();
        for (id, calendar) in &self.site.calendars {
            whole.entry(joined_calendar(id.as_str())).or_default().push((id, calendar));
        }
        for (base, mut parts) in whole {
            // Without a name a calendar is called by its region.
            let region = || LocalText::new(self.site.settings.source_locale, &parts[0].1.region);
            let name = parts[0].1.name.clone().unwrap_or_else(region);
            let kept = self.site.kept.iter().filter(|kept| kept.kind == KeptKind::Calendar);
            let owner =
                kept.filter(|kept| joined_calendar(&kept.id) == base).find_map(|kept| kept.owner.clone());
            parts.sort_by_key(|(_, calendar)| calendar.covers);
            let runs = runs(&parts.iter().map(|(_, calendar)| calendar.covers).collect::<Vec<_>>());
            for (at, run) in runs.iter().enumerate() {
                let last = parts.iter().rev().find(|(_, calendar)| calendar.covers.last == run.last);
                let file = last.and_then(|(id, _)| self.file(Kind::Calendar, id.as_str()));
                let (kind, id) = (KeptKind::Calendar.word(), base.into());
                let thing = Thing { kind, id, name: name.clone(), file, owner: owner.clone() };
                self.push(thing, What::RunsOut, run.last, at + 1 == runs.len());
            }
        }
    }

    fn notice(&mut self, notice: &Notice) {
        let (id, file) = (notice.id.as_str(), self.file(Kind::Notice, notice.id.as_str()));
        let thing = Thing { kind: "notice", id: id.into(), name: notice.title.clone(), file, owner: None };
        self.push(thing.clone(), What::TakesEffect, day(notice.from), false);
        self.push(thing, What::Ends, day(notice.until), false);
    }

    fn kept(&mut self, kept: &Kept) {
        if let Some(date) = kept.next_review {
            let thing = self.thing(kept.kind, &kept.id, &kept.name);
            self.push(thing, What::Reviewed, date, true);
        }
    }

    fn runbooks(&mut self) {
        for runbook in self.site.runbooks.values() {
            let texts = runbook.editions.iter().map(|(locale, edition)| (*locale, &edition.title));
            let own = LocalText::new(runbook.source_locale, &runbook.editions[&runbook.source_locale].title);
            let thing = Thing {
                kind: "runbook",
                id: runbook.id.as_str().into(),
                name: texts.fold(own, |name, (locale, title)| name.with(locale, title)),
                file: self.file(Kind::Runbook, runbook.id.as_str()),
                owner: Some(runbook.owner.clone()),
            };
            self.push(thing, What::Reviewed, runbook.review_due(), true);
        }
    }
}

/// The kind of file that holds a thing.
fn file_kind(kind: KeptKind) -> Kind {
    match kind {
        KeptKind::Partner => Kind::Partner,
        KeptKind::Terms => Kind::Policy,
        KeptKind::Entity => Kind::Entity,
        KeptKind::Offering => Kind::Offering,
        KeptKind::Service => Kind::Service,
        KeptKind::Desk => Kind::Desk,
        KeptKind::Hours => Kind::Hours,
        KeptKind::Calendar => Kind::Calendar,
        KeptKind::Vehicle => Kind::Vehicles,
        KeptKind::Product => Kind::Product,
        KeptKind::Message => Kind::Message,
    }
}

/// Spans of days in order, joined where one follows another without a gap.
fn runs(spans: &[Days]) -> Vec<Days> {
    let mut runs: Vec<Days> = Vec::new();
    for span in spans {
        match runs.last_mut() {
            Some(run) if span.first <= run.last.tomorrow().unwrap_or(run.last) => {
                run.last = run.last.max(span.last);
            }
            _ => runs.push(*span),
        }
    }
    runs
}

/// The day of an instant, in UTC as today is.
fn day(instant: Timestamp) -> Date {
    instant.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn days(text: &str) -> Days {
        Days::parse(text).expect("days")
    }

    #[test]
    fn years_that_follow_one_another_are_one_run() {
        let joined = runs(&[days("2026-01-01/2026-12-31"), days("2027-01-01/2027-12-31")]);
        assert_eq!(joined, [days("2026-01-01/2027-12-31")]);
        let inside = runs(&[days("2026-01-01/2026-12-31"), days("2026-06-01/2026-06-30")]);
        assert_eq!(inside, [days("2026-01-01/2026-12-31")]);
        let gap = runs(&[days("2026-01-01/2026-12-30"), days("2027-01-01/2027-12-31")]);
        assert_eq!(gap.len(), 2);
    }

    #[test]
    fn what_lasts_is_overdue_after_its_day() {
        let of = |day, lasting| Due {
            date: day,
            what: What::Expires,
            kind: "price",
            id: "x.price".into(),
            name: LocalText::new(crate::locale::Locale::new("en").expect("a locale"), "X"),
            file: None,
            owner: None,
            lasting,
        };
        let today = date(2026, 6, 1);
        assert!(of(date(2026, 5, 31), true).is_overdue(today));
        assert!(!of(today, true).is_overdue(today));
        assert!(!of(date(2026, 5, 31), false).is_overdue(today));
        assert_eq!(of(date(2026, 5, 1), true).days(today), -31);
    }
}
