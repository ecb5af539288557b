//! Where something is published: what dated facts and requirements rest on.

use jiff::civil::Date;

use super::text::LocalText;

/// A publication elsewhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Citation {
    /// What it is called.
    pub title: LocalText,
    /// Where it stands.
    pub url: Box<str>,
    /// When it was published, or last seen to say so.
    pub date: Date,
}
