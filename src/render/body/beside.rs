//! Translated units with their source beside them, for staff and authors.
//!
//! The markup is a `span` around the unit's inline content with another in it; the style sheet shows the inner one
//! while the outer is pointed at or has the focus, so that it works by mouse, key and touch and without a script.
//!
//! Invariant: a site that is made without sources has none of it.

use std::fmt::Write;

use super::{Writer, escape};
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
        let _ = write!(self.out, "<span class=\"unit-source\" lang=\"{}\">", unit.locale);
        escape(&unit.source, &mut self.out);
        if unit.state != State::Reviewed {
            let words = self.body.data.words;
            let _ = write!(self.out, "<span class=\"unit-state\" lang=\"{}\">", words.locale);
            escape(&words.get(&format!("unit-{}", unit.state.word())), &mut self.out);
            self.out.push_str("</span>");
        }
        self.out.push_str("</span></span>");
    }
}
