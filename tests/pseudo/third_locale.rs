//! A third language leaves the others as they were: their pages but for the language switch and the links to
//! translations, and their records.
//!
//! What else may differ is what speaks for all languages at once: the root page, the page of lost addresses,
//! the sitemap, and the names of hours for programs, which stand in every language. So do the words of a glossary
//! that is translated: its page shows each word in all other languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use supportbook::load::Sources;
use supportbook::output::Audience;
use supportbook::path::ProjectPath;
use supportbook::pseudo::pseudo;
use supportbook::source::Source;
use supportbook::translation::keep::{Step, keep};
use supportbook::translation::{Origin, record_path};

use crate::project::{built, edited, judged, loaded};

/// Files of all languages at once.
const SHARED: [&str; 5] = ["404.html", "hours.js", "hours.json", "index.html", "sitemap.xml"];

/// The sample, and a small project.
const PROJECTS: [&str; 2] = [".", "tests/suite/projects/terms"];

/// The project in one more language, of which nothing is translated.
fn with_french(sources: &Sources) -> Sources {
    edited(sources, "site.toml", |text| {
        let text = text.replace("locales = [\"en\", \"zh-CN\"]", "locales = [\"en\", \"zh-CN\", \"fr\"]");
        let text = text.replace("\n[title]\n", "\n[title]\nfr = \"Assistance\"\n");
        let level = "L10N001 = { fr = \"warning\" }\n";
        match text.contains("\n[rules]\n") {
            true => text.replace("\n[rules]\n", &format!("\n[rules]\n{level}")),
            false => format!("{text}\n[rules]\n{level}"),
        }
    })
}

/// The same with pseudo-translations.
fn with_pseudo_french(sources: &Sources) -> Sources {
    let site = judged(sources).site.unwrap();
    let mut all = sources.clone();
    for pairing in site.standings.pairings.values().filter(|pairing| pairing.locale.as_str() == "fr") {
        let source = site.documents.iter().find(|document| *document.path() == pairing.source_path).unwrap();
        let text = pseudo(source, pairing, &[]).into();
        all.texts.push(Arc::new(Source { path: pairing.target_path.clone(), text, unread: false }));
    }
    all.texts.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// A page without what leads to the third language: whole lines, and nothing of any other line.
fn without_links(bytes: &[u8]) -> String {
    let leads = |line: &str| {
        let of_switch = line.starts_with("<li><a ") && line.contains(" hreflang=\"fr\" data-language>");
        let of_head = line.starts_with("<link rel=\"alternate\" hreflang=\"fr\" ");
        of_switch || of_head
    };
    let text = String::from_utf8_lossy(bytes);
    text.split_inclusive('\n').filter(|line| !leads(line.trim())).collect()
}

/// What a site says in the first two languages.
fn others(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, String> {
    let shown = |path: &str, bytes: &[u8]| match path.ends_with(".html") {
        true => without_links(bytes),
        false => bytes.escape_ascii().to_string(),
    };
    let is_shared = |path: &str| SHARED.contains(&path) || path.ends_with("/glossary/index.html");
    let own = files.iter().filter(|(path, _)| !path.starts_with("fr/") && !is_shared(path));
    own.map(|(path, bytes)| (path.as_str(), shown(path, bytes))).collect()
}

#[test]
fn a_third_language_changes_nothing_in_the_pages_of_the_others() {
    for folder in PROJECTS {
        let two = loaded(folder);
        let three = with_french(&two);
        let translated = with_pseudo_french(&three);
        assert!(translated.texts.len() > three.texts.len(), "{folder}: something is translated");
        let before = built(&two, &judged(&two), Audience::Public);
        let before = others(&before);
        for sources in [&three, &translated] {
            let after = built(sources, &judged(sources), Audience::Public);
            assert!(after.keys().any(|path| path.starts_with("fr/")), "{folder}: there is a third language");
            let after = others(&after);
            assert!(before.keys().eq(after.keys()), "{folder}: other files");
            for (path, text) in &before {
                let now = &after[path];
                let differ = text.lines().zip(now.lines()).find(|(one, other)| one != other);
                assert!(text == now, "{folder}: {path}: {differ:?}");
            }
        }
    }
}

/// All records of the first two languages as `l10n sync` would write them.
fn synced(sources: &Sources) -> BTreeMap<ProjectPath, String> {
    let site = judged(sources).site.unwrap();
    let step = Step::Sync { origin: Origin::Human, by: None };
    let own = site.standings.pairings.values().filter(|one| one.is_there && one.locale.as_str() != "fr");
    own.map(|pairing| {
        let path = record_path(&pairing.source_path, pairing.locale.as_str());
        (path, keep(pairing, &step).record.write())
    })
    .collect()
}

#[test]
fn a_third_language_changes_nothing_in_the_records_of_the_others() {
    let two = loaded(".");
    let three = with_french(&two);
    let translated = with_pseudo_french(&three);
    let kept: BTreeMap<ProjectPath, String> =
        two.records.iter().map(|record| (record.path.clone(), record.text.to_string())).collect();
    let before = synced(&two);
    assert!(before.iter().all(|(path, text)| kept.get(path) == Some(text)), "the sample is in step");
    for sources in [&three, &translated] {
        assert_eq!(synced(sources), before);
        let left_over = judged(sources).site.unwrap().standings.left_over.clone();
        assert!(left_over.is_empty(), "{left_over:?}");
    }
}
