//! Rules on packs, claims and answers: what is demanded is answered, by what is up to date.

use std::collections::BTreeSet;

use super::Judgement;
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::catalog::{REQ001, ROLE007, ROLE008, VER004, VER007, VER008};
use crate::diagnostic::{Cause, Diagnostic, Level, Place};
use crate::evidence::{Entry, Part, State, covers, vehicles_of};
use crate::locale::Locale;
use crate::model::ids::EnrolmentId;
use crate::model::requirement::{Modality, Need, PackName};
use crate::model::site::Site;
use crate::model::word::Word;
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (&[], pack_does_not_fit),
    (&[Kind::Partner], nothing_is_demanded),
    (&[], evidence_is_stale),
    (&[], edition_is_old),
    (&[], answer_is_overdue),
];

/// Where an enrolment names its packs: one of them, or the list.
fn packs_place(subject: &Subject<'_>, enrolment: Option<&str>, at: Option<usize>) -> Option<Place> {
    let at = at.map(|at| at.to_string());
    let keys: Vec<&str> = match enrolment {
        Some(id) => vec!["enrolments", id, "packs"],
        None => vec!["packs"],
    };
    let keys: Vec<&str> = keys.into_iter().chain(at.as_deref()).collect();
    subject.place(Kind::Partner, "partner", &keys)
}

/// REQ001: a requirement that no other rule speaks of is answered nowhere. `spoken` are the requirements that
/// findings of other rules rest on.
pub(in crate::check) fn requirement_is_missing(
    subject: &Subject<'_>,
    spoken: &BTreeSet<&'static str>,
) -> Vec<Diagnostic> {
    let open = subject.ledger.entries.iter().filter(|entry| {
        matches!(entry.state, State::Missing | State::Partial)
            && entry.requirement.modality != Modality::May
            && !spoken.contains(entry.requirement.id.as_str())
            && entry.parts.iter().any(|part| is_unexplained(subject.site, part))
    });
    let mut found = Vec::new();
    for entry in open {
        let requirement = &entry.requirement;
        let enrolment = entry.enrolment.as_ref().map(EnrolmentId::as_str);
        let packs = subject.site.enrolment_secrets.iter().find(|secrets| secrets.id == entry.enrolment);
        let at = packs.and_then(|secrets| secrets.packs.iter().position(|name| *name == entry.pack));
        let Some(place) = packs_place(subject, enrolment, at) else { continue };
        let missing: BTreeSet<&str> =
            entry.parts.iter().flat_map(|part| &part.missing).map(|need| need.word()).collect();
        let whole = entry.state == State::Missing;
        let message = match (missing.is_empty(), whole) {
            (true, _) => {
                format!("expected a claim `{}@{}`, found none", requirement.id, requirement.revision)
            }
            (false, true) => format!("expected evidence for `{}`, found none", requirement.id),
            (false, false) => {
                format!("expected evidence for `{}` everywhere, found it in part", requirement.id)
            }
        };
        let text = Locale::new("en").map(|english| requirement.text.choose(english).text);
        let mut finding = Diagnostic::new(&REQ001, &place.path, place.span, message);
        if !requirement.verified || requirement.modality == Modality::Should {
            finding = finding.at_level(Level::Warning);
        }
        finding =
            finding.maybe_hint(text.map(|text| format!("it demands: {}", text.trim().trim_end_matches('.'))));
        if !missing.is_empty() {
            let list: Vec<String> = missing.iter().map(|need| format!("`{need}`")).collect();
            finding = finding.hint(format!("it is answered by {}", list.join(", ")));
        }
        finding = finding.maybe_hint(gaps(entry).filter(|_| !whole));
        found.push(finding.hint(format!(
            "claim it where it is answered: `satisfies: [{}@{}]`, or answer it in `content/requirements/`",
            requirement.id, requirement.revision
        )));
    }
    found
}

