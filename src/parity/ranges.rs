//! Lists and ranges, whose members share what only one of them is written with: `24 or 48 hours`,
//! 12 月 1 日至 31 日.
//!
//! Apart because languages write the shared part at different ends, and because a pair of lengths can be one
//! fact: 24 hours a day on 7 days a week.
//!
//! Invariant: what a fact has from its neighbor is marked as such, so that a text that repeats it is the same.

use crate::parity::cursor::{Cursor, is_latin};
use crate::parity::decimal::Decimal;
use crate::parity::numbers::{self, Form, Number};
use crate::parity::scan::Scan;
use crate::parity::value::{Found, Length, Unit, Value, Ymd};
use crate::parity::{Subject, dates, durations, times};
use crate::source::Span;

impl Scan<'_> {
    /// The date that stands before a place, with nothing but a joint between, and where it is among the facts.
    /// Its day of the week may stand between as well, and that of the later one.
    pub(super) fn joined_date(&self, place: usize) -> Option<(usize, Ymd)> {
        let (at, found) =
            self.found.iter().enumerate().rfind(|(_, found)| found.subject != Subject::Weekday)?;
        let Value::Date(day) = found.value else { return None };
        if place.saturating_sub(self.after_date) > 40 {
            return None;
        }
        let joint = self.without_weekdays(self.after_date, place);
        let has_weekday = at + 1 < self.found.len();
        let joint = if has_weekday { joint.trim_matches([' ', ',']) } else { joint.trim() };
        is_joint(joint).then_some((at, day))
    }

    /// What stands between two places besides days of the week and the brackets around them.
    fn without_weekdays(&self, from: usize, to: usize) -> String {
        let (mut at, mut between) = (from, String::new());
        while at < to {
            let c = self.text.at(at);
            match times::weekday(self.text, at) {
                Some((_, next)) => at = next,
                None => {
                    between.extend((!matches!(c, '(' | ')')).then_some(c));
                    at += 1;
                }
            }
        }
        between
    }

    /// Gives a date and the one before it the year and the month that only one of them is written with, and
    /// says whether the later one was given something: 12 月 1 日至 31 日, `December 1 to December 31, 2020`.
    pub(super) fn join_dates(&mut self, at: usize, before: Ymd, day: &mut Ymd) -> bool {
        let old = *day;
        if day.month.is_none() && day.year.is_none() && before.day.is_some() {
            day.month = before.month;
        }
        if day.month.is_some() {
            day.year = day.year.or(before.year);
        }
        let first = self.found.get_mut(at).filter(|_| before.year.is_none() && before.month.is_some());
        if let Some(first) = first.filter(|_| day.year.is_some() && day.month.is_some()) {
            first.value = Value::Date(Ymd { year: day.year, ..before });
            first.chained = true;
        }
        old != *day
    }

    /// A number after a date in a list or range: the 31 of `December 1 to 31, 2020`.
    pub(super) fn day_after_date(&mut self, place: usize, number: &Number) -> Option<usize> {
        let (_, before) = self.joined_date(place)?;
        before.day.filter(|_| before.month.is_some())?;
        let value = number.value.as_whole().filter(|value| (1..=31).contains(value))?;
        let is_day = number.form == Form::Digits && before.year.is_none() && number.next - place < 3;
        if !is_day || is_latin(self.text.at(number.next)) {
            return None;
        }
        let (year, next) = dates::year_after(self.text, number.next).unzip();
        let next = next.unwrap_or(number.next);
        let day = Ymd { year, month: before.month, day: Some(value) };
        let next = self.date(dates::Dated::new(day, next), place);
        if let Some(last) = self.found.last_mut() {
            last.chained = true;
        }
        Some(next)
    }

    /// Gives numbers that are joined to the one at a place its unit.
    pub(super) fn link(&mut self, place: usize, unit: &Value) {
        let joined = self.is_joined(place);
        let chain = std::mem::take(&mut self.chain);
        for at in chain.into_iter().rev().filter(|_| joined) {
            let Some(found) = self.found.get_mut(at) else { continue };
            let Value::Number(number) = found.value else { continue };
            let (subject, value) = match unit {
                Value::Money(currency, _) => (Subject::Money, Value::Money(currency, number)),
                Value::Percent(_) => (Subject::Percent, Value::Percent(number)),
                Value::Duration(length) => match scaled(number, length, self.text, place) {
                    Some(length) => (Subject::Duration, Value::Duration(length)),
                    None => continue,
                },
                _ => continue,
            };
            (found.subject, found.value, found.chained) = (subject, value, true);
        }
    }

    /// Whether nothing but a joint of a list or range stands between the last fact and a place.
    pub(super) fn is_joined(&self, place: usize) -> bool {
        if place.saturating_sub(self.last) > 12 {
            return false;
        }
        let between: String = self.text.slice(self.last.min(place), place);
        place > self.last && is_joint(between.trim())
    }

    /// A day whose month stands behind a later one: the 19 of `19 to 21 June 2026`, `1, 2 and 5 May`.
    pub(super) fn day_before_date(&mut self, place: usize) -> Option<usize> {
        let (mut next, mut own) = (place, None);
        for _ in 0..8 {
            let end = dates::ordinal_end(self.text, self.text.digits(next));
            let value =
                self.text.small(next, self.text.digits(next)).filter(|value| (1..=31).contains(value))?;
            let own = *own.get_or_insert((value, end));
            next = after_joint(self.text, end)?;
            if let Some(last) = dates::day_first(self.text, next) {
                let day = Ymd { day: Some(own.0), ..last.day };
                let next = self.date(dates::Dated::new(day, own.1), place);
                if let Some(found) = self.found.last_mut() {
                    found.chained = true;
                }
                return Some(next);
            }
        }
        None
    }
}

