//! What the source of each unit of a page says, to be shown beside its translation.
//!
//! Apart because it is for eyes: text without markup, where records hold the normal form.
//!
//! Invariant: units come in the order of the translation's events, and their events do not overlap.

use std::ops::Range;

use super::standing::{Pairing, State};
use crate::locale::Locale;
use crate::syntax::document::Document;
use crate::syntax::markdown::{Event, EventKind, LinkForm, Tag, TagEnd};

/// A unit of a translation.
#[derive(Clone, PartialEq, Debug)]
pub struct Beside {
    /// Its events in the translation.
    pub events: Range<usize>,
    /// How far it is.
    pub state: State,
    /// The language of the source.
    pub locale: Locale,
    /// What the source says, without markup.
    pub source: Box<str>,
}

/// The units of a page's body that have a source.
pub fn beside(pairing: &Pairing, source: &Document) -> Vec<Beside> {
    let mut found: Vec<Beside> = pairing
        .pairs()
        .filter(|(_, ours, theirs)| !ours.events.is_empty() && !theirs.events.is_empty())
        .filter_map(|(standing, ours, theirs)| {
            let events = source.markdown.events.get(ours.events.clone())?;
            Some(Beside {
                events: theirs.events.clone(),
                state: standing.state,
                locale: pairing.source_locale,
                source: plain(events, &source.source.text).into(),
            })
        })
        .collect();
    found.sort_by_key(|one| one.events.start);
    found
}

/// The words of inline content.
fn plain(events: &[Event], file: &str) -> String {
    let mut out = String::new();
    let mut generated = 0_usize;
    for event in events {
        match &event.kind {
            // What a reference fills in is shown as it is written.
            EventKind::Start(Tag::Link(link)) if matches!(link.form, LinkForm::Wiki { piped: false }) => {
                out.push_str(file.get(event.span.range()).unwrap_or_default());
                generated += 1;
            }
            EventKind::Start(Tag::Link(_)) if generated > 0 => generated += 1,
            EventKind::End(TagEnd::Link) => generated = generated.saturating_sub(1),
            EventKind::Text(text) | EventKind::Code(text) if generated == 0 => out.push_str(text.get(file)),
            EventKind::SoftBreak { joined: false } | EventKind::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}
