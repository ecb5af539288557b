//! A print of the watched files: two prints differ if a file was added, removed, moved or changed.
//!
//! Apart because it is what watching rests on where the system tells nothing, or not all.
//!
//! Invariant: contents are never read. A change that keeps size, time of change and time of birth is not
//! seen here.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

/// What the watched places and all that lies below them looked like at one time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Print(u64);

/// Which of the places were folders at one time, and since when. Watches hold as long as that stays.
#[derive(PartialEq, Eq, Debug, Default)]
pub(super) struct Folders(Vec<Option<Born>>);

/// When a folder was made, where the file system keeps that.
type Born = Option<SystemTime>;

/// Looks at all places and what lies below them.
pub(super) fn scan(places: &[PathBuf]) -> Print {
    let files = places.iter().flat_map(|place| below(place));
    // A sum, so that the order in which the system lists files does not matter.
    Print(files.map(|entry| print(&entry)).fold(0, u64::wrapping_add))
}

/// Looks at the places themselves.
pub(super) fn folders<'a>(places: impl Iterator<Item = &'a PathBuf>) -> Folders {
    Folders(places.map(|place| birth(place)).collect())
}

/// What vanishes while it is looked at is left out; it is missing from the next print as well.
#[allow(clippy::disallowed_methods, reason = "looks at names, sizes and times; no order matters")]
fn below(place: &Path) -> impl Iterator<Item = DirEntry> {
    WalkDir::new(place).into_iter().filter_map(Result::ok)
}

fn print(entry: &DirEntry) -> u64 {
    let mut hasher = DefaultHasher::new();
    entry.path().hash(&mut hasher);
    entry.file_type().is_dir().hash(&mut hasher);
    // A folder's own times change with what editors put beside a file and take away again.
    if !entry.file_type().is_dir()
        && let Ok(found) = entry.metadata()
    {
        (found.len(), found.modified().ok(), found.created().ok()).hash(&mut hasher);
    }
    hasher.finish()
}

/// `None` where there is no folder.
#[allow(clippy::disallowed_methods, reason = "tells one folder from the next, reads nothing")]
fn birth(place: &Path) -> Option<Born> {
    let found = place.metadata().ok()?;
    found.is_dir().then(|| found.created().ok())
}