/// The place of the digits that follow a joint of a list or range.
fn after_joint(text: Cursor<'_>, place: usize) -> Option<usize> {
    let digit = (place..place + 10).find(|at| text.at(*at).is_ascii_digit())?;
    (digit > place && is_joint(text.slice(place, digit).trim())).then_some(digit)
}

/// Whether a text stands between the members of a list or range.
fn is_joint(text: &str) -> bool {
    [
        "-", "–", "—", "~", "/", ",", "、", "to", "through", "until", "till", "or", "and", "- or", "- and",
        "- to", ", or", ", and", "到", "至", "或", "和",
    ]
    .contains(&text)
}

/// The length of so many units as the number at a place has; years are no counts.
fn scaled(number: Decimal, length: &Length, text: Cursor<'_>, place: usize) -> Option<Length> {
    let last = numbers::number(text, place)?;
    let is_year = number.as_whole().is_some_and(|value| (1900..2100).contains(&value));
    let measure = durations::measure(text, last.next).filter(|_| !is_year)?;
    measure.of(number).filter(|made| made.unit == length.unit)
}

/// `24 hours a day, 7 days a week` and 每周 7 天，每天 24 小时 are around the clock.
pub(super) fn around_the_clock(found: &mut Vec<Found>) {
    let day = Length { amount: Decimal::whole(24 * 3600), unit: Unit::Seconds, business: false };
    let week = Length { amount: Decimal::whole(7), unit: Unit::Days, business: false };
    let year = Length { amount: Decimal::whole(365), ..week };
    let place_of = |length: Length, found: &[Found]| {
        found.iter().position(|fact| fact.value == Value::Duration(length) && fact.span.end > fact.span.start)
    };
    let all = place_of(week, found).or_else(|| place_of(year, found));
    let (Some(hours), Some(days)) = (place_of(day, found), all) else { return };
    let (Some(first), Some(last)) = (found.get(hours.min(days)), found.get(hours.max(days))) else { return };
    if hours.abs_diff(days) > 3 || last.span.start.saturating_sub(first.span.end) > 30 {
        return;
    }
    let span = Span::new(first.span.start, last.span.end);
    let clock = Found::new(Subject::Time, Value::AroundTheClock, span);
    let range = hours.min(days)..=hours.max(days);
    found.splice(range, [clock]);
}
