//! The oracle: who is there at each minute, and deadlines by stepping over the minutes. It shares no code with
//! the program; it is slow, knows a window of some weeks alone, and has no idea of sets or searches.

use supportbook::model::duration::{Duration, Unit};
use supportbook::model::hours::{BusinessDayRule, HolidayScope, Interval};

use crate::clocks::{Clock, DAY, clock};
use crate::days::{Day, Desk};

/// Who is there at a minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Minute {
    Closed,
    Unknown,
    Open,
}

/// What the oracle says; instants are seconds since 1970.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    /// The clock starts, and then it is due.
    Due { start: i64, due: i64 },
    /// From then on nobody knows.
    Undetermined(i64),
    /// Nobody is ever there.
    Never,
    /// Past the window: no answer.
    Beyond,
}

/// One desk in the window.
struct Member {
    desk: Desk,
    clock: &'static Clock,
    minutes: Vec<Minute>,
    /// Minutes at which shifts of the week, of make-up workdays and of `Instead` are not to be had: the 24
    /// hours of days off and of unknown days, where holidays are calendar time.
    taken: Vec<bool>,
}

/// The desks of a schedule in a window of minutes.
pub(crate) struct Map {
    first: i64,
    members: Vec<Member>,
    minutes: Vec<Minute>,
}

/// What may be said of a minute, before it is weighed.
#[derive(Clone, Copy, Default)]
struct Layers {
    certain: bool,
    besides: bool,
    possible: bool,
    off: bool,
    doubtful: bool,
}

impl Layers {
    fn minute(self) -> Minute {
        match self {
            Self { besides: true, .. } => Minute::Open,
            Self { off: true, .. } => Minute::Closed,
            Self { certain: true, doubtful: false, .. } => Minute::Open,
            Self { certain: true, .. } | Self { possible: true, .. } => Minute::Unknown,
            _ => Minute::Closed,
        }
    }
}

/// The instants from the opening of an interval up to its closing.
fn span(clock: &Clock, day: i64, interval: Interval) -> (i64, i64) {
    let (open, close) = (i64::from(interval.open), i64::from(interval.close));
    let next = if close > open { 0 } else { DAY };
    (clock.opening(day * DAY + open), clock.closing(day * DAY + next + close))
}

impl Member {
    fn new(desk: Desk, era: usize, first: i64, count: usize) -> Self {
        let clock = clock(era, &desk.hours.time_zone);
        let mut layers = vec![Layers::default(); count];
        let last = first + i64::try_from(count).unwrap();
        for day in clock.day(first) - 3..=clock.day(last) + 1 {
            paint(&mut layers, first, &desk, clock, day);
        }
        let minutes = layers.iter().map(|layers| layers.minute()).collect();
        let taken = layers.iter().map(|layers| layers.off || layers.doubtful).collect();
        Self { desk, clock, minutes, taken }
    }

    /// The shifts that open on a day for certain.
    fn shifts(&self, day: &Day, number: i64) -> Vec<(i64, i64)> {
        let all = day.certain.iter().chain(&day.besides);
        let spans = all.map(|interval| span(self.clock, number, *interval));
        spans.filter(|(open, close)| open < close).collect()
    }

    /// The day on which the shift opened that is open at a minute; the minute's own day where that shift is
    /// what a day off has left.
    fn opened(&self, at: i64, taken: bool) -> i64 {
        let holds = |day: i64, intervals: &[Interval]| {
            let mut spans = intervals.iter().map(|interval| span(self.clock, day, *interval));
            spans.any(|(open, close)| open <= at && at < close)
        };
        let today = self.clock.day(at);
        for day in today - 2..=today + 1 {
            let plan = self.desk.day(day);
            if holds(day, &plan.besides) || (!taken && holds(day, &plan.certain)) {
                return day;
            }
        }
        today
    }
}

/// Notes what a day says about the minutes of the window.
fn paint(layers: &mut [Layers], first: i64, desk: &Desk, clock: &Clock, day: i64) {
    let plan = desk.day(day);
    let mut each = |(open, close): (i64, i64), note: fn(&mut Layers)| {
        for at in open..close {
            let layer = usize::try_from(at - first).ok().and_then(|index| layers.get_mut(index));
            layer.into_iter().for_each(note);
        }
    };
    for interval in &plan.certain {
        each(span(clock, day, *interval), |layers| layers.certain = true);
    }
    for interval in &plan.besides {
        each(span(clock, day, *interval), |layers| layers.besides = true);
    }
    for interval in &plan.possible {
        each(span(clock, day, *interval), |layers| layers.possible = true);
    }
    if desk.hours.holiday_scope == HolidayScope::OpeningDate {
        return;
    }
    let whole = (clock.opening(day * DAY), clock.opening((day + 1) * DAY));
    if plan.off {
        each(whole, |layers| layers.off = true);
        for interval in desk.week(day) {
            each(span(clock, day, *interval), |layers| layers.certain = true);
        }
    }
    if plan.unknown {
        each(whole, |layers| layers.doubtful = true);
    }
}

