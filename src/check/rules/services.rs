//! Rules on services: each area is there, says who does what, and its cases can go further.

use std::sync::Arc;

use super::{Judgement, RUNBOOKS, SERVICES, VEHICLES};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{
    SVC001, SVC002, SVC003, SVC004, SVC005, SVC006, SVC008, SVC009, SVC010, SVC011, SVC012,
};
use crate::evidence::{covers, is_cloud_contract, vehicles_of};
use crate::model::partner::Role;
use crate::model::prose::RunbookKind;
use crate::model::service::{Area, Cell, Service};
use crate::model::step::StepKind;
use crate::model::vehicle::{Vehicle, VehicleKind};
use crate::model::word::Word;
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (SERVICES, area_is_missing),
    (VEHICLES, vehicle_is_missing),
    (VEHICLES, contract_is_too_small),
    (VEHICLES, vehicle_does_not_cover),
    (VEHICLES, commercial_cases_end_here),
    (VEHICLES, commercial_cases_cost),
    (&[], name_is_retired),
    (SERVICES, baseline_is_missing),
    (SERVICES, reasons_are_missing),
    (&[Kind::Partner, Kind::Service, Kind::Vehicles, Kind::Offering], number_is_limited),
    (RUNBOOKS, azure_plan_is_not_named),
];

/// SVC001: a service lacks one of its three areas.
fn area_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for service in &subject.site.services {
        let Some(demand) = subject.demand_for(&SVC001, service) else { continue };
        for area in Area::VALUES {
            let written = subject
                .data(Kind::Service, service.id.as_str())
                .and_then(|data| data.get("areas"))
                .is_some_and(|areas| areas.get(area.word()).is_some());
            if written {
                continue;
            }
            let Some(place) = subject.place(Kind::Service, service.id.as_str(), &["areas"]) else { continue };
            let message = format!("expected the area `{}` of `{}`, found none", area.word(), service.id);
            let hint = "say what you resolve there, what goes further, and through what";
            found.push(subject.finding(&SVC001, demand, place, message).hint(hint));
        }
    }
    found
}

/// Each area of each service for which a rule holds, with what it rests on.
fn cells<'a>(
    subject: &'a Subject<'_>,
    demand: impl Fn(&Service) -> Option<Demand> + 'a,
) -> impl Iterator<Item = (&'a Arc<Service>, &'a Cell, Demand)> {
    let services = subject.site.services.iter().filter_map(move |service| Some((service, demand(service)?)));
    services.flat_map(|(service, demand)| service.cells.iter().map(move |cell| (service, cell, demand)))
}

/// A finding at an area of a service.
fn at_cell(
    subject: &Subject<'_>,
    rule: &'static crate::diagnostic::Rule,
    (service, cell, demand): (&Service, &Cell, Demand),
    key: &str,
    message: String,
) -> Option<Diagnostic> {
    let keys = ["areas", cell.area.word(), key];
    let place = subject.place(Kind::Service, service.id.as_str(), &keys)?;
    Some(subject.finding(rule, demand, place, message))
}

/// SVC002: technical cases of a service cannot go further.
fn vehicle_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let technical = cells(subject, |service| subject.demand_for(&SVC002, service))
        .filter(|(_, cell, _)| cell.area == Area::Technical);
    let without =
        technical.filter(|(service, cell, _)| vehicles_of(subject.site, service, cell.area).next().is_none());
    let finding = |(service, cell, demand): (&Arc<Service>, &Cell, Demand)| {
        let message = format!("expected `vehicle` for technical cases of `{}`, found none", service.id);
        let finding = at_cell(subject, &SVC002, (service, cell, demand), "vehicle", message)?;
        Some(finding.hint("name a vehicle of `vehicles.yaml` through which they reach Microsoft"))
    };
    without.filter_map(finding).collect()
}

/// SVC012: billing or subscription cases of a service cannot go further, though every partner may escalate them.
fn commercial_cases_end_here(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let commercial = cells(subject, |service| subject.demand_for(&SVC012, service))
        .filter(|(_, cell, _)| cell.area != Area::Technical);
    let without = commercial
        .filter(|(service, cell, _)| vehicles_of(subject.site, service, cell.area).next().is_none());
    let finding = |(service, cell, demand): (&Arc<Service>, &Cell, Demand)| {
        let message = format!("expected `vehicle` for `{}`, `{}`, found none", service.id, cell.area.word());
        let finding = at_cell(subject, &SVC012, (service, cell, demand), "vehicle", message)?;
        Some(finding.hint("name a vehicle of kind `commercial`, or the provider's"))
    };
    without.filter_map(finding).collect()
}

