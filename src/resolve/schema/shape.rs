//! The shape that all schemas share, given to what the derive made.
//!
//! Apart from the types, since each of these is a property of our YAML reader and not of a struct: nothing
//! is null, a text may look like a number, a key that is not listed is an error.
//!
//! Invariant: walks schemas alone, so that a key of a file that is called `format` or `type` stays.

use serde_json::{Map, Value, json};

/// Names of definitions begin with this in the program and without it in a schema.
const RAW: &str = "Raw";

/// Gives a schema and its definitions their shape.
pub(super) fn finish(mut schema: Value) -> Value {
    each_schema(&mut schema, &mut tidy);
    if let Some(Value::Object(defs)) = schema.get_mut("$defs") {
        let old = std::mem::take(defs);
        *defs = old.into_iter().map(|(name, def)| (plain_name(&name), def)).collect();
    }
    schema
}

/// Puts identity, title and description on a schema.
pub(super) fn with_head(mut schema: Value, id: &str, title: &str, about: &str) -> Value {
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!(id);
    schema["title"] = json!(title);
    schema["description"] = json!(about);
    schema
}

/// Allows the keys that every data file may carry at its top.
pub(super) fn allow_head(schema: &mut Value) {
    schema["properties"]["locale"] = json!({
        "type": "string",
        "description": "The language of this file, where its name does not say it and it is not the site's source locale."
    });
    schema["properties"]["satisfies"] = json!({
        "type": "array",
        "items": { "type": "string" },
        "description": "The requirements that this file answers, as `CSP-021@1`. For staff alone."
    });
    if let Some(Value::Array(order)) = schema.get_mut("x-order") {
        order.extend([json!("locale"), json!("satisfies")]);
    }
}

/// Runs `change` on a schema and all schemas in it, the inner ones first.
fn each_schema(schema: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    let Value::Object(schema) = schema else { return };
    for holder in ["properties", "$defs"] {
        if let Some(Value::Object(inner)) = schema.get_mut(holder) {
            inner.values_mut().for_each(|inner| each_schema(inner, change));
        }
    }
    for holder in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get_mut(holder) {
            each_schema(inner, change);
        }
    }
    change(schema);
}

fn tidy(schema: &mut Map<String, Value>) {
    drop_null(schema);
    schema.remove("format");
    if let Some(Value::String(reference)) = schema.get_mut("$ref") {
        *reference = reference.replacen(RAW, "", 1);
    }
    if schema.get("type") == Some(&json!("string")) && !schema.contains_key("enum") {
        schema.insert("type".to_owned(), json!(["string", "number"]));
    }
    if schema.contains_key("properties") && !schema.contains_key("additionalProperties") {
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
}

/// The derive lets an `Option` be null; in a file it is left out.
fn drop_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(ways)) = schema.remove("anyOf") {
        for way in ways {
            match way {
                Value::Object(way) if way.get("type") != Some(&json!("null")) => {
                    let before = std::mem::take(schema);
                    schema.extend(way);
                    schema.extend(before);
                    tidy(schema);
                }
                _ => {}
            }
        }
    }
}

fn plain_name(name: &str) -> String {
    name.strip_prefix(RAW).unwrap_or(name).to_owned()
}
