//! A locale: a BCP 47 language tag of the subset that sites use, `language[-Script][-REGION]`.
//!
//! Apart because half the program names locales and none of it should compare loose strings.
//!
//! Invariant: a `Locale` is spelled canonically (`zh-CN`, `zh-Hant-TW`), so equality is equality of tags.

use std::fmt;

use tinystr::TinyAsciiStr;

/// A canonical language tag, such as `en` or `zh-CN`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Locale(TinyAsciiStr<16>);

impl Locale {
    /// The locale that a tag names, whatever its capitals; `None` where it is no such tag.
    pub fn new(tag: &str) -> Option<Self> {
        let mut canonical = String::with_capacity(tag.len());
        let mut parts = tag.split('-');
        let language = parts.next().filter(|part| letters(part, 2..=3))?;
        canonical.push_str(&language.to_ascii_lowercase());
        let mut next = parts.next();
        if let Some(script) = next.filter(|part| letters(part, 4..=4)) {
            canonical.push('-');
            canonical.push_str(&script[..1].to_ascii_uppercase());
            canonical.push_str(&script[1..].to_ascii_lowercase());
            next = parts.next();
        }
        if let Some(region) = next {
            let digits = region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit());
            if !digits && !letters(region, 2..=2) {
                return None;
            }
            canonical.push('-');
            canonical.push_str(&region.to_ascii_uppercase());
        }
        if parts.next().is_some() {
            return None;
        }
        TinyAsciiStr::try_from_str(&canonical).ok().map(Self)
    }

    /// The tag, as `html lang` and file suffixes write it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The folder of the locale in a built site: the tag in small letters.
    pub fn folder(&self) -> String {
        self.0.as_str().to_ascii_lowercase()
    }

    /// The language alone, as `zh` of `zh-CN`.
    pub fn language(&self) -> &str {
        let tag = self.0.as_str();
        tag.split_once('-').map_or(tag, |(language, _)| language)
    }

    /// Whether the locale is written in Chinese.
    pub fn is_chinese(&self) -> bool {
        self.language() == "zh"
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn letters(part: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_canonical() {
        let canonical = |tag| Locale::new(tag).map(|locale| locale.to_string());
        assert_eq!(canonical("ZH-cn").as_deref(), Some("zh-CN"));
        assert_eq!(canonical("zh-hans-cn").as_deref(), Some("zh-Hans-CN"));
        assert_eq!(canonical("es-419").as_deref(), Some("es-419"));
        for bad in ["", "e", "english", "zh_CN", "zh-", "zh-CN-x", "zh-CHN4", "z1", "中文"] {
            assert_eq!(canonical(bad), None, "{bad:?}");
        }
    }
}
