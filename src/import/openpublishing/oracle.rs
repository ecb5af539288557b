//! How a translation, put together from its segments, differs from the file that the same program published.
//!
//! Invariant: texts are compared as they came, before anything is cleaned.

use crate::import::report::Difference;

/// The difference, and the first line that differs.
pub(super) fn compare(ours: &str, theirs: &str, body: usize) -> (Difference, Option<usize>) {
    if ours == theirs {
        return (Difference::None, None);
    }
    let line = ours.lines().zip(theirs.lines()).position(|(ours, theirs)| ours != theirs);
    let line = line.unwrap_or_else(|| ours.lines().count().min(theirs.lines().count())) + 1;
    let plain = |text: &str| text.replace("\\*", "*");
    let bare = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let difference = if plain(ours) == plain(theirs) {
        Difference::EscapedAsterisks
    } else if bare(ours) == bare(theirs) {
        Difference::WhiteSpace
    } else if theirs.ends_with(&ours[body..]) {
        Difference::FrontMatter
    } else {
        Difference::Text
    };
    (difference, Some(line))
}
