//! What a record says after somebody has translated, accepted, read or adopted something.
//!
//! Apart from judging ([`super::standing`]), which changes nothing: only these steps write records, and each is
//! something that a person asked for.
//!
//! Invariant: a machine's text never takes the place of a person's in a record; what was not chosen stays as it
//! was. The result depends on files, record and step alone.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Entry, Origin, Record, SEGMENTER, Stage};
use super::standing::{Pairing, Standing, State};
use super::unit::{Hash, Unit};

/// What somebody asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// To take over what the translation says now.
    Sync {
        /// Where the texts that changed come from.
        origin: Origin,
        /// Who translated them.
        by: Option<Box<str>>,
    },
    /// To say that translations hold although their source was edited.
    Accept {
        /// Which units, by their names in the record; none means all.
        units: Vec<String>,
        /// Whether the edit was so small that a review still holds.
        minor: bool,
    },
    /// To say that translations were read beside their source.
    Review {
        /// Which units; none means all that can be.
        units: Vec<String>,
        /// Who read them.
        reviewer: Box<str>,
        /// Whether nobody may review what they translated.
        four_eyes: bool,
    },
    /// To take in what came back from translators.
    Take {
        /// What is taken, by the place among the standings.
        units: BTreeMap<usize, Taking>,
    },
    /// To begin a record for a translation that was there before.
    Adopt {
        /// Who has read it, where somebody has.
        reviewer: Option<Box<str>>,
    },
}

/// What is taken in of one unit. The translation itself stands in the file already.
#[derive(Clone, PartialEq, Debug)]
pub struct Taking {
    /// The source that was translated, which the file may have left behind.
    pub source: Box<str>,
    /// How far it is.
    pub stage: Stage,
    /// Where it comes from.
    pub origin: Origin,
    /// Who translated it.
    pub by: Option<Box<str>>,
    /// Who read it.
    pub reviewer: Option<Box<str>>,
}

/// A unit that a step could not be taken with, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    /// The place among the standings.
    pub standing: usize,
    /// Why.
    pub why: Why,
}

/// Why a unit is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Its source was edited since.
    Stale,
    /// A machine's text stands in the place of a person's.
    Conflict,
    /// There is no translation.
    Missing,
    /// The reviewer translated it.
    OwnWork,
    /// Nobody knows who translated it, and the reviewer must be another.
    NobodyKnown,
}

/// A record after a step.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// The record.
    pub record: Record,
    /// How many units the step was taken with.
    pub changed: usize,
    /// Those it could not be taken with.
    pub refused: Vec<Refused>,
}

/// Takes a step with one translation.
pub fn keep(pairing: &Pairing, step: &Step) -> Kept {
    let mut kept = Kept {
        record: Record {
            segmenter: SEGMENTER,
            provenance: pairing.record.as_ref().and_then(|record| record.provenance.clone()),
            units: Vec::with_capacity(pairing.source.len()),
        },
        changed: 0,
        refused: Vec::new(),
    };
    let names = names(pairing);
    for (at, standing) in pairing.standings.iter().enumerate() {
        let (Some(source), Some(target)) = (standing.source, standing.target) else {
            if is_chosen_missing(pairing, standing, step) {
                kept.refused.push(Refused { standing: at, why: Why::Missing });
            }
            continue;
        };
        let (source, target) = (&pairing.source[source], &pairing.target[target]);
        let before = pairing.entry(standing);
        let entry = match (Now { at, before, state: standing.state, source, target }).after(step) {
            Ok(After::Same) => before.map(|entry| followed(entry, source)),
            Ok(After::New(entry)) => {
                kept.changed += 1;
                Some(Entry { id: names[at].clone(), ..entry })
            }
            Err(why) => {
                kept.refused.push(Refused { standing: at, why });
                before.map(|entry| followed(entry, source))
            }
        };
        kept.record.units.extend(entry);
    }
    kept
}

/// The name of each unit of a translation, by its place among the standings: that of the record, or the one it will
/// get there. An orphan has none.
pub fn names(pairing: &Pairing) -> Vec<Box<str>> {
    let mut taken: BTreeSet<Box<str>> =
        pairing.record.iter().flat_map(|record| record.units.iter().map(|entry| entry.id.clone())).collect();
    let name = |standing: &Standing| match (pairing.entry(standing), standing.source) {
        (Some(entry), _) => entry.id.clone(),
        (None, Some(source)) => new_id(&pairing.source[source], &mut taken),
        (None, None) => Box::default(),
    };
    pairing.standings.iter().map(name).collect()
}

/// What becomes of one unit.
enum After {
    Same,
    New(Entry),
}

/// A unit and its translation, with what the record says.
struct Now<'a> {
    at: usize,
    before: Option<&'a Entry>,
    state: State,
    source: &'a Unit,
    target: &'a Unit,
}

