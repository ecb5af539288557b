//! What the types of typed reading look like in a JSON Schema.
//!
//! Apart from reading, which never asks for it. A schema must not refuse what reading takes; the shape that
//! all schemas share (which scalars a text may be, that nothing is null) is given to them at the end, by
//! `resolve::schema`.
//!
//! Invariant: a `Field` looks as its value does, so that the schema tells of files and not of this program.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Entries, Field, OneOrEach, Text};

/// The form of an id.
const ID_PATTERN: &str = "^[a-z0-9][a-z0-9-]*$";

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "x-text": true })
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn schema_name() -> Cow<'static, str> {
        "Entries".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": { "title": "id", "pattern": ID_PATTERN },
            "additionalProperties": generator.subschema_for::<T>(),
        })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrEach<T> {
    fn schema_name() -> Cow<'static, str> {
        "OneOrEach".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [generator.subschema_for::<T>(), generator.subschema_for::<Entries<T>>()],
        })
    }
}
