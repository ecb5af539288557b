//! The record of an imported translation: who made it, where each unit comes from, and what was known before.
//!
//! Apart from the imports, since all of them say the same of their translations: a machine's are `machine`, others
//! `translated`, none is reviewed.
//!
//! Invariant: what people have said since the last import of a text that has not changed stays in the record.

use std::mem::discriminant;
use std::ops::Range;
use std::sync::Arc;

use super::draft::in_short;
use super::{Page, Translation};
use crate::locale::Locale;
use crate::source::Source;
use crate::syntax::document::{Document, parse};
use crate::syntax::markdown::{EventKind, Tag};
use crate::translation::keep::{Step, keep};
use crate::translation::shape::shapes;
use crate::translation::standing::Asked;
use crate::translation::{Origin, Unit, UnitKind, record_path, standings};

/// A record, and how many segments are in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Recorded {
    /// Its text.
    pub text: String,
    /// How many segments stand in one of its units.
    pub numbered: usize,
}

/// The record of a translation; `before` is the one that is there, where there is one.
pub fn record(
    page: &Page,
    translation: &Translation,
    source_locale: Locale,
    before: Option<&str>,
) -> Recorded {
    let read = |path, text: &str| parse(&Arc::new(Source { path, text: text.into(), unread: false }));
    let asked = Asked {
        source: read(page.path.clone(), &page.text),
        target: Some(read(translation.path.clone(), &translation.text)),
        source_locale,
        locale: translation.locale,
        texts: Vec::new(),
    };
    let path = record_path(&page.path, translation.locale.as_str());
    let known: Vec<Arc<Source>> = before
        .iter()
        .map(|text| Arc::new(Source { path: path.clone(), text: (*text).into(), unread: false }))
        .collect();
    let found = standings(&[asked], &known);
    let Some(pairing) = found.pairings.values().next() else {
        return Recorded { text: String::new(), numbered: 0 };
    };
    let origin = if translation.by_machine { Origin::Mt } else { Origin::Human };
    let mut record = keep(pairing, &Step::Sync { origin, by: None }).record;
    record.provenance = Some(translation.provenance.clone());
    let mut numbered = 0;
    let pairs: Vec<&Unit> = pairing.pairs().map(|(_, source, _)| source).collect();
    let spans: Vec<Range<usize>> = pairs.iter().map(|unit| unit.span.range()).collect();
    for (entry, numbers) in record.units.iter_mut().zip(numbers(&translation.segments, &spans)) {
        numbered += numbers.len();
        entry.segments = Some(in_short(&numbers).into()).filter(|text: &Box<str>| !text.is_empty());
    }
    Recorded { text: record.write(), numbered }
}

/// The numbers of the segments of each unit. One that begins with a marker of the block begins before its unit.
fn numbers(segments: &[(usize, u32)], units: &[Range<usize>]) -> Vec<Vec<u32>> {
    let mut numbers = vec![Vec::new(); units.len()];
    for (at, (place, number)) in segments.iter().enumerate() {
        let end = segments.get(at + 1).map_or(usize::MAX, |(next, _)| *next);
        let unit = units.partition_point(|unit| unit.end <= *place);
        if units.get(unit).is_some_and(|unit| unit.start < end) {
            numbers[unit].push(*number);
        }
    }
    numbers
}

/// What a unit is and what stands around it, as far as that is the same in every language.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    kind: UnitKind,
    id: Option<Box<str>>,
    list: Option<bool>,
    cell: Option<(usize, usize)>,
    is_alert: bool,
    inline: Vec<std::mem::Discriminant<Tag>>,
}

/// The blocks of the units of a body.
pub fn blocks(document: &Document, units: &[Unit]) -> Vec<Block> {
    let shapes = shapes(document, units);
    let of = |(unit, shape): (&Unit, crate::translation::shape::Shape)| {
        let images =
            document.markdown.events[unit.events.clone()].iter().filter_map(|event| match &event.kind {
                EventKind::Start(tag @ Tag::Image(_)) => Some(discriminant(tag)),
                _ => None,
            });
        Block {
            kind: unit.kind,
            id: unit.name.clone(),
            list: shape.list.map(|(_, numbered)| numbered),
            cell: shape.cell.map(|(_, column, columns)| (column, columns)),
            is_alert: shape.alert.is_some(),
            inline: images.collect(),
        }
    };
    units.iter().zip(shapes).map(of).collect()
}
