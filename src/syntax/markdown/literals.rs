//! Finds what was meant as markup and stayed text: emphasis markers beside CJK text, references to
//! footnotes that do not exist.
//!
//! Invariant: what is escaped or stands in code is never reported.

use crate::source::Span;
use crate::syntax::cjk;
use crate::syntax::markdown::{Event, EventKind, Fault, FaultKind, Tag, TagEnd, Text, breaks};

/// Adds a fault for each piece of literal text that looks like markup.
pub(super) fn report(events: &[Event], file: &str, faults: &mut Vec<Fault>) {
    let mut verbatim = false;
    for event in events {
        match &event.kind {
            EventKind::Start(Tag::CodeBlock { .. }) => verbatim = true,
            EventKind::Start(tag) if breaks::is_generated(tag) => verbatim = true,
            EventKind::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => verbatim = false,
            EventKind::Text(Text::Source(span)) if !verbatim => {
                report_markers(file, *span, faults);
                report_footnotes(file, *span, faults);
            }
            _ => {}
        }
    }
}

fn report_markers(file: &str, span: Span, faults: &mut Vec<Fault>) {
    let range = span.range();
    let bytes = &file.as_bytes()[range.clone()];
    let mut at = usize::from(is_escaped(file, span));
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| is_marker(*b))) {
        let start = at + step;
        let len = bytes[start..].iter().take_while(|&&byte| byte == bytes[start]).count();
        at = start + len;
        let run = range.start + start..range.start + at;
        if is_delimiter(bytes[start], len) && is_beside_cjk(file, &run) {
            faults.push(Fault { kind: FaultKind::LiteralMarker, span: Span::of(run) });
        }
    }
}

fn is_marker(byte: u8) -> bool {
    matches!(byte, b'*' | b'~' | b'_')
}

/// Whether a run is one that authors write for emphasis; longer runs are masks and blanks to fill.
fn is_delimiter(marker: u8, len: usize) -> bool {
    len == 2 || marker == b'*' && matches!(len, 1 | 3)
}

fn is_beside_cjk(file: &str, run: &std::ops::Range<usize>) -> bool {
    let before = file[..run.start].chars().next_back();
    let after = file[run.end..].chars().next();
    before.is_some_and(cjk::is_set_solid) || after.is_some_and(cjk::is_set_solid)
}

fn report_footnotes(file: &str, span: Span, faults: &mut Vec<Fault>) {
    let text = &file[span.range()];
    let escaped = is_escaped(file, span);
    for (at, _) in text.match_indices("[^").filter(|(at, _)| *at > 0 || !escaped) {
        let label = text[at + 2..].find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'));
        if let Some(len) = label
            && len > 0
            && text[at + 2 + len..].starts_with(']')
        {
            let start = span.start as usize + at;
            faults.push(Fault { kind: FaultKind::UndefinedFootnote, span: Span::of(start..start + len + 3) });
        }
    }
}

/// Whether the first character of a piece of text is escaped: the backslash is no part of it.
fn is_escaped(file: &str, span: Span) -> bool {
    file[..span.start as usize].ends_with('\\')
}
