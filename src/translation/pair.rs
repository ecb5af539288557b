//! Which unit of a translation is which unit of its source, by their shape alone.
//!
//! Apart from `follow`, which compares texts of one language: here the texts differ, and kinds, headings,
//! figures, code and links tell what belongs together.
//!
//! Invariant: pairs never cross between two that were given, and each unit pairs at most once.

use super::best_path::best_path;
use super::unit::{Unit, UnitKind};

/// The most cells of a table for pairing; longer stretches are paired in step, so that time stays linear.
const MAX_TABLE: usize = 1_000_000;

/// For each unit of the source, its partner; `known` are pairs that are certain, `without` are units of the
/// translation whose source is known to be gone.
pub(super) fn pair(
    source: &[Unit],
    target: &[Unit],
    known: &[(usize, usize)],
    without: &[usize],
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; source.len()];
    let mut taken = vec![false; target.len()];
    for (a, b) in known {
        pairs[*a] = Some(*b);
        taken[*b] = true;
    }
    for at in without {
        taken[*at] = true;
    }
    // Names are the same in all languages.
    let named: std::collections::HashMap<&str, usize> =
        target.iter().enumerate().filter_map(|(at, unit)| Some((unit.name.as_deref()?, at))).collect();
    for (a, unit) in source.iter().enumerate().filter(|(_, unit)| unit.name.is_some()) {
        let found = unit.name.as_deref().and_then(|name| named.get(name)).copied();
        if let (Some(b), None) = (found, pairs[a])
            && !taken[b]
        {
            pairs[a] = Some(b);
            taken[b] = true;
        }
    }
    let mut points: Vec<(usize, usize)> = Vec::new();
    for (a, b) in pairs.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?))) {
        if points.last().is_none_or(|(_, last)| *last < b) {
            points.push((a, b));
        }
    }
    points.push((source.len(), target.len()));
    let shapes_of = |units: &[Unit]| units.iter().map(Shape::of).collect::<Vec<_>>();
    let (source_shapes, target_shapes) = (shapes_of(source), shapes_of(target));
    let (mut from, mut to) = (0, 0);
    for (a, b) in points {
        let open_source: Vec<usize> = (from..a.min(source.len())).filter(|at| pairs[*at].is_none()).collect();
        let open_target: Vec<usize> = (to..b.min(target.len())).filter(|at| !taken[*at]).collect();
        for (a, b) in stretch(&source_shapes, &target_shapes, &open_source, &open_target) {
            pairs[a] = Some(b);
            taken[b] = true;
        }
        (from, to) = (a + 1, b + 1);
    }
    pairs
}

/// What of a unit is the same in every language.
struct Shape {
    kind: UnitKind,
    named: bool,
    digits: String,
    inline: Vec<String>,
}

impl Shape {
    fn of(unit: &Unit) -> Self {
        let mut inline: Vec<String> = unit
            .text
            .split('`')
            .skip(1)
            .step_by(2)
            .chain(unit.text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap_or_default()))
            .map(str::to_owned)
            .collect();
        inline.sort();
        Self {
            kind: unit.kind,
            named: unit.name.is_some(),
            digits: unit.text.chars().filter(char::is_ascii_digit).collect(),
            inline,
        }
    }

    /// How much speaks for a pair; `None` where it cannot be one.
    fn worth(&self, other: &Self) -> Option<u32> {
        if self.kind != other.kind || (self.named && other.named) {
            return None;
        }
        let digits = match (self.digits.is_empty(), self.digits == other.digits) {
            (false, true) => 2,
            (true, true) => 1,
            _ => 0,
        };
        let inline = match (self.inline.is_empty(), self.inline == other.inline) {
            (false, true) => 2,
            (true, true) => 1,
            _ => 0,
        };
        Some(2 + digits + inline)
    }
}

/// The pairs of a stretch that together are worth most.
fn stretch(source: &[Shape], target: &[Shape], from: &[usize], to: &[usize]) -> Vec<(usize, usize)> {
    let worth = |a: usize, b: usize| source[from[a]].worth(&target[to[b]]);
    let (rows, columns) = (from.len(), to.len());
    let in_step = rows == columns && (0..rows).all(|at| source[from[at]].kind == target[to[at]].kind);
    if in_step || rows.saturating_mul(columns) > MAX_TABLE {
        let both = (0..rows.min(columns)).take_while(|at| worth(*at, *at).is_some());
        return both.map(|at| (from[at], to[at])).collect();
    }
    let worth = |row: usize, column: usize| worth(row, column).map_or(0.0, f64::from);
    best_path(rows, columns, worth).into_iter().map(|(row, column)| (from[row], to[column])).collect()
}
