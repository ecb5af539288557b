//! Markdown as one flat list of events with byte ranges into its file.
//!
//! `CommonMark` by pulldown-cmark, plus what Chinese needs: emphasis that works beside CJK
//! punctuation (`sentinels`) and line breaks that do not become spaces (`breaks`). Nothing is
//! judged here: links are not resolved, HTML is not cleaned; what only the parser can see is
//! reported as a [`Fault`].
//!
//! Invariant: parsing never fails, starts and ends always balance, and every span lies in the
//! body, on character boundaries.
//! Invariant: the cost is linear in the body, whose size and depth are limited.

mod breaks;
mod build;
mod lines;
mod literals;
mod locate;
mod plain;
mod runs;
mod sentinels;
mod tags;
#[cfg(test)]
mod tests;

use crate::source::Span;

pub use plain::plain_text;

/// The largest body that is parsed, in bytes.
pub const MAX_BODY: usize = 8 << 20;

/// The deepest nesting of blocks and inline markup together; an element below is left out with all it
/// holds.
pub const MAX_DEPTH: usize = 64;

/// A parsed body: one flat list of events, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// Events in the order of the file; every `Start` has its `End`.
    pub events: Vec<Event>,
    /// What only the parser can see, sorted by place.
    pub faults: Vec<Fault>,
}

/// Parses the part `body` of a file; all spans that come out are offsets in `text`.
///
/// A body over [`MAX_BODY`], or one that is no range of `text`, gives no events.
pub fn parse_markdown(text: &str, body: Span) -> Markdown {
    let Some(source) = text.get(body.range()) else { return Markdown::default() };
    if source.len() > MAX_BODY {
        let fault = Fault { kind: FaultKind::TooLarge, span: Span::new(body.start, body.start) };
        return Markdown { events: Vec::new(), faults: vec![fault] };
    }
    let (marked, mut faults) = sentinels::mark(source, body.start);
    let mut events = build::events(text, &marked, &mut faults);
    breaks::join(&mut events, text);
    let has_pre_pass = faults.iter().all(|fault| fault.kind != FaultKind::Sentinel);
    literals::report(&events, text, has_pre_pass, &mut faults);
    faults.sort_by_key(|fault| (fault.span, fault.kind));
    faults.dedup();
    Markdown { events, faults }
}

/// One event and the bytes of the file it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happens.
    pub kind: EventKind,
    /// Where: for `Start` and `End` the whole element, markers included.
    pub span: Span,
}

/// What an event is. Items of a tight list hold their text without a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// An element opens.
    Start(Tag),
    /// The element last opened closes.
    End(TagEnd),
    /// Text, with escapes and entities resolved.
    Text(Text),
    /// The content of a code span.
    Code(Text),
    /// A line break in the source; `joined` means it leaves no space behind.
    SoftBreak {
        /// Whether the neighbors, as rendered, are CJK text, so that no space stands for the break.
        joined: bool,
    },
    /// A line break the author asked for.
    HardBreak,
    /// A thematic break.
    Rule,
    /// The box of a task list item, checked or not.
    TaskMarker(bool),
    /// A reference to the footnote of this label.
    FootnoteReference(Text),
    /// Raw HTML of an HTML block, with its line ends.
    Html(Text),
    /// A raw HTML tag, comment or the like among text.
    InlineHtml(Text),
}

impl EventKind {
    /// The text an event carries by itself.
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text)
            | Self::Code(text)
            | Self::Html(text)
            | Self::InlineHtml(text)
            | Self::FootnoteReference(text) => Some(text),
            _ => None,
        }
    }
}

/// An element that holds other events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading, ATX or setext.
    Heading(Box<Heading>),
    /// A block quote, or an alert (`[!NOTE]`).
    BlockQuote(Option<Alert>),
    /// A code block; its text follows as `Text`.
    CodeBlock {
        /// The info string after the fence, empty strings left out.
        info: Option<Box<Spanned>>,
        /// Fenced, as opposed to indented.
        fenced: bool,
    },
    /// A block of raw HTML; its lines follow as `Html`.
    HtmlBlock,
    /// A list; numbered ones say where they start.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// The definition of the footnote of this label.
    FootnoteDefinition(Text),
    /// A definition list.
    DefinitionList,
    /// What is defined.
    DefinitionTitle,
    /// How it is defined.
    DefinitionDefinition,
    /// A table, with the alignment of each column.
    Table(Box<[Alignment]>),
    /// The header row of a table; it holds the cells itself.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell of a table.
    TableCell,
    /// Emphasis: `*` or `_`.
    Emphasis,
    /// Strong emphasis: `**` or `__`.
    Strong,
    /// Struck text: `~~` or `~`.
    Strikethrough,
    /// A link.
    Link(Box<Link>),
    /// An image; what it holds is its text alternative.
    Image(Box<Link>),
}

