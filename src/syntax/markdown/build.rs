//! Turns the parser's borrowed events over the marked text into owned events over the file.
//!
//! Invariant: sentinels end here; spans that leave are offsets in the file.
//! Invariant: an element deeper than [`MAX_DEPTH`] keeps its start and end and loses what it holds.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark as cmark;

use crate::source::Span;
use crate::syntax::markdown::sentinels::Marked;
use crate::syntax::markdown::{
    Alert, Alignment, Event, EventKind, Fault, FaultKind, Heading, Link, LinkForm, MAX_DEPTH, Spanned, Tag, TagEnd,
    Text, locate,
};

/// Parses a marked body into events; faults are added to those given.
pub(super) fn events(file: &str, marked: &Marked<'_>, faults: &mut Vec<Fault>) -> Vec<Event> {
    let mut broken = Vec::new();
    let note_broken = |link: cmark::BrokenLink<'_>| {
        if link.link_type == cmark::LinkType::Reference {
            broken.push(link.span);
        }
        None
    };
    let mut parser =
        cmark::Parser::new_with_broken_link_callback(&marked.text, options(), Some(note_broken)).into_offset_iter();
    let mut builder = Builder { file, marked, events: Vec::new(), faults, open: Vec::new(), dropped: 0, labels: HashSet::new() };
    while let Some((event, range)) = parser.next() {
        let definition = reference_label(&event)
            .and_then(|label| parser.reference_definitions().get(label))
            .map(|definition| definition.span.clone());
        builder.push(event, range, definition);
    }
    let events = builder.events;
    drop(parser);
    let broken = broken.into_iter().map(|range| marked.span(&range));
    faults.extend(broken.map(|span| Fault { kind: FaultKind::BrokenReference, span }));
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

/// The label of a link whose destination stands in a definition.
fn reference_label<'e>(event: &'e cmark::Event<'_>) -> Option<&'e str> {
    use cmark::LinkType::{Collapsed, Reference, Shortcut};
    match event {
        cmark::Event::Start(cmark::Tag::Link { link_type, id, .. } | cmark::Tag::Image { link_type, id, .. }) => {
            matches!(link_type, Reference | Collapsed | Shortcut).then_some(id)
        }
        _ => None,
    }
}

/// The list of events as it grows.
struct Builder<'a> {
    file: &'a str,
    marked: &'a Marked<'a>,
    events: Vec<Event>,
    faults: &'a mut Vec<Fault>,
    /// Where in `events` the open elements start.
    open: Vec<usize>,
    /// How many elements are open beyond those: the ones left out.
    dropped: usize,
    /// Labels of the footnotes defined so far.
    labels: HashSet<Box<str>>,
}

