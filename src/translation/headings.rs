//! Which heading of a translation is which heading of its source.
//!
//! Apart from units, since links and anchors need the headings before anything else is read;
//! a heading pairs by its explicit id, else by level and order between such pairs.
//!
//! Invariant: pairs never cross, and each heading pairs at most once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::path::ProjectPath;
use crate::syntax::document::{Document, Heading, Kind};

/// The pairings of all translations of a project.
#[derive(Debug, Default)]
pub struct Translations {
    headings: BTreeMap<ProjectPath, HeadingPairs>,
}

/// For each heading of a translation, the index of its source heading.
pub type HeadingPairs = Vec<Option<usize>>;

impl Translations {
    /// The pairs of a translation file; empty for a file that is none.
    pub fn headings(&self, path: &ProjectPath) -> &[Option<usize>] {
        self.headings.get(path).map_or(&[], Vec::as_slice)
    }
}

/// Pairs the headings of all translations with those of their sources.
pub fn align(documents: &[Arc<Document>]) -> Translations {
    let prose = || documents.iter().filter(|document| document.kind.is_prose());
    let sources: HashMap<(Kind, &str), &Arc<Document>> = prose()
        .filter(|document| document.suffix.is_none())
        .map(|document| ((document.kind, &*document.stem), document))
        .collect();
    let pairs_of = |translation: &Arc<Document>| {
        let source = sources.get(&(translation.kind, &*translation.stem))?;
        Some((translation.path().clone(), pair(&source.headings, &translation.headings)))
    };
    Translations {
        headings: prose().filter(|document| document.suffix.is_some()).filter_map(pairs_of).collect(),
    }
}

/// Pairs headings: explicit ids first, then level and order in the stretches between them.
fn pair(source: &[Heading], target: &[Heading]) -> HeadingPairs {
    let mut pairs: HeadingPairs = vec![None; target.len()];
    let (mut source_from, mut target_from) = (0, 0);
    for (source_at, target_at) in fixed_points(source, target) {
        pair_stretch(source, target, source_from..source_at, target_from..target_at, &mut pairs);
        pairs[target_at] = Some(source_at);
        (source_from, target_from) = (source_at + 1, target_at + 1);
    }
    pair_stretch(source, target, source_from..source.len(), target_from..target.len(), &mut pairs);
    pairs
}

/// Pairs of equal explicit ids, those that keep the order of both sides.
fn fixed_points(source: &[Heading], target: &[Heading]) -> Vec<(usize, usize)> {
    let id_of = |heading: &Heading| heading.id.as_ref().map(|(id, _)| id.clone());
    let by_id: HashMap<Box<str>, usize> =
        source.iter().enumerate().filter_map(|(at, heading)| Some((id_of(heading)?, at))).collect();
    let mut last = None;
    let mut points = Vec::new();
    for (target_at, heading) in target.iter().enumerate() {
        let found = id_of(heading).and_then(|id| by_id.get(&id).copied());
        if let Some(source_at) = found.filter(|at| last.is_none_or(|last| *at > last)) {
            last = Some(source_at);
            points.push((source_at, target_at));
        }
    }
    points
}

/// The most cells of a table for pairing; longer stretches are paired in step, so that time stays linear.
const MAX_TABLE: usize = 1_000_000;

/// Pairs headings one by one as long as their levels agree.
fn pair_in_step(
    from: std::ops::Range<usize>,
    to: std::ops::Range<usize>,
    pairs: &mut HeadingPairs,
    matches: impl Fn(usize, usize) -> bool,
) {
    for (a, b) in from.zip(to).take_while(|(a, b)| matches(*a, *b)) {
        pairs[b] = Some(a);
    }
}

/// Pairs a stretch without explicit ids in common: the longest common sequence of levels.
fn pair_stretch(
    source: &[Heading],
    target: &[Heading],
    from: std::ops::Range<usize>,
    to: std::ops::Range<usize>,
    pairs: &mut HeadingPairs,
) {
    let both_named = |a: &Heading, b: &Heading| a.id.is_some() && b.id.is_some();
    let matches =
        |a: usize, b: usize| source[a].level == target[b].level && !both_named(&source[a], &target[b]);
    let (rows, columns) = (from.len(), to.len());
    if rows.saturating_mul(columns) > MAX_TABLE {
        return pair_in_step(from, to, pairs, matches);
    }
    let mut longest = vec![vec![0_u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[row][column] = if matches(from.start + row, to.start + column) {
                longest[row + 1][column + 1] + 1
            } else {
                longest[row + 1][column].max(longest[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if matches(from.start + row, to.start + column) {
            pairs[to.start + column] = Some(from.start + row);
            (row, column) = (row + 1, column + 1);
        } else if longest[row + 1][column] >= longest[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::syntax::document::parse;

    fn headings(text: &str) -> Vec<Heading> {
        let path = ProjectPath::new("content/pages/x.md").expect("a clean path");
        parse(&Arc::new(Source { path, text: text.into(), unread: false })).headings.clone()
    }

    #[test]
    fn headings_pair_by_id_then_by_level_and_order() {
        let source = headings("## One\n\n### Deep\n\n## Two {#two}\n\n## Three\n");
        let same = headings("## 一\n\n### 深\n\n## 二 {#two}\n\n## 三\n");
        assert_eq!(pair(&source, &same), [Some(0), Some(1), Some(2), Some(3)]);
        let shorter = headings("## 一\n\n## 二 {#two}\n\n## 三\n\n## 四\n");
        assert_eq!(pair(&source, &shorter), [Some(0), Some(2), Some(3), None]);
        let moved = headings("## 二 {#two}\n\n## 一\n");
        assert_eq!(pair(&source, &moved), [Some(2), Some(3)]);
    }
}
