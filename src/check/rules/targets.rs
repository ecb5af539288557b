//! Rules on targets: each severity has one, they are in order, and it is said how they are counted.

use std::sync::Arc;

use super::Judgement;
use super::hours::{is_first, place_of_target};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{TGT001, TGT002, TGT004, TGT005, TGT006, TGT007, TGT008};
use crate::model::duration::{Duration, Unit};
use crate::model::offering::Offering;
use crate::model::policy::CreditMetric;
use crate::model::target::{CaseKind, Metric, TargetKind};
use crate::model::word::Word;
use crate::syntax::document::Kind;

const TARGETS: &[Kind] = &[Kind::Offering, Kind::Severities];

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (TARGETS, first_response_is_missing),
    (TARGETS, order_is_turned),
    (TARGETS, answer_comes_last),
    (&[Kind::Offering, Kind::Severities, Kind::Service, Kind::Vehicles], vehicle_is_slower),
    (&[Kind::Offering, Kind::Desk, Kind::Hours], day_has_no_end),
    (&[], clock_is_missing),
    (&[Kind::Policy], commitment_is_free),
];

/// A duration as files write it.
pub(super) fn written(duration: Duration) -> String {
    format!("{} {}", duration.count, duration.unit.word())
}

/// Two durations, where they can be compared: the first is longer than the second.
pub(super) fn is_longer(one: Duration, two: Duration) -> bool {
    let scale = |unit: Unit| match unit {
        Unit::BusinessMinutes => (0, 1),
        Unit::BusinessHours => (0, 60),
        Unit::BusinessDays => (1, 1),
        Unit::ElapsedMinutes => (2, 1),
        Unit::ElapsedHours => (2, 60),
    };
    let ((kind, one_is), (other, two_is)) = (scale(one.unit), scale(two.unit));
    kind == other && u64::from(one.count) * one_is > u64::from(two.count) * two_is
}

/// TGT001: a severity has no first response in an offering.
fn first_response_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        for severity in &subject.site.severities {
            let case = CaseKind::Severity(severity.id.clone());
            if offering.targets.iter().any(|target| is_first(target) && target.case == case) {
                continue;
            }
            let Some(place) = subject.place(Kind::Offering, offering.id.as_str(), &["targets"]) else {
                continue;
            };
            let message = format!("expected a `first_response` for severity `{}`, found none", severity.id);
            let finding = subject.finding(&TGT001, Demand::ALWAYS, place, message);
            found.push(finding.hint(
                "customers need to know by when they hear: add it to `targets:`, if only as a `target`",
            ));
        }
    }
    found
}

/// TGT002: cases that are worse are answered later than cases that are better.
fn order_is_turned(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let place_of = |case: &CaseKind| match case {
        CaseKind::Severity(id) => subject.site.severities.iter().position(|severity| severity.id == *id),
        CaseKind::Request(_) => None,
    };
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        for target in &offering.targets {
            let Some(own) = place_of(&target.case) else { continue };
            let better = offering.targets.iter().find(|other| {
                other.metric == target.metric
                    && other.service == target.service
                    && other.area == target.area
                    && place_of(&other.case).is_some_and(|place| place > own)
                    && is_longer(target.within, other.within)
            });
            let Some(better) = better else { continue };
            let Some(place) = place_of_target(subject, offering, target) else { continue };
            let message = format!(
                "expected at most `{}`, as for a severity that is less bad, found `{}`",
                written(better.within),
                written(target.within)
            );
            let finding = subject.finding(&TGT002, Demand::ALWAYS, place, message);
            found.push(match place_of_target(subject, offering, better) {
                Some(label) => finding.label(&label.path, label.span, "less bad, and sooner"),
                None => finding,
            });
        }
    }
    found
}

/// TGT004: what can only follow the first answer is promised before it.
fn answer_comes_last(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        for first in offering.targets.iter().filter(|target| is_first(target)) {
            let later = offering.targets.iter().find(|other| {
                matches!(other.metric, Metric::Workaround | Metric::Resolution)
                    && other.case == first.case
                    && other.service == first.service
                    && other.area == first.area
                    && is_longer(first.within, other.within)
            });
            let Some(later) = later else { continue };
            let Some(place) = place_of_target(subject, offering, first) else { continue };
            let message = format!(
                "expected the first answer before the {}, `{}`, found `{}`",
                later.metric.word(),
                written(later.within),
                written(first.within)
            );
            found.push(
                subject
                    .finding(&TGT004, Demand::ALWAYS, place, message)
                    .hint("promise the answer sooner, or the rest later"),
            );
        }
    }
    found
}

