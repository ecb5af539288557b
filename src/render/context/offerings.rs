//! An offering as templates see it: what it costs and includes.

use serde::Serialize;

use super::{ChannelContext, ClockContext, CoverageContext, HoursContext, NavLink, TargetTable, TextContext};

/// A support product.
#[derive(Serialize, Debug, Clone)]
pub struct OfferingContext {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// What it is.
    pub summary: TextContext,
    /// Whom it suits; the text may be empty.
    pub audience: TextContext,
    /// Its page, relative.
    pub href: String,
    /// Its price in words, as `EUR 490.00 per month, excluding tax`; empty where none is given.
    pub price: String,
    /// What else to know of the price.
    pub price_note: TextContext,
    /// The services it covers.
    pub services: Vec<NavLink>,
    /// The languages it is given in, by name, as one text.
    pub languages: String,
    /// When somebody answers.
    pub hours: Vec<HoursContext>,
    /// How to reach it.
    pub channels: Vec<ChannelContext>,
    /// What belongs to it.
    pub includes: Vec<TextContext>,
    /// What does not.
    pub excludes: Vec<TextContext>,
    /// The types of support.
    pub types: Vec<TextContext>,
    /// How customers know that it is theirs; the text may be empty.
    pub how_to_tell: TextContext,
    /// Who may open a case, in words.
    pub who_may_open: String,
    /// The people who were named.
    pub named_contacts: Option<NamedContactsContext>,
    /// How many cases are included.
    pub incidents: Option<IncidentsContext>,
    /// The prices by market, where they differ; else empty.
    pub prices: Vec<MarketPrice>,
    /// What belongs to the price: validity, proration, surcharge; lines in words.
    pub price_lines: Vec<String>,
    /// What customers do.
    pub duties: Vec<TextContext>,
    /// By when something happens: columns are metrics.
    pub targets: TargetTable,
    /// How that is counted.
    pub clock: Option<ClockContext>,
    /// Who answers.
    pub coverage: Vec<CoverageContext>,
}

/// People who may open a case.
#[derive(Serialize, Debug, Clone)]
pub struct NamedContactsContext {
    /// How many at most, in words.
    pub max: String,
    /// Who they should be; the text may be empty.
    pub role: TextContext,
    /// How to change them.
    pub change: TextContext,
}

/// How many cases are included.
#[derive(Serialize, Debug, Clone)]
pub struct IncidentsContext {
    /// In words, as `10 cases per month`.
    pub included: String,
    /// Cases of which areas are counted; empty for all.
    pub areas: Vec<String>,
    /// When the count begins anew; may be empty.
    pub reset: String,
    /// What further cases cost, or that none are taken.
    pub then: String,
    /// What else to know; the text may be empty.
    pub note: TextContext,
}

/// What something costs in one market.
#[derive(Serialize, Debug, Clone)]
pub struct MarketPrice {
    /// The market.
    pub market: TextContext,
    /// The price in words.
    pub price: String,
    /// Validity, proration, surcharge; lines in words.
    pub lines: Vec<String>,
    /// What else to know; the text may be empty.
    pub note: TextContext,
}
