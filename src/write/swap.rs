//! The swap: the new tree is made beside the old one, then both change places in one step.
//!
//! 1. A staging folder, `.public.supportbook-1`, is made beside `public`: on the same file system, with the
//!    same owner, group and mode.
//! 2. Unchanged files are hard-linked from the old tree, whose bytes were compared before; the others are
//!    written. Files to keep are hard-linked too, so that they are never away. The manifest comes last.
//! 3. One sync, then the exchange. The staging folder now is the old tree.
//! 4. The old tree is removed.
//!
//! Whatever moment a run is killed at, the site is the old one or the new one, and the staging folder is
//! removed by the next command. Folders to keep (`.git`) are never moved: they rule the swap out.
//!
//! Invariant: a tree that was ever published has a manifest, in its old place too, and of such a tree only
//! listed files are removed; what else turns up in it is moved to the site, for the user to judge. A staging
//! folder without a manifest never was published, and all in it is ours.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Plan;
use super::destination::Destination;
use super::error::{Named, WriteError};
use super::in_place;
use super::manifest::{MANIFEST, Manifest};
use super::platform;
use super::tree::{self, Kept};
use crate::output::OutputPath;

/// The manifest while it is written.
const UNFINISHED_MANIFEST: &str = ".supportbook-manifest.part";

/// Publishes by a swap; answers false, with nothing changed, where that cannot be.
pub(super) fn swap(dest: &Destination, plan: &Plan) -> Result<bool, WriteError> {
    let is_impossible = !platform::CAN_EXCHANGE && plan.tree.is_there;
    if is_impossible || dest.is_in_place() || plan.tree.kept.iter().any(|kept| kept.is_folder) {
        return Ok(false);
    }
    let Some(staging) = Staging::make(dest, plan.tree.is_there)? else { return Ok(false) };
    if !staging.link_kept(dest, &plan.tree.kept) {
        return Ok(false);
    }
    staging.fill(dest, plan).map_err(|error| error.needing(plan.bytes_to_write()))?;
    if plan.tree.is_there && !plan.tree.is_published {
        match write_manifest(&staging.folder, &dest.manifest(), &Manifest::empty(dest.audience())) {
            // The folder is mounted here from elsewhere on the same disk.
            Err(WriteError::Io { source, .. }) if rules_out_swap(&source) => return Ok(false),
            written => written?,
        }
    }
    write_manifest(&staging.folder, &staging.folder.join(MANIFEST), &plan.manifest)?;
    platform::sync(&staging.folder).named("sync", &staging.folder)?;
    staging.exchange(dest, plan.tree.is_there)
}

/// Removes the staging folders that killed runs left beside the folder of a site.
pub(super) fn discard_stale(dest: &Destination) -> Result<(), WriteError> {
    let prefix = staging_prefix(dest);
    let entries = match fs::read_dir(dest.out()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.named("read", dest.out())?,
    };
    for entry in entries {
        let entry = entry.named("read", dest.out())?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        let is_ours = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        if is_ours && tree::is_folder(&entry.path())? {
            discard(dest, &dest.out().join(name))?;
        }
    }
    Ok(())
}

/// A folder beside the site's that becomes the site, removed again if it does not come to that.
struct Staging {
    folder: PathBuf,
    is_site: bool,
}

impl Staging {
    /// Makes the folder, or answers `None` where none can stand that could take the site's place.
    fn make(dest: &Destination, is_there: bool) -> Result<Option<Self>, WriteError> {
        let folder = match make_numbered(dest) {
            Err(error) if rules_out_swap(&error) => return Ok(None),
            made => made.named("create a folder in", dest.out())?,
        };
        let staging = Self { folder, is_site: false };
        if is_there {
            match platform::dress_like(&staging.folder, &dest.folder()) {
                Err(error) if rules_out_swap(&error) => return Ok(None),
                dressed => dressed.named("set the owner of", &staging.folder)?,
            }
        }
        Ok(Some(staging))
    }

    /// Whether all entries to keep could be given to the new tree as well.
    fn link_kept(&self, dest: &Destination, kept: &[Kept]) -> bool {
        let link = |Kept { name, .. }: &Kept| fs::hard_link(dest.folder().join(name), self.folder.join(name));
        kept.iter().all(|kept| link(kept).is_ok())
    }

    /// Puts all files of the site into the folder.
    fn fill(&self, dest: &Destination, plan: &Plan) -> Result<(), WriteError> {
        self.make_folders(plan)?;
        let old = dest.folder();
        plan.files().collect::<Vec<_>>().par_iter().try_for_each(|&(path, bytes, changed)| {
            let place = self.folder.join(path.as_str());
            // A link may be refused (of another's file, too many): then a copy does as well.
            if changed || fs::hard_link(old.join(path.as_str()), &place).is_err() {
                write_new(&place, bytes)?;
            }
            Ok(())
        })
    }

