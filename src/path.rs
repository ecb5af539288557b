//! Paths of a project's files as values: relative, `/`-separated, without a way out of the project.
//!
//! Apart so that the text of a path is judged once, where it enters; what holds a [`ProjectPath`] need
//! not ask again.
//!
//! Invariant: a `ProjectPath` has no empty, `.` or `..` part, no backslash and no leading slash, and is in
//! Unicode normalization form C.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Where a file lies in the project, as in `content/pages/guides/index.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProjectPath(Arc<str>);

impl ProjectPath {
    /// The path, or `None` where the text is no clean relative path.
    pub fn new(text: &str) -> Option<Self> {
        let clean = !text.is_empty()
            && !text.contains(['\\', '\0'])
            && text.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let normal = || if is_nfc(text) { Arc::from(text) } else { text.nfc().collect::<String>().into() };
        clean.then(|| Self(normal()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part of the path below `folder`, or `None` where it lies elsewhere.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The path of the folder the file lies in; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl fmt::Display for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Joins a relative or root-relative target to the folder it is written in, as a browser would:
/// `.` and `..` are resolved, a leading `/` starts at the root. `None` where it climbs out of the root.
///
/// Both `folder` and the answer are without slashes at their ends; the answer is empty for the root.
pub fn join(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let (base, relative) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, target),
    };
    for part in base.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clean_relative_paths_are_paths() {
        for bad in ["", "/a", "a//b", "a/../b", "./a", "a\\b", "a/", "a\0"] {
            assert_eq!(ProjectPath::new(bad), None, "{bad:?}");
        }
        let decomposed = ProjectPath::new("pages/cafe\u{301}.md").map(|path| path.to_string());
        assert_eq!(decomposed.as_deref(), Some("pages/caf\u{e9}.md"));
    }

    #[test]
    fn joining_resolves_dots_and_refuses_to_leave() {
        assert_eq!(join("guides", "../terms.md").as_deref(), Some("terms.md"));
        assert_eq!(join("guides/deep", "/a/./b").as_deref(), Some("a/b"));
        assert_eq!(join("guides", "../../x"), None);
        assert_eq!(join("", "..").as_deref(), None);
        assert_eq!(join("a", "..").as_deref(), Some(""));
    }
}
