//! Weblate: the components of a project, and the address of a server for its command line.
//!
//! The form of components: <https://docs.weblate.org/en/latest/admin/management.html#import-json>; that of `.weblate`:
//! <https://docs.weblate.org/en/latest/wlc.html#configuration-files>. A file of the project is a component, bilingual
//! PO; the glossary is one too, as TBX. The first holds the repository, the others share it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Exchanged, FOLDER, NewFile};

/// What people must put in the place of it.
pub const REPLACE: &str = "REPLACE-ME";

/// A component, as `import_json` reads it.
#[derive(Serialize)]
struct Component {
    name: String,
    slug: String,
    vcs: &'static str,
    repo: String,
    branch: String,
    filemask: String,
    file_format: &'static str,
    template: &'static str,
    new_base: &'static str,
    edit_template: bool,
    new_lang: &'static str,
    manage_units: bool,
    language_regex: String,
    is_glossary: bool,
}

/// The configuration.
pub fn weblate(project: &Exchanged) -> Vec<NewFile> {
    let mut slugs = BTreeSet::new();
    let mut components: Vec<Component> = Vec::new();
    let languages = project.targets.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    let glossary = project.glossary.then_some(("Glossary", "glossary.tbx".to_owned(), "tbx"));
    let files = project.files.iter().map(|file| (file.as_str(), format!("{file}.po"), "po"));
    for (name, file, file_format) in files.chain(glossary) {
        let first = components.first().map(|first| format!("weblate://{REPLACE}/{}", first.slug));
        let is_glossary = file_format == "tbx";
        components.push(Component {
            name: name.to_owned(),
            // Weblate makes a component `glossary` by itself.
            slug: slug(if is_glossary { "supportbook-glossary" } else { name }, &mut slugs),
            vcs: "git",
            branch: if first.is_none() { REPLACE.to_owned() } else { String::new() },
            repo: first.unwrap_or_else(|| format!("https://{REPLACE}.example/support.git")),
            filemask: format!("{FOLDER}/*/{file}"),
            file_format,
            template: "",
            new_base: "",
            edit_template: false,
            new_lang: "none",
            manage_units: is_glossary,
            language_regex: format!("^({languages})$"),
            is_glossary,
        });
    }
    let json = serde_json::to_string_pretty(&components).unwrap_or_default() + "\n";
    let settings = format!(
        "; Weblate's command line, wlc. A key belongs into your own settings, never into this file.\n\
         [weblate]\nurl = https://{REPLACE}.example/api/\ntranslation = {REPLACE}\n"
    );
    vec![(".weblate".to_owned(), settings), (format!("{FOLDER}/weblate.json"), json)]
}

/// A name as part of an address, which no other component has.
fn slug(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut base = String::new();
    for c in name.chars() {
        base.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    }
    let base = base.trim_matches('-').to_owned();
    let mut slug = base.clone();
    let mut number = 1;
    while !taken.insert(slug.clone()) {
        number += 1;
        slug = format!("{base}-{number}");
    }
    slug
}
