//! Packs of requirements, what is added to them and answered, and claims: raw keys to model types.

use std::sync::Arc;

use super::raw::requirement::{RawAnswer, RawCitation, RawRequirement, RawRequirements};
use super::scope::{Scope, is_id};
use super::values::{given, said, words};
use crate::diagnostic::catalog::{REF001, SYN004, SYN005};
use crate::diagnostic::{Place, suggest};
use crate::model::citation::Citation;
use crate::model::ids::{OfferingId, PageId, ProductId, RequirementId, RunbookId, ServiceId};
use crate::model::requirement::{Answer, Claim, Pack, PackName, Requirement, Spot};
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;
use crate::syntax::tree::{Key, Value};

/// A file of requirements: a pack as far as its own file says it, or an addition to another pack.
#[derive(Clone, Debug)]
pub struct RequirementsFile {
    /// The pack, without the requirements of its base; `None` for an addition.
    pub pack: Option<Pack>,
    /// The pack and edition it is based on.
    pub base: Option<PackName>,
    /// The requirements of the base that are not taken over.
    pub dropped: Vec<RequirementId>,
    /// The pack that is added to, whatever its edition.
    pub adds_to: Option<Box<str>>,
    /// Its own requirements.
    pub requirements: Vec<Arc<Requirement>>,
    /// What it says of requirements.
    pub answers: Vec<Answer>,
}

pub(super) fn requirements(scope: &mut Scope<'_>) -> Option<RequirementsFile> {
    let raw: RawRequirements = scope.decode()?;
    let RawRequirements {
        pack,
        edition,
        name,
        valid_from,
        clouds,
        base,
        dropped,
        source,
        requirements,
        answers,
    } = raw;
    let pack = scope.plain(pack).unwrap_or_else(|| scope.group.source.stem.clone());
    let is_pack = edition.is_some();
    let edition = scope.plain(edition);
    for (key, missing) in
        [("name", name.is_none()), ("valid_from", valid_from.is_none()), ("source", source.is_none())]
    {
        if is_pack && missing {
            let message = format!("key `{key}` is missing");
            let finding = scope.found(&SYN005, Span::new(0, 0), message);
            scope.push(finding.hint("a pack with an `edition` has it"));
        }
    }
    let title = scope.maybe_text(name);
    let valid_from = valid_from.and_then(|field| scope.day(field));
    let base = base.and_then(|field| self::base(scope, &pack, edition.as_deref(), field));
    let fields = given(dropped).unwrap_or_default();
    let dropped = fields.into_iter().filter_map(|field| known(scope, field)).collect();
    let source = given(source).and_then(|raw| scope.citation(raw));
    let clouds = words(clouds);
    let entries = given(requirements).map_or(Vec::new(), |entries| entries.0);
    let requirement = |(key, field): (Key, Field<RawRequirement>)| {
        let requirement = requirement(scope, &key, field.value?, source.as_ref())?;
        let clouds = if requirement.clouds.is_empty() { clouds.clone() } else { requirement.clouds };
        Some(Arc::new(Requirement { clouds, ..requirement }))
    };
    let requirements: Vec<Arc<Requirement>> = entries.into_iter().filter_map(requirement).collect();
    let answers = self::answers(scope, given(answers));
    let adds_to = (!is_pack).then(|| pack.clone());
    let pack = edition.and_then(|edition| {
        let name = PackName { pack, edition };
        Some(Pack { name, title: title?, valid_from: valid_from?, source: source?, requirements: Vec::new() })
    });
    if is_pack && pack.is_none() {
        return None;
    }
    Some(RequirementsFile { pack, base, dropped, adds_to, requirements, answers })
}

