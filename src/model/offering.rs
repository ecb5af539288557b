//! What a customer gets.

use super::coverage::Row;
use super::ids::{ChannelId, HoursId, MarketId, OfferingId, ServiceId};
use super::price::Price;
use super::service::Area;
use super::target::{CaseKind, Clock, Metric, Target};
use super::text::{LocalText, TextList};
use super::word::words;
use crate::locale::Locale;

words! {
    /// Who may open a case.
    MayOpen {
        /// Anyone at the customer's.
        Anyone "anyone"
        /// People who were named.
        Named "named"
        /// The customer's administrators.
        Administrators "administrators"
    }
    /// For how long a number of cases is included.
    CasePeriod {
        /// A calendar month.
        Month "month"
        /// Three calendar months.
        Quarter "quarter"
        /// A year.
        Year "year"
    }
}

/// A support product that a customer gets.
#[derive(Clone, PartialEq, Debug)]
pub struct Offering {
    /// Its id.
    pub id: OfferingId,
    /// How customers call it.
    pub name: LocalText,
    /// What it is, in a sentence or two.
    pub summary: LocalText,
    /// Whom it suits.
    pub audience: Option<LocalText>,
    /// Place among the offerings; smaller comes first.
    pub weight: i32,
    /// The types of support, in the customer's words.
    pub types: TextList,
    /// What it covers.
    pub services: Vec<ServiceId>,
    /// Services of which it covers some areas alone.
    pub areas: Vec<(ServiceId, Vec<Area>)>,
    /// The languages it is given in.
    pub languages: Vec<Locale>,
    /// When somebody answers, in the simple case without coverage.
    pub hours: Vec<HoursId>,
    /// How to reach it.
    pub channels: Vec<ChannelId>,
    /// How customers know that it is theirs.
    pub how_to_tell: Option<LocalText>,
    /// Who may open a case.
    pub who_may_open: MayOpen,
    /// The people who were named.
    pub named_contacts: Option<NamedContacts>,
    /// How many cases are included.
    pub incidents: Option<Incidents>,
    /// What it costs, for all markets or by market.
    pub price: Prices,
    /// What belongs to it.
    pub includes: TextList,
    /// What does not.
    pub excludes: TextList,
    /// What customers do.
    pub customer_duties: TextList,
    /// By when something happens.
    pub targets: Vec<Target>,
    /// How that is counted.
    pub clock: Option<Clock>,
    /// Who answers, in the order of the file.
    pub coverage: Vec<Row>,
}

impl Offering {
    /// Whether it covers an area of a service that has it.
    pub fn covers(&self, service: &ServiceId, area: Area) -> bool {
        let some = self.areas.iter().find(|(of, _)| of == service);
        self.services.contains(service) && some.is_none_or(|(_, areas)| areas.contains(&area))
    }

    /// The price in a market, or that of all markets.
    pub fn price_in(&self, market: Option<&MarketId>) -> Option<&Price> {
        match (&self.price, market) {
            (Prices::Everywhere(price), _) => Some(price),
            (Prices::ByMarket(prices), Some(market)) => {
                prices.iter().find(|(id, _)| id == market).map(|(_, price)| price)
            }
            _ => None,
        }
    }

    /// The target of some cases: the one that holds everywhere, else the first.
    pub fn target(&self, metric: Metric, case: &CaseKind) -> Option<&Target> {
        let own = || self.targets.iter().filter(|target| target.metric == metric && target.case == *case);
        own().find(|target| target.service.is_none() && target.area.is_none()).or_else(|| own().next())
    }

    /// The one price of all markets.
    pub fn common_price(&self) -> Option<&Price> {
        match &self.price {
            Prices::Everywhere(price) => Some(price),
            Prices::Unsaid | Prices::ByMarket(_) => None,
        }
    }
}

/// What an offering costs.
#[derive(Clone, PartialEq, Debug)]
pub enum Prices {
    /// Nothing is said.
    Unsaid,
    /// The same in all markets.
    Everywhere(Box<Price>),
    /// By market, in the order of the file.
    ByMarket(Vec<(MarketId, Price)>),
}

/// People who may open a case.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedContacts {
    /// How many at most.
    pub max: u16,
    /// Who they should be.
    pub role: Option<LocalText>,
    /// How to change them.
    pub change: LocalText,
}

/// How many cases are included.
#[derive(Clone, PartialEq, Debug)]
pub struct Incidents {
    /// How many.
    pub included: u32,
    /// In which period.
    pub per: CasePeriod,
    /// Cases of which areas are counted; empty means all.
    pub areas: Vec<Area>,
    /// By which zone the count begins anew.
    pub reset_zone: Option<Box<str>>,
    /// What further cases cost; without it none are taken.
    pub then: Option<Price>,
    /// What else to know.
    pub note: Option<LocalText>,
}
