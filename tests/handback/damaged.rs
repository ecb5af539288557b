//! Files that came back damaged: each is refused with a place and a sentence, and nothing of it is taken.

use supportbook::exchange::handback::What;

use crate::project::{Format, Project, wishes};

const SOURCE: &str = "---\ntitle: Help\n---\n\nRing [[fact:partner.name]] **now**[^1], {name}.\n\n| a day | a night |\n|---|---|\n| staffed | asleep |\n\n- first\n- second\n\n[^1]: Or later.\n";

/// Format, what stands in the file, what stands there instead, and what is said of it.
const CASES: &[(Format, &str, &str, &str)] = &[
    (Format::Po, "msgid \"Help\"\n", "msgid \"Help\n", "expected a text in double quotes"),
    (Format::Po, "msgid \"Help\"\n", "msgid Help\n", "expected a text in double quotes"),
    (Format::Po, "msgid \"Help\"\nmsgstr", "msgstr", "expected `msgid` before `msgstr`"),
    (Format::Po, "msgid \"Help\"\n", "msgid \"Help\"\nmsgid_plural \"Helps\"\n", "found a plural"),
    (Format::Po, "msgid \"Help\"\n", "msgid \"Help\"\nmsgid \"Help\"\n", "expected `msgid` once"),
    (Format::Po, "msgid \"Help\"\n", "msgid \"He\\qlp\"\n", "expected a known escape"),
    (Format::Po, "msgid \"Help\"\n", "msgid \"He\"lp\"\n", "expected `\\\"` within a text"),
    (Format::Po, "msgid \"first\"\n", "masgid \"first\"\n", "found `masgid`"),
    (
        Format::Po,
        "msgid \"first\"\nmsgstr \"译first\"\n",
        "msgid \"first\"\n",
        "expected `msgstr` after `msgid`",
    ),
    (
        Format::Po,
        "msgstr \"译first\"\n",
        "msgstr \"译[[fact:partner.name]]\"\n",
        "found `[[fact:partner.name]]`",
    ),
    (Format::Po, "msgstr \"译first\"\n", "msgstr \"# first\"\n", "refused: it would be no text of its kind"),
    (Format::Po, "译Ring [[fact:partner.name]]", "译Ring", "expected `[[fact:partner.name]]`"),
    (Format::Po, "{name}.\"\n\n", "{nom}.\"\n\n", "expected `{name}` of the source"),
    (Format::Po, "msgid \"first\"", "msgid \"First\"", "refused: its source was edited"),
    (Format::Xliff, "</xliff>", "", "expected"),
    (Format::Xliff, "</source>", "</sauce>", "expected XML"),
    (Format::Xliff, "version=\"1.2\"", "version=\"2.0\"", "expected XLIFF 1.2, found version `2.0`"),
    (Format::Xliff, "<xliff", "<html", "expected"),
    (Format::Xliff, "<source>first</source>", "", "expected a `source`, found none"),
    (Format::Xliff, "译first", "译<x id=\"9\"/>first", "found `x`"),
    (Format::Xliff, "译first", "译&unknown;first", "expected a known entity"),
    (Format::Xliff, "译first", "译&lt;first&#0;", "expected"),
    (
        Format::Xliff,
        "<ph id=\"1\" ctype=\"link\">[[fact:partner.name]]</ph>",
        "",
        "refused: its source was edited",
    ),
    (
        Format::Xliff,
        "    </body>\n  </file>",
        "    </body>\n  </file>\n  <file original=\"b\"><body/></file>",
        "found a second",
    ),
    (Format::Csv, "source,target", "source,translation", "expected a column `target`, found none"),
    (Format::Csv, ",译first,", ",译first,extra,", "expected 9 cells, found 10"),
    (
        Format::Csv,
        ",译first,translated",
        ",译first,done",
        "expected a state such as `translated`, found `done`",
    ),
    (Format::Csv, ",译first,", ",# 译first,", "refused: it would be no text of its kind"),
];

#[test]
fn damaged_files_are_refused_whole() {
    let project = Project::page(SOURCE, None);
    let (pairing, mut catalog) = project.catalog_of("content/pages/a.md");
    for message in &mut catalog.messages {
        message.target = Some(format!("译{}", message.source).into());
        message.status = supportbook::exchange::catalog::Status::Translated;
    }
    for format in Format::ALL {
        let returned = format.read(&format.write(&catalog), &pairing).unwrap();
        let handback = project.handback(&pairing, &returned, &wishes());
        assert!(handback.file.is_some(), "{format:?} undamaged: {:?}", handback.verdicts);
    }
    for (format, from, to, expected) in CASES {
        let text = format.write(&catalog);
        assert!(text.contains(from), "{format:?} holds {from:?}:\n{text}");
        let text = if *from == "</source>" { text.replacen(from, to, 1) } else { text.replace(from, to) };
        let said = match format.read(&text, &pairing) {
            Err(misread) => {
                assert!(misread.at.line >= 1 && misread.at.column >= 1);
                misread.message
            }
            Ok(returned) => {
                let handback = project.handback(&pairing, &returned, &wishes());
                assert!(handback.file.is_none() && handback.record.is_none(), "{format:?} {to:?}");
                let refused = handback.verdicts.iter().find(|(_, one)| matches!(one.what, What::Refused(_)));
                refused.and_then(|(_, verdict)| verdict.what.told()).unwrap_or_default()
            }
        };
        assert!(said.contains(expected), "{format:?} {to:?}: {said}");
    }
    assert!(CASES.len() >= 20);
}

#[test]
fn no_text_makes_a_reader_panic() {
    let pieces = [
        "msgid \"",
        "\"",
        "\\",
        "\n",
        "msgstr \"a\"\n",
        "#, fuzzy",
        "<xliff",
        "<",
        ">",
        "</",
        "&",
        ";",
        "a,b",
        "，",
        "<file>",
        "\u{0}",
        "[[",
        "{",
        "^",
    ];
    let mut random = 20_261_124_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            text.push_str(pieces[usize::try_from(random % pieces.len() as u64).unwrap()]);
        }
        let _ = supportbook::exchange::catalog::po::read(&text);
        let _ = supportbook::exchange::catalog::xliff::read(&text);
        let _ = supportbook::exchange::catalog::csv::read(&text);
        let all: String = supportbook::exchange::catalog::pieces::pieces(&text, true)
            .iter()
            .map(|piece| piece.text)
            .collect();
        assert_eq!(all, text, "pieces are the text");
    }
}
