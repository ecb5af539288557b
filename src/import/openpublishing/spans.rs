//! The spans of a side-by-side file: which text is for both languages, and which segments stand in each.
//!
//! A segment is `<span data-ttu-id="P-N">TARGET</span><span class="sxs-lookup"><span data-stu-id="P-N">SOURCE</span></span>`,
//! or the same with the second span within the first. Other spans are text. Nothing is looked for in fenced code.
//!
//! Invariant: reading never fails; what is no segment is a [`Fault`] and stays in the text as it was. The pieces
//! are the whole file, each byte of it in one piece.

use std::ops::Range;

use crate::import::report::Fault;

/// A piece of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// What both languages share.
    Shared(Range<usize>),
    /// What each says by itself.
    Segment(Segment),
}

/// A text and its translation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Segment {
    /// Its number in the file.
    pub(super) number: u32,
    /// The bytes of both with their spans.
    pub(super) whole: Range<usize>,
    /// The translation.
    pub(super) target: String,
    /// The source.
    pub(super) source: String,
}

/// The pieces of a text, and what is wrong with its spans.
pub(super) fn pieces(text: &str, body: Range<usize>) -> (Vec<Piece>, Vec<Fault>) {
    let mut reader = Reader { text, at: body.start, end: body.end, last: None, faults: Vec::new() };
    let pieces = reader.read();
    (pieces, reader.faults)
}

const TARGET: &str = "<span data-ttu-id=\"";
const LOOKUP: &str = "<span class=\"sxs-lookup\">";
const SOURCE: &str = "<span data-stu-id=\"";
const CLOSE: &str = "</span>";

