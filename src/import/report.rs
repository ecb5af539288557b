//! What an import tells: of each file of the folder what became of it, what was cleaned, what was lost.
//!
//! Apart from the imports, so that each tells in the same words; how it is printed is the command line's, and its
//! form for programs stands in `exchange`.
//!
//! Invariant: one entry for each file of the folder, in the order of their paths.

use std::collections::BTreeMap;

use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::Position;

/// What an import tells.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    /// The format of the folder, by the name of the command.
    pub format: &'static str,
    /// Each file.
    pub files: Vec<FileReport>,
    /// Whether the texts were compared with others.
    pub has_oracle: bool,
    /// Files of the other folder that this one lacks.
    pub only_in_oracle: Vec<ProjectPath>,
}

/// What is wrong with a file that was to be imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where, in bytes.
    pub at: usize,
    /// The line and column; filled in once the file is known.
    pub place: Position,
    /// One sentence, lower case.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(at: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { at, place: Position { line: 1, column: 1 }, message: message.into(), hint: hint.into() }
    }
}

/// Something worth knowing of a file, with its line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Note {
    /// The line in the imported file, from 1; 0 where it is about the whole of it.
    pub line: usize,
    /// A phrase, lower case.
    pub text: String,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// A page, and its translation where there is one.
    Page {
        /// The page.
        path: ProjectPath,
        /// The translation and its language.
        translation: Option<(ProjectPath, Locale)>,
        /// Whether a machine made the translation.
        by_machine: bool,
    },
    /// A file that pages show or link to.
    Media(ProjectPath),
    /// Nothing, for a reason.
    LeftOut(String),
}

/// Whether the files of a page were written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Written {
    /// They are new.
    New,
    /// They said the same already.
    Same,
    /// They replace what the last import wrote.
    Replaced,
    /// Somebody has edited them since; they stay as they are.
    Edited,
    /// Somebody had edited them, and they were replaced all the same.
    Forced,
}

impl Written {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [Self::New, Self::Replaced, Self::Same, Self::Edited, Self::Forced];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Replaced => "replaced",
            Self::Edited => "edited",
            Self::Forced => "forced",
        }
    }
}

/// How a text differs from the one that it was compared with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// Not at all.
    None,
    /// Asterisks stand behind a backslash here and by themselves there.
    EscapedAsterisks,
    /// White space alone.
    WhiteSpace,
    /// The front matter.
    FrontMatter,
    /// The text.
    Text,
    /// There is no such file there.
    Missing,
}

impl Difference {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 6] =
        [Self::None, Self::EscapedAsterisks, Self::WhiteSpace, Self::FrontMatter, Self::Text, Self::Missing];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "equal",
            Self::EscapedAsterisks => "escaped-asterisks",
            Self::WhiteSpace => "white-space",
            Self::FrontMatter => "front-matter",
            Self::Text => "text",
            Self::Missing => "missing",
        }
    }
}

/// Text alternatives of images that one language lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LostAlts {
    /// How many.
    pub count: usize,
    /// How many of them left a gap in the numbers of segments.
    pub evident: usize,
}

/// What was done with one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReport {
    /// Its path in the folder.
    pub path: ProjectPath,
    /// What became of it.
    pub fate: Fate,
    /// How many segments it has.
    pub segments: usize,
    /// How many units the page has.
    pub units: usize,
    /// How many segments stand in a unit of the record.
    pub recorded: usize,
    /// Numbers of segments that were passed over.
    pub skipped_numbers: usize,
    /// What was cleaned, and how often.
    pub cleaned: BTreeMap<CleanUp, usize>,
    /// Text alternatives that stand in the translation alone.
    pub lost_alts: LostAlts,
    /// The first unit that is of another kind in the translation than in the page, where the two differ.
    pub skeleton: Option<String>,
    /// How the translation differs from the other one.
    pub difference: Option<Difference>,
    /// The first line that differs.
    pub difference_line: Option<usize>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// What else is worth knowing.
    pub notes: Vec<Note>,
    /// Whether its files were written; `None` before that is known.
    pub written: Option<Written>,
    /// Findings of the project's check, by rule.
    pub findings: BTreeMap<&'static str, usize>,
}

