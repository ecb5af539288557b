//! Where findings are, as each format counts: lines and columns, and paths as the caller's tools know them.
//!
//! Apart because several formats share it. CI annotates the files of a repository, whose paths begin at the
//! folder that the command was started in; people and our own JSON read paths of the project.

use std::path::{Component, Path, PathBuf};

use supportbook::diagnostic::{Diagnostic, Place};
use supportbook::load::Sources;
use supportbook::path::ProjectPath;
use supportbook::source::{Position, position};

/// The text of a place's file, of content or of a theme.
pub(super) fn file_text<'a>(sources: &'a Sources, place: &Place) -> Option<&'a str> {
    let theme = || sources.themes.get(&place.path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    sources.text(&place.path).or_else(theme)
}

/// Where a place begins; the first line of what is no text.
pub(super) fn start(sources: &Sources, place: &Place) -> Position {
    at(sources, place, place.span.start)
}

/// Where a place ends, behind its last character.
pub(super) fn end(sources: &Sources, place: &Place) -> Position {
    at(sources, place, place.span.end)
}

fn at(sources: &Sources, place: &Place, offset: u32) -> Position {
    file_text(sources, place).map_or(Position { line: 1, column: 1 }, |text| position(text, offset))
}

/// Start and end in lines and in columns that count UTF-16 units.
pub(super) fn utf16(sources: &Sources, place: &Place) -> (Position, Position) {
    let text = file_text(sources, place).unwrap_or_default();
    let at = |offset: u32| {
        let Position { line, column } = position(text, offset);
        let in_line = text.split('\n').nth(line - 1).unwrap_or_default();
        let column = 1 + in_line.chars().take(column - 1).map(char::len_utf16).sum::<usize>();
        Position { line, column }
    };
    (at(place.span.start), at(place.span.end))
}

/// `file:line:column`.
pub(crate) fn place(sources: &Sources, finding: &Diagnostic) -> String {
    let start = start(sources, &finding.place);
    format!("{}:{}:{}", finding.place.path, start.line, start.column)
}

/// `file:line:column: error[CODE]: message`.
pub(crate) fn short(sources: &Sources, finding: &Diagnostic) -> String {
    let (place, level) = (place(sources, finding), finding.level.as_str());
    format!("{place}: {level}[{}]: {}", finding.rule.code, finding.message)
}

/// A file's path as seen from the folder that the command was started in, with `/`.
#[allow(clippy::disallowed_methods, reason = "only the caller's folder tells how the caller names files")]
pub(super) fn seen_from_here(folder: &Path, path: &ProjectPath) -> String {
    let here = || folder.is_absolute().then(|| std::env::current_dir().ok()).flatten();
    let folder = here().and_then(|here| folder.strip_prefix(here).ok()).unwrap_or(folder);
    let clean: PathBuf = folder.components().filter(|part| *part != Component::CurDir).collect();
    let whole = clean.join(path.as_str());
    whole.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// What stays the same about each finding when lines move: rule, path, message, and which of its equals it is.
pub(super) fn fingerprints<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::new();
    let print = |finding: &'a Diagnostic| {
        let key = (finding.rule.code, finding.place.path.as_str(), finding.message.as_str());
        let ordinal = seen.entry(key).and_modify(|count| *count += 1).or_insert(0_usize);
        let text = format!("{}\n{}\n{}\n{ordinal}", key.0, key.1, key.2);
        blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
    };
    findings.into_iter().map(print).collect()
}
