//! What a rule asks of the requirements: whether anybody is bound, and how badly a breach counts.
//!
//! Apart from the rules, so that none of them knows roles, clouds, packs or editions.
//!
//! Invariant: a rule that rests on a requirement speaks only where some enrolment is bound by it, and at most
//! warns where its source was not verified.

use std::sync::Arc;

use super::{Subject, doubts};
use crate::diagnostic::{Diagnostic, Level, Place, Rule};
use crate::evidence::Entry;
use crate::locale::Locale;
use crate::model::partner::{Enrolment, Role};
use crate::model::service::Service;
use crate::source::Span;
use crate::syntax::document::{Document, Kind};
use crate::syntax::tree::{Node, Value};

/// A requirement that binds somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Demand {
    verified: bool,
}

impl Demand {
    /// What no pack can take away: it follows from the terms themselves.
    pub(crate) const ALWAYS: Self = Self { verified: true };

    /// The level of a rule that rests on it.
    fn level(self, rule: &Rule) -> Level {
        if self.verified { rule.level } else { rule.level.max(Level::Warning) }
    }
}

impl Subject<'_> {
    /// What a rule rests on, where any enrolment is bound by it.
    pub(crate) fn demand(&self, rule: &Rule) -> Option<Demand> {
        self.strictest(rule, |_| true)
    }

    /// What a rule rests on, where an enrolment under which a service is sold is bound by it for that service.
    pub(crate) fn demand_for(&self, rule: &Rule, service: &Service) -> Option<Demand> {
        self.strictest(rule, |entry| {
            let sold = service.enrolments.is_empty()
                || entry.enrolment.as_ref().is_some_and(|id| service.enrolments.contains(id));
            sold && entry.requirement.is_about(service)
        })
    }

    /// What a rule rests on, where it binds an enrolment.
    pub(crate) fn demand_of(&self, rule: &Rule, enrolment: &Enrolment) -> Option<Demand> {
        self.strictest(rule, |entry| entry.enrolment == enrolment.id)
    }

    /// Whether a service is sold by a member of some role.
    pub(crate) fn is_sold_as(&self, service: &Service, role: Role) -> bool {
        let partner = self.site.partner.as_ref();
        let enrolments = partner.map_or(&[][..], |partner| &partner.enrolments);
        enrolments.iter().any(|enrolment| {
            let sold = service.enrolments.is_empty()
                || enrolment.id.as_ref().is_some_and(|id| service.enrolments.contains(id));
            sold && enrolment.role == role
        })
    }

    fn strictest(&self, rule: &Rule, concerns: impl Fn(&Entry) -> bool) -> Option<Demand> {
        if rule.requirements.is_empty() {
            return Some(Demand::ALWAYS);
        }
        let rests_on = |entry: &&Entry| rule.requirements.contains(&entry.requirement.id.as_str());
        let entries = self.ledger.entries.iter().filter(rests_on).filter(|entry| concerns(entry));
        let verified = entries.map(|entry| entry.requirement.verified);
        verified.reduce(|one, two| one || two).map(|verified| Demand { verified })
    }

    /// The place of a value in the file of a kind and stem, by its keys; where one of them is missing, the last
    /// key that is there.
    pub(crate) fn place(&self, kind: Kind, stem: &str, keys: &[&str]) -> Option<Place> {
        let document = self.document(kind, stem)?;
        Some(place_in(document, keys))
    }

    /// The place of a text in one of its languages: in the source file, or in the translation.
    pub(crate) fn place_of_text(
        &self,
        kind: Kind,
        stem: &str,
        locale: Locale,
        keys: &[&str],
    ) -> Option<Place> {
        let translation = self.site.documents.iter().find(|document| {
            document.kind == kind
                && *document.stem == *stem
                && document.suffix.as_deref() == Some(locale.as_str())
        });
        match translation {
            Some(document) => Some(place_in(document, keys)),
            None => self.place(kind, stem, keys),
        }
    }

    /// The data of the file of a kind and stem.
    pub(crate) fn data(&self, kind: Kind, stem: &str) -> Option<&Node> {
        self.document(kind, stem).map(|document| &document.data)
    }

    /// Whether a file has a key at its top, whatever its value.
    pub(crate) fn has_key(&self, kind: Kind, stem: &str, key: &str) -> bool {
        self.data(kind, stem).is_some_and(|data| data.get(key).is_some())
    }

    /// Whether there is a file of a kind, even one that could not be read.
    pub(crate) fn has_any(&self, kind: Kind) -> bool {
        self.site.documents.iter().any(|document| document.kind == kind && document.suffix.is_none())
    }

    /// Whether a file of a kind has errors, so that what it says may be missing.
    pub(crate) fn has_broken(&self, kind: Kind) -> bool {
        doubts(&self.site.documents, self.found, |of| of == kind).next().is_some()
    }

    fn document(&self, kind: Kind, stem: &str) -> Option<&Arc<Document>> {
        let is_it = |document: &&Arc<Document>| {
            document.kind == kind && document.suffix.is_none() && *document.stem == *stem
        };
        self.site.documents.iter().find(is_it)
    }

    /// A finding of a rule that rests on a demand.
    #[allow(clippy::unused_self, clippy::needless_pass_by_value, reason = "reads as the subject's own word")]
    pub(crate) fn finding(
        &self,
        rule: &'static Rule,
        demand: Demand,
        place: Place,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(rule, &place.path, place.span, message).at_level(demand.level(rule))
    }
}

/// The place of a value in a file, by its keys; where one of them is missing, the last key that is there.
fn place_in(document: &Document, keys: &[&str]) -> Place {
    let (mut node, mut span) = (&document.data, Span::default());
    for (at, key) in keys.iter().enumerate() {
        let next = match &node.value {
            Value::Map(entries) => {
                entries.iter().find(|(name, _)| &*name.text == *key).map(|(name, node)| (name.span, node))
            }
            Value::List(items) => {
                key.parse().ok().and_then(|at: usize| items.get(at)).map(|item| (item.span, item))
            }
            _ => None,
        };
        let Some((name, inner)) = next else { break };
        let is_last = at + 1 == keys.len();
        // A block is shown by its key: its first line says nothing of it.
        let is_scalar = matches!(inner.value, Value::Scalar { .. });
        (node, span) = (inner, if is_last && is_scalar { inner.span } else { name });
    }
    Place { path: document.path().clone(), span }
}
