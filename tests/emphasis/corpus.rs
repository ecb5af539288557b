//! Real bilingual documents: as they are, and with the spaces around `**` removed, which is how people
//! write who do not know the rule.

use std::fs;
use std::path::{Path, PathBuf};

use comrak::Options;

use crate::oracle::{MARKS, commonmark, first_difference, options, ours, theirs, without_definitions};

#[test]
fn documents_as_they_are() {
    let Some(texts) = corpus() else { return };
    let found = compare(&texts);
    assert!(found.emphasized > 5_000, "only {} blocks with emphasis: is the corpus whole?", found.emphasized);
}

#[test]
fn documents_without_spaces_at_strong_text() {
    let Some(texts) = corpus() else { return };
    let closed: Vec<_> = texts
        .into_iter()
        .map(|(path, text)| (path, text.replace(" **", "**").replace("** ", "**")))
        .collect();
    let found = compare(&closed);
    // Without the rule this set is not the same: it would notice if the pre-pass were gone.
    assert!(found.otherwise > 500, "only {} blocks need the rule", found.otherwise);
}

/// What a set of documents holds.
struct Found {
    /// Blocks with emphasis.
    emphasized: usize,
    /// Blocks that plain `CommonMark` reads otherwise.
    otherwise: usize,
}

/// Compares whole documents, block by block; panics at the first difference.
fn compare(texts: &[(PathBuf, String)]) -> Found {
    let (friendly, plain): (Options<'_>, Options<'_>) = (options(), commonmark());
    let mut found = Found { emphasized: 0, otherwise: 0 };
    for (path, text) in texts {
        let text = without_definitions(text);
        let expected = theirs(&text, &friendly);
        let differ = first_difference(&ours(&text), &expected);
        assert!(differ.is_none(), "{}\n{}", path.display(), differ.unwrap_or_default());
        found.emphasized += expected.iter().filter(|block| block.contains(MARKS)).count();
        found.otherwise += theirs(&text, &plain).iter().zip(&expected).filter(|(a, b)| a != b).count();
    }
    found
}

/// The documents, sorted by path; nothing where they do not exist, unless this is CI.
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that reads files beside the project"
)]
fn corpus() -> Option<Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "CI needs the corpus at {}", root.display());
        eprintln!("skipped: no corpus at {}", root.display());
        return None;
    }
    let mut paths = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let list = if path.is_dir() { &mut folders } else { &mut paths };
            list.push(path);
        }
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    Some(paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect())
}
