//! Which unit of before is which unit of now.
//!
//! In this order: equal names; equal texts in the same order; equal texts below the same heading, then anywhere;
//! between units that are known, the longest run of similar ones; at last, the same place between two known
//! neighbours. So whatever stands above or below a unit, is moved or renamed, the unit itself stays what it was.
//!
//! Invariant: each unit is followed at most once; the result depends on the two lists alone.

use std::collections::HashMap;

use super::best_path::best_path;
use super::unit::Hash;

/// From how much likeness on two texts are one unit that was edited. Measured on 1,822 changed segments of real
/// documentation: likeness has two peaks and a valley at 0.6.
pub(super) const LIKENESS: f64 = 0.65;

/// The most cells of a table of equal texts; beyond, headings and order decide.
const MAX_TABLE: usize = 1_000_000;

/// The most pairs of texts that are compared in one stretch; beyond, place alone decides.
const MAX_COMPARED: usize = 4_096;

/// What a unit is known by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) section: &'a str,
    pub(super) kind: &'a str,
    pub(super) hash: Hash,
    /// Its text, where likeness may decide.
    pub(super) text: Option<&'a str>,
}

/// For each unit of before, the unit of now.
pub(super) fn follow(before: &[Key<'_>], now: &[Key<'_>]) -> Vec<Option<usize>> {
    let mut found = certain(before, now);
    for (from, to) in found.stretches() {
        found.by_likeness(before, now, &from, &to);
    }
    for (from, to) in found.stretches() {
        found.by_place(before, now, &from, &to);
    }
    found.to
}

/// The same for what is certain: equal names and equal texts.
pub(super) fn follow_equal(before: &[Key<'_>], now: &[Key<'_>]) -> Vec<Option<usize>> {
    certain(before, now).to
}

fn certain(before: &[Key<'_>], now: &[Key<'_>]) -> Found {
    let mut found = Found { to: vec![None; before.len()], taken: vec![false; now.len()] };
    found.by(before, now, |key| key.name);
    for (from, to) in found.stretches() {
        found.by_order(before, now, &from, &to);
    }
    found.by(before, now, |key| Some((key.kind, key.section, key.hash)));
    found.by(before, now, |key| Some((key.kind, key.hash)));
    found
}

type Stretch = (Vec<usize>, Vec<usize>);

