//! `supportbook l10n import`: takes in what translators' tools give back.
//!
//! Invariant: all files are taken or none, and only translations and their records are written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use walkdir::WalkDir;

use supportbook::exchange::catalog::{Returned, is_locale};
use supportbook::exchange::handback::{Handback, What, Wishes, handback};
use supportbook::exchange::returned::HandbackReport;
use supportbook::path::ProjectPath;
use supportbook::source::Position;
use supportbook::syntax::document::Document;
use supportbook::translation::record_path;
use supportbook::translation::standing::Pairing;
use supportbook::write::{SourceEdit, edit, read_source};

use super::exchange::{ExchangeFormat, read_file, tell};
use super::{LocaleArgs, OriginArg, Project};
use crate::cli::{Failure, report};

#[derive(Args)]
pub(crate) struct ImportArgs {
    /// Folder with what came back
    dir: PathBuf,
    /// The language of the translations
    #[arg(long, value_name = "LOCALE")]
    locale: String,
    /// What the files are
    #[arg(long, value_enum)]
    format: ExchangeFormat,
    /// Take what can be taken where sources or translations were edited since the export
    #[arg(long)]
    merge: bool,
    /// Where the texts come from
    #[arg(long, value_enum, default_value_t = OriginArg::Tool)]
    origin: OriginArg,
    /// Who translated them
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Who approved what the tool calls approved; without it, that counts as translated
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Judge and tell, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// How to print what became of the texts
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    report: ReportFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people: what was not taken, and the counts
    Text,
    /// For programs: every text
    Json,
}

/// A file of a tool, read.
struct ToolFile {
    path: PathBuf,
    name: String,
    returned: Returned,
}

/// What a file of a tool brings to a translation.
struct Brought<'a> {
    path: PathBuf,
    pairing: &'a Pairing,
    handback: Handback,
}

pub(super) fn run(project: &Project<'_>, args: &ImportArgs) -> Result<u8, Failure> {
    let Some(files) = read(project, args)? else {
        report::say("nothing was taken: these files cannot be read");
        return Ok(1);
    };
    let locale = LocaleArgs { locale: Some(args.locale.clone()) };
    let pairings = project.pairings(&[], &locale)?;
    let Some(brought) = judged(project, args, &files, &pairings) else {
        report::say("nothing was taken: it is not clear what these files are about");
        return Ok(1);
    };
    let is_refused = |what: &What| matches!(what, What::Refused(_));
    let refused = brought.iter().flat_map(|one| &one.handback.verdicts).any(|(_, one)| is_refused(&one.what));
    tell_all(&brought, args, refused);
    if refused {
        return Ok(1);
    }
    if !args.dry_run {
        let edits = edits(project, &brought)?;
        edit(project.folder, &edits)?;
    }
    Ok(0)
}

/// All files of the format below the folder; `None` where one cannot be read, which was told.
#[allow(clippy::disallowed_methods, reason = "files of other tools are no part of the project")]
fn read(project: &Project<'_>, args: &ImportArgs) -> Result<Option<Vec<ToolFile>>, Failure> {
    let locale = project.locale(&args.locale)?;
    let root = project.folder.join(&args.dir);
    let none = || {
        let shown = args.dir.display();
        let message = format!("expected files `*.{}`, found none in `{shown}`", args.format.ending());
        Failure::usage(message, "name the folder that the tool wrote into")
    };
    if !root.is_dir() {
        return Err(none());
    }
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.map_err(|error| Failure { code: 3, message: error.to_string(), hint: None })?;
        let ending = entry.path().extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let is_other_name = args.format == ExchangeFormat::Xliff && ending == "xliff";
        if entry.file_type().is_file() && (ending == args.format.ending() || is_other_name) {
            paths.push(entry.into_path());
        }
    }
    if paths.is_empty() {
        return Err(none());
    }
    let (mut files, mut all_read) = (Vec::new(), true);
    for path in paths {
        let text = read_file(&path)?.unwrap_or_default();
        let source = project.site.settings.source_locale;
        let shown = args.dir.join(path.strip_prefix(&root).unwrap_or(&path));
        match args.format.read(text.trim_start_matches('\u{feff}'), (source, locale)) {
            Ok(returned) => {
                let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(ToolFile { path: shown, name, returned });
            }
            Err(misread) => {
                tell(&shown, misread.at, &misread.message);
                all_read = false;
            }
        }
    }
    Ok(all_read.then_some(files))
}

