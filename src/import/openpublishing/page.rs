//! One file: first its two languages, cleaned, each by itself; then, once all files are known, the page and its
//! translation.
//!
//! Invariant: what stands outside of all segments is in both languages; what is in a segment is in its own alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::clean;
use super::front_matter::{self, FrontMatter};
use super::headings::{Anchored, Ids, ids, take_anchors, write_ids};
use super::links::Places;
use super::shared::{count_gap, has_chinese, sides};
use super::spans::{Piece, pieces};
use super::{SOURCE, page_path};
use crate::import::draft::Draft;
use crate::import::lines::open_lines;
use crate::import::report::{CleanUp, Fate, FileReport, LostAlts, Note};
use crate::import::{Page, Translation, translated_path};
use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::{Source, position};
use crate::syntax::document::{Document, parse};
use crate::syntax::quoted::quoted;
use crate::translation::{Provenance, units};

/// A file on its way to be a page.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) report: FileReport,
    front: FrontMatter,
    /// The translation as it came, with its front matter.
    pub(super) raw_target: String,
    /// Where its body begins.
    pub(super) body_start: usize,
    source: Draft,
    /// The translation and its language; none where the file has no segments.
    target: Option<(Draft, Locale)>,
    /// The language of the page itself.
    locale: Locale,
    pub(super) ids: Ids,
}

/// Reads one file.
pub(super) fn read(path: &ProjectPath, text: &str) -> Reading {
    let fate = Fate::Page { path: page_path(path), translation: None, by_machine: false };
    let mut report = FileReport::new(path.clone(), fate);
    let (front, mut faults) = front_matter::read(text);
    let (pieces, found) = pieces(text, front.body.clone());
    faults.extend(found);
    for fault in &mut faults {
        fault.place = position(text, u32::try_from(fault.at).unwrap_or(u32::MAX));
    }
    faults.sort_by_key(|fault| fault.at);
    report.faults = faults;
    let mut both = Both { raw_target: text[..front.body.start].to_owned(), ..Both::default() };
    both.take(text, &pieces, front.last_number(), &mut report);
    note_doubts(
        &both.target.text,
        position(text, u32::try_from(front.body.start).unwrap_or(0)).line,
        &mut report,
    );
    let source_locale = Locale::new(SOURCE).expect("a literal tag");
    let is_chinese = front.locale().is_some_and(|locale| locale.is_chinese());
    let (locale, target_locale) = match front.locale() {
        Some(locale) if report.segments > 0 => (source_locale, Some(locale)),
        None if report.segments > 0 => (source_locale, Locale::new("zh-CN")),
        // Without segments the file is in one language.
        Some(locale) if is_chinese && has_chinese(&text[front.body.clone()]) => (locale, None),
        _ => (source_locale, None),
    };
    let Both { mut source, mut target, raw_target } = both;
    if target_locale.is_none() {
        // Nothing of it is a translation, so nothing of it is lost.
        source.text.clone_from(&target.text);
        report.lost_alts = LostAlts::default();
        report.cleaned.remove(&CleanUp::ForeignAlt);
    }
    clean::list_markers(&source, &mut target, &mut report);
    let anchored = take_anchors(&mut source);
    take_anchors(&mut target);
    let mut reading = Reading {
        report,
        body_start: front.body.start,
        front,
        raw_target,
        source,
        target: target_locale.map(|locale| (target, locale)),
        locale,
        ids: Ids::default(),
    };
    reading.identify(&anchored);
    reading.clean();
    reading
}

/// The two languages of a file while its pieces are put together.
#[derive(Default)]
struct Both {
    source: Draft,
    target: Draft,
    raw_target: String,
}

impl Both {
    fn take(&mut self, text: &str, pieces: &[Piece], before: u32, report: &mut FileReport) {
        let (mut waiting, mut last) = (0, before);
        for piece in pieces {
            match piece {
                Piece::Shared(range) => {
                    let sides = sides(&text[range.clone()]);
                    self.raw_target.push_str(&text[range.clone()]);
                    self.source.push(&sides.source);
                    self.target.push(&sides.target);
                    waiting += sides.lost;
                    for what in sides.cleaned {
                        report.cleaned(what, 1);
                    }
                    note_foreign(text, range.start, &sides.source, report);
                }
                Piece::Segment(segment) => {
                    report.segments += 1;
                    let gap = segment.number.saturating_sub(last + 1);
                    report.skipped_numbers += gap as usize;
                    count_gap(&mut report.lost_alts, &mut waiting, gap);
                    last = segment.number;
                    self.raw_target.push_str(&segment.target);
                    add(&mut self.source, &segment.source, segment.number, report);
                    add(&mut self.target, &segment.target, segment.number, report);
                }
            }
        }
        // What follows the last segment can leave no gap.
        report.lost_alts.count += waiting;
    }
}

