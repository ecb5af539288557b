//! Random texts from fixed seeds against comrak. Differences that are not about the emphasis rule have
//! a narrow class with a name and a limit; all others fail the test.

use crate::oracle::{
    commonmark, differs_as_commonmark, first_difference, options, ours, theirs, without_definitions,
};
use crate::random::{OURS, Random, STARS, STRUCK, WIDE};

/// How many texts of the wide set may differ, as plain `CommonMark` too: over code spans (comrak misses
/// the end of some among backtick runs of several lengths, pulldown-cmark keeps the indentation of a
/// line inside one) or over blocks (HTML in a lazy line, spaces at an edge).
const WIDE_LIMIT: usize = 80;

#[test]
fn stars() {
    let texts = texts(1, 60_000, |random| random.line(STARS, 14));
    assert_same("stars", texts, 0);
}

#[test]
fn wide_alphabet() {
    let texts = texts(2, 200_000, |random| {
        let line = random.line(WIDE, 16);
        in_a_block(random, &line)
    });
    assert_same("wide alphabet", texts, WIDE_LIMIT);
}

/// `~~` beside CJK punctuation. Beside other punctuation pulldown-cmark and comrak each have rules of
/// their own, whatever the language.
#[test]
fn struck_text() {
    let texts = texts(3, 50_000, |random| random.line(STRUCK, 12));
    assert_same("struck text", texts, 0);
}

/// Footnotes, our link schemes and references, among all that stands beside emphasis.
#[test]
fn footnotes_and_references() {
    let texts = texts(4, 50_000, |random| {
        let line: String = (0..8).map(|_| random.line(STARS, 2) + random.pick(OURS)).collect();
        format!("{line}\n\n[^1]: {}\n[^注]:{}\n", random.line(STARS, 6), random.line(STARS, 6))
    });
    assert_same("footnotes and references", texts, 0);
}

/// The attribute block of a heading, a space apart as everyone writes it, is no part of its text.
#[test]
fn heading_attributes() {
    let options = options();
    let mut random = Random::new(5);
    for _ in 0..20_000 {
        let line = random.line(STARS, 10);
        let (line, level) = (line.trim(), random.pick(&["#", "##", "###"]));
        let blocks = ours(&format!("{level} {line} {{#id .class was=old}}\n"));
        let differ = first_difference(&blocks, &theirs(&format!("{level} {line}\n"), &options));
        assert!(differ.is_none(), "{line:?}\n{}", differ.unwrap_or_default());
    }
}

/// Random texts, each of up to some pieces, without the syntax that comrak lacks.
fn texts(seed: u64, count: usize, text: impl Fn(&mut Random) -> String) -> impl Iterator<Item = String> {
    let mut random = Random::new(seed);
    (0..count).map(move |_| comparable(&text(&mut random)) + "\n")
}

/// A text without what the two parsers read differently by design: definition lists, two backslashes
/// before a pipe in a table, an image that could be a footnote.
fn comparable(text: &str) -> String {
    without_definitions(&text.replace("\\\\|", "\\\\ |").replace("![^", "!a[^"))
}

/// A line as it is or in a block of some kind. Headings end in a letter, lest braces be attributes.
fn in_a_block(random: &mut Random, line: &str) -> String {
    match random.below(12) {
        0 => format!("> {line}"),
        1 => format!(">{line}"),
        2 => format!("- {line}"),
        3 => format!("1. >{line}"),
        4 => format!("# {line}x"),
        5 => format!("| a | b |\n|---|---|\n| {line} | x |"),
        6 => format!("|a|b|\n|-|-|\n|{line}|{}|", random.line(WIDE, 4)),
        7 => format!("{line}\n{}", random.line(WIDE, 6)),
        _ => line.to_owned(),
    }
}

/// Compares texts; at most `limit` of them may differ, and only those that differ without the rule too
/// and hold code or HTML.
#[allow(clippy::print_stderr, reason = "the figures are worth a look")]
fn assert_same(name: &str, texts: impl Iterator<Item = String>, limit: usize) {
    let (friendly, plain) = (options(), commonmark());
    let (mut count, mut otherwise, mut unrelated) = (0, 0, 0);
    for text in texts {
        count += 1;
        let expected = theirs(&text, &friendly);
        otherwise += usize::from(theirs(&text, &plain) != expected);
        if let Some(differ) = first_difference(&ours(&text), &expected) {
            let is_unrelated = text.contains(['`', '<']) && differs_as_commonmark(&text, &plain);
            assert!(is_unrelated, "{text:?}\n{differ}");
            unrelated += 1;
        }
    }
    eprintln!("{name}: {count} texts, {otherwise} need the rule, {unrelated} differ as plain CommonMark too");
    assert!(unrelated <= limit, "{unrelated} of {count} texts differ");
    assert!(otherwise > count / 200, "only {otherwise} of {count} texts need the rule");
}
