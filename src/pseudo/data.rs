//! The pseudo-translation of a data file: the keys that lead to its texts, and these, rewritten.
//!
//! Apart from pages because data has no markup: each text is rewritten and judged alone.
//!
//! Invariant: what is written reads back as the same keys with the same texts.

use crate::syntax::quoted::quoted;
use std::collections::BTreeMap;
use std::ops::Range;

use super::rewrite::Piece;
use super::{BOLDNESS, Boldness, Manner};
use crate::parity::{Content, compare, places};
use crate::source::Span;
use crate::syntax::document::Document;
use crate::syntax::tree::Node;
use crate::translation::Unit;
use crate::translation::data_file::written;
use crate::typography::{Setting, judge, scalar_run};

/// The text of the file; `is_word` says which keys lead to words that take no brackets.
pub(super) fn pseudo(
    source: &Document,
    units: &[Unit],
    manner: Manner<'_>,
    is_word: &dyn Fn(&str) -> bool,
) -> String {
    let wanted: BTreeMap<Span, &Unit> = units.iter().map(|unit| (unit.span, unit)).collect();
    let text = |node: &Node, said: &str| {
        let unit = wanted.get(&node.span)?;
        Some(quoted(&pseudo_text(said, manner, is_word(unit.name.as_deref().unwrap_or_default()))))
    };
    written(&source.data, &text)
}

/// A text without markup, rewritten.
pub(super) fn pseudo_text(text: &str, manner: Manner<'_>, bare: bool) -> String {
    let content = Content::of_plain(text, manner.source);
    let mut facts: Vec<Range<usize>> = places(&content).into_iter().map(Span::range).collect();
    facts.extend(filled_in(text));
    let piece =
        Piece { file: text, whole: 0..text.len(), open: std::iter::once(0..text.len()).collect(), facts };
    let tries = BOLDNESS.iter().map(|boldness| {
        let boldness = Boldness { wrapped: boldness.wrapped && !bare, ..*boldness };
        set(&piece.rewritten(boldness, manner), manner)
    });
    let is_sound = |new: &String| compare(&content, &Content::of_plain(new, manner.target)).is_empty();
    tries.into_iter().find(is_sound).unwrap_or_else(|| text.to_owned())
}

/// References and placeholders.
fn filled_in(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close) in [("[[", "]]"), ("{", "}"), ("`", "`")] {
        let mut at = 0;
        while let Some(start) = text[at..].find(open).map(|start| at + start) {
            let inside = start + open.len();
            let Some(length) = text[inside..].find(close) else { break };
            at = inside + length + close.len();
            found.push(start..at);
        }
    }
    found
}

/// The text as the typography of its language has it, as far as that needs no judgement.
fn set(text: &str, manner: Manner<'_>) -> String {
    let mut faults = Vec::new();
    let setting = Setting::of(manner.target);
    judge(&scalar_run(text, Span::of(0..text.len())), setting, &mut faults);
    super::rewrite::mended(text, faults, |_| true)
}
