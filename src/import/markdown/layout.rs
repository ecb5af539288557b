//! Where a generator keeps the pages of each language.
//!
//! Invariant: each file is a piece of one page at most; a page has one piece a language.

use std::collections::BTreeMap;

use super::{locale_of, text_of};
use crate::load::{Folder, Given};
use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::Span;
use crate::syntax::tree::{Node, Value, parse_toml, parse_yaml};

/// A generator's way to lay out its files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// `content/`, a language by the ending `x.zh-cn.md` or by its own `contentDir`.
    Hugo,
    /// `content/`, a language by the ending `x.zh.md`.
    Zola,
    /// `docs/` and `i18n/<locale>/docusaurus-plugin-content-docs/current/`.
    Docusaurus,
    /// `src/content/docs/`, a language by its folder.
    Starlight,
    /// `src/`, translations in `po/<locale>.po`.
    Mdbook,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Hugo, Self::Zola, Self::Docusaurus, Self::Starlight, Self::Mdbook];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::Docusaurus => "docusaurus",
            Self::Starlight => "starlight",
            Self::Mdbook => "mdbook",
        }
    }

    /// Folders whose files are named by addresses from the root.
    pub(super) fn statics(self) -> &'static [&'static str] {
        match self {
            Self::Hugo => &["static", "assets"],
            Self::Zola | Self::Docusaurus => &["static"],
            Self::Starlight => &["public"],
            Self::Mdbook => &[],
        }
    }
}

/// A file that is a page in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The file.
    pub origin: ProjectPath,
    /// Its language.
    pub locale: Locale,
}

/// Which file is what.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The language of pages without a translation.
    pub source_locale: Locale,
    /// The pieces of each page, by the path it will have below `pages/`, without an ending.
    pub pages: BTreeMap<String, Vec<Piece>>,
    /// The place of a page among others, where its file's name or a table of contents tells it.
    pub weights: BTreeMap<ProjectPath, i64>,
    /// The folders that hold pages, with a slash at the end; the longest first.
    pub roots: Vec<String>,
}

/// The layout of a folder, by the files that only one generator has; `None` where it is not clear.
pub fn detect(folder: &Folder) -> Option<Layout> {
    let has = |name: &str| folder.keys().any(|path| path.as_str() == name);
    let begins = |name: &str| folder.keys().any(|path| path.as_str().starts_with(name));
    let setting =
        |key: &str| text_named(folder, "config.toml").lines().any(|line| line.trim_start().starts_with(key));
    if has("book.toml") {
        Some(Layout::Mdbook)
    } else if begins("docusaurus.config.") {
        Some(Layout::Docusaurus)
    } else if begins("astro.config.") && begins("src/content/docs/") {
        Some(Layout::Starlight)
    } else if HUGO_SETTINGS.iter().any(|name| *name != "config.toml" && has(name)) {
        Some(Layout::Hugo)
    } else if has("config.toml") && begins("content/") {
        let is_hugo =
            ["baseURL", "baseurl", "languageCode", "defaultContentLanguage"].iter().any(|key| setting(key));
        if is_hugo { Some(Layout::Hugo) } else { setting("base_url").then_some(Layout::Zola) }
    } else {
        None
    }
}

const HUGO_SETTINGS: [&str; 7] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "config/_default/hugo.toml",
    "config/_default/config.toml",
    "config.yaml",
    "config.toml",
];

/// Which files of a folder are pages.
pub fn plan(folder: &Folder, layout: Layout) -> Plan {
    match layout {
        Layout::Hugo => hugo(folder),
        Layout::Zola => zola(folder),
        Layout::Docusaurus => docusaurus(folder),
        Layout::Starlight => starlight(folder),
        Layout::Mdbook => mdbook(folder),
    }
}

fn english() -> Locale {
    Locale::new("en").expect("a literal tag")
}

impl Plan {
    fn new(source_locale: Locale) -> Self {
        Self { source_locale, pages: BTreeMap::new(), weights: BTreeMap::new(), roots: Vec::new() }
    }

    /// Adds a file; a second one of the same page and language is left out.
    fn add(&mut self, id: &str, origin: &ProjectPath, locale: Locale) {
        if ProjectPath::new(&format!("content/pages/{id}.md")).is_none() {
            return;
        }
        let pieces = self.pages.entry(id.to_owned()).or_default();
        if pieces.iter().all(|piece| piece.locale != locale) {
            pieces.push(Piece { origin: origin.clone(), locale });
        }
    }

    fn root(&mut self, folder: &str) {
        self.roots.push(format!("{}/", folder.trim_end_matches('/')));
        self.roots.sort_by_key(|root| std::cmp::Reverse(root.len()));
        self.roots.dedup();
    }

