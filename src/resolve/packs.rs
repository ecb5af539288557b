//! The packs that are part of the program, and the names of all packs and requirements.
//!
//! Apart from the reading of such files, which is the same for those of the program and of a project. The
//! sources of the program's packs are in `packs/` of the repository.
//!
//! Invariant: the program's packs have no findings (a test sees to it).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::names::{Group, Names};
use super::requirement::{RequirementsFile, requirements};
use super::scope::Scope;
use crate::locale::Locale;
use crate::model::ids::RequirementId;
use crate::model::requirement::{Pack, PackName, Requirement};
use crate::model::settings::Settings;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::syntax::document::{Document, Kind, parse};
use crate::syntax::tree::{Node, Value};

macro_rules! built_in {
    ($($name:literal)*) => {
        &[$(
            (concat!($name, ".yaml"), include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/packs/", $name, ".yaml"))),
            (
                concat!($name, ".zh-CN.yaml"),
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/packs/", $name, ".zh-CN.yaml")),
            ),
        )*]
    };
}

/// File names and texts, each edition after the one it is based on.
const BUILT_IN: &[(&str, &str)] = built_in! {
    "microsoft-csp@2016-12"
    "microsoft-csp@2020-04"
    "microsoft-csp@2021-06"
    "microsoft-csp@2026-06"
    "microsoft-csp-21vianet@2018-10"
};

/// The program's packs as files.
pub(super) fn built_in() -> &'static [Group] {
    static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
        let (chinese, english) = (Locale::new("zh-CN"), Locale::new("en"));
        let documents = BUILT_IN.iter().filter_map(|(name, text)| {
            let path = ProjectPath::new(&format!("content/requirements/{name}"))?;
            Some(parse(&Arc::new(Source { path, text: (*text).into(), unread: false })))
        });
        let documents: Vec<Arc<Document>> = documents.collect();
        let group = |pair: &[Arc<Document>]| {
            let translations = chinese.map(|locale| (locale, Arc::clone(&pair[1])));
            Some(Group {
                source: Arc::clone(&pair[0]),
                source_locale: english?,
                translations: translations.into_iter().collect(),
            })
        };
        documents.chunks_exact(2).filter_map(group).collect()
    });
    &GROUPS
}

/// What requirements and packs are called.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// All packs, each with the one it is based on.
    pub packs: BTreeMap<PackName, Option<PackName>>,
    /// All requirements.
    pub requirements: BTreeSet<Box<str>>,
    /// Whether a file of them could not be read.
    pub broken: bool,
}

impl Demands {
    /// The names of the program's packs, and of those of a project.
    pub(super) fn of(names: &Names) -> Self {
        // A plain documentation site answers to no programme.
        if names.group_of(Kind::Partner, "partner").is_none()
            && names.groups(Kind::Requirements).next().is_none()
        {
            return Self::default();
        }
        let mut demands = Self::default();
        for group in built_in().iter().chain(names.groups(Kind::Requirements)) {
            demands.broken |= group.source.broken;
            let data = &group.source.data;
            if let Some(edition) = text(data, "edition") {
                let pack = text(data, "pack").unwrap_or(&group.source.stem);
                let name = PackName { pack: pack.into(), edition: edition.into() };
                demands.packs.insert(name, text(data, "base").and_then(PackName::parse));
            }
            if let Some(Value::Map(entries)) = data.get("requirements").map(|node| &node.value) {
                demands.requirements.extend(entries.iter().map(|(key, _)| key.text.clone()));
            }
        }
        demands
    }

    /// Whether a pack is reached again from the packs it is based on.
    pub(super) fn goes_round(&self, name: &PackName) -> bool {
        let mut at = self.packs.get(name).and_then(Option::as_ref);
        for _ in 0..self.packs.len() {
            match at {
                Some(base) if base == name => return true,
                Some(base) => at = self.packs.get(base).and_then(Option::as_ref),
                None => return false,
            }
        }
        at.is_some()
    }

    /// Packs and editions, for suggestions.
    pub(super) fn pack_names(&self) -> Vec<String> {
        self.packs.keys().map(ToString::to_string).collect()
    }
}

/// The program's packs, read in the languages of a project; none for a plain documentation site.
pub fn built_in_packs(names: &Names, settings: &Settings) -> Vec<RequirementsFile> {
    if names.demands.packs.is_empty() {
        return Vec::new();
    }
    let read = |group| requirements(&mut Scope::new(group, names, settings));
    built_in().iter().filter_map(read).collect()
}

