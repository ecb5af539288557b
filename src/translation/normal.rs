//! What a unit says, whatever the way it is written: the text that is hashed, compared and shown.
//!
//! Apart from cutting a file into units, since records hold this form and a change of it is a new version of
//! the segmenter ([`super::SEGMENTER`]).
//!
//! It is Markdown on one line: lines joined as they render, runs of white space one space, emphasis marked with
//! asterisks, reference links with their address beside them, characters in their composed form. Code and
//! addresses stay as they are. Letters keep their case and punctuation stays: a change of either is a change.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::source::Span;
use crate::syntax::markdown::{Event, EventKind, LinkForm, Tag, TagEnd};

/// The normal form of a text without markup of lines: white space and composed characters alone.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    composed(out)
}

/// The normal form of inline content.
pub(super) fn normal(events: &[Event], file: &str, span: Span) -> String {
    let mut writer = Writer { file, out: String::with_capacity(span.range().len()), at: span.start as usize };
    // Whether the links that are open are written by reference.
    let mut links: Vec<Option<String>> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let (start, end) = (event.span.start as usize, event.span.end as usize);
        match &event.kind {
            EventKind::Start(tag @ (Tag::Emphasis | Tag::Strong | Tag::Strikethrough)) => {
                writer.raw_to(start);
                let (mark, length) = mark(tag, &file[start..end]);
                writer.mark(mark, start + length);
            }
            EventKind::End(end_of @ (TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)) => {
                let tag = match end_of {
                    TagEnd::Emphasis => Tag::Emphasis,
                    TagEnd::Strong => Tag::Strong,
                    _ => Tag::Strikethrough,
                };
                let (mark, length) = mark(&tag, &file[start..end]);
                writer.raw_to(end.saturating_sub(length));
                writer.mark(mark, end);
            }
            EventKind::Start(Tag::Link(link) | Tag::Image(link)) => {
                let by_reference =
                    matches!(link.form, LinkForm::Reference | LinkForm::Collapsed | LinkForm::Shortcut);
                writer.raw_to(start);
                links.push(by_reference.then(|| {
                    let title = link.title.as_ref().map(|title| format!(" \"{}\"", title.get(file)));
                    format!("]({}{})", link.destination.get(file), title.unwrap_or_default())
                }));
            }
            EventKind::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(Some(rest)) = links.pop() {
                    let inner = index.checked_sub(1).and_then(|before| events.get(before));
                    let inner_end = inner.map_or(start, |inner| inner.span.end as usize);
                    writer.raw_to(inner_end.min(end));
                    writer.mark(&rest, end);
                }
            }
            EventKind::SoftBreak { joined } => {
                writer.raw_to(start);
                writer.line_end(if *joined { "" } else { " " }, next_start(events, index, file, end));
            }
            EventKind::HardBreak => {
                writer.raw_to(start);
                writer.line_end("\\\n", next_start(events, index, file, end));
            }
            EventKind::Code(_) => {
                writer.raw_to(start);
                writer.out.push_str(&file[start..end].replace('\n', " "));
                writer.at = end;
            }
            _ => {}
        }
    }
    writer.raw_to(span.end as usize);
    composed(writer.out.trim().to_owned())
}

/// Where the text goes on behind a line's end, past what marks quotations and items at the line's beginning.
fn next_start(events: &[Event], index: usize, file: &str, end: usize) -> usize {
    let next = events.get(index + 1).map_or(end, |next| next.span.start as usize);
    if next > end && file.as_bytes()[next - 1] == b'\\' { next - 1 } else { next }
}

/// The mark of an emphasis in the normal form, and how long the written one is.
fn mark(tag: &Tag, written: &str) -> (&'static str, usize) {
    match tag {
        Tag::Strong => ("**", 2),
        Tag::Strikethrough => ("~~", if written.starts_with("~~") { 2 } else { 1 }),
        _ => ("*", 1),
    }
}

struct Writer<'a> {
    file: &'a str,
    out: String,
    /// Up to where the file is taken.
    at: usize,
}

impl Writer<'_> {
    /// Takes the file up to a place as it is, with white space made one space.
    fn raw_to(&mut self, to: usize) {
        let Some(piece) = self.file.get(self.at..to) else { return };
        for c in piece.chars() {
            if !c.is_whitespace() || c == '\u{a0}' {
                self.out.push(c);
            } else if !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
        self.at = to;
    }

    fn mark(&mut self, mark: &str, at: usize) {
        self.out.push_str(mark);
        self.at = at;
    }

    fn line_end(&mut self, instead: &str, at: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push_str(instead);
        self.at = at;
    }
}

fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}
