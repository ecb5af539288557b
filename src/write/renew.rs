//! Writing files beside others in a folder of the user's, time and again: what is ours is written anew.
//!
//! Apart from [`create`](super::create()), which never replaces a file, and from publishing, whose folder
//! is all ours and has a manifest. Here a file says of itself whose it is.
//!
//! Invariant: all files are judged before the first is written, and one that is not ours stops the run.
//! Each file is replaced in one step.

use std::fs;
use std::path::{Path, PathBuf};

use super::create::create;
use super::error::{Named, WriteError};
use super::swap::write_new;
use super::{platform, tree};

/// Numbers of files, by what happened to them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Renewed {
    /// Where none was.
    pub added: usize,
    /// With other bytes than before.
    pub updated: usize,
    /// As before.
    pub unchanged: usize,
}

/// Writes files by their names in `folder`, over those for which `is_ours` holds.
///
/// # Errors
/// [`WriteError::Exists`] where something else has the name of a file; nothing was written then.
pub fn renew(
    folder: &Path,
    files: &[(PathBuf, Vec<u8>)],
    is_ours: impl Fn(&[u8]) -> bool,
) -> Result<Renewed, WriteError> {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let place = folder.join(name);
        let Some(found) = tree::stands_at(&place)? else {
            new.push((name.clone(), bytes.clone()));
            continue;
        };
        let old = if found.is_file() { Some(fs::read(&place).named("read", &place)?) } else { None };
        match old {
            Some(old) if old == *bytes => {}
            Some(old) if is_ours(&old) => changed.push((place, bytes)),
            _ => return Err(WriteError::Exists { path: place }),
        }
    }
    create(folder, &new)?;
    for (place, bytes) in &changed {
        let unfinished = place.with_extension("supportbook-new");
        let _ = fs::remove_file(&unfinished);
        write_new(&unfinished, bytes)?;
        platform::replace(&unfinished, place).named("write", place)?;
    }
    let (added, updated) = (new.len(), changed.len());
    Ok(Renewed { added, updated, unchanged: files.len() - added - updated })
}
