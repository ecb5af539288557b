//! Texts on their way to translators and back, whatever the format of the file between.
//!
//! A [`Catalog`] is what goes out for one translation of one file; [`Returned`] is what one file of a tool says
//! when it comes back. Apart from the formats ([`po`], [`xliff`], [`csv`], [`tmx`]), which write the one and read
//! the other, and from the project, which neither knows.
//!
//! Invariant: a format never decides anything: what a text is worth, and whether it may be taken, is judged by
//! [`super::handback`] alone. What is written reads back as the same units with the same texts.

pub mod csv;
pub mod pieces;
pub mod po;
pub mod tmx;
pub mod xliff;

use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::Position;
use crate::translation::memory::Suggestion;

/// All units of one translation of one file.
#[derive(Clone, PartialEq, Debug)]
pub struct Catalog {
    /// The source file.
    pub source_path: ProjectPath,
    /// Its language.
    pub source_locale: Locale,
    /// The language of the translation.
    pub locale: Locale,
    /// Whether texts are Markdown; else they have no markup.
    pub markdown: bool,
    /// The units, in the order of the source.
    pub messages: Vec<Message>,
}

/// A unit that goes to a translator.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    /// Its name in the record, or the one it will get there.
    pub id: Box<str>,
    /// What it is: `heading`, `cell`, ….
    pub kind: &'static str,
    /// Where it stands, for people: the heading above it, or the keys down to it.
    pub place: Box<str>,
    /// The line of the source file, from 1.
    pub line: usize,
    /// What the source says.
    pub source: Box<str>,
    /// What the source said when it was translated, where it says something else now.
    pub before: Option<Box<str>>,
    /// What the translation says.
    pub target: Option<Box<str>>,
    /// How far it is.
    pub status: Status,
    /// What [`digits`] tells of the translation, so that an edit made in the project meanwhile is seen.
    pub base: Option<Box<str>>,
    /// What was said before where the source said the same or nearly so, the best first.
    pub suggestions: Vec<Suggestion>,
}

/// How far a unit is when it goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// There is no translation.
    Missing,
    /// A machine made it, or it came in over somebody's.
    Machine,
    /// The source says something else by now.
    Stale,
    /// No record tells of it.
    Unknown,
    /// Somebody translated it.
    Translated,
    /// Somebody read it beside its source.
    Reviewed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Missing, Self::Machine, Self::Stale, Self::Unknown, Self::Translated, Self::Reviewed];

    /// The word for it, as in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Machine => "machine",
            Self::Stale => "stale",
            Self::Unknown => "unknown",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
        }
    }

    /// Whether a tool should ask a translator to look at the translation that there is.
    pub fn wants_work(self) -> bool {
        matches!(self, Self::Machine | Self::Stale | Self::Unknown)
    }
}

/// What a file of a tool says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Returned {
    /// The source file it is about; formats for a memory name none.
    pub source_path: Option<Box<str>>,
    /// The language of the translation, as it is written there.
    pub locale: Option<Box<str>>,
    /// What the tool keeps about the whole file, to be kept when the file is written anew.
    pub header: Vec<(Box<str>, Box<str>)>,
    /// Its texts, and where they stand.
    pub texts: Vec<(Position, ReturnedText)>,
}

/// One text of a tool's file.
#[derive(Clone, PartialEq, Debug)]
pub struct ReturnedText {
    /// The unit's name, where the tool kept it.
    pub id: Option<Box<str>>,
    /// The source that was translated.
    pub source: Box<str>,
    /// The translation; empty where there is none.
    pub target: Box<str>,
    /// What the tool says of it.
    pub word: Word,
    /// [`Message::base`], where the tool kept it.
    pub base: Option<Box<str>>,
    /// What people wrote beside it.
    pub remarks: Vec<Box<str>>,
}

/// What a tool says of a translation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Word {
    /// Not to be used yet.
    Unfinished,
    /// It went out as something to be worked on, and the tool has not said that it is done: another text than the
    /// project's is somebody's work all the same.
    Open,
    /// A machine made it.
    Machine,
    /// It is translated.
    Translated,
    /// It is translated, and the tool knows approvals and has none for it.
    NotApproved,
    /// Somebody approved it.
    Approved,
}

/// A place of a tool's file that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misread {
    /// Where.
    pub at: Position,
    /// One sentence, lower case.
    pub message: String,
}

impl Misread {
    pub(in crate::exchange) fn new(text: &str, offset: usize, message: impl Into<String>) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self { at: crate::source::position(text, offset), message: message.into() }
    }
}

/// Whether a tag of a tool means a locale: the same with other marks between, or the language of it alone, or for
/// simplified Chinese the script.
pub fn is_locale(tag: &str, locale: Locale) -> bool {
    let (tag, own) = (tag.replace('_', "-").to_ascii_lowercase(), locale.as_str().to_ascii_lowercase());
    let simplified = ["zh-cn", "zh-hans", "zh-hans-cn"];
    tag == own
        || own.split('-').next() == Some(tag.as_str())
        || simplified.contains(&own.as_str()) && simplified.contains(&tag.as_str())
}

/// The first digits of a hash: enough to see that a text was edited.
pub fn digits(hash: crate::translation::Hash) -> Box<str> {
    hash.to_string().chars().take(8).collect()
}

/// Names twice are a sign of a file that was put together by hand.
pub(super) fn twice<'a>(text: &str, ids: impl Iterator<Item = (usize, &'a str)>) -> Result<(), Misread> {
    let mut seen = std::collections::BTreeSet::new();
    for (at, id) in ids {
        if !seen.insert(id) {
            return Err(Misread::new(text, at, format!("expected each unit once, found `{id}` twice")));
        }
    }
    Ok(())
}
