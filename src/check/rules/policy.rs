//! Rules on the terms as a whole: what customers expect them to say, changes, reviews, notices.

use std::sync::Arc;

use super::{Judgement, OFFERINGS, TERMS};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::catalog::{NTC001, POL001, POL002, POL003, PUB004, REV001, REV002, VER001, VER002};
use crate::diagnostic::{Cause, Diagnostic, Place};
use crate::model::keeping::{Kept, KeptKind};
use crate::model::notice::Notice;
use crate::syntax::document::Kind;
use crate::syntax::tree::Value;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (TERMS, collections_are_missing),
    (TERMS, removing_access_is_missing),
    (&[Kind::Partner, Kind::Policy, Kind::Service], expected_parts_are_missing),
    (&[Kind::Partner], delivery_is_not_disclosed),
    (OFFERINGS, terms_are_missing),
    (&[], notice_is_too_short),
    (&[], owner_is_missing),
    (&[], review_is_overdue),
    (&[], notice_has_ended),
];

/// A finding at a key of `terms.yaml`.
fn at_terms(
    subject: &Subject<'_>,
    rule: &'static crate::diagnostic::Rule,
    keys: &[&str],
    message: &str,
    hint: &str,
) -> Option<Diagnostic> {
    let demand = subject.demand(rule)?;
    let place = subject.place(Kind::Policy, "terms", keys)?;
    Some(subject.finding(rule, demand, place, message).hint(hint))
}

/// POL001: what happens with unpaid invoices is not said.
fn collections_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(policy) = &subject.site.policy else { return Vec::new() };
    let message = "expected `collections`, found none";
    let hint = "say when reminders come, when access is affected and how it comes back";
    let finding = || at_terms(subject, &POL001, &["collections"], message, hint);
    policy.collections.is_none().then(finding).flatten().into_iter().collect()
}

/// POL002: what it means for support to take the partner's access away is not said.
fn removing_access_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(policy) = &subject.site.policy else { return Vec::new() };
    let said = policy.privacy.as_ref().is_some_and(|privacy| privacy.removing_access.is_some());
    let message = "expected `removing_access` under `privacy`, found none";
    let hint = "customers may take your roles away at any time: tell them that you can then no longer file requests for them";
    let finding = || at_terms(subject, &POL002, &["privacy", "removing_access"], message, hint);
    (!said).then(finding).flatten().into_iter().collect()
}

/// POL003: the terms lack exclusions, duties of customers, a way to complain, or help for oneself.
fn expected_parts_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(policy) = &subject.site.policy else { return Vec::new() };
    let helps = !policy.self_help.is_empty()
        || subject.site.services.iter().any(|service| !service.self_help.is_empty());
    let parts = [
        ("exclusions", !policy.exclusions.is_empty(), "what is not covered"),
        ("customer_duties", !policy.customer_duties.is_empty(), "what customers do"),
        ("complaints", !policy.complaints.is_empty(), "to whom customers turn who are not content"),
        ("self_help", helps, "where customers can help themselves"),
    ];
    let missing = parts.into_iter().filter(|(_, there, _)| !there);
    let finding = |(key, _, what): (&str, bool, &str)| {
        at_terms(subject, &POL003, &[key], &format!("expected `{key}`, found none"), &format!("say {what}"))
    };
    missing.filter_map(finding).collect()
}

/// PUB004: others give the support, and it is not said whether customers are told.
fn delivery_is_not_disclosed(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&PUB004) else { return Vec::new() };
    let delivery = subject.data(Kind::Partner, "partner").and_then(|data| data.get("delivery"));
    let Some(delivery) = delivery else { return Vec::new() };
    let own = matches!(delivery.get("mode").map(|node| &node.value), Some(Value::Scalar { text, .. }) if &**text == "own");
    let place = subject.place(Kind::Partner, "partner", &["delivery", "mode"]);
    let Some(place) = place.filter(|_| !own && delivery.get("disclose").is_none()) else { return Vec::new() };
    let message = "expected `disclose` where others give the support, found none";
    vec![
        subject
            .finding(&PUB004, demand, place, message)
            .hint("decide whether customers are told by whom: `disclose: true` or `disclose: false`"),
    ]
}

/// VER001: offerings are published without terms that have a version and a first day.
fn terms_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let missing = subject.site.partner.is_some()
        && subject.site.enrolment_secrets.iter().any(|secrets| !secrets.packs.is_empty())
        && !subject.site.offerings.is_empty()
        && !subject.has_any(Kind::Policy);
    let Some(place) = subject.place(Kind::Partner, "partner", &[]).filter(|_| missing) else {
        return Vec::new();
    };
    let message = "expected `content/terms.yaml` beside the offerings, found none";
    let finding = subject.finding(&VER001, Demand::ALWAYS, place, message);
    vec![finding.hint("say which version of the terms holds, and from which day on")]
}

