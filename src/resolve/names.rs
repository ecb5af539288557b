//! All names of a project: which files make one thing, where pages lie, which anchors they have.
//!
//! The fold before resolving: one look at every document, none at what its values mean. A file that could
//! not be read keeps its name, marked broken, so that what refers to it stays silent.
//!
//! Invariant: each thing has one source file; each address below a locale belongs to one thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anchors::{PageAnchors, page_anchors};
use super::packs::Demands;
use crate::diagnostic::catalog::{ADR001, ADR002, FIL001, FIL002, FIL003};
use crate::diagnostic::{Diagnostic, suggest};
use crate::locale::Locale;
use crate::model::ids::{PageId, RunbookId};
use crate::model::settings::Settings;
use crate::output::{Bytes, OutputPath};
use crate::path::ProjectPath;
use crate::source::Span;
use crate::syntax::document::{Document, FOLDERS, HEAD_KEYS, Kind, SINGLE_FILES};
use crate::syntax::tree::{Node, Value};
use crate::translation::Translations;

/// A source file with its translations.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file without a suffix.
    pub source: Arc<Document>,
    /// The language of the source file.
    pub source_locale: Locale,
    /// The translations by locale.
    pub translations: BTreeMap<Locale, Arc<Document>>,
}

impl Group {
    /// All files of the group with their languages, the source first.
    pub fn documents(&self) -> impl Iterator<Item = (Locale, &Arc<Document>)> {
        let translations = self.translations.iter().map(|(locale, document)| (*locale, document));
        std::iter::once((self.source_locale, &self.source)).chain(translations)
    }
}

/// What others may know of a page or a runbook.
#[derive(Clone, Debug)]
pub struct PageName {
    /// Where it lies below a locale's folder: empty, or with a slash at the end.
    pub address: Box<str>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Its anchors in each language.
    pub anchors: BTreeMap<Locale, PageAnchors>,
    /// The language of its source file.
    pub source_locale: Locale,
}

/// The names of a project.
#[derive(Debug)]
pub struct Names {
    groups: BTreeMap<(Kind, Box<str>), Group>,
    /// Pages by id.
    pub pages: BTreeMap<PageId, PageName>,
    /// Runbooks by id.
    pub runbooks: BTreeMap<RunbookId, PageName>,
    /// Channel ids, each with whether it is internal.
    pub channels: BTreeMap<Box<str>, bool>,
    /// Whether `channels.yaml` could not be read.
    pub channels_broken: bool,
    /// Ids that are keys of a file.
    keyed: BTreeMap<Keyed, KeySet>,
    /// Requirements and packs.
    pub demands: Demands,
    /// Files that can be linked to.
    pub media: BTreeSet<ProjectPath>,
    /// What is wrong with names alone.
    pub findings: Vec<Diagnostic>,
}

/// What has keys of a file for its ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Keyed {
    /// `severities.yaml`.
    Severity,
    /// `vehicles.yaml`.
    Vehicle,
    /// `glossary.yaml`.
    Term,
    /// `markets:` of `partner.yaml`.
    Market,
    /// `enrolments:` of `partner.yaml`.
    Enrolment,
}

impl Keyed {
    const ALL: [Self; 5] = [Self::Severity, Self::Vehicle, Self::Term, Self::Market, Self::Enrolment];

    /// The file and the key in it that hold the ids.
    const fn place(self) -> (Kind, &'static str, Option<&'static str>) {
        match self {
            Self::Severity => (Kind::Severities, "severities", None),
            Self::Vehicle => (Kind::Vehicles, "vehicles", None),
            Self::Term => (Kind::Glossary, "glossary", None),
            Self::Market => (Kind::Partner, "partner", Some("markets")),
            Self::Enrolment => (Kind::Partner, "partner", Some("enrolments")),
        }
    }

    /// What it is called in findings, with its article.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Severity => "a severity",
            Self::Vehicle => "a vehicle",
            Self::Term => "a term",
            Self::Market => "a market",
            Self::Enrolment => "an enrolment",
        }
    }
}

/// Ids that are keys of a file.
#[derive(Clone, Debug, Default)]
pub struct KeySet {
    /// The ids, each with whether customers may not know of it.
    pub ids: BTreeMap<Box<str>, bool>,
    /// Whether the file could not be read.
    pub broken: bool,
}

