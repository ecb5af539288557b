//! A schema as text, in the order in which people read one: what it is, then its keys as a file has them.
//!
//! Apart because `serde_json` sorts the keys of its maps.
//!
//! Invariant: the marks `x-order` and `x-text`, which only this program needs, are not printed.

use serde_json::Value;

/// Keywords in their order; others come after them.
const ORDER: &[&str] = &[
    "$schema",
    "$id",
    "title",
    "description",
    "$ref",
    "type",
    "enum",
    "minLength",
    "pattern",
    "minimum",
    "maximum",
    "propertyNames",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "$defs",
];

/// The text of a schema, with a line's end.
pub(super) fn print(of: &Value) -> String {
    let mut text = String::new();
    schema(of, 0, &mut text);
    text.push('\n');
    text
}

/// The keys of an object schema in the order of the struct.
pub(super) fn ordered(schema: &Value) -> Vec<(&str, &Value)> {
    let order = schema["x-order"].as_array().map_or(&[][..], Vec::as_slice);
    let mut found = entries(&schema["properties"]);
    found.sort_by_key(|(key, _)| order.iter().position(|known| known == key).unwrap_or(order.len()));
    found
}

fn entries(map: &Value) -> Vec<(&str, &Value)> {
    map.as_object().into_iter().flatten().map(|(key, inner)| (key.as_str(), inner)).collect()
}

fn schema(of: &Value, depth: usize, text: &mut String) {
    if !of.is_object() {
        return text.push_str(&of.to_string());
    }
    let mut keywords = entries(of);
    keywords.retain(|(key, _)| !key.starts_with("x-"));
    keywords.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    object(&keywords, depth, text, |key, inner, depth, text| match key {
        "properties" => object(&ordered(of), depth, text, |_, inner, depth, text| schema(inner, depth, text)),
        "$defs" => object(&entries(inner), depth, text, |_, inner, depth, text| schema(inner, depth, text)),
        "required" | "enum" | "type" => text.push_str(&words(inner)),
        _ => schema(inner, depth, text),
    });
}

fn words(list: &Value) -> String {
    let Value::Array(items) = list else { return list.to_string() };
    let items: Vec<String> = items.iter().map(Value::to_string).collect();
    format!("[{}]", items.join(", "))
}

fn object(
    entries: &[(&str, &Value)],
    depth: usize,
    text: &mut String,
    write: impl Fn(&str, &Value, usize, &mut String),
) {
    if entries.is_empty() {
        return text.push_str("{}");
    }
    for (place, (key, inner)) in entries.iter().enumerate() {
        let begin = if place == 0 { "{" } else { "," };
        let key_text = Value::from(*key);
        text.push_str(&format!("{begin}\n{:indent$}{key_text}: ", "", indent = 2 * (depth + 1)));
        write(key, inner, depth + 1, text);
    }
    text.push_str(&format!("\n{:indent$}}}", "", indent = 2 * depth));
}
