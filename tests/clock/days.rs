//! The oracle's table of days: what opens on a date, by exceptions, calendars and week, in that order.

use jiff::civil::{Date, Weekday};
use supportbook::model::hours::{Calendar, Change, Days, Hours, Interval};

/// Hours as the oracle reads them: the data, and for each of their calendars its files.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    pub(crate) hours: Hours,
    pub(crate) calendars: Vec<Vec<Calendar>>,
}

/// What opens on a date.
#[derive(Default)]
pub(crate) struct Day {
    /// For certain.
    pub(crate) certain: Vec<Interval>,
    /// For certain, whatever calendars say.
    pub(crate) besides: Vec<Interval>,
    /// Perhaps, as nobody knows what day it is.
    pub(crate) possible: Vec<Interval>,
    /// Whether it is a day off.
    pub(crate) off: bool,
    /// Whether nobody knows what day it is.
    pub(crate) unknown: bool,
}

/// What a calendar makes of a date that it covers.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Off,
    Work(Weekday),
    Nothing,
}

/// The number of a date, counted from 1970-01-01.
pub(crate) fn number(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

fn lies_in(day: i64, days: Days) -> bool {
    number(days.first) <= day && day <= number(days.last)
}

impl Desk {
    /// What the week has on a date. 1970-01-01 was a Thursday.
    pub(crate) fn week(&self, day: i64) -> &[Interval] {
        &self.hours.weekly.0[usize::try_from((day + 3).rem_euclid(7)).unwrap()]
    }

    fn template(&self, weekday: Weekday) -> &[Interval] {
        &self.hours.weekly.0[usize::try_from(weekday.to_monday_zero_offset()).unwrap()]
    }

    /// What opens on a date.
    pub(crate) fn day(&self, day: i64) -> Day {
        let exception = self.hours.exceptions.iter().find(|exception| lies_in(day, exception.days));
        match exception.map(|exception| &exception.change) {
            Some(Change::Instead(intervals)) => Day { certain: intervals.clone(), ..Day::default() },
            Some(Change::Besides(intervals)) => Day { besides: intervals.clone(), ..self.ordinary(day) },
            None => self.ordinary(day),
        }
    }

    /// What opens on a date by calendars and week.
    fn ordinary(&self, day: i64) -> Day {
        let mut template = None;
        let (mut off, mut unknown) = (false, false);
        for files in &self.calendars {
            match said(files, day) {
                None => unknown = true,
                Some(Said::Off) => off = true,
                Some(Said::Work(weekday)) => template = template.or(Some(weekday)),
                Some(Said::Nothing) => {}
            }
        }
        if unknown {
            return Day { possible: self.possible(day), unknown, ..Day::default() };
        }
        let certain = match (off, template) {
            (true, _) => &[],
            (false, Some(weekday)) => self.template(weekday),
            (false, None) => self.week(day),
        };
        Day { certain: certain.to_vec(), off, ..Day::default() }
    }

    /// What a date has that may be an ordinary day or a make-up workday.
    fn possible(&self, day: i64) -> Vec<Interval> {
        let mut all = self.week(day).to_vec();
        for calendar in self.calendars.iter().flatten() {
            all.extend(self.template(calendar.work_template));
        }
        all
    }
}

/// What the files of one calendar say about a date together; `None` where none of them covers it.
fn said(files: &[Calendar], day: i64) -> Option<Said> {
    if !files.iter().any(|file| lies_in(day, file.covers)) {
        return None;
    }
    let among = |days: &[Days]| days.iter().any(|days| lies_in(day, *days));
    if files.iter().any(|file| among(&file.off)) {
        return Some(Said::Off);
    }
    let work = files.iter().find(|file| among(&file.work));
    Some(work.map_or(Said::Nothing, |file| Said::Work(file.work_template)))
}
