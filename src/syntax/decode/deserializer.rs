//! The serde side of typed reading: a deserializer over a node and what the translations hold in its place.

use std::fmt;

use serde::de::value::{SeqDeserializer, StrDeserializer, U32Deserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::{Context, FIELD, KEY, ONE_OR_EACH, TEXT, UNREAD};
use crate::diagnostic::catalog::{SYN003, SYN004, SYN005};
use crate::diagnostic::{Rule, suggest};
use crate::locale::Locale;
use crate::source::Span;
use crate::syntax::tree::{Key, Node, TreeFault, Value};

/// A translation's node at the same place as a source node.
pub(super) type Translated<'a> = (Locale, &'a Node);

/// Why a value could not be read.
#[derive(Debug)]
pub(super) struct DecodeError {
    rule: &'static Rule,
    message: String,
    hint: Option<String>,
}

impl DecodeError {
    fn expected(what: &str, found: &Node) -> Self {
        Self { rule: &SYN004, message: format!("expected {what}, found {}", found.describe()), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn fault(self, span: Span) -> TreeFault {
        TreeFault { rule: self.rule, span, message: self.message, hint: self.hint, label: None }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { rule: &SYN004, message: message.to_string(), hint: None }
    }
}

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads one node.
#[derive(Clone)]
pub(super) struct NodeDeserializer<'a, 'c> {
    context: &'c Context,
    node: &'a Node,
    others: Vec<Translated<'a>>,
}

impl<'a, 'c> NodeDeserializer<'a, 'c> {
    pub(super) fn new(context: &'c Context, node: &'a Node, others: Vec<Translated<'a>>) -> Self {
        Self { context, node, others }
    }

    fn child(&self, key: &str, node: &'a Node) -> Self {
        let others =
            self.others.iter().filter_map(|(locale, tree)| Some((*locale, tree.get(key)?))).collect();
        Self { context: self.context, node, others }
    }

    fn scalar(&self, what: &str) -> Result<&'a str> {
        match &self.node.value {
            Value::Scalar { text, .. } => Ok(text),
            _ => Err(DecodeError::expected(what, self.node)),
        }
    }

    fn plain(&self, what: &str) -> Result<&'a str> {
        match &self.node.value {
            Value::Scalar { text, plain: true } => Ok(text),
            Value::Scalar { plain: false, .. } => {
                Err(DecodeError::expected(&format!("{what} without quotes"), self.node)
                    .hint("remove the quotes"))
            }
            _ => Err(DecodeError::expected(what, self.node)),
        }
    }

    fn number<N: std::str::FromStr>(&self) -> Result<N> {
        let text = self.plain("a whole number")?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let clean = !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        let number = clean.then(|| text.parse().ok()).flatten();
        number.ok_or_else(|| DecodeError::expected("a whole number", self.node))
    }

    /// Start, end, source text, then what each translation says.
    fn read_text<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let source = match self.scalar("a text") {
            Ok(text) => Some(text.to_owned()),
            Err(_) if self.node.value == Value::Broken => None,
            Err(error) => {
                self.context.record(None, error.fault(self.node.span));
                None
            }
        };
        let mut translations = Vec::new();
        for (locale, node) in &self.others {
            self.context.mark_used(*locale, node.span);
            match &node.value {
                Value::Broken => translations.push((locale.to_string(), UNREAD.0, UNREAD.1, String::new())),
                Value::Scalar { text, .. } => {
                    translations.push((locale.to_string(), node.span.start, node.span.end, text.to_string()));
                }
                _ => {
                    translations.push((locale.to_string(), UNREAD.0, UNREAD.1, String::new()));
                    self.context
                        .record(Some(*locale), DecodeError::expected("a text", node).fault(node.span));
                }
            }
        }
        visitor.visit_seq(TextAccess {
            span: self.node.span,
            step: 0,
            source,
            translations: translations.into_iter(),
        })
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty),*) => {
        $(fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(self.number::<$type>()?)
        })*
    };
}

