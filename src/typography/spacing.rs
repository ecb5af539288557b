//! Between Chinese characters and Latin letters or digits: a space, or none.
//!
//! Both habits are good; a project has one of them. So nothing here is a fault by itself: [`count`] says how
//! often a run does which, and [`gaps`] where it departs from a habit.

use super::runs::{Class, Glyph, Run, together};
use crate::model::settings::Spacing;
use crate::source::Span;

/// How often texts have a space, and how often none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counted {
    /// With a space.
    pub spaced: usize,
    /// Without.
    pub solid: usize,
}

impl Counted {
    /// Adds up.
    pub fn add(&mut self, other: Self) {
        self.spaced += other.spaced;
        self.solid += other.solid;
    }

    /// What most places do; `None` where there are as many of both.
    pub fn habit(self) -> Option<Spacing> {
        match self.spaced.cmp(&self.solid) {
            std::cmp::Ordering::Greater => Some(Spacing::Space),
            std::cmp::Ordering::Less => Some(Spacing::None),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// How many places depart from a habit.
    pub const fn against(self, habit: Spacing) -> usize {
        match habit {
            Spacing::Space => self.solid,
            Spacing::None => self.spaced,
        }
    }
}

/// A place that departs from a habit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The two characters, and what is between.
    pub span: Span,
    /// What is replaced, by a space or by nothing; `None` where the markup between leaves a choice.
    pub edit: Option<Span>,
}

/// What a run does.
pub fn count(run: &Run<'_>) -> Counted {
    let mut counted = Counted::default();
    pairs(run, |_, spaces, _| {
        if spaces.is_some() {
            counted.spaced += 1;
        } else {
            counted.solid += 1;
        }
    });
    counted
}

/// Where a run departs from a habit.
pub fn gaps(run: &Run<'_>, habit: Spacing, found: &mut Vec<Gap>) {
    pairs(run, |left, spaces, right| {
        let span = Span::new(left.span.start, right.span.end);
        match (habit, spaces) {
            (Spacing::None, Some(spaces)) => {
                // Without the space, `_` beside a letter would no longer be a marker.
                let around = run.source(left.span.end, right.span.start);
                found.push(Gap { span, edit: (!around.contains('_')).then_some(spaces) });
            }
            (Spacing::Space, None) => {
                let between = run.source(left.span.end, right.span.start);
                let at = match left.depth.cmp(&right.depth) {
                    _ if between.is_empty() => Some(left.span.end),
                    std::cmp::Ordering::Less => Some(left.span.end),
                    std::cmp::Ordering::Greater => Some(right.span.start),
                    std::cmp::Ordering::Equal => None,
                };
                found.push(Gap { span, edit: at.map(|at| Span::new(at, at)) });
            }
            _ => {}
        }
    });
}

/// Each place where Chinese and Latin meet, with the spaces between.
fn pairs(run: &Run<'_>, mut each: impl FnMut(&Glyph, Option<Span>, &Glyph)) {
    let glyphs = run.glyphs();
    for (at, left) in glyphs.iter().enumerate() {
        if !matches!(left.class, Class::Han | Class::Letter | Class::Digit) {
            continue;
        }
        let spaces = together(glyphs, at + 1, |glyph| glyph.class == Class::Space);
        let Some(right) = glyphs.get(at + 1 + spaces) else { break };
        let meet = match (left.class, right.class) {
            (Class::Han, Class::Letter) => true,
            (Class::Han, Class::Digit) => {
                !matches!(left.c, '第' | '年' | '月' | '日' | '号') && !is_date(&glyphs[at + 1 + spaces..])
            }
            // 30 °C.
            (Class::Letter, Class::Han) => at == 0 || glyphs[at - 1].c != '°',
            // Dates and times have habits of their own.
            (Class::Digit, Class::Han) => {
                !counts_time(&glyphs[at + 1 + spaces..]) && !is_ordinal(&glyphs[..at])
            }
            _ => false,
        };
        if meet {
            let between = &glyphs[at + 1..at + 1 + spaces];
            let spaces = between.first().zip(between.last());
            each(left, spaces.map(|(first, last)| Span::new(first.span.start, last.span.end)), right);
        }
    }
}

/// Whether what stands behind a number makes it part of a date or a time.
fn counts_time(behind: &[Glyph]) -> bool {
    let [first, rest @ ..] = behind else { return false };
    let lasts = rest.first().is_some_and(|next| next.c == '钟');
    matches!(first.c, '年' | '月' | '日' | '号' | '时' | '点' | '分' | '秒') && !lasts
}

/// The most digits of a number that are looked at.
const LONGEST: usize = 4;

/// Whether a number begins a date or a time, as in 在3月1日.
fn is_date(from: &[Glyph]) -> bool {
    let length = from.iter().take(LONGEST).take_while(|glyph| glyph.class == Class::Digit).count();
    let space = together(from, length, |glyph| glyph.class == Class::Space);
    counts_time(&from[length + space..]) || from.get(length).is_some_and(|glyph| glyph.c == ':')
}

/// Whether a number ends what has a habit of its own: 第3章, 9:00起.
fn is_ordinal(before: &[Glyph]) -> bool {
    let number = |glyph: &&Glyph| matches!(glyph.class, Class::Digit | Class::Space);
    let length = before.iter().rev().take(LONGEST).take_while(number).count();
    before[..before.len() - length].last().is_some_and(|glyph| matches!(glyph.c, '第' | ':'))
}
