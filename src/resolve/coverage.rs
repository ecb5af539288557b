//! Targets and rows of coverage: raw keys to model types, and rows that contradict one another.

use super::names::Keyed;
use super::raw::offering::{RawOtherwise, RawRow, RawTarget};
use super::raw::{List, Maybe, Of};
use super::scope::Scope;
use super::values::{given, said, word};
use crate::diagnostic::catalog::{COV001, COV002, SYN004, SYN005};
use crate::model::coverage::{Answer, Keys, Mode, Row, clashes};
use crate::model::ids::{DeskId, MarketId, ServiceId, SeverityId};
use crate::model::target::{CaseKind, RequestType, Target};
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::document::Kind;

/// How many answers may follow one another.
const MAX_ANSWERS: usize = 4;

/// The severity or the type of a case: one of the two where one is needed, never both.
pub(super) fn case_kind(
    scope: &mut Scope<'_>,
    severity: Maybe<String>,
    request_type: Maybe<Of<RequestType>>,
    needed_at: Option<Span>,
) -> Option<CaseKind> {
    match (severity, request_type) {
        (Some(_), Some(field)) => {
            let message = "expected `severity` or `request_type`, found both";
            scope.report(&SYN004, field.span, message);
            None
        }
        (Some(field), None) => {
            let id = scope.keyed(field, Keyed::Severity)?;
            Some(CaseKind::Severity(SeverityId::new(&id)))
        }
        (None, Some(field)) => {
            let span = field.span;
            let kind = said(field)?;
            let requests = scope.names.group_of(Kind::Requests, "request-types");
            let known = requests
                .is_none_or(|group| group.source.broken || group.source.data.get(kind.word()).is_some());
            if !known {
                let message = format!("expected a type of `request-types.yaml`, found `{}`", kind.word());
                scope.report(&crate::diagnostic::catalog::REF001, span, message);
                return None;
            }
            Some(CaseKind::Request(kind))
        }
        (None, None) => {
            if let Some(at) = needed_at {
                scope.report(&SYN005, at, "expected the key `severity` or `request_type`, found neither");
            }
            None
        }
    }
}

/// By when things happen.
pub(super) fn targets(scope: &mut Scope<'_>, list: Option<List<RawTarget>>) -> Vec<Target> {
    let mut targets: Vec<(Target, Span)> = Vec::new();
    for field in list.unwrap_or_default() {
        let at = Span::new(field.span.start, field.span.start);
        let Some(raw) = field.value else { continue };
        let Some(target) = target(scope, raw, at) else { continue };
        let same = |known: &&(Target, Span)| {
            let known = &known.0;
            (&known.service, known.area, &known.case, known.metric)
                == (&target.service, target.area, &target.case, target.metric)
        };
        if let Some((_, first)) = targets.iter().find(same) {
            let path = scope.path().clone();
            let finding = scope.found(&COV002, at, "a target for these cases stands twice");
            scope.push(finding.label(&path, *first, "first here").hint("keep one of the two"));
            continue;
        }
        targets.push((target, at));
    }
    targets.into_iter().map(|(target, _)| target).collect()
}

fn target(scope: &mut Scope<'_>, raw: RawTarget, at: Span) -> Option<Target> {
    let RawTarget {
        service,
        area,
        severity,
        request_type,
        metric,
        within,
        kind,
        clock_starts,
        response_counts,
    } = raw;
    let service = service.and_then(|field| scope.id(field, Kind::Service, "a service"));
    let case = case_kind(scope, severity, request_type, Some(at));
    let within = scope.duration(within);
    Some(Target {
        service: service.map(|id| ServiceId::new(&id)),
        area: word(area),
        case: case?,
        metric: said(metric)?,
        within: within?,
        kind: said(kind)?,
        starts: word(clock_starts),
        counts: word(response_counts),
    })
}

