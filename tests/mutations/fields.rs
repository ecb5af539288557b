//! The fields of files: every key of a mapping, with its value and what stands around it.

use std::ops::Range;
use std::sync::Arc;

use supportbook::source::Source;
use supportbook::syntax::document::{Kind, parse};
use supportbook::syntax::tree::{Key, Node, Value};

/// A key of a file.
pub(crate) struct FieldOf {
    /// The kind of file and the key's name, which is one for all entries of a list or by id.
    pub(crate) name: (String, String),
    /// The keys down to it, and numbers of list items, joined by `/`.
    pub(crate) path: String,
    /// The bytes that go when the field goes.
    pub(crate) whole: Range<usize>,
    /// The bytes of a scalar, and its text.
    pub(crate) scalar: Option<(Range<usize>, String)>,
}

/// The fields of a source file that this test may change: those of content in its own language.
pub(crate) fn fields(source: &Arc<Source>) -> Vec<FieldOf> {
    let document = parse(source);
    let mut found = Vec::new();
    if document.suffix.is_none() && document.kind != Kind::Site && document.kind != Kind::Unknown {
        let kind = format!("{:?}", document.kind);
        walk(&document.data, &kind, "", &source.text, &mut found);
    }
    found
}

fn walk(node: &Node, kind: &str, above: &str, text: &str, found: &mut Vec<FieldOf>) {
    let below = |key: &str| if above.is_empty() { key.to_owned() } else { format!("{above}/{key}") };
    match &node.value {
        Value::Map(entries) => {
            for (at, (key, value)) in entries.iter().enumerate() {
                let path = below(&key.text);
                if let Some(whole) = extent(entries, at, text) {
                    let scalar = match &value.value {
                        Value::Scalar { text, .. } => Some((value.span.range(), text.to_string())),
                        _ => None,
                    };
                    let name = (kind.to_owned(), key.text.to_string());
                    found.push(FieldOf { name, path: path.clone(), whole, scalar });
                }
                walk(value, kind, &path, text, found);
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, kind, &below(&at.to_string()), text, found);
            }
        }
        _ => {}
    }
}

/// What to take out of a text so that an entry of a mapping is gone; `None` where that is not so simple.
fn extent(entries: &[(Key, Node)], at: usize, text: &str) -> Option<Range<usize>> {
    let start = entries[at].0.span.range().start;
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line_start..start];
    if before.trim().is_empty() {
        let indent = before.len();
        let mut end = text[start..].find('\n').map_or(text.len(), |end| start + end + 1);
        // What is indented deeper belongs to it, and lists that stand below their key.
        for line in text[end..].split_inclusive('\n') {
            let deeper = line.len() - line.trim_start().len() > indent && !line.trim().is_empty();
            if !deeper {
                break;
            }
            end += line.len();
        }
        return Some(line_start..end);
    }
    let end = entries[at].1.span.range().end;
    match (entries.get(at + 1), at.checked_sub(1).map(|before| &entries[before])) {
        (Some((next, _)), _) => Some(start..next.span.range().start),
        (None, Some((_, previous))) if !before.trim_end().ends_with('-') => {
            Some(previous.span.range().end..end)
        }
        _ => None,
    }
}