/// Packs with the requirements of those they are based on, and with what is added to them.
pub(super) fn joined(files: &[RequirementsFile]) -> BTreeMap<PackName, Arc<Pack>> {
    let packs = files.iter().filter_map(|file| file.pack.as_ref());
    let pack = |pack: &Pack| {
        let mut held = held(files, &pack.name, files.len());
        for file in files.iter().filter(|file| file.adds_to.as_ref() == Some(&pack.name.pack)) {
            held.extend(by_id(file));
        }
        let requirements = held.into_values().collect();
        (pack.name.clone(), Arc::new(Pack { requirements, ..pack.clone() }))
    };
    packs.map(pack).collect()
}

type Held = BTreeMap<RequirementId, Arc<Requirement>>;

fn by_id(file: &RequirementsFile) -> impl Iterator<Item = (RequirementId, Arc<Requirement>)> {
    file.requirements.iter().map(|requirement| (requirement.id.clone(), Arc::clone(requirement)))
}

/// What a pack holds with its bases, which are at most `depth` deep.
fn held(files: &[RequirementsFile], name: &PackName, depth: usize) -> Held {
    let is_it = |file: &&RequirementsFile| file.pack.as_ref().is_some_and(|pack| pack.name == *name);
    let Some(file) = files.iter().find(is_it).filter(|_| depth > 0) else { return Held::new() };
    let mut held = file.base.as_ref().map(|base| held(files, base, depth - 1)).unwrap_or_default();
    file.dropped.iter().for_each(|id| drop(held.remove(id)));
    held.extend(by_id(file));
    held
}

fn text<'a>(data: &'a Node, key: &str) -> Option<&'a str> {
    match &data.get(key)?.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::word::Word;
    use crate::translation::align;

    fn settings() -> Settings {
        let path = ProjectPath::new("site.toml").expect("a clean path");
        let text = "base_url = \"https://a.example/\"\nsource_locale = \"en\"\nlocales = [\"en\", \"zh-CN\"]\n\
            title.en = \"A\"\ntitle.zh-CN = \"甲\"\n";
        let site = parse(&Arc::new(Source { path, text: text.into(), unread: false }));
        super::super::resolve_settings(&site).0.expect("sound settings").settings
    }

    #[test]
    fn the_programs_packs_have_no_findings_and_every_text_in_both_languages() {
        let settings = settings();
        let partner = ProjectPath::new("content/partner.yaml").expect("a clean path");
        let partner = parse(&Arc::new(Source { path: partner, text: "name: A".into(), unread: false }));
        let documents = [partner];
        let names = super::super::index(&documents, &BTreeMap::new(), &align(&documents), &settings);
        let mut files = Vec::new();
        for group in built_in() {
            for (_, document) in group.documents() {
                assert!(document.faults.is_empty() && !document.broken, "{}", document.path());
            }
            let mut scope = Scope::new(group, &names, &settings);
            files.push(requirements(&mut scope).expect("a pack"));
            let (_, _, findings) = scope.into_parts();
            assert!(findings.is_empty(), "{}: {findings:?}", group.source.path());
        }
        let packs = joined(&files);
        assert_eq!(packs.len(), BUILT_IN.len() / 2);
        for requirement in packs.values().flat_map(|pack| &pack.requirements) {
            let texts = [Some(&requirement.text), requirement.note.as_ref(), Some(&requirement.source.title)];
            for text in texts.into_iter().flatten() {
                let told: Vec<_> = text.all().filter(|(_, text)| !text.trim().is_empty()).collect();
                assert_eq!(told.len(), 2, "{}: {told:?}", requirement.id);
            }
        }
        // What rules rest on is demanded somewhere.
        let demanded: BTreeSet<&str> =
            packs.values().flat_map(|pack| &pack.requirements).map(|one| one.id.as_str()).collect();
        for rule in crate::diagnostic::catalog::RULES {
            let unknown: Vec<_> = rule.requirements.iter().filter(|id| !demanded.contains(*id)).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", rule.code);
        }
        // Every fact that the program knows answers something.
        let asked: BTreeSet<_> =
            packs.values().flat_map(|pack| &pack.requirements).flat_map(|one| &one.needs).collect();
        let idle = crate::model::requirement::Need::VALUES.iter().filter(|need| !asked.contains(need));
        assert_eq!(idle.map(|need| need.word()).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
