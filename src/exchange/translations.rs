//! How far translations are, for programs: what `supportbook l10n status --format json` prints and
//! `translations.json` of the internal site holds.
//!
//! The fields are a contract, described in `docs/reference/machine-files.md`; [`VERSION`] is raised when one
//! changes its meaning.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::translation::State;
use crate::translation::figures::Figures;
use crate::translation::progress::{FileProgress, LocaleProgress, OpenUnit};

/// The version of the format.
pub const VERSION: u32 = 1;

/// All languages.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct TranslationsReport {
    version: u32,
    locales: Vec<LocaleEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct LocaleEntry {
    locale: String,
    figures: FiguresEntry,
    files: Vec<FileEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct FiguresEntry {
    units: usize,
    words: usize,
    current_words: usize,
    translated_percent: f64,
    current_percent: f64,
    states: BTreeMap<&'static str, usize>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct FileEntry {
    source: String,
    translation: Option<String>,
    binds: bool,
    figures: FiguresEntry,
    open: Vec<OpenEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct OpenEntry {
    unit: Option<String>,
    state: &'static str,
    kind: &'static str,
    file: String,
    line: usize,
    column: usize,
    words: usize,
}

impl TranslationsReport {
    /// What some languages come to.
    pub fn of(locales: &[LocaleProgress]) -> Self {
        let locale = |one: &LocaleProgress| LocaleEntry {
            locale: one.locale.to_string(),
            figures: figures(&one.figures),
            files: one.files.iter().map(file).collect(),
        };
        Self { version: VERSION, locales: locales.iter().map(locale).collect() }
    }

    /// The file as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn figures(figures: &Figures) -> FiguresEntry {
    FiguresEntry {
        units: figures.units,
        words: figures.words,
        current_words: figures.current_words,
        translated_percent: figures.translated_percent(),
        current_percent: figures.current_percent(),
        states: State::ALL.iter().map(|state| (state.word(), figures.of(*state))).collect(),
    }
}

fn file(file: &FileProgress) -> FileEntry {
    FileEntry {
        source: file.source.to_string(),
        translation: file.translation.as_ref().map(ToString::to_string),
        binds: file.binds,
        figures: figures(&file.figures),
        open: file.open.iter().map(open).collect(),
    }
}

fn open(unit: &OpenUnit) -> OpenEntry {
    OpenEntry {
        unit: unit.id.as_deref().map(str::to_owned),
        state: unit.state.word(),
        kind: unit.kind.word(),
        file: unit.file.to_string(),
        line: unit.place.line,
        column: unit.place.column,
        words: unit.words,
    }
}
