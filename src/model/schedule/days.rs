//! What each date is: what week, calendars and exceptions make of it.
//!
//! Apart from deadlines, which count in the instants that come from here.
//!
//! Invariant: a date that a calendar does not cover is unknown, unless an exception says all about it; then
//! only the times are unknown at which the week or a make-up workday could have somebody there.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::edge::{Edge, instant};
use super::{Openings, later};
use crate::model::hours::{Calendar, Change, DAY, Days, HolidayScope, Hours, Interval};
use crate::model::ids::CalendarId;
use crate::model::text::LocalText;
use crate::model::times::{Stretch, Times};

/// One of the hours that a schedule joins.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) hours: Arc<Hours>,
    pub(super) zone: TimeZone,
    /// Each entry is one calendar, of one file or of several.
    calendars: Vec<Vec<Arc<Calendar>>>,
}

/// What is out of the ordinary about a date.
#[derive(Clone, PartialEq, Debug)]
pub struct DayNote {
    /// Which of the joined hours, counted from 0.
    pub hours: usize,
    /// The date, in their zone.
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
}

/// What a date is.
#[derive(Clone, PartialEq, Debug)]
pub enum DayKind {
    /// A day of the week with hours.
    Workday,
    /// A day of the week without any.
    Closed,
    /// A day off, by the calendar of this name.
    Off(Name),
    /// Worked with the hours of a weekday although the week may say otherwise.
    MakeUp(Weekday, Name),
    /// An exception of the hours themselves, with its note.
    Exception(Option<LocalText>),
    /// No calendar covers it.
    Unknown,
}

/// How a calendar is called: by its name, or the code of its region.
#[derive(Clone, PartialEq, Debug)]
pub enum Name {
    /// A name for readers.
    Text(LocalText),
    /// The code of a region.
    Region(Box<str>),
}

/// A date with the intervals that open on it.
pub(super) struct Plan {
    kind: DayKind,
    /// What opens on it for certain.
    intervals: Vec<Interval>,
    /// What opens on it besides, whatever calendars say.
    besides: Vec<Interval>,
    /// What may open on it, where nothing is certain.
    possible: Vec<Interval>,
    /// Whether it is a day off by a calendar.
    holiday: bool,
}

impl Plan {
    fn of(kind: DayKind, intervals: &[Interval]) -> Self {
        let (besides, possible) = (Vec::new(), Vec::new());
        Self { kind, intervals: intervals.to_vec(), besides, possible, holiday: false }
    }

    /// The kind, where it is not an ordinary workday.
    pub(super) fn note(self) -> Option<DayKind> {
        (self.kind != DayKind::Workday).then_some(self.kind)
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.kind == DayKind::Unknown
    }
}

