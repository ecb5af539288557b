//! `sarif`: SARIF 2.1.0, for code scanning.
//!
//! Invariant: all rules are declared, also those that found nothing, so that alerts of a mended rule close;
//! what is waived is a result too, with its reason.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use supportbook::check::Waived;
use supportbook::diagnostic::catalog::RULES;
use supportbook::diagnostic::{Cause, Diagnostic, Fix, Level, Place, Rule};

use super::Report;
use super::place::{fingerprints, seen_from_here, utf16};

/// What may stand in the path of an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// What all paths of files are relative to: the folder that the command was started in.
const ROOT: &str = "%SRCROOT%";

/// One log with one run.
pub(super) fn report(report: &Report<'_>) -> String {
    let all = report.findings.iter().chain(report.waived.iter().map(|waived| &waived.finding));
    let mut prints = fingerprints(all).into_iter();
    let mut results: Vec<Value> = report
        .findings
        .iter()
        .zip(&mut prints)
        .map(|(finding, print)| result(report, finding, &print))
        .collect();
    for (Waived { finding, reason, until }, print) in report.waived.iter().zip(&mut prints) {
        let mut waived = result(report, finding, &print);
        let justification = format!("{reason} (until {until})");
        waived["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": justification }]);
        results.push(waived);
    }
    if !report.waived.is_empty() {
        // Where one result tells of suppressions, all have to.
        for result in results.iter_mut().filter(|result| result.get("suppressions").is_none()) {
            result["suppressions"] = json!([]);
        }
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "supportbook",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": report.exit_code < 2,
                "exitCode": report.exit_code,
            }],
            "originalUriBaseIds": { ROOT: {
                "description": { "text": "The folder that the command was started in." },
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": what_it_finds(rule.page).unwrap_or_else(|| rule.title.to_owned()) },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": [rule.family()] },
    })
}

/// The first paragraph under "What it finds" of a rule's page, as one line.
fn what_it_finds(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("## What it finds\n")?;
    let paragraph = rest.trim_start().split("\n\n").next()?;
    Some(paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn result(report: &Report<'_>, finding: &Diagnostic, print: &str) -> Value {
    let index = RULES.iter().position(|rule| *rule == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": level(finding.level),
        "message": { "text": super::message_and_hints(finding) },
        "locations": [{ "physicalLocation": physical(report, &finding.place) }],
        "partialFingerprints": { "supportbook/v1": print },
    });
    if !finding.labels.is_empty() {
        let related = finding.labels.iter().enumerate().map(|(at, label)| {
            json!({
                "id": at + 1,
                "message": { "text": label.text },
                "physicalLocation": physical(report, &label.place),
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([edit(report, fix)]);
    }
    if finding.cause == Cause::Clock {
        result["properties"] = json!({ "cause": "clock", "date": report.today.to_string() });
    }
    result
}

fn edit(report: &Report<'_>, fix: &Fix) -> Value {
    json!({
        "description": { "text": format!("write `{}`", fix.replacement.trim()) },
        "artifactChanges": [{
            "artifactLocation": artifact(report, &fix.place),
            "replacements": [{
                "deletedRegion": region(report, &fix.place),
                "insertedContent": { "text": fix.replacement },
            }],
        }],
    })
}

fn physical(report: &Report<'_>, place: &Place) -> Value {
    json!({ "artifactLocation": artifact(report, place), "region": region(report, place) })
}

fn artifact(report: &Report<'_>, place: &Place) -> Value {
    let path = seen_from_here(report.folder, &place.path);
    let uri = utf8_percent_encode(&path, PATH).to_string();
    match path.starts_with('/') {
        true => json!({ "uri": format!("file://{uri}") }),
        false => json!({ "uri": uri, "uriBaseId": ROOT }),
    }
}

fn region(report: &Report<'_>, place: &Place) -> Value {
    let (start, end) = utf16(report.sources, place);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}
