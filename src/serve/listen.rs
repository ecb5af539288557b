//! The system's own word on changes, reduced to "something changed".
//!
//! Apart because it is all that knows the watching library. Folders are watched with what lies below them.
//! Files are watched through their parent, as a file that is saved by renaming is another file each time;
//! that also shows when a folder comes that was not there.
//!
//! Invariant: reading a file, a change of rights, and what happens outside the places ring no bell.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{io, path};

use notify::event::{MetadataKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::bell::Bell;

/// Watches until it is dropped.
pub(super) type Watcher = RecommendedWatcher;

/// Sets watches on the places that exist, and on the root without what lies below it. Each change rings.
pub(super) fn listen(root: &Path, places: &[PathBuf], bell: Bell) -> notify::Result<Watcher> {
    let places: Vec<PathBuf> = places.iter().map(|place| real(place)).collect();
    let ours = places.clone();
    let hear = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&event, &ours)) {
            bell.ring();
        }
    };
    let mut watcher = RecommendedWatcher::new(hear, Config::default().with_follow_symlinks(false))?;
    for folder in places.iter().filter(|place| is_folder(place)) {
        add(&mut watcher, folder, RecursiveMode::Recursive)?;
    }
    for parent in parents(root, &places) {
        add(&mut watcher, &parent, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// The root and the folders that the places lie in, but for those watched already.
fn parents(root: &Path, places: &[PathBuf]) -> BTreeSet<PathBuf> {
    let parents = places.iter().filter_map(|place| place.parent().map(Path::to_path_buf));
    let all = parents.chain([real(root)]);
    all.filter(|parent| is_folder(parent) && !lies_in(parent, places)).collect()
}

/// A folder that has just vanished needs no watch.
fn add(watcher: &mut Watcher, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
    match watcher.watch(folder, mode) {
        Err(error) if is_missing(&error.kind) => Ok(()),
        done => done,
    }
}

fn is_missing(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn is_change(event: &Event, places: &[PathBuf]) -> bool {
    let counts = match event.kind {
        EventKind::Access(_) | EventKind::Other => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => kind == MetadataKind::WriteTime,
        _ => true,
    };
    counts && event.paths.iter().any(|path| lies_in(path, places))
}

fn lies_in(path: &Path, places: &[PathBuf]) -> bool {
    places.iter().any(|place| path.starts_with(place))
}

#[allow(clippy::disallowed_methods, reason = "a folder is watched otherwise than a file")]
fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The path as the system spells it in events: absolute and, as far as it exists, without links.
#[allow(clippy::disallowed_methods, reason = "events name real paths")]
fn real(given: &Path) -> PathBuf {
    let full = path::absolute(given).unwrap_or_else(|_| given.to_path_buf());
    if let Ok(real) = full.canonicalize() {
        return real;
    }
    match (full.parent().map(Path::canonicalize), full.file_name()) {
        (Some(Ok(parent)), Some(name)) => parent.join(name),
        _ => full,
    }
}
