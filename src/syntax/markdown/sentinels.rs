//! Sentinels: characters put into a body before it is parsed, and taken out of all that comes out.
//!
//! They make `CommonMark`'s emphasis follow the markdown-cjk-friendly rule ([`super::runs`]): it lets
//! a run of `*` open or close emphasis depending on whether its neighbors are punctuation, so a
//! character of the right kind between them decides. One more use: a letter before the marker of
//! a block that stands too far to the right keeps the parser from nesting without end.
//!
//! Invariant: sentinels are all of one length, so that offsets map back by counting them.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Span;
use crate::syntax::cjk;
use crate::syntax::markdown::lines::deep_markers;
use crate::syntax::markdown::runs::{Need, Run, Runs};
use crate::syntax::markdown::{Fault, FaultKind};

/// Seen as a letter. A noncharacter: by Unicode's own words for internal use only.
const LETTER: char = '\u{FDD0}';

/// Seen as punctuation.
const PUNCTUATION: char = '\u{FFFC}';

const SENTINELS: [char; 2] = [LETTER, PUNCTUATION];

/// The length of either sentinel in bytes.
const SENTINEL_LEN: usize = 3;

/// How many foreign sentinels are reported; more would say the same.
const MAX_REPORTED: usize = 20;

/// A body with sentinels in it, and the way back.
pub(super) struct Marked<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    /// Offsets of the sentinels in `text`, ascending.
    sentinels: Vec<usize>,
    /// Where the body begins in its file.
    base: u32,
    /// Whether the body holds a NUL, which no text may keep.
    has_nul: bool,
}

impl Marked<'_> {
    /// The bytes of the file that a range of the marked text stands for.
    ///
    /// The parser's ranges are rounded outwards to characters: it counts the columns of a tab as
    /// bytes where a list item begins.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end.max(start));
        Span::new(self.base + self.source(start), self.base + self.source(end))
    }

    /// Where a text lies in the marked text, if it is a piece of it, to be kept as it is.
    pub(super) fn place(&self, piece: &str) -> Option<Range<usize>> {
        if self.has_nul && piece.contains('\0') {
            return None;
        }
        let start = piece.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        let end = start.checked_add(piece.len())?;
        (end <= self.text.len()).then_some(start..end)
    }

    /// A text without its sentinels, and with U+FFFD for NUL; `range` is where it comes from.
    pub(super) fn strip(&self, piece: &str, range: &Range<usize>) -> Box<str> {
        let is_marked = self.before(range.start) < self.before(range.end);
        let stripped = if is_marked { piece.replace(SENTINELS, "") } else { piece.to_owned() };
        if self.has_nul { stripped.replace('\0', "\u{FFFD}").into() } else { stripped.into() }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a body is at most `MAX_BODY` bytes")]
    fn source(&self, offset: usize) -> u32 {
        (offset - SENTINEL_LEN * self.before(offset)) as u32
    }

    /// How many sentinels stand before an offset of the marked text.
    fn before(&self, offset: usize) -> usize {
        self.sentinels.partition_point(|&sentinel| sentinel < offset)
    }
}

/// Puts the sentinels into a body that begins at `base` of its file, and reports what stands in
/// the way.
///
/// A body that holds one of the sentinels already is left as it is.
pub(super) fn mark(source: &str, base: u32) -> (Marked<'_>, Vec<Fault>) {
    let fault = |kind, at: usize, len| {
        let start = base as usize + at;
        Fault { kind, span: Span::of(start..start + len) }
    };
    let deep = deep_markers(source);
    let mut faults: Vec<Fault> = deep.iter().map(|&at| fault(FaultKind::TooDeep, at, 1)).collect();
    // Looking for a string is much faster than looking for characters.
    let is_foreign = SENTINELS.iter().any(|sentinel| source.contains(&*sentinel.encode_utf8(&mut [0; 4])));
    if is_foreign {
        let foreign = source.match_indices(SENTINELS).take(MAX_REPORTED);
        faults.extend(foreign.map(|(at, sentinel)| fault(FaultKind::Sentinel, at, sentinel.len())));
    }
    let (text, sentinels) = match is_foreign {
        // Nothing can be put in, and without that the nesting has no end.
        true if !deep.is_empty() => (Cow::Borrowed(""), Vec::new()),
        true => (Cow::Borrowed(source), Vec::new()),
        false => insert(source, &deep),
    };
    (Marked { text, sentinels, base, has_nul: source.contains('\0') }, faults)
}

/// A body with its sentinels, and where they are in it.
fn insert<'a>(source: &'a str, deep: &[usize]) -> (Cow<'a, str>, Vec<usize>) {
    if source.is_ascii() && deep.is_empty() {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut places: Vec<(usize, &[char])> = Runs::new(source).flat_map(|run| insertions(&run)).collect();
    if !deep.is_empty() {
        places.extend(deep.iter().map(|&at| (at, &[LETTER][..])));
        places.sort_by_key(|&(at, _)| at);
    }
    if places.is_empty() {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut out = String::with_capacity(source.len() + 2 * SENTINEL_LEN * places.len());
    let mut sentinels = Vec::with_capacity(places.len());
    let mut copied = 0;
    for (at, inserted) in places {
        out.push_str(&source[copied..at]);
        copied = at;
        for &sentinel in inserted {
            sentinels.push(out.len());
            out.push(sentinel);
        }
    }
    out.push_str(&source[copied..]);
    (Cow::Owned(out), sentinels)
}

/// What goes before and behind a run.
///
/// Where a neighbor is a marker itself, punctuation follows the letter on its side, or that
/// marker's run would see a letter, or merge.
fn insertions(run: &Run) -> impl Iterator<Item = (usize, &'static [char])> + use<> {
    let is_marker = |c| matches!(c, '*' | '_' | '~');
    let before: &[char] = if is_marker(run.prev) { &[PUNCTUATION, LETTER] } else { &[LETTER] };
    let behind: &[char] = if is_marker(run.next) { &[LETTER, PUNCTUATION] } else { &[LETTER] };
    let [before, behind] = match run.need() {
        Need::Nothing => [None, None],
        Need::Punctuation => [Some(&[PUNCTUATION][..]), None],
        Need::Letters => {
            [cjk::is_punctuation(run.prev).then_some(before), cjk::is_punctuation(run.next).then_some(behind)]
        }
    };
    let before = before.map(|sentinels| (run.start, sentinels));
    let behind = behind.map(|sentinels| (run.end, sentinels));
    before.into_iter().chain(behind)
}
