//! `github`: workflow commands, which GitHub Actions shows at the lines of a change.
//!
//! Invariant: what comes from files is escaped, so that no text of a project is a command of its own.

use supportbook::diagnostic::{Diagnostic, Level};

use super::Report;
use super::place::{end, seen_from_here, start};

/// How many annotations of one kind GitHub shows for a step.
const SHOWN: usize = 10;

/// One command a finding, errors first; then how many of them GitHub will not show.
pub(super) fn report(report: &Report<'_>) -> String {
    let mut lines = Vec::new();
    let mut hidden = Vec::new();
    for (level, one, many) in [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Info, "notice", "notices"),
    ] {
        let before = lines.len();
        let findings = report.findings.iter().filter(|finding| finding.level == level);
        lines.extend(findings.map(|finding| command(report, finding, one)));
        match (lines.len() - before).saturating_sub(SHOWN) {
            0 => {}
            1 => hidden.push(format!("1 more {one}")),
            more => hidden.push(format!("{more} more {many}")),
        }
    }
    if !hidden.is_empty() {
        lines.push(format!(
            "GitHub shows the first {SHOWN} annotations of a kind; see this log for {}",
            hidden.join(", ")
        ));
    }
    lines.join("\n")
}

fn command(report: &Report<'_>, finding: &Diagnostic, kind: &str) -> String {
    let (start, end) = (start(report.sources, &finding.place), end(report.sources, &finding.place));
    let file = seen_from_here(report.folder, &finding.place.path);
    let mut properties = vec![
        format!("file={}", property(&file)),
        format!("line={}", start.line),
        format!("col={}", start.column),
    ];
    // Columns count in one line alone.
    if end.line == start.line && end.column > start.column {
        properties.push(format!("endColumn={}", end.column));
    } else if end.line > start.line {
        properties.push(format!("endLine={}", end.line));
    }
    properties.push(format!("title={}", property(finding.rule.code)));
    let message = super::message_and_hints(finding);
    format!("::{kind} {}::{}", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_value_is_escaped() {
        assert_eq!(property("a%,b:c\r\n"), "a%25%2Cb%3Ac%0D%0A");
        assert_eq!(data("50 %: a, b\n::error::x"), "50 %25: a, b%0A::error::x");
    }
}
