//! `json`: one object with everything, for programs.

use serde_json::{Value, json};

use supportbook::check::Waived;
use supportbook::diagnostic::{Cause, Diagnostic, Level, Place};
use supportbook::load::Sources;

use super::Report;
use super::place::{end, start};

/// The whole report.
pub(super) fn report(report: &Report<'_>) -> String {
    let Report { sources, findings, waived, .. } = *report;
    let diagnostics: Vec<Value> = findings.iter().map(|found| finding(sources, found)).collect();
    let hidden: Vec<Value> = waived.iter().map(|one| accepted(sources, one)).collect();
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let mut summary = report.summary.clone();
    if let Value::Object(fields) = &mut summary {
        fields.insert("errors".to_owned(), count(Level::Error).into());
        fields.insert("warnings".to_owned(), count(Level::Warning).into());
        fields.insert("infos".to_owned(), count(Level::Info).into());
        fields.insert("waived".to_owned(), waived.len().into());
    }
    let report = json!({ "diagnostics": diagnostics, "waived": hidden, "summary": summary });
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn accepted(sources: &Sources, waived: &Waived) -> Value {
    let mut value = finding(sources, &waived.finding);
    value["reason"] = (*waived.reason).into();
    value["until"] = waived.until.to_string().into();
    value
}

fn finding(sources: &Sources, finding: &Diagnostic) -> Value {
    let labels: Vec<Value> = finding
        .labels
        .iter()
        .map(|label| {
            let mut place = place(sources, &label.place);
            place["text"] = label.text.clone().into();
            place
        })
        .collect();
    let fix = finding.fix.as_ref().map(|fix| {
        let mut place = place(sources, &fix.place);
        place["replacement"] = fix.replacement.clone().into();
        place
    });
    let mut value = place(sources, &finding.place);
    value["rule"] = finding.rule.code.into();
    value["level"] = finding.level.as_str().into();
    value["message"] = finding.message.clone().into();
    value["labels"] = labels.into();
    value["hints"] = finding.hints.clone().into();
    value["fix"] = fix.into();
    value["cause"] = match finding.cause {
        Cause::Content => "content".into(),
        Cause::Clock => "clock".into(),
    };
    value
}

fn place(sources: &Sources, place: &Place) -> Value {
    let (start, end) = (start(sources, place), end(sources, place));
    json!({
        "file": place.path.as_str(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}