/// TGT005: a workaround or a solution is promised sooner than the vehicle behind the case even answers.
fn vehicle_is_slower(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let terms = subject.site.terms();
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        for target in &offering.targets {
            let (CaseKind::Severity(severity), Metric::Workaround | Metric::Resolution) =
                (&target.case, target.metric)
            else {
                continue;
            };
            let slower = terms.cells(offering).into_iter().find_map(|(service, area)| {
                let meant = target.service.as_ref().is_none_or(|id| *id == service)
                    && target.area.is_none_or(|of| of == area);
                let vehicle = subject.site.vehicle_behind(&service, area, subject.today).filter(|_| meant)?;
                let (_, theirs) = vehicle.first_response.iter().find(|(id, _)| id == severity)?;
                is_longer(*theirs, target.within).then_some((vehicle, *theirs))
            });
            let Some((vehicle, theirs)) = slower else { continue };
            let Some(place) = place_of_target(subject, offering, target) else { continue };
            let message = format!(
                "expected more than `{}`, the first answer of `{}`, found `{}`",
                written(theirs),
                vehicle.id,
                written(target.within)
            );
            let finding = subject.finding(&TGT005, Demand::ALWAYS, place, message);
            let label = subject.place(
                Kind::Vehicles,
                "vehicles",
                &[vehicle.id.as_str(), "first_response", severity.as_str()],
            );
            let finding = finding.hint("what has to go further cannot be mended before they answer");
            found.push(match label {
                Some(label) => finding.label(&label.path, label.span, "when they answer"),
                None => finding,
            });
        }
    }
    found
}

/// TGT006: business days are counted in hours that do not say when such a day ends.
fn day_has_no_end(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let mut found = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for offering in &site.offerings {
        let Some(target) = offering.targets.iter().find(|target| target.within.unit == Unit::BusinessDays)
        else {
            continue;
        };
        let desks = offering.coverage.iter().flat_map(|row| &row.answers).flat_map(|answer| &answer.desks);
        let desks = desks.filter_map(|id| site.desks.iter().find(|desk| desk.id == *id));
        for id in desks.map(|desk| &desk.hours).chain(&offering.hours) {
            let never = site.hours.get(id).is_some_and(|hours| hours.never_closes());
            if never
                || subject.has_key(Kind::Hours, id.as_str(), "business_day_rule")
                || !seen.insert(id.clone())
            {
                continue;
            }
            let Some(place) = subject.place(Kind::Hours, id.as_str(), &["business_day_rule"]) else {
                continue;
            };
            let message = format!("expected `business_day_rule` of the hours `{id}`, found none");
            let finding = subject.finding(&TGT006, Demand::ALWAYS, place, message);
            let finding =
                finding.hint("`end_of_nth_day` means until closing, `same_time_nth_day` until the same time");
            found.push(match place_of_target(subject, offering, target) {
                Some(label) => finding.label(&label.path, label.span, "this is counted in days"),
                None => finding,
            });
        }
    }
    found
}

/// TGT007: an offering has targets and does not say when the clock starts and what counts as an answer.
fn clock_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let unsaid = subject.site.offerings.iter().filter(|offering| {
        !offering.targets.is_empty() && !subject.has_key(Kind::Offering, offering.id.as_str(), "clock")
    });
    let finding = |offering: &Arc<Offering>| {
        let place = subject.place(Kind::Offering, offering.id.as_str(), &["targets"])?;
        let message = format!("expected `clock` beside the targets of `{}`, found none", offering.id);
        let finding = subject.finding(&TGT007, Demand::ALWAYS, place, message);
        Some(
            finding
                .hint("say when the clock starts, and whether an automatic confirmation counts as an answer"),
        )
    };
    unsaid.filter_map(finding).collect()
}

/// TGT008: a commitment is made and nothing is given back where it is missed.
fn commitment_is_free(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(policy) = &subject.site.policy else { return Vec::new() };
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        let mut seen = Vec::new();
        let binding = offering.targets.iter().filter(|target| target.kind == TargetKind::Commitment);
        for target in binding {
            let metric = match target.metric {
                Metric::FirstResponse => CreditMetric::FirstResponse,
                Metric::Update => CreditMetric::Update,
                Metric::Workaround => CreditMetric::Workaround,
                Metric::Resolution => CreditMetric::Resolution,
            };
            if policy.credits.iter().any(|credit| credit.metric == metric) || seen.contains(&metric) {
                continue;
            }
            seen.push(metric);
            let Some(place) = place_of_target(subject, offering, target) else { continue };
            let message = format!("expected a credit for a late `{}`, found none", target.metric.word());
            let finding = subject.finding(&TGT008, Demand::ALWAYS, place, message);
            found.push(finding.hint("add it to `credits:` in `terms.yaml`, or call the target a `target`"));
        }
    }
    found
}
