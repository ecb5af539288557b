//! In place: where the folder cannot be swapped (a mount, a read-only parent, a folder to keep in it, or a
//! system without an exchange), the files are replaced one by one, under a journal.
//!
//! 1. `.supportbook-journal.part` in the site's folder gets all new bytes, each file under its number in the
//!    new manifest, and the new manifest. One sync; the site is untouched.
//! 2. It is renamed to `.supportbook-journal`: from here on the new site will stand.
//! 3. Replay: the files are moved to their places, pages last, so that no page asks for what is not there
//!    yet; then what the old manifest lists and the new one does not is removed; the manifest comes last.
//!
//! A run killed before step 2 has changed nothing; one killed later is replayed by the next command, without
//! the build. Until then readers see a mixture.
//!
//! Invariant: every step of the replay can be repeated; it never writes through a symbolic link.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Plan;
use super::destination::Destination;
use super::error::{Named, WriteError};
use super::manifest::{MANIFEST, Manifest};
use super::platform;
use super::swap::{write_manifest, write_new};
use super::tree;

/// The journal, once it is complete.
pub(super) const JOURNAL: &str = ".supportbook-journal";

/// The journal while it is written.
pub(super) const UNFINISHED_JOURNAL: &str = ".supportbook-journal.part";

/// The folder of the journal that the new files are in.
const FILES: &str = "files";

/// Publishes file by file.
pub(super) fn publish(dest: &Destination, plan: &Plan) -> Result<(), WriteError> {
    let journal = dest.folder().join(UNFINISHED_JOURNAL);
    if let Err(error) = stage(dest, &journal, plan) {
        let _ = fs::remove_dir_all(&journal);
        return Err(error.needing(plan.bytes_to_write()));
    }
    let committed = dest.folder().join(JOURNAL);
    fs::rename(&journal, &committed).named("commit", &journal)?;
    replay(dest)
}

/// Writes the journal.
fn stage(dest: &Destination, journal: &Path, plan: &Plan) -> Result<(), WriteError> {
    let files = journal.join(FILES);
    fs::create_dir_all(&files).named("create", &files)?;
    for (number, (_, bytes, changed)) in plan.files().enumerate() {
        if changed {
            write_new(&files.join(number.to_string()), bytes)?;
        }
    }
    write_manifest(journal, &journal.join(MANIFEST), &plan.manifest)?;
    platform::sync(&dest.folder()).named("sync", &dest.folder())
}

/// Drops an unfinished journal, and brings a complete one to its end.
pub(super) fn recover(dest: &Destination) -> Result<(), WriteError> {
    let unfinished = dest.folder().join(UNFINISHED_JOURNAL);
    if tree::is_folder(&unfinished)? {
        fs::remove_dir_all(&unfinished).named("remove", &unfinished)?;
    }
    if tree::is_folder(&dest.folder().join(JOURNAL))? { replay(dest) } else { Ok(()) }
}

/// The manifest of a complete journal that was not replayed to its end.
pub(super) fn pending(dest: &Destination) -> Result<Option<Manifest>, WriteError> {
    Manifest::read(&dest.folder().join(JOURNAL).join(MANIFEST), dest.audience())
}

/// Carries out a complete journal, from wherever it was left.
fn replay(dest: &Destination) -> Result<(), WriteError> {
    let folder = dest.folder();
    let journal = folder.join(JOURNAL);
    if let Some(new) = pending(dest)? {
        let old = Manifest::read(&dest.manifest(), dest.audience())?;
        let old = old.unwrap_or_else(|| Manifest::empty(dest.audience()));
        place_files(&folder, &journal.join(FILES), &new, &old)?;
        if old.files.iter().any(|entry| !new.lists(entry.path.as_str())) {
            let is_stale = |path: &str| old.lists(path) && !new.lists(path);
            let skip = |name: &str| name == JOURNAL || dest.keeps(name, &old);
            tree::sweep(&folder, "", &is_stale, &skip)?;
        }
        platform::replace(&journal.join(MANIFEST), &dest.manifest()).named("write", &dest.manifest())?;
    }
    fs::remove_dir_all(&journal).named("remove", &journal)
}

/// Moves the files of the journal to their places, pages after all others.
fn place_files(folder: &Path, files: &Path, new: &Manifest, old: &Manifest) -> Result<(), WriteError> {
    let mut numbers = staged(files)?;
    numbers.retain(|&number| number < new.files.len());
    numbers.sort_by_key(|&number| (new.files[number].path.is_html(), number));
    for number in numbers {
        let path = new.files[number].path.as_str();
        make_folders(folder, path, old)?;
        let place = folder.join(path);
        if tree::is_folder(&place)? {
            remove_listed(&place, path, old)?;
        }
        platform::replace(&files.join(number.to_string()), &place).named("write", &place)?;
    }
    Ok(())
}

/// The numbers of the files that still are in the journal.
fn staged(files: &Path) -> Result<Vec<usize>, WriteError> {
    let entries = match fs::read_dir(files) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.named("read", files)?,
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let name = entry.named("read", files)?.file_name();
        numbers.extend(name.to_str().and_then(|name| name.parse::<usize>().ok()));
    }
    Ok(numbers)
}

/// Makes the folders that `path` lies in below `root`; a file or link of ours in their place gives way.
pub(super) fn make_folders(root: &Path, path: &str, old: &Manifest) -> Result<(), WriteError> {
    for (end, _) in path.match_indices('/') {
        let folder = root.join(&path[..end]);
        match tree::stands_at(&folder)? {
            None => {}
            Some(found) if found.is_dir() => continue,
            Some(_) if old.lists(&path[..end]) => fs::remove_file(&folder).named("remove", &folder)?,
            Some(found) if found.is_symlink() => return Err(WriteError::Symlink { path: folder }),
            Some(_) => return Err(WriteError::NotAFolder { path: folder }),
        }
        fs::create_dir(&folder).named("create", &folder)?;
    }
    Ok(())
}

/// Removes a folder that a file takes the place of, with the files in it that are ours.
fn remove_listed(place: &PathBuf, path: &str, old: &Manifest) -> Result<(), WriteError> {
    tree::sweep(place, path, &|path| old.lists(path), &|_| false)?;
    fs::remove_dir(place).named("remove", place)
}
