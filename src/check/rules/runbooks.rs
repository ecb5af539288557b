//! Rules on runbooks: the way of a case is whole, from the look at the service's health to the last word.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Judgement, RUNBOOKS, TERMS};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::catalog::{RUN001, RUN002, RUN003, RUN004, RUN005, RUN006, RUN007, RUN008};
use crate::diagnostic::{Cause, Diagnostic};
use crate::evidence::vehicles_of;
use crate::model::ids::VehicleId;
use crate::model::prose::{Runbook, RunbookKind};
use crate::model::service::{Area, Service};
use crate::model::step::{CaseField, StepKind};
use crate::model::vehicle::{Vehicle, VehicleKind};
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (RUNBOOKS, health_is_not_looked_at),
    (RUNBOOKS, fields_are_missing),
    (RUNBOOKS, portal_is_wrong),
    (TERMS, role_is_too_broad),
    (&[Kind::Partner, Kind::Runbook], loop_is_open),
    (&[Kind::Partner, Kind::Runbook], credits_are_not_claimed),
    (&[Kind::Service, Kind::Vehicles, Kind::Severities], severities_do_not_match),
    (&[], review_is_overdue),
];

impl Runbook {
    /// Whether it is in use and about a service.
    fn is_about(&self, service: &Service) -> bool {
        !self.draft && (self.services.is_empty() || self.services.contains(&service.id))
    }
}

fn runbooks_of<'a>(subject: &'a Subject<'_>, service: &'a Service) -> impl Iterator<Item = &'a Arc<Runbook>> {
    subject.site.runbooks.values().filter(|runbook| runbook.is_about(service))
}

/// RUN001: no runbook that is about a service looks at its health before a case goes further.
fn health_is_not_looked_at(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for service in &subject.site.services {
        let Some(demand) = subject.demand_for(&RUN001, service) else { continue };
        let looks =
            |runbook: &Arc<Runbook>| runbook.steps.iter().any(|step| step.kind == StepKind::CheckHealth);
        if runbooks_of(subject, service).any(looks) {
            continue;
        }
        let escalation =
            runbooks_of(subject, service).find(|runbook| runbook.kind == RunbookKind::Escalation);
        let place = match escalation {
            Some(runbook) => subject.place(Kind::Runbook, runbook.id.as_str(), &["steps"]),
            None => subject.place(Kind::Service, service.id.as_str(), &["name"]),
        };
        let Some(place) = place else { continue };
        let message = format!("expected a step of kind `check-health` for `{}`, found none", service.id);
        let finding = subject.finding(&RUN001, demand, place, message);
        found.push(
            finding.hint("look at the health of the service first: an outage that is known needs no case"),
        );
    }
    found
}

/// What a request to Microsoft cannot do without, besides the partner's own contact.
const NEEDED: [CaseField; 4] = [CaseField::Symptom, CaseField::Severity, CaseField::Since, CaseField::Impact];

/// RUN002: on the way to an escalation not all is gathered that a request needs.
fn fields_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for service in &subject.site.services {
        let Some(demand) = subject.demand_for(&RUN002, service) else { continue };
        let escalation = runbooks_of(subject, service).find(|runbook| {
            runbook.kind == RunbookKind::Escalation
                && (runbook.areas.is_empty() || runbook.areas.contains(&Area::Technical))
        });
        let Some(escalation) = escalation else { continue };
        let gathered: BTreeSet<CaseField> = runbooks_of(subject, service)
            .flat_map(|runbook| &runbook.steps)
            .flat_map(|step| step.collect.iter().copied())
            .collect();
        let own = service.is_azure().then_some(CaseField::Subscription);
        let missing: Vec<String> = NEEDED
            .into_iter()
            .chain(own)
            .filter(|field| !gathered.contains(field))
            .map(|field| format!("`{}`", field.word()))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let Some(place) = subject.place(Kind::Runbook, escalation.id.as_str(), &["steps"]) else { continue };
        let message = format!(
            "expected {} to be collected for `{}`, found no step that does",
            missing.join(", "),
            service.id
        );
        let finding = subject.finding(&RUN002, demand, place, message);
        found.push(finding.hint("a request that lacks them is sent back: add them to `collect` of a step"));
    }
    found
}

