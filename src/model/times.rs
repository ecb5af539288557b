//! Sets of instants: what is open, what is not known, what is left over.
//!
//! Apart from schedules, which make such sets, so that joining and taking away stand in one place.
//!
//! Invariant: stretches are half-open, not empty, sorted, and neither overlap nor touch.

use jiff::Timestamp;

/// From an instant up to another one, which is not part of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stretch {
    /// The first instant.
    pub start: Timestamp,
    /// The first instant after it; later than `start`.
    pub end: Timestamp,
}

impl Stretch {
    /// From one instant to another; `None` where nothing lies between.
    pub fn new(start: Timestamp, end: Timestamp) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// Seconds from its start to its end.
    pub fn seconds(self) -> i64 {
        self.end.as_second() - self.start.as_second()
    }

    /// What it shares with another one.
    pub fn within(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// Whether an instant is part of it.
    pub fn contains(self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }
}

/// A set of instants.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Times(Vec<Stretch>);

impl Times {
    /// The set of all instants that lie in any of the stretches, in whatever order.
    pub fn new(stretches: impl IntoIterator<Item = Stretch>) -> Self {
        let mut all: Vec<Stretch> = stretches.into_iter().collect();
        all.sort_unstable();
        let mut merged: Vec<Stretch> = Vec::with_capacity(all.len());
        for stretch in all {
            match merged.last_mut() {
                Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
                _ => merged.push(stretch),
            }
        }
        Self(merged)
    }

    /// The stretches in order.
    pub fn iter(&self) -> impl Iterator<Item = Stretch> + '_ {
        self.0.iter().copied()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an instant is in the set.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.holding(at).is_some()
    }

    /// The stretch that an instant lies in.
    pub fn holding(&self, at: Timestamp) -> Option<Stretch> {
        let after = self.0.partition_point(|stretch| stretch.start <= at);
        after.checked_sub(1).map(|index| self.0[index]).filter(|stretch| stretch.contains(at))
    }

    /// The first instant of the set that is not before another one.
    pub fn first_from(&self, at: Timestamp) -> Option<Timestamp> {
        let next = self.0.partition_point(|stretch| stretch.end <= at);
        self.0.get(next).map(|stretch| stretch.start.max(at))
    }

    /// What lies in either set.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self::new(self.iter().chain(other.iter()))
    }

    /// What lies in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let (mut one, mut two) = (self.0.as_slice(), other.0.as_slice());
        let mut both = Vec::new();
        while let ([a, rest @ ..], [b, others @ ..]) = (one, two) {
            both.extend(a.within(*b));
            if a.end <= b.end { one = rest } else { two = others }
        }
        Self(both)
    }

    /// What lies in this set and not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut left = Vec::with_capacity(self.0.len());
        let mut from = 0;
        for stretch in &self.0 {
            let mut start = stretch.start;
            from += other.0[from..].partition_point(|taken| taken.end <= stretch.start);
            for taken in other.0[from..].iter().take_while(|taken| taken.start < stretch.end) {
                left.extend(Stretch::new(start, taken.start));
                start = start.max(taken.end);
            }
            left.extend(Stretch::new(start, stretch.end));
        }
        Self(left)
    }

    /// The part of the set that lies in a stretch.
    #[must_use]
    pub fn clip(&self, to: Stretch) -> Self {
        Self(self.iter().filter_map(|stretch| stretch.within(to)).collect())
    }

    /// Seconds of all stretches together.
    pub fn seconds(&self) -> i64 {
        self.iter().map(Stretch::seconds).sum()
    }
}

impl From<Stretch> for Times {
    fn from(stretch: Stretch) -> Self {
        Self(vec![stretch])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a small number")
    }

    fn set() -> impl Strategy<Value = (Times, Vec<bool>)> {
        proptest::collection::vec((0_i64..40, 1_i64..8), 0..8).prop_map(|pairs| {
            let mut bits = vec![false; 60];
            let stretches = pairs.iter().map(|(start, length)| {
                (*start..start + length).for_each(|second| bits[usize::try_from(second).unwrap_or(0)] = true);
                Stretch { start: at(*start), end: at(start + length) }
            });
            (Times::new(stretches.collect::<Vec<_>>()), bits)
        })
    }

    proptest! {
        #[test]
        fn sets_are_what_their_instants_say((one, a) in set(), (two, b) in set()) {
            let (or, and, minus) = (one.or(&two), one.and(&two), one.minus(&two));
            for second in 0..60_usize {
                let t = at(i64::try_from(second).unwrap_or(0));
                prop_assert_eq!(one.contains(t), a[second]);
                prop_assert_eq!(or.contains(t), a[second] || b[second]);
                prop_assert_eq!(and.contains(t), a[second] && b[second]);
                prop_assert_eq!(minus.contains(t), a[second] && !b[second]);
                let first = (second..60).find(|next| a[*next]).and_then(|next| i64::try_from(next).ok());
                prop_assert_eq!(one.first_from(t), first.map(at));
            }
            for set in [or, and, minus] {
                let apart = set.0.windows(2).all(|pair| pair[0].end < pair[1].start);
                prop_assert!(apart, "{:?}", set);
            }
        }
    }
}
