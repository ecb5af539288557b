//! Rules on the words of the glossary in translations.
//!
//! Whether a word is there is said in [`crate::parity`]; here is which words are due and what is said of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Judgement;
use crate::check::Subject;
use crate::check::sides::{Names, Pair, Side, sides};
use crate::diagnostic::catalog::{L10N030, L10N031, L10N032};
use crate::diagnostic::{Diagnostic, Level};
use crate::locale::Locale;
use crate::model::glossary::{Term, Wordings};
use crate::parity::{Misuse, Misused, Vocabulary, Word};
use crate::syntax::cjk::is_han;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[(&[], words_are_others)];

/// L10N030–L10N032: a translation does not use the words of the glossary. One row, so that each pair is looked at
/// once.
fn words_are_others(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let terms: Vec<&Arc<Term>> = site.glossary.iter().chain(&site.internal_terms).collect();
    let locales = &site.settings.locales;
    let pairs = locales.iter().flat_map(|source| locales.iter().map(move |target| (*source, *target)));
    let made = |(source, target): (Locale, Locale)| {
        let words = terms.iter().map(|term| word(term, source, target)).collect();
        (source != target).then(|| Some(((source, target), Vocabulary::new(words)?)))?
    };
    let vocabularies: BTreeMap<(Locale, Locale), Vocabulary<'_>> = pairs.filter_map(made).collect();
    let names = Names::of(subject);
    let judge = |side: &Side<'_>| {
        let vocabulary = vocabularies.get(&(side.pairing.source_locale, side.pairing.locale));
        let found = vocabulary.into_iter().flat_map(|vocabulary| {
            side.pairs().flat_map(|pair| {
                let mut misused = vocabulary.misused(&pair.source.content, &pair.target.content);
                // What is no translation is said by `L10N012`.
                misused.retain(|_| !names.are_not_all_of(&pair));
                misused.iter().map(|one| finding(side, &pair, &terms, one)).collect::<Vec<_>>()
            })
        });
        found.collect::<Vec<_>>()
    };
    sides(subject).par_iter().flat_map_iter(judge).collect()
}

/// A term in two languages.
fn word(term: &Term, source: Locale, target: Locale) -> Word<'_> {
    let own = |locale: Locale| term.preferred.all().find(|(of, _)| *of == locale).map(|(_, word)| word);
    let others = |locale| [of(&term.synonyms, locale), of(&term.retired, locale)].concat();
    // A name that stays as it is has one form.
    let stays = || term.preferred.all().next().map(|(_, word)| word).filter(|_| term.never_translate);
    let mut renderings: Vec<&str> = own(target).into_iter().collect();
    if !renderings.is_empty() {
        renderings.extend(others(target));
    }
    let name = own(source).or_else(stays).unwrap_or_default();
    Word {
        term: name,
        aliases: others(source),
        renderings,
        forbidden: of(&term.forbidden, target),
        verbatim: term.never_translate,
        required: is_own_word(name),
    }
}

/// Whether a word can be nothing but the term: two words, a name, or four characters of Chinese. `case` and
/// 故障 have other meanings, and good translations often leave them out.
fn is_own_word(term: &str) -> bool {
    let is_name = term.chars().any(char::is_uppercase);
    is_name || term.split_whitespace().count() > 1 || term.chars().filter(|c| is_han(*c)).count() > 3
}

fn of(words: &Wordings, locale: Locale) -> Vec<&str> {
    words.get(&locale).into_iter().flatten().map(|word| &**word).collect()
}

fn finding(side: &Side<'_>, pair: &Pair<'_>, terms: &[&Arc<Term>], one: &Misused) -> Diagnostic {
    let term = terms[one.word];
    let locale = side.pairing.locale;
    let word = |of: Locale| term.preferred.choose(of).text;
    let (source, due) = (word(side.pairing.source_locale), word(locale));
    let whole = pair.target.unit.span;
    let path = &side.pairing.target_path;
    let place = one.target.map(|place| (pair.target.place(place), pair.target.shown(place)));
    let finding = match (one.misuse, place) {
        (Misuse::Forbidden, Some((span, shown))) => {
            let message =
                format!("expected `{due}` for `{source}`, found `{shown}`, which the glossary forbids");
            let finding = side.at(&L10N031, path, span, message);
            // A word with endings and capitals is no simple exchange.
            let is_plain = !shown.is_ascii() && pair.target.is_at(span, shown);
            if is_plain { finding.fix(span, &*due) } else { finding }
        }
        (Misuse::Altered, _) => {
            let message = format!("expected `{source}` as it is, found it translated or left out");
            side.at(&L10N032, path, whole, message).hint("the glossary says `never_translate`")
        }
        (_, place) => {
            let (span, found) = match (place, one.instead) {
                (Some((span, shown)), Some(other)) => {
                    let other = terms[other].preferred.choose(side.pairing.source_locale).text;
                    (span, format!("`{shown}`, which is `{other}`"))
                }
                _ => (whole, "none of its words".to_owned()),
            };
            let message = format!("expected `{due}` for `{source}`, found {found}");
            let hint = format!("other words that may stand for `{source}` are `synonyms` in the glossary");
            // A translation may well do without the word.
            side.at(&L10N030, path, span, message).at_level(Level::Warning).hint(hint)
        }
    };
    finding.label(&side.pairing.source_path, pair.source.place(one.source), "the source")
}
