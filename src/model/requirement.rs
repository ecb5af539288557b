//! What the programme demands of a partner: packs of requirements in dated editions, what a project adds to
//! them, and where it claims to answer them.
//!
//! Whether something answers a requirement is judged by [`evidence`](crate::evidence); here are the data.
//!
//! Invariant: a pack holds its requirements in the order of their ids, each once; those of the edition it is
//! based on are already in it.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::citation::Citation;
use super::ids::{OfferingId, PageId, ProductId, RequirementId, RunbookId, ServiceId};
use super::partner::{Cloud, Role};
use super::service::{Area, Service};
use super::text::LocalText;
use super::word::words;
use crate::diagnostic::Place;

words! {
    /// How binding a requirement is.
    Modality {
        /// It has to be done.
        Must "must"
        /// It ought to be done.
        Should "should"
        /// It can be done, or is open to everybody.
        May "may"
    }
    /// Facts of a project that can answer a requirement without a claim.
    Need {
        /// Every offering says its types of support.
        SupportTypes "support-types"
        /// Each service and area has hours.
        ServiceHours "service-hours"
        /// Each service and area can be reached on a channel.
        ContactChannel "contact-channel"
        /// Every offering says its price.
        Price "price"
        /// A runbook takes requests in.
        Intake "intake"
        /// A runbook finds causes.
        Diagnosis "diagnosis"
        /// Each service and area says what is resolved by the partner itself.
        Baseline "baseline"
        /// Commercial cases go further.
        CommercialVehicle "commercial-vehicle"
        /// Technical cases go further.
        TechnicalVehicle "technical-vehicle"
        /// Who gives the support is said.
        Delivery "delivery"
        /// A contract for Advanced or Premier Support for Partners is in force.
        SupportContract "support-contract"
        /// The provider of a reseller is named.
        Provider "provider"
        /// Each service has its three areas.
        Cells "cells"
        /// Runbooks look at the health of a service before a case goes further.
        HealthCheck "health-check"
        /// Each service and area says for which reasons a case goes further.
        EscalationReasons "escalation-reasons"
        /// Technical cases go through Advanced Support for Partners or better.
        CloudContract "cloud-contract"
        /// Runbooks gather what a request to Microsoft needs.
        CaseFields "case-fields"
        /// A runbook files cases through a vehicle.
        FilingStep "filing-step"
        /// Technical cases go through the provider.
        ProviderRoute "provider-route"
        /// The roles in customers' systems are named.
        AccessRoles "access-roles"
        /// What it means to take access away is said.
        RemovingAccess "removing-access"
        /// What happens with unpaid invoices is said.
        Collections "collections"
        /// Marketplace products say who does what.
        Marketplace "marketplace"
        /// A runbook claims credits.
        CreditClaims "credit-claims"
        /// Answers are promised with their times.
        PublishedTargets "published-targets"
        /// Somebody answers at every hour.
        RoundTheClock "round-the-clock"
        /// Each service and area says who does what.
        Tasks "tasks"
        /// A runbook takes cases further.
        EscalationRunbook "escalation-runbook"
        /// A runbook ends cases.
        Closing "closing"
        /// The support profile of the programme's portal is recorded.
        SupportProfile "support-profile"
        /// Customers are told where they can help themselves.
        SelfHelp "self-help"
        /// Orders are a type of request.
        Orders "orders"
    }
    /// What a project says of a requirement that nothing answers, or not in the way that was meant.
    AnswerState {
        /// It will be answered.
        Planned "planned"
        /// A part is answered.
        Partial "partial"
        /// It is answered in another way.
        Alternative "alternative"
        /// It does not apply here.
        NotApplicable "not-applicable"
    }
}

/// A pack and its edition, as `microsoft-csp@2020-04`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PackName {
    /// Which pack.
    pub pack: Box<str>,
    /// Its edition.
    pub edition: Box<str>,
}