/// VER002: a change that takes something away holds before the notice period is over.
fn notice_is_too_short(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(policy) = &subject.site.policy else { return Vec::new() };
    let material = policy.changes.iter().filter(|change| change.material);
    let finding = |change: &crate::model::policy::Change| {
        let earliest = change.announced.map(|announced| policy.notice_period.after(announced));
        if earliest.is_some_and(|earliest| earliest <= change.date) {
            return None;
        }
        let key = if change.announced.is_some() { "announced" } else { "date" };
        let place = subject.place(Kind::Policy, "terms", &["changes", &change.id, key])?;
        let (message, hint) = match (change.announced, earliest) {
            (Some(announced), Some(earliest)) => (
                format!(
                    "expected a change that was announced on {announced} to hold from {earliest} on, found {}",
                    change.date
                ),
                "announce it earlier, let it hold later, or say `material: false` where nothing that was agreed changes",
            ),
            _ => (
                "expected `announced` beside a material change, found none".to_owned(),
                "write the day on which customers heard of it",
            ),
        };
        Some(subject.finding(&VER002, Demand::ALWAYS, place, message).hint(hint))
    };
    material.filter_map(finding).collect()
}

/// Where something that is kept true stands.
fn place_of(subject: &Subject<'_>, kept: &Kept, key: &str) -> Option<Place> {
    let (kind, stem, keys): (Kind, &str, Vec<&str>) = match kept.kind {
        KeptKind::Partner => (Kind::Partner, "partner", vec![key]),
        KeptKind::Terms => (Kind::Policy, "terms", vec![key]),
        KeptKind::Entity => (Kind::Entity, &kept.id, vec![key]),
        KeptKind::Offering => (Kind::Offering, &kept.id, vec![key]),
        KeptKind::Service => (Kind::Service, &kept.id, vec![key]),
        KeptKind::Desk => (Kind::Desk, &kept.id, vec![key]),
        KeptKind::Hours => (Kind::Hours, &kept.id, vec![key]),
        KeptKind::Calendar => (Kind::Calendar, &kept.id, vec![key]),
        KeptKind::Vehicle => (Kind::Vehicles, "vehicles", vec![&kept.id, key]),
        KeptKind::Product => (Kind::Product, &kept.id, vec![key]),
        KeptKind::Message => (Kind::Message, &kept.id, vec![key]),
    };
    subject.place(kind, stem, &keys)
}

/// REV001: something is to be read again, and nobody is named who does it.
fn owner_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let alone = subject.site.kept.iter().filter(|kept| kept.owner.is_none());
    let finding = |kept: &Kept| {
        let place = place_of(subject, kept, "next_review")?;
        let message = "expected `owner` beside `next_review`, found none";
        Some(subject.finding(&REV001, Demand::ALWAYS, place, message).hint("say who keeps it true"))
    };
    alone.filter_map(finding).collect()
}

/// REV002: the day has passed on which something was to be read again.
fn review_is_overdue(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let finding = |kept: &Kept| {
        let day = kept.next_review.filter(|day| *day < subject.today)?;
        let place = place_of(subject, kept, "next_review")?;
        let message = format!("expected a review by {day}, found none since");
        let hint = match &kept.owner {
            Some(owner) => format!("read it with {owner}, then set `next_review`"),
            None => "read it, then set `next_review`".to_owned(),
        };
        let finding = subject.finding(&REV002, Demand::ALWAYS, place, message).hint(hint);
        Some(Diagnostic { cause: Cause::Clock, ..finding })
    };
    subject.site.kept.iter().filter_map(finding).collect()
}

/// NTC001: a notice is past its end, and customers no longer see it.
fn notice_has_ended(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let notices = subject.site.notices.iter().chain(&subject.site.internal_notices);
    let finding = |notice: &Arc<Notice>| {
        // Wherever a reader is, the day is over.
        let last = notice.until.to_zoned(jiff::tz::TimeZone::UTC).date();
        if last >= subject.today {
            return None;
        }
        let place = subject.place(Kind::Notice, notice.id.as_str(), &["until"])?;
        let message = format!("expected a notice that still holds, found one that ended on {last}");
        let finding = subject.finding(&NTC001, Demand::ALWAYS, place, message);
        Some(Diagnostic { cause: Cause::Clock, ..finding.hint("remove the file: nobody sees it any more") })
    };
    notices.filter_map(finding).collect()
}
