//! `supportbook l10n glossary`: the words of a glossary out to tables, termbases and OmegaT, and in again.
//!
//! Invariant: all of a file is taken or nothing, and only what it says. Nothing but the two files of the glossary and
//! the record of its translation is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use supportbook::diagnostic::{Diagnostic, Level};
use supportbook::exchange::catalog::Misread;
use supportbook::exchange::glossary::compose::{Files, compose};
use supportbook::exchange::glossary::judge::{Change, Form, Judged, Told, judge};
use supportbook::exchange::glossary::{Entry, Languages, csv, entries, omegat, tbx};
use supportbook::load::Sources;
use supportbook::model::glossary::Term;
use supportbook::model::site::Site;
use supportbook::path::ProjectPath;
use supportbook::source::{Position, Source};
use supportbook::syntax::document::{Document, Kind};
use supportbook::translation::keep::{Step, Taking, keep};
use supportbook::translation::{Origin, Stage, record_path};
use supportbook::write::{SourceEdit, create, edit, read_source};
use supportbook::{check_project, resolve_project};

use super::Project;
use super::exchange::{read_file, tell};
use crate::cli::project::DayArgs;
use crate::cli::{Failure, report};

const GLOSSARY: &str = "content/glossary.yaml";

/// How many findings that are new are shown.
const MOST_SHOWN: usize = 8;

#[derive(Args)]
pub(crate) struct GlossaryArgs {
    #[command(subcommand)]
    command: GlossaryCommand,
}

#[derive(Subcommand)]
enum GlossaryCommand {
    /// Write the glossary for other programs
    ///
    /// Preferred words with what they mean, synonyms, retired and forbidden words, in the language of the glossary
    /// and in one that it is translated into.
    Export {
        /// The language of the translation
        #[arg(long, value_name = "LOCALE")]
        locale: String,
        /// What to write
        #[arg(long, value_enum)]
        format: GlossaryFormat,
        /// File to write, made with its folder; without it, standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write over an earlier export; what others changed in it and nobody took in is lost
        #[arg(long, requires = "out")]
        update: bool,
    },
    /// Take in what a file says of words
    ///
    /// The translation changes in content/glossary.<locale>.yaml; words that are other names for a term, or forbidden
    /// for it, and new terms go into content/glossary.yaml. What the file leaves out stays as it is. All or nothing:
    /// where something cannot be taken, nothing is, and each such place is told.
    Import {
        /// File of another program
        file: PathBuf,
        /// The language of the translation
        #[arg(long, value_name = "LOCALE")]
        locale: String,
        /// What the file is
        #[arg(long, value_enum)]
        format: GlossaryFormat,
        /// Judge and tell, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GlossaryFormat {
    /// A table for spreadsheets
    Csv,
    /// TBX-Basic, which termbases, Weblate and Crowdin read
    Tbx,
    /// Words, translations and comments with tabs between them, for OmegaT
    Omegat,
}

impl GlossaryFormat {
    fn write(self, entries: &[Entry], languages: Languages) -> String {
        match self {
            Self::Csv => csv::write(entries, languages),
            Self::Tbx => tbx::write(entries, languages),
            Self::Omegat => omegat::write(entries, languages),
        }
    }

    fn read(self, text: &str, languages: Languages) -> Result<Vec<Entry>, Misread> {
        match self {
            Self::Csv => csv::read(text, languages),
            Self::Tbx => tbx::read(text, languages),
            Self::Omegat => omegat::read(text),
        }
    }

