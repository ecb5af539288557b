//! What a number is by what follows it: a date, a time, a sum, a share, a span of time, or a number.
//!
//! Apart from the walk because a number has more readings than everything else together.
//!
//! Invariant: of several readings the one with the most meaning is taken, always in the same order.

use crate::parity::cursor::{Cursor, END};
use crate::parity::decimal::Decimal;
use crate::parity::numbers::{Form, Number, in_digits};
use crate::parity::scan::Scan;
use crate::parity::value::{Length, Unit, Value};
use crate::parity::{Subject, dates, durations, money, times};
use crate::syntax::cjk::is_han;

impl Scan<'_> {
    pub(super) fn money(&mut self, currency: &'static str, place: usize, start: usize) -> usize {
        let Some(number) = in_digits(self.text, start) else { return start + 1 };
        let (mut name, mut next) = (currency, number.next);
        // `$100 CAD`; a sign behind may belong to the next sum.
        if let Some((second, after)) = money::after(self.text, next)
            && (self.text.at(place) == '$' || second == currency)
        {
            (name, next) = (second, after);
        }
        self.take(Subject::Money, Value::Money(name, number.value), place, next)
    }

    /// What a number is by what follows it.
    pub(super) fn number(&mut self, place: usize, number: Number) -> usize {
        let text = self.text;
        let worded = number.form != Form::Digits;
        let weak = worded && number.value <= Decimal::whole(1);
        // 36 月 can only be a span of time.
        if number.form == Form::Digits
            && number.value > Decimal::whole(12)
            && let Some(next) = text.eat(text.skip(number.next), "月")
        {
            let length = Length { amount: number.value, unit: Unit::Months, business: false };
            return self.take(Subject::Duration, Value::Duration(length), place, next);
        }
        if let Some(found) = (number.form != Form::Word).then(|| dates::in_chinese(text, &number)).flatten() {
            // 下一月 is the next month, not January.
            let relative = matches!(text.before(place), '下' | '上' | '每' | '另' | '同' | '这' | '本');
            let alone = found.day.year.is_none() && (found.day.month.is_none() || found.day.day.is_none());
            let span_like = number.form == Form::Han && alone && (found.day.month.is_none() || relative);
            let next = self.date(found, place);
            if let Some(last) = self.found.last_mut() {
                last.weak |= span_like;
            }
            return next;
        }
        if let Some((seconds, next)) = times::by_number(text, place, &number) {
            return self.take(Subject::Time, Value::Time(seconds), place, next);
        }
        if let Some((currency, next)) = money::after(text, number.next) {
            self.link(place, &Value::Money(currency, Decimal::ZERO));
            return self.push(Subject::Money, Value::Money(currency, number.value), weak, place, next);
        }
        if let Some(next) = percent_end(text, number.next) {
            self.link(place, &Value::Percent(Decimal::ZERO));
            return self.push(Subject::Percent, Value::Percent(number.value), weak, place, next);
        }
        if let Some(next) = self.duration(place, &number, weak) {
            return next;
        }
        if let Some(next) = self.day_after_date(place, &number) {
            return next;
        }
        // `$5-10`
        if number.form == Form::Digits
            && self.is_joined(place)
            && let Some(Value::Money(currency, _)) = self.found.last().map(|found| found.value.clone())
        {
            let next = self.take(Subject::Money, Value::Money(currency, number.value), place, number.next);
            if let Some(last) = self.found.last_mut() {
                last.chained = true;
            }
            return next;
        }
        let end = measure_end(text, number.next);
        // 1 个, 1 次 are an article and `once`.
        let one = number.value == Decimal::whole(1)
            && ["个", "次"].iter().any(|word| text.eat(text.skip(number.next), word).is_some());
        let next = self.push(Subject::Number, Value::Number(number.value), worded || one, place, end);
        if end == number.next
            && let Some(last) = self.found.len().checked_sub(1)
        {
            self.chain.push(last);
        }
        next
    }

    fn duration(&mut self, place: usize, number: &Number, weak: bool) -> Option<usize> {
        let text = self.text;
        // `ninth day` is no span of time.
        if number.form == Form::Word && is_ordinal(&text.slice(place, number.next)) {
            return None;
        }
        let measure = durations::measure(text, number.next)?;
        // `one and a half hours` is not read; 一天半 and 2 小时半 are.
        let half = text.eat(measure.next, "半").filter(|_| is_han(text.before(measure.next)));
        let halves = text.eat(text.skip(number.next), "个半").is_some();
        let value = if half.is_some() || halves {
            number.value.plus(Decimal::whole(1).half())?
        } else {
            number.value
        };
        let length = measure.of(value)?;
        self.link(place, &Value::Duration(length));
        let next = half.unwrap_or(measure.next);
        let next = self.push(Subject::Duration, Value::Duration(length), weak, place, next);
        if let Some(last) = self.found.last_mut() {
            last.chained = measure.loose;
        }
        Some(next)
    }
}

/// The place after a percent sign or word.
fn percent_end(text: Cursor<'_>, place: usize) -> Option<usize> {
    let start = if text.at(place) == '-' { place + 1 } else { text.skip(place) };
    if text.at(start) == '%' {
        return Some(start + 1);
    }
    if let Some(next) = text.eat(start, "个百分点").or_else(|| text.eat(start, "百分点")) {
        return Some(next);
    }
    if let Some(next) = text.eat(start, "per cent") {
        return Some(next);
    }
    let (word, next) = text.word(start)?;
    matches!(word.as_str(), "percent" | "pct").then_some(next)
}

/// The place after letters that measure something, such as `GB`, or that make an ordinal.
fn measure_end(text: Cursor<'_>, place: usize) -> usize {
    match text.word(place) {
        Some((_, next)) if text.at(place) != END => next,
        _ => place,
    }
}

fn is_ordinal(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["th", "first", "second", "third"].iter().any(|ending| word.ends_with(ending))
}
