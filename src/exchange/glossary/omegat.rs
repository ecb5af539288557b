//! A glossary in the form of OmegaT: a word, its translation and a comment, with tabs between them.
//!
//! UTF-8, one line a term. The form has no place for what else is said of a term: that stands in the comment, for
//! people, with the id at its end. Only preferred words are read back.

use super::{Entry, Languages, Role, Said, plain, said};
use crate::exchange::catalog::Misread;
use crate::source::position;

/// What stands between the parts of a comment.
const BAR: &str = " | ";
const ID: &str = "id: ";

/// The glossary of the terms that have a word in both languages.
pub fn write(entries: &[Entry], languages: Languages) -> String {
    let mut out = format!("# {} to {}: word, translation, comment\n", languages.source, languages.target);
    for entry in entries {
        let Some(source) = &entry.source.preferred else { continue };
        let stays = || Some(source).filter(|_| entry.never_translate == Some(true));
        let Some(target) = entry.target.preferred.as_ref().or_else(stays) else { continue };
        out.push_str(&format!("{}\t{}\t{}\n", plain(source), plain(target), comment(entry)));
    }
    out
}

fn comment(entry: &Entry) -> String {
    let definition = entry.target.definition.as_ref().or(entry.source.definition.as_ref());
    let mut parts: Vec<String> = definition.map(|text| plain(text)).into_iter().collect();
    if entry.never_translate == Some(true) {
        parts.push("never translated".to_owned());
    }
    for role in Role::ALL {
        let words = entry.target.words.of(role).iter().map(|word| plain(word)).collect::<Vec<_>>();
        if !words.is_empty() {
            parts.push(format!("{}: {}", role.key(), words.join(", ")));
        }
    }
    parts.extend(entry.id.iter().map(|id| format!("{ID}{id}")));
    parts.join(BAR)
}

/// Reads a glossary. Lines that begin with `#` are remarks.
///
/// # Errors
/// A line without a tab, or with nothing before it.
pub fn read(text: &str) -> Result<Vec<Entry>, Misread> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut entries, mut offset) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.trim_end_matches(['\n', '\r']).split('\t');
        let mut next = || cells.next().map(said);
        let (source, target, comment) = (next().flatten(), next(), next().flatten());
        let (Some(source), Some(target)) = (source, target) else {
            let message = format!("expected a word, a tab and its translation, found `{}`", line.trim());
            return Err(Misread::new(text, start, message));
        };
        let only = |preferred: Option<Box<str>>| Said { preferred, ..Said::default() };
        entries.push(Entry {
            at: position(text, u32::try_from(start).unwrap_or(u32::MAX)),
            id: comment.as_deref().and_then(id),
            never_translate: None,
            source: only(Some(source)),
            target: only(target),
        });
    }
    Ok(entries)
}

fn id(comment: &str) -> Option<Box<str>> {
    let last = comment.rsplit(BAR).next().unwrap_or(comment);
    said(last.trim().strip_prefix(ID.trim_end())?)
}
