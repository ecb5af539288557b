//! `supportbook gaps`: the hours in which nobody can be reached, and promises that nobody can keep.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use supportbook::exchange::hours::range;
use supportbook::model::answering::{Gap, Shortfall, ShortfallKind};
use supportbook::model::ids::ServiceId;
use supportbook::model::service::Area;
use supportbook::model::site::Site;
use supportbook::model::times::{Stretch, Times};
use supportbook::model::word::Word;

use super::case::{Format, known, zone};
use super::hours::day;
use super::project::{Asked, DayArgs, RestsOn, ask};
use super::{Failure, report, words};

/// How many days can be asked for at once.
const MOST_DAYS: i32 = 3660;

#[derive(Args)]
pub(crate) struct GapsArgs {
    /// The first day, as 2026-06-01 [default: an ordinary week without holidays]
    #[arg(long, value_name = "DAY", value_parser = day, requires = "to")]
    from: Option<Date>,
    /// The last day, included
    #[arg(long, value_name = "DAY", value_parser = day, requires = "from")]
    to: Option<Date>,
    /// One offering alone
    #[arg(long, value_name = "ID")]
    offering: Option<String>,
    /// The zone that hours are shown in [default: the first desk's]
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<TimeZone>,
    #[command(flatten)]
    day: DayArgs,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What was found out.
struct Found<'a> {
    gaps: Vec<Gap<'a>>,
    shortfalls: Vec<Shortfall<'a>>,
    range: Stretch,
    zone: TimeZone,
    ordinary: bool,
}

pub(crate) fn run(args: &GapsArgs, folder: &Path) -> Result<u8, Failure> {
    let (site, today) = match ask(folder, &args.day, RestsOn::Coverage)? {
        Asked::Sound { site, today } => (site, today),
        Asked::Faulty(code) => return Ok(code),
    };
    let site = &site;
    if site.offerings.is_empty() {
        return Err(Failure::usage("the project has no offerings", "write one in `content/offerings/`"));
    }
    known(
        "an offering",
        args.offering.as_deref(),
        site.offerings.iter().map(|offering| offering.id.as_str()),
    )?;
    let terms = site.terms();
    let zone = args.zone.clone().unwrap_or_else(|| terms.zone());
    let (first, last) = days(args, today)?;
    let Some(range) = range(&zone, first, last) else {
        return Err(Failure::usage("expected days that a clock can tell", "name days nearer to today"));
    };
    let ordinary = args.from.is_none();
    let terms = if ordinary { terms.ordinary() } else { terms };
    let mut gaps = terms.gaps(range);
    gaps.retain(|gap| args.offering.as_deref().is_none_or(|id| gap.offering.id.as_str() == id));
    let shortfalls =
        terms.shortfalls(&gaps, range, |service, area| site.vehicle_behind(service, area, first));
    let found = Found { gaps, shortfalls, range, zone, ordinary };
    match args.format {
        Format::Text => report::out(&as_text(site, &found)),
        Format::Json => report::out(&format!("{:#}", as_json(&found))),
    }
    Ok(0)
}

fn days(args: &GapsArgs, today: Date) -> Result<(Date, Date), Failure> {
    let (Some(first), Some(last)) = (args.from, args.to) else {
        let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
        return Ok((monday, monday.saturating_add(6.days())));
    };
    if last < first {
        return Err(Failure::usage("expected `--to` not before `--from`", "name the first day first"));
    }
    if first.until(last).map_or(i32::MAX, |span| span.get_days()) >= MOST_DAYS {
        return Err(Failure::usage(
            format!("expected at most {MOST_DAYS} days, found more"),
            "ask for fewer at once",
        ));
    }
    Ok((first, last))
}

fn as_text(site: &Site, found: &Found<'_>) -> String {
    let (first, zone) = (words::moment(found.range.start, &found.zone), words::zone(&found.zone));
    let mut lines = vec![if found.ordinary {
        format!("an ordinary week from {first}, without holidays, in {zone}")
    } else {
        format!("{} in {zone}", words::stretch(found.range, &found.zone))
    }];
    let mut quiet = 0;
    for gap in &found.gaps {
        if gap.nobody.is_empty() && gap.unknown.is_empty() {
            quiet += 1;
            continue;
        }
        lines.push(String::new());
        lines.push(format!(
            "{}: nobody for {} of {}",
            gap_title(site, gap),
            words::length(gap.nobody.seconds()),
            words::length(found.range.seconds())
        ));
        lines.extend(week_lines(&gap.nobody, found).into_iter().map(|line| format!("  {line}")));
        if !gap.unknown.is_empty() {
            let from = gap.unknown.iter().next().map(|stretch| words::moment(stretch.start, &found.zone));
            let length = words::length(gap.unknown.seconds());
            lines.push(format!(
                "  not known for {length}, from {}: a calendar has run out",
                from.unwrap_or_default()
            ));
        }
    }
    if quiet > 0 {
        lines.push(String::new());
        lines.push(format!("{quiet} more combinations of offering, severity and language without a gap"));
    }
    if !found.shortfalls.is_empty() {
        lines.push(String::new());
        lines.push("promises that are faster than what is behind them".to_owned());
        lines.extend(
            found.shortfalls.iter().map(|shortfall| format!("  {}", shortfall_line(site, shortfall, found))),
        );
    }
    lines.join("\n")
}

fn gap_title(site: &Site, gap: &Gap<'_>) -> String {
    let severity = gap.severity.as_ref().map(|id| format!(", severity {id}")).unwrap_or_default();
    let market = gap.market.as_ref().map(|id| format!(", market {id}")).unwrap_or_default();
    format!(
        "{}{severity}, {}{market}, {}",
        gap.offering.id,
        gap.language,
        cells(site, gap.offering, &gap.cells)
    )
}

