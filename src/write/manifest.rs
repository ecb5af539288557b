//! The manifest: which files of an output folder are ours, with the size and digest of each.
//!
//! `supportbook-manifest.json` stands at the top of each published tree: `format`, `audience`, and `files`
//! by path, one a line, so that two builds can be compared with `diff`. It does not list itself. Apart
//! because it is the one ground on which a file may be removed.
//!
//! Invariant: equal outputs have equal manifests, byte for byte. A manifest that cannot be read in full is
//! an error, never an empty one; a path read from it cannot lead out of the tree.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::error::{Named, WriteError};
use super::tree;
use crate::gate::GatedOutput;
use crate::output::{Audience, OutputPath};

pub use crate::output::MANIFEST;

/// The format that this program writes, and the newest it reads.
const FORMAT: u64 = 1;

/// The files of a site.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) audience: Audience,
    /// Sorted by path, each path once.
    pub(super) files: Vec<Entry>,
}

/// One file of a site.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: OutputPath,
    /// In bytes.
    pub(super) size: u64,
    pub(super) sha256: [u8; 32],
}

impl Manifest {
    /// The manifest of a site that is about to be published.
    pub(super) fn of(output: &GatedOutput) -> Self {
        let files: Vec<_> = output.files().iter().collect();
        let entry = |&(path, bytes): &(&OutputPath, &crate::output::Bytes)| Entry {
            path: path.clone(),
            size: bytes.len() as u64,
            sha256: Sha256::digest(bytes).into(),
        };
        Self { audience: output.audience(), files: files.par_iter().map(entry).collect() }
    }

    /// The manifest of a folder that holds no file of ours.
    pub(super) fn empty(audience: Audience) -> Self {
        Self { audience, files: Vec::new() }
    }

    /// The manifest at `path`, or `None` where nothing is.
    ///
    /// # Errors
    /// Damaged, of a newer format, or another audience's.
    pub(super) fn read(path: &Path, audience: Audience) -> Result<Option<Self>, WriteError> {
        match tree::stands_at(path)? {
            None => return Ok(None),
            Some(found) if found.is_file() => {}
            Some(_) => return Err(damaged(path, "not a regular file")),
        }
        let manifest = Self::parse(&fs::read(path).named("read", path)?, path)?;
        if manifest.audience != audience {
            let folder = path.parent().unwrap_or(path).to_path_buf();
            return Err(WriteError::OtherAudience { folder, expected: audience, found: manifest.audience });
        }
        Ok(Some(manifest))
    }

    fn parse(bytes: &[u8], path: &Path) -> Result<Self, WriteError> {
        let Format { format } = from_json(bytes, path)?;
        if format > FORMAT {
            return Err(WriteError::ManifestNewer { path: path.to_path_buf(), format });
        }
        let RawManifest { audience, files } = from_json(bytes, path)?;
        let audience = Audience::ALL
            .into_iter()
            .find(|known| known.folder() == audience)
            .ok_or_else(|| damaged(path, &format!("unknown audience `{audience}`")))?;
        let files = files.into_iter().map(|file| file.check(path)).collect::<Result<Vec<_>, _>>()?;
        if !files.is_sorted_by(|before, after| before.path < after.path) {
            return Err(damaged(path, "its paths are not sorted"));
        }
        Ok(Self { audience, files })
    }

    /// The bytes of the manifest as a file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let audience = self.audience.folder();
        let mut text = format!("{{\"format\":{FORMAT},\"audience\":\"{audience}\",\"files\":[");
        for (index, Entry { path, size, sha256 }) in self.files.iter().enumerate() {
            // An output path has neither quote nor backslash nor control character, so it is its own JSON.
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(text, "{comma}\n{{\"path\":\"{path}\",\"size\":{size},\"sha256\":\"");
            for byte in sha256 {
                let _ = write!(text, "{byte:02x}");
            }
            text.push_str("\"}");
        }
        text.push_str("\n]}\n");
        text.into_bytes()
    }

    /// Where the file with this path stands in `files`.
    pub(super) fn position(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()
    }

    /// Whether a file with this path is listed.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.position(path).is_some()
    }

    /// Whether `name` at the top of the tree is a file listed, or a folder of files listed.
    pub(super) fn has_top(&self, name: &str) -> bool {
        let from = self.files.partition_point(|entry| entry.path.as_str() < name);
        let same_start = self.files[from..].iter().take_while(|entry| entry.path.as_str().starts_with(name));
        same_start.into_iter().any(|entry| top(entry.path.as_str()) == name)
    }
}

/// The first part of a path.
pub(super) fn top(path: &str) -> &str {
    path.split_once('/').map_or(path, |(top, _)| top)
}

#[derive(Deserialize)]
struct Format {
    format: u64,
}

#[derive(Deserialize)]
struct RawManifest {
    audience: String,
    files: Vec<RawEntry>,
}

#[derive(Deserialize)]
struct RawEntry {
    path: String,
    size: u64,
    sha256: String,
}

impl RawEntry {
    fn check(self, manifest: &Path) -> Result<Entry, WriteError> {
        let Self { path, size, sha256 } = self;
        let unsound = |what: &str| damaged(manifest, &format!("{what} `{path}`"));
        let sha256 = digest(&sha256).ok_or_else(|| unsound("no digest for"))?;
        let path = OutputPath::new(&path).ok_or_else(|| unsound("not a path in the site:"))?;
        Ok(Entry { path, size, sha256 })
    }
}

/// The digest that 64 hexadecimal digits write.
fn digest(hex: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    let pairs = hex.as_bytes().chunks_exact(2);
    if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, pair) in digest.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(digest)
}

fn from_json<'a, T: Deserialize<'a>>(bytes: &'a [u8], path: &Path) -> Result<T, WriteError> {
    serde_json::from_slice(bytes).map_err(|error| damaged(path, &error.to_string()))
}

fn damaged(path: &Path, reason: &str) -> WriteError {
    WriteError::ManifestDamaged { path: path.to_path_buf(), reason: reason.to_owned() }
}
