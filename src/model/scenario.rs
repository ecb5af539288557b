//! Tests of the terms: a case, and what should come of it. For staff alone.

use jiff::Timestamp;

use super::coverage::Mode;
use super::ids::{ChannelId, DeskId, MarketId, OfferingId, ScenarioId, ServiceId, VehicleId};
use super::service::Area;
use super::target::CaseKind;
use crate::locale::Locale;

/// A case at an instant.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Its id.
    pub id: ScenarioId,
    /// What it shows.
    pub title: Box<str>,
    /// When the case arrives.
    pub at: Timestamp,
    /// The customer's offering.
    pub offering: OfferingId,
    /// The service.
    pub service: ServiceId,
    /// The area.
    pub area: Area,
    /// How bad, or what about.
    pub case: CaseKind,
    /// The customer's language.
    pub language: Option<Locale>,
    /// The channel used.
    pub channel: Option<ChannelId>,
    /// The customer's market.
    pub market: Option<MarketId>,
    /// What should come of it.
    pub expect: Expectation,
}

/// What should come of a case; at least one thing is said.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Expectation {
    /// The desk, or nobody.
    pub desk: Option<ExpectedDesk>,
    /// How it answers.
    pub mode: Option<Mode>,
    /// The channel that is named first.
    pub channel: Option<ChannelId>,
    /// The language spoken.
    pub language: Option<Locale>,
    /// By when.
    pub respond_by: Option<ExpectedTime>,
    /// What it costs, as [`Cost`](super::answering::Cost) writes it.
    pub cost: Option<Box<str>>,
    /// Through what it goes further.
    pub vehicle: Option<VehicleId>,
    /// When the next desk opens.
    pub next_open: Option<Timestamp>,
}

/// Who should answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExpectedDesk {
    /// A desk.
    Desk(DeskId),
    /// Nobody.
    Nobody,
}

/// By when somebody should answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExpectedTime {
    /// An instant.
    At(Timestamp),
    /// It cannot be told, since a calendar has run out.
    Undetermined,
}
