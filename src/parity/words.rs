//! Looks at the words of a text: is it yes or no, and is it translated at all?
//!
//! Apart because these are questions about the whole text, not about facts in it.
//!
//! Invariant: a text without words of its own is never called untranslated.

use crate::parity::cursor::Cursor;
use crate::parity::flat::{Flat, OBJECT};
use crate::parity::value::{Found, Value};
use crate::parity::{Content, Subject};
use crate::syntax::cjk::is_han;

/// Words that are a whole answer.
const ANSWERS: &[(&str, bool)] = &[
    ("yes", true),
    ("no", false),
    ("true", true),
    ("false", false),
    ("是", true),
    ("是的", true),
    ("有", true),
    ("可以", true),
    ("支持", true),
    ("否", false),
    ("不", false),
    ("不是", false),
    ("无", false),
    ("没有", false),
    ("不可以", false),
    ("不支持", false),
];

/// The answer that a text is, where it is nothing else.
pub(super) fn answer(flat: &Flat) -> Option<Found> {
    if flat.chars.len() > 24 {
        return None;
    }
    let letters: String =
        flat.chars.iter().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let marks = flat.chars.iter().all(|c| c.is_alphanumeric() || c.is_whitespace() || is_closing(*c));
    let (_, yes) = ANSWERS.iter().find(|(word, _)| marks && *word == letters)?;
    Some(Found {
        weak: true,
        ..Found::new(Subject::Answer, Value::Answer(*yes), flat.span(0, flat.chars.len()))
    })
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | '。' | '!' | '*' | ',')
}

/// Words that are in names, but make no text.
const SMALL: &[&str] = &["for", "of", "and", "the", "in", "on", "to", "or", "with", "by", "a", "an"];

/// Words that are no name, though a heading writes them with a capital.
const PLAIN: &[&str] = &[
    "next",
    "steps",
    "step",
    "overview",
    "summary",
    "note",
    "notes",
    "important",
    "warning",
    "tip",
    "caution",
    "see",
    "also",
    "example",
    "examples",
    "yes",
    "no",
    "none",
    "all",
    "other",
    "description",
    "name",
    "status",
    "date",
    "price",
    "hours",
    "contact",
    "introduction",
    "requirements",
    "prerequisites",
    "support",
    "question",
    "questions",
    "answer",
    "answers",
    "required",
    "optional",
    "scope",
    "remarks",
    "limits",
    "role",
    "roles",
    "type",
    "value",
    "severity",
    "customer",
    "customers",
    "partner",
    "partners",
    "language",
    "languages",
    "your",
    "you",
    "we",
    "our",
    "how",
    "what",
    "when",
    "who",
    "why",
    "where",
    "this",
    "that",
    "is",
    "are",
    "not",
    "can",
    "cannot",
    "more",
    "information",
];

/// Whether a translation says what its source says in the source's own language: the same letters, or no Han
/// where the translation is Chinese. Names, codes and what `never` is translated do not count.
pub fn is_untranslated(source: &Content<'_>, target: &Content<'_>, never: &dyn Fn(&str) -> bool) -> bool {
    // Most pairs end here: Chinese letters that the source cannot have.
    let has_han =
        |content: &Content<'_>| Flat::of(&content.events, content.text).chars.into_iter().any(is_han);
    if !has_han(source) && has_han(target) {
        return false;
    }
    let (ours, theirs) = (visible(source), visible(target));
    if never(ours.trim()) || !has_words(&ours, never) {
        return false;
    }
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    };
    let same = letters(&ours) == letters(&theirs);
    same || target.locale().is_chinese() && !source.locale().is_chinese() && !theirs.chars().any(is_han)
}

/// The text of some content without code, addresses, placeholders and identifiers.
fn visible(content: &Content<'_>) -> String {
    let mut flat = Flat::of(&content.events, content.text);
    let facts = crate::parity::scan::facts(&flat);
    let is_no_text = |subject| {
        matches!(subject, Subject::Address | Subject::Mail | Subject::Placeholder | Subject::Identifier)
    };
    let mut hidden: Vec<_> =
        facts.iter().filter(|fact| is_no_text(fact.subject)).map(|fact| fact.span).collect();
    hidden.reverse();
    for (c, span) in flat.chars.iter_mut().zip(&flat.spans) {
        while hidden.last().is_some_and(|last| last.end <= span.start) {
            hidden.pop();
        }
        if *c == OBJECT || hidden.last().is_some_and(|last| last.start <= span.start && span.end <= last.end)
        {
            *c = ' ';
        }
    }
    Cursor { chars: &flat.chars }.slice(0, flat.chars.len())
}

/// Whether what stands between two blanks is a path or the name of a host, and no words.
fn is_code(chunk: &str) -> bool {
    let dotted = chunk.trim_matches(|c: char| !c.is_alphanumeric()).contains('.');
    chunk.starts_with(['/', '\\']) || chunk.matches('/').count() > 1 || dotted
}

/// Whether a text has words that one would translate.
fn has_words(text: &str, never: &dyn Fn(&str) -> bool) -> bool {
    if text.chars().any(is_han) {
        return true;
    }
    let words = text.split_whitespace().filter(|chunk| !is_code(chunk));
    let words = words.flat_map(|chunk| chunk.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’'));
    words.filter(|word| !word.is_empty() && !never(word)).any(|word| {
        let lower = word.to_lowercase();
        let is_small = SMALL.contains(&lower.as_str());
        let first = word.chars().next().is_some_and(char::is_lowercase);
        let common = first
            && word.chars().count() > 1
            && word.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’');
        !is_small && (common || PLAIN.contains(&lower.as_str()))
    })
}
