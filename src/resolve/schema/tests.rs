use super::*;

#[test]
fn a_schema_tells_of_files_and_not_of_the_program() {
    for (name, text) in KINDS.iter().flat_map(SchemaKind::as_files) {
        for word in ["Raw", "null", "x-order", "x-text", "anyOf", "\"format\"", "Field", "Entries"] {
            // A key of a file may have such a name; none has.
            assert!(!text.contains(word), "{name} holds `{word}`");
        }
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name} is no JSON");
        assert!(is_ours(text.as_bytes()), "{name} does not know itself");
    }
}

#[test]
fn every_key_has_a_meaning() {
    let mut silent = Vec::new();
    for kind in KINDS {
        let schema = kind.document();
        let defs = schema["$defs"].as_object().into_iter().flatten().map(|(_, def)| def);
        for object in std::iter::once(&schema).chain(defs) {
            let keys = object["properties"].as_object().into_iter().flatten();
            silent.extend(
                keys.filter(|(_, key)| key["description"].as_str().is_none_or(str::is_empty))
                    .map(|(key, _)| format!("{}: {key}", kind.name)),
            );
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn what_must_stand_is_required_and_what_may_be_left_out_is_not() {
    let schema = SchemaKind::named("offering").expect("a kind").document();
    let required: Vec<&str> =
        schema["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(required, ["name", "summary", "services", "languages", "channels"]);
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["price"]["$ref"], "#/$defs/Price");
    assert_eq!(schema["properties"]["weight"]["type"], "integer");
}

#[test]
fn a_translation_has_texts_alone() {
    let kind = SchemaKind::named("offering").expect("a kind");
    let schema = translation::texts_alone(&kind.document());
    let keys: Vec<&String> = schema["properties"].as_object().expect("keys").keys().collect();
    for text in ["name", "summary", "includes", "price", "clock", "locale"] {
        assert!(keys.iter().any(|key| *key == text), "`{text}` is missing");
    }
    for fact in ["services", "weight", "targets", "coverage", "hours"] {
        assert!(keys.iter().all(|key| *key != fact), "`{fact}` is no text");
    }
    let price: Vec<&String> =
        schema["$defs"]["Price"]["properties"].as_object().expect("keys").keys().collect();
    assert_eq!(price, ["note", "parts"]);
    assert!(schema.get("required").is_none());
}

#[test]
fn every_kind_of_file_has_a_schema() {
    use crate::syntax::document::{FOLDERS, SINGLE_FILES};
    let has = |start: &str| KINDS.iter().any(|kind| kind.files.starts_with(start));
    for (folder, ..) in FOLDERS {
        assert!(has(&format!("{folder}/")), "{folder} has no schema");
    }
    for (name, _) in SINGLE_FILES {
        assert!(has(&format!("content/{name}.yaml")), "{name} has no schema");
    }
    assert_eq!(KINDS.len(), FOLDERS.len() + SINGLE_FILES.len() + 1);
}
