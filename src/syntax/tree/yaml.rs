//! YAML text to a tree, over the events of granit-parser.

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use std::collections::HashMap;

use super::{Key, MAX_BYTES, MAX_DEPTH, MAX_NODES, Node, TreeFault, Value};
use crate::diagnostic::catalog::{SYN001, SYN002, SYN006};
use crate::source::Span;

/// Reads `text[body]`. The answer is `None` where the text is no YAML at all; spans are offsets into `text`.
pub fn parse_yaml(text: &str, body: Span) -> (Option<Node>, Vec<TreeFault>) {
    let yaml = &text[body.range()];
    let mut builder = Builder { base: body.start, length: yaml.len(), nodes: 0, faults: Vec::new() };
    if yaml.len() > MAX_BYTES {
        builder.fault(Span::new(body.start, body.start), "expected at most 4 MiB of YAML".to_owned());
        return (None, builder.faults);
    }
    let mut options = Options::default();
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    let mut events = Parser::new_from_str_with_options(yaml, options);
    let node = match builder.document(&mut events) {
        Ok(node) => Some(node),
        Err(error) => {
            builder.scan_error(&error);
            None
        }
    };
    (node, builder.faults)
}

type Events<'input> = Parser<'input, granit_parser::StrInput<'input>>;

struct Builder {
    base: u32,
    length: usize,
    nodes: usize,
    faults: Vec<TreeFault>,
}

impl Builder {
    fn document(&mut self, events: &mut Events<'_>) -> Result<Node, ScanError> {
        let mut root = None;
        while let Some((event, span)) = events.next_event().transpose()? {
            match event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    self.refuse(
                        self.span(&span),
                        "expected one YAML document, found a second one",
                        "split the file in two",
                    );
                    break;
                }
                Event::DocumentStart(..) => {}
                event => root = Some(self.node(event, &span, events)?),
            }
        }
        Ok(root.unwrap_or_else(|| Node::empty_map(Span::new(self.base, self.base))))
    }

    fn node(&mut self, event: Event<'_>, at: &YamlSpan, events: &mut Events<'_>) -> Result<Node, ScanError> {
        let span = self.span(at);
        self.nodes += 1;
        if self.nodes == MAX_NODES + 1 {
            self.refuse(span, "expected at most 20,000 values in one file, found more", "split the file");
        }
        self.refuse_properties(&event, span);
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let null = plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if null { Value::Null } else { Value::Scalar { text: text.into(), plain } };
                Ok(Node { span, value })
            }
            Event::SequenceStart(..) => self.list(span, events),
            Event::MappingStart(..) => self.map(span, events),
            Event::Alias(..) => {
                self.refuse(
                    span,
                    "expected a value, found an alias",
                    "write the value out where it is needed",
                );
                Ok(Node { span, value: Value::Broken })
            }
            _ => Ok(Node { span, value: Value::Null }),
        }
    }

    fn list(&mut self, start: Span, events: &mut Events<'_>) -> Result<Node, ScanError> {
        let mut items = Vec::new();
        let mut end = start.end;
        while let Some((event, span)) = events.next_event().transpose()? {
            if event == Event::SequenceEnd {
                end = end.max(self.span(&span).end);
                break;
            }
            let item = self.node(event, &span, events)?;
            end = item.span.end.max(end);
            items.push(item);
        }
        Ok(Node { span: Span::new(start.start, end), value: Value::List(items) })
    }

    fn map(&mut self, start: Span, events: &mut Events<'_>) -> Result<Node, ScanError> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen: HashMap<Box<str>, Span> = HashMap::new();
        let mut merged = false;
        let mut end = start.end;
        while let Some((event, span)) = events.next_event().transpose()? {
            if event == Event::MappingEnd {
                break;
            }
            let key_node = self.node(event, &span, events)?;
            let Some((event, span)) = events.next_event().transpose()? else { break };
            let is_merge = matches!(&key_node.value, Value::Scalar { text, plain: true } if &**text == "<<");
            let found_before = self.faults.len();
            let value = self.node(event, &span, events)?;
            if is_merge {
                // What is merged in would be said of each value again, and what it brings is not missing.
                self.faults.truncate(found_before);
                merged = true;
            }
            end = value.span.end.max(key_node.span.end).max(end);
            match self.key(key_node) {
                Some(key) if self.nodes <= MAX_NODES => self.insert(&mut entries, &mut seen, key, value),
                _ => {}
            }
        }
        let value = if merged { Value::Broken } else { Value::Map(entries) };
        Ok(Node { span: Span::new(start.start, end), value })
    }

    fn key(&mut self, node: Node) -> Option<Key> {
        match node.value {
            Value::Scalar { text, .. } if &*text != "<<" => Some(Key { span: node.span, text }),
            Value::Scalar { .. } => {
                self.refuse(node.span, "expected a key, found the merge key `<<`", "write the values out");
                None
            }
            _ => {
                self.refuse(
                    node.span,
                    &format!("expected a key, found {}", node.describe()),
                    "a key is a short text",
                );
                None
            }
        }
    }

    fn insert(
        &mut self,
        entries: &mut Vec<(Key, Node)>,
        seen: &mut HashMap<Box<str>, Span>,
        key: Key,
        value: Node,
    ) {
        match seen.get(&key.text).copied() {
            None => {
                seen.insert(key.text.clone(), key.span);
                entries.push((key, value));
            }
            Some(first) => self.faults.push(TreeFault {
                rule: &SYN002,
                span: key.span,
                message: format!("key `{}` stands twice in one mapping", key.text),
                hint: Some("keep one of the two".to_owned()),
                label: Some((first, "first here")),
            }),
        }
    }

    fn refuse_properties(&mut self, event: &Event<'_>, span: Span) {
        if !event.is_alias() && event.anchor_id().is_some_and(|id| id != 0) {
            self.refuse(
                span,
                "expected a value, found an anchor before it",
                "write the value out where it is needed",
            );
        }
        if event.tag().is_some() {
            self.refuse(
                span,
                "expected a value, found a tag before it",
                "remove the tag; quote a value that should be text",
            );
        }
    }

    fn refuse(&mut self, span: Span, message: &str, hint: &str) {
        let hint = Some(hint.to_owned());
        self.faults.push(TreeFault { rule: &SYN006, span, message: message.to_owned(), hint, label: None });
    }

    fn fault(&mut self, span: Span, message: String) {
        self.faults.push(TreeFault { rule: &SYN001, span, message, hint: None, label: None });
    }

    fn scan_error(&mut self, error: &ScanError) {
        let offset = error.marker().byte_offset().unwrap_or(0).min(self.length);
        let start = self.base + u32::try_from(offset).unwrap_or(0);
        let message = match error.info().as_str() {
            "recursion limit exceeded" => format!("mappings and lists nest at most {MAX_DEPTH} deep"),
            message => message.to_owned(),
        };
        let mut message = message.trim_end_matches('.').to_owned();
        if let Some(first) = message.get(..1).map(str::to_ascii_lowercase) {
            message.replace_range(..1, &first);
        }
        // The parser quotes as `x'.
        let message = if message.contains('`') { message.replace('\'', "`") } else { message };
        self.fault(Span::new(start, start), format!("expected valid YAML: {message}"));
    }

    fn span(&self, span: &YamlSpan) -> Span {
        let offset = |marker: granit_parser::Marker| {
            let bytes = marker.byte_offset().unwrap_or(0).min(self.length);
            self.base + u32::try_from(bytes).unwrap_or(0)
        };
        Span::new(offset(span.start), offset(span.end))
    }
}
