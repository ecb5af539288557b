//! Content files as written: structs that mirror keys, for typed reading and for the JSON Schemas.
//!
//! Beside `resolve`, which alone turns them into model types, by destructuring them in full: a new key
//! breaks the build until it is resolved. The comment of a field is its text in schema and reference, so it
//! speaks to authors.
//!
//! Invariant: `Field` and `Text` are required keys, `Option` of them optional ones.

pub(super) mod channel;
pub(super) mod desk;
pub(super) mod glossary;
pub(super) mod keys;
pub(super) mod offering;
pub(super) mod partner;
pub(super) mod policy;
pub(super) mod prose;
pub(super) mod requirement;
pub(super) mod service;
pub(super) mod settings;
pub(super) mod severity;
pub(super) mod time;
pub(super) mod vehicle;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, EnumAccess, Error, VariantAccess, Visitor};

use crate::model::word::Word;
use crate::syntax::decode::{Entries, Field, Text};

/// Declares structs that mirror files, visible to all of `resolve`.
macro_rules! raw {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(serde::Deserialize, schemars::JsonSchema)]
            #[schemars(extend("x-order" = [$(stringify!($field)),*]))]
            pub(in crate::resolve) struct $name {
                $($(#[$field_doc])* pub(in crate::resolve) $field: $type,)*
            }
        )*
    };
}
use raw;

/// A value that a file may leave out.
pub(super) type Maybe<T> = Option<Field<T>>;
/// A list of values.
pub(super) type List<T> = Vec<Field<T>>;
/// A list of ids.
pub(super) type Ids = List<String>;
/// Texts by id.
pub(super) type Texts = Entries<Text>;

/// A word of a closed list.
#[derive(Clone, Copy)]
pub(super) struct Of<T>(pub(super) T);

impl<'de, T: Word> Deserialize<'de> for Of<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<T>(PhantomData<T>);
        impl<'de, T: Word> Visitor<'de> for Read<T> {
            type Value = Of<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Of<T>, A::Error> {
                let (word, rest): (String, _) = data.variant()?;
                rest.unit_variant()?;
                T::from_word(&word).map(Of).ok_or_else(|| A::Error::custom("expected a known word"))
            }
        }
        deserializer.deserialize_enum("word", T::WORDS, Read(PhantomData))
    }
}

impl<T: Word> JsonSchema for Of<T> {
    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": T::WORDS })
    }
}
