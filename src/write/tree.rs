//! What stands in an output folder: the files of its manifest, the entries to keep, and nothing else.
//!
//! Apart because both ways of publishing, `clean` and recovery walk the same trees by the same rules.
//!
//! Invariant: a symbolic link is never followed; it counts as the file it stands for if the manifest lists
//! one there, and as foreign otherwise. Only what a predicate names is ever removed.

use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::destination::Destination;
use super::error::{Named, WriteError};
use super::in_place::{self, JOURNAL, UNFINISHED_JOURNAL};
use super::manifest::{MANIFEST, Manifest};

/// What file managers drop into every folder they show. It is nobody's: it neither stops publishing nor
/// outlives the folder it is in.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// How many foreign files an error names.
const NAMED_FOREIGN: usize = 5;

/// The state of an output folder.
#[derive(Debug)]
pub(super) struct Tree {
    /// Whether there is a folder.
    pub(super) is_there: bool,
    /// Whether there is a manifest.
    pub(super) is_published: bool,
    /// When the manifest was written.
    published: Option<SystemTime>,
    /// What was published last; empty where nothing was.
    pub(super) manifest: Manifest,
    /// The regular files met, in the order of the manifest's; `None` where one is missing.
    pub(super) files: Vec<Option<Seen>>,
    /// Entries at the top that are the user's to keep.
    pub(super) kept: Vec<Kept>,
}

/// A file of the manifest, as it is on the disk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// In bytes.
    pub(super) size: u64,
    pub(super) modified: Option<SystemTime>,
}

/// An entry to keep.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) is_folder: bool,
}

impl Tree {
    /// Reads the folder of a destination; a missing folder is an empty one.
    ///
    /// Files of an unfinished journal count as ours.
    ///
    /// # Errors
    /// [`WriteError::Foreign`], or what is wrong with the manifest.
    pub(super) fn read(dest: &Destination) -> Result<Self, WriteError> {
        let found = Manifest::read(&dest.manifest(), dest.audience())?;
        let coming = in_place::pending(dest)?;
        let published = stands_at(&dest.manifest())?.and_then(|manifest| manifest.modified().ok());
        let is_published = found.is_some();
        let manifest = found.unwrap_or_else(|| Manifest::empty(dest.audience()));
        let is_there = stands_at(&dest.folder())?.is_some();
        let mut met = Vec::new();
        if is_there {
            met = walk(&dest.folder(), "", &|path, entry| judge(dest, &manifest, path, entry))?;
        }
        let mut files = vec![None; manifest.files.len()];
        let (mut kept, mut foreign) = (Vec::new(), Vec::new());
        for entry in met {
            match entry {
                Met::Listed(position, seen) => files[position] = seen,
                Met::Kept(entry) => kept.push(entry),
                Met::Foreign(path) => foreign.push(path),
            }
        }
        foreign.retain(|path| !coming.as_ref().is_some_and(|coming| coming.lists(path)));
        refuse(dest, foreign)?;
        Ok(Self { is_there, is_published, published, manifest, files, kept })
    }

    /// Whether a listed file has its size and was not modified after the manifest was written.
    pub(super) fn looks_untouched(&self, position: usize) -> bool {
        let Some(seen) = self.files[position] else { return false };
        let before = seen.modified.zip(self.published).is_some_and(|(file, manifest)| file <= manifest);
        before && seen.size == self.manifest.files[position].size
    }
}

/// An entry of an output folder that is of account.
enum Met {
    /// A file or link that the manifest lists at this position; what a link leads to is not looked at.
    Listed(usize, Option<Seen>),
    Kept(Kept),
    Foreign(String),
}

/// Says what an entry is to a destination whose folder has this manifest.
fn judge(
    dest: &Destination,
    manifest: &Manifest,
    path: &str,
    entry: &DirEntry,
) -> Result<Step<Met>, WriteError> {
    let kind = kind(entry)?;
    if is_own(path, kind) || is_litter(path) {
        return Ok(Step::Pass);
    }
    if dest.keeps(path, manifest) {
        return Ok(Step::Take(Met::Kept(Kept { name: path.to_owned(), is_folder: kind.is_dir() })));
    }
    if kind.is_dir() {
        return Ok(Step::Enter);
    }
    let Some(position) = manifest.position(path) else {
        return Ok(Step::Take(Met::Foreign(path.to_owned())));
    };
    let mut seen = None;
    if kind.is_file() {
        let metadata = entry.metadata().named("read", &entry.path())?;
        seen = Some(Seen { size: metadata.len(), modified: metadata.modified().ok() });
    }
    Ok(Step::Take(Met::Listed(position, seen)))
}

/// Fails where files are foreign.
fn refuse(dest: &Destination, mut files: Vec<String>) -> Result<(), WriteError> {
    if files.is_empty() {
        return Ok(());
    }
    files.sort();
    let more = files.len().saturating_sub(NAMED_FOREIGN);
    files.truncate(NAMED_FOREIGN);
    Err(WriteError::Foreign { folder: dest.folder(), files, more })
}

