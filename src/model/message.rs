//! Texts for customers that staff send: for staff alone.

use std::collections::BTreeMap;

use super::ids::MessageId;
use super::word::words;
use crate::locale::Locale;

words! {
    /// What belongs into a placeholder.
    Placeholder {
        /// A text.
        Text "text"
        /// A number.
        Number "number"
        /// A day.
        Day "day"
        /// A day and a time with its zone.
        Time "time"
        /// An amount with its currency.
        Money "money"
        /// A web address.
        Url "url"
        /// A person's name.
        Name "name"
        /// The number of a case.
        Case "case"
    }
}

/// A text to send to a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// When it is sent.
    pub description: Option<Box<str>>,
    /// What is filled in, in the order of the file.
    pub placeholders: Vec<(Box<str>, Placeholder)>,
    /// The language it is written in.
    pub source_locale: Locale,
    /// Title and text in each language.
    pub editions: BTreeMap<Locale, (Box<str>, Box<str>)>,
}
