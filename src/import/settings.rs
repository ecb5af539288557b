//! The settings of a project that an import begins, and which rules its old documents break.
//!
//! Apart from the imports, since every one of them brings texts that nobody wrote for the rules of this program.
//!
//! Invariant: only rules that may be lowered are; the others are told of, and stop a build.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::locale::Locale;
use crate::syntax::quoted::quoted;

/// What the settings say.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The language of the sources.
    pub source_locale: Locale,
    /// The languages of the translations.
    pub locales: Vec<Locale>,
    /// The title of the site.
    pub title: &'a str,
    /// Whether raw HTML is kept.
    pub allow_html: bool,
    /// Rules that become warnings, and how many errors each has found.
    pub lowered: BTreeMap<&'static str, (usize, &'static str)>,
}

/// The rules that have found errors and may be lowered, with how many; and the errors of those that may not.
pub fn lowered(findings: &[Diagnostic]) -> (BTreeMap<&'static str, (usize, &'static str)>, Vec<&Diagnostic>) {
    let mut rules = BTreeMap::new();
    let mut rest = Vec::new();
    for finding in findings.iter().filter(|finding| finding.level == Level::Error) {
        let Rule { code, title, .. } = finding.rule;
        if finding.rule.can_be_lowered() {
            rules.entry(*code).or_insert((0, *title)).0 += 1;
        } else {
            rest.push(finding);
        }
    }
    (rules, rest)
}

impl Settings<'_> {
    /// The file.
    pub fn write(&self) -> String {
        let all: Vec<Locale> = std::iter::once(self.source_locale).chain(self.others()).collect();
        let names: Vec<String> = all.iter().map(|locale| quoted(locale.as_str())).collect();
        let mut out = format!(
            "# Written by `supportbook import`; yours from now on.\n\
            # Where readers will find the site: an address with a slash at the end.\n\
            base_url = \"https://docs.example.com/\"\n\
            # Files without a suffix are in the source locale; `x.zh-CN.md` is the translation of `x.md`.\n\
            source_locale = {}\nlocales = [{}]\n",
            quoted(self.source_locale.as_str()),
            names.join(", ")
        );
        if self.allow_html {
            out.push_str(
                "# The texts hold raw HTML, which is cleaned before it is shown.\nallow_html = true\n",
            );
        }
        out.push_str("\n[title]\n");
        for locale in &all {
            out.push_str(&format!("{locale} = {}\n", quoted(self.title)));
        }
        if !self.lowered.is_empty() {
            out.push_str(
                "\n# Rules that the imported texts break. Mend what they find, then take the lines out one by one.\n\
                [rules]\n",
            );
        }
        for (code, (count, title)) in &self.lowered {
            out.push_str(&format!("{code} = \"warning\" # {count} at the import: {title}\n"));
        }
        out
    }

    fn others(&self) -> impl Iterator<Item = Locale> {
        self.locales.iter().copied().filter(|locale| *locale != self.source_locale)
    }
}
