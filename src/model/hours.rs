//! Weekly hours and calendars: times of day in a zone, dated holidays and make-up workdays.
//!
//! The arithmetic is [`schedule`](super::schedule)'s; here are the data and what a reader is shown of them.
//!
//! Invariant: the intervals of a day are sorted and do not overlap, none is empty; a time zone is an IANA
//! name that the bundled database knows.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::citation::Citation;
use super::ids::CalendarId;
use super::text::LocalText;
use super::times::{Stretch, Times};
use super::word::{Word, words};

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// A time span of one day, in minutes since its midnight. `close` is at most 24:00 (1440) on the same day;
/// where it is not after `open`, it lies on the next day and the whole interval belongs to the opening day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Interval {
    /// Minute of opening, 0 to 1439.
    pub open: u16,
    /// Minute of closing, 0 to 1440.
    pub close: u16,
}

impl Interval {
    /// The interval that a text such as `09:00-18:00` or `22:00-06:00` writes.
    pub fn parse(text: &str) -> Result<Self, IntervalFault> {
        let (open, close) = text.split_once('-').ok_or(IntervalFault::Form)?;
        let open = minutes(open.trim()).ok_or(IntervalFault::Form)?;
        let close = minutes(close.trim()).ok_or(IntervalFault::Form)?;
        match () {
            () if open == DAY => Err(IntervalFault::OpensAtMidnightEnd),
            () if open == close || (open == 0 && close == 0) => Err(IntervalFault::Empty),
            () => Ok(Self { open, close }),
        }
    }

    /// Whether the interval ends on the day after it opens.
    pub fn is_overnight(self) -> bool {
        self.close < self.open
    }

    /// Minute of closing counted from the opening day's midnight; past 1440 for an overnight interval.
    pub fn end(self) -> u16 {
        if self.is_overnight() { self.close + DAY } else { self.close }
    }
}

/// What is wrong with the text of an interval.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntervalFault {
    /// It is not `HH:MM-HH:MM`.
    Form,
    /// It opens when it closes.
    Empty,
    /// It opens at 24:00.
    OpensAtMidnightEnd,
}

fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |text: &str| {
        (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())
    };
    let (hour, minute): (u16, u16) = (two(hour)??, two(minute)??);
    let total = hour * 60 + minute;
    (minute < 60 && total <= DAY).then_some(total)
}

/// The week from Monday to Sunday.
pub const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

words! {
    /// How a holiday acts on a shift that runs over midnight.
    HolidayScope {
        /// The shifts that open on the day fall away whole.
        OpeningDate "opening_date"
        /// The 24 hours of the day fall away.
        CalendarTime "calendar_time"
    }
    /// When a target in business days ends.
    BusinessDayRule {
        /// At the last closing of the n-th workday.
        EndOfNthDay "end_of_nth_day"
        /// At the same time on the n-th workday.
        SameTimeNthDay "same_time_nth_day"
    }
}

impl Word for Weekday {
    const WORDS: &'static [&'static str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const VALUES: &'static [Self] = &WEEK;
}

/// Weekly times in a zone.
#[derive(Clone, PartialEq, Debug)]
pub struct Hours {
    /// How readers call them.
    pub name: LocalText,
    /// An IANA zone, as `Europe/Amsterdam`.
    pub time_zone: Box<str>,
    /// What opens on each day.
    pub weekly: Week,
    /// The calendars whose days apply: each entry is one calendar, of one file or of several that are joined.
    pub calendars: Vec<Vec<CalendarId>>,
    /// How a holiday acts on overnight shifts.
    pub holiday_scope: HolidayScope,
    /// When business days end.
    pub business_day_rule: BusinessDayRule,
    /// Dated hours that differ from all that week and calendars say; no day has two of them.
    pub exceptions: Vec<Exception>,
    /// What readers should know besides.
    pub note: Option<LocalText>,
}

impl Hours {
    /// Whether they are open at every minute of every day.
    pub fn never_closes(&self) -> bool {
        self.weekly.is_always() && self.calendars.is_empty() && self.exceptions.is_empty()
    }
}

/// The intervals of each day from Monday to Sunday.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Week(pub [Vec<Interval>; 7]);

impl Week {
    /// Whether every minute of the week is open.
    pub fn is_always(&self) -> bool {
        self.0.iter().all(|day| matches!(day.as_slice(), [Interval { open: 0, close: DAY }]))
    }

    /// Runs of neighboring days with the same intervals: first and last day (0 is Monday), intervals.
    pub fn runs(&self) -> Vec<(usize, usize, &[Interval])> {
        let mut runs: Vec<(usize, usize, &[Interval])> = Vec::new();
        for (day, intervals) in self.0.iter().enumerate() {
            match runs.last_mut() {
                Some((_, last, known)) if *known == intervals.as_slice() => *last = day,
                _ => runs.push((day, day, intervals)),
            }
        }
        runs
    }

