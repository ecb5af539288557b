//! Tables for people who have a spreadsheet and nothing else.
//!
//! RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets take Chinese for something else. A cell
//! that a spreadsheet would compute gets an apostrophe before it, which is taken off again.
//!
//! A table names no file: it is told by its own name.

use super::{Catalog, Message, Misread, Returned, ReturnedText, Status, Word, twice};
use crate::source::Position;

/// The columns that are written.
const COLUMNS: [&str; 9] =
    ["unit", "kind", "place", "source", "target", "state", "translation", "match", "suggestion"];

/// Cells that spreadsheets compute begin with these.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The table of a catalog.
pub fn write(catalog: &Catalog) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let percents = catalog
        .messages
        .iter()
        .map(|message| message.suggestions.first().map(|best| best.percent.to_string()).unwrap_or_default());
    let percents: Vec<String> = percents.collect();
    let rows = catalog.messages.iter().zip(&percents).map(|(message, percent)| row(message, percent));
    for cells in std::iter::once(COLUMNS).chain(rows) {
        // Writing to memory cannot fail.
        let _ = writer.write_record(cells.map(neutral));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

fn row<'m>(message: &'m Message, percent: &'m str) -> [&'m str; COLUMNS.len()] {
    let best = message.suggestions.first();
    [
        &message.id,
        message.kind,
        &message.place,
        &message.source,
        message.target.as_deref().unwrap_or_default(),
        message.status.word(),
        message.base.as_deref().unwrap_or_default(),
        percent,
        best.map(|best| &*best.target).unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet computes.
pub(in crate::exchange) fn neutral(cell: &str) -> String {
    let computes = cell.trim_start_matches('\'').starts_with(FORMULAS);
    if computes { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell again.
pub(in crate::exchange) fn plain(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|bare| bare.trim_start_matches('\'').starts_with(FORMULAS)).unwrap_or(cell)
}

/// Reads a table. Columns may stand in another order, and others may be there.
///
/// # Errors
/// No column `source` or `target`, rows of another length, a state that is none, a unit twice.
pub fn read(text: &str) -> Result<Returned, Misread> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| misread(text, &error))?.clone();
    let column = |name: &str| head.iter().position(|own| own.trim().eq_ignore_ascii_case(name));
    let needed = |name: &str| {
        column(name).ok_or_else(|| Misread::new(text, 0, format!("expected a column `{name}`, found none")))
    };
    let (source, target) = (needed("source")?, needed("target")?);
    let (unit, state, base) = (column("unit"), column("state"), column("translation"));
    let mut found = Returned::default();
    let mut ids: Vec<(usize, String)> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| misread(text, &error))?;
        let offset = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).map(plain).unwrap_or_default();
        let some = |at: Option<usize>| Some(cell(at).trim()).filter(|cell| !cell.is_empty());
        let word = word(cell(state).trim()).map_err(|message| Misread::new(text, offset, message))?;
        if let Some(id) = some(unit) {
            ids.push((offset, id.to_owned()));
        }
        found.texts.push((
            at(text, offset),
            ReturnedText {
                id: some(unit).map(Into::into),
                source: cell(Some(source)).into(),
                target: cell(Some(target)).into(),
                word,
                base: some(base).map(Into::into),
                remarks: Vec::new(),
            },
        ));
    }
    twice(text, ids.iter().map(|(at, id)| (*at, id.as_str())))?;
    Ok(found)
}

/// What a state says of a translation. `missing` beside a text is what a translator leaves who fills in the text
/// alone; so is `stale`, where the text is another one.
fn word(state: &str) -> Result<Word, String> {
    let known = Status::ALL.into_iter().find(|known| known.word().eq_ignore_ascii_case(state));
    match (state, known) {
        ("", _) => Ok(Word::Translated),
        (_, Some(Status::Reviewed)) => Ok(Word::Approved),
        (_, Some(Status::Machine)) => Ok(Word::Machine),
        (_, Some(Status::Stale | Status::Unknown)) => Ok(Word::Unfinished),
        (_, Some(Status::Translated | Status::Missing)) => Ok(Word::Translated),
        (_, None) => Err(format!("expected a state such as `translated`, found `{state}`")),
    }
}

fn at(text: &str, offset: usize) -> Position {
    crate::source::position(text, u32::try_from(offset).unwrap_or(u32::MAX))
}

/// Where a table is broken.
pub(in crate::exchange) fn misread(text: &str, error: &::csv::Error) -> Misread {
    let offset = error.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
    let message = match error.kind() {
        ::csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("expected {expected_len} cells, found {len}")
        }
        _ => "expected a row of cells, found something else".to_owned(),
    };
    Misread::new(text, offset, message)
}
