//! Any folder of texts and other files, as somebody else's program keeps them.
//!
//! Apart from reading a project, whose files have their places: here every file that can be seen counts, and
//! whoever asked decides what it means.
//!
//! Invariant: no link is followed, and what is hidden (a name with a leading dot) is not walked; whatever else lies
//! in the folder is in the answer, taken or refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::{LoadError, MAX_TEXT};
use crate::output::Bytes;
use crate::path::ProjectPath;

/// The endings of files that are read as text.
const TEXTS: [&str; 6] = ["md", "markdown", "mdx", "yml", "yaml", "toml"];

/// A file of a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// A text, in LF and without a byte order mark.
    Text(Arc<str>),
    /// Any other file.
    Bytes(Bytes),
    /// A file that was not taken, and why, in a few words.
    Refused(&'static str),
}

/// The files of a folder by their paths in it.
pub type Folder = BTreeMap<ProjectPath, Given>;

/// Reads a folder. A name that is no clean path is refused under a name like it.
///
/// # Errors
/// The system refused a read, or there is no such folder.
pub fn load_folder(root: &Path) -> Result<Folder, LoadError> {
    let mut folder = Folder::new();
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(root).to_path_buf();
            LoadError::Io(path, error.into())
        })?;
        if entry.depth() == 0 || entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let lossy = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        match relative.to_str().and(ProjectPath::new(&lossy)) {
            Some(path) => {
                let given = given(&path, &entry)?;
                folder.insert(path, given);
            }
            None => {
                if let Some(path) = ProjectPath::new(&lossy.replace('\\', "_")) {
                    folder.insert(path, Given::Refused("its name is not in UTF-8 or has a backslash"));
                }
            }
        }
    }
    Ok(folder)
}

fn given(path: &ProjectPath, entry: &walkdir::DirEntry) -> Result<Given, LoadError> {
    if entry.file_type().is_symlink() {
        return Ok(Given::Refused("it is a link to another file"));
    }
    let io = |error| LoadError::Io(entry.path().to_path_buf(), error);
    let ending = path.file_name().rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if !TEXTS.contains(&&*ending) {
        return Ok(Given::Bytes(fs::read(entry.path()).map_err(io)?.into()));
    }
    if fs::metadata(entry.path()).map_err(io)?.len() > MAX_TEXT {
        return Ok(Given::Refused("it has more than 16 MiB"));
    }
    let bytes = fs::read(entry.path()).map_err(io)?;
    let Ok(text) = String::from_utf8(bytes) else { return Ok(Given::Refused("it is not in UTF-8")) };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(Given::Text(if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() }))
}