impl Now<'_> {
    /// What becomes of it by a step.
    fn after(&self, step: &Step) -> Result<After, Why> {
        match step {
            Step::Sync { origin, by } => Ok(self.synced(*origin, by.as_deref())),
            Step::Accept { units, .. } | Step::Review { units, .. } if !chosen(units, self.before) => {
                Ok(After::Same)
            }
            Step::Accept { minor, .. } => Ok(self.accepted(*minor)),
            Step::Review { reviewer, four_eyes, .. } => self.reviewed(reviewer, *four_eyes),
            Step::Take { units } => {
                Ok(units.get(&self.at).map_or(After::Same, |taking| self.taken_in(taking)))
            }
            Step::Adopt { reviewer } => Ok(match (self.before, reviewer) {
                (Some(_), _) => After::Same,
                (None, Some(reviewer)) => self.fresh(Stage::Reviewed, Origin::Adopted, None, Some(reviewer)),
                (None, None) => self.fresh(Stage::Translated, Origin::Adopted, None, None),
            }),
        }
    }

    /// An entry for what the two sides say now.
    fn fresh(&self, stage: Stage, origin: Origin, by: Option<&str>, reviewer: Option<&str>) -> After {
        After::New(Entry {
            id: "".into(),
            kind: self.source.kind.word().into(),
            name: self.source.name.clone(),
            section: self.source.section.clone(),
            source: self.source.text.clone(),
            target: self.target.hash,
            stage,
            origin,
            by: by.map(Into::into),
            reviewer: reviewer.map(Into::into),
            conflict: None,
            segments: self.before.and_then(|entry| entry.segments.clone()),
        })
    }

    fn taken_in(&self, taking: &Taking) -> After {
        let reviewer = taking.reviewer.as_deref();
        match self.fresh(taking.stage, taking.origin, taking.by.as_deref(), reviewer) {
            After::New(entry) => After::New(Entry { source: taking.source.clone(), ..entry }),
            After::Same => After::Same,
        }
    }

    fn synced(&self, origin: Origin, by: Option<&str>) -> After {
        let is_edited = self.before.is_none_or(|entry| entry.target != self.target.hash);
        if !is_edited || self.state == State::Conflict {
            return After::Same;
        }
        let by_people = self.before.filter(|entry| entry.origin != Origin::Mt);
        match (origin, by_people) {
            (Origin::Mt, Some(entry)) => {
                After::New(Entry { conflict: Some(self.target.hash), ..entry.clone() })
            }
            (Origin::Mt, None) => self.fresh(Stage::Machine, Origin::Mt, by, None),
            (origin, _) => self.fresh(Stage::Translated, origin, by, None),
        }
    }

    fn accepted(&self, minor: bool) -> After {
        let waits = matches!(self.state, State::Stale | State::Conflict);
        let Some(entry) = self.before.filter(|_| waits) else { return After::Same };
        let stage = match (entry.stage, self.state) {
            (_, State::Conflict) | (Stage::Machine, _) => Stage::Machine,
            (Stage::Reviewed, _) if minor => Stage::Reviewed,
            _ => Stage::Translated,
        };
        let origin = if self.state == State::Conflict { Origin::Mt } else { entry.origin };
        let reviewer = entry.reviewer.as_deref().filter(|_| stage == Stage::Reviewed);
        self.fresh(stage, origin, entry.by.as_deref(), reviewer)
    }

    fn reviewed(&self, reviewer: &str, four_eyes: bool) -> Result<After, Why> {
        match self.state {
            State::Reviewed => return Ok(After::Same),
            State::Stale => return Err(Why::Stale),
            State::Conflict => return Err(Why::Conflict),
            _ => {}
        }
        // Whoever edited the translation since the record was written is not known.
        let is_edited = self.before.is_some_and(|entry| entry.target != self.target.hash);
        let by = self.before.filter(|_| !is_edited).and_then(|entry| entry.by.as_deref());
        let by_machine = self.before.is_some_and(|entry| entry.origin == Origin::Mt) && !is_edited;
        if four_eyes && !by_machine {
            match by {
                None => return Err(Why::NobodyKnown),
                Some(by) if by == reviewer => return Err(Why::OwnWork),
                Some(_) => {}
            }
        }
        let origin = match (self.before, is_edited) {
            (Some(entry), false) => entry.origin,
            (Some(_), true) => Origin::Human,
            (None, _) => Origin::Adopted,
        };
        Ok(self.fresh(Stage::Reviewed, origin, by, Some(reviewer)))
    }
}

fn chosen(units: &[String], entry: Option<&Entry>) -> bool {
    units.is_empty() || entry.is_some_and(|entry| units.iter().any(|unit| **unit == *entry.id))
}

/// A unit without a translation was asked for by its name.
fn is_chosen_missing(pairing: &Pairing, standing: &Standing, step: &Step) -> bool {
    let (Step::Accept { units, .. } | Step::Review { units, .. }) = step else { return false };
    !units.is_empty() && chosen(units, pairing.entry(standing)) && pairing.entry(standing).is_some()
}

/// What a record says of a unit that nothing was done with: where it stands now, and all else as it was.
fn followed(entry: &Entry, source: &Unit) -> Entry {
    Entry {
        kind: source.kind.word().into(),
        name: source.name.clone(),
        section: source.section.clone(),
        ..entry.clone()
    }
}

/// A name for a unit that has none yet: made from what it says and where, so that two people who add the same
/// unit give it the same name.
fn new_id(source: &Unit, taken: &mut BTreeSet<Box<str>>) -> Box<str> {
    let name = source.name.as_deref().unwrap_or_default();
    let hash = Hash::of(&format!("{}\n{name}\n{}\n{}", source.kind.word(), source.section, source.text));
    let base: String = hash.to_string().chars().take(8).collect();
    let mut id: Box<str> = base.as_str().into();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{base}-{number}").into();
    }
    id
}