/// Portals of products, in which a case would be the partner's own.
const PORTALS: [&str; 4] =
    ["portal.azure.com", "admin.microsoft.com", "admin.powerplatform.microsoft.com", "portal.office.com"];

/// RUN003: a case is filed in the portal of a product, outside of the customer's context.
fn portal_is_wrong(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&RUN003) else { return Vec::new() };
    let filed: BTreeSet<&VehicleId> = subject
        .site
        .runbooks
        .values()
        .filter(|runbook| !runbook.draft)
        .flat_map(|runbook| &runbook.steps)
        .filter(|step| step.kind == StepKind::File)
        .filter_map(|step| step.vehicle.as_ref())
        .collect();
    let wrong = subject.site.vehicles.iter().filter(|vehicle| {
        let host = vehicle
            .url
            .as_deref()
            .and_then(|url| url.strip_prefix("https://"))
            .map(|rest| rest.split(['/', '#']).next());
        filed.contains(&vehicle.id) && host.flatten().is_some_and(|host| PORTALS.contains(&host))
    });
    let finding =
        |vehicle: &Arc<Vehicle>| {
            let place = subject.place(Kind::Vehicles, "vehicles", &[vehicle.id.as_str(), "url"])?;
            let message = format!(
                "expected the address of Partner Center, found `{}`",
                vehicle.url.as_deref().unwrap_or_default()
            );
            let finding = subject.finding(&RUN003, demand, place, message);
            Some(finding.hint(
                "begin in Partner Center, so that the case is filed for the customer and not for yourself",
            ))
        };
    wrong.filter_map(finding).collect()
}

/// Roles that can do far more than support needs.
const BROAD: [&str; 6] = [
    "global administrator",
    "company administrator",
    "privileged role administrator",
    "privileged authentication administrator",
    "owner",
    "user access administrator",
];

/// RUN004: the roles in customers' systems are not named, or one can do far more than support needs.
fn role_is_too_broad(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (Some(demand), Some(policy)) = (subject.demand(&RUN004), &subject.site.policy) else {
        return Vec::new();
    };
    let roles = policy.privacy.as_ref().map_or(&[][..], |privacy| &privacy.roles);
    if roles.is_empty() {
        let place = subject.place(Kind::Policy, "terms", &["privacy", "roles"]);
        let finding = |place| {
            let finding =
                subject.finding(&RUN004, demand, place, "expected `roles` under `privacy`, found none");
            finding.hint("name the roles that support needs, the smallest that will do")
        };
        return place.map(finding).into_iter().collect();
    }
    let broad = roles.iter().enumerate().filter(|(_, role)| BROAD.contains(&role.to_lowercase().as_str()));
    let finding = |(at, role): (usize, &Box<str>)| {
        let place = subject.place(Kind::Policy, "terms", &["privacy", "roles", &at.to_string()])?;
        let message = format!("expected a role that support needs, found `{role}`");
        let finding = subject.finding(&RUN004, demand, place, message);
        Some(finding.hint(
            "`Service support administrator` files requests, `Support request contributor` does in Azure",
        ))
    };
    broad.filter_map(finding).collect()
}

/// RUN005: no runbook ends cases by telling the customer.
fn loop_is_open(subject: &Subject<'_>) -> Vec<Diagnostic> {
    // Of whom nothing is demanded is not asked for whole procedures either.
    if subject.site.runbooks.is_empty() || subject.ledger.entries.is_empty() {
        return Vec::new();
    }
    let closing = subject
        .site
        .runbooks
        .values()
        .filter(|runbook| runbook.kind == RunbookKind::Closing && !runbook.draft);
    let closing: Vec<_> = closing.collect();
    let tells = closing.iter().any(|runbook| {
        runbook.steps.is_empty()
            || runbook.steps.iter().any(|step| step.kind == StepKind::Tell || step.message.is_some())
    });
    if tells {
        return Vec::new();
    }
    let (place, message) = match closing.first() {
        Some(runbook) => (
            subject.place(Kind::Runbook, runbook.id.as_str(), &["steps"]),
            "expected a step of kind `tell`, found none",
        ),
        None => {
            (subject.place(Kind::Partner, "partner", &[]), "expected a runbook of kind `closing`, found none")
        }
    };
    let hint = "after a case is resolved, the customer hears what was found and confirms it";
    place
        .map(|place| subject.finding(&RUN005, Demand::ALWAYS, place, message).hint(hint))
        .into_iter()
        .collect()
}

