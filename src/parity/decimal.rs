//! Numbers as texts write them: exact, with at most six decimals.
//!
//! Apart because amounts must be equal or not; a float would make `0.1` a matter of luck.
//!
//! Invariant: arithmetic never overflows; what is too large is no [`Decimal`] at all.

use std::fmt;

const ONE: i128 = 1_000_000;
/// Far above what a text counts, far below where a product of two would overflow.
const MOST: i128 = 1_000_000_000_000_000_000_000_000;

/// A number, in millionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Decimal(i128);

impl Decimal {
    pub(super) const ZERO: Self = Self(0);

    /// A whole number.
    pub(super) fn whole(value: u32) -> Self {
        Self(i128::from(value) * ONE)
    }

    /// Reads digits and decimals; `None` where there are too many.
    pub(super) fn read(digits: &str, decimals: &str) -> Option<Self> {
        let decimals = decimals.trim_end_matches('0');
        if digits.len() > 15 || decimals.len() > 6 {
            return None;
        }
        let whole: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        let part: i128 = if decimals.is_empty() { 0 } else { format!("{decimals:0<6}").parse().ok()? };
        Some(Self(whole * ONE + part))
    }

    /// The product, where it is not too large.
    pub(super) fn times(self, factor: u64) -> Option<Self> {
        self.0.checked_mul(i128::from(factor)).filter(|value| *value <= MOST).map(Self)
    }

    /// The sum, where it is not too large.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).filter(|value| *value <= MOST).map(Self)
    }

    /// Half of it.
    pub(super) const fn half(self) -> Self {
        Self(self.0 / 2)
    }

    /// The value as a whole number, where it is one.
    pub(super) fn as_whole(self) -> Option<u32> {
        (self.0 % ONE == 0).then(|| u32::try_from(self.0 / ONE).ok()).flatten()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / ONE, self.0 % ONE);
        write!(f, "{whole}")?;
        if part != 0 {
            write!(f, ".{}", format!("{part:06}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let read = |digits, decimals| Decimal::read(digits, decimals).map(|value| value.to_string());
        assert_eq!(read("211", "20").as_deref(), Some("211.2"));
        assert_eq!(read("03", "").as_deref(), Some("3"));
        assert_eq!(read("1", "0000001"), None);
        assert_eq!(read("1234567890123456", ""), None);
        let large = Decimal::read("999999999999999", "").and_then(|value| value.times(100_000_000_000));
        assert_eq!(large, None);
    }
}
