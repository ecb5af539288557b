//! What comes back from translators: which texts are taken, which stay as they are, and why.
//!
//! Apart from [`super::catalog`], whose formats only say what stands in a file. The words of the trade: what goes
//! out is the handoff, what comes back the handback.
//!
//! Invariant: a text is taken for the unit it was written for, or not at all. What a person wrote gives way neither
//! to a machine nor to a text that was made before it. The new file was read again, and every unit that was not
//! taken says what it said.

mod compose;
mod verdict;

use std::collections::BTreeMap;

use self::compose::{Composed, compose};
pub use self::verdict::{Refusal, Verdict, What};
use super::catalog::pieces::{fills, tagged};
use super::catalog::{Returned, ReturnedText, Word, digits};
use crate::source::Position;
use crate::syntax::document::Document;
use crate::translation::keep::{Step, Taking, keep, names};
use crate::translation::standing::{Pairing, Standing};
use crate::translation::{Origin, Record, Stage, State, Unit, UnitKind, plain};

/// How somebody wants it done.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// Whether texts whose source or translation changed meanwhile may come in besides: the project's own stay.
    pub merge: bool,
    /// Where the texts come from.
    pub origin: Origin,
    /// Who translated.
    pub by: Option<Box<str>>,
    /// Who vouches for what tools call approved; without one it is taken as translated.
    pub reviewer: Option<Box<str>>,
    /// Whether nobody may review what they translated.
    pub four_eyes: bool,
    /// Whether the file is a memory, whose texts are for whichever unit has their source and no translation.
    pub memory: bool,
}

/// What becomes of one translation.
#[derive(Clone, Debug)]
pub struct Handback {
    /// What becomes of each text, in the order of the tool's file.
    pub verdicts: Vec<(Position, Verdict)>,
    /// The translation afterwards, where it changes.
    pub file: Option<String>,
    /// The record afterwards, where it changes.
    pub record: Option<Record>,
}

/// Judges what a tool's file says of one translation. `target` is the translation as it is, where it is there.
pub fn handback(
    pairing: &Pairing,
    source: &Document,
    target: Option<&Document>,
    returned: &Returned,
    wishes: &Wishes,
) -> Handback {
    let names = names(pairing);
    let untagged;
    let returned = if wishes.memory {
        untagged = without_tags(pairing, returned);
        &untagged
    } else {
        returned
    };
    let judge = Judge { pairing, names: &names, wishes };
    let mut verdicts: Vec<(Position, Verdict)> = Vec::with_capacity(returned.texts.len());
    let mut taken: BTreeMap<usize, Taken<'_>> = BTreeMap::new();
    for (at, text) in &returned.texts {
        for (standing, what) in judge.judged(text) {
            let mut what = what;
            if let (What::Taken, Some(standing)) = (&what, standing) {
                let before = taken.insert(standing, Taken { text, verdict: verdicts.len() });
                if before.is_some_and(|before| before.text.target != text.target) {
                    what = What::Refused(Refusal::SeveralTexts);
                }
            }
            verdicts.push((*at, Verdict { id: standing.map(|at| names[at].clone()), what }));
        }
    }
    let new: BTreeMap<usize, &str> = taken.iter().map(|(at, one)| (*at, &*one.text.target)).collect();
    let Composed { file, units, waiting, broken } = compose(pairing, source, target, &new);
    for at in waiting {
        verdicts[taken[&at].verdict].1.what = What::Waits;
        taken.remove(&at);
    }
    for at in broken {
        verdicts[taken[&at].verdict].1.what = What::Refused(Refusal::BreaksFile);
    }
    if taken.is_empty() || verdicts.iter().any(|(_, verdict)| matches!(verdict.what, What::Refused(_))) {
        return Handback { verdicts, file: None, record: None };
    }
    let now = paired_anew(pairing, units);
    let units =
        taken.iter().map(|(at, one)| (*at, judge.taking(&pairing.standings[*at], one.text))).collect();
    let kept = keep(&now, &Step::Take { units });
    let file = file.filter(|file| target.is_none_or(|target| *target.source.text != **file));
    let record = (pairing.record.as_ref() != Some(&kept.record)).then_some(kept.record);
    Handback { verdicts, file, record }
}

