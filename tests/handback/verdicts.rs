//! What becomes of a text that came back, by what the project says meanwhile: a table.

use supportbook::exchange::catalog::{Returned, ReturnedText, Word};
use supportbook::exchange::handback::{Handback, Refusal, What, Wishes};
use supportbook::source::Position;
use supportbook::translation::keep::{Step, keep};
use supportbook::translation::{Origin, Stage, State};

use crate::project::{Project, wishes};

const SOURCE: &str =
    "---\ntitle: Help\n---\n\nRing us.\n\n> Wait\\\n> a little.\n\n| a | b |\n|---|---|\n| x | y |\n";
const TARGET: &str =
    "---\ntitle: 帮助\n---\n\n请打电话。\n\n> 请等\\\n> 一会儿。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n";

/// A page whose translation is in a state.
fn project(state: State) -> Project {
    let mut project = Project::page(SOURCE, Some(TARGET));
    let pairing = project.pairing("content/pages/a.md");
    let step = match state {
        State::Unknown => return project,
        State::Missing => return Project::page(SOURCE, None),
        State::Machine => Step::Sync { origin: Origin::Mt, by: None },
        State::Reviewed => Step::Adopt { reviewer: Some("Li".into()) },
        _ => Step::Sync { origin: Origin::Human, by: Some("Wang".into()) },
    };
    project.put_record(&pairing, &keep(&pairing, &step).record);
    if state == State::Stale {
        project.put(&pairing.source_path, &SOURCE.replace("Ring us.", "Ring us now."));
    }
    project
}

/// A text for the paragraph, as a tool gives it back.
fn text(project: &Project, source: &str, target: &str, word: Word) -> ReturnedText {
    let (_, catalog) = project.catalog_of("content/pages/a.md");
    let message = catalog.messages.iter().find(|message| message.source.starts_with("Ring us")).unwrap();
    let (id, base) = (Some(message.id.clone()), message.base.clone());
    ReturnedText { id, source: source.into(), target: target.into(), word, base, remarks: Vec::new() }
}

fn handed_back(project: &Project, text: ReturnedText, wishes: &Wishes) -> Handback {
    let returned = Returned { texts: vec![(Position { line: 1, column: 1 }, text)], ..Returned::default() };
    project.handback(&project.pairing("content/pages/a.md"), &returned, wishes)
}

fn what(handback: &Handback) -> What {
    handback.verdicts[0].1.what.clone()
}

#[test]
fn a_text_is_taken_or_stays_by_what_the_project_says() {
    let new = "请给我们打电话。";
    let old = "请打电话。";
    let cases = [
        (State::Translated, old, Word::Translated, What::Same),
        (State::Translated, new, Word::Translated, What::Taken),
        (State::Translated, new, Word::Open, What::Taken),
        (State::Translated, new, Word::Unfinished, What::Unfinished),
        (State::Translated, new, Word::Machine, What::KeepsPersons),
        (State::Reviewed, old, Word::Translated, What::Same),
        (State::Reviewed, old, Word::NotApproved, What::Taken),
        (State::Reviewed, new, Word::Approved, What::Taken),
        (State::Reviewed, new, Word::Machine, What::KeepsPersons),
        (State::Machine, old, Word::Translated, What::Taken),
        (State::Machine, old, Word::Unfinished, What::Same),
        (State::Machine, old, Word::Open, What::Same),
        (State::Machine, new, Word::Machine, What::Taken),
        (State::Unknown, old, Word::Translated, What::Taken),
        (State::Unknown, new, Word::Machine, What::KeepsPersons),
        (State::Stale, old, Word::Translated, What::Taken),
        (State::Stale, old, Word::Open, What::Same),
        (State::Stale, new, Word::Translated, What::Taken),
        (State::Missing, new, Word::Translated, What::Waits),
    ];
    for (state, target, word, expected) in cases {
        let project = project(state);
        let source = if state == State::Stale { "Ring us now." } else { "Ring us." };
        let handback = handed_back(&project, text(&project, source, target, word), &wishes());
        assert_eq!(what(&handback), expected, "{state:?} {target} {word:?}");
    }
}

#[test]
fn only_the_text_changes() {
    let project = project(State::Translated);
    let handback =
        handed_back(&project, text(&project, "Ring us.", "请给我们打电话。", Word::Translated), &wishes());
    assert_eq!(handback.file.unwrap(), TARGET.replace("请打电话。", "请给我们打电话。"));
    let record = handback.record.unwrap();
    let before = project.pairing("content/pages/a.md").record.unwrap();
    let changed: Vec<&str> = record
        .units
        .iter()
        .zip(&before.units)
        .filter(|(now, before)| now != before)
        .map(|(now, _)| &*now.source)
        .collect();
    assert_eq!(changed, ["Ring us."]);
}

