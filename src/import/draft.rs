//! A text on its way, with marks that stay at their places while it is edited.
//!
//! Apart from the edits that findings carry, since here many rounds of them follow each other and nobody else's
//! places are asked for.
//!
//! Invariant: marks keep their order; one whose place was replaced stands where the replacement begins.

use std::ops::Range;

/// A replacement of some bytes.
pub type Edit = (Range<usize>, String);

/// A text with marks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// Places in it, each with a number.
    pub marks: Vec<(usize, u32)>,
}

impl Draft {
    /// Adds text at the end.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a text with its number at the end.
    pub fn push_marked(&mut self, text: &str, number: u32) {
        self.marks.push((self.text.len(), number));
        self.text.push_str(text);
    }

    /// Makes edits, which are in order; one that touches the one before is left out. How many were made.
    pub fn edit(&mut self, edits: impl IntoIterator<Item = Edit>) -> usize {
        let mut out = String::with_capacity(self.text.len());
        let (mut at, mut made) = (0, 0);
        let mut marks = self.marks.iter_mut().peekable();
        for (range, new) in edits {
            if range.start < at || self.text.get(range.clone()).is_none() {
                continue;
            }
            while let Some((place, _)) = marks.next_if(|(place, _)| *place < range.start) {
                *place = out.len() + (*place - at);
            }
            out.push_str(&self.text[at..range.start]);
            // What is inserted before a mark pushes it on.
            let is_within = |place: usize| if range.is_empty() { false } else { place < range.end };
            while let Some((place, _)) = marks.next_if(|(place, _)| is_within(*place)) {
                *place = out.len();
            }
            out.push_str(&new);
            at = range.end;
            made += 1;
        }
        for (place, _) in marks {
            *place = out.len() + (*place - at);
        }
        out.push_str(&self.text[at..]);
        self.text = out;
        made
    }
}

/// Numbers in short, as `103-105 107`.
pub fn in_short(numbers: &[u32]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < numbers.len() {
        let first = numbers[at];
        let mut last = first;
        while numbers.get(at + 1).is_some_and(|next| *next == last + 1) {
            at += 1;
            last += 1;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&if first == last { first.to_string() } else { format!("{first}-{last}") });
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_at_their_texts() {
        let mut draft = Draft::default();
        draft.push("a ");
        draft.push_marked("one", 1);
        draft.push("  ");
        draft.push_marked(" two", 2);
        assert_eq!(draft.edit([(0..0, "x".into()), (5..7, " ".into()), (7..8, String::new())]), 3);
        assert_eq!(draft.text, "xa one two");
        assert_eq!(draft.marks, [(3, 1), (7, 2)]);
        assert_eq!(draft.edit([(0..3, String::new()), (1..4, "!".into())]), 1, "the second is in the way");
        assert_eq!(draft.text, "one two");
    }

    #[test]
    fn numbers_are_told_in_short() {
        assert_eq!(in_short(&[103, 104, 105, 107, 110, 111]), "103-105 107 110-111");
        assert_eq!(in_short(&[]), "");
    }
}
