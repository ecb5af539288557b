//! Finds where the pieces of an element are written: the parser gives a range for the whole alone.
//!
//! Invariant: a span returned for a text spells exactly that text, except for destinations with
//! escapes or entities, whose span is their raw spelling.

use crate::source::Span;
use crate::syntax::markdown::{Link, Text};

/// The span itself, when it spells the text.
pub(super) fn exact(file: &str, span: Span, text: &str) -> Option<Span> {
    (file.get(span.range())? == text).then_some(span)
}

/// The text at an offset, when it stands there.
pub(super) fn after(file: &str, at: u32, text: &str) -> Option<Span> {
    let at = at as usize;
    file.get(at..)?.starts_with(text).then(|| Span::of(at..at + text.len()))
}

/// The content of a code span, inside its backticks and the one blank that may pad it.
pub(super) fn code(file: &str, span: Span, code: &str) -> Option<Span> {
    let raw = file.get(span.range())?;
    let fence = raw.bytes().take_while(|&byte| byte == b'`').count();
    let padding = raw.len().checked_sub(2 * fence + code.len())?;
    matches!(padding, 0 | 2).then(|| after(file, span.start + Span::of(0..fence + padding / 2).end, code)).flatten()
}

/// The label in `[^label]`.
pub(super) fn footnote_label(file: &str, span: Span, label: &str) -> Option<Span> {
    after(file, span.start + 2, label)
}

/// The destination in `[[destination]]`.
pub(super) fn wiki_destination(file: &str, span: Span, destination: &str) -> Option<Span> {
    let image = file.get(span.range())?.starts_with('!');
    after(file, span.start + 2 + u32::from(image), destination)
}

/// The id in the attribute block at the end of a heading.
pub(super) fn heading_id(file: &str, span: Span, id: &str) -> Option<Span> {
    let raw = file.get(span.range())?;
    let block = raw.rfind('{')?;
    let mut marks = raw[block..].match_indices('#').map(|(at, _)| span.start as usize + block + at + 1);
    marks.find_map(|at| after(file, Span::of(0..at).end, id).filter(|_| !id.is_empty()))
}

/// The info string on the first line of a fenced code block.
pub(super) fn info(file: &str, span: Span) -> Span {
    let line = file.get(span.range()).and_then(|raw| raw.lines().next()).unwrap_or_default();
    let info = line.trim_start_matches(['`', '~']);
    let blanks = info.len() - info.trim_start().len();
    let start = span.start as usize + line.len() - info.len() + blanks;
    Span::of(start..start + info.trim().len())
}

/// The destination in `](destination "title")`; `from` is where the link's content ends.
pub(super) fn inline_destination(file: &str, from: u32, end: u32, destination: &str) -> Option<Span> {
    let raw = file.get(from as usize..end as usize)?;
    let open = raw.find("](")? + 2;
    destination_at(file, from as usize + open, end as usize, destination)
}

/// The destination in `[label]: destination "title"`.
pub(super) fn definition_destination(file: &str, span: Span, destination: &str) -> Option<Span> {
    let raw = file.get(span.range())?;
    let open = unescaped(raw, "]:")? + 2;
    destination_at(file, span.start as usize + open, span.end as usize, destination)
}

/// Records where the destination of a link is written, and with it the title behind it.
pub(super) fn settle(link: &mut Link, file: &str, place: Span) {
    link.destination_span = place;
    if exact(file, place, link.destination.get(file)).is_some() {
        link.destination = Text::Source(place);
    }
    let title = link.title.as_ref().and_then(|title| title_after(file, place, title.get(file)));
    if let Some(title) = title {
        link.title = Some(Text::Source(title));
    }
}

/// The title behind a destination, when it stands there as it is.
fn title_after(file: &str, destination: Span, title: &str) -> Option<Span> {
    let rest = file.get(destination.end as usize..)?;
    let rest = rest.strip_prefix('>').unwrap_or(rest);
    let quoted = skip_separator(rest);
    let inside = quoted.strip_prefix(['"', '\'', '('])?;
    after(file, Span::of(0..file.len() - inside.len()).end, title)
}

/// The destination at the first non-blank of `at..end`, bare or in angle brackets.
fn destination_at(file: &str, at: usize, end: usize, destination: &str) -> Option<Span> {
    let raw = skip_separator(file.get(at..end)?);
    let (raw, len) = match raw.strip_prefix('<') {
        Some(inside) => (inside, unescaped(inside, ">")?),
        None => (raw, bare_len(raw)),
    };
    let start = end - raw.len();
    let written = raw.get(..len)?;
    let decoded = written.contains(['\\', '&']);
    (decoded || written == destination).then(|| Span::of(start..start + len))
}

/// What follows blanks, a line end and the markers of block quotes after it.
fn skip_separator(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', '\t']);
    match rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
        Some(line) => line.trim_start_matches([' ', '\t', '>']),
        None => rest,
    }
}

/// The length of a destination without angle brackets: up to a blank or the parenthesis that
/// closes the link.
fn bare_len(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return at,
            b')' => depth -= 1,
            b' ' | b'\t' | b'\r' | b'\n' => return at,
            _ => {}
        }
    }
    text.len()
}

/// Where a pattern first stands that no backslash escapes.
fn unescaped(text: &str, pattern: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let here = !escaped && text[at..].starts_with(pattern);
        escaped = !escaped && c == '\\';
        here.then_some(at)
    })
}
