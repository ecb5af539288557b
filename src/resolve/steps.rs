//! The typed steps of a runbook, held against the headings of its body.

use super::names::Keyed;
use super::raw::Maybe;
use super::raw::prose::RawStep;
use super::scope::Scope;
use super::values::{given, said, words};
use crate::diagnostic::catalog::{REF001, RUN009};
use crate::diagnostic::{Diagnostic, suggest};
use crate::model::ids::{MessageId, RunbookId, VehicleId};
use crate::model::step::{Next, Step};
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

pub(super) fn steps(scope: &mut Scope<'_>, raw: Maybe<Entries<RawStep>>) -> Vec<Step> {
    let entries = given(raw).map_or(Vec::new(), |entries| entries.0);
    let ids: Vec<Box<str>> = entries.iter().map(|(key, _)| key.text.clone()).collect();
    let places: Vec<Span> = entries.iter().map(|(key, _)| key.span).collect();
    judge_headings(scope, &ids, &places);
    let mut steps = Vec::new();
    for (key, field) in entries {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        steps.extend(step(scope, key.text, raw, &ids));
    }
    steps
}

fn step(scope: &mut Scope<'_>, id: Box<str>, raw: RawStep, ids: &[Box<str>]) -> Option<Step> {
    let RawStep { kind, role, timebox, collect, message, vehicle, next, otherwise } = raw;
    let timebox = timebox.and_then(|field| scope.duration(field));
    let message = message.and_then(|field| scope.id(field, Kind::Message, "a message"));
    let vehicle = vehicle.and_then(|field| scope.keyed(field, Keyed::Vehicle));
    let next = next.and_then(|field| follows(scope, field, ids));
    let otherwise = otherwise.and_then(|field| follows(scope, field, ids));
    Some(Step {
        id,
        kind: said(kind)?,
        role: said(role)?,
        timebox,
        collect: words(collect),
        message: message.map(|id| MessageId::new(&id)),
        vehicle: vehicle.map(|id| VehicleId::new(&id)),
        next,
        otherwise,
    })
}

fn follows(scope: &mut Scope<'_>, field: Field<String>, ids: &[Box<str>]) -> Option<Next> {
    let text = field.value?;
    if ids.iter().any(|id| **id == *text) {
        return Some(Next::Step(text.into()));
    }
    if text == "close" {
        return Some(Next::Close);
    }
    if let Some(id) = text.strip_prefix("runbook:") {
        if scope.names.runbooks.contains_key(id) {
            return Some(Next::Runbook(RunbookId::new(id)));
        }
        let hint = suggest(id, scope.names.runbooks.keys().map(RunbookId::as_str));
        let message = format!("expected the id of a runbook, found `{id}`");
        scope.push(scope.found(&REF001, field.span, message).maybe_hint(hint));
        return None;
    }
    let known = ids.iter().map(|id| &**id).chain(["close"]);
    let message = format!("expected a step, `close` or `runbook:ID`, found `{text}`");
    scope.push(scope.found(&REF001, field.span, message).maybe_hint(suggest(&text, known)));
    None
}

/// Each step is a heading with its id for anchor, in every language, in the order of the steps.
fn judge_headings(scope: &mut Scope<'_>, ids: &[Box<str>], places: &[Span]) {
    let group = scope.group;
    for (_, document) in group.documents().filter(|(_, document)| !document.broken) {
        let anchors: Vec<&str> =
            document.headings.iter().filter_map(|heading| Some(&*heading.id.as_ref()?.0)).collect();
        let mut last = None;
        for (id, at) in ids.iter().zip(places) {
            let place = anchors.iter().position(|anchor| *anchor == &**id);
            let Some(place) = place else {
                let message = format!("the step `{id}` has no heading in `{}`", document.path());
                let hint = format!("write `## … {{#{id}}}`");
                scope.push(scope.found(&RUN009, *at, message).hint(hint));
                continue;
            };
            if last.is_some_and(|last| place < last) {
                let heading = document
                    .headings
                    .iter()
                    .find(|heading| heading.id.as_ref().is_some_and(|(anchor, _)| anchor == id));
                let span = heading.map_or(Span::default(), |heading| heading.span);
                let message = format!("the heading of the step `{id}` stands before that of an earlier step");
                let finding = Diagnostic::new(&RUN009, document.path(), span, message);
                scope.push(finding.hint("put headings into the order of `steps`"));
            }
            last = last.max(Some(place));
        }
    }
}
