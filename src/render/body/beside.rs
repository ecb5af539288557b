//! Translated units with their source beside them, for staff and authors.
//!
//! The markup is a `span` around the unit's inline content with another in it; the style sheet shows the inner one
//! while the outer is pointed at or has the focus, so that it works by mouse, key and touch and without a script.
//!
//! Invariant: a site that is made without sources has none of it.

use std::fmt::Write;
use std::ops::Range;

use super::{Body, Writer, end_of, escape};
use crate::render::data::Data;
use crate::syntax::markdown::{EventKind, LinkForm, Tag};
use crate::translation::State;
use crate::translation::beside::Beside;

/// Where the writer is among the units of its file.
pub(super) struct Units<'a> {
    rest: &'a [Beside],
    open: Option<&'a Beside>,
}

impl<'a> Units<'a> {
    /// The units from an event on.
    pub(super) fn from(all: &'a [Beside], event: usize) -> Self {
        let first = all.partition_point(|unit| unit.events.start < event);
        Self { rest: all.get(first..).unwrap_or_default(), open: None }
    }
}

impl Writer<'_> {
    /// Closes the unit that ends before an event, and opens the one that begins there.
    pub(super) fn unit_at(&mut self, at: usize) {
        if let Some(unit) = self.units.open.filter(|unit| unit.events.end <= at) {
            self.units.open = None;
            self.close_unit(unit);
        }
        if let Some((first, rest)) = self.units.rest.split_first()
            && first.events.start <= at
        {
            self.units.rest = rest;
            self.units.open = Some(first);
            let _ = write!(self.out, "<span class=\"unit unit-{}\" tabindex=\"0\">", first.state.word());
        }
    }

    fn close_unit(&mut self, unit: &Beside) {
        let source = self.body.of_source();
        let _ = write!(self.out, "<span class=\"unit-source\" lang=\"{}\">", source.shown);
        escape(&Writer::new(source, 0, None).words(unit.source.clone()), &mut self.out);
        if unit.state != State::Reviewed {
            let words = self.body.data.words;
            let _ = write!(self.out, "<span class=\"unit-state\" lang=\"{}\">", words.locale);
            escape(&words.get(&format!("unit-{}", unit.state.word())), &mut self.out);
            self.out.push_str("</span>");
        }
        self.out.push_str("</span></span>");
    }

    /// The words of inline content as a reader sees them, without markup.
    fn words(&self, events: Range<usize>) -> String {
        let all = &self.body.prose.document.markdown.events;
        let mut out = String::new();
        let mut at = events.start;
        while let Some(event) = all.get(at).filter(|_| at < events.end) {
            match &event.kind {
                EventKind::Start(Tag::Link(link)) if matches!(link.form, LinkForm::Wiki { piped: false }) => {
                    out.push_str(&self.filled_in(at));
                    at = end_of(all, at);
                }
                EventKind::Text(text) | EventKind::Code(text) => out.push_str(text.get(self.text)),
                EventKind::SoftBreak { joined: false } | EventKind::HardBreak => out.push(' '),
                _ => {}
            }
            at += 1;
        }
        out
    }
}

impl Body<'_> {
    /// What the text is a translation of, as its own readers see it from the same place.
    fn of_source(self) -> Self {
        let (prose, shown) = self.source;
        let view = &self.shared.views[&shown];
        let data = Data { view: view.public(), words: self.shared.words(shown), ..self.data };
        Self { data, internal: view.internal(), prose, shown, ..self }
    }
}
