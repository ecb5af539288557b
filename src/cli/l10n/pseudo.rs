//! `supportbook l10n pseudo`: a copy of the project with translations that a program has made.
//!
//! Invariant: the project is not touched, and the folder of the copy was new or empty; it holds all files or none.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use supportbook::path::ProjectPath;
use supportbook::pseudo::pseudo;
use supportbook::translation::standing::Pairing;
use supportbook::write::create;

use super::{LocaleArgs, Project};
use crate::cli::{Failure, report};

pub(super) fn run(project: &Project<'_>, output: &Path, locale: &LocaleArgs) -> Result<u8, Failure> {
    let root = project.folder.join(output);
    refuse(&root, output, project.folder)?;
    let pairings = project.pairings(&[], locale)?;
    if pairings.is_empty() {
        let message = match &locale.locale {
            Some(locale) => format!("expected a locale that something is translated into, found `{locale}`"),
            None => "expected a project with something to translate".to_owned(),
        };
        return Err(Failure::usage(message, "`supportbook l10n status --all` lists the translations"));
    }
    let unread = project.sources.texts.iter().find(|source| source.unread);
    if let Some(unread) = unread {
        let message = format!("nothing was written: `{}` cannot be read", unread.path);
        return Err(Failure::usage(message, "`supportbook check` says why"));
    }
    let files = files(project, &pairings);
    create(&root, &files)?;
    let shown = output.display();
    report::say(&format!(
        "wrote {} files into `{shown}`, {} of them pseudo-translations; next:\n  \
        supportbook -C {shown} build    check the copy and build its sites",
        files.len(),
        pairings.len(),
    ));
    Ok(0)
}

/// The files of the copy. Records are left out: nobody has translated what they tell of.
fn files(project: &Project<'_>, pairings: &[&Pairing]) -> Vec<(PathBuf, Vec<u8>)> {
    let (sources, site) = (project.sources, project.site);
    let terms = site.glossary.iter().chain(&site.internal_terms).filter(|term| term.never_translate);
    let names: Vec<&str> = terms.flat_map(|term| term.preferred.all().map(|(_, name)| name)).collect();
    let documents: BTreeMap<&ProjectPath, _> =
        site.documents.iter().map(|document| (document.path(), document)).collect();
    let made = pairings.par_iter().filter_map(|pairing| {
        let source = documents.get(&pairing.source_path)?;
        Some((pairing.target_path.clone(), pseudo(source, pairing, &names).into_bytes()))
    });
    let mut files: BTreeMap<ProjectPath, Vec<u8>> =
        sources.texts.iter().map(|source| (source.path.clone(), source.text.as_bytes().to_vec())).collect();
    let others = sources.media.iter().chain(&sources.themes);
    files.extend(others.map(|(path, bytes)| (path.clone(), bytes.to_vec())));
    files.extend(made.collect::<Vec<_>>());
    files.into_iter().map(|(path, bytes)| (PathBuf::from(path.as_str()), bytes)).collect()
}

/// Refuses a folder that holds something, or that lies in the project, where the copy would be read as its content.
#[allow(clippy::disallowed_methods, reason = "`create` refuses single files; here a whole folder is judged")]
fn refuse(root: &Path, output: &Path, project: &Path) -> Result<(), Failure> {
    let shown = output.display();
    let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
    let real = whole.ancestors().find_map(|above| {
        let rest = whole.strip_prefix(above).ok()?;
        Some(fs::canonicalize(above).ok()?.join(rest))
    });
    let inside = fs::canonicalize(project).is_ok_and(|own| real.is_some_and(|real| real.starts_with(own)));
    if inside {
        let message = format!("expected a folder outside the project, found `{shown}`");
        return Err(Failure::usage(message, "name one beside it, as in `--output ../pseudo`"));
    }
    match fs::read_dir(root).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            let message = format!("nothing was written: `{shown}` holds something already");
            Err(Failure::usage(message, "name a folder that is new or empty"))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            let message = format!("nothing was written: `{shown}` is no folder");
            Err(Failure::usage(message, "name a folder that is new or empty"))
        }
        _ => Ok(()),
    }
}
