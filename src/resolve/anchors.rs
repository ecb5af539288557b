//! The anchors of a page in each of its languages.
//!
//! A heading's id is the one written, else it is made of the source language's text and shared by all
//! languages, so that a link to a place works in each of them.
//!
//! Invariant: anchors are never empty and stand once on a page.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Group;
use crate::locale::Locale;
use crate::syntax::document::{Document, Heading};
use crate::syntax::slug::{is_anchor, slug};
use crate::translation::Translations;

/// The anchors of one file, by heading, and older ids that lead to them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PageAnchors {
    /// The id of each heading, in their order.
    pub ids: Vec<Box<str>>,
    /// Ids that headings had before.
    pub was: BTreeSet<Box<str>>,
}

impl PageAnchors {
    /// Whether a link to the id arrives.
    pub fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|known| &**known == id) || self.was.contains(id)
    }
}

/// The anchors of all files of a page.
pub(super) fn page_anchors(group: &Group, translations: &Translations) -> BTreeMap<Locale, PageAnchors> {
    let source = source_anchors(&group.source);
    let of_translation = |document: &Document| {
        let pairs = translations.headings(document.path());
        translation_anchors(document, pairs, &source.ids)
    };
    let mut anchors: BTreeMap<Locale, PageAnchors> =
        group.translations.iter().map(|(locale, document)| (*locale, of_translation(document))).collect();
    anchors.insert(group.source_locale, source);
    anchors
}

fn source_anchors(document: &Document) -> PageAnchors {
    let mut taken = Taken::new(explicit(document));
    let ids = document.headings.iter().map(|heading| taken.id_of(heading)).collect();
    PageAnchors { ids, was: old_ids(document) }
}

fn translation_anchors(document: &Document, pairs: &[Option<usize>], source: &[Box<str>]) -> PageAnchors {
    let mut taken = Taken::new(explicit(document).into_iter().chain(source.iter().cloned()).collect());
    let paired = |at: usize| pairs.get(at).copied().flatten().and_then(|at| source.get(at)).cloned();
    let id_of = |(at, heading): (usize, &Heading)| match &heading.id {
        Some((id, _)) => id.clone(),
        None => paired(at).unwrap_or_else(|| taken.id_of(heading)),
    };
    PageAnchors { ids: document.headings.iter().enumerate().map(id_of).collect(), was: old_ids(document) }
}

fn explicit(document: &Document) -> BTreeSet<Box<str>> {
    document.headings.iter().filter_map(|heading| Some(heading.id.as_ref()?.0.clone())).collect()
}

fn old_ids(document: &Document) -> BTreeSet<Box<str>> {
    document.headings.iter().filter_map(|heading| heading.was.clone()).collect()
}

/// Ids of a page that are in use, and how often each text was made into one.
struct Taken {
    ids: BTreeSet<Box<str>>,
    copies: BTreeMap<String, usize>,
}

impl Taken {
    fn new(ids: BTreeSet<Box<str>>) -> Self {
        Self { ids, copies: BTreeMap::new() }
    }

    /// The id written, or a new one made of the text.
    fn id_of(&mut self, heading: &Heading) -> Box<str> {
        if let Some((id, _)) = &heading.id {
            return id.clone();
        }
        let base = slug(&heading.text);
        let copy = self.copies.entry(base.clone()).or_insert(0);
        loop {
            *copy += 1;
            let id: Box<str> = if *copy == 1 { base.clone().into() } else { format!("{base}-{copy}").into() };
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// An ASCII id for a heading that needs an explicit one; `section` where its text has no ASCII letters.
pub(super) fn ascii_slug(text: &str) -> String {
    let ascii: String = text.chars().filter(char::is_ascii).collect();
    let id = slug(&ascii);
    if is_anchor(&id) { id } else { format!("section-{id}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_and_never_empty() {
        assert_eq!(slug("What we support?"), "what-we-support");
        assert_eq!(slug("Windows 下载"), "windows-下载");
        assert_eq!(slug("！！"), "section");
        assert_eq!(slug("a -- b / c"), "a-b-c");
        assert_eq!(ascii_slug("支持范围"), "section");
        assert!(is_anchor(&ascii_slug("24 hours")));
    }
}
