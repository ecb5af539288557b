//! `supportbook gaps`: the hours in which nobody can be reached, and promises that cannot always be kept.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use supportbook::exchange::hours::range;
use supportbook::locale::Locale;
use supportbook::model::answering::{Gap, Shortfall, ShortfallKind};
use supportbook::model::ids::{MarketId, ServiceId, SeverityId};
use supportbook::model::offering::Offering;
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
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    for gap in &found.gaps {
        match groups.iter_mut().find(|group| group.nobody == &gap.nobody && group.unknown == &gap.unknown) {
            Some(group) => group.gaps.push(gap),
            None => groups.push(Group { nobody: &gap.nobody, unknown: &gap.unknown, gaps: vec![gap] }),
        }
    }
    groups.sort_by_key(Group::is_empty);
    for group in &groups {
        lines.push(String::new());
        let cases = group.gaps.iter().map(|gap| Cases {
            what: (gap.offering.id.to_string(), gap_tail(site, gap)),
            severity: gap.severity.as_ref().map(SeverityId::as_str),
            language: gap.language,
        });
        lines.extend(together(cases.collect()));
        lines.extend(group_lines(group, found).into_iter().map(|line| format!("  {line}")));
    }
    if !found.shortfalls.is_empty() {
        lines.push(String::new());
        lines.push("promises that cannot always be kept".to_owned());
        let cases = found.shortfalls.iter().map(|shortfall| Cases {
            what: (shortfall.offering.id.to_string(), shortfall_tail(site, shortfall, found)),
            severity: Some(shortfall.severity.as_str()),
            language: shortfall.language,
        });
        lines.extend(together(cases.collect()).into_iter().map(|line| format!("  {line}")));
    }
    lines.join("\n")
}

/// Gaps at the same times.
struct Group<'g, 'a> {
    nobody: &'g Times,
    unknown: &'g Times,
    gaps: Vec<&'g Gap<'a>>,
}

impl Group<'_, '_> {
    fn is_empty(&self) -> bool {
        self.nobody.is_empty() && self.unknown.is_empty()
    }
}

/// Cases of one severity and language, about which something is to be said.
struct Cases<'a> {
    /// The offering, and what else is said.
    what: (String, String),
    severity: Option<&'a str>,
    language: Locale,
}

/// The offering and what else is said, of which severities and languages.
type Line<'a> = ((String, String), Vec<&'a str>, Vec<Locale>);

/// Severities and languages of which the same is to be said, on one line.
fn together(cases: Vec<Cases<'_>>) -> Vec<String> {
    // First the severities of a language, then the languages that have the same severities.
    let mut by_language: Vec<((String, String), Locale, Vec<&str>)> = Vec::new();
    for Cases { what, severity, language } in cases {
        match by_language.iter_mut().find(|(known, of, _)| *known == what && *of == language) {
            Some((_, _, severities)) => severities.extend(severity),
            None => by_language.push((what, language, severity.into_iter().collect())),
        }
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (what, language, severities) in by_language {
        match lines.iter_mut().find(|(known, of, _)| *known == what && *of == severities) {
            Some((_, _, languages)) => languages.push(language),
            None => lines.push((what, severities, vec![language])),
        }
    }
    let line = |((offering, tail), severities, languages): Line<'_>| {
        let languages: Vec<&str> = languages.iter().map(Locale::as_str).collect();
        let severities = match severities.as_slice() {
            [] => String::new(),
            list => format!(" · severity {}", list.join(", ")),
        };
        format!("{offering}{severities} · {}{tail}", languages.join(", "))
    };
    lines.into_iter().map(line).collect()
}

/// The times of a group.
fn group_lines(group: &Group<'_, '_>, found: &Found<'_>) -> Vec<String> {
    if group.is_empty() {
        return vec!["somebody at all times".to_owned()];
    }
    let mut lines = Vec::new();
    if !group.nobody.is_empty() {
        let whole = words::length(found.range.seconds());
        lines.push(format!("nobody for {} of {whole}", words::length(group.nobody.seconds())));
        lines.extend(week_lines(group.nobody, found));
    }
    if let Some(first) = group.unknown.iter().next() {
        let length = words::length(group.unknown.seconds());
        let from = words::moment(first.start, &found.zone);
        lines.push(format!("not known for {length}, from {from} on: no calendar covers it"));
    }
    lines
}

/// Market, services and areas, unless it is all of them.
fn gap_tail(site: &Site, gap: &Gap<'_>) -> String {
    let market = gap.market.as_ref().map(|id| format!(" · market {id}")).unwrap_or_default();
    format!("{market}{}", cells_tail(site, gap.offering, &gap.cells))
}

fn cells_tail(site: &Site, offering: &Offering, of: &[(ServiceId, Area)]) -> String {
    cells(site, offering, of).map(|text| format!(" · {text}")).unwrap_or_default()
}

/// Services and areas by name; none where it is all of them.
fn cells(site: &Site, offering: &Offering, cells: &[(ServiceId, Area)]) -> Option<String> {
    let all = site.terms().cells(offering);
    if all.len() == cells.len() {
        return None;
    }
    let areas: Vec<Area> =
        Area::VALUES.iter().copied().filter(|area| cells.iter().any(|(_, of)| of == area)).collect();
    let whole = |area: &Area| {
        let of = |list: &[(ServiceId, Area)]| list.iter().filter(|(_, of)| of == area).count();
        of(&all) == of(cells)
    };
    if areas.iter().all(whole) {
        let names: Vec<&str> = areas.iter().map(|area| area.word()).collect();
        return Some(names.join(", "));
    }
    let names: Vec<String> =
        cells.iter().map(|(service, area)| format!("{service} {}", area.word())).collect();
    Some(names.join(", "))
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

/// What is promised, and why it cannot always be kept.
fn shortfall_tail(site: &Site, shortfall: &Shortfall<'_>, found: &Found<'_>) -> String {
    let target = shortfall.target;
    let promise = format!(
        "{}: {} within {}",
        cells_tail(site, shortfall.offering, &shortfall.cells),
        target.metric.word().replace('_', " "),
        words::duration(target.within),
    );
    let why = match &shortfall.kind {
        ShortfallKind::Nobody(stretch) => {
            format!(
                "nobody for {}, as {}",
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
            "severity": gap.severity.as_ref().map(SeverityId::as_str),
            "language": gap.language.as_str(),
            "market": gap.market.as_ref().map(MarketId::as_str),
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
