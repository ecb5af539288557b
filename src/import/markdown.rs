//! Folders of Markdown as other generators of sites keep them: Hugo, Zola, Docusaurus, Starlight, and mdBook with its
//! translations in PO.
//!
//! Apart from other imports, since here each language has files of its own, and generators differ in where these
//! lie ([`layout`]), what stands before the body ([`front_matter`]), and what they write besides Markdown ([`body`]).
//!
//! Invariant: what is not understood is never lost in silence: it stays as text, or a note of the report names it.

mod body;
mod book;
mod front_matter;
pub mod layout;
mod links;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::body::Body;
use self::front_matter::FrontMatter;
use self::layout::{Layout, Piece, Plan};
use self::links::Places;
use super::report::{Fate, FileReport, Note, Report};
use super::{Import, Page, Translation, translated_path};
use crate::load::{Folder, Given};
use crate::locale::Locale;
use crate::output::Bytes;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::syntax::document::parse;
use crate::syntax::quoted::quoted;
use crate::translation::{Provenance, units};

/// The format, as the command and the report name it.
pub const FORMAT: &str = "markdown";

/// Reads the finished texts of a PO file: each source with its translation.
pub type ReadPo = fn(&str) -> Vec<(String, String)>;

/// Makes pages of a folder; `layout` is the one that [`layout::detect`] tells, or that somebody named. `read_po` is
/// given, since formats of translators know more than an import should.
pub fn import(folder: &Folder, layout: Layout, read_po: ReadPo) -> Import {
    let plan = layout::plan(folder, layout);
    let places = Places::new(folder, &plan);
    let mut notes: BTreeMap<ProjectPath, Vec<Note>> = BTreeMap::new();
    let mut media: BTreeSet<ProjectPath> = BTreeSet::new();
    let mut pages = Vec::new();
    for (id, pieces) in &plan.pages {
        let mut read = |piece: &Piece| {
            let text = text_of(folder, &piece.origin);
            let part = part(text, piece, &places, layout);
            notes.entry(piece.origin.clone()).or_default().extend(part.notes.iter().cloned());
            media.extend(part.media.iter().cloned());
            part
        };
        let source = pieces.iter().find(|piece| piece.locale == plan.source_locale).unwrap_or(&pieces[0]);
        let own = read(source);
        let path = page_path(id);
        let weight = plan.weights.get(&source.origin).copied();
        let head = own.front.head(weight, (source.locale != plan.source_locale).then_some(source.locale));
        let mut page = Page {
            file: 0,
            path: path.clone(),
            text: format!("{head}{}", own.body),
            translations: Vec::new(),
        };
        for piece in pieces.iter().filter(|piece| piece.origin != source.origin) {
            let other = read(piece);
            let text = format!("{}{}", other.front.translated_head(), other.body);
            page.translations.push(translation(&path, piece, text));
        }
        pages.push((page, source.origin.clone()));
    }
    let translated = book::translations(folder, &plan, &pages, &places, read_po);
    for (at, translation, note) in translated {
        notes.entry(pages[at].1.clone()).or_default().extend(note);
        pages[at].0.translations.push(translation);
    }
    let found = Found { folder, layout, plan: &plan, places: &places, media: &media };
    found.finished(pages, notes)
}

/// What is known of a folder once its pages are read.
struct Found<'a> {
    folder: &'a Folder,
    layout: Layout,
    plan: &'a Plan,
    places: &'a Places,
    /// Files that pages show or link.
    media: &'a BTreeSet<ProjectPath>,
}

/// A file read for the part of a page that it has.
struct Part {
    front: FrontMatter,
    body: String,
    notes: Vec<Note>,
    media: BTreeSet<ProjectPath>,
}

fn part(text: &str, piece: &Piece, places: &Places, layout: Layout) -> Part {
    let (front, start, mut notes) = front_matter::read(text, layout);
    let line = text[..start].matches('\n').count();
    let Body { text, notes: own } = body::read(&text[start..], layout, line);
    notes.extend(own);
    let mended = places.mend(&text, piece, line);
    notes.extend(mended.notes);
    Part { front, body: mended.text.trim_start_matches('\n').to_owned(), notes, media: mended.media }
}

