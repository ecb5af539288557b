//! One line's pieces of text and their classes become HTML.
//!
//! Invariant: every byte of the line comes out once, in order; neighbors of one class share a span.

use super::classes::Class;

/// The HTML of one line, written from left to right.
pub(super) struct Spans<'a> {
    line: &'a str,
    html: String,
    /// How much of the line is written; blanks wait here until it is known which side they belong to.
    written: usize,
    open: Option<Class>,
}

impl<'a> Spans<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self { line, html: String::with_capacity(line.len() * 2 + 32), written: 0, open: None }
    }

    /// Writes the line from where the last call ended to `end`, in bytes; beyond the line means to its end.
    pub(super) fn push(&mut self, start: usize, end: usize, class: Option<Class>) {
        let line = self.line;
        let text = line.get(start..end.min(line.len())).unwrap_or_default();
        let core = text.trim_matches(BLANK);
        if core.is_empty() {
            return;
        }
        let from = start + (text.len() - text.trim_start_matches(BLANK).len());
        if class != self.open {
            self.close();
            self.copy(from);
            self.start(class);
        }
        self.copy(from + core.len());
    }

    /// The finished line.
    pub(super) fn finish(mut self) -> String {
        self.close();
        self.copy(self.line.len());
        self.html
    }

    fn start(&mut self, class: Option<Class>) {
        if let Some(class) = class {
            self.html.push_str("<span class=\"");
            self.html.push_str(class.name());
            self.html.push_str("\">");
        }
        self.open = class;
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn copy(&mut self, to: usize) {
        escape(self.line.get(self.written..to).unwrap_or_default(), &mut self.html);
        self.written = self.written.max(to);
    }
}

const BLANK: [char; 2] = [' ', '\t'];

/// Appends `text` with `&`, `<` and `>` as entities: enough between tags, not in an attribute.
pub(super) fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        let (plain, special) = rest.split_at(at);
        html.push_str(plain);
        html.push_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &special[1..];
    }
    html.push_str(rest);
}
