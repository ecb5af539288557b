//! Typed reading of a [`Node`] tree, over serde's derive: raw structs come out, all faults come out too.
//!
//! Serde stops at the first error; a file of terms deserves all of them at once. So raw structs are made
//! of [`Field`], [`Text`] and [`Entries`], whose reading never fails: a fault is recorded and leaves a hole,
//! and the rest is read. Struct definitions stay the one place that knows the keys (serde's derive hands
//! their names to the decoder, which finds unknown and missing ones), and can carry a JSON Schema.
//!
//! A translation of a YAML file holds its text keys alone; it is read in the same walk: each [`Text`]
//! collects what the translations say at its place, and what no `Text` asked for is a finding.
//!
//! Invariant: a hole (`None` inside a `Field` or `Text`) always has a fault that explains it.

mod deserializer;
mod schema;

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use self::deserializer::{NodeDeserializer, Translated};
use super::tree::{Key, Node, TreeFault, Value};
use crate::diagnostic::catalog::{L10N011, SYN003};
use crate::diagnostic::suggest;
use crate::locale::Locale;
use crate::source::Span;

pub(super) const FIELD: &str = "$supportbook::Field";
pub(super) const TEXT: &str = "$supportbook::Text";
/// The place that stands for a text that could not be read.
pub(super) const UNREAD: (u32, u32) = (u32::MAX, u32::MAX);
pub(super) const ONE_OR_EACH: &str = "$supportbook::OneOrEach";
pub(super) const KEY: &str = "$supportbook::Key";

/// A value with its place; `None` where reading it failed, which a fault explains.
#[derive(Clone, PartialEq, Debug)]
pub struct Field<T> {
    /// Where the value stands.
    pub span: Span,
    /// The value.
    pub value: Option<T>,
}

/// A text for readers: in the file's own locale, and what the translations say in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// Where the source text stands.
    pub span: Span,
    /// The source text.
    pub source: Option<Box<str>>,
    /// Locale, place in the translation file, text.
    pub translations: Vec<(Locale, Span, Box<str>)>,
    /// Locales whose text could not be read, which a fault explains.
    pub unread: Vec<Locale>,
}

/// A mapping whose keys are ids of the author's choice, in the order of the file.
#[derive(Clone, PartialEq, Debug)]
pub struct Entries<T>(pub Vec<(Key, Field<T>)>);

/// A value, or a mapping with such a value behind each key.
#[derive(Clone, PartialEq, Debug)]
pub enum OneOrEach<T> {
    /// One for all.
    One(T),
    /// One by key.
    Each(Entries<T>),
}

/// A fault and the file it is in: `None` is the source file, else the translation into that locale.
#[derive(Clone, PartialEq, Debug)]
pub struct DecodeFault {
    /// Which of the files.
    pub locale: Option<Locale>,
    /// What is wrong there.
    pub fault: TreeFault,
}

/// What a decoding run shares.
pub(super) struct Context {
    faults: RefCell<Vec<DecodeFault>>,
    used: RefCell<HashSet<(Locale, Span)>>,
}

impl Context {
    pub(super) fn record(&self, locale: Option<Locale>, fault: TreeFault) {
        self.faults.borrow_mut().push(DecodeFault { locale, fault });
    }

    pub(super) fn mark_used(&self, locale: Locale, span: Span) {
        self.used.borrow_mut().insert((locale, span));
    }
}