fn translation(page: &ProjectPath, piece: &Piece, text: String) -> Translation {
    Translation {
        locale: piece.locale,
        path: translated_path(page, piece.locale),
        text,
        by_machine: false,
        provenance: Provenance {
            format: FORMAT.into(),
            file: piece.origin.as_str().into(),
            keys: BTreeMap::new(),
        },
        segments: Vec::new(),
    }
}

impl Found<'_> {
    /// The import: each file of the folder in the report, each page with the number of its file.
    fn finished(
        &self,
        pages: Vec<(Page, ProjectPath)>,
        mut notes: BTreeMap<ProjectPath, Vec<Note>>,
    ) -> Import {
        let Self { folder, layout, plan, places, media } = *self;
        let mut fates: BTreeMap<&ProjectPath, (Fate, usize)> = BTreeMap::new();
        for (page, origin) in &pages {
            let count = unit_count(&page.path, &page.text);
            let fate = Fate::Page { path: page.path.clone(), translation: None, by_machine: false };
            fates.insert(origin, (fate, count));
            for piece in plan.pages.values().flatten() {
                let own = page.translations.iter().find(|one| *one.provenance.file == *piece.origin.as_str());
                if let Some(own) = own {
                    let translation = Some((own.path.clone(), own.locale));
                    let fate = Fate::Page { path: page.path.clone(), translation, by_machine: false };
                    fates.insert(&piece.origin, (fate, unit_count(&own.path, &own.text)));
                }
            }
        }
        let mut others = BTreeMap::new();
        let mut files = Vec::new();
        for (path, given) in folder {
            let (fate, count) = match (fates.remove(path), given) {
                (Some(known), _) => known,
                (None, Given::Bytes(bytes)) if media.contains(path) => {
                    let place = places.media_place(path);
                    others.insert(place.clone(), Bytes::clone(bytes));
                    (Fate::Media(place), 0)
                }
                (None, Given::Refused(why)) => (Fate::LeftOut((*why).to_owned()), 0),
                (None, _) => (Fate::LeftOut(plan.why_left_out(path, layout)), 0),
            };
            let mut report = FileReport::new(path.clone(), fate);
            report.units = count;
            report.notes = notes.remove(path).unwrap_or_default();
            report.notes.sort();
            files.push(report);
        }
        let at =
            |origin: &ProjectPath| files.binary_search_by(|file| file.path.cmp(origin)).unwrap_or_default();
        let pages: Vec<Page> =
            pages.into_iter().map(|(page, origin)| Page { file: at(&origin), ..page }).collect();
        let locales = pages.iter().flat_map(|page| page.translations.iter().map(|one| one.locale));
        let own = plan.pages.values().flatten().map(|piece| piece.locale);
        Import {
            locales: locales.chain(own).filter(|locale| *locale != plan.source_locale).collect(),
            source_locale: plan.source_locale,
            pages,
            others,
            report: Report { format: FORMAT, files, ..Report::default() },
        }
    }
}

fn unit_count(path: &ProjectPath, text: &str) -> usize {
    units(&parse(&Arc::new(Source { path: path.clone(), text: text.into(), unread: false }))).len()
}

/// What a file of a folder says; nothing where it is no text.
fn text_of<'a>(folder: &'a Folder, path: &ProjectPath) -> &'a str {
    match folder.get(path) {
        Some(Given::Text(text)) => text,
        Some(Given::Bytes(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
        _ => "",
    }
}

/// Where the page of an id lies.
fn page_path(id: &str) -> ProjectPath {
    ProjectPath::new(&format!("content/pages/{id}.md")).expect("an id is a clean path")
}

/// A line of front matter with a text.
fn text_line(key: &str, text: &str) -> String {
    format!("{key}: {}\n", quoted(text))
}

/// The locale that a generator's name for a language means; what it calls Chinese is simplified unless it says
/// otherwise.
fn locale_of(tag: &str) -> Option<Locale> {
    let tag = tag.replace('_', "-");
    match tag.to_ascii_lowercase().as_str() {
        "zh" | "zh-cn" | "zh-hans" | "zh-hans-cn" => Locale::new("zh-CN"),
        _ => Locale::new(&tag),
    }
}
