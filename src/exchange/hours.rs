//! Open intervals as instants: what `supportbook hours` prints as JSON and as a calendar, and what the files
//! `hours.json`, `hours.js` and `hours/ID.ics` of a site hold.
//!
//! Programs compare an instant with them and need no zone arithmetic. The fields are a contract, described in
//! `docs/reference/machine-files.md`; [`VERSION`] is raised when one changes its meaning.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::ics::{self, Event, When};
use crate::locale::Locale;
use crate::model::answering::Terms;
use crate::model::hours::Hours;
use crate::model::ids::HoursId;
use crate::model::schedule::{DayKind, Name, Schedule};
use crate::model::text::LocalText;
use crate::model::times::{Stretch, Times};
use crate::model::word::Word;

/// The version of the format.
pub const VERSION: u32 = 1;

/// What `hours.json` holds.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct HoursFile {
    /// [`VERSION`].
    pub version: u32,
    /// All hours, by id.
    pub hours: Vec<OpenHours>,
}

impl HoursFile {
    /// The file as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// The same value as a script without modules, for pages that are opened from a disk.
    pub fn script(&self) -> String {
        format!("window.supportbookHours={};\n", self.json().trim_end())
    }
}

/// Weekly hours over some days.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct OpenHours {
    /// The id of the hours.
    pub id: String,
    /// Their name by language.
    pub name: BTreeMap<String, String>,
    /// An IANA zone.
    pub time_zone: String,
    /// The first day.
    pub from: String,
    /// The last day, included.
    pub to: String,
    /// The first instant of these days.
    pub start: String,
    /// The first instant after them.
    pub end: String,
    /// The first and the last day that calendars cover; `null` where none limits the hours.
    pub known: Option<DayRange>,
    /// When somebody is there, in order; intervals that touch are one.
    pub open: Vec<Interval>,
    /// When that is not known, since a calendar has run out.
    pub unknown: Vec<Interval>,
    /// Days off, make-up workdays and exceptions.
    pub days: Vec<NamedDay>,
    /// How desks with these hours answer, each with the offerings.
    pub modes: BTreeMap<String, Vec<String>>,
}

/// From a day to a day, both included.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct DayRange {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

/// From an instant up to another one, as RFC 3339 in the zone of the hours.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The first instant.
    pub from: String,
    /// The first instant after it.
    pub to: String,
}

/// A day that is not as the week says.
#[derive(Serialize, Clone, PartialEq, Eq, Debug)]
pub struct NamedDay {
    /// The date.
    pub date: String,
    /// `off`, `make_up`, `exception` or `unknown`.
    pub kind: &'static str,
    /// The calendar's name or the exception's note by language; may be empty.
    pub name: BTreeMap<String, String>,
}

/// The open intervals of some hours, from the beginning of a day to the end of another.
pub fn open_hours(terms: &Terms<'_>, id: &HoursId, name: &LocalText, first: Date, last: Date) -> OpenHours {
    let schedule = terms.schedule(id);
    let zone = schedule.zone();
    let range = range(&zone, first, last);
    let openings = range.map(|range| schedule.openings(range)).unwrap_or_default();
    let edge = |at: Option<Timestamp>| at.map(|at| iso(at, &zone)).unwrap_or_default();
    let known = schedule.known().map(|(from, to)| DayRange { from: from.to_string(), to: to.to_string() });
    OpenHours {
        id: id.to_string(),
        name: by_language(name),
        time_zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        from: first.to_string(),
        to: last.to_string(),
        start: edge(range.map(|range| range.start)),
        end: edge(range.map(|range| range.end)),
        known,
        open: intervals(&openings.open, &zone),
        unknown: intervals(&openings.unknown, &zone),
        days: days(&schedule, first, last),
        modes: modes(terms, id),
    }
}

/// All hours over the days that a site knows of.
pub fn hours_file(terms: &Terms<'_>, hours: &BTreeMap<HoursId, Arc<Hours>>, today: Date) -> HoursFile {
    let open = |(id, hours): (&HoursId, &Arc<Hours>)| {
        let (first, last) = published_days(&terms.schedule(id), today);
        open_hours(terms, id, &hours.name, first, last)
    };
    HoursFile { version: VERSION, hours: hours.iter().map(open).collect() }
}

/// The days that a site tells of: this year and the next, as far as calendars reach. Where they have run out,
/// this year, of which nothing is known.
pub fn published_days(schedule: &Schedule, today: Date) -> (Date, Date) {
    let year = |year: i16, month, day| Date::new(year, month, day).unwrap_or(today);
    let (first, last) = (year(today.year(), 1, 1), year(today.year().saturating_add(1), 12, 31));
    let (from, to) = schedule.known().map_or((first, last), |(from, to)| (from.max(first), to.min(last)));
    if from <= to { (from, to) } else { (first, year(today.year(), 12, 31)) }
}

