//! How much is translated, in units and words.
//!
//! Invariant: figures of a whole are the sums of its parts; an orphan is counted as one, and is no part of what is
//! to be translated.

use super::standing::{Pairing, State};

/// Figures of a file, or of a language.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Figures {
    /// Units of the source.
    pub units: usize,
    /// Words of the source.
    pub words: usize,
    /// Words of the source whose translation is current.
    pub current_words: usize,
    states: [usize; 8],
}

impl Figures {
    /// Adds a translation.
    pub fn add(&mut self, pairing: &Pairing) {
        for one in &pairing.standings {
            self.states[one.state as usize] += 1;
            if let Some(source) = one.source {
                let words = words(&pairing.source[source].text);
                self.units += 1;
                self.words += words;
                self.current_words += if one.state.is_current() { words } else { 0 };
            }
        }
    }

    /// Adds what another part comes to.
    pub fn join(&mut self, part: &Self) {
        self.units += part.units;
        self.words += part.words;
        self.current_words += part.current_words;
        for (all, own) in self.states.iter_mut().zip(part.states) {
            *all += own;
        }
    }

    /// How many units are in a state.
    pub fn of(&self, state: State) -> usize {
        self.states[state as usize]
    }

    /// The share of units that have a translation, whatever it says: in per cent with one digit behind the point,
    /// rounded down, so that it is 100 only where nothing is left.
    pub fn translated_percent(&self) -> f64 {
        share(self.units - self.of(State::Missing), self.units)
    }

    /// The share of units whose translation says what the source says, as far as is known; rounded in the same way.
    pub fn current_percent(&self) -> f64 {
        let current = State::ALL.iter().filter(|state| state.is_current()).map(|state| self.of(*state)).sum();
        share(current, self.units)
    }
}

#[allow(clippy::cast_precision_loss, reason = "no project has 2^52 units")]
fn share(part: usize, whole: usize) -> f64 {
    (part * 1_000).checked_div(whole).map_or(100.0, |tenths| tenths as f64 / 10.0)
}

/// Words as translators count them: each Han character, and each run of other letters and digits.
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in text.chars() {
        if !c.is_ascii() && crate::syntax::cjk::is_han(c) {
            count += 1;
            in_word = false;
        } else if c.is_alphanumeric() || (in_word && matches!(c, '\'' | '’' | '-' | '.' | ',')) {
            count += usize::from(!in_word);
            in_word = true;
        } else {
            in_word = false;
        }
    }
    count
}
