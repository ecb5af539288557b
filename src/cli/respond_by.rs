//! `supportbook respond-by`: by when a case is answered, and each step that decided it.

use std::path::Path;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use supportbook::model::answering::{Promise, Response};
use supportbook::model::duration::{Duration, DurationFault};
use supportbook::model::hours::{HolidayScope, Hours};
use supportbook::model::ids::HoursId;
use supportbook::model::schedule::{Deadline, Schedule};
use supportbook::model::site::Site;
use supportbook::model::target::{CaseKind, Metric, TargetKind};
use supportbook::model::word::Word;

use super::case::{CaseArgs, Format, at, known, zone};
use super::project::{Asked, DayArgs, RestsOn, ask, now};
use super::{Failure, report, words};

#[derive(Args)]
pub(crate) struct RespondByArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// When the case arrives, as 2026-05-20T08:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = at)]
    at: Option<Timestamp>,
    /// The severity that the case gets later
    #[arg(long, value_name = "ID", requires_all = ["at2", "severity"])]
    reclassified: Option<String>,
    /// When it gets that severity
    #[arg(long, value_name = "INSTANT", value_parser = at, requires = "reclassified")]
    at2: Option<Timestamp>,
    /// Count on these hours alone, without an offering
    #[arg(long, value_name = "ID", requires = "target",
        conflicts_with_all = ["offering", "severity", "kind", "service", "area", "language", "channel", "market"])]
    hours: Option<String>,
    /// How long it may take, as `4 business_hours`; with --hours
    #[arg(long, value_name = "DURATION", requires = "hours", value_parser = target)]
    target: Option<Duration>,
    /// What a holiday closes, instead of what the hours say; with --hours
    #[arg(long, value_name = "SCOPE", requires = "hours", value_parser = ["opening_date", "calendar_time"])]
    holiday_scope: Option<String>,
    /// The customer's zone, as Europe/London
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<TimeZone>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What was found out.
struct Found {
    schedule: Schedule,
    deadline: Deadline,
    within: Duration,
    kind: Option<TargetKind>,
    steps: Vec<String>,
}

pub(crate) fn run(args: &RespondByArgs, folder: &Path) -> Result<u8, Failure> {
    let received = args.at.unwrap_or_else(now);
    let rests_on = if args.hours.is_some() { RestsOn::Hours } else { RestsOn::Coverage };
    let site = match ask(folder, &DayArgs::default(), rests_on)? {
        Asked::Sound { site, .. } => site,
        Asked::Faulty(code) => return Ok(code),
    };
    let site = &site;
    let found = match (&args.hours, args.target) {
        (Some(id), Some(within)) => on_hours(args, site, id, within, received)?,
        _ => on_terms(args, site, received)?,
    };
    match found {
        Some(found) => print(args, &found),
        None => print_without_promise(args.format),
    }
    Ok(0)
}

fn on_hours(
    args: &RespondByArgs,
    site: &Site,
    id: &str,
    within: Duration,
    received: Timestamp,
) -> Result<Option<Found>, Failure> {
    known("hours", Some(id), site.hours.keys().map(HoursId::as_str))?;
    let Some(hours) = site.hours.get(id) else { return Ok(None) };
    let scope =
        args.holiday_scope.as_deref().and_then(HolidayScope::from_word).unwrap_or(hours.holiday_scope);
    let hours = std::sync::Arc::new(Hours { holiday_scope: scope, ..(**hours).clone() });
    let schedule = Schedule::new([&hours], |id| site.calendars.get(id).cloned());
    let deadline = schedule.deadline(received, within);
    let steps = words::steps(&schedule, received, within, &deadline);
    Ok(Some(Found { schedule, deadline, within, kind: None, steps }))
}

fn on_terms(args: &RespondByArgs, site: &Site, received: Timestamp) -> Result<Option<Found>, Failure> {
    let (offering, case) = args.case.read(site)?;
    if case.kinds.is_empty() {
        let hint = "say how bad the case is, or what it is about";
        return Err(Failure::usage("expected `--severity` or `--type`", hint));
    }
    if args.reclassified.is_some() && !matches!(case.kinds[..], [CaseKind::Severity(_)]) {
        let hint = "a case that gets another severity has one already";
        return Err(Failure::usage("expected `--severity` beside `--reclassified`", hint));
    }
    let terms = site.terms();
    let promise = |case| terms.promise(offering, Metric::FirstResponse, case, received);
    let Some(first) = promise(&case) else { return Ok(None) };
    let chain = terms.chain(offering, &case);
    let mut steps = vec![super::who::row_step(offering, &chain.resolution, &case)];
    let told = |kind: &TargetKind, within| {
        format!("the {} of a first response is {}", kind.word(), words::duration(within))
    };
    steps.push(told(&first.target.kind, first.target.within));
    steps.extend(words::steps(&first.schedule, received, first.target.within, &first.deadline));
    let found = Found {
        schedule: first.schedule.clone(),
        deadline: first.deadline.clone(),
        within: first.target.within,
        kind: Some(first.target.kind),
        steps,
    };
    let (Some(severity), Some(changed)) = (&args.reclassified, args.at2) else { return Ok(Some(found)) };
    if changed < received {
        return Err(Failure::usage(
            "expected `--at2` not before `--at`",
            "a severity is changed after the case has arrived",
        ));
    }
    let new_case = CaseArgs::at_severity(&case, severity, site)?;
    let Some(second) = promise(&new_case) else {
        let hint = "the deadline of the first severity stays";
        return Err(Failure::usage(format!("no first response is promised at severity `{severity}`"), hint));
    };
    let (from, to) = (&case.kinds[0], &new_case.kinds[0]);
    let (CaseKind::Severity(from), CaseKind::Severity(to)) = (from, to) else { return Ok(Some(found)) };
    let response = terms.reclassified(&first.deadline, &second.deadline, from, to);
    Ok(Some(reclassified(found, &second, &response, received, (severity, changed))))
}

