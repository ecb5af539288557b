//! Documents of other programs become a project: texts come in, files and a report come out.
//!
//! Apart from `exchange`, whose formats carry single things in and out: an import makes a project of what another
//! program keeps whole. Each program has a folder here ([`openpublishing`]); what all imports share are the files
//! they give ([`Import`]), what they tell ([`report`]), what they may write over ([`plan`]), and the settings they
//! begin with ([`settings`]).
//!
//! Invariant: pure: no disk, no clock; the same folder gives the same files and the same report. Every file of the
//! folder is in the report.

pub mod draft;
pub mod lines;
pub mod markdown;
pub mod openpublishing;
pub mod plan;
pub mod record;
pub mod report;
pub mod settings;

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::Locale;
use crate::output::Bytes;
use crate::path::ProjectPath;

pub use self::report::Report;

/// What an import has made of a folder.
#[derive(Clone, Debug)]
pub struct Import {
    /// The pages and their translations with what is known of them.
    pub pages: Vec<Page>,
    /// Other files: images, documents.
    pub others: BTreeMap<ProjectPath, Bytes>,
    /// The language that pages without a suffix are in.
    pub source_locale: Locale,
    /// The languages of the translations.
    pub locales: BTreeSet<Locale>,
    /// What was done with each file.
    pub report: Report,
}

/// A page of the project that is to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Which file of the report it comes from.
    pub file: usize,
    /// Its place.
    pub path: ProjectPath,
    /// Its text.
    pub text: String,
    /// Its translations.
    pub translations: Vec<Translation>,
}

/// A translation of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Translation {
    /// The language.
    pub locale: Locale,
    /// Its place.
    pub path: ProjectPath,
    /// Its text.
    pub text: String,
    /// Whether a machine made it.
    pub by_machine: bool,
    /// Where it comes from.
    pub provenance: crate::translation::Provenance,
    /// The numbers of its segments, by where they begin in the source page.
    pub segments: Vec<(usize, u32)>,
}

/// Where the translation of a page lies.
pub fn translated_path(page: &ProjectPath, locale: Locale) -> ProjectPath {
    let text = page.as_str();
    let (stem, ending) = text.rsplit_once('.').unwrap_or((text, "md"));
    ProjectPath::new(&format!("{stem}.{locale}.{ending}")).unwrap_or_else(|| page.clone())
}
