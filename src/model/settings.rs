//! What `site.toml` settles for the whole project.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::text::LocalText;
use super::word::words;
use crate::diagnostic::{Level, Rule};
use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::Span;

words! {
    /// The level of a rule, or none at all.
    RuleLevel {
        /// Publishing is refused.
        Error "error"
        /// Worth mending.
        Warning "warning"
        /// Good to know.
        Info "info"
        /// Not reported.
        Off "off"
    }
}

words! {
    /// What stands between Chinese characters and Latin letters or digits.
    Spacing {
        /// A space.
        Space "space"
        /// Nothing.
        None "none"
    }
}

impl RuleLevel {
    /// The level of a finding, or `None` where there is to be none.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Info => Some(Level::Info),
            Self::Off => None,
        }
    }
}

/// Levels of rules, by code.
pub type Levels = BTreeMap<&'static str, OwnLevel>;

/// The level that a project gives a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OwnLevel {
    /// In all languages.
    All(RuleLevel),
    /// In some languages; in the others the rule's own holds.
    Some(BTreeMap<Locale, RuleLevel>),
}

impl OwnLevel {
    /// The level of a finding in a language; `None` where the rule's own holds.
    pub fn of(&self, locale: Option<Locale>) -> Option<RuleLevel> {
        match self {
            Self::All(level) => Some(*level),
            Self::Some(levels) => levels.get(&locale?).copied(),
        }
    }
}

/// A dated, reasoned exception from a rule. Customers hear nothing of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiver {
    /// Which rule's findings it takes away.
    pub rule: &'static Rule,
    /// Where `site.toml` names the rule.
    pub span: Span,
    /// In which files: a file, a folder or a glob; in all where there is none.
    pub path: Option<Box<str>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where that stands.
    pub until_span: Span,
}

/// A color in sRGB.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// The color of `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }
}

/// How the site looks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ThemeSettings {
    /// The folder under `themes/` whose files take the place of the default theme's.
    pub name: Option<Box<str>>,
    /// Where `site.toml` names it.
    pub name_span: Span,
    /// The one hue that is the partner's own.
    pub accent: Option<Color>,
    /// Where `site.toml` sets it.
    pub accent_span: Span,
    /// An image file of the project to show beside the name.
    pub logo: Option<ProjectPath>,
}

/// The settings of a project.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// Where the public site will stand, with a slash at the end.
    pub base_url: Box<str>,
    /// The locale of files that do not name their own.
    pub source_locale: Locale,
    /// All locales of the site, in the order of the language switch.
    pub locales: Vec<Locale>,
    /// The site's title.
    pub title: LocalText,
    /// How it looks.
    pub theme: ThemeSettings,
    /// The day to take for today, where the command line names none.
    pub as_of: Option<Date>,
    /// Whether this is the sample itself, where left-overs of the sample are none.
    pub sample: bool,
    /// Whether raw HTML in Markdown is cleaned and kept.
    pub allow_html: bool,
    /// Names at the top of an output folder that are never touched.
    pub keep: Vec<String>,
    /// Rules at other levels than their own, by code.
    pub levels: Levels,
    /// Whether nobody may review a translation of their own.
    pub four_eyes: bool,
    /// What stands between Chinese and Latin; what most texts do, where the project does not say.
    pub spacing: Option<Spacing>,
}

impl Settings {
    /// The path part of the base URL, with slashes at both ends.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |slash| &after_scheme[slash..])
    }
}
