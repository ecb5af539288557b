//! One content file, parsed: what kind of thing it is, its front matter or data, its body.
//!
//! Apart from `resolve`, which needs other files to say what a document means: this needs the file alone.
//!
//! Invariant: [`parse`] depends on nothing but the source; a document that could not be read is `broken`
//! and has a fault, and what refers to it stays silent.

use std::sync::Arc;

use super::markdown::{EventKind, Fault, FaultKind, Markdown, Tag, Text, parse_markdown, plain_text};
use super::tree::{Node, TreeFault, parse_toml, parse_yaml};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{MKD001, MKD003, MKD004, MKD005, MKD009, SYN007};
use crate::path::ProjectPath;
use crate::source::{Source, Span};

/// What a file describes, by where it lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// `site.toml`.
    Site,
    /// `content/partner.yaml`.
    Partner,
    /// `content/channels.yaml`.
    Channels,
    /// `content/hours/*.yaml`.
    Hours,
    /// `content/calendars/*.yaml`.
    Calendar,
    /// `content/services/*.yaml`.
    Service,
    /// `content/offerings/*.yaml`.
    Offering,
    /// `content/terms.yaml`.
    Policy,
    /// `content/entities/*.yaml`.
    Entity,
    /// `content/marketplace/*.yaml`.
    Product,
    /// `content/severities.yaml`.
    Severities,
    /// `content/request-types.yaml`.
    Requests,
    /// `content/desks/*.yaml`.
    Desk,
    /// `content/notices/*.yaml`.
    Notice,
    /// `content/vehicles.yaml`.
    Vehicles,
    /// `content/glossary.yaml`.
    Glossary,
    /// `content/requirements/*.yaml`.
    Requirements,
    /// `content/scenarios/*.yaml`.
    Scenario,
    /// `content/messages/*.md`.
    Message,
    /// `content/pages/**.md`.
    Page,
    /// `content/runbooks/**.md`.
    Runbook,
    /// `content/notes/**.md`.
    Note,
    /// A text file that no kind claims.
    Unknown,
}

impl Kind {
    /// Whether only staff may see what such a file holds.
    pub const fn is_internal(self) -> bool {
        matches!(
            self,
            Self::Runbook | Self::Note | Self::Message | Self::Vehicles | Self::Scenario | Self::Requirements
        )
    }

    /// Whether what such a file says decides who answers, when and at what cost.
    pub const fn decides_who_answers(self) -> bool {
        matches!(
            self,
            Self::Partner
                | Self::Offering
                | Self::Service
                | Self::Desk
                | Self::Channels
                | Self::Severities
                | Self::Requests
                | Self::Vehicles
                | Self::Hours
                | Self::Calendar
        )
    }

    /// Whether a file of this kind may lie in a folder of its own.
    const fn has_folders(self) -> bool {
        matches!(self, Self::Page | Self::Runbook | Self::Note)
    }

    /// Whether the file is Markdown with front matter.
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Page | Self::Runbook | Self::Note | Self::Message)
    }
}

/// Folders of content and the kind of file each holds, with the ending it must have.
pub const FOLDERS: &[(&str, Kind, &str)] = &[
    ("content/hours", Kind::Hours, "yaml"),
    ("content/calendars", Kind::Calendar, "yaml"),
    ("content/services", Kind::Service, "yaml"),
    ("content/offerings", Kind::Offering, "yaml"),
    ("content/entities", Kind::Entity, "yaml"),
    ("content/marketplace", Kind::Product, "yaml"),
    ("content/desks", Kind::Desk, "yaml"),
    ("content/notices", Kind::Notice, "yaml"),
    ("content/requirements", Kind::Requirements, "yaml"),
    ("content/scenarios", Kind::Scenario, "yaml"),
    ("content/messages", Kind::Message, "md"),
    ("content/pages", Kind::Page, "md"),
    ("content/runbooks", Kind::Runbook, "md"),
    ("content/notes", Kind::Note, "md"),
];

