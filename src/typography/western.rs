//! Texts in languages with half-width characters: full-width forms have no place in them.
//!
//! A block with Chinese characters is left alone: full-width marks may belong to a Chinese name or phrase in it.

use super::runs::{Class, Glyph, Run, together};
use super::{Fault, FaultKind};
use crate::source::Span;

/// Full-width letters, digits, punctuation and spaces, each sequence once.
pub(super) fn judge(run: &Run<'_>, found: &mut Vec<Fault>) {
    let glyphs = run.glyphs();
    if glyphs.iter().any(|glyph| glyph.class == Class::Han) {
        return;
    }
    let mut at = 0;
    while at < glyphs.len() {
        let length = together(glyphs, at, |glyph| is_full_width(glyph.c));
        if length == 0 {
            at += 1;
            continue;
        }
        let (before, rest) = glyphs.split_at(at);
        let (forms, after) = rest.split_at(length);
        let span = Span::new(forms[0].span.start, forms[length - 1].span.end);
        let instead = narrowed(before.last(), forms, after.first());
        found.push(Fault { span, kind: FaultKind::FullWidth, instead });
        at += length;
    }
}

/// Whether a character is a full-width form, or punctuation or a space of Chinese.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{FF01}'..='\u{FF5E}' | '\u{FFE0}'..='\u{FFE6}' | '\u{3000}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301B}')
}

/// The half-width form of a full-width letter, digit or mark.
pub(super) fn narrow(c: char) -> Option<char> {
    match c {
        '\u{3000}' => Some(' '),
        '、' => Some(','),
        '。' => Some('.'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// A sequence in half-width characters, with the spaces that go with them; `None` where one has no such form.
fn narrowed(before: Option<&Glyph>, forms: &[Glyph], after: Option<&Glyph>) -> Option<String> {
    let mut out = String::with_capacity(forms.len());
    for (at, glyph) in forms.iter().enumerate() {
        let c = narrow(glyph.c)?;
        let previous = if at > 0 { out.chars().last() } else { before.map(|glyph| glyph.c) };
        let next = match forms.get(at + 1) {
            Some(next) => narrow(next.c),
            None => after.map(|glyph| glyph.c),
        };
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if c == '(' && word(previous) {
            out.push(' ');
        }
        out.push(c);
        let ends = matches!(c, ',' | ';' | ':' | '?' | '!' | '.' | ')');
        if ends && (word(next) || next == Some('(')) && !(digit(previous) && digit(next)) {
            out.push(' ');
        }
    }
    Some(out)
}