/// SVC003: technical cases of Dynamics 365 go through less than Advanced Support for Partners.
fn contract_is_too_small(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let technical = cells(subject, |service| subject.demand_for(&SVC003, service))
        .filter(|(_, cell, _)| cell.area == Area::Technical);
    let mut found = Vec::new();
    for (service, cell, demand) in technical {
        let vehicles: Vec<_> = vehicles_of(subject.site, service, cell.area).collect();
        if vehicles.is_empty() || vehicles.iter().any(|vehicle| is_cloud_contract(vehicle.kind)) {
            continue;
        }
        let kinds: Vec<String> =
            vehicles.iter().map(|vehicle| format!("`{}`", vehicle.kind.word())).collect();
        let message = format!(
            "expected a vehicle of kind `asfp` or `psfp`, or the provider, found {}",
            kinds.join(", ")
        );
        let finding = at_cell(subject, &SVC003, (service, cell, demand), "vehicle", message);
        found.extend(
            finding.map(|finding| {
                finding.hint("cases of Dynamics 365 need Advanced Support for Partners or more")
            }),
        );
    }
    found
}

/// SVC004: a vehicle is named for a service or area that it does not cover.
fn vehicle_does_not_cover(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (service, cell, demand) in cells(subject, |_| Some(Demand::ALWAYS)) {
        for (at, vehicle) in vehicles_of(subject.site, service, cell.area).enumerate() {
            let on_premises = vehicle.kind == VehicleKind::PartnerOnPremises && service.is_online();
            if covers(vehicle, service, cell.area) && !on_premises {
                continue;
            }
            let at = at.to_string();
            let keys = ["areas", cell.area.word(), "vehicle", &at];
            let Some(place) = subject.place(Kind::Service, service.id.as_str(), &keys) else { continue };
            let message = format!(
                "expected a vehicle that covers `{}`, `{}`, found `{}`",
                service.id,
                cell.area.word(),
                vehicle.id
            );
            let finding = subject.finding(&SVC004, demand, place, message);
            let finding = match on_premises {
                true => finding.hint("support on premises does not take cases of online services"),
                false => finding
                    .hint("name another one, or widen its `products` and `areas` where the contract does"),
            };
            let label = subject.place(Kind::Vehicles, "vehicles", &[vehicle.id.as_str()]);
            found.push(match label {
                Some(label) => finding.label(&label.path, label.span, "what it covers"),
                None => finding,
            });
        }
    }
    found
}

/// SVC005: commercial cases go first through a vehicle that costs a fee.
fn commercial_cases_cost(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let commercial = cells(subject, |service| subject.demand_for(&SVC005, service))
        .filter(|(_, cell, _)| cell.area != Area::Technical);
    let mut found = Vec::new();
    for (service, cell, demand) in commercial {
        let first = vehicles_of(subject.site, service, cell.area).next();
        let Some(vehicle) = first.filter(|vehicle| vehicle.fee) else { continue };
        let message = format!("expected a vehicle without a fee, found `{}`", vehicle.id);
        let finding = at_cell(subject, &SVC005, (service, cell, demand), "vehicle", message);
        let hint = "commercial cases are free for every member of the programme: name the vehicle of kind `commercial` first";
        found.extend(finding.map(|finding| finding.hint(hint)));
    }
    found
}

/// Names that vehicles had before, and what they are called now.
const RETIRED: [(&str, &str); 5] = [
    ("Signature Cloud Support", "Partner Cloud Support"),
    ("Product Support Incidents", "Partner On-premises Support"),
    ("签名云支持", "合作伙伴云支持"),
    ("产品支持事件", "合作伙伴本地支持"),
    ("Microsoft Partner Network support", "Partner Cloud Support"),
];

/// SVC006: a vehicle has a name that was retired.
fn name_is_retired(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for vehicle in &subject.site.vehicles {
        let public = subject.site.public_names.get(&vehicle.id);
        for (key, text) in [("name", Some(&vehicle.name)), ("public_name", public)] {
            let texts = text.into_iter().flat_map(crate::model::text::LocalText::all);
            let retired = texts.filter_map(|(locale, text)| {
                RETIRED
                    .iter()
                    .find(|(old, new)| text.contains(old) && !text.contains(new))
                    .map(|pair| (locale, pair))
            });
            for (locale, (old, new)) in retired {
                let Some(place) =
                    subject.place_of_text(Kind::Vehicles, "vehicles", locale, &[vehicle.id.as_str(), key])
                else {
                    continue;
                };
                let message = format!("expected the name `{new}`, found `{old}`");
                let finding = subject.finding(&SVC006, Demand::ALWAYS, place, message);
                found.push(finding.hint(
                    "staff look for the new name in Partner Center; the old one may follow in brackets",
                ));
            }
        }
    }
    found
}

/// SVC008: a service and area does not say what is resolved without going further.
fn baseline_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let empty = cells(subject, |service| subject.demand_for(&SVC008, service))
        .filter(|(_, cell, _)| cell.baseline.is_empty() && !cell.tasks.iter().any(|task| task.baseline));
    let finding = |(service, cell, demand): (&Arc<Service>, &Cell, Demand)| {
        let message = format!("expected `baseline` for `{}`, `{}`, found none", service.id, cell.area.word());
        let finding = at_cell(subject, &SVC008, (service, cell, demand), "baseline", message)?;
        Some(finding.hint("list what you resolve yourself, so that it is clear what goes further"))
    };
    empty.filter_map(finding).collect()
}

