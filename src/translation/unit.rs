//! From a parsed file to its units: the smallest pieces that somebody translates.
//!
//! A unit of Markdown is a leaf block: a heading, a paragraph, an item, a cell, a term, a definition, or a text
//! of the front matter. Code blocks, directives and blocks without a letter or digit of their own are none. An
//! image's text alternative belongs to the block it stands in; a block that is nothing but an image is a unit.
//!
//! Invariant: units come in the order of the file, their spans do not overlap, and what lies between them is
//! the same whatever they say: putting texts into their places changes nothing else.

use super::normal::normal;
use crate::source::Span;
use crate::syntax::document::Document;
use crate::syntax::markdown::{Event, EventKind, Tag, TagEnd};
use crate::syntax::tree::Value;

/// What kind of piece a unit is. Units of different kinds never pair.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum UnitKind {
    /// A heading of a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The text of an item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A paragraph in an alert.
    Alert,
    /// A paragraph in a quotation.
    Quote,
    /// What is defined.
    Term,
    /// How it is defined.
    Definition,
    /// A paragraph of a footnote.
    Footnote,
    /// An image that stands alone.
    Image,
    /// A block of HTML.
    Html,
    /// A text of the front matter or of a data file.
    Text,
}

impl UnitKind {
    /// The word for it in records and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::Item => "item",
            Self::Cell => "cell",
            Self::Alert => "alert",
            Self::Quote => "quote",
            Self::Term => "term",
            Self::Definition => "definition",
            Self::Footnote => "footnote",
            Self::Image => "image",
            Self::Html => "html",
            Self::Text => "text",
        }
    }
}

/// What identifies a normalised text: the first 16 bytes of its BLAKE3 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Hash(pub [u8; 16]);

impl Hash {
    /// The hash of a normalised text.
    pub fn of(text: &str) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
        Self(bytes)
    }

    /// From 32 hexadecimal digits.
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        for (byte, at) in bytes.iter_mut().zip((0..32).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One piece to translate, in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// The bytes of its content in the file.
    pub span: Span,
    /// Its events in the file; none for a text of data or front matter.
    pub events: std::ops::Range<usize>,
    /// A name that is its own in the file: `#id` of a heading, the keys down to a text.
    pub name: Option<Box<str>>,
    /// The heading above it: its id or text; empty before the first.
    pub section: Box<str>,
    /// What it says, normalised: the same for every way to write and wrap it.
    pub text: Box<str>,
    /// The hash of that.
    pub hash: Hash,
}

impl Unit {
    /// A text of data or front matter.
    pub fn of_text(name: &str, span: Span, text: &str) -> Self {
        let text = super::normal::plain(text);
        Self {
            kind: UnitKind::Text,
            span,
            events: 0..0,
            name: Some(name.into()),
            section: "".into(),
            hash: Hash::of(&text),
            text: text.into(),
        }
    }
}

/// The keys of front matter that readers see.
const FRONT_MATTER: [&str; 2] = ["title", "description"];

/// The units of a page, runbook, note or message.
pub fn units(document: &Document) -> Vec<Unit> {
    let mut units: Vec<Unit> = FRONT_MATTER.iter().filter_map(|key| front_matter(document, key)).collect();
    units.sort_by_key(|unit| unit.span);
    let mut walk = Walk { document, open: Vec::new(), run: None, heading: 0, section: "".into(), units };
    for (at, event) in document.markdown.events.iter().enumerate() {
        walk.take(at, event);
    }
    walk.units
}

fn front_matter(document: &Document, key: &str) -> Option<Unit> {
    let node = document.data.get(key)?;
    let Value::Scalar { text, .. } = &node.value else { return None };
    (!text.trim().is_empty()).then(|| Unit::of_text(key, node.span, text))
}

