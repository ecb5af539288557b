//! What the parser promises beyond emphasis: places, breaks, faults, limits.

use super::*;

fn parse(text: &str) -> Markdown {
    parse_markdown(text, Span::of(0..text.len()))
}

/// Everything an author wrote as text, each piece as it is: `Source` ones spelled by the file in
/// quotation marks, others in angle brackets.
fn texts(markdown: &str) -> String {
    let parsed = parse(markdown);
    let texts = parsed.events.iter().flat_map(|event| match &event.kind {
        EventKind::Start(Tag::CodeBlock { info: Some(info), .. }) => vec![&info.text],
        EventKind::Start(Tag::FootnoteDefinition(label)) => vec![label],
        EventKind::Start(Tag::Heading(heading)) => {
            let id = heading.id.iter().map(|id| &id.text);
            let attributes =
                heading.attributes.iter().flat_map(|(key, value)| std::iter::once(key).chain(value));
            id.chain(&heading.classes).chain(attributes).collect()
        }
        kind => kind.text().into_iter().collect(),
    });
    let written = texts.map(|text| match text {
        Text::Source(span) => format!("{:?}", &markdown[span.range()]),
        Text::Owned(text) => format!("<{text}>"),
    });
    written.collect::<Vec<_>>().join(" ")
}