/// RUN006: no runbook says how a credit is claimed.
fn credits_are_not_claimed(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&RUN006) else { return Vec::new() };
    let place = subject.place_without_runbook(RunbookKind::Credit);
    let finding = |place| {
        let finding =
            subject.finding(&RUN006, demand, place, "expected a runbook of kind `credit`, found none");
        finding.hint("claims end with the month after the outage: write what they need, and who files them")
    };
    place.map(finding).into_iter().collect()
}

/// RUN007: a vehicle that takes technical cases has no word for a severity, or answers a worse one later.
fn severities_do_not_match(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let with_severities = [
        VehicleKind::Asfp,
        VehicleKind::Psfp,
        VehicleKind::PartnerCloud,
        VehicleKind::CspAzure,
        VehicleKind::Provider,
        VehicleKind::Operator21Vianet,
    ];
    let used: BTreeSet<&VehicleId> = site
        .services
        .iter()
        .flat_map(|service| vehicles_of(site, service, Area::Technical))
        .map(|vehicle| &vehicle.id)
        .collect();
    let mut found = Vec::new();
    for vehicle in
        site.vehicles.iter().filter(|one| used.contains(&one.id) && with_severities.contains(&one.kind))
    {
        let unknown = site
            .severities
            .iter()
            .filter(|severity| !vehicle.severities.iter().any(|(id, _)| *id == severity.id));
        let unknown: Vec<String> = unknown.map(|severity| format!("`{}`", severity.id)).collect();
        if !unknown.is_empty() {
            let Some(place) = subject.place(Kind::Vehicles, "vehicles", &[vehicle.id.as_str(), "severities"])
            else {
                continue;
            };
            let message =
                format!("expected a word of `{}` for {}, found none", vehicle.id, unknown.join(", "));
            let finding = subject.finding(&RUN007, Demand::ALWAYS, place, message);
            found.push(finding.hint("who files a case at night must know how they call each severity"));
        }
        let times: Vec<_> = site
            .severities
            .iter()
            .filter_map(|severity| vehicle.first_response.iter().find(|(id, _)| *id == severity.id))
            .collect();
        for pair in times.windows(2) {
            let [(worse, sooner), (better, later)] = pair else { continue };
            if !super::targets::is_longer(*sooner, *later) {
                continue;
            }
            let keys = [vehicle.id.as_str(), "first_response", worse.as_str()];
            let Some(place) = subject.place(Kind::Vehicles, "vehicles", &keys) else { continue };
            let message = format!(
                "expected `{worse}` to be answered no later than `{better}`, found `{}` and `{}`",
                super::targets::written(*sooner),
                super::targets::written(*later)
            );
            found.push(
                subject
                    .finding(&RUN007, Demand::ALWAYS, place, message)
                    .hint("the worse severity comes first, here and there"),
            );
        }
    }
    found
}

/// RUN008: the day of a runbook's next review has passed.
fn review_is_overdue(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let overdue = subject.site.runbooks.values().filter(|runbook| runbook.review_due() < subject.today);
    let finding = |runbook: &Arc<Runbook>| {
        let document = &runbook.editions[&runbook.source_locale].prose.document;
        let span = document.data.get("last_reviewed").map_or(Span::default(), |node| node.span);
        let message = format!(
            "expected a review by {}, found none since {}",
            runbook.review_due(),
            runbook.last_reviewed
        );
        let hint = format!("read the runbook with {}, then set `last_reviewed`", runbook.owner);
        let finding = Diagnostic::new(&RUN008, document.path(), span, message).hint(hint);
        Diagnostic { cause: Cause::Clock, ..finding }
    };
    overdue.map(finding).collect()
}
