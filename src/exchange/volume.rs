//! How much work translations are, for programs: what `supportbook l10n analyze --format json` prints.
//!
//! The fields are a contract, described in `docs/reference/machine-files.md`; [`VERSION`] is raised when one changes
//! its meaning.

use serde::Serialize;

use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::translation::volume::{Band, Volume, Work};

/// The version of the format.
pub const VERSION: u32 = 1;

/// All languages.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct WorkReport {
    version: u32,
    locales: Vec<LocaleEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct LocaleEntry {
    locale: String,
    total: WorkEntry,
    files: Vec<FileEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct FileEntry {
    source: String,
    #[serde(flatten)]
    work: WorkEntry,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct WorkEntry {
    #[serde(flatten)]
    all: VolumeEntry,
    bands: Vec<BandEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct BandEntry {
    band: &'static str,
    #[serde(flatten)]
    volume: VolumeEntry,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct VolumeEntry {
    units: usize,
    words: usize,
    han: usize,
}

/// The work on the translations into one language: all of it, and by source file.
pub struct LocaleWork<'a> {
    /// The language.
    pub locale: Locale,
    /// All of it.
    pub total: Work,
    /// Files with any.
    pub files: Vec<(&'a ProjectPath, Work)>,
}

impl WorkReport {
    /// The work of each language.
    pub fn of(locales: &[LocaleWork<'_>]) -> Self {
        let locale = |one: &LocaleWork<'_>| LocaleEntry {
            locale: one.locale.to_string(),
            total: entry(&one.total),
            files: one
                .files
                .iter()
                .map(|(source, work)| FileEntry { source: source.to_string(), work: entry(work) })
                .collect(),
        };
        Self { version: VERSION, locales: locales.iter().map(locale).collect() }
    }

    /// The report as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn entry(work: &Work) -> WorkEntry {
    let band = |band: &Band| BandEntry { band: band.word(), volume: volume(work.of(*band)) };
    WorkEntry { all: volume(work.all()), bands: Band::ALL.iter().map(band).collect() }
}

fn volume(volume: Volume) -> VolumeEntry {
    VolumeEntry { units: volume.units, words: volume.words, han: volume.han }
}
