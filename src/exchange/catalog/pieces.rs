//! What of a text translators write, and what must stay as it is: code, links' addresses, references,
//! placeholders and marks of emphasis.
//!
//! Apart from the formats, which each have their own way of protecting the same pieces.
//!
//! Invariant: the pieces put together are the text, letter by letter.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::Span;
use crate::syntax::markdown::{Event, EventKind, Link, LinkForm, Tag, TagEnd, parse_markdown};

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece<'a> {
    /// What it is.
    pub role: Role,
    /// Its letters.
    pub text: &'a str,
}

/// What a piece is. Numbers begin at 1 and pair what opens with what closes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// To be translated.
    Text,
    /// Begins something, as `**` does.
    Opens(usize, &'static str),
    /// Ends it.
    Closes(usize, &'static str),
    /// Stands alone, as code does.
    Alone(usize, &'static str),
}

/// What makes a body of a text that begins with marks of a block: inline content is read as such behind a letter.
const BEFORE: &str = "x ";

/// The pieces of a text.
pub fn pieces(text: &str, markdown: bool) -> Vec<Piece<'_>> {
    let mut marks = if markdown { marks_of_markdown(text) } else { Vec::new() };
    marks.extend(tokens(text).map(|(range, _)| (range, Mark::Alone("x-placeholder"))));
    marks.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut found, mut at, mut number) = (Vec::new(), 0, 0);
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    for (range, mark) in marks {
        // What lies within something that is protected as a whole.
        if range.start < at {
            continue;
        }
        if range.start > at {
            found.push(Piece { role: Role::Text, text: &text[at..range.start] });
        }
        let role = match mark {
            Mark::Alone(kind) => {
                number += 1;
                Role::Alone(number, kind)
            }
            Mark::Opens(kind) => {
                number += 1;
                open.push((number, kind));
                Role::Opens(number, kind)
            }
            Mark::Closes => match open.pop() {
                Some((number, kind)) => Role::Closes(number, kind),
                None => continue,
            },
        };
        found.push(Piece { role, text: &text[range.clone()] });
        at = range.end;
    }
    if at < text.len() {
        found.push(Piece { role: Role::Text, text: &text[at..] });
    }
    found
}

/// A text with tags for what is protected, as `OmegaT` shows and remembers it (`<f0>now</f0> and <f1/>`), and what each
/// tag stands for.
pub fn tagged(text: &str, markdown: bool) -> (String, Vec<(String, &str)>) {
    let (mut shown, mut tags) = (String::with_capacity(text.len()), Vec::new());
    for piece in pieces(text, markdown) {
        let tag = match piece.role {
            Role::Text => {
                shown.push_str(piece.text);
                continue;
            }
            Role::Opens(number, _) => format!("<f{}>", number - 1),
            Role::Closes(number, _) => format!("</f{}>", number - 1),
            Role::Alone(number, _) => format!("<f{}/>", number - 1),
        };
        shown.push_str(&tag);
        tags.push((tag, piece.text));
    }
    (shown, tags)
}

/// What fills in at a place of a text, and must stand in its translation as often: references `[[kind:id]]`,
/// placeholders `{name}` and marks of footnotes `[^label]`.
pub fn fills(text: &str) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for (_, token) in tokens(text) {
        *found.entry(token).or_default() += 1;
    }
    found
}

/// References, placeholders and marks of footnotes, in their order.
fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = text[at..].find(['[', '{']).map(|start| at + start) {
            let rest = &text[start..];
            let length = match rest.as_bytes() {
                [b'[', b'[', ..] => reference(rest),
                [b'[', b'^', ..] => footnote(rest),
                _ => placeholder(rest),
            };
            at = start + length.unwrap_or(1);
            if length.is_some() {
                return Some((start..at, &text[start..at]));
            }
        }
        None
    })
}

/// The length of `[[kind:id]]`.
fn reference(text: &str) -> Option<usize> {
    let inside = &text[2..text.find("]]")?];
    let is_id = |c: char| c.is_ascii_alphanumeric() || ":.-_/#@ ".contains(c);
    (inside.contains(':') && inside.chars().all(is_id)).then_some(inside.len() + 4)
}

/// The length of `[^label]`.
fn footnote(text: &str) -> Option<usize> {
    let label = &text[2..text.find(']')?];
    (!label.is_empty() && !label.contains(char::is_whitespace)).then_some(label.len() + 3)
}

/// The length of `{name}`.
fn placeholder(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let inside = &inside[..inside.find('}')?];
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (inside.starts_with(|c: char| c.is_ascii_lowercase()) && inside.chars().all(is_name))
        .then_some(inside.len() + 2)
}

