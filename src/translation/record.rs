//! The record beside a translation: which unit said what when it was translated, and how far its translation is.
//!
//! `content/pages/terms.md` in `zh-CN` has `content/pages/.l10n/terms.md.zh-CN.toml`. Apart from everything that
//! uses it, since the form of the file is a promise: teams commit and merge it.
//!
//! Invariant: the same record always gives the same bytes: units in the order of the source, a key a line, no
//! days and no names of machines. A unit's text is its identity; the hash of it can be made again and is not kept.

use crate::syntax::quoted::quoted;
use std::fmt::Write as _;

use serde::Deserialize;

use super::own_form::own_form;
use super::provenance::Provenance;
use super::unit::Hash;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::L10N007;
use crate::path::ProjectPath;
use crate::source::{Source, Span};

/// The form of records, which only grows.
pub const SCHEMA: u32 = 1;

/// Which way units are cut and normalised. A record of an older one is taken over by texts.
pub const SEGMENTER: u32 = 1;

/// How far a translation is, as a record says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Made by a machine, read by nobody.
    Machine,
    /// Translated by somebody.
    Translated,
    /// Read by somebody with the source beside it.
    Reviewed,
}

impl Stage {
    /// The stage of a word.
    pub(super) fn of(word: &str) -> Option<Self> {
        [Self::Machine, Self::Translated, Self::Reviewed].into_iter().find(|stage| stage.word() == word)
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
        }
    }
}

/// Where a translation comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Written by hand.
    Human,
    /// A file that a translation platform or a tool of translators wrote.
    Tool,
    /// A machine.
    Mt,
    /// It was there before there were records.
    Adopted,
}

impl Origin {
    /// The origin of a word.
    pub(super) fn of(word: &str) -> Option<Self> {
        [Self::Human, Self::Tool, Self::Mt, Self::Adopted].into_iter().find(|origin| origin.word() == word)
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Tool => "tool",
            Self::Mt => "mt",
            Self::Adopted => "adopted",
        }
    }
}

/// What is known of one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its own name in the record, given once.
    pub id: Box<str>,
    /// What kind of unit it is, for people who read the record.
    pub kind: Box<str>,
    /// The name it has in the file, as `#price` or `areas.billing.baseline`.
    pub name: Option<Box<str>>,
    /// The heading above it.
    pub section: Box<str>,
    /// What the source said when it was translated, normalised.
    pub source: Box<str>,
    /// The hash of the translation.
    pub target: Hash,
    /// How far the translation is.
    pub stage: Stage,
    /// Where it comes from.
    pub origin: Origin,
    /// Who translated it, where somebody said so.
    pub by: Option<Box<str>>,
    /// Who read it.
    pub reviewer: Option<Box<str>>,
    /// The hash of a machine's text that came in where people had translated.
    pub conflict: Option<Hash>,
    /// The numbers that it had in the file it was imported from, as `103-105 107`.
    pub segments: Option<Box<str>>,
}

/// All that is known of the units of one translation.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Which way its units were cut.
    pub segmenter: u32,
    /// Where the translation came from, where it was imported.
    pub provenance: Option<Provenance>,
    /// The units, in the order of the source.
    pub units: Vec<Entry>,
}

/// The record of a translation into a locale, beside its source file.
pub fn record_path(source: &ProjectPath, locale: &str) -> ProjectPath {
    let text = source.as_str();
    let (folder, name) = text.rsplit_once('/').unwrap_or(("", text));
    let path = format!("{folder}/.l10n/{name}.{locale}.toml");
    ProjectPath::new(path.trim_start_matches('/')).expect("a path with a folder between")
}

/// The source file and the locale that a record is about.
pub fn recorded(path: &ProjectPath) -> Option<(ProjectPath, Box<str>)> {
    let (folder, name) = path.as_str().rsplit_once("/.l10n/")?;
    let (name, locale) = name.strip_suffix(".toml")?.rsplit_once('.')?;
    Some((ProjectPath::new(&format!("{folder}/{name}"))?, locale.into()))
}

/// A record as it is written.
#[derive(Deserialize, Default, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRecord {
    pub(super) schema: u32,
    pub(super) segmenter: u32,
    pub(super) provenance: Option<Provenance>,
    #[serde(default)]
    pub(super) unit: Vec<RawEntry>,
}

