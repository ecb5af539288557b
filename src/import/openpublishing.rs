//! The side-by-side files of Microsoft's `OpenPublishing`: a translation with the source of each segment beside it, in
//! spans of one Markdown file.
//!
//! Apart from other imports, since only this format has both languages in one file. A file is read for its pieces
//! ([`spans`]), each language is put together and cleaned ([`page`]), then links are mended, for which all files
//! must be known ([`links`]).
//!
//! Invariant: the page and its translation have their segments in the order of the file, each once.

mod clean;
mod front_matter;
mod headings;
mod links;
mod oracle;
mod page;
mod shared;
mod spans;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::links::Places;
use self::page::{Reading, read};
use super::report::{Difference, Fate, Fault, FileReport, Report};
use super::{Import, Page};
use crate::load::{Folder, Given};
use crate::locale::Locale;
use crate::output::Bytes;
use crate::path::ProjectPath;

/// The language of the sources.
const SOURCE: &str = "en";

/// The format, as the command and the report name it.
pub const FORMAT: &str = "openpublishing";

/// What an import is told beside the folder.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Where addresses lead that begin with a slash and are none of the folder.
    pub host: &'a str,
    /// The translations as the other program published them, to compare with.
    pub oracle: Option<&'a Folder>,
}

/// The two languages of a text, as they stand in its segments.
#[derive(Clone, PartialEq, Debug)]
pub struct SidesOf {
    /// The source.
    pub source: String,
    /// The translation.
    pub target: String,
    /// The numbers of the segments, in order.
    pub numbers: Vec<u32>,
    /// What is wrong with the spans.
    pub faults: Vec<Fault>,
}

/// Takes the two languages of a text apart, and changes nothing else.
pub fn sides_of(text: &str) -> SidesOf {
    let (pieces, faults) = spans::pieces(text, 0..text.len());
    let mut sides = SidesOf { source: String::new(), target: String::new(), numbers: Vec::new(), faults };
    for piece in pieces {
        match piece {
            spans::Piece::Shared(range) => {
                sides.source.push_str(&text[range.clone()]);
                sides.target.push_str(&text[range]);
            }
            spans::Piece::Segment(segment) => {
                sides.source.push_str(&segment.source);
                sides.target.push_str(&segment.target);
                sides.numbers.push(segment.number);
            }
        }
    }
    sides
}

/// Makes pages of a folder.
pub fn import(folder: &Folder, options: &Options<'_>) -> Import {
    let texts: Vec<(&ProjectPath, &str)> = folder
        .iter()
        .filter_map(|(path, given)| {
            let Given::Text(text) = given else { return None };
            (is_markdown(path) && !is_contents(path)).then_some((path, &**text))
        })
        .collect();
    let readings: Vec<Reading> = texts.par_iter().map(|(path, text)| read(path, text)).collect();
    let renamed = readings.iter().map(|one| (one.report.path.clone(), page::renamed(one))).collect();
    let places = Places::new(folder, renamed, options.host);
    let compared = |(reading, number): (Reading, usize)| {
        let mut reading = reading;
        let raw = std::mem::take(&mut reading.raw_target);
        compare(&mut reading.report, &raw, reading.body_start, options.oracle);
        let (page, mut report) = reading.page(&places, number);
        page::sorted_notes(&mut report);
        (page, report)
    };
    let (mut files, others) = other_files(folder, options.oracle);
    let known: BTreeSet<&ProjectPath> = texts.iter().map(|(path, _)| *path).collect();
    // Numbers are those of the whole report, which is sorted by path.
    let numbers =
        folder.keys().enumerate().filter(|(_, path)| known.contains(path)).map(|(number, _)| number);
    let both: Vec<(Reading, usize)> = readings.into_iter().zip(numbers).collect();
    let made: Vec<(Page, FileReport)> = both.into_par_iter().map(compared).collect();
    let (pages, reports): (Vec<Page>, Vec<FileReport>) = made.into_iter().unzip();
    files.extend(reports);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let locales = pages.iter().flat_map(|page| page.translations.iter().map(|one| one.locale)).collect();
    let only_in_oracle = options.oracle.map_or_else(Vec::new, |oracle| {
        oracle.keys().filter(|path| is_markdown(path) && !folder.contains_key(*path)).cloned().collect()
    });
    Import {
        pages,
        others,
        source_locale: Locale::new(SOURCE).expect("a literal tag"),
        locales,
        report: Report { format: FORMAT, files, has_oracle: options.oracle.is_some(), only_in_oracle },
    }
}