impl Map {
    /// The minutes of some desks from one on.
    pub(crate) fn new(desks: &[Desk], era: usize, first: i64, count: usize) -> Self {
        let members: Vec<Member> =
            desks.iter().map(|desk| Member::new(desk.clone(), era, first, count)).collect();
        let joined = |index: usize| {
            let has = |wanted| members.iter().any(|member| member.minutes[index] == wanted);
            match () {
                () if has(Minute::Open) => Minute::Open,
                () if has(Minute::Unknown) => Minute::Unknown,
                () => Minute::Closed,
            }
        };
        let minutes = (0..count).map(joined).collect();
        Self { first, members, minutes }
    }

    /// Each minute of the window.
    pub(crate) fn minutes(&self) -> &[Minute] {
        &self.minutes
    }

    /// Who is there at a minute; `None` past the window.
    pub(crate) fn at(&self, minute: i64) -> Option<Minute> {
        usize::try_from(minute - self.first).ok().and_then(|index| self.minutes.get(index).copied())
    }

    /// By when something is due that was received at a second.
    pub(crate) fn deadline(&self, received: i64, within: Duration) -> Answer {
        let count = i64::from(within.count);
        match within.unit {
            Unit::ElapsedMinutes => Answer::Due { start: received, due: received + count * 60 },
            Unit::ElapsedHours => Answer::Due { start: received, due: received + count * 3600 },
            _ if self.is_never() => Answer::Never,
            Unit::BusinessMinutes => self.business_time(received, count * 60),
            Unit::BusinessHours => self.business_time(received, count * 3600),
            Unit::BusinessDays => {
                self.start(received).map_or_else(|other| other, |start| self.days(start, count))
            }
        }
    }

    /// Whether nobody is there in any week.
    fn is_never(&self) -> bool {
        let mut all = self.members.iter().flat_map(|member| &member.desk.hours.weekly.0);
        all.all(Vec::is_empty) && self.members.iter().all(|member| member.desk.hours.exceptions.is_empty())
    }

    /// The first second at which somebody is there, or why there is none.
    pub(crate) fn start(&self, received: i64) -> Result<i64, Answer> {
        let mut at = received;
        loop {
            match self.at(at.div_euclid(60)) {
                None => return Err(Answer::Beyond),
                Some(Minute::Open) => return Ok(at),
                Some(Minute::Unknown) => return Err(Answer::Undetermined(at)),
                Some(Minute::Closed) => at = (at.div_euclid(60) + 1) * 60,
            }
        }
    }

    fn business_time(&self, received: i64, seconds: i64) -> Answer {
        let (mut start, mut left, mut at) = (None, seconds, received);
        loop {
            let next = (at.div_euclid(60) + 1) * 60;
            match self.at(at.div_euclid(60)) {
                None => return Answer::Beyond,
                Some(Minute::Unknown) => return Answer::Undetermined(at),
                Some(Minute::Closed) => {}
                Some(Minute::Open) => {
                    let start = *start.get_or_insert(at);
                    if left <= next - at {
                        return Answer::Due { start, due: at + left };
                    }
                    left -= next - at;
                }
            }
            at = next;
        }
    }

    fn days(&self, start: i64, count: i64) -> Answer {
        let minute = start.div_euclid(60);
        let index = usize::try_from(minute - self.first).unwrap();
        let member = self.members.iter().find(|member| member.minutes[index] == Minute::Open).unwrap();
        let first = member.opened(minute, member.taken[index]);
        let end = self.first + i64::try_from(self.minutes.len()).unwrap();
        let mut left = count;
        for day in first + 1..member.clock.day(end) - 2 {
            let plans: Vec<(&Member, Day)> =
                self.members.iter().map(|member| (member, member.desk.day(day))).collect();
            let shifts = plans.iter().flat_map(|(member, plan)| member.shifts(plan, day));
            // A short shift elsewhere may be over before a long one of the day before.
            let shifts: Vec<(i64, i64)> = shifts.filter(|shift| shift.1 * 60 > start).collect();
            let unknown = plans.iter().find(|(_, plan)| plan.unknown);
            if let Some((unknown, _)) = unknown
                && (shifts.is_empty() || left == 1)
            {
                return Answer::Undetermined(unknown.clock.opening(day * DAY) * 60);
            }
            left -= i64::from(!shifts.is_empty());
            if left == 0 {
                let opening = shifts.iter().map(|shift| shift.0).min().unwrap() * 60;
                let closing = shifts.iter().map(|shift| shift.1).max().unwrap() * 60;
                let due = match member.desk.hours.business_day_rule {
                    BusinessDayRule::EndOfNthDay => closing,
                    BusinessDayRule::SameTimeNthDay => {
                        same_time(member.clock, start, first, day).clamp(opening, closing)
                    }
                };
                return Answer::Due { start, due };
            }
        }
        Answer::Beyond
    }
}

/// The instant at which the clock first shows the time of the start on a day, or on the next one if the start
/// came after midnight of the first day; the jump if it never does.
fn same_time(clock: &Clock, start: i64, first: i64, day: i64) -> i64 {
    let local = clock.local(start.div_euclid(60));
    let wanted = (day + i64::from(local.div_euclid(DAY) > first)) * DAY + local.rem_euclid(DAY);
    let at = clock.opening(wanted);
    // The seconds count if that minute exists.
    if clock.local(at) == wanted { at * 60 + start.rem_euclid(60) } else { at * 60 }
}
