//! The files of a new project: templates in this repository, filled with somebody's answers.
//!
//! Apart from `write`, which creates them: here are texts alone. A template is a folder below `scaffold/`,
//! each of its files becomes one of the project; `{{…}}` is described in `fill`.
//!
//! Invariant: whatever [`Answers`] hold, the files pass the project's own check; nothing of the sample is
//! among them but its price. Answers stand in YAML and TOML alone, always quoted where they could be read as
//! more than text: pages refer to them as facts.

mod answers;
mod fill;

use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use jiff::civil::Date;

pub use self::answers::{Answers, Key, Refusal};

static SUPPORT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/support");
static MINIMAL: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/minimal");
static DOCS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/docs");

/// The one file that is no part of the project: what version control should leave alone.
pub const GITIGNORE: &str = ".gitignore";

const IGNORED: &str = "# Built by `supportbook build`.\n/public/\n/internal/\n";

/// A kind of new project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Template {
    /// A whole support policy with runbooks, around one service.
    Support,
    /// The least that makes a support site: partner, channel, page.
    Minimal,
    /// Bilingual documentation without support terms.
    Docs,
}

impl Template {
    /// The answers that the template has a use for, in the order of asking.
    pub const fn keys(self) -> &'static [Key] {
        match self {
            Self::Support => &Key::ALL,
            Self::Minimal => {
                &[Key::Name, Key::ChineseName, Key::LegalName, Key::Role, Key::BaseUrl, Key::Email]
            }
            Self::Docs => &[Key::Name, Key::ChineseName, Key::BaseUrl],
        }
    }

    const fn folder(self) -> &'static Dir<'static> {
        match self {
            Self::Support => &SUPPORT,
            Self::Minimal => &MINIMAL,
            Self::Docs => &DOCS,
        }
    }
}

/// The files of a project by their paths below its root, in order. `today` is when its terms begin and its
/// runbooks were last read.
pub fn scaffold(template: Template, answers: &Answers, today: Date) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    collect(template.folder(), &mut |path, text| {
        files.push((path, fill::fill(text, answers, today).into_bytes()));
    });
    files.push((GITIGNORE.into(), IGNORED.into()));
    files.sort();
    files
}

/// Visits each text of a folder and of those below it.
fn collect(folder: &'static Dir<'static>, visit: &mut impl FnMut(PathBuf, &'static str)) {
    for file in folder.files() {
        if let Some(text) = file.contents_utf8() {
            visit(file.path().to_path_buf(), text);
        }
    }
    for below in folder.dirs() {
        collect(below, visit);
    }
}
