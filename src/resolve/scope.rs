//! What resolving one group of files works with: its files, the names of the project, its findings.

use serde::Deserialize;

use super::names::{Group, Names};
use crate::diagnostic::catalog::{L10N001, REF001, SYN004};
use crate::diagnostic::{Diagnostic, Level, Rule, suggest};
use crate::locale::Locale;
use crate::model::keeping::Kept;
use crate::model::settings::Settings;
use crate::model::text::LocalText;
use crate::path::ProjectPath;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field, Text, decode};
use crate::syntax::document::{HEAD_KEYS, Kind, tree_finding};
use crate::syntax::tree::{Key, Node, Value};

/// The group at hand and the findings so far.
pub(super) struct Scope<'a> {
    pub(super) group: &'a Group,
    pub(super) names: &'a Names,
    pub(super) settings: &'a Settings,
    /// What somebody keeps true, as the files of the group say.
    pub(super) kept: Vec<Kept>,
    /// The texts that were read, for the units of both languages.
    pub(super) texts: Vec<Text>,
    findings: Vec<Diagnostic>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(group: &'a Group, names: &'a Names, settings: &'a Settings) -> Self {
        Self { group, names, settings, kept: Vec::new(), texts: Vec::new(), findings: Vec::new() }
    }

    pub(super) fn into_parts(self) -> (Vec<Kept>, Vec<Text>, Vec<Diagnostic>) {
        (self.kept, self.texts, self.findings)
    }

    /// The path of the source file.
    pub(super) fn path(&self) -> &'a ProjectPath {
        self.group.source.path()
    }

    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// A finding in the source file, to be completed and pushed.
    pub(super) fn found(&self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(rule, self.path(), span, message)
    }

    pub(super) fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) {
        self.push(self.found(rule, span, message));
    }

    /// Takes over what parsing found in the files of the group.
    pub(super) fn take_faults(&mut self) {
        for (_, document) in self.group.documents() {
            self.findings.extend(document.faults.iter().cloned());
        }
    }

    /// A file whose name is an id must have one that others can write.
    pub(super) fn check_stem(&mut self) {
        let stem = &*self.group.source.stem;
        if !self.group.source.kind.is_prose() && !is_id(stem) {
            let message =
                format!("expected a file name of small letters, digits and hyphens, found `{stem}`");
            self.report(&SYN004, Span::default(), message);
        }
    }

    /// The key `locale` of a data file, and of its translations.
    fn check_locales(&mut self) {
        for document in std::iter::once(&self.group.source).chain(self.group.translations.values()) {
            let Some(node) = document.data.get("locale") else { continue };
            let Value::Scalar { text, .. } = &node.value else { continue };
            let known = Locale::new(text)
                .is_some_and(|locale| self.settings.locales.contains(&locale) && locale.as_str() == &**text);
            let suffix = document.suffix.as_deref();
            let finding = match suffix {
                Some(suffix) if suffix != &**text => {
                    let message = format!("expected `{suffix}`, as the file's name says, found `{text}`");
                    Diagnostic::new(&SYN004, document.path(), node.span, message).hint("remove the key")
                }
                None if !known => {
                    let message = format!("expected a locale of the site, found `{text}`");
                    let hint = suggest(text, self.settings.locales.iter().map(Locale::as_str));
                    Diagnostic::new(&SYN004, document.path(), node.span, message).maybe_hint(hint)
                }
                _ => continue,
            };
            self.findings.push(finding);
        }
    }

    /// Reads the data of the source file, with the texts of its translations.
    pub(super) fn decode<T: for<'de> Deserialize<'de>>(&mut self) -> Option<T> {
        self.check_locales();
        let root = without_head(&self.group.source.data);
        let sound = self.group.translations.iter().filter(|(_, document)| !document.broken);
        let others: Vec<(Locale, &Node)> =
            sound.map(|(locale, document)| (*locale, &document.data)).collect();
        let (field, faults) = decode::<T>(&root, &others);
        for found in faults {
            let path = match found.locale.and_then(|locale| self.group.translations.get(&locale)) {
                Some(document) => document.path(),
                None => self.group.source.path(),
            };
            self.findings.push(tree_finding(path, found.fault));
        }
        self.report_missing_files();
        field.value
    }

    /// One finding for each language that has no file of texts at all.
    fn report_missing_files(&mut self) {
        // What only staff read, and in one language, has no texts to translate.
        if self.group.source.kind == Kind::Scenario {
            return;
        }
        for locale in self.settings.locales.clone() {
            if locale != self.group.source_locale && !self.group.translations.contains_key(&locale) {
                let file = self.path().as_str().replacen(".yaml", &format!(".{locale}.yaml"), 1);
                let message = format!("the texts of this file are missing in `{locale}`");
                let finding =
                    self.found(&L10N001, Span::default(), message).at_level(Level::Error).about(locale);
                self.push(finding.hint(format!("write `{file}` with the text keys alone")));
            }
        }
    }

    /// A text in all languages; what is missing is a finding.
    pub(super) fn text(&mut self, text: Text) -> Option<LocalText> {
        self.text_in(text, true)
    }

    /// A name that is the same in every language; a translation may have another form of it.
    pub(super) fn name(&mut self, text: Text) -> Option<LocalText> {
        self.text_in(text, false)
    }

    fn text_in(&mut self, text: Text, is_due: bool) -> Option<LocalText> {
        let Text { span, source, translations, unread } = text;
        let source = source?;
        if source.trim().is_empty() {
            self.report(&SYN004, span, "expected a text, found an empty one");
            return None;
        }
        let mut local = LocalText::new(self.group.source_locale, &source);
        let given = |locale: Locale| {
            translations.iter().any(|(of, _, text)| *of == locale && !text.trim().is_empty())
        };
        for (locale, document) in &self.group.translations {
            if is_due && !document.broken && !given(*locale) && !unread.contains(locale) {
                let message = format!("the text is missing in `{locale}`");
                let finding = self.found(&L10N001, span, message).at_level(Level::Error).about(*locale);
                self.findings.push(finding.hint(format!("add it at the same key of `{}`", document.path())));
            }
        }
        for (locale, _, text) in &translations {
            local = local.with(*locale, text);
        }
        if is_due || !translations.is_empty() {
            self.texts.push(Text { span, source: Some(source), translations, unread });
        }
        Some(local)
    }

    pub(super) fn maybe_text(&mut self, text: Option<Text>) -> Option<LocalText> {
        text.and_then(|text| self.text(text))
    }

    /// Texts by id; ids are checked.
    pub(super) fn texts(&mut self, texts: Option<Field<Entries<Text>>>) -> Vec<(Box<str>, LocalText)> {
        let entries = texts.and_then(|field| field.value).map_or(Vec::new(), |entries| entries.0);
        let mut list = Vec::new();
        for (key, field) in entries {
            self.check_id(&key);
            if let Some(text) = field.value.and_then(|text| self.text(text)) {
                list.push((key.text, text));
            }
        }
        list
    }

    /// Whether a key can be an id: small ASCII letters, digits and hyphens.
    pub(super) fn check_id(&mut self, key: &Key) {
        if !is_id(&key.text) {
            let message =
                format!("expected an id of small letters, digits and hyphens, found `{}`", key.text);
            self.report(&SYN004, key.span, message);
        }
    }

    /// The ids of a list that exist; those of broken files are dropped in silence.
    pub(super) fn ids(&mut self, list: Option<Vec<Field<String>>>, kind: Kind, noun: &str) -> Vec<String> {
        let fields = list.unwrap_or_default();
        fields.into_iter().filter_map(|field| self.id(field, kind, noun)).collect()
    }

    /// An id of a kind of file, where it exists and could be read.
    pub(super) fn id(&mut self, field: Field<String>, kind: Kind, noun: &str) -> Option<String> {
        let id = field.value?;
        if self.names.group_of(kind, &id).is_none() {
            let message = format!("expected the id of {noun}, found `{id}`");
            let hint = suggest(&id, self.names.stems(kind));
            let finding = self.found(&REF001, field.span, message).maybe_hint(hint);
            self.push(finding);
            return None;
        }
        (!self.names.is_broken(kind, &id)).then_some(id)
    }

    /// Locales of the site.
    pub(super) fn locales(&mut self, list: Option<Vec<Field<String>>>) -> Vec<Locale> {
        let mut locales = Vec::new();
        for field in list.unwrap_or_default() {
            let Some(tag) = field.value else { continue };
            match Locale::new(&tag).filter(|locale| locale.as_str() == tag) {
                Some(locale) => locales.push(locale),
                None => {
                    let message = format!("expected a language tag such as `en` or `zh-CN`, found `{tag}`");
                    let hint = Locale::new(&tag).map(|locale| format!("write `{locale}`"));
                    let finding = self.found(&SYN004, field.span, message).maybe_hint(hint);
                    self.push(finding);
                }
            }
        }
        locales
    }

    /// A web address of the schemes customers can open.
    pub(super) fn web_address(&mut self, field: Field<String>, rule: &'static Rule) -> Option<Box<str>> {
        let text = field.value?;
        let sound = url::Url::parse(&text).is_ok_and(|url| url.scheme() == "https" && url.has_host());
        if !sound {
            self.report(
                rule,
                field.span,
                format!("expected an address that begins with `https://`, found `{text}`"),
            );
            return None;
        }
        Some(text.into())
    }
}

pub(super) fn is_id(text: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(sound) && !text.starts_with('-')
}

/// The data without the keys that every file may carry.
fn without_head(data: &Node) -> Node {
    let mut data = data.clone();
    if let Value::Map(entries) = &mut data.value {
        entries.retain(|(key, _)| !HEAD_KEYS.contains(&&*key.text));
    }
    data
}
