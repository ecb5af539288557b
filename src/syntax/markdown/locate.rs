//! Finds where pieces of an element are written that the parser decoded into texts of its own.
//!
//! Invariant: nothing is searched for the plain case; pieces the parser borrows tell their place.

use crate::source::Span;
use crate::syntax::markdown::{Link, Text};

/// The info string on the first line of a fenced code block.
pub(super) fn info(file: &str, block: Span) -> Span {
    let line = file.get(block.range()).and_then(|raw| raw.lines().next()).unwrap_or_default();
    let info = line.trim_start_matches(['`', '~']).trim_start();
    let start = block.range().start + line.len() - info.len();
    Span::of(start..start + info.trim_end().len())
}

/// The destination in `](destination "title")`; `rest` begins where what the link holds ends.
pub(super) fn inline_destination(file: &str, rest: Span) -> Option<Span> {
    let open = file.get(rest.range())?.find("](")?;
    destination(file, rest, open + 2)
}

/// The destination in `[label]: destination "title"`.
pub(super) fn definition_destination(file: &str, definition: Span) -> Option<Span> {
    let open = find_unescaped(file.get(definition.range())?, "]:")?;
    destination(file, definition, open + 2)
}

/// Tells a link that its title is a piece of the file, where it is: behind the destination.
pub(super) fn title(link: &mut Link, file: &str, destination: Span) {
    let Some(Text::Owned(title)) = &link.title else { return };
    let rest = file.get(destination.range().end..).unwrap_or_default();
    let rest = skip_separator(rest.strip_prefix('>').unwrap_or(rest));
    if let Some(quoted) = rest.strip_prefix(['"', '\'', '('])
        && quoted.starts_with(&**title)
    {
        let start = file.len() - quoted.len();
        link.title = Some(Text::Source(Span::of(start..start + title.len())));
    }
}

/// The destination, bare or in angle brackets, at the first word of a span behind `skip` bytes.
fn destination(file: &str, span: Span, skip: usize) -> Option<Span> {
    let raw = skip_separator(file.get(span.range())?.get(skip..)?);
    let (raw, len) = match raw.strip_prefix('<') {
        Some(inside) => (inside, find_unescaped(inside, ">")?),
        None => (raw, bare_len(raw)),
    };
    let start = span.range().end - raw.len();
    Some(Span::of(start..start + len))
}

/// What follows blanks, a line end and the markers of block quotes after it.
fn skip_separator(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', '\t']);
    match rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
        Some(line) => line.trim_start_matches([' ', '\t', '>']),
        None => rest,
    }
}

/// The length of a bare destination: up to a blank or the parenthesis that closes the link.
fn bare_len(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => return at,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Where a pattern first stands that no backslash escapes.
fn find_unescaped(text: &str, pattern: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let found = !escaped && text[at..].starts_with(pattern);
        escaped = !escaped && c == '\\';
        found.then_some(at)
    })
}