/// Adds a segment; a space that it begins with is one too many behind another.
fn add(draft: &mut Draft, text: &str, number: u32, report: &mut FileReport) {
    let follows = draft.text.is_empty() || draft.text.ends_with([' ', '\n']);
    let bare = if follows { text.trim_start_matches(' ') } else { text };
    report.cleaned(CleanUp::SegmentSpace, usize::from(bare.len() < text.len()));
    draft.push_marked(bare, number);
}

/// Tells of Chinese that stands in no segment and so comes into the source page.
fn note_foreign(text: &str, start: usize, shared: &str, report: &mut FileReport) {
    let first = position(text, u32::try_from(start).unwrap_or(0)).line;
    for (number, line) in shared.split('\n').enumerate().filter(|(_, line)| is_foreign(line)) {
        let text = format!("Chinese outside of segments is in both languages: {}", in_brief(line));
        report.notes.push(Note { line: first + number, text });
    }
}

/// Whether a line has Chinese of its own. Markers of alerts are translated back, and faults told of elsewhere.
fn is_foreign(line: &str) -> bool {
    has_chinese(line) && !["[!", "data-ttu-id"].iter().any(|mark| line.contains(mark))
}

/// What extensions of the other program begin with that are not known here.
const EXTENSIONS: [&str; 5] = [":::", "[!INCLUDE", "[!VIDEO", "[!div", "[!code"];

/// Tells of what stays as it is and may not be what was meant; `first` is the line that the text begins on.
fn note_doubts(text: &str, first: usize, report: &mut FileReport) {
    for line in open_lines(text) {
        let number = || first + text[..line.start].matches('\n').count();
        let said = &text[line.clone()];
        if let Some((_, rest)) = said.split_once("\\*\\*")
            && let Some((inner, _)) = rest.split_once("\\*\\*")
            && inner.chars().any(char::is_alphanumeric)
        {
            let text = format!("escaped asterisks that look like strong emphasis: \\*\\*{inner}\\*\\*");
            report.notes.push(Note { line: number(), text });
        }
        if EXTENSIONS.iter().any(|extension| said.contains(extension)) {
            let text = format!("an extension of the other program stays as it is: {}", in_brief(said));
            report.notes.push(Note { line: number(), text });
        }
    }
}

fn in_brief(line: &str) -> String {
    line.trim().chars().take(40).collect()
}

impl Reading {
    /// Gives headings the ids that their text does not give them.
    fn identify(&mut self, anchored: &[Anchored]) {
        let document = document(&self.report.path, self.source.text.clone());
        self.ids = ids(&document, anchored, &mut self.report);
        write_ids(&mut self.source, &self.ids);
        if let Some((target, _)) = &mut self.target {
            write_ids(target, &self.ids);
        }
    }

    fn clean(&mut self) {
        clean::clean(&mut self.source, self.locale, &mut self.report);
        if let Some((target, locale)) = &mut self.target {
            clean::clean(target, *locale, &mut self.report);
        }
    }

    /// The page, once it is known where links lead.
    pub(super) fn page(mut self, places: &Places, number: usize) -> (Page, FileReport) {
        let path = self.report.path.clone();
        places.mend(&mut self.source, &path, &mut self.report);
        if let Some((target, _)) = &mut self.target {
            places.mend(target, &path, &mut self.report);
        }
        let titles = self.titles();
        let own_path = page_path(&path);
        let mut source = std::mem::take(&mut self.source);
        let head = self.head(titles.as_ref().map(|(title, _)| title.as_str()));
        source.edit([(0..0, head)]);
        let mut page =
            Page { file: number, path: own_path.clone(), text: source.text, translations: Vec::new() };
        if let Some((mut target, locale)) = self.target.take() {
            let head = self.target_head(titles.as_ref().map(|(_, title)| title.as_str()), locale);
            target.edit([(0..0, head)]);
            let translation = Translation {
                locale,
                path: translated_path(&own_path, locale),
                text: target.text,
                by_machine: self.front.by_machine(),
                provenance: Provenance {
                    format: "openpublishing".into(),
                    file: path.as_str().into(),
                    keys: self.front.rest(titles.is_some()),
                },
                segments: source.marks,
            };
            self.report.fate = Fate::Page {
                path: own_path,
                translation: Some((translation.path.clone(), locale)),
                by_machine: translation.by_machine,
            };
            compare(&page, &translation, &mut self.report);
            page.translations.push(translation);
        }
        (page, self.report)
    }

