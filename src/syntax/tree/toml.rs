//! TOML text to a tree, over the spanned values of the toml crate.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue, Error};

use super::{Key, MAX_BYTES, Node, TreeFault, Value};
use crate::diagnostic::catalog::{SYN001, SYN002};
use crate::source::Span;

/// Reads a whole TOML text. Where it has faults, the tree holds what could be read all the same.
pub fn parse_toml(text: &str) -> (Option<Node>, Vec<TreeFault>) {
    if text.len() > MAX_BYTES {
        let message = "expected at most 4 MiB of TOML".to_owned();
        return (
            None,
            vec![TreeFault { rule: &SYN001, span: Span::default(), message, hint: None, label: None }],
        );
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors.iter().map(|error| fault(text, error)).collect();
    let span = Span::of(0..text.len());
    (Some(Node { span, value: map(table.get_ref()) }), faults)
}

fn fault(text: &str, error: &Error) -> TreeFault {
    let span = error.span().map_or(Span::default(), Span::of);
    if error.message().contains("duplicate key") {
        let message = format!("key `{}` stands twice in one table", &text[span.range()]);
        let hint = Some("keep one of the two".to_owned());
        return TreeFault { rule: &SYN002, span, message, hint, label: None };
    }
    let message = format!("expected valid TOML: {}", error.message());
    TreeFault { rule: &SYN001, span, message, hint: None, label: None }
}

fn map(table: &DeTable<'_>) -> Value {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let key = Key { span: Span::of(key.span()), text: key.get_ref().as_ref().into() };
            (key, node(value))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let plain = |text: String| Value::Scalar { text: text.into(), plain: true };
    let converted = match value.get_ref() {
        DeValue::String(text) => Value::Scalar { text: text.as_ref().into(), plain: false },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(truth) => plain(truth.to_string()),
        DeValue::Datetime(time) => plain(time.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(node).collect()),
        DeValue::Table(table) => map(table),
    };
    Node { span: Span::of(value.span()), value: converted }
}