/// A file in which units say something else: each that `new` has a text for, given its number, written at its place.
pub fn rewritten(text: &str, units: &[Unit], new: impl Fn(usize, &Unit) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (number, unit) in units.iter().enumerate() {
        let range = unit.span.range();
        out.push_str(&text[at..range.start]);
        match new(number, unit) {
            Some(new) => out.push_str(&new),
            None => out.push_str(&text[range.clone()]),
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

struct Walk<'a> {
    document: &'a Document,
    /// The blocks that are open.
    open: Vec<&'a Tag>,
    /// Where the inline content at hand begins.
    run: Option<usize>,
    /// How many headings have begun.
    heading: usize,
    section: Box<str>,
    units: Vec<Unit>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, at: usize, event: &'a Event) {
        match &event.kind {
            EventKind::Start(tag) if !is_inline(tag) => {
                self.end_run(at);
                if matches!(tag, Tag::Heading(_)) {
                    self.begin_section();
                }
                self.open.push(tag);
            }
            EventKind::End(end) if !is_inline_end(*end) => {
                self.end_run(at);
                self.open.pop();
            }
            // The box of a task is no text.
            EventKind::Rule | EventKind::TaskMarker(_) => self.end_run(at),
            _ => drop(self.run.get_or_insert(at)),
        }
    }

    fn begin_section(&mut self) {
        let heading = self.document.headings.get(self.heading);
        self.heading += 1;
        self.section = heading.map_or_else(Default::default, |heading| match &heading.id {
            Some((id, _)) => id.clone(),
            None => heading.text.clone(),
        });
    }

    fn end_run(&mut self, end: usize) {
        let Some(start) = self.run.take() else { return };
        let Some(kind) = self.kind(start..end) else { return };
        let (events, file) = (&self.document.markdown.events[start..end], &*self.document.source.text);
        let first = events[0].span.start as usize;
        let escape = usize::from(first > 0 && file.as_bytes()[first - 1] == b'\\');
        let span = Span::of(
            first - escape..events.iter().map(|event| event.span.end as usize).max().unwrap_or(first),
        );
        let text = normal(events, file, span);
        if !says_something(&text) {
            return;
        }
        let id = match kind {
            UnitKind::Heading(_) => self.document.headings.get(self.heading.wrapping_sub(1)),
            _ => None,
        };
        self.units.push(Unit {
            kind,
            span,
            events: start..end,
            name: id.and_then(|heading| heading.id.as_ref()).map(|(id, _)| format!("#{id}").into()),
            section: self.section.clone(),
            hash: Hash::of(&text),
            text: text.into(),
        });
    }

    /// What the inline content of some events is, by the blocks around it.
    fn kind(&self, events: std::ops::Range<usize>) -> Option<UnitKind> {
        let mut around = self.open.iter().rev();
        let kind = match around.next() {
            None | Some(Tag::Paragraph) => match around.next() {
                Some(Tag::Item) => UnitKind::Item,
                Some(Tag::BlockQuote(Some(_))) => UnitKind::Alert,
                Some(Tag::BlockQuote(None)) => UnitKind::Quote,
                Some(Tag::FootnoteDefinition(_)) => UnitKind::Footnote,
                Some(Tag::DefinitionDefinition) => UnitKind::Definition,
                _ => UnitKind::Paragraph,
            },
            Some(Tag::Heading(heading)) => UnitKind::Heading(heading.level),
            Some(Tag::Item) => UnitKind::Item,
            Some(Tag::TableCell) => UnitKind::Cell,
            Some(Tag::DefinitionTitle) => UnitKind::Term,
            Some(Tag::DefinitionDefinition) => UnitKind::Definition,
            Some(Tag::FootnoteDefinition(_)) => UnitKind::Footnote,
            Some(Tag::BlockQuote(alert)) => match alert {
                Some(_) => UnitKind::Alert,
                None => UnitKind::Quote,
            },
            Some(Tag::HtmlBlock) => UnitKind::Html,
            Some(_) => return None,
        };
        let events = &self.document.markdown.events[events];
        let is_image = |event: &Event| matches!(event.kind, EventKind::Start(Tag::Image(_)));
        let alone = kind == UnitKind::Paragraph
            && events.first().is_some_and(is_image)
            && events.last().is_some_and(|last| last.span == events[0].span);
        Some(if alone { UnitKind::Image } else { kind })
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// Whether anything is left of a text without what the program fills in and what HTML marks up.
fn says_something(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut in_tag = false;
    for (at, c) in text.char_indices() {
        match c {
            '[' if text[at..].starts_with("[[") => depth += 1,
            ']' if text[..at].ends_with(']') => depth = depth.saturating_sub(1),
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if c.is_alphanumeric() && depth == 0 && !in_tag => return true,
            _ => {}
        }
    }
    false
}
