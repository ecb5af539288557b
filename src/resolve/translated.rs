//! Which files and texts of a group somebody translates.
//!
//! Texts of data are known once they are read: only the reading tells a text from an id or a time.

use std::collections::HashMap;
use std::sync::Arc;

use super::names::Group;
use crate::locale::Locale;
use crate::model::settings::Settings;
use crate::source::Span;
use crate::syntax::decode::Text;
use crate::syntax::document::Kind;
use crate::syntax::tree::{Node, Value};
use crate::translation::standing::{Asked, TextPair};

/// One question for each language that the group is, or should be, translated into.
pub(super) fn translated(group: &Group, texts: &[Text], settings: &Settings) -> Vec<Asked> {
    let kind = group.source.kind;
    if group.source.broken || matches!(kind, Kind::Site | Kind::Unknown | Kind::Scenario) {
        return Vec::new();
    }
    let places = if kind.is_prose() { HashMap::new() } else { places(&group.source.data) };
    let wanted = settings.locales.iter().filter(|locale| **locale != group.source_locale);
    let asked = |locale: &Locale| {
        let target = group.translations.get(locale);
        // What cannot be read says nothing, and notes need no translation.
        if target.is_some_and(|document| document.broken) || (target.is_none() && kind == Kind::Note) {
            return None;
        }
        let texts = texts.iter().filter_map(|text| text_pair(text, *locale, &places)).collect::<Vec<_>>();
        (kind.is_prose() || !texts.is_empty()).then(|| Asked {
            source: Arc::clone(&group.source),
            target: target.cloned(),
            source_locale: group.source_locale,
            locale: *locale,
            texts,
        })
    };
    wanted.filter_map(asked).collect()
}

fn text_pair(text: &Text, locale: Locale, places: &HashMap<Span, String>) -> Option<TextPair> {
    let keys = places.get(&text.span)?.as_str().into();
    let given = |(of, _, said): &&(Locale, Span, Box<str>)| *of == locale && !said.trim().is_empty();
    let target = text.translations.iter().find(given).map(|(_, span, said)| (*span, said.clone()));
    Some(TextPair { keys, source: (text.span, text.source.clone()?), target })
}

/// The keys down to each scalar of a file, with dots between; items of lists by their number.
fn places(root: &Node) -> HashMap<Span, String> {
    let mut places = HashMap::new();
    walk(root, String::new(), &mut places);
    places
}

fn walk(node: &Node, keys: String, places: &mut HashMap<Span, String>) {
    let below = |key: &str| if keys.is_empty() { key.to_owned() } else { format!("{keys}.{key}") };
    match &node.value {
        Value::Scalar { .. } => drop(places.insert(node.span, keys)),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, below(&at.to_string()), places);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                walk(value, below(&key.text), places);
            }
        }
        Value::Null | Value::Broken => {}
    }
}
