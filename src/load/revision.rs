//! A project as it was at a revision, read through the program `git`: no checkout, nothing on the disk changes.
//!
//! Apart from the disk, but with the same answer: what was committed gives the same [`Sources`] as the files
//! of a checkout would.
//!
//! Invariant: three runs of `git`, whatever the number of files; a revision is never taken for an option.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fmt, thread};

use super::{MAX_TEXT, Sources, complete, is_text, put_bytes, put_link, put_misnamed, put_text, too_large};
use crate::path::ProjectPath;

/// Why a revision could not be read.
#[derive(Debug)]
pub enum RevisionError {
    /// `git` could not be run, or went away.
    Git(io::Error),
    /// The project's folder lies in no repository.
    NoRepository,
    /// The repository has no such revision.
    Unknown(String),
    /// `git` said something that it never should.
    Unexpected(String),
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Git(error) => write!(f, "cannot run `git`: {error}"),
            Self::NoRepository => {
                f.write_str("expected the project in a git repository, found none around it")
            }
            Self::Unknown(revision) => write!(f, "expected a revision of the repository, found `{revision}`"),
            Self::Unexpected(what) => write!(f, "`git` failed: {what}"),
        }
    }
}

impl std::error::Error for RevisionError {}

/// Reads the project in a folder as it was at a revision; `None` where there was no `site.toml` then.
pub fn load_revision(root: &Path, revision: &str) -> Result<Option<Sources>, RevisionError> {
    if !run(root, &["rev-parse", "--git-dir"])?.status.success() {
        return Err(RevisionError::NoRepository);
    }
    let named = format!("{revision}^{{commit}}");
    let commit = run(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])?;
    let commit_id = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    if !commit.status.success() || commit_id.is_empty() {
        return Err(RevisionError::Unknown(revision.to_owned()));
    }
    // Run in the project's folder, so paths are relative to it wherever it lies in the repository.
    let listed = run(root, &["ls-tree", "-r", "-z", &commit_id, "site.toml", "content", "themes"])?;
    if !listed.status.success() {
        return Err(RevisionError::Unexpected(String::from_utf8_lossy(&listed.stderr).trim().to_owned()));
    }
    let entries: Vec<Entry> =
        listed.stdout.split(|byte| *byte == 0).filter_map(entry).filter(Entry::is_walked).collect();
    if !entries.iter().any(|entry| entry.path == "site.toml" && entry.kind == Kind::File) {
        return Ok(None);
    }
    read(root, entries).map(Some)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Link,
}

/// A file of a revision.
struct Entry {
    kind: Kind,
    object: String,
    path: String,
    /// Whether the path is whole in UTF-8.
    is_utf8: bool,
}

/// `<mode> <type> <object>\t<path>`.
fn entry(line: &[u8]) -> Option<Entry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&line[..tab]).ok()?;
    let mut words = head.split(' ');
    let kind = match (words.next()?, words.next()?) {
        ("120000", _) => Kind::Link,
        (_, "blob") => Kind::File,
        _ => return None,
    };
    let path = &line[tab + 1..];
    let is_utf8 = std::str::from_utf8(path).is_ok();
    let path = String::from_utf8_lossy(path).into_owned();
    Some(Entry { kind, object: words.next()?.to_owned(), path, is_utf8 })
}

impl Entry {
    /// Whether the disk's walk would come here.
    fn is_walked(&self) -> bool {
        !self.path.split('/').any(super::is_hidden)
            && !self.path.starts_with("content/versions/")
            && self.path != "content/versions"
    }
}

fn read(root: &Path, entries: Vec<Entry>) -> Result<Sources, RevisionError> {
    let mut child = git(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(RevisionError::Git)?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(RevisionError::Unexpected("no pipe to it".to_owned()));
    };
    let wanted: String = entries.iter().map(|entry| format!("{}\n", entry.object)).collect();
    // Beside the reading: neither pipe holds everything.
    let asking = thread::spawn(move || ask.write_all(wanted.as_bytes()));
    let mut answer = BufReader::new(answer);
    let mut sources = Sources::default();
    for entry in entries {
        let bytes = object(&mut answer)?;
        match ProjectPath::new(&entry.path).filter(|_| entry.is_utf8) {
            None => put_misnamed(&mut sources, &entry.path),
            Some(path) if entry.kind == Kind::Link => put_link(&mut sources, path),
            Some(path) if is_text(&path) && bytes.len() as u64 > MAX_TEXT => too_large(&mut sources, path),
            Some(path) if is_text(&path) => put_text(&mut sources, path, bytes),
            Some(path) => put_bytes(&mut sources, &path, bytes),
        }
    }
    drop(answer);
    let _ = asking.join();
    let _ = child.wait();
    Ok(complete(sources))
}

/// `<object> <type> <size>\n<bytes>\n`.
fn object(from: &mut impl BufRead) -> Result<Vec<u8>, RevisionError> {
    let mut head = String::new();
    from.read_line(&mut head).map_err(RevisionError::Git)?;
    let size = head.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<usize>().ok());
    let Some(size) = size else { return Err(RevisionError::Unexpected(head.trim().to_owned())) };
    let mut bytes = vec![0; size + 1];
    from.read_exact(&mut bytes).map_err(RevisionError::Git)?;
    bytes.pop();
    Ok(bytes)
}

fn run(root: &Path, arguments: &[&str]) -> Result<Output, RevisionError> {
    git(root).args(arguments).stdin(Stdio::null()).output().map_err(RevisionError::Git)
}

fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root);
    command
}
