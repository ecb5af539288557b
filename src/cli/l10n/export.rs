//! `supportbook l10n export`: files for the tools of translators.
//!
//! Invariant: what translators wrote into an earlier export and nobody has taken in is kept, and a file that would
//! say the same is not touched. All files are written or none.

use std::path::{Path, PathBuf};

use clap::Args;

use supportbook::exchange::catalog::{Catalog, Misread, Returned, csv, po, tmx, xliff};
use supportbook::exchange::handoff::{catalog, says_the_same, with_unfinished};
use supportbook::locale::Locale;
use supportbook::path::ProjectPath;
use supportbook::translation::memory::Memory;
use supportbook::write::{SourceEdit, edit};

use super::exchange::{ExchangeFormat, MEMORY, place, read_file, tell};
use super::{LocaleArgs, Project};
use crate::cli::{Failure, report};

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// The language of the translations
    #[arg(long, value_name = "LOCALE")]
    locale: String,
    /// What to write
    #[arg(long, value_enum)]
    format: ExchangeFormat,
    /// Folder to write into, made where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write over an earlier export; what translators wrote there and nobody took in is kept
    #[arg(long)]
    update: bool,
    /// Another memory to take suggestions from, in TMX; may be given several times
    #[arg(long, value_name = "FILE")]
    memory: Vec<PathBuf>,
}

pub(super) fn run(project: &Project<'_>, args: &ExportArgs) -> Result<u8, Failure> {
    let locale = project.locale(&args.locale)?;
    let root = project.folder.join(&args.out);
    let memory = project.memory(locale, &args.memory)?;
    let files = match args.format {
        ExchangeFormat::Tmx => {
            vec![(MEMORY.to_owned(), Content::Memory(of_memory(project, locale, &memory)))]
        }
        format => catalogs(project, locale, &memory)?
            .into_iter()
            .map(|catalog| (place(&catalog.source_path, format), Content::Catalog(catalog)))
            .collect(),
    };
    let mut edits = Vec::new();
    let mut misread = 0;
    for (name, content) in &files {
        match planned(&root, name, content, args) {
            Ok(edit) => edits.extend(edit),
            Err(Stop::Failure(failure)) => return Err(failure),
            Err(Stop::Misread(found)) => {
                tell(&args.out.join(name), found.at, &found.message);
                misread += 1;
            }
        }
    }
    if misread > 0 {
        report::say("nothing was written: these files cannot be read, and would lose what stands in them");
        return Ok(1);
    }
    edit(&root, &edits)?;
    let shown = args.out.display();
    let same = files.len() - edits.len();
    let rest = if same > 0 { format!(", left {same} as they are") } else { String::new() };
    let wrote = if edits.len() == 1 { "1 file".to_owned() } else { format!("{} files", edits.len()) };
    report::say(&format!("wrote {wrote} into `{shown}`{rest}"));
    Ok(0)
}

enum Content {
    Catalog(Catalog),
    Memory(String),
}

/// Why a file is not written.
enum Stop {
    Failure(Failure),
    Misread(Misread),
}

/// What becomes of one file; `None` where it stays as it is.
fn planned(
    root: &Path,
    name: &str,
    content: &Content,
    args: &ExportArgs,
) -> Result<Option<SourceEdit>, Stop> {
    let before = read_file(&root.join(name)).map_err(Stop::Failure)?;
    if before.is_some() && !args.update {
        let message = format!("nothing was written: `{}` is there already", args.out.join(name).display());
        let hint = "`--update` writes it anew and keeps what translators wrote";
        return Err(Stop::Failure(Failure::usage(message, hint)));
    }
    let text = match content {
        Content::Memory(text) => text.clone(),
        Content::Catalog(catalog) => {
            let earlier = before.as_deref().map(|text| read(catalog, text, args.format)).transpose();
            let earlier = earlier.map_err(Stop::Misread)?;
            let text = written(catalog.clone(), earlier.as_ref(), args.format);
            let now = read(catalog, &text, args.format).map_err(Stop::Misread)?;
            if earlier.is_some_and(|earlier| says_the_same(&earlier, &now))
                && is_as_far(before.as_deref(), &text)
            {
                return Ok(None);
            }
            text
        }
    };
    let path = ProjectPath::new(name).ok_or_else(|| {
        Stop::Failure(Failure::usage(format!("expected a clean path, found `{name}`"), "rename the file"))
    })?;
    Ok((before.as_ref() != Some(&text)).then(|| SourceEdit {
        path,
        before: before.map(String::into_bytes),
        after: Some(text.into_bytes()),
    }))
}

/// Whether suggestions and comments of an earlier file are ours as well: a tool may set the same words otherwise,
/// and that alone is no reason to write.
fn is_as_far(before: Option<&str>, text: &str) -> bool {
    let comments = |text: &str| -> Vec<String> {
        let ours =
            |line: &&str| line.starts_with("#.") || line.starts_with("#|") || line.contains("<alt-trans");
        text.lines().map(str::trim_start).filter(ours).map(str::to_owned).collect()
    };
    before.is_some_and(|before| comments(before) == comments(text))
}

fn read(catalog: &Catalog, text: &str, format: ExchangeFormat) -> Result<Returned, Misread> {
    format.read(text.trim_start_matches('\u{feff}'), (catalog.source_locale, catalog.locale))
}

fn written(catalog: Catalog, earlier: Option<&Returned>, format: ExchangeFormat) -> String {
    let catalog = match earlier {
        Some(earlier) => with_unfinished(catalog, earlier),
        None => catalog,
    };
    let of =
        |id: &str| earlier?.texts.iter().map(|(_, text)| text).find(|text| text.id.as_deref() == Some(id));
    let remarks = |id: &str| of(id).map(|text| text.remarks.clone()).unwrap_or_default();
    match format {
        ExchangeFormat::Xliff => xliff::write(&catalog, remarks),
        ExchangeFormat::Csv => csv::write(&catalog),
        ExchangeFormat::Po | ExchangeFormat::Tmx => {
            po::write(&catalog, earlier.map_or(&[], |earlier| &earlier.header), remarks)
        }
    }
}

fn catalogs(project: &Project<'_>, locale: Locale, memory: &Memory) -> Result<Vec<Catalog>, Failure> {
    let args = LocaleArgs { locale: Some(locale.to_string()) };
    let pairings = project.pairings(&[], &args)?;
    if pairings.is_empty() {
        let message = format!("expected a locale that something is translated into, found `{locale}`");
        return Err(Failure::usage(message, "`supportbook l10n status --all` lists the translations"));
    }
    let file = |path: &ProjectPath| project.sources.text(path).unwrap_or_default();
    let all = pairings.iter().map(|pairing| catalog(pairing, file(&pairing.source_path), memory));
    Ok(all.filter(|catalog| !catalog.messages.is_empty()).collect())
}

fn of_memory(project: &Project<'_>, locale: Locale, memory: &Memory) -> String {
    let pairs = memory.pairs().iter().map(|one| tmx::Pair {
        source: &one.source,
        target: &one.target,
        file: &one.origin,
        id: &one.id,
        markdown: one.markdown,
    });
    tmx::write(project.site.settings.source_locale, locale, pairs)
}
