//! Whatever bytes come in: no panic, balanced events, spans that lie in the body and in each other.

use supportbook::source::Span;
use supportbook::syntax::markdown::{EventKind, Link, Markdown, Tag, Text, parse_markdown, plain_text};

use crate::random::{BLOCKS, Random, WIDE};

const TEXTS: usize = 30_000;

/// Texts whose ranges the parser gets wrong: inside a character, beyond their element, short of their
/// text.
const WRONG_RANGES: &[&str] = &[
    "甲\r\n:”^a《￥\r\t* <div>\n",
    "[^1]：カ\r* 2) $\n\t*\r: >> </b>\n|>€\n",
    "- >甲\n\n- [x] 乙\n\n丙",
    "[[a`,**|b`c`\n]]",
];

#[test]
fn ranges_of_the_parser_are_mended() {
    for text in WRONG_RANGES {
        check(text, &parse_markdown(text, Span::of(0..text.len())));
    }
}

#[test]
fn any_text_gives_well_formed_events() {
    let mut random = Random::new(0x5EED);
    for _ in 0..TEXTS {
        let text = random_text(&mut random);
        check(&text, &parse_markdown(&text, Span::of(0..text.len())));
    }
}

#[test]
fn spans_of_a_body_are_offsets_in_its_file() {
    let mut random = Random::new(0xB0D4);
    for _ in 0..TEXTS / 10 {
        let body = random_text(&mut random);
        let alone = parse_markdown(&body, Span::of(0..body.len()));
        let front = "---\ntitle: 标题\n---\n";
        let file = format!("{front}{body}");
        let inside = parse_markdown(&file, Span::of(front.len()..file.len()));
        check(&file, &inside);
        assert_eq!(plain_text(&alone.events, &body), plain_text(&inside.events, &file), "{body:?}");
        let moved = alone.events.iter().map(|event| event.span.range().start + front.len());
        assert!(moved.eq(inside.events.iter().map(|event| event.span.range().start)), "{body:?}");
    }
}

/// A few lines of pieces that mean something to Markdown, some with other line ends, some cut off.
fn random_text(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(6) {
        let opening = random.below(4);
        text.push_str(&random.line(BLOCKS, opening));
        let len = random.below(8);
        text.push_str(&random.line(WIDE, len));
        text.push_str(random.pick(&["\n", "\n", "\n", "\n\n", "\r\n", "\r", ""]));
    }
    let mut cut = random.below(text.len() * 8 + 1).min(text.len());
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    text.truncate(cut);
    text
}

/// Checks what every list of events promises.
fn check(file: &str, markdown: &Markdown) {
    let mut open: Vec<(Span, String)> = Vec::new();
    for event in &markdown.events {
        assert_spells(file, event.span);
        match &event.kind {
            EventKind::Start(tag) => {
                assert_inside(file, &open, event.span);
                open.push((event.span, name(tag)));
                for text in texts(tag) {
                    assert_text(file, text);
                }
            }
            EventKind::End(end) => {
                let (span, start) = open.pop().unwrap_or_else(|| panic!("end without start in {file:?}"));
                let end = format!("{end:?}");
                assert!(end.starts_with(&start), "{start} closed by {end} in {file:?}");
                assert_eq!(span, event.span, "start and end differ in {file:?}");
            }
            EventKind::Text(text)
            | EventKind::Code(text)
            | EventKind::Html(text)
            | EventKind::InlineHtml(text)
            | EventKind::FootnoteReference(text) => {
                assert_inside(file, &open, event.span);
                assert_text(file, text);
                if let Text::Source(span) = text {
                    assert!(event.span.start <= span.start && span.end <= event.span.end, "{file:?}");
                }
            }
            _ => assert_inside(file, &open, event.span),
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {file:?}");
    markdown.faults.iter().for_each(|fault| assert_spells(file, fault.span));
    assert!(markdown.faults.is_sorted_by_key(|fault| fault.span.start));
    plain_text(&markdown.events, file);
}

/// The name of a tag, which the name of its end starts with.
fn name(tag: &Tag) -> String {
    format!("{tag:?}").split(['(', ' ']).next().unwrap().to_owned()
}

fn texts(tag: &Tag) -> Vec<&Text> {
    match tag {
        Tag::Link(link) | Tag::Image(link) => {
            let Link { destination, title, .. } = &**link;
            std::iter::once(destination).chain(title).collect()
        }
        Tag::Heading(heading) => heading.id.iter().map(|id| &id.text).chain(&heading.classes).collect(),
        Tag::CodeBlock { info: Some(info), .. } => vec![&info.text],
        Tag::FootnoteDefinition(label) => vec![label],
        _ => Vec::new(),
    }
}

fn assert_text(file: &str, text: &Text) {
    if let Text::Source(span) = text {
        assert_spells(file, *span);
    }
    let unwanted = ['\u{FDD0}', '\u{FFFC}', '\0'];
    assert!(!text.get(file).contains(unwanted), "{:?} of {file:?}", text.get(file));
}

fn assert_spells(file: &str, span: Span) {
    assert!(file.get(span.range()).is_some(), "{span:?} is no piece of {file:?}");
}

fn assert_inside(file: &str, open: &[(Span, String)], inner: Span) {
    if let Some((outer, name)) = open.last() {
        assert!(
            outer.start <= inner.start && inner.end <= outer.end,
            "{inner:?} not in {name} {outer:?} of {file:?}"
        );
    }
}
