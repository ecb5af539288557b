//! Anchors at the beginning of headings: what their text gives by itself goes, what it does not becomes `{#id}`.
//!
//! Invariant: after this, each anchor that a heading had leads to it, under its own name or under the one that is
//! told beside it; the ids of both languages are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::import::draft::{Draft, Edit};
use crate::import::lines::open_lines;
use crate::import::report::{CleanUp, FileReport};
use crate::path::ProjectPath;
use crate::syntax::document::Document;
use crate::syntax::slug::{is_anchor, slug};

/// The anchors of a heading that began with some.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Anchored {
    /// Its own place among these headings, by the line.
    line: usize,
    /// Their names, the one made of its text first.
    names: Vec<String>,
}

/// Takes the anchors out of the headings of a text.
pub(super) fn take_anchors(draft: &mut Draft) -> Vec<Anchored> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut found = Vec::new();
    for line in open_lines(&draft.text) {
        let Some(begin) = content(&draft.text[line.clone()]) else { continue };
        let (mut names, mut at) = (Vec::new(), line.start + begin);
        while let Some((name, length)) = anchor(&draft.text[at..line.end]) {
            names.push(name);
            at += length;
        }
        if !names.is_empty() {
            let number = draft.text[..line.start].matches('\n').count();
            edits.push((line.start + begin..at, String::new()));
            found.push(Anchored { line: number, names });
        }
    }
    draft.edit(edits);
    found
}

/// Where the content of a heading begins on its line.
fn content(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let text = bare[level..].trim_start_matches([' ', '\t']);
    ((1..=6).contains(&level) && text.len() < bare.len() - level).then(|| line.len() - text.len())
}

/// An anchor at the beginning of a text: its name, and how long it is with the space behind it.
fn anchor(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix("<a ")?;
    let end = inner.find('>')?;
    let attributes = &inner[..end];
    let name = ["name=\"", "id=\""].iter().find_map(|key| {
        let (_, value) = attributes.split_once(key)?;
        Some(value.split_once('"')?.0.to_owned())
    })?;
    let leads = attributes.split_once("href=\"").is_some_and(|(_, value)| !value.starts_with('"'));
    let rest = inner[end + 1..].strip_prefix("</a>").filter(|_| !leads)?;
    Some((name, text.len() - rest.trim_start_matches(' ').len()))
}

/// The ids of headings: which to write, by their lines, and what old anchors are called now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Ids {
    written: Vec<(usize, String)>,
    /// Old names that are not the id itself.
    pub(super) renamed: BTreeMap<String, String>,
    /// All ids of the page.
    pub(super) all: BTreeSet<String>,
}

/// Chooses the ids of a page: of the source, read without its anchors; `start` is where its body begins.
pub(super) fn ids(document: &Document, anchored: &[Anchored], report: &mut FileReport) -> Ids {
    let text = &*document.source.text;
    let mut ids = Ids::default();
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    let derived: Vec<String> = document.headings.iter().map(|heading| slug(&heading.text)).collect();
    for own in &derived {
        *copies.entry(own.clone()).or_default() += 1;
    }
    for (heading, own) in document.headings.iter().zip(&derived) {
        let line = text[..heading.span.start as usize].matches('\n').count();
        let names = anchored.iter().find(|one| one.line == line).map_or(&[][..], |one| &one.names);
        let wanted = names.iter().find(|name| *name == own).or_else(|| names.last());
        let is_clear = copies.get(own) == Some(&1) && wanted.is_none_or(|name| name == own);
        let free = |name: &str| is_anchor(name) && !name.starts_with("sb-");
        let id = match wanted.filter(|name| !is_clear && free(name)) {
            Some(name) => {
                let id = unused(name, &ids.all);
                ids.written.push((line, id.clone()));
                report.cleaned(CleanUp::HeadingId, 1);
                id
            }
            None => own.clone(),
        };
        for name in names.iter().filter(|name| **name != id && !ids.all.contains(*name)) {
            ids.renamed.entry(name.clone()).or_insert_with(|| id.clone());
        }
        ids.all.insert(id);
    }
    report.cleaned(CleanUp::Anchor, anchored.iter().map(|one| one.names.len()).sum::<usize>());
    let known = &ids.all;
    ids.renamed.retain(|name, _| !known.contains(name));
    ids
}

/// A name that no heading above has.
fn unused(name: &str, taken: &BTreeSet<String>) -> String {
    let more = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(more).find(|id| !taken.contains(id)).unwrap_or_default()
}

/// Writes the ids of headings into a text in which they stand on the same lines.
pub(super) fn write_ids(draft: &mut Draft, ids: &Ids) {
    let mut at = 0;
    let mut edits: Vec<Edit> = Vec::new();
    let mut wanted = ids.written.iter().peekable();
    for (line, text) in draft.text.split_inclusive('\n').enumerate() {
        if let Some((_, id)) = wanted.next_if(|(own, _)| *own == line) {
            let bare = text.trim_end().trim_end_matches('#').trim_end();
            let range: Range<usize> = at + bare.len()..at + text.trim_end_matches('\n').len();
            edits.push((range, format!(" {{#{id}}}")));
        }
        at += text.len();
    }
    draft.edit(edits);
}

/// What old anchors of each page are called now.
pub(super) type Renamed = BTreeMap<ProjectPath, BTreeMap<String, String>>;