    /// Why a file is no page, in a few words.
    pub(super) fn why_left_out(&self, path: &ProjectPath, layout: Layout) -> String {
        let name = path.file_name();
        let text = path.as_str();
        let below = |folder: &str| text.starts_with(folder);
        let why = if is_markdown(text) && self.roots.iter().any(|root| text.starts_with(root.as_str())) {
            if name.eq_ignore_ascii_case("summary.md") {
                "a table of contents"
            } else {
                "a part of pages, or a second file of one"
            }
        } else if below("blog/") || below("versioned_docs/") {
            "not among the current documents"
        } else if is_markdown(text) {
            "no page"
        } else if layout == Layout::Mdbook && below("po/") {
            "translations of the book"
        } else if ["toml", "yaml", "yml", "json", "js", "mjs", "ts"]
            .iter()
            .any(|ending| name.ends_with(&format!(".{ending}")))
        {
            "settings or code of the other program"
        } else {
            "shown by no page"
        };
        why.to_owned()
    }
}

/// Markdown files below a folder, with their paths in it.
fn markdown_below<'a>(folder: &'a Folder, root: &'a str) -> impl Iterator<Item = (&'a str, &'a ProjectPath)> {
    let texts = folder.iter().filter(|(_, given)| matches!(given, Given::Text(_))).map(|(path, _)| path);
    texts.filter_map(move |path| Some((path.below(root)?, path))).filter(|(below, _)| is_markdown(below))
}

pub(super) fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".md", ".mdx", ".markdown"].iter().any(|ending| lower.ends_with(ending))
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// The id of a page by its path without ending: a folder's own page has one name here, and a stem has no dot.
fn id(path: &str) -> String {
    let (folder, stem) = path.rsplit_once('/').unwrap_or(("", path));
    let is_index = ["index", "_index", "readme"].iter().any(|name| stem.eq_ignore_ascii_case(name));
    let stem = if is_index { "_index".to_owned() } else { stem.replace('.', "-") };
    if folder.is_empty() { stem } else { format!("{}/{stem}", folder.replace('.', "-")) }
}

/// The settings of a site, whatever they are written in.
fn settings(folder: &Folder, names: &[&str]) -> Option<Node> {
    names.iter().find_map(|name| {
        let text = text_named(folder, name);
        let tree = if name.ends_with("toml") {
            parse_toml(text).0
        } else {
            parse_yaml(text, Span::of(0..text.len())).0
        };
        tree.filter(|_| !text.is_empty())
    })
}

fn text_named<'a>(folder: &'a Folder, name: &str) -> &'a str {
    ProjectPath::new(name).map_or("", |path| text_of(folder, &path))
}

fn scalar<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    let Value::Map(entries) = &node.value else { return None };
    let (_, value) = entries.iter().find(|(name, _)| name.text.eq_ignore_ascii_case(key))?;
    match &value.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

fn map<'n>(node: &'n Node, key: &str) -> &'n [(crate::syntax::tree::Key, Node)] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

fn hugo(folder: &Folder) -> Plan {
    let settings = settings(folder, &HUGO_SETTINGS);
    let own = settings.as_ref();
    let named = |key: &str| own.and_then(|own| scalar(own, key));
    let default = named("defaultContentLanguage").or_else(|| named("languageCode"));
    let mut plan = Plan::new(default.and_then(locale_of).unwrap_or_else(english));
    let other = settings_of(folder, "config/_default/languages.toml");
    let of_site = own.map_or(&[][..], |own| map(own, "languages"));
    let of_folder = match other.as_ref().map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let languages: Vec<(&str, Option<&str>)> =
        of_site.iter().chain(of_folder).map(|(key, node)| (&*key.text, scalar(node, "contentDir"))).collect();
    for (code, content) in &languages {
        let (Some(locale), Some(content)) = (locale_of(code), content) else { continue };
        plan.root(content);
        for (below, path) in markdown_below(folder, content) {
            plan.add(&id(without_ending(below)), path, locale);
        }
    }
    let has_own = plan.roots.clone();
    plan.root(named("contentDir").unwrap_or("content"));
    let root = named("contentDir").unwrap_or("content");
    let codes: Vec<&str> = languages.iter().map(|(code, _)| *code).collect();
    for (below, path) in markdown_below(folder, root) {
        if !has_own.iter().any(|root| path.as_str().starts_with(root.as_str())) {
            add_suffixed(&mut plan, below, path, &codes);
        }
    }
    plan
}

fn settings_of(folder: &Folder, name: &str) -> Option<Node> {
    settings(folder, &[name])
}

/// A file whose ending may name its language.
fn add_suffixed(plan: &mut Plan, below: &str, path: &ProjectPath, codes: &[&str]) {
    let stem = without_ending(below);
    let suffix =
        stem.rsplit_once('.').filter(|(_, code)| codes.iter().any(|own| own.eq_ignore_ascii_case(code)));
    let (stem, locale) = match suffix.and_then(|(stem, code)| Some((stem, locale_of(code)?))) {
        Some(known) => known,
        None => (stem, plan.source_locale),
    };
    plan.add(&id(stem), path, locale);
}

