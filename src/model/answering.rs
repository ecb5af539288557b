//! Who answers a case, when and at what cost: coverage, hours and prices together.
//!
//! Apart from [`coverage`](super::coverage), which knows rows alone, and from
//! [`schedule`](super::schedule), which knows hours alone. Pages, commands and scenarios all ask here, so
//! that they cannot disagree.
//!
//! How rows are read: the row that holds names desks one after the other; the first link of whose desks any
//! is open answers. A person can be reached where that link is staffed, on call or calls back; voicemail and
//! an inbox reach nobody, until somebody is there. Time counts as business time while a staffed desk of the
//! row is open, or, where the row staffs none, any desk of it. An offering without rows is answered in its
//! own hours, or in those of the channel that is used.
//!
//! Invariant: pure; what rests on a calendar that has run out is said to be unknown.

mod chain;
mod channels;
mod cost;
mod gaps;
mod outcome;
mod phases;
mod promises;
mod reach;
mod reply;
mod respond;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

pub use self::chain::{Chain, Link, Side};
pub use self::channels::{Way, dialled};
pub use self::cost::{CaseCharge, Cost};
pub use self::gaps::{Gap, ordinary_weeks};
pub use self::outcome::Outcome;
pub use self::phases::{Phase, Phases};
pub use self::promises::{Shortfall, ShortfallKind};
pub use self::reach::Reach;
pub use self::reply::{Now, Opening, Reply, Voice};
pub use self::respond::{Promise, Response};
use super::channel::Channel;
use super::desk::Desk;
use super::hours::{Calendar, Hours};
use super::ids::{CalendarId, ChannelId, DeskId, HoursId, SeverityId};
use super::offering::Offering;
use super::schedule::Schedule;
use super::service::Service;
use super::target::{Request, Severity};

/// The terms that decide who answers, with their schedules.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// Offerings in order.
    pub offerings: &'a [Arc<Offering>],
    /// Services in order.
    pub services: &'a [Arc<Service>],
    /// Severities, the worst first.
    pub severities: &'a [Arc<Severity>],
    /// Request types in order.
    pub requests: &'a [Arc<Request>],
    /// Desks by id.
    pub desks: &'a [Arc<Desk>],
    /// Channels for customers, in order.
    pub channels: &'a [Arc<Channel>],
    schedules: BTreeMap<HoursId, Schedule>,
}

impl<'a> Terms<'a> {
    /// The terms of these parts; hours and calendars become schedules.
    #[allow(clippy::too_many_arguments, reason = "each is a collection of its own in the site and in views")]
    pub fn new(
        offerings: &'a [Arc<Offering>],
        services: &'a [Arc<Service>],
        severities: &'a [Arc<Severity>],
        requests: &'a [Arc<Request>],
        desks: &'a [Arc<Desk>],
        channels: &'a [Arc<Channel>],
        hours: &BTreeMap<HoursId, Arc<Hours>>,
        calendars: &BTreeMap<CalendarId, Arc<Calendar>>,
    ) -> Self {
        let schedule = |hours| Schedule::new([hours], |id| calendars.get(id).cloned());
        let schedules = hours.iter().map(|(id, hours)| (id.clone(), schedule(hours))).collect();
        Self { offerings, services, severities, requests, desks, channels, schedules }
    }

    /// The same terms in ordinary weeks, without holidays and exceptions.
    #[must_use]
    pub fn ordinary(&self) -> Self {
        let ordinary = |(id, schedule): (&HoursId, &Schedule)| (id.clone(), schedule.ordinary());
        Self { schedules: self.schedules.iter().map(ordinary).collect(), ..self.clone() }
    }

    /// The schedule of some hours; one without any hours where there are none of that id.
    pub fn schedule(&self, id: &HoursId) -> Schedule {
        self.schedules.get(id).cloned().unwrap_or_default()
    }

    /// The zone in which weeks are told: that of the first desk of all rows, else of the first hours that an
    /// offering names.
    pub fn zone(&self) -> TimeZone {
        let answers =
            self.offerings.iter().flat_map(|offering| &offering.coverage).flat_map(|row| &row.answers);
        let desk = answers.flat_map(|answer| &answer.desks).find_map(|id| self.desk(id));
        let own = || self.offerings.iter().flat_map(|offering| &offering.hours).next();
        desk.map(|desk| &desk.hours).or_else(own).map_or(TimeZone::UTC, |id| self.schedule(id).zone())
    }

    /// The desk of an id.
    pub fn desk(&self, id: &DeskId) -> Option<&'a Desk> {
        self.desks.iter().find(|desk| desk.id == *id).map(|desk| &**desk)
    }

    /// The channel of an id.
    pub fn channel(&self, id: &ChannelId) -> Option<&'a Channel> {
        self.channels.iter().find(|channel| channel.id == *id).map(|channel| &**channel)
    }

    /// The severity of an id.
    pub fn severity(&self, id: &SeverityId) -> Option<&'a Severity> {
        self.severities.iter().find(|severity| severity.id == *id).map(|severity| &**severity)
    }
}
