//! Where a translation came from that another program kept before: the form it had, its file, what that file said
//! of itself.
//!
//! Apart from the units of a record, since it speaks of the file as a whole and nothing is judged by it.
//!
//! Invariant: it is kept as it is whatever is done with the record.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::syntax::quoted::quoted;

/// Where a translation came from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The form it had, by the name of the command that read it.
    pub format: Box<str>,
    /// Its file in the folder it came from.
    pub file: Box<str>,
    /// What the file said of itself and has no place here.
    #[serde(default)]
    pub keys: BTreeMap<Box<str>, Box<str>>,
}

impl Provenance {
    /// Its lines in a record.
    pub(super) fn write(&self, out: &mut String) {
        let (format, file) = (quoted(&self.format), quoted(&self.file));
        let _ = write!(out, "\n[provenance]\nformat = {format}\nfile = {file}\n");
        if !self.keys.is_empty() {
            out.push_str("\n[provenance.keys]\n");
        }
        for (key, value) in &self.keys {
            let _ = writeln!(out, "{} = {}", quoted(key), quoted(value));
        }
    }
}
