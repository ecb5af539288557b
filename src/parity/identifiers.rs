//! Reads names that are not words: `MS-AZR-0145P`, `O365`, `CSP-021`, GUIDs, version numbers, `{name}`.
//!
//! Apart because the digits in them are no numbers, and they are the same in every language.
//!
//! Invariant: an identifier holds a digit or an underscore; its case does not count.

use crate::parity::cursor::{Cursor, is_latin};

/// What a run of letters, digits and marks turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// An identifier up to this place.
    Identifier(usize),
    /// No identifier; a word up to this place.
    Word(usize),
    /// A number, perhaps with something behind it, is to be read here.
    Number,
}

/// Units of measurement that stand behind a number without a space.
const MEASURES: &[&str] = &[
    "b", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "px", "pt", "cm", "mm", "kg", "km", "ghz", "mhz",
    "mbps", "gbps", "s", "x", "k", "m", "am", "pm", "st", "nd", "rd", "th", "h", "hr", "hrs", "min", "mins",
    "d", "usd", "eur", "rmb", "cny", "gbp",
];

/// Looks at the run of letters and digits that begins at a place.
pub(super) fn run(text: Cursor<'_>, place: usize) -> Run {
    let end = run_end(text, place);
    let digits = text.digits(place);
    if digits > place {
        return from_digit(text, place, digits, end);
    }
    let name_end = trimmed(text, place, end);
    let part = text.chars.get(place..name_end).unwrap_or_default();
    let has_digit = part.iter().any(char::is_ascii_digit);
    if part.contains(&'_') && part.iter().any(char::is_ascii_alphanumeric) {
        return Run::Identifier(name_end);
    }
    let word_end = text.word(place).map_or(place + 1, |(_, next)| next);
    if !has_digit {
        return Run::Word(end.max(word_end));
    }
    let letters = text.chars.get(place..word_end).unwrap_or_default();
    let version = matches!(letters, ['v' | 'V']) && text.at(word_end).is_ascii_digit();
    // `pre-2020` and `Tier-1` are a word and a number; `CSP-021` is one name.
    let is_name = letters.iter().all(char::is_ascii_uppercase) || text.at(word_end).is_ascii_digit();
    if is_name && !version { Run::Identifier(name_end) } else { Run::Word(word_end) }
}

/// No name is longer.
const LONGEST: usize = 256;

/// The end of letters, digits and the marks between them.
fn run_end(text: Cursor<'_>, place: usize) -> usize {
    let mut end = place;
    while end - place < LONGEST
        && (is_latin(text.at(end))
            || text.at(end) == '_'
            || text.at(end) == '-' && is_latin(text.at(end + 1)))
    {
        end += 1;
    }
    end
}

/// The end of a run without the words at its end: `O365-based`.
fn trimmed(text: Cursor<'_>, place: usize, end: usize) -> usize {
    let mut end = end;
    while let Some(at) = (place..end).rev().find(|at| text.at(*at) == '-') {
        let last = text.chars.get(at + 1..end).unwrap_or_default();
        let is_word = last.len() > 1 && last.iter().skip(1).all(char::is_ascii_lowercase);
        if !is_word {
            break;
        }
        end = at;
    }
    end
}

fn from_digit(text: Cursor<'_>, place: usize, digits: usize, end: usize) -> Run {
    if is_guid(text.chars.get(place..end).unwrap_or_default()) {
        return Run::Identifier(end);
    }
    if text.at(digits) == '.' && text.at(digits + 1).is_ascii_digit() {
        let second = text.digits(digits + 1);
        if text.at(second) == '.' && text.at(second + 1).is_ascii_digit() {
            let mut next = text.digits(second + 1);
            while text.at(next) == '.' && text.at(next + 1).is_ascii_digit() {
                next = text.digits(next + 1);
            }
            return Run::Identifier(next);
        }
        return Run::Number;
    }
    if digits - place > 15 {
        return Run::Identifier(end);
    }
    match text.word(digits) {
        None => Run::Number,
        Some((word, next)) => {
            let ends = !text.at(next).is_ascii_digit() && text.at(next) != '_';
            if ends && MEASURES.contains(&word.as_str()) {
                Run::Number
            } else {
                Run::Identifier(trimmed(text, place, end))
            }
        }
    }
}

/// Whether a run that begins with a letter or a digit is a GUID.
pub(super) fn is_guid(run: &[char]) -> bool {
    let hyphens = [8, 13, 18, 23];
    let fits =
        |(at, c): (usize, &char)| if hyphens.contains(&at) { *c == '-' } else { c.is_ascii_hexdigit() };
    run.len() == 36 && run.iter().enumerate().all(fits)
}

/// The placeholder at a place: `{name}`, `{{ name }}`; its name, and the place after it.
pub(super) fn placeholder(text: Cursor<'_>, place: usize) -> Option<(String, usize)> {
    let double = text.at(place + 1) == '{';
    let start = place + 1 + usize::from(double);
    let mut end = start;
    while end - start < 80 && !matches!(text.at(end), '}' | '{' | '\n' | '\0') {
        end += 1;
    }
    if text.at(end) != '}' || double && text.at(end + 1) != '}' {
        return None;
    }
    let name = text.slice(start, end).trim().to_owned();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':' | '$' | ' ' | '#');
    let is_name = !name.is_empty() && (double || name.chars().all(|c| allowed(c) && c != ' '));
    is_name.then(|| {
        let name = if double { format!("{{{{{name}}}}}") } else { format!("{{{name}}}") };
        (name, end + 1 + usize::from(double))
    })
}