/// What stands at a place.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Mark<'t> {
    Target(&'t str),
    Lookup,
    Source(&'t str),
    Other,
    Close,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    last: Option<u32>,
    faults: Vec<Fault>,
}

/// Why a segment cannot be taken: where, what, and what to do.
type Refusal = (usize, String, &'static str);

impl<'t> Reader<'t> {
    fn read(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut shared = self.at;
        // The spans that are open; of those that were already told of, no place.
        let mut open: Vec<Option<usize>> = Vec::new();
        while let Some((place, mark, after)) = self.next_mark(self.at, true) {
            self.at = after;
            let is_told = open.contains(&None);
            match mark {
                // One fault is enough for spans within each other.
                Mark::Target(_) | Mark::Lookup | Mark::Source(_) if is_told => open.push(None),
                Mark::Target(id) => match self.segment(place, after, id) {
                    Ok((segment, is_whole)) => {
                        self.at = segment.whole.end;
                        if is_whole {
                            pieces.extend(text_piece(shared..place));
                            shared = segment.whole.end;
                            pieces.push(Piece::Segment(segment));
                        }
                    }
                    Err((at, message, hint)) => {
                        self.faults.push(Fault::new(at, message, hint));
                        open.push(None);
                    }
                },
                Mark::Other => open.push(Some(place)),
                Mark::Close if open.pop().is_none() => self.fault(
                    place,
                    "expected a span before its end, found `</span>` alone",
                    "remove it, or open the span that it closes",
                ),
                Mark::Close => {}
                Mark::Lookup | Mark::Source(_) => {
                    open.push(None);
                    let message = "expected a translation before its source, found the source alone";
                    self.fault(place, message, "put the span with `data-ttu-id` before it");
                }
            }
        }
        for place in open.into_iter().flatten() {
            self.fault(place, "expected `</span>` after `<span`, found the end of the file", CLOSE_IT);
        }
        pieces.extend(text_piece(shared..self.end));
        pieces
    }

    fn fault(&mut self, at: usize, message: &str, hint: &str) {
        self.faults.push(Fault::new(at, message, hint));
    }

    /// The next mark, its place and what follows it. Fenced code is passed over where that is asked.
    fn next_mark(&self, from: usize, outside: bool) -> Option<(usize, Mark<'t>, usize)> {
        let mut at = from;
        loop {
            let found = at + self.text.get(at..self.end)?.find(['<', '`', '~'])?;
            if outside && let Some(after) = past_fence(&self.text[..self.end], found) {
                at = after;
                continue;
            }
            if let Some((mark, after)) = self.mark(found) {
                return Some((found, mark, after));
            }
            at = found + 1;
        }
    }

    fn mark(&self, at: usize) -> Option<(Mark<'t>, usize)> {
        let rest = &self.text[at..self.end];
        if rest.starts_with(CLOSE) {
            return Some((Mark::Close, at + CLOSE.len()));
        }
        if rest.starts_with(LOOKUP) {
            return Some((Mark::Lookup, at + LOOKUP.len()));
        }
        if let Some((id, after)) = identified(rest, TARGET) {
            return Some((Mark::Target(id), at + after));
        }
        if let Some((id, after)) = identified(rest, SOURCE) {
            return Some((Mark::Source(id), at + after));
        }
        let follows = rest.strip_prefix("<span")?.chars().next()?;
        let whole = rest.find('>').filter(|_| follows == '>' || follows.is_whitespace())?;
        Some((Mark::Other, at + whole + 1))
    }

    /// The segment whose first span begins at a place; and whether it can be taken. One that is whole but wrong
    /// is passed over.
    fn segment(&mut self, start: usize, after: usize, id: &str) -> Result<(Segment, bool), Refusal> {
        let first = self.side(after, start)?;
        let (source_id, source, end) = match first.inner {
            Some(inner) => (inner.id, inner.text, first.end),
            None => {
                let inner = self.lookup(first.end, start, id)?;
                (inner.id, inner.text, inner.end)
            }
        };
        let number = id.rsplit('-').next().and_then(|digits| digits.parse().ok());
        let segment =
            Segment { number: number.unwrap_or_default(), whole: start..end, target: first.text, source };
        let wrong = self.wrong(&segment, number, id, source_id);
        let is_sound = wrong.is_none();
        if let Some((message, hint)) = wrong {
            self.faults.push(Fault::new(start, message, hint));
        }
        self.last = number.or(self.last);
        Ok((segment, is_sound))
    }

    /// What is wrong with a segment that is whole.
    fn wrong(
        &self,
        segment: &Segment,
        number: Option<u32>,
        id: &str,
        source_id: &str,
    ) -> Option<(String, &'static str)> {
        if id != source_id {
            let message = format!("expected the source of segment `{id}`, found that of `{source_id}`");
            return Some((message, "give both spans the same id"));
        }
        let Some(number) = number else {
            return Some((
                format!("expected an id such as `45c19-103`, found `{id}`"),
                "end it with a hyphen and a number",
            ));
        };
        if let Some(last) = self.last.filter(|last| *last >= number) {
            let message = format!("expected a number above {last}, found segment `{id}`");
            return Some((message, "segments are numbered in the order of the file, each once"));
        }
        for (name, text) in [("translation", &segment.target), ("source", &segment.source)] {
            if text.trim().is_empty() {
                return Some((
                    format!("expected a text in segment `{id}`, found an empty {name}"),
                    "fill it, or remove both spans",
                ));
            }
        }
        None
    }

    /// The content of the first span up to its end, with the source where that lies within.
    fn side(&self, from: usize, start: usize) -> Result<Side<'t>, Refusal> {
        let mut side = Side { text: String::new(), inner: None, end: from };
        let (mut depth, mut at, mut kept) = (0_usize, from, from);
        while let Some((place, mark, after)) = self.next_mark(at, false) {
            at = after;
            match mark {
                Mark::Target(id) => return Err(nested(place, id)),
                Mark::Source(_) => return Err((place, STRAY.to_owned(), CLOSE_IT)),
                Mark::Lookup if depth == 0 && side.inner.is_none() => {
                    side.text.push_str(&self.text[kept..place]);
                    let inner = self.inner(after, start)?;
                    (at, kept) = (inner.end, inner.end);
                    side.inner = Some(inner);
                }
                Mark::Lookup => return Err((place, STRAY.to_owned(), CLOSE_IT)),
                Mark::Other => depth += 1,
                Mark::Close if depth > 0 => depth -= 1,
                Mark::Close => {
                    side.text.push_str(&self.text[kept..place]);
                    side.end = after;
                    return Ok(side);
                }
            }
        }
        Err((start, "expected `</span>` after a translation, found the end of the file".to_owned(), CLOSE_IT))
    }

    /// The source that follows a translation.
    fn lookup(&self, from: usize, start: usize, id: &str) -> Result<Inner<'t>, Refusal> {
        let blank = self.text[from..self.end].len() - self.text[from..self.end].trim_start().len();
        match self.mark(from + blank) {
            Some((Mark::Lookup, after)) => self.inner(after, start),
            _ => {
                let message = format!("expected the source of segment `{id}` behind its translation");
                Err((start, message, "put a span of class `sxs-lookup` there, with the source in it"))
            }
        }
    }

    /// What a lookup holds, up to its end.
    fn inner(&self, from: usize, start: usize) -> Result<Inner<'t>, Refusal> {
        let Some((Mark::Source(id), after)) = self.mark(from) else {
            let message = "expected a span with `data-stu-id` in the one of class `sxs-lookup`";
            return Err((from, message.to_owned(), "put the source into it"));
        };
        let (mut depth, mut at) = (0_usize, after);
        while let Some((place, mark, next)) = self.next_mark(at, false) {
            at = next;
            match mark {
                Mark::Target(id) => return Err(nested(place, id)),
                Mark::Source(_) | Mark::Lookup => return Err((place, STRAY.to_owned(), CLOSE_IT)),
                Mark::Other => depth += 1,
                Mark::Close if depth > 0 => depth -= 1,
                Mark::Close => {
                    let Some((Mark::Close, end)) = self.mark(next) else {
                        let message = "expected `</span></span>` after a source, found one `</span>`";
                        return Err((place, message.to_owned(), CLOSE_IT));
                    };
                    return Ok(Inner { id, text: self.text[after..place].to_owned(), end });
                }
            }
        }
        Err((start, "expected `</span>` after a source, found the end of the file".to_owned(), CLOSE_IT))
    }
}

