//! The words for what becomes of a text that came back.

/// What becomes of one text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The unit's name, where it is known which one it is.
    pub id: Option<Box<str>>,
    /// What becomes of it.
    pub what: What,
}

/// What becomes of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// It stands in the project now.
    Taken,
    /// It says what the project says.
    Same,
    /// The tool calls it unfinished.
    Unfinished,
    /// A person's translation stays instead of a machine's, or of a memory's.
    KeepsPersons,
    /// A translation that was edited in the project meanwhile stays.
    KeepsEdited,
    /// The file lacks more than this, and gets all of it or nothing.
    Waits,
    /// Its unit is gone.
    Gone,
    /// Nothing is taken from any file before this is settled.
    Refused(Refusal),
}

/// Why a text is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The source says something else than what was translated.
    SourceChanged,
    /// The translation was edited in the project since.
    TranslationChanged,
    /// No unit has this name or this source.
    NoUnit,
    /// More than one unit has this source, and the text has no name.
    SeveralUnits,
    /// A unit has two texts.
    SeveralTexts,
    /// A reference or a placeholder of the source is not in it.
    Lost(Box<str>),
    /// It has a reference or a placeholder that the source has not.
    Added(Box<str>),
    /// It would not be one unit of the file any more.
    BreaksFile,
}

impl What {
    /// The word for it in reports.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Same => "same",
            Self::Unfinished => "unfinished",
            Self::KeepsPersons => "keeps-persons",
            Self::KeepsEdited => "keeps-edited",
            Self::Waits => "waits",
            Self::Gone => "gone",
            Self::Refused(_) => "refused",
        }
    }

    /// One sentence for those that a person should know of.
    pub fn told(&self) -> Option<String> {
        Some(match self {
            Self::Taken | Self::Same => return None,
            Self::Unfinished => "left out: the tool calls it unfinished".to_owned(),
            Self::KeepsPersons => "left out: a person's translation stands there".to_owned(),
            Self::KeepsEdited => "left out: the translation was edited in the project since".to_owned(),
            Self::Waits => "waits: the file lacks more translations, and gets all of them at once".to_owned(),
            Self::Gone => "left out: its source is gone".to_owned(),
            Self::Refused(refusal) => format!("refused: {}", refusal.told()),
        })
    }
}

impl Refusal {
    fn told(&self) -> String {
        match self {
            Self::SourceChanged => {
                "its source was edited since the export; export again, or `--merge`".to_owned()
            }
            Self::TranslationChanged => {
                "it was edited in the project since the export; export again, or `--merge`".to_owned()
            }
            Self::NoUnit => "no unit has this name or this source; export again, or `--merge`".to_owned(),
            Self::SeveralUnits => "several units have this source, and the text has no name".to_owned(),
            Self::SeveralTexts => "the unit has another text in the same file".to_owned(),
            Self::Lost(token) => format!("expected `{token}` of the source, found none or fewer"),
            Self::Added(token) => format!("expected nothing that the source lacks, found `{token}`"),
            Self::BreaksFile => {
                "it would be no text of its kind in the file: escape marks of Markdown with `\\`".to_owned()
            }
        }
    }
}
