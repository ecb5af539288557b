//! When somebody is there: weekly hours with their calendars and exceptions, as instants.
//!
//! Apart from [`hours`](super::hours), which is what files say. A schedule joins the hours of one desk or of
//! several. It knows three states: open, closed, and not known, where a calendar has run out: a day that no
//! calendar covers is never taken for a workday.
//!
//! What decides about a day, first to last: an exception, a day off, a make-up workday, the week; no one calendar
//! says two of them about a day. A shift
//! belongs to the day it opens on. A local time that the clock skips is the instant of the jump; one that
//! it passes twice opens at the first and closes at the second passing.
//!
//! Invariant: no I/O and no clock; every search has an end ([`SEARCH_DAYS`]).

mod days;
mod deadline;
mod edge;

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use self::days::Member;
pub use self::days::{DayKind, DayNote, Name};
pub use self::deadline::{Counted, Deadline};
use super::hours::{Calendar, Hours};
use super::ids::CalendarId;
use super::times::{Stretch, Times};

/// How far the next opening is searched for: ten years.
pub const SEARCH_DAYS: i64 = 3653;

/// Hours of one desk or of several, with their calendars.
#[derive(Clone, Default, Debug)]
pub struct Schedule {
    members: Vec<Member>,
}

/// What is known of an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Somebody is there.
    Open,
    /// Nobody is there.
    Closed,
    /// A calendar has run out.
    Unknown,
}

/// When somebody is there in a stretch of time, and when that is not known; the rest is closed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Openings {
    /// Open.
    pub open: Times,
    /// Not known; apart from what is open.
    pub unknown: Times,
}

/// What comes after an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Somebody is there from then on, or at the instant itself.
    At(Timestamp),
    /// From then on nothing is known, and nobody is there before.
    Unknown(Timestamp),
    /// Nobody ever is.
    Never,
}

impl Schedule {
    /// The joined schedule of several hours. `calendar` gives what an id stands for; one without an answer
    /// covers no day. Hours whose zone is not known to the bundled database are left out: `resolve` refuses
    /// them.
    pub fn new<'a>(
        hours: impl IntoIterator<Item = &'a Arc<Hours>>,
        calendar: impl Fn(&CalendarId) -> Option<Arc<Calendar>>,
    ) -> Self {
        Self { members: hours.into_iter().filter_map(|hours| Member::new(hours, &calendar)).collect() }
    }

    /// The same hours in ordinary weeks: without holidays, make-up workdays and exceptions.
    #[must_use]
    pub fn ordinary(&self) -> Self {
        Self { members: self.members.iter().map(Member::ordinary).collect() }
    }

    /// Several schedules as one, in order.
    #[must_use]
    pub fn joined<'a>(schedules: impl IntoIterator<Item = &'a Self>) -> Self {
        Self {
            members: schedules.into_iter().flat_map(|schedule| schedule.members.iter().cloned()).collect(),
        }
    }

    /// Whether there are no hours at all.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The zone of the first hours.
    pub fn zone(&self) -> TimeZone {
        self.members.first().map_or(TimeZone::UTC, |member| member.zone.clone())
    }

    /// When somebody is there in a stretch of time.
    pub fn openings(&self, range: Stretch) -> Openings {
        let each: Vec<Openings> = self.members.iter().map(|member| member.openings(range)).collect();
        let open = Times::new(each.iter().flat_map(|one| one.open.iter()));
        let unknown = Times::new(each.iter().flat_map(|one| one.unknown.iter())).minus(&open);
        Openings { open, unknown }
    }

    /// What is known of an instant.
    pub fn state(&self, at: Timestamp) -> State {
        let Some(moment) = later(at, 1).and_then(|end| Stretch::new(at, end)) else { return State::Unknown };
        let openings = self.openings(moment);
        match () {
            () if openings.open.contains(at) => State::Open,
            () if openings.unknown.contains(at) => State::Unknown,
            () => State::Closed,
        }
    }

    /// When somebody is there at an instant or after it.
    pub fn next(&self, at: Timestamp) -> Next {
        first(at, |range| self.openings(range))
    }

    /// Holidays, make-up workdays, exceptions, closed and unknown days between two instants, by the dates of
    /// each of the hours; both dates included.
    pub fn notes(&self, from: Timestamp, to: Timestamp) -> Vec<DayNote> {
        let notes = |(index, member): (usize, &Member)| {
            let (first, last) = (member.date(from), member.date(to));
            let days = days::each(first, last).map(move |day| (day, member.plan(day)));
            days.filter_map(move |(date, plan)| Some(DayNote { hours: index, date, kind: plan.note()? }))
                .collect::<Vec<_>>()
        };
        let mut all: Vec<DayNote> = self.members.iter().enumerate().flat_map(notes).collect();
        all.sort_by_key(|note| (note.date, note.hours));
        all
    }

    /// The first and the last day of which all of these hours know something, where calendars limit it.
    pub fn known(&self) -> Option<(Date, Date)> {
        let spans = self.members.iter().filter_map(Member::known);
        spans.reduce(|(first, last), (from, to)| (first.max(from), last.min(to)))
    }

    /// The hours that were joined, in order, each with its zone.
    pub fn hours(&self) -> impl Iterator<Item = (&Arc<Hours>, &TimeZone)> {
        self.members.iter().map(|member| (&member.hours, &member.zone))
    }
}

/// The first opening at an instant or after it, in openings that are asked for step by step.
pub fn first(at: Timestamp, openings: impl Fn(Stretch) -> Openings) -> Next {
    let mut searched = at;
    for days in [4, 30, 366, SEARCH_DAYS] {
        let Some(range) = later(at, days * 86_400).and_then(|end| Stretch::new(searched, end)) else { break };
        let found = openings(range);
        match (found.open.first_from(searched), found.unknown.first_from(searched)) {
            (Some(open), unknown) if unknown.is_none_or(|unknown| open < unknown) => return Next::At(open),
            (_, Some(unknown)) => return Next::Unknown(unknown),
            _ => searched = range.end,
        }
    }
    Next::Never
}

/// An instant so many seconds later; `None` past the end of time.
fn later(at: Timestamp, seconds: i64) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_secs(seconds)).ok()
}
