//! A year of public holidays: the days of a table, judged to be those of one year.
//!
//! Apart from the forms of tables, because the judgement is the same for all of them.
//!
//! Invariant: days are in order and stand once, those off and those worked apart; all lie in the year.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday, date};

use super::Fault;
use super::holidays::{Holiday, Kind, Table};
use crate::model::hours::Days;

/// How far from the turn of the year a day may lie that its announcement names beside those of the year: the
/// three days of New Year, and the workdays that are exchanged for them.
const TURN: i32 = 10;

/// The holidays and make-up workdays of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Year {
    /// Which one.
    pub number: i16,
    /// Days off.
    pub off: Vec<Holiday>,
    /// Make-up workdays.
    pub work: Vec<Holiday>,
    /// Days about the turn of the year that belong to the year before or after.
    pub left_out: Vec<Holiday>,
    /// How many days of other years the file tells of.
    pub other_years: usize,
    /// How many days of the year it tells something else of.
    pub passed_over: usize,
}

/// How many days of which kind a year has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Days off.
    pub off: usize,
    /// Make-up workdays.
    pub work: usize,
    /// Days off from Monday to Friday.
    pub weekdays_off: usize,
    /// Make-up workdays on Saturday or Sunday.
    pub weekend_worked: usize,
}

impl Year {
    /// The year of a table. A day of another year is a fault, unless it lies about the turn of the year, or
    /// such files tell of several years.
    pub fn of(table: Table, year: i16) -> Result<Self, Fault> {
        if let Some(found) = table.year.filter(|found| *found != year) {
            let message = format!("expected the holidays of {year}, found those of {found}");
            return Err(Fault::new(message, "name the year that the file is for, or take the other file"));
        }
        let mut whole = Self {
            number: year,
            off: Vec::new(),
            work: Vec::new(),
            left_out: Vec::new(),
            other_years: 0,
            passed_over: table.passed_over.iter().filter(|day| day.year() == year).count(),
        };
        let several = table.has_other_years;
        for holiday in joined(table.days)? {
            match (holiday.day.year() == year, holiday.kind) {
                (true, Kind::Off) => whole.off.push(holiday),
                (true, Kind::Work) => whole.work.push(holiday),
                (false, _) if several => whole.other_years += 1,
                (false, _) if is_about_the_turn(holiday.day, year) => whole.left_out.push(holiday),
                (false, _) => {
                    let message = format!("expected days of {year}, found {}", holiday.day);
                    return Err(Fault::new(message, "take the days of other years out of the file"));
                }
            }
        }
        if whole.off.is_empty() && whole.work.is_empty() {
            let hint = "name a year that the file tells of; that of a year to come may not be announced yet";
            return Err(Fault::new(format!("expected days of {year}, found none"), hint));
        }
        Ok(whole)
    }

    /// How many days of which kind.
    pub fn counts(&self) -> Counts {
        let in_week = |days: &[Holiday]| days.iter().filter(|holiday| !is_weekend(holiday.day)).count();
        Counts {
            off: self.off.len(),
            work: self.work.len(),
            weekdays_off: in_week(&self.off),
            weekend_worked: self.work.len() - in_week(&self.work),
        }
    }

    /// All days of the year.
    pub fn covers(&self) -> Days {
        Days { first: date(self.number, 1, 1), last: date(self.number, 12, 31) }
    }

    /// The days off, those of one holiday that follow one another as a range, each with the holiday's name.
    pub fn ranges(&self) -> Vec<(Days, &str)> {
        let mut ranges: Vec<(Days, &str)> = Vec::new();
        for holiday in &self.off {
            match ranges.last_mut() {
                Some((days, name))
                    if *name == holiday.name && days.last.tomorrow().ok() == Some(holiday.day) =>
                {
                    days.last = holiday.day;
                }
                _ => ranges.push((Days { first: holiday.day, last: holiday.day }, &holiday.name)),
            }
        }
        ranges
    }

    /// Make-up workdays that are workdays anyway: a sign of a table that is a day off.
    pub fn idle_workdays(&self) -> Vec<Date> {
        self.work.iter().map(|holiday| holiday.day).filter(|day| !is_weekend(*day)).collect()
    }
}