/// The dates from one to another, both included.
pub(super) fn each(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

/// The days whose shifts may be open on a date: the day before, itself, and the next, which begins before it
/// ends where a clock goes back over midnight.
fn around(date: Date) -> impl Iterator<Item = Date> {
    [date.yesterday().ok(), Some(date), date.tomorrow().ok()].into_iter().flatten()
}

impl Member {
    pub(super) fn new(
        hours: &Arc<Hours>,
        calendar: &impl Fn(&CalendarId) -> Option<Arc<Calendar>>,
    ) -> Option<Self> {
        let zone = jiff::tz::db().get(&hours.time_zone).ok()?;
        let calendars = hours.calendars.iter().map(|files| files.iter().filter_map(calendar).collect());
        Some(Self { hours: Arc::clone(hours), zone, calendars: calendars.collect() })
    }

    pub(super) fn ordinary(&self) -> Self {
        let hours = Hours { exceptions: Vec::new(), calendars: Vec::new(), ..(*self.hours).clone() };
        Self { hours: Arc::new(hours), zone: self.zone.clone(), calendars: Vec::new() }
    }

    /// The date of an instant.
    pub(super) fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The first and the last day that calendars cover.
    pub(super) fn known(&self) -> Option<(Date, Date)> {
        let entry = |files: &Vec<Arc<Calendar>>| {
            let first = files.iter().map(|file| file.covers.first).min()?;
            Some((first, files.iter().map(|file| file.covers.last).max()?))
        };
        let entries = self.calendars.iter().filter_map(entry);
        entries.reduce(|(first, last), (from, to)| (first.max(from), last.min(to)))
    }

    /// What a date is, and what opens on it.
    pub(super) fn plan(&self, day: Date) -> Plan {
        let exception = self.hours.exceptions.iter().find(|exception| exception.days.contains(day));
        let Some(exception) = exception else { return self.by_calendars(day) };
        let kind = DayKind::Exception(exception.note.clone());
        match &exception.change {
            Change::Instead(intervals) => Plan::of(kind, intervals),
            Change::Besides(intervals) => {
                let plan = self.by_calendars(day);
                let kind = if plan.is_unknown() { DayKind::Unknown } else { kind };
                Plan { holiday: plan.holiday, kind, besides: intervals.clone(), ..plan }
            }
        }
    }

    fn by_calendars(&self, day: Date) -> Plan {
        let said: Option<Vec<DayKind>> = self.calendars.iter().map(|files| entry(files, day)).collect();
        let Some(said) = said else {
            return Plan { possible: self.possible(day), ..Plan::of(DayKind::Unknown, &[]) };
        };
        let off = said.iter().find(|kind| matches!(kind, DayKind::Off(_)));
        let work = said.iter().find(|kind| matches!(kind, DayKind::MakeUp(..)));
        let week = self.week(day.weekday());
        match (off, work) {
            (Some(off), _) => Plan { holiday: true, ..Plan::of(off.clone(), &[]) },
            (None, Some(DayKind::MakeUp(template, name))) => {
                Plan::of(DayKind::MakeUp(*template, name.clone()), self.week(*template))
            }
            _ if week.is_empty() => Plan::of(DayKind::Closed, &[]),
            _ => Plan::of(DayKind::Workday, week),
        }
    }

    fn week(&self, day: Weekday) -> &[Interval] {
        self.hours.weekly.day(day)
    }

    /// What could open on a date of which nothing is known: the hours of its weekday, or those of a make-up
    /// workday.
    fn possible(&self, day: Date) -> Vec<Interval> {
        let templates = self.calendars.iter().flatten().map(|calendar| calendar.work_template);
        let days = templates.chain([day.weekday()]);
        let mut all: Vec<Interval> = days.flat_map(|day| self.week(day).iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// When somebody is there in a stretch of time.
    pub(super) fn openings(&self, range: Stretch) -> Openings {
        let by_time = self.hours.holiday_scope == HolidayScope::CalendarTime;
        let (mut open, mut besides, mut possible) = (Vec::new(), Vec::new(), Vec::new());
        let (mut holidays, mut doubtful) = (Vec::new(), Vec::new());
        // A shift of the day before may last into the range; where a clock skips a day, one of two before. The
        // next day begins before this one ends where a clock goes back over midnight.
        let (first, last) = (self.date(range.start), self.date(range.end));
        let first = first.yesterday().and_then(Date::yesterday).unwrap_or(first);
        for day in each(first, last.tomorrow().unwrap_or(last)) {
            let plan = self.plan(day);
            open.extend(self.stretches(day, &plan.intervals));
            besides.extend(self.stretches(day, &plan.besides));
            possible.extend(self.stretches(day, &plan.possible));
            if by_time && plan.holiday {
                // The shift began on the day off: what lies after its midnight stays.
                open.extend(self.stretches(day, self.week(day.weekday())));
                holidays.extend(self.whole(day));
            }
            if by_time && plan.is_unknown() {
                // Were it a day off, it would take the end of the night that began before.
                doubtful.extend(self.whole(day));
            }
        }
        let (holidays, doubtful) = (Times::new(holidays), Times::new(doubtful));
        let open = Times::new(open).minus(&holidays);
        let possible = Times::new(possible).minus(&holidays).or(&open.and(&doubtful));
        let open = open.minus(&doubtful).or(&Times::new(besides)).clip(range);
        Openings { unknown: possible.clip(range).minus(&open), open }
    }

    /// The intervals that open on a date for certain, as instants; empty on a day off.
    pub(super) fn shifts(&self, plan: &Plan, day: Date) -> Vec<Stretch> {
        let all = self.stretches(day, &plan.intervals).into_iter();
        all.chain(self.stretches(day, &plan.besides)).collect()
    }

    /// The day on which the shift opened that is open at an instant; `None` where nobody is there for certain.
    /// What is left of a day off after its midnight belongs to no plan: there the date counts.
    pub(super) fn opened(&self, at: Timestamp) -> Option<Date> {
        let moment = Stretch::new(at, later(at, 1)?)?;
        if !self.openings(moment).open.contains(at) {
            return None;
        }
        let date = self.date(at);
        let is_taken = self.is_taken(at);
        let holds = |day: Date, intervals: &[Interval]| {
            self.stretches(day, intervals).iter().any(|stretch| stretch.contains(at))
        };
        let mut of_shift = around(date).filter(|day| {
            let plan = self.plan(*day);
            holds(*day, &plan.besides) || (!is_taken && holds(*day, &plan.intervals))
        });
        Some(of_shift.next().unwrap_or(date))
    }

    /// Whether an instant lies in the 24 hours of a day off, or of a day that may be one, where holidays take
    /// these hours from the shifts of the week.
    fn is_taken(&self, at: Timestamp) -> bool {
        let takes = |plan: Plan| plan.holiday || plan.is_unknown();
        let in_whole = |day: Date| self.whole(day).is_some_and(|whole| whole.contains(at));
        self.hours.holiday_scope == HolidayScope::CalendarTime
            && around(self.date(at)).any(|day| in_whole(day) && takes(self.plan(day)))
    }

    fn stretches(&self, day: Date, intervals: &[Interval]) -> Vec<Stretch> {
        let stretch = |interval: &Interval| {
            let open = instant(&self.zone, day, interval.open, Edge::Open)?;
            Stretch::new(open, instant(&self.zone, day, interval.end(), Edge::Close)?)
        };
        intervals.iter().filter_map(stretch).collect()
    }

    /// The 24 hours of a date, as its clock counts them.
    fn whole(&self, day: Date) -> Option<Stretch> {
        let midnight = |minute| instant(&self.zone, day, minute, Edge::Open);
        Stretch::new(midnight(0)?, midnight(DAY)?)
    }
}

/// What one calendar says about a date; `None` where no file of it covers the date.
fn entry(files: &[Arc<Calendar>], day: Date) -> Option<DayKind> {
    let mut covering = files.iter().filter(|file| file.covers.contains(day)).peekable();
    covering.peek()?;
    let said = covering.map(|file| {
        let among = |days: &[Days]| days.iter().any(|days| days.contains(day));
        let name = || match &file.name {
            Some(name) => Name::Text(name.clone()),
            None => Name::Region(file.region.clone()),
        };
        match () {
            () if among(&file.off) => DayKind::Off(name()),
            () if among(&file.work) => DayKind::MakeUp(file.work_template, name()),
            () => DayKind::Workday,
        }
    });
    // Off beats work, work beats silence.
    said.min_by_key(|kind| match kind {
        DayKind::Off(_) => 0,
        DayKind::MakeUp(..) => 1,
        _ => 2,
    })
}
