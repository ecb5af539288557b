//! The sample projects, read once and changed in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use supportbook::load::{Sources, load};
use supportbook::path::ProjectPath;
use supportbook::source::{Source, position};
use supportbook::{Today, check_project};

/// A sample project.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) sources: Sources,
    /// How often each finding is found in it as it stands.
    known: BTreeMap<String, usize>,
}

/// One finding.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) file: String,
    number: usize,
    rule: &'static str,
    message: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.trim_start_matches("content/");
        write!(f, "{} {file}:{} {}", self.rule, self.number, self.message)
    }
}

impl Line {
    /// Whether it says a name.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.message.contains(&format!("`{name}`"))
    }
}

/// Findings in short: what is said in several places is said once.
pub(crate) fn told(lines: &[Line]) -> Vec<String> {
    let mut all: Vec<(&Line, usize)> = Vec::new();
    for line in lines {
        let same =
            |(known, _): &&mut (&Line, usize)| (known.rule, &known.message) == (line.rule, &line.message);
        match all.iter_mut().find(same) {
            Some((_, more)) => *more += 1,
            None => all.push((line, 0)),
        }
    }
    let told = |(line, more): (&Line, usize)| match more {
        0 => line.to_string(),
        more => format!("{line} (and in {more} more places)"),
    };
    all.into_iter().map(told).collect()
}

/// The repository, which is a sample itself, and those in `tests/projects`.
pub(crate) fn samples() -> Vec<Sample> {
    let folders = [
        ("sample", "."),
        ("direct-bill", "tests/projects/direct-bill"),
        ("indirect-provider", "tests/projects/indirect-provider"),
        ("21vianet", "tests/projects/21vianet"),
    ];
    let read = |(name, folder): (&'static str, &str)| {
        let sources = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let mut known = BTreeMap::new();
        for line in findings(&sources) {
            *known.entry(without_line(&line)).or_default() += 1;
        }
        Sample { name, sources, known }
    };
    folders.into_iter().map(read).collect()
}

/// What a finding is, wherever its line has moved to.
fn without_line(line: &Line) -> String {
    format!("{} {} {}", line.rule, line.file, line.message)
}

fn findings(sources: &Sources) -> Vec<Line> {
    let judged = check_project(sources, Today { given: Some(date(2026, 6, 1)), clock: date(2026, 6, 1) });
    let line = |finding: &supportbook::diagnostic::Diagnostic| {
        let text = sources.text(&finding.place.path).unwrap_or_default();
        Line {
            file: finding.place.path.to_string(),
            number: position(text, finding.place.span.start).line as usize,
            rule: finding.rule.code,
            message: finding.message.clone(),
        }
    };
    judged.findings.iter().map(line).collect()
}

impl Sample {
    /// What is found when a file says something else, and was not before.
    pub(crate) fn new_findings(&self, path: &ProjectPath, text: &str) -> Vec<Line> {
        let mut sources = self.sources.clone();
        let source = Source { path: path.clone(), text: text.into(), unread: false };
        let at = sources.texts.iter().position(|source| source.path == *path).unwrap();
        sources.texts[at] = Arc::new(source);
        let mut left = self.known.clone();
        let is_new = |line: &Line| match left.get_mut(&without_line(line)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        findings(&sources).into_iter().filter(is_new).collect()
    }
}
