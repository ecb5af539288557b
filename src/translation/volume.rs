//! How much work a translation is: texts that were translated before in the same or nearly the same words, and new
//! ones.
//!
//! Apart from [`super::figures`], which tells how far a translation is: here is what an offer for the rest is
//! reckoned from.
//!
//! Invariant: each unit that lacks its translation, or whose source was edited since, counts in one band.

use std::collections::BTreeSet;

use super::figures::words;
use super::memory::Memory;
use super::standing::{Pairing, State};
use crate::syntax::cjk::is_han;

/// How much of a text was translated before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Band {
    /// The same text, behind the same one.
    InContext,
    /// The same text.
    Exact,
    /// The same as another that waits here.
    Repetition,
    /// 95 to 99 % alike.
    From95,
    /// 85 to 94 %.
    From85,
    /// 75 to 84 %.
    From75,
    /// Less, and enough to be of help.
    From65,
    /// Nothing like it.
    New,
}

impl Band {
    /// All of them, the least work first.
    pub const ALL: [Self; 8] = [
        Self::InContext,
        Self::Exact,
        Self::Repetition,
        Self::From95,
        Self::From85,
        Self::From75,
        Self::From65,
        Self::New,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::InContext => "in context",
            Self::Exact => "exact",
            Self::Repetition => "repetitions",
            Self::From95 => "95-99 %",
            Self::From85 => "85-94 %",
            Self::From75 => "75-84 %",
            Self::From65 => "65-74 %",
            Self::New => "new",
        }
    }

    fn of(percent: u8) -> Self {
        match percent {
            101.. => Self::InContext,
            100 => Self::Exact,
            95.. => Self::From95,
            85.. => Self::From85,
            75.. => Self::From75,
            65.. => Self::From65,
            _ => Self::New,
        }
    }
}

/// How much text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Volume {
    /// Units.
    pub units: usize,
    /// Words of all scripts but Han.
    pub words: usize,
    /// Chinese characters.
    pub han: usize,
}

impl Volume {
    fn add(&mut self, text: &str) {
        let han = text.chars().filter(|c| is_han(*c)).count();
        self.units += 1;
        self.words += words(text) - han;
        self.han += han;
    }

    fn join(&mut self, other: Self) {
        self.units += other.units;
        self.words += other.words;
        self.han += other.han;
    }
}

/// The work on one translation of one file, or on all of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Work {
    bands: [Volume; Band::ALL.len()],
}

impl Work {
    /// What falls into a band.
    pub fn of(&self, band: Band) -> Volume {
        self.bands[band as usize]
    }

    /// All of it.
    pub fn all(&self) -> Volume {
        let mut all = Volume::default();
        self.bands.iter().for_each(|volume| all.join(*volume));
        all
    }

    /// Adds other work.
    pub fn join(&mut self, other: &Self) {
        self.bands.iter_mut().zip(other.bands).for_each(|(own, other)| own.join(other));
    }
}

/// The work on each of some translations into one language, in their order.
pub fn work(pairings: &[&Pairing], memory: &Memory) -> Vec<Work> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut all = Vec::with_capacity(pairings.len());
    for pairing in pairings {
        let mut work = Work::default();
        let open = pairing.standings.iter().filter(|one| matches!(one.state, State::Missing | State::Stale));
        for at in open.filter_map(|one| one.source) {
            let text = &*pairing.source[at].text;
            let before = at.checked_sub(1).map(|before| pairing.source[before].hash);
            let band = Band::of(memory.best(text, before));
            let is_repeated = !seen.insert(text);
            let band = if band > Band::Repetition && is_repeated { Band::Repetition } else { band };
            work.bands[band as usize].add(text);
        }
        all.push(work);
    }
    all
}
