//! Rules on the partner's part in the programme: its provider, its contract, its cells.

use std::sync::Arc;

use super::{Judgement, SERVICES, VEHICLES};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::catalog::{ROLE002, ROLE003, ROLE004, ROLE005, ROLE006, ROLE009};
use crate::diagnostic::{Cause, Diagnostic};
use crate::evidence::vehicles_of;
use crate::model::partner::{DesignatedContact, DesignatedFor, Enrolment, Role};
use crate::model::service::{Area, Party};
use crate::model::vehicle::{Vehicle, VehicleKind};
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (VEHICLES, contract_is_missing),
    (&[Kind::Partner, Kind::Policy, Kind::Vehicles], contract_ends_soon),
    (VEHICLES, provider_is_bypassed),
    (SERVICES, nobody_leads),
    (SERVICES, contact_resolves_nothing),
    (&[], contact_binds_legacy_alone),
];

/// How many days before its end a contract is spoken of.
const SOON: i32 = 60;

fn enrolments<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = &'a Enrolment> {
    subject.site.partner.iter().flat_map(|partner| &partner.enrolments)
}

/// Contracts for Advanced or Premier Support for Partners.
fn contracts<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = &'a Arc<Vehicle>> {
    subject.site.vehicles.iter().filter(|one| matches!(one.kind, VehicleKind::Asfp | VehicleKind::Psfp))
}

/// ROLE002: a direct-bill partner has no contract in force that the programme asks of it.
fn contract_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for enrolment in enrolments(subject).filter(|one| one.role == Role::DirectBill) {
        let Some(demand) = subject.demand_of(&ROLE002, enrolment) else { continue };
        if contracts(subject).any(|vehicle| vehicle.holds_on(subject.today)) {
            continue;
        }
        let keys: Vec<&str> =
            enrolment.id.as_ref().map_or(vec!["role"], |id| vec!["enrolments", id.as_str(), "role"]);
        let Some(place) = subject.place(Kind::Partner, "partner", &keys) else { continue };
        let other = contracts(subject).max_by_key(|vehicle| vehicle.end);
        let message = match other {
            Some(other) => format!(
                "expected a support contract in force on {}, found `{}`, which is not",
                subject.today, other.id
            ),
            None => "expected a vehicle of kind `asfp` or `psfp`, found none".to_owned(),
        };
        let finding = subject.finding(&ROLE002, demand, place, message);
        let finding = finding.hint("a direct-bill partner keeps Advanced or Premier Support for Partners active: write it in `vehicles.yaml`");
        found.push(match other {
            Some(_) => Diagnostic { cause: Cause::Clock, ..finding },
            None => finding,
        });
    }
    found
}

/// ROLE003: the last of a direct-bill partner's contracts ends soon, or before the terms do.
fn contract_ends_soon(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let demand = enrolments(subject)
        .filter(|one| one.role == Role::DirectBill)
        .find_map(|enrolment| subject.demand_of(&ROLE003, enrolment));
    let Some(demand) = demand else { return Vec::new() };
    let in_force: Vec<_> = contracts(subject).filter(|vehicle| vehicle.holds_on(subject.today)).collect();
    if in_force.iter().any(|vehicle| vehicle.end.is_none()) {
        return Vec::new();
    }
    let Some(last) = in_force.iter().max_by_key(|vehicle| vehicle.end) else { return Vec::new() };
    let Some(end) = last.end else { return Vec::new() };
    // A successor that begins by then is as good.
    let goes_on = contracts(subject).any(|vehicle| {
        let starts = vehicle.start.is_none_or(|start| start <= end.tomorrow().unwrap_or(end));
        vehicle.id != last.id && starts && vehicle.end.is_none_or(|other| other > end)
    });
    let soon = subject.days_until(end) <= SOON;
    let terms_end = subject.site.policy.as_ref().and_then(|policy| policy.effective.1);
    let before_terms = terms_end.is_some_and(|until| end < until);
    if goes_on || !(soon || before_terms) {
        return Vec::new();
    }
    let Some(place) = subject.place(Kind::Vehicles, "vehicles", &[last.id.as_str(), "end"]) else {
        return Vec::new();
    };
    let message = match (soon, terms_end) {
        (false, Some(until)) => format!("expected a contract until {until}, when the terms end, found {end}"),
        _ => format!("expected a contract for more than {SOON} days, found one that ends on {end}"),
    };
    let finding = subject.finding(&ROLE003, demand, place, message);
    let finding = finding.hint("renew it, and write the new end, or a vehicle that follows it");
    vec![if soon { Diagnostic { cause: Cause::Clock, ..finding } } else { finding }]
}

