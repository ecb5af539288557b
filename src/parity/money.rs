//! Reads currencies before and after an amount: `$211.20`, `USD 211.20`, 211.20 美元.
//!
//! Apart because an amount without its currency is not compared, and every language has its own names for it.
//!
//! Invariant: currencies come out as their three letters.

use crate::parity::cursor::{Cursor, is_latin};

/// Signs before an amount, longest first.
pub(super) const BEFORE: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NT$", "TWD"),
    ("NZ$", "NZD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("RMB¥", "CNY"),
    ("CN¥", "CNY"),
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("港币", "HKD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "CNY"),
    ("₹", "INR"),
    ("₩", "KRW"),
];

/// Names after an amount, longest first.
const AFTER: &[(&str, &str)] = &[
    ("元人民币", "CNY"),
    ("人民币元", "CNY"),
    ("人民币", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("韩元", "KRW"),
    ("澳元", "AUD"),
    ("澳大利亚元", "AUD"),
    ("加元", "CAD"),
    ("加拿大元", "CAD"),
    ("新元", "SGD"),
    ("新加坡元", "SGD"),
    ("新台币", "TWD"),
    ("瑞士法郎", "CHF"),
    ("卢比", "INR"),
    ("元", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
];

const CODES: &[(&str, &str)] = &[
    ("usd", "USD"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("hkd", "HKD"),
    ("jpy", "JPY"),
    ("krw", "KRW"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("inr", "INR"),
    ("chf", "CHF"),
    ("nzd", "NZD"),
    ("sgd", "SGD"),
    ("twd", "TWD"),
    ("brl", "BRL"),
    ("sek", "SEK"),
    ("dkk", "DKK"),
    ("nok", "NOK"),
];

const WORDS: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
];

/// The currency at a place before an amount, and where the amount begins.
pub(super) fn before(text: Cursor<'_>, place: usize) -> Option<(&'static str, usize)> {
    let first = if text.at(place).is_ascii_alphabetic() {
        let code = (!is_latin(text.before(place))).then(|| code(text, place, CODES)).flatten();
        code.or_else(|| text.any(place, BEFORE))
    } else {
        text.any(place, BEFORE)
    };
    let (mut currency, after) = first?;
    let mut start = text.skip(after);
    // `USD $100`, but `$` alone says less than the code before it.
    if let Some((second, after)) =
        text.any(start, BEFORE).filter(|(_, after)| text.at(*after).is_ascii_digit())
    {
        start = after;
        if currency == "USD" {
            currency = second;
        }
    }
    // `$-4.00`
    let start = if text.at(start) == '-' { start + 1 } else { start };
    text.at(start).is_ascii_digit().then_some((currency, start))
}

/// The currency after an amount that ends here, and the place after it.
pub(super) fn after(text: Cursor<'_>, place: usize) -> Option<(&'static str, usize)> {
    let start = if text.at(place) == '-' { place + 1 } else { text.skip(place) };
    if text.at(start).is_ascii_alphabetic() {
        let us = text.eat(start, "US ").unwrap_or(start);
        return code(text, start, CODES).or_else(|| code(text, us, WORDS));
    }
    let (currency, next) = text.any(start, AFTER)?;
    let last = text.before(next);
    // A sign may be that of the next amount; 元 may begin a word.
    let is_other = last.is_ascii_punctuation() || matches!(last, '€' | '£');
    let taken =
        is_other && text.at(next).is_ascii_digit() || last == '元' && matches!(text.at(next), '素' | '数');
    (!taken).then_some((currency, next))
}

fn code(text: Cursor<'_>, place: usize, codes: &[(&str, &'static str)]) -> Option<(&'static str, usize)> {
    let (word, next) = text.word(place)?;
    let (_, currency) = codes.iter().find(|(name, _)| *name == word.as_str())?;
    let is_whole = !text.at(next).is_ascii_alphabetic();
    is_whole.then_some((*currency, next))
}
