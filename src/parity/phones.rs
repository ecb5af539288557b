//! Reads telephone numbers.
//!
//! Apart because their separators mean nothing and their digits are no number.
//!
//! Invariant: what is read has 7 to 15 digits and more than one group, or a `+` before it.

use crate::parity::cursor::{Cursor, is_latin};

/// The telephone number at a place: its digits, with a `+` where it is written, and the place after it.
pub(super) fn phone(text: Cursor<'_>, place: usize) -> Option<(String, usize)> {
    if is_latin(text.before(place)) || matches!(text.before(place), '+' | '$' | '€' | '£' | '¥') {
        return None;
    }
    let plus = text.at(place) == '+';
    let mut groups: Vec<usize> = Vec::new();
    let (mut at, mut end) = (place + usize::from(plus), place);
    let mut digits = String::new();
    let (mut dashed, mut bracketed) = (0, false);
    while at - place < 32 {
        let next = text.digits(at);
        if next > at {
            groups.push(next - at);
            digits.push_str(&text.slice(at, next));
            (at, end) = (next, next);
        }
        match text.at(at) {
            '-' if text.at(at + 1).is_ascii_digit() => dashed += 1,
            '(' if text.at(at + 1).is_ascii_digit() => bracketed = true,
            ')' if bracketed => {}
            ' ' if text.at(at + 1) == '(' && groups.len() == 1 && text.at(at + 2).is_ascii_digit() => {}
            ' ' | '.' if (plus || bracketed) && matches!(text.at(at + 1), '0'..='9' | '(') => {}
            _ => break,
        }
        at += 1;
    }
    if !(7..=15).contains(&digits.len()) || is_latin(text.at(end)) || text.at(end) == '%' {
        return None;
    }
    let short = groups.iter().all(|group| (1..=8).contains(group));
    let known =
        plus || bracketed && groups.len() > 1 && short || dashed + 1 == groups.len() && dialled(&groups);
    known.then(|| (if plus { format!("+{digits}") } else { digits }, end))
}

/// Whether groups of digits between hyphens are those of a telephone number, and not of years or parts.
fn dialled(groups: &[usize]) -> bool {
    match groups {
        [3 | 4, 7 | 8] | [3, 4] => true,
        [_, _, ..] => groups.len() > 2 && groups.iter().skip(1).all(|group| (3..=4).contains(group)),
        _ => false,
    }
}
