//! Writes a site to the disk, so that its folder holds the old site or the new one at every moment.
//!
//! ```text
//! Destination::new   judge the folder          lock   one run at a time
//! recover            finish what was killed    publish
//! ```
//!
//! [`publish`] compares the site with what stands in the folder and does nothing if that is the same.
//! Otherwise it [swaps](swap) the whole folder, or goes file by file [in place](in_place) where that cannot
//! be. Apart because these are the only writes of the program, beside edits of sources.
//!
//! Not seen by the comparison, and so left as it is until something else changes: an edit by hand that
//! keeps the size and the time of a published file, a changed mode or owner, an empty folder.
//!
//! Invariant: only [`GatedOutput`] is published, only to a [`Destination`], only under its [`Lock`]. A file
//! that no manifest of ours lists is never removed or overwritten.

#![allow(clippy::disallowed_methods, reason = "here the disk is changed, and looked at for that")]

mod create;
mod destination;
mod edit;
mod error;
mod in_place;
mod lock;
mod manifest;
mod platform;
mod renew;
mod swap;
mod tree;

use std::fs;

use rayon::prelude::*;

use self::manifest::Manifest;
use self::tree::Tree;
use crate::gate::GatedOutput;
use crate::output::{Bytes, OutputPath};

pub use self::create::create;
pub use self::destination::Destination;
pub use self::edit::{SourceEdit, edit, read_file, read_source};
pub use self::error::WriteError;
pub use self::lock::{Lock, lock};
pub use self::manifest::MANIFEST;
pub use self::renew::{Renewed, renew};

/// The names kept in an output folder unless the user says otherwise.
pub const DEFAULT_KEEP: [&str; 2] = [".git", "CNAME"];

/// What a publishing did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Published {
    /// How many files changed.
    pub changed: Changed,
    /// How they got to their place.
    pub way: Way,
}

/// Numbers of files, by what happened to them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Changed {
    /// New in the site.
    pub added: usize,
    /// With other bytes than before, or restored after an edit by hand.
    pub updated: usize,
    /// No longer in the site.
    pub removed: usize,
    /// As before.
    pub unchanged: usize,
}

/// The way a site was published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// It stood there already.
    Nothing,
    /// The whole folder at once.
    Swapped,
    /// File by file, under a journal.
    InPlace,
}

/// Publishes a site to its folder.
///
/// # Errors
/// After a refusal, a lock or a full disk the old site stands unchanged.
pub fn publish(dest: &Destination, lock: &Lock, output: &GatedOutput) -> Result<Published, WriteError> {
    recover(dest, lock)?;
    let plan = Plan::new(dest, output)?;
    let changed = plan.count();
    if plan.is_empty() {
        return Ok(Published { changed, way: Way::Nothing });
    }
    if swap::swap(dest, &plan)? {
        return Ok(Published { changed, way: Way::Swapped });
    }
    in_place::publish(dest, &plan)?;
    Ok(Published { changed, way: Way::InPlace })
}

/// Finishes what a killed run left: replays a complete journal, drops an unfinished one and stale staging
/// folders. [`publish`] and [`clean`] begin with it.
pub fn recover(dest: &Destination, lock: &Lock) -> Result<(), WriteError> {
    lock.covers(dest)?;
    dest.check_kind()?;
    in_place::recover(dest)?;
    swap::discard_stale(dest)
}

/// Removes the published files, and the folders that are then empty; answers how many files there were.
pub fn clean(dest: &Destination, lock: &Lock) -> Result<usize, WriteError> {
    recover(dest, lock)?;
    let Some(manifest) = Manifest::read(&dest.manifest(), dest.audience())? else { return Ok(0) };
    let is_kept = |name: &str| name == MANIFEST || dest.keeps(name, &manifest);
    let removed = tree::sweep(&dest.folder(), "", &|path| manifest.lists(path), &is_kept)?;
    fs::remove_file(dest.manifest()).map_err(|source| WriteError::Io {
        doing: "remove",
        path: dest.manifest(),
        source,
    })?;
    tree::remove_if_empty(&dest.folder());
    Ok(removed)
}

