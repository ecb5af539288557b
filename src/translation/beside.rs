//! Which unit of a page's source stands behind which unit of its translation, to be shown beside it.
//!
//! Apart because it is for eyes: only units of the body, by their events, where rules look at all of them.
//!
//! Invariant: units come in the order of the translation's events, and their events do not overlap.

use std::ops::Range;

use super::standing::{Pairing, State};

/// A unit of a translation.
#[derive(Clone, PartialEq, Debug)]
pub struct Beside {
    /// Its events in the translation.
    pub events: Range<usize>,
    /// How far it is.
    pub state: State,
    /// The events of its source, in the source's file.
    pub source: Range<usize>,
}

/// The units of a page's body that have a source.
pub fn beside(pairing: &Pairing) -> Vec<Beside> {
    let both =
        pairing.pairs().filter(|(_, ours, theirs)| !ours.events.is_empty() && !theirs.events.is_empty());
    let mut found: Vec<Beside> = both
        .map(|(standing, ours, theirs)| Beside {
            events: theirs.events.clone(),
            state: standing.state,
            source: ours.events.clone(),
        })
        .collect();
    found.sort_by_key(|one| one.events.start);
    found
}
