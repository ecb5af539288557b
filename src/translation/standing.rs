//! How far each unit of each translation is.
//!
//! Invariant: what stands here follows from the two files and the record alone. A unit of the source whose text
//! is another than the one that was translated is stale until its translation is edited or accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::follow::{Key, follow, follow_equal};
use super::pair::pair;
use super::record::{Entry, Record, SEGMENTER, Stage, record_path, recorded};
use super::unit::{Hash, Unit, units};
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::{Source, Span};
use crate::syntax::document::Document;

/// How far a unit is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// There is no translation.
    Missing,
    /// A machine made it.
    Machine,
    /// Somebody translated it.
    Translated,
    /// Somebody read it beside its source.
    Reviewed,
    /// The source says something else than what was translated.
    Stale,
    /// A machine's text came in where people had translated.
    Conflict,
    /// There is no source for it.
    Orphan,
    /// No record says anything of it.
    Unknown,
}

impl State {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::Reviewed,
        Self::Translated,
        Self::Machine,
        Self::Stale,
        Self::Conflict,
        Self::Unknown,
        Self::Missing,
        Self::Orphan,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Machine => "machine",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Stale => "stale",
            Self::Conflict => "conflict",
            Self::Orphan => "orphan",
            Self::Unknown => "unknown",
        }
    }

    /// Whether readers get a translation that says what its source says, as far as is known.
    pub fn is_current(self) -> bool {
        matches!(self, Self::Machine | Self::Translated | Self::Reviewed)
    }
}

/// A unit of a translation, or one that lacks its translation.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The unit of the source, by its place among them; `None` for an orphan.
    pub source: Option<usize>,
    /// The unit of the translation, by its place among them.
    pub target: Option<usize>,
    /// What the record says, by its place there.
    pub entry: Option<usize>,
    /// How far it is.
    pub state: State,
}

/// One translation of one file: the units of both sides and how they stand to each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Pairing {
    /// The source file.
    pub source_path: ProjectPath,
    /// The translation; where there is none, where it would be.
    pub target_path: ProjectPath,
    /// Whether the translation is there.
    pub is_there: bool,
    /// The language of the source.
    pub source_locale: Locale,
    /// The language of the translation.
    pub locale: Locale,
    /// The units of the source.
    pub source: Vec<Unit>,
    /// The units of the translation.
    pub target: Vec<Unit>,
    /// The record, where there is one that can be read; one of an older way of cutting is already taken over.
    pub record: Option<Record>,
    /// Where the record was found, if not beside the file: the file was renamed.
    pub recorded_as: Option<ProjectPath>,
    /// How each unit stands, in the order of the source; orphans follow the unit behind which they stand.
    pub standings: Vec<Standing>,
}

impl Pairing {
    /// Both sides of the units that have both.
    pub fn pairs(&self) -> impl Iterator<Item = (&Standing, &Unit, &Unit)> {
        self.standings
            .iter()
            .filter_map(|one| Some((one, &self.source[one.source?], &self.target[one.target?])))
    }

    /// What the record says of a unit.
    pub fn entry(&self, standing: &Standing) -> Option<&Entry> {
        self.record.as_ref()?.units.get(standing.entry?)
    }

    /// Where a standing is shown: in the translation, else in the source.
    pub fn place(&self, standing: &Standing) -> (&ProjectPath, Span) {
        match (standing.target, standing.source) {
            (Some(target), _) => (&self.target_path, self.target[target].span),
            (None, Some(source)) => (&self.source_path, self.source[source].span),
            (None, None) => (&self.target_path, Span::default()),
        }
    }
}

/// All translations of a project.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Standings {
    /// By the path of the translation.
    pub pairings: BTreeMap<ProjectPath, Pairing>,
    /// What is wrong with records.
    pub findings: Vec<Diagnostic>,
    /// The records that cannot be read.
    pub unread: BTreeSet<ProjectPath>,
    /// Records whose file is gone and that no other file goes on with.
    pub left_over: Vec<ProjectPath>,
}

impl Standings {
    /// A record that cannot be read.
    fn refuse(&mut self, path: ProjectPath, finding: Diagnostic) {
        self.unread.insert(path);
        self.findings.push(finding);
    }

    /// Whether the project keeps records at all.
    pub fn has_records(&self) -> bool {
        !self.left_over.is_empty() || self.pairings.values().any(|pairing| pairing.record.is_some())
    }
}

/// What is asked for one translation: its files, and the texts of data that were read on both sides.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The file without a suffix.
    pub source: Arc<Document>,
    /// The translation, where there is one that could be read.
    pub target: Option<Arc<Document>>,
    /// The language of the source.
    pub source_locale: Locale,
    /// The language of the translation.
    pub locale: Locale,
    /// The texts of a data file: the keys down to it, place and text on both sides.
    pub texts: Vec<TextPair>,
}

