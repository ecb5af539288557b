//! Text as a reader sees it, without markup.

use crate::syntax::markdown::{Event, EventKind, Tag, TagEnd, breaks};

/// The text of some events: blocks and hard breaks on lines of their own, table cells a space
/// apart, soft breaks as they render.
///
/// Code counts, and images as their text alternative. Raw HTML, task boxes, footnote marks and
/// what `[[kind:id]]` generates do not.
pub fn plain_text(events: &[Event], file: &str) -> String {
    let mut out = String::new();
    let mut generated = false;
    for event in events {
        match &event.kind {
            EventKind::Start(tag) if breaks::is_generated(tag) => generated = true,
            EventKind::End(TagEnd::Link | TagEnd::Image) => generated = false,
            EventKind::Text(text) | EventKind::Code(text) if !generated => out.push_str(text.get(file)),
            EventKind::SoftBreak { joined: false } | EventKind::Start(Tag::TableCell) => space(&mut out),
            EventKind::Start(tag) if !breaks::is_inline(tag) => line(&mut out),
            EventKind::End(end) if !is_inline_end(*end) => line(&mut out),
            EventKind::HardBreak | EventKind::Rule => line(&mut out),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Ends a word.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

/// Ends a line.
fn line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::TableCell)
}
