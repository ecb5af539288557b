//! The same text through our parser and through comrak, both written the same way: one string per
//! block of text, with a mark where emphasis begins and ends.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use supportbook::source::Span;
use supportbook::syntax::markdown::{Event, EventKind, Tag, TagEnd, parse_markdown};

/// Open and close marks: private-use characters that no text of the tests holds.
const EMPHASIS: [char; 2] = ['\u{E000}', '\u{E001}'];
const STRONG: [char; 2] = ['\u{E002}', '\u{E003}'];
const STRUCK: [char; 2] = ['\u{E004}', '\u{E005}'];

/// All the marks.
pub(crate) const MARKS: [char; 6] = [EMPHASIS[0], EMPHASIS[1], STRONG[0], STRONG[1], STRUCK[0], STRUCK[1]];

/// How the marks read in a failure and in hand cases.
const NAMES: [&str; 6] = ["<em>", "</em>", "<b>", "</b>", "<s>", "</s>"];

/// Blocks as people read them.
pub(crate) fn readable(blocks: &[String]) -> String {
    MARKS.iter().zip(NAMES).fold(blocks.join(" ¶ "), |text, (mark, name)| text.replace(*mark, name))
}

/// The first two blocks that differ, for the message.
pub(crate) fn first_difference(ours: &[String], theirs: &[String]) -> Option<String> {
    if ours == theirs {
        return None;
    }
    let same = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
    let block = |blocks: &[String]| readable(&blocks[same.min(blocks.len())..(same + 1).min(blocks.len())]);
    Some(format!("block {same}\n  ours:   {}\n  theirs: {}", block(ours), block(theirs)))
}

/// comrak with the extensions we have, emphasis friendly to CJK text.
///
/// Its description lists have another syntax and stay off ([`without_definitions`]); so do its alerts,
/// whose first line is taken off instead, as it does not know all of their spellings.
pub(crate) fn options() -> Options<'static> {
    let mut options = commonmark();
    options.extension.cjk_friendly_emphasis = true;
    options
}

/// The same with plain `CommonMark` emphasis.
pub(crate) fn commonmark() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.wikilinks_title_after_pipe = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// A text in which no line starts a definition: the colon that would is written as an entity.
pub(crate) fn without_definitions(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let start = line.len() - line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).len();
        match line[start..].strip_prefix(':') {
            Some(rest) => format!("{}&#58;{rest}", &line[..start]),
            None => line.to_owned(),
        }
    });
    lines.collect()
}

/// The blocks of a text by our parser.
pub(crate) fn ours(text: &str) -> Vec<String> {
    let mut blocks = Blocks::default();
    let mut verbatim = false;
    for Event { kind, .. } in &parse_markdown(text, Span::of(0..text.len())).events {
        match kind {
            EventKind::Start(Tag::CodeBlock { .. }) => verbatim = true,
            EventKind::End(TagEnd::CodeBlock) => verbatim = false,
            EventKind::Text(_) if verbatim => {}
            EventKind::Text(piece) | EventKind::Code(piece) | EventKind::InlineHtml(piece) => {
                blocks.text.push_str(piece.get(text));
            }
            EventKind::FootnoteReference(label) => blocks.footnote(label.get(text)),
            EventKind::SoftBreak { .. } | EventKind::HardBreak => blocks.text.push('\n'),
            EventKind::Start(Tag::Emphasis) => blocks.text.push(EMPHASIS[0]),
            EventKind::End(TagEnd::Emphasis) => blocks.text.push(EMPHASIS[1]),
            EventKind::Start(Tag::Strong) => blocks.text.push(STRONG[0]),
            EventKind::End(TagEnd::Strong) => blocks.text.push(STRONG[1]),
            EventKind::Start(Tag::Strikethrough) => blocks.text.push(STRUCK[0]),
            EventKind::End(TagEnd::Strikethrough) => blocks.text.push(STRUCK[1]),
            EventKind::Start(Tag::Link(_) | Tag::Image(_)) | EventKind::End(TagEnd::Link | TagEnd::Image) => {
            }
            _ => blocks.end(),
        }
    }
    blocks.end();
    blocks.done
}

/// The blocks of a text by comrak.
pub(crate) fn theirs(text: &str, options: &Options<'_>) -> Vec<String> {
    let arena = Arena::new();
    let mut blocks = Blocks::default();
    walk(parse_document(&arena, text, options), &mut blocks);
    blocks.end();
    blocks.done.iter().filter_map(|block| without_alert(block)).map(str::to_owned).collect()
}

/// Whether the parsers differ on a text as plain `CommonMark` too, so that the rule is not the cause.
///
/// A text that holds a sentinel is parsed without the pre-pass.
pub(crate) fn differs_as_commonmark(text: &str, plain: &Options<'_>) -> bool {
    let bare = format!("{text}\n\n\u{FDD0}\n");
    ours(&bare) != theirs(&bare, plain)
}

fn walk<'a>(node: &'a AstNode<'a>, blocks: &mut Blocks) {
    let value = &node.data.borrow().value;
    let marks = match value {
        NodeValue::Emph => Some(EMPHASIS),
        NodeValue::Strong => Some(STRONG),
        NodeValue::Strikethrough => Some(STRUCK),
        _ => None,
    };
    match value {
        NodeValue::Text(piece) => blocks.text.push_str(piece),
        NodeValue::Code(code) => blocks.text.push_str(&code.literal),
        NodeValue::HtmlInline(html) => blocks.text.push_str(html),
        NodeValue::FootnoteReference(reference) => blocks.footnote(&reference.name),
        NodeValue::SoftBreak | NodeValue::LineBreak => blocks.text.push('\n'),
        _ if value.block() => blocks.end(),
        _ => {}
    }
    blocks.text.extend(marks.map(|[open, _]| open));
    for child in node.children() {
        walk(child, blocks);
    }
    blocks.text.extend(marks.map(|[_, close]| close));
    if value.block() {
        blocks.end();
    }
}

/// A block of comrak's without the line that opens an alert; none if that was all.
fn without_alert(block: &str) -> Option<&str> {
    const KINDS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];
    let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
    let kind = first.strip_prefix("[!").and_then(|kind| kind.trim_end().strip_suffix(']'));
    let block = if kind.is_some_and(|kind| KINDS.contains(&&*kind.to_lowercase())) { rest } else { block };
    (!block.is_empty()).then_some(block)
}

/// Blocks of text as they are gathered.
#[derive(Default)]
struct Blocks {
    done: Vec<String>,
    text: String,
}

impl Blocks {
    fn footnote(&mut self, label: &str) {
        self.text.push_str("[^");
        self.text.push_str(label);
        self.text.push(']');
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.done.push(text.trim().to_owned());
        }
    }
}