const CLOSE_IT: &str = "close each span, the inner one first";
const STRAY: &str = "expected `</span>`, found the span of a source within another";

fn nested(place: usize, id: &str) -> Refusal {
    let message = format!("expected `</span>`, found segment `{id}` within another");
    (place, message, CLOSE_IT)
}

/// What the first span of a segment holds.
struct Side<'t> {
    text: String,
    inner: Option<Inner<'t>>,
    end: usize,
}

/// The source of a segment.
struct Inner<'t> {
    id: &'t str,
    text: String,
    end: usize,
}

fn text_piece(range: Range<usize>) -> Option<Piece> {
    (!range.is_empty()).then_some(Piece::Shared(range))
}

/// The id of a span that begins as `opener`, and how long its tag is.
fn identified<'t>(rest: &'t str, opener: &str) -> Option<(&'t str, usize)> {
    let inner = rest.strip_prefix(opener)?;
    let end = inner.find(['"', '\n'])?;
    inner[end..].starts_with("\">").then(|| (&inner[..end], opener.len() + end + 2))
}

/// Behind the fenced code that begins at a place, where one does: its last line, or the end of the text.
fn past_fence(text: &str, at: usize) -> Option<usize> {
    let mark = text[at..].chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let width = text[at..].chars().take_while(|c| *c == mark).count();
    let begins =
        text[line..at].chars().all(|c| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '.') || c.is_ascii_digit());
    let info = text[at + width..].lines().next().unwrap_or_default();
    if !begins || width < 3 || info.contains('`') || info.contains(CLOSE) {
        return None;
    }
    let mut end = at + width + info.len();
    for line in text[end..].split_inclusive('\n') {
        end += line.len();
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if bare.len() >= width && bare.chars().all(|c| c == mark) {
            return Some(end);
        }
    }
    Some(end)
}
