//! From a project folder to the texts and files in it: the only reads of the disk.
//!
//! Apart so that everything after it works on values. Links on disk are not followed, so no read leaves
//! the project; what is hidden (a name with a leading dot) or frozen (`content/versions/`) is not walked.
//!
//! Invariant: sources come in the order of their paths, their texts in LF, without a byte order mark;
//! nothing here knows what a file means.
#![allow(clippy::disallowed_methods, reason = "the one place that reads the disk")]

mod folder;
mod revision;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs, io};

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{FIL004, FIL005};
use crate::output::Bytes;
use crate::path::ProjectPath;
use crate::source::{Source, Span};

pub use self::folder::{Folder, Given, load_folder};
pub use self::revision::{RevisionError, load_revision};

/// The largest text file that is read, in bytes.
pub const MAX_TEXT: u64 = 16 << 20;

/// All that a project holds.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `site.toml` and the Markdown and YAML files below `content/`, by path.
    pub texts: Vec<Arc<Source>>,
    /// Other files below `content/`: images, documents.
    pub media: BTreeMap<ProjectPath, Bytes>,
    /// The records of translations, in `.l10n` folders below `content/`, by path.
    pub records: Vec<Arc<Source>>,
    /// Files below `themes/`.
    pub themes: BTreeMap<ProjectPath, Bytes>,
    /// What could not be taken.
    pub findings: Vec<Diagnostic>,
}

impl Sources {
    /// The text of a path, for showing findings.
    pub fn text(&self, path: &ProjectPath) -> Option<&str> {
        let found = |list: &[Arc<Source>]| list.binary_search_by(|source| source.path.cmp(path)).ok();
        match found(&self.texts) {
            Some(at) => Some(&self.texts[at].text),
            None => found(&self.records).map(|at| &*self.records[at].text),
        }
    }
}

/// Why a project could not be read at all.
#[derive(Debug)]
pub enum LoadError {
    /// There is no `site.toml` in the folder.
    NoProject(PathBuf),
    /// The system refused a read.
    Io(PathBuf, io::Error),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProject(root) => {
                write!(f, "expected a project with a `site.toml` in `{}`", root.display())
            }
            Self::Io(path, error) => write!(f, "cannot read `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads the project in a folder.
pub fn load(root: &Path) -> Result<Sources, LoadError> {
    let site = root.join("site.toml");
    if !site.is_file() {
        return Err(LoadError::NoProject(root.to_path_buf()));
    }
    let mut sources = Sources::default();
    let path = ProjectPath::new("site.toml").expect("a clean literal path");
    take_text(&mut sources, path, &site)?;
    for folder in ["content", "themes"] {
        walk(&mut sources, root, folder)?;
    }
    Ok(complete(sources))
}

impl Sources {
    /// A project that stands on no disk: its files by their paths.
    pub fn of_files(files: impl IntoIterator<Item = (ProjectPath, Bytes)>) -> Self {
        let mut sources = Self::default();
        for (path, bytes) in files {
            if is_text(&path) {
                put_text(&mut sources, path, bytes.to_vec());
            } else if path.below("content").is_some() || path.below("themes").is_some() {
                put_bytes(&mut sources, &path, bytes.to_vec());
            }
        }
        complete(sources)
    }

    /// All files of it, by their paths.
    pub fn files(&self) -> impl Iterator<Item = (&ProjectPath, Bytes)> {
        let texts = self.texts.iter().chain(&self.records).filter(|source| !source.unread);
        let texts = texts.map(|source| (&source.path, Bytes::from(source.text.as_bytes())));
        let others = self.media.iter().chain(&self.themes);
        texts.chain(others.map(|(path, bytes)| (path, Bytes::clone(bytes))))
    }
}

fn walk(sources: &mut Sources, root: &Path, folder: &str) -> Result<(), LoadError> {
    let top = root.join(folder);
    let Ok(found) = fs::symlink_metadata(&top) else { return Ok(()) };
    if found.is_symlink() {
        let path = ProjectPath::new(folder).expect("a literal folder is a path");
        sources.findings.push(linked(&path));
        return Ok(());
    }
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0
            || !(is_hidden(&name) || (entry.depth() == 1 && name == "versions" && folder == "content"))
    };
    for entry in WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&top).to_path_buf();
            LoadError::Io(path, error.into())
        })?;
        if !entry.file_type().is_dir() {
            take(sources, root, &entry)?;
        }
    }
    Ok(())
}

fn take(sources: &mut Sources, root: &Path, entry: &walkdir::DirEntry) -> Result<(), LoadError> {
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let lossy = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let Some(path) = relative.to_str().and(ProjectPath::new(&lossy)) else {
        put_misnamed(sources, &lossy);
        return Ok(());
    };
    if entry.file_type().is_symlink() {
        put_link(sources, path);
        return Ok(());
    }
    if is_text(&path) {
        return take_text(sources, path, entry.path());
    }
    let bytes = fs::read(entry.path()).map_err(|error| LoadError::Io(entry.path().to_path_buf(), error))?;
    put_bytes(sources, &path, bytes);
    Ok(())
}