impl PackName {
    /// The name that a text such as `microsoft-csp@2020-04` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (pack, edition) = text.split_once('@')?;
        (!pack.is_empty() && !edition.is_empty()).then(|| Self { pack: pack.into(), edition: edition.into() })
    }
}

impl fmt::Display for PackName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.pack, self.edition)
    }
}

/// A set of requirements as of an edition.
#[derive(Clone, PartialEq, Debug)]
pub struct Pack {
    /// Its name and edition.
    pub name: PackName,
    /// How readers call it.
    pub title: LocalText,
    /// From which day on the edition holds.
    pub valid_from: Date,
    /// What it rests on.
    pub source: Citation,
    /// Its requirements.
    pub requirements: Vec<Arc<Requirement>>,
}

/// Something that the programme demands.
#[derive(Clone, PartialEq, Debug)]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// Which wording of it; a new one makes claims for the old one stale.
    pub revision: u32,
    /// How binding it is.
    pub modality: Modality,
    /// What is demanded.
    pub text: LocalText,
    /// What it means in practice.
    pub note: Option<LocalText>,
    /// Whom it binds; empty means all.
    pub roles: Vec<Role>,
    /// In which clouds; empty means all.
    pub clouds: Vec<Cloud>,
    /// For which services, by id or family; empty means all.
    pub services: Vec<Box<str>>,
    /// For which areas; empty means all.
    pub areas: Vec<Area>,
    /// The facts that answer it, all of them together; empty where only a claim can.
    pub needs: Vec<Need>,
    /// Whether its source was read and says so.
    pub verified: bool,
    /// Where it is demanded.
    pub source: Citation,
}

impl Requirement {
    /// Whether a member of the programme is bound by it.
    pub fn binds(&self, role: Role, cloud: Cloud) -> bool {
        (self.roles.is_empty() || self.roles.contains(&role))
            && (self.clouds.is_empty() || self.clouds.contains(&cloud))
    }

    /// Whether it is about a service.
    pub fn is_about(&self, service: &Service) -> bool {
        let named = |name: &Box<str>| **name == *service.id.as_str() || Some(name) == service.family.as_ref();
        self.services.is_empty() || self.services.iter().any(named)
    }

    /// Whether it is about an area.
    pub fn is_about_area(&self, area: Area) -> bool {
        self.areas.is_empty() || self.areas.contains(&area)
    }
}

/// A place in the terms that says it answers a requirement.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// Which requirement.
    pub requirement: RequirementId,
    /// Which wording of it.
    pub revision: u32,
    /// Where it is written.
    pub place: Place,
    /// Where a reader of the built site finds it.
    pub spot: Spot,
}

/// What a project says of a requirement.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// Which requirement.
    pub requirement: RequirementId,
    /// Which wording of it.
    pub revision: u32,
    /// What.
    pub state: AnswerState,
    /// For which services; empty means all.
    pub services: Vec<ServiceId>,
    /// Why.
    pub reason: LocalText,
    /// Who has agreed to it.
    pub approver: Box<str>,
    /// When it is read again.
    pub review_by: Date,
    /// Where it is written.
    pub place: Place,
}

/// A place of the built site that shows something.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Spot {
    /// The terms as a whole, with the partner behind them.
    Policy,
    /// How to reach the partner.
    Contact,
    /// How bad a case is, and what it is about.
    Severities,
    /// When somebody answers.
    Hours,
    /// The words of the terms.
    Glossary,
    /// An offering.
    Offering(OfferingId),
    /// A service, or one area of it.
    Service(ServiceId, Option<Area>),
    /// A marketplace product.
    Product(ProductId),
    /// A page, or a place on it.
    Page(PageId, Option<Box<str>>),
    /// A runbook, or a place on it; on the internal site.
    Runbook(RunbookId, Option<Box<str>>),
    /// The vehicles; on the internal site.
    Vehicles,
}

impl Spot {
    /// Whether only staff can go there.
    pub fn is_internal(&self) -> bool {
        matches!(self, Self::Runbook(..) | Self::Vehicles)
    }
}
