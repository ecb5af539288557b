//! Configuration of translation platforms and tools for a project.
//!
//! Apart from what goes out to them: these files are written once, and belong to the project's people afterwards.
//! What nobody can know here, as the address of a repository, is written in capitals.
//!
//! Invariant: all of them lead to where `l10n export`, `l10n import` and `l10n glossary` are told to write and read.

mod crowdin;
mod omegat;
mod weblate;

use crate::locale::Locale;

pub use self::crowdin::crowdin;
pub use self::omegat::{omegat, omegat_folder};
pub use self::weblate::{REPLACE, weblate};

/// The folder that exports go into, below that of the project.
pub const FOLDER: &str = "l10n";

/// What the configuration is for.
#[derive(Clone, Debug)]
pub struct Exchanged {
    /// The language of the sources.
    pub source: Locale,
    /// Those that they are translated into.
    pub targets: Vec<Locale>,
    /// Sources that have texts, below `content/`, as `pages/terms.md`.
    pub files: Vec<String>,
    /// Whether there is a glossary in the language of the sources.
    pub glossary: bool,
}

/// A file to write: its path below the project's folder, and its text.
pub type NewFile = (String, String);
