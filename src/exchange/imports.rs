//! What an import did, for programs: what `supportbook import … --format json` prints.
//!
//! The fields are a contract, described in `docs/reference/machine-files.md`; [`VERSION`] is raised when one
//! changes its meaning.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::import::report::{Difference, Fate, FileReport, Report, Written};

/// The version of the format.
pub const VERSION: u32 = 1;

/// What an import did.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct ImportReport {
    version: u32,
    format: &'static str,
    totals: Totals,
    only_in_oracle: Vec<String>,
    lowered_rules: BTreeMap<&'static str, usize>,
    files: Vec<FileEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct Totals {
    files: usize,
    pages: usize,
    with_segments: usize,
    media: usize,
    left_out: usize,
    faults: usize,
    segments: usize,
    machine_segments: usize,
    units: usize,
    recorded_segments: usize,
    equal_skeletons: usize,
    lost_alts: usize,
    lost_alts_evident: usize,
    skipped_numbers: usize,
    cleaned: BTreeMap<&'static str, usize>,
    written: BTreeMap<&'static str, usize>,
    oracle: Option<BTreeMap<&'static str, usize>>,
    findings: BTreeMap<&'static str, usize>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct FileEntry {
    file: String,
    fate: &'static str,
    why: Option<String>,
    page: Option<String>,
    translation: Option<String>,
    locale: Option<String>,
    state: Option<&'static str>,
    written: Option<&'static str>,
    segments: usize,
    units: usize,
    recorded_segments: usize,
    skipped_numbers: usize,
    lost_alts: usize,
    lost_alts_evident: usize,
    cleaned: BTreeMap<&'static str, usize>,
    skeleton: Option<String>,
    oracle: Option<&'static str>,
    oracle_line: Option<usize>,
    findings: BTreeMap<&'static str, usize>,
    faults: Vec<FaultEntry>,
    notes: Vec<NoteEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct FaultEntry {
    line: usize,
    column: usize,
    message: String,
    hint: String,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct NoteEntry {
    line: usize,
    text: String,
}

impl ImportReport {
    /// What a report comes to; `lowered` are the rules that the settings make warnings.
    pub fn of(report: &Report, lowered: BTreeMap<&'static str, usize>) -> Self {
        Self {
            version: VERSION,
            format: report.format,
            totals: totals(report),
            only_in_oracle: report.only_in_oracle.iter().map(ToString::to_string).collect(),
            lowered_rules: lowered,
            files: report.files.iter().map(file).collect(),
        }
    }

    /// The file as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn totals(report: &Report) -> Totals {
    let count = |is: &dyn Fn(&FileReport) -> bool| report.files.iter().filter(|file| is(file)).count();
    let by_machine = |file: &FileReport| matches!(file.fate, Fate::Page { by_machine: true, .. });
    let mut findings = BTreeMap::new();
    for (code, number) in report.files.iter().flat_map(|file| &file.findings) {
        *findings.entry(*code).or_default() += number;
    }
    let written = Written::ALL.iter().map(|word| (word.word(), count(&|file| file.written == Some(*word))));
    let oracle = Difference::ALL.iter().map(|one| (one.word(), count(&|file| file.difference == Some(*one))));
    Totals {
        files: report.files.len(),
        pages: report.pages(),
        with_segments: count(&|file| file.segments > 0),
        media: count(&|file| matches!(file.fate, Fate::Media(_))),
        left_out: count(&|file| matches!(file.fate, Fate::LeftOut(_))),
        faults: report.sum(|file| file.faults.len()),
        segments: report.sum(|file| file.segments),
        machine_segments: report.sum(|file| if by_machine(file) { file.segments } else { 0 }),
        units: report.sum(|file| file.units),
        recorded_segments: report.sum(|file| file.recorded),
        equal_skeletons: count(&|file| is_translated(file) && file.skeleton.is_none()),
        lost_alts: report.sum(|file| file.lost_alts.count),
        lost_alts_evident: report.sum(|file| file.lost_alts.evident),
        skipped_numbers: report.sum(|file| file.skipped_numbers),
        cleaned: report.cleaned().into_iter().map(|(what, count)| (what.word(), count)).collect(),
        written: written.filter(|(_, count)| *count > 0).collect(),
        oracle: report.has_oracle.then(|| oracle.filter(|(_, count)| *count > 0).collect()),
        findings,
    }
}

fn is_translated(file: &FileReport) -> bool {
    matches!(file.fate, Fate::Page { translation: Some(_), .. })
}

fn file(file: &FileReport) -> FileEntry {
    let (fate, why, page) = match &file.fate {
        Fate::Page { path, .. } => ("page", None, Some(path.to_string())),
        Fate::Media(path) => ("media", None, Some(path.to_string())),
        Fate::LeftOut(why) => ("left-out", Some(why.clone()), None),
    };
    let (translation, state) = match &file.fate {
        Fate::Page { translation: Some(translation), by_machine, .. } => {
            (Some(translation), Some(if *by_machine { "machine" } else { "translated" }))
        }
        _ => (None, None),
    };
    FileEntry {
        file: file.path.to_string(),
        fate,
        why,
        page,
        translation: translation.map(|(path, _)| path.to_string()),
        locale: translation.map(|(_, locale)| locale.to_string()),
        state,
        written: file.written.map(Written::word),
        segments: file.segments,
        units: file.units,
        recorded_segments: file.recorded,
        skipped_numbers: file.skipped_numbers,
        lost_alts: file.lost_alts.count,
        lost_alts_evident: file.lost_alts.evident,
        cleaned: file.cleaned.iter().map(|(what, count)| (what.word(), *count)).collect(),
        skeleton: file.skeleton.clone(),
        oracle: file.difference.map(Difference::word),
        oracle_line: file.difference_line,
        findings: file.findings.clone(),
        faults: file
            .faults
            .iter()
            .map(|fault| FaultEntry {
                line: fault.place.line,
                column: fault.place.column,
                message: fault.message.clone(),
                hint: fault.hint.clone(),
            })
            .collect(),
        notes: file.notes.iter().map(|note| NoteEntry { line: note.line, text: note.text.clone() }).collect(),
    }
}
