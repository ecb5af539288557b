//! Compares the facts of a text with those of its translation: numbers, dates, money, times, addresses, code
//! and whatever else must be the same in every language.
//!
//! Apart because it knows nothing of projects, files or rules: two texts go in, differences come out. Facts are
//! read by what they mean, in the spelling of either language, so that `four hours` is 四小时 and
//! `December 1, 2020` is not 2020 年 11 月 1 日. [`Content::of_markdown`] reads a text; [`compare`] sets two
//! against each other; [`places`] tells where the facts of one stand; [`is_untranslated`] says whether a translation is one at all; a [`Vocabulary`] finds words
//! of a glossary that a translation renders by others.
//!
//! Invariant: pure and total: every text has its facts, whatever it holds, and nothing panics.
//! Invariant: a text compared with itself has no differences.
//! Invariant: the cost is linear in the texts, but for a limited number of facts that stay without a pair.

mod address;
mod amounts;
mod cursor;
mod dates;
mod decimal;
mod durations;
mod flat;
mod identifiers;
mod inline;
mod matching;
mod money;
mod numbers;
mod phones;
mod ranges;
mod scan;
mod times;
mod value;
mod vocabulary;
mod words;

use std::borrow::Cow;

use crate::locale::Locale;
use crate::source::Span;
use crate::syntax::markdown::{Event, EventKind, Text, parse_markdown};

pub(crate) use inline::is_comment;
pub use matching::{compare, places};
pub use vocabulary::{Misuse, Misused, Vocabulary, Word};
pub use words::is_untranslated;

/// One text of one language: parsed inline content, and the file or slice that its spans point into.
#[derive(Clone, Debug)]
pub struct Content<'a> {
    events: Cow<'a, [Event]>,
    text: &'a str,
    locale: Locale,
}

impl<'a> Content<'a> {
    /// Reads a piece of Markdown.
    pub fn of_markdown(text: &'a str, locale: Locale) -> Self {
        let events = parse_markdown(text, Span::of(0..text.len())).events;
        Self { events: Cow::Owned(events), text, locale }
    }

    /// Takes events that are parsed already, with their spans in `text`.
    pub fn of_events(events: &'a [Event], text: &'a str, locale: Locale) -> Self {
        Self { events: Cow::Borrowed(events), text, locale }
    }

    /// Takes a text without markup, such as a value of a YAML file.
    pub fn of_plain(text: &'a str, locale: Locale) -> Self {
        let span = Span::of(0..text.len());
        let event = Event { kind: EventKind::Text(Text::Source(span)), span };
        Self { events: Cow::Owned(vec![event]), text, locale }
    }

    /// The language of the text.
    pub fn locale(&self) -> Locale {
        self.locale
    }
}

/// What a fact is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// A text that is nothing but yes or no.
    Answer,
    /// A sum in a currency.
    Money,
    /// A percentage.
    Percent,
    /// A day, a month or a year.
    Date,
    /// A day of the week.
    Weekday,
    /// A time of day, or around the clock.
    Time,
    /// A span of time, in elapsed or in business time.
    Duration,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Mail,
    /// A web address in the text.
    Address,
    /// Where a link leads.
    Link,
    /// Where an image lies.
    Image,
    /// A reference to a footnote.
    Footnote,
    /// A value that is filled in later, such as `{name}` or `[[fact:hours.office.weekly]]`.
    Placeholder,
    /// Code, letter by letter.
    Code,
    /// A name with digits or marks in it, such as `MS-AZR-0145P`.
    Identifier,
    /// Any other number.
    Number,
}

impl Subject {
    /// Every subject, in the order in which differences come.
    pub const ALL: [Self; 17] = [
        Self::Answer,
        Self::Money,
        Self::Percent,
        Self::Date,
        Self::Weekday,
        Self::Time,
        Self::Duration,
        Self::Phone,
        Self::Mail,
        Self::Address,
        Self::Link,
        Self::Image,
        Self::Footnote,
        Self::Placeholder,
        Self::Code,
        Self::Identifier,
        Self::Number,
    ];

    /// The word for it, as findings and waivers write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Weekday => "weekday",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Address => "address",
            Self::Link => "link",
            Self::Image => "image",
            Self::Footnote => "footnote",
            Self::Placeholder => "placeholder",
            Self::Code => "code",
            Self::Identifier => "identifier",
            Self::Number => "number",
        }
    }
}

/// One fact of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// As it is written.
    pub shown: String,
    /// What it means, in one spelling for every language.
    pub value: String,
    /// Where it stands in its text.
    pub span: Span,
}

/// Facts about one subject that only one of two texts has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What they are about.
    pub subject: Subject,
    /// In the source alone.
    pub missing: Vec<Fact>,
    /// In the translation alone.
    pub added: Vec<Fact>,
}
