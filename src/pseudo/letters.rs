//! What the letters of a word become: accents in Latin scripts, Han in Chinese.
//!
//! Apart because it is a table and knows nothing of texts.
//!
//! Invariant: the same word, whatever its capitals, becomes the same word. Nothing that comes out is an ASCII
//! letter or a character that Chinese writes numbers, times, sums or units with, so no fact begins in it.

use crate::locale::Locale;
use crate::syntax::cjk::is_han;

/// The letters `a` to `z`, small and capital, with something added.
const ACCENTS: [(char, char); 26] = [
    ('à', 'À'),
    ('ƀ', 'Ƀ'),
    ('ç', 'Ç'),
    ('ð', 'Ð'),
    ('é', 'É'),
    ('ƒ', 'Ƒ'),
    ('ğ', 'Ğ'),
    ('ĥ', 'Ĥ'),
    ('î', 'Î'),
    ('ĵ', 'Ĵ'),
    ('ķ', 'Ķ'),
    ('ļ', 'Ļ'),
    ('ɱ', 'Ɱ'),
    ('ñ', 'Ñ'),
    ('ö', 'Ö'),
    ('þ', 'Þ'),
    ('ɋ', 'Ɋ'),
    ('ŕ', 'Ŕ'),
    ('ş', 'Ş'),
    ('ţ', 'Ţ'),
    ('û', 'Û'),
    ('ṽ', 'Ṽ'),
    ('ŵ', 'Ŵ'),
    ('ẋ', 'Ẋ'),
    ('ý', 'Ý'),
    ('ž', 'Ž'),
];

/// A character for each letter: things that nobody counts, the same in simplified and traditional Chinese.
pub(super) const HAN: [char; 26] = [
    '山', '水', '石', '林', '花', '草', '河', '松', '竹', '梅', '海', '湖', '田', '雨', '雪', '木', '玉',
    '羽', '泉', '沙', '波', '岸', '柳', '桃', '杏', '菊',
];

/// What a translation is made longer by.
const FILLER: [&str; 5] = ["lorem", "ipsum", "dolor", "sit", "amet"];

/// What a word becomes: all letters, or all Han.
pub(super) fn word(word: &str, target: Locale) -> String {
    let from_han = word.chars().next().is_some_and(is_han);
    match (from_han, target.is_chinese()) {
        (false, false) => word.chars().map(accented).collect(),
        // Two letters are as wide as one character of Chinese.
        (false, true) => word.chars().filter(|c| c.is_alphabetic()).step_by(2).map(han_of_letter).collect(),
        (true, true) => word.chars().map(han_of).collect(),
        (true, false) => syllables(word),
    }
}

/// About two fifths of a text with so many letters, in a language.
pub(super) fn padding(letters: usize, target: Locale) -> String {
    let due = (letters * 2).div_ceil(5);
    let mut out = String::new();
    let mut length = 0;
    for filler in FILLER.iter().cycle() {
        if length >= due {
            break;
        }
        if length > 0 && !target.is_chinese() {
            out.push(' ');
        }
        let rest: String = filler.chars().take((due - length).max(2)).collect();
        length += rest.len();
        out.push_str(&word(&rest, target));
    }
    out
}

fn accented(c: char) -> char {
    let at = |first: u8| u8::try_from(c).ok().and_then(|c| ACCENTS.get(usize::from(c.wrapping_sub(first))));
    match c {
        'a'..='z' => at(b'a').map_or(c, |(small, _)| *small),
        'A'..='Z' => at(b'A').map_or(c, |(_, capital)| *capital),
        _ => c,
    }
}

fn han_of_letter(c: char) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    HAN[(u32::from(small).wrapping_sub(u32::from('a')) % 26) as usize]
}

fn han_of(c: char) -> char {
    HAN[(u32::from(c) % 26) as usize]
}

/// A syllable for each character.
fn syllables(word: &str) -> String {
    let syllable = |c: char| {
        let code = u32::from(c) as usize;
        [b"bcdfghjklmnprstvwz"[code % 18], b"aeiou"[code / 18 % 5]]
    };
    word.chars().flat_map(syllable).map(|letter| accented(letter.into())).collect()
}