/// Whether a name is one that is not walked. Records stand out of the way of authors, and are read.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != RECORDS
}

/// The folder of records beside what they are about.
const RECORDS: &str = ".l10n";

/// Whether a file is a record of a translation.
fn is_record(path: &ProjectPath) -> bool {
    let ends = path.as_str().ends_with(".toml");
    ends && path.below("content").is_some() && path.as_str().split('/').rev().nth(1) == Some(RECORDS)
}

/// Whether a file is read as text: content by its ending, records, and the settings.
fn is_text(path: &ProjectPath) -> bool {
    let ending = path.file_name().rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    let of_content = matches!(ending, Some((_, "md" | "yaml" | "yml")));
    path.as_str() == "site.toml" || is_record(path) || (of_content && path.below("content").is_some())
}

fn put_bytes(sources: &mut Sources, path: &ProjectPath, bytes: Vec<u8>) {
    let map = if path.below("content").is_some() { &mut sources.media } else { &mut sources.themes };
    if map.insert(path.clone(), bytes.into()).is_some() {
        sources.findings.push(twin(path, path));
    }
}

/// A link of the disk, which is not followed; a text that it stands for keeps its name.
fn put_link(sources: &mut Sources, path: ProjectPath) {
    sources.findings.push(linked(&path));
    if path.as_str().ends_with(".md") || path.as_str().ends_with(".yaml") {
        refuse(sources, path);
    }
}

fn put_misnamed(sources: &mut Sources, lossy: &str) {
    let shown = ProjectPath::new(&lossy.replace('\\', "_")).or_else(|| ProjectPath::new("content"));
    if let Some(path) = shown {
        let message = "expected a file name in UTF-8 without backslashes";
        sources.findings.push(Diagnostic::new(&FIL005, &path, Span::default(), message));
    }
}

fn linked(path: &ProjectPath) -> Diagnostic {
    let finding =
        Diagnostic::new(&FIL005, path, Span::default(), "expected a file or folder, found a link to one");
    finding.hint("put the thing itself here: links could lead out of the project")
}

/// Keeps the name of a text that could not be taken, so that what refers to it stays silent.
fn refuse(sources: &mut Sources, path: ProjectPath) {
    sources.texts.push(Arc::new(Source { path, text: "".into(), unread: true }));
}

fn take_text(sources: &mut Sources, path: ProjectPath, file: &Path) -> Result<(), LoadError> {
    let io = |error| LoadError::Io(file.to_path_buf(), error);
    if fs::metadata(file).map_err(io)?.len() > MAX_TEXT {
        too_large(sources, path);
        return Ok(());
    }
    put_text(sources, path, fs::read(file).map_err(io)?);
    Ok(())
}

fn too_large(sources: &mut Sources, path: ProjectPath) {
    let message = "expected a text of at most 16 MiB, found more";
    sources.findings.push(Diagnostic::new(&FIL005, &path, Span::default(), message));
    refuse(sources, path);
}

fn put_text(sources: &mut Sources, path: ProjectPath, bytes: Vec<u8>) {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let text = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() };
            sources.texts.push(Arc::new(Source { path, text, unread: false }));
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("expected UTF-8 text, found another encoding at byte {at}");
            let finding = Diagnostic::new(&FIL005, &path, Span::default(), message);
            sources.findings.push(finding.hint("save the file as UTF-8"));
            refuse(sources, path);
        }
    }
}

/// Brings what was taken into its order, once everything was.
fn complete(mut sources: Sources) -> Sources {
    let (records, texts) = sources.texts.into_iter().partition(|source| is_record(&source.path));
    (sources.records, sources.texts) = (records, texts);
    sources.records.sort_by(|a: &Arc<Source>, b| a.path.cmp(&b.path));
    sources.texts.sort_by(|a, b| a.path.cmp(&b.path));
    find_twins(&mut sources);
    sources
}

fn twin(path: &ProjectPath, first: &ProjectPath) -> Diagnostic {
    let message = format!("`{first}` differs from this path only in capitals or in its Unicode form");
    let finding = Diagnostic::new(&FIL004, path, Span::default(), message);
    finding.hint("rename one of the two: some systems cannot hold both")
}

/// Two paths that one file system keeps apart and another does not.
fn find_twins(sources: &mut Sources) {
    let mut seen: BTreeMap<String, ProjectPath> = BTreeMap::new();
    let texts = sources.texts.iter().map(|source| &source.path);
    let mut twins = Vec::new();
    for path in texts.chain(sources.media.keys()) {
        let folded = path.as_str().to_lowercase().nfc().collect::<String>();
        if let Some(first) = seen.insert(folded, path.clone()) {
            twins.push(twin(path, &first));
        }
    }
    sources.findings.append(&mut twins);
}
