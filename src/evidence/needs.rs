//! The facts that answer requirements: for each, where a project states it.
//!
//! Apart from the states of requirements, so that a new fact is one word in the model and one arm here.
//!
//! Invariant: a fact is read from fields alone; what concerns nobody (products of others that are not sold)
//! is idle, neither there nor missing.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::answering::{Terms, ordinary_weeks};
use crate::model::coverage::Case;
use crate::model::ids::VehicleId;
use crate::model::offering::{Offering, Prices};
use crate::model::partner::EnrolmentSecrets;
use crate::model::prose::{Runbook, RunbookKind};
use crate::model::requirement::{Need, Spot};
use crate::model::service::{Area, Cell, Service};
use crate::model::site::Site;
use crate::model::step::StepKind;
use crate::model::target::RequestType;
use crate::model::vehicle::{Vehicle, VehicleKind};

/// How finely a fact is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Grain {
    /// Once.
    Whole,
    /// For each service.
    Service,
    /// For each area of each service.
    Cell,
}

impl Need {
    /// How finely it is asked for.
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::ServiceHours
            | Self::ContactChannel
            | Self::Baseline
            | Self::CommercialVehicle
            | Self::TechnicalVehicle
            | Self::Cells
            | Self::EscalationReasons
            | Self::CloudContract
            | Self::ProviderRoute
            | Self::Tasks => Grain::Cell,
            Self::Diagnosis
            | Self::HealthCheck
            | Self::CaseFields
            | Self::FilingStep
            | Self::EscalationRunbook
            | Self::RoundTheClock => Grain::Service,
            Self::SupportTypes
            | Self::Price
            | Self::Intake
            | Self::Delivery
            | Self::SupportContract
            | Self::Provider
            | Self::AccessRoles
            | Self::RemovingAccess
            | Self::Collections
            | Self::Marketplace
            | Self::CreditClaims
            | Self::PublishedTargets
            | Self::Closing
            | Self::SupportProfile
            | Self::SelfHelp
            | Self::Orders => Grain::Whole,
        }
    }

    /// The areas in which it is asked for, where these are not all.
    pub(super) fn areas(self) -> Option<&'static [Area]> {
        match self {
            Self::CommercialVehicle => Some(&[Area::Billing, Area::SubscriptionManagement]),
            Self::TechnicalVehicle | Self::CloudContract | Self::ProviderRoute => Some(&[Area::Technical]),
            _ => None,
        }
    }
}

/// What was found of a fact.
pub(super) enum Found {
    /// It is stated at these places, each resting on others.
    Places(Vec<(Spot, Vec<Spot>)>),
    /// It is stated nowhere, or not everywhere.
    Nothing,
    /// There is nothing that it could be about.
    Idle,
}

impl Found {
    fn places(places: impl IntoIterator<Item = (Spot, Vec<Spot>)>) -> Self {
        let places: Vec<_> = places.into_iter().collect();
        if places.is_empty() { Self::Nothing } else { Self::Places(places) }
    }

    fn spots(spots: impl IntoIterator<Item = Spot>) -> Self {
        Self::places(spots.into_iter().map(|spot| (spot, Vec::new())))
    }

    fn at(spot: Spot, there: bool) -> Self {
        Self::spots(there.then_some(spot))
    }
}

/// A project on a day, ready to be asked.
pub(super) struct Facts<'a> {
    pub(super) site: &'a Site,
    terms: Terms<'a>,
    today: Date,
}

impl<'a> Facts<'a> {
    pub(super) fn of(site: &'a Site, today: Date) -> Self {
        Self { site, terms: site.terms().ordinary(), today }
    }

