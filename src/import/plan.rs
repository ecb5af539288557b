//! What an import may write: files that are new, and those that nobody has edited since the last import.
//!
//! Apart from writing, which knows the disk: here stands only what is on it. [`Ledger`] is the list of files that an
//! import wrote, with the hash of each as it was then; it lies at the top of the project.
//!
//! Invariant: a file whose text is not the one that the last import wrote stays as it is unless that is forced; a
//! page and its translations are written together or not at all.

use std::collections::BTreeMap;

use super::report::Written;
use crate::output::Bytes;
use crate::path::ProjectPath;
use crate::syntax::quoted::quoted;
use crate::translation::Hash;

/// Where the list lies.
pub const LEDGER: &str = "imported.toml";

/// The form of the list.
const SCHEMA: i64 = 1;

/// The hashes of files as an import wrote them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    /// By path.
    pub files: BTreeMap<ProjectPath, Hash>,
}

/// The hash of a file.
pub fn hash(bytes: &[u8]) -> Hash {
    let mut first = [0; 16];
    first.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    Hash(first)
}

impl Ledger {
    /// Reads the list.
    ///
    /// # Errors
    /// It is none: a phrase that says why.
    pub fn read(text: &str) -> Result<Self, String> {
        let table: toml::Table = toml::from_str(text)
            .map_err(|error| error.message().lines().next().unwrap_or_default().to_owned())?;
        if table.get("schema").and_then(toml::Value::as_integer).is_none_or(|schema| schema > SCHEMA) {
            return Err(format!("expected `schema = {SCHEMA}`"));
        }
        let mut files = BTreeMap::new();
        let entries = table.get("files").and_then(toml::Value::as_table);
        for (path, digits) in entries.into_iter().flatten() {
            let hash = digits.as_str().and_then(Hash::read);
            let (Some(path), Some(hash)) = (ProjectPath::new(path), hash) else {
                return Err(format!("expected 32 hexadecimal digits for `{path}`"));
            };
            files.insert(path, hash);
        }
        Ok(Self { files })
    }

    /// The file.
    pub fn write(&self) -> String {
        let mut out = format!(
            "# What `supportbook import` wrote, and the hash of each file as it wrote it: a file that says something\n\
            # else has been edited since, and is left alone by the next import. Commit it with the project.\n\
            schema = {SCHEMA}\n\n[files]\n"
        );
        for (path, hash) in &self.files {
            out.push_str(&format!("{} = \"{hash}\"\n", quoted(path.as_str())));
        }
        out
    }
}

/// Files that are written together or not at all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Bundle {
    /// By their places.
    pub files: BTreeMap<ProjectPath, Bytes>,
}

/// What becomes of a bundle, where `there` gives what a file says now.
pub fn judge(
    bundle: &Bundle,
    ledger: &Ledger,
    force: bool,
    there: impl Fn(&ProjectPath) -> Option<Bytes>,
) -> Written {
    let mut is_there = false;
    let mut is_same = true;
    let mut is_edited = false;
    for (path, bytes) in &bundle.files {
        let Some(now) = there(path) else {
            is_same = false;
            continue;
        };
        is_there = true;
        let differs = now != *bytes;
        is_same &= !differs;
        is_edited |= differs && ledger.files.get(path) != Some(&hash(&now));
    }
    match (is_there, is_same, is_edited) {
        (false, ..) => Written::New,
        (true, true, _) => Written::Same,
        (true, false, false) => Written::Replaced,
        (true, false, true) if force => Written::Forced,
        (true, false, true) => Written::Edited,
    }
}
