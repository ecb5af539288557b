//! What stands before the body of a page: in YAML between `---`, in TOML between `+++`.
//!
//! Invariant: what pages here have a place for is taken over; every other key is named in a note.

use super::layout::Layout;
use super::text_line;
use crate::import::report::Note;
use crate::locale::Locale;
use crate::source::Span;
use crate::syntax::tree::{Node, Value, parse_toml, parse_yaml};

/// What is taken over.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct FrontMatter {
    title: Option<String>,
    description: Option<String>,
    date: Option<String>,
    weight: Option<i64>,
    slug: Option<String>,
    aliases: Vec<String>,
    draft: bool,
}

/// Reads what stands before a body, and where the body begins.
pub(super) fn read(text: &str, layout: Layout) -> (FrontMatter, usize, Vec<Note>) {
    let Some((head, start, is_toml)) = parted(text) else { return (FrontMatter::default(), 0, Vec::new()) };
    let (tree, faults) =
        if is_toml { parse_toml(&text[head.clone()]) } else { parse_yaml(text, Span::of(head)) };
    let mut notes: Vec<Note> = faults
        .iter()
        .map(|fault| Note { line: 1, text: format!("front matter that cannot be read: {}", fault.message) })
        .collect();
    let mut found = FrontMatter::default();
    let mut others = Vec::new();
    if let Some(Value::Map(entries)) = tree.map(|tree| tree.value) {
        for (key, value) in &entries {
            if !found.take(&key.text, value, layout) {
                others.push(format!("`{}`", key.text));
            }
        }
    }
    if !others.is_empty() {
        notes.push(Note { line: 1, text: format!("keys without a place here: {}", others.join(", ")) });
    }
    (found, start, notes)
}

/// The bytes of the front matter, where the body begins, and whether it is TOML.
fn parted(text: &str) -> Option<(std::ops::Range<usize>, usize, bool)> {
    let fence = ["---", "+++"]
        .into_iter()
        .find(|fence| text.lines().next().is_some_and(|line| line.trim_end() == *fence))?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((start..at, at + line.len(), fence == "+++"));
        }
        at += line.len();
    }
    None
}

impl FrontMatter {
    /// Takes a key over; whether it has a place here.
    fn take(&mut self, key: &str, node: &Node, layout: Layout) -> bool {
        let said = match &node.value {
            Value::Scalar { text, .. } => text.trim(),
            _ => "",
        };
        let text = || Some(said.to_owned()).filter(|text| !text.is_empty());
        match key {
            "title" => self.title = text(),
            "sidebar_label" | "linkTitle" if self.title.is_none() => self.title = text(),
            "description" | "summary" => self.description = self.description.take().or_else(text),
            "date" => self.date = day(said),
            "weight" | "sidebar_position" => self.weight = said.parse().ok(),
            "sidebar" if layout == Layout::Starlight => {
                let order = node.get("order").map(|order| &order.value);
                let Some(Value::Scalar { text, .. }) = order else { return false };
                self.weight = text.parse().ok();
            }
            "slug" => {
                let last = said.trim_matches('/').rsplit('/').next().unwrap_or_default();
                let is_clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
                self.slug =
                    Some(last.to_owned()).filter(|slug| !slug.is_empty() && slug.chars().all(is_clean));
                return self.slug.is_some();
            }
            "aliases" => match &node.value {
                Value::List(items) => self.aliases = items.iter().filter_map(alias).collect(),
                _ => return false,
            },
            "draft" => self.draft = said == "true",
            // The languages of files are known by their places.
            "lang" | "locale" | "translationKey" => {}
            _ => return false,
        }
        true
    }

    /// The front matter of a page; `locale` where it is in another language than most.
    pub(super) fn head(&self, weight: Option<i64>, locale: Option<Locale>) -> String {
        let mut head = self.texts();
        if let Some(date) = &self.date {
            head += &format!("date: {date}\n");
        }
        if let Some(weight) = self.weight.or(weight) {
            head += &format!("weight: {weight}\n");
        }
        if let Some(slug) = &self.slug {
            head += &text_line("slug", slug);
        }
        if !self.aliases.is_empty() {
            let all: Vec<String> =
                self.aliases.iter().map(|alias| crate::syntax::quoted::quoted(alias)).collect();
            head += &format!("aliases: [{}]\n", all.join(", "));
        }
        if let Some(locale) = locale {
            head += &format!("locale: {locale}\n");
        }
        if self.draft {
            head += "draft: true\n";
        }
        fenced(&head)
    }

    /// The front matter of a translation: its texts; facts stand once.
    pub(super) fn translated_head(&self) -> String {
        fenced(&self.texts())
    }

    fn texts(&self) -> String {
        let title = self.title.as_ref().map(|title| text_line("title", title)).unwrap_or_default();
        let description = self.description.as_ref().map(|text| text_line("description", text));
        title + &description.unwrap_or_default()
    }
}

fn fenced(head: &str) -> String {
    if head.is_empty() { String::new() } else { format!("---\n{head}---\n\n") }
}

/// The day of a date with or without a time.
fn day(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_day.then(|| day.to_owned())
}

/// An old address from the root of the site.
fn alias(node: &Node) -> Option<String> {
    let Value::Scalar { text, .. } = &node.value else { return None };
    let path = text.trim_matches('/');
    let is_clean = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    (!path.is_empty() && path.chars().all(is_clean)).then(|| format!("/{path}"))
}