fn zola(folder: &Folder) -> Plan {
    let settings = settings(folder, &["config.toml"]);
    let default = settings.as_ref().and_then(|own| scalar(own, "default_language"));
    let mut plan = Plan::new(default.and_then(locale_of).unwrap_or_else(english));
    let codes: Vec<&str> =
        settings.iter().flat_map(|own| map(own, "languages")).map(|(key, _)| &*key.text).collect();
    plan.root("content");
    for (below, path) in markdown_below(folder, "content") {
        add_suffixed(&mut plan, below, path, &codes);
    }
    plan
}

fn docusaurus(folder: &Folder) -> Plan {
    let settings = folder.keys().find(|path| path.as_str().starts_with("docusaurus.config."));
    let code = settings.map_or("", |path| text_of(folder, path));
    let default = quoted_after(code, "defaultLocale").and_then(locale_of);
    let mut plan = Plan::new(default.unwrap_or_else(english));
    let source = plan.source_locale;
    add_numbered(&mut plan, folder, "docs", source);
    let translated = "docusaurus-plugin-content-docs/current";
    let tags: std::collections::BTreeSet<&str> =
        folder.keys().filter_map(|path| path.below("i18n")?.split('/').next()).collect();
    for tag in tags {
        if let Some(locale) = locale_of(tag) {
            add_numbered(&mut plan, folder, &format!("i18n/{tag}/{translated}"), locale);
        }
    }
    plan
}

/// Files whose names begin with a number that orders them; those with a leading underscore are parts of others.
fn add_numbered(plan: &mut Plan, folder: &Folder, root: &str, locale: Locale) {
    plan.root(root);
    for (below, path) in markdown_below(folder, root) {
        if below.split('/').any(|part| part.starts_with('_')) {
            continue;
        }
        let parts: Vec<(Option<i64>, &str)> = without_ending(below).split('/').map(numbered).collect();
        let names: Vec<&str> = parts.iter().map(|(_, name)| *name).collect();
        if let Some((Some(number), _)) = parts.last() {
            plan.weights.insert(path.clone(), *number);
        }
        plan.add(&id(&names.join("/")), path, locale);
    }
}

/// The number that a name begins with, and the rest of it.
pub(super) fn numbered(name: &str) -> (Option<i64>, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = name[digits..].strip_prefix(['-', '_', '.']).map(str::trim_start);
    match (name[..digits].parse(), rest.filter(|rest| !rest.is_empty())) {
        (Ok(number), Some(rest)) => (Some(number), rest),
        _ => (None, name),
    }
}

/// The text in quotes behind a key of a program's settings.
fn quoted_after<'c>(code: &'c str, key: &str) -> Option<&'c str> {
    let rest = code.split_once(key)?.1.trim_start().strip_prefix(':')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    rest[1..].split(quote).next()
}

fn starlight(folder: &Folder) -> Plan {
    const ROOT: &str = "src/content/docs";
    let settings = folder.keys().find(|path| path.as_str().starts_with("astro.config."));
    let code = settings.map_or("", |path| text_of(folder, path));
    let root_lang = code.split_once("root").and_then(|(_, rest)| quoted_after(rest, "lang"));
    let default = quoted_after(code, "defaultLocale").filter(|tag| *tag != "root").or(root_lang);
    let mut plan = Plan::new(default.and_then(locale_of).unwrap_or_else(english));
    plan.root(ROOT);
    // A folder is a language where the settings name it so.
    let is_named = |tag: &str| {
        let keys = [
            format!("'{tag}':"),
            format!("\"{tag}\":"),
            format!(" {tag}:"),
            format!("\n{tag}:"),
            format!("\t{tag}:"),
        ];
        keys.iter().any(|key| code.contains(key.as_str()))
    };
    for (below, path) in markdown_below(folder, ROOT) {
        let first = below.split_once('/').filter(|(tag, _)| is_named(tag));
        match first.and_then(|(tag, rest)| Some((locale_of(tag)?, rest))) {
            Some((locale, rest)) => plan.add(&id(without_ending(rest)), path, locale),
            None => {
                let source = plan.source_locale;
                plan.add(&id(without_ending(below)), path, source);
            }
        }
    }
    plan
}

fn mdbook(folder: &Folder) -> Plan {
    let settings = settings(folder, &["book.toml"]);
    let book = settings.as_ref().and_then(|own| own.get("book"));
    let named = |key: &str| book.and_then(|book| scalar(book, key));
    let mut plan = Plan::new(named("language").and_then(locale_of).unwrap_or_else(english));
    let root = named("src").unwrap_or("src").to_owned();
    plan.root(&root);
    let source = plan.source_locale;
    for (below, path) in markdown_below(folder, &root) {
        if !below.eq_ignore_ascii_case("summary.md") {
            plan.add(&id(without_ending(below)), path, source);
        }
    }
    let summary = text_named(folder, &format!("{root}/SUMMARY.md"));
    for (number, rest) in (1_i64..).zip(summary.split("](").skip(1)) {
        let target = rest.split([')', ' ']).next().unwrap_or_default().trim_start_matches("./");
        if let Some(path) = ProjectPath::new(&format!("{root}/{target}")) {
            plan.weights.entry(path).or_insert(number);
        }
    }
    plan
}
