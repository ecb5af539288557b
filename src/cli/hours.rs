//! `supportbook hours`: the open intervals of some hours, with holidays and modes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::json;

use supportbook::diagnostic::suggest;
use supportbook::exchange::hours::{Labels, OpenHours, hours_calendar, open_hours, range};
use supportbook::locale::Locale;
use supportbook::model::answering::Terms;
use supportbook::model::hours::{Hours, date};
use supportbook::model::ids::HoursId;
use supportbook::model::schedule::{DayKind, Schedule};
use supportbook::model::times::{Stretch, Times};

use super::case::known;
use super::project::{Asked, DayArgs, RestsOn, ask};
use super::{Failure, report, words};

/// How many days can be asked for at once.
const MOST_DAYS: i32 = 3660;

/// How the intervals are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a day
    Text,
    /// One JSON object, as in hours.json
    Json,
    /// A calendar to import
    Ics,
}

#[derive(Args)]
pub(crate) struct HoursArgs {
    /// The hours; without an id all are listed
    #[arg(requires_all = ["from", "to"])]
    id: Option<String>,
    /// The first day, as 2026-06-01
    #[arg(long, value_name = "DAY", value_parser = day, requires = "id")]
    from: Option<Date>,
    /// The last day, included
    #[arg(long, value_name = "DAY", value_parser = day, requires = "id")]
    to: Option<Date>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &HoursArgs, folder: &Path) -> Result<u8, Failure> {
    let site = match ask(folder, &DayArgs::default(), RestsOn::Coverage)? {
        Asked::Sound { site, .. } => site,
        Asked::Faulty(code) => return Ok(code),
    };
    let site = &site;
    let (Some(id), Some(first), Some(last)) = (&args.id, args.from, args.to) else {
        return list(args.format, &site.hours);
    };
    known("hours", Some(id), site.hours.keys().map(HoursId::as_str))?;
    if last < first {
        return Err(Failure::usage("expected `--to` not before `--from`", "name the first day first"));
    }
    if first.until(last).map_or(i32::MAX, |span| span.get_days()) >= MOST_DAYS {
        return Err(Failure::usage(
            format!("expected at most {MOST_DAYS} days, found more"),
            "ask for fewer at once",
        ));
    }
    let Some((id, hours)) = site.hours.get_key_value(id.as_str()) else { return Ok(0) };
    let terms = site.terms();
    let open = open_hours(&terms, id, &hours.name, first, last);
    match args.format {
        Format::Text => report::out(&as_text(&terms, id, hours, &open, (first, last))),
        Format::Json => report::out(&serde_json::to_string_pretty(&open).unwrap_or_default()),
        Format::Ics => report::out(as_calendar(&open).trim_end_matches('\n')),
    }
    Ok(0)
}

/// All hours, a line or an item each.
fn list(format: Format, hours: &BTreeMap<HoursId, Arc<Hours>>) -> Result<u8, Failure> {
    let name = |hours: &Hours| words::english(&hours.name);
    match format {
        Format::Text => {
            for (id, hours) in hours {
                report::out(&format!("{:14} {} ({})", id.as_str(), name(hours), hours.time_zone));
            }
            if hours.is_empty() {
                report::say("the project has no hours");
            }
        }
        Format::Json => {
            let item = |(id, hours): (&HoursId, &Arc<Hours>)| json!({ "id": id.as_str(), "name": name(hours), "time_zone": &*hours.time_zone });
            report::out(&format!("{:#}", json!({ "hours": hours.iter().map(item).collect::<Vec<_>>() })));
        }
        Format::Ics => {
            let hint = suggest("", hours.keys().map(HoursId::as_str)).unwrap_or_default();
            return Err(Failure::usage("expected the id of hours for `--format ics`", hint));
        }
    }
    Ok(0)
}

fn as_text(terms: &Terms<'_>, id: &HoursId, hours: &Hours, open: &OpenHours, days: (Date, Date)) -> String {
    let schedule = terms.schedule(id);
    let mut lines = vec![format!("{} ({id}) in {}", words::english(&hours.name), hours.time_zone)];
    if let Some(known) = &open.known {
        lines.push(format!("calendars cover {} to {}", known.from, known.to));
    }
    for (mode, offerings) in &open.modes {
        lines.push(format!("{} in {}", mode.replace('_', " "), offerings.join(", ")));
    }
    lines.push(String::new());
    let mut day = days.0;
    loop {
        lines.push(day_line(&schedule, day));
        match day.tomorrow() {
            Ok(next) if next <= days.1 => day = next,
            _ => break,
        }
    }
    lines.join("\n")
}

fn as_calendar(open: &OpenHours) -> String {
    let labels = Labels {
        open: "Open: ".to_owned(),
        off: ": day off".to_owned(),
        make_up: ": make-up workday".to_owned(),
        exception: "Other hours".to_owned(),
    };
    Locale::new("en").map(|english| hours_calendar(open, english, &labels)).unwrap_or_default()
}

/// A day with the intervals that are open in its 24 hours.
fn day_line(schedule: &Schedule, day: Date) -> String {
    let zone = schedule.zone();
    let Some(range) = range(&zone, day, day) else { return words::day(day) };
    let openings = schedule.openings(range);
    let time = |at: jiff::Timestamp| at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
    let part = |stretch: Stretch| {
        let end = if stretch.end == range.end { "24:00".to_owned() } else { time(stretch.end) };
        format!("{}-{end}", time(stretch.start))
    };
    let parts = |times: &Times| times.iter().map(part).collect::<Vec<_>>().join(", ");
    let known = (!openings.open.is_empty()).then(|| parts(&openings.open));
    let unknown = (!openings.unknown.is_empty()).then(|| format!("not known: {}", parts(&openings.unknown)));
    let open: Vec<String> = known.into_iter().chain(unknown).collect();
    let open = if open.is_empty() { "closed".to_owned() } else { open.join("; ") };
    let note = schedule.notes(range.start, range.start).into_iter().next();
    let note = note.filter(|note| !matches!(note.kind, DayKind::Closed));
    let note = note.map(|note| format!("  {}", words::day_kind(&note.kind))).unwrap_or_default();
    format!("{:<16} {open:<26}{note}", words::day(day)).trim_end().to_owned()
}

/// A day such as `2026-06-01`.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    date(text).ok_or_else(|| "expected a day such as 2026-06-01".to_owned())
}
