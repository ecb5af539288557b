//! What a project says of a calendar already, and what it would say with new files.
//!
//! Apart from judging the whole project, because a calendar can be added to one that is not sound elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use supportbook::diagnostic::Diagnostic;
use supportbook::load::Sources;
use supportbook::locale::Locale;
use supportbook::model::hours::{Calendar, joined_calendar};
use supportbook::model::settings::Settings;
use supportbook::path::ProjectPath;
use supportbook::resolve::{Item, Names, Resolved, index, resolve, resolve_settings};
use supportbook::syntax::document::{Document, Kind, parse};
use supportbook::translation::{Translations, align};

use crate::cli::{Failure, report as print};

/// The files of a calendar.
pub(super) struct Known {
    /// What holds in the project.
    pub(super) settings: Settings,
    /// The files, those of years after the one without.
    pub(super) parts: Vec<Part>,
}

/// A file of a calendar.
pub(super) struct Part {
    /// Where it stands.
    pub(super) path: ProjectPath,
    /// What it says.
    pub(super) calendar: Calendar,
    owner: Option<Box<str>>,
    /// The first line of the file and of its translations.
    first_lines: BTreeMap<Option<Locale>, String>,
}

impl Known {
    /// The files of a calendar in a project whose settings can be read.
    pub(super) fn of(sources: &Sources, id: &str) -> Result<Self, Failure> {
        let looked = Look::at(sources);
        let mut parts = Vec::new();
        for group in
            looked.names.groups(Kind::Calendar).filter(|group| joined_calendar(&group.source.stem) == id)
        {
            let Resolved { item, kept, claims: _, translated: _, findings } =
                resolve(group, &looked.names, &looked.translations, &looked.settings);
            let Some(Item::Calendar(_, calendar)) = item else {
                let first = findings.first().map(|finding| format!(": {}", print::short(sources, finding)));
                let message = format!("cannot read `{}`{}", group.source.path(), first.unwrap_or_default());
                return Err(Failure::usage(
                    message,
                    "correct it first; `supportbook check` shows its findings",
                ));
            };
            let first_line =
                |document: &Document| document.source.text.lines().next().unwrap_or_default().to_owned();
            let translations =
                group.translations.iter().map(|(locale, file)| (Some(*locale), first_line(file)));
            parts.push(Part {
                path: group.source.path().clone(),
                calendar: Calendar::clone(&calendar),
                owner: kept.into_iter().find_map(|kept| kept.owner),
                first_lines: translations.chain([(None, first_line(&group.source))]).collect(),
            });
        }
        Ok(Self { settings: looked.settings, parts })
    }

    /// The file that a new one is made like: that of the calendar itself, else that of its last year.
    pub(super) fn model(&self) -> Option<&Part> {
        let stem = |part: &Part| part.path.file_name().trim_end_matches(".yaml").to_owned();
        let without_year = |part: &&Part| joined_calendar(&stem(part)) == stem(part);
        self.parts.iter().find(without_year).or(self.parts.last())
    }

    /// Who keeps the calendar true.
    pub(super) fn owner(&self) -> Option<String> {
        self.parts.iter().find_map(|part| part.owner.as_deref()).map(str::to_owned)
    }

    /// The remark that names the schema of the file, or of its translation, where there is one.
    pub(super) fn first_remark(&self, locale: Option<Locale>) -> Option<String> {
        let line = self.model()?.first_lines.get(&locale)?.strip_prefix("# ")?;
        line.starts_with("yaml-language-server:").then(|| line.to_owned())
    }
}

/// The calendar of a stem, as the project's own parser reads it.
pub(super) fn read_back(sources: &Sources, stem: &str) -> Result<Calendar, Vec<Diagnostic>> {
    let looked = Look::at(sources);
    let group = looked.names.group_of(Kind::Calendar, stem).expect("a file that was just put there");
    let Resolved { item, mut findings, .. } =
        resolve(group, &looked.names, &looked.translations, &looked.settings);
    let own =
        |finding: &&Diagnostic| group.documents().any(|(_, document)| *document.path() == finding.place.path);
    findings.extend(looked.names.findings.iter().filter(own).cloned());
    match item {
        Some(Item::Calendar(_, calendar)) if findings.is_empty() => Ok(Calendar::clone(&calendar)),
        _ => Err(findings),
    }
}

/// The settings and the calendars of a project.
struct Look {
    settings: Settings,
    translations: Translations,
    names: Names,
}

impl Look {
    fn at(sources: &Sources) -> Self {
        let wanted =
            |path: &ProjectPath| path.as_str() == "site.toml" || path.below("content/calendars").is_some();
        let documents: Vec<Arc<Document>> =
            sources.texts.iter().filter(|source| wanted(&source.path)).map(parse).collect();
        let site = documents.iter().find(|document| document.kind == Kind::Site);
        let settings =
            site.and_then(|site| resolve_settings(site).0).expect("settings that were read before").settings;
        let translations = align(&documents);
        let names = index(&documents, &BTreeMap::new(), &translations, &settings);
        Self { settings, translations, names }
    }
}