/// Addresses of the pages that data make, below a locale's folder.
pub mod addresses {
    /// The page that compares offerings; each offering lies below it.
    pub const OFFERINGS: &str = "offerings/";
    /// The list of services; each service lies below it.
    pub const SERVICES: &str = "services/";
    /// When somebody answers.
    pub const HOURS: &str = "hours/";
    /// How to reach the partner.
    pub const CONTACT: &str = "contact/";
    /// How bad a case is, and by when somebody answers.
    pub const SEVERITIES: &str = "severities/";
    /// How a case goes further.
    pub const ESCALATION: &str = "escalation/";
    /// What holds for all offerings.
    pub const POLICY: &str = "policy/";
    /// Marketplace products of others.
    pub const MARKETPLACE: &str = "marketplace/";
    /// The words that terms use.
    pub const GLOSSARY: &str = "glossary/";
    /// The list of runbooks, on the internal site; each runbook lies below it.
    pub const RUNBOOKS: &str = "runbooks/";
    /// Escalation matrix and vehicles, on the internal site.
    pub const VEHICLES: &str = "vehicles/";
    /// Texts to send, on the internal site; each lies below it.
    pub const MESSAGES: &str = "messages/";
    /// When what is read again, on the internal site.
    pub const REVIEWS: &str = "reviews/";
    /// When nobody can be reached, on the internal site.
    pub const GAPS: &str = "gaps/";
    /// What the programme demands and what answers it, on the internal site.
    pub const REQUIREMENTS: &str = "requirements/";

    /// How far translations are, on the internal site.
    pub const TRANSLATIONS: &str = "translations/";

    /// The pages that exist on the internal site alone.
    pub const INTERNAL: [&str; 7] = [RUNBOOKS, VEHICLES, MESSAGES, REVIEWS, GAPS, REQUIREMENTS, TRANSLATIONS];
}

/// Takes all names of a project.
pub fn index(
    documents: &[Arc<Document>],
    media: &BTreeMap<ProjectPath, Bytes>,
    translations: &Translations,
    settings: &Settings,
) -> Names {
    let mut names = Names {
        groups: BTreeMap::new(),
        pages: BTreeMap::new(),
        runbooks: BTreeMap::new(),
        channels: BTreeMap::new(),
        channels_broken: false,
        keyed: BTreeMap::new(),
        demands: Demands::default(),
        media: media.keys().cloned().collect(),
        findings: Vec::new(),
    };
    names.group(documents, settings);
    names.refuse_stray_files(media);
    names.take_channels();
    names.take_keys();
    names.demands = Demands::of(&names);
    names.take_pages(translations);
    names.find_collisions();
    names
}

impl Names {
    /// The files of a kind and stem.
    pub fn group_of(&self, kind: Kind, stem: &str) -> Option<&Group> {
        self.groups.get(&(kind, Box::from(stem)))
    }