/// Reads a tree as `T`, together with the trees of its translations.
///
/// `None` only where the root itself is no mapping; all else leaves holes.
pub fn decode<'a, T: Deserialize<'a>>(
    root: &'a Node,
    translations: &[(Locale, &'a Node)],
) -> (Field<T>, Vec<DecodeFault>) {
    let context = Context { faults: RefCell::default(), used: RefCell::default() };
    let others: Vec<Translated<'a>> = translations.to_vec();
    let read = Field::<T>::deserialize(NodeDeserializer::new(&context, root, others));
    let field = read.unwrap_or(Field { span: root.span, value: None });
    // Where the source has faults of its own, a key that nobody asked for may well be the right one.
    let sound = context.faults.borrow().iter().all(|found| found.locale.is_some());
    for &(locale, tree) in translations.iter().filter(|_| sound) {
        report_unused(&context, locale, tree, Some(root), true);
    }
    (field, context.faults.into_inner())
}

/// Findings for what a translation holds and no text key of the source asked for.
fn report_unused(context: &Context, locale: Locale, tree: &Node, source: Option<&Node>, top: bool) {
    let Value::Map(entries) = &tree.value else { return };
    for (key, value) in entries {
        if (top && &*key.text == "locale") || context.used.borrow().contains(&(locale, value.span)) {
            continue;
        }
        match (source.and_then(|node| node.get(&key.text)), &value.value) {
            (Some(Node { value: Value::Broken, .. }), _) => {}
            (Some(inner), Value::Map(_)) if matches!(inner.value, Value::Map(_)) => {
                report_unused(context, locale, value, Some(inner), false);
            }
            (Some(_), _) => context.record(Some(locale), no_text_fault(key)),
            (None, _) => context.record(Some(locale), unknown_in_translation(key, source)),
        }
    }
}

fn no_text_fault(key: &Key) -> TreeFault {
    TreeFault {
        rule: &L10N011,
        span: key.span,
        message: format!("expected text keys alone in a translation, found `{}`", key.text),
        hint: Some("remove the key; facts stand once, in the source file".to_owned()),
        label: None,
    }
}

fn unknown_in_translation(key: &Key, source: Option<&Node>) -> TreeFault {
    let known = match source.map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.iter().map(|(key, _)| &*key.text).collect(),
        _ => Vec::new(),
    };
    TreeFault {
        rule: &SYN003,
        span: key.span,
        message: format!("the source file has no key `{}` here", key.text),
        hint: suggest(&key.text, known),
        label: None,
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
            type Value = Field<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Field<T>, A::Error> {
                let start = parts.next_element()?.unwrap_or_default();
                let end = parts.next_element()?.unwrap_or_default();
                Ok(Field { span: Span::new(start, end), value: parts.next_element()? })
            }
        }
        deserializer.deserialize_newtype_struct(FIELD, Read(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Text, A::Error> {
                let start = parts.next_element()?.unwrap_or_default();
                let end = parts.next_element()?.unwrap_or_default();
                let source: Option<Option<String>> = parts.next_element()?;
                let (mut translations, mut unread) = (Vec::new(), Vec::new());
                while let Some((tag, start, end, text)) =
                    parts.next_element::<(String, u32, u32, String)>()?
                {
                    if (start, end) == UNREAD {
                        unread.extend(Locale::new(&tag));
                        continue;
                    }
                    translations
                        .extend(Locale::new(&tag).map(|locale| (locale, Span::new(start, end), text.into())));
                }
                Ok(Text {
                    span: Span::new(start, end),
                    source: source.flatten().map(Into::into),
                    translations,
                    unread,
                })
            }
        }
        deserializer.deserialize_newtype_struct(TEXT, Read)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(PlacedKey(key)) = map.next_key()? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Read(std::marker::PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrEach<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
            type Value = OneOrEach<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or a mapping")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, one: D) -> Result<OneOrEach<T>, D::Error> {
                T::deserialize(one).map(OneOrEach::One)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrEach<T>, A::Error> {
                Entries::deserialize(MapAccessDeserializer::new(map)).map(OneOrEach::Each)
            }
        }
        deserializer.deserialize_newtype_struct(ONE_OR_EACH, Read(std::marker::PhantomData))
    }
}

/// A key read with its place.
struct PlacedKey(Key);

impl<'de> Deserialize<'de> for PlacedKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = PlacedKey;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<PlacedKey, A::Error> {
                let start = parts.next_element()?.unwrap_or_default();
                let end = parts.next_element()?.unwrap_or_default();
                let text: String = parts.next_element()?.unwrap_or_default();
                Ok(PlacedKey(Key { span: Span::new(start, end), text: text.into() }))
            }
        }
        deserializer.deserialize_newtype_struct(KEY, Read)
    }
}

#[cfg(test)]
mod tests;
