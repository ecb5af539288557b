//! The comparison of facts: a table of cases, a real corpus whose findings were judged one by one, and what
//! must hold of every text.

mod cases;
mod corpus;
mod every_text;

use std::fs;
use std::path::PathBuf;

use supportbook::locale::Locale;
use supportbook::parity::{Content, Difference, compare};

fn english() -> Locale {
    Locale::new("en").expect("a tag")
}

fn chinese() -> Locale {
    Locale::new("zh-CN").expect("a tag")
}

/// A file of this test.
#[allow(clippy::disallowed_methods, reason = "a test that reads its own table")]
fn table(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/parity").join(name);
    fs::read_to_string(path).expect("the table")
}

/// The differences of an English text and its Chinese translation.
fn differences(source: &str, target: &str) -> Vec<Difference> {
    compare(&Content::of_markdown(source, english()), &Content::of_markdown(target, chinese()))
}

/// Differences on one line: `date -2020-12-01 +2020-11-01; number +4`.
fn line(differences: &[Difference]) -> String {
    let one = |difference: &Difference| {
        let missing = difference.missing.iter().map(|fact| format!(" -{}", fact.value));
        let added = difference.added.iter().map(|fact| format!(" +{}", fact.value));
        difference.subject.word().to_owned() + &missing.chain(added).collect::<String>()
    };
    differences.iter().map(one).collect::<Vec<_>>().join("; ")
}
