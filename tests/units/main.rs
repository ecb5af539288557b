//! What keeps two languages in step holds whatever authors do to their files: properties over the samples.
//!
//! Everything here works on values: no file is written. `edits.rs` makes random edits and knows, for each, which
//! translation must count as stale.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests play the user")]

mod edits;
mod project;

use std::sync::Arc;

use supportbook::source::Source;
use supportbook::syntax::document::parse;
use supportbook::translation::unit::rewritten;
use supportbook::translation::{State, UnitKind, units};

use edits::Meaning;
use project::{Project, SAMPLES};

/// How many random edits.
const EDITS: usize = 2_000;
const SEED: u64 = 20_261_123;

fn samples() -> Vec<Project> {
    SAMPLES.iter().map(|folder| Project::adopted(folder)).collect()
}

#[test]
fn a_file_put_together_from_its_units_is_the_file() {
    let mut count = 0;
    for project in samples() {
        for source in &project.sources.texts {
            let document = parse(source);
            if !document.kind.is_prose() {
                continue;
            }
            let found = units(&document);
            count += found.len();
            let same =
                rewritten(&source.text, &found, |_, unit| Some(source.text[unit.span.range()].to_owned()));
            assert_eq!(same, *source.text, "{}", source.path);
            // Between the units is nothing that depends on what they say.
            let shouted = rewritten(&source.text, &found, |_, unit| match unit.kind {
                UnitKind::Html | UnitKind::Image => None,
                _ => Some("Some other words".to_owned()),
            });
            let again =
                parse(&Arc::new(Source { path: source.path.clone(), text: shouted.into(), unread: false }));
            let kinds = |document| units(document).iter().map(|unit| unit.kind).collect::<Vec<_>>();
            assert_eq!(kinds(&document), kinds(&again), "{}", source.path);
        }
    }
    assert!(count > 3_000, "{count} units");
}

#[test]
fn adopted_translations_are_all_reviewed() {
    for project in samples() {
        let found = project.standings();
        for pairing in found.pairings.values().filter(|pairing| pairing.is_there) {
            for one in &pairing.standings {
                assert_eq!(one.state, State::Reviewed, "{}: {:?}", pairing.target_path, pairing.place(one));
            }
        }
        assert!(found.left_over.is_empty() && found.findings.is_empty());
    }
}

#[test]
fn records_read_back_as_they_were_written() {
    for project in samples() {
        for source in &project.sources.records {
            let record = supportbook::translation::record::read(source).unwrap();
            assert_eq!(record.write(), *source.text, "{}", source.path);
        }
    }
}

#[test]
fn a_renamed_file_keeps_all_states() {
    for project in samples() {
        let renamed = project.renamed(|path| {
            let name = path.rsplit('/').next().unwrap();
            let is_page =
                path.starts_with("content/pages/") && !path.contains("/.l10n/") && !name.starts_with('_');
            is_page.then(|| path.replace("content/pages/", "content/pages/moved-"))
        });
        let found = renamed.standings();
        assert!(found.pairings.keys().any(|path| path.as_str().contains("/moved-")), "something was renamed");
        for pairing in found.pairings.values().filter(|pairing| pairing.is_there) {
            assert!(
                pairing.standings.iter().all(|one| one.state == State::Reviewed),
                "{}",
                pairing.target_path
            );
        }
        assert!(found.left_over.is_empty(), "{:?}", found.left_over);
    }
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for folder in SAMPLES {
        let project = Project::adopted(folder);
        let copy = tempfile::tempdir().unwrap();
        for source in project.sources.texts.iter().chain(&project.sources.records) {
            let file = copy.path().join(source.path.as_str());
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, format!("\u{feff}{}", source.text.replace('\n', "\r\n"))).unwrap();
        }
        let again = Project { sources: supportbook::load::load(copy.path()).unwrap() };
        assert_eq!(again.sources.records.len(), project.sources.records.len());
        assert_eq!(again.standings(), project.standings());
    }
}

#[test]
fn a_lost_record_makes_its_units_unknown_and_never_reviewed() {
    for mut project in samples() {
        let lost = project.sources.records.remove(0);
        let (file, locale) = supportbook::translation::recorded(&lost.path).unwrap();
        let found = project.standings();
        let pairing = found
            .pairings
            .values()
            .find(|one| one.source_path == file && one.locale.as_str() == &*locale)
            .unwrap();
        assert!(pairing.standings.iter().all(|one| one.state == State::Unknown));
    }
}

#[test]
fn an_edit_makes_stale_what_it_changed_and_nothing_else() {
    let projects = samples();
    let mut random = edits::Random(SEED);
    let mut by_meaning = std::collections::BTreeMap::<&str, usize>::new();
    let mut done = 0;
    while done < EDITS {
        let project = &projects[random.below(projects.len())];
        let Some(edit) = edits::random(project, &mut random) else { continue };
        done += 1;
        *by_meaning.entry(edit.name).or_default() += 1;
        let before = project.pairing(&edit.path);
        let edited = project.edited(&edit.path, &edit.text);
        let after = edited.pairing(&edit.path);
        let state_of = |target: usize| {
            after.standings.iter().find(|one| one.target == Some(target)).map(|one| one.state)
        };
        for (target, unit) in after.target.iter().enumerate() {
            let expected = match edit.meaning {
                Meaning::Changed(stale) if stale == target => State::Stale,
                Meaning::Removed(orphan) if orphan == target => State::Orphan,
                _ => State::Reviewed,
            };
            assert_eq!(
                state_of(target),
                Some(expected),
                "{} {}: {}\n{:?}",
                edit.name,
                edit.path,
                unit.text,
                edit.meaning
            );
        }
        let missing = after.standings.iter().filter(|one| one.state == State::Missing).count();
        assert_eq!(missing, usize::from(edit.meaning == Meaning::Added), "{} {}", edit.name, edit.path);
        assert_eq!(before.target.len(), after.target.len());
        // Nothing happens in other files.
        if done % 50 == 0 {
            let all = edited.standings();
            let others = all.pairings.values().filter(|one| one.source_path != edit.path && one.is_there);
            for pairing in others {
                assert!(pairing.standings.iter().all(|one| one.state == State::Reviewed));
            }
        }
    }
    assert!(by_meaning.len() >= 9 && by_meaning.values().all(|count| *count >= 15), "{by_meaning:?}");
}
