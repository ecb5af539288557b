//! The characters of a block of text, each with its place and its class.
//!
//! A run is what a reader takes in one go: a paragraph, a heading, a cell, a text of a data file. Emphasis and
//! links leave no trace but a depth. What is not text (code, references, placeholders, addresses, HTML) is one
//! [`Class::Opaque`] character, of which no neighbor can be sure.

use crate::source::Span;
use crate::syntax::cjk;
use crate::syntax::markdown::{EventKind, LinkForm, Markdown, Tag, TagEnd, Text};

/// What a character is to its neighbors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Chinese characters and kana.
    Han,
    /// Full-width punctuation that belongs to Chinese alone.
    Full,
    /// Quotes, dashes and ellipses that Chinese shares with other languages.
    Shared,
    /// A letter of another script.
    Letter,
    /// A digit.
    Digit,
    /// A space or a tab.
    Space,
    /// A line break, whatever readers see of it.
    Break,
    /// Half-width punctuation.
    Mark,
    /// Something that is not text.
    Opaque,
    /// Anything else.
    Other,
}

/// A character of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) class: Class,
    /// Its bytes in the file; an escape stands before it.
    pub(super) span: Span,
    /// How deep it stands in emphasis and links.
    pub(super) depth: u8,
}

/// How many characters from a place on are of some kind, with nothing of the file between them: no markup.
pub(super) fn together(glyphs: &[Glyph], at: usize, is_kind: impl Fn(&Glyph) -> bool) -> usize {
    let joined = |place: usize| place == at || glyphs[place - 1].span.end == glyphs[place].span.start;
    (at..glyphs.len()).take_while(|place| joined(*place) && is_kind(&glyphs[*place])).count()
}

/// What stands for all that is not text.
const OPAQUE: char = '\u{FFFC}';

/// The characters of a block of text.
#[derive(Debug)]
pub struct Run<'a> {
    file: &'a str,
    glyphs: Vec<Glyph>,
    depth: u8,
}

impl<'a> Run<'a> {
    fn new(file: &'a str) -> Self {
        Self { file, glyphs: Vec::new(), depth: 0 }
    }

    pub(super) fn glyphs(&self) -> &[Glyph] {
        &self.glyphs
    }

    /// What the file says between two offsets.
    pub(super) fn source(&self, start: u32, end: u32) -> &'a str {
        self.file.get(start as usize..end as usize).unwrap_or_default()
    }

    fn push(&mut self, c: char, class: Class, start: usize, end: usize) {
        self.glyphs.push(Glyph { c, class, span: Span::of(start..end), depth: self.depth });
    }

    fn opaque(&mut self, span: Span) {
        self.push(OPAQUE, Class::Opaque, span.start as usize, span.end as usize);
    }

    /// Adds a piece of the file; addresses and placeholders in it are opaque.
    fn text(&mut self, start: usize, end: usize) {
        let Some(text) = self.file.get(start..end) else { return };
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let in_word = at > 0 && text.as_bytes()[at - 1].is_ascii_graphic();
            let length = match c {
                '{' | '[' | '`' => enclosed(&text[at..]),
                _ if c.is_ascii_alphanumeric() && !in_word => address(&text[at..]),
                _ => 0,
            };
            if length > 0 {
                self.push(OPAQUE, Class::Opaque, start + at, start + at + length);
                at += length;
            } else {
                self.push(c, class(c), start + at, start + at + c.len_utf8());
                at += c.len_utf8();
            }
        }
    }
}

/// The most bytes of a placeholder; a longer one was not meant.
const MOST: usize = 200;

/// The length of `{placeholder}`, `[[reference]]` or `` `code` `` at the start of a text; 0 where there is none.
fn enclosed(text: &str) -> usize {
    let (open, close) = match text.as_bytes() {
        [b'{', b'{', ..] => (2, "}}"),
        [b'{', ..] => (1, "}"),
        [b'[', b'[', ..] => (2, "]]"),
        [b'`', ..] => (1, "`"),
        _ => return 0,
    };
    let mut most = text.len().min(MOST);
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    text[open..most].find(close).filter(|end| *end > 0).map_or(0, |end| open + end + close.len())
}

