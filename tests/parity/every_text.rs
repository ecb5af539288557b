//! What holds of every text.

use proptest::prelude::*;
use supportbook::parity::{Content, compare, is_untranslated};

use crate::{chinese, english, line};

/// Pieces that facts are made of, to be put together at random.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "4", "03", "24", "7", "1,000", "1.5", "2020", "12", "31", " ", " ", "-", "/", ":", ".", ",", "，",
    "、", "x", "%", "$", "US$", "¥", "€", "+1", "(", ")", "[", "](a.md)", "`", "**", "{", "}",
    "{name}", "[[fact:a]]", "hours", "business ", "days", "May ", "December ", "Monday", "PM", "am",
    "FY", "K", "M", "million", "Win", "_", "st", "two", "half", "a", "per", "小时", "工作", "日", "年", "月",
    "个", "半", "天", "点", "分", "百", "百分之", "万", "亿", "千", "十", "二", "两", "一", "第", "周", "每", "元", "美元",
    "下午", "至", "到", "或", "全天候", "世纪互联", "https://example.com/en-us/", "help@example.com", "\n",
    "\n\n", "\\", "&amp;", "<br>", "<a href=\"", "\">", "!", "#", "|", "is", "Yes", "No", "是", "否",
    "\u{feff}", "\u{10ffff}", "١", "²", "½",
];

fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(PIECES);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => "\\PC{0,6}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_has_no_differences_from_itself(text in text()) {
        for locale in [english(), chinese()] {
            let content = Content::of_markdown(&text, locale);
            prop_assert_eq!(line(&compare(&content, &content)), "");
            let content = Content::of_plain(&text, locale);
            prop_assert_eq!(line(&compare(&content, &content)), "");
        }
    }

    #[test]
    fn no_pair_panics_and_places_are_in_the_text(source in text(), target in text()) {
        let (ours, theirs) = (Content::of_markdown(&source, english()), Content::of_markdown(&target, chinese()));
        for difference in compare(&ours, &theirs) {
            prop_assert!(!difference.missing.is_empty() || !difference.added.is_empty());
            for fact in &difference.missing {
                prop_assert_eq!(source.get(fact.span.range()), Some(fact.shown.as_str()));
            }
            for fact in &difference.added {
                prop_assert_eq!(target.get(fact.span.range()), Some(fact.shown.as_str()));
            }
        }
        is_untranslated(&ours, &theirs, &|_| false);
    }
}

#[test]
fn a_large_text_is_compared_in_good_time() {
    let source: String = (1..20_000).map(|number| format!("{number} hours, ")).collect();
    let target: String = (5..20_005).map(|number| format!("{number} 小时，")).collect();
    let found = compare(&Content::of_plain(&source, english()), &Content::of_plain(&target, chinese()));
    assert_eq!(
        line(&found),
        "duration -1 hours -2 hours -3 hours -4 hours +20000 hours +20001 hours +20002 hours +20003 hours +20004 hours"
    );
}

/// Texts in which a reader that starts anew at each place would read the same again and again.
#[test]
fn texts_of_one_piece_are_compared_in_good_time() {
    for piece in [
        "a-",
        "1-",
        "1,111,",
        "1.",
        "a_",
        "a@",
        "1@a.",
        "{",
        "{a",
        "http://",
        "www.",
        "(1",
        "+1 ",
        "1 ",
        "一",
        "一年",
        "百",
        "May ",
        "1 May ",
        "12月",
        "12日至",
        "$1-",
        "1 to ",
        "[http://a](http://a) ",
        "`a` ",
        "周一",
        "24x7 ",
        " ",
    ] {
        let text = piece.repeat(60_000);
        let content = Content::of_plain(&text, english());
        assert_eq!(line(&compare(&content, &content)), "", "{piece}");
        let content = Content::of_markdown(&text, chinese());
        assert_eq!(line(&compare(&content, &content)), "", "{piece}");
        let other = Content::of_plain("4 小时", chinese());
        compare(&content, &other);
        is_untranslated(&content, &other, &|_| false);
    }
}