    /// The titles of both languages, where the bodies do not begin with one.
    fn titles(&mut self) -> Option<(String, String)> {
        let begins = |text: &str| text.trim_start().starts_with("# ");
        let target = self.target.as_ref().map(|(draft, _)| draft.text.as_str());
        if begins(&self.source.text) && target.is_none_or(begins) {
            return None;
        }
        self.report.cleaned(CleanUp::Title, 1);
        let first = |text: &str| {
            let document = document(&self.report.path, text.to_owned());
            let titles = document.headings.iter().filter(|heading| heading.level == 1);
            let found = titles.chain(&document.headings).next();
            found.map(|heading| heading.text.to_string()).filter(|text| !text.is_empty())
        };
        let own = self.front.title().map(str::to_owned);
        let stem = self.report.path.file_name().trim_end_matches(".md").replace(['-', '_'], " ");
        let source = if self.target.is_none() { own.clone() } else { None };
        let source = source.or_else(|| first(&self.source.text)).unwrap_or(stem);
        let target = target.and_then(first).or(own).unwrap_or_else(|| source.clone());
        Some((source, target))
    }

    /// The front matter of the page.
    fn head(&self, title: Option<&str>) -> String {
        let mut head = String::new();
        if let Some(title) = title {
            head += &format!("title: {}\n", quoted(title));
        }
        if self.target.is_none() {
            if let Some(text) = self.front.get("description") {
                head += &format!("description: {}\n", quoted(text));
            }
            if self.locale.as_str() != SOURCE {
                head += &format!("locale: {}\n", self.locale);
            }
        }
        if let Some(date) = self.front.date() {
            head += &format!("date: {date}\n");
        }
        fenced(&head)
    }

    /// The front matter of the translation.
    fn target_head(&mut self, title: Option<&str>, locale: Locale) -> String {
        let mut head = String::new();
        for (key, text) in [("title", title), ("description", self.front.get("description"))] {
            let text = text.map(|text| clean::clean_text(text, locale, &mut self.report));
            head += &text.map(|text| format!("{key}: {}\n", quoted(&text))).unwrap_or_default();
        }
        fenced(&head)
    }
}

fn fenced(head: &str) -> String {
    if head.is_empty() { String::new() } else { format!("---\n{head}---\n\n") }
}

/// A text read as a page.
fn document(path: &ProjectPath, text: String) -> Arc<Document> {
    let path = page_path(path);
    parse(&Arc::new(Source { path, text: text.into(), unread: false }))
}

/// Counts the units, and tells the first of which the two languages differ.
fn compare(page: &Page, translation: &Translation, report: &mut FileReport) {
    let read = |path: &ProjectPath, text: &str| {
        let document = parse(&Arc::new(Source { path: path.clone(), text: text.into(), unread: false }));
        let units = units(&document);
        let body: Vec<_> = units.into_iter().filter(|unit| !unit.events.is_empty()).collect();
        (document, body)
    };
    let (source, ours) = read(&page.path, &page.text);
    let (target, theirs) = read(&translation.path, &translation.text);
    report.units = ours.len();
    let shapes = |document: &Document, units: &[crate::translation::Unit]| {
        crate::import::record::blocks(document, units)
    };
    let (ours_shapes, theirs_shapes) = (shapes(&source, &ours), shapes(&target, &theirs));
    let first = ours_shapes.iter().zip(&theirs_shapes).position(|(ours, theirs)| ours != theirs);
    let length = ours.len().min(theirs.len());
    let at = first.or_else(|| (ours.len() != theirs.len()).then_some(length));
    report.skeleton = at.map(|at| {
        let told = |units: &[crate::translation::Unit]| {
            units.get(at).map_or("nothing".to_owned(), |unit| {
                let said: String = unit.text.chars().take(30).collect();
                format!("{} `{said}`", unit.kind.word())
            })
        };
        format!("{} in the source, {} in the translation", told(&ours), told(&theirs))
    });
}

/// Notes by the line.
pub(super) fn sorted_notes(report: &mut FileReport) {
    report.notes.sort();
    report.notes.dedup();
}

/// Old anchors of the headings of a page.
pub(super) fn renamed(reading: &Reading) -> BTreeMap<String, String> {
    reading.ids.renamed.clone()
}
