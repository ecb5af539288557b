//! Addresses in links and images, as they lead to the same place from here.
//!
//! Invariant: an address that is not understood stays as it is; where it leads nowhere, the check of the project
//! says so.

use std::collections::BTreeMap;

use super::headings::Renamed;
use crate::import::draft::{Draft, Edit};
use crate::import::report::{CleanUp, FileReport, Note};
use crate::load::Folder;
use crate::path::{ProjectPath, join};
use crate::source::Span;
use crate::syntax::markdown::{EventKind, LinkForm, Tag, parse_markdown};

/// The files of a folder, as links name them.
#[derive(Debug)]
pub(super) struct Places {
    /// By the path in small letters.
    by_lower: BTreeMap<String, ProjectPath>,
    renamed: Renamed,
    /// Where addresses lead that begin with a slash, without one at the end.
    host: String,
}

impl Places {
    /// The places of a folder.
    pub(super) fn new(folder: &Folder, renamed: Renamed, host: &str) -> Self {
        let by_lower = folder.keys().map(|path| (path.as_str().to_lowercase(), path.clone())).collect();
        Self { by_lower, renamed, host: host.trim_end_matches('/').to_owned() }
    }

    /// Mends the addresses of a text; `path` is its file in the folder.
    pub(super) fn mend(&self, draft: &mut Draft, path: &ProjectPath, report: &mut FileReport) {
        let markdown = parse_markdown(&draft.text, Span::of(0..draft.text.len()));
        let mut edits: Vec<Edit> = Vec::new();
        for event in &markdown.events {
            if let EventKind::Html(html) | EventKind::InlineHtml(html) = &event.kind {
                note_lost(html.get(&draft.text), matches!(event.kind, EventKind::Html(_)), report);
            }
            let EventKind::Start(Tag::Link(link) | Tag::Image(link)) = &event.kind else { continue };
            let written = link.destination.get(&draft.text);
            let is_plain = draft.text.get(link.destination_span.range()) == Some(written);
            let has_address =
                !matches!(link.form, LinkForm::Autolink | LinkForm::Email | LinkForm::Wiki { .. });
            if !is_plain || !has_address {
                continue;
            }
            if let Some((new, what)) = self.mended(written, path) {
                report.cleaned(what, 1);
                edits.push((link.destination_span.range(), new));
            }
        }
        edits.sort_by_key(|(range, _)| range.start);
        edits.dedup();
        draft.edit(edits);
    }

    /// What an address becomes, where it does not stay.
    fn mended(&self, written: &str, page: &ProjectPath) -> Option<(String, CleanUp)> {
        let (rest, fragment) = match written.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (written, None),
        };
        if rest.is_empty() {
            let new = self.renamed(page, fragment?)?;
            return Some((format!("#{new}"), CleanUp::LinkAnchor));
        }
        if has_scheme(rest) || rest.starts_with("//") {
            return None;
        }
        let slashes = rest.replace('\\', "/");
        let (bare, query) = slashes.split_once('?').map_or((rest, None), |(bare, query)| (bare, Some(query)));
        let target = join(page.folder(), bare)?;
        let Some(found) = self.found(&target) else {
            let whole = written.replace('\\', "/");
            return match rest.starts_with('/') {
                true => Some((format!("{}{whole}", self.host), CleanUp::RootLink)),
                false => (whole != written).then_some((whole, CleanUp::PageLink)),
            };
        };
        let fragment_here = fragment.filter(|_| is_page(found));
        let new_fragment = fragment_here.and_then(|old| self.renamed(found, old));
        let mut new = relative(bare, &target, found);
        let mut what = None;
        if new != rest.split('?').next().unwrap_or_default() {
            let is_case =
                found.as_str() != target && found.as_str().eq_ignore_ascii_case(&target) && !is_index(found);
            what = Some(if is_case { CleanUp::LinkCase } else { CleanUp::PageLink });
        } else if query.is_some() || (fragment.is_some() && fragment_here.is_none()) {
            what = Some(CleanUp::LinkExtra);
        } else if new_fragment.is_some() {
            what = Some(CleanUp::LinkAnchor);
        }
        if let Some(fragment) = new_fragment.or(fragment_here).filter(|fragment| !fragment.is_empty()) {
            new = format!("{new}#{fragment}");
        }
        Some((new, what?))
    }

    /// The file that a path names, whatever its capitals, and with or without its ending.
    fn found(&self, path: &str) -> Option<&ProjectPath> {
        let lower = path.to_lowercase();
        let lower = lower.trim_end_matches('/');
        let ways = [lower.to_owned(), format!("{lower}.md"), format!("{lower}/index.md")];
        ways.iter().find_map(|way| self.by_lower.get(way))
    }

    fn renamed(&self, page: &ProjectPath, old: &str) -> Option<&str> {
        let names = self.renamed.get(page)?;
        let lower = old.to_lowercase();
        names.get(old).or_else(|| names.get(&lower)).map(String::as_str)
    }
}

/// Tells of addresses in HTML that do not outlive its cleaning: relative ones in blocks, all among text.
fn note_lost(html: &str, is_block: bool, report: &mut FileReport) {
    for key in [" href=\"", " src=\""] {
        for after in html.split(key).skip(1) {
            let address = after.split('"').next().unwrap_or_default();
            let is_kept = address.is_empty() || (is_block && key == " href=\"" && has_scheme(address));
            if !is_kept {
                let text =
                    format!("an address in HTML that readers do not get, write it in Markdown: {address}");
                report.notes.push(Note { line: 0, text });
            }
        }
    }
}

fn is_page(path: &ProjectPath) -> bool {
    path.as_str().to_lowercase().ends_with(".md")
}

fn is_index(path: &ProjectPath) -> bool {
    path.file_name().eq_ignore_ascii_case("index.md")
}

/// Whether an address begins with a scheme.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// The address of a file with its own name, written as it was as far as it can be.
fn relative(written: &str, target: &str, found: &ProjectPath) -> String {
    let name = super::page_name(found);
    if found.as_str() == target {
        // The name of a folder's own page is another one here.
        return match written.strip_suffix(found.file_name()) {
            Some(folder) if is_index(found) => format!("{folder}{name}"),
            _ => written.to_owned(),
        };
    }
    let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).count();
    let has_file = parts(found.as_str()) == parts(target);
    let up: String = written
        .split('/')
        .take_while(|part| matches!(*part, "." | ".." | ""))
        .map(|part| format!("{part}/"))
        .collect();
    // Only as many parts of the path are taken as were written behind the way up.
    let below =
        written.split('/').filter(|part| !matches!(*part, "." | ".." | "")).count() + usize::from(!has_file);
    let all: Vec<&str> = found.as_str().split('/').collect();
    let from = all.len().saturating_sub(below.max(1));
    let folder: String = all[from..all.len() - 1].iter().map(|part| format!("{part}/")).collect();
    format!("{up}{folder}{name}")
}
