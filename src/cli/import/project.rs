//! Writing what was imported into a project: a new one, or one that an import wrote before.
//!
//! Invariant: all files are written or none; what somebody has edited since the last import stays as it is unless
//! `--force` says otherwise. The settings are chosen so that the project builds, as far as rules may be lowered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use supportbook::check_project;
use supportbook::diagnostic::Diagnostic;
use supportbook::diagnostic::catalog::{FIL005, MKD002};
use supportbook::import::plan::{Bundle, LEDGER, Ledger, hash, judge};
use supportbook::import::record::record;
use supportbook::import::report::{Fate, Written};
use supportbook::import::settings::{Settings, lowered};
use supportbook::import::{Import, Page};
use supportbook::load::{Folder, Sources, load, load_folder};
use supportbook::output::Bytes;
use supportbook::path::ProjectPath;
use supportbook::translation::record_path;
use supportbook::write::{SourceEdit, create, edit, read_file, read_source};
use supportbook::{Judged, Today};

use crate::cli::Failure;
use crate::cli::project::DayArgs;

#[derive(Args)]
pub(crate) struct TargetArgs {
    /// The folder of the project: a new one, or one that an import wrote
    #[arg(long, value_name = "PROJECT")]
    out: PathBuf,

    /// Replace files that were edited since the last import
    #[arg(long)]
    force: bool,
}

/// The project that is written into.
pub(crate) struct Target {
    root: PathBuf,
    /// As the command line named it.
    pub(crate) shown: PathBuf,
    force: bool,
    today: Today,
    /// What is there; `None` where the project is new.
    before: Option<Sources>,
    ledger: Ledger,
}

/// Reads a folder of another program.
#[allow(clippy::disallowed_methods, reason = "a wrong folder is told before anything is read")]
pub(crate) fn folder(dir: &Path, named: &Path) -> Result<Folder, Failure> {
    let root = dir.join(named);
    if !root.is_dir() {
        let message = format!("expected a folder, found `{}`", named.display());
        return Err(Failure::usage(message, "name the folder that holds the documents"));
    }
    Ok(load_folder(&root)?)
}

/// The title of a site by the folder that it comes from.
pub(crate) fn title(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let words: Vec<String> =
        name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).map(capital).collect();
    if words.is_empty() { "Documentation".to_owned() } else { words.join(" ") }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn path(text: &str) -> ProjectPath {
    ProjectPath::new(text).expect("a clean literal path")
}

impl Target {
    /// Looks at the project.
    #[allow(clippy::disallowed_methods, reason = "whether there is a project decides how it is written")]
    pub(crate) fn new(dir: &Path, args: &TargetArgs) -> Result<Self, Failure> {
        let root = dir.join(&args.out);
        let today = DayArgs::default().today()?;
        let exists = root.join("site.toml").is_file();
        let before = if exists { Some(load(&root)?) } else { None };
        let has_ledger = root.join(LEDGER).is_file();
        let ledger = if has_ledger { read_source(&root, &path(LEDGER))? } else { Ledger::default().write() };
        let ledger = Ledger::read(&ledger).map_err(|why| {
            let message = format!("cannot read `{LEDGER}`: {why}");
            Failure::usage(message, "restore it, or remove it: then every file counts as edited")
        })?;
        if let Some(link) =
            before.iter().flat_map(|sources| &sources.findings).find(|one| *one.rule == FIL005)
        {
            let message = format!("nothing was written: {}: {}", link.place.path, link.message);
            return Err(Failure::usage(message, "mend it first: what is written could leave the project"));
        }
        Ok(Self { root, shown: args.out.clone(), force: args.force, today, before, ledger })
    }

    /// What a file says now.
    fn there(&self, path: &ProjectPath) -> Option<Bytes> {
        let sources = self.before.as_ref()?;
        let text = sources.text(path).map(|text| Bytes::from(text.as_bytes()));
        text.or_else(|| sources.media.get(path).cloned())
    }
}

