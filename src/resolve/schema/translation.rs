//! The schema of a translation: what is left of a file's schema when only its texts are kept.
//!
//! Apart because no struct stands for it: a translation is read in the same walk as its source, and its
//! keys are those that lead to a `Text`.
//!
//! Invariant: nothing is required, for what is missing is a finding about languages; nothing but texts and
//! the mappings around them is allowed. Lists are left out, since translations match by key.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The schema with the keys that lead to texts.
pub(super) fn texts_alone(schema: &Value) -> Value {
    let empty = Map::new();
    let defs = schema["$defs"].as_object().unwrap_or(&empty);
    let mut leading = BTreeSet::new();
    // A definition may lead to itself, so the set grows until it holds all.
    loop {
        let more = defs.iter().filter(|(_, def)| kept(def, &leading).is_some());
        let found: BTreeSet<&str> = more.map(|(name, _)| name.as_str()).collect();
        if found == leading {
            break;
        }
        leading = found;
    }
    let mut root = kept(schema, &leading).unwrap_or_else(|| Value::Object(Map::new()));
    if let Some(locale) = schema["properties"].get("locale") {
        root["properties"]["locale"] = locale.clone();
    }
    let mut reached = BTreeSet::new();
    reach(&root, defs, &leading, &mut reached);
    let kept_defs: Map<String, Value> = reached
        .into_iter()
        .filter_map(|name| Some((name.clone(), kept(defs.get(&name)?, &leading)?)))
        .collect();
    if !kept_defs.is_empty() {
        root["$defs"] = Value::Object(kept_defs);
    }
    root
}

/// What is left of a schema, if anything.
fn kept(schema: &Value, leading: &BTreeSet<&str>) -> Option<Value> {
    if schema.get("x-text").is_some() || target(schema).is_some_and(|name| leading.contains(name)) {
        return Some(schema.clone());
    }
    let mut left = schema.as_object()?.clone();
    left.remove("required");
    left.remove("$defs");
    let mut leads = false;
    if let Some(Value::Object(properties)) = left.get_mut("properties") {
        let old = std::mem::take(properties);
        properties.extend(old.into_iter().filter_map(|(key, inner)| Some((key, kept(&inner, leading)?))));
        leads |= !properties.is_empty();
    }
    if let Some(inner @ Value::Object(_)) = left.get_mut("additionalProperties") {
        match kept(inner, leading) {
            Some(texts) => (*inner, leads) = (texts, true),
            None => *inner = Value::Bool(false),
        }
    }
    leads.then_some(Value::Object(left))
}

/// The name of the definition that a schema refers to.
pub(super) fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

/// The definitions that a schema needs.
fn reach(
    schema: &Value,
    defs: &Map<String, Value>,
    leading: &BTreeSet<&str>,
    reached: &mut BTreeSet<String>,
) {
    if let Some(name) = target(schema)
        && reached.insert(name.to_owned())
        && let Some(def) = defs.get(name).and_then(|def| kept(def, leading))
    {
        reach(&def, defs, leading, reached);
    }
    if let Some(properties) = schema["properties"].as_object() {
        properties.values().for_each(|inner| reach(inner, defs, leading, reached));
    }
    if let Some(inner) = schema.get("additionalProperties") {
        reach(inner, defs, leading, reached);
    }
}
