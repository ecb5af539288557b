//! The pseudo-translation of a Markdown file: its title and description as front matter, and its body with every
//! unit rewritten.
//!
//! Apart from data because units of Markdown stand among markup: whether a text came out right is only seen when
//! the whole file is read again.
//!
//! Invariant: the file that comes out was read and has the blocks of its source; and each of its units was
//! compared with its own.

use crate::syntax::quoted::quoted;
use std::mem::discriminant;
use std::ops::Range;
use std::sync::Arc;

use super::data::pseudo_text;
use super::rewrite::{Piece, mended};
use super::{BOLDNESS, Manner};
use crate::parity::{Content, compare, places};
use crate::path::ProjectPath;
use crate::source::{Source, Span};
use crate::syntax::document::{Document, parse};
use crate::syntax::markdown::{Event, EventKind, LinkForm, Tag, TagEnd, Text};
use crate::syntax::tree::Value;
use crate::translation::unit::rewritten;
use crate::translation::{Unit, UnitKind, units};
use crate::typography::{Setting, judge, markdown_runs};

/// How often a file is written and read again before all of it is left as it is. Blocks that differ are found one
/// after the other.
const MOST_ROUNDS: usize = 40;

/// The text of the file.
pub(super) fn pseudo(source: &Document, path: &ProjectPath, manner: Manner<'_>) -> String {
    let units: Vec<Unit> = units(source).into_iter().filter(|unit| !unit.events.is_empty()).collect();
    let page = Page { source, path, manner, front: front_matter(source, manner), units };
    // How timid each unit has been made; the last step leaves it as it is.
    let mut timid = vec![0; page.units.len()];
    for _ in 0..MOST_ROUNDS {
        let text = page.written(&timid);
        let faulty = page.faulty(&text);
        if faulty.is_empty() {
            return text;
        }
        // Where the units that look faulty are as timid as can be, another one has moved them.
        if !bump(&mut timid, faulty) && !bump(&mut timid, 0..page.units.len()) {
            return text;
        }
    }
    timid.fill(BOLDNESS.len());
    page.written(&timid)
}

/// Makes units more timid by a step; whether any could be.
fn bump(timid: &mut [usize], faulty: impl IntoIterator<Item = usize>) -> bool {
    let mut changed = false;
    for at in faulty {
        if let Some(step) = timid.get_mut(at).filter(|step| **step < BOLDNESS.len()) {
            *step += 1;
            changed = true;
        }
    }
    changed
}

/// Title and description, and nothing else: what is no text stands once, in the source.
fn front_matter(source: &Document, manner: Manner<'_>) -> String {
    let texts = units(source).into_iter().filter(|unit| unit.events.is_empty());
    let lines = texts.filter_map(|unit| {
        let key = unit.name?;
        let Value::Scalar { text, .. } = &source.data.get(&key)?.value else { return None };
        Some(format!("{key}: {}\n", quoted(&pseudo_text(text, manner, false))))
    });
    let lines: String = lines.collect();
    let body = &source.source.text[source.body.range()];
    match lines.is_empty() {
        false => format!("---\n{lines}---\n"),
        // A line of the body must not be taken for the beginning of front matter.
        true if body.starts_with("---") => "---\n{}\n---\n".to_owned(),
        true => String::new(),
    }
}

/// A page on its way.
struct Page<'a> {
    source: &'a Document,
    path: &'a ProjectPath,
    manner: Manner<'a>,
    front: String,
    /// The units of the body.
    units: Vec<Unit>,
}