fn reclassified(
    first: Found,
    second: &Promise<'_>,
    response: &Response,
    received: Timestamp,
    (severity, changed): (&str, Timestamp),
) -> Found {
    let zone = second.schedule.zone();
    let mut steps = first.steps;
    let direction = if response.raised { "raised" } else { "changed" };
    steps.push(format!("{direction} to severity {severity} on {}", words::moment(changed, &zone)));
    steps.push(format!(
        "the {} of a first response is then {}, counted from the arrival",
        second.target.kind.word(),
        words::duration(second.target.within)
    ));
    let counted = words::steps(&second.schedule, received, second.target.within, &second.deadline);
    let anew: Vec<String> = counted.into_iter().filter(|step| !steps.contains(step)).collect();
    steps.extend(anew);
    let rule = if response.raised { "the earlier of the two holds" } else { "the new one holds" };
    steps.push(rule.to_owned());
    if let Deadline::Due(counted) = &response.deadline
        && counted.due < changed
    {
        steps.push("that had passed when the severity was changed".to_owned());
    }
    let kept_first = response.deadline == first.deadline && response.deadline != second.deadline;
    Found {
        schedule: if kept_first { first.schedule } else { second.schedule.clone() },
        deadline: response.deadline.clone(),
        within: if kept_first { first.within } else { second.target.within },
        kind: if kept_first { first.kind } else { Some(second.target.kind) },
        steps,
    }
}

fn print(args: &RespondByArgs, found: &Found) {
    match args.format {
        Format::Text => report::out(&as_text(args, found)),
        Format::Json => report::out(&format!("{:#}", as_json(args, found))),
    }
}

fn as_text(args: &RespondByArgs, found: &Found) -> String {
    let own = found.schedule.zone();
    let mut lines = match &found.deadline {
        Deadline::Due(counted) => {
            let mut lines =
                vec![format!("respond by  {} in {}", words::moment(counted.due, &own), words::zone(&own))];
            if let Some(theirs) = &args.zone {
                lines.push(format!(
                    "            {} in {}",
                    words::moment(counted.due, theirs),
                    words::zone(theirs)
                ));
            }
            lines.push(format!("            {}", counted.due));
            lines
        }
        Deadline::Undetermined(_) => {
            vec!["respond by  undetermined: no calendar covers the days that decide".to_owned()]
        }
        Deadline::Never => vec!["respond by  never: nobody is there within ten years".to_owned()],
    };
    let kind = found.kind.map_or("within", |kind| match kind {
        TargetKind::Target => "target",
        TargetKind::Commitment => "commitment",
    });
    lines.push(format!("{kind:<11} {}", words::duration(found.within)));
    lines.push("steps".to_owned());
    lines.extend(found.steps.iter().map(|step| format!("  {step}")));
    lines.join("\n")
}

fn as_json(args: &RespondByArgs, found: &Found) -> serde_json::Value {
    let own = found.schedule.zone();
    let (respond_by, start, utc, theirs) = match &found.deadline {
        Deadline::Due(counted) => (
            json!(words::iso(counted.due, &own)),
            json!(words::iso(counted.start, &own)),
            json!(counted.due.to_string()),
            json!(args.zone.as_ref().map(|zone| words::iso(counted.due, zone))),
        ),
        Deadline::Undetermined(_) => (json!("undetermined"), json!(null), json!(null), json!(null)),
        Deadline::Never => (json!("never"), json!(null), json!(null), json!(null)),
    };
    json!({
        "respond_by": respond_by,
        "zone": words::zone(&own),
        "utc": utc,
        "customer": theirs,
        "start": start,
        "within": format!("{} {}", found.within.count, found.within.unit.word()),
        "kind": found.kind.map(Word::word),
        "steps": found.steps,
    })
}

fn print_without_promise(format: Format) {
    match format {
        Format::Text => {
            report::out("respond by  not promised: the offering names no first response for such cases");
        }
        Format::Json => report::out(&format!("{:#}", json!({ "respond_by": null }))),
    }
}

/// A duration such as `4 business_hours`.
fn target(text: &str) -> Result<Duration, String> {
    Duration::parse(text).map_err(|fault| match fault {
        DurationFault::Bare => {
            "expected a unit that says whether nights count, as business_hours or elapsed_hours".to_owned()
        }
        DurationFault::Form => "expected a number and a unit, as \"4 business_hours\": business_minutes, \
            business_hours, business_days, elapsed_minutes, elapsed_hours"
            .to_owned(),
    })
}
