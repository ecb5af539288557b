//! What `supportbook l10n export` and `import` share: the formats, and where a file of a tool lies.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use supportbook::exchange::catalog::{Misread, Returned, csv, po, tmx, xliff};
use supportbook::load::MAX_TEXT;
use supportbook::locale::Locale;
use supportbook::path::ProjectPath;
use supportbook::source::Position;
use supportbook::translation::memory::Memory;

use super::Project;
use crate::cli::{Failure, report};

/// The file of a memory, in the folder of an export.
pub(super) const MEMORY: &str = "memory.tmx";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExchangeFormat {
    /// gettext, which Weblate, Poedit and others read
    Po,
    /// XLIFF 1.2, which every tool of translators reads
    Xliff,
    /// A table for spreadsheets
    Csv,
    /// TMX 1.4: a memory of what was translated
    Tmx,
}

impl ExchangeFormat {
    /// The ending of its files.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Po => "po",
            Self::Xliff => "xlf",
            Self::Csv => "csv",
            Self::Tmx => "tmx",
        }
    }

    /// Reads a file of it.
    pub(super) fn read(self, text: &str, (source, target): (Locale, Locale)) -> Result<Returned, Misread> {
        match self {
            Self::Po => po::read(text),
            Self::Xliff => xliff::read(text),
            Self::Csv => csv::read(text),
            Self::Tmx => tmx::read(text, source, target),
        }
    }
}

/// Where the file for a source lies in the folder of an export.
pub(super) fn place(source: &ProjectPath, format: ExchangeFormat) -> String {
    let below = source.below("content").unwrap_or(source.as_str());
    format!("{below}.{}", format.ending())
}

/// A text file of the user's, as it is on the disk; `None` where there is none.
#[allow(clippy::disallowed_methods, reason = "files of other tools are no part of the project")]
pub(super) fn read_file(path: &Path) -> Result<Option<String>, Failure> {
    let unread = |error: io::Error| Failure {
        code: 3,
        message: format!("could not read `{}`: {error}", path.display()),
        hint: None,
    };
    let size = match fs::metadata(path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unread(error)),
    };
    if size > MAX_TEXT {
        let message =
            format!("expected a file of at most {} MiB, found `{}`", MAX_TEXT >> 20, path.display());
        return Err(Failure::usage(message, "take it apart"));
    }
    let bytes = fs::read(path).map_err(unread)?;
    String::from_utf8(bytes).map(Some).map_err(|_| {
        let message = format!("expected text in UTF-8, found other bytes in `{}`", path.display());
        Failure::usage(message, "save it as UTF-8")
    })
}

/// Says where a tool's file cannot be read.
pub(super) fn tell(path: &Path, at: Position, message: &str) {
    report::say(&format!("{}:{}:{}: {message}", path.display(), at.line, at.column));
}

impl Project<'_> {
    /// The locale of that name, which must be one that something is translated into.
    pub(super) fn locale(&self, name: &str) -> Result<Locale, Failure> {
        self.known(&super::LocaleArgs { locale: Some(name.to_owned()) })?;
        let all = &self.site.settings.locales;
        let found = all.iter().find(|locale| locale.as_str() == name);
        found.copied().ok_or_else(|| Failure::usage(format!("expected a locale, found `{name}`"), ""))
    }

    /// What was translated into a locale, with what other tools' memories have.
    pub(super) fn memory(&self, locale: Locale, files: &[PathBuf]) -> Result<Memory, Failure> {
        let pairings = self.site.standings.pairings.values().filter(|pairing| pairing.locale == locale);
        let mut memory = Memory::of(pairings);
        for file in files {
            let path = self.folder.join(file);
            let Some(text) = read_file(&path)? else {
                let message = format!("expected a memory, found no file `{}`", file.display());
                return Err(Failure::usage(message, "name a TMX file"));
            };
            let source = self.site.settings.source_locale;
            let returned =
                tmx::read(text.trim_start_matches('\u{feff}'), source, locale).map_err(|misread| {
                    let at = format!("{}:{}:{}", file.display(), misread.at.line, misread.at.column);
                    Failure::usage(format!("{at}: {}", misread.message), "name a TMX file")
                })?;
            let origin = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for (_, text) in &returned.texts {
                memory.add(&text.source, &text.target, &origin);
            }
        }
        Ok(memory)
    }
}
