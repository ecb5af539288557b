//! Character classes that decide how Chinese, Japanese and Korean text is set in Markdown.
//!
//! Two questions are answered here and nowhere else: may a run of `*` open or close emphasis
//! beside this character (the markdown-cjk-friendly rule), and does a line break between two
//! characters become a space. The tables are Unicode's own, through `icu_properties`.
//!
//! Invariant: these are pure functions of characters; they know nothing of Markdown's syntax.

use icu_properties::props::{
    EastAsianWidth, EmojiPresentation, GeneralCategory, GeneralCategoryGroup, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Whether a soft line break between two rendered neighbors vanishes instead of becoming a space.
///
/// Both must be Han, kana, CJK punctuation or full-width characters. Curly quotes, dashes,
/// ellipses and emoji are shared with Western text: they join when the other side is CJK. Hangul
/// never joins, because Korean separates words by spaces.
pub fn joins(prev: char, next: char) -> bool {
    match (joining(prev), joining(next)) {
        (Joining::Never, _) | (_, Joining::Never) => false,
        (prev, next) => prev == Joining::Always || next == Joining::Always,
    }
}

/// Whether `c` belongs to text that is set without spaces: Han, kana, CJK punctuation, full-width
/// characters.
pub fn is_set_solid(c: char) -> bool {
    joining(c) == Joining::Always
}

/// How a character behaves beside a soft line break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joining {
    Always,
    BesideCjk,
    Never,
}

fn joining(c: char) -> Joining {
    if is_shared_mark(c) {
        return Joining::BesideCjk;
    }
    if c < FIRST_CJK {
        return Joining::Never;
    }
    match script(c) {
        Script::Hangul => Joining::Never,
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => Joining::Always,
        _ if is_emoji(c) => Joining::BesideCjk,
        _ if has_cjk_width(c) => Joining::Always,
        _ => Joining::Never,
    }
}

/// Punctuation that Chinese and Western text write with the same characters.
fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether the emphasis rule counts `c` as a CJK character: wide, full-width or half-width and
/// not an emoji, or Hangul.
///
/// Source: the markdown-cjk-friendly specification, "CJK characters".
pub fn is_cjk(c: char) -> bool {
    c >= FIRST_CJK && ((has_cjk_width(c) && !is_emoji(c)) || script(c) == Script::Hangul)
}

/// Whether `c` is punctuation in the sense of `CommonMark` 0.31: ASCII punctuation, or a character
/// of the general categories P and S.
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Punctuation.union(GeneralCategoryGroup::Symbol).contains(category)
}

/// Whether `c` is a Chinese character (the script Han).
pub fn is_han(c: char) -> bool {
    c >= FIRST_CJK && script(c) == Script::Han
}

/// Whether `c` takes two columns in a terminal or a fixed-width view.
pub fn is_wide(c: char) -> bool {
    c >= FIRST_CJK && matches!(width(c), EastAsianWidth::Wide | EastAsianWidth::Fullwidth)
}

/// Whether `c` is a variation selector that changes how the character before it looks, emoji
/// style (U+FE0F) left out.
pub fn is_text_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0E}')
}

/// Whether `c` is a variation selector of any kind.
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}') || is_ideographic_variation_selector(c)
}

/// Whether `c` is a variation selector for ideographs (U+E0100–U+E01EF).
pub fn is_ideographic_variation_selector(c: char) -> bool {
    matches!(c, '\u{E0100}'..='\u{E01EF}')
}

/// No character below this one is CJK; looking at it first keeps Latin text out of the tables.
const FIRST_CJK: char = '\u{1100}';

fn has_cjk_width(c: char) -> bool {
    matches!(width(c), EastAsianWidth::Wide | EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth)
}

fn width(c: char) -> EastAsianWidth {
    CodePointMapData::<EastAsianWidth>::new().get(c)
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

fn is_emoji(c: char) -> bool {
    CodePointSetData::new::<EmojiPresentation>().contains(c)
}