/// Who answers. Rows that contradict one another are findings.
pub(super) fn coverage(scope: &mut Scope<'_>, list: Option<List<RawRow>>) -> Vec<Row> {
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for field in list.unwrap_or_default() {
        let at = Span::new(field.span.start, field.span.start);
        let Some(raw) = field.value else { continue };
        if let Some(row) = row(scope, raw, at) {
            rows.push(row);
            places.push(at);
        }
    }
    let path = scope.path().clone();
    for (one, two) in clashes(&rows) {
        let message = "this row and an earlier one can both hold for one case, and say different things";
        let finding = scope.found(&COV001, places[two], message);
        let finding = finding.label(&path, places[one], "the other row");
        scope.push(finding.hint("give one of the two a greater `priority`, or name more keys"));
    }
    rows
}

fn row(scope: &mut Scope<'_>, raw: RawRow, at: Span) -> Option<Row> {
    let RawRow {
        service,
        area,
        severity,
        request_type,
        language,
        channel,
        market,
        priority,
        desks,
        mode,
        within,
        otherwise,
    } = raw;
    let named = [
        service.is_some(),
        area.is_some(),
        severity.is_some() || request_type.is_some(),
        language.is_some(),
        channel.is_some(),
        market.is_some(),
    ];
    let service = service.and_then(|field| scope.id(field, Kind::Service, "a service"));
    let case = case_kind(scope, severity, request_type, None);
    let language = language.and_then(|field| scope.language(field));
    let channel = channel.and_then(|field| scope.public_channel(field));
    let market = market.and_then(|field| scope.keyed(field, Keyed::Market));
    let keys = Keys {
        service: service.map(|id| ServiceId::new(&id)),
        area: word(area),
        case,
        language,
        channel,
        market: market.map(|id| MarketId::new(&id)),
    };
    let mut answers = vec![answer(scope, at, desks, mode, within)];
    let mut next = otherwise;
    while let Some(field) = next.take() {
        let span = Span::new(field.span.start, field.span.start);
        let Some(raw) = field.value else { break };
        let RawOtherwise { desks, mode, within, otherwise } = *raw;
        if answers.len() == MAX_ANSWERS {
            scope.report(
                &COV002,
                span,
                format!("expected at most {} times `otherwise`, found more", MAX_ANSWERS - 1),
            );
            break;
        }
        answers.push(answer(scope, span, desks, mode, within));
        next = otherwise;
    }
    let answers: Option<Vec<Answer>> = answers.into_iter().collect();
    // A key that could not be read would make the row hold for more cases than it says.
    if keys.specificity() < named.into_iter().filter(|named| *named).count() {
        return None;
    }
    Some(Row { keys, priority: given(priority).unwrap_or(0), answers: answers? })
}

fn answer(
    scope: &mut Scope<'_>,
    at: Span,
    desks: Maybe<List<String>>,
    mode: crate::syntax::decode::Field<Of<Mode>>,
    within: Maybe<String>,
) -> Option<Answer> {
    let desks_given =
        desks.as_ref().is_some_and(|field| field.value.as_ref().is_none_or(|list| !list.is_empty()));
    let desks = scope.ids(given(desks), Kind::Desk, "a desk");
    let mode = said(mode)?;
    let unattended = matches!(mode, Mode::Voicemail | Mode::Inbox);
    if !unattended && !desks_given {
        let finding =
            scope.found(&COV002, at, format!("expected `desks` for the mode `{}`, found none", mode.word()));
        scope.push(finding.hint("name who answers; only `voicemail` and `inbox` need nobody"));
    }
    match &within {
        Some(field) if mode != Mode::Callback => {
            let message = format!("the mode `{}` takes no `within`", mode.word());
            scope
                .push(scope.found(&COV002, field.span, message).hint("remove it, or write `mode: callback`"));
        }
        None if mode == Mode::Callback => {
            let finding = scope.found(&COV002, at, "expected `within` for the mode `callback`, found none");
            scope.push(finding.hint("write how soon somebody calls back, as `30 elapsed_minutes`"));
        }
        _ => {}
    }
    let within = within.and_then(|field| scope.duration(field)).filter(|_| mode == Mode::Callback);
    Some(Answer { desks: desks.iter().map(|id| DeskId::new(id)).collect(), mode, within })
}