/// For which services and areas an entry is open, where it is about some.
fn gaps(entry: &Entry) -> Option<String> {
    let open = entry.parts.iter().filter(|part| matches!(part.state, State::Missing | State::Partial));
    let named = open.filter_map(|part| {
        let service = part.service.as_ref()?;
        Some(match part.area {
            Some(area) => format!("`{}` of `{service}`", area.word()),
            None => format!("`{service}`"),
        })
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| format!("it is missing for {}", named.join(", ")))
}

/// Whether a part is open for a reason of its own, and not because of a hole that a rule speaks of: no offering
/// at all, no such area, no vehicle, no terms.
fn is_unexplained(site: &Site, part: &Part) -> bool {
    let service = part.service.as_ref().and_then(|id| site.service(id));
    let has_cell = service
        .zip(part.area)
        .is_none_or(|(service, area)| service.cells.iter().any(|cell| cell.area == area));
    let covered = service.is_none_or(|service| {
        site.offerings.iter().any(|offering| match part.area {
            Some(area) => offering.covers(&service.id, area),
            None => offering.services.contains(&service.id),
        })
    });
    let cell = service.zip(part.area);
    let has_vehicle = cell.is_none_or(|(service, area)| vehicles_of(site, service, area).next().is_some());
    // Those that are named and do not cover the cell have findings of their own.
    let has_misfits = cell.is_some_and(|(service, area)| {
        has_vehicle && !vehicles_of(site, service, area).any(|vehicle| covers(vehicle, service, area))
    });
    let own = |need: &Need| match need {
        Need::SupportTypes | Need::Price | Need::PublishedTargets => !site.offerings.is_empty(),
        Need::ServiceHours | Need::ContactChannel | Need::RoundTheClock => {
            !site.offerings.is_empty() && covered && has_cell
        }
        Need::Baseline | Need::EscalationReasons | Need::Tasks => has_cell,
        Need::CommercialVehicle | Need::TechnicalVehicle => has_cell && !has_misfits,
        Need::CloudContract | Need::ProviderRoute => has_cell && has_vehicle && !has_misfits,
        Need::AccessRoles | Need::RemovingAccess | Need::Collections | Need::SelfHelp => {
            site.policy.is_some()
        }
        _ => true,
    };
    match part.state {
        State::Missing if part.missing.is_empty() => true,
        _ => part.missing.iter().any(own),
    }
}

/// ROLE007: a pack has nothing to say to an enrolment of this role and cloud.
fn pack_does_not_fit(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(partner) = &subject.site.partner else { return Vec::new() };
    let mut found = Vec::new();
    for (enrolment, secrets) in partner.enrolments.iter().zip(&subject.site.enrolment_secrets) {
        for (at, name) in secrets.packs.iter().enumerate() {
            let Some(pack) = subject.site.packs.get(name) else { continue };
            if pack.requirements.iter().any(|requirement| requirement.binds(enrolment.role, enrolment.cloud))
            {
                continue;
            }
            let id = enrolment.id.as_ref().map(EnrolmentId::as_str);
            let Some(place) = packs_place(subject, id, Some(at)) else { continue };
            let message = format!(
                "expected a pack for `{}` in the cloud `{}`, found `{name}`",
                enrolment.role.word(),
                enrolment.cloud.word()
            );
            let fitting = subject.site.packs.values().filter(|pack| {
                pack.requirements.iter().any(|one| one.binds(enrolment.role, enrolment.cloud))
            });
            let fitting: Vec<String> = fitting.map(|pack| format!("`{}`", pack.name)).collect();
            let finding = subject.finding(&ROLE007, Demand::ALWAYS, place, message);
            found.push(finding.hint(format!("fitting are {}", fitting.join(", "))));
        }
    }
    found
}

/// ROLE008: an enrolment names no pack, so that nothing is demanded of it.
fn nothing_is_demanded(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(partner) = &subject.site.partner else { return Vec::new() };
    let newest = subject.site.packs.values().filter(|pack| pack.valid_from <= subject.today);
    let mut found = Vec::new();
    for (enrolment, secrets) in partner.enrolments.iter().zip(&subject.site.enrolment_secrets) {
        let id = enrolment.id.as_ref().map(EnrolmentId::as_str);
        // An empty list says that nothing is demanded, on purpose.
        let data = subject.data(Kind::Partner, "partner");
        let own = data.and_then(|data| id.map_or(Some(data), |id| data.get("enrolments")?.get(id)));
        if !secrets.packs.is_empty() || own.is_some_and(|own| own.get("packs").is_some()) {
            continue;
        }
        let keys: Vec<&str> = id.map_or(vec!["role"], |id| vec!["enrolments", id]);
        let Some(place) = subject.place(Kind::Partner, "partner", &keys) else { continue };
        let fits = newest.clone().filter(|pack| {
            pack.requirements.iter().any(|requirement| requirement.binds(enrolment.role, enrolment.cloud))
        });
        let best = fits.max_by_key(|pack| pack.valid_from);
        let message = "expected `packs` that the terms are held to, found none";
        let finding = subject.finding(&ROLE008, Demand::ALWAYS, place, message);
        found.push(finding.maybe_hint(best.map(|pack| format!("write `packs: [\"{}\"]`", pack.name))));
    }
    found
}

/// VER004: a claim or an answer names an older revision of its requirement.
fn evidence_is_stale(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let claims = subject.site.claims.iter().map(|claim| (&claim.requirement, claim.revision, &claim.place));
    let answers =
        subject.site.answers.iter().map(|answer| (&answer.requirement, answer.revision, &answer.place));
    let mut found = Vec::new();
    for (id, revision, place) in claims.chain(answers) {
        let held = subject.ledger.of_requirement(id.as_str()).map(|entry| entry.requirement.revision);
        let Some(newest) = held.max().filter(|newest| *newest != revision) else { continue };
        let message = format!("expected revision {newest} of `{id}`, found {revision}");
        let finding = subject.finding(&VER004, Demand::ALWAYS, place.clone(), message);
        found.push(finding.hint(format!(
            "read what it demands now, see that the terms still answer it, then write `{id}@{newest}`"
        )));
    }
    found
}

/// VER007: a pack has an edition that is newer than the one an enrolment is held to.
fn edition_is_old(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for secrets in &subject.site.enrolment_secrets {
        for (at, name) in secrets.packs.iter().enumerate() {
            let Some(pack) = subject.site.packs.get(name) else { continue };
            let newer = subject.site.packs.values().filter(|other| {
                other.name.pack == name.pack
                    && other.valid_from > pack.valid_from
                    && other.valid_from <= subject.today
            });
            let Some(newest) = newer.max_by_key(|other| other.valid_from) else { continue };
            let id = secrets.id.as_ref().map(EnrolmentId::as_str);
            let Some(place) = packs_place(subject, id, Some(at)) else { continue };
            let newest: &PackName = &newest.name;
            let message = format!("expected the newest edition `{newest}`, found `{name}`");
            let finding = subject.finding(&VER007, Demand::ALWAYS, place, message);
            let finding = finding.hint(format!("`supportbook pack diff {name} {newest}` tells what changed"));
            found.push(Diagnostic { cause: Cause::Clock, ..finding });
        }
    }
    found
}

/// VER008: the day has passed on which an answer was to be read again.
fn answer_is_overdue(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let overdue = subject.site.answers.iter().filter(|answer| answer.review_by < subject.today);
    let finding = |answer: &std::sync::Arc<crate::model::requirement::Answer>| {
        let message = format!(
            "expected a review of `{}` by {}, found none since",
            answer.requirement, answer.review_by
        );
        let finding = subject.finding(&VER008, Demand::ALWAYS, answer.place.clone(), message);
        let hint = format!("ask {} whether the reason still holds, then set `review_by`", answer.approver);
        Diagnostic { cause: Cause::Clock, ..finding.hint(hint) }
    };
    overdue.map(finding).collect()
}
