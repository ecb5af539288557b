//! A text in each of the site's languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::locale::Locale;

/// A text in its source locale and as translated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalText {
    source: Locale,
    texts: BTreeMap<Locale, Arc<str>>,
}

/// A text as chosen for a reader: in the language asked for, or else in another one, which is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// The text.
    pub text: Arc<str>,
    /// The language it is in.
    pub locale: Locale,
}

/// Texts that translations match by id.
pub type TextList = Vec<(Box<str>, LocalText)>;

impl LocalText {
    /// A text in its source locale.
    pub fn new(source: Locale, text: &str) -> Self {
        Self { source, texts: BTreeMap::from([(source, text.into())]) }
    }

    /// The text with a translation; an empty one counts as none.
    #[must_use]
    pub fn with(mut self, locale: Locale, text: &str) -> Self {
        if locale != self.source && !text.trim().is_empty() {
            self.texts.insert(locale, text.into());
        }
        self
    }

    /// The text for a locale; where there is none, the source text, which says its own locale.
    pub fn choose(&self, locale: Locale) -> Chosen {
        let (locale, text) = match self.texts.get(&locale) {
            Some(text) => (locale, text),
            None => (self.source, &self.texts[&self.source]),
        };
        Chosen { text: Arc::clone(text), locale }
    }

    /// The text in every language it has.
    pub fn all(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.texts.iter().map(|(locale, text)| (*locale, &**text))
    }
}
