//! What one case costs the customer.
//!
//! Its text is plain English, as the command line and scenarios write it; pages write prices in their own
//! languages.

use std::fmt;

use jiff::civil::Date;

use crate::model::coverage::Case;
use crate::model::money::{Amount, Currency};
use crate::model::offering::{Incidents, Offering, Prices};
use crate::model::price::{Charge, Per, Price, Surcharge, Tax};
use crate::model::word::Word;

/// What one case costs.
#[derive(Clone, PartialEq, Debug)]
pub struct Cost<'a> {
    /// The case itself.
    pub charge: CaseCharge<'a>,
    /// What comes on top, since nobody is there in business time.
    pub surcharge: Option<&'a Surcharge>,
}

/// What is charged for a case.
#[derive(Clone, PartialEq, Debug)]
pub enum CaseCharge<'a> {
    /// Nothing is said of that market and day.
    Unsaid,
    /// Nothing.
    Free,
    /// Nothing besides the price of the offering.
    Included,
    /// Nothing for a number of cases; what further ones cost.
    Quota(&'a Incidents),
    /// An amount for the case, or for the hours of work.
    Charged(&'a Price),
}

impl<'a> Cost<'a> {
    /// What a case of an offering costs on a day, in business time or out of it. Of a case whose area is not
    /// known the number of cases that are included is told, which may not count it.
    pub fn of_case(offering: &'a Offering, case: &Case, day: Date, out_of_hours: bool) -> Self {
        let market = case.market.as_ref();
        let price = match (&offering.price, market) {
            // Prices that differ by market are not told without one, unless there is but one.
            (Prices::ByMarket(prices), None) => match prices.as_slice() {
                [(_, only)] => Some(only),
                _ => None,
            },
            _ => offering.price_in(market),
        };
        let holds = |price: &&Price| {
            price.valid.is_none_or(|(from, to)| from <= day && to.is_none_or(|to| day <= to))
        };
        let price = price.filter(holds);
        let counted = |incidents: &&Incidents| {
            incidents.areas.is_empty() || case.area.is_none_or(|area| incidents.areas.contains(&area))
        };
        let charge = match (offering.incidents.as_ref().filter(counted), price) {
            (_, None) => CaseCharge::Unsaid,
            (Some(incidents), _) => CaseCharge::Quota(incidents),
            (None, Some(price)) => by_price(price),
        };
        let surcharge = price.and_then(|price| price.out_of_hours.as_ref()).filter(|_| out_of_hours);
        Self { charge, surcharge }
    }
}

fn by_price(price: &Price) -> CaseCharge<'_> {
    match &price.charge {
        Charge::Free => CaseCharge::Free,
        Charge::PerIncident(_) | Charge::Hourly { .. } => CaseCharge::Charged(price),
        Charge::Included(_)
        | Charge::Flat(..)
        | Charge::PerSeat(..)
        | Charge::PerTenant(..)
        | Charge::PercentOfSpend(..)
        | Charge::GreaterOf(_) => CaseCharge::Included,
    }
}

impl fmt::Display for Cost<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.charge {
            CaseCharge::Unsaid => f.write_str("not said")?,
            CaseCharge::Free => f.write_str("free")?,
            CaseCharge::Included => f.write_str("included")?,
            CaseCharge::Charged(price) => write_price(f, price)?,
            CaseCharge::Quota(incidents) => {
                write!(f, "{} a {} included, then ", incidents.included, incidents.per.word())?;
                match &incidents.then {
                    Some(price) => write_price(f, price)?,
                    None => f.write_str("none taken")?,
                }
            }
        }
        match self.surcharge {
            None => Ok(()),
            Some(Surcharge::Percent(percent)) => write!(f, ", out of hours plus {} %", percent.as_str()),
            Some(Surcharge::Amount(money, per)) => {
                f.write_str(", out of hours plus ")?;
                write_money(f, money)?;
                per.map_or(Ok(()), |per| write!(f, " a {}", per_word(per)))
            }
        }
    }
}

fn write_price(f: &mut fmt::Formatter<'_>, price: &Price) -> fmt::Result {
    match &price.charge {
        Charge::PerIncident(money) => {
            write_money(f, money)?;
            f.write_str(" a case")?;
        }
        Charge::Hourly { amount, minimum, increment } => {
            write_money(f, amount)?;
            write!(f, " an hour, at least {minimum} minutes, in steps of {increment} minutes")?;
        }
        Charge::Free => return f.write_str("free"),
        Charge::Flat(money, per) | Charge::PerTenant(money, per) => {
            write_money(f, money)?;
            per.map_or(Ok(()), |per| write!(f, " a {}", per_word(per)))?;
        }
        Charge::Included(_) | Charge::PerSeat(..) | Charge::PercentOfSpend(..) | Charge::GreaterOf(_) => {
            return f.write_str("included");
        }
    }
    match price.tax {
        Some(Tax::Excluded) => f.write_str(", tax on top"),
        Some(Tax::Included) => f.write_str(", tax included"),
        Some(Tax::Exempt) | None => Ok(()),
    }
}

fn write_money(f: &mut fmt::Formatter<'_>, (amount, currency): &(Amount, Currency)) -> fmt::Result {
    write!(f, "{amount} {}", currency.code())
}

fn per_word(per: Per) -> &'static str {
    match per {
        Per::Incident => "case",
        per => per.word(),
    }
}