impl Builder<'_> {
    fn push(&mut self, event: cmark::Event<'_>, range: Range<usize>, definition: Option<Range<usize>>) {
        match event {
            cmark::Event::Start(tag) => self.start(tag, &range, definition),
            cmark::Event::End(end) => self.end(end),
            _ if self.dropped > 0 => {}
            cmark::Event::Text(text) => self.push_text(&text, &range, EventKind::Text),
            cmark::Event::Html(text) => self.push_text(&text, &range, EventKind::Html),
            cmark::Event::InlineHtml(text) => self.push_text(&text, &range, EventKind::InlineHtml),
            cmark::Event::InlineMath(text) | cmark::Event::DisplayMath(text) | cmark::Event::Code(text) => {
                self.push_code(&text, &range);
            }
            cmark::Event::FootnoteReference(label) => self.push_footnote_reference(&label, &range),
            cmark::Event::SoftBreak => self.push_plain(EventKind::SoftBreak { joined: false }, &range),
            cmark::Event::HardBreak => self.push_plain(EventKind::HardBreak, &range),
            cmark::Event::Rule => self.push_plain(EventKind::Rule, &range),
            cmark::Event::TaskListMarker(checked) => self.push_plain(EventKind::TaskMarker(checked), &range),
        }
    }

    fn start(&mut self, tag: cmark::Tag<'_>, range: &Range<usize>, definition: Option<Range<usize>>) {
        let span = self.span(range);
        if self.dropped > 0 || self.open.len() == MAX_DEPTH {
            if self.dropped == 0 {
                self.faults.push(Fault { kind: FaultKind::TooDeep, span });
            }
            self.dropped += 1;
            return;
        }
        let tag = self.tag(tag, range, definition);
        self.open.push(self.events.len());
        self.events.push(Event { kind: EventKind::Start(tag), span });
    }

    /// Closes the element last opened; its end has the span of its start.
    fn end(&mut self, end: cmark::TagEnd) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(start) = self.open.pop() else { return };
        self.place_link(start);
        self.push_event(EventKind::End(tag_end(end)), self.events[start].span);
    }

    /// Adds an event. The element it stands in grows to hold it: the parser leaves the box of a
    /// task out of its paragraph, and at times the last line out of a list.
    fn push_event(&mut self, kind: EventKind, span: Span) {
        self.enclose(span);
        self.events.push(Event { kind, span });
    }

    fn enclose(&mut self, inner: Span) {
        if let Some(&start) = self.open.last() {
            let outer = &mut self.events[start].span;
            *outer = Span::new(outer.start.min(inner.start), outer.end.max(inner.end));
        }
    }

    fn push_plain(&mut self, kind: EventKind, range: &Range<usize>) {
        let span = self.span(range);
        self.push_event(kind, span);
    }

    /// Adds text, joined to the text before it where both are one piece of the file.
    fn push_text(&mut self, text: &str, range: &Range<usize>, kind: fn(Text) -> EventKind) {
        let text = self.marked.strip(text, range);
        if text.is_empty() {
            return;
        }
        let span = self.span(range);
        let text = self.text(&text, locate::exact(self.file, span, &text));
        if let (Text::Source(piece), Some(last)) = (&text, self.events.last_mut())
            && let EventKind::Text(Text::Source(whole)) | EventKind::Html(Text::Source(whole)) = &mut last.kind
            && whole.end == piece.start
        {
            whole.end = piece.end;
            last.span.end = piece.end;
            let merged = last.span;
            self.enclose(merged);
            return;
        }
        self.push_event(kind(text), span);
    }

    fn push_code(&mut self, code: &str, range: &Range<usize>) {
        let code = self.marked.strip(code, range);
        let span = self.span(range);
        let code = self.text(&code, locate::code(self.file, span, &code));
        self.push_event(EventKind::Code(code), span);
    }

    fn push_footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        let label = self.marked.strip(label, range);
        let span = self.span(range);
        let label = self.text(&label, locate::footnote_label(self.file, span, &label));
        self.push_event(EventKind::FootnoteReference(label), span);
    }

    fn tag(&mut self, tag: cmark::Tag<'_>, range: &Range<usize>, definition: Option<Range<usize>>) -> Tag {
        match tag {
            cmark::Tag::Heading { level, id, classes, attrs } => self.heading(level, id, classes, attrs, range),
            cmark::Tag::CodeBlock(kind) => self.code_block(&kind, range),
            cmark::Tag::FootnoteDefinition(label) => self.footnote_definition(&label, range),
            cmark::Tag::Link { link_type, dest_url, title, .. } => {
                Tag::Link(Box::new(self.link(link_type, &dest_url, &title, range, definition)))
            }
            cmark::Tag::Image { link_type, dest_url, title, .. } => {
                Tag::Image(Box::new(self.link(link_type, &dest_url, &title, range, definition)))
            }
            cmark::Tag::BlockQuote(kind) => Tag::BlockQuote(kind.map(alert)),
            cmark::Tag::Table(columns) => Tag::Table(columns.into_iter().map(alignment).collect()),
            cmark::Tag::List(start) => Tag::List(start),
            cmark::Tag::HtmlBlock => Tag::HtmlBlock,
            cmark::Tag::Item => Tag::Item,
            cmark::Tag::DefinitionList => Tag::DefinitionList,
            cmark::Tag::DefinitionListTitle => Tag::DefinitionTitle,
            cmark::Tag::DefinitionListDefinition => Tag::DefinitionDefinition,
            cmark::Tag::TableHead => Tag::TableHead,
            cmark::Tag::TableRow => Tag::TableRow,
            cmark::Tag::TableCell => Tag::TableCell,
            cmark::Tag::Strong => Tag::Strong,
            cmark::Tag::Strikethrough => Tag::Strikethrough,
            // The options leave out the last two.
            cmark::Tag::Emphasis | cmark::Tag::Superscript | cmark::Tag::Subscript => Tag::Emphasis,
            cmark::Tag::Paragraph | cmark::Tag::MetadataBlock(_) => Tag::Paragraph,
        }
    }

    fn heading(
        &self,
        level: cmark::HeadingLevel,
        id: Option<cmark::CowStr<'_>>,
        classes: Vec<cmark::CowStr<'_>>,
        attributes: Vec<(cmark::CowStr<'_>, Option<cmark::CowStr<'_>>)>,
        range: &Range<usize>,
    ) -> Tag {
        let text = |text: cmark::CowStr<'_>| Text::Owned(self.marked.strip(&text, range).into());
        let span = self.span(range);
        let id = id.map(|id| {
            let id = self.marked.strip(&id, range);
            let place = locate::heading_id(self.file, span, &id);
            Spanned { text: self.text(&id, place), span: place.unwrap_or(span) }
        });
        Tag::Heading(Box::new(Heading {
            level: level as u8,
            id,
            classes: classes.into_iter().map(text).collect(),
            attributes: attributes.into_iter().map(|(key, value)| (text(key), value.map(text))).collect(),
        }))
    }

    fn code_block(&self, kind: &cmark::CodeBlockKind<'_>, range: &Range<usize>) -> Tag {
        let cmark::CodeBlockKind::Fenced(info) = kind else { return Tag::CodeBlock { info: None, fenced: false } };
        let info = self.marked.strip(info, range);
        if info.is_empty() {
            return Tag::CodeBlock { info: None, fenced: true };
        }
        let place = locate::info(self.file, self.span(range));
        let text = self.text(&info, locate::exact(self.file, place, &info));
        Tag::CodeBlock { info: Some(Box::new(Spanned { text, span: place })), fenced: true }
    }

    fn footnote_definition(&mut self, label: &str, range: &Range<usize>) -> Tag {
        let label = self.marked.strip(label, range);
        let span = self.span(range);
        let place = locate::footnote_label(self.file, span, &label);
        if !self.labels.insert(label.to_lowercase().into()) {
            self.faults.push(Fault { kind: FaultKind::DuplicateFootnote, span: place.unwrap_or(span) });
        }
        Tag::FootnoteDefinition(self.text(&label, place))
    }

    /// A link as it opens; where its destination is written is told by [`Self::place_link`] for
    /// those that have it behind their text.
    fn link(
        &self,
        link_type: cmark::LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
        definition: Option<Range<usize>>,
    ) -> Link {
        let span = self.span(range);
        let written = definition.unwrap_or_else(|| range.clone());
        let destination = self.marked.strip(destination, &written);
        let title = self.marked.strip(title, &written);
        let form = link_form(link_type);
        let place = match form {
            LinkForm::Inline => None,
            LinkForm::Reference | LinkForm::Collapsed | LinkForm::Shortcut => {
                locate::definition_destination(self.file, self.span(&written), &destination)
            }
            LinkForm::Autolink | LinkForm::Email => locate::after(self.file, span.start + 1, &destination),
            LinkForm::Wiki { .. } => locate::wiki_destination(self.file, span, &destination),
        };
        let mut link = Link {
            form,
            destination: Text::Owned(destination.into()),
            destination_span: span,
            title: (!title.is_empty()).then(|| Text::Owned(title.into())),
        };
        if let Some(place) = place {
            locate::settle(&mut link, self.file, place);
        }
        link
    }

    /// Tells a link that now closes where its destination is written: behind what it holds.
    fn place_link(&mut self, start: usize) {
        let (head, inside) = self.events.split_at_mut(start + 1);
        let Some(Event { kind: EventKind::Start(Tag::Link(link) | Tag::Image(link)), span }) = head.last_mut() else {
            return;
        };
        if link.form != LinkForm::Inline {
            return;
        }
        let from = inside.last().map_or(span.start + 1, |last| last.span.end);
        if let Some(place) = locate::inline_destination(self.file, from, span.end, link.destination.get(self.file)) {
            locate::settle(link, self.file, place);
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.marked.span(range)
    }

    fn text(&self, text: &str, place: Option<Span>) -> Text {
        place.map_or_else(|| Text::Owned(text.into()), Text::Source)
    }
}

