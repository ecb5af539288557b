//! Reads times of the day and days of the week: `6 PM`, 下午 6 点, `18:00`, `24x7`, 全天候, `Monday`, 周一.
//!
//! Apart because a half of the day may stand before or after the figures, and both clocks mean the same.
//!
//! Invariant: a time is less than a day, but for 24:00.

use crate::parity::cursor::{Cursor, is_latin};
use crate::parity::numbers::Number;

pub(super) const HALVES: &[(&str, bool)] = &[
    ("上午", false),
    ("早上", false),
    ("早晨", false),
    ("凌晨", false),
    ("下午", true),
    ("晚上", true),
    ("傍晚", true),
    ("中午", true),
    ("午夜", false),
];

/// A time after a word for a half of the day: 下午 6 点. The place is that of the word.
pub(super) fn after_half(text: Cursor<'_>, place: usize) -> Option<(u32, usize)> {
    let (afternoon, after) = text.any(place, HALVES)?;
    let start = text.skip(after);
    let number = crate::parity::numbers::number(text, start)?;
    let hour = hour_of(text, start, &number)?;
    let (seconds, next) = clock(text, start, hour)
        .or_else(|| points(text, &number, true))
        .unwrap_or((hour * 3600, number.next));
    Some((twelve(seconds, afternoon), next))
}

/// A time that begins with a number: `18:00`, `6 PM`, `6:30 p.m.`, 9 点半.
pub(super) fn by_number(text: Cursor<'_>, place: usize, number: &Number) -> Option<(u32, usize)> {
    let hour = hour_of(text, place, number)?;
    let read = clock(text, place, hour);
    let end = read.map_or_else(|| text.digits(place).max(place), |(_, next)| next);
    if let Some((afternoon, next)) = half_after(text, end).filter(|_| end > place && (1..=12).contains(&hour))
    {
        return Some((twelve(read.map_or(hour * 3600, |(seconds, _)| seconds), afternoon), next));
    }
    read.or_else(|| points(text, number, false))
}

fn hour_of(text: Cursor<'_>, place: usize, number: &Number) -> Option<u32> {
    // The whole of `6.30` is no hour; its first part may be.
    let digits = text.digits(place);
    if digits > place { text.small(place, digits) } else { number.value.as_whole() }
        .filter(|hour| *hour <= 24)
}

/// Turns a time of the twelve-hour clock into one of the day.
fn twelve(seconds: u32, afternoon: bool) -> u32 {
    match (seconds / 3600, afternoon) {
        (12, false) => seconds - 12 * 3600,
        (0..=11, true) => seconds + 12 * 3600,
        _ => seconds,
    }
}

/// `18:00`, `18:00:30`.
fn clock(text: Cursor<'_>, place: usize, hour: u32) -> Option<(u32, usize)> {
    let mut next = text.digits(place);
    let mut seconds = hour * 3600;
    for weight in [60, 1] {
        let end = text.digits(next + 1);
        if text.at(next) != ':' || end != next + 3 {
            break;
        }
        seconds += text.small(next + 1, end).filter(|value| *value < 60)? * weight;
        next = end;
    }
    (next > text.digits(place)).then_some((seconds, next))
}

/// `PM`, `a.m.` and the like.
fn half_after(text: Cursor<'_>, place: usize) -> Option<(bool, usize)> {
    let start = text.skip(place);
    let afternoon = match text.at(start) {
        'a' | 'A' => false,
        'p' | 'P' => true,
        _ => return None,
    };
    let dot = usize::from(text.at(start + 1) == '.');
    if !matches!(text.at(start + 1 + dot), 'm' | 'M') {
        return None;
    }
    let end = start + 2 + dot;
    (!is_latin(text.at(end))).then_some((afternoon, end + usize::from(dot == 1 && text.at(end) == '.')))
}

