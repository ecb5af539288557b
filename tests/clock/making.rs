//! Hours and calendars as tests write them.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Weekday;
use supportbook::locale::Locale;
use supportbook::model::duration::Duration;
use supportbook::model::hours::{
    BusinessDayRule, Calendar, Change, Days, Exception, HolidayScope, Hours, Interval,
};
use supportbook::model::ids::CalendarId;
use supportbook::model::schedule::{Deadline, Schedule};
use supportbook::model::text::LocalText;

/// Hours in a zone that nobody keeps yet.
pub(crate) fn hours(zone: &str) -> Hours {
    Hours {
        name: LocalText::new(Locale::new("en").unwrap(), "Hours"),
        time_zone: zone.into(),
        weekly: supportbook::model::hours::Week::default(),
        calendars: Vec::new(),
        holiday_scope: HolidayScope::OpeningDate,
        business_day_rule: BusinessDayRule::EndOfNthDay,
        exceptions: Vec::new(),
        note: None,
    }
}

/// Hours with these intervals on some days of the week, 0 is Monday.
pub(crate) fn weekly(zone: &str, days: impl IntoIterator<Item = usize>, texts: &[&str]) -> Hours {
    let mut made = hours(zone);
    for day in days {
        made.weekly.0[day] = intervals(texts);
    }
    made
}

/// The intervals that texts such as `09:00-18:00` write.
pub(crate) fn intervals(texts: &[&str]) -> Vec<Interval> {
    texts.iter().map(|text| Interval::parse(text).unwrap()).collect()
}

/// The days that texts such as `2026-02-15/2026-02-23` write.
pub(crate) fn days(texts: &[&str]) -> Vec<Days> {
    texts.iter().map(|text| Days::parse(text).unwrap()).collect()
}

/// A calendar of days off and make-up workdays, which have Monday's hours.
pub(crate) fn calendar(covers: &str, off: &[&str], work: &[&str]) -> Calendar {
    Calendar {
        name: None,
        region: "CN".into(),
        covers: Days::parse(covers).unwrap(),
        source: None,
        off: days(off),
        work: days(work),
        work_template: Weekday::Monday,
    }
}

/// An exception on some days.
pub(crate) fn exception(on: &str, change: Change) -> Exception {
    Exception { days: Days::parse(on).unwrap(), change, note: None }
}

/// The schedule of one desk without calendars.
pub(crate) fn plain(hours: Hours) -> Schedule {
    Schedule::new([&Arc::new(hours)], |_| None)
}

/// The schedule of one desk with one calendar.
pub(crate) fn with_calendar(mut hours: Hours, calendar: Calendar) -> Schedule {
    hours.calendars = vec![vec![CalendarId::new("cn")]];
    let calendar = Arc::new(calendar);
    Schedule::new([&Arc::new(hours)], |_| Some(Arc::clone(&calendar)))
}

/// An instant as RFC 3339 writes it.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// By when something is due, as an instant in UTC, or why it is not.
pub(crate) fn due(schedule: &Schedule, received: &str, within: &str) -> String {
    match schedule.deadline(at(received), Duration::parse(within).unwrap()) {
        Deadline::Due(counted) => counted.due.to_string(),
        Deadline::Undetermined(from) => format!("undetermined from {from}"),
        Deadline::Never => "never".to_owned(),
    }
}
