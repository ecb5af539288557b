//! Coverage resolution against a reading of its rules that shares no code with it.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::model::ids::SeverityId;
use crate::model::target::RequestType;
use crate::model::word::Word;

fn kind() -> impl Strategy<Value = CaseKind> {
    prop_oneof![
        prop::sample::select(vec!["a", "b"]).prop_map(|id| CaseKind::Severity(SeverityId::new(id))),
        prop::sample::select(vec![RequestType::Incident, RequestType::Question]).prop_map(CaseKind::Request),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let keys = (
        prop::option::of(prop::sample::select(vec!["azure", "office"]).prop_map(ServiceId::new)),
        prop::option::of(prop::sample::select(Area::VALUES.to_vec())),
        prop::option::of(kind()),
        prop::option::of(language()),
        prop::option::of(prop::sample::select(vec!["phone", "mail"]).prop_map(ChannelId::new)),
        prop::option::of(prop::sample::select(vec!["europe", "china"]).prop_map(MarketId::new)),
    );
    let keys = keys.prop_map(|(service, area, case, language, channel, market)| Keys {
        service,
        area,
        case,
        language,
        channel,
        market,
    });
    (keys, -1..2i32, 0..3usize).prop_map(|(keys, priority, desk)| {
        let desks = vec![DeskId::new(["amsterdam", "shanghai", "duty"][desk])];
        Row { keys, priority, answers: vec![Answer { desks, mode: Mode::Staffed, within: None }] }
    })
}

fn language() -> impl Strategy<Value = Locale> {
    prop::sample::select(vec!["en", "zh-CN"]).prop_map(|tag| Locale::new(tag).expect("a tag"))
}

/// A severity, a type, both or neither.
fn kinds() -> impl Strategy<Value = Vec<CaseKind>> {
    let severity = prop::option::of(prop::sample::select(vec!["a", "b"]));
    let request = prop::option::of(prop::sample::select(vec![RequestType::Incident, RequestType::Question]));
    (severity, request).prop_map(|(severity, request)| {
        let severity = severity.map(|id| CaseKind::Severity(SeverityId::new(id)));
        severity.into_iter().chain(request.map(CaseKind::Request)).collect()
    })
}

/// Any case, known in part.
fn case() -> impl Strategy<Value = Case> {
    (
        prop::option::of(prop::sample::select(vec!["azure", "office"]).prop_map(ServiceId::new)),
        prop::option::of(prop::sample::select(Area::VALUES.to_vec())),
        kinds(),
        prop::option::of(language()),
        prop::option::of(prop::sample::select(vec!["phone", "mail"]).prop_map(ChannelId::new)),
        prop::option::of(prop::sample::select(vec!["europe", "china"]).prop_map(MarketId::new)),
    )
        .prop_map(|(service, area, kinds, language, channel, market)| Case {
            service,
            area,
            kinds,
            language,
            channel,
            market,
        })
}

/// What a row names, as texts, so that the reading below compares nothing but texts.
fn named(keys: &Keys) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(keys.service.as_ref().map(|id| format!("service {id}")));
    all.extend(keys.area.map(|area| format!("area {}", area.word())));
    all.extend(keys.case.as_ref().map(|kind| format!("kind {kind:?}")));
    all.extend(keys.language.map(|language| format!("language {language}")));
    all.extend(keys.channel.as_ref().map(|id| format!("channel {id}")));
    all.extend(keys.market.as_ref().map(|id| format!("market {id}")));
    all
}

/// All that is true of a case.
fn facts(case: &Case) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(case.service.as_ref().map(|id| format!("service {id}")));
    all.extend(case.area.map(|area| format!("area {}", area.word())));
    all.extend(case.kinds.iter().map(|kind| format!("kind {kind:?}")));
    all.extend(case.language.map(|language| format!("language {language}")));
    all.extend(case.channel.as_ref().map(|id| format!("channel {id}")));
    all.extend(case.market.as_ref().map(|id| format!("market {id}")));
    all
}

/// Every row that no other one beats, by comparing each with each.
fn unbeaten(rows: &[Row], case: &Case) -> Vec<usize> {
    let facts = facts(case);
    let holds = |row: &Row| named(&row.keys).iter().all(|name| facts.contains(name));
    let beats = |one: &Row, other: &Row| {
        let (one_names, other_names) = (named(&one.keys).len(), named(&other.keys).len());
        one_names > other_names || (one_names == other_names && one.priority > other.priority)
    };
    let matching: Vec<usize> = (0..rows.len()).filter(|at| holds(&rows[*at])).collect();
    let is_beaten = |at: usize| matching.iter().any(|other| beats(&rows[*other], &rows[at]));
    matching.iter().copied().filter(|at| !is_beaten(*at)).collect()
}

#[test]
fn ten_thousand_tables_resolve_as_the_rules_read() {
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, seed);
    let tables = (prop::collection::vec(row(), 0..12), case());
    let result = runner.run(&tables, |(rows, case)| {
        let found = resolve_coverage(&rows, &case);
        let wanted = unbeaten(&rows, &case);
        prop_assert_eq!(found.won, wanted.first().copied());
        prop_assert_eq!(found.lost.len() + usize::from(found.won.is_some()), rows.len());
        for (at, lost) in &found.lost {
            prop_assert_eq!(*lost == Lost::Later, wanted.contains(at), "row {}", at);
        }
        // In a table without findings, what answers a case does not depend on the order of the rows.
        if let (true, Some(won)) = (clashes(&rows).is_empty(), found.won) {
            for at in wanted {
                prop_assert_eq!(&rows[at].answers, &rows[won].answers);
            }
        }
        Ok(())
    });
    result.expect("resolution reads the rules");
}

#[test]
fn a_row_says_why_it_lost() {
    let row = |service: Option<&str>, priority| Row {
        keys: Keys { service: service.map(ServiceId::new), ..Keys::default() },
        priority,
        answers: Vec::new(),
    };
    let rows = [
        row(None, 9),
        row(Some("azure"), 0),
        row(Some("office"), 0),
        row(Some("azure"), 1),
        row(Some("azure"), 1),
    ];
    let azure = Case { service: Some(ServiceId::new("azure")), ..Case::default() };
    let found = resolve_coverage(&rows, &azure);
    assert_eq!(found.won, Some(3));
    let lost: Vec<Lost> = found.lost.into_iter().map(|(_, lost)| lost).collect();
    assert_eq!(lost, [Lost::LessSpecific, Lost::LowerPriority, Lost::DoesNotMatch, Lost::Later]);
    assert_eq!(resolve_coverage(&rows, &Case::default()).won, Some(0), "what is unknown matches no key");
}
