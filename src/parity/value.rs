//! What a fact means, apart from how either language writes it.
//!
//! Apart because readers of every kind make these and one place compares them.
//!
//! Invariant: two spellings of one fact have equal values, but for what [`Found`] says in its marks.

use std::fmt;

use crate::parity::Subject;
use crate::parity::decimal::Decimal;
use crate::source::Span;

/// The meaning of a fact.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Value {
    Answer(bool),
    Money(&'static str, Decimal),
    Percent(Decimal),
    Date(Ymd),
    /// From 1, Monday.
    Weekday(u8),
    /// Seconds of the day.
    Time(u32),
    AroundTheClock,
    Duration(Length),
    Number(Decimal),
    /// Whatever is compared letter by letter: addresses, code, identifiers and the like.
    Exact(String),
}

/// A day, or as much of it as the text says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct Ymd {
    pub(super) year: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

impl Ymd {
    /// What is known of it, as numbers.
    pub(super) fn parts(self) -> impl Iterator<Item = Decimal> {
        [self.year, self.month, self.day].into_iter().flatten().map(Decimal::whole)
    }
}

/// A span of time in the smallest unit of its kind, so that an hour is sixty minutes and a year is twelve
/// months; but a day is not 24 hours, and business time is never elapsed time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Length {
    pub(super) amount: Decimal,
    pub(super) unit: Unit,
    pub(super) business: bool,
}

/// The units that cannot be turned into each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Seconds,
    Days,
    Months,
}

/// A fact that was found, and how sure it is one.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) subject: Subject,
    pub(super) value: Value,
    pub(super) span: Span,
    /// May be the pair of a fact, but is not missed by itself: `one`, 一, `a day`.
    pub(super) weak: bool,
    /// Has something of it from its neighbor in a list or range: the 24 of `24 or 48 hours` its unit, the
    /// first day of `December 1 to December 31, 2020` its year.
    pub(super) chained: bool,
    /// A date in figures whose day and month may be the other way round.
    pub(super) swappable: bool,
}

impl Found {
    pub(super) fn new(subject: Subject, value: Value, span: Span) -> Self {
        Self { subject, value, span, weak: false, chained: false, swappable: false }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Money(currency, amount) => write!(f, "{currency} {amount}"),
            Self::Percent(amount) => write!(f, "{amount}%"),
            Self::Date(day) => day.fmt(f),
            Self::Weekday(day) => {
                let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
                f.write_str(names.get(usize::from(*day).wrapping_sub(1)).unwrap_or(&""))
            }
            Self::Time(seconds) => {
                write!(f, "{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
                if seconds % 60 == 0 { Ok(()) } else { write!(f, ":{:02}", seconds % 60) }
            }
            Self::AroundTheClock => f.write_str("24x7"),
            Self::Duration(length) => length.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Exact(text) => f.write_str(text),
        }
    }
}

/// As ISO 8601 writes dates in part: `--12-01` has no year.
impl fmt::Display for Ymd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(year), None, None) => write!(f, "{year:04}"),
            (Some(year), Some(month), None) => write!(f, "{year:04}-{month:02}"),
            (Some(year), month, Some(day)) => write!(f, "{year:04}-{:02}-{day:02}", month.unwrap_or(0)),
            (None, Some(month), Some(day)) => write!(f, "--{month:02}-{day:02}"),
            (None, Some(month), None) => write!(f, "--{month:02}"),
            (None, None, day) => write!(f, "---{:02}", day.unwrap_or(0)),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.amount.as_whole();
        let by =
            |factor: u32| whole.filter(|whole| *whole > 0 && whole % factor == 0).map(|whole| whole / factor);
        let (amount, unit) = match self.unit {
            Unit::Seconds => match (by(3600), by(60)) {
                (Some(hours), _) => (hours.to_string(), "hours"),
                (_, Some(minutes)) => (minutes.to_string(), "minutes"),
                _ => (self.amount.to_string(), "seconds"),
            },
            Unit::Days => (self.amount.to_string(), "days"),
            Unit::Months => match by(12) {
                Some(years) => (years.to_string(), "years"),
                None => (self.amount.to_string(), "months"),
            },
        };
        write!(f, "{amount} {}{unit}", if self.business { "business " } else { "" })
    }
}