struct Found {
    to: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Found {
    fn join(&mut self, before: usize, now: usize) {
        self.to[before] = Some(now);
        self.taken[now] = true;
    }

    /// Joins units with equal keys, in their order.
    fn by<'k, K: Eq + std::hash::Hash>(
        &mut self,
        before: &[Key<'k>],
        now: &[Key<'k>],
        key_of: impl Fn(&Key<'k>) -> Option<K>,
    ) {
        let mut open: HashMap<K, std::collections::VecDeque<usize>> = HashMap::new();
        for (at, key) in now.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            if let Some(key) = key_of(key) {
                open.entry(key).or_default().push_back(at);
            }
        }
        for (at, key) in before.iter().enumerate() {
            if self.to[at].is_some() {
                continue;
            }
            let next = key_of(key).and_then(|key| open.get_mut(&key)?.pop_front());
            if let Some(next) = next {
                self.join(at, next);
            }
        }
    }

    /// Joins equal texts that stand in the same order. Of several equal ones those are joined between which least
    /// came or went: a text that was edited counts as one that stands for another.
    fn by_order(&mut self, before: &[Key<'_>], now: &[Key<'_>], from: &[usize], to: &[usize]) {
        const EDITED: f64 = 1.0;
        const EQUAL: f64 = 8.0;
        const EQUAL_HERE: f64 = 9.0;
        let equal = |a: usize, b: usize| before[a].kind == now[b].kind && before[a].hash == now[b].hash;
        let both = || from.iter().zip(to);
        let head = both().take_while(|(a, b)| equal(**a, **b)).count();
        let most = from.len().min(to.len()) - head;
        let tail = from.iter().rev().zip(to.iter().rev()).take(most);
        let tail = tail.take_while(|(a, b)| equal(**a, **b)).count();
        for at in 0..head {
            self.join(from[at], to[at]);
        }
        for at in 1..=tail {
            self.join(from[from.len() - at], to[to.len() - at]);
        }
        let (from, to) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
        let (rows, columns) = (from.len(), to.len());
        if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MAX_TABLE {
            return;
        }
        let worth = |row: usize, column: usize| match (&before[from[row]], &now[to[column]]) {
            (a, b) if a.kind != b.kind => 0.0,
            (a, b) if a.hash == b.hash && a.section == b.section => EQUAL_HERE,
            (a, b) if a.hash == b.hash => EQUAL,
            _ => EDITED,
        };
        for (row, column) in best_path(rows, columns, worth) {
            if worth(row, column) >= EQUAL {
                self.join(from[row], to[column]);
            }
        }
    }

    /// What is still open between units that are known and in order on both sides.
    fn stretches(&self) -> Vec<Stretch> {
        let mut points: Vec<(usize, usize)> = Vec::new();
        for (before, now) in self.to.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?))) {
            if points.last().is_none_or(|(_, last)| *last < now) {
                points.push((before, now));
            }
        }
        points.push((self.to.len(), self.taken.len()));
        let (mut from, mut to) = (0, 0);
        let mut stretches = Vec::new();
        for (before, now) in points {
            let open_before: Vec<usize> = (from..before).filter(|at| self.to[*at].is_none()).collect();
            let open_now: Vec<usize> = (to..now).filter(|at| !self.taken[*at]).collect();
            if !open_before.is_empty() && !open_now.is_empty() {
                stretches.push((open_before, open_now));
            }
            (from, to) = (before + 1, now + 1);
        }
        stretches
    }

    /// Joins the pairs that are most alike, without crossings.
    fn by_likeness(&mut self, before: &[Key<'_>], now: &[Key<'_>], from: &[usize], to: &[usize]) {
        if from.len() * to.len() > MAX_COMPARED {
            return;
        }
        let alike = |a: usize, b: usize| {
            let (a, b) = (&before[a], &now[b]);
            let (Some(old), Some(new)) = (a.text, b.text) else { return 0.0 };
            if a.kind == b.kind && !(a.name.is_some() && b.name.is_some()) { likeness(old, new) } else { 0.0 }
        };
        let scores: Vec<Vec<f64>> = from.iter().map(|a| to.iter().map(|b| alike(*a, *b)).collect()).collect();
        let worth = |row: usize, column: usize| {
            let score = scores[row][column];
            if score >= LIKENESS { score } else { 0.0 }
        };
        for (row, column) in best_path(from.len(), to.len(), worth) {
            self.join(from[row], to[column]);
        }
    }

    /// Joins what stands at the same place of a stretch, where both sides have as many of its kind.
    fn by_place(&mut self, before: &[Key<'_>], now: &[Key<'_>], from: &[usize], to: &[usize]) {
        let same =
            from.len() == to.len() && from.iter().zip(to).all(|(a, b)| before[*a].kind == now[*b].kind);
        let named = |a: usize, b: usize| before[a].name.is_some() || now[b].name.is_some();
        if same {
            for (a, b) in from.iter().zip(to).filter(|(a, b)| !named(**a, **b)) {
                self.join(*a, *b);
            }
        }
    }
}

/// How alike two texts are, from 0 to 1: twice the pairs of neighbouring letters that both have, by the pairs of
/// both (Dice).
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (all, both) = (a.len() + b.len(), shared(&a, &b));
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { 2.0 * number(both) / number(all) }
}

/// How many members two sorted lists share, each as often as both have it.
fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut at, mut other, mut both) = (0, 0, 0);
    while let (Some(one), Some(two)) = (a.get(at), b.get(other)) {
        let order = one.cmp(two);
        at += usize::from(order.is_le());
        other += usize::from(order.is_ge());
        both += usize::from(order.is_eq());
    }
    both
}
