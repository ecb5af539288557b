//! Gathers the parser's borrowed events over the marked text into owned events over the file.
//!
//! Invariant: starts and ends balance, an end has the span of its start, and the span of an element
//! holds all spans in it, whatever ranges the parser gives.
//! Invariant: an element that would lie deeper than [`MAX_DEPTH`] is left out with all it holds.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark as cmark;

use crate::source::Span;
use crate::syntax::markdown::sentinels::Marked;
use crate::syntax::markdown::tags::{Pieces, tag, tag_end};
use crate::syntax::markdown::{Event, EventKind, Fault, FaultKind, LinkForm, MAX_DEPTH, Tag, Text, locate};

/// Parses a marked body into events; faults are added to those given.
pub(super) fn events(file: &str, marked: &Marked<'_>, faults: &mut Vec<Fault>) -> Vec<Event> {
    let pieces = Pieces { file, marked };
    let mut broken = Vec::new();
    let note_broken = |link: cmark::BrokenLink<'_>| {
        if link.link_type == cmark::LinkType::Reference {
            broken.push(link.span);
        }
        None
    };
    let parser = cmark::Parser::new_with_broken_link_callback(&marked.text, options(), Some(note_broken));
    let mut parser = parser.into_offset_iter();
    let mut builder = Builder::new(pieces, faults);
    while let Some((event, range)) = parser.next() {
        builder.push(event, &range, parser.reference_definitions());
    }
    let events = builder.events;
    drop(parser);
    let broken =
        broken.iter().map(|range| Fault { kind: FaultKind::BrokenReference, span: pieces.span(range) });
    faults.extend(broken);
    events
}

fn options() -> cmark::Options {
    cmark::Options::ENABLE_TABLES
        | cmark::Options::ENABLE_STRIKETHROUGH
        | cmark::Options::ENABLE_TASKLISTS
        | cmark::Options::ENABLE_FOOTNOTES
        | cmark::Options::ENABLE_HEADING_ATTRIBUTES
        | cmark::Options::ENABLE_DEFINITION_LIST
        | cmark::Options::ENABLE_GFM
        | cmark::Options::ENABLE_WIKILINKS
}

/// The list of events as it grows.
struct Builder<'a> {
    pieces: Pieces<'a>,
    events: Vec<Event>,
    faults: &'a mut Vec<Fault>,
    /// Where in `events` the open elements start.
    open: Vec<usize>,
    /// How many elements are open beyond those: the ones left out.
    dropped: usize,
    /// Labels of the footnotes defined so far, in lower case.
    footnotes: HashSet<Box<str>>,
}

impl<'a> Builder<'a> {
    fn new(pieces: Pieces<'a>, faults: &'a mut Vec<Fault>) -> Self {
        Self { pieces, events: Vec::new(), faults, open: Vec::new(), dropped: 0, footnotes: HashSet::new() }
    }

    /// Adds what the parser says next; links may refer to the definitions.
    fn push(&mut self, event: cmark::Event<'_>, range: &Range<usize>, definitions: &cmark::RefDefs<'_>) {
        match event {
            cmark::Event::Start(tag) => self.start(tag, range, definitions),
            cmark::Event::End(end) => self.end(end),
            _ if self.dropped > 0 => {}
            leaf => {
                let kind = self.leaf(&leaf, range);
                let span = self.pieces.span(range);
                let text = kind.text().and_then(Text::span);
                self.push_leaf(kind, text.map_or(span, |text| union(span, text)));
            }
        }
    }

    fn start(&mut self, start: cmark::Tag<'_>, range: &Range<usize>, definitions: &cmark::RefDefs<'_>) {
        let span = self.pieces.span(range);
        if self.dropped > 0 || self.open.len() == MAX_DEPTH {
            if self.dropped == 0 {
                self.faults.push(Fault { kind: FaultKind::TooDeep, span });
            }
            self.dropped += 1;
            return;
        }
        let tag = tag(self.pieces, start, range, definitions);
        if let Tag::FootnoteDefinition(label) = &tag {
            self.note_footnote(&label.get(self.pieces.file).to_lowercase(), label.span().unwrap_or(span));
        }
        self.open.push(self.events.len());
        self.events.push(Event { kind: EventKind::Start(tag), span });
    }

