//! What a file changes in a glossary, and what of it cannot be taken.
//!
//! Apart from the formats, which know no project, and from [`compose`](super::compose), which writes what stands
//! here into files.
//!
//! Invariant: the source is changed in the project alone: a file that says another word or definition in the
//! language of the glossary is behind it, or about something else.
//! Invariant: no word of a term is preferred and forbidden, or a synonym and forbidden, through what is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Languages, Role, Said, Words, is_same, plain};
use crate::locale::Locale;
use crate::model::glossary::Term;
use crate::source::Position;
use crate::syntax::document::HEAD_KEYS;

/// Which form a file has, as far as it matters what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A table: its ids are given by people.
    Table,
    /// A termbase: ids that nobody knows here are its own.
    Termbase,
    /// Preferred words alone; other lines are their translators' own.
    Preferred,
}

/// A change of the glossary.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// A new term.
    New(Box<New>),
    /// A text of the translation, under a key of the term.
    Text {
        /// The term.
        id: Box<str>,
        /// `term` or `definition`.
        key: &'static str,
        /// What it said.
        before: Option<Box<str>>,
        /// What it says.
        after: Box<str>,
    },
    /// The words of a role in a language.
    Words {
        /// The term.
        id: Box<str>,
        /// Their role.
        role: Role,
        /// Their language.
        locale: Locale,
        /// What they were.
        before: Vec<Box<str>>,
        /// What they are.
        after: Vec<Box<str>>,
    },
    /// Whether a term stays as it is in every language.
    NeverTranslate {
        /// The term.
        id: Box<str>,
        /// Whether it does now.
        after: bool,
    },
}

impl Change {
    /// The term that it is about.
    pub fn id(&self) -> &str {
        match self {
            Self::New(new) => &new.id,
            Self::Text { id, .. } | Self::Words { id, .. } | Self::NeverTranslate { id, .. } => id,
        }
    }
}

/// A term that the glossary does not have.
#[derive(Clone, PartialEq, Debug)]
pub struct New {
    /// Its id.
    pub id: Box<str>,
    /// Whether it stays as it is in every language.
    pub never_translate: bool,
    /// The preferred word.
    pub preferred: Box<str>,
    /// What it means.
    pub definition: Box<str>,
    /// The translation of the word; `None` for one that stays as it is.
    pub translation: Option<Box<str>>,
    /// The translation of what it means.
    pub translated_definition: Box<str>,
    /// Other words in the language of the glossary.
    pub words: Words,
    /// Other words in that of the translation.
    pub translated_words: Words,
}

/// Something that is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Where the file says it.
    pub at: Position,
    /// One sentence, lower case.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// What a file does to a glossary.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Judged {
    /// What changes, in the order of the file.
    pub changes: Vec<(Position, Change)>,
    /// What cannot be taken, so that nothing is.
    pub refused: Vec<Told>,
    /// What is passed over.
    pub left_out: Vec<Told>,
}

/// Judges what a file says of the terms of a glossary.
pub fn judge<'t>(
    terms: impl Iterator<Item = &'t Term>,
    entries: &[Entry],
    languages: Languages,
    form: Form,
) -> Judged {
    let terms: BTreeMap<&str, &Term> = terms.map(|term| (term.id.as_str(), term)).collect();
    let mut by_word: BTreeMap<String, Vec<&Term>> = BTreeMap::new();
    for term in terms.values() {
        if let Some(word) = Said::of(term, languages.source).preferred {
            by_word.entry(plain(&word)).or_default().push(term);
        }
    }
    let mut judge =
        Judge { terms, by_word, languages, form, seen: BTreeSet::new(), judged: Judged::default() };
    entries.iter().for_each(|entry| judge.take(entry));
    judge.judged
}

struct Judge<'t> {
    terms: BTreeMap<&'t str, &'t Term>,
    by_word: BTreeMap<String, Vec<&'t Term>>,
    languages: Languages,
    form: Form,
    /// The ids that the file has spoken of.
    seen: BTreeSet<Box<str>>,
    judged: Judged,
}

impl<'t> Judge<'t> {
    fn take(&mut self, entry: &Entry) {
        match self.term(entry) {
            Ok(Some(term)) if !self.seen.insert(term.id.as_str().into()) => {
                let message = format!("expected the term `{}` once, found it again", term.id);
                self.refuse(entry, message, "keep one of the two");
            }
            Ok(Some(term)) => self.known(entry, term),
            Ok(None) if self.form == Form::Preferred => {
                let word = entry.source.preferred.as_deref().unwrap_or_default();
                let message = format!("`{word}` is no term of the glossary");
                let hint =
                    "a new term needs a definition: add it to content/glossary.yaml, or by a table or TBX";
                self.judged.left_out.push(Told { at: entry.at, message, hint: hint.into() });
            }
            Ok(None) => self.new_term(entry),
            Err((message, hint)) => self.refuse(entry, message, hint),
        }
    }

