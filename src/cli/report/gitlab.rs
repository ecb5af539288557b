//! `gitlab`: a Code Quality report, which GitLab compares with that of the target branch.

use serde_json::{Value, json};

use supportbook::diagnostic::Level;

use super::Report;
use super::place::{end, fingerprints, seen_from_here, start};

/// A list of issues.
pub(super) fn report(report: &Report<'_>) -> String {
    let prints = fingerprints(report.findings);
    let issue = |(finding, print): (&supportbook::diagnostic::Diagnostic, String)| {
        let severity = match finding.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Info => "info",
        };
        let (start, end) = (start(report.sources, &finding.place), end(report.sources, &finding.place));
        json!({
            "type": "issue",
            "check_name": finding.rule.code,
            "description": super::message_and_hints(finding).replace('\n', "; "),
            "fingerprint": print,
            "severity": severity,
            "location": {
                "path": seen_from_here(report.folder, &finding.place.path),
                "lines": { "begin": start.line, "end": end.line },
            },
        })
    };
    let issues: Vec<Value> = report.findings.iter().zip(prints).map(issue).collect();
    serde_json::to_string_pretty(&issues).unwrap_or_default()
}