/// A memory whose texts for a translation have what is protected instead of a tool's tags for it.
fn without_tags(pairing: &Pairing, memory: &Returned) -> Returned {
    let of = |unit: &'_ Unit| {
        let (shown, tags) = tagged(&unit.text, unit.kind != UnitKind::Text);
        let tags: Vec<(String, String)> =
            tags.into_iter().map(|(tag, letters)| (tag, letters.to_owned())).collect();
        (!tags.is_empty()).then(|| (plain(&shown), (unit.text.clone(), tags)))
    };
    let forms: BTreeMap<String, _> = pairing.source.iter().filter_map(of).collect();
    let mut memory = memory.clone();
    for (_, text) in &mut memory.texts {
        if let Some((source, tags)) = forms.get(&plain(&text.source)) {
            let target = tags
                .iter()
                .fold(text.target.to_string(), |target, (tag, letters)| target.replacen(tag, letters, 1));
            (text.source, text.target) = (source.clone(), target.into());
        }
    }
    memory
}

/// A text that is taken, and where its verdict stands.
struct Taken<'a> {
    text: &'a ReturnedText,
    verdict: usize,
}

/// The translation with the units that it has now: each unit of the source keeps its partner, or has got one.
fn paired_anew(pairing: &Pairing, units: compose::Units) -> Pairing {
    let standings = pairing.standings.iter().enumerate();
    let standings =
        standings.map(|(at, standing)| Standing { target: units.of.get(&at).copied(), ..standing.clone() });
    Pairing { standings: standings.collect(), target: units.all, is_there: true, ..pairing.clone() }
}

struct Judge<'a> {
    pairing: &'a Pairing,
    names: &'a [Box<str>],
    wishes: &'a Wishes,
}

