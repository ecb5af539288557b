//! The translations of a book: one PO file a language, whose texts are those of all chapters.
//!
//! Apart from layouts where a translation has files of its own: here a text is known by what its source says.
//!
//! Invariant: a chapter of which nothing is translated gets no translation; a text that has none, or an unfinished
//! one, stays in the language of the book and is counted in a note.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layout::{Piece, Plan};
use super::links::Places;
use super::{FORMAT, ReadPo, locale_of, text_of};
use crate::import::report::Note;
use crate::import::{Page, Translation, translated_path};
use crate::load::Folder;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::syntax::document::parse;
use crate::translation::unit::rewritten;
use crate::translation::{Provenance, plain, units};

/// The translations of some pages: which page, its translation, and what is worth knowing of it.
pub(super) fn translations(
    folder: &Folder,
    plan: &Plan,
    pages: &[(Page, ProjectPath)],
    places: &Places,
    read_po: ReadPo,
) -> Vec<(usize, Translation, Option<Note>)> {
    let mut found = Vec::new();
    for path in folder.keys().filter(|path| path.below("po").is_some_and(|name| name.ends_with(".po"))) {
        let tag = path.file_name().trim_end_matches(".po");
        let Some(locale) = locale_of(tag).filter(|locale| *locale != plan.source_locale) else { continue };
        let texts: BTreeMap<String, String> = read_po(text_of(folder, path))
            .into_iter()
            .map(|(source, target)| (bare(&source), target))
            .collect();
        for (at, (page, origin)) in pages.iter().enumerate() {
            let Some((text, open)) = translated(page, &texts) else { continue };
            let piece = Piece { origin: origin.clone(), locale };
            let text = places.mend(&text, &piece, 0).text;
            let provenance =
                Provenance { format: FORMAT.into(), file: path.as_str().into(), keys: BTreeMap::new() };
            let path = translated_path(&page.path, locale);
            let note = (open > 0).then(|| Note {
                line: 0,
                text: format!("{open} texts have no translation in `{tag}` and stay as they are"),
            });
            let one = Translation { locale, path, text, by_machine: false, provenance, segments: Vec::new() };
            found.push((at, one, note));
        }
    }
    found
}

/// A page with its texts translated, and how many are not; `None` where none is.
fn translated(page: &Page, texts: &BTreeMap<String, String>) -> Option<(String, usize)> {
    let document =
        parse(&Arc::new(Source { path: page.path.clone(), text: page.text.as_str().into(), unread: false }));
    let own = units(&document);
    let known = |text: &str| texts.get(&bare(text)).map(|text| text.trim().replace('\n', " "));
    let open = own.iter().filter(|unit| known(&unit.text).is_none()).count();
    if open == own.len() {
        return None;
    }
    let body: Vec<_> = own.into_iter().filter(|unit| !unit.events.is_empty()).collect();
    let text = rewritten(&page.text, &body, |_, unit| known(&unit.text));
    // Facts of the front matter stand once, in the page.
    Some((text[document.body.start as usize..].trim_start_matches('\n').to_owned(), open))
}

/// A text but for the ways to wrap it and to mark emphasis, and without the addresses of its links.
fn bare(text: &str) -> String {
    let mut pieces = text.split("](");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push(']');
        out.push_str(piece.split_once(')').map_or("", |(_, rest)| rest));
    }
    plain(&out).chars().filter(|c| !matches!(c, '*' | '_' | '\\')).collect()
}
