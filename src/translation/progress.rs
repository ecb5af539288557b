//! How far all translations are, by language and file, with every unit that is not current: what the command, the
//! page for staff and the file for programs tell.
//!
//! Apart from [`super::standing`], which judges: here it is counted, put in order, and given its places.
//!
//! Invariant: languages come in the order of the site, files by their paths, units in the order of the file.

use rayon::prelude::*;

use super::figures::{Figures, words};
use super::standing::{Pairing, Standing, Standings, State};
use super::unit::UnitKind;
use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::{Position, position};

/// How many characters of a unit are kept of it.
const BEGINNING: usize = 160;

/// One language.
#[derive(Clone, PartialEq, Debug)]
pub struct LocaleProgress {
    /// The language of the translations.
    pub locale: Locale,
    /// All of them together.
    pub figures: Figures,
    /// Each of them.
    pub files: Vec<FileProgress>,
}

/// One translation of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileProgress {
    /// The source file.
    pub source: ProjectPath,
    /// Its language.
    pub source_locale: Locale,
    /// The translation, where there is one.
    pub translation: Option<ProjectPath>,
    /// Whether customers are bound by what it says.
    pub binds: bool,
    /// How far it is.
    pub figures: Figures,
    /// The units that want work, in their order. Of those that no record tells of only the first: before records are
    /// begun, these are all there are.
    pub open: Vec<OpenUnit>,
}

/// A unit that wants work, or that nobody has read.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenUnit {
    /// Its name in the record.
    pub id: Option<Box<str>>,
    /// How far it is.
    pub state: State,
    /// What it is.
    pub kind: UnitKind,
    /// The file in which it is shown: the translation, or the source where it is missing.
    pub file: ProjectPath,
    /// Where it stands there.
    pub place: Position,
    /// Words of its source.
    pub words: usize,
    /// How it begins there.
    pub text: Box<str>,
}

/// Counts translations. `text` gives what a file holds, `binds` says whether customers are bound by a source file;
/// only those that are `wanted` count.
pub fn progress<'a>(
    standings: &Standings,
    locales: &[Locale],
    text: impl Fn(&ProjectPath) -> Option<&'a str> + Sync,
    binds: impl Fn(&ProjectPath) -> bool + Sync,
    wanted: impl Fn(&Pairing) -> bool,
) -> Vec<LocaleProgress> {
    let of = |locale: &Locale| {
        let own = standings.pairings.values().filter(|pairing| pairing.locale == *locale && wanted(pairing));
        let own: Vec<&Pairing> = own.collect();
        let file = |pairing: &&Pairing| file(pairing, &text, binds(&pairing.source_path));
        let mut files: Vec<FileProgress> = own.par_iter().map(file).collect();
        let mut figures = Figures::default();
        files.iter().for_each(|file| figures.join(&file.figures));
        files.sort_by(|one, other| one.source.cmp(&other.source));
        (!files.is_empty()).then_some(LocaleProgress { locale: *locale, figures, files })
    };
    locales.iter().filter_map(of).collect()
}

fn file<'a>(pairing: &Pairing, text: &impl Fn(&ProjectPath) -> Option<&'a str>, binds: bool) -> FileProgress {
    let mut figures = Figures::default();
    figures.add(pairing);
    let first_unknown = pairing.standings.iter().position(|one| one.state == State::Unknown);
    let open = pairing.standings.iter().enumerate().filter(|(at, one)| match one.state {
        State::Unknown => first_unknown == Some(*at),
        state => !state.is_current() || state == State::Machine,
    });
    FileProgress {
        source: pairing.source_path.clone(),
        source_locale: pairing.source_locale,
        translation: pairing.is_there.then(|| pairing.target_path.clone()),
        binds,
        figures,
        open: open.map(|(_, one)| unit(pairing, one, text)).collect(),
    }
}

fn unit<'a>(pairing: &Pairing, one: &Standing, text: &impl Fn(&ProjectPath) -> Option<&'a str>) -> OpenUnit {
    let (path, span) = pairing.place(one);
    let source = one.source.map(|at| &pairing.source[at]);
    let target = one.target.map(|at| &pairing.target[at]);
    let shown = target.or(source);
    OpenUnit {
        id: pairing.entry(one).map(|entry| entry.id.clone()),
        state: one.state,
        kind: shown.map_or(UnitKind::Text, |unit| unit.kind),
        file: path.clone(),
        place: position(text(path).unwrap_or_default(), span.start),
        words: source.map_or(0, |unit| words(&unit.text)),
        text: shown.map(|unit| unit.text.chars().take(BEGINNING).collect()).unwrap_or_default(),
    }
}

/// How urgent a unit is; less comes first. What binds customers comes before all that does not.
fn urgency(file: &FileProgress, unit: &OpenUnit) -> (bool, usize) {
    let order = [
        State::Stale,
        State::Conflict,
        State::Missing,
        State::Machine,
        State::Orphan,
        State::Unknown,
        State::Translated,
        State::Reviewed,
    ];
    (!file.binds, order.iter().position(|state| *state == unit.state).unwrap_or(order.len()))
}

impl LocaleProgress {
    /// What to do first: the most urgent unit, and its file.
    pub fn first(&self) -> Option<(&FileProgress, &OpenUnit)> {
        let all = self.files.iter().flat_map(|file| file.open.iter().map(move |unit| (file, unit)));
        all.min_by_key(|(file, unit)| urgency(file, unit))
    }
}
