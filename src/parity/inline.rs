//! Takes the facts that are marked up: code, links, images, footnotes, and what `[[kind:id]]` fills in.
//!
//! Apart because these come from events, and everything else from the text as it is read.
//!
//! Invariant: each event gives at most one fact.

use crate::parity::address::target;
use crate::parity::value::{Found, Value};
use crate::parity::{Content, Subject};
use crate::source::Span;
use crate::syntax::markdown::{Event, EventKind, Link, LinkForm, Tag, TagEnd};

/// The facts of a text's markup.
pub(super) fn facts(content: &Content<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut in_block = false;
    for event in content.events.iter() {
        match &event.kind {
            EventKind::Start(Tag::CodeBlock { .. }) => in_block = true,
            EventKind::End(TagEnd::CodeBlock) => in_block = false,
            EventKind::Text(text) if in_block => lines(text.get(content.text), event.span, &mut found),
            EventKind::Code(text) => {
                let code = text.get(content.text).trim().to_owned();
                found.push(Found::new(Subject::Code, Value::Exact(code), event.span));
            }
            EventKind::FootnoteReference(label) => {
                let label = label.get(content.text).to_owned();
                found.push(Found::new(Subject::Footnote, Value::Exact(label), event.span));
            }
            EventKind::Start(Tag::Link(link)) => found.extend(of_link(link, event, content.text)),
            EventKind::Start(Tag::Image(image)) => {
                let target = target(image.destination.get(content.text));
                found.push(Found::new(Subject::Image, Value::Exact(target), event.span));
            }
            EventKind::InlineHtml(text) | EventKind::Html(text) => {
                found.extend(of_html(text.get(content.text), event.span));
            }
            _ => {}
        }
    }
    found
}

/// The lines of a code block; comments are for people, and are translated.
fn lines(text: &str, span: Span, found: &mut Vec<Found>) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !is_comment(line) {
            found.push(Found::new(Subject::Code, Value::Exact(line.to_owned()), span));
        }
    }
}

/// Whether a line of code begins with a mark of a comment, in any of the languages that documents show.
pub(crate) fn is_comment(line: &str) -> bool {
    ["#", "//", "--", "::", "rem ", "/*", "*", "<!--"].iter().any(|mark| line.starts_with(mark))
}

fn of_link(link: &Link, event: &Event, text: &str) -> Option<Found> {
    let destination = link.destination.get(text);
    let exact = |subject, value| Some(Found::new(subject, Value::Exact(value), event.span));
    match link.form {
        LinkForm::Wiki { .. } if destination.starts_with("fact:") => {
            exact(Subject::Placeholder, format!("[[{}]]", destination.trim()))
        }
        LinkForm::Email => exact(Subject::Mail, destination.to_ascii_lowercase()),
        LinkForm::Autolink => exact(Subject::Address, target(destination)),
        _ => match destination.strip_prefix("mailto:") {
            Some(mail) => exact(Subject::Link, mail.to_ascii_lowercase()),
            None => exact(Subject::Link, target(destination)),
        },
    }
}

/// The target of an HTML tag that leads somewhere.
fn of_html(html: &str, span: Span) -> Option<Found> {
    let attribute = |name: &str| {
        let (_, rest) = html.split_once(name)?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    };
    let exact = |subject, value: &str| Found::new(subject, Value::Exact(target(value)), span);
    if html.starts_with("<a ") {
        attribute("href=").map(|value| exact(Subject::Link, value))
    } else if html.starts_with("<img ") {
        attribute("src=").map(|value| exact(Subject::Image, value))
    } else {
        None
    }
}
