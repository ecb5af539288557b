//! Findings, failures and summaries as people and programs read them.
//!
//! Invariant: the format never changes the exit code; `text` and failures go to standard error, the other
//! formats are data and go to standard output.

mod azure;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod sarif;
mod text;

use std::io::{IsTerminal, Write};
use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;

use supportbook::check::Waived;
use supportbook::diagnostic::{Diagnostic, Level};
use supportbook::load::Sources;

use super::Failure;
use super::project::Format;

pub(crate) use self::place::{place, short};

/// What a run has found, and what formats say beside it.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    /// The files, whose lines are shown.
    pub(crate) sources: &'a Sources,
    /// What counts, in order.
    pub(crate) findings: &'a [Diagnostic],
    /// What the project waives.
    pub(crate) waived: &'a [Waived],
    /// The project's folder, as the command line named it.
    pub(crate) folder: &'a Path,
    /// The day it was judged on.
    pub(crate) today: Date,
    /// The least level that makes the command fail.
    pub(crate) fail_on: Level,
    /// How the command ends.
    pub(crate) exit_code: u8,
    /// What `json` says beside the counts.
    pub(crate) summary: &'a Value,
}

impl Report<'_> {
    /// Prints the findings.
    pub(crate) fn print(&self, format: Format) {
        match format {
            Format::Text => tell(self.sources, self.findings, self.today),
            Format::Short => self.findings.iter().for_each(|finding| out(&short(self.sources, finding))),
            Format::Json => out(&json::report(self)),
            Format::Sarif => out(&sarif::report(self)),
            Format::Github => out_lines(&github::report(self)),
            Format::Gitlab => out(&gitlab::report(self)),
            Format::Azure => out_lines(&azure::report(self)),
            Format::Junit => out(&junit::report(self)),
        }
    }

    /// `2 errors, 1 warning, 1 waived`; `no findings`.
    pub(crate) fn counts(&self) -> String {
        let counts = counts(self.findings);
        match self.waived.len() {
            0 => counts,
            number => format!("{counts}, {number} waived"),
        }
    }
}

/// Prints findings for people, for commands that stop at them.
pub(crate) fn tell(sources: &Sources, findings: &[Diagnostic], today: Date) {
    text::print(sources, findings, today);
}

/// `2 errors, 1 warning`; `no findings`.
pub(crate) fn counts(findings: &[Diagnostic]) -> String {
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let part = |(level, one, many): (Level, &str, &str)| match count(level) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    };
    let levels = [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Info, "remark", "remarks"),
    ];
    let parts: Vec<String> = levels.into_iter().filter_map(part).collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// Prints a line for people.
#[allow(clippy::disallowed_methods, reason = "the one place that writes messages")]
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Clears the screen, where there is one.
#[allow(clippy::disallowed_methods, reason = "the one place that writes messages")]
pub(crate) fn clear() {
    let mut screen = std::io::stderr().lock();
    if screen.is_terminal() {
        let _ = write!(screen, "\x1b[2J\x1b[H");
    }
}

/// Prints data. A reader that went away is no failure.
pub(crate) fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints lines of data, of which there may be none.
pub(crate) fn out_lines(text: &str) {
    if !text.is_empty() {
        out(text.trim_end_matches('\n'));
    }
}

/// Prints why a command stopped.
pub(crate) fn failure(failure: &Failure) {
    say(&format!("error: {}", failure.message));
    if let Some(hint) = &failure.hint {
        say(&format!("help: {hint}"));
    }
}

/// The message of a finding, and below it what to do.
fn message_and_hints(finding: &Diagnostic) -> String {
    let hints: String = finding.hints.iter().map(|hint| format!("\nhelp: {hint}")).collect();
    format!("{}{hints}", finding.message)
}
