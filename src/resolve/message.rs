//! Messages to customers: front matter and text in each language, with the names that are filled in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pages::{check_locale, decode_front_matter};
use super::raw::prose::{RawMessage, RawTranslation};
use super::scope::Scope;
use super::values::{given, said};
use crate::diagnostic::catalog::{L10N001, MSG001, SYN005};
use crate::diagnostic::{Diagnostic, Level, did_you_mean};
use crate::model::ids::MessageId;
use crate::model::keeping::KeptKind;
use crate::model::message::{Message, Placeholder};
use crate::model::text::LocalText;
use crate::source::Span;
use crate::syntax::decode::decode;
use crate::syntax::document::{Document, tree_finding};

pub(super) fn message(scope: &mut Scope<'_>) -> Option<Message> {
    let group = scope.group;
    let raw: RawMessage = decode_front_matter(scope)?;
    let RawMessage { title, description, placeholders, owner, next_review, locale } = raw;
    check_locale(scope, locale);
    let id = MessageId::new(&group.source.stem);
    let title = scope.plain(Some(title));
    let mut name = title.as_deref().map(|title| LocalText::new(group.source_locale, title));
    let description = scope.plain(description);
    let mut names: Vec<(Box<str>, Placeholder, Span)> = Vec::new();
    for (key, field) in given(placeholders).map_or(Vec::new(), |entries| entries.0) {
        if !is_placeholder(&key.text) {
            let message = format!("expected a name of small letters, digits and `_`, found `{}`", key.text);
            scope.report(&MSG001, key.span, message);
        }
        names.extend(said(field).map(|kind| (key.text.clone(), kind, key.span)));
    }
    let mut editions = BTreeMap::new();
    for (locale, document) in group.documents().filter(|(_, document)| !document.broken) {
        let own =
            if locale == group.source_locale { title.clone() } else { translated_title(scope, document) };
        judge_names(scope, document, &names);
        let text = document.source.text[document.body.range()].trim();
        if let Some(own) = own {
            name = name.map(|name| name.with(locale, &own));
            editions.insert(locale, (own, text.into()));
        }
    }
    for locale in scope.settings.locales.clone() {
        if group.documents().all(|(own, _)| own != locale) {
            let message = format!("the message is missing in `{locale}`");
            let finding =
                scope.found(&L10N001, Span::default(), message).at_level(Level::Error).about(locale);
            let file = scope.path().as_str().replacen(".md", &format!(".{locale}.md"), 1);
            scope.push(finding.hint(format!("write `{file}`: staff send it to customers in their language")));
        }
    }
    scope.keep(KeptKind::Message, id.as_str(), name.as_ref(), owner, next_review);
    title.as_ref()?;
    let placeholders = names.into_iter().map(|(name, kind, _)| (name, kind)).collect();
    Some(Message { id, description, placeholders, source_locale: group.source_locale, editions })
}

fn translated_title(scope: &mut Scope<'_>, document: &Arc<Document>) -> Option<Box<str>> {
    let (field, faults) = decode::<RawTranslation>(&document.data, &[]);
    for found in faults {
        scope.push(tree_finding(document.path(), found.fault));
    }
    let RawTranslation { title, description: _, locale: _ } = field.value?;
    if title.is_none() {
        let message = "expected the key `title`, found none";
        scope.push(Diagnostic::new(&SYN005, document.path(), Span::default(), message));
    }
    given(title).map(Into::into)
}

/// Every name in braces is declared, and every declared one stands in the text.
fn judge_names(scope: &mut Scope<'_>, document: &Arc<Document>, names: &[(Box<str>, Placeholder, Span)]) {
    let found = braces(document);
    for (name, span) in &found {
        if names.iter().all(|(known, ..)| known != name) {
            let message = format!("the placeholder `{name}` is not declared");
            let near = did_you_mean(name, names.iter().map(|(known, ..)| &**known));
            let hint = match near {
                Some(known) => format!("did you mean `{known}`?"),
                None => "declare it under `placeholders` with its kind".to_owned(),
            };
            scope.push(Diagnostic::new(&MSG001, document.path(), *span, message).hint(hint));
        }
    }
    for (name, _, at) in names {
        if found.iter().all(|(used, _)| used != name) {
            let message = format!("the placeholder `{name}` does not stand in `{}`", document.path());
            scope.push(scope.found(&MSG001, *at, message).hint("use it there, or declare it no more"));
        }
    }
}

/// The names in braces of a body, with their places.
fn braces(document: &Document) -> Vec<(Box<str>, Span)> {
    let (text, start) = (&document.source.text[document.body.range()], document.body.start);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('{') {
        let Some(length) = text[at + 1..].find('}') else { break };
        let name = &text[at + 1..at + 1 + length];
        if is_placeholder(name) {
            let begin = start + u32::try_from(at).unwrap_or(0);
            let end = begin + u32::try_from(length + 2).unwrap_or(0);
            found.push((name.into(), Span::new(begin, end)));
        }
    }
    found
}

fn is_placeholder(name: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(sound) && name.starts_with(|c: char| c.is_ascii_lowercase())
}
