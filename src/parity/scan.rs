//! Walks through a text and takes its facts, each character for one of them.
//!
//! Apart because the order in which readers are asked is a decision of its own: an address before the numbers
//! in it, a date before a range, a sum before a number.
//!
//! Invariant: facts come in the order of the text and do not overlap.

use crate::parity::cursor::{Cursor, is_latin};
use crate::parity::decimal::Decimal;
use crate::parity::flat::Flat;
use crate::parity::identifiers::{self, Run};
use crate::parity::numbers::{Form, in_digits, number};
use crate::parity::value::{Found, Length, Unit, Value};
use crate::parity::{Subject, address, dates, durations, money, phones, ranges, times};
use crate::syntax::cjk::is_han;

/// The facts of a text without markup.
pub(super) fn facts(flat: &Flat) -> Vec<Found> {
    let mut scan = Scan {
        text: Cursor { chars: &flat.chars },
        flat,
        found: Vec::new(),
        chain: Vec::new(),
        last: 0,
        after_date: 0,
    };
    let mut place = after_marker(scan.text);
    while place < flat.chars.len() {
        place = scan.step(place).max(place + 1);
    }
    ranges::around_the_clock(&mut scan.found);
    scan.found
}

/// The place after the number of a list item that a translation ran into its text: `1.文本`.
fn after_marker(text: Cursor<'_>) -> usize {
    let start = text.chars.iter().take_while(|c| c.is_whitespace()).count();
    let end = text.digits(start);
    let is_mark = matches!(text.at(end), '.' | '、' | ')') && is_han(text.at(end + 1));
    if is_mark && end > start && end - start < 3 { end } else { start }
}

/// Where the walk is.
pub(super) struct Scan<'a> {
    pub(super) text: Cursor<'a>,
    pub(super) flat: &'a Flat,
    pub(super) found: Vec<Found>,
    /// Numbers without a unit, each joined to the next: the 24 of `24 or 48 hours`.
    pub(super) chain: Vec<usize>,
    /// The place after the last fact.
    pub(super) last: usize,
    /// The place after the last date.
    pub(super) after_date: usize,
}

