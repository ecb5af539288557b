//! What stands around the units of a file: lists, tables and alerts; and the fences, which are no units.
//!
//! Apart from the units, since nobody translates any of it: it is compared, and must be the same.
//!
//! Invariant: every unit of a file has its shape, texts of data and front matter an empty one.

use super::unit::Unit;
use crate::source::Span;
use crate::syntax::document::Document;
use crate::syntax::markdown::{Alert, EventKind, Tag, TagEnd};

/// What stands around a unit. The blocks are told by the place of their first event.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shape {
    /// The list, and whether it is a numbered one.
    pub list: Option<(usize, bool)>,
    /// Whether the box of its task is checked.
    pub task: Option<bool>,
    /// The table, the column from 0, and how many there are.
    pub cell: Option<(usize, usize, usize)>,
    /// The alert.
    pub alert: Option<(usize, Alert)>,
}

/// The shapes of the units of a file, in their order.
pub fn shapes(document: &Document, units: &[Unit]) -> Vec<Shape> {
    let mut shapes = vec![Shape::default(); units.len()];
    let mut wanted = units.iter().zip(&mut shapes).filter(|(unit, _)| !unit.events.is_empty()).peekable();
    // What surrounds the blocks that are open.
    let mut outer: Vec<Shape> = Vec::new();
    let mut here = Shape::default();
    for (at, event) in document.markdown.events.iter().enumerate() {
        while let Some((_, shape)) = wanted.next_if(|(unit, _)| unit.events.start <= at) {
            *shape = here;
        }
        match &event.kind {
            EventKind::Start(tag) if opens(tag) => {
                outer.push(here);
                here = inside(here, tag, at);
            }
            EventKind::End(end) if closes(*end) => {
                let inner = here;
                here = outer.pop().unwrap_or_default();
                if *end == TagEnd::TableCell
                    && let (Some(own), Some((_, column, _))) = (&mut here.cell, inner.cell)
                {
                    own.1 = column + 1;
                }
            }
            EventKind::TaskMarker(checked) => here.task = Some(*checked),
            _ => {}
        }
    }
    shapes
}

fn opens(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::BlockQuote(_)
    )
}

fn closes(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::List { .. }
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::BlockQuote(_)
    )
}

fn inside(outer: Shape, tag: &Tag, at: usize) -> Shape {
    match tag {
        Tag::List(start) => Shape { list: Some((at, start.is_some())), task: None, ..outer },
        Tag::Item => Shape { task: None, ..outer },
        Tag::Table(columns) => Shape { cell: Some((at, 0, columns.len())), ..Shape::default() },
        Tag::TableHead | Tag::TableRow => {
            Shape { cell: outer.cell.map(|(table, _, columns)| (table, 0, columns)), ..outer }
        }
        Tag::BlockQuote(alert) => Shape { alert: alert.map(|alert| (at, alert)), ..Shape::default() },
        _ => outer,
    }
}

/// A block of code, or a directive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fence<'a> {
    /// Where it stands.
    pub span: Span,
    /// What stands behind the fence: the language, or the directive with its arguments.
    pub info: &'a str,
    /// What it holds.
    pub text: String,
}

impl Fence<'_> {
    /// Whether it is a directive.
    pub fn is_directive(&self) -> bool {
        self.info.starts_with('{')
    }
}

/// The fences of a file, in their order.
pub fn fences(document: &Document) -> Vec<Fence<'_>> {
    let file: &str = &document.source.text;
    let mut found: Vec<Fence<'_>> = Vec::new();
    let mut is_open = false;
    for event in &document.markdown.events {
        match &event.kind {
            EventKind::Start(Tag::CodeBlock { info, .. }) => {
                let info = info.as_ref().map_or("", |info| info.text.get(file));
                found.push(Fence { span: event.span, info: info.trim(), text: String::new() });
                is_open = true;
            }
            EventKind::End(TagEnd::CodeBlock) => is_open = false,
            EventKind::Text(text) if is_open => {
                if let Some(fence) = found.last_mut() {
                    fence.text.push_str(text.get(file));
                }
            }
            _ => {}
        }
    }
    found
}