impl<'a> Deserializer<'a> for NodeDeserializer<'a, '_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        match &self.node.value {
            Value::Null | Value::Broken => visitor.visit_unit(),
            Value::Scalar { text, .. } => visitor.visit_borrowed_str(text),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    numbers! {
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        match self.plain("`true` or `false`")? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(DecodeError::expected("`true` or `false`", self.node)),
        }
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.scalar("a text")?)
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match name {
            FIELD => visitor.visit_seq(FieldAccess { step: 0, value: self }),
            TEXT => self.read_text(visitor),
            ONE_OR_EACH if matches!(self.node.value, Value::Map(_)) => self.deserialize_map(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let Value::List(items) = &self.node.value else {
            return Err(DecodeError::expected("a list", self.node).hint("write `[…]` around it"));
        };
        let context = self.context;
        visitor.visit_seq(SeqDeserializer::new(
            items.iter().map(|item| Item(NodeDeserializer::new(context, item, Vec::new()))),
        ))
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let Value::Map(entries) = &self.node.value else {
            return Err(
                DecodeError::expected("a mapping", self.node).hint("write a key and a value for each entry")
            );
        };
        visitor.visit_map(StructAccess {
            map: self,
            entries: entries.iter(),
            missing: [].iter(),
            current: Current::None,
        })
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let Value::Map(entries) = &self.node.value else {
            return Err(
                DecodeError::expected("a mapping", self.node).hint("write a key and a value for each entry")
            );
        };
        for (key, _) in entries.iter().filter(|(key, _)| !fields.contains(&&*key.text)) {
            let free = fields.iter().copied().filter(|field| self.node.get(field).is_none());
            let fault = TreeFault {
                rule: &SYN003,
                span: key.span,
                message: format!("key `{}` is unknown here", key.text),
                hint: suggest(&key.text, free),
                label: None,
            };
            self.context.record(None, fault);
        }
        visitor.visit_map(StructAccess {
            map: self,
            entries: entries.iter(),
            missing: fields.iter(),
            current: Current::None,
        })
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let text = self.scalar(&one_of(variants))?;
        if variants.contains(&text) {
            return visitor.visit_enum(Word(text));
        }
        let mut error = DecodeError::expected(&one_of(variants), self.node);
        error.hint = crate::diagnostic::did_you_mean(text, variants.iter().copied())
            .map(|name| format!("did you mean `{name}`?"));
        Err(error)
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        i8 i16 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

fn one_of(variants: &[&str]) -> String {
    let names: Vec<String> = variants.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("one of {} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

/// An item of a list, so that `SeqDeserializer` can make it a deserializer.
struct Item<'a, 'c>(NodeDeserializer<'a, 'c>);

impl<'a, 'c> IntoDeserializer<'a, DecodeError> for Item<'a, 'c> {
    type Deserializer = NodeDeserializer<'a, 'c>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.0
    }
}

/// The three parts of a `Field`: start, end, and the value or a recorded fault.
struct FieldAccess<'a, 'c> {
    step: u8,
    value: NodeDeserializer<'a, 'c>,
}

impl<'a> SeqAccess<'a> for FieldAccess<'a, '_> {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.step += 1;
        let span = self.value.node.span;
        match self.step {
            1 => seed.deserialize(number(span.start)).map(Some),
            2 => seed.deserialize(number(span.end)).map(Some),
            _ if self.value.node.value == Value::Broken => Ok(None),
            _ => match seed.deserialize(self.value.clone()) {
                Ok(value) => Ok(Some(value)),
                Err(error) => {
                    self.value.context.record(None, error.fault(span));
                    Ok(None)
                }
            },
        }
    }
}

fn number(offset: u32) -> U32Deserializer<DecodeError> {
    offset.into_deserializer()
}

/// The parts of a `Text`: start, end, source, then the translations.
struct TextAccess {
    span: Span,
    step: u8,
    source: Option<String>,
    translations: std::vec::IntoIter<(String, u32, u32, String)>,
}

impl<'a> SeqAccess<'a> for TextAccess {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.step = self.step.saturating_add(1);
        match self.step {
            1 => seed.deserialize(number(self.span.start)).map(Some),
            2 => seed.deserialize(number(self.span.end)).map(Some),
            3 => seed.deserialize(OptionalText(self.source.take())).map(Some),
            _ => match self.translations.next() {
                Some(part) => seed.deserialize(Part(part)).map(Some),
                None => Ok(None),
            },
        }
    }
}

struct OptionalText(Option<String>);

impl<'a> Deserializer<'a> for OptionalText {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Some(text) => visitor.visit_some(text.into_deserializer()),
            None => visitor.visit_none(),
        }
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Part((String, u32, u32, String));

