//! Random Markdown in spans comes out of them as it was, each language by itself.

use proptest::prelude::*;

use supportbook::import::openpublishing::sides_of;

use crate::segment;

/// What stands between segments, without anything that an import cleans.
fn between() -> impl Strategy<Value = String> {
    let pieces = vec![
        "\n\n",
        " ",
        "\n- ",
        "\n1. ",
        "\n\n> ",
        "\n\n## ",
        "|",
        "\n\n```\ncode `x` <span>\n```\n\n",
        "\n\n    ",
        "**",
        "[",
        "](a.md)",
        "<br>",
        "<b>x</b>",
        "<span class=\"a\">y</span>",
        "\\*",
        "&amp;",
        "~",
        ":::",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..4).prop_map(|pieces| pieces.concat())
}

/// A side of a segment: no white space alone, and only spans that are closed.
fn side() -> impl Strategy<Value = String> {
    let words = vec![
        "text",
        "支持",
        " ",
        "，",
        "**a**",
        "*",
        "`x`",
        "[l](u)",
        "\n",
        "<b>",
        "<span>s</span>",
        "\\",
        "|",
        "#",
        "{",
        "~",
        "&nbsp;",
        "<",
        ">",
        "```",
    ];
    prop::collection::vec(prop::sample::select(words), 1..8).prop_map(|words| format!("x{}", words.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapping_and_unwrapping_is_identity(
        parts in prop::collection::vec((between(), side(), side()), 0..12),
        last in between(),
    ) {
        let (mut both, mut source, mut target) = (String::new(), String::new(), String::new());
        for (number, (before, own, translated)) in (103..).zip(&parts) {
            both += &format!("{before}{}", segment(number, translated, own));
            source += &format!("{before}{own}");
            target += &format!("{before}{translated}");
        }
        both += &last;
        source += &last;
        target += &last;
        let sides = sides_of(&both);
        prop_assert_eq!(sides.faults, vec![]);
        prop_assert_eq!(sides.numbers, (103..).take(parts.len()).collect::<Vec<u32>>());
        prop_assert_eq!(sides.source, source);
        prop_assert_eq!(sides.target, target);
    }

    #[test]
    fn no_text_makes_the_import_panic(text in "(<span data-ttu-id=\"a-[0-9]\">|<span class=\"sxs-lookup\">|<span data-stu-id=\"a-[0-9]\">|</span>|<span|:::image |!\\[|\\]\\(|---\n|# |\n|<a name=\"x\"></a>|[a 中\u{a0}`*|>-]){0,40}") {
        let folder = std::iter::once((crate::path("a.md"), crate::given(&text))).collect();
        let import = crate::imported(&folder);
        prop_assert_eq!(import.report.files.len(), 1);
    }
}