fn tag_end(end: cmark::TagEnd) -> TagEnd {
    match end {
        cmark::TagEnd::Heading(level) => TagEnd::Heading(level as u8),
        cmark::TagEnd::BlockQuote(kind) => TagEnd::BlockQuote(kind.map(alert)),
        cmark::TagEnd::CodeBlock => TagEnd::CodeBlock,
        cmark::TagEnd::HtmlBlock => TagEnd::HtmlBlock,
        cmark::TagEnd::List(numbered) => TagEnd::List { numbered },
        cmark::TagEnd::Item => TagEnd::Item,
        cmark::TagEnd::FootnoteDefinition => TagEnd::FootnoteDefinition,
        cmark::TagEnd::DefinitionList => TagEnd::DefinitionList,
        cmark::TagEnd::DefinitionListTitle => TagEnd::DefinitionTitle,
        cmark::TagEnd::DefinitionListDefinition => TagEnd::DefinitionDefinition,
        cmark::TagEnd::Table => TagEnd::Table,
        cmark::TagEnd::TableHead => TagEnd::TableHead,
        cmark::TagEnd::TableRow => TagEnd::TableRow,
        cmark::TagEnd::TableCell => TagEnd::TableCell,
        cmark::TagEnd::Strong => TagEnd::Strong,
        cmark::TagEnd::Strikethrough => TagEnd::Strikethrough,
        cmark::TagEnd::Link => TagEnd::Link,
        cmark::TagEnd::Image => TagEnd::Image,
        // As in `Builder::tag`.
        cmark::TagEnd::Emphasis | cmark::TagEnd::Superscript | cmark::TagEnd::Subscript => TagEnd::Emphasis,
        cmark::TagEnd::Paragraph | cmark::TagEnd::MetadataBlock(_) => TagEnd::Paragraph,
    }
}

