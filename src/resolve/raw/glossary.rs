//! `glossary.yaml`.

use super::{List, Maybe, Of, raw};
use crate::model::channel::Visibility;
use crate::syntax::decode::{Entries, Text};

raw! {
    /// A word and what it means.
    RawTerm {
        /// The preferred word.
        term: Text,
        /// What it means.
        definition: Text,
        /// Whether it stays as it is in every language.
        never_translate: Maybe<bool>,
        /// Words that must not be used for it, by language.
        #[schemars(transform = super::keys::locales)]
        forbidden: Maybe<Entries<List<String>>>,
        /// Other words for it, by language.
        #[schemars(transform = super::keys::locales)]
        synonyms: Maybe<Entries<List<String>>>,
        /// What it was called before, by language.
        #[schemars(transform = super::keys::locales)]
        retired: Maybe<Entries<List<String>>>,
        /// `internal` for staff alone.
        visibility: Maybe<Of<Visibility>>,
    }
}
