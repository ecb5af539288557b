//! A sample project in memory, with records.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use supportbook::load::{Sources, load};
use supportbook::model::site::Site;
use supportbook::path::ProjectPath;
use supportbook::source::Source;
use supportbook::translation::keep::{Step, keep};
use supportbook::translation::standing::Pairing;
use supportbook::translation::{Standings, record_path};
use supportbook::{Today, check_project};

/// The repository, which is a sample itself, and those in `tests/projects`.
pub(crate) const SAMPLES: [&str; 4] =
    [".", "tests/projects/direct-bill", "tests/projects/indirect-provider", "tests/projects/21vianet"];

#[derive(Clone)]
pub(crate) struct Project {
    pub(crate) sources: Sources,
}

impl Project {
    /// A sample whose translations were all read by somebody.
    pub(crate) fn adopted(folder: &str) -> Self {
        let mut sources = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        sources.records.clear();
        let mut project = Self { sources };
        let step = Step::Adopt { reviewer: Some("Reader".into()) };
        for pairing in project.standings().pairings.values().filter(|pairing| pairing.is_there) {
            let path = record_path(&pairing.source_path, pairing.locale.as_str());
            let text = keep(pairing, &step).record.write().into();
            project.sources.records.push(Arc::new(Source { path, text, unread: false }));
        }
        project.sources.records.sort_by(|a, b| a.path.cmp(&b.path));
        project
    }

    pub(crate) fn site(&self) -> Arc<Site> {
        let today = Today { given: Some(date(2026, 6, 1)), clock: date(2026, 6, 1) };
        check_project(&self.sources, today).site.unwrap()
    }

    pub(crate) fn standings(&self) -> Standings {
        self.site().standings.clone()
    }

    /// The translation of a file; a project that has but this file is read, which is quicker.
    pub(crate) fn pairing(&self, path: &ProjectPath) -> Pairing {
        let mut small = self.clone();
        let (stem, _) = path.as_str().rsplit_once('.').unwrap();
        small.sources.texts.retain(|source| {
            let own = source.path.as_str();
            own == "site.toml" || own == path.as_str() || own.starts_with(&format!("{stem}."))
        });
        small.sources.records.retain(|source| {
            supportbook::translation::recorded(&source.path).is_some_and(|(file, _)| file == *path)
        });
        let found = small.standings();
        found.pairings.values().find(|pairing| pairing.source_path == *path).cloned().unwrap()
    }

    pub(crate) fn edited(&self, path: &ProjectPath, text: &str) -> Self {
        let mut edited = self.clone();
        let at = edited.sources.texts.iter().position(|source| source.path == *path).unwrap();
        edited.sources.texts[at] = Arc::new(Source { path: path.clone(), text: text.into(), unread: false });
        edited
    }

    /// The project with some of its files under other names.
    pub(crate) fn renamed(&self, name: impl Fn(&str) -> Option<String>) -> Self {
        let mut renamed = self.clone();
        for source in &mut renamed.sources.texts {
            if let Some(path) = name(source.path.as_str()) {
                let path = ProjectPath::new(&path).unwrap();
                *source = Arc::new(Source { path, text: source.text.clone(), unread: false });
            }
        }
        renamed.sources.texts.sort_by(|a, b| a.path.cmp(&b.path));
        renamed
    }
}
