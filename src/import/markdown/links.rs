//! Addresses in links and images, as they lead to the same pages and files here.
//!
//! Invariant: an address that leads to no file of the folder stays as it is, and a note names it where it should
//! have led to one.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Layout, Piece, Plan, is_markdown, numbered};
use crate::import::report::Note;
use crate::load::{Folder, Given};
use crate::path::{ProjectPath, join};
use crate::source::Span;
use crate::syntax::markdown::{EventKind, LinkForm, Tag, parse_markdown};

/// The pages and files of a folder, as links name them.
#[derive(Debug)]
pub(super) struct Places {
    /// The id of the page that a file is, by its path in small letters.
    by_file: BTreeMap<String, String>,
    /// Ids by themselves in small letters.
    by_id: BTreeMap<String, String>,
    /// Other files.
    files: BTreeSet<ProjectPath>,
    roots: Vec<String>,
    statics: Vec<&'static str>,
}

/// A body whose links lead where they led.
pub(super) struct Mended {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
    /// Files that it shows or links.
    pub(super) media: BTreeSet<ProjectPath>,
}

impl Places {
    /// The places of a folder.
    pub(super) fn new(folder: &Folder, plan: &Plan) -> Self {
        let pieces = plan.pages.iter().flat_map(|(id, pieces)| pieces.iter().map(move |piece| (id, piece)));
        let is_other = |(_, given): &(&ProjectPath, &Given)| matches!(given, Given::Bytes(_));
        let statics = Layout::ALL.iter().flat_map(|layout| layout.statics().iter().copied());
        Self {
            by_file: pieces.map(|(id, piece)| (piece.origin.as_str().to_lowercase(), id.clone())).collect(),
            by_id: plan.pages.keys().map(|id| (id.to_lowercase(), id.clone())).collect(),
            files: folder.iter().filter(is_other).map(|(path, _)| path.clone()).collect(),
            roots: plan.roots.clone(),
            statics: statics.collect(),
        }
    }

    /// Mends the links of a body; `before` is the number of lines of its file before it.
    pub(super) fn mend(&self, text: &str, piece: &Piece, before: usize) -> Mended {
        let text = self.references(text, piece);
        let markdown = parse_markdown(&text, Span::of(0..text.len()));
        let mut found =
            Mended { text: String::with_capacity(text.len()), notes: Vec::new(), media: BTreeSet::new() };
        let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for event in &markdown.events {
            let EventKind::Start(Tag::Link(link) | Tag::Image(link)) = &event.kind else { continue };
            let written = link.destination.get(&text);
            let range = link.destination_span.range();
            let is_plain = text.get(range.clone()) == Some(written);
            if !is_plain || matches!(link.form, LinkForm::Autolink | LinkForm::Email | LinkForm::Wiki { .. })
            {
                continue;
            }
            match self.target(written, piece) {
                Target::Page(new) => edits.push((range, new)),
                Target::File(path, fragment) => {
                    let place = self.media_place(&path);
                    edits.push((
                        range,
                        format!("/{}{fragment}", place.below("content/pages").unwrap_or_default()),
                    ));
                    found.media.insert(path);
                }
                Target::Nothing => {
                    let line = before + 1 + text[..range.start].matches('\n').count();
                    found
                        .notes
                        .push(Note { line, text: format!("`{written}` leads to no file of the folder") });
                }
                Target::Elsewhere => {}
            }
        }
        edits.sort_by_key(|(range, _)| range.start);
        edits.dedup();
        let mut at = 0;
        for (range, new) in edits.into_iter().filter(|(range, _)| !range.is_empty()) {
            found.text.push_str(&text[at..range.start]);
            found.text.push_str(&new);
            at = range.end;
        }
        found.text.push_str(&text[at..]);
        found
    }

