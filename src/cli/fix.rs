//! `supportbook check --fix`: makes the edits that findings carry.
//!
//! Apart from `check`, which only reads. All rounds happen in memory; what comes out is written at once, or
//! shown as a diff.
//!
//! Invariant: nothing is written unless every file can be.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use similar::TextDiff;

use supportbook::diagnostic::Diagnostic;
use supportbook::diagnostic::fixes::{edited, edits};
use supportbook::load::Sources;
use supportbook::path::ProjectPath;
use supportbook::source::Source;
use supportbook::write::{SourceEdit, edit, read_source};

use super::{Failure, report};

/// An edit may give rise to another; more rounds than these would be going in a circle.
const ROUNDS: usize = 8;

/// What was edited so far, in memory.
#[derive(Default)]
pub(crate) struct Fixes {
    files: BTreeMap<ProjectPath, Fixed>,
}

struct Fixed {
    before: String,
    after: String,
    edits: usize,
}

impl Fixes {
    /// Makes what edits the findings of `judge` carry, and judges again, until there are none. The sources
    /// hold the edited texts then.
    pub(crate) fn make(
        sources: &mut Sources,
        folder: &Path,
        judge: impl Fn(&Sources) -> Vec<Diagnostic>,
    ) -> Result<Self, Failure> {
        let mut fixes = Self::default();
        for _ in 0..ROUNDS {
            let edits = edits(&judge(sources));
            if edits.is_empty() {
                break;
            }
            for (path, edits) in edits {
                let text = match fixes.files.get(&path) {
                    Some(fixed) => fixed.after.clone(),
                    None => read_source(folder, &path)?,
                };
                let changed = || {
                    let message = format!("`{path}` changed while it was judged");
                    Failure::usage(message, "nothing was written; run the command again")
                };
                if !stands_for(sources, &path, &text) {
                    return Err(changed());
                }
                let after = edited(&text, &edits).ok_or_else(changed)?;
                put(sources, &path, &after);
                let fixed = Fixed { before: text, after: String::new(), edits: 0 };
                let fixed = fixes.files.entry(path).or_insert(fixed);
                fixed.after = after;
                fixed.edits += edits.len();
            }
        }
        Ok(fixes)
    }

    /// Writes all of it, or nothing.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let edits: Vec<SourceEdit> = self
            .files
            .iter()
            .map(|(path, fixed)| SourceEdit {
                path: path.clone(),
                before: Some(fixed.before.clone().into_bytes()),
                after: Some(fixed.after.clone().into_bytes()),
            })
            .collect();
        Ok(edit(folder, &edits)?)
    }

    /// Prints a diff of all files.
    pub(crate) fn show(&self) {
        for (path, Fixed { before, after, .. }) in &self.files {
            let diff = TextDiff::from_lines(before.as_str(), after.as_str());
            let diff = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
            report::out_lines(&diff);
        }
    }

    /// `fixed 3 findings in content/pages/terms.md (2) and content/pages/sla.md (1)`.
    pub(crate) fn told(&self, verb: &str) -> String {
        let number: usize = self.files.values().map(|fixed| fixed.edits).sum();
        let findings = match number {
            0 => return format!("{verb} nothing"),
            1 => "1 finding".to_owned(),
            number => format!("{number} findings"),
        };
        let files = self.files.iter().map(|(path, fixed)| format!("{path} ({})", fixed.edits));
        format!("{verb} {findings} in {}", files.collect::<Vec<_>>().join(", "))
    }
}

/// Whether a text of the disk is the one that was judged.
fn stands_for(sources: &Sources, path: &ProjectPath, raw: &str) -> bool {
    sources.text(path).is_some_and(|text| *text == *plain(raw))
}

/// A text as it is judged: LF line ends, no byte order mark.
fn plain(raw: &str) -> String {
    raw.strip_prefix('\u{feff}').unwrap_or(raw).replace("\r\n", "\n")
}

fn put(sources: &mut Sources, path: &ProjectPath, raw: &str) {
    for source in sources.texts.iter_mut().filter(|source| source.path == *path) {
        *source = Arc::new(Source { path: path.clone(), text: plain(raw).into(), unread: false });
    }
}