/// A unit as it is written.
#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    pub(super) id: Box<str>,
    pub(super) kind: Box<str>,
    pub(super) name: Option<Box<str>>,
    #[serde(default)]
    pub(super) section: Box<str>,
    pub(super) source: Box<str>,
    pub(super) target: Box<str>,
    pub(super) state: Stage,
    pub(super) origin: Origin,
    pub(super) by: Option<Box<str>>,
    pub(super) reviewer: Option<Box<str>>,
    pub(super) conflict: Option<Box<str>>,
    pub(super) segments: Option<Box<str>>,
}

/// Reads a record. One that cannot be read is a finding, and means nothing.
///
/// # Errors
/// Marks of an unfinished merge, a form that is newer than this program, anything that is no record.
pub fn read(source: &Source) -> Result<Record, Diagnostic> {
    let text = &*source.text;
    let found =
        |at: usize, message: String| Diagnostic::new(&L10N007, &source.path, Span::of(at..at), message);
    if let Some(at) = conflict_marker(text) {
        let finding = found(at, "expected a record, found the mark of an unfinished merge".to_owned());
        return Err(finding.hint("keep the units of both sides, each once, and remove the marks"));
    }
    let of_toml = || {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let message = error.message().lines().next().unwrap_or("something else").to_owned();
            found(at, format!("expected a record of translation: {message}"))
                .hint("restore the file, or remove it and run `supportbook l10n adopt`")
        })
    };
    let raw: RawRecord = own_form(text).map_or_else(of_toml, Ok)?;
    if raw.schema > SCHEMA || raw.segmenter > SEGMENTER {
        let message = format!(
            "expected a record of form {SCHEMA}.{SEGMENTER}, found the newer {}.{}",
            raw.schema, raw.segmenter
        );
        return Err(found(0, message).hint("use a newer supportbook"));
    }
    let mut units = Vec::with_capacity(raw.unit.len());
    let mut ids = std::collections::HashSet::new();
    for one in raw.unit {
        let place = || text.find(&format!("id = \"{}\"", one.id)).unwrap_or(0);
        let hash = |digits: &str| {
            Hash::read(digits).ok_or_else(|| {
                found(
                    place(),
                    format!("expected 32 hexadecimal digits for unit `{}`, found `{digits}`", one.id),
                )
            })
        };
        if !ids.insert(one.id.clone()) {
            let finding = found(
                text.rfind(&format!("id = \"{}\"", one.id)).unwrap_or(0),
                format!("expected each unit once, found `{}` twice", one.id),
            );
            return Err(finding.hint("keep the one that is right, after a merge that of the newer side"));
        }
        let target = hash(&one.target)?;
        let conflict = one.conflict.as_deref().map(hash).transpose()?;
        units.push(Entry {
            id: one.id,
            kind: one.kind,
            name: one.name,
            section: one.section,
            source: one.source,
            target,
            stage: one.state,
            origin: one.origin,
            by: one.by,
            reviewer: one.reviewer,
            conflict,
            segments: one.segments,
        });
    }
    Ok(Record { segmenter: raw.segmenter, provenance: raw.provenance, units })
}

/// Where a line of an unfinished merge stands.
fn conflict_marker(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let marks = ["<<<<<<< ", "=======\n", ">>>>>>> ", "||||||| "];
        if marks.iter().any(|mark| line.starts_with(mark)) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

impl Record {
    /// The file.
    pub fn write(&self) -> String {
        let mut out = format!(
            "# Written by `supportbook l10n`. Commit it with its file; merge it as any text.\nschema = {SCHEMA}\nsegmenter = {}\n",
            self.segmenter
        );
        if let Some(provenance) = &self.provenance {
            provenance.write(&mut out);
        }
        for unit in &self.units {
            out.push_str("\n[[unit]]\n");
            let mut key = |name: &str, value: &str| {
                let _ = writeln!(out, "{name} = {}", quoted(value));
            };
            key("id", &unit.id);
            key("kind", &unit.kind);
            if let Some(name) = &unit.name {
                key("name", name);
            }
            if !unit.section.is_empty() {
                key("section", &unit.section);
            }
            key("source", &unit.source);
            key("target", &unit.target.to_string());
            key("state", unit.stage.word());
            key("origin", unit.origin.word());
            if let Some(by) = &unit.by {
                key("by", by);
            }
            if let Some(reviewer) = &unit.reviewer {
                key("reviewer", reviewer);
            }
            if let Some(conflict) = &unit.conflict {
                key("conflict", &conflict.to_string());
            }
            if let Some(segments) = &unit.segments {
                key("segments", segments);
            }
        }
        out
    }
}
