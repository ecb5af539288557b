//! A glossary as a table, for people who have a spreadsheet.
//!
//! RFC 4180 in UTF-8 with a byte order mark, as the tables of translations. The columns of a language bear its tag:
//! `zh-CN`, `zh-CN:definition`, `zh-CN:synonyms`, `zh-CN:retired`, `zh-CN:forbidden`; words of one cell have
//! semicolons between them.

use super::{Entry, Languages, Role, Said, said};
use crate::exchange::catalog::Misread;
use crate::exchange::catalog::csv::{misread, neutral, plain};
use crate::locale::Locale;
use crate::source::position;

const ID: &str = "id";
const NEVER: &str = "never_translate";

/// A column of a language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Preferred,
    Definition,
    Words(Role),
}

impl Column {
    const ALL: [Self; 5] = [
        Self::Preferred,
        Self::Definition,
        Self::Words(Role::Synonym),
        Self::Words(Role::Retired),
        Self::Words(Role::Forbidden),
    ];

    fn name(self, locale: Locale) -> String {
        match self {
            Self::Preferred => locale.to_string(),
            Self::Definition => format!("{locale}:definition"),
            Self::Words(role) => format!("{locale}:{}", role.key()),
        }
    }

    fn cell(self, said: &Said) -> String {
        match self {
            Self::Preferred => said.preferred.as_deref().unwrap_or_default().to_owned(),
            Self::Definition => said.definition.as_deref().unwrap_or_default().to_owned(),
            Self::Words(role) => joined(said.words.of(role)),
        }
    }

    fn take(self, cell: &str, into: &mut Said) {
        match self {
            Self::Preferred => into.preferred = said(cell),
            Self::Definition => into.definition = said(cell),
            Self::Words(role) => *into.words.of_mut(role) = parted(cell),
        }
    }
}

/// The table of a glossary.
pub fn write(entries: &[Entry], languages: Languages) -> String {
    let both = [languages.source, languages.target];
    let columns = || both.into_iter().flat_map(|locale| Column::ALL.map(|column| (column, locale)));
    let head: Vec<String> = [ID.to_owned(), NEVER.to_owned()]
        .into_iter()
        .chain(columns().map(|(column, locale)| column.name(locale)))
        .collect();
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(&head);
    for entry in entries {
        let never = if entry.never_translate == Some(true) { "yes" } else { "no" };
        let own = [entry.id.as_deref().unwrap_or_default().to_owned(), never.to_owned()];
        let cells = columns().map(|(column, locale)| {
            column.cell(if locale == languages.source { &entry.source } else { &entry.target })
        });
        let _ = writer.write_record(own.into_iter().chain(cells).map(|cell| neutral(&cell)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// Reads a table. Columns may stand in another order, and columns of no language are left to their owner.
///
/// # Errors
/// No column of the words of either language, a column of another language, rows of another length.
pub fn read(text: &str, languages: Languages) -> Result<Vec<Entry>, Misread> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| misread(text, &error))?.clone();
    let head: Vec<String> = head.iter().map(|name| plain(name).trim().to_owned()).collect();
    let place = |name: &str| head.iter().position(|own| own.eq_ignore_ascii_case(name));
    if let Some(other) = head.iter().find(|name| is_of_other_language(name, languages)) {
        let Languages { source, target } = languages;
        let message = format!("expected columns of `{source}` and `{target}`, found `{other}`");
        return Err(Misread::new(text, text.find(other.as_str()).unwrap_or(0), message));
    }
    for locale in [languages.source, languages.target] {
        if place(locale.as_str()).is_none() {
            return Err(Misread::new(text, 0, format!("expected a column `{locale}`, found none")));
        }
    }
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| misread(text, &error))?;
        let offset = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let cell = |name: &str| place(name).and_then(|at| record.get(at)).map(plain).unwrap_or_default();
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let never = never_translate(cell(NEVER)).map_err(|message| Misread::new(text, offset, message))?;
        let of = |locale: Locale| {
            let mut found = Said::default();
            Column::ALL.into_iter().for_each(|one| one.take(cell(&one.name(locale)), &mut found));
            found
        };
        entries.push(Entry {
            at: position(text, u32::try_from(offset).unwrap_or(u32::MAX)),
            id: said(cell(ID)),
            never_translate: never,
            source: of(languages.source),
            target: of(languages.target),
        });
    }
    Ok(entries)
}

fn is_of_other_language(name: &str, languages: Languages) -> bool {
    let (tag, kind) = name.split_once(':').unwrap_or((name, ""));
    let is_kind = kind == "definition" || Role::ALL.iter().any(|role| role.key() == kind);
    let is_tag = is_kind || tag.contains('-') || tag.len() == 2 && tag != ID;
    let locale = Locale::new(tag);
    is_tag && locale.is_some_and(|locale| locale != languages.source && locale != languages.target)
}

fn never_translate(cell: &str) -> Result<Option<bool>, String> {
    match cell.trim().to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "yes" | "true" | "1" => Ok(Some(true)),
        "no" | "false" | "0" => Ok(Some(false)),
        other => Err(format!("expected `yes` or `no` in `{NEVER}`, found `{other}`")),
    }
}

/// Words of one cell. A semicolon within a word gets a backslash.
fn joined(words: &[Box<str>]) -> String {
    let escaped = |word: &Box<str>| word.replace('\\', "\\\\").replace(';', "\\;");
    words.iter().map(escaped).collect::<Vec<_>>().join("; ")
}

fn parted(cell: &str) -> Vec<Box<str>> {
    let (mut words, mut word, mut chars) = (Vec::new(), String::new(), cell.chars().peekable());
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(';' | '\\')) => word.extend(chars.next()),
            // The sign of Chinese keyboards.
            (';' | '；', _) => words.extend(said(&std::mem::take(&mut word))),
            _ => word.push(c),
        }
    }
    words.extend(said(&word));
    words
}