impl FileReport {
    /// The report of a file with which nothing was done yet.
    pub fn new(path: ProjectPath, fate: Fate) -> Self {
        Self {
            path,
            fate,
            segments: 0,
            units: 0,
            recorded: 0,
            skipped_numbers: 0,
            cleaned: BTreeMap::new(),
            lost_alts: LostAlts::default(),
            skeleton: None,
            difference: None,
            difference_line: None,
            faults: Vec::new(),
            notes: Vec::new(),
            written: None,
            findings: BTreeMap::new(),
        }
    }

    /// Counts clean-ups of a kind.
    pub fn cleaned(&mut self, what: CleanUp, count: usize) {
        if count > 0 {
            *self.cleaned.entry(what).or_default() += count;
        }
    }
}

/// What an import mends by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CleanUp {
    /// The anchor at the beginning of a heading, which its text gives by itself.
    Anchor,
    /// An anchor that its text does not give, kept as `{#id}`.
    HeadingId,
    /// `:::image` and the like, written in Markdown.
    Extension,
    /// The marker of an alert that was translated.
    AlertMarker,
    /// The marker of a list that a machine took the space from.
    ListMarker,
    /// A space that does not break.
    FixedSpace,
    /// Spaces at the end of a line.
    TrailingSpace,
    /// Empty lines beyond the first.
    BlankLines,
    /// A space at full-width punctuation, which joined two sentences.
    JoiningSpace,
    /// A space between two Chinese characters, also at emphasis.
    InnerSpace,
    /// A space at the beginning of a segment.
    SegmentSpace,
    /// An address that begins at the root of the other site.
    RootLink,
    /// An address in other capitals than its file.
    LinkCase,
    /// Another address that leads to the page it meant.
    PageLink,
    /// An anchor in an address that has another name now.
    LinkAnchor,
    /// What stood behind the address of an image or page for the other program alone.
    LinkExtra,
    /// A text alternative that only the translation has, left out of the source.
    ForeignAlt,
    /// A title taken from the first heading.
    Title,
}

impl CleanUp {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 18] = [
        Self::Anchor,
        Self::HeadingId,
        Self::Extension,
        Self::AlertMarker,
        Self::ListMarker,
        Self::FixedSpace,
        Self::TrailingSpace,
        Self::BlankLines,
        Self::JoiningSpace,
        Self::InnerSpace,
        Self::SegmentSpace,
        Self::RootLink,
        Self::LinkCase,
        Self::PageLink,
        Self::LinkAnchor,
        Self::LinkExtra,
        Self::ForeignAlt,
        Self::Title,
    ];

    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Anchor => "anchor",
            Self::HeadingId => "heading-id",
            Self::Extension => "extension",
            Self::AlertMarker => "alert-marker",
            Self::ListMarker => "list-marker",
            Self::FixedSpace => "fixed-space",
            Self::TrailingSpace => "trailing-space",
            Self::BlankLines => "blank-lines",
            Self::JoiningSpace => "joining-space",
            Self::InnerSpace => "inner-space",
            Self::SegmentSpace => "segment-space",
            Self::RootLink => "root-link",
            Self::LinkCase => "link-case",
            Self::PageLink => "page-link",
            Self::LinkAnchor => "link-anchor",
            Self::LinkExtra => "link-extra",
            Self::ForeignAlt => "foreign-alt",
            Self::Title => "title",
        }
    }
}

impl Report {
    /// How often each clean-up was made.
    pub fn cleaned(&self) -> BTreeMap<CleanUp, usize> {
        let mut all = BTreeMap::new();
        for (what, count) in self.files.iter().flat_map(|file| &file.cleaned) {
            *all.entry(*what).or_default() += count;
        }
        all
    }

    /// How many pages the files are; a page and its translation may have a file each.
    pub fn pages(&self) -> usize {
        let page = |file: &FileReport| match &file.fate {
            Fate::Page { path, .. } => Some(path.clone()),
            _ => None,
        };
        self.files.iter().filter_map(page).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Whether something is wrong with any file.
    pub fn has_faults(&self) -> bool {
        self.files.iter().any(|file| !file.faults.is_empty())
    }

    /// A figure of all files.
    pub fn sum(&self, of: impl Fn(&FileReport) -> usize) -> usize {
        self.files.iter().map(of).sum()
    }
}