/// Services and areas: all, or by name.
fn cells(
    site: &Site,
    offering: &supportbook::model::offering::Offering,
    cells: &[(ServiceId, Area)],
) -> String {
    let all = site.terms().cells(offering);
    if all.len() == cells.len() {
        return "all services and areas".to_owned();
    }
    let areas: Vec<Area> =
        Area::VALUES.iter().copied().filter(|area| cells.iter().any(|(_, of)| of == area)).collect();
    let whole = |area: &Area| {
        let of = |list: &[(ServiceId, Area)]| list.iter().filter(|(_, of)| of == area).count();
        of(&all) == of(cells)
    };
    if areas.iter().all(whole) {
        let names: Vec<&str> = areas.iter().map(|area| area.word()).collect();
        return names.join(", ");
    }
    let names: Vec<String> =
        cells.iter().map(|(service, area)| format!("{service} {}", area.word())).collect();
    names.join(", ")
}

/// The times by day of the week where every week is the same, else by date; runs of equal days are one line.
fn week_lines(times: &Times, found: &Found<'_>) -> Vec<String> {
    let mut days: Vec<(Date, String)> = Vec::new();
    let first = found.zone.to_datetime(found.range.start).date();
    let mut day = first;
    while let Some(day_range) = range(&found.zone, day, day).filter(|range| range.start < found.range.end) {
        let parts: Vec<String> =
            times.clip(day_range).iter().map(|part| part_text(part, day_range, &found.zone)).collect();
        days.push((day, parts.join(", ")));
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    let mut lines: Vec<(Date, Date, String)> = Vec::new();
    for (day, text) in days {
        match lines.last_mut() {
            Some((_, last, known)) if *known == text => *last = day,
            _ => lines.push((day, day, text)),
        }
    }
    let name = |day: Date| if found.ordinary { day.strftime("%a").to_string() } else { words::day(day) };
    let lines = lines.into_iter().filter(|(_, _, text)| !text.is_empty()).map(|(first, last, text)| {
        if first == last {
            format!("{} {text}", name(first))
        } else {
            format!("{} to {} {text}", name(first), name(last))
        }
    });
    lines.collect()
}

fn part_text(part: Stretch, day: Stretch, zone: &TimeZone) -> String {
    let time = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
    let end = if part.end == day.end { "24:00".to_owned() } else { time(part.end) };
    format!("{}-{end}", time(part.start))
}

fn shortfall_line(site: &Site, shortfall: &Shortfall<'_>, found: &Found<'_>) -> String {
    let target = shortfall.target;
    let promise = format!(
        "{}, severity {}, {}, {}: {} within {}",
        shortfall.offering.id,
        shortfall.severity,
        shortfall.language,
        cells(site, shortfall.offering, &shortfall.cells),
        target.metric.word().replace('_', " "),
        words::duration(target.within),
    );
    let why = match &shortfall.kind {
        ShortfallKind::Nobody(stretch) => {
            format!(
                "nobody for {}: {}",
                words::length(stretch.seconds()),
                words::stretch(*stretch, &found.zone)
            )
        }
        ShortfallKind::Slower(vehicle, theirs, at) => format!(
            "{} answers within {}, for a case of {}",
            vehicle.id,
            words::duration(*theirs),
            words::moment(*at, &found.zone)
        ),
        ShortfallKind::Language(vehicle) => format!("{} does not speak {}", vehicle.id, shortfall.language),
    };
    format!("{promise}; {why}")
}

fn as_json(found: &Found<'_>) -> Value {
    let iso = |at| words::iso(at, &found.zone);
    let stretches = |times: &Times| {
        times.iter().map(|part| json!({ "from": iso(part.start), "to": iso(part.end) })).collect::<Vec<_>>()
    };
    let cells = |cells: &[(ServiceId, Area)]| {
        cells
            .iter()
            .map(|(service, area)| json!({ "service": service.as_str(), "area": area.word() }))
            .collect::<Vec<_>>()
    };
    let gap = |gap: &Gap<'_>| {
        json!({
            "offering": gap.offering.id.as_str(),
            "severity": gap.severity.as_ref().map(supportbook::model::ids::SeverityId::as_str),
            "language": gap.language.as_str(),
            "market": gap.market.as_ref().map(supportbook::model::ids::MarketId::as_str),
            "cells": cells(&gap.cells),
            "nobody": stretches(&gap.nobody),
            "unknown": stretches(&gap.unknown),
            "nobody_minutes": gap.nobody.seconds() / 60,
        })
    };
    let shortfall = |shortfall: &Shortfall<'_>| {
        let (kind, vehicle) = match &shortfall.kind {
            ShortfallKind::Nobody(_) => ("nobody", None),
            ShortfallKind::Slower(vehicle, ..) => ("slower", Some(vehicle.id.as_str())),
            ShortfallKind::Language(vehicle) => ("language", Some(vehicle.id.as_str())),
        };
        json!({
            "offering": shortfall.offering.id.as_str(),
            "severity": shortfall.severity.as_str(),
            "language": shortfall.language.as_str(),
            "cells": cells(&shortfall.cells),
            "metric": shortfall.target.metric.word(),
            "within": format!("{} {}", shortfall.target.within.count, shortfall.target.within.unit.word()),
            "because": kind,
            "vehicle": vehicle,
        })
    };
    json!({
        "from": iso(found.range.start),
        "to": iso(found.range.end),
        "zone": words::zone(&found.zone),
        "ordinary": found.ordinary,
        "gaps": found.gaps.iter().map(gap).collect::<Vec<_>>(),
        "shortfalls": found.shortfalls.iter().map(shortfall).collect::<Vec<_>>(),
    })
}
