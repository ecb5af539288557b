//! Rules on how far translations are.
//!
//! Headings that do not pair and texts of data that are missing are seen where files are read (`L10N010`,
//! `L10N001`, `SYN003`), and not said again here.

use super::Judgement;
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::check::sides::{Side, sides};
use crate::diagnostic::catalog::{L10N002, L10N003, L10N004, L10N005, L10N006, L10N008, L10N009};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::source::Span;
use crate::translation::{Standing, State, Unit, UnitKind, record_path, recorded};

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (&[], translations_are_behind),
    (&[], units_are_missing),
    (&[], terms_are_a_machines),
    (&[], units_have_no_source),
    (&[], records_are_missing),
    (&[], machines_replaced_people),
    (&[], records_are_left_over),
];

impl Side<'_> {
    fn in_state(&self, state: State) -> impl Iterator<Item = &Standing> {
        self.pairing.standings.iter().filter(move |one| one.state == state)
    }

    /// A finding at a unit, an error where customers are bound.
    fn finding(&self, rule: &'static Rule, standing: &Standing, message: String) -> Diagnostic {
        let (path, span) = self.pairing.place(standing);
        self.at(rule, path, span, message)
    }

    /// Units of a page in a state, each with how many more follow it without another between. What follows a
    /// heading in the same state is none: the heading is a finding of its own.
    fn runs(&self, state: State) -> Vec<(&Standing, usize)> {
        let mut runs: Vec<(&Standing, usize)> = Vec::new();
        let mut goes_on = false;
        for one in &self.pairing.standings {
            let counts = one.state == state && !self.is_title(one);
            match runs.last_mut().filter(|_| goes_on && counts) {
                Some((_, more)) => *more += 1,
                None if counts => runs.push((one, 0)),
                None => {}
            }
            goes_on = counts;
        }
        runs.retain(|(first, _)| !matches!(self.kind(first), UnitKind::Heading(_)));
        runs
    }

    /// Whether a unit is a page's title, which stands in the front matter or in the body, as the author likes.
    fn is_title(&self, standing: &Standing) -> bool {
        self.unit(standing).is_some_and(|unit| unit.name.as_deref() == Some("title"))
    }

    fn unit(&self, standing: &Standing) -> Option<&Unit> {
        let source = standing.source.map(|at| &self.pairing.source[at]);
        source.or(standing.target.map(|at| &self.pairing.target[at]))
    }

    fn kind(&self, standing: &Standing) -> UnitKind {
        self.unit(standing).map_or(UnitKind::Text, |unit| unit.kind)
    }
}

fn and_more(kind: UnitKind, more: usize) -> String {
    match more {
        0 => format!("this {} has", kind.word()),
        1 => format!("this {} and 1 unit after it have", kind.word()),
        more => format!("this {} and {more} units after it have", kind.word()),
    }
}

/// L10N002: the source says something else than what was translated.
fn translations_are_behind(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for side in sides(subject) {
        for one in side.in_state(State::Stale) {
            let message =
                "expected a translation of what the source says now, found one of what it said before";
            let finding = side.finding(&L10N002, one, message.to_owned());
            let source = &side.pairing.source_path;
            let span = one.source.map_or(Span::default(), |at| side.pairing.source[at].span);
            let hint = format!("see `supportbook l10n diff {source}`, and edit the translation or accept it");
            found.push(finding.label(source, span, "the source").hint(hint));
        }
    }
    found
}

/// L10N003: the translation of a page lacks units.
fn units_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for side in sides(subject).into_iter().filter(Side::is_prose) {
        for (one, more) in side.runs(State::Missing) {
            let (kind, locale) = (side.kind(one), side.pairing.locale);
            let message = format!("{} no translation in `{locale}`", and_more(kind, more));
            let hint = format!("translate it in `{}`, at the same place", side.pairing.target_path);
            found.push(side.finding(&L10N003, one, message).hint(hint));
        }
    }
    found
}

/// L10N004: customers are bound by what a machine said.
fn terms_are_a_machines(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for side in sides(subject).into_iter().filter(|side| side.binds) {
        for one in side.in_state(State::Machine) {
            let message = "expected a translation that somebody read, found a machine's".to_owned();
            let hint = format!(
                "read it beside its source, then `supportbook l10n review {} --reviewer NAME`",
                side.pairing.source_path
            );
            found.push(side.finding(&L10N004, one, message).hint(hint));
        }
    }
    found
}

/// L10N005: the translation of a page says what its source does not.
fn units_have_no_source(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for side in sides(subject).into_iter().filter(Side::is_prose) {
        for (one, more) in side.runs(State::Orphan) {
            let message =
                format!("{} no source in `{}`", and_more(side.kind(one), more), side.pairing.source_locale);
            let hint = format!("write it in `{}` as well, or remove it here", side.pairing.source_path);
            found.push(side.finding(&L10N005, one, message).hint(hint));
        }
    }
    found
}

/// L10N006: a project keeps records, and has none of a translation.
fn records_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let standings = &subject.site.standings;
    if !standings.has_records() {
        return Vec::new();
    }
    let mut found = Vec::new();
    // What is wrong with a record is said there.
    let is_unread = |side: &Side<'_>| {
        standings.unread.contains(&record_path(&side.pairing.source_path, side.pairing.locale.as_str()))
    };
    for side in sides(subject).into_iter().filter(|side| !is_unread(side)) {
        let Some(first) = side.in_state(State::Unknown).next() else { continue };
        let units = match side.in_state(State::Unknown).count() {
            1 => "1 unit".to_owned(),
            count => format!("{count} units"),
        };
        let message = format!("no record tells who translated {units} of this file");
        let (path, span) = side.pairing.place(first);
        let place = Place { path: path.clone(), span };
        let finding = subject.finding(&L10N006, Demand::ALWAYS, place, message).about(side.pairing.locale);
        found.push(
            finding
                .hint("run `supportbook l10n sync`, or `supportbook l10n adopt` for what was there before"),
        );
    }
    found
}

/// L10N008: a machine's text stands where people had translated.
fn machines_replaced_people(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for side in sides(subject) {
        for one in side.in_state(State::Conflict) {
            let message = "expected somebody's translation, found a machine's in its place".to_owned();
            let hint = format!(
                "put the old text back or edit this one; `supportbook l10n accept {}` takes it as it is",
                side.pairing.source_path
            );
            found.push(side.finding(&L10N008, one, message).hint(hint));
        }
    }
    found
}

/// L10N009: a record belongs to no file.
fn records_are_left_over(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let finding = |path: &crate::path::ProjectPath| {
        let file = recorded(path).map_or_else(|| path.to_string(), |(file, _)| file.to_string());
        let place = Place { path: path.clone(), span: Span::default() };
        let message = format!("the file of this record, `{file}`, is gone");
        let finding = subject.finding(&L10N009, Demand::ALWAYS, place, message);
        finding.hint("remove the record, or run `supportbook l10n sync`")
    };
    subject.site.standings.left_over.iter().map(finding).collect()
}
