//! What was translated before: pairs of texts from all records, and from memories of other tools.
//!
//! Apart from [`super::follow`], which knows a unit again: here another unit's translation is offered to a
//! translator, and nothing is taken over.
//!
//! Invariant: only what a person translated is remembered, with the source as it was translated, so that a stale
//! unit finds its own old translation. The same memory gives the same suggestions in the same order.

use std::collections::HashMap;

use super::follow::{LIKENESS, likeness};
use super::normal::plain;
use super::record::Origin;
use super::standing::Pairing;
use super::unit::Hash;
use crate::syntax::cjk::is_han;

/// How many suggestions a unit gets.
const MOST: usize = 3;

/// How many texts that share words are compared letter by letter.
const MOST_COMPARED: usize = 24;

/// A word that more texts have tells nothing.
const COMMON: usize = 2_000;

/// A translation of the same or nearly the same source.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// 101 where the unit before is the same too, 100 for the same text, else how alike the two are.
    pub percent: u8,
    /// The source that was translated.
    pub source: Box<str>,
    /// What was said for it.
    pub target: Box<str>,
    /// The file it stands in, or the memory it comes from.
    pub origin: Box<str>,
}

/// A pair of texts.
#[derive(Clone, PartialEq, Debug)]
pub struct Remembered {
    /// The source.
    pub source: Box<str>,
    /// Its translation.
    pub target: Box<str>,
    /// The hash of the source before it in its file.
    before: Option<Hash>,
    /// The file it stands in, or the memory it comes from.
    pub origin: Box<str>,
    /// The unit's name in its record; empty where it comes from a memory.
    pub id: Box<str>,
    /// Whether the texts are Markdown.
    pub markdown: bool,
}

/// All pairs, and how to find them.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    all: Vec<Remembered>,
    by_text: HashMap<Hash, Vec<usize>>,
    by_word: HashMap<Box<str>, Vec<usize>>,
}

impl Memory {
    /// What some translations hold, all of them into one language.
    pub fn of<'a>(pairings: impl Iterator<Item = &'a Pairing>) -> Self {
        let mut memory = Self::default();
        for pairing in pairings {
            for (standing, _, target) in pairing.pairs() {
                let Some(entry) = pairing.entry(standing) else { continue };
                if entry.target != target.hash || entry.origin == Origin::Mt {
                    continue;
                }
                let before = standing.source.and_then(|at| at.checked_sub(1));
                memory.put(Remembered {
                    source: entry.source.clone(),
                    target: target.text.clone(),
                    before: before.map(|before| pairing.source[before].hash),
                    origin: pairing.source_path.as_str().into(),
                    id: entry.id.clone(),
                    markdown: !target.events.is_empty(),
                });
            }
        }
        memory
    }

    /// Adds a pair of another tool's memory.
    pub fn add(&mut self, source: &str, target: &str, origin: &str) {
        if target.trim().is_empty() {
            return;
        }
        self.put(Remembered {
            source: plain(source).into(),
            target: target.into(),
            before: None,
            origin: origin.into(),
            id: "".into(),
            markdown: false,
        });
    }

    fn put(&mut self, one: Remembered) {
        let at = self.all.len();
        self.by_text.entry(Hash::of(&one.source)).or_default().push(at);
        for word in words(&one.source) {
            self.by_word.entry(word.into()).or_default().push(at);
        }
        self.all.push(one);
    }

    /// All pairs, in the order they came.
    pub fn pairs(&self) -> &[Remembered] {
        &self.all
    }

    /// What was said where the source said the same, or nearly so; the best first. `before` is the hash of the
    /// source before it.
    pub fn suggestions(&self, source: &str, before: Option<Hash>) -> Vec<Suggestion> {
        let mut found: Vec<(u8, usize)> = self
            .by_text
            .get(&Hash::of(source))
            .into_iter()
            .flatten()
            .map(
                |at| if before.is_some() && self.all[*at].before == before { (101, *at) } else { (100, *at) },
            )
            .collect();
        if found.len() < MOST {
            found.extend(self.alike(source));
        }
        found.sort_by_key(|(percent, at)| (std::cmp::Reverse(*percent), *at));
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for (percent, at) in found {
            let one = &self.all[at];
            if suggestions.len() < MOST && suggestions.iter().all(|known| known.target != one.target) {
                suggestions.push(Suggestion {
                    percent,
                    source: one.source.clone(),
                    target: one.target.clone(),
                    origin: one.origin.clone(),
                });
            }
        }
        suggestions
    }

    /// How alike the best pair is, as [`Self::suggestions`] has it; 0 where none is.
    pub fn best(&self, source: &str, before: Option<Hash>) -> u8 {
        self.suggestions(source, before).first().map_or(0, |best| best.percent)
    }

    /// Texts that are alike and not the same.
    fn alike(&self, source: &str) -> Vec<(u8, usize)> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for word in words(source) {
            let places = self.by_word.get(word).filter(|places| places.len() <= COMMON);
            for at in places.into_iter().flatten() {
                *shared.entry(*at).or_default() += 1;
            }
        }
        let mut nearest: Vec<(usize, usize)> = shared.into_iter().collect();
        nearest.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        let compared = nearest.into_iter().take(MOST_COMPARED).filter_map(|(at, _)| {
            let one = &self.all[at];
            let alike = if *one.source == *source { 0.0 } else { likeness(&one.source, source) };
            (alike >= LIKENESS).then(|| (percent(alike), at))
        });
        compared.collect()
    }
}

/// In per cent, and 99 at most: 100 is for the same text.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
fn percent(alike: f64) -> u8 {
    ((alike * 100.0) as u8).min(99)
}

/// The words of a text, each once: runs of letters and digits, and pairs of Han.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut word: Option<usize> = None;
    let mut han: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if is_han(c) {
            found.extend(word.take().map(|start| &text[start..at]));
            found.extend(han.map(|before| &text[before..at + c.len_utf8()]));
            han = Some(at);
            continue;
        }
        han = None;
        if c.is_alphanumeric() {
            word.get_or_insert(at);
        } else {
            found.extend(word.take().map(|start| &text[start..at]));
        }
    }
    found.extend(word.map(|start| &text[start..]));
    found.sort_unstable();
    found.dedup();
    found
}