    /// Makes the folders of the site, level by level.
    fn make_folders(&self, plan: &Plan) -> Result<(), WriteError> {
        let depth = |folder: &str| folder.matches('/').count();
        let mut folders: Vec<_> = folders(plan.output.files().keys()).into_iter().collect();
        folders.sort_by_key(|folder| depth(folder));
        for level in folders.chunk_by(|one, other| depth(one) == depth(other)) {
            level.par_iter().try_for_each(|folder| {
                let folder = self.folder.join(folder);
                fs::create_dir(&folder).named("create", &folder)
            })?;
        }
        Ok(())
    }

    /// Takes the site's place, and removes the old tree.
    fn exchange(mut self, dest: &Destination, is_there: bool) -> Result<bool, WriteError> {
        let folder = dest.folder();
        let exchange = if is_there { platform::exchange } else { platform::replace };
        match exchange(&self.folder, &folder) {
            Err(error) if rules_out_swap(&error) => return Ok(false),
            exchanged => exchanged.named("put the new tree at", &folder)?,
        }
        self.is_site = true;
        if is_there {
            discard(dest, &self.folder)?;
        }
        Ok(true)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_site {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn staging_prefix(dest: &Destination) -> String {
    format!(".{}.supportbook-", dest.audience().folder())
}

/// Creates the first staging folder whose number is free.
fn make_numbered(dest: &Destination) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let folder = dest.out().join(format!("{}{number}", staging_prefix(dest)));
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|()| folder),
        }
    }
}

/// Whether an error says that a folder cannot be made here, or cannot take the place of another.
fn rules_out_swap(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::PermissionDenied
            | Kind::ReadOnlyFilesystem
            | Kind::ResourceBusy
            | Kind::CrossesDevices
            | Kind::InvalidInput
            | Kind::Unsupported
    )
}

/// The folders that files lie in.
pub(super) fn folders<'a>(paths: impl Iterator<Item = &'a OutputPath>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut rest = path.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            rest = folder;
        }
    }
    folders
}

/// Writes a file where none is.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    fs::File::create_new(path).and_then(|mut file| file.write_all(bytes)).named("write", path)
}

/// Puts a manifest at `path` in one step, by way of a file in `folder`.
pub(super) fn write_manifest(folder: &Path, path: &Path, manifest: &Manifest) -> Result<(), WriteError> {
    let unfinished = folder.join(UNFINISHED_MANIFEST);
    write_new(&unfinished, &manifest.to_bytes())?;
    platform::replace(&unfinished, path).named("write", path)
}

/// Removes a tree that was staged and never published, or published and then swapped out.
fn discard(dest: &Destination, folder: &Path) -> Result<(), WriteError> {
    let path = folder.join(MANIFEST);
    if let Some(manifest) = Manifest::read(&path, dest.audience())? {
        tree::sweep(folder, "", &|path| manifest.lists(path), &|name| {
            name == MANIFEST || dest.keeps(name, &manifest)
        })?;
        for path in tree::strangers(dest, folder, &manifest)? {
            move_to_site(dest, folder, &path, dest.keeps(&path, &manifest))?;
        }
    }
    fs::remove_dir_all(folder).named("remove", folder)
}

/// Moves to the site what turned up in the old tree: an entry to keep, or a file that someone put there
/// while the new tree was made.
fn move_to_site(dest: &Destination, folder: &Path, path: &str, is_kept: bool) -> Result<(), WriteError> {
    let (from, to) = (folder.join(path), dest.folder().join(path));
    match (tree::stands_at(&from)?, tree::stands_at(&to)?) {
        (_, None) => {
            fs::create_dir_all(dest.folder()).named("create", &dest.folder())?;
            in_place::make_folders(&dest.folder(), path, &Manifest::empty(dest.audience()))?;
            fs::rename(&from, &to).named("move", &from)
        }
        (Some(old), Some(new)) if is_same(&from, &to) || (is_kept && is_older(&old, &new)) => {
            fs::remove_file(&from).named("remove", &from)
        }
        (Some(old), Some(new)) if is_kept && is_older(&new, &old) => {
            fs::rename(&from, &to).named("move", &from)
        }
        _ => Err(WriteError::Stranded { path: from, taken: to }),
    }
}

/// Whether two places hold the same bytes, or links to the same place.
fn is_same(one: &Path, other: &Path) -> bool {
    let links = || Some(fs::read_link(one).ok()? == fs::read_link(other).ok()?);
    let files = || Some(fs::read(one).ok()? == fs::read(other).ok()?);
    if one.is_symlink() || other.is_symlink() { links() == Some(true) } else { files() == Some(true) }
}

fn is_older(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    one.modified().ok().zip(other.modified().ok()).is_some_and(|(one, other)| one < other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn mounts_and_read_only_parents_rule_the_swap_out() {
        let name = |code| (code, rules_out_swap(&io::Error::from_raw_os_error(code)));
        // EPERM, EACCES, EBUSY, EXDEV, EINVAL, EROFS, ENOSYS, EOPNOTSUPP
        for code in [1, 13, 16, 18, 22, 30, 38, 95] {
            assert_eq!(name(code), (code, true));
        }
        // ENOENT, EIO, ENOSPC, EDQUOT, EMFILE
        for code in [2, 5, 28, 122, 24] {
            assert_eq!(name(code), (code, false));
        }
    }
}