/// A site beside what stands in its folder.
struct Plan<'a> {
    output: &'a GatedOutput,
    manifest: Manifest,
    /// What stands in the folder.
    tree: Tree,
    /// Which files must be written, in the order of the manifest; the others are there with these bytes.
    changed: Vec<bool>,
}

impl<'a> Plan<'a> {
    fn new(dest: &Destination, output: &'a GatedOutput) -> Result<Self, WriteError> {
        if output.audience() != dest.audience() {
            let (expected, found) = (dest.audience(), output.audience());
            return Err(WriteError::OtherAudience { folder: dest.folder(), expected, found });
        }
        let tree = Tree::read(dest)?;
        check_names(output, &tree)?;
        let manifest = Manifest::of(output);
        let mut plan = Self { output, manifest, tree, changed: Vec::new() };
        plan.changed = plan.compare(dest);
        Ok(plan)
    }

    /// Which files differ from those on the disk.
    ///
    /// Where the manifests are equal, size and time of a file decide. Otherwise a tree must be written anyway
    /// and its bytes are read, so that no edit by hand gets into it.
    fn compare(&self, dest: &Destination) -> Vec<bool> {
        let is_listed = self.tree.is_published && self.tree.manifest == self.manifest;
        if is_listed && (0..self.manifest.files.len()).all(|position| self.tree.looks_untouched(position)) {
            return vec![false; self.manifest.files.len()];
        }
        let folder = dest.folder();
        let files: Vec<_> = self.manifest.files.iter().zip(self.output.files().values()).collect();
        let differs = |(entry, bytes): &(&manifest::Entry, &Bytes)| {
            let old = self.tree.manifest.position(entry.path.as_str());
            let is_listed = old.is_some_and(|old| {
                self.tree.manifest.files[old].sha256 == entry.sha256
                    && self.tree.files[old].is_some_and(|seen| seen.size == entry.size)
            });
            !(is_listed && fs::read(folder.join(entry.path.as_str())).is_ok_and(|found| found == ***bytes))
        };
        files.par_iter().map(differs).collect()
    }

    /// The files of the site, and whether each must be written.
    fn files(&self) -> impl Iterator<Item = (&OutputPath, &Bytes, bool)> {
        let files = self.output.files().iter().zip(&self.changed);
        files.map(|((path, bytes), &changed)| (path, bytes, changed))
    }

    fn is_empty(&self) -> bool {
        self.tree.is_published && self.tree.manifest == self.manifest && !self.changed.contains(&true)
    }

    fn bytes_to_write(&self) -> u64 {
        self.files().filter(|(.., changed)| *changed).map(|(_, bytes, _)| bytes.len() as u64).sum()
    }

    fn count(&self) -> Changed {
        let old = &self.tree.manifest;
        let mut count = Changed::default();
        for (path, _, changed) in self.files() {
            match (changed, old.lists(path.as_str())) {
                (false, _) => count.unchanged += 1,
                (true, true) => count.updated += 1,
                (true, false) => count.added += 1,
            }
        }
        let is_gone = |entry: &&manifest::Entry| !self.manifest.lists(entry.path.as_str());
        count.removed = old.files.iter().filter(is_gone).count();
        count
    }
}

/// Refuses addresses that publishing uses itself, that the user keeps, or that cannot stand side by side.
fn check_names(output: &GatedOutput, tree: &Tree) -> Result<(), WriteError> {
    let folders = swap::folders(output.files().keys());
    for file in output.files().keys() {
        let top = manifest::top(file.as_str());
        if destination::is_own_name(top) {
            return Err(WriteError::Reserved { file: file.clone() });
        }
        if tree.kept.iter().any(|kept| kept.name == top) {
            return Err(WriteError::Kept { file: file.clone() });
        }
        if folders.contains(file.as_str()) {
            return Err(WriteError::FileAndFolder { file: file.clone() });
        }
    }
    Ok(())
}
