//! Editing sources in place, writing new ones and removing old ones: all files of a list or none.
//!
//! Apart from publishing and creating, because here the user's own files change. What a file says is compared
//! with what was judged before anything is written.
//!
//! Invariant: each file is replaced in one step, with its mode; after an error all files are as they were.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Named, WriteError};
use super::swap::write_new;
use super::{platform, tree};
use crate::path::ProjectPath;

/// A file and what it is to be.
#[derive(Clone, Debug)]
pub struct SourceEdit {
    /// The file, below the project's folder.
    pub path: ProjectPath,
    /// All of it as it was judged; `None` where there was no such file.
    pub before: Option<Vec<u8>>,
    /// All of it afterwards; `None` where it is to go.
    pub after: Option<Vec<u8>>,
}

/// Reads a source as it stands on the disk, with its line ends and its byte order mark.
///
/// # Errors
/// [`WriteError::Changed`] where it is no plain file in UTF-8 any more.
pub fn read_source(root: &Path, path: &ProjectPath) -> Result<String, WriteError> {
    let bytes = read_file(root, path)?;
    String::from_utf8(bytes).map_err(|_| WriteError::Changed { path: root.join(path.as_str()) })
}

/// Reads a file as it stands on the disk.
///
/// # Errors
/// [`WriteError::Changed`] where it is no plain file any more.
pub fn read_file(root: &Path, path: &ProjectPath) -> Result<Vec<u8>, WriteError> {
    let place = root.join(path.as_str());
    let is_file = tree::stands_at(&place)?.is_some_and(|found| found.is_file());
    if !is_file {
        return Err(WriteError::Changed { path: place });
    }
    fs::read(&place).named("read", &place)
}

/// Edits sources.
///
/// # Errors
/// [`WriteError::Changed`] where a file does not say what was judged; nothing was written then.
pub fn edit(root: &Path, edits: &[SourceEdit]) -> Result<(), WriteError> {
    for SourceEdit { path, before, .. } in edits {
        let place = root.join(path.as_str());
        let found = tree::stands_at(&place)?.map(|_| read_file(root, path)).transpose()?;
        if found != *before {
            return Err(WriteError::Changed { path: place });
        }
    }
    let mut staged = Staged::default();
    for SourceEdit { path, before, after } in edits {
        let Some(after) = after else { continue };
        let place = root.join(path.as_str());
        let aside = beside(&place);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).named("create", folder)?;
        }
        let _ = fs::remove_file(&aside);
        write_new(&aside, after)?;
        staged.0.push(aside.clone());
        if before.is_some() {
            let mode = fs::metadata(&place).named("read", &place)?.permissions();
            fs::set_permissions(&aside, mode).named("write", &aside)?;
        }
    }
    for (number, SourceEdit { path, after, .. }) in edits.iter().enumerate() {
        let place = root.join(path.as_str());
        let done = match after {
            Some(_) => platform::replace(&beside(&place), &place),
            None => fs::remove_file(&place),
        };
        if let Err(source) = done {
            put_back(root, &edits[..number]);
            return Err(WriteError::Io { doing: "write", path: place, source });
        }
    }
    Ok(())
}

/// Where the new text of a file waits.
fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.supportbook-new"))
}

/// Gives files their old texts again. Should that fail too, the texts are lost to this run, not to its caller,
/// who has them in version control.
fn put_back(root: &Path, edits: &[SourceEdit]) {
    for SourceEdit { path, before, .. } in edits {
        let place = root.join(path.as_str());
        let _ = match before {
            Some(before) => fs::write(place, before),
            None => fs::remove_file(place),
        };
    }
}

/// Files that are removed again where they were not used.
#[derive(Default)]
struct Staged(Vec<PathBuf>);

impl Drop for Staged {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}
