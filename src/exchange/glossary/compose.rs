//! The two files of a glossary with changes in them.
//!
//! Apart from [`judge`](super::judge): here is where in a file something goes, and how a person would write it.
//!
//! Invariant: what was written is read again: it says what it should, and all else as before, or there is a
//! [`Fault`] and no file.

mod mapping;

use std::collections::BTreeMap;

use self::mapping::{Mapping, facts};
use super::judge::{Change, New};
use super::{Languages, Role};
use crate::exchange::Fault;
use crate::source::Span;
use crate::syntax::quoted::quoted;
use crate::syntax::tree::{Value, parse_yaml};

/// The texts of the two files, with LF for line ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Files {
    /// `glossary.yaml`; empty where there is none.
    pub source: String,
    /// Its translation; empty where there is none.
    pub target: String,
}

/// The files with changes in them.
///
/// # Errors
/// A file in a form that cannot be edited safely.
pub fn compose(files: &Files, changes: &[&Change], languages: Languages) -> Result<Files, Fault> {
    let source = Mapping::read(&files.source).and_then(|file| source_with(file, changes, languages));
    let source = source.ok_or_else(unsafe_form)?;
    let target = Mapping::read(&files.target).and_then(|file| target_with(file, &source, changes));
    let composed = Files { target: target.ok_or_else(unsafe_form)?, source };
    if is_due(files, &composed, changes, languages) { Ok(composed) } else { Err(unsafe_form()) }
}

fn unsafe_form() -> Fault {
    Fault::new(
        "expected a glossary that can be edited in place, found a form in which it cannot",
        "write each term as a mapping on lines of its own, and lists in brackets; then take the file in again",
    )
}

/// The glossary with its changes.
fn source_with(mut file: Mapping<'_>, changes: &[&Change], languages: Languages) -> Option<String> {
    // Lists of both languages may need a key that is not there yet.
    let mut absent: BTreeMap<(&str, Role), Vec<String>> = BTreeMap::new();
    for change in changes {
        match change {
            Change::New(new) => file.append(&new.id, &written(new, languages))?,
            Change::Text { .. } => {}
            Change::Words { id, role, locale, after, .. } => {
                let words: Vec<String> = after.iter().map(|word| scalar(word, Place::Brackets)).collect();
                if file.lacks(&[&**id, role.key()]) {
                    let list = format!("{locale}: [{}]", words.join(", "));
                    absent.entry((&**id, *role)).or_default().push(list);
                } else {
                    file.put_list(&[&**id, role.key(), locale.as_str()], &words)?;
                }
            }
            Change::NeverTranslate { id, after } => {
                let value = after.to_string();
                file.put(&[&**id, "never_translate"], &value, &value)?;
            }
        }
    }
    for ((id, role), lists) in absent {
        let value = format!("{{{}}}", lists.join(", "));
        file.put(&[id, role.key()], &value, &value)?;
    }
    Some(file.edited())
}

/// The translation with its changes, in the order of the source.
fn target_with(mut file: Mapping<'_>, source: &str, changes: &[&Change]) -> Option<String> {
    let order = Mapping::read(source)?.keys();
    let place = |id: &str| order.iter().position(|own| **own == *id).unwrap_or(usize::MAX);
    // All texts of a term that the translation lacks come at once.
    let mut absent: BTreeMap<usize, (&str, String)> = BTreeMap::new();
    for change in changes {
        match change {
            Change::New(new) => {
                let word = new.translation.iter().map(|word| ("term", word));
                let texts = word.chain([("definition", &new.translated_definition)]);
                let lines = texts.map(|(key, text)| line(key, text)).collect();
                absent.insert(place(&new.id), (&new.id, lines));
            }
            Change::Text { id, key, after, .. } if file.has(id) => {
                file.put(&[&**id, key], after, &scalar(after, Place::Line))?;
            }
            Change::Text { id, key, after, .. } => {
                let (_, lines) = absent.entry(place(id)).or_insert((&**id, String::new()));
                lines.push_str(&line(key, after));
            }
            Change::Words { .. } | Change::NeverTranslate { .. } => {}
        }
    }
    for (at, (id, lines)) in &absent {
        let before = order.iter().take(*at).rev().find(|id| file.has(id));
        match before {
            Some(before) => file.put_behind(before, id, lines)?,
            None => file.append(id, lines)?,
        }
    }
    Some(file.edited())
}