fn alert(kind: cmark::BlockQuoteKind) -> Alert {
    match kind {
        cmark::BlockQuoteKind::Note => Alert::Note,
        cmark::BlockQuoteKind::Tip => Alert::Tip,
        cmark::BlockQuoteKind::Important => Alert::Important,
        cmark::BlockQuoteKind::Warning => Alert::Warning,
        cmark::BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(alignment: cmark::Alignment) -> Alignment {
    match alignment {
        cmark::Alignment::None => Alignment::None,
        cmark::Alignment::Left => Alignment::Left,
        cmark::Alignment::Center => Alignment::Center,
        cmark::Alignment::Right => Alignment::Right,
    }
}

fn link_form(link_type: cmark::LinkType) -> LinkForm {
    use cmark::LinkType;
    match link_type {
        LinkType::Inline => LinkForm::Inline,
        LinkType::Reference | LinkType::ReferenceUnknown => LinkForm::Reference,
        LinkType::Collapsed | LinkType::CollapsedUnknown => LinkForm::Collapsed,
        LinkType::Shortcut | LinkType::ShortcutUnknown => LinkForm::Shortcut,
        LinkType::Autolink => LinkForm::Autolink,
        LinkType::Email => LinkForm::Email,
        LinkType::WikiLink { has_pothole } => LinkForm::Wiki { piped: has_pothole },
    }
}
