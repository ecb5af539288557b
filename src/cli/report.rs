//! Findings, failures and summaries as people and programs read them.
//!
//! Invariant: the format never changes the exit code; `text` and failures go to standard error, `short` and
//! `json` are data and go to standard output.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level as ShownLevel, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use supportbook::diagnostic::{Cause, Diagnostic, Level, Place};
use supportbook::load::Sources;
use supportbook::source::position;

use super::Failure;
use super::project::Format;

/// How many findings of one rule `text` shows.
const SHOWN_OF_A_RULE: usize = 20;

/// Prints findings and counts them. `summary` is what `json` says beside the counts.
pub(crate) fn findings(sources: &Sources, findings: &[Diagnostic], format: Format, summary: &Value) {
    match format {
        Format::Text => text(sources, findings),
        Format::Short => {
            for finding in findings {
                out(&short(sources, finding));
            }
        }
        Format::Json => out(&json_report(sources, findings, summary)),
    }
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

/// Prints data. A reader that went away is no failure.
pub(crate) fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints why a command stopped.
pub(crate) fn failure(failure: &Failure) {
    say(&format!("error: {}", failure.message));
    if let Some(hint) = &failure.hint {
        say(&format!("help: {hint}"));
    }
}

#[allow(clippy::disallowed_methods, reason = "whether colors are wanted is for the terminal to say")]
fn renderer() -> Renderer {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colors = std::io::stderr().is_terminal() && !set("NO_COLOR") && !dumb;
    if colors { Renderer::styled() } else { Renderer::plain() }
}

fn text(sources: &Sources, findings: &[Diagnostic]) {
    let renderer = renderer();
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let count = shown.entry(finding.rule.code).or_insert(0);
        *count += 1;
        if *count <= SHOWN_OF_A_RULE {
            say(&annotated(sources, finding, &renderer));
            say("");
        }
    }
    for (code, count) in shown.iter().filter(|(_, count)| **count > SHOWN_OF_A_RULE) {
        say(&format!("{} more of {code} not shown; `--format short` lists all", count - SHOWN_OF_A_RULE));
    }
}

fn annotated(sources: &Sources, finding: &Diagnostic, renderer: &Renderer) -> String {
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
    renderer.render(&[group.elements(hints)])
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

fn file_text<'a>(sources: &'a Sources, place: &Place) -> Option<&'a str> {
    let theme = || sources.themes.get(&place.path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    sources.text(&place.path).or_else(theme)
}

fn origin<'a>(sources: &Sources, place: &'a Place) -> Origin<'a> {
    let (line, column) = line_and_column(sources, place);
    Origin::path(place.path.as_str()).line(line).char_column(column)
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

fn line_and_column(sources: &Sources, place: &Place) -> (usize, usize) {
    let at = file_text(sources, place).map(|text| position(text, place.span.start));
    at.map_or((1, 1), |at| (at.line, at.column))
}

/// `file:line:column`.
pub(crate) fn place(sources: &Sources, finding: &Diagnostic) -> String {
    let (line, column) = line_and_column(sources, &finding.place);
    format!("{}:{line}:{column}", finding.place.path)
}

/// `file:line:column: error[CODE]: message`.
pub(crate) fn short(sources: &Sources, finding: &Diagnostic) -> String {
    let (place, level) = (place(sources, finding), finding.level.as_str());
    format!("{place}: {level}[{}]: {}", finding.rule.code, finding.message)
}

fn json_report(sources: &Sources, findings: &[Diagnostic], summary: &Value) -> String {
    let diagnostics: Vec<Value> = findings.iter().map(|finding| json_finding(sources, finding)).collect();
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let mut summary = summary.clone();
    if let Value::Object(fields) = &mut summary {
        fields.insert("errors".to_owned(), count(Level::Error).into());
        fields.insert("warnings".to_owned(), count(Level::Warning).into());
        fields.insert("infos".to_owned(), count(Level::Info).into());
    }
    let report = json!({ "diagnostics": diagnostics, "summary": summary });
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn json_finding(sources: &Sources, finding: &Diagnostic) -> Value {
    let labels: Vec<Value> = finding
        .labels
        .iter()
        .map(|label| {
            let mut place = json_place(sources, &label.place);
            place["text"] = label.text.clone().into();
            place
        })
        .collect();
    let fix = finding.fix.as_ref().map(|fix| {
        let mut place = json_place(sources, &fix.place);
        place["replacement"] = fix.replacement.clone().into();
        place
    });
    let mut value = json_place(sources, &finding.place);
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

fn json_place(sources: &Sources, place: &Place) -> Value {
    let (line, column) = line_and_column(sources, place);
    let end = file_text(sources, place).map(|text| position(text, place.span.end));
    let (end_line, end_column) = end.map_or((line, column), |end| (end.line, end.column));
    json!({
        "file": place.path.as_str(),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    })
}