/// What is going to be written, and the project as it will be.
pub(crate) struct Settled {
    files: BTreeMap<ProjectPath, Bytes>,
    /// The rules that were lowered, with how many errors each had found.
    pub(crate) lowered: BTreeMap<&'static str, (usize, &'static str)>,
    /// Errors that are left, which stop a build.
    pub(crate) errors: Vec<Diagnostic>,
    /// The project as it will be.
    pub(crate) sources: Sources,
    /// Its findings.
    pub(crate) judged: Judged,
    /// Files of the last import whose origin is gone.
    pub(crate) gone: Vec<ProjectPath>,
    /// Whether the settings are those of somebody else than an import.
    pub(crate) own_settings: bool,
}

impl Settled {
    /// How many files are written.
    pub(crate) fn count(&self) -> usize {
        self.files.len()
    }

    /// Writes all of it.
    pub(crate) fn write(&self, target: &Target) -> Result<(), Failure> {
        if target.before.is_none() {
            let files: Vec<(PathBuf, Vec<u8>)> =
                self.files.iter().map(|(path, bytes)| (path.as_str().into(), bytes.to_vec())).collect();
            return Ok(create(&target.root, &files)?);
        }
        let edit_of = |(path, bytes): (&ProjectPath, &Bytes)| -> Result<SourceEdit, Failure> {
            let is_there =
                target.there(path).is_some() || (path.as_str() == LEDGER && !target.ledger.files.is_empty());
            let before = if is_there { Some(read_file(&target.root, path)?) } else { None };
            Ok(SourceEdit { path: path.clone(), before, after: Some(bytes.to_vec()) })
        };
        let edits: Vec<SourceEdit> = self.files.iter().map(edit_of).collect::<Result<_, _>>()?;
        Ok(edit(&target.root, &edits)?)
    }
}

/// Decides what is written, and judges what comes of it.
pub(crate) fn settle(import: &mut Import, target: &Target, title: &str) -> Result<Settled, Failure> {
    let mut files = BTreeMap::new();
    let mut ledger = target.ledger.clone();
    let mut of_this_run: BTreeSet<ProjectPath> = BTreeSet::new();
    let mut put = |bundle: Bundle, written: Written, files: &mut BTreeMap<ProjectPath, Bytes>| {
        of_this_run.extend(bundle.files.keys().cloned());
        if written == Written::Edited {
            return;
        }
        for (path, bytes) in bundle.files {
            ledger.files.insert(path.clone(), hash(&bytes));
            if written != Written::Same {
                files.insert(path, bytes);
            }
        }
    };
    let judged_of = |bundle: &Bundle| judge(bundle, &target.ledger, target.force, |path| target.there(path));
    for page in std::mem::take(&mut import.pages) {
        let bundle = bundle(&page);
        let written = judged_of(&bundle);
        import.report.files[page.file].written = Some(written);
        put(bundle, written, &mut files);
        files.extend(records(&page, written, target, import));
    }
    for (path, bytes) in std::mem::take(&mut import.others) {
        let bundle = Bundle { files: [(path.clone(), bytes)].into() };
        let written = judged_of(&bundle);
        let own =
            |file: &&mut supportbook::import::report::FileReport| file.fate == Fate::Media(path.clone());
        if let Some(file) = import.report.files.iter_mut().find(own) {
            file.written = Some(written);
        }
        put(bundle, written, &mut files);
    }
    let gone = target.ledger.files.keys().filter(|path| !of_this_run.contains(*path) && !is_own(path));
    let gone = gone.cloned().collect();
    let mut settled = judge_project(import, target, title, files)?;
    settled.gone = gone;
    if let Some(bytes) = settled.files.get(&path("site.toml")) {
        ledger.files.insert(path("site.toml"), hash(bytes));
    }
    if ledger != target.ledger {
        settled.files.insert(path(LEDGER), Bytes::from(ledger.write().as_bytes()));
    }
    count_findings(import, &settled);
    Ok(settled)
}