impl<'a> Deserializer<'a> for Part {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_seq(PartAccess { step: 0, part: self.0 })
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct PartAccess {
    step: u8,
    part: (String, u32, u32, String),
}

impl<'a> SeqAccess<'a> for PartAccess {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(self.part.0.as_str().into_deserializer()).map(Some),
            2 => seed.deserialize(number(self.part.1)).map(Some),
            3 => seed.deserialize(number(self.part.2)).map(Some),
            4 => seed.deserialize(self.part.3.as_str().into_deserializer()).map(Some),
            _ => Ok(None),
        }
    }
}

/// The entries of a mapping, then the keys of the struct that it lacks.
struct StructAccess<'a, 'c> {
    map: NodeDeserializer<'a, 'c>,
    entries: std::slice::Iter<'a, (Key, Node)>,
    missing: std::slice::Iter<'static, &'static str>,
    current: Current<'a>,
}

enum Current<'a> {
    None,
    Present(&'a str, &'a Node),
    Absent(&'static str),
}

impl<'a> MapAccess<'a> for StructAccess<'a, '_> {
    type Error = DecodeError;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if let Some((key, node)) = self.entries.next() {
            self.current = Current::Present(&key.text, node);
            return seed.deserialize(KeyDeserializer(key)).map(Some);
        }
        let map = self.map.node;
        let Some(name) = self.missing.by_ref().find(|name| map.get(name).is_none()) else { return Ok(None) };
        self.current = Current::Absent(name);
        let key: StrDeserializer<'_, DecodeError> = (*name).into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value> {
        match std::mem::replace(&mut self.current, Current::None) {
            Current::Present(key, node) => seed.deserialize(self.map.child(key, node)),
            Current::Absent(name) => {
                seed.deserialize(Absent { context: self.map.context, name, span: self.map.node.span })
            }
            Current::None => Err(de::Error::custom("expected a key before its value")),
        }
    }
}

struct KeyDeserializer<'a>(&'a Key);

impl<'a> Deserializer<'a> for KeyDeserializer<'a> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(&self.0.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == KEY {
            visitor.visit_seq(KeyAccess { step: 0, key: self.0 })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct KeyAccess<'a> {
    step: u8,
    key: &'a Key,
}

impl<'a> SeqAccess<'a> for KeyAccess<'a> {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(number(self.key.span.start)).map(Some),
            2 => seed.deserialize(number(self.key.span.end)).map(Some),
            3 => seed.deserialize((*self.key.text).into_deserializer()).map(Some),
            _ => Ok(None),
        }
    }
}

/// The value of a key that is not there: nothing for an `Option`, a finding for the rest.
struct Absent<'c> {
    context: &'c Context,
    name: &'static str,
    span: Span,
}

impl Absent<'_> {
    fn record(&self) {
        let span = Span::new(self.span.start, self.span.start);
        let message = format!("key `{}` is missing", self.name);
        self.context.record(None, TreeFault { rule: &SYN005, span, message, hint: None, label: None });
    }
}

impl<'a> Deserializer<'a> for Absent<'_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        self.record();
        let span = Span::new(self.span.start, self.span.start);
        match name {
            FIELD => visitor.visit_seq(Hole { step: 0, span }),
            _ => visitor.visit_seq(TextAccess {
                span,
                step: 0,
                source: None,
                translations: Vec::new().into_iter(),
            }),
        }
    }

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A `Field` without a value.
struct Hole {
    step: u8,
    span: Span,
}

impl<'a> SeqAccess<'a> for Hole {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(number(self.span.start)).map(Some),
            2 => seed.deserialize(number(self.span.end)).map(Some),
            _ => Ok(None),
        }
    }
}

/// The one word of an enum.
struct Word<'a>(&'a str);

impl<'a> EnumAccess<'a> for Word<'a> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<(S::Value, Self)> {
        let word: StrDeserializer<'_, DecodeError> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'a> VariantAccess<'a> for Word<'a> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, _: S) -> Result<S::Value> {
        Err(de::Error::custom("expected a word"))
    }

    fn tuple_variant<V: Visitor<'a>>(self, _: usize, _: V) -> Result<V::Value> {
        Err(de::Error::custom("expected a word"))
    }

    fn struct_variant<V: Visitor<'a>>(self, _: &'static [&'static str], _: V) -> Result<V::Value> {
        Err(de::Error::custom("expected a word"))
    }
}
