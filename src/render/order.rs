//! The order in which readers of a language look for names: pinyin for Chinese.
//!
//! Apart from formats, which write one value: this compares two. The rules are those of Unicode and CLDR,
//! compiled in, so that no operating system has a say.

use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale as Tag;

use crate::locale::Locale;

/// Sorts items by their names in a language; equal names keep their order.
pub(super) fn sort_by_name<T>(locale: Locale, items: &mut [T], name: impl Fn(&T) -> &str) {
    let tag: Tag = locale.as_str().parse().unwrap_or(Tag::UNKNOWN);
    let collator: Option<CollatorBorrowed<'static>> = Collator::try_new(tag.into(), <_>::default()).ok();
    items.sort_by(|a, b| match &collator {
        Some(collator) => collator.compare(name(a), name(b)),
        None => name(a).cmp(name(b)),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(tag: &str, mut names: Vec<&'a str>) -> Vec<&'a str> {
        sort_by_name(Locale::new(tag).expect("a tag"), &mut names, |name| name);
        names
    }

    #[test]
    fn chinese_is_sorted_by_pinyin() {
        // Latin letters come after, as in CLDR's order for Chinese.
        let names = vec!["张三", "Azure", "重庆", "隐私", "北京", "安全", "李四", "年假"];
        let found = sorted("zh-CN", names);
        assert_eq!(found, ["安全", "北京", "重庆", "李四", "年假", "隐私", "张三", "Azure"]);
    }

    #[test]
    fn english_is_sorted_by_letters_whatever_their_case() {
        assert_eq!(
            sorted("en", vec!["vehicle", "Baseline", "area", "éclair"]),
            ["area", "Baseline", "éclair", "vehicle"]
        );
    }
}
