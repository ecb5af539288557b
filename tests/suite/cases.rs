//! Cases: a project is written, judged, and built where it may be; what is found is compared.
//!
//! A case without errors is built for both audiences, and the gate must find nothing in it that the case does
//! not expect. Each finding is also held to the form that all findings have.

use std::fmt::Write;
use std::path::Path;

use jiff::civil::date;

use supportbook::diagnostic::{Cause, Diagnostic, Place, sorted};
use supportbook::load::{Sources, load};
use supportbook::output::Audience;
use supportbook::source::position;
use supportbook::{BuildOptions, Today, build, check_project};

use crate::book::{Block, BlockKind, Book, Section};
use crate::compare::Said;
use crate::{console, project};

/// The project that cases stand on unless they name one: two pages in two languages, no terms.
pub(crate) const DEFAULT_PROJECT: &str = "plain";

/// Runs a case.
pub(crate) fn run(book: &Book, section: &Section) -> Vec<Said> {
    let expected = |block: &&Block| matches!(block.kind, BlockKind::Findings | BlockKind::Screen);
    assert!(section.blocks.iter().any(|block| matches!(block.kind, BlockKind::Findings)), "no `findings`");
    assert!(!section.blocks.iter().any(|block| matches!(block.kind, BlockKind::Console)), "a `console`");
    if !project::is_possible(section) {
        return Vec::new();
    }
    let folder = tempfile::tempdir().expect("a folder");
    project::write_base(section.base.as_deref().unwrap_or(DEFAULT_PROJECT), folder.path());
    section.blocks.iter().for_each(|block| project::write_file(book, block, folder.path()));
    let said = |block: &Block| {
        let text = match block.kind {
            BlockKind::Screen => console::command("supportbook check", folder.path()),
            _ => findings(folder.path()),
        };
        Said { place: block.body.clone(), line: block.line, text }
    };
    section.blocks.iter().filter(expected).map(said).collect()
}

/// What `check` finds, a line a finding and a line for each thing it says besides.
fn findings(folder: &Path) -> String {
    let sources = load(folder).unwrap_or_else(|error| panic!("{error}"));
    let judged = check_project(&sources, Today { given: None, clock: date(2026, 6, 1) });
    let mut findings = judged.findings;
    if let Some(checked) = &judged.checked {
        let audiences = vec![Audience::Internal, Audience::Public];
        let options = BuildOptions {
            audiences,
            base_url: None,
            portable: false,
            preview: false,
            drafts: true,
            sources_beside: false,
        };
        findings = sorted(findings.into_iter().chain(build(checked, &sources, &options).findings));
    }
    let said = |finding: &Diagnostic| {
        check_form(&sources, finding);
        shown(&sources, finding)
    };
    findings.iter().map(said).collect()
}

fn shown(sources: &Sources, finding: &Diagnostic) -> String {
    let (code, level) = (finding.rule.code, finding.level.as_str());
    let mut text = format!("{}: {level}[{code}]: {}\n", place(sources, &finding.place), finding.message);
    for label in &finding.labels {
        let _ = writeln!(text, "  see {}: {}", place(sources, &label.place), label.text);
    }
    for hint in &finding.hints {
        let _ = writeln!(text, "  help: {hint}");
    }
    if let Some(fix) = &finding.fix {
        let _ = writeln!(text, "  fix {}: write `{}`", place(sources, &fix.place), fix.replacement);
    }
    if finding.cause == Cause::Clock {
        text.push_str("  cause: clock\n");
    }
    text
}

fn place(sources: &Sources, place: &Place) -> String {
    let at = file_text(sources, place).map_or((1, 1), |text| {
        let at = position(text, place.span.start);
        (at.line, at.column)
    });
    format!("{}:{}:{}", place.path, at.0, at.1)
}

fn file_text<'a>(sources: &'a Sources, place: &Place) -> Option<&'a str> {
    let theme = || sources.themes.get(&place.path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    sources.text(&place.path).or_else(theme)
}

/// The form of all findings: one sentence without a capital and a full stop, at a place that exists.
fn check_form(sources: &Sources, finding: &Diagnostic) {
    let message = finding.message.as_str();
    for text in finding.hints.iter().map(String::as_str).chain([message]) {
        let sound =
            !text.trim().is_empty() && text == text.trim() && !text.contains('\n') && !text.ends_with('.');
        assert!(sound, "expected one line without a full stop, found {text:?}");
    }
    let is_name =
        message.split([' ', ':']).next().is_some_and(|word| word.chars().all(|c| !c.is_lowercase()));
    assert!(!message.starts_with(|c: char| c.is_uppercase()) || is_name, "a capital in {message:?}");
    assert_eq!(message.matches('`').count() % 2, 0, "a backtick too few in {message:?}");
    for Place { path, span } in finding.labels.iter().map(|label| &label.place).chain([&finding.place]) {
        let Some(text) = file_text(sources, &Place { path: path.clone(), span: *span }) else { continue };
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of {path}");
    }
}
