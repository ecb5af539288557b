//! When a person can be reached: as sets of instants, for whole weeks and years at once.
//!
//! Apart from [`reply`](super::reply), which asks the same about one instant and tells who; the two are held
//! against each other by tests.

use super::chain::{Chain, Link, Side};
use crate::locale::Locale;
use crate::model::schedule::Openings;
use crate::model::times::{Stretch, Times};

/// When a person can be reached in some stretch of time.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reach {
    /// Somebody can.
    pub somebody: Times,
    /// It cannot be told; apart from the above.
    pub unknown: Times,
}

impl Reach {
    /// When nobody can be reached.
    pub fn nobody(&self, range: Stretch) -> Times {
        Times::from(range).minus(&self.somebody).minus(&self.unknown)
    }

    /// When a person can be reached on any of several ways.
    #[must_use]
    pub fn any(all: &[&Self]) -> Self {
        let somebody = Times::new(all.iter().flat_map(|one| one.somebody.iter()));
        let unknown = Times::new(all.iter().flat_map(|one| one.unknown.iter())).minus(&somebody);
        Self { somebody, unknown }
    }
}

impl Side<'_> {
    /// Whether a language is spoken whenever the side is open.
    pub(super) fn always_speaks(&self, language: Option<Locale>) -> bool {
        language.is_none_or(|language| self.languages.contains(&language))
    }

    /// When somebody is there who speaks a language.
    fn speaking(&self, language: Option<Locale>, open: &Openings, range: Stretch) -> Openings {
        if self.always_speaks(language) {
            return open.clone();
        }
        let at =
            self.languages_at.iter().filter(|(_, spoken)| language.is_some_and(|one| spoken.contains(&one)));
        let each: Vec<Openings> = at.map(|(schedule, _)| schedule.openings(range)).collect();
        let spoken = Times::new(each.iter().flat_map(|one| one.open.iter()));
        let maybe = Times::new(each.iter().flat_map(|one| one.unknown.iter())).or(&spoken);
        let certain = open.open.and(&spoken);
        let possible = open.open.or(&open.unknown).and(&maybe);
        Openings { unknown: possible.minus(&certain), open: certain }
    }
}

impl Link<'_> {
    /// When any of its desks is open, and when one is who speaks a language.
    pub(super) fn openings(&self, language: Option<Locale>, range: Stretch) -> (Openings, Openings) {
        let (mut any, mut speaking) = (Vec::new(), Vec::new());
        for side in &self.sides {
            let open = side.schedule.openings(range);
            speaking.push(side.speaking(language, &open, range));
            any.push(open);
        }
        (joined(&any), joined(&speaking))
    }

    /// When one of its desks may be open without somebody who speaks a language for certain.
    fn unsure(&self, language: Option<Locale>, range: Stretch) -> Times {
        let each = self.sides.iter().map(|side| {
            let perhaps = side.schedule.openings(range).unknown;
            perhaps.minus(
                &side
                    .speaking(language, &Openings { open: perhaps.clone(), ..Openings::default() }, range)
                    .open,
            )
        });
        each.fold(Times::default(), |all, one| all.or(&one))
    }
}

fn joined(each: &[Openings]) -> Openings {
    let open = Times::new(each.iter().flat_map(|one| one.open.iter()));
    let unknown = Times::new(each.iter().flat_map(|one| one.unknown.iter())).minus(&open);
    Openings { open, unknown }
}

impl Chain<'_> {
    /// When a person who speaks a language can be reached; without a language, any person.
    pub fn reach(&self, language: Option<Locale>, range: Stretch) -> Reach {
        let mut rest = Reach::default();
        for link in self.links.iter().rev() {
            rest = link.before(&rest, language, range);
        }
        rest
    }
}

impl Link<'_> {
    /// What can be reached with this link before the rest of its chain.
    fn before(&self, rest: &Reach, language: Option<Locale>, range: Stretch) -> Reach {
        if self.is_last() {
            return Reach::default();
        }
        let (any, mut speaking) = self.openings(language, range);
        let closed = Times::from(range).minus(&any.open).minus(&any.unknown);
        // While it may or may not be open, a person is certain only if both ways lead to one.
        let mut passed = closed.clone();
        if self.mode.reaches_somebody() {
            passed = passed.or(&any.unknown.minus(&self.unsure(language, range)));
        } else {
            speaking = Openings::default();
        }
        let somebody = speaking.open.and(&any.open).or(&rest.somebody.and(&passed));
        let doubtful = any.unknown.and(&rest.somebody.or(&rest.unknown));
        let unknown = doubtful.or(&rest.unknown.and(&closed)).or(&speaking.unknown).minus(&somebody);
        Reach { somebody, unknown }
    }
}
