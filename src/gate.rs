//! The last look before anything is published: links, ids and languages of the built pages, and leaks.
//!
//! Apart from `check`, which judges sources: what is found here alone is a fault of the theme or of this
//! program. [`GatedOutput`] comes from here alone, so that nothing can be written that was not judged.
//!
//! Invariant: findings name built files, in the order of their paths.

mod leaks;
mod links;

use std::collections::BTreeMap;

pub use self::leaks::needles;

use crate::diagnostic::catalog::{GAT002, PUB001, PUB002};
use crate::diagnostic::{Diagnostic, Rule, sorted};
use crate::output::{Audience, Bytes, Output, OutputPath};
use crate::path::ProjectPath;
use crate::render::Rendered;
use crate::render::scan::{Facts, VALUE_EDGE};
use crate::source::Span;

/// A site that was judged and may be published.
#[derive(Clone, Debug)]
pub struct GatedOutput {
    audience: Audience,
    output: Output,
}

impl GatedOutput {
    /// For whom it is.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Its files.
    pub fn files(&self) -> &BTreeMap<OutputPath, Bytes> {
        &self.output.files
    }

    /// The files alone, for a server.
    pub fn into_output(self) -> Output {
        self.output
    }
}

/// How much of an internal sentence a finding quotes, in characters.
const SHOWN_OF_TEXTS: usize = 40;
/// How much of a secret: enough to know it by; a finding often ends in a log that others read.
const SHOWN_OF_SECRETS: usize = 3;

/// Judges the files of a site.
pub fn gate(
    audience: Audience,
    base_url: &str,
    rendered: Vec<Rendered>,
) -> Result<GatedOutput, Vec<Diagnostic>> {
    let mut facts: BTreeMap<OutputPath, Facts> = BTreeMap::new();
    let mut output = Output::default();
    for file in rendered {
        facts.insert(file.path.clone(), file.facts);
        output.files.insert(file.path, file.bytes);
    }
    let site = Built { audience, base_url, facts: &facts };
    let findings = facts.iter().flat_map(|(path, facts)| site.judge(path, facts));
    let findings = sorted(findings);
    if findings.is_empty() { Ok(GatedOutput { audience, output }) } else { Err(findings) }
}

/// A built site under judgement.
struct Built<'a> {
    audience: Audience,
    base_url: &'a str,
    facts: &'a BTreeMap<OutputPath, Facts>,
}

impl Built<'_> {
    fn judge(&self, path: &OutputPath, facts: &Facts) -> Vec<Diagnostic> {
        let mut findings = links::judge(self, path, facts);
        let mut ids: Vec<&String> = facts.ids.iter().collect();
        ids.sort();
        for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
            findings.push(self.found(&GAT002, path, format!("the id `{}` stands twice", pair[0])));
        }
        if self.audience == Audience::Public {
            findings.extend(self.leaks(path, facts));
        }
        findings
    }

    fn leaks(&self, path: &OutputPath, facts: &Facts) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for needle in &facts.leaks {
            let (rule, what, shown) = match needle.secret {
                true => (&PUB002, "a secret value", SHOWN_OF_SECRETS),
                false => (&PUB001, "internal text", SHOWN_OF_TEXTS),
            };
            let start = shortened(needle.text.trim_start_matches(VALUE_EDGE), shown);
            findings.push(self.found(rule, path, format!("{what} reached a public file: `{start}`")));
        }
        for address in &facts.leaked_addresses {
            let message = format!("an internal address reached a public file: `{address}`");
            findings.push(self.found(&PUB001, path, message));
        }
        findings
    }

    fn found(&self, rule: &'static Rule, path: &OutputPath, message: String) -> Diagnostic {
        let shown = ProjectPath::new(&format!("{}/{path}", self.audience.folder()));
        let shown =
            shown.or_else(|| ProjectPath::new(self.audience.folder())).expect("a folder's name is a path");
        Diagnostic::new(rule, &shown, Span::default(), message)
            .hint("the sources are sound: this is a fault of the theme or of supportbook itself")
    }
}

/// The first characters of a text, with a mark where more follow.
fn shortened(text: &str, shown: usize) -> String {
    match text.char_indices().nth(shown) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