/// ROLE004: a reseller names a way to Microsoft for Azure that only its provider has.
fn provider_is_bypassed(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let direct = [VehicleKind::CspAzure, VehicleKind::Asfp, VehicleKind::Psfp, VehicleKind::PartnerCloud];
    for service in subject.site.services.iter().filter(|service| service.is_azure()) {
        let Some(demand) = subject.demand_for(&ROLE004, service) else { continue };
        // Where it is sold under another role too, these ways are that one's.
        let direct_role = subject.is_sold_as(service, Role::DirectBill)
            || subject.is_sold_as(service, Role::IndirectProvider);
        if direct_role || !subject.is_sold_as(service, Role::IndirectReseller) {
            continue;
        }
        for (at, vehicle) in vehicles_of(subject.site, service, Area::Technical).enumerate() {
            if !direct.contains(&vehicle.kind) {
                continue;
            }
            let at = at.to_string();
            let keys = ["areas", Area::Technical.word(), "vehicle", &at];
            let Some(place) = subject.place(Kind::Service, service.id.as_str(), &keys) else { continue };
            let message = format!(
                "expected the provider for technical cases of `{}`, found `{}` of kind `{}`",
                service.id,
                vehicle.id,
                vehicle.kind.word()
            );
            let finding = subject.finding(&ROLE004, demand, place, message);
            found.push(finding.hint(
                "an indirect reseller cannot file Azure cases itself: name the vehicle of kind `provider`",
            ));
        }
    }
    found
}

/// ROLE005: nobody leads anything in a service and area that a reseller sells.
fn nobody_leads(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for service in &subject.site.services {
        let Some(demand) = subject.demand_for(&ROLE005, service) else { continue };
        for cell in service.cells.iter().filter(|cell| cell.tasks.is_empty()) {
            let keys = ["areas", cell.area.word(), "tasks"];
            let Some(place) = subject.place(Kind::Service, service.id.as_str(), &keys) else { continue };
            let message =
                format!("expected `tasks` for `{}`, `{}`, found none", service.id, cell.area.word());
            let finding = subject.finding(&ROLE005, demand, place, message);
            found.push(
                finding.hint("say who leads each task: the partner, its provider, the customer, Microsoft"),
            );
        }
    }
    found
}

/// ROLE006: the partner is named as the support contact and leads no technical task.
fn contact_resolves_nothing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let leads = subject.site.services.iter().flat_map(|service| &service.cells).any(|cell| {
        cell.area == Area::Technical && cell.tasks.iter().any(|task| task.leads == Party::Partner)
    });
    let named = subject.site.enrolment_secrets.iter().filter(|secrets| {
        !leads && secrets.designated.is_some_and(|designated| designated.who == DesignatedContact::Partner)
    });
    let finding =
        |secrets: &crate::model::partner::EnrolmentSecrets| {
            let id = secrets.id.as_ref()?;
            let keys = ["enrolments", id.as_str(), "designated_contact", "who"];
            let place = subject.place(Kind::Partner, "partner", &keys)?;
            let message = "expected a technical task that the partner leads, found none";
            let finding = subject.finding(&ROLE006, Demand::ALWAYS, place, message);
            Some(finding.hint(
                "Microsoft's portal sends customers to you: take on technical tasks, or name the provider",
            ))
        };
    named.filter_map(finding).collect()
}

/// ROLE009: a designated support contact is named for subscriptions that know none.
fn contact_binds_legacy_alone(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let named = subject.site.enrolment_secrets.iter().filter(|secrets| {
        secrets.designated.is_some_and(|designated| designated.subscriptions == DesignatedFor::All)
    });
    let finding = |secrets: &crate::model::partner::EnrolmentSecrets| {
        let id = secrets.id.as_ref()?;
        let keys = ["enrolments", id.as_str(), "designated_contact", "subscriptions"];
        let place = subject.place(Kind::Partner, "partner", &keys)?;
        let message = "expected `legacy`, found `all`";
        let finding = subject.finding(&ROLE009, Demand::ALWAYS, place, message);
        let span: Span = finding.place.span;
        Some(
            finding
                .hint("subscriptions of the new commerce have no designated support contact")
                .fix(span, "legacy"),
        )
    };
    named.filter_map(finding).collect()
}

impl Subject<'_> {
    /// Days from today until a day; negative where it has passed.
    pub(super) fn days_until(&self, day: jiff::civil::Date) -> i32 {
        self.today.until(day).map_or(i32::MAX, |span| span.get_days())
    }
}
