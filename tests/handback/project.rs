//! A project in memory whose translations go out and come back.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use supportbook::exchange::catalog::{Catalog, Misread, Returned, csv, po, xliff};
use supportbook::exchange::handback::{Handback, Wishes, handback};
use supportbook::exchange::handoff::catalog;
use supportbook::load::{Sources, load};
use supportbook::model::site::Site;
use supportbook::path::ProjectPath;
use supportbook::resolve_project;
use supportbook::source::Source;
use supportbook::syntax::document::Document;
use supportbook::translation::memory::Memory;
use supportbook::translation::standing::Pairing;
use supportbook::translation::{Origin, Record, record_path};

pub(crate) const SAMPLES: [&str; 4] =
    [".", "tests/projects/direct-bill", "tests/projects/indirect-provider", "tests/projects/21vianet"];

/// The formats that have a file for each translation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    Po,
    Xliff,
    Csv,
}

impl Format {
    pub(crate) const ALL: [Self; 3] = [Self::Po, Self::Xliff, Self::Csv];

    pub(crate) fn write(self, catalog: &Catalog) -> String {
        match self {
            Self::Po => po::write(catalog, &[], |_| Vec::new()),
            Self::Xliff => xliff::write(catalog, |_| Vec::new()),
            Self::Csv => csv::write(catalog),
        }
    }

    pub(crate) fn read(self, text: &str, pairing: &Pairing) -> Result<Returned, Misread> {
        assert_ne!(pairing.source_locale, pairing.locale);
        match self {
            Self::Po => po::read(text),
            Self::Xliff => xliff::read(text),
            Self::Csv => csv::read(text),
        }
    }
}

/// What nobody asked otherwise.
pub(crate) fn wishes() -> Wishes {
    Wishes { merge: false, origin: Origin::Tool, by: None, reviewer: None, four_eyes: false, memory: false }
}

#[derive(Clone)]
pub(crate) struct Project {
    sources: Sources,
    site: Arc<Site>,
}

impl Project {
    pub(crate) fn sample(folder: &str) -> Self {
        Self::of(load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap())
    }

    fn of(sources: Sources) -> Self {
        let (site, findings) = resolve_project(&sources);
        let site = site.unwrap_or_else(|| panic!("{findings:?}"));
        Self { sources, site }
    }

    /// A documentation project of one page in two languages, and its record where it has one.
    pub(crate) fn page(source: &str, target: Option<&str>) -> Self {
        let mut sources = Sources::default();
        let site = "base_url = \"https://a.example/\"\nsource_locale = \"en\"\nlocales = [\"en\", \"zh-CN\"]\n[title]\nen = \"A\"\nzh-CN = \"甲\"\n";
        let mut add = |path: &str, text: &str| {
            let path = ProjectPath::new(path).unwrap();
            sources.texts.push(Arc::new(Source { path, text: text.into(), unread: false }));
        };
        add("content/pages/a.md", source);
        if let Some(target) = target {
            add("content/pages/a.zh-CN.md", target);
        }
        add("site.toml", site);
        Self::of(sources)
    }

    pub(crate) fn put(&mut self, path: &ProjectPath, text: &str) {
        let one = Arc::new(Source { path: path.clone(), text: text.into(), unread: false });
        put(&mut self.sources.texts, one);
        *self = Self::of(std::mem::take(&mut self.sources));
    }

    pub(crate) fn put_record(&mut self, pairing: &Pairing, record: &Record) {
        let path = record_path(&pairing.source_path, pairing.locale.as_str());
        put(&mut self.sources.records, Arc::new(Source { path, text: record.write().into(), unread: false }));
        *self = Self::of(std::mem::take(&mut self.sources));
    }

    /// The project without one of its files. Its record stays.
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.sources.texts.retain(|source| source.path.as_str() != path);
        Self::of(self.sources)
    }

    /// All translations go, and what is known of them.
    pub(crate) fn forget_translations(&mut self) {
        let targets: BTreeSet<ProjectPath> = self.site.standings.pairings.keys().cloned().collect();
        self.sources.texts.retain(|source| !targets.contains(&source.path));
        self.sources.records.clear();
        *self = Self::of(std::mem::take(&mut self.sources));
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        self.sources.text(&ProjectPath::new(path).unwrap()).unwrap()
    }

    pub(crate) fn pairings(&self) -> Vec<Pairing> {
        self.site.standings.pairings.values().cloned().collect()
    }

    pub(crate) fn pairing(&self, source: &str) -> Pairing {
        self.pairings().into_iter().find(|pairing| pairing.source_path.as_str() == source).unwrap()
    }

    /// Each translation with its catalog.
    pub(crate) fn catalogs(&self) -> Vec<(Pairing, Catalog)> {
        let memory = Memory::default();
        let of = |pairing: Pairing| {
            let catalog = catalog(&pairing, self.text(pairing.source_path.as_str()), &memory);
            (pairing, catalog)
        };
        self.pairings().into_iter().map(of).collect()
    }

    pub(crate) fn catalog_of(&self, source: &str) -> (Pairing, Catalog) {
        let pairing = self.pairing(source);
        let catalog = catalog(&pairing, self.text(source), &Memory::default());
        (pairing, catalog)
    }

    pub(crate) fn handback(&self, pairing: &Pairing, returned: &Returned, wishes: &Wishes) -> Handback {
        let document = |path: &ProjectPath| -> Option<&Document> {
            self.site.documents.iter().find(|document| document.path() == path).map(|document| &**document)
        };
        let source = document(&pairing.source_path).unwrap();
        let target = document(&pairing.target_path).filter(|_| pairing.is_there);
        handback(pairing, source, target, returned, wishes)
    }
}

fn put(list: &mut Vec<Arc<Source>>, one: Arc<Source>) {
    match list.binary_search_by(|source| source.path.cmp(&one.path)) {
        Ok(at) => list[at] = one,
        Err(at) => list.insert(at, one),
    }
}