    fn form(self) -> Form {
        match self {
            Self::Csv => Form::Table,
            Self::Tbx => Form::Termbase,
            Self::Omegat => Form::Preferred,
        }
    }
}

pub(super) fn run(project: &Project<'_>, args: &GlossaryArgs) -> Result<u8, Failure> {
    match &args.command {
        GlossaryCommand::Export { locale, format, out, update } => {
            let languages = languages(project, locale)?;
            if document(project.site).is_none() {
                let message = format!("expected a glossary, found no `{GLOSSARY}`");
                return Err(Failure::usage(message, "write it with its first term, or take one in"));
            }
            let entries = entries(terms(project).into_iter(), languages);
            let text = format.write(&entries, languages);
            match out {
                None => report::out_lines(&text),
                Some(out) => written(project.folder, out, text, *update, entries.len())?,
            }
            Ok(0)
        }
        GlossaryCommand::Import { file, locale, format, dry_run } => {
            let languages = languages(project, locale)?;
            Import { project, languages, file, format: *format, dry_run: *dry_run }.run()
        }
    }
}

/// The languages, where the glossary is sound.
fn languages(project: &Project<'_>, locale: &str) -> Result<Languages, Failure> {
    let target = project.locale(locale)?;
    let glossary = document(project.site);
    let own = glossary.and_then(|file| project.locale(file.peek("locale")?).ok());
    let source = own.unwrap_or(project.site.settings.source_locale);
    if source == target {
        let message = format!("expected a locale that the glossary is translated into, found `{target}`");
        return Err(Failure::usage(message, format!("`{GLOSSARY}` itself is in it")));
    }
    let is_fault = |finding: &&Diagnostic| {
        finding.level == Level::Error && is_of_glossary(finding) && finding.rule.code != "L10N001"
    };
    match project.findings.iter().find(is_fault) {
        Some(fault) => {
            let message = format!("expected a sound glossary: {}", report::short(project.sources, fault));
            Err(Failure::usage(message, "`supportbook check` tells of all that is wrong"))
        }
        None => Ok(Languages { source, target }),
    }
}

fn is_of_glossary(finding: &Diagnostic) -> bool {
    let path = finding.place.path.as_str();
    path.starts_with("content/glossary.") && path.ends_with(".yaml")
}

fn document(site: &Site) -> Option<&Arc<Document>> {
    site.documents.iter().find(|document| document.kind == Kind::Glossary && document.suffix.is_none())
}

/// All terms, in the order of their file.
fn terms<'p>(project: &Project<'p>) -> Vec<&'p Term> {
    let site = project.site;
    let mut terms: Vec<&Term> =
        site.glossary.iter().chain(&site.internal_terms).map(|term| &**term).collect();
    let place =
        |term: &Term| document(site).and_then(|file| Some(file.data.get(term.id.as_str())?.span.start));
    terms.sort_by_key(|term| place(term));
    terms
}

fn written(folder: &Path, out: &Path, text: String, update: bool, count: usize) -> Result<(), Failure> {
    let place = folder.join(out);
    let shown = out.display();
    let terms = if count == 1 { "1 term".to_owned() } else { format!("{count} terms") };
    match read_file(&place)? {
        Some(before) if before == text => {
            report::say(&format!("nothing was written: `{shown}` says the same"));
            return Ok(());
        }
        Some(before) if update => {
            let (root, path) = apart(&place, out)?;
            edit(
                root,
                &[SourceEdit { path, before: Some(before.into_bytes()), after: Some(text.into_bytes()) }],
            )?;
        }
        Some(_) => {
            let message = format!("nothing was written: `{shown}` is there already");
            return Err(Failure::usage(message, "take in what it says, then write over it with `--update`"));
        }
        None => {
            let (root, path) = apart(&place, out)?;
            create(root, &[(PathBuf::from(path.as_str()), text.into_bytes())])?;
        }
    }
    report::say(&format!("wrote {terms} into `{shown}`"));
    Ok(())
}

/// The folder of a file, and its name.
fn apart<'a>(place: &'a Path, shown: &Path) -> Result<(&'a Path, ProjectPath), Failure> {
    let name = place.file_name().and_then(|name| ProjectPath::new(name.to_str()?));
    let root = place.parent().filter(|root| !root.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unclean = || {
        let message = format!("expected the name of a file, found `{}`", shown.display());
        Failure::usage(message, "name it as in `--out l10n/glossary.csv`")
    };
    Ok((root, name.ok_or_else(unclean)?))
}

struct Import<'a> {
    project: &'a Project<'a>,
    languages: Languages,
    file: &'a Path,
    format: GlossaryFormat,
    dry_run: bool,
}