    /// All groups of a kind.
    pub fn groups(&self, kind: Kind) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |((of, _), _)| *of == kind).map(|(_, group)| group)
    }

    /// All groups, in the order of kind and stem.
    pub fn all_groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// The stems of a kind, for suggestions.
    pub fn stems(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.groups(kind).map(|group| &*group.source.stem)
    }

    /// Whether a file of the kind and stem exists but could not be read.
    pub fn is_broken(&self, kind: Kind, stem: &str) -> bool {
        self.group_of(kind, stem).is_some_and(|group| group.source.broken)
    }

    fn group(&mut self, documents: &[Arc<Document>], settings: &Settings) {
        let (translations, sources): (Vec<_>, Vec<_>) =
            documents.iter().partition(|document| document.suffix.is_some());
        for document in sources {
            match document.kind {
                Kind::Site => {}
                Kind::Unknown => self.findings.push(unknown_file(document.path())),
                kind => {
                    let own = document.peek("locale").and_then(Locale::new);
                    let source_locale = own
                        .filter(|locale| settings.locales.contains(locale))
                        .unwrap_or(settings.source_locale);
                    let group =
                        Group { source: Arc::clone(document), source_locale, translations: BTreeMap::new() };
                    self.groups.insert((kind, document.stem.clone()), group);
                }
            }
        }
        for document in translations {
            self.take_translation(document, settings);
        }
    }

    fn take_translation(&mut self, document: &Arc<Document>, settings: &Settings) {
        if document.kind == Kind::Unknown {
            self.findings.push(unknown_file(document.path()));
            return;
        }
        let suffix = document.suffix.as_deref().unwrap_or_default();
        let Some(locale) = Locale::new(suffix)
            .filter(|locale| settings.locales.contains(locale) && locale.as_str() == suffix)
        else {
            self.findings.push(bad_suffix(document.path(), suffix, settings));
            return;
        };
        let Some(group) = self.groups.get_mut(&(document.kind, document.stem.clone())) else {
            let message = "this translation has no source file beside it";
            let source = document.path().as_str().replacen(&format!(".{suffix}."), ".", 1);
            let finding = Diagnostic::new(&FIL003, document.path(), Span::default(), message);
            self.findings.push(
                finding
                    .hint(format!("write `{source}`, or rename this file to it and set `locale: {suffix}`")),
            );
            return;
        };
        if group.source_locale == locale {
            let message = format!("the source file is in `{locale}` already");
            let finding = Diagnostic::new(&FIL003, document.path(), Span::default(), message);
            let hint = format!("remove one of the two, or set `locale:` in `{}`", group.source.path());
            self.findings.push(finding.hint(hint));
            return;
        }
        group.translations.insert(locale, Arc::clone(document));
    }

    /// Files that look like content and are read by nobody: a wrong ending, a wrong folder.
    fn refuse_stray_files(&mut self, media: &BTreeMap<ProjectPath, Bytes>) {
        let homes = ["content/pages", "content/runbooks", "content/notes", "content/media"];
        for path in media.keys() {
            let is_text =
                [".md", ".yaml", ".yml"].iter().any(|ending| path.as_str().to_lowercase().ends_with(ending));
            if is_text || homes.iter().all(|home| path.below(home).is_none()) {
                self.findings.push(unknown_file(path));
            }
        }
    }

    fn take_channels(&mut self) {
        let Some(group) = self.groups.get(&(Kind::Channels, "channels".into())) else { return };
        let is_map = matches!(group.source.data.value, Value::Map(_));
        self.channels_broken = group.source.broken || !is_map;
        if let Value::Map(entries) = &group.source.data.value {
            for (key, node) in entries.iter().filter(|(key, _)| !HEAD_KEYS.contains(&&*key.text)) {
                self.channels.insert(key.text.clone(), is_internal(node));
            }
        }
    }

    /// The ids of a kind that are keys of a file.
    pub fn keys(&self, keyed: Keyed) -> &KeySet {
        &self.keyed[&keyed]
    }

    fn take_keys(&mut self) {
        for keyed in Keyed::ALL {
            let (kind, stem, inner) = keyed.place();
            let mut set = KeySet::default();
            if let Some(group) = self.group_of(kind, stem) {
                let node = inner.map_or(Some(&group.source.data), |key| group.source.data.get(key));
                set.broken = group.source.broken;
                match node.map(|node| &node.value) {
                    Some(Value::Map(entries)) => {
                        let own = entries
                            .iter()
                            .filter(|(key, _)| inner.is_some() || !HEAD_KEYS.contains(&&*key.text));
                        set.ids = own.map(|(key, node)| (key.text.clone(), is_internal(node))).collect();
                    }
                    Some(_) => set.broken = true,
                    None => {}
                }
            }
            self.keyed.insert(keyed, set);
        }
    }

    fn take_pages(&mut self, translations: &Translations) {
        let mut sections: BTreeMap<String, String> = BTreeMap::new();
        let slugs: BTreeMap<&str, &str> = self
            .groups(Kind::Page)
            .filter_map(|group| Some((&*group.source.stem, group.source.peek("slug")?)))
            .filter(|(_, slug)| is_slug(slug))
            .collect();
        let mut pages = BTreeMap::new();
        let mut runbooks = BTreeMap::new();
        let mut findings = Vec::new();
        for group in self.groups.values() {
            let stem = &*group.source.stem;
            let address = match group.source.kind {
                Kind::Page => page_address(stem, &slugs, &mut sections),
                Kind::Runbook => format!("{}{}/", addresses::RUNBOOKS, stem.trim_end_matches("/_index")),
                _ => continue,
            };
            if OutputPath::new(&format!("{address}index.html")).is_none() || address.contains(['#', '%']) {
                let message = format!("`{stem}` is not usable as an address");
                let finding = Diagnostic::new(&ADR002, group.source.path(), Span::default(), message);
                findings.push(finding.hint("rename the file: letters, digits, `-`, `_` and dots are safe"));
                continue;
            }
            let anchors = page_anchors(group, translations);
            let draft = group.source.peek("draft") == Some("true");
            let name =
                PageName { address: address.into(), draft, anchors, source_locale: group.source_locale };
            match group.source.kind {
                Kind::Page => drop(pages.insert(PageId::new(stem), name)),
                _ => drop(runbooks.insert(RunbookId::new(stem), name)),
            }
        }
        (self.pages, self.runbooks) = (pages, runbooks);
        self.findings.append(&mut findings);
    }

    /// Pages and runbooks that claim one address.
    fn find_collisions(&mut self) {
        let mut taken: BTreeMap<String, &Arc<Document>> = BTreeMap::new();
        let mut findings = Vec::new();
        let pages = self.pages.iter().map(|(id, name)| (Kind::Page, id.as_str(), name));
        let runbooks = self.runbooks.iter().map(|(id, name)| (Kind::Runbook, id.as_str(), name));
        for (kind, stem, name) in pages.chain(runbooks) {
            let Some(group) = self.groups.get(&(kind, Box::from(stem))) else { continue };
            if let Some(first) = taken.insert(name.address.to_lowercase(), &group.source) {
                let message = format!("`{}` has the address `/{}` already", first.path(), name.address);
                let finding = Diagnostic::new(&ADR001, group.source.path(), Span::default(), message);
                findings.push(finding.hint("rename one of the two, or give it another `slug`"));
            }
        }
        self.findings.append(&mut findings);
    }
}

