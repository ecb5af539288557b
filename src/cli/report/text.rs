//! `text`: each finding with its line, further places and advice, for people at a terminal.
//!
//! Invariant: shows the first findings of a rule and counts the rest, so that one mistake made everywhere
//! does not hide the others.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use annotate_snippets::{AnnotationKind, Group, Level as ShownLevel, Origin, Renderer, Snippet};

use jiff::civil::Date;

use supportbook::diagnostic::{Cause, Diagnostic, Level, Place};
use supportbook::load::Sources;

use super::place::{file_text, start};
use super::say;

/// How many findings of one rule are shown.
const SHOWN_OF_A_RULE: usize = 20;

#[allow(clippy::disallowed_methods, reason = "whether colors are wanted is for the terminal to say")]
fn renderer() -> Renderer {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colors = std::io::stderr().is_terminal() && !set("NO_COLOR") && !dumb;
    if colors { Renderer::styled() } else { Renderer::plain() }
}

/// Prints all findings on standard error.
pub(super) fn print(sources: &Sources, findings: &[Diagnostic], today: Date) {
    let renderer = renderer();
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let count = shown.entry(finding.rule.code).or_insert(0);
        *count += 1;
        if *count <= SHOWN_OF_A_RULE {
            say(&annotated(sources, finding, today, &renderer));
            say("");
        }
    }
    for (code, count) in shown.iter().filter(|(_, count)| **count > SHOWN_OF_A_RULE) {
        say(&format!("{} more of {code} not shown; `--format short` lists all", count - SHOWN_OF_A_RULE));
    }
}

fn annotated(sources: &Sources, finding: &Diagnostic, today: Date, renderer: &Renderer) -> String {
    let level = match finding.level {
        Level::Error => ShownLevel::ERROR,
        Level::Warning => ShownLevel::WARNING,
        Level::Info => ShownLevel::INFO,
    };
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.rule.code)
        .elements(Vec::<Origin<'_>>::new());
    let mut others: BTreeMap<&Place, &str> = BTreeMap::new();
    for label in &finding.labels {
        others.insert(&label.place, &label.text);
    }
    group = snippet(sources, group, &finding.place, &others);
    for (place, text) in others.iter().filter(|(place, _)| place.path != finding.place.path) {
        group = context_snippet(sources, group, place, text);
    }
    let hints = finding.hints.iter().map(|hint| ShownLevel::HELP.message(hint.as_str()));
    let day = (finding.cause == Cause::Clock)
        .then(|| ShownLevel::NOTE.message(format!("because of the date {today}")));
    renderer.render(&[group.elements(hints).elements(day)])
}

/// The line of the finding, with the labels that are in the same file.
fn snippet<'a>(
    sources: &'a Sources,
    group: Group<'a>,
    place: &'a Place,
    others: &BTreeMap<&'a Place, &'a str>,
) -> Group<'a> {
    let Some(text) = shown_text(sources, place) else { return group.element(origin(sources, place)) };
    let mut snippet = Snippet::source(text).path(place.path.as_str()).fold(true);
    snippet = snippet.annotation(AnnotationKind::Primary.span(first_line(text, place)));
    for (other, label) in others.iter().filter(|(other, _)| other.path == place.path) {
        snippet = snippet.annotation(AnnotationKind::Context.span(first_line(text, other)).label(*label));
    }
    group.element(snippet)
}

fn context_snippet<'a>(
    sources: &'a Sources,
    group: Group<'a>,
    place: &'a Place,
    label: &'a str,
) -> Group<'a> {
    let Some(text) = shown_text(sources, place) else { return group.element(origin(sources, place)) };
    let annotation = AnnotationKind::Context.span(first_line(text, place)).label(label);
    group.element(Snippet::source(text).path(place.path.as_str()).fold(true).annotation(annotation))
}

/// The text of a place's file, where a line of it can be shown: a finding on the whole file has none.
fn shown_text<'a>(sources: &'a Sources, place: &Place) -> Option<&'a str> {
    let whole_file = place.span.start == 0 && place.span.end == 0;
    file_text(sources, place).filter(|text| !whole_file && !text.is_empty())
}

fn origin<'a>(sources: &Sources, place: &'a Place) -> Origin<'a> {
    let start = start(sources, place);
    Origin::path(place.path.as_str()).line(start.line).char_column(start.column)
}

/// The part of a span on its first line, on character boundaries.
fn first_line(text: &str, place: &Place) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(place.span.start as usize);
    let end = floor(place.span.end as usize).max(start);
    let line_end = text[start..end].find('\n').map_or(end, |newline| start + newline);
    start..line_end
}
