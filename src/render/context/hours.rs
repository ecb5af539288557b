//! When somebody is there: weekly hours, days that are otherwise, and calendars.

use serde::Serialize;

use super::{DateText, NavLink, TextContext};

/// Weekly hours.
#[derive(Serialize, Debug, Clone)]
pub struct HoursContext {
    /// Their id; the hours page has the anchor `sb-hours-ID` for them.
    pub id: String,
    /// Their name.
    pub name: TextContext,
    /// The IANA zone.
    pub time_zone: String,
    /// The zone for readers, as `Europe/Amsterdam time`.
    pub zone_text: String,
    /// Its distance from UTC in the year of the build, as `UTC+8` or `UTC+1, in summer UTC+2`.
    pub offset: String,
    /// Whether somebody answers at all times.
    pub always: bool,
    /// The week in one line, as `Mon–Fri 08:30–18:00`.
    pub summary: String,
    /// The week by runs of equal days.
    pub rows: Vec<DayRow>,
    /// The week by day, from Monday, for a drawing: each with intervals in minutes.
    pub days: Vec<DayContext>,
    /// The calendars that apply.
    pub calendars: Vec<NavLink>,
    /// What else to know; the text may be empty.
    pub note: TextContext,
    /// Dated hours that differ, as far as they are not over.
    pub exceptions: Vec<ExceptionContext>,
    /// The last day of which holidays are known; absent where no calendar limits the hours.
    pub known_until: Option<DateText>,
    /// Whether that day is over: the week is then all that can be told.
    pub run_out: bool,
}

/// Dated hours of one's own.
#[derive(Serialize, Debug, Clone)]
pub struct ExceptionContext {
    /// The days.
    pub days: String,
    /// The times, or that it is closed.
    pub times: String,
    /// Why; the text may be empty.
    pub note: TextContext,
}

/// Days with the same times.
#[derive(Serialize, Debug, Clone)]
pub struct DayRow {
    /// `Mon–Fri`, `周一至周五`.
    pub days: String,
    /// `09:00–12:00, 13:30–18:00`, or that it is closed.
    pub times: String,
    /// Whether nobody answers.
    pub closed: bool,
}

/// One day of the week.
#[derive(Serialize, Debug, Clone)]
pub struct DayContext {
    /// `Mon`, `周一`.
    pub name: String,
    /// Open intervals inside this day, in minutes from midnight, 0 to 1440 (an overnight one is cut in two).
    pub open: Vec<(u16, u16)>,
}

/// A calendar.
#[derive(Serialize, Debug, Clone)]
pub struct CalendarContext {
    /// Its id; the hours page has the anchor `sb-calendar-ID` for it.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// The days it covers, as one text.
    pub covers: String,
    /// Days off, each as a text such as `15–23 February 2026` (with the weekday).
    pub off: Vec<String>,
    /// Make-up workdays.
    pub work: Vec<String>,
    /// Where it comes from: the title; the text may be empty.
    pub source: TextContext,
    /// Its address; may be empty.
    pub source_href: String,
    /// When it was published.
    pub source_date: Option<DateText>,
}
