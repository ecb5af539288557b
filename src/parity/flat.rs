//! The text of some events as one line of characters, each of which knows where it is written.
//!
//! Apart because a fact may reach over markup (`**4** hours`) and its place must still be found.
//!
//! Invariant: as many spans as characters. Full-width forms are their plain ones; what is no text (code, an
//! address in angle brackets) is [`OBJECT`].

use crate::source::Span;
use crate::syntax::markdown::{Event, EventKind, LinkForm, Tag, TagEnd, Text};

/// What stands for things that are no text.
pub(super) const OBJECT: char = '\u{fffc}';

/// Characters and their places.
#[derive(Debug, Default)]
pub(super) struct Flat {
    pub(super) chars: Vec<char>,
    pub(super) spans: Vec<Span>,
}

impl Flat {
    /// The text of some events.
    pub(super) fn of(events: &[Event], file: &str) -> Self {
        let mut flat = Self::default();
        let (mut in_block, mut hidden) = (false, 0_u32);
        for event in events {
            match &event.kind {
                EventKind::Start(Tag::CodeBlock { .. }) => in_block = true,
                EventKind::End(TagEnd::CodeBlock) => in_block = false,
                EventKind::Start(Tag::Link(link)) if is_its_own_text(link.form) => {
                    flat.push(OBJECT, event.span);
                    hidden += 1;
                }
                EventKind::Start(Tag::Link(_)) if hidden > 0 => hidden += 1,
                EventKind::End(TagEnd::Link) => hidden = hidden.saturating_sub(1),
                EventKind::Text(text) if !in_block && hidden == 0 => flat.text(text, event.span, file),
                EventKind::Code(_) | EventKind::FootnoteReference(_) => flat.push(OBJECT, event.span),
                EventKind::SoftBreak { joined: true } => {}
                EventKind::SoftBreak { .. } | EventKind::HardBreak => flat.push(' ', event.span),
                EventKind::InlineHtml(text) if text.get(file).starts_with("<br") => {
                    flat.push(' ', event.span);
                }
                EventKind::Start(tag) if !is_inline(tag) => flat.push('\n', event.span),
                _ => {}
            }
        }
        flat
    }

    /// The span of some characters.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.spans.get(start).copied().unwrap_or_default();
        let last = end.checked_sub(1).and_then(|end| self.spans.get(end)).copied().unwrap_or(first);
        Span::new(first.start, last.end.max(first.end))
    }

    fn text(&mut self, text: &Text, span: Span, file: &str) {
        let source = text.span();
        for (at, c) in text.get(file).char_indices() {
            let own = source.map_or(span, |source| {
                let start = source.start as usize + at;
                Span::of(start..start + c.len_utf8())
            });
            self.push(plain(c), own);
        }
    }

    fn push(&mut self, c: char, span: Span) {
        self.chars.push(c);
        self.spans.push(span);
    }
}

/// Whether what a reader sees of a link is generated from its target.
pub(super) fn is_its_own_text(form: LinkForm) -> bool {
    matches!(form, LinkForm::Autolink | LinkForm::Email | LinkForm::Wiki { piped: false })
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

/// A character in its plain form.
fn plain(c: char) -> char {
    match c {
        // A Chinese comma between figures separates two numbers, never the thousands of one.
        '，' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{ffe5}' => '¥',
        '\u{ffe1}' => '£',
        _ => c,
    }
}
