//! Creating the files of a new project or theme: all of them or none, and none that exists is touched.
//!
//! Apart from publishing, because here the folder is the user's own and nothing in it is ours.
//!
//! Invariant: a file is opened only as a new one, below the root by its real path. What a failed run made is
//! removed again; a killed one may leave files behind, all of them whole or new.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{Named, WriteError};
use super::swap::write_new;
use super::tree;

/// Creates files, by their paths below `root`, with the folders they need.
///
/// # Errors
/// [`WriteError::Exists`] where a file would be overwritten, [`WriteError::Escapes`] where one would lie
/// outside `root` by its path or through a symbolic link. After an error nothing is left that was made.
pub fn create(root: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), WriteError> {
    for (path, _) in files {
        if !is_inside(path) {
            return Err(WriteError::Escapes { path: path.clone() });
        }
        let place = root.join(path);
        if tree::stands_at(&place)?.is_some() {
            return Err(WriteError::Exists { path: place });
        }
    }
    let mut made = Made::default();
    made.make_root(root)?;
    let real_root = fs::canonicalize(root).named("find", root)?;
    for (path, bytes) in files {
        made.make_folders(root, &real_root, path)?;
        made.write(root.join(path), bytes)?;
    }
    made.is_complete = true;
    Ok(())
}

/// Whether a path is relative and made of plain names.
fn is_inside(path: &Path) -> bool {
    path.file_name().is_some() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// What a run has made so far, removed again unless it comes to its end.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    /// Each after the one it lies in.
    folders: Vec<PathBuf>,
    is_complete: bool,
}

impl Made {
    fn make_root(&mut self, root: &Path) -> Result<(), WriteError> {
        if root.as_os_str().is_empty() || root.is_dir() {
            return Ok(());
        }
        if let Some(parent) = root.parent() {
            self.make_root(parent)?;
        }
        self.make_folder(root)
    }

    /// Makes the folders that a file lies in.
    fn make_folders(&mut self, root: &Path, real_root: &Path, file: &Path) -> Result<(), WriteError> {
        let mut folder = root.to_path_buf();
        for part in file.parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            match tree::stands_at(&folder)? {
                None => self.make_folder(&folder)?,
                Some(found) if found.is_symlink() && !leads_below(&folder, real_root) => {
                    return Err(WriteError::Escapes { path: file.to_path_buf() });
                }
                Some(_) if folder.is_dir() => {}
                Some(_) => return Err(WriteError::NotAFolder { path: folder }),
            }
        }
        Ok(())
    }

    fn make_folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        fs::create_dir(folder).named("create", folder)?;
        self.folders.push(folder.to_path_buf());
        Ok(())
    }

    fn write(&mut self, place: PathBuf, bytes: &[u8]) -> Result<(), WriteError> {
        match write_new(&place, bytes) {
            Err(WriteError::Io { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => {
                Err(WriteError::Exists { path: place })
            }
            written => {
                self.files.push(place);
                written
            }
        }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        if self.is_complete {
            return;
        }
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether a symbolic link leads to a place below the root.
fn leads_below(link: &Path, real_root: &Path) -> bool {
    fs::canonicalize(link).is_ok_and(|real| real.starts_with(real_root))
}
