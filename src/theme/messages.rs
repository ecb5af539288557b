//! The theme's short texts in one language, in Fluent.
//!
//! A language that the theme does not speak falls back to another of the same tongue, then to English,
//! with a finding; so does a single message that an override left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::parser::ParserError;
use unic_langid::LanguageIdentifier;

use crate::diagnostic::catalog::THM002;
use crate::diagnostic::{Diagnostic, Level};
use crate::locale::Locale;
use crate::model::settings::Settings;
use crate::path::ProjectPath;
use crate::source::Span;

use super::default_file;

/// The messages that every language falls back to.
const ENGLISH: &str = "messages/en.ftl";

/// The messages of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    /// Messages without variables, formatted once.
    fixed: HashMap<String, String>,
}

impl Messages {
    /// A message with its variables filled in; `None` where there is no such message.
    pub fn format(&self, id: &str, variables: &[(&str, String)]) -> Option<String> {
        if let Some(fixed) = self.fixed.get(id) {
            return Some(fixed.clone());
        }
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut arguments = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            match value.parse::<u32>() {
                Ok(number) if number.to_string() == *value => arguments.set(*name, number),
                _ => arguments.set(*name, value.as_str()),
            }
        }
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut faults);
        Some(text.into_owned())
    }

    /// A message, or its id in brackets where it does not exist (a finding has said so).
    pub fn text(&self, id: &str, variables: &[(&str, String)]) -> String {
        self.format(id, variables).unwrap_or_else(|| format!("[{id}]"))
    }

    /// A message without variables.
    pub fn get(&self, id: &str) -> String {
        self.text(id, &[])
    }

    /// Whether there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}

/// Reads the messages of all locales of a site.
pub(super) fn load(
    files: &BTreeMap<String, Cow<'_, [u8]>>,
    settings: &Settings,
    path: &dyn Fn(&str) -> ProjectPath,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<Locale, Arc<Messages>> {
    let loader = Loader { files, path };
    let all = settings.locales.iter().map(|locale| (*locale, Arc::new(loader.messages(*locale, findings))));
    all.collect()
}

struct Loader<'a> {
    files: &'a BTreeMap<String, Cow<'a, [u8]>>,
    path: &'a dyn Fn(&str) -> ProjectPath,
}

impl Loader<'_> {
    fn messages(&self, locale: Locale, findings: &mut Vec<Diagnostic>) -> Messages {
        let tag: LanguageIdentifier = locale.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let own = format!("messages/{locale}.ftl");
        if !self.files.contains_key(&own) {
            let site = ProjectPath::new("site.toml").expect("a clean literal path");
            let message = format!("the theme has no messages in `{locale}`");
            let finding = Diagnostic::new(&THM002, &site, Span::default(), message).at_level(Level::Warning);
            findings.push(
                finding.hint(format!("write `{own}` in a theme of your own; until then they are in English")),
            );
        }
        for (name, bytes) in self.layers(locale, &own) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, faults)| {
                findings.extend(faults.iter().map(|fault| self.fault(&name, bytes, fault)));
                resource
            });
            bundle.add_resource_overriding(resource);
        }
        let fixed = self.fixed(&bundle);
        Messages { bundle, fixed }
    }

    /// From the last resort to the language's own: English, another of the same tongue, its own. Of each
    /// the embedded file stands first, so that an override may leave messages out.
    fn layers(&self, locale: Locale, own: &str) -> Vec<(String, &[u8])> {
        let kin = self.files.keys().filter(|name| {
            let tag = name.strip_prefix("messages/").and_then(|name| name.strip_suffix(".ftl"));
            tag.and_then(Locale::new)
                .is_some_and(|other| other.language() == locale.language() && *name != own)
        });
        let names = [ENGLISH].into_iter().chain(kin.map(String::as_str)).chain([own]);
        names.flat_map(|name| self.texts(name).map(|text| (name.to_owned(), text))).collect()
    }

    /// The embedded file of a name, then the project's own.
    fn texts(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        let embedded = default_file(name);
        let own = self.files.get(name).map(|bytes| &**bytes).filter(|own| Some(*own) != embedded);
        embedded.into_iter().chain(own)
    }

    /// Formats once what has no variables.
    fn fixed(&self, bundle: &FluentBundle<FluentResource>) -> HashMap<String, String> {
        let english: Vec<_> = self.texts(ENGLISH).map(String::from_utf8_lossy).collect();
        let ids = english.iter().flat_map(|text| text.lines()).filter_map(|line| line.split_once(" ="));
        let format = |(id, _): (&str, &str)| {
            let pattern = bundle.get_message(id.trim())?.value()?;
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut faults).into_owned();
            faults.is_empty().then(|| (id.trim().to_owned(), text))
        };
        ids.filter_map(format).collect()
    }

    fn fault(&self, name: &str, bytes: &[u8], fault: &ParserError) -> Diagnostic {
        // The parser counts a character's first byte as its length.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let whole = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let span = Span::of(whole(fault.pos.start)..whole(fault.pos.end));
        Diagnostic::new(
            &THM002,
            &(self.path)(name),
            span,
            format!("the message cannot be read: {}", fault.kind.to_string().to_lowercase()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_with_few_messages_keeps_the_others_of_each_language() {
        let own: &[u8] = "skip = 直达正文\n".as_bytes();
        let files = BTreeMap::from([
            (ENGLISH.to_owned(), Cow::Borrowed(default_file(ENGLISH).expect("embedded"))),
            ("messages/zh-CN.ftl".to_owned(), Cow::Borrowed(own)),
        ]);
        let loader = Loader { files: &files, path: &|_| ProjectPath::new("themes").expect("a path") };
        let messages = |tag| loader.messages(Locale::new(tag).expect("a tag"), &mut Vec::new());
        let (chinese, english) = (messages("zh-CN"), messages("en"));
        assert_eq!(chinese.get("skip"), "直达正文");
        assert_eq!(chinese.get("menu"), "目录");
        assert_eq!(english.get("menu"), "Menu");
    }

    #[test]
    fn each_message_stands_once_and_in_both_languages() {
        let ids = |name| {
            let text = String::from_utf8_lossy(default_file(name).expect("embedded"));
            let ids = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let mut ids: Vec<String> =
                ids.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect();
            ids.sort();
            let twice = ids.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None, "{name}");
            ids
        };
        assert_eq!(ids(ENGLISH), ids("messages/zh-CN.ftl"));
    }
}