    /// Where a fact is stated, for a service and area.
    #[allow(clippy::too_many_lines, reason = "an arm for each fact, so that none is forgotten")]
    pub(super) fn found(
        &self,
        need: Need,
        secrets: &EnrolmentSecrets,
        service: Option<&Arc<Service>>,
        area: Option<Area>,
    ) -> Found {
        let site = self.site;
        let cell = || {
            service.zip(area).and_then(|(service, area)| service.cells.iter().find(|cell| cell.area == area))
        };
        let in_cell = |there: fn(&Cell) -> bool| {
            let there = cell().is_some_and(there);
            let spot = service.map(|service| Spot::Service(service.id.clone(), area));
            Found::spots(spot.filter(|_| there))
        };
        let policy = site.policy.as_deref();
        match need {
            Need::SupportTypes => self.all_offerings(|offering| !offering.types.is_empty()),
            Need::Price => self.all_offerings(|offering| offering.price != Prices::Unsaid),
            Need::ServiceHours => self.of_offerings(service, area, &Spot::Hours, |terms, offering, case| {
                !terms.chain(offering, case).business().is_empty()
            }),
            Need::ContactChannel => {
                self.of_offerings(service, area, &Spot::Contact, |terms, offering, case| {
                    !terms.channels_for(offering, case).is_empty()
                })
            }
            Need::RoundTheClock => self.of_offerings(service, None, &Spot::Hours, |terms, offering, case| {
                terms.phases(offering, case, ordinary_weeks(1)).nobody.is_empty()
            }),
            Need::Cells => in_cell(|_| true),
            Need::Baseline => {
                in_cell(|cell| !cell.baseline.is_empty() || cell.tasks.iter().any(|task| task.baseline))
            }
            Need::EscalationReasons => in_cell(|cell| !cell.reasons.is_empty()),
            Need::Tasks => in_cell(|cell| !cell.tasks.is_empty()),
            Need::CommercialVehicle | Need::TechnicalVehicle => self.vehicles(service, area, |_| true),
            Need::CloudContract => self.vehicles(service, area, |vehicle| is_cloud_contract(vehicle.kind)),
            Need::ProviderRoute => {
                self.vehicles(service, area, |vehicle| secrets.provider.as_ref() == Some(&vehicle.id))
            }
            Need::SupportContract => {
                let contract = |vehicle: &&Arc<Vehicle>| {
                    matches!(vehicle.kind, VehicleKind::Asfp | VehicleKind::Psfp)
                        && vehicle.holds_on(self.today)
                };
                Found::at(Spot::Vehicles, site.vehicles.iter().any(|vehicle| contract(&vehicle)))
            }
            Need::Provider => Found::at(Spot::Vehicles, secrets.provider.is_some()),
            Need::Intake => self.runbooks(RunbookKind::Intake, None, |_| true),
            Need::Diagnosis => self.runbooks(RunbookKind::Diagnosis, service, |_| true),
            Need::EscalationRunbook => self.runbooks(RunbookKind::Escalation, service, |_| true),
            Need::CreditClaims => self.runbooks(RunbookKind::Credit, None, |_| true),
            Need::Closing => self.runbooks(RunbookKind::Closing, None, |_| true),
            Need::HealthCheck => self.any_runbook(service, |runbook| has(runbook, StepKind::CheckHealth)),
            Need::CaseFields => self.runbooks(RunbookKind::Escalation, service, |runbook| {
                runbook.steps.iter().any(|step| !step.collect.is_empty())
            }),
            Need::FilingStep => self.runbooks(RunbookKind::Escalation, service, |runbook| {
                runbook.steps.iter().any(|step| step.kind == StepKind::File && step.vehicle.is_some())
            }),
            Need::AccessRoles => Found::at(
                Spot::Policy,
                policy
                    .and_then(|policy| policy.privacy.as_ref())
                    .is_some_and(|privacy| !privacy.roles.is_empty()),
            ),
            Need::RemovingAccess => Found::at(
                Spot::Policy,
                policy
                    .and_then(|policy| policy.privacy.as_ref())
                    .is_some_and(|privacy| privacy.removing_access.is_some()),
            ),
            Need::Collections => {
                Found::at(Spot::Policy, policy.is_some_and(|policy| policy.collections.is_some()))
            }
            Need::Delivery => Found::at(
                Spot::Policy,
                site.partner.as_ref().is_some_and(|partner| partner.delivery.is_some()),
            ),
            Need::SupportProfile => Found::at(
                Spot::Contact,
                site.partner.as_ref().is_some_and(|partner| partner.support_profile.is_some()),
            ),
            Need::Marketplace if site.products.is_empty() => Found::Idle,
            Need::Marketplace => {
                Found::spots(site.products.iter().map(|product| Spot::Product(product.id.clone())))
            }
            Need::PublishedTargets => self.all_offerings(|offering| !offering.targets.is_empty()),
            Need::SelfHelp => {
                let own = policy.filter(|policy| !policy.self_help.is_empty()).map(|_| Spot::Policy);
                let services = site.services.iter().filter(|service| !service.self_help.is_empty());
                let spots = services.map(|service| Spot::Service(service.id.clone(), None));
                Found::spots(own.into_iter().chain(spots))
            }
            Need::Orders => {
                let orders = site.requests.iter().any(|request| request.kind == RequestType::Order);
                Found::at(Spot::Severities, orders)
            }
        }
    }

