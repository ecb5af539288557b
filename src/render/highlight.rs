//! Colors code blocks: language tag and text in, HTML with a closed list of class names out.
//!
//! Apart from the Markdown stage, because it alone knows syntect, and because similar lines recur on
//! thousands of pages: each distinct (state before, line) is parsed once, see `memo`.
//!
//! Invariant: without its tags and entities the output is the input, byte for byte.
//! Invariant: the output depends on language and text alone, never on threads, order or the memo.
//! Invariant: a span never crosses a line end, and the only markup is `<span class="…">` of [`CLASSES`].

mod classes;
mod grammars;
mod languages;
mod memo;
mod spans;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::classes::CLASSES;
use self::classes::ClassMap;
use self::languages::LANGUAGES;
use self::memo::{LineState, Memo, StateId};

/// Longest line to color, in bytes.
const MAX_LINE: usize = 2_000;
/// Largest block to color, in bytes.
const MAX_BLOCK: usize = 200_000;
/// Effort for one block, as the sum of the squares of its lines' lengths, since hostile lines take some
/// grammars quadratic time. A full block of 200 bytes a line stays within it.
const MAX_EFFORT: usize = 40_000_000;
/// Memory for remembered lines, in bytes; beyond it lines are parsed again each time.
const MEMO_BYTES: usize = 32 << 20;

/// Colors code blocks; one per build, shared by all threads.
///
/// The compiled grammars outlive it, in the process, so that a further one costs nothing.
pub struct Highlighter {
    /// Lower-case language tag to its place in [`LANGUAGES`].
    tags: BTreeMap<&'static str, usize>,
    classes: ClassMap,
    memo: Memo,
}

impl Highlighter {
    /// A highlighter that has seen no line yet; grammars are read at their first use.
    pub fn new() -> Self {
        Self::with_memo(MEMO_BYTES)
    }

    fn with_memo(bytes: usize) -> Self {
        let tags =
            LANGUAGES.iter().enumerate().flat_map(|(at, (tags, _))| tags.iter().map(move |&tag| (tag, at)));
        Self { tags: tags.collect(), classes: ClassMap::new(), memo: Memo::new(bytes) }
    }

    /// `code` as HTML, ready to stand in `<code>`, or `None` when `language` is unknown.
    ///
    /// Lines over 2,000 bytes, blocks over 200,000, and what follows many long lines, come out escaped but
    /// not colored.
    pub fn highlight(&self, language: &str, code: &str) -> Option<String> {
        let language = self.find(language)?;
        let mut html = String::with_capacity(code.len() * 2);
        match grammars::start(language).filter(|_| code.len() <= MAX_BLOCK) {
            Some(start) => self.color(self.memo.settle(Arc::new(start)), code, &mut html),
            None => spans::escape(code, &mut html),
        }
        Some(html)
    }

    /// Whether `language` is a tag of a known language, in any case of letters.
    pub fn known(&self, language: &str) -> bool {
        self.find(language).is_some()
    }

    /// All tags of known languages in alphabetical order, for suggestions.
    pub fn languages(&self) -> Vec<&'static str> {
        self.tags.keys().copied().collect()
    }

    fn find(&self, language: &str) -> Option<usize> {
        self.tags.get(language.to_ascii_lowercase().as_str()).copied()
    }

    fn color(&self, mut at: Position, code: &str, html: &mut String) {
        let mut effort = 0;
        for (line, end) in code.split_inclusive('\n').map(split_end) {
            let cost = line.len().saturating_mul(line.len());
            if line.len() <= MAX_LINE && cost <= MAX_EFFORT - effort {
                effort += cost;
                at = self.color_line(at, line, html);
            } else {
                spans::escape(line, html);
            }
            html.push_str(end);
        }
    }

    fn color_line(&self, at: Position, line: &str, html: &mut String) -> Position {
        let (id, before) = match at {
            Position::Known(id) => match self.memo.recall(id, line, html) {
                Some(after) => return Position::Known(after),
                None => (Some(id), self.memo.state(id)),
            },
            Position::Loose(state) => (None, state),
        };
        let (colored, after) = before.read(line, &self.classes);
        html.push_str(&colored);
        let after = self.memo.settle(Arc::new(after));
        if let (Some(id), Position::Known(after)) = (id, &after) {
            self.memo.remember(id, line, &colored, *after);
        }
        after
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the parser stands between two lines: an interned state, or one the full memo did not take.
enum Position {
    Known(StateId),
    Loose(Arc<LineState>),
}

/// A line and its end, which is `\n`, `\r\n` or, in the last line, nothing.
fn split_end(line: &str) -> (&str, &str) {
    let text = line.strip_suffix('\n').map_or(line, |text| text.strip_suffix('\r').unwrap_or(text));
    line.split_at(text.len())
}
