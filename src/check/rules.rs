//! All rules, a family a file.
//!
//! Each stands in a table with the kinds of files it reads: where one of these has errors, the rule is silent,
//! since what it would miss may be what could not be read.

mod channels;
mod hours;
mod policy;
mod project;
mod requirements;
mod roles;
mod runbooks;
mod scenarios;
mod services;
mod support;
mod targets;

use std::collections::BTreeSet;

use super::{Subject, doubts};
use crate::diagnostic::Diagnostic;
use crate::syntax::document::Kind;

/// What a rule finds.
type Judge = fn(&Subject<'_>) -> Vec<Diagnostic>;

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
const TARGETS: &[Kind] = &[Kind::Offering, Kind::Severities];
const TERMS: &[Kind] = &[Kind::Partner, Kind::Policy];
const RUNBOOKS: &[Kind] = &[Kind::Partner, Kind::Service, Kind::Vehicles, Kind::Runbook];

/// All rules, each with the kinds of files that must be sound before it speaks.
const RULES: &[(&[Kind], Judge)] = &[
    (&[], project::logo_is_missing),
    (&[], project::partner_is_missing),
    (&[], project::sample_is_left_over),
    (&[], project::placeholder_is_left_over),
    (OFFERINGS, support::types_are_missing),
    (ANSWERING, support::hours_are_missing),
    (OFFERINGS, support::price_is_missing),
    (OFFERINGS, support::tax_is_missing),
    (&[Kind::Partner, Kind::Runbook], support::intake_is_missing),
    (&[Kind::Partner], support::customers_are_sent_away),
    (ANSWERING, hours::promise_outruns_hours),
    (ANSWERING, hours::clock_has_holes),
    (ANSWERING, hours::language_sleeps),
    (ANSWERING, hours::nothing_is_promised),
    (&[Kind::Offering, Kind::Desk, Kind::Hours], hours::holidays_are_unknown),
    (&[Kind::Hours, Kind::Calendar, Kind::Policy], hours::calendar_ends),
    (&[], hours::chinese_calendar_is_not_whole),
    (&[], hours::holiday_scope_is_open),
    (TARGETS, targets::first_response_is_missing),
    (TARGETS, targets::order_is_turned),
    (TARGETS, targets::answer_comes_last),
    (&[Kind::Offering, Kind::Severities, Kind::Service, Kind::Vehicles], targets::vehicle_is_slower),
    (&[Kind::Offering, Kind::Desk, Kind::Hours], targets::day_has_no_end),
    (&[], targets::clock_is_missing),
    (&[Kind::Policy], targets::commitment_is_free),
    (&[Kind::Partner, Kind::Offering, Kind::Channels], channels::language_is_not_spoken),
    (ANSWERING, channels::language_ends_at_the_vehicle),
    (
        &[Kind::Offering, Kind::Desk, Kind::Severities, Kind::Requests, Kind::Channels, Kind::Policy],
        channels::channel_is_dead,
    ),
    (&[Kind::Partner, Kind::Channels], channels::profile_differs),
    (VEHICLES, roles::contract_is_missing),
    (&[Kind::Partner, Kind::Policy, Kind::Vehicles], roles::contract_ends_soon),
    (VEHICLES, roles::provider_is_bypassed),
    (SERVICES, roles::nobody_leads),
    (SERVICES, roles::contact_resolves_nothing),
    (&[], roles::contact_binds_legacy_alone),
    (&[], requirements::pack_does_not_fit),
    (&[Kind::Partner], requirements::nothing_is_demanded),
    (&[], requirements::evidence_is_stale),
    (&[], requirements::edition_is_old),
    (&[], requirements::answer_is_overdue),
    (SERVICES, services::area_is_missing),
    (VEHICLES, services::vehicle_is_missing),
    (VEHICLES, services::contract_is_too_small),
    (VEHICLES, services::vehicle_does_not_cover),
    (VEHICLES, services::commercial_cases_end_here),
    (VEHICLES, services::commercial_cases_cost),
    (&[], services::name_is_retired),
    (SERVICES, services::baseline_is_missing),
    (SERVICES, services::reasons_are_missing),
    (&[Kind::Partner, Kind::Service, Kind::Vehicles, Kind::Offering], services::number_is_limited),
    (RUNBOOKS, services::azure_plan_is_not_named),
    (RUNBOOKS, runbooks::health_is_not_looked_at),
    (RUNBOOKS, runbooks::fields_are_missing),
    (RUNBOOKS, runbooks::portal_is_wrong),
    (TERMS, runbooks::role_is_too_broad),
    (&[Kind::Partner, Kind::Runbook], runbooks::loop_is_open),
    (&[Kind::Partner, Kind::Runbook], runbooks::credits_are_not_claimed),
    (&[Kind::Service, Kind::Vehicles, Kind::Severities], runbooks::severities_do_not_match),
    (&[], runbooks::review_is_overdue),
    (TERMS, policy::collections_are_missing),
    (TERMS, policy::removing_access_is_missing),
    (&[Kind::Partner, Kind::Policy, Kind::Service], policy::expected_parts_are_missing),
    (&[Kind::Partner], policy::delivery_is_not_disclosed),
    (OFFERINGS, policy::terms_are_missing),
    (&[], policy::notice_is_too_short),
    (&[], policy::owner_is_missing),
    (&[], policy::review_is_overdue),
    (&[], policy::notice_has_ended),
    (&[], scenarios::outcome_differs),
];

/// Runs every rule.
pub(super) fn judge(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let doubtful: BTreeSet<Kind> = doubtful_kinds(subject);
    let sound = RULES.iter().filter(|(kinds, _)| !kinds.iter().any(|kind| doubtful.contains(kind)));
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
            None => kinds.extend(RULES.iter().flat_map(|(kinds, _)| kinds.iter().copied())),
        }
    }
    kinds
}