/// SVC009: a service and area does not say for which reasons cases go further, or gives one that is of another
/// area.
fn reasons_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    use crate::model::service::Reason;
    let mut found = Vec::new();
    for (service, cell, demand) in cells(subject, |service| subject.demand_for(&SVC009, service)) {
        let technical = cell.area == Area::Technical;
        let wrong = cell.reasons.iter().position(|reason| (*reason == Reason::Commercial) == technical);
        let at = wrong.map(|at| at.to_string());
        let message = match wrong {
            Some(at) => {
                let wanted = if technical { "a technical reason" } else { "`commercial`" };
                format!("expected {wanted} for `{}`, found `{}`", cell.area.word(), cell.reasons[at].word())
            }
            None if cell.reasons.is_empty() => {
                format!("expected `reasons` for `{}`, `{}`, found none", service.id, cell.area.word())
            }
            None => continue,
        };
        let keys: Vec<&str> =
            ["areas", cell.area.word(), "reasons"].into_iter().chain(at.as_deref()).collect();
        let Some(place) = subject.place(Kind::Service, service.id.as_str(), &keys) else { continue };
        let hint = "Microsoft takes cases for `unavailable`, `deviation`, `defect`, `network`, `regional` and `commercial` alone";
        found.push(subject.finding(&SVC009, demand, place, message).hint(hint));
    }
    found
}

/// SVC010: a limited number of cases stands behind a promise without limit.
fn number_is_limited(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (service, cell, demand) in cells(subject, |_| Some(Demand::ALWAYS)) {
        let vehicles: Vec<&Arc<Vehicle>> = vehicles_of(subject.site, service, cell.area).collect();
        let Some(first) =
            vehicles.first().filter(|_| vehicles.iter().all(|vehicle| vehicle.remaining.is_some()))
        else {
            continue;
        };
        let unlimited = subject.site.offerings.iter().find(|offering| {
            let counts = offering
                .incidents
                .as_ref()
                .is_some_and(|incidents| incidents.areas.is_empty() || incidents.areas.contains(&cell.area));
            offering.covers(&service.id, cell.area) && !counts
        });
        let Some(offering) = unlimited else { continue };
        let left = first.remaining.unwrap_or(0);
        let message = format!(
            "expected a vehicle without a limit behind `{}`, found `{}` with {left} cases",
            offering.id, first.id
        );
        let finding = at_cell(subject, &SVC010, (service, cell, demand), "vehicle", message);
        found.extend(finding.map(|finding| {
            finding
                .hint("name a further vehicle for when they are used up, or limit the cases of the offering")
        }));
    }
    found
}

/// SVC011: no runbook files Azure cases on the plan for partners.
fn azure_plan_is_not_named(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for service in subject.site.services.iter().filter(|service| service.is_azure()) {
        let Some(demand) = subject.demand_for(&SVC011, service) else { continue };
        // A reseller's cases are filed by its provider.
        if !subject.is_sold_as(service, Role::DirectBill)
            && !subject.is_sold_as(service, Role::IndirectProvider)
        {
            continue;
        }
        let about = |runbook: &&Arc<crate::model::prose::Runbook>| {
            runbook.kind == RunbookKind::Escalation
                && !runbook.draft
                && (runbook.services.is_empty() || runbook.services.contains(&service.id))
        };
        let runbooks: Vec<_> = subject.site.runbooks.values().filter(about).collect();
        let on_plan = runbooks.iter().flat_map(|runbook| &runbook.steps).any(|step| {
            let vehicle =
                step.vehicle.as_ref().and_then(|id| subject.site.vehicles.iter().find(|one| one.id == *id));
            step.kind == StepKind::File
                && vehicle.is_some_and(|vehicle| vehicle.kind == VehicleKind::CspAzure)
        });
        let Some(first) = runbooks.first().filter(|_| !on_plan) else { continue };
        let Some(place) = subject.place(Kind::Runbook, first.id.as_str(), &["steps"]) else { continue };
        let message = format!(
            "expected a step that files cases of `{}` through a vehicle of kind `csp-azure`, found none",
            service.id
        );
        let finding = subject.finding(&SVC011, demand, place, message);
        found.push(
            finding.hint(
                "in the Azure portal, cases of customers are filed on the plan “Cloud Solution Provider”",
            ),
        );
    }
    found
}

impl Service {
    /// Whether it is one of the programme's online services.
    fn is_online(&self) -> bool {
        let is_one = |name: &str| matches!(name, "azure" | "office-365" | "microsoft-365" | "dynamics-365");
        is_one(self.id.as_str()) || self.family.as_deref().is_some_and(is_one)
    }

    /// Whether it is Azure.
    pub(super) fn is_azure(&self) -> bool {
        self.family.as_deref() == Some("azure") || self.id.as_str() == "azure"
    }
}