impl Scan<'_> {
    /// Takes what stands at a place, and gives the place after it.
    fn step(&mut self, place: usize) -> usize {
        let text = self.text;
        let c = text.at(place);
        if c == '{' {
            if let Some((name, next)) = identifiers::placeholder(text, place) {
                return self.take(Subject::Placeholder, Value::Exact(name), place, next);
            }
        } else if c.is_ascii_alphabetic() && !is_latin(text.before(place)) {
            return self.letters(place);
        } else if c.is_ascii_digit() {
            return self.digits(place);
        } else if matches!(c, '+' | '(') {
            if let Some((digits, next)) = phones::phone(text, place) {
                return self.take(Subject::Phone, Value::Exact(digits), place, next);
            }
        } else if is_han(c) {
            return self.han(place);
        } else if (!c.is_ascii() || c == '$')
            && let Some((currency, start)) = money::before(text, place)
        {
            return self.money(currency, place, start);
        }
        place + 1
    }

    fn letters(&mut self, place: usize) -> usize {
        let text = self.text;
        if let Some((target, next)) = address::web(text, place) {
            return self.take(Subject::Address, Value::Exact(target), place, next);
        }
        if let Some((mail, next)) = address::mail(text, place) {
            return self.take(Subject::Mail, Value::Exact(mail), place, next);
        }
        if let Some((currency, start)) = money::before(text, place) {
            return self.money(currency, place, start);
        }
        if let Some(found) = dates::fiscal(text, place).or_else(|| dates::by_name(text, place)) {
            return self.date(found, place);
        }
        if let Some((day, next)) = times::weekday(text, place) {
            return self.take(Subject::Weekday, Value::Weekday(day), place, next);
        }
        if let Some(next) = self.quarter(place).or_else(|| self.word(place)) {
            return next;
        }
        match identifiers::run(text, place) {
            Run::Identifier(next) => self.identifier(place, next),
            Run::Word(next) => {
                // Words behind hyphens are looked at one by one.
                text.word(place).map_or(next, |(_, end)| end)
            }
            Run::Number => place + 1,
        }
    }

    /// `Q3` is 第三季度.
    fn quarter(&mut self, place: usize) -> Option<usize> {
        let text = self.text;
        let is_quarter =
            text.at(place) == 'Q' && matches!(text.at(place + 1), '1'..='4') && !is_latin(text.at(place + 2));
        let value = text.small(place + 1, place + 2).filter(|_| is_quarter)?;
        Some(self.take(Subject::Number, Value::Number(Decimal::whole(value)), place, place + 2))
    }

    /// English words that are facts: numbers, `a day`, `noon`, `around the clock`.
    fn word(&mut self, place: usize) -> Option<usize> {
        let text = self.text;
        if let Some(number) = number(text, place) {
            return Some(self.number(place, number));
        }
        let (word, next) = text.word(place)?;
        match word.as_str() {
            "noon" => Some(self.take(Subject::Time, Value::Time(12 * 3600), place, next)),
            "midnight" => Some(self.take_weak(Subject::Time, Value::Time(0), place, next)),
            "around" => {
                let end = text.eat(next, " the clock")?;
                Some(self.take_weak(Subject::Time, Value::AroundTheClock, place, end))
            }
            "a" | "an" | "per" | "each" | "every" if text.at(next) == ' ' => {
                let measure = durations::measure(text, next)?;
                let length = measure.of(Decimal::whole(1))?;
                Some(self.take_weak(Subject::Duration, Value::Duration(length), place, measure.next))
            }
            "daily" => Some(self.once(Unit::Days, 1, place, next)),
            "weekly" => Some(self.once(Unit::Days, 7, place, next)),
            "monthly" => Some(self.once(Unit::Months, 1, place, next)),
            "quarterly" => Some(self.once(Unit::Months, 3, place, next)),
            "annual" | "annually" | "yearly" => Some(self.once(Unit::Months, 12, place, next)),
            _ => None,
        }
    }

    fn once(&mut self, unit: Unit, count: u32, place: usize, next: usize) -> usize {
        let length = Length { amount: Decimal::whole(count), unit, business: false };
        self.take_weak(Subject::Duration, Value::Duration(length), place, next)
    }

    fn digits(&mut self, place: usize) -> usize {
        let text = self.text;
        if let Some(next) = times::around_the_clock(text, place) {
            return self.take(Subject::Time, Value::AroundTheClock, place, next);
        }
        if let Some(next) = vianet(text, place) {
            return self.take(Subject::Identifier, Value::Exact(VIANET.to_owned()), place, next);
        }
        if let Some((mail, next)) = address::mail(text, place) {
            return self.take(Subject::Mail, Value::Exact(mail), place, next);
        }
        if let Some(found) = dates::by_digits(text, place) {
            return self.date(found, place);
        }
        if let Some(next) = self.day_before_date(place) {
            return next;
        }
        if let Some((digits, next)) = phones::phone(text, place) {
            return self.take(Subject::Phone, Value::Exact(digits), place, next);
        }
        match identifiers::run(text, place) {
            Run::Identifier(next) => self.identifier(place, next),
            _ => match in_digits(text, place) {
                Some(number) => self.number(place, number),
                None => self.identifier(place, text.digits(place)),
            },
        }
    }

    fn han(&mut self, place: usize) -> usize {
        let text = self.text;
        if !OPENING.contains(text.at(place)) {
            return place + 1;
        }
        if let Some((seconds, next)) = times::after_half(text, place) {
            return self.take(Subject::Time, Value::Time(seconds), place, next);
        }
        if let Some((currency, start)) = money::before(text, place) {
            return self.money(currency, place, start);
        }
        if let Some((day, next)) = times::weekday(text, place) {
            return self.take(Subject::Weekday, Value::Weekday(day), place, next);
        }
        if let Some((name, next)) = text.any(place, NAMES) {
            return self.take(Subject::Identifier, Value::Exact(name.to_owned()), place, next);
        }
        if let Some(next) = ["百分百", "百分之百", "全额"].iter().find_map(|word| text.eat(place, word))
        {
            return self.take_weak(Subject::Percent, Value::Percent(Decimal::whole(100)), place, next);
        }
        if let Some(next) = text.eat(place, "全天候").or_else(|| text.eat(place, "全天 24 小时")) {
            return self.take_weak(Subject::Time, Value::AroundTheClock, place, next);
        }
        if let Some(next) = self.ordinal(place).or_else(|| self.percent(place)) {
            return next;
        }
        if let Some(found) = self.once_in_chinese(place) {
            return found;
        }
        match number(text, place) {
            Some(number) => self.number(place, number),
            None => place + 1,
        }
    }

    /// 第一, 第 3 季度.
    fn ordinal(&mut self, place: usize) -> Option<usize> {
        let start = self.text.skip(self.text.eat(place, "第")?);
        let number = number(self.text, start).filter(|number| number.form != Form::Word)?;
        let weak = number.form == Form::Han;
        Some(self.push(Subject::Number, Value::Number(number.value), weak, place, number.next))
    }

    /// 百分之五.
    fn percent(&mut self, place: usize) -> Option<usize> {
        let start = self.text.skip(self.text.eat(place, "百分之")?);
        let number = number(self.text, start).filter(|number| number.form != Form::Word)?;
        Some(self.take(Subject::Percent, Value::Percent(number.value), place, number.next))
    }

    /// 每天, 每个月, 年度.
    fn once_in_chinese(&mut self, place: usize) -> Option<usize> {
        let text = self.text;
        let ((unit, count), next) = text.any(place, ONCE)?;
        Some(self.once(unit, count, place, next))
    }

    fn identifier(&mut self, place: usize, next: usize) -> usize {
        let name = self.text.slice(place, next).to_ascii_lowercase();
        self.take(Subject::Identifier, Value::Exact(name), place, next)
    }

    pub(super) fn date(&mut self, found: dates::Dated, place: usize) -> usize {
        let (mut found, mut chained) = (found, false);
        if let Some((at, before)) = self.joined_date(place) {
            chained = self.join_dates(at, before, &mut found.day);
        }
        let next = self.push(Subject::Date, Value::Date(found.day), found.weak, place, found.next);
        self.after_date = next;
        if let Some(last) = self.found.last_mut() {
            last.swappable = found.swappable;
            last.chained = chained;
        }
        next
    }

    pub(super) fn take(&mut self, subject: Subject, value: Value, place: usize, next: usize) -> usize {
        self.push(subject, value, false, place, next)
    }

    pub(super) fn take_weak(&mut self, subject: Subject, value: Value, place: usize, next: usize) -> usize {
        self.push(subject, value, true, place, next)
    }

    pub(super) fn push(
        &mut self,
        subject: Subject,
        value: Value,
        weak: bool,
        place: usize,
        next: usize,
    ) -> usize {
        if subject != Subject::Number || !self.is_joined(place) {
            self.chain.clear();
        }
        let found = Found { weak, ..Found::new(subject, value, self.flat.span(place, next)) };
        self.found.push(found);
        self.last = next;
        next
    }
}