/// A text of a data file in two languages.
#[derive(Clone, PartialEq, Debug)]
pub struct TextPair {
    /// The keys down to it.
    pub keys: Box<str>,
    /// Where it stands in the source, and what it says.
    pub source: (Span, Box<str>),
    /// The same of the translation.
    pub target: Option<(Span, Box<str>)>,
}

/// Judges all translations of a project by its records.
pub fn standings(asked: &[Asked], records: &[Arc<Source>]) -> Standings {
    let own = |asked: &Asked| record_path(asked.source.path(), asked.locale.as_str());
    let wanted: BTreeSet<ProjectPath> = asked.iter().map(own).collect();
    let (beside, others): (Vec<&Arc<Source>>, Vec<&Arc<Source>>) =
        records.iter().partition(|source| wanted.contains(&source.path));
    let beside: BTreeMap<&ProjectPath, &Arc<Source>> =
        beside.into_iter().map(|source| (&source.path, source)).collect();
    let mut found = Standings::default();
    let mut loose: Vec<(ProjectPath, Record)> = Vec::new();
    let read: Vec<_> = others.par_iter().map(|source| (&source.path, super::record::read(source))).collect();
    for (path, result) in read {
        match result {
            Ok(record) => loose.push((path.clone(), record)),
            Err(finding) => found.refuse(path.clone(), finding),
        }
    }
    let pair = |asked: &Asked| {
        let sides = sides(asked);
        match beside.get(&own(asked)).map(|source| super::record::read(source)) {
            Some(Ok(record)) => (paired(asked, sides, Some(record), None), None),
            Some(Err(finding)) => (paired(asked, sides, None, None), Some(finding)),
            None => {
                let renamed = renamed(asked, &sides, &loose);
                let (path, record) = renamed.map(|(path, record)| (path.clone(), record.clone())).unzip();
                (paired(asked, sides, record, path), None)
            }
        }
    };
    let all: Vec<(Pairing, Option<Diagnostic>)> = asked.par_iter().map(pair).collect();
    let mut pairings = Vec::with_capacity(all.len());
    for (pairing, finding) in all {
        if let Some(finding) = finding {
            found.refuse(finding.place.path.clone(), finding);
        }
        pairings.push(pairing);
    }
    let gone_on: BTreeSet<&ProjectPath> =
        pairings.iter().filter_map(|pairing| pairing.recorded_as.as_ref()).collect();
    found.left_over =
        loose.iter().map(|(path, _)| (*path).clone()).filter(|path| !gone_on.contains(path)).collect();
    found.pairings = pairings.into_iter().map(|pairing| (pairing.target_path.clone(), pairing)).collect();
    found
}

fn sides(asked: &Asked) -> (Vec<Unit>, Vec<Unit>) {
    if asked.source.kind.is_prose() {
        let target = asked.target.as_ref().map(|document| units(document)).unwrap_or_default();
        return (units(&asked.source), target);
    }
    let of = |keys: &str, side: &(Span, Box<str>)| Unit::of_text(keys, side.0, &side.1);
    let source = asked.texts.iter().map(|text| of(&text.keys, &text.source)).collect();
    let mut target: Vec<Unit> =
        asked.texts.iter().filter_map(|text| Some(of(&text.keys, text.target.as_ref()?))).collect();
    target.sort_by_key(|unit| unit.span);
    (source, target)
}

/// The record of another name that knows most of these translations, where it knows half of them.
fn renamed<'r>(
    asked: &Asked,
    (_, target): &(Vec<Unit>, Vec<Unit>),
    loose: &'r [(ProjectPath, Record)],
) -> Option<(&'r ProjectPath, &'r Record)> {
    let hashes: BTreeSet<Hash> = target.iter().map(|unit| unit.hash).collect();
    let ending = |path: &ProjectPath| path.as_str().rsplit('.').next().unwrap_or_default().to_owned();
    let knows = |(path, record): &(ProjectPath, Record)| {
        let (file, locale) = recorded(path)?;
        let fits = *locale == *asked.locale.as_str() && ending(&file) == ending(asked.source.path());
        let count = record.units.iter().filter(|entry| hashes.contains(&entry.target)).count();
        (fits && count > 0 && count * 2 >= record.units.len()).then_some(count)
    };
    let best = loose.iter().filter_map(|one| Some((knows(one)?, one))).max_by_key(|(count, _)| *count);
    best.map(|(_, (path, record))| (path, record))
}

