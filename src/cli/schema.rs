//! `supportbook schema`: JSON Schemas of content files, for editors and other programs.
//!
//! Invariant: `--all` writes its files or none, and never over a file that is no schema of this program.

use std::path::{Path, PathBuf};

use clap::Args;

use supportbook::diagnostic::suggest;
use supportbook::resolve::schema::{KINDS, SchemaKind, is_ours};
use supportbook::write::{Renewed, renew};

use super::{Failure, report};

#[derive(Args)]
pub(crate) struct SchemaArgs {
    /// A kind of file, as `offering`; without one all kinds are listed
    #[arg(conflicts_with = "all")]
    kind: Option<String>,

    /// The schema of translations of such a file, which hold its texts alone
    #[arg(long, requires = "kind")]
    translation: bool,

    /// Write the schemas of all kinds and of their translations
    #[arg(long, requires = "out")]
    all: bool,

    /// The folder for `--all`, made where there is none
    #[arg(long, value_name = "DIR", requires = "all")]
    out: Option<PathBuf>,
}

/// Lists the kinds, prints a schema, or writes all. `dir` is the folder that relative paths begin at.
pub(crate) fn run(args: &SchemaArgs, dir: &Path) -> Result<u8, Failure> {
    if let Some(out) = args.out.as_deref().filter(|_| args.all) {
        return write_all(&dir.join(out), out);
    }
    let Some(name) = &args.kind else {
        for kind in KINDS {
            report::out(&format!("{:14} {}", kind.name, kind.files));
        }
        return Ok(0);
    };
    let Some(kind) = SchemaKind::named(name) else {
        let hint = suggest(name, KINDS.iter().map(|kind| kind.name));
        let hint = hint.unwrap_or_else(|| "`supportbook schema` lists all kinds".to_owned());
        return Err(Failure::usage(format!("no kind of file is called `{name}`"), hint));
    };
    let schema = if args.translation { kind.translation() } else { Some(kind.schema()) };
    let Some(schema) = schema else {
        let message = format!("files of the kind `{name}` have no translations");
        return Err(Failure::usage(message, format!("`supportbook schema {name}` prints their schema")));
    };
    report::out(schema.trim_end());
    Ok(0)
}

fn write_all(folder: &Path, shown: &Path) -> Result<u8, Failure> {
    let files = KINDS.iter().flat_map(SchemaKind::as_files);
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.map(|(name, text)| (PathBuf::from(name), text.into_bytes())).collect();
    let Renewed { added, updated, unchanged } = renew(folder, &files, is_ours)?;
    let parts = [(added, "new"), (updated, "updated"), (unchanged, "as before")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, what)| format!("{number} {what}")).collect();
    report::say(&format!("{} schemas in `{}`: {}", files.len(), shown.display(), parts.join(", ")));
    Ok(0)
}