impl Judge<'_> {
    /// What becomes of a text, by the place among the standings of each unit that it is for.
    fn judged(&self, text: &ReturnedText) -> Vec<(Option<usize>, What)> {
        if text.target.trim().is_empty() {
            return Vec::new();
        }
        if self.wishes.memory {
            let all = self.of_source(&text.source);
            return all.into_iter().map(|at| (Some(at), self.remembered(at, text))).collect();
        }
        match self.unit_of(text) {
            Ok(at) => vec![(Some(at), self.what(at, text))],
            Err(what) => vec![(None, what)],
        }
    }

    /// Units whose source says something, by their places among the standings.
    fn of_source(&self, source: &str) -> Vec<usize> {
        let wanted = plain(source);
        let standings = self.pairing.standings.iter().enumerate();
        let own = standings
            .filter(|(_, one)| one.source.is_some_and(|at| plain(&self.pairing.source[at].text) == wanted));
        own.map(|(at, _)| at).collect()
    }

    /// The unit that a text is for: by its name, else by its source.
    fn unit_of(&self, text: &ReturnedText) -> Result<usize, What> {
        let named = text.id.as_deref().and_then(|id| self.names.iter().position(|name| **name == *id));
        if let Some(at) = named.filter(|at| self.pairing.standings[*at].source.is_some()) {
            return Ok(at);
        }
        match self.of_source(&text.source).as_slice() {
            [at] => Ok(*at),
            [] if self.wishes.merge => Err(What::Gone),
            [] => Err(What::Refused(Refusal::NoUnit)),
            _ => Err(What::Refused(Refusal::SeveralUnits)),
        }
    }

    /// What a memory has for a unit is taken where nobody has translated it.
    fn remembered(&self, at: usize, text: &ReturnedText) -> What {
        let standing = &self.pairing.standings[at];
        match standing.state {
            _ if self.target(standing).is_some_and(|target| plain(target) == plain(&text.target)) => {
                What::Same
            }
            State::Translated | State::Reviewed | State::Unknown => What::KeepsPersons,
            _ => self.sound(standing, text).unwrap_or(What::Taken),
        }
    }

    fn target(&self, standing: &Standing) -> Option<&str> {
        standing.target.map(|at| &*self.pairing.target[at].text)
    }

    /// What becomes of a text for a unit.
    fn what(&self, at: usize, text: &ReturnedText) -> What {
        let standing = &self.pairing.standings[at];
        let is_same = self.target(standing).is_some_and(|target| plain(target) == plain(&text.target));
        let is_stale =
            standing.source.is_some_and(|at| plain(&self.pairing.source[at].text) != plain(&text.source));
        let entry = self.pairing.entry(standing);
        if text.word == Word::Unfinished {
            return if is_same { What::Same } else { What::Unfinished };
        }
        if is_same {
            return if is_stale || !self.is_raised(standing.state, text.word) {
                What::Same
            } else {
                What::Taken
            };
        }
        let by_machine = text.word == Word::Machine || self.wishes.origin == Origin::Mt;
        let is_persons = entry.map_or(standing.target.is_some(), |entry| entry.origin != Origin::Mt);
        if by_machine && is_persons && standing.target.is_some() {
            return What::KeepsPersons;
        }
        if is_stale && !self.wishes.merge {
            return What::Refused(Refusal::SourceChanged);
        }
        let now = standing.target.map(|at| digits(self.pairing.target[at].hash));
        if text.base.as_ref().is_some_and(|base| now.as_ref() != Some(base)) && now.is_some() {
            return if self.wishes.merge {
                What::KeepsEdited
            } else {
                What::Refused(Refusal::TranslationChanged)
            };
        }
        self.sound(standing, text).unwrap_or(What::Taken)
    }

    /// What a text lacks that its source has, or has besides.
    fn sound(&self, standing: &Standing, text: &ReturnedText) -> Option<What> {
        let source = standing.source.map(|at| &*self.pairing.source[at].text).unwrap_or_default();
        let (due, found) = (fills(source), fills(&text.target));
        let lost = due.iter().find(|(token, count)| found.get(*token).is_none_or(|found| found < count));
        let more = found.iter().find(|(token, count)| due.get(*token).is_none_or(|due| due < count));
        match (lost, more) {
            (Some((token, _)), _) => Some(What::Refused(Refusal::Lost((*token).into()))),
            (None, Some((token, _))) => Some(What::Refused(Refusal::Added((*token).into()))),
            (None, None) => None,
        }
    }

    /// Whether a tool's word for the same text says more than the project does, or takes a review back.
    fn is_raised(&self, state: State, word: Word) -> bool {
        match (state, word) {
            (_, Word::Unfinished | Word::Open | Word::Machine) => false,
            (State::Reviewed, Word::NotApproved) => true,
            (State::Reviewed, _) => false,
            (State::Translated, Word::Approved) => self.wishes.reviewer.is_some(),
            (State::Translated, _) => false,
            _ => true,
        }
    }

    /// What the record says of a unit that is taken.
    fn taking(&self, standing: &Standing, text: &ReturnedText) -> Taking {
        let is_same = self.target(standing).is_some_and(|target| plain(target) == plain(&text.target));
        let entry = self.pairing.entry(standing);
        let by_machine = text.word == Word::Machine || self.wishes.origin == Origin::Mt && !is_same;
        let own = standing.source.map(|at| &self.pairing.source[at].text);
        let is_own = own.is_some_and(|own| plain(own) == plain(&text.source)) || self.wishes.memory;
        let source = own.filter(|_| is_own).cloned().unwrap_or_else(|| plain(&text.source).into());
        let by = match (&self.wishes.by, entry) {
            (None, Some(entry)) if is_same => entry.by.clone(),
            (by, _) => by.clone(),
        };
        let reviewer = self.wishes.reviewer.clone().filter(|reviewer| {
            let is_other = by.as_ref().is_some_and(|by| by != reviewer);
            text.word == Word::Approved && (!self.wishes.four_eyes || is_other)
        });
        let origin = match (by_machine, entry) {
            (true, _) => Origin::Mt,
            (false, Some(entry)) if is_same && entry.origin != Origin::Mt => entry.origin,
            (false, _) => self.wishes.origin,
        };
        let stage = match (&reviewer, by_machine) {
            (Some(_), _) => Stage::Reviewed,
            (None, true) => Stage::Machine,
            (None, false) => Stage::Translated,
        };
        Taking { source, stage, origin, by, reviewer }
    }
}
