//! Reads numbers: in digits, in English words and in Chinese numerals, with their scales.
//!
//! Apart because dates, money, percentages and durations all begin with one.
//!
//! Invariant: a number that is read is at least one character long, and digits are taken whole.

use crate::parity::cursor::{Cursor, is_latin};
use crate::parity::decimal::Decimal;

/// A number and how it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// The place after it.
    pub(super) next: usize,
    pub(super) form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// In digits, perhaps with a scale.
    Digits,
    /// In an English word.
    Word,
    /// In Chinese numerals.
    Han,
}

const SCALES: &[(&str, u64)] = &[
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("mn", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

const WORDS: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("both", 2),
    ("couple", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("dozen", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("once", 1),
    ("single", 1),
    ("twice", 2),
    ("double", 2),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("twelfth", 12),
];

/// The number at a place, in whatever form.
pub(super) fn number(text: Cursor<'_>, place: usize) -> Option<Number> {
    let c = text.at(place);
    if c.is_ascii_digit() {
        in_digits(text, place)
    } else if c.is_ascii_alphabetic() && !is_latin(text.before(place)) {
        in_words(text, place)
    } else if numeral(c).is_some() {
        in_han(text, place)
    } else {
        None
    }
}

/// Digits, thousands separators, decimals and a scale.
pub(super) fn in_digits(text: Cursor<'_>, place: usize) -> Option<Number> {
    let mut end = text.digits(place);
    let mut digits = text.slice(place, end);
    if digits.len() <= 3 {
        while digits.len() < 16 && text.digits(end + 1) == end + 4 && is_separator(text, end) {
            digits.push_str(&text.slice(end + 1, end + 4));
            end += 4;
        }
    }
    let decimals_end = text.digits(end + 1);
    let mut decimals = String::new();
    if text.at(end) == '.' && decimals_end > end + 1 {
        decimals = text.slice(end + 1, decimals_end);
        end = decimals_end;
    }
    let value = Decimal::read(&digits, &decimals)?;
    let (factor, next) = scale(text, end);
    Some(Number { value: value.times(factor)?, next, form: Form::Digits })
}

/// Whether a comma before three digits separates thousands. A Chinese one does only before round ones:
/// 10，100 are two numbers.
fn is_separator(text: Cursor<'_>, place: usize) -> bool {
    text.at(place) == ',' || text.at(place) == '，' && text.eat(place + 1, "000").is_some()
}

/// The scale after digits, and the place after it.
fn scale(text: Cursor<'_>, place: usize) -> (u64, usize) {
    let after_letter = |next| !is_latin(text.at(next));
    if matches!(text.at(place), ' ' | '-') && text.at(place + 1) == 'K' && after_letter(place + 2) {
        return (1000, place + 2);
    }
    match text.at(place) {
        'K' | 'k' if after_letter(place + 1) => return (1000, place + 1),
        'M' if after_letter(place + 1) => return (1_000_000, place + 1),
        'B' if after_letter(place + 1) => return (1_000_000_000, place + 1),
        _ => {}
    }
    let start = text.skip(place);
    if let Some((word, next)) = text.word(start)
        && let Some((_, factor)) = SCALES.iter().find(|(name, _)| *name == word.as_str())
    {
        return (*factor, next);
    }
    let (mut factor, mut next) = (1_u64, start);
    while let Some(step) = han_scale(text.at(next)) {
        if text.at(next) == '百' && text.at(next + 1) == '分' || factor >= 1_000_000_000_000 {
            break;
        }
        factor *= step;
        next += 1;
    }
    if factor == 1 { (1, place) } else { (factor, next) }
}

fn han_scale(c: char) -> Option<u64> {
    Some(match c {
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// An English number word, or two: `twenty-four`, `two hundred`, `one and a half` is not one.
fn in_words(text: Cursor<'_>, place: usize) -> Option<Number> {
    let (word, end) = text.word(place)?;
    let found = |name: &str| WORDS.iter().find(|(word, _)| *word == name).map(|(_, value)| *value);
    if word.as_str() == "half" {
        return Some(Number { value: Decimal::whole(1).half(), next: end, form: Form::Word });
    }
    let first = found(word.as_str())?;
    if is_latin(text.at(end)) {
        return None;
    }
    let mut number = Number { value: Decimal::whole(first), next: end, form: Form::Word };
    let joint = if text.at(end) == '-' { end + 1 } else { text.skip(end) };
    let Some((second, next)) = text.word(joint) else { return Some(number) };
    let units = found(second.as_str());
    if (20..=90).contains(&first) && units.is_some_and(|units| units < 10) {
        number.value = Decimal::whole(first + units.unwrap_or_default());
        number.next = next;
    } else if first < 100
        && let Some((_, factor)) = SCALES.iter().find(|(name, _)| *name == second.as_str())
        && let Some(value) = number.value.times(*factor)
    {
        number.value = value;
        number.next = next;
    }
    Some(number)
}

/// What one Chinese numeral stands for.
fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '半' => 1,
        _ => return None,
    })
}

/// Chinese numerals: 十二, 两千三百, 百万, 二〇二〇, 半.
fn in_han(text: Cursor<'_>, place: usize) -> Option<Number> {
    if text.at(place) == '半' {
        return Some(Number { value: Decimal::whole(1).half(), next: place + 1, form: Form::Han });
    }
    let mut end = place;
    while end - place < 16 && text.at(end) != '半' && numeral(text.at(end)).is_some() {
        if text.at(end) == '百' && text.at(end + 1) == '分' {
            break;
        }
        end += 1;
    }
    let values: Vec<u32> = (place..end).filter_map(|at| numeral(text.at(at))).collect();
    let value = if values.len() > 1 && values.iter().all(|value| *value < 10) {
        let digits: String = values.iter().map(u32::to_string).collect();
        Decimal::read(&digits, "")?
    } else {
        sum_of(&values)?
    };
    (end > place).then_some(Number { value, next: end, form: Form::Han })
}

/// The number that numerals of different weight make together.
fn sum_of(values: &[u32]) -> Option<Decimal> {
    let (mut total, mut section, mut digit) = (Decimal::ZERO, Decimal::ZERO, None::<u32>);
    for &value in values {
        match value {
            0..=9 => digit = Some(value),
            10 | 100 | 1000 => {
                let step = Decimal::whole(digit.take().unwrap_or(1)).times(u64::from(value))?;
                section = section.plus(step)?;
            }
            _ => {
                section = section.plus(Decimal::whole(digit.take().unwrap_or(0)))?;
                if section == Decimal::ZERO && total == Decimal::ZERO {
                    section = Decimal::whole(1);
                }
                // 三亿五千万 is a sum, 三万亿 a product.
                total = if value == 10_000 {
                    total.plus(section.times(u64::from(value))?)?
                } else {
                    total.plus(section)?.times(u64::from(value))?
                };
                section = Decimal::ZERO;
            }
        }
    }
    total.plus(section)?.plus(Decimal::whole(digit.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_form() {
        let read = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            number(Cursor { chars: &chars }, 0).map(|number| (number.value.to_string(), number.next))
        };
        for (text, value) in [
            ("1,234,567", "1234567"),
            ("1.5万", "15000"),
            ("30 万", "300000"),
            ("3百万", "3000000"),
            ("5 million", "5000000"),
            ("300K", "300000"),
            ("十二", "12"),
            ("二十四", "24"),
            ("两千三百", "2300"),
            ("一百零五", "105"),
            ("百万", "1000000"),
            ("二〇二〇", "2020"),
            ("twenty-four", "24"),
            ("two hundred", "200"),
            ("三亿五千万", "350000000"),
            ("三万亿", "3000000000000"),
            ("十万", "100000"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), text.chars().count())), "{text}");
        }
        assert_eq!(read("百分之五"), None);
    }
}
