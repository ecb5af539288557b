//! Rules on facts: a translation says the same numbers, days, sums, addresses and names as its source.
//!
//! What is a fact and when two of them are equal is said in [`crate::parity`]; here is what a difference is called.
//! Units that are known to be behind their source are left to `L10N002`.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Judgement;
use crate::check::Subject;
use crate::check::sides::{Names, Pair, Side, Told, sides};
use crate::diagnostic::catalog::{
    L10N012, L10N013, L10N020, L10N021, L10N022, L10N023, L10N024, L10N025, L10N026, L10N027,
};
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::locale::Locale;
use crate::parity::{Difference, Fact, Subject as About, compare};
use crate::path::ProjectPath;
use crate::syntax::cjk::is_han;
use crate::syntax::document::Kind;
use crate::translation::UnitKind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[(&[], facts_differ), (&[], one_source_has_two_translations)];

/// L10N012, L10N020–L10N027: a translation is none, or says something else. One row, so that each pair is looked
/// at once.
fn facts_differ(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (names, told) = (Names::of(subject), Told::of(subject));
    let judge = |side: &Side<'_>| {
        let found = side.pairs().flat_map(|pair| {
            if names.are_not_all_of(&pair) {
                return vec![untranslated(side, &pair)];
            }
            let differences = compare(&pair.source.content, &pair.target.content);
            let news = differences.iter().filter(|one| !is_told(&told, side, &pair, one));
            news.map(|one| difference(side, &pair, one)).collect()
        });
        found.collect::<Vec<_>>()
    };
    sides(subject).par_iter().flat_map_iter(judge).collect()
}

fn untranslated(side: &Side<'_>, pair: &Pair<'_>) -> Diagnostic {
    let (kind, locale) = (pair.target.unit.kind.word(), side.pairing.locale);
    let message = format!("expected this {kind} in `{locale}`, found it in the words of its source");
    let finding = side.at(&L10N012, &side.pairing.target_path, pair.target.unit.span, message);
    let finding = finding.label(&side.pairing.source_path, pair.source.unit.span, "the source");
    finding.hint("translate it; a name that is the same everywhere stands in the glossary with `never_translate: true`")
}

/// Whether something else is wrong with one of the facts, such as a link that leads nowhere.
fn is_told(told: &Told<'_>, side: &Side<'_>, pair: &Pair<'_>, one: &Difference) -> bool {
    let ours = |fact: &Fact| told.has(&side.pairing.source_path, pair.source.place(fact.span));
    let theirs = |fact: &Fact| told.has(&side.pairing.target_path, pair.target.place(fact.span));
    // What a message fills in is judged by `MSG001`.
    let is_declared = |fact: &Fact| side.source.kind == Kind::Message && fact.value.starts_with('{');
    one.missing.iter().chain(&one.added).all(is_declared)
        || one.missing.iter().any(ours)
        || one.added.iter().any(theirs)
}

/// The rule on facts about something.
fn rule(about: About) -> &'static Rule {
    match about {
        About::Number => &L10N020,
        About::Date | About::Weekday | About::Time => &L10N021,
        About::Money | About::Percent => &L10N022,
        About::Duration => &L10N023,
        About::Phone | About::Mail | About::Address | About::Link | About::Image => &L10N024,
        About::Code | About::Identifier => &L10N025,
        About::Placeholder | About::Footnote => &L10N026,
        About::Answer => &L10N027,
    }
}

/// What facts about something are called where one is left out or added.
fn called(about: About) -> &'static str {
    match about {
        About::Answer => "answer",
        About::Money => "sum of money",
        About::Percent => "percentage",
        About::Date => "date",
        About::Weekday => "day of the week",
        About::Time => "time of day",
        About::Duration => "duration",
        About::Phone => "telephone number",
        About::Mail => "mail address",
        About::Address => "web address",
        About::Link => "link",
        About::Image => "image",
        About::Footnote => "footnote",
        About::Placeholder => "placeholder",
        About::Code => "code",
        About::Identifier => "identifier",
        About::Number => "number",
    }
}

fn hint(about: About) -> &'static str {
    match about {
        About::Duration => "business time and elapsed time are not the same, nor are days and 24 hours",
        About::Money => "sums are not converted: both languages say the same amount in the same currency",
        About::Date | About::Weekday | About::Time => "both languages name the same day and the same time",
        About::Phone | About::Mail | About::Address | About::Link | About::Image => {
            "both languages lead to the same place; only the language in a web address may differ"
        }
        About::Code | About::Identifier => "letters, digits and marks stay as they are",
        About::Placeholder | About::Footnote => "each stands as often in both languages",
        About::Answer => "a word alone in its cell or line is the whole answer",
        About::Percent | About::Number => "if the source is wrong, mend the source",
    }
}

