//! A YAML file of mappings, edited in place.
//!
//! Apart from what a glossary is: here are keys, lines and brackets.
//!
//! Invariant: what no edit names keeps its bytes.

use std::collections::BTreeMap;

use crate::source::Span;
use crate::syntax::quoted::quoted;
use crate::syntax::tree::{Key, Node, Value, parse_yaml};

/// A file, and what is to change in it.
pub(super) struct Mapping<'a> {
    text: &'a str,
    root: Node,
    /// Bytes that give way to others, in the order in which they were named.
    edits: Vec<(usize, usize, String)>,
}

/// What stands at some keys.
enum Found {
    /// A value, and where its key ends.
    Value(Node, usize),
    /// Nothing, in a mapping that lacks these keys.
    Absent(Node, Vec<String>),
}

impl<'a> Mapping<'a> {
    /// A file; `None` where it is no sound mapping.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (root, faults) = parse_yaml(text, Span::of(0..text.len()));
        let root =
            root.filter(|root| matches!(root.value, Value::Map(_) | Value::Null) && faults.is_empty())?;
        Some(Self { text, root, edits: Vec::new() })
    }

    /// The keys at the top.
    pub(super) fn keys(&self) -> Vec<Box<str>> {
        entries(&self.root).iter().map(|(key, _)| key.text.clone()).collect()
    }

    /// Whether a key at the top has a mapping.
    pub(super) fn has(&self, key: &str) -> bool {
        self.root.get(key).is_some_and(|node| matches!(node.value, Value::Map(_)))
    }

    /// Whether a mapping lacks the last of some keys.
    pub(super) fn lacks(&self, keys: &[&str]) -> bool {
        match self.down(keys) {
            Some(Found::Absent(..)) => true,
            Some(Found::Value(node, _)) => matches!(node.value, Value::Null),
            None => false,
        }
    }

    /// The file with its edits.
    pub(super) fn edited(mut self) -> String {
        self.edits.sort_by_key(|(start, end, _)| (*start, *end));
        let (mut out, mut at) = (String::with_capacity(self.text.len()), 0);
        for (start, end, new) in &self.edits {
            out.push_str(&self.text[at..(*start).max(at)]);
            out.push_str(new);
            at = (*end).max(at);
        }
        out + &self.text[at..]
    }

    /// Gives the keys a text, of which `written` is the form without need of quotes.
    pub(super) fn put(&mut self, keys: &[&str], text: &str, written: &str) -> Option<()> {
        match self.down(keys)? {
            Found::Value(node, _) if matches!(node.value, Value::Scalar { .. }) => {
                let range = self.scalar_range(&node);
                let has_quotes = self.text[range.clone()].starts_with('"');
                let new = if has_quotes { quoted(text) } else { written.to_owned() };
                self.edits.push((range.start, range.end, new));
                Some(())
            }
            found => self.put_new(found, written),
        }
    }

    /// The bytes of a scalar; of one that goes over lines its mark too, and not the end of its last line.
    fn scalar_range(&self, node: &Node) -> std::ops::Range<usize> {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let end = start + self.text[start..end].trim_end().len();
        let head = self.text[..start].trim_end();
        let line = head.rfind('\n').map_or(0, |at| at + 1);
        let mark = head[line..].rfind(": ").map(|at| line + at + 2);
        let mark = mark.filter(|at| head[*at..].trim_start().starts_with(['|', '>']) && head.len() < start);
        mark.unwrap_or(start)..end
    }

    /// Gives the keys a list. One that is empty goes, and its key with it, where that has nothing else.
    pub(super) fn put_list(&mut self, keys: &[&str], words: &[String]) -> Option<()> {
        if words.is_empty() && self.remove_alone(keys).is_some() {
            return Some(());
        }
        let in_brackets = format!("[{}]", words.join(", "));
        match self.down(keys)? {
            Found::Value(node, _) if matches!(node.value, Value::List(_)) => {
                let (start, end) = (node.span.start as usize, self.end_of(&node)?);
                let new = if self.text[start..].starts_with('[') || words.is_empty() {
                    in_brackets
                } else {
                    let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
                    let indent = " ".repeat(self.text[line..start].chars().count());
                    let items = words.iter().map(|word| format!("- {word}")).collect::<Vec<_>>();
                    items.join(&format!("\n{indent}"))
                };
                self.edits.push((start, end, new));
                Some(())
            }
            found => self.put_new(found, &in_brackets),
        }
    }

    /// Removes the key above a value that is alone there, with its lines.
    fn remove_alone(&mut self, keys: &[&str]) -> Option<()> {
        let [above @ .., _] = keys else { return None };
        let [outer @ .., _] = above else { return None };
        let (Found::Value(map, key_end), Found::Value(around, _)) = (self.down(above)?, self.down(outer)?)
        else {
            return None;
        };
        let start = self.text[..key_end].rfind('\n')?;
        let is_alone = entries(&map).len() == 1 && !self.is_in_brackets(&around);
        let end = self.line_end(self.end_of(&map)?);
        is_alone.then(|| self.edits.push((start, end, String::new())))
    }

    /// Adds a key with its lines at the end.
    pub(super) fn append(&mut self, key: &str, lines: &str) -> Option<()> {
        let at = self.text.len();
        let ended = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
        self.edits.push((at, at, format!("{ended}{}{key}:\n{lines}", self.gap())));
        (!self.is_in_brackets(&self.root)).then_some(())
    }

    /// Adds a key with its lines behind another one at the top.
    pub(super) fn put_behind(&mut self, before: &str, key: &str, lines: &str) -> Option<()> {
        let at = self.line_end(self.end_of(self.root.get(before)?)?);
        self.edits.push((at, at, format!("\n{}{key}:\n{}", self.gap(), lines.trim_end_matches('\n'))));
        Some(())
    }

    /// An empty line, where the file has one between its keys.
    fn gap(&self) -> &'static str {
        let [_, .., (last, _)] = entries(&self.root) else { return "" };
        if self.text[..last.span.start as usize].ends_with("\n\n") { "\n" } else { "" }
    }

    /// What stands at some keys.
    fn down(&self, keys: &[&str]) -> Option<Found> {
        let mut node = &self.root;
        for (at, key) in keys.iter().enumerate() {
            let Some((own, value)) = entries(node).iter().find(|(own, _)| &*own.text == *key) else {
                let rest = keys[at..].iter().map(|key| (*key).to_owned()).collect();
                return matches!(node.value, Value::Map(_)).then(|| Found::Absent(node.clone(), rest));
            };
            if at + 1 == keys.len() {
                return Some(Found::Value(value.clone(), own.span.end as usize));
            }
            node = value;
        }
        None
    }

    /// Puts a value where there is none.
    fn put_new(&mut self, found: Found, value: &str) -> Option<()> {
        match found {
            Found::Value(Node { value: Value::Null, .. }, key_end) => {
                let at = key_end + self.text[key_end..].find(':')? + 1;
                self.edits.push((at, at, format!(" {value}")));
                Some(())
            }
            Found::Value(..) => None,
            Found::Absent(map, rest) => self.insert(&map, &rest, value),
        }
    }

    /// Puts a value under new keys into a mapping, behind what is there.
    fn insert(&mut self, map: &Node, keys: &[String], value: &str) -> Option<()> {
        let (first, inner) = keys.split_first()?;
        let value = inner.iter().rev().fold(value.to_owned(), |value, key| format!("{{{key}: {value}}}"));
        let (first_key, _) = entries(map).first()?;
        let (last_key, last) = entries(map).last()?;
        let end = self.end_of(last)?.max(last_key.span.end as usize);
        if self.is_in_brackets(map) {
            self.edits.push((end, end, format!(", {first}: {value}")));
            return Some(());
        }
        let start = first_key.span.start as usize;
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let indent = &self.text[line..start];
        let at = self.line_end(end);
        self.edits.push((at, at, format!("\n{indent}{first}: {value}")));
        indent.bytes().all(|byte| byte == b' ').then_some(())
    }

    fn is_in_brackets(&self, node: &Node) -> bool {
        self.text[node.span.start as usize..].starts_with(['{', '['])
    }

    /// Where a value ends: behind its bracket, or behind what it holds.
    fn end_of(&self, node: &Node) -> Option<usize> {
        let start = node.span.start as usize;
        let mut end = start;
        match &node.value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    end = end.max(key.span.end as usize).max(self.end_of(value)?);
                }
            }
            Value::List(items) => {
                for item in items {
                    end = end.max(self.end_of(item)?);
                }
            }
            _ => return Some(node.span.end as usize),
        }
        let closing = match self.text.as_bytes().get(start) {
            Some(b'[') => ']',
            Some(b'{') => '}',
            _ => return Some(end),
        };
        let mut in_remark = false;
        let mut rest = self.text[end..].char_indices().skip(usize::from(end == start));
        let closed = rest.find(|(_, c)| {
            in_remark = *c == '#' || in_remark && *c != '\n';
            !in_remark && *c == closing
        });
        closed.map(|(at, _)| end + at + 1)
    }

    /// The end of the line on which something ends; a text that goes over lines ends behind its last letter.
    fn line_end(&self, at: usize) -> usize {
        let at = if self.text[..at].ends_with('\n') { self.text[..at].trim_end().len() } else { at };
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }
}

fn entries(node: &Node) -> &[(Key, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// All texts of a file, by the keys down to them, items of lists by their numbers; `None` where it is not sound.
pub(super) fn facts(text: &str) -> Option<BTreeMap<Vec<String>, String>> {
    let file = Mapping::read(text)?;
    let mut facts = BTreeMap::new();
    walk(&file.root, &mut Vec::new(), &mut facts);
    Some(facts)
}

fn walk(node: &Node, path: &mut Vec<String>, facts: &mut BTreeMap<Vec<String>, String>) {
    let mut below = |name: String, node: &Node| {
        path.push(name);
        walk(node, path, facts);
        path.pop();
    };
    match &node.value {
        Value::Scalar { text, .. } => drop(facts.insert(path.clone(), text.to_string())),
        Value::List(items) => items.iter().enumerate().for_each(|(at, item)| below(at.to_string(), item)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| below(key.text.to_string(), value)),
        Value::Null | Value::Broken => {}
    }
}
