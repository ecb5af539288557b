//! The words of a glossary on their way to people who keep terms elsewhere, and back.
//!
//! An [`Entry`] is what a file says of one term in two languages. Apart from the formats ([`csv`], [`tbx`],
//! [`omegat`]), which write and read entries, and from [`judge`], which says what they change in the project.
//!
//! Invariant: nothing is said by what is left out: an absent row, column, cell or status changes nothing.
//! Invariant: what is written reads back as entries that change nothing.

pub mod compose;
pub mod csv;
pub mod judge;
pub mod omegat;
pub mod tbx;

use crate::locale::Locale;
use crate::model::glossary::{Term, Wordings};
use crate::source::Position;

/// The two languages of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Languages {
    /// That of the glossary.
    pub source: Locale,
    /// That of its translation.
    pub target: Locale,
}

/// What a file says of one term.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Where it stands in the file.
    pub at: Position,
    /// The id of the term, where the file has one.
    pub id: Option<Box<str>>,
    /// Whether the term stays as it is in every language.
    pub never_translate: Option<bool>,
    /// What is said in the language of the glossary.
    pub source: Said,
    /// What is said in that of its translation.
    pub target: Said,
}

/// What a file says of a term in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// The preferred word.
    pub preferred: Option<Box<str>>,
    /// What it means.
    pub definition: Option<Box<str>>,
    /// Other words for it, in their [roles](Role).
    pub words: Words,
}

/// Words beside the preferred one, by what they are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words([Vec<Box<str>>; 3]);

/// What a word beside the preferred one is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Another word for the term.
    Synonym,
    /// What it was called before.
    Retired,
    /// A word that must not be used for it.
    Forbidden,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Synonym, Self::Retired, Self::Forbidden];

    /// The key of `glossary.yaml` that holds such words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Synonym => "synonyms",
            Self::Retired => "retired",
            Self::Forbidden => "forbidden",
        }
    }

    fn of(self, term: &Term) -> &Wordings {
        match self {
            Self::Synonym => &term.synonyms,
            Self::Retired => &term.retired,
            Self::Forbidden => &term.forbidden,
        }
    }
}

impl Words {
    /// The words of a role.
    pub fn of(&self, role: Role) -> &[Box<str>] {
        &self.0[role as usize]
    }

    /// The words of a role, to be changed.
    pub fn of_mut(&mut self, role: Role) -> &mut Vec<Box<str>> {
        &mut self.0[role as usize]
    }

    /// Whether a word is among those of a role.
    fn has(&self, role: Role, word: &str) -> bool {
        self.of(role).iter().any(|own| is_same(own, word))
    }
}

impl Said {
    /// What a term says in a language.
    pub fn of(term: &Term, locale: Locale) -> Self {
        let own = |text: &crate::model::text::LocalText| {
            text.all().find(|(of, _)| *of == locale).map(|(_, text)| text.into())
        };
        let words = Role::ALL.map(|role| role.of(term).get(&locale).cloned().unwrap_or_default());
        Self { preferred: own(&term.preferred), definition: own(&term.definition), words: Words(words) }
    }
}

/// What a file says of all terms, in their order.
pub fn entries<'t>(terms: impl Iterator<Item = &'t Term>, languages: Languages) -> Vec<Entry> {
    let entry = |term: &Term| Entry {
        at: Position { line: 1, column: 1 },
        id: Some(term.id.as_str().into()),
        never_translate: Some(term.never_translate),
        source: Said::of(term, languages.source),
        target: Said::of(term, languages.target),
    };
    terms.map(entry).collect()
}

/// A text of a file, without what surrounds it; `None` where it says nothing.
fn said(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.replace("\r\n", "\n").into())
}

/// A text as it is compared: on one line, without what no other program keeps.
fn plain(text: &str) -> String {
    let shown = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect::<String>();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two texts say the same to every program.
fn is_same(a: &str, b: &str) -> bool {
    a == b || plain(a) == plain(b)
}
