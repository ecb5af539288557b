//! `supportbook l10n diff`: what changed in a source since it was translated, beside what the translation says.

use similar::{ChangeTag, TextDiff};

use supportbook::source::position;
use supportbook::syntax::cjk::is_han;
use supportbook::translation::State;
use supportbook::translation::standing::{Pairing, Standing};

use super::Project;
use crate::cli::report;

pub(super) fn run(project: &Project<'_>, pairings: &[&Pairing]) {
    let mut count = 0;
    for pairing in pairings {
        let open = pairing.standings.iter().filter(|one| !one.state.is_current());
        for one in open {
            if count > 0 {
                report::out("");
            }
            count += 1;
            report::out(&told(project, pairing, one));
        }
    }
    let units = if count == 1 { "1 unit".to_owned() } else { format!("{count} units") };
    report::say(&format!("{units} to look at"));
}

fn told(project: &Project<'_>, pairing: &Pairing, one: &Standing) -> String {
    let (path, span) = pairing.place(one);
    let at = position(project.sources.text(path).unwrap_or_default(), span.start);
    let source = one.source.map(|at| &pairing.source[at]);
    let target = one.target.map(|at| &pairing.target[at]);
    let kind = source.or(target).map_or("unit", |unit| unit.kind.word());
    let entry = pairing.entry(one);
    let name = entry.map(|entry| format!(", unit {}", entry.id)).unwrap_or_default();
    let mut lines = vec![format!("{path}:{}:{}: {} {kind}{name}", at.line, at.column, one.state.word())];
    let mut side = |locale: &str, text: &str| lines.push(format!("  {locale}: {text}"));
    match (source, entry) {
        (Some(source), Some(entry)) if one.state == State::Stale => {
            side(pairing.source_locale.as_str(), &word_diff(&entry.source, &source.text));
        }
        (Some(source), _) => side(pairing.source_locale.as_str(), &source.text),
        (None, _) => {}
    }
    if let Some(target) = target {
        side(pairing.locale.as_str(), &target.text);
    }
    lines.join("\n")
}

/// The words that went and came, marked as `git diff --word-diff` marks them.
fn word_diff(old: &str, new: &str) -> String {
    let (old, new) = (pieces(old), pieces(new));
    let diff = TextDiff::from_slices(&old, &new);
    let mut out = String::new();
    let mut open: Option<ChangeTag> = None;
    for change in diff.iter_all_changes() {
        let tag = (change.tag() != ChangeTag::Equal).then(|| change.tag());
        if tag != open {
            out.push_str(end_of(open));
            out.push_str(match tag {
                Some(ChangeTag::Delete) => "[-",
                Some(_) => "{+",
                None => "",
            });
            open = tag;
        }
        out.push_str(change.value());
    }
    out.push_str(end_of(open));
    out
}

fn end_of(tag: Option<ChangeTag>) -> &'static str {
    match tag {
        Some(ChangeTag::Delete) => "-]",
        Some(_) => "+}",
        None => "",
    }
}

/// Words, single Han characters, and what stands between.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joins = last
            .is_some_and(|last| last.is_alphanumeric() && c.is_alphanumeric() && !is_han(last) && !is_han(c));
        if at > 0 && !joins {
            pieces.push(&text[start..at]);
            start = at;
        }
        last = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}
