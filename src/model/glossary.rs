//! The words that terms use.

use std::collections::BTreeMap;

use super::ids::TermId;
use super::text::LocalText;
use crate::locale::Locale;

/// Words in languages.
pub type Wordings = BTreeMap<Locale, Vec<Box<str>>>;

/// A word and what it means.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// The preferred word in each language.
    pub preferred: LocalText,
    /// What it means.
    pub definition: LocalText,
    /// Whether it stays as it is in every language.
    pub never_translate: bool,
    /// Words that must not be used for it.
    pub forbidden: Wordings,
    /// Other words for it.
    pub synonyms: Wordings,
    /// What it was called before.
    pub retired: Wordings,
}