/// The paths in an old tree that its manifest does not list: files, and whole folders to keep.
pub(super) fn strangers(
    dest: &Destination,
    folder: &Path,
    manifest: &Manifest,
) -> Result<Vec<String>, WriteError> {
    walk(folder, "", &|path, entry| {
        let kind = kind(entry)?;
        Ok(match dest.keeps(path, manifest) {
            _ if is_own(path, kind) || is_litter(path) => Step::Pass,
            false if kind.is_dir() => Step::Enter,
            _ => Step::Take(path.to_owned()),
        })
    })
}

/// Removes from a tree the files that `is_ours` names by their path, and the folders that are then empty;
/// answers how many files it removed. Entries at the top that `skip` names are left alone.
///
/// `prefix` is the path of `folder` in the tree, empty at the top.
pub(super) fn sweep(
    folder: &Path,
    prefix: &str,
    is_ours: &(dyn Fn(&str) -> bool + Sync),
    skip: &(dyn Fn(&str) -> bool + Sync),
) -> Result<usize, WriteError> {
    let mut removed = 0;
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).named("read", folder)? {
        let entry = entry.named("read", folder)?;
        let path = below(prefix, &entry);
        if prefix.is_empty() && skip(&path) {
            continue;
        }
        if kind(&entry)?.is_dir() {
            folders.push((entry.path(), path));
        } else if is_ours(&path) {
            fs::remove_file(entry.path()).named("remove", &entry.path())?;
            removed += 1;
        }
    }
    let sweep_below = |(folder, path): &(PathBuf, String)| {
        let removed = sweep(folder, path, is_ours, skip)?;
        remove_if_empty(folder);
        Ok(removed)
    };
    let below = folders.par_iter().map(sweep_below).try_reduce(|| 0, |one, other| Ok(one + other))?;
    Ok(removed + below)
}

/// Removes a folder that holds nothing, or litter alone.
pub(super) fn remove_if_empty(folder: &Path) {
    if fs::remove_dir(folder).is_ok() {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    let entries: Vec<_> = entries.flatten().collect();
    if entries.iter().all(|entry| is_litter(&entry.file_name().to_string_lossy())) {
        let _ = entries.iter().try_for_each(|entry| fs::remove_file(entry.path()));
        let _ = fs::remove_dir(folder);
    }
}

/// What a walk does upon an entry.
enum Step<T> {
    /// Walks the folder.
    Enter,
    /// Takes this into the answer.
    Take(T),
    Pass,
}

/// Visits all entries below a folder, each by its `/`-separated path, in no order. `prefix` as for [`sweep`].
fn walk<T: Send>(
    folder: &Path,
    prefix: &str,
    visit: &(impl Fn(&str, &DirEntry) -> Result<Step<T>, WriteError> + Sync),
) -> Result<Vec<T>, WriteError> {
    let mut taken = Vec::new();
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).named("read", folder)? {
        let entry = entry.named("read", folder)?;
        let path = below(prefix, &entry);
        match visit(&path, &entry)? {
            Step::Enter => folders.push((entry.path(), path)),
            Step::Take(item) => taken.push(item),
            Step::Pass => {}
        }
    }
    let walk_below = |(folder, path): &(PathBuf, String)| walk(folder, path, visit);
    for below in folders.par_iter().map(walk_below).collect::<Result<Vec<_>, _>>()? {
        taken.extend(below);
    }
    Ok(taken)
}

/// The path of an entry. What is not Unicode in its name becomes `?`, which no path of ours has.
fn below(prefix: &str, entry: &DirEntry) -> String {
    let name = entry.file_name();
    let name = name.to_str().map_or_else(|| name.to_string_lossy().replace('\u{fffd}', "?"), str::to_owned);
    if prefix.is_empty() { name } else { format!("{prefix}/{name}") }
}

/// What an entry is; a symbolic link is a link.
fn kind(entry: &DirEntry) -> Result<FileType, WriteError> {
    entry.file_type().named("read", &entry.path())
}

/// The manifest and the journals.
fn is_own(path: &str, kind: FileType) -> bool {
    let journal = [JOURNAL, UNFINISHED_JOURNAL].contains(&path) && kind.is_dir();
    journal || (path == MANIFEST && kind.is_file())
}

fn is_litter(path: &str) -> bool {
    LITTER.contains(&path.rsplit_once('/').map_or(path, |(_, name)| name))
}

/// What stands at a path, a link as a link; `None` where nothing does. An error never passes for nothing.
pub(super) fn stands_at(path: &Path) -> Result<Option<Metadata>, WriteError> {
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        found => found.map(Some).named("read", path),
    }
}

/// Whether a folder stands at a path; a link to one is none.
pub(super) fn is_folder(path: &Path) -> Result<bool, WriteError> {
    Ok(stands_at(path)?.is_some_and(|found| found.is_dir()))
}
