//! Sets the facts of two texts against each other.
//!
//! Apart because what is a difference is decided here alone, after both texts are read.
//!
//! Invariant: equal facts never differ, in whatever order and form; weak facts are never missed.

use std::collections::BTreeMap;

use crate::parity::address::differ_in_made_anchor;
use crate::parity::decimal::Decimal;
use crate::parity::flat::Flat;
use crate::parity::value::{Found, Unit, Value, Ymd};
use crate::parity::words::answer;
use crate::parity::{Content, Difference, Fact, Subject, inline, scan};
use crate::source::Span;
use crate::syntax::cjk::is_han;

/// Facts without an equal that are still looked at one against another; beyond, they are all reported.
const MOST_LOOSE: usize = 200;

/// What one of two texts says and the other does not, by subject.
pub fn compare(source: &Content<'_>, target: &Content<'_>) -> Vec<Difference> {
    let (ours, theirs) = (Side::of(source), Side::of(target));
    if ours.found.is_empty() && theirs.found.is_empty() {
        return Vec::new();
    }
    let (missing, added) = left(&ours, &theirs);
    let mut out: BTreeMap<Subject, Difference> = BTreeMap::new();
    for (facts, content, is_missing) in [(missing, source, true), (added, target, false)] {
        for found in facts {
            let entry = out.entry(found.subject).or_insert_with(|| Difference {
                subject: found.subject,
                missing: Vec::new(),
                added: Vec::new(),
            });
            let side = if is_missing { &mut entry.missing } else { &mut entry.added };
            side.push(Fact {
                shown: content.text.get(found.span.range()).unwrap_or_default().to_owned(),
                value: found.value.to_string(),
                span: found.span,
            });
        }
    }
    out.into_values().collect()
}

/// Where the facts of a text stand, also those that a translation may well leave out.
pub fn places(content: &Content<'_>) -> Vec<Span> {
    let flat = Flat::of(&content.events, content.text);
    let found = scan::facts(&flat).into_iter().chain(inline::facts(content));
    found.map(|found| found.span).collect()
}

/// The facts of one text.
struct Side {
    found: Vec<Found>,
    /// Everything in it that is a number, also as part of a date or time.
    atoms: Vec<Decimal>,
}

impl Side {
    fn of(content: &Content<'_>) -> Self {
        let flat = Flat::of(&content.events, content.text);
        let mut found = match answer(&flat) {
            Some(answer) => vec![answer],
            None => scan::facts(&flat),
        };
        let marked = inline::facts(content);
        // An address as the text of a link to it says nothing new.
        let is_told = |fact: &Found| {
            let before = marked.partition_point(|link| link.span.start <= fact.span.start);
            let near = marked.get(..before).unwrap_or_default().iter().rev().take(3);
            near.into_iter().any(|link| link.value == fact.value && fact.span.end <= link.span.end)
        };
        found.retain(|fact| !matches!(fact.subject, Subject::Address | Subject::Mail) || !is_told(fact));
        found.extend(marked);
        let mut atoms: Vec<Decimal> = found.iter().flat_map(atoms_of).collect();
        atoms.sort_unstable();
        Self { found, atoms }
    }

    /// The answer that the text is. It is weak by itself: what is no answer may say the same in other words.
    fn answer(&self) -> Option<&Found> {
        self.found.first().filter(|found| found.subject == Subject::Answer)
    }

    fn has_atom(&self, number: Decimal) -> bool {
        self.atoms.binary_search(&number).is_ok()
    }
}

/// The numbers that a fact is made of, where they may stand alone in the other language.
fn atoms_of(found: &Found) -> Vec<Decimal> {
    match &found.value {
        Value::Number(number) => vec![*number],
        Value::Date(day) => day.parts().collect(),
        Value::Time(seconds) => {
            let hour = seconds / 3600;
            [hour, (hour + 11) % 12 + 1, seconds / 60 % 60].map(Decimal::whole).to_vec()
        }
        Value::AroundTheClock => [24, 7].map(Decimal::whole).to_vec(),
        Value::Duration(length) if found.chained => whole_units(length.amount, length.unit),
        Value::Money(_, amount) | Value::Percent(amount) if found.chained => vec![*amount],
        _ => Vec::new(),
    }
}

fn whole_units(amount: Decimal, unit: Unit) -> Vec<Decimal> {
    let factors: &[u32] = match unit {
        Unit::Seconds => &[1, 60, 3600],
        Unit::Days => &[1, 7],
        Unit::Months => &[1, 3, 12],
    };
    let whole = amount.as_whole();
    factors
        .iter()
        .filter_map(|by| whole.filter(|whole| whole % by == 0).map(|whole| Decimal::whole(whole / by)))
        .collect()
}

/// Some facts of a side.
type Facts<'a> = Vec<&'a Found>;