/// What the events of a calendar say in a language.
#[derive(Clone, Debug)]
pub struct Labels {
    /// Before the name of hours that are open.
    pub open: String,
    /// After the name of a calendar with a day off.
    pub off: String,
    /// After the name of a calendar with a make-up workday.
    pub make_up: String,
    /// For an exception without a note.
    pub exception: String,
}

/// Some hours as a calendar: an event for each open interval, and one for each day that is not as the week
/// says. It is stamped with its first day, so that the same days give the same bytes.
pub fn hours_calendar(open: &OpenHours, locale: Locale, labels: &Labels) -> String {
    let text = |texts: &BTreeMap<String, String>| {
        let own = texts.get(locale.as_str()).or_else(|| texts.values().next());
        own.cloned().unwrap_or_default()
    };
    let name = text(&open.name);
    let stamp =
        open.from.parse::<Date>().ok().and_then(|day| day.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).ok());
    let interval = |interval: &Interval| {
        let (start, end) = (interval.from.parse().ok()?, interval.to.parse().ok()?);
        let uid = format!("open-{}-{}@supportbook", open.id, compact(&interval.from));
        Some(Event::new(uid, When::Instants { start, end }, format!("{}{name}", labels.open)))
    };
    let day = |day: &NamedDay| {
        let summary = match (day.kind, text(&day.name)) {
            ("off", calendar) => format!("{calendar}{}", labels.off),
            ("make_up", calendar) => format!("{calendar}{}", labels.make_up),
            ("exception", note) if !note.is_empty() => note,
            ("exception", _) => labels.exception.clone(),
            _ => return None,
        };
        let uid = format!("day-{}-{}@supportbook", open.id, compact(&day.date));
        Some(Event::new(uid, When::day(day.date.parse().ok()?), summary))
    };
    let events: Vec<Event> =
        open.open.iter().filter_map(interval).chain(open.days.iter().filter_map(day)).collect();
    ics::calendar(&name, stamp.map(|at| at.timestamp()).unwrap_or_default(), &events)
}

/// The digits and letters of a date or an instant.
fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// From the beginning of a day to the end of another one, in a zone.
pub fn range(zone: &TimeZone, first: Date, last: Date) -> Option<Stretch> {
    let start = first.at(0, 0, 0, 0).to_zoned(zone.clone()).ok()?.timestamp();
    let end = last.tomorrow().ok()?.at(0, 0, 0, 0).to_zoned(zone.clone()).ok()?.timestamp();
    Stretch::new(start, end)
}

fn intervals(times: &Times, zone: &TimeZone) -> Vec<Interval> {
    times
        .iter()
        .map(|stretch| Interval { from: iso(stretch.start, zone), to: iso(stretch.end, zone) })
        .collect()
}

fn iso(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn days(schedule: &Schedule, first: Date, last: Date) -> Vec<NamedDay> {
    let zone = schedule.zone();
    let Some(range) = range(&zone, first, last) else { return Vec::new() };
    let name = |name: &Name| match name {
        Name::Text(text) => by_language(text),
        Name::Region(_) => BTreeMap::new(),
    };
    let named = |(date, kind): (Date, DayKind)| {
        let (kind, name) = match &kind {
            DayKind::Workday | DayKind::Closed => return None,
            DayKind::Off(calendar) => ("off", name(calendar)),
            DayKind::MakeUp(_, calendar) => ("make_up", name(calendar)),
            DayKind::Exception(note) => ("exception", note.as_ref().map(by_language).unwrap_or_default()),
            DayKind::Unknown => ("unknown", BTreeMap::new()),
        };
        Some(NamedDay { date: date.to_string(), kind, name })
    };
    let notes = schedule.notes(range.start, range.end).into_iter();
    let notes = notes.filter(|note| first <= note.date && note.date <= last);
    notes.filter_map(|note| named((note.date, note.kind))).collect()
}

fn modes(terms: &Terms<'_>, id: &HoursId) -> BTreeMap<String, Vec<String>> {
    let mut modes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for offering in terms.offerings {
        for answer in offering.coverage.iter().flat_map(|row| &row.answers) {
            let theirs =
                answer.desks.iter().any(|desk| terms.desk(desk).is_some_and(|desk| desk.hours == *id));
            let offerings = modes.entry(answer.mode.word().to_owned()).or_default();
            let offering = offering.id.to_string();
            if theirs && !offerings.contains(&offering) {
                offerings.push(offering);
            }
        }
    }
    modes.retain(|_, offerings| !offerings.is_empty());
    modes
}

fn by_language(text: &LocalText) -> BTreeMap<String, String> {
    text.all().map(|(locale, text)| (locale.to_string(), text.to_owned())).collect()
}
