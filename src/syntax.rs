//! Text to structure: YAML and TOML trees, typed reading, front matter, Markdown, whole documents.
//!
//! Invariant: parsing never fails and never reads anything but its argument; faults stay inside the result.

pub mod cjk;
pub mod decode;
pub mod document;
pub mod markdown;
pub mod quoted;
pub mod slug;
pub mod tree;