    /// Hugo's `{{< ref "page.md#part" >}}` as addresses.
    fn references(&self, text: &str, piece: &Piece) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("{{<").into_iter().chain(rest.find("{{%")).min() {
            out.push_str(&rest[..at]);
            let end = [">}}", "%}}"].into_iter().filter_map(|close| rest[at..].find(close)).min();
            let Some(end) = end.map(|end| at + end + 3) else { break };
            let inside = rest[at + 3..end - 3].trim();
            let named = inside.strip_prefix("relref").or_else(|| inside.strip_prefix("ref"));
            let named = named.map(|named| named.trim().trim_matches('"'));
            match named.map(|named| (named, self.referred(named, piece))) {
                Some((_, Some(address))) => out.push_str(&address),
                Some((named, None)) => out.push_str(named),
                None => out.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        out + rest
    }

    /// The page that a reference of Hugo names: from here, from the root, or by its name alone.
    fn referred(&self, named: &str, piece: &Piece) -> Option<String> {
        let (path, fragment) = parted(named);
        let bare = path.trim_start_matches('/').trim_end_matches('/');
        let stem = bare.rsplit_once('.').map_or(bare, |(stem, _)| stem);
        let from_here = self.page_from(bare, piece);
        let from_root = || {
            self.by_id
                .get(&stem.to_lowercase())
                .or_else(|| self.by_id.get(&format!("{}/_index", stem.to_lowercase())))
        };
        let by_name = || {
            let mut named =
                self.by_id.iter().filter(|(id, _)| id.rsplit('/').next() == Some(&stem.to_lowercase()));
            named.next().filter(|_| named.next().is_none()).map(|(_, id)| id)
        };
        let id = from_here.or_else(from_root).or_else(by_name)?;
        Some(format!("/{id}.md{fragment}"))
    }

    fn page_from(&self, path: &str, piece: &Piece) -> Option<&String> {
        let target = join(piece.origin.folder(), path)?.to_lowercase();
        self.page_at(&target)
    }

    /// The page that a path of the folder names, with or without an ending.
    fn page_at(&self, path: &str) -> Option<&String> {
        let path = path.trim_end_matches('/');
        let ways = ["", ".md", ".mdx", "/index.md", "/index.mdx", "/_index.md", "/readme.md"];
        ways.iter().find_map(|way| self.by_file.get(&format!("{path}{way}"))).or_else(|| {
            // Names that order files by a number are linked without it, and translations lie elsewhere.
            let root = self.roots.iter().find(|root| path.starts_with(root.to_lowercase().as_str()))?;
            let below = &path[root.len()..];
            let stem = if is_markdown(below) { below.rsplit_once('.')?.0 } else { below };
            let parts: Vec<&str> = stem.split('/').map(|part| numbered(part).1).collect();
            let stem = parts.join("/");
            let names = [format!("{stem}/_index"), stem.replace("/index", "/_index"), stem];
            names.iter().find_map(|name| self.by_id.get(name))
        })
    }

    fn target(&self, written: &str, piece: &Piece) -> Target {
        let is_elsewhere = written.is_empty()
            || written.starts_with('#')
            || written.starts_with("//")
            || written.split_once(':').is_some_and(|(scheme, _)| {
                scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
            });
        if is_elsewhere {
            return Target::Elsewhere;
        }
        let (path, fragment) = parted(written);
        let path = path.split('?').next().unwrap_or_default();
        if let Some(zola) = path.strip_prefix("@/") {
            return match self.page_at(&format!("content/{zola}").to_lowercase()) {
                Some(id) => Target::Page(format!("/{id}.md{fragment}")),
                None => Target::Nothing,
            };
        }
        let page = match path.strip_prefix('/') {
            Some(rooted) => self.rooted(rooted),
            None => self.page_from(path, piece),
        };
        if let Some(id) = page {
            return Target::Page(format!("/{id}.md{fragment}"));
        }
        match self.file(path, piece) {
            Some(file) => Target::File(file, fragment.to_owned()),
            None => Target::Nothing,
        }
    }

    /// The page of an address from the root of the other site, which may begin with a language or `docs`.
    fn rooted(&self, path: &str) -> Option<&String> {
        let lower = path.trim_end_matches('/').to_lowercase();
        let lower = lower.strip_suffix(".html").unwrap_or(&lower);
        let without_first = lower.split_once('/').map_or("", |(_, rest)| rest);
        let ways = [lower, without_first];
        ways.iter().find_map(|way| {
            let stem = if is_markdown(way) { way.rsplit_once('.')?.0 } else { way };
            let index = if stem.is_empty() { "_index".to_owned() } else { format!("{stem}/_index") };
            self.by_id.get(stem).or_else(|| self.by_id.get(&index))
        })
    }

    /// The file that an address names: beside the page, or in a folder of files from the root.
    fn file(&self, path: &str, piece: &Piece) -> Option<ProjectPath> {
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let from_here = || ProjectPath::new(&join(piece.origin.folder(), &decoded)?);
        let rooted = decoded.strip_prefix('/').or_else(|| decoded.strip_prefix("@site/static/"));
        let found = match rooted {
            Some(rooted) => self
                .statics
                .iter()
                .filter_map(|folder| ProjectPath::new(&format!("{folder}/{rooted}")))
                .find(|path| self.files.contains(path)),
            None => from_here(),
        };
        found.filter(|path| self.files.contains(path))
    }

    /// Where a file lies in the project: below the pages as it lay below theirs.
    pub(super) fn media_place(&self, path: &ProjectPath) -> ProjectPath {
        let text = path.as_str();
        let statics = self.statics.iter().map(|folder| format!("{folder}/"));
        let roots: Vec<String> = self.roots.iter().cloned().chain(statics).collect();
        let below = roots.iter().find_map(|root| text.strip_prefix(root.as_str())).unwrap_or(text);
        ProjectPath::new(&format!("content/pages/{below}")).unwrap_or_else(|| path.clone())
    }
}

/// Where an address leads.
enum Target {
    /// To a page.
    Page(String),
    /// To another file, and what follows it.
    File(ProjectPath, String),
    /// To a file that is not there.
    Nothing,
    /// Out of the folder, or within the page.
    Elsewhere,
}

fn parted(address: &str) -> (&str, &str) {
    address.find('#').map_or((address, ""), |at| address.split_at(at))
}