/// The facts that each side has alone.
fn left<'a>(ours: &'a Side, theirs: &'a Side) -> (Facts<'a>, Facts<'a>) {
    let mut groups: BTreeMap<(Subject, &Value), (Facts<'_>, Facts<'_>)> = BTreeMap::new();
    for found in &ours.found {
        groups.entry((found.subject, &found.value)).or_default().0.push(found);
    }
    for found in &theirs.found {
        groups.entry((found.subject, &found.value)).or_default().1.push(found);
    }
    if let (Some(one), Some(other)) = (ours.answer(), theirs.answer())
        && one.value != other.value
    {
        return (vec![one], vec![other]);
    }
    let (mut missing, mut added) = (Vec::new(), Vec::new());
    // What one side merely says more often.
    let (mut more, mut less) = (Vec::new(), Vec::new());
    for ((subject, _), (mut one, mut other)) in groups {
        one.sort_by_key(|found| found.weak);
        other.sort_by_key(|found| found.weak);
        let equal = one.len().min(other.len());
        let (rest, surplus) = (one.split_off(equal), other.split_off(equal));
        let repeats = equal > 0 && !is_counted(subject);
        if repeats { &mut more } else { &mut missing }.extend(rest);
        if repeats { &mut less } else { &mut added }.extend(surplus);
    }
    let (ours_left, theirs_left) = (Loose::of(&missing), Loose::of(&added));
    for list in [&mut missing, &mut added, &mut more, &mut less] {
        list.retain(|found| !found.weak);
    }
    if missing.len() <= MOST_LOOSE && added.len() <= MOST_LOOSE {
        pair_loosely(&mut missing, &mut added);
        pair_examples(&mut missing, &mut added);
        let dates_agree = !missing.is_empty() && dates_agree(&missing, &added, ours, theirs);
        let dates_agree = dates_agree || missing.is_empty() && dates_agree_one_sided(&added, ours);
        missing.retain(|found| !excused(found, &theirs_left, theirs, dates_agree));
        added.retain(|found| !excused(found, &ours_left, ours, dates_agree));
    }
    for subject in Subject::ALL {
        let of = |list: &[&Found]| list.iter().any(|found| found.subject == subject);
        // One said more often for another said less often is a change; alone it is a turn of phrase.
        if of(&more) && (of(&less) || of(&added)) || of(&less) && of(&missing) {
            missing.extend(more.iter().filter(|found| found.subject == subject));
            added.extend(less.iter().filter(|found| found.subject == subject));
        }
    }
    missing.sort_by_key(|found| found.span);
    added.sort_by_key(|found| found.span);
    (missing, added)
}

/// Whether it matters how often a fact is told.
fn is_counted(subject: Subject) -> bool {
    matches!(
        subject,
        Subject::Code | Subject::Link | Subject::Image | Subject::Footnote | Subject::Placeholder
    )
}

/// Takes away what is the same though it is not equal.
fn pair_loosely(missing: &mut Vec<&Found>, added: &mut Vec<&Found>) {
    missing.retain(|one| {
        let pair = added.iter().position(|other| is_same(one, other));
        if let Some(pair) = pair {
            added.remove(pair);
        }
        pair.is_none()
    });
}

/// Takes away code that is translated: what holds Chinese letters is an example of what somebody writes, and no
/// command.
fn pair_examples(missing: &mut Vec<&Found>, added: &mut Vec<&Found>) {
    let is_code = |found: &Found| found.subject == Subject::Code;
    let is_example = |found: &Found| match &found.value {
        Value::Exact(code) => is_code(found) && code.chars().any(is_han),
        _ => false,
    };
    for _ in 0..missing.len().min(added.len()) {
        let pair = |ours: &[&Found], theirs: &[&Found]| {
            let example = ours.iter().position(|found| is_example(found))?;
            Some((example, theirs.iter().position(|found| is_code(found))?))
        };
        let found =
            pair(missing, added).or_else(|| pair(added, missing).map(|(added, missing)| (missing, added)));
        let Some((ours, theirs)) = found else { return };
        missing.remove(ours);
        added.remove(theirs);
    }
}

fn is_same(one: &Found, other: &Found) -> bool {
    match (&one.value, &other.value) {
        (Value::Exact(a), Value::Exact(b)) => match (one.subject, other.subject) {
            (Subject::Link, Subject::Link) => differ_in_made_anchor(a, b),
            // A link may be written as its bare address.
            (Subject::Link, Subject::Address | Subject::Mail)
            | (Subject::Address | Subject::Mail, Subject::Link) => a == b,
            _ => false,
        },
        (Value::Date(a), Value::Date(b)) => {
            let turned = |day: &Ymd| Ymd { year: day.year, month: day.day, day: day.month };
            let year =
                a.year == b.year || (one.chained || other.chained) && (a.year.is_none() || b.year.is_none());
            let inherited = year && a.month == b.month && a.day == b.day;
            inherited || (one.swappable && turned(a) == *b) || (other.swappable && *a == turned(b))
        }
        // `Plan2` is 计划 2.
        (Value::Exact(name), Value::Number(number)) if one.subject == Subject::Identifier => {
            ends_in(name, *number)
        }
        (Value::Number(number), Value::Exact(name)) if other.subject == Subject::Identifier => {
            ends_in(name, *number)
        }
        // `3M` is three months as well as three million.
        (Value::Number(number), Value::Duration(length))
        | (Value::Duration(length), Value::Number(number)) => {
            length.unit == Unit::Months && length.amount.times(1_000_000) == Some(*number)
        }
        // 15 日 may be fifteen days.
        (Value::Date(day), Value::Duration(length)) | (Value::Duration(length), Value::Date(day)) => {
            let alone = day.year.is_none() && day.month.is_none();
            let days = day.day.map(Decimal::whole);
            alone && length.unit == Unit::Days && !length.business && days == Some(length.amount)
        }
        _ => false,
    }
}

