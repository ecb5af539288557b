//! From translations to the catalogs that translators get.
//!
//! Invariant: the result depends on files, records and memory alone, so that a second export of the same project
//! gives the same bytes.

use super::catalog::{Catalog, Message, Returned, ReturnedText, Status, Word, digits};
use crate::source::position;
use crate::translation::keep::names;
use crate::translation::memory::Memory;
use crate::translation::standing::{Pairing, Standing};
use crate::translation::{State, UnitKind};

/// The catalog of one translation. `file` is the text of its source; what lacks a translation, or wants work, gets
/// suggestions of the memory.
pub fn catalog(pairing: &Pairing, file: &str, memory: &Memory) -> Catalog {
    let names = names(pairing);
    let of = |(at, standing): (usize, &Standing)| message(pairing, standing, &names[at], file, memory);
    Catalog {
        source_path: pairing.source_path.clone(),
        source_locale: pairing.source_locale,
        locale: pairing.locale,
        markdown: pairing.source.iter().any(|unit| unit.kind != UnitKind::Text),
        messages: pairing.standings.iter().enumerate().filter_map(of).collect(),
    }
}

fn message(pairing: &Pairing, standing: &Standing, id: &str, file: &str, memory: &Memory) -> Option<Message> {
    let at = standing.source?;
    let unit = &pairing.source[at];
    let target = standing.target.map(|target| &pairing.target[target]);
    let status = status(standing.state)?;
    let entry = pairing.entry(standing);
    let before = entry.filter(|entry| *entry.source != *unit.text && status == Status::Stale);
    let wants = target.is_none() || status == Status::Stale;
    let suggestions = if wants { memory.suggestions(&unit.text, before_of(pairing, at)) } else { Vec::new() };
    // What stands there already is no suggestion.
    let is_news = |text: &str| target.is_none_or(|target| *target.text != *text);
    Some(Message {
        id: id.into(),
        kind: unit.kind.word(),
        place: unit.name.clone().unwrap_or_else(|| unit.section.clone()),
        line: position(file, unit.span.start).line,
        source: unit.text.clone(),
        before: before.map(|entry| entry.source.clone()),
        target: target.map(|target| target.text.clone()),
        status,
        base: target.map(|target| digits(target.hash)),
        suggestions: suggestions.into_iter().filter(|one| is_news(&one.target)).collect(),
    })
}

/// The hash of the source before a unit.
pub fn before_of(pairing: &Pairing, at: usize) -> Option<crate::translation::Hash> {
    at.checked_sub(1).map(|before| pairing.source[before].hash)
}

/// How far a unit is when it goes out; an orphan stays at home.
fn status(state: State) -> Option<Status> {
    Some(match state {
        State::Missing => Status::Missing,
        State::Machine | State::Conflict => Status::Machine,
        State::Stale => Status::Stale,
        State::Unknown => Status::Unknown,
        State::Translated => Status::Translated,
        State::Reviewed => Status::Reviewed,
        State::Orphan => return None,
    })
}

/// A catalog with what translators have written into an earlier file and nobody has taken in yet, so that writing
/// the file anew loses nothing: a text for the same source, where the project has none that is current.
pub fn with_unfinished(mut catalog: Catalog, earlier: &Returned) -> Catalog {
    for message in &mut catalog.messages {
        let is_open = message.target.is_none() || message.status.wants_work();
        let same = |text: &&ReturnedText| {
            text.id.as_deref() == Some(&*message.id)
                && text.source == message.source
                && !text.target.is_empty()
        };
        let written = earlier.texts.iter().map(|(_, text)| text).find(same).filter(|_| is_open);
        // What went out came back as it was: it says nothing new.
        let Some(written) = written.filter(|text| message.target.as_deref() != Some(&*text.target)) else {
            continue;
        };
        let is_suggestion = message.suggestions.iter().any(|one| one.target == written.target);
        if written.word == Word::Unfinished && is_suggestion {
            continue;
        }
        message.target = Some(written.target.clone());
        message.status = match written.word {
            Word::Unfinished | Word::Open if message.status == Status::Missing => Status::Unknown,
            Word::Unfinished | Word::Open => message.status,
            Word::Machine => Status::Machine,
            Word::Translated | Word::NotApproved => Status::Translated,
            Word::Approved => Status::Reviewed,
        };
        message.before = message.before.take().filter(|_| message.status == Status::Stale);
        message.base.clone_from(&written.base);
    }
    catalog
}

/// Whether two files say the same, wherever it stands in them.
pub fn says_the_same(one: &Returned, other: &Returned) -> bool {
    let texts = |file: &'_ Returned| file.texts.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
    one.source_path == other.source_path
        && one.locale == other.locale
        && one.header == other.header
        && texts(one) == texts(other)
}
