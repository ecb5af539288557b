//! Every character in the places where its class decides: behind a run, before one, and before a
//! variation selector.

use crate::oracle::{MARKS, commonmark, differs_as_commonmark, first_difference, options, ours, theirs};

/// Characters that mean something to Markdown wherever they stand, that the tests use themselves, or
/// that are none (the last two of each plane).
fn is_syntax(c: char) -> bool {
    MARKS.contains(&c) || u32::from(c) & 0xFFFE == 0xFFFE || "\u{FDD0}\u{FFFC}\0\r\n*_~\\&[<`".contains(c)
}

#[test]
fn every_character_is_of_the_same_class_for_both() {
    let (friendly, plain) = (options(), commonmark());
    let planes = ('\0'..='\u{1FFFF}').chain('\u{20000}'..='\u{20100}').chain('\u{2FF00}'..='\u{30100}');
    let others = ('\u{3FF00}'..='\u{40100}').chain('\u{E0000}'..='\u{E0FFF}').chain('\u{10FF00}'..=char::MAX);
    let (mut checked, mut newer) = (0, 0);
    for c in planes.chain(others).filter(|&c| !is_syntax(c)) {
        let text = format!(
            "**a.**{c}x\n\nx{c}**.a**\n\na**{c}b**\n\nx{c}\u{FE01}**.a** {c}\u{FE01}_a_\n\n**a{c}\u{FE01}**b\n"
        );
        checked += 1;
        if let Some(differ) = first_difference(&ours(&text), &theirs(&text, &friendly)) {
            // Punctuation of a later Unicode than the parser's table: it is a letter to it throughout.
            assert!(differs_as_commonmark(&text, &plain), "U+{:04X} {c:?}: {differ}", u32::from(c));
            assert!(c > '\u{1B00}', "U+{:04X} {c:?}: {differ}", u32::from(c));
            newer += 1;
        }
    }
    assert!(checked > 130_000);
    assert!(newer <= 1_200, "{newer} of {checked} characters differ");
}
