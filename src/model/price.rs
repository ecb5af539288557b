//! What something costs.

use jiff::civil::Date;

use super::ids::{OfferingId, ServiceId};
use super::money::{Amount, Currency};
use super::text::LocalText;
use super::word::words;

words! {
    /// How a price is reckoned.
    PriceModel {
        /// Nothing is charged.
        Free "free"
        /// Part of what is paid for something else.
        Included "included"
        /// One amount a period.
        Flat "flat"
        /// An amount a seat.
        PerSeat "per_seat"
        /// An amount a tenant.
        PerTenant "per_tenant"
        /// An amount a case.
        PerIncident "per_incident"
        /// An amount an hour of work.
        Hourly "hourly"
        /// A share of what is spent on services.
        PercentOfSpend "percent_of_spend"
        /// The greatest of several prices.
        GreaterOf "greater_of"
    }
    /// The period of a price.
    Per {
        /// A calendar month.
        Month "month"
        /// Three calendar months.
        Quarter "quarter"
        /// A year.
        Year "year"
        /// Once, with each case.
        Incident "incident"
        /// With each hour.
        Hour "hour"
    }
    /// Whether an amount holds the tax.
    Tax {
        /// Tax comes on top.
        Excluded "excluded"
        /// Tax is in it.
        Included "included"
        /// There is none.
        Exempt "exempt"
    }
    /// What is charged for a part of a period.
    Proration {
        /// Its days.
        Daily "daily"
        /// The whole period.
        None "none"
    }
}

/// What something costs.
#[derive(Clone, PartialEq, Debug)]
pub struct Price {
    /// How it is reckoned, with the figures.
    pub charge: Charge,
    /// Whether tax is in it.
    pub tax: Option<Tax>,
    /// When it holds: from a day on, and until a day.
    pub valid: Option<(Date, Option<Date>)>,
    /// What a part of a period costs.
    pub proration: Option<Proration>,
    /// What comes on top out of hours.
    pub out_of_hours: Option<Surcharge>,
    /// What else to know.
    pub note: Option<LocalText>,
}

/// How a price is reckoned, with what that needs.
#[derive(Clone, PartialEq, Debug)]
pub enum Charge {
    /// Nothing is charged.
    Free,
    /// Part of what is paid for something else, which may be an offering.
    Included(Option<OfferingId>),
    /// One amount a period.
    Flat(Money, Option<Per>),
    /// An amount a seat, which may differ by how many there are.
    PerSeat(Seats, Option<Per>),
    /// An amount a tenant.
    PerTenant(Money, Option<Per>),
    /// An amount a case.
    PerIncident(Money),
    /// An amount an hour of work; at least and in steps of so many minutes.
    Hourly {
        /// The amount of an hour.
        amount: Money,
        /// The least that is charged, in minutes.
        minimum: u32,
        /// In steps of so many minutes.
        increment: u32,
    },
    /// A share of what is spent on services; no service means all.
    PercentOfSpend(Percent, Vec<ServiceId>, Option<Per>),
    /// The greatest of several.
    GreaterOf(Vec<Charge>),
}

/// An amount in a currency.
pub type Money = (Amount, Currency);

/// What a seat costs.
#[derive(Clone, PartialEq, Debug)]
pub enum Seats {
    /// Each the same.
    Each(Money),
    /// By how many there are: up to a number, and above the last.
    Tiers(Vec<Tier>, Currency),
}

/// Seats up to a number, and what each of them costs.
#[derive(Clone, PartialEq, Debug)]
pub struct Tier {
    /// Up to how many; `None` for all above.
    pub up_to: Option<u32>,
    /// The amount a seat.
    pub amount: Amount,
}

/// A share of a hundred, over nothing and at most the whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Percent(Box<str>);

impl Percent {
    /// The share of a decimal text such as `3` or `2.5`.
    pub fn new(text: &str) -> Option<Self> {
        let amount = Amount::new(text)?;
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let whole: u32 = whole.parse().ok()?;
        let at_most_all = whole < 100 || (whole == 100 && part.bytes().all(|byte| byte == b'0'));
        (!amount.is_zero() && at_most_all).then(|| Self(text.into()))
    }

    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What comes on top.
#[derive(Clone, PartialEq, Debug)]
pub enum Surcharge {
    /// A share of the price.
    Percent(Percent),
    /// An amount for each case or hour.
    Amount(Money, Option<Per>),
}
