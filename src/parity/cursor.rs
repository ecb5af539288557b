//! Looking into a text by characters.
//!
//! Apart because every reader of facts asks the same few questions: which word stands here, does this follow,
//! where does the space end.
//!
//! Invariant: any place may be asked for, also past the end, where the text holds [`END`].

/// What stands past the end of a text.
pub(super) const END: char = '\0';

/// A text by characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) chars: &'a [char],
}

/// A word in small letters; longer ones than any that is looked for are cut off at the end.
pub(super) struct Word {
    letters: [u8; 16],
    length: usize,
}

impl Word {
    pub(super) fn as_str(&self) -> &str {
        self.letters
            .get(..self.length)
            .and_then(|letters| std::str::from_utf8(letters).ok())
            .unwrap_or_default()
    }
}

impl Cursor<'_> {
    pub(super) fn at(self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or(END)
    }

    /// The character before a place.
    pub(super) fn before(self, place: usize) -> char {
        place.checked_sub(1).map_or(END, |place| self.at(place))
    }

    /// The place after any space.
    pub(super) fn skip(self, mut place: usize) -> usize {
        while self.at(place) == ' ' {
            place += 1;
        }
        place
    }

    /// The place after a text that stands here.
    pub(super) fn eat(self, place: usize, text: &str) -> Option<usize> {
        let mut next = place;
        for c in text.chars() {
            if self.at(next) != c {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The first of some texts that stands here, with what it means.
    pub(super) fn any<T: Copy>(self, place: usize, texts: &[(&str, T)]) -> Option<(T, usize)> {
        texts.iter().find_map(|(text, meaning)| Some((*meaning, self.eat(place, text)?)))
    }

    /// The word of Latin letters that stands here, and the place after it.
    pub(super) fn word(self, place: usize) -> Option<(Word, usize)> {
        let mut word = Word { letters: [0; 16], length: 0 };
        let mut next = place;
        while self.at(next).is_ascii_alphabetic() {
            if let Some(letter) = word.letters.get_mut(word.length) {
                *letter = u8::try_from(self.at(next)).unwrap_or_default().to_ascii_lowercase();
                word.length += 1;
            }
            next += 1;
        }
        (next > place).then_some((word, next))
    }

    /// The place after the digits that stand here.
    pub(super) fn digits(self, place: usize) -> usize {
        let mut next = place;
        while self.at(next).is_ascii_digit() {
            next += 1;
        }
        next
    }

    /// The text between two places.
    pub(super) fn slice(self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// Up to four digits as a number.
    pub(super) fn small(self, start: usize, end: usize) -> Option<u32> {
        (end > start && end - start <= 4).then(|| self.slice(start, end).parse().ok()).flatten()
    }
}

/// Whether a character is a letter or digit of a Latin word.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}
