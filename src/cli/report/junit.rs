//! `junit`: one test case a file, so that servers which know tests alone show which files fail.
//!
//! Invariant: a case fails exactly where a finding of its file makes the command fail, so a run that passes
//! has passing cases alone; every character is one that XML 1.0 allows.

use std::collections::BTreeMap;
use std::fmt::Write;

use supportbook::diagnostic::Diagnostic;

use super::Report;
use super::place::{seen_from_here, short};

/// One suite of all files that were read, and of built files that have findings.
pub(super) fn report(report: &Report<'_>) -> String {
    let mut cases: BTreeMap<_, Vec<&Diagnostic>> =
        report.sources.texts.iter().map(|source| (&source.path, Vec::new())).collect();
    for finding in report.findings {
        cases.entry(&finding.place.path).or_default().push(finding);
    }
    let mut body = String::new();
    let mut failed = 0;
    for (path, findings) in &cases {
        let (counting, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            findings.iter().partition(|finding| finding.level <= report.fail_on);
        let name = attribute(&seen_from_here(report.folder, path));
        let _ = write!(body, "\n    <testcase name=\"{name}\" classname=\"supportbook\" file=\"{name}\"");
        if findings.is_empty() {
            body.push_str("/>");
            continue;
        }
        body.push('>');
        if let Some(first) = counting.first() {
            failed += 1;
            let message = match counting.len() {
                1 => first.message.clone(),
                number => format!("{number} findings"),
            };
            let (message, text) = (attribute(&message), lines(report, &counting));
            let kind = first.rule.code;
            let _ = write!(body, "\n      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>");
        }
        if !others.is_empty() {
            let _ = write!(body, "\n      <system-out>{}</system-out>", lines(report, &others));
        }
        body.push_str("\n    </testcase>");
    }
    let counts = format!("name=\"supportbook\" tests=\"{}\" failures=\"{failed}\" errors=\"0\"", cases.len());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  \
         <testsuite {counts} skipped=\"0\">{body}\n  </testsuite>\n</testsuites>"
    )
}

fn lines(report: &Report<'_>, findings: &[&Diagnostic]) -> String {
    let line = |finding: &&Diagnostic| {
        let hints: String = finding.hints.iter().map(|hint| format!("\n  help: {hint}")).collect();
        short(report.sources, finding) + &hints
    };
    escaped(&findings.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Text between tags.
fn escaped(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' => c,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    let text: String = text.chars().map(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text between double quotes.
fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_allows_is_written() {
        assert_eq!(attribute("\"<a>\" & \u{1}\n"), "&quot;&lt;a&gt;&quot; &amp; \u{fffd}&#10;");
    }
}