    fn refuse(&mut self, entry: &Entry, message: String, hint: impl Into<String>) {
        self.judged.refused.push(Told { at: entry.at, message, hint: hint.into() });
    }

    fn change(&mut self, entry: &Entry, change: Change) {
        self.judged.changes.push((entry.at, change));
    }

    /// The term that an entry is about: by its id, else by its word.
    fn term(&self, entry: &Entry) -> Result<Option<&'t Term>, (String, &'static str)> {
        let by_id = entry.id.as_deref().and_then(|id| self.terms.get(id));
        if let Some(term) = by_id {
            return Ok(Some(term));
        }
        // An id that people gave is that of a new term, whatever its word.
        if entry.id.is_some() && self.form == Form::Table {
            return Ok(None);
        }
        let Some(word) = &entry.source.preferred else {
            let message = format!("expected a word in `{}`, found none", self.languages.source);
            return Err((message, "a term is known by its id, or by its word"));
        };
        match self.by_word.get(&plain(word)).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([term]) => Ok(Some(term)),
            Some([one, other, ..]) => {
                let message = format!(
                    "expected an id, since `{word}` is the word of `{}` and of `{}`",
                    one.id, other.id
                );
                Err((message, "say which of the two is meant"))
            }
        }
    }

    fn known(&mut self, entry: &Entry, term: &Term) {
        let (source, target) = (Said::of(term, self.languages.source), Said::of(term, self.languages.target));
        if !self.is_about(entry, term, &source, &target) {
            return;
        }
        let before = self.judged.changes.len();
        if let Some(after) = entry.never_translate.filter(|after| *after != term.never_translate) {
            self.change(entry, Change::NeverTranslate { id: term.id.as_str().into(), after });
        }
        self.texts(entry, term, &source, &target);
        let sides = [
            (self.languages.source, &source, &entry.source),
            (self.languages.target, &target, &entry.target),
        ];
        for (locale, old, new) in sides {
            let words = self.words(entry, term, locale, old, new);
            let preferred = new.preferred.as_ref().or(old.preferred.as_ref());
            // What the project says already is no matter of this file.
            let is_changed = words != old.words || !same(preferred, old.preferred.as_ref());
            if let Some(fault) = preferred.filter(|_| is_changed).and_then(|word| conflict(word, &words)) {
                self.judged.changes.truncate(before);
                self.refuse(entry, fault, "a word has one place: take it from the others");
                return;
            }
        }
    }

    /// Whether an entry speaks of the term as the project has it.
    fn is_about(&mut self, entry: &Entry, term: &Term, source: &Said, target: &Said) -> bool {
        let hint = "the source is changed in content/glossary.yaml; export again";
        if let (Some(said), Some(own)) = (&entry.source.preferred, &source.preferred)
            && !is_same(said, own)
        {
            let message = format!("expected `{own}`, the word of `{}`, found `{said}`", term.id);
            self.refuse(entry, message, hint);
            return false;
        }
        if let (Some(said), Some(own)) = (&entry.source.definition, &source.definition)
            && !is_same(said, own)
        {
            let message = format!("expected the definition of `{}` as it is, found another", term.id);
            let translated = entry.target.definition.as_ref();
            if translated.is_some() && !same(translated, target.definition.as_ref()) {
                self.refuse(entry, message, hint);
                return false;
            }
            self.judged.left_out.push(Told { at: entry.at, message, hint: hint.to_owned() });
        }
        true
    }

    /// What the translation says anew.
    fn texts(&mut self, entry: &Entry, term: &Term, source: &Said, target: &Said) {
        let stays = entry.never_translate.unwrap_or(term.never_translate);
        let texts = [
            ("term", &entry.target.preferred, &target.preferred),
            ("definition", &entry.target.definition, &target.definition),
        ];
        for (key, new, old) in texts {
            let Some(after) = new else { continue };
            // A name that stays as it is needs no translation.
            let is_name =
                key == "term" && stays && old.is_none() && same(Some(after), source.preferred.as_ref());
            if !is_name && !same(Some(after), old.as_ref()) {
                let (before, after) = (old.clone(), after.clone());
                self.change(entry, Change::Text { id: term.id.as_str().into(), key, before, after });
            }
        }
    }

    /// The other words of a term in a language afterwards.
    fn words(&mut self, entry: &Entry, term: &Term, locale: Locale, old: &Said, new: &Said) -> Words {
        let mut words = old.words.clone();
        for role in Role::ALL {
            let before = old.words.of(role);
            let after = match new.words.of(role) {
                // What the file gives another place has left this one. Forbidden words are given up by name alone.
                [] if role != Role::Forbidden && self.form != Form::Preferred => {
                    let moved = |word: &Box<str>| {
                        new.preferred.as_ref().is_some_and(|preferred| is_same(preferred, word))
                            && !same(new.preferred.as_ref(), old.preferred.as_ref())
                            || Role::ALL
                                .into_iter()
                                .any(|other| new.words.has(other, word) && !old.words.has(other, word))
                    };
                    before.iter().filter(|word| !moved(word)).cloned().collect()
                }
                [] => before.to_vec(),
                said => said.to_vec(),
            };
            let is_equal =
                before.len() == after.len() && before.iter().zip(&after).all(|(a, b)| is_same(a, b));
            if !is_equal {
                let (id, before) = (term.id.as_str().into(), before.to_vec());
                words.of_mut(role).clone_from(&after);
                self.change(entry, Change::Words { id, role, locale, before, after });
            }
        }
        words
    }

    fn new_term(&mut self, entry: &Entry) {
        let never_translate = entry.never_translate == Some(true);
        let Languages { source, target } = self.languages;
        let needed = [
            (entry.source.preferred.is_some(), "word", source),
            (entry.source.definition.is_some(), "definition", source),
            (entry.target.preferred.is_some() || never_translate, "word", target),
            (entry.target.definition.is_some(), "definition", target),
        ];
        let name = entry.source.preferred.as_deref().or(entry.id.as_deref()).unwrap_or_default();
        if let Some((_, noun, locale)) = needed.into_iter().find(|(is_there, ..)| !is_there) {
            let message = format!("expected a {noun} of the new term `{name}` in `{locale}`, found none");
            self.refuse(entry, message, "a new term needs its word and its definition in both languages");
            return;
        }
        let id = match self.new_id(entry, name) {
            Ok(id) => id,
            Err((message, hint)) => return self.refuse(entry, message, hint),
        };
        let said = [&entry.source, &entry.target];
        let fault = said.into_iter().find_map(|said| conflict(said.preferred.as_ref()?, &said.words));
        if let Some(fault) = fault {
            return self.refuse(entry, fault, "a word has one place: take it from the others");
        }
        self.seen.insert(id.clone());
        let text = |text: &Option<Box<str>>| text.clone().unwrap_or_default();
        let is_name =
            never_translate && same(entry.target.preferred.as_ref(), entry.source.preferred.as_ref());
        let new = New {
            id,
            never_translate,
            preferred: text(&entry.source.preferred),
            definition: text(&entry.source.definition),
            translation: entry.target.preferred.clone().filter(|_| !is_name),
            translated_definition: text(&entry.target.definition),
            words: entry.source.words.clone(),
            translated_words: entry.target.words.clone(),
        };
        self.change(entry, Change::New(Box::new(new)));
    }

    /// The id of a new term: the one that people gave, else one made of its word.
    fn new_id(&self, entry: &Entry, word: &str) -> Result<Box<str>, (String, &'static str)> {
        let given = entry.id.as_deref().filter(|_| self.form == Form::Table);
        let id = given.map_or_else(|| slug(word), str::to_owned);
        if !is_id(&id) {
            let shown = given.unwrap_or(word);
            let message = format!("expected an id of small letters, digits and hyphens, found `{shown}`");
            return Err((message, "give the term an `id`"));
        }
        if self.terms.contains_key(id.as_str()) || self.seen.contains(id.as_str()) {
            let message =
                format!("expected an id of its own for `{word}`, found `{id}`, which is another term");
            return Err((message, "give the term an `id`"));
        }
        Ok(id.into())
    }
}

/// A word that has two places which exclude each other.
fn conflict(preferred: &str, words: &Words) -> Option<String> {
    if words.has(Role::Forbidden, preferred) {
        return Some(format!("expected `{preferred}` to be preferred or forbidden, found both"));
    }
    let both = words.of(Role::Synonym).iter().find(|word| words.has(Role::Forbidden, word))?;
    Some(format!("expected `{both}` to be a synonym or forbidden, found both"))
}

fn same(a: Option<&Box<str>>, b: Option<&Box<str>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => is_same(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// An id made of a word: its letters and digits in small, hyphens between.
fn slug(word: &str) -> String {
    let small = word.to_ascii_lowercase();
    let parts = small.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    if word.is_ascii() { parts.collect::<Vec<_>>().join("-") } else { String::new() }
}

fn is_id(text: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(sound) && !text.starts_with('-') && !HEAD_KEYS.contains(&text)
}
