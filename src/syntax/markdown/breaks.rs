//! Decides for each soft line break whether it leaves a space behind.
//!
//! The neighbors are the characters as rendered, seen through emphasis, links and code. What a
//! `[[kind:id]]` renders is not known yet: the break joins where its other neighbor is CJK text.

use crate::syntax::cjk;
use crate::syntax::markdown::{Event, EventKind, LinkForm, Tag, TagEnd, Text};

/// Sets `joined` on every soft break.
pub(super) fn join(events: &mut [Event], file: &str) {
    let mut sight = Sight::default();
    let mut prev = Neighbor::Edge;
    let mut pending: Option<usize> = None;
    for at in 0..events.len() {
        if matches!(events[at].kind, EventKind::SoftBreak { .. }) {
            pending.get_or_insert(at);
        } else if let Some((first, last)) = sight.look(&events[at].kind, file) {
            if let Some(from) = pending.take() {
                settle(&mut events[from..at], joins(prev, first));
            }
            prev = last;
        }
    }
}

/// Sets `joined` on the soft breaks between two neighbors; more than one where only raw HTML and
/// the like stand between them.
fn settle(events: &mut [Event], value: bool) {
    for event in events {
        if let EventKind::SoftBreak { joined } = &mut event.kind {
            *joined = value;
        }
    }
}

/// What stands on one side of a break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbor {
    Char(char),
    /// A text that is generated later.
    Generated,
    /// The edge of a block, or a hard break.
    Edge,
}

fn joins(prev: Neighbor, next: Neighbor) -> bool {
    match (prev, next) {
        (Neighbor::Char(prev), Neighbor::Char(next)) => cjk::joins(prev, next),
        (Neighbor::Char(known), Neighbor::Generated) | (Neighbor::Generated, Neighbor::Char(known)) => {
            cjk::is_set_solid(known)
        }
        _ => false,
    }
}

/// Walks events and tells what a reader sees of each.
#[derive(Default)]
struct Sight {
    /// Inside a link whose text is generated.
    generated: bool,
}

impl Sight {
    /// The first and the last thing seen of an event; nothing for what cannot be seen.
    fn look(&mut self, kind: &EventKind, file: &str) -> Option<(Neighbor, Neighbor)> {
        match kind {
            EventKind::Start(tag) if is_generated(tag) => {
                self.generated = true;
                Some((Neighbor::Generated, Neighbor::Generated))
            }
            EventKind::End(TagEnd::Link | TagEnd::Image) => {
                self.generated = false;
                None
            }
            EventKind::Text(text) | EventKind::Code(text) if !self.generated => edges(text, file),
            EventKind::Text(_)
            | EventKind::Code(_)
            | EventKind::InlineHtml(_)
            | EventKind::FootnoteReference(_)
            | EventKind::TaskMarker(_)
            | EventKind::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => None,
            EventKind::Start(tag) if is_inline(tag) => None,
            _ => Some((Neighbor::Edge, Neighbor::Edge)),
        }
    }
}

/// Whether the text of an element is generated, as that of `[[kind:id]]` is.
pub(super) fn is_generated(tag: &Tag) -> bool {
    matches!(tag, Tag::Link(link) | Tag::Image(link) if link.form == LinkForm::Wiki { piped: false })
}

/// Whether an element stands among text.
pub(super) fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

/// The outermost characters of a text, variation selectors looked through.
fn edges(text: &Text, file: &str) -> Option<(Neighbor, Neighbor)> {
    let text = text.get(file);
    let first = text.chars().next()?;
    let last = text.chars().rev().find(|&c| !cjk::is_variation_selector(c)).unwrap_or(first);
    Some((Neighbor::Char(first), Neighbor::Char(last)))
}
