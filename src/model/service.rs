//! Online services that are supported, and who does what for them.

use super::ids::{EnrolmentId, ServiceId, VehicleId};
use super::text::{LocalText, TextList};
use super::word::words;

words! {
    /// A field of work on a service, in the order pages show them.
    Area {
        /// Invoices, usage, credits.
        Billing "billing"
        /// Orders, seats, changes, cancellations.
        SubscriptionManagement "subscription-management"
        /// What does not work.
        Technical "technical"
    }
    /// Who can lead a task or help with it, in the order pages show them.
    Party {
        /// The customer.
        Customer "customer"
        /// The partner who publishes the terms.
        Partner "partner"
        /// The indirect provider.
        Provider "provider"
        /// The maker of a marketplace product.
        Isv "isv"
        /// Microsoft.
        Microsoft "microsoft"
    }
    /// Why a case may go further (domain: only these categories are escalated).
    Reason {
        /// The service is not there.
        Unavailable "unavailable"
        /// It differs from its description, and nothing documented explains it.
        Deviation "deviation"
        /// A defect of the product.
        Defect "defect"
        /// A large disturbance of the network.
        Network "network"
        /// It concerns many tenants of a region.
        Regional "regional"
        /// Invoices, orders, subscriptions.
        Commercial "commercial"
    }
}

/// One thing to be done in a cell, and by whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Task {
    /// Its id among the area's tasks.
    pub id: Box<str>,
    /// What is done.
    pub what: LocalText,
    /// Who leads.
    pub leads: Party,
    /// Who helps.
    pub helps: Vec<Party>,
    /// Whether it lies within the baseline.
    pub baseline: bool,
}

/// One service in one area.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Which area.
    pub area: Area,
    /// What it is about.
    pub summary: Option<LocalText>,
    /// Who does what.
    pub tasks: Vec<Task>,
    /// What the partner resolves itself.
    pub baseline: TextList,
    /// What goes further.
    pub escalate: TextList,
    /// For which reasons.
    pub reasons: Vec<Reason>,
}

/// An online service that is supported.
#[derive(Clone, PartialEq, Debug)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// How customers call it.
    pub name: LocalText,
    /// What is supported of it.
    pub summary: LocalText,
    /// Place among the services; smaller comes first.
    pub weight: i32,
    /// The address of its public status page.
    pub health: Option<Box<str>>,
    /// What a customer should have at hand.
    pub have_ready: TextList,
    /// Its areas, in their order.
    pub cells: Vec<Cell>,
    /// The memberships under which it is sold; empty means all.
    pub enrolments: Vec<EnrolmentId>,
    /// The family of products it belongs to.
    pub family: Option<Box<str>>,
    /// Further pages that show its state.
    pub health_links: Vec<NamedLink>,
    /// Where customers can help themselves.
    pub self_help: Vec<NamedLink>,
    /// Names it had before.
    pub retired_names: Vec<Box<str>>,
}

/// A page elsewhere and what to call it.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedLink {
    /// What it says.
    pub name: LocalText,
    /// Its address.
    pub url: Box<str>,
}

/// Through what the cases of a cell go further, in order: for staff alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellVehicles {
    /// The service.
    pub service: ServiceId,
    /// The area.
    pub area: Area,
    /// The vehicles.
    pub vehicles: Vec<VehicleId>,
}