fn is_internal(node: &Node) -> bool {
    matches!(node.get("visibility").map(|node| &node.value),
        Some(Value::Scalar { text, .. }) if &**text == "internal")
}

/// The address of a page: its path, each section's and its own last part by slug where there is one.
fn page_address(stem: &str, slugs: &BTreeMap<&str, &str>, sections: &mut BTreeMap<String, String>) -> String {
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let section = section_address(folder, slugs, sections);
    match name {
        "_index" => section,
        name => format!("{section}{}/", slugs.get(stem).copied().unwrap_or(name)),
    }
}

fn section_address(
    folder: &str,
    slugs: &BTreeMap<&str, &str>,
    sections: &mut BTreeMap<String, String>,
) -> String {
    if folder.is_empty() {
        return String::new();
    }
    if let Some(known) = sections.get(folder) {
        return known.clone();
    }
    let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let own = slugs.get(format!("{folder}/_index").as_str()).copied().unwrap_or(name);
    let address = format!("{}{own}/", section_address(above, slugs, sections));
    sections.insert(folder.to_owned(), address.clone());
    address
}

/// Whether a text can be the last part of an address: small ASCII letters, digits, hyphens, or other letters.
pub(super) fn is_slug(text: &str) -> bool {
    let sound = |c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && !text.starts_with('.') && text.chars().all(sound)
}

fn unknown_file(path: &ProjectPath) -> Diagnostic {
    let finding = Diagnostic::new(&FIL001, path, Span::default(), "no kind of content is read from here");
    let yaml_hint = path.as_str().ends_with(".yml").then(|| "rename it to end in `.yaml`".to_owned());
    let inside = FOLDERS.iter().find(|(folder, ..)| path.below(folder).is_some());
    let folder_hint =
        inside.map(|(folder, _, ending)| match path.as_str().ends_with(&format!(".{ending}")) {
            true => format!("`{folder}/` has no folders in it"),
            false => format!("`{folder}/` holds files that end in `.{ending}`"),
        });
    let own = path.as_str().split('/').nth(1).unwrap_or_default();
    let known = FOLDERS
        .iter()
        .filter_map(|(folder, ..)| folder.split('/').nth(1))
        .map(str::to_owned)
        .chain(SINGLE_FILES.iter().map(|(name, _)| format!("{name}.yaml")));
    let known: Vec<String> = known.collect();
    let known = known.iter().map(String::as_str);
    finding.maybe_hint(yaml_hint.or(folder_hint).or_else(|| suggest(own, known)))
}

fn bad_suffix(path: &ProjectPath, suffix: &str, settings: &Settings) -> Diagnostic {
    let message = format!("expected a locale of the site before the ending, found `{suffix}`");
    let locales = settings.locales.iter().map(Locale::as_str);
    let finding =
        Diagnostic::new(&FIL002, path, Span::default(), message).maybe_hint(suggest(suffix, locales));
    match Locale::new(suffix) {
        Some(locale) if locale.as_str() == suffix => {
            finding.hint(format!("or add `{locale}` to `locales` in site.toml"))
        }
        _ => finding.hint("the name of a file has no other dot than those before its locale and its ending"),
    }
}
