//! How texts are set: the width of punctuation, quotes, spaces, and how customers are addressed.
//!
//! Apart from the rules that report it: here are pure functions from a [`Run`], the characters of one block of
//! text with their places, to faults and to what should stand there instead. Nothing is understood: only
//! characters and their neighbors count, and where these leave a doubt there is no fault. A miss costs little;
//! who is told something wrong thrice does not read the fourth.
//!
//! Invariant: the cost is linear in the text, and a fault lies within its run.

mod chinese;
mod runs;
mod spacing;
#[cfg(test)]
mod tests;
mod western;

use crate::locale::Locale;
use crate::source::Span;

pub use self::runs::{Run, markdown_runs, scalar_run};
pub use self::spacing::{Counted, Gap, count, gaps};

/// The conventions that a text is set by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// Chinese of the mainland and Singapore: “ ” and ‘ ’.
    Simplified,
    /// Chinese of Taiwan, Hong Kong and Macau: 「 」 and 『 』.
    Traditional,
    /// Languages that are written with half-width characters and spaces.
    Western,
    /// Japanese and Korean, of which nothing is said here but what holds everywhere.
    Other,
}

impl Setting {
    /// The conventions of a language.
    pub fn of(locale: Locale) -> Self {
        let tag = locale.as_str();
        match locale.language() {
            "zh" if ["Hant", "TW", "HK", "MO"].iter().any(|part| tag.split('-').any(|own| own == *part)) => {
                Self::Traditional
            }
            "zh" => Self::Simplified,
            "ja" | "ko" => Self::Other,
            _ => Self::Western,
        }
    }

    /// Whether it is Chinese.
    pub const fn is_chinese(self) -> bool {
        matches!(self, Self::Simplified | Self::Traditional)
    }

    /// Whether anything in a text may be a fault; a cheap look that spares most English texts a closer one.
    pub fn may_fail(self, text: &str) -> bool {
        // The first bytes of U+2000–U+2FFF, of CJK punctuation and of full-width forms.
        let bytes = text.as_bytes();
        self.is_chinese() && !text.is_ascii()
            || bytes.iter().any(|byte| matches!(byte, 0xE3 | 0xEF))
            || bytes.windows(2).any(|pair| matches!(pair, [0xE2, 0x80 | 0x81]))
    }

    /// The outer and the inner quotation marks.
    const fn quotes(self) -> [(char, char); 2] {
        match self {
            Self::Traditional => [('「', '」'), ('『', '』')],
            _ => [('“', '”'), ('‘', '’')],
        }
    }
}

/// What is wrong with some characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FaultKind {
    /// Half-width punctuation in Chinese: what is due.
    HalfWidth(char),
    /// A pair of half-width parentheses in Chinese.
    Parentheses,
    /// A pair of straight quotes in Chinese: what is due.
    Straight(char, char),
    /// Full-width letters or digits in Chinese, or full-width forms of any kind in another language.
    FullWidth,
    /// A character that nobody sees.
    Hidden(char),
    /// A space that does not break, in Chinese.
    Fixed,
    /// A space beside full-width punctuation.
    SpaceAtMark,
    /// A space between two Chinese characters.
    SpaceInside,
    /// An ellipsis of dots.
    Ellipsis,
    /// A dash of hyphens.
    Dash,
    /// 你 where customers are addressed.
    Familiar,
    /// 你们 where customers are addressed.
    FamiliarMany,
}

/// A fault, and what it takes to mend it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: FaultKind,
    /// What stands there afterwards, where that needs no judgement.
    pub instead: Option<String>,
}

/// The faults of a run that is set by some conventions.
pub fn judge(run: &Run<'_>, setting: Setting, found: &mut Vec<Fault>) {
    hidden(run, found);
    match setting {
        Setting::Simplified | Setting::Traditional => chinese::judge(run, setting, found),
        Setting::Western => western::judge(run, found),
        Setting::Other => {}
    }
}

/// Where a Chinese run says 你 to its readers. What stands in quotation marks is said by somebody else.
pub fn familiar(run: &Run<'_>, found: &mut Vec<Fault>) {
    let mut quoted = 0_usize;
    let glyphs = run.glyphs();
    for (at, glyph) in glyphs.iter().enumerate() {
        match glyph.c {
            '“' | '‘' | '「' | '『' | '《' => quoted += 1,
            '”' | '’' | '」' | '』' | '》' => quoted = quoted.saturating_sub(1),
            // 迷你 is mini.
            '你' if quoted == 0 && (at == 0 || glyphs[at - 1].c != '迷') => {
                let many = glyphs.get(at + 1).filter(|next| next.c == '们');
                let span = Span::new(glyph.span.start, many.unwrap_or(glyph).span.end);
                found.push(match many {
                    Some(_) => Fault { span, kind: FaultKind::FamiliarMany, instead: None },
                    None => Fault { span, kind: FaultKind::Familiar, instead: Some("您".to_owned()) },
                });
            }
            _ => {}
        }
    }
}

/// Characters that nobody sees, in any language.
fn hidden(run: &Run<'_>, found: &mut Vec<Fault>) {
    let unseen = run.glyphs().iter().filter(|glyph| matches!(glyph.c, '\u{200B}' | '\u{FEFF}' | '\u{2060}'));
    found.extend(unseen.map(|glyph| Fault {
        span: glyph.span,
        kind: FaultKind::Hidden(glyph.c),
        instead: Some(String::new()),
    }));
}
