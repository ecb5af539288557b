//! One text, rewritten: its words in other letters, brackets around it, and padding behind it.
//!
//! Apart because pages and data do the same with texts that they read in different ways.
//!
//! Invariant: only words within what is open to rewriting change, and none that touches what is kept.

use crate::diagnostic::fixes::{Edit, edited};
use std::ops::Range;

use super::{Boldness, Manner, letters};
use crate::source::Span;
use crate::syntax::cjk::is_han;
use crate::typography::Fault;

/// A text within a file, and what may change of it.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub(super) file: &'a str,
    /// What the brackets stand around.
    pub(super) whole: Range<usize>,
    /// What is words and not markup, in order.
    pub(super) open: Vec<Range<usize>>,
    /// What is kept.
    pub(super) facts: Vec<Range<usize>>,
}

impl Piece<'_> {
    /// The text that stands for it.
    pub(super) fn rewritten(&self, boldness: Boldness, manner: Manner<'_>) -> String {
        let kept = self.kept(boldness.reach, manner);
        let mut out = String::new();
        if boldness.wrapped {
            out.push('⟦');
        }
        let mut at = self.whole.start;
        for word in self.open.iter().flat_map(|open| words(self.file, open.clone())) {
            if boldness.reach.is_none() || touches(&kept, &word) {
                continue;
            }
            out.push_str(between(&out, &self.file[at..word.start], manner));
            out.push_str(&letters::word(&self.file[word.clone()], manner.target));
            at = word.end;
        }
        out.push_str(at_end(&out, &self.file[at..self.whole.end], manner));
        if boldness.wrapped {
            self.pad(&mut out, manner);
            out.push('⟧');
        }
        out
    }

    /// Adds the padding, before the mark that ends the last sentence.
    fn pad(&self, out: &mut String, manner: Manner<'_>) {
        let end = out.chars().next_back().filter(|c| ".。?？!！".contains(*c));
        let end = end.filter(|end| out.trim_end_matches(*end).ends_with(char::is_alphabetic));
        if end.is_some() {
            out.pop();
        }
        let texts = self.open.iter().map(|open| &self.file[open.clone()]);
        let width = |c: char| 1 + usize::from(is_han(c));
        let letters: usize = texts.flat_map(str::chars).filter(|c| c.is_alphabetic()).map(width).sum();
        let last = out.chars().next_back().unwrap_or('⟦');
        let is_set_solid = is_han(last) || "。，：；！？）”.,:;!?)*⟦".contains(last);
        if !(manner.target.is_chinese() && is_set_solid) && letters > 0 {
            out.push(' ');
        }
        out.push_str(&letters::padding(letters, manner.target));
        out.extend(end);
    }

    /// What is kept with its surroundings, in order and without overlaps.
    fn kept(&self, reach: Option<usize>, manner: Manner<'_>) -> Vec<Range<usize>> {
        let reach = reach.unwrap_or_default();
        let mut kept: Vec<Range<usize>> =
            self.facts.iter().map(|fact| around(self.file, fact, reach)).collect();
        for open in &self.open {
            let text = &self.file[open.clone()];
            let names = manner.names.iter().filter(|name| !name.is_empty());
            let found = names.flat_map(|name| text.match_indices(name));
            kept.extend(found.map(|(at, name)| open.start + at..open.start + at + name.len()));
        }
        kept.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(kept.len());
        for range in kept {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined
    }
}

/// What stands between two words that were rewritten: Chinese has no spaces between its words, other languages do.
fn between<'f>(before: &str, gap: &'f str, manner: Manner<'_>) -> &'f str {
    match (manner.target.is_chinese(), gap) {
        (false, "") if before.ends_with(char::is_alphabetic) => " ",
        (true, _) if before.ends_with(is_han) => match gap {
            " " => "",
            ", " => "，",
            ". " => "。",
            "; " => "；",
            ": " => "：",
            "? " => "？",
            "! " => "！",
            _ => gap,
        },
        _ => gap,
    }
}

/// What stands behind the last word that was rewritten.
fn at_end<'f>(before: &str, rest: &'f str, manner: Manner<'_>) -> &'f str {
    match rest {
        "." if manner.target.is_chinese() && before.ends_with(is_han) => "。",
        "?" if manner.target.is_chinese() && before.ends_with(is_han) => "？",
        "!" if manner.target.is_chinese() && before.ends_with(is_han) => "！",
        _ => rest,
    }
}

/// A range and so many characters on both sides.
fn around(file: &str, range: &Range<usize>, reach: usize) -> Range<usize> {
    let before = file[..range.start].chars().rev().take(reach).map(char::len_utf8).sum::<usize>();
    let after = file[range.end..].chars().take(reach).map(char::len_utf8).sum::<usize>();
    range.start - before..range.end + after
}

fn touches(kept: &[Range<usize>], word: &Range<usize>) -> bool {
    let next = kept.partition_point(|range| range.end <= word.start);
    kept.get(next).is_some_and(|range| range.start < word.end)
}

/// How many Han are taken for a word.
const HAN_WORD: usize = 2;

/// The words of a part of a file: some Han, or a run of other letters with the apostrophes between them.
fn words(file: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let text = &file[range.clone()];
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphabetic)?;
        let han = text[start..].chars().next().is_some_and(is_han);
        let is_part = |c: char, next: Option<char>| {
            let is_letter = |c: char| c.is_alphabetic() && is_han(c) == han;
            is_letter(c) || !han && matches!(c, '\'' | '’') && next.is_some_and(is_letter)
        };
        let mut chars = text[start..].char_indices().peekable();
        let (mut end, mut length) = (text.len(), 0);
        while let Some((offset, c)) = chars.next() {
            length += 1;
            let is_full = han && length > HAN_WORD;
            if is_full || !is_part(c, chars.peek().map(|(_, next)| *next)) {
                end = start + offset;
                break;
            }
        }
        at = end;
        Some(range.start + start..range.start + end)
    })
}

/// A text with the faults of its typography mended that need no judgement and lie where they may be.
pub(super) fn mended(text: &str, mut faults: Vec<Fault>, may: impl Fn(Span) -> bool) -> String {
    faults.sort_by_key(|fault| fault.span);
    let mut end = 0;
    let apart = faults.into_iter().filter(|fault| may(fault.span)).filter_map(|fault| {
        let replacement = fault.instead?;
        (fault.span.start >= end).then(|| {
            end = fault.span.end;
            Edit { span: fault.span, replacement }
        })
    });
    let edits: Vec<Edit> = apart.collect();
    edited(text, &edits).unwrap_or_else(|| text.to_owned())
}