fn paired(
    asked: &Asked,
    (source, target): (Vec<Unit>, Vec<Unit>),
    record: Option<Record>,
    recorded_as: Option<ProjectPath>,
) -> Pairing {
    let mut record = record;
    if let Some(record) = record.as_mut().filter(|record| record.segmenter < SEGMENTER) {
        take_over(record, &source, &target);
    }
    let entries: &[Entry] = record.as_ref().map_or(&[], |record| &record.units);
    let source_hash = |entry: &Entry| Hash::of(&entry.source);
    let in_source = follow(
        &entries.iter().map(|entry| entry_key(entry, source_hash(entry), true)).collect::<Vec<_>>(),
        &source.iter().map(|unit| unit_key(unit, true)).collect::<Vec<_>>(),
    );
    let in_target = follow_equal(
        &entries.iter().map(|entry| entry_key(entry, entry.target, false)).collect::<Vec<_>>(),
        &target.iter().map(|unit| unit_key(unit, false)).collect::<Vec<_>>(),
    );
    let known: Vec<(usize, usize)> =
        in_source.iter().zip(&in_target).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    let without: Vec<usize> =
        in_source.iter().zip(&in_target).filter_map(|(a, b)| if a.is_none() { *b } else { None }).collect();
    let partners = pair(&source, &target, &known, &without);
    let mut entry_of = vec![None; source.len()];
    for (entry, at) in in_source.iter().enumerate() {
        if let Some(at) = at {
            entry_of[*at] = Some(entry);
        }
    }
    let mut standings: Vec<Standing> = Vec::with_capacity(source.len());
    for (at, unit) in source.iter().enumerate() {
        let partner = partners[at];
        let entry = entry_of[at];
        let state = match (entry.map(|entry| &entries[entry]), partner) {
            (_, None) => State::Missing,
            (None, Some(_)) => State::Unknown,
            (Some(entry), Some(partner)) => state(entry, unit, &target[partner]),
        };
        standings.push(Standing { source: Some(at), target: partner, entry, state });
    }
    add_orphans(&mut standings, target.len());
    let suffix = |path: &str| {
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        ProjectPath::new(&format!("{stem}.{}.{ending}", asked.locale)).expect("a path with a suffix")
    };
    let target_path = match &asked.target {
        Some(document) => document.path().clone(),
        None => suffix(asked.source.path().as_str()),
    };
    Pairing {
        source_path: asked.source.path().clone(),
        target_path,
        is_there: asked.target.is_some(),
        source_locale: asked.source_locale,
        locale: asked.locale,
        source,
        target,
        record,
        recorded_as,
        standings,
    }
}

/// Orphans stand behind the unit that precedes them in the translation.
fn add_orphans(standings: &mut Vec<Standing>, targets: usize) {
    let taken: BTreeSet<usize> = standings.iter().filter_map(|one| one.target).collect();
    for orphan in (0..targets).filter(|at| !taken.contains(at)) {
        let one = Standing { source: None, target: Some(orphan), entry: None, state: State::Orphan };
        let before = standings.iter().rposition(|known| known.target.is_some_and(|at| at < orphan));
        standings.insert(before.map_or(0, |at| at + 1), one);
    }
}

/// Takes over a record whose units were cut another way: by their texts in the source, and by their place in the
/// translation, whose older hashes say nothing. What is not found again is left as it was, and is known no more.
fn take_over(record: &mut Record, source: &[Unit], target: &[Unit]) {
    let keys = |units: &[Unit]| units.iter().map(|unit| unit.hash).collect::<Vec<_>>();
    let before: Vec<Key<'_>> =
        record.units.iter().map(|entry| entry_key(entry, Hash::of(&entry.source), true)).collect();
    let now: Vec<Key<'_>> = source.iter().map(|unit| unit_key(unit, true)).collect();
    let found = follow(&before, &now);
    let partners = pair(source, target, &[], &[]);
    let hashes = keys(target);
    for (entry, at) in record.units.iter_mut().zip(found) {
        let Some(at) = at else { continue };
        // White space and the like is what another way of cutting treats differently.
        if super::normal::plain(&entry.source) == super::normal::plain(&source[at].text) {
            entry.source = source[at].text.clone();
        }
        if let Some(partner) = partners[at] {
            entry.target = hashes[partner];
        }
    }
}

fn state(entry: &Entry, source: &Unit, target: &Unit) -> State {
    let has_other_source = *entry.source != *source.text;
    let has_other_target = entry.target != target.hash;
    if entry.conflict == Some(target.hash) {
        return State::Conflict;
    }
    match (has_other_source, has_other_target) {
        (false, false) => match entry.stage {
            Stage::Machine => State::Machine,
            Stage::Translated => State::Translated,
            Stage::Reviewed => State::Reviewed,
        },
        (true, false) => State::Stale,
        // Whoever edits a translation has looked at its source.
        (_, true) => State::Translated,
    }
}

fn entry_key(entry: &Entry, hash: Hash, with_text: bool) -> Key<'_> {
    Key {
        name: entry.name.as_deref(),
        section: &entry.section,
        kind: &entry.kind,
        hash,
        text: with_text.then_some(&*entry.source),
    }
}

fn unit_key(unit: &Unit, with_text: bool) -> Key<'_> {
    Key {
        name: unit.name.as_deref(),
        section: &unit.section,
        kind: unit.kind.word(),
        hash: unit.hash,
        text: with_text.then_some(&*unit.text),
    }
}
