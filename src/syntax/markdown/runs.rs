//! Runs of emphasis markers, and whether the CJK rule sees them otherwise than `CommonMark`.
//!
//! The rule is the markdown-cjk-friendly specification's. Where it lets a run of `*` or `~~` both
//! open and close and `CommonMark` does not, as in `**注意：**文本`, the run needs letters for
//! neighbors. `_` never works inside words; it and `*` need help only behind the variation selector
//! of a punctuation mark, which `CommonMark` takes for a letter.
//!
//! Invariant: characters alone decide; nothing is parsed here beyond what [`Lines`] tells.

use crate::syntax::cjk;
use crate::syntax::markdown::lines::Lines;

/// A run of `*` or `_`, or `~~`, with the characters around it; neither of them is white space.
pub(super) struct Run {
    /// Offset of the run.
    pub(super) start: usize,
    /// Offset behind the run.
    pub(super) end: usize,
    /// The character before the run.
    pub(super) prev: char,
    /// The character behind the run.
    pub(super) next: char,
    /// The character before `prev`, when `prev` is a variation selector; else `prev`.
    base: char,
    marker: u8,
}

/// What a run needs for `CommonMark` to see it as the CJK rule does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: both see it alike.
    Nothing,
    /// A letter instead of each neighbor that is punctuation.
    Letters,
    /// Punctuation before it, in the place of a variation selector.
    Punctuation,
}

impl Run {
    /// What the run needs.
    pub(super) fn need(&self) -> Need {
        let hidden = self.base != self.prev && cjk::is_punctuation(self.base);
        if self.marker == b'_' {
            return if hidden { Need::Punctuation } else { Need::Nothing };
        }
        // White space aside, CommonMark lets a run do both just when its neighbors are of one kind.
        let both = cjk::is_punctuation(self.prev) == cjk::is_punctuation(self.next);
        match self.is_both_flanking_for_cjk() {
            true if !both => Need::Letters,
            false if both && hidden => Need::Punctuation,
            _ => Need::Nothing,
        }
    }

    /// Whether the run is left- and right-flanking by the markdown-cjk-friendly rule.
    fn is_both_flanking_for_cjk(&self) -> bool {
        let base_is_cjk = cjk::is_cjk(self.base)
            || cjk::is_ideographic_variation_selector(self.prev)
            || self.prev == '\u{FE01}' && matches!(self.base, '‘' | '’' | '“' | '”');
        let next_is_cjk = cjk::is_cjk(self.next);
        let foreign_before = cjk::is_punctuation(self.base) && !base_is_cjk;
        let foreign_after = cjk::is_punctuation(self.next) && !next_is_cjk;
        let left = !foreign_after || foreign_before || base_is_cjk;
        let right = !foreign_before || foreign_after || next_is_cjk;
        left && right
    }
}

/// Finds the runs of a text that stand between two characters which are not white space.
pub(super) struct Runs<'a> {
    source: &'a str,
    /// How far the text is read.
    at: usize,
    lines: Lines<'a>,
}

impl<'a> Runs<'a> {
    /// The runs of a text, from its start.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, at: 0, lines: Lines::new(source) }
    }

    /// The run at an offset, unless it stands beside white space or an edge of its block.
    fn run(&mut self, start: usize, end: usize, escaped: bool) -> Option<Run> {
        let is_text = |c: &char| !c.is_whitespace();
        let mut before = self.source[..start].chars().rev();
        let prev = before.next().filter(is_text).filter(|&prev| !self.is_edge(prev, start, escaped))?;
        let behind = self.source[end..].chars().next().filter(is_text);
        let next = behind.filter(|&next| !self.is_edge(next, end, false))?;
        let base = if cjk::is_text_variation_selector(prev) {
            before.next().filter(|&base| !self.is_edge(base, start - prev.len_utf8(), false))
        } else {
            Some(prev)
        };
        let marker = self.source.as_bytes()[start];
        Some(Run { start, end, prev, next, base: base.unwrap_or('\n'), marker })
    }

    /// Whether a character is markup around the block's text: a pipe of a table, the end of the
    /// marker of a block quote or footnote. `at` is where a character before the run ends.
    fn is_edge(&mut self, c: char, at: usize, escaped: bool) -> bool {
        match c {
            '|' => !escaped && self.lines.in_table(at),
            '>' | ':' => self.lines.content_start(at) == at,
            _ => false,
        }
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let bytes = self.source.as_bytes();
        let mut escape_end = None;
        while let Some(step) = bytes[self.at..].iter().position(|b| matches!(b, b'*' | b'_' | b'~' | b'\\')) {
            let start = self.at + step;
            let marker = bytes[start];
            if marker == b'\\' {
                let escapes = bytes.get(start + 1).is_some_and(u8::is_ascii_punctuation);
                self.at = start + 1 + usize::from(escapes);
                escape_end = Some(self.at);
                continue;
            }
            let len = bytes[start..].iter().take_while(|&&byte| byte == marker).count();
            self.at = start + len;
            if marker != b'~' || len == 2 {
                let run = self.run(start, start + len, escape_end == Some(start));
                if run.is_some() {
                    return run;
                }
            }
        }
        self.at = bytes.len();
        None
    }
}
