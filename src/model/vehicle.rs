//! Contracts and channels that let the partner escalate.

use std::sync::Arc;

use jiff::civil::Date;

use super::duration::Duration;
use super::ids::{HoursId, ServiceId, SeverityId, VehicleId};
use super::service::{Area, CellVehicles};
use super::text::LocalText;
use super::word::words;
use crate::locale::Locale;

words! {
    /// What a vehicle is.
    VehicleKind {
        /// The free support for commercial issues.
        Commercial "commercial"
        /// Advanced Support for Partners.
        Asfp "asfp"
        /// Premier Support for Partners.
        Psfp "psfp"
        /// Partner Cloud Support, formerly Signature Cloud Support.
        PartnerCloud "partner-cloud"
        /// Partner On-premises Support, formerly Product Support Incidents.
        PartnerOnPremises "partner-on-premises"
        /// The plan "Cloud Solution Provider" in the Azure portal.
        CspAzure "csp-azure"
        /// An indirect provider.
        Provider "provider"
        /// 21Vianet.
        Operator21Vianet "operator-21vianet"
        /// The maker of a product.
        Isv "isv"
        /// Something else.
        Other "other"
    }
}

/// A contract or a channel that lets the partner escalate: for staff alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Vehicle {
    /// Its id.
    pub id: VehicleId,
    /// What it is.
    pub kind: VehicleKind,
    /// Its name.
    pub name: LocalText,
    /// The services it covers; empty means all.
    pub products: Vec<ServiceId>,
    /// The areas it covers; empty means all.
    pub areas: Vec<Area>,
    /// The number of the contract.
    pub contract: Option<Box<str>>,
    /// The access id.
    pub access_id: Option<Box<str>>,
    /// From when on.
    pub start: Option<Date>,
    /// Until when.
    pub end: Option<Date>,
    /// How many cases are left; `None` without a limit.
    pub remaining: Option<u32>,
    /// The languages it is used in.
    pub languages: Vec<Locale>,
    /// When it answers.
    pub hours: Option<HoursId>,
    /// How it calls the partner's severities.
    pub severities: Vec<(SeverityId, Box<str>)>,
    /// How soon it answers.
    pub first_response: Vec<(SeverityId, Duration)>,
    /// Where and how a case is filed.
    pub how: LocalText,
    /// The address for that.
    pub url: Option<Box<str>>,
    /// Whether it costs a fee.
    pub fee: bool,
}

impl Vehicle {
    /// Whether it can be used on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

/// Through what the cases of a service and area go further on a day: the first vehicle that can be used then.
pub fn vehicle_behind<'a>(
    cells: &[CellVehicles],
    vehicles: &'a [Arc<Vehicle>],
    service: &ServiceId,
    area: Area,
    day: Date,
) -> Option<&'a Vehicle> {
    let ids = cells.iter().filter(|cell| cell.service == *service && cell.area == area);
    let mut named = ids
        .flat_map(|cell| &cell.vehicles)
        .filter_map(|id| vehicles.iter().find(|vehicle| vehicle.id == *id));
    named.find(|vehicle| vehicle.holds_on(day)).map(|vehicle| &**vehicle)
}

/// What customers may hear of a vehicle.
#[derive(Clone, PartialEq, Debug)]
pub struct PublicVehicle {
    /// What they hear.
    pub name: LocalText,
    /// The services and areas whose cases go through it, in the order of services.
    pub cells: Vec<(ServiceId, Area)>,
}
