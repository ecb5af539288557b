//! What became of texts that translators gave back, for programs: what `supportbook l10n import --report json`
//! prints.
//!
//! The fields are a contract, described in `docs/reference/machine-files.md`; [`VERSION`] is raised when one changes
//! its meaning.

use std::path::Path;

use serde::Serialize;

use super::handback::Verdict;
use crate::path::ProjectPath;
use crate::source::Position;

/// The version of the format.
pub const VERSION: u32 = 1;

/// All files.
#[derive(Serialize, Clone, PartialEq, Debug)]
pub struct HandbackReport {
    version: u32,
    written: bool,
    files: Vec<FileEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct FileEntry {
    file: String,
    source: String,
    texts: Vec<TextEntry>,
}

#[derive(Serialize, Clone, PartialEq, Debug)]
struct TextEntry {
    unit: Option<String>,
    line: usize,
    column: usize,
    verdict: &'static str,
    message: Option<String>,
}

impl HandbackReport {
    /// What some files brought; `written` says whether it stands in the project now.
    pub fn of<'a>(
        files: impl Iterator<Item = (&'a Path, &'a ProjectPath, &'a [(Position, Verdict)])>,
        written: bool,
    ) -> Self {
        let text = |(at, verdict): &(Position, Verdict)| TextEntry {
            unit: verdict.id.as_deref().map(str::to_owned),
            line: at.line,
            column: at.column,
            verdict: verdict.what.word(),
            message: verdict.what.told(),
        };
        let file = |(path, source, verdicts): (&Path, &ProjectPath, &[(Position, Verdict)])| FileEntry {
            file: path.to_string_lossy().replace('\\', "/"),
            source: source.to_string(),
            texts: verdicts.iter().map(text).collect(),
        };
        Self { version: VERSION, written, files: files.map(file).collect() }
    }

    /// The report as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
