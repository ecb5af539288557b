//! What other programs read and write: terms and calendars in their formats.
//!
//! Apart from `model`, which has no formats, and from `render`, which makes pages.
//!
//! Invariant: text in, values out, or values in, text out; no disk, no clock, the same bytes for the same
//! values.

pub mod hours;
