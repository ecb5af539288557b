//! The same text through our parser and through comrak, both written the same way: one string per
//! block of text, emphasis drawn with the marks below.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use supportbook::source::Span;
use supportbook::syntax::markdown::{Event, EventKind, Markdown, Tag, TagEnd, parse_markdown};

/// Open and close marks of emphasis, strong and struck text: private-use characters that no text
/// of the tests holds.
pub const EMPHASIS: [char; 2] = ['\u{E000}', '\u{E001}'];
pub const STRONG: [char; 2] = ['\u{E002}', '\u{E003}'];
pub const STRUCK: [char; 2] = ['\u{E004}', '\u{E005}'];

/// All marks taken out: what is left when two texts differ in emphasis alone.
pub fn without_marks(block: &str) -> String {
    block.chars().filter(|c| !('\u{E000}'..='\u{E005}').contains(c)).collect()
}

/// The marks as people read them in a failure.
pub fn readable(block: &str) -> String {
    let marks = [("<em>", "</em>"), ("<b>", "</b>"), ("<s>", "</s>")];
    let mut out = block.to_owned();
    for ([open, close], (opens, closes)) in [EMPHASIS, STRONG, STRUCK].into_iter().zip(marks) {
        out = out.replace(open, opens).replace(close, closes);
    }
    out
}

/// Parses a whole text with our parser.
pub fn parse(text: &str) -> Markdown {
    parse_markdown(text, Span::of(0..text.len()))
}

/// The blocks of a text by our parser.
pub fn ours(text: &str) -> Vec<String> {
    let mut blocks = Blocks::default();
    let mut verbatim = false;
    for Event { kind, .. } in &parse(text).events {
        match kind {
            EventKind::Start(Tag::CodeBlock { .. }) => verbatim = true,
            EventKind::End(TagEnd::CodeBlock) => verbatim = false,
            EventKind::Text(text_piece) if !verbatim => blocks.text.push_str(text_piece.get(text)),
            EventKind::Code(piece) | EventKind::InlineHtml(piece) => blocks.text.push_str(piece.get(text)),
            EventKind::SoftBreak { .. } | EventKind::HardBreak => blocks.text.push('\n'),
            EventKind::FootnoteReference(label) => blocks.text.push_str(&format!("[^{}]", label.get(text))),
            EventKind::Start(Tag::Emphasis) => blocks.text.push(EMPHASIS[0]),
            EventKind::End(TagEnd::Emphasis) => blocks.text.push(EMPHASIS[1]),
            EventKind::Start(Tag::Strong) => blocks.text.push(STRONG[0]),
            EventKind::End(TagEnd::Strong) => blocks.text.push(STRONG[1]),
            EventKind::Start(Tag::Strikethrough) => blocks.text.push(STRUCK[0]),
            EventKind::End(TagEnd::Strikethrough) => blocks.text.push(STRUCK[1]),
            EventKind::Start(Tag::Link(_) | Tag::Image(_)) | EventKind::End(TagEnd::Link | TagEnd::Image) => {}
            EventKind::Start(_) | EventKind::End(_) => blocks.end(),
            _ => {}
        }
    }
    blocks.end();
    blocks.done
}

/// The blocks of a text by comrak.
pub fn theirs(text: &str, options: &Options<'_>) -> Vec<String> {
    let arena = Arena::new();
    let mut blocks = Blocks::default();
    walk(parse_document(&arena, text, options), &mut blocks);
    blocks.end();
    blocks.done.iter().filter_map(|block| without_alert(block)).map(str::to_owned).collect()
}

/// A block of comrak's without the line that opens an alert; empty ones are none.
fn without_alert(block: &str) -> Option<&str> {
    let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
    let kind = first.strip_prefix("[!").and_then(|kind| kind.trim_end().strip_suffix(']'));
    let is_alert = kind.is_some_and(|kind| ["note", "tip", "important", "warning", "caution"].contains(&kind.to_lowercase().as_str()));
    let block = if is_alert { rest } else { block };
    (!block.is_empty()).then_some(block)
}

/// comrak with our extensions. Its description lists have another syntax and stay off.
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.cjk_friendly_emphasis = true;
    extension.strikethrough = true;
    extension.table = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.wikilinks_title_after_pipe = true;
    options.parse.leave_footnote_definitions = true;
    options
}

fn walk<'a>(node: &'a AstNode<'a>, blocks: &mut Blocks) {
    let marks = match &node.data.borrow().value {
        NodeValue::Text(piece) => {
            blocks.text.push_str(piece);
            None
        }
        NodeValue::Code(code) => {
            blocks.text.push_str(&code.literal);
            None
        }
        NodeValue::HtmlInline(html) => {
            blocks.text.push_str(html);
            None
        }
        NodeValue::SoftBreak | NodeValue::LineBreak => {
            blocks.text.push('\n');
            None
        }
        NodeValue::FootnoteReference(reference) => {
            blocks.text.push_str(&format!("[^{}]", reference.name));
            None
        }
        NodeValue::Emph => Some(EMPHASIS),
        NodeValue::Strong => Some(STRONG),
        NodeValue::Strikethrough => Some(STRUCK),
        NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::WikiLink(_) => None,
        _ => {
            blocks.end();
            None
        }
    };
    if let Some([open, _]) = marks {
        blocks.text.push(open);
    }
    for child in node.children() {
        walk(child, blocks);
    }
    if let Some([_, close]) = marks {
        blocks.text.push(close);
    } else if node.data.borrow().value.block() {
        blocks.end();
    }
}

/// Blocks of text as they are gathered.
#[derive(Default)]
struct Blocks {
    done: Vec<String>,
    text: String,
}

impl Blocks {
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.done.push(text.trim().to_owned());
        }
    }
}
