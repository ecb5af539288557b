//! By when something is due, counted on a schedule.
//!
//! Apart from the days, of which it knows the instants alone.
//!
//! The clock starts when a case arrives, or at the next opening. Business hours are time in which somebody
//! is there, as it is lived: an hour that the clock passes twice counts twice. What is due exactly at a
//! closing is due then, not at the next opening. Business days are counted from the day on which the clock
//! starts, in the zone of the first hours that are open then; a day counts if any of the joined hours open
//! on it and close after that. Pauses, while one waits for the customer, are no part of it.
//!
//! Invariant: what would need a day that no calendar covers is undetermined.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use super::days::Member;
use super::edge::{Edge, of_local};
use super::{Next, SEARCH_DAYS, Schedule, later};
use crate::model::duration::{Duration, Unit};
use crate::model::hours::BusinessDayRule;
use crate::model::times::{Stretch, Times};

/// By when something is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deadline {
    /// At an instant.
    Due(Counted),
    /// It cannot be told: from this instant on a calendar has run out.
    Undetermined(Timestamp),
    /// Never: nobody is there within the time that is searched.
    Never,
}

/// A deadline and how it was counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// When the clock started.
    pub start: Timestamp,
    /// By when it is due.
    pub due: Timestamp,
    /// The time that was counted.
    pub times: Times,
}

impl Schedule {
    /// By when something that takes so long is due.
    pub fn deadline(&self, received: Timestamp, within: Duration) -> Deadline {
        let count = i64::from(within.count);
        match within.unit {
            Unit::ElapsedMinutes => elapsed(received, count * 60),
            Unit::ElapsedHours => elapsed(received, count * 3600),
            Unit::BusinessMinutes => self.business_time(received, count * 60),
            Unit::BusinessHours => self.business_time(received, count * 3600),
            Unit::BusinessDays => self.business_days(received, within.count),
        }
    }

    /// The instant at which so many seconds of open time have passed.
    fn business_time(&self, received: Timestamp, seconds: i64) -> Deadline {
        let start = match self.next(received) {
            Next::At(start) => start,
            Next::Unknown(at) => return Deadline::Undetermined(at),
            Next::Never => return Deadline::Never,
        };
        // Long enough for the time itself; doubled until enough of it is open.
        let mut days = seconds / 86_400 + 8;
        loop {
            let end = later(start, days.min(SEARCH_DAYS) * 86_400);
            let Some(range) = end.and_then(|end| Stretch::new(start, end)) else { return Deadline::Never };
            let openings = self.openings(range);
            let unknown = openings.unknown.first_from(start);
            match counted(&openings.open, seconds) {
                Some((due, _)) if unknown.is_some_and(|unknown| unknown < due) => {
                    return Deadline::Undetermined(unknown.unwrap_or(due));
                }
                Some((due, times)) => return Deadline::Due(Counted { start, due, times }),
                None if unknown.is_some() => return Deadline::Undetermined(unknown.unwrap_or(start)),
                None if days >= SEARCH_DAYS => return Deadline::Never,
                None => days *= 2,
            }
        }
    }

    /// The end of the n-th workday after the day on which the clock starts, or the same time on it.
    fn business_days(&self, received: Timestamp, count: u32) -> Deadline {
        let start = match self.next(received) {
            Next::At(start) => start,
            Next::Unknown(at) => return Deadline::Undetermined(at),
            Next::Never => return Deadline::Never,
        };
        let Some((member, first)) = self.opening_day(start) else { return Deadline::Never };
        let (mut day, mut left) = (first, count);
        for _ in 0..SEARCH_DAYS {
            let Ok(next) = day.tomorrow() else { return Deadline::Never };
            day = next;
            let shifts = self.members.iter().flat_map(|member| member.shifts(&member.plan(day), day));
            // In another zone, or beside a long night, a shift of the day may be over when the clock starts.
            let shifts: Vec<Stretch> = shifts.filter(|shift| shift.end > start).collect();
            let unknown = self.members.iter().find(|member| member.plan(day).is_unknown());
            if let Some(unknown) = unknown.filter(|_| shifts.is_empty() || left == 1) {
                let midnight = of_local(&unknown.zone, day.at(0, 0, 0, 0), Edge::Open);
                return midnight.map_or(Deadline::Never, Deadline::Undetermined);
            }
            left -= u32::from(!shifts.is_empty());
            if left == 0 {
                let due = match member.hours.business_day_rule {
                    BusinessDayRule::EndOfNthDay => shifts.iter().map(|shift| shift.end).max(),
                    BusinessDayRule::SameTimeNthDay => same_time(member, start, first, day, &shifts),
                };
                let counted = |due| Times::new(Stretch::new(start, due));
                return due.map_or(Deadline::Never, |due| {
                    Deadline::Due(Counted { start, due, times: counted(due) })
                });
            }
        }
        Deadline::Never
    }

    /// The first hours that are open at an instant, and the day on which that shift of theirs opened.
    fn opening_day(&self, at: Timestamp) -> Option<(&Member, Date)> {
        self.members.iter().find_map(|member| Some((member, member.opened(at)?)))
    }
}

fn elapsed(received: Timestamp, seconds: i64) -> Deadline {
    let due = received.checked_add(SignedDuration::from_secs(seconds)).ok();
    due.map_or(Deadline::Never, |due| {
        Deadline::Due(Counted { start: received, due, times: Times::new(Stretch::new(received, due)) })
    })
}

/// The instant at which so many seconds of a set have passed, and the part of the set until then.
fn counted(open: &Times, seconds: i64) -> Option<(Timestamp, Times)> {
    // A case may arrive at a part of a second.
    let mut left = SignedDuration::from_secs(seconds);
    let mut used = Vec::new();
    for stretch in open.iter() {
        let length = stretch.start.duration_until(stretch.end);
        if length >= left {
            let due = stretch.start.checked_add(left).ok()?;
            used.extend(Stretch::new(stretch.start, due));
            return Some((due, Times::new(used)));
        }
        left -= length;
        used.push(stretch);
    }
    None
}

/// The local time of the start on another day, counted from the midnight its shift's day begins with; never
/// before the first opening of that day nor after its last closing.
fn same_time(
    member: &Member,
    start: Timestamp,
    first: Date,
    day: Date,
    shifts: &[Stretch],
) -> Option<Timestamp> {
    let local = member.zone.to_datetime(start);
    let later_day = if local.date() > first { day.tomorrow().ok()? } else { day };
    let at = of_local(&member.zone, DateTime::from_parts(later_day, local.time()), Edge::Open)?;
    let opening = shifts.iter().map(|shift| shift.start).min()?;
    let closing = shifts.iter().map(|shift| shift.end).max()?;
    Some(at.clamp(opening, closing))
}
