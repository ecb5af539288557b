//! What goes out to translators comes back as it was, or not at all.
//!
//! Everything here works on values: no file is written. The real tools are asked in `.ci/check_clients.py`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod damaged;
mod project;
mod verdicts;

use supportbook::exchange::catalog::{Catalog, Status};
use supportbook::exchange::handback::What;
use supportbook::exchange::handoff::{catalog, says_the_same, with_unfinished};
use supportbook::translation::State;
use supportbook::translation::memory::Memory;
use supportbook::translation::volume::{Band, work};

use project::{Format, Project, SAMPLES, wishes};

/// What begins each text that a translator puts in.
const MARK: &str = "译";

#[test]
fn what_is_written_reads_back() {
    let mut count = 0;
    for folder in SAMPLES {
        let project = Project::sample(folder);
        for (pairing, catalog) in project.catalogs() {
            for format in Format::ALL {
                let text = format.write(&catalog);
                let returned = format.read(&text, &pairing).unwrap();
                assert_eq!(returned.texts.len(), catalog.messages.len(), "{}", pairing.source_path);
                for ((_, text), message) in returned.texts.iter().zip(&catalog.messages) {
                    assert_eq!(text.id.as_deref(), Some(&*message.id));
                    assert_eq!(text.source, message.source);
                    assert_eq!(*text.target, *message.target.clone().unwrap_or_default());
                    assert_eq!(text.base, message.base);
                    count += 1;
                }
                let handback = project.handback(&pairing, &returned, &wishes());
                assert!(handback.verdicts.iter().all(|(_, verdict)| verdict.what == What::Same));
                assert!(handback.file.is_none() && handback.record.is_none(), "{}", pairing.source_path);
            }
        }
    }
    assert!(count > 6_000, "{count} texts");
}

#[test]
fn a_project_without_translations_gets_them_all() {
    for folder in SAMPLES {
        for format in Format::ALL {
            let mut project = Project::sample(folder);
            project.forget_translations();
            for (pairing, mut catalog) in project.catalogs() {
                assert!(catalog.messages.iter().all(|message| message.status == Status::Missing));
                for message in &mut catalog.messages {
                    message.target = Some(format!("{MARK}{}", message.source).into());
                    message.status = Status::Translated;
                }
                let returned = format.read(&format.write(&catalog), &pairing).unwrap();
                let handback = project.handback(&pairing, &returned, &wishes());
                let left: Vec<_> =
                    handback.verdicts.iter().filter(|(_, verdict)| verdict.what != What::Taken).collect();
                assert!(left.is_empty(), "{}: {left:?}", pairing.source_path);
                project.put(&pairing.target_path, &handback.file.unwrap());
                project.put_record(&pairing, &handback.record.unwrap());
            }
            for pairing in project.pairings() {
                for (standing, source, target) in pairing.pairs() {
                    assert_eq!(standing.state, State::Translated, "{}", pairing.target_path);
                    assert_eq!(*target.text, format!("{MARK}{}", source.text), "{}", pairing.target_path);
                }
                assert_eq!(pairing.pairs().count(), pairing.source.len(), "{}", pairing.target_path);
            }
        }
    }
}

#[test]
fn what_a_translator_has_written_is_kept_when_a_file_is_written_anew() {
    let project = Project::sample(".").without("content/pages/guides/credits.zh-CN.md");
    let (pairing, catalog) = project.catalog_of("content/pages/guides/credits.md");
    for format in [Format::Po, Format::Xliff, Format::Csv] {
        let mut half: Catalog = catalog.clone();
        half.messages[2].target = Some("一半".into());
        half.messages[2].status = Status::Translated;
        let earlier = format.read(&format.write(&half), &pairing).unwrap();
        let again = with_unfinished(catalog.clone(), &earlier);
        assert_eq!(again.messages[2].target.as_deref(), Some("一半"));
        let now = format.read(&format.write(&again), &pairing).unwrap();
        assert!(says_the_same(&earlier, &now), "nothing changes but for what was done");
        assert_eq!(again.messages[3].target, None);
    }
}

#[test]
fn texts_that_were_translated_before_are_found_again() {
    let project = Project::sample(".").without("content/pages/guides/credits.zh-CN.md");
    let full = Project::sample(".");
    let memory = Memory::of(full.pairings().iter());
    let pairing = project.pairing("content/pages/guides/credits.md");
    let catalog = catalog(&pairing, project.text("content/pages/guides/credits.md"), &memory);
    // The translation that was removed is in the memory, behind the same unit.
    for (at, message) in catalog.messages.iter().enumerate() {
        let best = &message.suggestions[0];
        assert_eq!(best.percent, if at == 0 { 100 } else { 101 }, "{}", message.source);
        assert_eq!(best.source, message.source);
    }
    let near = memory.suggestions(
        "We pass on the whole of what Microsoft grants for the subscriptions, and keep nothing.",
        None,
    );
    assert!((90..100).contains(&near[0].percent), "{near:?}");
    assert!(memory.suggestions("Nothing of the sort was ever said anywhere at all", None).is_empty());
}

#[test]
fn work_counts_each_unit_in_one_band() {
    let project = Project::sample(".").without("content/pages/guides/credits.zh-CN.md");
    let full = Project::sample(".");
    let pairings = project.pairings();
    let own: Vec<_> = pairings.iter().filter(|pairing| pairing.locale.as_str() == "zh-CN").collect();
    let open = |pairing: &supportbook::translation::standing::Pairing| {
        pairing.standings.iter().filter(|one| matches!(one.state, State::Missing | State::Stale)).count()
    };
    let known = work(&own, &Memory::of(full.pairings().iter()));
    let new = work(&own, &Memory::default());
    for ((pairing, known), new) in own.iter().zip(&known).zip(&new) {
        assert_eq!(known.all().units, open(pairing), "{}", pairing.source_path);
        assert_eq!(known.all(), new.all());
        assert_eq!(new.of(Band::InContext).units + new.of(Band::Exact).units, 0);
    }
    let exact: usize =
        known.iter().map(|work| work.of(Band::InContext).units + work.of(Band::Exact).units).sum();
    assert_eq!(exact, known.iter().map(|work| work.all().units).sum::<usize>(), "all of it was said before");
}