/// The length of a URL or a mail address at the start of a text; 0 where there is none.
fn address(text: &str) -> usize {
    let end = text.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(text.len());
    let word = &text[..end];
    let is_one = word.contains("://") || word.contains('@') || word.starts_with("www.");
    if !is_one {
        return 0;
    }
    word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/').len()
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        ' ' | '\t' => Class::Space,
        '\n' => Class::Break,
        '0'..='9' => Class::Digit,
        _ if c.is_ascii_alphabetic() => Class::Letter,
        _ if c.is_ascii() => Class::Mark,
        '\u{4E00}'..='\u{9FFF}' => Class::Han,
        '“' | '”' | '‘' | '’' | '—' | '…' | '·' => Class::Shared,
        '\u{2E80}'.. => match c {
            '，' | '。' | '；' | '：' | '？' | '！' | '、' | '（' | '）' | '《' | '》' | '〈' | '〉'
            | '「' | '」' | '『' | '』' | '【' | '】' | '〔' | '〕' => Class::Full,
            _ if cjk::is_han(c) || matches!(c, '\u{3041}'..='\u{30FF}') => Class::Han,
            _ => Class::Other,
        },
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

/// Calls `each` with every run of a Markdown body.
pub fn markdown_runs<'a>(markdown: &Markdown, file: &'a str, mut each: impl FnMut(&Run<'a>)) {
    let mut run = Run::new(file);
    let (mut code, mut generated) = (false, false);
    let mut end_of_run = |run: &mut Run<'a>| {
        if !run.glyphs.is_empty() {
            each(run);
            run.glyphs.clear();
        }
        run.depth = 0;
    };
    for event in &markdown.events {
        match &event.kind {
            EventKind::Start(Tag::CodeBlock { .. }) => code = true,
            EventKind::End(TagEnd::CodeBlock) => code = false,
            EventKind::Start(Tag::Link(link)) if is_generated(link.form) => {
                run.opaque(event.span);
                generated = true;
            }
            EventKind::End(TagEnd::Link) if generated => generated = false,
            EventKind::Start(Tag::Image(_)) | EventKind::End(TagEnd::Image) => run.opaque(event.span),
            EventKind::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_)) => {
                run.depth = run.depth.saturating_add(1);
            }
            EventKind::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
                run.depth = run.depth.saturating_sub(1);
            }
            EventKind::Start(_) | EventKind::End(_) | EventKind::Rule => end_of_run(&mut run),
            EventKind::Text(_) if code || generated => {}
            EventKind::Text(Text::Source(span)) => {
                let before = run.glyphs.len();
                run.text(span.start as usize, span.end as usize);
                // An escaped mark goes with its backslash.
                if let Some(first) = run.glyphs.get_mut(before)
                    && first.class == Class::Mark
                    && file[..span.start as usize].ends_with('\\')
                {
                    first.span.start -= 1;
                }
            }
            EventKind::SoftBreak { .. } | EventKind::HardBreak => {
                run.push('\n', Class::Break, event.span.start as usize, event.span.end as usize);
            }
            EventKind::Text(Text::Owned(_))
            | EventKind::Code(_)
            | EventKind::InlineHtml(_)
            | EventKind::FootnoteReference(_) => run.opaque(event.span),
            EventKind::Html(_) | EventKind::TaskMarker(_) => {}
        }
    }
    end_of_run(&mut run);
}

/// Whether what a link shows is no text of the author's.
const fn is_generated(form: LinkForm) -> bool {
    matches!(form, LinkForm::Wiki { piped: false } | LinkForm::Autolink | LinkForm::Email)
}

/// The run of a scalar of YAML or TOML, as it is written: quotes around it fall away, escapes and the
/// header of a block are opaque, and so is what a longer one breaks its lines by.
pub fn scalar_run(file: &str, span: Span) -> Run<'_> {
    let mut run = Run::new(file);
    let Some(raw) = file.get(span.range()) else { return run };
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quote = quote.filter(|quote| raw.len() > 1 && raw.ends_with(*quote));
    let inner = if quote.is_some() { 1..raw.len() - 1 } else { 0..raw.len() };
    let mut at = span.start as usize + inner.start;
    for (number, line) in raw[inner].split_inclusive('\n').enumerate() {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if number > 0 {
            run.push('\n', Class::Break, at, start);
        }
        if !(number == 0 && is_header(text)) {
            unescape(&mut run, start, text, quote);
        }
        at += line.len();
    }
    run
}

/// Whether a line is the header of a block, as `>-`.
fn is_header(line: &str) -> bool {
    line.starts_with(['|', '>']) && line[1..].bytes().all(|byte| matches!(byte, b'-' | b'+' | b'0'..=b'9'))
}

/// Adds a line of a scalar between quotes.
fn unescape(run: &mut Run<'_>, start: usize, line: &str, quote: Option<char>) {
    let (mut from, mut at) = (0, 0);
    let bytes = line.as_bytes();
    while at < bytes.len() {
        let read = match (quote, bytes[at], bytes.get(at + 1)) {
            (Some('"'), b'\\', Some(b'"')) => Some('"'),
            (Some('\''), b'\'', Some(b'\'')) => Some('\''),
            (Some('"'), b'\\', Some(_)) => None,
            _ => {
                at += 1;
                continue;
            }
        };
        run.text(start + from, start + at);
        let escaped = line[at + 1..].chars().next().map_or(0, char::len_utf8);
        let end = at + 1 + escaped;
        match read {
            Some(c) => run.push(c, Class::Mark, start + at, start + end),
            None => run.push(OPAQUE, Class::Opaque, start + at, start + end),
        }
        (from, at) = (end, end);
    }
    run.text(start + from, start + line.len());
}
