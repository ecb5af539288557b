//! Severities and request types: raw keys to model types.

use std::sync::Arc;

use super::raw::severity::{RawRequest, RawSeverity};
use super::scope::Scope;
use super::values::{given, said, words};
use crate::diagnostic::catalog::{SEV001, SYN003};
use crate::diagnostic::suggest;
use crate::model::ids::SeverityId;
use crate::model::target::{Request, RequestType, Severity};
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::decode::Entries;

/// All severities, the worst first.
pub(super) fn severities(scope: &mut Scope<'_>) -> Vec<Arc<Severity>> {
    let Some(entries) = scope.decode::<Entries<RawSeverity>>() else { return Vec::new() };
    let found = entries.0.len();
    if !(2..=5).contains(&found) {
        let finding =
            scope.found(&SEV001, Span::default(), format!("expected two to five severities, found {found}"));
        scope.push(finding.hint("one says nothing, and nobody can tell six apart at night"));
    }
    let mut list = Vec::new();
    for (key, field) in entries.0 {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        list.extend(severity(scope, SeverityId::new(&key.text), raw).map(Arc::new));
    }
    list
}

fn severity(scope: &mut Scope<'_>, id: SeverityId, raw: RawSeverity) -> Option<Severity> {
    let RawSeverity {
        label,
        name,
        situation,
        definition,
        examples,
        who_sets,
        reclassified_when,
        customer_duty,
        channels,
        round_the_clock,
    } = raw;
    let (label, name) = (scope.text(label), scope.text(name));
    let (situation, definition) = (scope.text(situation), scope.text(definition));
    let examples = scope.texts(examples);
    let reclassified_when = scope.maybe_text(reclassified_when);
    let customer_duty = scope.maybe_text(customer_duty);
    let channels = scope.public_channels(given(channels));
    Some(Severity {
        id,
        label: label?,
        name: name?,
        situation: situation?,
        definition: definition?,
        examples,
        who_sets: said(who_sets)?,
        reclassified_when,
        customer_duty,
        channels,
        round_the_clock: given(round_the_clock).unwrap_or(false),
    })
}

/// All request types, in the order of the file.
pub(super) fn requests(scope: &mut Scope<'_>) -> Vec<Arc<Request>> {
    let Some(entries) = scope.decode::<Entries<RawRequest>>() else { return Vec::new() };
    let mut list = Vec::new();
    for (key, field) in entries.0 {
        let Some(kind) = RequestType::from_word(&key.text) else {
            let hint = suggest(&key.text, RequestType::WORDS.iter().copied());
            let message = format!("expected a request type, found `{}`", key.text);
            scope.push(scope.found(&SYN003, key.span, message).maybe_hint(hint));
            continue;
        };
        let Some(raw) = field.value else { continue };
        list.extend(request(scope, kind, raw).map(Arc::new));
    }
    list
}

fn request(scope: &mut Scope<'_>, kind: RequestType, raw: RawRequest) -> Option<Request> {
    let RawRequest { name, situation, examples, uses_severity, areas, channels } = raw;
    let (name, situation) = (scope.text(name), scope.text(situation));
    let examples = scope.texts(examples);
    let channels = scope.public_channels(given(channels));
    Some(Request {
        kind,
        name: name?,
        situation: situation?,
        examples,
        uses_severity: uses_severity.value?,
        areas: words(areas),
        channels,
    })
}