/// Compares a text with the one of the same name among the published ones.
fn compare(report: &mut FileReport, ours: &str, body: usize, oracle: Option<&Folder>) {
    let Some(oracle) = oracle else { return };
    let (difference, line) = match oracle.get(&report.path) {
        Some(Given::Text(theirs)) => oracle::compare(ours, theirs, body),
        _ => (Difference::Missing, None),
    };
    report.difference = Some(difference);
    report.difference_line = line;
}

/// The files that are no pages: what becomes of each, and those that are taken over.
fn other_files(folder: &Folder, oracle: Option<&Folder>) -> (Vec<FileReport>, BTreeMap<ProjectPath, Bytes>) {
    let mut others = BTreeMap::new();
    let mut reports = Vec::new();
    for (path, given) in folder {
        let fate = match given {
            Given::Refused(why) => Fate::LeftOut((*why).to_owned()),
            Given::Text(_) if is_contents(path) => Fate::LeftOut("a table of contents".to_owned()),
            Given::Text(_) if is_markdown(path) => continue,
            Given::Text(_) => Fate::LeftOut("data of the other program".to_owned()),
            Given::Bytes(bytes) => match media_path(path) {
                Some(place) => {
                    others.insert(place.clone(), Bytes::clone(bytes));
                    Fate::Media(place)
                }
                None => Fate::LeftOut("neither a page nor an image or document".to_owned()),
            },
        };
        let mut report = FileReport::new(path.clone(), fate);
        if let Given::Text(text) = given {
            compare(&mut report, text, 0, oracle.filter(|_| is_contents(path)));
        }
        reports.push(report);
    }
    (reports, others)
}

fn is_markdown(path: &ProjectPath) -> bool {
    path.as_str().to_ascii_lowercase().ends_with(".md")
}

fn is_contents(path: &ProjectPath) -> bool {
    path.file_name().eq_ignore_ascii_case("toc.md")
}

/// The endings of files that pages show or link to.
const MEDIA: [&str; 22] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "pdf", "zip", "csv", "txt", "xlsx", "xls",
    "docx", "doc", "pptx", "ppt", "mp4", "webm", "mp3", "json",
];

fn media_path(path: &ProjectPath) -> Option<ProjectPath> {
    let (_, ending) = path.file_name().rsplit_once('.')?;
    let is_media = MEDIA.contains(&&*ending.to_ascii_lowercase());
    // Files that steer the other program.
    let is_steering = path.file_name().starts_with("docfx") || path.file_name().starts_with("openpublishing");
    ProjectPath::new(&format!("content/pages/{path}")).filter(|_| is_media && !is_steering)
}

/// The name that the file of a page has here: a folder's own page is `_index.md`, and a stem has no dot.
fn page_name(path: &ProjectPath) -> String {
    let name = path.file_name();
    let stem = name.get(..name.len().saturating_sub(3)).unwrap_or(name);
    if !is_markdown(path) {
        name.to_owned()
    } else if stem.eq_ignore_ascii_case("index") {
        "_index.md".to_owned()
    } else {
        format!("{}.md", stem.replace('.', "-"))
    }
}

/// Where the page of a file lies.
fn page_path(path: &ProjectPath) -> ProjectPath {
    let folder = path.folder();
    let slash = if folder.is_empty() { "" } else { "/" };
    let text = format!("content/pages/{folder}{slash}{}", page_name(path));
    ProjectPath::new(&text).unwrap_or_else(|| path.clone())
}
