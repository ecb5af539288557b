//! The reference of all keys, as Markdown, from the schemas.
//!
//! Beside the schemas, because only here the keys still have the order of their structs. A test holds
//! `docs/reference/fields.md` up to date.
//!
//! Invariant: each key of each kind has one line, and what is a mapping of its own has a table of its own,
//! once for each kind.

use serde_json::Value;

use super::print::ordered;
use super::translation::target;
use super::{KINDS, SchemaKind, Texts};

const INTRODUCTION: &str = "\
# Every key of every kind of file

Made from the program by `UPDATE=1 cargo test --test schema`; do not edit. [content.md](content.md) shows whole
files and tells how things belong together. The same is in the JSON Schemas: `supportbook schema KIND` prints one,
`supportbook schema --all --out DIR` writes them all, and a first line such as
`# yaml-language-server: $schema=schemas/offering.schema.json` has an editor complete and check a file by it.

A *text* is for readers and is translated: `supportbook schema KIND --translation` has these keys alone. What is
called a *value* below is text too, but stands once, in the source file. A data file may also carry the key
`locale`, where it is not in the site's source locale.

";

/// The page.
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("| kind | files | translated |\n|---|---|---|\n");
    for kind in KINDS {
        let translated = match kind.translation {
            Texts::Untranslated => "no",
            Texts::Same => "its texts",
            Texts::Own(_) => "the whole file",
        };
        page.push_str(&format!("| [{0}](#{0}) | `{1}` | {translated} |\n", kind.name, kind.files));
    }
    for kind in KINDS {
        page.push_str(&section(kind));
    }
    page
}

fn section(kind: &SchemaKind) -> String {
    let schema = kind.document();
    let mut text = format!("\n## {}\n\n`{}`. {}.\n", kind.name, kind.files, kind.about);
    let mut open = Vec::new();
    if let Some(entry) = schema.get("additionalProperties").filter(|entry| entry.is_object()) {
        let keys = schema["propertyNames"]["title"].as_str().unwrap_or("id");
        text.push_str(&format!(
            "\nA mapping by {keys}; each entry is {}.\n",
            type_of(entry, kind, &mut open)
        ));
    } else {
        text.push_str(&table(&schema, kind, &mut open));
    }
    let mut at = 0;
    while let Some(name) = open.get(at).cloned() {
        let def = &schema["$defs"][&name];
        let about = def["description"].as_str().unwrap_or_default();
        text.push_str(&format!("\n### {}: {}\n\n{about}\n", kind.name, spaced(&name)));
        text.push_str(&table(def, kind, &mut open));
        at += 1;
    }
    text
}

fn table(schema: &Value, kind: &SchemaKind, open: &mut Vec<String>) -> String {
    let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
    let mut text = "\n| key | type | required | meaning |\n|---|---|---|---|\n".to_owned();
    let is_locale_of_data = |key: &str| key == "locale" && kind.files.ends_with(".yaml");
    for (key, inner) in ordered(schema).into_iter().filter(|(key, _)| !is_locale_of_data(key)) {
        let needed = if required.iter().any(|name| name == key) { "yes" } else { "" };
        let about = inner["description"].as_str().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
        text.push_str(&format!("| `{key}` | {} | {needed} | {about} |\n", type_of(inner, kind, open)));
    }
    text
}

/// The type of a value in words; definitions that it names are added to `open`.
fn type_of(schema: &Value, kind: &SchemaKind, open: &mut Vec<String>) -> String {
    if let Some(name) = target(schema) {
        if !open.iter().any(|known| known == name) {
            open.push(name.to_owned());
        }
        let shown = spaced(name);
        return format!("[{shown}](#{}-{})", kind.name, shown.replace(' ', "-"));
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> =
            words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return words.join(", ");
    }
    if let Some(ways) = schema["oneOf"].as_array() {
        let ways: Vec<String> = ways.iter().map(|way| type_of(way, kind, open)).collect();
        return ways.join("; or ");
    }
    match (schema["type"].as_str(), schema.get("x-text")) {
        (_, Some(_)) => "text".to_owned(),
        (Some("array"), _) => match type_of(&schema["items"], kind, open).as_str() {
            "value" => "list of values".to_owned(),
            one => format!("list of {one}"),
        },
        (Some("object"), _) => {
            let keys = schema["propertyNames"]["title"].as_str().unwrap_or("id");
            format!("by {keys}: {}", type_of(&schema["additionalProperties"], kind, open))
        }
        (Some("boolean"), _) => "`true` or `false`".to_owned(),
        (Some("integer"), _) => "whole number".to_owned(),
        _ => "value".to_owned(),
    }
}

/// `NamedLink` as `named link`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(c.to_lowercase());
    }
    text
}
