//! Reads units of time after a number: `4 business hours`, 4 个工作小时, 30 天.
//!
//! Apart because the class of a unit is half of what it says: four hours and four business hours are different
//! promises.
//!
//! Invariant: nothing is read where no unit stands.

use crate::parity::cursor::{Cursor, is_latin};
use crate::parity::decimal::Decimal;
use crate::parity::numbers::number;
use crate::parity::value::{Length, Unit};

/// A unit of time: how many of the smallest unit of its kind it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    unit: Unit,
    factor: u64,
    business: bool,
    /// A word of another kind stands between the number and the unit.
    pub(super) loose: bool,
    /// The place after it.
    pub(super) next: usize,
}

impl Measure {
    /// So many of it.
    pub(super) fn of(self, amount: Decimal) -> Option<Length> {
        Some(Length { amount: amount.times(self.factor)?, unit: self.unit, business: self.business })
    }
}

const SECOND: (Unit, u64) = (Unit::Seconds, 1);
const MINUTE: (Unit, u64) = (Unit::Seconds, 60);
const HOUR: (Unit, u64) = (Unit::Seconds, 3600);
const DAY: (Unit, u64) = (Unit::Days, 1);
const WEEK: (Unit, u64) = (Unit::Days, 7);
const MONTH: (Unit, u64) = (Unit::Months, 1);
const QUARTER: (Unit, u64) = (Unit::Months, 3);
const YEAR: (Unit, u64) = (Unit::Months, 12);

const ENGLISH: &[(&str, (Unit, u64))] = &[
    ("second", SECOND),
    ("seconds", SECOND),
    ("sec", SECOND),
    ("secs", SECOND),
    ("minute", MINUTE),
    ("minutes", MINUTE),
    ("min", MINUTE),
    ("mins", MINUTE),
    ("hour", HOUR),
    ("hours", HOUR),
    ("hr", HOUR),
    ("hrs", HOUR),
    ("h", HOUR),
    ("day", DAY),
    ("days", DAY),
    ("week", WEEK),
    ("weeks", WEEK),
    ("wk", WEEK),
    ("wks", WEEK),
    ("month", MONTH),
    ("months", MONTH),
    ("quarter", QUARTER),
    ("quarters", QUARTER),
    ("year", YEAR),
    ("years", YEAR),
    ("yr", YEAR),
    ("yrs", YEAR),
];

/// Words between the number and the unit that leave elapsed time what it is.
const BETWEEN: &[&str] =
    &["calendar", "consecutive", "full", "elapsed", "clock", "more", "additional", "whole", "or"];

/// With 个 and 月 apart: 3 月 is March.
const CHINESE: &[(&str, (Unit, u64))] = &[
    ("分钟", MINUTE),
    ("秒钟", SECOND),
    ("秒", SECOND),
    ("小时", HOUR),
    ("钟头", HOUR),
    ("时间", HOUR),
    ("天", DAY),
    ("日", DAY),
    ("周", WEEK),
    ("星期", WEEK),
    ("礼拜", WEEK),
    ("季度", QUARTER),
    ("月", MONTH),
    ("年", YEAR),
];

/// The unit of time after a number that ends here.
pub(super) fn measure(text: Cursor<'_>, place: usize) -> Option<Measure> {
    chinese(text, place).or_else(|| english(text, place))
}

/// The English unit at a place, perhaps after a hyphen and words such as `business`.
fn english(text: Cursor<'_>, place: usize) -> Option<Measure> {
    let (mut business, mut loose) = (false, false);
    // `three (3) months`
    let mut start = if text.at(place) == ')' { place + 1 } else { place };
    for _ in 0..4 {
        if matches!(text.at(start), '-' | '–') && text.at(start + 1).is_ascii_alphabetic() {
            start += 1;
        } else {
            start = text.skip(start);
        }
        let (word, next) = text.word(start)?;
        if is_latin(text.at(next)) {
            return None;
        }
        if let Some((_, (unit, factor))) = ENGLISH.iter().find(|(name, _)| *name == word.as_str()) {
            // `Windows 7 Year 2`: the year has a number of its own.
            let is_title = text.at(start).is_ascii_uppercase() && text.at(text.skip(next)).is_ascii_digit();
            return (!is_title).then_some(Measure { unit: *unit, factor: *factor, business, loose, next });
        }
        match word.as_str() {
            "business" | "working" | "work" | "workday" => business = true,
            between if BETWEEN.contains(&between) => {}
            // `600 international minutes`
            _ if !loose
                && text.at(start).is_ascii_lowercase()
                && is_plural_unit(text, next)
                && number(text, start).is_none() =>
            {
                loose = true;
            }
            _ => return None,
        }
        start = next;
    }
    None
}

/// Whether the word after a space is a unit of more than one.
fn is_plural_unit(text: Cursor<'_>, place: usize) -> bool {
    let word = text.word(text.skip(place));
    word.is_some_and(|(word, _)| {
        word.as_str().ends_with('s') && ENGLISH.iter().any(|(name, _)| *name == word.as_str())
    })
}

fn chinese(text: Cursor<'_>, place: usize) -> Option<Measure> {
    let start = text.skip(if text.at(place) == ')' { place + 1 } else { place });
    let counted = text.eat(start, "个").or_else(|| text.eat(start, "整"));
    let after = text.skip(counted.unwrap_or(start));
    let after = text.eat(after, "完整").or_else(|| text.eat(after, "连续")).unwrap_or(after);
    if let Some(next) = text.eat(after, "半") {
        // 三个半小时 is read as 三 alone; its half is told by the caller.
        return chinese(text, next).filter(|_| counted.is_some());
    }
    let business = text.any(after, &[("工作", ()), ("营业", ()), ("办公", ())]);
    let calendar = text.any(after, &[("自然", ()), ("日历", ())]);
    let unit_place = business.or(calendar).map_or(after, |((), next)| next);
    let ((unit, factor), next) = text.any(unit_place, CHINESE)?;
    let named = business.is_some() || calendar.is_some();
    let after_unit = text.at(next);
    let last = text.before(next);
    let is_unit = match last {
        // 30 日 is a day of a month, but for 30 日内.
        '日' => named || follows_day(text, next),
        '月' => counted.is_some() && after_unit != '度',
        '间' => business.is_some(),
        '天' => after_unit != '数',
        // 10 星期一 is the tenth, a Monday.
        '周' | '期' | '拜' => !"一二三四五六日天".contains(after_unit) || counted.is_some(),
        _ => true,
    };
    if !is_unit {
        return None;
    }
    let worked = text.eat(next, "工作时间").or_else(|| text.eat(next, "的工作时间"));
    let business = business.is_some() || worked.is_some();
    Some(Measure { unit, factor, business, loose: false, next: worked.unwrap_or(next) })
}

/// Whether what follows makes 30 日 a span of time.
fn follows_day(text: Cursor<'_>, place: usize) -> bool {
    let place = text.skip(place);
    ["内", "之内", "以内", "后", "的期限", "通知"].iter().any(|word| text.eat(place, word).is_some())
}