/// Files of content that stand alone, below `content/` and without their ending `.yaml`.
pub const SINGLE_FILES: &[(&str, Kind)] = &[
    ("partner", Kind::Partner),
    ("terms", Kind::Policy),
    ("channels", Kind::Channels),
    ("severities", Kind::Severities),
    ("request-types", Kind::Requests),
    ("vehicles", Kind::Vehicles),
    ("glossary", Kind::Glossary),
];

/// Keys that every data file may carry at its top, besides those of its kind.
pub const HEAD_KEYS: [&str; 2] = ["locale", "satisfies"];

/// A heading of a Markdown body.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// Index of its start among the events.
    pub event: usize,
    /// 1 to 6.
    pub level: u8,
    /// The id written in the source.
    pub id: Option<(Box<str>, Span)>,
    /// The id it had before, from `was=old`.
    pub was: Option<Box<str>>,
    /// The requirements it claims to answer, from `satisfies=CSP-021@1,CSP-022@1`.
    pub satisfies: Option<(Box<str>, Span)>,
    /// Its text as a reader sees it.
    pub text: Box<str>,
    /// The bytes of the heading.
    pub span: Span,
}

/// A parsed file.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub source: Arc<Source>,
    /// What it describes.
    pub kind: Kind,
    /// The path without folder of its kind, suffix and ending, as `guides/access` or `azure`.
    pub stem: Box<str>,
    /// The locale suffix as written, for a translation.
    pub suffix: Option<Box<str>>,
    /// The data, or the front matter of a Markdown file.
    pub data: Node,
    /// Where the body of a Markdown file stands.
    pub body: Span,
    /// The body of a Markdown file.
    pub markdown: Markdown,
    /// The headings of the body.
    pub headings: Vec<Heading>,
    /// Whether the data could not be read, so that nothing may be concluded from what is missing.
    pub broken: bool,
    /// What is wrong with the file alone.
    pub faults: Vec<Diagnostic>,
}

impl Document {
    /// The file's place.
    pub fn path(&self) -> &ProjectPath {
        &self.source.path
    }