#[test]
fn texts_are_pieces_of_the_file() {
    let cases = [
        ("a *b* c*d", r#""a " "b" " c*d""#),
        ("a\\*b&amp;c", r#""a" "*b" <&> "c""#),
        ("甲**「乙」**丙", r#""甲" "「乙」" "丙""#),
        ("甲<b>乙</b>", r#""甲" "<b>" "乙" "</b>""#),
        ("`` a ` b `` `c` `a\nb`", r#""a ` b" " " "c" " " <a b>"#),
        ("`「甲**」乙`", r#""「甲**」乙""#),
        ("<div>\n甲**「乙」**\n</div>\n", r#""<div>\n甲**「乙」**\n</div>\n""#),
        ("```kusto title=\"甲*「\"\nx*「y\nz\n```", r#""kusto title=\"甲*「\"" "x*「y\nz\n""#),
        ("~~~ {hours} a&amp;b\nx\n~~~", r#"<{hours} a&b> "x\n""#),
        ("> ```\n> x\n> y\n> ```", r#""x\n" "y\n""#),
        ("甲[^注]\n\n[^注]: 乙", r#""甲" "注" "注" "乙""#),
        ("## 甲**「乙」**丙 {#id .c was=old}", r#""id" "c" "was" "old" "甲" "「乙」" "丙""#),
        ("甲\r\n乙\r\n\r\n```\r\nx\r\ny\r\n```\r\n", r#""甲" "乙" "x" "\ny" "\n""#),
        ("甲\0乙", "<甲\u{FFFD}乙>"),
        ("&#xFDD0;甲", "<\u{FDD0}> \"甲\""),
        ("| a\\|b | `c\\|d` |\n|-|-|", r#""a" "|b" <c|d>"#),
    ];
    for (markdown, expected) in cases {
        assert_eq!(texts(markdown), expected, "{markdown:?}");
    }
}

/// Form, destination, how it is written, title, of the first link or image.
fn link(markdown: &str) -> String {
    let parsed = parse(markdown);
    let links = parsed.events.iter().find_map(|event| match &event.kind {
        EventKind::Start(Tag::Link(link) | Tag::Image(link)) => Some(link),
        _ => None,
    });
    let link = links.unwrap_or_else(|| panic!("no link in {markdown:?}"));
    let title = link.title.as_ref().map_or("-", |title| title.get(markdown));
    let written = &markdown[link.destination_span.range()];
    format!("{:?} {} | {written} | {title}", link.form, link.destination.get(markdown))
}

#[test]
fn destinations_are_found_where_they_are_written() {
    let cases = [
        ("[文](offering:business)", "Inline offering:business | offering:business | -"),
        ("[a](b 'c \"d')", "Inline b | b | c \"d"),
        ("[a](<b c>\n\"d\")", "Inline b c | b c | d"),
        ("[a]( /x?a=1&amp;b=2 (t) )", "Inline /x?a=1&b=2 | /x?a=1&amp;b=2 | t"),
        ("[a](b\\)c)", "Inline b)c | b\\)c | -"),
        ("[a](<b\\>c> 't')", "Inline b>c | b\\>c | t"),
        ("[[x](y)](z&amp;)", "Inline y | y | -"),
        ("![[x](y\\))](z&amp;)", "Inline z& | z&amp; | -"),
        ("> [a](\n> b&amp;\n> 'c')", "Inline b& | b&amp; | c"),
        ("甲**[（乙）](x*「y)**丙", "Inline x*「y | x*「y | -"),
        ("[a]()", "Inline  |  | -"),
        ("[x]: </u v> \"T\"\n\n[y][x]", "Reference /u v | /u v | T"),
        ("[x]: /u\\*v\n\n[x][]", "Collapsed /u*v | /u\\*v | -"),
        ("[注]: /甲*「乙\n\n[注]", "Shortcut /甲*「乙 | /甲*「乙 | -"),
        ("<https://a.example/?b=c>", "Autolink https://a.example/?b=c | https://a.example/?b=c | -"),
        ("<help@a.example>", "Email help@a.example | help@a.example | -"),
        (
            "[[fact:offering.business.price]]",
            concat!(
                "Wiki { piped: false } fact:offering.business.price | ",
                "fact:offering.business.price | -"
            ),
        ),
        ("![[a|b]]", "Wiki { piped: true } a | a | -"),
    ];
    for (markdown, expected) in cases {
        assert_eq!(link(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn plain_text_is_what_a_reader_sees() {
    let cases = [
        // Soft breaks.
        ("甲\n乙", "甲乙"),
        ("甲，\n乙", "甲，乙"),
        ("か\nカ", "かカ"),
        ("한\n글", "한 글"),
        ("甲\nb", "甲 b"),
        ("a\n乙", "a 乙"),
        ("a\nb", "a b"),
        ("甲\r\n乙", "甲乙"),
        ("单击\n“下一步”\n继续", "单击“下一步”继续"),
        ("the\n“next”\nstep", "the “next” step"),
        ("甲——\n乙…\n丙", "甲——乙…丙"),
        ("甲😀\n乙 😀\n😀", "甲😀乙 😀 😀"),
        ("Ａ\nＢ", "ＡＢ"),
        // Seen through markup.
        ("**甲**\n*乙*", "甲乙"),
        ("[甲](x)\n`乙`\n~~丙~~", "甲乙丙"),
        ("甲<b>\n</b>乙<!-- c -->\n丙", "甲乙丙"),
        ("a<b>\n</b>\n<i>\nb", "a b"),
        ("甲[^1]\n乙\n\n[^1]: 丙\n丁", "甲乙\n丙丁"),
        ("葛\u{E0100}\n乙", "葛\u{E0100}乙"),
        ("甲\n[[offering:business]]\n乙", "甲乙"),
        ("our\n[[offering:business]]\nplan", "our plan"),
        ("甲\n[[offering:business|方案]]\n乙", "甲方案乙"),
        ("甲  \n乙\\\n丙", "甲\n乙\n丙"),
        // Blocks.
        ("# 甲\n\n- 乙\n  - 丙\n- [x] 丁\n\n***\n\n> 戊", "甲\n乙\n丙\n丁\n戊"),
        ("| 甲 | 乙 |\n|-|-|\n| 丙 | `丁` |\n", "甲 乙\n丙 丁"),
        ("甲\n: 乙\n\n```\nx\ny\n```\n\n<div>\n\n![图](i)", "甲\n乙\nx\ny\n图"),
        ("a&amp;b\\*c &#42;", "a&b*c *"),
    ];
    for (markdown, expected) in cases {
        assert_eq!(plain_text(&parse(markdown).events, markdown), expected, "{markdown:?}");
    }
}

#[test]
fn faults_are_found_where_they_are() {
    use FaultKind::{BrokenReference, DuplicateFootnote, LiteralMarker, Sentinel, UndefinedFootnote};
    let cases: &[(&str, &[(FaultKind, &str)])] = &[
        ("甲**「乙」**丙 *丁*", &[]),
        ("**甲", &[(LiteralMarker, "**")]),
        ("甲**「乙」*丙", &[(LiteralMarker, "**"), (LiteralMarker, "*")]),
        ("*注：价格不含税", &[(LiteralMarker, "*")]),
        ("__注意：__文本", &[(LiteralMarker, "__"), (LiteralMarker, "__")]),
        ("甲~~乙", &[(LiteralMarker, "~~")]),
        ("**English ** text, 2 * 3, a*", &[]),
        ("\\*注 \\**甲 `**甲` &#42;甲", &[(LiteralMarker, "*")]),
        ("密码：****** 姓名：________ 3~5 天", &[]),
        ("```\n**甲\n```\n\n    **甲\n\n<p>**甲</p>", &[]),
        ("[甲**](x*乙) [[**甲]]", &[(LiteralMarker, "**")]),
        ("甲\u{FDD0}**「乙」**丙\u{FFFC}", &[(Sentinel, "\u{FDD0}"), (Sentinel, "\u{FFFC}")]),
        ("[a][b] ![c][d] [e][] [f]", &[(BrokenReference, "[a][b]"), (BrokenReference, "![c][d]")]),
        ("[a][B]\n\n[b]: /x", &[]),
        ("a[^1] b[^2]\n\n[^1]: x\n\n[^1]: y", &[(UndefinedFootnote, "[^2]"), (DuplicateFootnote, "1")]),
        ("\\[^1] [^] [^a b] `[^c]`", &[]),
    ];
    for &(markdown, expected) in cases {
        let faults: Vec<_> =
            parse(markdown).faults.iter().map(|fault| (fault.kind, &markdown[fault.span.range()])).collect();
        assert_eq!(faults, expected, "{markdown:?}");
    }
}

#[test]
fn a_body_with_a_sentinel_keeps_it() {
    let markdown = "甲\u{FDD0}**乙**\u{FFFC}";
    assert_eq!(plain_text(&parse(markdown).events, markdown), "甲\u{FDD0}乙\u{FFFC}");
}

#[test]
fn a_body_is_parsed_where_it_lies() {
    let file = "甲乙\n**丙：**丁\n戊";
    let body = Span::of(7..file.len() - "戊".len());
    let parsed = parse_markdown(file, body);
    assert_eq!(plain_text(&parsed.events, file), "丙：丁");
    assert_eq!(parsed.events[0].span, body);
    // No range of the text: past its end, inside a character, turned round.
    for (start, end) in [(0, 100), (1, 7), (7, 3)] {
        assert_eq!(parse_markdown(file, Span::new(start, end)), Markdown::default());
    }
}

/// Texts that nest without end (those with `true`), or make careless parsers go back and forth.
fn hostile(len: usize) -> Vec<(&'static str, bool, String)> {
    let indented = |marker: &str, step: usize| {
        let lines = (0..).map(|level| " ".repeat(level * step) + marker + "a\n");
        let mut text = String::new();
        for line in lines {
            text.push_str(&line);
            if text.len() > len / 4 {
                return text + &"b\n".repeat(len / 4);
            }
        }
        text
    };
    vec![
        ("quotes", true, ">".repeat(len)),
        ("quotes, then lazy lines", true, ">".repeat(len / 2) + "a\n" + &"b\n".repeat(len / 4)),
        ("quotes, then lazy lines of the Mac", true, ">".repeat(len / 2) + "a\r" + &"b\r".repeat(len / 4)),
        ("lists, then lazy lines", true, "- ".repeat(len / 4) + "a\n" + &"b\n".repeat(len / 4)),
        ("lists by indentation", true, indented("- ", 2)),
        ("lists by indentation, ten a line", true, indented(&"- ".repeat(10), 20)),
        (
            "lists by tabs",
            true,
            (0..200).map(|level| "\t".repeat(level) + "- a\n").collect::<String>() + &"b\n".repeat(len / 2),
        ),
        ("footnotes", true, "[^a]:".repeat(len / 5) + "a\n" + &"b\n".repeat(len / 5)),
        (
            "a sentinel among quotes",
            true,
            "\u{FDD0}\n".to_owned() + &">".repeat(len / 2) + "a\n" + &"b\n".repeat(len / 4),
        ),
        ("emphasis", true, "*a ".repeat(len / 3) + &" a*".repeat(len / 6)),
        ("nested emphasis", true, "*a **a ".repeat(len / 14) + &"a** a*".repeat(len / 14)),
        ("brackets", false, "[".repeat(len)),
        ("images", false, "![".repeat(len / 2)),
        ("references", false, "[[a".repeat(len / 3)),
        ("links", false, "[a](".repeat(len / 4)),
        ("both brackets", false, "[".repeat(len / 2) + &"]".repeat(len / 2)),
        ("runs at punctuation", false, "*「」*".repeat(len / 8)),
        ("runs at pipes", false, "a|b\n-|-\n".to_owned() + &"|*「".repeat(len / 5)),
        ("runs at quotes", false, ">*「a".repeat(len / 6)),
        ("backticks", false, "`a``".repeat(len / 4)),
        ("tags", false, "<a ".repeat(len / 3)),
        ("undefined footnotes", false, "[^".repeat(len / 2)),
        ("pieces of words", false, "甲\n".repeat(len / 4)),
    ]
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the cost is what is tested")]
fn hostile_texts_cost_no_more_than_others() {
    for (name, nests, text) in hostile(400_000) {
        let start = std::time::Instant::now();
        let parsed = parse(&text);
        let depth = parsed.events.iter().scan(0_usize, |depth, event| {
            match event.kind {
                EventKind::Start(_) => *depth += 1,
                EventKind::End(_) => *depth -= 1,
                _ => {}
            }
            Some(*depth)
        });
        assert!(depth.max().unwrap_or(0) <= MAX_DEPTH, "{name}");
        let is_deep = parsed.faults.iter().any(|fault| fault.kind == FaultKind::TooDeep);
        assert_eq!(is_deep, nests, "{name}");
        // They take some hundredths of a second; a quadratic cost makes it a minute.
        assert!(start.elapsed().as_secs() < 10, "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn what_is_too_deep_is_left_out() {
    let text = format!("{}中\n\n后\n", "> ".repeat(MAX_DEPTH));
    let parsed = parse(&text);
    assert_eq!(plain_text(&parsed.events, &text), "后");
    let [fault] = parsed.faults[..] else { panic!("{:?}", parsed.faults) };
    assert_eq!((fault.kind, &text[fault.span.range()]), (FaultKind::TooDeep, "中\n"));
    let text = format!("{}中\n", "> ".repeat(MAX_DEPTH - 1));
    assert_eq!(parse(&text).faults, []);
    assert_eq!(plain_text(&parse(&text).events, &text), "中");
}

#[test]
fn a_body_over_the_limit_is_not_parsed() {
    let text = "a".repeat(MAX_BODY + 1);
    let parsed = parse(&text);
    assert!(parsed.events.is_empty());
    assert_eq!(parsed.faults, [Fault { kind: FaultKind::TooLarge, span: Span::new(0, 0) }]);
    assert!(!parse(&text[1..]).events.is_empty());
}

#[test]
fn events_are_small() {
    assert!(size_of::<Event>() <= 32);
}
