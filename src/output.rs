//! What a build makes, as a value: a map from address to bytes with two readers, the disk and the server.
//!
//! Apart because `render` fills it, `gate` judges it and `write` and `serve` read it, and none of them
//! should know the others.
//!
//! Invariant: an `OutputPath` cannot lead out of the tree it is written to; bytes are shared, not copied.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The list of a published site's files, which publishing adds to them.
pub const MANIFEST: &str = "supportbook-manifest.json";

/// The bytes of one output file.
pub type Bytes = Arc<[u8]>;

/// Where a file lies in a built site, as in `en/guides/index.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// The path, or `None` where a part is empty, `.` or `..`, or a character cannot be in a file name on
    /// every system.
    pub fn new(text: &str) -> Option<Self> {
        let part_is_sound = |part: &str| !matches!(part, "" | "." | "..");
        let portable = !text.contains(|c: char| c.is_control() || r#"\:*?"<>|"#.contains(c));
        (portable && text.split('/').all(part_is_sound)).then(|| Self(text.into()))
    }

    /// The path as text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the file is an HTML page.
    pub fn is_html(&self) -> bool {
        self.0.ends_with(".html")
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All files of one built site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// From address to content, in the order of the addresses.
    pub files: BTreeMap<OutputPath, Bytes>,
}

/// Who a site is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Audience {
    /// Customers.
    Public,
    /// Staff; sees all that customers see as well.
    Internal,
}

impl Audience {
    /// All audiences, from the one that sees least to the one that sees most.
    pub const ALL: [Self; 2] = [Self::Public, Self::Internal];

    /// The output folder of the audience's site, and its word on the command line.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.folder())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_paths_stay_inside() {
        for bad in ["", "/a", "a/../b", "..", "a//b", "a/", "con:x", "a\\b", "a\nb"] {
            assert_eq!(OutputPath::new(bad), None, "{bad:?}");
        }
        assert!(OutputPath::new("zh-cn/指南/index.html").is_some_and(|path| path.is_html()));
    }
}