/// 9 点, 9 点半, 9 时 30 分. Without a half of the day before, 3 点 is three points unless something more says so.
fn points(text: Cursor<'_>, number: &Number, sure: bool) -> Option<(u32, usize)> {
    let hour = number.value.as_whole().filter(|hour| *hour <= 24)?;
    let unit = text.skip(number.next);
    let after = text.eat(unit, "点").or_else(|| text.eat(unit, "时"))?;
    if matches!(text.at(after), '间' | '候' | '段' | '击' | '数' | '刻' | '差') {
        return None;
    }
    if let Some(next) = text.eat(after, "半") {
        return Some((hour * 3600 + 1800, next));
    }
    if let Some(next) = text.eat(after, "整").or_else(|| text.eat(after, "钟")) {
        return Some((hour * 3600, next));
    }
    let start = text.skip(after);
    let digits = text.digits(start);
    if let Some(minute) = text.small(start, digits).filter(|minute| *minute < 60)
        && let Some(next) = text.eat(text.skip(digits), "分")
    {
        return Some((hour * 3600 + minute * 60, next));
    }
    let goes_on = ["至", "到", "前", "后", "之前", "之后", "以前", "以后", "-", "–"];
    let known = sure || goes_on.iter().any(|word| text.eat(start, word).is_some());
    known.then_some((hour * 3600, after))
}

/// `24x7`, `24/7`, 7×24 小时; the place after it.
pub(super) fn around_the_clock(text: Cursor<'_>, place: usize) -> Option<usize> {
    let end = text.digits(place);
    let first = text.small(place, end).filter(|_| end - place < 3)?;
    let mark = text.eat(end, "小时").unwrap_or(end);
    let mark = text.skip(mark);
    if !matches!(text.at(mark), 'x' | 'X' | '×' | '*' | '/' | '∕') {
        return None;
    }
    let start = text.skip(mark + 1);
    let next = text.digits(start);
    let second = text.small(start, next).filter(|_| next - start < 3)?;
    let is_sign = !is_latin(text.at(next)) && text.at(next) != '/';
    let is_it = (first, second) == (24, 7) || (first, second) == (7, 24);
    // `24/7/365` says no more.
    let next = text.eat(next, "/365").or_else(|| text.eat(next, "x365")).unwrap_or(next);
    let unit = text.skip(next);
    let tail = text.eat(unit, "小时").or_else(|| text.eat(unit, "天")).unwrap_or(next);
    (is_it && (is_sign || next != tail)).then_some(tail)
}

const DAYS: &[(&str, u8)] = &[
    ("monday", 1),
    ("mondays", 1),
    ("mon", 1),
    ("tuesday", 2),
    ("tuesdays", 2),
    ("tue", 2),
    ("tues", 2),
    ("wednesday", 3),
    ("wednesdays", 3),
    ("wed", 3),
    ("thursday", 4),
    ("thursdays", 4),
    ("thu", 4),
    ("thurs", 4),
    ("friday", 5),
    ("fridays", 5),
    ("fri", 5),
    ("saturday", 6),
    ("saturdays", 6),
    ("sunday", 7),
    ("sundays", 7),
];

/// The day of the week at a place.
pub(super) fn weekday(text: Cursor<'_>, place: usize) -> Option<(u8, usize)> {
    if text.at(place).is_ascii_uppercase() && !is_latin(text.before(place)) {
        let (word, next) = text.word(place)?;
        let (_, day) = DAYS.iter().find(|(name, _)| *name == word.as_str())?;
        return (!is_latin(text.at(next))).then_some((*day, next));
    }
    let (short, after) = text.any(place, &[("星期", false), ("礼拜", false), ("周", true)])?;
    let names = &[("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("日", 7), ("天", 7)];
    let (day, next) = text.any(after, names)?;
    // 每周一次 is once a week, 一周一轮 too, 两周天 nothing.
    let counts = short && matches!(text.before(place), '每' | '一' | '两' | '几' | '本' | '整');
    let is_count = matches!(text.at(next), '次' | '个' | '天' | '年' | '期' | '轮' | '趟' | '遍');
    (!(is_count || counts && day == 7)).then_some((day, next))
}