    /// The scalar of a top key, where there is one. For peeking only: typed reading finds the faults.
    pub fn peek(&self, key: &str) -> Option<&str> {
        match &self.data.get(key)?.value {
            super::tree::Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Parses a file. Never fails: faults are inside.
pub fn parse(source: &Arc<Source>) -> Arc<Document> {
    let (kind, stem, suffix) = classify(&source.path);
    let whole = Span::of(0..source.text.len());
    let mut document = Document {
        source: Arc::clone(source),
        kind,
        stem,
        suffix,
        data: Node::empty_map(Span::default()),
        body: Span::default(),
        markdown: Markdown::default(),
        headings: Vec::new(),
        broken: source.unread,
        faults: Vec::new(),
    };
    match kind {
        _ if source.unread => {}
        Kind::Unknown => {}
        Kind::Site => document.take_data(parse_toml(&source.text)),
        kind if kind.is_prose() => document.take_prose(whole),
        _ => document.take_data(parse_yaml(&source.text, whole)),
    }
    Arc::new(document)
}

/// Kind, stem and suffix of a path.
fn classify(path: &ProjectPath) -> (Kind, Box<str>, Option<Box<str>>) {
    let text = path.as_str();
    if text == "site.toml" {
        return (Kind::Site, "site".into(), None);
    }
    let (stem, suffix, ending) = split_name(text);
    let single = SINGLE_FILES.iter().find(|(name, _)| stem.strip_prefix("content/") == Some(name));
    if let (Some((name, kind)), "yaml") = (single, ending) {
        return (*kind, (*name).into(), suffix.map(Into::into));
    }
    let found = FOLDERS.iter().find(|(folder, _, wanted)| {
        ending == *wanted && stem.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    });
    match found {
        Some((folder, kind, _)) if kind.has_folders() || !stem[folder.len() + 1..].contains('/') => {
            (*kind, stem[folder.len() + 1..].into(), suffix.map(Into::into))
        }
        _ => (Kind::Unknown, stem.into(), None),
    }
}

/// `a/b.zh-CN.md` as `a/b`, `zh-CN`, `md`: the suffix is what stands between the first and the last dot.
fn split_name(path: &str) -> (&str, Option<&str>, &str) {
    let name_start = path.rfind('/').map_or(0, |slash| slash + 1);
    let Some(first) = path[name_start..].find('.').map(|dot| name_start + dot) else {
        return (path, None, "");
    };
    let last = path.rfind('.').unwrap_or(first);
    let suffix = (first < last).then(|| &path[first + 1..last]);
    (&path[..first], suffix, &path[last + 1..])
}

impl Document {
    fn take_data(&mut self, (tree, faults): (Option<Node>, Vec<TreeFault>)) {
        self.broken |= tree.is_none();
        if let Some(tree) = tree {
            self.data = tree;
        }
        let path = self.source.path.clone();
        self.faults.extend(faults.into_iter().map(|fault| tree_finding(&path, fault)));
    }

    fn take_prose(&mut self, whole: Span) {
        let source = Arc::clone(&self.source);
        let body = match front_matter(&source.text) {
            FrontMatter::None => whole,
            FrontMatter::Open => {
                let message = "expected a line `---` that ends the front matter, found the end of the file";
                self.faults.push(Diagnostic::new(&SYN007, &source.path, Span::new(0, 3), message));
                self.broken = true;
                return;
            }
            FrontMatter::Closed { yaml, body } => {
                self.take_data(parse_yaml(&source.text, yaml));
                body
            }
        };
        self.body = body;
        self.markdown = parse_markdown(&source.text, body);
        self.headings = headings(&self.markdown, &source.text);
        self.faults.extend(unread_attributes(&self.markdown, &source));
        let mut deep = false;
        for fault in &self.markdown.faults {
            // One finding is enough: all that is too deep lies in the same knot.
            if fault.kind == FaultKind::TooDeep && std::mem::replace(&mut deep, true) {
                continue;
            }
            self.faults.push(markdown_finding(&source, fault));
        }
    }
}

enum FrontMatter {
    None,
    Open,
    Closed { yaml: Span, body: Span },
}

fn front_matter(text: &str) -> FrontMatter {
    let is_fence = |line: &str| line.strip_prefix("---").is_some_and(|rest| rest.trim().is_empty());
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_fence(line)) else { return FrontMatter::None };
    let mut at = first.len();
    for line in lines {
        if is_fence(line) {
            let yaml = Span::of(first.len()..at);
            return FrontMatter::Closed { yaml, body: Span::of(at + line.len()..text.len()) };
        }
        at += line.len();
    }
    FrontMatter::Open
}

/// The finding of a fault in YAML or TOML.
pub fn tree_finding(path: &ProjectPath, fault: TreeFault) -> Diagnostic {
    let finding = Diagnostic::new(fault.rule, path, fault.span, fault.message).maybe_hint(fault.hint);
    match fault.label {
        Some((span, text)) => finding.label(path, span, text),
        None => finding,
    }
}

fn markdown_finding(source: &Source, fault: &Fault) -> Diagnostic {
    let (rule, message, hint) = match fault.kind {
        FaultKind::LiteralMarker => (
            &MKD001,
            "expected emphasis, found a marker that stays as it is".to_owned(),
            "close the emphasis in the same paragraph, or write a backslash before the marker",
        ),
        FaultKind::Sentinel => (
            &MKD003,
            "expected text, found a noncharacter that is reserved".to_owned(),
            "remove the character",
        ),
        FaultKind::TooDeep => (
            &MKD004,
            "expected at most 64 levels of nesting, found more".to_owned(),
            "flatten the lists or quotes",
        ),
        FaultKind::TooLarge => {
            (&MKD004, "expected at most 8 MiB of Markdown, found more".to_owned(), "split the page")
        }
        FaultKind::DuplicateFootnote => (
            &MKD005,
            format!("`{}` is defined twice on this page", &source.text[fault.span.range()]),
            "keep one of the two definitions",
        ),
        FaultKind::BrokenReference | FaultKind::UndefinedFootnote => (
            &MKD005,
            format!("`{}` is defined nowhere on this page", &source.text[fault.span.range()]),
            "add its definition, or write a backslash before the bracket",
        ),
    };
    Diagnostic::new(rule, &source.path, fault.span, message).hint(hint)
}

fn headings(markdown: &Markdown, text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    for (event, start) in markdown.events.iter().enumerate() {
        let EventKind::Start(Tag::Heading(heading)) = &start.kind else { continue };
        let end = markdown.events[event..]
            .iter()
            .position(|event| matches!(event.kind, EventKind::End(super::markdown::TagEnd::Heading(_))))
            .map_or(markdown.events.len(), |length| event + length);
        let attribute = |wanted: &str| {
            let named = heading.attributes.iter().find(|(name, _)| name.get(text) == wanted);
            named.and_then(|(_, value)| value.as_ref())
        };
        let at = |value: &Text| if let Text::Source(span) = value { *span } else { start.span };
        found.push(Heading {
            event,
            level: heading.level,
            id: heading.id.as_ref().map(|id| (id.text.get(text).into(), id.span)),
            was: attribute("was").map(|value| value.get(text).into()),
            satisfies: attribute("satisfies").map(|value| (value.get(text).into(), at(value))),
            text: plain_text(&markdown.events[event + 1..end], text).trim().into(),
            span: start.span,
        });
    }
    found
}

/// What stands in the braces of headings besides `#id` and `was=old`: it is shown nowhere.
fn unread_attributes(markdown: &Markdown, source: &Source) -> Vec<Diagnostic> {
    let text = &*source.text;
    let found = |heading: &super::markdown::Heading, whole: Span| -> Vec<Diagnostic> {
        let names = heading
            .attributes
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !matches!(name.get(text), "was" | "satisfies"));
        let classes = heading.classes.iter().map(|class| (class, "."));
        let all = names.map(|name| (name, "")).chain(classes);
        all.map(|(name, mark)| {
            let span = if let Text::Source(span) = name { *span } else { whole };
            let message =
                format!("expected `#id`, `was=old` or `satisfies=ID@1`, found `{mark}{}`", name.get(text));
            let hint = "remove it, or write `&#125;` for a closing brace that readers should see";
            Diagnostic::new(&MKD009, &source.path, span, message).hint(hint)
        })
        .collect()
    };
    let headings = markdown.events.iter().filter_map(|event| match &event.kind {
        EventKind::Start(Tag::Heading(heading)) => Some((heading, event.span)),
        _ => None,
    });
    headings.flat_map(|(heading, span)| found(heading, span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_a_file_is() {
        let of = |path: &str| {
            let (kind, stem, suffix) = classify(&ProjectPath::new(path).expect("a clean path"));
            (kind, stem.to_string(), suffix.map(|suffix| suffix.to_string()))
        };
        let page =
            |stem: &str, suffix: Option<&str>| (Kind::Page, stem.to_owned(), suffix.map(str::to_owned));
        assert_eq!(of("content/pages/a/b.zh-CN.md"), page("a/b", Some("zh-CN")));
        assert_eq!(of("content/pages/v1.2.md"), page("v1", Some("2")));
        assert_eq!(of("content/partner.zh-CN.yaml").0, Kind::Partner);
        assert_eq!(of("content/offerings/deep/x.yaml").0, Kind::Unknown);
        assert_eq!(of("content/hours/x.md").0, Kind::Unknown);
        assert_eq!(of("content/pages.md").0, Kind::Unknown);
    }
}