fn difference(side: &Side<'_>, pair: &Pair<'_>, one: &Difference) -> Diagnostic {
    let shown = |facts: &[Fact]| {
        // Of a link its target counts, whatever its text.
        let is_link = matches!(one.subject, About::Link | About::Image);
        let shown = |fact: &Fact| in_line(if is_link { &fact.value } else { &fact.shown });
        let all: Vec<String> = facts.iter().map(|fact| format!("`{}`", shown(fact))).collect();
        all.join(", ")
    };
    let word = called(one.subject);
    let message = match (one.missing.is_empty(), one.added.is_empty()) {
        (false, false) => {
            format!("expected {} as in the source, found {}", shown(&one.missing), shown(&one.added))
        }
        (false, true) => {
            format!("expected {} as in the source, found no such {word}", shown(&one.missing))
        }
        _ => format!("expected no {word} that the source lacks, found {}", shown(&one.added)),
    };
    let span = one.added.first().map_or(pair.target.unit.span, |fact| pair.target.place(fact.span));
    let there = one.missing.first().map_or(pair.source.unit.span, |fact| pair.source.place(fact.span));
    let finding = side.at(rule(one.subject), &side.pairing.target_path, span, message);
    let finding = finding.label(&side.pairing.source_path, there, "the source").hint(hint(one.subject));
    match (&one.missing[..], &one.added[..]) {
        ([due], [there]) if is_copied(one.subject) && pair.target.is_at(span, &there.shown) => {
            finding.fix(span, due.shown.clone())
        }
        _ => finding,
    }
}

/// Whether a fact is the same letter by letter in every language, so that it can be mended mechanically.
fn is_copied(about: About) -> bool {
    matches!(about, About::Mail | About::Identifier | About::Placeholder)
}

/// A piece of a text on one line, without the marks that would end the quotation of it.
fn in_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('`', "")
}

/// A text that readers should know again.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Label<'a> {
    text: &'a str,
    locales: (Locale, Locale),
    /// The file, where it means the same in it alone.
    file: Option<&'a ProjectPath>,
}

/// Whether a text means the same wherever it stands: two words, or four characters of Chinese.
fn is_telling(text: &str) -> bool {
    text.split_whitespace().count() > 1 || text.chars().filter(|c| is_han(*c)).count() > 3
}

/// Where a source is translated, and into what.
struct Use<'a> {
    side: &'a Side<'a>,
    pair: Pair<'a>,
}

/// L10N013: the same text is translated in two ways. Prose is free to; what stands alone in a cell or a heading,
/// and texts of data, are labels that readers know again. A short one means something else on another page.
fn one_source_has_two_translations(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let sides = sides(subject);
    let mut uses: BTreeMap<Label<'_>, Vec<Use<'_>>> = BTreeMap::new();
    for side in &sides {
        // What is kept in the words of its source is a name, or no translation.
        let is_kept = |pair: &Pair<'_>| pair.source.unit.text == pair.target.unit.text;
        for pair in side.pairs().filter(|pair| is_label(pair.source.unit.kind) && !is_kept(pair)) {
            let text = bare(&pair.source.unit.text);
            let label = Label {
                text,
                locales: (side.pairing.source_locale, side.pairing.locale),
                file: (!is_telling(text)).then_some(&side.pairing.source_path),
            };
            uses.entry(label).or_default().push(Use { side, pair });
        }
    }
    uses.into_values().flat_map(|uses| against_the_most(&uses)).collect()
}

fn is_label(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Cell | UnitKind::Heading(_) | UnitKind::Term | UnitKind::Text)
}

/// What readers see of a translation: capitals, an English plural and the marks at its end follow from where it
/// stands.
fn seen(one: &Use<'_>) -> String {
    bare(&one.pair.target.unit.text).trim_end_matches('s').to_lowercase()
}

fn bare(text: &str) -> &str {
    text.trim_end_matches(['.', '。', ':', '：', ';', '；', ',', '，', '!', '！'])
}

fn against_the_most(uses: &[Use<'_>]) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in uses {
        *counts.entry(seen(one)).or_default() += 1;
    }
    if counts.len() < 2 {
        return Vec::new();
    }
    // The most frequent one; among equals the one that stands first.
    let Some(usual) = uses.iter().rev().max_by_key(|one| counts[&seen(one)]) else { return Vec::new() };
    let others = uses.iter().filter(|one| seen(one) != seen(usual));
    others.map(|one| otherwise(one, usual)).collect()
}

fn otherwise(one: &Use<'_>, usual: &Use<'_>) -> Diagnostic {
    let (said, due) = (bare(&one.pair.target.unit.text), bare(&usual.pair.target.unit.text));
    let source = in_line(&one.pair.source.unit.text);
    let message =
        format!("expected `{}` for `{source}` as elsewhere, found `{}`", in_line(due), in_line(said));
    let span = one.pair.target.unit.span;
    let finding =
        one.side.at(&L10N013, &one.side.pairing.target_path, span, message).at_level(Level::Warning);
    finding.label(&usual.side.pairing.target_path, usual.pair.target.unit.span, "translated so here")
}