enum Mark {
    Alone(&'static str),
    Opens(&'static str),
    Closes,
}

fn marks_of_markdown(text: &str) -> Vec<(Range<usize>, Mark)> {
    let body = format!("{BEFORE}{text}");
    let markdown = parse_markdown(&body, Span::of(0..body.len()));
    let mut marks = Vec::new();
    // Where the content of what is open begins, to find where its end is marked.
    for (at, event) in markdown.events.iter().enumerate() {
        let Some(range) = own(event.span) else { continue };
        match &event.kind {
            EventKind::Start(tag @ (Tag::Emphasis | Tag::Strong | Tag::Strikethrough)) => {
                let (kind, length) = match tag {
                    Tag::Strong => ("bold", 2),
                    Tag::Emphasis => ("italic", 1),
                    _ => ("x-strikethrough", if text[range.clone()].starts_with("~~") { 2 } else { 1 }),
                };
                marks.push((range.start..range.start + length, Mark::Opens(kind)));
                marks.push((range.end - length..range.end, Mark::Closes));
            }
            EventKind::Start(Tag::Link(link)) => {
                mark_link(link, range, inside(&markdown.events, at), &mut marks);
            }
            EventKind::Start(Tag::Image(_)) => {
                let inside = inside(&markdown.events, at);
                let end = inside.map_or(range.start + 2, |inside| inside.end);
                marks.push((range.start..range.start + 2, Mark::Opens("image")));
                marks.push((end..range.end, Mark::Closes));
            }
            EventKind::Code(_) => marks.push((range, Mark::Alone("x-code"))),
            EventKind::FootnoteReference(_) => marks.push((range, Mark::Alone("x-footnote"))),
            EventKind::InlineHtml(_) | EventKind::Html(_) => marks.push((range, Mark::Alone("x-html"))),
            EventKind::HardBreak => marks.push((range, Mark::Alone("lb"))),
            _ => {}
        }
    }
    marks
}

fn mark_link(
    link: &Link,
    range: Range<usize>,
    inside: Option<Range<usize>>,
    marks: &mut Vec<(Range<usize>, Mark)>,
) {
    match (link.form, inside) {
        (LinkForm::Inline, Some(inside)) => {
            marks.push((range.start..range.start + 1, Mark::Opens("link")));
            marks.push((inside.end..range.end, Mark::Closes));
        }
        // What says itself where it leads stays as it is.
        _ => marks.push((range, Mark::Alone("link"))),
    }
}

/// Where the content of an element stands.
fn inside(events: &[Event], at: usize) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    let mut found: Option<Range<usize>> = None;
    for event in &events[at..] {
        match &event.kind {
            EventKind::Start(_) => depth += 1,
            EventKind::End(TagEnd::Link | TagEnd::Image) if depth == 1 => return found,
            EventKind::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 1 || !matches!(event.kind, EventKind::Start(_)) {
            let range = own(event.span)?;
            found = Some(found.map_or(range.clone(), |found| found.start..found.end.max(range.end)));
        }
    }
    None
}

/// A place of the text, of one of the body.
fn own(span: Span) -> Option<Range<usize>> {
    let (start, end) = (span.start as usize, span.end as usize);
    Some(start.checked_sub(BEFORE.len())?..end - BEFORE.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, markdown: bool) -> String {
        let shown = pieces(text, markdown).into_iter().map(|piece| match piece.role {
            Role::Text => piece.text.to_owned(),
            Role::Opens(number, kind) => format!("<{number} {kind}:{}>", piece.text),
            Role::Closes(number, _) => format!("</{number}:{}>", piece.text),
            Role::Alone(number, kind) => format!("<{number} {kind}:{}/>", piece.text),
        });
        shown.collect()
    }

    #[test]
    fn marks_and_code_and_references_are_protected() {
        let cases = [
            ("Call **now**, please", "Call <1 bold:**>now</1:**>, please"),
            ("**a *b* c**", "<1 bold:**>a <2 italic:*>b</2:*> c</1:**>"),
            ("Run `az login` first", "Run <1 x-code:`az login`/> first"),
            (
                "See [the **terms**](../terms.md \"T\") now",
                "See <1 link:[>the <2 bold:**>terms</2:**></1:](../terms.md \"T\")> now",
            ),
            ("![a phone](phone.png)", "<1 image:![>a phone</1:](phone.png)>"),
            (
                "Ring [[fact:channel.a.number]] or [[channel:b]].",
                "Ring <1 link:[[fact:channel.a.number]]/> or <2 link:[[channel:b]]/>.",
            ),
            ("<https://a.example>", "<1 link:<https://a.example>/>"),
            ("# no heading", "# no heading"),
            ("as said[^1]", "as said<1 x-placeholder:[^1]/>"),
            ("Dear {contact},", "Dear <1 x-placeholder:{contact}/>,"),
            ("单击**“下一步”**继续", "单击<1 bold:**>“下一步”</1:**>继续"),
            ("one\\\ntwo", "one<1 lb:\\\n/>two"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text, true), expected, "{text}");
        }
        assert_eq!(
            shown("2 * 3 * 4 for [[fact:x.y]]", false),
            "2 * 3 * 4 for <1 x-placeholder:[[fact:x.y]]/>"
        );
    }

    #[test]
    fn pieces_are_the_text() {
        for text in
            ["", "a", "[a](b", "**a", "`x` **[y](z)** {a} {A} [[k:v]] [[", "~~a~~ \\*b\\*", "[a][]", "![](x)"]
        {
            let all: String = pieces(text, true).iter().map(|piece| piece.text).collect();
            assert_eq!(all, text);
        }
    }
}
