//! Letters and texts alone; files are looked at in `tests/pseudo`.

use super::letters::{HAN, padding, word};
use super::*;
use crate::parity::{Content, compare};

fn locale(tag: &str) -> Locale {
    Locale::new(tag).expect("a tag")
}

fn of(text: &str, source: &str, target: &str) -> String {
    let manner = Manner { source: locale(source), target: locale(target), names: &["Azure"] };
    data::pseudo_text(text, manner, false)
}

#[test]
fn words_change_and_facts_do_not() {
    for (text, source, target, due) in [
        ("Reply within 4 business hours.", "en", "fr", &["Ŕéþļý ŵîţĥîñ 4 business hours ", "⟧"][..]),
        ("Reply within 4 business hours.", "en", "zh-CN", &["⟦羽木杏", "4 business hours"]),
        ("Azure costs EUR 490.00, see {name}", "en", "zh-CN", &["Azure ", "EUR 490.00", "{name}"]),
        ("2026年6月19日休息，紧急电话照常有人接听。", "zh-CN", "en", &["2026年6月19日", "⟧"]),
        ("Yes", "en", "fr", &["⟦Ýéş "]),
    ] {
        let new = of(text, source, target);
        assert!(due.iter().all(|part| new.contains(part)), "{text}: {new}");
    }
    assert_eq!(of("", "en", "fr"), "⟦⟧");
}

#[test]
fn letters_make_no_facts() {
    let plain = Content::of_markdown("4 ? 4, ?4 $4 ?", locale("en"));
    let fillers: Vec<char> = padding(400, locale("zh-CN")).chars().collect();
    let letters = ('a'..='z').chain('A'..='Z').map(|c| word(&c.to_string(), locale("fr")));
    for new in letters.chain(HAN.iter().chain(&fillers).map(char::to_string)) {
        assert!(!new.is_ascii(), "{new}");
        let text = format!("4 {new} 4{new}, {new}4 $4 {new}");
        let found = compare(&plain, &Content::of_markdown(&text, locale("zh-CN")));
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn padding_is_two_fifths() {
    for letters in [0, 1, 5, 40, 1_000] {
        let pad = padding(letters, locale("fr"));
        let count = pad.chars().filter(|c| c.is_alphabetic()).count();
        assert!((letters * 2..=letters * 2 + 10).contains(&(count * 5)), "{letters}: {pad}");
    }
}