/// The pack that another one is based on.
fn base(scope: &mut Scope<'_>, pack: &str, edition: Option<&str>, field: Field<String>) -> Option<PackName> {
    let text = field.value?;
    let demands = &scope.names.demands;
    let Some(name) = PackName::parse(&text).filter(|name| demands.packs.contains_key(name)) else {
        let message = format!("expected a pack and its edition, found `{text}`");
        let hint = suggest(&text, demands.pack_names().iter().map(String::as_str));
        scope.push(scope.found(&REF001, field.span, message).maybe_hint(hint));
        return None;
    };
    let own = PackName { pack: pack.into(), edition: edition.unwrap_or_default().into() };
    if demands.goes_round(&own) {
        scope.report(
            &SYN004,
            field.span,
            format!("expected another pack, found `{text}`, which is based on this one"),
        );
        return None;
    }
    Some(name)
}

/// A requirement that some pack has.
fn known(scope: &mut Scope<'_>, field: Field<String>) -> Option<RequirementId> {
    let text = field.value?;
    exists(scope, &text, field.span).then(|| RequirementId::new(&text))
}

fn exists(scope: &mut Scope<'_>, id: &str, span: Span) -> bool {
    let demands = &scope.names.demands;
    if demands.requirements.contains(id) {
        return true;
    }
    if !demands.broken {
        let message = format!("expected the id of a requirement, found `{id}`");
        let hint = suggest(id, demands.requirements.iter().map(|id| &**id));
        scope.push(scope.found(&REF001, span, message).maybe_hint(hint));
    }
    false
}

fn requirement(
    scope: &mut Scope<'_>,
    key: &Key,
    raw: RawRequirement,
    source: Option<&Citation>,
) -> Option<Requirement> {
    let RawRequirement {
        revision,
        modality,
        text,
        note,
        roles,
        clouds,
        services,
        areas,
        evidence,
        verified,
        source: own,
    } = raw;
    if !is_id(&key.text.to_ascii_lowercase()) {
        let message = format!("expected an id such as `CSP-021`, found `{}`", key.text);
        scope.report(&SYN004, key.span, message);
    }
    if revision.value == Some(0) {
        scope.report(&SYN004, revision.span, "expected a revision from 1 on, found `0`");
    }
    let text = scope.text(text);
    let note = scope.maybe_text(note);
    let has_own = own.is_some();
    let own = given(own).and_then(|raw: RawCitation| scope.citation(raw));
    if !has_own && scope.group.source.data.get("source").is_none() {
        let finding =
            scope.found(&SYN005, key.span, "key `source` is missing, here and at the top of the file");
        scope.push(finding.hint("say where it is demanded: `source: {title: …, url: …, date: …}`"));
    }
    let services = given(services).unwrap_or_default();
    Some(Requirement {
        id: RequirementId::new(&key.text),
        revision: revision.value?,
        modality: said(modality)?,
        text: text?,
        note,
        roles: words(roles),
        clouds: words(clouds),
        services: services.into_iter().filter_map(|field| field.value.map(Into::into)).collect(),
        areas: words(areas),
        needs: words(evidence),
        verified: verified.value?,
        source: own.or_else(|| source.cloned())?,
    })
}

fn answers(scope: &mut Scope<'_>, answers: Option<Entries<RawAnswer>>) -> Vec<Answer> {
    let mut list = Vec::new();
    for (key, field) in answers.map_or(Vec::new(), |entries| entries.0) {
        let named = revisioned(scope, &key.text, key.span);
        let Some(RawAnswer { state, services, reason, approver, review_by }) = field.value else { continue };
        let services = scope.ids(given(services), Kind::Service, "a service");
        let reason = scope.text(reason);
        let approver = scope.plain(Some(approver));
        let review_by = scope.day(review_by);
        let place = Place { path: scope.path().clone(), span: key.span };
        let answer = || {
            let (requirement, revision) = named?;
            Some(Answer {
                requirement,
                revision,
                state: said(state)?,
                services: services.iter().map(|id| ServiceId::new(id)).collect(),
                reason: reason?,
                approver: approver?,
                review_by: review_by?,
                place,
            })
        };
        list.extend(answer());
    }
    list
}

