//! Local times as instants, where a clock jumps too.
//!
//! Apart from days and deadlines, which must agree on every jump.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::model::hours::DAY;

/// Which end of an interval a local time is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    /// The opening: the first of two passings.
    Open,
    /// The closing: the second of two passings.
    Close,
}

/// The instant of a minute that is counted from the midnight a day begins with; minutes of the next day go
/// on counting. `None` outside of the time that can be told.
pub(super) fn instant(zone: &TimeZone, day: Date, minute: u16, edge: Edge) -> Option<Timestamp> {
    let day = if minute >= DAY { day.tomorrow().ok()? } else { day };
    let minute = i8::try_from(minute % DAY % 60).ok().zip(i8::try_from(minute % DAY / 60).ok());
    let local = minute.map(|(minute, hour)| day.at(hour, minute, 0, 0))?;
    of_local(zone, local, edge)
}

/// The instant of a local time.
pub(super) fn of_local(zone: &TimeZone, local: DateTime, edge: Edge) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    match (ambiguous.offset(), edge) {
        (AmbiguousOffset::Unambiguous { offset }, _) => offset.to_timestamp(local).ok(),
        (AmbiguousOffset::Gap { after, .. }, _) => {
            let before_jump = after.to_timestamp(local).ok()?;
            zone.following(before_jump).next().map(|jump| jump.timestamp())
        }
        (AmbiguousOffset::Fold { before, .. }, Edge::Open) => before.to_timestamp(local).ok(),
        (AmbiguousOffset::Fold { after, .. }, Edge::Close) => after.to_timestamp(local).ok(),
    }
}
