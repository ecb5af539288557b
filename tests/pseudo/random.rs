//! Random Markdown keeps its blocks, its markup and its facts.

use std::mem::discriminant;
use std::sync::Arc;

use proptest::prelude::*;
use supportbook::locale::Locale;
use supportbook::parity::compare;
use supportbook::path::ProjectPath;
use supportbook::pseudo::pseudo;
use supportbook::source::Source;
use supportbook::syntax::document::{Document, parse};
use supportbook::syntax::markdown::{Event, EventKind};
use supportbook::translation::standing::Asked;
use supportbook::translation::{Unit, standings, units};

use crate::content;

/// What texts are made of: words, facts, markup whole and broken, and the beginnings of blocks.
const PARTS: &[&str] = &[
    "word",
    "Reply",
    "a",
    "the desk's",
    "four",
    "24",
    "hours",
    "business days",
    "Monday",
    "June 3, 2026",
    "9:00",
    "PM",
    "EUR 490.00",
    "5%",
    "+31 20 555 0142",
    "a@b.example",
    "https://x.example/a_b",
    "MS-AZR-0145P",
    "{name}",
    "[[fact:hours.office.weekly]]",
    "[[page:a|text]]",
    "[text](b.md)",
    "[ref]",
    "[text][ref]",
    "![alt](c.png)",
    "`code x`",
    "**bold**",
    "*thin*",
    "_low_",
    "~~gone~~",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "\\*",
    "\\|",
    "&amp;",
    "&copy",
    "<b>",
    "</b>",
    "<",
    "[^1]",
    "“",
    "”",
    "(",
    ")",
    ",",
    ".",
    ":",
    "Yes",
    "no",
    "注意",
    "**注意：**",
    "30 日内",
    "下午 6 点",
    "每月一次",
    "三天",
    "，",
    "。",
    "\u{fffc}",
    "⟦",
    "⟧",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\n# ",
    "\n## Title {#id}\n",
    "\n---\n",
    "\n===\n",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n- [ ] ",
    "\n> ",
    "\n> [!NOTE]\n> ",
    "\n\n| a | b |\n|---|---|\n| word | 4 hours |\n\n",
    " | ",
    "\n\n```sh\ncode\n```\n\n",
    "\n\n```{offerings}\n```\n\n",
    "\n\n[ref]: d.md\n\n",
    "\n\n[^1]: note\n\n",
    "\n\nterm\n: definition\n\n",
    "\n    ",
    "\n<div>\n",
];

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS), 0..60).prop_map(|parts| parts.concat())
}

fn read(path: &str, text: &str) -> Arc<Document> {
    let path = ProjectPath::new(path).unwrap();
    parse(&Arc::new(Source { path, text: text.into(), unread: false }))
}

fn of(text: &str, source: Locale, target: Locale) -> (Arc<Document>, Arc<Document>) {
    let document = read("content/pages/a.md", text);
    let asked = Asked {
        source: Arc::clone(&document),
        target: None,
        source_locale: source,
        locale: target,
        texts: Vec::new(),
    };
    let found = standings(&[asked], &[]);
    let pairing = found.pairings.values().next().unwrap();
    let made = pseudo(&document, pairing, &["Reply"]);
    (document, read(pairing.target_path.as_str(), &made))
}

fn skeleton(events: &[Event]) -> Vec<impl PartialEq + std::fmt::Debug> {
    let is_text = |event: &&Event| matches!(event.kind, EventKind::Text(_) | EventKind::SoftBreak { .. });
    events.iter().filter(|event| !is_text(event)).map(|event| discriminant(&event.kind)).collect()
}

fn kinds(units: &[Unit]) -> Vec<&'static str> {
    units.iter().map(|unit| unit.kind.word()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_and_facts_stay(body in markdown(), head in any::<bool>(), way in 0..4_usize) {
        let locale = |tag| Locale::new(tag).unwrap();
        let (source, target) = [("en", "zh-CN"), ("en", "fr"), ("zh-CN", "en"), ("zh-CN", "zh-TW")][way];
        let (source, target) = (locale(source), locale(target));
        let text = if head { format!("---\ntitle: Four words in 2 lines\n---\n{body}") } else { body };
        let (before, after) = of(&text, source, target);
        prop_assert_eq!(skeleton(&before.markdown.events), skeleton(&after.markdown.events));
        let (ours, theirs) = (units(&before), units(&after));
        prop_assert_eq!(kinds(&ours), kinds(&theirs));
        for (one, other) in ours.iter().zip(&theirs) {
            let found = compare(&content(&before, one, source), &content(&after, other, target));
            prop_assert!(found.is_empty(), "{}\n{}\n{:?}", one.text, other.text, found);
        }
    }
}
