//! A requirement that changes makes stale what claims to answer it, and nothing else.
//!
//! Apart from the cases of VER004 because it is asked of every requirement that binds the sample.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use supportbook::evidence::State;
use supportbook::load::{Sources, load};
use supportbook::model::requirement::Requirement;
use supportbook::model::text::LocalText;
use supportbook::model::word::Word;
use supportbook::path::ProjectPath;
use supportbook::source::Source;
use supportbook::{Today, check_project};

const RUNBOOK: &str = "content/runbooks/closing.md";

/// What a project comes to: each part of each requirement with its state, and what is stale by the findings.
type Outcome = (BTreeMap<(String, usize), State>, Vec<String>);

fn outcome(sources: &Sources) -> (Outcome, Vec<Arc<Requirement>>) {
    let judged = check_project(sources, Today { given: None, clock: date(2026, 6, 1) });
    let checked = judged.checked.unwrap_or_else(|| panic!("{:?}", judged.findings));
    let entries = &checked.ledger().entries;
    let parts = entries.iter().flat_map(|entry| {
        let id = entry.requirement.id.to_string();
        entry.parts.iter().enumerate().map(move |(at, part)| ((id.clone(), at), part.state))
    });
    // The file that is added has no record of its translation.
    let findings = judged.findings.iter().filter(|finding| finding.rule.code != "L10N006");
    let findings = findings.map(|finding| format!("{}: {}", finding.rule.code, finding.message)).collect();
    let requirements = entries.iter().map(|entry| Arc::clone(&entry.requirement)).collect();
    ((parts.collect(), findings), requirements)
}

/// The project with a file in the place of its own, or beside its own.
fn with(sources: &Sources, path: &str, text: String) -> Sources {
    let path = ProjectPath::new(path).expect("a clean path");
    let mut sources = sources.clone();
    sources.texts.retain(|source| source.path != path);
    sources.texts.push(Arc::new(Source { path, text: text.into(), unread: false }));
    sources.texts.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

/// The text of a language, as YAML writes it.
fn text_in(locale: &str, text: &LocalText) -> String {
    let found = text.all().find(|(own, _)| own.to_string() == locale);
    format!("{:?}", found.expect("a text in both languages").1)
}

/// The texts of that file in Chinese.
fn translated(requirement: &Requirement) -> String {
    format!(
        "requirements:\n  {}:\n    text: {}\n    source: {{title: {}}}\n",
        requirement.id,
        text_in("zh-CN", &requirement.text),
        text_in("zh-CN", &requirement.source.title)
    )
}

/// A file that gives a requirement its next revision, and changes nothing else about it.
fn revised(requirement: &Requirement) -> String {
    fn words<T: Word>(key: &str, values: &[T]) -> String {
        let words: Vec<&str> = values.iter().map(|value| value.word()).collect();
        if words.is_empty() { String::new() } else { format!("    {key}: [{}]\n", words.join(", ")) }
    }
    let mut file = format!(
        "pack: microsoft-csp\nrequirements:\n  {}:\n    revision: {}\n    modality: {}\n    text: {}\n    verified: {}\n",
        requirement.id,
        requirement.revision + 1,
        requirement.modality.word(),
        text_in("en", &requirement.text),
        requirement.verified,
    );
    file += &words("evidence", &requirement.needs);
    file += &words("roles", &requirement.roles);
    file += &words("clouds", &requirement.clouds);
    file += &words("areas", &requirement.areas);
    if !requirement.services.is_empty() {
        let _ = writeln!(file, "    services: [{}]", requirement.services.join(", "));
    }
    let source = &requirement.source;
    let _ = writeln!(
        file,
        "    source: {{title: {}, url: {:?}, date: {}}}",
        text_in("en", &source.title),
        source.url,
        source.date
    );
    file
}

#[test]
fn a_new_revision_makes_exactly_its_evidence_stale() {
    let sample = load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the sample");
    let (_, requirements) = outcome(&sample);
    let requirements: BTreeMap<_, _> =
        requirements.into_iter().map(|one| (one.id.to_string(), one)).collect();
    assert!(requirements.len() > 20, "{}", requirements.len());
    // Every second requirement is claimed at its revision; the others are known by fields alone.
    let claimed: Vec<&Arc<Requirement>> = requirements.values().step_by(2).collect();
    let claims: Vec<String> = claimed.iter().map(|one| format!("{}@{}", one.id, one.revision)).collect();
    let path = ProjectPath::new(RUNBOOK).expect("a clean path");
    let runbook = sample.text(&path).expect("a runbook of the sample");
    let runbook = runbook.replacen("---\n", &format!("---\nsatisfies: [{}]\n", claims.join(", ")), 1);
    let sources = with(&sample, RUNBOOK, runbook);
    let ((before, findings), _) = outcome(&sources);
    assert!(findings.is_empty(), "{findings:?}");
    assert!(before.values().all(|state| *state != State::Stale));
    for (id, requirement) in &requirements {
        let changed = with(&sources, "content/requirements/changed.yaml", revised(requirement));
        let changed = with(&changed, "content/requirements/changed.zh-CN.yaml", translated(requirement));
        let ((after, findings), _) = outcome(&changed);
        let is_claimed = claimed.iter().any(|one| one.id == requirement.id);
        let expected = before.iter().map(|(part, state)| {
            let stale = is_claimed && part.0 == *id && *state != State::NotApplicable;
            (part.clone(), if stale { State::Stale } else { *state })
        });
        assert_eq!(after, expected.collect(), "{id}");
        let told = format!(
            "VER004: expected revision {} of `{id}`, found {}",
            requirement.revision + 1,
            requirement.revision
        );
        assert_eq!(findings, if is_claimed { vec![told] } else { Vec::new() }, "{id}");
    }
}
