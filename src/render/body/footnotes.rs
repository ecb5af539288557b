//! Footnotes: numbered by their first reference, set below the body, each with ways back.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Writer, escape};

/// Footnotes in the order of their first reference.
#[derive(Default)]
pub(super) struct Footnotes {
    pub(super) numbers: BTreeMap<String, usize>,
    pub(super) references: BTreeMap<usize, usize>,
    pub(super) definitions: BTreeMap<String, String>,
    /// Output that waits while a definition is written aside.
    pub(super) outer: Vec<(String, String)>,
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let next = self.footnotes.numbers.len() + 1;
        let number = *self.footnotes.numbers.entry(label.to_owned()).or_insert(next);
        let times = self.footnotes.references.entry(number).or_insert(0);
        *times += 1;
        let id = reference_id(number, *times);
        let _ = write!(
            self.out,
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#sb-fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// The body with its footnotes below it.
    pub(super) fn finish(mut self) -> String {
        let mut notes: Vec<(usize, String)> = Vec::new();
        for (label, number) in &self.footnotes.numbers {
            notes.push((*number, self.footnotes.definitions.get(label).cloned().unwrap_or_default()));
        }
        if notes.is_empty() {
            return self.out;
        }
        notes.sort();
        let words = self.body.data.words;
        let lang = self.words_lang();
        let _ = write!(
            self.out,
            "<section class=\"footnotes\" role=\"doc-endnotes\"><h2{lang} id=\"sb-footnotes\">"
        );
        escape(&words.get("footnotes"), &mut self.out);
        self.out.push_str("</h2>\n<ol>\n");
        for (number, html) in notes {
            let back = words.get("footnote-back");
            let times = self.footnotes.references.get(&number).copied().unwrap_or(1);
            let mut links = String::new();
            for time in 1..=times {
                let _ = write!(
                    links,
                    " <a href=\"#{}\" role=\"doc-backlink\" aria-label=\"",
                    reference_id(number, time)
                );
                escape(&back, &mut links);
                let _ = write!(links, "\"{lang}>↩</a>");
            }
            let html = match html.trim_end().strip_suffix("</p>") {
                Some(inner) => format!("{inner}{links}</p>"),
                None => format!("{html}{links}"),
            };
            let _ = writeln!(self.out, "<li id=\"sb-fn-{number}\">{html}</li>");
        }
        self.out.push_str("</ol></section>\n");
        self.out
    }
}

fn reference_id(number: usize, time: usize) -> String {
    if time == 1 { format!("sb-fnref-{number}") } else { format!("sb-fnref-{number}-{time}") }
}