impl Page<'_> {
    /// The file in which each unit is rewritten as timidly as is said.
    fn written(&self, timid: &[usize]) -> String {
        let file: &str = &self.source.source.text;
        let text = rewritten(file, &self.units, |number, unit| {
            let boldness = BOLDNESS.get(*timid.get(number)?)?;
            Some(self.piece(unit)?.rewritten(*boldness, self.manner))
        });
        let text = format!("{}{}", self.front, &text[self.source.body.start as usize..]);
        // A mark of another width may leave a space beside it that is one too many.
        let once = self.set(&text, timid);
        self.set(&once, timid)
    }

    /// The file as the typography of its language has it, as far as that needs no judgement and concerns units
    /// that were rewritten.
    fn set(&self, text: &str, timid: &[usize]) -> String {
        let document = self.read(text);
        let kept: Vec<Span> = document
            .markdown
            .events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Code(_)))
            .map(|event| event.span)
            .collect();
        let own = units(&document);
        let is_bold = |at: usize| timid.get(at).is_some_and(|step| *step < BOLDNESS.len());
        let bold: Vec<Range<usize>> = own
            .iter()
            .filter(|unit| !unit.events.is_empty())
            .enumerate()
            .filter(|(at, _)| is_bold(*at))
            .map(|(_, unit)| unit.span.range())
            .collect();
        let mut faults = Vec::new();
        let setting = Setting::of(self.manner.target);
        markdown_runs(&document.markdown, text, |run| judge(run, setting, &mut faults));
        let is_within = |span: Span| {
            let after = bold.partition_point(|range| range.end < span.end as usize);
            bold.get(after).is_some_and(|range| range.start <= span.start as usize)
        };
        let is_kept = |span: Span| {
            let after = kept.partition_point(|kept| kept.end <= span.start);
            kept.get(after).is_some_and(|kept| kept.start < span.end)
        };
        mended(text, faults, |span| is_within(span) && !is_kept(span))
    }

    fn read(&self, text: &str) -> Arc<Document> {
        parse(&Arc::new(Source { path: self.path.clone(), text: text.into(), unread: false }))
    }

    /// What may change of a unit; `None` where it stays as it is.
    fn piece(&self, unit: &Unit) -> Option<Piece<'_>> {
        let events = &self.source.markdown.events[unit.events.clone()];
        let open = open(events);
        let (first, last) = (open.first()?, open.last()?);
        let whole = match unit.kind {
            UnitKind::Html => return None,
            // An image that stands alone must go on doing so.
            UnitKind::Image => first.start..last.end,
            _ => unit.span.range(),
        };
        let file: &str = &self.source.source.text;
        let is_block = |span: &Span| span.start >= unit.span.start && span.end <= unit.span.end;
        let content = Content::of_events(events, file, self.manner.source);
        // A link is a fact as a whole, and yet its text is words.
        let marked: Vec<Span> = events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Start(Tag::Link(_) | Tag::Image(_))))
            .map(|event| event.span)
            .collect();
        let facts = places(&content).into_iter().filter(|span| is_block(span) && !marked.contains(span));
        Some(Piece { file, whole, open, facts: facts.map(Span::range).collect() })
    }

    /// The units that did not come out right; all of them where the blocks differ and none is to blame.
    fn faulty(&self, text: &str) -> Vec<usize> {
        let document = self.read(text);
        let theirs: Vec<Unit> = units(&document).into_iter().filter(|unit| !unit.events.is_empty()).collect();
        let other = self.units.iter().zip(&theirs).position(|(ours, theirs)| {
            (ours.kind, ours.name.as_deref()) != (theirs.kind, theirs.name.as_deref())
        });
        if let Some(at) = other {
            return (at.saturating_sub(1)..=at).collect();
        }
        if theirs.len() != self.units.len() {
            return (0..self.units.len()).collect();
        }
        let is_faulty = |(ours, theirs): (&Unit, &Unit)| !self.is_sound(ours, theirs, &document);
        let pairs = self.units.iter().zip(&theirs).enumerate();
        let faulty: Vec<usize> = pairs.filter(|(_, pair)| is_faulty(*pair)).map(|(at, _)| at).collect();
        let same = skeleton(self.source.markdown.events.iter()) == skeleton(document.markdown.events.iter());
        if faulty.is_empty() && !same { (0..self.units.len()).collect() } else { faulty }
    }

    /// Whether a unit says the same as its source, but for words.
    fn is_sound(&self, ours: &Unit, theirs: &Unit, document: &Document) -> bool {
        let said = &self.source.markdown.events[ours.events.clone()];
        let new = &document.markdown.events[theirs.events.clone()];
        let literal = |document: &Document, unit: &Unit| {
            let faults = &document.markdown.faults;
            let first = faults.partition_point(|fault| fault.span.start < unit.span.start);
            faults[first..].iter().take_while(|fault| fault.span.start < unit.span.end).count()
        };
        let source = Content::of_events(said, &self.source.source.text, self.manner.source);
        let target = Content::of_events(new, &document.source.text, self.manner.target);
        skeleton(said.iter()) == skeleton(new.iter())
            && literal(document, theirs) <= literal(self.source, ours)
            && compare(&source, &target).is_empty()
    }
}

/// Everything but words and the ends of lines among them.
fn skeleton<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<impl PartialEq> {
    let marks = events.filter_map(|event| match &event.kind {
        EventKind::Text(_) | EventKind::SoftBreak { .. } => None,
        EventKind::Start(tag) => Some((discriminant(&event.kind), Some(discriminant(tag)))),
        _ => Some((discriminant(&event.kind), None)),
    });
    marks.collect()
}

/// Where the words of some inline content stand.
fn open(events: &[Event]) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    // Links whose text says where they lead.
    let mut closed: Vec<bool> = Vec::new();
    for event in events {
        match &event.kind {
            EventKind::Start(Tag::Link(link) | Tag::Image(link)) => closed.push(matches!(
                link.form,
                LinkForm::Collapsed
                    | LinkForm::Shortcut
                    | LinkForm::Autolink
                    | LinkForm::Email
                    | LinkForm::Wiki { piped: false }
            )),
            EventKind::End(TagEnd::Link | TagEnd::Image) => drop(closed.pop()),
            EventKind::Text(Text::Source(span)) if !closed.contains(&true) => open.push(span.range()),
            _ => {}
        }
    }
    open
}
