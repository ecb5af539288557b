//! The table of cases, in both directions.

use supportbook::locale::Locale;
use supportbook::parity::{Content, compare, is_untranslated};

use crate::{chinese, differences, english, line, table};

/// The rows of every table of a file: cells with `\|` as `|`.
pub(crate) fn rows(text: &str, columns: usize) -> Vec<Vec<String>> {
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| source");
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim().trim_matches('|').replace("\\|", "\u{1}");
        line.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
    };
    let rows: Vec<Vec<String>> = text.lines().filter(is_row).map(cells).collect();
    for row in &rows {
        assert_eq!(row.len(), columns, "{row:?}");
    }
    rows
}

/// The differences the other way round.
fn turned(expected: &str) -> String {
    let turn = |difference: &str| {
        let mut words = difference.split(' ').peekable();
        let mut out = words.next().unwrap_or_default().to_owned();
        let (mut missing, mut added, mut is_missing) = (String::new(), String::new(), true);
        for word in words {
            let side = if let Some(word) = word.strip_prefix('-') {
                is_missing = true;
                missing.push_str(&format!(" +{word}"));
                continue;
            } else if let Some(word) = word.strip_prefix('+') {
                is_missing = false;
                added.push_str(&format!(" -{word}"));
                continue;
            } else if is_missing {
                &mut missing
            } else {
                &mut added
            };
            side.push_str(&format!(" {word}"));
        }
        out.push_str(&added);
        out + &missing
    };
    expected.split("; ").map(turn).collect::<Vec<_>>().join("; ")
}

#[test]
fn each_case_has_its_differences_in_both_directions() {
    let text = table("cases.md");
    let rows = rows(&text, 3);
    assert!(rows.len() >= 150, "{} rows", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let [source, target, expected] = row.as_slice() else { continue };
        let expected = if expected == "=" { "" } else { expected };
        let found = line(&differences(source, target));
        if found != expected {
            faults.push(format!("{source} | {target} | {expected}\n    found: {found}"));
        }
        let back =
            compare(&Content::of_markdown(target, chinese()), &Content::of_markdown(source, english()));
        let (found, expected) = (line(&back), turned(expected));
        if found != expected {
            faults.push(format!("{target} | {source} | {expected}\n    found: {found}"));
        }
    }
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn a_fact_says_where_it_stands() {
    let (source, target) = ("Answers **within 4 hours** &amp; more", "在 **8 小时内**答复");
    let found = differences(source, target);
    assert_eq!(found.len(), 1);
    let (missing, added) = (&found[0].missing[0], &found[0].added[0]);
    assert_eq!((missing.shown.as_str(), missing.value.as_str()), ("4 hours", "4 hours"));
    assert_eq!(&source[missing.span.range()], "4 hours");
    assert_eq!((added.shown.as_str(), added.value.as_str()), ("8 小时", "8 hours"));
    assert_eq!(&target[added.span.range()], "8 小时");
}

#[test]
fn plain_text_has_no_markup() {
    let found = compare(
        &Content::of_plain("Costs *5* and `6` and [a](b)", english()),
        &Content::of_plain("*5*、`7`、[a](c)", chinese()),
    );
    assert_eq!(line(&found), "number -6 +7");
}

#[test]
fn a_translation_that_is_none_is_known() {
    let none = |_: &str| false;
    let says = |source: &str, target: &str| {
        is_untranslated(
            &Content::of_markdown(source, english()),
            &Content::of_markdown(target, chinese()),
            &none,
        )
    };
    for (source, target) in [
        ("Write to the partner first.", "Write to the partner first."),
        ("Write to the partner first.", "write to the **partner** first"),
        ("Write to the partner first.", "Ecrivez au partenaire."),
        ("Overview", "Overview"),
        ("Next steps", "Next Steps"),
        ("Office hours", "Office hours"),
        ("See [the list](a.md).", "See [the list](a.md)."),
    ] {
        assert!(says(source, target), "{source} | {target}");
    }
    for (source, target) in [
        ("Write to the partner first.", "请先写信给合作伙伴。"),
        ("Microsoft Azure", "Microsoft Azure"),
        ("Azure for Students", "Azure for Students"),
        ("MS-AZR-0145P", "MS-AZR-0145P"),
        ("`az login`", "`az login`"),
        ("help@example.com", "help@example.com"),
        ("https://example.com/partner", "https://example.com/partner"),
        ("{name}", "{name}"),
        ("24", "24"),
        ("", ""),
        ("USD", "USD"),
        ("OneDrive", "OneDrive"),
        ("{base}/v1/customers/{id}/orders", "{base}/v1/customers/{id}/orders"),
        ("support.example.com", "support.example.com"),
    ] {
        assert!(!says(source, target), "{source} | {target}");
    }
    let never = |word: &str| word == "az" || word == "login";
    let text = Content::of_markdown("az login", english());
    assert!(!is_untranslated(&text, &text, &never));
    let german = Locale::new("de").expect("a tag");
    let (ours, theirs) =
        (Content::of_markdown("Write first.", english()), Content::of_markdown("Erst schreiben.", german));
    assert!(!is_untranslated(&ours, &theirs, &none), "another language in Latin letters");
    let (ours, theirs) =
        (Content::of_markdown("先写信。", chinese()), Content::of_markdown("先写信。", english()));
    assert!(is_untranslated(&ours, &theirs, &none));
}
