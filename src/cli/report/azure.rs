//! `azure`: logging commands, which Azure Pipelines lists as issues of a run.
//!
//! Invariant: what comes from files is escaped, so that no text of a project is a command of its own.

use supportbook::diagnostic::{Diagnostic, Level};

use super::Report;
use super::place::{seen_from_here, short, start};

/// One command a finding, errors first. There is no command for what is only worth knowing: it is a line of
/// the log.
pub(super) fn report(report: &Report<'_>) -> String {
    let mut findings: Vec<&Diagnostic> = report.findings.iter().collect();
    findings.sort_by_key(|finding| finding.level);
    let line = |finding: &&Diagnostic| match finding.level {
        Level::Error => command(report, finding, "error"),
        Level::Warning => command(report, finding, "warning"),
        Level::Info => log_line(&short(report.sources, finding)),
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn command(report: &Report<'_>, finding: &Diagnostic, kind: &str) -> String {
    let start = start(report.sources, &finding.place);
    let file = property(&seen_from_here(report.folder, &finding.place.path));
    let (line, column, code) = (start.line, start.column, finding.rule.code);
    let message = data(&super::message_and_hints(finding));
    format!(
        "##vso[task.logissue type={kind};sourcepath={file};linenumber={line};columnnumber={column};code={code}]{message}"
    )
}

/// A line of the log. The agent looks for commands anywhere in a line, not at its beginning alone.
fn log_line(text: &str) -> String {
    data(text).replace("##vso[", "## vso[")
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_value_is_escaped() {
        assert_eq!(property("a;b]%\n"), "a%3Bb%5D%AZP25%0A");
    }

    #[test]
    fn a_line_of_the_log_holds_no_command() {
        assert_eq!(log_line("a.md:1:1: info: `##vso[task.x]y` #b"), "a.md:1:1: info: `## vso[task.x]y` #b");
    }
}