    /// The intervals of a day.
    pub fn day(&self, day: Weekday) -> &[Interval] {
        &self.0[usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)]
    }

    /// The week that begins on a Monday, as instants of a set show it on the clocks of a zone.
    pub fn of_times(times: &Times, zone: &TimeZone, monday: Date) -> Self {
        let mut week = Self::default();
        let mut day = monday;
        for intervals in &mut week.0 {
            let Ok(next) = day.tomorrow() else { break };
            let midnight =
                |day: Date| day.at(0, 0, 0, 0).to_zoned(zone.clone()).ok().map(|at| at.timestamp());
            let whole = midnight(day).zip(midnight(next)).and_then(|(start, end)| Stretch::new(start, end));
            let minute = |at: Timestamp| {
                let at = zone.to_datetime(at).time();
                u16::try_from(at.hour()).unwrap_or(0) * 60 + u16::try_from(at.minute()).unwrap_or(0)
            };
            if let Some(whole) = whole {
                let interval = |part: Stretch| Interval {
                    open: minute(part.start),
                    close: if part.end == whole.end { DAY } else { minute(part.end) },
                };
                intervals.extend(times.clip(whole).iter().map(interval));
            }
            day = next;
        }
        week
    }
}

/// Dated hours of one's own.
#[derive(Clone, PartialEq, Debug)]
pub struct Exception {
    /// The days.
    pub days: Days,
    /// What is different.
    pub change: Change,
    /// Why, for readers.
    pub note: Option<LocalText>,
}

/// How an exception changes its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// These intervals and no others; none means closed.
    Instead(Vec<Interval>),
    /// These intervals besides what the day has.
    Besides(Vec<Interval>),
}

/// Days from `first` to `last`, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day; not before the first.
    pub last: Date,
}

impl Days {
    /// The days that `2026-02-15/2026-02-23` or `2026-03-01` write.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let (first, last) = (date(first.trim())?, date(last.trim())?);
        (first <= last).then_some(Self { first, last })
    }

    /// Whether a day is among them.
    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// The day that `2026-02-15` writes: four, two and two digits, nothing else.
pub fn date(text: &str) -> Option<Date> {
    let shape: Vec<bool> = text.bytes().map(|byte| byte.is_ascii_digit()).collect();
    let dashes = text.len() == 10
        && (0..10).all(|at| if at == 4 || at == 7 { &text[at..=at] == "-" } else { shape[at] });
    if dashes { text.parse().ok() } else { None }
}

/// The calendar that a file of this name is a part of: `cn` of `cn-2027`, else itself.
pub fn joined_calendar(stem: &str) -> &str {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match stem.rsplit_once('-') {
        Some((whole, year)) if is_year(year) && !whole.is_empty() => whole,
        _ => stem,
    }
}

/// Dated days off and make-up workdays.
#[derive(Clone, PartialEq, Debug)]
pub struct Calendar {
    /// How readers call it; without a name, by its region.
    pub name: Option<LocalText>,
    /// Whose calendar it is, as `CN`.
    pub region: Box<str>,
    /// The days it speaks for; outside of them nothing is known.
    pub covers: Days,
    /// Where it comes from.
    pub source: Option<Citation>,
    /// Days off.
    pub off: Vec<Days>,
    /// Days worked although the week says otherwise.
    pub work: Vec<Days>,
    /// The weekday whose hours a make-up workday has.
    pub work_template: Weekday,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_say_what_is_wrong_with_them() {
        assert_eq!(Interval::parse("09:00-24:00"), Ok(Interval { open: 540, close: 1440 }));
        assert!(Interval::parse("22:00-06:00").is_ok_and(Interval::is_overnight));
        assert!(Interval::parse("18:00-00:00").is_ok_and(|interval| interval.end() == DAY));
        assert_eq!(Interval::parse("09:00-09:00"), Err(IntervalFault::Empty));
        assert_eq!(Interval::parse("24:00-06:00"), Err(IntervalFault::OpensAtMidnightEnd));
        for bad in ["9:00-18:00", "09:00", "09:00–18:00", "09:60-10:00", "25:00-26:00", "09:00-24:01", ""] {
            assert_eq!(Interval::parse(bad), Err(IntervalFault::Form), "{bad}");
        }
    }

    #[test]
    fn a_calendar_of_a_year_is_a_part_of_another() {
        for (stem, whole) in [
            ("cn", "cn"),
            ("cn-2027", "cn"),
            ("cn-north-2027", "cn-north"),
            ("cn-27", "cn-27"),
            ("-2027", "-2027"),
        ] {
            assert_eq!(joined_calendar(stem), whole);
        }
    }

    #[test]
    fn days_are_dates_and_ranges() {
        assert!(
            Days::parse("2026-02-15/2026-02-23")
                .is_some_and(|days| days.contains(jiff::civil::date(2026, 2, 23)))
        );
        for bad in ["2026-02-30", "2026-2-3", "2026-02-23/2026-02-15", "20260215", "2026-02-15T00:00", ""] {
            assert_eq!(Days::parse(bad), None, "{bad}");
        }
    }
}