/// The days in order, each once. Two holidays may fall on one day, but it is off or worked.
fn joined(days: Vec<Holiday>) -> Result<Vec<Holiday>, Fault> {
    let mut known: BTreeMap<Date, Holiday> = BTreeMap::new();
    for holiday in days {
        let Some(before) = known.get_mut(&holiday.day) else {
            known.insert(holiday.day, holiday);
            continue;
        };
        if before.kind != holiday.kind {
            let message = format!("expected {} to be off or worked, found both", holiday.day);
            return Err(Fault::new(message, "look into the announcement, and correct the file"));
        }
        if !before.name.split(", ").any(|name| name == holiday.name) {
            before.name = format!("{}, {}", before.name, holiday.name);
        }
    }
    Ok(known.into_values().collect())
}

fn is_about_the_turn(day: Date, year: i16) -> bool {
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let days = |from: Date, to: Date| (to - from).get_days();
    (day < first && days(day, first) <= TURN) || (day > last && days(last, day) <= TURN)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::super::holidays::{read, tests::holiday_cn_2026};
    use super::*;

    fn year(csv: &str) -> Result<Year, String> {
        let table = read("a.csv", &format!("date,name,kind\n{csv}")).expect("a table");
        Year::of(table, 2026).map_err(|fault| fault.message)
    }

    #[test]
    fn a_real_year_has_its_counts_and_ranges() {
        let table = read("2026.json", &holiday_cn_2026()).expect("a table");
        let year = Year::of(table, 2026).expect("a year");
        let counts = Counts { off: 33, work: 6, weekdays_off: 19, weekend_worked: 6 };
        assert_eq!(year.counts(), counts);
        let ranges: Vec<String> =
            year.ranges().iter().map(|(days, name)| format!("{} {} {name}", days.first, days.last)).collect();
        assert_eq!(ranges.len(), 7);
        assert_eq!(ranges[1], "2026-02-15 2026-02-23 春节");
        assert!(year.idle_workdays().is_empty());
    }

    #[test]
    fn neighboring_holidays_are_ranges_of_their_own() {
        let year =
            year("2026-10-03,b,off\n2026-10-01,a,off\n2026-10-02,a,off\n2026-10-05,b,off\n").expect("a year");
        let ranges: Vec<_> =
            year.ranges().iter().map(|(days, _)| (days.first.day(), days.last.day())).collect();
        assert_eq!(ranges, [(1, 2), (3, 3), (5, 5)]);
    }

    #[test]
    fn a_day_is_off_or_worked() {
        let both = "expected 2026-10-01 to be off or worked, found both";
        assert_eq!(year("2026-10-01,a,off\n2026-10-01,a,work\n").expect_err("a fault"), both);
        let year = year("2026-10-01,a,off\n2026-10-01,b,off\n2026-10-01,a,off\n").expect("a year");
        assert_eq!((year.off.len(), year.off[0].name.as_str()), (1, "a, b"));
    }

    #[test]
    fn days_of_other_years_are_left_out_about_the_turn_alone() {
        let of = |day: &str| year(&format!("2026-01-01,a,off\n{day},a,off\n"));
        for day in ["2025-12-31", "2025-12-22", "2027-01-01", "2027-01-10"] {
            assert_eq!(of(day).expect("a year").left_out.len(), 1, "{day}");
        }
        for day in ["2025-12-21", "2027-01-11", "2024-12-31", "2025-10-01"] {
            assert_eq!(of(day).expect_err("a fault"), format!("expected days of 2026, found {day}"), "{day}");
        }
        assert_eq!(year("2025-12-31,a,off\n").expect_err("a fault"), "expected days of 2026, found none");
    }

    #[test]
    fn the_year_of_the_file_must_be_the_one_that_was_asked_for() {
        let table = read("2026.json", &holiday_cn_2026()).expect("a table");
        let fault = Year::of(table, 2027).expect_err("a fault");
        assert_eq!(fault.message, "expected the holidays of 2027, found those of 2026");
    }

    #[test]
    fn a_workday_in_the_week_is_idle() {
        assert_eq!(year("2026-01-05,a,work\n").expect("a year").idle_workdays(), [date(2026, 1, 5)]);
    }
}