impl Import<'_> {
    fn run(&self) -> Result<u8, Failure> {
        let shown = self.file.display();
        let Some(text) = read_file(&self.project.folder.join(self.file))? else {
            let message = format!("expected a glossary, found no file `{shown}`");
            return Err(Failure::usage(message, "name what another program wrote"));
        };
        let entries = match self.format.read(&text, self.languages) {
            Ok(entries) => entries,
            Err(misread) => {
                tell(self.file, misread.at, &misread.message);
                report::say("nothing was taken: the file cannot be read");
                return Ok(1);
            }
        };
        let judged = judge(terms(self.project).into_iter(), &entries, self.languages, self.format.form());
        self.tell(&judged);
        if !judged.refused.is_empty() {
            return Ok(1);
        }
        if judged.changes.is_empty() {
            report::say(&format!("nothing changes: `{shown}` says nothing that the glossary does not"));
            return Ok(0);
        }
        let changes: Vec<&Change> = judged.changes.iter().map(|(_, change)| change).collect();
        self.take(&changes)?;
        Ok(0)
    }

    /// Writes the changes, or says what they would do.
    fn take(&self, changes: &[&Change]) -> Result<(), Failure> {
        let sources = self.project.sources;
        let target_path = self.target_path()?;
        let source_path = ProjectPath::new(GLOSSARY).ok_or_else(|| Failure::usage("", ""))?;
        let text = |path| sources.text(path).unwrap_or_default().to_owned();
        let before = Files { source: text(&source_path), target: text(&target_path) };
        let after = compose(&before, changes, self.languages)
            .map_err(|fault| Failure::usage(format!("nothing was taken: {}", fault.message), fault.hint))?;
        let mut new = sources.clone();
        put(&mut new.texts, &source_path, &after.source);
        put(&mut new.texts, &target_path, &after.target);
        // The first record of a project would ask for one of everything else.
        let keeps_records = !sources.records.is_empty();
        let record = keeps_records.then(|| record(&new, self.languages, changes)).flatten();
        let mut texts =
            vec![(source_path, before.source, after.source), (target_path, before.target, after.target)];
        if let Some((path, text)) = record {
            let old = sources.text(&path).unwrap_or_default().to_owned();
            put(&mut new.records, &path, &text);
            texts.push((path, old, text));
        }
        texts.retain(|(_, before, after)| before != after);
        let names: Vec<&str> = texts.iter().map(|(path, ..)| path.as_str()).collect();
        let count =
            if changes.len() == 1 { "1 change".to_owned() } else { format!("{} changes", changes.len()) };
        self.effects(&new)?;
        if self.dry_run {
            report::say(&format!("would take {count} into {}", names.join(", ")));
            return Ok(());
        }
        let names = names.join(", ");
        let edits = texts.iter().map(|(path, _, after)| self.edit_of(path, after));
        edit(self.project.folder, &edits.collect::<Result<Vec<_>, Failure>>()?)?;
        report::say(&format!("took {count} into {names}"));
        Ok(())
    }

    /// A text with the line ends and the byte order mark of the file it takes the place of.
    fn edit_of(&self, path: &ProjectPath, after: &str) -> Result<SourceEdit, Failure> {
        let is_there = self.project.sources.text(path).is_some();
        let before = if is_there { Some(read_source(self.project.folder, path)?) } else { None };
        let old = before.as_deref().unwrap_or_default();
        let mark = if old.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        let after = if old.contains("\r\n") { after.replace('\n', "\r\n") } else { after.to_owned() };
        Ok(SourceEdit {
            path: path.clone(),
            before: before.map(String::into_bytes),
            after: Some(format!("{mark}{after}").into_bytes()),
        })
    }

    fn target_path(&self) -> Result<ProjectPath, Failure> {
        let path = format!("content/glossary.{}.yaml", self.languages.target);
        let unclean = || Failure::usage(format!("expected a clean path, found `{path}`"), "see `locales`");
        ProjectPath::new(&path).ok_or_else(unclean)
    }

    /// What else is found in the project then: a word that is forbidden now may stand in a text.
    fn effects(&self, new: &Sources) -> Result<(), Failure> {
        let today = DayArgs::default().today()?;
        let (before, after) = (check_project(self.project.sources, today), check_project(new, today));
        let same = |a: &Diagnostic, b: &Diagnostic| {
            (a.rule.code, &a.place.path, &a.message) == (b.rule.code, &b.place.path, &b.message)
        };
        let is_new = |finding: &&Diagnostic| !before.findings.iter().any(|known| same(known, finding));
        let found: Vec<&Diagnostic> = after.findings.iter().filter(is_new).collect();
        for finding in found.iter().take(MOST_SHOWN) {
            report::say(&format!("now found: {}", report::short(new, finding)));
        }
        if let Some(more) = found.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            report::say(&format!("now found: {more} more, of which `supportbook check` tells"));
        }
        Ok(())
    }

    fn tell(&self, judged: &Judged) {
        let say = |at: Position, what: &str| tell(self.file, at, what);
        let told = |one: &Told| {
            say(one.at, &one.message);
            report::say(&format!("help: {}", one.hint));
        };
        judged.left_out.iter().for_each(|one| {
            say(one.at, &format!("left out: {}", one.message));
            report::say(&format!("help: {}", one.hint));
        });
        if judged.refused.is_empty() {
            judged.changes.iter().for_each(|(at, change)| say(*at, &told_of(change)));
            return;
        }
        judged.refused.iter().for_each(told);
        let (count, is) = match judged.refused.len() {
            1 => ("1 term".to_owned(), "is"),
            count => (format!("{count} terms"), "are"),
        };
        report::say(&format!("nothing was taken: {count} {is} refused"));
    }
}