/// What each file brings; `None` where one is about another language or about no file of the project.
fn judged<'a>(
    project: &Project<'_>,
    args: &ImportArgs,
    files: &[ToolFile],
    pairings: &[&'a Pairing],
) -> Option<Vec<Brought<'a>>> {
    let documents: BTreeMap<&ProjectPath, &Document> =
        project.site.documents.iter().map(|document| (document.path(), &**document)).collect();
    let wishes = Wishes {
        merge: args.merge,
        origin: args.origin.into(),
        by: args.by.as_deref().map(Into::into),
        reviewer: args.reviewer.as_deref().map(Into::into),
        four_eyes: project.site.settings.four_eyes,
        memory: args.format == ExchangeFormat::Tmx,
    };
    let start = Position { line: 1, column: 1 };
    let (mut brought, mut clear, mut seen) = (Vec::new(), true, BTreeSet::new());
    for file in files {
        let language = file.returned.locale.as_deref();
        let own = pairings.first().map(|pairing| pairing.locale);
        if let (Some(language), Some(own)) = (language, own)
            && !is_locale(language, own)
        {
            tell(&file.path, start, &format!("expected the language `{own}`, found `{language}`"));
            clear = false;
            continue;
        }
        let wanted: Vec<&Pairing> = if wishes.memory {
            pairings.to_vec()
        } else {
            about(file, pairings, args.format).into_iter().collect()
        };
        if wanted.is_empty() {
            let name = file.returned.source_path.as_deref().unwrap_or(&file.name);
            tell(&file.path, start, &format!("expected a file of the project, found `{name}`"));
            clear = clear && args.merge;
        }
        for pairing in wanted {
            if !seen.insert(&pairing.target_path) && !wishes.memory {
                tell(
                    &file.path,
                    start,
                    &format!("expected `{}` once, found a second file", pairing.source_path),
                );
                clear = false;
            }
            let Some(source) = documents.get(&pairing.source_path) else { continue };
            let target = documents.get(&pairing.target_path).copied().filter(|_| pairing.is_there);
            let handback = handback(pairing, source, target, &file.returned, &wishes);
            brought.push(Brought { path: file.path.clone(), pairing, handback });
        }
    }
    clear.then_some(brought)
}

/// The translation that a file is about: by what it says itself, else by its name.
fn about<'a>(file: &ToolFile, pairings: &[&'a Pairing], format: ExchangeFormat) -> Option<&'a Pairing> {
    let said = file.returned.source_path.as_deref();
    let stem =
        file.name.strip_suffix(&format!(".{}", format.ending())).or_else(|| file.name.strip_suffix(".xliff"));
    let by_name = |pairing: &&&Pairing| {
        let below = pairing.source_path.below("content").unwrap_or_default();
        stem == Some(below)
    };
    let by_itself = |pairing: &&&Pairing| said == Some(pairing.source_path.as_str());
    pairings.iter().find(by_itself).or_else(|| pairings.iter().find(by_name)).copied()
}

fn tell_all(brought: &[Brought<'_>], args: &ImportArgs, refused: bool) {
    let verdicts =
        || brought.iter().flat_map(|one| one.handback.verdicts.iter().map(move |verdict| (one, verdict)));
    if args.report == ReportFormat::Json {
        let files = brought.iter().map(|one| (&*one.path, &one.pairing.source_path, &*one.handback.verdicts));
        report::out(HandbackReport::of(files, !refused && !args.dry_run).json().trim_end());
        return;
    }
    for (one, (at, verdict)) in verdicts() {
        if let Some(told) = verdict.what.told() {
            tell(&one.path, *at, &told);
        }
    }
    let count = |is: &dyn Fn(&What) -> bool| verdicts().filter(|(_, (_, verdict))| is(&verdict.what)).count();
    let taken = count(&|what| *what == What::Taken);
    let refused = count(&|what| matches!(what, What::Refused(_)));
    let texts = |count: usize| if count == 1 { "1 text".to_owned() } else { format!("{count} texts") };
    if refused > 0 {
        let is = if refused == 1 { "is" } else { "are" };
        report::say(&format!("nothing was taken: {} {is} refused", texts(refused)));
        return;
    }
    let files = brought.iter().filter(|one| one.handback.file.is_some()).count();
    let into = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let same = count(&|what| *what == What::Same);
    let left = verdicts().count() - taken - same;
    let (took, wrote) = if args.dry_run { ("would take", "write") } else { ("took", "wrote") };
    report::say(&format!("{took} {}, {wrote} {into}; {same} said the same, {left} left out", texts(taken)));
}

fn edits(project: &Project<'_>, brought: &[Brought<'_>]) -> Result<Vec<SourceEdit>, Failure> {
    let mut edits = Vec::new();
    for one in brought {
        let mut plan = |path: ProjectPath, after: String| -> Result<(), Failure> {
            let is_there = project.sources.text(&path).is_some();
            let before = if is_there { Some(read_source(project.folder, &path)?) } else { None };
            let after = like(before.as_deref().unwrap_or_default(), after);
            let before = before.map(String::into_bytes);
            edits.push(SourceEdit { path, before, after: Some(after.into_bytes()) });
            Ok(())
        };
        if let Some(file) = &one.handback.file {
            plan(one.pairing.target_path.clone(), file.clone())?;
        }
        if let Some(record) = &one.handback.record {
            plan(record_path(&one.pairing.source_path, one.pairing.locale.as_str()), record.write())?;
            if let Some(old) = &one.pairing.recorded_as {
                let before = Some(read_source(project.folder, old)?.into_bytes());
                edits.push(SourceEdit { path: old.clone(), before, after: None });
            }
        }
    }
    Ok(edits)
}

/// A text with the line ends and the byte order mark of the file it takes the place of.
fn like(before: &str, text: String) -> String {
    let text = if before.contains("\r\n") { text.replace('\n', "\r\n") } else { text };
    if before.starts_with('\u{feff}') { format!("\u{feff}{text}") } else { text }
}