fn line(key: &str, text: &str) -> String {
    format!("  {key}: {}\n", scalar(text, Place::Line))
}

/// A new term as a person writes it, without its id.
fn written(new: &New, languages: Languages) -> String {
    let mut out = line("term", &new.preferred) + &line("definition", &new.definition);
    if new.never_translate {
        out.push_str("  never_translate: true\n");
    }
    for role in Role::ALL {
        let sides = [(languages.source, &new.words), (languages.target, &new.translated_words)];
        let lists =
            sides.into_iter().filter(|(_, words)| !words.of(role).is_empty()).map(|(locale, words)| {
                let words = words.of(role).iter().map(|word| scalar(word, Place::Brackets));
                format!("{locale}: [{}]", words.collect::<Vec<_>>().join(", "))
            });
        let lists = lists.collect::<Vec<_>>();
        if !lists.is_empty() {
            out.push_str(&format!("  {}: {{{}}}\n", role.key(), lists.join(", ")));
        }
    }
    out
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind its key, on a line.
    Line,
    /// In a list in brackets.
    Brackets,
}

/// A text as a value: without quotes where it reads back as itself, and as nothing but a text.
fn scalar(text: &str, place: Place) -> String {
    const VALUES: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let small = text.to_ascii_lowercase();
    let is_value =
        VALUES.contains(&&*small) || !text.chars().any(char::is_alphabetic) || small.parse::<f64>().is_ok();
    let line = match place {
        Place::Line => format!("k: {text}\n"),
        Place::Brackets => format!("k: [{text}]\n"),
    };
    let (tree, faults) = parse_yaml(&line, Span::of(0..line.len()));
    let value = tree.as_ref().and_then(|tree| tree.get("k")).map(|node| &node.value);
    let read_back = match (value, place) {
        (Some(Value::List(items)), Place::Brackets) if items.len() == 1 => Some(&items[0].value),
        (value, Place::Line) => value,
        _ => None,
    };
    let is_itself = matches!(read_back, Some(Value::Scalar { text: read, plain: true }) if **read == *text);
    if is_itself && !is_value && faults.is_empty() { text.to_owned() } else { quoted(text) }
}

/// Whether new files say what the changes are, and all else as before.
fn is_due(before: &Files, after: &Files, changes: &[&Change], languages: Languages) -> bool {
    let due = |files: &Files| Some((facts(&files.source)?, facts(&files.target)?));
    let (Some((mut source, mut target)), Some(after)) = (due(before), due(after)) else { return false };
    for change in changes {
        let id = change.id();
        let mut say = |into_target: bool, keys: &[&str], values: &[Box<str>]| {
            let facts = if into_target { &mut target } else { &mut source };
            facts.retain(|path, _| !keys.iter().eq(path.iter().take(keys.len())));
            for (at, value) in values.iter().enumerate() {
                let is_list = keys.len() > 2;
                let path = keys.iter().map(|key| (*key).to_owned()).chain(is_list.then(|| at.to_string()));
                facts.insert(path.collect(), value.to_string());
            }
        };
        match change {
            Change::NeverTranslate { after, .. } => {
                say(false, &[id, "never_translate"], &[after.to_string().into()]);
            }
            Change::Text { key, after, .. } => say(true, &[id, key], std::slice::from_ref(after)),
            Change::Words { role, locale, after, .. } => {
                say(false, &[id, role.key(), locale.as_str()], after);
            }
            Change::New(new) => {
                say(false, &[id, "term"], std::slice::from_ref(&new.preferred));
                say(false, &[id, "definition"], std::slice::from_ref(&new.definition));
                if new.never_translate {
                    say(false, &[id, "never_translate"], &["true".into()]);
                }
                for role in Role::ALL {
                    say(false, &[id, role.key(), languages.source.as_str()], new.words.of(role));
                    say(false, &[id, role.key(), languages.target.as_str()], new.translated_words.of(role));
                }
                if let Some(word) = &new.translation {
                    say(true, &[id, "term"], std::slice::from_ref(word));
                }
                say(true, &[id, "definition"], std::slice::from_ref(&new.translated_definition));
            }
        }
    }
    after == (source, target)
}