/// The end of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagEnd {
    /// Closes [`Tag::Paragraph`].
    Paragraph,
    /// Closes [`Tag::Heading`]; its level.
    Heading(u8),
    /// Closes [`Tag::BlockQuote`].
    BlockQuote(Option<Alert>),
    /// Closes [`Tag::CodeBlock`].
    CodeBlock,
    /// Closes [`Tag::HtmlBlock`].
    HtmlBlock,
    /// Closes [`Tag::List`].
    List {
        /// Whether the list was a numbered one.
        numbered: bool,
    },
    /// Closes [`Tag::Item`].
    Item,
    /// Closes [`Tag::FootnoteDefinition`].
    FootnoteDefinition,
    /// Closes [`Tag::DefinitionList`].
    DefinitionList,
    /// Closes [`Tag::DefinitionTitle`].
    DefinitionTitle,
    /// Closes [`Tag::DefinitionDefinition`].
    DefinitionDefinition,
    /// Closes [`Tag::Table`].
    Table,
    /// Closes [`Tag::TableHead`].
    TableHead,
    /// Closes [`Tag::TableRow`].
    TableRow,
    /// Closes [`Tag::TableCell`].
    TableCell,
    /// Closes [`Tag::Emphasis`].
    Emphasis,
    /// Closes [`Tag::Strong`].
    Strong,
    /// Closes [`Tag::Strikethrough`].
    Strikethrough,
    /// Closes [`Tag::Link`].
    Link,
    /// Closes [`Tag::Image`].
    Image,
}

/// A heading with its attribute block `{#id .class key=value}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The explicit id, without `#`.
    pub id: Option<Spanned>,
    /// Classes, without the dots.
    pub classes: Vec<Text>,
    /// Other attributes, in order: `was=old`, or a key alone.
    pub attributes: Vec<(Text, Option<Text>)>,
}

/// A link or an image: how it was written and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it was written.
    pub form: LinkForm,
    /// Where it leads, entities and escapes decoded; an e-mail address has no `mailto:`.
    pub destination: Text,
    /// Where the destination is written: for references in their definition, and where it cannot
    /// be told the whole link.
    pub destination_span: Span,
    /// The title, decoded.
    pub title: Option<Text>,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkForm {
    /// `[text](destination)`
    Inline,
    /// `[text][label]`
    Reference,
    /// `[label][]`
    Collapsed,
    /// `[label]`
    Shortcut,
    /// `<https://…>`
    Autolink,
    /// `<a@b.example>`
    Email,
    /// `[[destination]]` or `[[destination|text]]`
    Wiki {
        /// Whether the author gave a text after a pipe; else it is the destination itself.
        piped: bool,
    },
}

/// The five kinds of alerts of GitHub's Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// `---`
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A text and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned {
    /// The text, decoded.
    pub text: Text,
    /// The bytes it comes from.
    pub span: Span,
}

/// A text that is either a piece of the file, unchanged, or one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Exactly these bytes of the file.
    Source(Span),
    /// What the bytes of the file stand for: an entity, joined lines, and the like.
    Owned(Box<str>),
}

impl Text {
    /// The text itself, given the file it was parsed from.
    pub fn get<'a>(&'a self, file: &'a str) -> &'a str {
        match self {
            Self::Source(span) => file.get(span.range()).unwrap_or_default(),
            Self::Owned(text) => text,
        }
    }

    /// Where it is written, when it is a piece of the file.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Source(span) => Some(*span),
            Self::Owned(_) => None,
        }
    }
}

/// Something wrong that only the parser can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub span: Span,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// A run of `*`, a `~~` or a `__` stayed literal text beside Han or CJK punctuation.
    LiteralMarker,
    /// The text holds a character that the pre-pass needs for itself; emphasis beside CJK text is
    /// then `CommonMark`'s.
    Sentinel,
    /// Nesting over [`MAX_DEPTH`], or the marker of a block too far to the right (column 256): the
    /// element at the span was left out, the marker stayed text.
    TooDeep,
    /// The body is over [`MAX_BODY`]; it was not parsed.
    TooLarge,
    /// `[text][label]` where no definition has the label.
    BrokenReference,
    /// `[^label]` where no footnote has the label.
    UndefinedFootnote,
    /// A second footnote of the same label.
    DuplicateFootnote,
}
