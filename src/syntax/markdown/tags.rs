//! Translates the parser's tags into ours, each piece of text as a piece of the file where it is
//! one.

use std::ops::Range;

use pulldown_cmark as cmark;

use crate::source::Span;
use crate::syntax::markdown::sentinels::Marked;
use crate::syntax::markdown::{
    Alert, Alignment, Heading, Link, LinkForm, Spanned, Tag, TagEnd, Text, locate,
};

/// What turns the parser's strings and ranges into texts and spans of the file.
#[derive(Clone, Copy)]
pub(super) struct Pieces<'a> {
    /// The file.
    pub(super) file: &'a str,
    /// What the parser reads of it.
    pub(super) marked: &'a Marked<'a>,
}

impl Pieces<'_> {
    /// The bytes of the file that a range of the parser's stands for.
    pub(super) fn span(self, range: &Range<usize>) -> Span {
        self.marked.span(range)
    }

    /// A string of the parser's that comes from `range`.
    pub(super) fn text(self, piece: &str, range: &Range<usize>) -> Text {
        match self.marked.place(piece) {
            Some(place) => Text::Source(self.span(&place)),
            None => Text::Owned(self.marked.strip(piece, range)),
        }
    }
}

/// The tag of an element at `range`; links may refer to the definitions.
pub(super) fn tag(
    pieces: Pieces<'_>,
    tag: cmark::Tag<'_>,
    range: &Range<usize>,
    definitions: &cmark::RefDefs<'_>,
) -> Tag {
    match tag {
        cmark::Tag::Heading { level, id, classes, attrs } => {
            let text = |piece: cmark::CowStr<'_>| pieces.text(&piece, range);
            Tag::Heading(Box::new(Heading {
                level: level as u8,
                id: id.map(text).map(|id| spanned(id, || pieces.span(range))),
                classes: classes.into_iter().map(text).collect(),
                attributes: attrs.into_iter().map(|(key, value)| (text(key), value.map(text))).collect(),
            }))
        }
        cmark::Tag::CodeBlock(kind) => code_block(pieces, &kind, range),
        cmark::Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(pieces.text(&label, range)),
        cmark::Tag::Link { link_type, dest_url, title, id } => {
            let definition = definitions.get(&id).map(|definition| &definition.span);
            Tag::Link(Box::new(link(pieces, link_type, [&dest_url, &title], range, definition)))
        }
        cmark::Tag::Image { link_type, dest_url, title, id } => {
            let definition = definitions.get(&id).map(|definition| &definition.span);
            Tag::Image(Box::new(link(pieces, link_type, [&dest_url, &title], range, definition)))
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
        // The options leave out the last two of each.
        cmark::Tag::Emphasis | cmark::Tag::Superscript | cmark::Tag::Subscript => Tag::Emphasis,
        cmark::Tag::Paragraph | cmark::Tag::MetadataBlock(_) => Tag::Paragraph,
    }
}

/// The end of the same.
pub(super) fn tag_end(end: cmark::TagEnd) -> TagEnd {
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
        // As in `tag`.
        cmark::TagEnd::Emphasis | cmark::TagEnd::Superscript | cmark::TagEnd::Subscript => TagEnd::Emphasis,
        cmark::TagEnd::Paragraph | cmark::TagEnd::MetadataBlock(_) => TagEnd::Paragraph,
    }
}

/// A text with its place, or with the place of what it stands in.
fn spanned(text: Text, around: impl FnOnce() -> Span) -> Spanned {
    Spanned { span: text.span().unwrap_or_else(around), text }
}

fn code_block(pieces: Pieces<'_>, kind: &cmark::CodeBlockKind<'_>, range: &Range<usize>) -> Tag {
    let cmark::CodeBlockKind::Fenced(info) = kind else {
        return Tag::CodeBlock { info: None, fenced: false };
    };
    let text = pieces.text(info, range);
    let info = (!text.get(pieces.file).is_empty())
        .then(|| Box::new(spanned(text, || locate::info(pieces.file, pieces.span(range)))));
    Tag::CodeBlock { info, fenced: true }
}

/// A link as it opens. An inline one with an escape in its destination learns where that is
/// written as it closes.
fn link(
    pieces: Pieces<'_>,
    link_type: cmark::LinkType,
    [destination, title]: [&str; 2],
    range: &Range<usize>,
    definition: Option<&Range<usize>>,
) -> Link {
    let written = definition.unwrap_or(range);
    let destination = pieces.text(destination, written);
    let in_definition = || locate::definition_destination(pieces.file, pieces.span(definition?));
    let place = destination.span().or_else(in_definition);
    let mut link = Link {
        form: link_form(link_type),
        destination,
        destination_span: place.unwrap_or_else(|| pieces.span(range)),
        title: (!title.is_empty()).then(|| pieces.text(title, written)),
    };
    if let Some(place) = place {
        locate::title(&mut link, pieces.file, place);
    }
    link
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
