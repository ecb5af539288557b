//! The translation of a data file as text: the keys that lead to its texts, and these.
//!
//! Apart from units, since keys are no texts: here is where in a file a text goes that was not there before.
//!
//! Invariant: what is written reads back as the same keys with the same texts, and nothing else of a file changes.

use crate::source::Span;
use crate::syntax::quoted::quoted;
use crate::syntax::tree::{Node, Value, parse_yaml};

/// A whole file: each text of the source for which `text` has something, under its keys. Mappings without any are
/// left out.
pub fn written(source: &Node, text: &dyn Fn(&Node, &str) -> Option<String>) -> String {
    let mut out = String::new();
    write(source, 0, text, &mut out);
    out
}

fn write(node: &Node, depth: usize, text: &dyn Fn(&Node, &str) -> Option<String>, out: &mut String) {
    let Value::Map(entries) = &node.value else { return };
    for (key, value) in entries {
        let before = out.len();
        out.push_str(&"  ".repeat(depth));
        out.push_str(&written_key(&key.text));
        out.push(':');
        let head = out.len();
        match &value.value {
            Value::Scalar { text: said, .. } => {
                if let Some(new) = text(value, said) {
                    out.push(' ');
                    out.push_str(&new);
                    out.push('\n');
                }
            }
            _ => {
                out.push('\n');
                let inside = out.len();
                write(value, depth + 1, text, out);
                if out.len() == inside {
                    out.truncate(head);
                }
            }
        }
        if out.len() == head {
            out.truncate(before);
        }
    }
}

fn written_key(key: &str) -> String {
    let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_plain { key.to_owned() } else { quoted(key) }
}

/// A text as a value: without quotes where it reads back as itself.
pub fn scalar(text: &str) -> String {
    let line = format!("k: {text}\n");
    let (tree, faults) = parse_yaml(&line, Span::of(0..line.len()));
    let read_back = tree.as_ref().and_then(|tree| tree.get("k")).map(|node| &node.value);
    let is_itself = matches!(read_back, Some(Value::Scalar { text: read, plain: true }) if **read == *text);
    let is_text = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if is_itself && is_text && faults.is_empty() { text.to_owned() } else { quoted(text) }
}

/// The keys down to a value.
pub fn keys_to(root: &Node, span: Span) -> Option<Vec<&str>> {
    let Value::Map(entries) = &root.value else { return None };
    entries.iter().find_map(|(key, value)| match &value.value {
        Value::Scalar { .. } => (value.span == span).then(|| vec![&*key.text]),
        _ => keys_to(value, span).map(|below| std::iter::once(&*key.text).chain(below).collect()),
    })
}

/// A file with one more text under its keys, behind what its mapping has already. `None` where the mapping is
/// written in braces, or something else stands there.
pub fn with_text(file: &str, keys: &[&str], text: &str) -> Option<String> {
    let (tree, _) = parse_yaml(file, Span::of(0..file.len()));
    let root = tree?;
    let (mut node, mut rest) = (&root, keys);
    while let Some((key, below)) = rest.split_first() {
        match node.get(key) {
            Some(inner) if matches!(inner.value, Value::Map(_)) => (node, rest) = (inner, below),
            Some(_) => return None,
            None => break,
        }
    }
    let Value::Map(entries) = &node.value else { return None };
    let (first, _) = entries.first()?;
    let line = file[..first.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let indent = &file[line..first.span.start as usize];
    if !indent.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let end = end_of(node);
    let end = file[end..].find('\n').map_or(file.len(), |at| end + at);
    let mut new = String::new();
    for (depth, key) in rest.iter().enumerate() {
        new.push('\n');
        new.push_str(indent);
        new.push_str(&"  ".repeat(depth));
        new.push_str(&written_key(key));
        new.push(':');
    }
    new.push(' ');
    new.push_str(&scalar(text));
    Some(format!("{}{new}{}", &file[..end], if end == file.len() { "\n" } else { &file[end..] }))
}

/// Where the last value of a mapping ends.
fn end_of(node: &Node) -> usize {
    match &node.value {
        Value::Map(entries) => entries
            .last()
            .map_or(node.span.end as usize, |(key, value)| end_of(value).max(key.span.end as usize)),
        Value::List(items) => items.last().map_or(node.span.end as usize, end_of),
        _ => node.span.end as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_where_its_keys_lead() {
        let cases: [(&str, &[&str], &str); 6] = [
            ("name: 名称\n", &["summary"], "name: 名称\nsummary: 摘要\n"),
            ("a:\n  b: 乙 # why\nc: 丙\n", &["a", "d"], "a:\n  b: 乙 # why\n  d: 摘要\nc: 丙\n"),
            ("a:\n  b: 乙\n", &["x", "y", "z"], "a:\n  b: 乙\nx:\n  y:\n    z: 摘要\n"),
            ("a:\n  b: 乙", &["c"], "a:\n  b: 乙\nc: 摘要\n"),
            ("# head\na: \"b\"\n\n# tail\n", &["c"], "# head\na: \"b\"\nc: 摘要\n\n# tail\n"),
            ("a: |\n  one\n  two\nb: 乙\n", &["c"], "a: |\n  one\n  two\nb: 乙\nc: 摘要\n"),
        ];
        for (file, keys, expected) in cases {
            assert_eq!(with_text(file, keys, "摘要").as_deref(), Some(expected), "{file}");
        }
        assert_eq!(with_text("a: {b: c}\n", &["a", "d"], "摘要"), None, "a mapping in braces");
        assert_eq!(with_text("a: b\n", &["a", "d"], "摘要"), None, "a text where a mapping is needed");
    }

    #[test]
    fn a_text_has_quotes_where_it_needs_them() {
        let cases = [
            ("摘要", "摘要"),
            ("是: 否", "\"是: 否\""),
            ("yes", "\"yes\""),
            ("#一", "\"#一\""),
            ("a\"b", "\"a\\\"b\""),
        ];
        for (text, expected) in cases {
            assert_eq!(scalar(text), expected);
        }
    }
}
