//! Spans of time as terms name them: on the clock of somebody's hours, or by the calendar.
//!
//! Invariant: a span is at least one of its unit.

use jiff::civil::Date;

use super::word::{Word, words};

words! {
    /// What a duration is counted in.
    Unit {
        /// Minutes in which somebody is there.
        BusinessMinutes "business_minutes"
        /// Hours in which somebody is there.
        BusinessHours "business_hours"
        /// Days on which somebody is there.
        BusinessDays "business_days"
        /// Minutes, day and night.
        ElapsedMinutes "elapsed_minutes"
        /// Hours, day and night.
        ElapsedHours "elapsed_hours"
    }
}

/// How long something may take.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// Why a text is no duration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DurationFault {
    /// It is not a number, a blank and a unit.
    Form,
    /// The unit does not say whether nights and weekends count.
    Bare,
}

impl Duration {
    /// The duration of a text such as `4 business_hours`; a single one may stand without the `s`.
    pub fn parse(text: &str) -> Result<Self, DurationFault> {
        let (number, unit) = text.split_once(' ').ok_or(DurationFault::Form)?;
        let count = whole(number).ok_or(DurationFault::Form)?;
        let known = Unit::from_word(unit).or_else(|| Unit::from_word(&format!("{unit}s")));
        match (known, unit.trim_end_matches('s')) {
            (Some(unit), _) => Ok(Self { count, unit }),
            (None, "hour" | "minute" | "day" | "h" | "min" | "d") => Err(DurationFault::Bare),
            _ => Err(DurationFault::Form),
        }
    }
}

words! {
    /// What a period of the calendar is counted in.
    PeriodUnit {
        /// Days.
        Days "days"
        /// Weeks.
        Weeks "weeks"
        /// Calendar months.
        Months "months"
        /// Years.
        Years "years"
    }
}

/// A period of the calendar, as `30 days` or `3 months`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Period {
    /// How many, at most 1000.
    pub count: u16,
    /// Of what.
    pub unit: PeriodUnit,
}

impl Period {
    /// The period of a text; a single one may stand without the `s`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.split_once(' ')?;
        let count =
            whole(number).and_then(|count| u16::try_from(count).ok()).filter(|count| *count <= 1000)?;
        let unit = PeriodUnit::from_word(unit).or_else(|| PeriodUnit::from_word(&format!("{unit}s")))?;
        Some(Self { count, unit })
    }

    /// The day that comes this much after another.
    pub fn after(self, day: Date) -> Date {
        let count = i64::from(self.count);
        let span = match self.unit {
            PeriodUnit::Days => jiff::Span::new().try_days(count),
            PeriodUnit::Weeks => jiff::Span::new().try_weeks(count),
            PeriodUnit::Months => jiff::Span::new().try_months(count),
            PeriodUnit::Years => jiff::Span::new().try_years(count),
        };
        span.and_then(|span| day.checked_add(span)).unwrap_or(day)
    }
}

/// A number of at least one, of plain digits without leading zeros.
fn whole(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') && text.len() <= 5;
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_says_whether_nights_count() {
        let hours = Duration { count: 4, unit: Unit::BusinessHours };
        assert_eq!(Duration::parse("4 business_hours"), Ok(hours));
        assert_eq!(Duration::parse("1 elapsed_hour").map(|duration| duration.unit), Ok(Unit::ElapsedHours));
        for bare in ["4 hours", "1 hour", "2 days", "15 minutes", "4 h"] {
            assert_eq!(Duration::parse(bare), Err(DurationFault::Bare), "{bare}");
        }
        for bad in [
            "",
            "4",
            "hours",
            "0 business_hours",
            "04 business_hours",
            "1.5 business_hours",
            "-1 elapsed_hours",
        ] {
            assert_eq!(Duration::parse(bad), Err(DurationFault::Form), "{bad}");
        }
    }

    #[test]
    fn periods_follow_the_calendar() {
        let after =
            |text: &str| Period::parse(text).map(|period| period.after(jiff::civil::date(2026, 1, 31)));
        assert_eq!(after("1 month"), Some(jiff::civil::date(2026, 2, 28)));
        assert_eq!(after("2 weeks"), Some(jiff::civil::date(2026, 2, 14)));
        assert_eq!(after("1001 days"), None);
    }
}
