//! Rules on structure: a translation has the lists, tables, alerts, directives and code of its source.
//!
//! Units that are missing or too many are left to `L10N003` and `L10N005`, headings to `L10N010`: here is what
//! stands around units that have their pair, and between them.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Judgement;
use crate::check::Subject;
use crate::check::sides::{Side, Told, sides};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::L10N040;
use crate::parity::is_comment;
use crate::syntax::markdown::Alert;
use crate::translation::shape::{Fence, Shape, fences, shapes};

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[(&[], structures_differ)];

/// L10N040: something stands in another form.
fn structures_differ(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let told = Told::of(subject);
    let sides: Vec<Side<'_>> = sides(subject).into_iter().filter(Side::is_prose).collect();
    let found =
        sides.par_iter().flat_map_iter(|side| around_units(side).into_iter().chain(between_units(side)));
    let is_news = |finding: &Diagnostic| {
        let places = std::iter::once(&finding.place).chain(finding.labels.iter().map(|label| &label.place));
        !places.into_iter().any(|place| told.has(&place.path, place.span))
    };
    found.filter(is_news).collect()
}

/// What differs around units, once for each list, table and alert.
fn around_units(side: &Side<'_>) -> Vec<Diagnostic> {
    let ours = shapes(side.source, &side.pairing.source);
    let theirs = shapes(side.target, &side.pairing.target);
    let mut said = BTreeSet::new();
    let mut found = Vec::new();
    for one in &side.pairing.standings {
        let (Some(source), Some(target)) = (one.source, one.target) else { continue };
        let Some((block, expected, other)) = differ(&ours[source], &theirs[target]) else { continue };
        if !said.insert(block) {
            continue;
        }
        let message = format!("expected {expected} as in the source, found {other}");
        let span = side.pairing.target[target].span;
        let finding = side.at(&L10N040, &side.pairing.target_path, span, message);
        let there = side.pairing.source[source].span;
        found.push(finding.label(&side.pairing.source_path, there, "the source"));
    }
    found
}

/// The block of the translation that is another than the source's, what was expected and what was found.
fn differ(ours: &Shape, theirs: &Shape) -> Option<(usize, String, String)> {
    if let (Some((_, due)), Some((block, found))) = (ours.list, theirs.list) {
        let word = |numbered: bool| if numbered { "a numbered list" } else { "a list with bullets" };
        if due != found {
            return Some((block, word(due).to_owned(), word(found).to_owned()));
        }
        if let (Some(due), Some(found)) = (ours.task, theirs.task)
            && due != found
        {
            let word = |checked: bool| if checked { "a checked box" } else { "an empty box" };
            return Some((block, word(due).to_owned(), word(found).to_owned()));
        }
    }
    if let (Some((_, due)), Some((block, found))) = (ours.alert, theirs.alert)
        && due != found
    {
        return Some((block, format!("`[!{}]`", label(due)), format!("`[!{}]`", label(found))));
    }
    if let (Some((_, due, columns)), Some((block, found, others))) = (ours.cell, theirs.cell)
        && columns == others
        && due != found
    {
        return Some((
            block,
            format!("this cell in column {}", due + 1),
            format!("it in column {}", found + 1),
        ));
    }
    None
}

fn label(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "NOTE",
        Alert::Tip => "TIP",
        Alert::Important => "IMPORTANT",
        Alert::Warning => "WARNING",
        Alert::Caution => "CAUTION",
    }
}

/// What differs in directives and in code: the first difference of each.
fn between_units(side: &Side<'_>) -> Vec<Diagnostic> {
    let (ours, theirs) = (fences(side.source), fences(side.target));
    let ((our_directives, our_code), (their_directives, their_code)) = (parted(ours), parted(theirs));
    let directives = first_other(side, &our_directives, &their_directives);
    directives.into_iter().chain(first_other(side, &our_code, &their_code)).collect()
}

fn parted(fences: Vec<Fence<'_>>) -> (Vec<Fence<'_>>, Vec<Fence<'_>>) {
    fences.into_iter().partition(Fence::is_directive)
}

fn first_other(side: &Side<'_>, ours: &[Fence<'_>], theirs: &[Fence<'_>]) -> Option<Diagnostic> {
    let same = ours.iter().zip(theirs).take_while(|(due, found)| are_equal(due, found)).count();
    let (due, found) = (ours.get(same), theirs.get(same));
    let after = side.target.body;
    let span = found.map_or(crate::source::Span::new(after.end, after.end), |found| found.span);
    let message = match (due, found) {
        (None, None) => return None,
        (Some(due), Some(found)) if named(due) == named(found) => {
            "expected the code of the source, found other lines".to_owned()
        }
        (Some(due), Some(found)) => {
            format!("expected {} as in the source, found {}", named(due), named(found))
        }
        (Some(due), None) => format!("expected {} as in the source, found the end of the page", named(due)),
        (None, Some(found)) => format!("expected nothing that the source lacks, found {}", named(found)),
    };
    let finding = side.at(&L10N040, &side.pairing.target_path, span, message);
    match due {
        Some(due) => Some(finding.label(&side.pairing.source_path, due.span, "the source")),
        None => Some(finding),
    }
}

fn named(fence: &Fence<'_>) -> String {
    match fence.info {
        info if fence.is_directive() => format!("`{info}`"),
        "" => "a block of code".to_owned(),
        info => format!("a block of `{}`", info.split_whitespace().next().unwrap_or_default()),
    }
}

fn are_equal(due: &Fence<'_>, found: &Fence<'_>) -> bool {
    let words = |fence: &Fence<'_>| fence.info.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    words(due) == words(found) && (due.is_directive() || is_same_code(&due.text, &found.text))
}

/// Whether two pieces of code do the same: what a translator may change are comments and lines with texts.
fn is_same_code(ours: &str, theirs: &str) -> bool {
    let is_ascii = |line: &&str| line.is_ascii() && !line.trim().is_empty() && !is_comment(line.trim());
    let mut lines = ours.lines().zip(theirs.lines());
    let is_free = |due: &str, found: &str| !found.is_ascii() || !is_ascii(&due) && !is_ascii(&found);
    ours.lines().count() == theirs.lines().count()
        && lines.all(|(due, found)| due.trim_end() == found.trim_end() || is_free(due, found))
}