#[test]
fn a_source_that_was_edited_refuses_all_unless_it_may_be_merged() {
    let project = project(State::Stale);
    let late = || text(&project, "Ring us.", "请给我们打电话。", Word::Translated);
    let refused = handed_back(&project, late(), &wishes());
    assert_eq!(what(&refused), What::Refused(Refusal::SourceChanged));
    assert!(refused.file.is_none() && refused.record.is_none());
    let merged = handed_back(&project, late(), &Wishes { merge: true, ..wishes() });
    assert_eq!(what(&merged), What::Taken);
    let entry = merged.record.unwrap().units.into_iter().find(|entry| &*entry.source == "Ring us.").unwrap();
    assert_eq!(entry.stage, Stage::Translated, "it is of the old source, so it stays stale");
}

#[test]
fn a_translation_that_was_edited_in_the_project_stays() {
    let project = project(State::Translated);
    let mut late = text(&project, "Ring us.", "请给我们打电话。", Word::Translated);
    late.base = Some("00000000".into());
    assert_eq!(
        what(&handed_back(&project, late.clone(), &wishes())),
        What::Refused(Refusal::TranslationChanged)
    );
    let merged = handed_back(&project, late, &Wishes { merge: true, ..wishes() });
    assert_eq!(what(&merged), What::KeepsEdited);
    assert!(merged.file.is_none());
}

#[test]
fn a_text_without_a_name_is_known_by_its_source() {
    let project = project(State::Translated);
    let mut nameless = text(&project, "Ring us.", "请给我们打电话。", Word::Translated);
    nameless.id = None;
    assert_eq!(what(&handed_back(&project, nameless.clone(), &wishes())), What::Taken);
    nameless.id = Some("other".into());
    assert_eq!(
        what(&handed_back(&project, nameless.clone(), &wishes())),
        What::Taken,
        "a name that a tool made up"
    );
    nameless.source = "Nobody said this.".into();
    assert_eq!(what(&handed_back(&project, nameless.clone(), &wishes())), What::Refused(Refusal::NoUnit));
    assert_eq!(what(&handed_back(&project, nameless, &Wishes { merge: true, ..wishes() })), What::Gone);
    let twice = Project::page("Again.\n\nAgain.\n", Some("又。\n\n又。\n"));
    let text = ReturnedText {
        id: None,
        source: "Again.".into(),
        target: "再来。".into(),
        word: Word::Translated,
        base: None,
        remarks: Vec::new(),
    };
    assert_eq!(what(&handed_back(&twice, text, &wishes())), What::Refused(Refusal::SeveralUnits));
}

#[test]
fn approved_is_reviewed_where_somebody_vouches() {
    let project = project(State::Translated);
    let approved = || text(&project, "Ring us.", "请打电话。", Word::Approved);
    assert_eq!(what(&handed_back(&project, approved(), &wishes())), What::Same, "nobody vouches");
    let by = |reviewer: &str, four_eyes| Wishes { reviewer: Some(reviewer.into()), four_eyes, ..wishes() };
    let stage = |wishes: &Wishes| {
        let record = handed_back(&project, approved(), wishes).record;
        record
            .map(|record| record.units.into_iter().find(|entry| &*entry.source == "Ring us.").unwrap().stage)
    };
    assert_eq!(stage(&by("Li", false)), Some(Stage::Reviewed));
    assert_eq!(stage(&by("Li", true)), Some(Stage::Reviewed));
    assert_eq!(stage(&by("Wang", false)), Some(Stage::Reviewed));
    assert_eq!(
        stage(&by("Wang", true)),
        None,
        "nobody reviews what they translated, and nothing else changes"
    );
}

#[test]
fn texts_go_where_their_marks_are() {
    let project = project(State::Translated);
    let (pairing, catalog) = project.catalog_of("content/pages/a.md");
    let texts = catalog.messages.iter().map(|message| {
        let target = match &*message.source {
            "Wait\\\na little." => "请稍\\\n等。",
            "x" => "丙|或",
            "Help" => "帮助: 一",
            _ => message.target.as_deref().unwrap(),
        };
        let text = ReturnedText {
            id: Some(message.id.clone()),
            source: message.source.clone(),
            target: target.into(),
            word: Word::Translated,
            base: None,
            remarks: Vec::new(),
        };
        (Position { line: 1, column: 1 }, text)
    });
    let returned = Returned { texts: texts.collect(), ..Returned::default() };
    let handback = project.handback(&pairing, &returned, &wishes());
    let expected = TARGET
        .replace("请等\\\n> 一会儿。", "请稍\\\n> 等。")
        .replace("| 丙 |", "| 丙\\|或 |")
        .replace("title: 帮助", "title: \"帮助: 一\"");
    assert_eq!(handback.file.as_deref(), Some(&*expected), "{:?}", handback.verdicts);
}
