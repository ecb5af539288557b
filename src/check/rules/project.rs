//! Rules on the project as a whole: what belongs together, and what was left over from elsewhere.

use std::sync::Arc;

use super::Judgement;
use crate::check::Subject;
use crate::check::leftovers::{PLACEHOLDERS, PRICE, SAMPLE};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{FIL006, PRJ001, PRJ003, PRJ004};
use crate::source::Span;
use crate::syntax::document::{Document, Kind};

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (&[], logo_is_missing),
    (&[], partner_is_missing),
    (&[], sample_is_left_over),
    (&[], placeholder_is_left_over),
];

/// FIL006: the logo that the settings name does not exist.
fn logo_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let logo = site.settings.theme.logo.as_ref().filter(|path| !site.media.contains_key(path));
    let settings = site.documents.iter().find(|document| document.kind == Kind::Site);
    let (Some(path), Some(document)) = (logo, settings) else { return Vec::new() };
    let span = document
        .data
        .get("theme")
        .and_then(|theme| theme.get("logo"))
        .map_or(Span::default(), |node| node.span);
    let finding =
        Diagnostic::new(&FIL006, document.path(), span, format!("the file `{path}` does not exist"));
    vec![finding.hint("put an image there, or remove `logo`")]
}

/// Kinds of files that make no sense without somebody who offers the support.
const NEED_A_PARTNER: [Kind; 8] = [
    Kind::Offering,
    Kind::Service,
    Kind::Policy,
    Kind::Severities,
    Kind::Requests,
    Kind::Vehicles,
    Kind::Desk,
    Kind::Product,
];

/// PRJ001: support terms stand without `partner.yaml`.
fn partner_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let has_partner = subject.site.documents.iter().any(|document| document.kind == Kind::Partner);
    let term = subject
        .site
        .documents
        .iter()
        .find(|document| NEED_A_PARTNER.contains(&document.kind) && document.suffix.is_none());
    let Some(document) = term.filter(|_| !has_partner) else { return Vec::new() };
    let message = "support terms need `content/partner.yaml`, which does not exist";
    let finding = Diagnostic::new(&PRJ001, document.path(), Span::default(), message);
    vec![finding.hint("write who offers the support: `name` and `role`")]
}

/// PRJ003: a name, number or domain of the sample stands in another project.
fn sample_is_left_over(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let hint = "write your own: this one belongs to the sample";
    search(subject, &SAMPLE)
        .map(|(document, span, text)| {
            Diagnostic::new(&PRJ003, document.path(), span, format!("`{text}` was left over from the sample"))
                .hint(hint)
        })
        .collect()
}

/// PRJ004: a placeholder of `init`, or its price, was not replaced.
fn placeholder_is_left_over(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let placeholders = search(subject, &PLACEHOLDERS).map(|(document, span, text)| {
        let message = format!("`{text}` is a placeholder");
        Diagnostic::new(&PRJ004, document.path(), span, message)
            .hint("write your own before customers read it")
    });
    let prices =
        subject.site.documents.iter().filter(|_| !subject.site.settings.sample).filter_map(|document| {
            let amount =
                document.data.get("price").filter(|_| document.kind == Kind::Offering)?.get("amount")?;
            let crate::syntax::tree::Value::Scalar { text, .. } = &amount.value else { return None };
            let message = format!("`{text}` is the price of the sample");
            (&**text == PRICE && &*document.stem == "business").then(|| {
                Diagnostic::new(&PRJ004, document.path(), amount.span, message).hint("write your own price")
            })
        });
    placeholders.chain(prices).collect()
}

/// Where the words stand in content and settings; nowhere in the sample itself.
fn search<'a>(
    subject: &'a Subject<'_>,
    words: &'static [&'static str],
) -> impl Iterator<Item = (&'a Arc<Document>, Span, &'static str)> {
    let searched = subject.site.documents.iter().filter(|_| !subject.site.settings.sample);
    searched.flat_map(move |document| {
        let text = &document.source.text;
        words.iter().flat_map(move |word| {
            let whole = move |at: usize| {
                let joins = |c: char| c.is_ascii_alphanumeric() || c == '-';
                let end = at + word.len();
                !text[..at].ends_with(joins) && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric())
            };
            let places = text.match_indices(word).filter(move |(at, _)| whole(*at));
            places.map(move |(at, found)| (document, Span::of(at..at + found.len()), *word))
        })
    })
}
