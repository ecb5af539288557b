//! Findings: what is wrong, where, and what to do about it.
//!
//! Apart from the stages, which make findings, and from the command line, which prints them: a
//! [`Diagnostic`] is plain data with byte spans. [`catalog`] lists every rule a finding can name.
//!
//! Invariant: messages are lower case, one sentence, without a full stop, names in backticks, what was
//! expected before what was found.

pub mod catalog;
pub mod fixes;

use std::collections::BTreeSet;

use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::Span;
pub use catalog::Rule;

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Publishing is refused.
    Error,
    /// Publishing goes on.
    Warning,
    /// Worth knowing.
    Info,
}

impl Level {
    /// The level's word in every format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in a project file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The file.
    pub path: ProjectPath,
    /// The bytes in it.
    pub span: Span,
}

/// A further place that explains a finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be seen there, as a short phrase.
    pub text: String,
}

/// A mechanical edit that removes the finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fix {
    /// What is replaced.
    pub place: Place,
    /// What stands there afterwards.
    pub replacement: String,
}

/// What a finding comes from, besides the files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// The files alone.
    Content,
    /// Today's date: the same files had no such finding on another day.
    Clock,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// Which rule; its code leads to its page.
    pub rule: &'static Rule,
    /// How bad, after the project's own levels.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do.
    pub hints: Vec<String>,
    /// An edit that does it.
    pub fix: Option<Fix>,
    /// Whether the day had a part in it.
    pub cause: Cause,
    /// The language it is about, where that is not the one of its file.
    pub locale: Option<Locale>,
}

impl Diagnostic {
    /// A finding at the rule's own level.
    pub fn new(rule: &'static Rule, path: &ProjectPath, span: Span, message: impl Into<String>) -> Self {
        Self {
            place: Place { path: path.clone(), span },
            rule,
            level: rule.level,
            // A name that is empty reads as a misprint.
            message: message.into().replace("``", "an empty text"),
            labels: Vec::new(),
            hints: Vec::new(),
            fix: None,
            cause: Cause::Content,
            locale: None,
        }
    }

    /// The finding with a word of advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The finding with advice, where there is any.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<String>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// The finding with a further place.
    #[must_use]
    pub fn label(mut self, path: &ProjectPath, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { place: Place { path: path.clone(), span }, text: text.into() });
        self
    }

    /// The finding with an edit of the same file.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        let place = Place { path: self.place.path.clone(), span };
        self.fix = Some(Fix { place, replacement: replacement.into() });
        self
    }

    /// The finding, about a language that its file is not in.
    #[must_use]
    pub fn about(mut self, locale: Locale) -> Self {
        self.locale = Some(locale);
        self
    }

    /// The finding at another level than its rule's own.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }
}

/// Findings in the order of their places, each once.
pub fn sorted(findings: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether publishing is refused.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Error)
}

/// The name among `known` that `wrong` was most likely meant to be.
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let most = wrong.chars().count().div_ceil(3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&wrong, &name.to_lowercase()), name))
        // A name that shares no letter with the wrong one was not meant.
        .filter(|(distance, name)| {
            *distance <= most && *distance < name.chars().count().max(wrong.chars().count())
        })
        .min()
        .map(|(_, name)| name)
}

/// The hint that names the likeliest of the known names, or all of them where they are few.
pub fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if let Some(name) = did_you_mean(wrong, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let few = (1..=12).contains(&known.len());
    few.then(|| {
        format!("known here: {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_close_or_absent() {
        assert_eq!(did_you_mean("calender", ["calendar", "hours"]), Some("calendar"));
        assert_eq!(did_you_mean("Tittle", ["title", "weight"]), Some("title"));
        assert_eq!(did_you_mean("xyz", ["title", "weight"]), None);
    }
}
