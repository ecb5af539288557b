//! A place to publish to, judged before anything is written.
//!
//! Other generators have deleted their users' sources, repositories and homes through a mistyped output
//! folder. Apart so that nothing else in `write` decides where it may write: it takes a [`Destination`].
//!
//! Invariant: the folder of a `Destination` neither is nor holds nor lies in anything of the user's, by its
//! real path, and what stands in it is ours by a manifest or named in `keep`.

use std::env::home_dir;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{Named, WriteError};
use super::in_place::{JOURNAL, UNFINISHED_JOURNAL};
use super::manifest::{MANIFEST, Manifest};
use super::tree::{self, Tree};
use crate::output::{Audience, OutputPath};

/// The folders of a project that no output may overlap.
const SOURCES: [&str; 3] = ["content", "themes", ".git"];

/// A checked folder for one audience's site.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The folder that the folders of all audiences are in, as the user gave it.
    out: PathBuf,
    /// The same without symbolic links.
    real_out: PathBuf,
    audience: Audience,
    keep: Vec<String>,
    in_place: bool,
}

impl Destination {
    /// The folder of `audience` below `out`. It need not exist.
    ///
    /// `keep` are names at the top of the folder that stay as they are, unless the site itself put them
    /// there. Nothing is written.
    ///
    /// # Errors
    /// Where publishing there could harm something that is not ours; see the variants of [`WriteError`]. Files
    /// in a folder with a manifest are judged later, under the lock: another run may be changing them now.
    pub fn new(
        project_root: &Path,
        out: &Path,
        audience: Audience,
        keep: &[String],
    ) -> Result<Self, WriteError> {
        if let Some(name) = keep.iter().find(|name| !is_plain(name)) {
            return Err(WriteError::BadKeep { name: name.clone() });
        }
        let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
        let real_out = real(out)?;
        let dest = Self { out: out.to_path_buf(), real_out, audience, keep: keep.to_vec(), in_place: false };
        dest.check_kind()?;
        dest.check_place(&real(project_root)?)?;
        dest.check_unpublished()?;
        Ok(dest)
    }

    /// The same destination, published file by file even where the folder could be swapped as a whole.
    ///
    /// For a folder that something holds by its handle and not by its name, such as a container that has it
    /// mounted or a server that was started in it: after a swap that would go on showing the removed tree.
    #[must_use]
    pub fn in_place(mut self) -> Self {
        self.in_place = true;
        self
    }

    /// Whose site belongs here.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The folder of the site.
    pub fn folder(&self) -> PathBuf {
        self.out.strip_prefix(".").unwrap_or(&self.out).join(self.audience.folder())
    }

    /// The folder to lock.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The same without symbolic links.
    pub(super) fn real_out(&self) -> &Path {
        &self.real_out
    }

    /// Whether a swap is not wanted.
    pub(super) fn is_in_place(&self) -> bool {
        self.in_place
    }

    /// Whether an entry at the top of a tree is the user's to keep: named so, and not put there by the site
    /// that `manifest` lists.
    pub(super) fn keeps(&self, name: &str, manifest: &Manifest) -> bool {
        self.keep.iter().any(|kept| kept == name) && !manifest.has_top(name)
    }

    /// Where the manifest stands.
    pub(super) fn manifest(&self) -> PathBuf {
        self.folder().join(MANIFEST)
    }

    /// Passes where the folder is a folder, or is not there yet.
    pub(super) fn check_kind(&self) -> Result<(), WriteError> {
        // `out` may be a link, and is judged where it leads.
        for (folder, at) in [(self.out.clone(), &self.real_out), (self.folder(), &self.folder())] {
            match tree::stands_at(at)? {
                Some(found) if found.is_symlink() => return Err(WriteError::Symlink { path: folder }),
                Some(found) if !found.is_dir() => return Err(WriteError::NotAFolder { path: folder }),
                _ => {}
            }
        }
        Ok(())
    }

    /// Judges what is in the folder, unless a site of ours is there or on its way.
    fn check_unpublished(&self) -> Result<(), WriteError> {
        let is_ours = || {
            let is_coming = tree::is_folder(&self.folder().join(JOURNAL))?;
            Ok(Manifest::read(&self.manifest(), self.audience)?.is_some() || is_coming)
        };
        if is_ours()? {
            return Ok(());
        }
        match Tree::read(self) {
            // Published by another run while it was read.
            Err(_) if is_ours()? => Ok(()),
            read => read.map(drop),
        }
    }

    /// Judges where the folder lies. `project` is without symbolic links.
    fn check_place(&self, project: &Path) -> Result<(), WriteError> {
        let folder = self.folder();
        let target = self.real_out.join(self.audience.folder());
        if project.starts_with(&target) {
            return Err(WriteError::ContainsProject { folder });
        }
        for name in SOURCES {
            let protected = project.join(name);
            let real_protected = real(&protected).unwrap_or_else(|_| protected.clone());
            if [&protected, &real_protected].into_iter().any(|place| overlap(&target, place)) {
                return Err(WriteError::Protected { folder, protected });
            }
        }
        if let Some(protected) = target.ancestors().find(|part| part.file_name().is_some_and(|n| n == ".git"))
        {
            return Err(WriteError::Protected { folder, protected: protected.to_path_buf() });
        }
        let home = home_dir().and_then(|home| real(&home).ok());
        if home.is_some_and(|home| home.starts_with(&target)) {
            return Err(WriteError::Home { folder });
        }
        match target.ancestors().skip(1).find(|place| is_site(place, project)) {
            Some(site) => Err(WriteError::InSite { folder, site: site.to_path_buf() }),
            None => Ok(()),
        }
    }
}

/// Whether one of two folders lies in the other.
fn overlap(one: &Path, other: &Path) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Whether a built site is in the folder, or goes there when `--out` is left out.
fn is_site(place: &Path, project: &Path) -> bool {
    let by_default = Audience::ALL.into_iter().any(|audience| place == project.join(audience.folder()));
    by_default || place.join(MANIFEST).is_file()
}

/// Whether a name to keep is one part of a path, and none that publishing uses itself.
fn is_plain(name: &str) -> bool {
    OutputPath::new(name).is_some() && !name.contains('/') && !is_own_name(name)
}

/// Whether publishing itself uses a name at the top of the folder.
pub(super) fn is_own_name(name: &str) -> bool {
    [MANIFEST, JOURNAL, UNFINISHED_JOURNAL].contains(&name)
}

/// The path without symbolic links and `..`, absolute, though its last parts need not exist.
fn real(path: &Path) -> Result<PathBuf, WriteError> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).named("find", path)?;
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                real.pop();
                continue;
            }
            part => real.push(part),
        }
        if matches!(part, Component::Prefix(_)) {
            continue;
        }
        match fs::canonicalize(&real) {
            Ok(found) => real = found,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !real.is_symlink() => {}
            Err(_) if real.is_symlink() => return Err(WriteError::Symlink { path: real }),
            Err(error) => return Err(error).named("find", &real),
        }
    }
    Ok(real)
}
