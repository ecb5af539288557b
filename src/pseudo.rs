//! Pseudo-translations: files that look translated, made of their sources by a program. They show where a layout
//! has no room, which text no translator ever gets to see, and whether units, facts and structure survive a
//! translation at all.
//!
//! Apart from `translation`, which knows units, and `parity`, which knows facts: a pseudo-translation needs both,
//! since it rewrites every unit and no fact. [`pseudo`] takes a source and gives the text of its translation.
//! What letters become stands in [`letters`], how one text is rewritten in [`rewrite`], and what a file of each
//! kind looks like in [`page`] and [`data`].
//!
//! Nothing is trusted to come out right: each text is rewritten as boldly as [`BOLDNESS`] allows, then read and
//! compared with its source, and rewritten more timidly where anything but words has changed.
//!
//! Invariant: pure and total. A pseudo-translation has the blocks of its source and, unit by unit, its markup and
//! its facts; at worst a unit stays as it is.

mod data;
mod letters;
mod page;
mod rewrite;
#[cfg(test)]
mod tests;

use crate::locale::Locale;
use crate::syntax::document::{Document, Kind};
use crate::translation::standing::Pairing;

/// How texts are rewritten for one language.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// The language of the sources.
    pub source: Locale,
    /// The language that they are rewritten for.
    pub target: Locale,
    /// Names that stay as they are.
    pub names: &'a [&'a str],
}

/// How boldly a text is rewritten.
#[derive(Clone, Copy, Debug)]
struct Boldness {
    /// How many characters around a fact stay as they are; `None` where all words do.
    reach: Option<usize>,
    /// Whether brackets and padding stand around it.
    wrapped: bool,
}

/// From bold to timid. Whoever gets to the end leaves the text as it is.
const BOLDNESS: [Boldness; 6] = [
    Boldness { reach: Some(0), wrapped: true },
    Boldness { reach: Some(3), wrapped: true },
    Boldness { reach: Some(16), wrapped: true },
    Boldness { reach: None, wrapped: true },
    Boldness { reach: Some(3), wrapped: false },
    Boldness { reach: Some(16), wrapped: false },
];

/// The text of the pseudo-translation of a file.
pub fn pseudo(source: &Document, pairing: &Pairing, names: &[&str]) -> String {
    let manner = Manner { source: pairing.source_locale, target: pairing.locale, names };
    if source.kind.is_prose() {
        page::pseudo(source, &pairing.target_path, manner)
    } else {
        // Words of a glossary stand in sentences as well, where they must be found again.
        let is_word = |key: &str| source.kind == Kind::Glossary && key.ends_with(".term");
        data::pseudo(source, &pairing.source, manner, &is_word)
    }
}