    fn note_footnote(&mut self, label: &str, span: Span) {
        if !self.footnotes.insert(label.into()) {
            self.faults.push(Fault { kind: FaultKind::DuplicateFootnote, span });
        }
    }

    fn end(&mut self, end: cmark::TagEnd) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(start) = self.open.pop() else { return };
        self.settle_link(start);
        let span = self.events[start].span;
        self.enclose(span);
        self.events.push(Event { kind: EventKind::End(tag_end(end)), span });
    }

    /// Tells an inline link with an escape in its destination, now that it closes, where that is
    /// written: behind what the link holds.
    fn settle_link(&mut self, start: usize) {
        let (head, inside) = self.events.split_at_mut(start + 1);
        let Some(Event { kind: EventKind::Start(Tag::Link(link) | Tag::Image(link)), span }) =
            head.last_mut()
        else {
            return;
        };
        if link.form != LinkForm::Inline || link.destination.span().is_some() {
            return;
        }
        let from = inside.last().map_or(span.start + 1, |last| last.span.end);
        if let Some(place) = locate::inline_destination(self.pieces.file, Span::new(from, span.end)) {
            link.destination_span = place;
            locate::title(link, self.pieces.file, place);
        }
    }

    /// An event that is no start and no end.
    fn leaf(&self, leaf: &cmark::Event<'_>, range: &Range<usize>) -> EventKind {
        let text = |piece| self.pieces.text(piece, range);
        match leaf {
            cmark::Event::Html(html) => EventKind::Html(text(html)),
            cmark::Event::InlineHtml(html) => EventKind::InlineHtml(text(html)),
            cmark::Event::Code(code) => EventKind::Code(text(code)),
            cmark::Event::FootnoteReference(label) => EventKind::FootnoteReference(text(label)),
            cmark::Event::SoftBreak => EventKind::SoftBreak { joined: false },
            cmark::Event::HardBreak => EventKind::HardBreak,
            cmark::Event::Rule => EventKind::Rule,
            cmark::Event::TaskListMarker(checked) => EventKind::TaskMarker(*checked),
            cmark::Event::Text(plain) => EventKind::Text(text(plain)),
            // The options leave out mathematics; starts and ends do not come here.
            cmark::Event::InlineMath(plain) | cmark::Event::DisplayMath(plain) => {
                EventKind::Text(text(plain))
            }
            cmark::Event::Start(_) | cmark::Event::End(_) => EventKind::Text(Text::Owned("".into())),
        }
    }

    /// Adds a leaf: nothing for empty text, and text that goes on in the file goes on in its event.
    fn push_leaf(&mut self, kind: EventKind, span: Span) {
        if matches!(&kind, EventKind::Text(text) | EventKind::Html(text) if text.get(self.pieces.file).is_empty())
        {
            return;
        }
        self.enclose(span);
        if let Some(last) = self.events.last_mut()
            && extend(&mut last.kind, &kind)
        {
            last.span.end = span.end;
        } else {
            self.events.push(Event { kind, span });
        }
    }

    /// Lets the open element grow to hold a span: the parser leaves the box of a task out of its
    /// paragraph, and at times the last line out of a list.
    fn enclose(&mut self, inner: Span) {
        if let Some(&start) = self.open.last() {
            self.events[start].span = union(self.events[start].span, inner);
        }
    }
}

/// The shortest span that holds both.
fn union(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// Makes a text longer by the text behind it, if they are of one kind and adjoin in the file.
fn extend(text: &mut EventKind, more: &EventKind) -> bool {
    match (text, more) {
        (EventKind::Text(Text::Source(text)), EventKind::Text(Text::Source(more)))
        | (EventKind::Html(Text::Source(text)), EventKind::Html(Text::Source(more)))
            if text.end == more.start =>
        {
            text.end = more.end;
            true
        }
        _ => false,
    }
}
