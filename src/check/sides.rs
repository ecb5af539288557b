//! Translations as rules look at them: both files, their units, and whether customers are bound by them.
//!
//! Apart because several families judge translations, each by something else.
//!
//! Invariant: what binds customers is an error wherever it departs from its source; what does not, a warning.

use std::collections::HashMap;
use std::sync::Arc;

use super::Subject;
use super::demand::Demand;
use crate::diagnostic::{Diagnostic, Level, Place, Rule};
use crate::parity::{Content, is_untranslated};
use crate::path::ProjectPath;
use crate::source::Span;
use crate::syntax::document::{Document, Kind};
use crate::translation::standing::Pairing;
use crate::translation::{State, Unit};

/// One translation of one file, to be judged.
pub(super) struct Side<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) pairing: &'a Pairing,
    /// The file without a suffix.
    pub(super) source: &'a Document,
    /// Its translation.
    pub(super) target: &'a Document,
    /// Whether customers are bound by what it says, or rely on it.
    pub(super) binds: bool,
}

/// All translations that there are, in the order of their paths.
pub(super) fn sides<'a>(subject: &'a Subject<'a>) -> Vec<Side<'a>> {
    let documents: HashMap<&ProjectPath, &Arc<Document>> =
        subject.site.documents.iter().map(|document| (document.path(), document)).collect();
    let pairings = subject.site.standings.pairings.values().filter(|pairing| pairing.is_there);
    let side = |pairing: &'a Pairing| {
        let source: &Document = documents.get(&pairing.source_path)?;
        let target = documents.get(&pairing.target_path)?;
        Some(Side { subject, pairing, source, target, binds: subject.site.binds(source) })
    };
    pairings.filter_map(side).collect()
}

/// Places that are errors already, by file: one fault, one finding.
pub(super) struct Told<'a>(HashMap<&'a ProjectPath, Vec<Span>>);

impl<'a> Told<'a> {
    /// What the stages before have found.
    pub(super) fn of(subject: &'a Subject<'_>) -> Self {
        let mut told: HashMap<&ProjectPath, Vec<Span>> = HashMap::new();
        for finding in subject.found.iter().filter(|finding| finding.level == Level::Error) {
            told.entry(&finding.place.path).or_default().push(finding.place.span);
        }
        Self(told)
    }

    /// Whether an error touches a place.
    pub(super) fn has(&self, path: &ProjectPath, span: Span) -> bool {
        let spans = self.0.get(path).map_or(&[][..], Vec::as_slice);
        spans.iter().any(|told| {
            told.start < span.end.max(span.start + 1) && span.start < told.end.max(told.start + 1)
        })
    }

    /// Whether an error has a place within its own.
    pub(super) fn covers(&self, path: &ProjectPath, span: Span) -> bool {
        let spans = self.0.get(path).map_or(&[][..], Vec::as_slice);
        spans.iter().any(|told| told.start <= span.start && span.end <= told.end)
    }
}

impl<'a> Side<'a> {
    /// Whether the files are Markdown.
    pub(super) fn is_prose(&self) -> bool {
        self.source.kind.is_prose()
    }

    /// A finding in one of the files, an error where customers are bound.
    pub(super) fn at(
        &self,
        rule: &'static Rule,
        path: &ProjectPath,
        span: Span,
        message: String,
    ) -> Diagnostic {
        let place = Place { path: path.clone(), span };
        let finding = self.subject.finding(rule, Demand::ALWAYS, place, message).about(self.pairing.locale);
        if self.binds { finding.at_level(Level::Error) } else { finding }
    }

    /// The units that a translation says something for, but for those that are known to be behind their source.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair<'a>> {
        let (source, target) = (self.source, self.target);
        let locales = (self.pairing.source_locale, self.pairing.locale);
        let pairs = self.pairing.pairs().filter(|(standing, ..)| standing.state != State::Stale);
        pairs.map(move |(_, ours, theirs)| Pair {
            source: Said { unit: ours, content: content(source, ours, locales.0), document: source },
            target: Said { unit: theirs, content: content(target, theirs, locales.1), document: target },
        })
    }
}

/// A unit and its translation.
pub(super) struct Pair<'a> {
    pub(super) source: Said<'a>,
    pub(super) target: Said<'a>,
}

/// What a unit says.
pub(super) struct Said<'a> {
    pub(super) unit: &'a Unit,
    pub(super) content: Content<'a>,
    document: &'a Document,
}

fn content<'a>(document: &'a Document, unit: &'a Unit, locale: crate::locale::Locale) -> Content<'a> {
    match document.markdown.events.get(unit.events.clone()) {
        Some(events) if !events.is_empty() => Content::of_events(events, &document.source.text, locale),
        _ => Content::of_plain(&unit.text, locale),
    }
}

impl Said<'_> {
    /// Whether a text is what somebody is called, or a document that is cited: they have the name that they have.
    fn is_named_by_others(&self) -> bool {
        let key = self.unit.name.as_deref().unwrap_or_default();
        let is_company = matches!(self.document.kind, Kind::Partner | Kind::Entity);
        key.ends_with("source.title") || is_company && matches!(key, "name" | "legal_name")
    }

    /// Where in the file something stands that the content has at a place. A text of data is looked up by its
    /// letters, since it may be written in quotes and over several lines; where it is not found once, the whole
    /// text is the place.
    pub(super) fn place(&self, span: Span) -> Span {
        if !self.unit.events.is_empty() {
            return span;
        }
        let written = self.document.source.text.get(self.unit.span.range()).unwrap_or_default();
        let shown = self.unit.text.get(span.range()).unwrap_or_default();
        let mut found = written.match_indices(shown).filter(|_| !shown.is_empty());
        match (found.next(), found.next()) {
            (Some((at, _)), None) => {
                let start = self.unit.span.start as usize + at;
                Span::of(start..start + shown.len())
            }
            _ => self.unit.span,
        }
    }

    /// The letters at a place of the content.
    pub(super) fn shown(&self, span: Span) -> &str {
        let text = if self.unit.events.is_empty() { &*self.unit.text } else { &*self.document.source.text };
        text.get(span.range()).unwrap_or_default()
    }

    /// Whether the place of a text is exactly its letters, so that it may be written anew.
    pub(super) fn is_at(&self, place: Span, shown: &str) -> bool {
        self.document.source.text.get(place.range()) == Some(shown)
    }
}

/// Words that stay as they are in every language.
pub(super) struct Names {
    whole: Vec<String>,
    words: Vec<String>,
}

impl Names {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let terms = subject.site.glossary.iter().chain(&subject.site.internal_terms);
        let stay = terms.filter(|term| term.never_translate);
        let whole: Vec<String> =
            stay.flat_map(|term| term.preferred.all().map(|(_, word)| word.to_lowercase())).collect();
        let words = whole.iter().flat_map(|name| name.split_whitespace().map(str::to_owned)).collect();
        Self { whole, words }
    }

    /// Whether a translation is none: it has the words of its source, and they are more than names.
    pub(super) fn are_not_all_of(&self, pair: &Pair<'_>) -> bool {
        if pair.source.is_named_by_others() {
            return false;
        }
        is_untranslated(&pair.source.content, &pair.target.content, &|text| self.has(text))
    }

    fn has(&self, text: &str) -> bool {
        let small = text.to_lowercase();
        self.whole.contains(&small) || self.words.contains(&small)
    }
}
