//! All rules, a family a file, each file with its own table.
//!
//! In a table a rule stands beside the kinds of files it reads: where one of these has errors, the rule is
//! silent, since what it would miss may be what could not be read.

use std::collections::BTreeSet;

use super::{Subject, doubts};
use crate::diagnostic::Diagnostic;
use crate::syntax::document::Kind;

/// Declares the families: a file each, and the tables of all of them. `cargo fmt` does not see files that a
/// macro declares: `rustfmt src/check/rules/*.rs` does.
macro_rules! families {
    ($($family:ident)*) => {
        $(mod $family;)*

        /// The tables of all families.
        const FAMILIES: &[&[Judgement]] = &[$($family::RULES),*];
    };
}

families! {
    channels
    glossary
    hours
    parity
    policy
    project
    requirements
    roles
    runbooks
    scenarios
    services
    structure
    support
    targets
    translations
    typography
}

/// A rule at work: the kinds of files that must be sound before it speaks, and what it finds.
type Judgement = (&'static [Kind], fn(&Subject<'_>) -> Vec<Diagnostic>);

// Kinds that rules of several families read.

/// Kinds that rules on who answers read.
const ANSWERING: &[Kind] = &[
    Kind::Offering,
    Kind::Service,
    Kind::Desk,
    Kind::Channels,
    Kind::Severities,
    Kind::Requests,
    Kind::Hours,
    Kind::Calendar,
];
const OFFERINGS: &[Kind] = &[Kind::Partner, Kind::Offering];
const SERVICES: &[Kind] = &[Kind::Partner, Kind::Service];
const VEHICLES: &[Kind] = &[Kind::Partner, Kind::Service, Kind::Vehicles];
const TERMS: &[Kind] = &[Kind::Partner, Kind::Policy];
const RUNBOOKS: &[Kind] = &[Kind::Partner, Kind::Service, Kind::Vehicles, Kind::Runbook];

/// Every rule of every family.
fn rules() -> impl Iterator<Item = &'static Judgement> {
    FAMILIES.iter().copied().flatten()
}

/// Runs every rule.
pub(super) fn judge(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let doubtful: BTreeSet<Kind> = doubtful_kinds(subject);
    let sound = rules().filter(|(kinds, _)| !kinds.iter().any(|kind| doubtful.contains(kind)));
    let mut found: Vec<Diagnostic> = sound.flat_map(|(_, rule)| rule(subject)).collect();
    // What nothing answers is said once: where a rule has said it better, this is silent; and where a file
    // could not be read, nobody knows what it would have answered.
    if doubtful.is_empty() {
        let spoken = found.iter().flat_map(|finding| finding.rule.requirements.iter().copied()).collect();
        found.extend(requirements::requirement_is_missing(subject, &spoken));
    }
    found
}

/// Kinds of files that have errors.
fn doubtful_kinds(subject: &Subject<'_>) -> BTreeSet<Kind> {
    let mut kinds = BTreeSet::new();
    for finding in doubts(&subject.site.documents, subject.found, |_| true) {
        match subject.site.documents.iter().find(|document| *document.path() == finding.place.path) {
            Some(document) => drop(kinds.insert(document.kind)),
            // A file that could not even be loaded may be of any kind.
            None => kinds.extend(rules().flat_map(|(kinds, _)| kinds.iter().copied())),
        }
    }
    kinds
}