/// Whether a name is a word and a number.
fn ends_in(name: &str, number: Decimal) -> bool {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_word = word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    is_word && name.get(word.len()..) == Some(&number.to_string())
}

/// Whether a fact that is not on the other side is there in another way.
fn excused(found: &Found, other: &Loose, all: &Side, dates_agree: bool) -> bool {
    match &found.value {
        // A year may be told twice, and once without the word: `fiscal year 2021 (FY21)`.
        Value::Number(number) if number.as_whole().is_some_and(|year| (1900..2100).contains(&year)) => {
            all.has_atom(*number)
        }
        Value::Number(number) => other.has_atom(*number),
        Value::Date(day) if day.month.is_none() => day.parts().all(|part| other.has_atom(part)),
        // `2/10` is 2 月 10 日, `months 2-12` are 2-12 月.
        Value::Date(day) if day.year.is_none() && day.parts().all(|part| other.has_number(part)) => true,
        Value::Date(_) => dates_agree,
        Value::Duration(length) if found.chained => {
            whole_units(length.amount, length.unit).into_iter().any(|number| other.has_atom(number))
        }
        Value::Money(_, amount) | Value::Percent(amount) if found.chained => other.has_atom(*amount),
        Value::Time(_) => atoms_of(found).first().is_some_and(|hour| other.has_number(*hour)),
        _ => false,
    }
}

/// The numbers of what one side has without an equal on the other, weak facts too.
struct Loose {
    /// Those that stand alone.
    numbers: Vec<Decimal>,
    /// And those in dates, times and lists.
    atoms: Vec<Decimal>,
}

impl Loose {
    fn of(facts: &[&Found]) -> Self {
        let alone = |found: &&Found| match found.value {
            Value::Number(number) => Some(number),
            _ => None,
        };
        let mut numbers: Vec<_> = facts.iter().filter_map(alone).collect();
        let mut atoms: Vec<_> = facts.iter().flat_map(|found| atoms_of(found)).collect();
        numbers.sort_unstable();
        atoms.sort_unstable();
        Self { numbers, atoms }
    }

    fn has_number(&self, number: Decimal) -> bool {
        self.numbers.binary_search(&number).is_ok()
    }

    fn has_atom(&self, number: Decimal) -> bool {
        self.atoms.binary_search(&number).is_ok()
    }
}

fn days<'a>(facts: impl IntoIterator<Item = &'a Found>) -> impl Iterator<Item = Ymd> {
    facts.into_iter().filter_map(|found| match found.value {
        Value::Date(day) => Some(day),
        _ => None,
    })
}

/// Whether dates that are said in parts (`November and December 2020`, 12 月 1 日至 31 日) are made of the same
/// months, days and years on both sides. Whole dates are not taken apart: they are equal or they differ.
fn dates_agree(missing: &[&Found], added: &[&Found], ours: &Side, theirs: &Side) -> bool {
    let is_part = |day: Ymd| day.month.is_none() || day.day.is_none() || day.year.is_none();
    let some_part = |facts: &[&Found]| days(facts.iter().copied()).any(is_part);
    if !some_part(missing) && !some_part(added) {
        return false;
    }
    let covered = |facts: &[&Found], other: &Side| {
        days(facts.iter().copied()).all(|day| {
            let month = day.month.is_none_or(|month| {
                days(&other.found).any(|other| other.month == Some(month) && fits(day, other))
            });
            let number = |part: Option<u32>| part.is_none_or(|part| other.has_atom(Decimal::whole(part)));
            month && number(day.year) && number(day.day)
        })
    };
    covered(missing, theirs) && covered(added, ours)
}

/// Whether two dates of one month could be the same day as far as they go.
fn fits(one: Ymd, other: Ymd) -> bool {
    let agree = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
    agree(one.year, other.year) && agree(one.day, other.day)
}

fn dates_agree_one_sided(added: &[&Found], ours: &Side) -> bool {
    days(added.iter().copied()).all(|day| {
        let month = day.month.is_none_or(|month| days(&ours.found).any(|other| other.month == Some(month)));
        month && Ymd { month: None, ..day }.parts().all(|part| ours.has_atom(part))
    })
}
