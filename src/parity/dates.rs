//! Reads dates: `December 1, 2020`, 2020 年 12 月 1 日, `2020-12-01`, `3/14/17`, `FY21`, a month alone.
//!
//! Apart because day, month and year must be compared as what they are: as loose numbers 11 月 1 日 is as good
//! as `January 11`.
//!
//! Invariant: a month is 1 to 12 and a day 1 to 31.

use crate::parity::cursor::{Cursor, is_latin};
use crate::parity::numbers::{Form, Number, number};
use crate::parity::value::Ymd;

/// A date that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) day: Ymd,
    /// The place after it.
    pub(super) next: usize,
    /// Ymd and month may be the other way round.
    pub(super) swappable: bool,
    /// May be no date at all: `may`.
    pub(super) weak: bool,
}

impl Dated {
    pub(super) fn new(day: Ymd, next: usize) -> Self {
        Self { day, next, swappable: false, weak: false }
    }
}

const MONTHS: &[(&str, u32)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

fn is_year(value: u32) -> bool {
    (1900..2100).contains(&value)
}

fn month(value: u32) -> Option<u32> {
    (1..=12).contains(&value).then_some(value)
}

fn day(value: u32) -> Option<u32> {
    (1..=31).contains(&value).then_some(value)
}

/// The year that digits stand for; two of them are of this century.
fn year(text: Cursor<'_>, start: usize, end: usize) -> Option<u32> {
    let value = text.small(start, end)?;
    match end - start {
        2 => Some(2000 + value),
        4 if is_year(value) => Some(value),
        _ => None,
    }
}

/// The English month at a place, which begins with a capital.
fn month_name(text: Cursor<'_>, place: usize) -> Option<(u32, usize)> {
    if !text.at(place).is_ascii_uppercase() || is_latin(text.before(place)) {
        return None;
    }
    let (word, next) = text.word(place)?;
    let (_, month) = MONTHS.iter().find(|(name, _)| *name == word.as_str())?;
    let short = next - place < 5 && text.at(next) == '.';
    (!is_latin(text.at(next))).then_some((*month, next + usize::from(short)))
}

/// The place after an ordinal's ending.
pub(super) fn ordinal_end(text: Cursor<'_>, place: usize) -> usize {
    match text.word(place) {
        Some((word, next)) if matches!(word.as_str(), "st" | "nd" | "rd" | "th") => next,
        _ => place,
    }
}

/// A date that begins with the name of a month.
pub(super) fn by_name(text: Cursor<'_>, place: usize) -> Option<Dated> {
    let (month, end) = month_name(text, place)?;
    // An island.
    if text.eat(end, " Mayen").is_some() {
        return None;
    }
    let mut found = Dated::new(Ymd { month: Some(month), ..Ymd::default() }, end);
    let joint = if text.at(end) == '-' { end + 1 } else { text.skip(end) };
    let joint = text.eat(joint, "the ").unwrap_or(joint);
    let digits = text.digits(joint);
    if let Some(value) = text.small(joint, digits).and_then(day).filter(|_| digits - joint < 3) {
        let next = ordinal_end(text, digits);
        if next > digits || !is_latin(text.at(digits)) {
            found.day.day = Some(value);
            found.next = next;
        }
    }
    if let Some((year, next)) = year_after(text, found.next) {
        found.day.year = Some(year);
        found.next = next;
    }
    found.weak = month == 5 && found.next == end && !is_after_preposition(text, place);
    Some(found)
}

/// The year after a month or day, and the place after it.
pub(super) fn year_after(text: Cursor<'_>, place: usize) -> Option<(u32, usize)> {
    let joint = text.skip(place);
    let joint = [", of ", " of ", "of ", ","].iter().find_map(|word| text.eat(joint, word)).unwrap_or(joint);
    let start = text.skip(if matches!(text.at(joint), '-' | '/') { joint + 1 } else { joint });
    let end = text.digits(start);
    let goes_on = is_latin(text.at(end)) || text.at(end) == ',' && text.digits(end + 1) == end + 4;
    (end - start == 4 && !goes_on).then(|| year(text, start, end)).flatten().map(|year| (year, end))
}

/// Whether the word before is one that stands before months.
fn is_after_preposition(text: Cursor<'_>, place: usize) -> bool {
    let mut end = place;
    while text.before(end) == ' ' {
        end -= 1;
    }
    let mut start = end;
    while text.before(start).is_ascii_alphabetic() {
        start -= 1;
    }
    let word = text.slice(start, end).to_ascii_lowercase();
    [
        "in", "of", "by", "since", "from", "to", "until", "till", "through", "before", "after", "and", "or",
        "late",
    ]
    .contains(&word.as_str())
}

/// A date that begins with digits, in English or in figures.
pub(super) fn by_digits(text: Cursor<'_>, place: usize) -> Option<Dated> {
    in_figures(text, place).or_else(|| day_first(text, place))
}

/// `1 December 2020`, `1st of December`.
pub(super) fn day_first(text: Cursor<'_>, place: usize) -> Option<Dated> {
    let end = text.digits(place);
    let value = text.small(place, end).and_then(day).filter(|_| end - place < 3)?;
    let after = ordinal_end(text, end);
    let joint = if text.at(after) == '-' { after + 1 } else { text.skip(after) };
    let joint = text.eat(joint, "of ").or_else(|| text.eat(joint, "day of ")).unwrap_or(joint);
    let (month, next) = month_name(text, joint)?;
    let mut found = Dated::new(Ymd { year: None, month: Some(month), day: Some(value) }, next);
    if let Some((year, next)) = year_after(text, next) {
        found.day.year = Some(year);
        found.next = next;
    }
    Some(found)
}

/// `2020-12-01`, `2020/12/1`, `3/14/17`, `14.3.2017`, `12/2020`.
fn in_figures(text: Cursor<'_>, place: usize) -> Option<Dated> {
    let first_end = text.digits(place);
    let mark = text.at(first_end);
    if !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let second_end = text.digits(first_end + 1);
    let second = text.small(first_end + 1, second_end)?;
    let ends =
        |end: usize| !(is_latin(text.at(end)) || text.at(end) == mark && text.at(end + 1).is_ascii_digit());
    let first = text.small(place, first_end)?;
    if text.at(second_end) != mark || text.digits(second_end + 1) == second_end + 1 {
        let (month, year) = (month(first)?, year(text, first_end + 1, second_end)?);
        let is_whole = mark == '/' && second_end - first_end == 5 && ends(second_end);
        return is_whole
            .then_some(Dated::new(Ymd { year: Some(year), month: Some(month), day: None }, second_end));
    }
    let third_end = text.digits(second_end + 1);
    let third = text.small(second_end + 1, third_end)?;
    if !ends(third_end) {
        return None;
    }
    if first_end - place == 4 {
        let (month, day) = (month(second)?, day(third)?);
        return is_year(first)
            .then_some(Dated::new(Ymd { year: Some(first), month: Some(month), day: Some(day) }, third_end));
    }
    let year = year(text, second_end + 1, third_end)?;
    if mark != '/' && third_end - second_end != 5 {
        return None;
    }
    let (month_value, day_value) = if first > 12 { (second, first) } else { (first, second) };
    let day = Ymd { year: Some(year), month: Some(month(month_value)?), day: Some(day(day_value)?) };
    Some(Dated { swappable: day_value <= 12, ..Dated::new(day, third_end) })
}

/// What of 2020 年 12 月 1 日 follows a number; also 12 月, 1 日 and 2021 财年.
pub(super) fn in_chinese(text: Cursor<'_>, first: &Number) -> Option<Dated> {
    let mut read = *first;
    let mut found = Ymd::default();
    let mut next = None;
    if let Some(after) = eat_unit(text, read.next, &["财政年度", "财年", "日历年", "历年", "年度", "年"])
    {
        let value = read.value.as_whole()?;
        let two_digits = value < 100 && text.eat(text.skip(read.next), "财").is_some();
        found.year = Some(if two_digits { 2000 + value } else { value }).filter(|year| is_year(*year));
        found.year?;
        next = Some(after);
        match number(text, text.skip(after)).filter(|read| read.form != Form::Word) {
            Some(second) => read = second,
            None => return Some(Dated::new(found, after)),
        }
    }
    if let Some(after) = eat_unit(text, read.next, &["月份", "月"])
        && let Some(value) = read.value.as_whole().and_then(month)
    {
        found.month = Some(value);
        next = Some(after);
        match number(text, text.skip(after)).filter(|read| read.form != Form::Word) {
            Some(third) => read = third,
            None => return Some(Dated::new(found, after)),
        }
    } else if next.is_some() {
        return next.map(|next| Dated::new(found, next));
    }
    if let Some(after) = eat_unit(text, read.next, &["日", "号"])
        && let Some(value) = read.value.as_whole().and_then(day)
    {
        found.day = Some(value);
        next = Some(after);
    }
    next.map(|next| Dated::new(found, next))
}

fn eat_unit(text: Cursor<'_>, place: usize, units: &[&str]) -> Option<usize> {
    let place = text.skip(place);
    units.iter().find_map(|unit| text.eat(place, unit))
}

/// `FY21`, `FY 2021`, `CY2020`.
pub(super) fn fiscal(text: Cursor<'_>, place: usize) -> Option<Dated> {
    let end = text.eat(place, "FY").or_else(|| text.eat(place, "CY"))?;
    let start = if text.at(end) == '-' { end + 1 } else { text.skip(end) };
    let next = text.digits(start);
    let year = year(text, start, next)?;
    (!is_latin(text.at(next))).then_some(Dated::new(Ymd { year: Some(year), ..Ymd::default() }, next))
}