    /// Every offering says something.
    fn all_offerings(&self, says: impl Fn(&Offering) -> bool) -> Found {
        let offerings = &self.site.offerings;
        if !offerings.iter().all(|offering| says(offering)) {
            return Found::Nothing;
        }
        Found::spots(offerings.iter().map(|offering| Spot::Offering(offering.id.clone())))
    }

    /// Some offering that covers a service and area answers.
    fn of_offerings(
        &self,
        service: Option<&Arc<Service>>,
        area: Option<Area>,
        through: &Spot,
        answers: impl Fn(&Terms<'a>, &'a Offering, &Case) -> bool,
    ) -> Found {
        let Some(service) = service else { return Found::Nothing };
        let case = Case { service: Some(service.id.clone()), area, ..Case::default() };
        let covers = |offering: &Offering| match area {
            Some(area) => offering.covers(&service.id, area),
            None => offering.services.contains(&service.id),
        };
        let offerings = self.site.offerings.iter().map(|offering| &**offering);
        let found = offerings.filter(|offering| covers(offering) && answers(&self.terms, offering, &case));
        Found::places(found.map(|offering| (Spot::Offering(offering.id.clone()), vec![through.clone()])))
    }

    /// The first vehicle of a service and area that covers it and is of some kind.
    fn vehicles(
        &self,
        service: Option<&Arc<Service>>,
        area: Option<Area>,
        is_meant: impl Fn(&Vehicle) -> bool,
    ) -> Found {
        let Some((service, area)) = service.zip(area) else { return Found::Nothing };
        let behind = vehicles_of(self.site, service, area);
        let mut usable = behind.filter(|vehicle| covers(vehicle, service, area) && is_meant(vehicle));
        let spot = || (Spot::Service(service.id.clone(), Some(area)), vec![Spot::Vehicles]);
        Found::places(usable.next().map(|_| spot()))
    }

    /// Runbooks of a kind that are about a service.
    fn runbooks(
        &self,
        kind: RunbookKind,
        service: Option<&Arc<Service>>,
        says: impl Fn(&Runbook) -> bool,
    ) -> Found {
        self.any_runbook(service, |runbook| runbook.kind == kind && says(runbook))
    }

    fn any_runbook(&self, service: Option<&Arc<Service>>, says: impl Fn(&Runbook) -> bool) -> Found {
        let about = |runbook: &Runbook| {
            runbook.services.is_empty()
                || service.is_none_or(|service| runbook.services.contains(&service.id))
        };
        let runbooks = self.site.runbooks.values();
        let found = runbooks.filter(|runbook| !runbook.draft && about(runbook) && says(runbook));
        Found::spots(found.map(|runbook| Spot::Runbook(runbook.id.clone(), None)))
    }
}

/// The vehicles that a service names for an area, in order.
pub(crate) fn vehicles_of<'a>(
    site: &'a Site,
    service: &'a Service,
    area: Area,
) -> impl Iterator<Item = &'a Arc<Vehicle>> {
    let cells = site.cell_vehicles.iter().filter(move |cell| cell.service == service.id && cell.area == area);
    let ids = cells.flat_map(|cell| &cell.vehicles);
    ids.filter_map(|id: &VehicleId| site.vehicles.iter().find(|vehicle| vehicle.id == *id))
}

/// Whether a vehicle is meant for a service and area.
pub(crate) fn covers(vehicle: &Vehicle, service: &Service, area: Area) -> bool {
    (vehicle.products.is_empty() || vehicle.products.contains(&service.id))
        && (vehicle.areas.is_empty() || vehicle.areas.contains(&area))
}

/// Whether a vehicle is Advanced Support for Partners or better, or leads to somebody who has it.
pub(crate) fn is_cloud_contract(kind: VehicleKind) -> bool {
    matches!(
        kind,
        VehicleKind::Asfp | VehicleKind::Psfp | VehicleKind::Provider | VehicleKind::Operator21Vianet
    )
}

fn has(runbook: &Runbook, kind: StepKind) -> bool {
    runbook.steps.iter().any(|step| step.kind == kind)
}
