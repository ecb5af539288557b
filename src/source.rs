//! The text of one input file and places in it.
//!
//! Apart from everything else because each later stage points back here: a [`Span`] is a pair of
//! byte offsets, and only a [`Source`] can turn it into the line and column that people read.
//!
//! Invariant: a source's text is valid UTF-8 without a byte order mark, at most 4 GiB (load sees to it).

use std::ops::Range;
use std::sync::Arc;

use crate::path::ProjectPath;

/// A range of bytes in a file, `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span of a range of offsets; offsets past 4 GiB are clamped (load refuses such files).
    pub fn of(range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self::new(clamp(range.start), clamp(range.end))
    }

    /// The span as a range to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the span has no bytes.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// One input file: where it lies in the project and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's place in the project.
    pub path: ProjectPath,
    /// The whole text, without a byte order mark.
    pub text: Arc<str>,
    /// Whether the text could not be taken (a finding says why); it is empty then, and means nothing.
    pub unread: bool,
}

/// A place as people count it: both from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The position of a byte offset in a text. Offsets inside a character or past the end are moved back.
pub fn position(text: &str, offset: u32) -> Position {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a\n灯塔云 b\r\n";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, 2), Position { line: 2, column: 1 });
        assert_eq!(position(text, 11), Position { line: 2, column: 4 });
        assert_eq!(position(text, 3), Position { line: 2, column: 1 }, "inside a character");
        assert_eq!(position(text, 999), Position { line: 3, column: 1 }, "past the end");
    }
}
