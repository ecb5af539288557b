//! Pseudo-translations have the facts and the structure of their sources, and say nothing in their words: over the
//! sample, which is built with them, and over random Markdown. In `third_locale.rs`: a further language leaves the
//! others as they were.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests play the user")]

mod project;
mod random;
mod third_locale;

use std::collections::BTreeSet;
use std::process::Command;

use supportbook::load::load;
use supportbook::output::Audience;
use supportbook::parity::{Content, compare};
use supportbook::syntax::document::Document;
use supportbook::translation::Unit;

use project::{ROOT, built, judged};

/// Rules on translations that a pseudo-translation keeps to. Words of the glossary (L10N030) and one text in two
/// places (L10N013) are left to chance.
const KEPT: [&str; 16] = [
    "L10N001", "L10N002", "L10N003", "L10N005", "L10N010", "L10N011", "L10N012", "L10N020", "L10N021",
    "L10N022", "L10N023", "L10N024", "L10N025", "L10N026", "L10N027", "L10N040",
];

#[test]
fn the_pseudo_localised_sample_passes_every_parity_check() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("pseudo");
    let made = Command::new(env!("CARGO_BIN_EXE_supportbook"))
        .args(["-C", ROOT, "l10n", "pseudo", "--output"])
        .arg(&copy)
        .status();
    assert!(made.unwrap().success());
    let sources = load(&copy).unwrap();
    assert!(sources.records.is_empty(), "nobody has translated what records tell of");
    let judged = judged(&sources);
    let broken: Vec<_> = judged.findings.iter().filter(|one| KEPT.contains(&one.rule.code)).collect();
    assert!(broken.is_empty(), "{broken:?}");
    // What is set otherwise than Chinese has it is rare, and never an error.
    let typography =
        judged.findings.iter().filter(|one| ("L10N050".."L10N058").contains(&one.rule.code)).count();
    assert!(typography < 80, "{typography} findings of typography");

    let site = judged.site.clone().unwrap();
    let document = |path| site.documents.iter().find(|document| document.path() == path).unwrap();
    let (mut count, mut kept) = (0, 0);
    for pairing in site.standings.pairings.values() {
        assert!(pairing.is_there, "{}", pairing.target_path);
        let kinds = |units: &[Unit]| {
            let mut kinds: Vec<_> = units.iter().map(|unit| (unit.name.clone(), unit.kind)).collect();
            // Texts of data are known by their keys.
            if pairing.source_path.as_str().ends_with(".yaml") {
                kinds.sort();
            }
            kinds
        };
        assert_eq!(kinds(&pairing.source), kinds(&pairing.target), "{}", pairing.target_path);
        let (source, target) = (document(&pairing.source_path), document(&pairing.target_path));
        for (_, ours, theirs) in pairing.pairs() {
            let said = content(source, ours, pairing.source_locale);
            let new = content(target, theirs, pairing.locale);
            assert_eq!(compare(&said, &new), [], "{}: {}", pairing.target_path, theirs.text);
            kept += usize::from(ours.text == theirs.text);
            count += 1;
        }
    }
    assert!(count > 1_500, "{count} units");
    // Names of the glossary, and units that are nothing but code. That no other is left, L10N012 has said.
    assert!(kept < 20, "{kept} units as they were");

    let output = built(&sources, &judged, Audience::Public);
    let pages = |locale: &str| -> BTreeSet<String> {
        output.keys().filter_map(|path| path.strip_prefix(locale)).map(str::to_owned).collect()
    };
    assert_eq!(pages("en/"), pages("zh-cn/"));
    assert!(!built(&sources, &judged, Audience::Internal).is_empty());
}

pub(crate) fn content<'a>(
    document: &'a Document,
    unit: &'a Unit,
    locale: supportbook::locale::Locale,
) -> Content<'a> {
    match document.markdown.events.get(unit.events.clone()) {
        Some(events) if !events.is_empty() => Content::of_events(events, &document.source.text, locale),
        _ => Content::of_plain(&unit.text, locale),
    }
}