/// A change for people.
fn told_of(change: &Change) -> String {
    let list = |words: &[Box<str>]| match words {
        [] => "none".to_owned(),
        words => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
    };
    match change {
        Change::New(new) => {
            let translation =
                new.translation.as_deref().map(|word| format!(", `{word}`")).unwrap_or_default();
            format!("new term `{}`: `{}`{translation}", new.id, new.preferred)
        }
        Change::Text { id, key, before: None, after } => format!("`{id}`: new {key} `{after}`"),
        Change::Text { id, key, before: Some(before), after } => {
            format!("`{id}`: {key} `{after}`, before `{before}`")
        }
        Change::Words { id, role, locale, before, after } => {
            format!("`{id}`: {} in `{locale}` {}, before {}", role.key(), list(after), list(before))
        }
        Change::NeverTranslate { id, after: true } => format!("`{id}`: never translated from now on"),
        Change::NeverTranslate { id, after: false } => format!("`{id}`: translated from now on"),
    }
}

fn put(sources: &mut Vec<Arc<Source>>, path: &ProjectPath, text: &str) {
    let is_there = sources.binary_search_by(|source| source.path.cmp(path));
    if text.is_empty() && is_there.is_err() {
        return;
    }
    let source = Arc::new(Source { path: path.clone(), text: text.into(), unread: false });
    match is_there {
        Ok(at) => sources[at] = source,
        Err(at) => sources.insert(at, source),
    }
}

/// The record of the translation, in which what was taken is translated by a tool.
fn record(new: &Sources, languages: Languages, changes: &[&Change]) -> Option<(ProjectPath, String)> {
    let (site, _) = resolve_project(new);
    let site = site?;
    let pairings = site.standings.pairings.values();
    let mut own =
        pairings.filter(|one| one.locale == languages.target && one.source_path.as_str() == GLOSSARY);
    let pairing = own.next()?;
    let is_taken = |name: &str| {
        changes.iter().any(|change| match change {
            Change::New(_) => name.strip_prefix(change.id()).is_some_and(|rest| rest.starts_with('.')),
            Change::Text { id, key, .. } => name == format!("{id}.{key}"),
            Change::Words { .. } | Change::NeverTranslate { .. } => false,
        })
    };
    let units = pairing.standings.iter().enumerate().filter_map(|(at, standing)| {
        let unit = &pairing.source[standing.source?];
        standing.target.filter(|_| unit.name.as_deref().is_some_and(is_taken))?;
        let source = unit.text.clone();
        let (stage, origin) = (Stage::Translated, Origin::Tool);
        Some((at, Taking { source, stage, origin, by: None, reviewer: None }))
    });
    let units = units.collect::<std::collections::BTreeMap<_, _>>();
    if units.is_empty() {
        return None;
    }
    let kept = keep(pairing, &Step::Take { units });
    Some((record_path(&pairing.source_path, languages.target.as_str()), kept.record.write()))
}
