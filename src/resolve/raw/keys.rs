//! What the keys of a mapping are where they are no ids of the author's choice.
//!
//! Apart from the fields that name these functions, because several have the same keys. Whether a country,
//! a language or a rule exists is judged by `resolve` and `check`; a schema knows the form.

use schemars::{Schema, json_schema};

use crate::model::service::Area;
use crate::model::target::RequestType;
use crate::model::word::Word;

fn keys(schema: &mut Schema, names: Schema) {
    schema.insert("propertyNames".to_owned(), names.to_value());
}

fn language() -> Schema {
    json_schema!({ "title": "language", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$" })
}

pub(in crate::resolve) fn countries(schema: &mut Schema) {
    keys(schema, json_schema!({ "title": "country", "pattern": "^[A-Z]{2}$" }));
}

pub(in crate::resolve) fn locales(schema: &mut Schema) {
    keys(schema, language());
}

pub(in crate::resolve) fn rules(schema: &mut Schema) {
    keys(schema, json_schema!({ "title": "code", "pattern": "^[A-Z0-9]+$" }));
    let languages = schema.pointer_mut("/additionalProperties/oneOf/1/propertyNames");
    if let Some(names) = languages {
        *names = language().to_value();
    }
}

pub(in crate::resolve) fn days(schema: &mut Schema) {
    let pattern = r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$";
    keys(schema, json_schema!({ "title": "days", "pattern": pattern }));
}

pub(in crate::resolve) fn placeholders(schema: &mut Schema) {
    keys(schema, json_schema!({ "title": "name", "pattern": "^[a-z][a-z0-9_]*$" }));
}

pub(in crate::resolve) fn areas(schema: &mut Schema) {
    keys(schema, json_schema!({ "title": "area", "enum": Area::WORDS }));
}

pub(in crate::resolve) fn request_types(schema: &mut Schema) {
    keys(schema, json_schema!({ "title": "type", "enum": RequestType::WORDS }));
}