/// A requirement and its revision, as `CSP-021@1`.
fn revisioned(scope: &mut Scope<'_>, text: &str, span: Span) -> Option<(RequirementId, u32)> {
    let (id, revision) = text.split_once('@').map_or((text, None), |(id, revision)| (id, Some(revision)));
    let number = revision.and_then(|revision| revision.parse().ok()).filter(|revision| *revision > 0);
    let Some(revision) = number else {
        let message = format!("expected a requirement and its revision such as `CSP-021@1`, found `{text}`");
        scope.report(&SYN004, span, message);
        return None;
    };
    exists(scope, id, span).then(|| (RequirementId::new(id), revision))
}

/// What the files of the group claim to answer: in the data or front matter of the source file, and on its
/// headings.
pub(super) fn claims(scope: &mut Scope<'_>) -> Vec<Claim> {
    let document = &scope.group.source;
    let Some(spot) = spot(scope) else { return Vec::new() };
    let mut written: Vec<(Box<str>, Span, Spot)> = Vec::new();
    match document.data.get("satisfies").map(|node| (&node.value, node.span)) {
        Some((Value::List(nodes), _)) => {
            for node in nodes {
                match &node.value {
                    Value::Scalar { text, .. } => written.push((text.clone(), node.span, spot.clone())),
                    _ => scope.report(
                        &SYN004,
                        node.span,
                        format!("expected a text, found {}", node.describe()),
                    ),
                }
            }
        }
        Some((Value::Broken, _)) | None => {}
        // Typed reading of front matter has said so already.
        Some(_) if document.kind.is_prose() => {}
        Some((_, span)) => {
            scope.report(&SYN004, span, "expected a list of requirements such as `[CSP-021@1]`");
        }
    }
    let anchors = anchors(scope);
    for (at, heading) in document.headings.iter().enumerate() {
        let Some((list, span)) = &heading.satisfies else { continue };
        let spot = match (&spot, anchors.get(at)) {
            (Spot::Page(id, _), Some(anchor)) => Spot::Page(id.clone(), Some(anchor.clone())),
            (Spot::Runbook(id, _), Some(anchor)) => Spot::Runbook(id.clone(), Some(anchor.clone())),
            (other, _) => other.clone(),
        };
        written.extend(list.split(',').map(|text| (text.trim().into(), *span, spot.clone())));
    }
    let path = scope.path().clone();
    let claim = |(text, span, spot): (Box<str>, Span, Spot)| {
        let (requirement, revision) = revisioned(scope, &text, span)?;
        let place = Place { path: path.clone(), span };
        Some(Claim { requirement, revision, place, spot })
    };
    written.into_iter().filter_map(claim).collect()
}

/// The anchors of the source file's headings.
fn anchors(scope: &Scope<'_>) -> Vec<Box<str>> {
    let stem = &*scope.group.source.stem;
    let name = match scope.group.source.kind {
        Kind::Page => scope.names.pages.get(stem),
        Kind::Runbook => scope.names.runbooks.get(stem),
        _ => None,
    };
    let anchors = name.and_then(|name| name.anchors.get(&name.source_locale));
    anchors.map_or(Vec::new(), |anchors| anchors.ids.clone())
}

/// Where the built site shows what a file says; `None` for files that are shown nowhere.
fn spot(scope: &Scope<'_>) -> Option<Spot> {
    let stem = &*scope.group.source.stem;
    Some(match scope.group.source.kind {
        Kind::Partner | Kind::Policy | Kind::Entity => Spot::Policy,
        Kind::Channels | Kind::Desk | Kind::Notice => Spot::Contact,
        Kind::Severities | Kind::Requests => Spot::Severities,
        Kind::Hours | Kind::Calendar => Spot::Hours,
        Kind::Glossary => Spot::Glossary,
        Kind::Offering => Spot::Offering(OfferingId::new(stem)),
        Kind::Service => Spot::Service(ServiceId::new(stem), None),
        Kind::Product => Spot::Product(ProductId::new(stem)),
        Kind::Page => Spot::Page(PageId::new(stem), None),
        Kind::Runbook => Spot::Runbook(RunbookId::new(stem), None),
        Kind::Vehicles => Spot::Vehicles,
        Kind::Site | Kind::Scenario | Kind::Message | Kind::Note | Kind::Requirements | Kind::Unknown => {
            return None;
        }
    })
}
