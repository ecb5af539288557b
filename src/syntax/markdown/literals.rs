//! Finds what was meant as markup and stayed text: emphasis markers beside CJK text, references to
//! footnotes that do not exist.
//!
//! Invariant: what is escaped or stands in code is never reported.

use std::ops::Range;

use crate::source::Span;
use crate::syntax::cjk;
use crate::syntax::markdown::{Event, EventKind, Fault, FaultKind, Tag, TagEnd, Text, breaks};

/// Adds a fault for each piece of literal text that looks like markup; for markers only if they had
/// the help of the pre-pass, else its absence is the fault.
pub(super) fn report(events: &[Event], file: &str, has_pre_pass: bool, faults: &mut Vec<Fault>) {
    let mut verbatim = false;
    for event in events {
        match &event.kind {
            EventKind::Start(Tag::CodeBlock { .. }) => verbatim = true,
            EventKind::Start(tag) if breaks::is_generated(tag) => verbatim = true,
            EventKind::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => verbatim = false,
            EventKind::Text(Text::Source(span)) if !verbatim => {
                let found = Literals { file, end: span.range().end, at: unescaped_start(file, *span) };
                faults.extend(found.filter(|fault| has_pre_pass || fault.kind != FaultKind::LiteralMarker));
            }
            _ => {}
        }
    }
}

/// Where a piece of text begins to be literal: an escaped character is without its backslash.
fn unescaped_start(file: &str, span: Span) -> usize {
    let start = span.range().start;
    start + usize::from(file[..start].ends_with('\\'))
}

/// Walks a piece of text and finds faults in it.
struct Literals<'a> {
    file: &'a str,
    /// How far it is read.
    at: usize,
    /// Where it ends.
    end: usize,
}

impl Iterator for Literals<'_> {
    type Item = Fault;

    fn next(&mut self) -> Option<Fault> {
        let bytes = self.file.as_bytes().get(..self.end)?;
        while let Some(step) =
            bytes.get(self.at..)?.iter().position(|b| matches!(b, b'*' | b'~' | b'_' | b'['))
        {
            let start = self.at + step;
            let byte = bytes[start];
            let fault = if byte == b'[' {
                self.at = start + 1;
                footnote(&self.file[..self.end], start).map(|range| (FaultKind::UndefinedFootnote, range))
            } else {
                self.at = start + bytes[start..].iter().take_while(|&&other| other == byte).count();
                marker(self.file, byte, start..self.at).map(|range| (FaultKind::LiteralMarker, range))
            };
            if let Some((kind, range)) = fault {
                return Some(Fault { kind, span: Span::of(range) });
            }
        }
        None
    }
}

/// The run, if it is one that authors write for emphasis (longer ones are masks and blanks to fill)
/// and stands beside CJK text.
fn marker(file: &str, byte: u8, run: Range<usize>) -> Option<Range<usize>> {
    let is_delimiter = run.len() == 2 || byte == b'*' && matches!(run.len(), 1 | 3);
    let before = file[..run.start].chars().next_back();
    let behind = file[run.end..].chars().next();
    let is_beside_cjk = [before, behind].into_iter().flatten().any(cjk::is_set_solid);
    (is_delimiter && is_beside_cjk).then_some(run)
}

/// The `[^label]` at an offset of a text.
fn footnote(text: &str, start: usize) -> Option<Range<usize>> {
    let label = text[start..].strip_prefix("[^")?;
    let len = label.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'))?;
    (len > 0 && label[len..].starts_with(']')).then_some(start..start + len + 3)
}