/// Whether a file is one that an import makes for the project as a whole.
fn is_own(path: &ProjectPath) -> bool {
    path.as_str() == "site.toml"
}

fn bundle(page: &Page) -> Bundle {
    let own = (page.path.clone(), Bytes::from(page.text.as_bytes()));
    let translations = page.translations.iter();
    let others = translations.map(|one| (one.path.clone(), Bytes::from(one.text.as_bytes())));
    Bundle { files: std::iter::once(own).chain(others).collect() }
}

/// The records of a page that change.
fn records(page: &Page, written: Written, target: &Target, import: &mut Import) -> Vec<(ProjectPath, Bytes)> {
    let mut changed = Vec::new();
    for translation in &page.translations {
        let place = record_path(&page.path, translation.locale.as_str());
        let before = target.before.as_ref().and_then(|sources| sources.text(&place));
        let recorded = record(page, translation, import.source_locale, before);
        import.report.files[page.file].recorded += recorded.numbered;
        let stays = written == Written::Edited || (written == Written::Same && before.is_some());
        if !stays && before != Some(&*recorded.text) {
            changed.push((place, Bytes::from(recorded.text.as_bytes())));
        }
    }
    changed
}

/// How often rules are lowered and the project is judged anew: what an error hid may come up.
const MOST_ROUNDS: usize = 4;

/// Judges the project as it will be, and writes its settings so that it builds.
fn judge_project(
    import: &Import,
    target: &Target,
    title: &str,
    mut files: BTreeMap<ProjectPath, Bytes>,
) -> Result<Settled, Failure> {
    let site = path("site.toml");
    let mut all: BTreeMap<ProjectPath, Bytes> =
        target.before.iter().flat_map(Sources::files).map(|(path, bytes)| (path.clone(), bytes)).collect();
    all.extend(files.iter().map(|(path, bytes)| (path.clone(), Bytes::clone(bytes))));
    let own_settings =
        target.there(&site).is_some_and(|now| target.ledger.files.get(&site) != Some(&hash(&now)));
    let mut settings = Settings {
        source_locale: import.source_locale,
        locales: import.locales.iter().copied().collect(),
        title,
        allow_html: false,
        lowered: BTreeMap::new(),
    };
    let mut round = 0;
    loop {
        if !own_settings {
            all.insert(site.clone(), Bytes::from(settings.write().as_bytes()));
        }
        let sources = Sources::of_files(all.iter().map(|(path, bytes)| (path.clone(), Bytes::clone(bytes))));
        let judged = check_project(&sources, target.today);
        let (mut found, _) = lowered(&judged.findings);
        let has_html = found.remove(MKD002.code).is_some();
        round += 1;
        if own_settings || round == MOST_ROUNDS || (found.is_empty() && !has_html) {
            let bytes = &all[&site];
            if !own_settings && target.there(&site).as_ref() != Some(bytes) {
                files.insert(site, Bytes::clone(bytes));
            }
            let is_error = |one: &&Diagnostic| one.level == supportbook::diagnostic::Level::Error;
            let errors = judged.findings.iter().filter(is_error).cloned().collect();
            let lowered = settings.lowered;
            return Ok(Settled { files, lowered, errors, sources, judged, gone: Vec::new(), own_settings });
        }
        settings.allow_html |= has_html;
        // Tags in texts are of no account once they are cleaned.
        settings.lowered.extend(found);
    }
}

/// Tells each file of the folder what the check found in its pages.
fn count_findings(import: &mut Import, settled: &Settled) {
    let mut by_path: BTreeMap<&ProjectPath, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for finding in &settled.judged.findings {
        *by_path.entry(&finding.place.path).or_default().entry(finding.rule.code).or_default() += 1;
    }
    for file in &mut import.report.files {
        let Fate::Page { path, translation, .. } = &file.fate else { continue };
        for path in std::iter::once(path).chain(translation.iter().map(|(path, _)| path)) {
            for (code, count) in by_path.get(path).into_iter().flatten() {
                *file.findings.entry(code).or_default() += count;
            }
        }
    }
}
