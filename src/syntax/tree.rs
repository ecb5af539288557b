//! YAML and TOML as one tree in which every key and value knows its place.
//!
//! Apart from the typed reading ([`super::decode`]) so that both languages, front matter and translations
//! share one form. Scalars keep their exact text: nothing here turns `1.10`, `no`, `22:00` or `+86` into
//! something else. Anchors, aliases, tags and several documents in one file are refused: with them a file
//! says something other than what it shows.
//!
//! Invariant: a tree is at most [`MAX_DEPTH`] deep; mappings hold each key once (later ones are findings).

mod toml;
mod yaml;

use crate::diagnostic::Rule;
use crate::source::Span;

pub use self::toml::parse_toml;
pub use self::yaml::parse_yaml;

/// How deep mappings and lists may nest.
pub const MAX_DEPTH: usize = 32;
/// How large a YAML or TOML text may be, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// How many values one text may hold.
pub const MAX_NODES: usize = 20_000;

/// A value and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// The bytes of the value; for an absent value, where it would stand.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value as written.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// Something that a fault has been recorded for.
    Broken,
    /// A scalar's text; `plain` when it had no quotes, so that `true` and `3` may be more than text.
    Scalar {
        /// The text after escapes.
        text: Box<str>,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    /// The bytes of the key.
    pub span: Span,
    /// The key after escapes.
    pub text: Box<str>,
}

/// A fault of the text itself.
#[derive(Clone, PartialEq, Debug)]
pub struct TreeFault {
    /// The rule it breaks.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What, as a finding's message.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Another place it has to do with, and what stands there.
    pub label: Option<(Span, &'static str)>,
}

impl Node {
    /// An empty mapping at a place.
    pub fn empty_map(span: Span) -> Self {
        Self { span, value: Value::Map(Vec::new()) }
    }

    /// The value of a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(name, _)| &*name.text == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// What kind of value this is, with its article, for messages.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Null | Value::Broken => "nothing".to_owned(),
            Value::Scalar { text, .. } if text.chars().count() <= 40 && !text.contains('\n') => {
                format!("`{text}`")
            }
            Value::Scalar { .. } => "a text".to_owned(),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        }
    }
}