const VIANET: &str = "21vianet";

/// Chinese names of what English writes with a number.
const NAMES: &[(&str, &str)] =
    &[("世纪互联", VIANET), ("新冠肺炎", "covid-19"), ("新冠病毒", "covid-19"), ("新冠", "covid-19")];

/// The name of a company that is written with a number.
fn vianet(text: Cursor<'_>, place: usize) -> Option<usize> {
    let start = text.skip(text.eat(place, "21")?);
    let (word, next) = text.word(start)?;
    (word.as_str() == "vianet").then_some(next)
}

/// What happens once in so much time.
const ONCE: &[(&str, (Unit, u32))] = &[
    ("每小时", (Unit::Seconds, 3600)),
    ("每天", (Unit::Days, 1)),
    ("每日", (Unit::Days, 1)),
    ("每周", (Unit::Days, 7)),
    ("每个月", (Unit::Months, 1)),
    ("每月", (Unit::Months, 1)),
    ("每季度", (Unit::Months, 3)),
    ("每年", (Unit::Months, 12)),
    ("年度", (Unit::Months, 12)),
    ("按年", (Unit::Months, 12)),
    ("按月", (Unit::Months, 1)),
];

/// The first characters of everything that Chinese writes facts with, so that most of a text is passed over.
const OPENING: &str = "上早凌下晚傍中午人美欧英港星礼周世新全百第每年按零〇一二两三四五六七八九十千万亿半";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_looked_for_is_passed_over() {
        let once = ONCE.iter().map(|(name, _)| *name);
        let names = NAMES.iter().map(|(name, _)| *name);
        let halves = times::HALVES.iter().map(|(name, _)| *name);
        let currencies = money::BEFORE.iter().map(|(name, _)| *name);
        for name in once.chain(names).chain(halves).chain(currencies) {
            let first = name.chars().next().unwrap_or_default();
            assert!(!is_han(first) || OPENING.contains(first), "{name}");
        }
    }
}
