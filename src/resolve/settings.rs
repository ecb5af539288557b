//! `site.toml` to [`Settings`]: first of all, since locales decide how other files are read.

use std::collections::BTreeMap;

use globset::Glob;
use jiff::civil::Date;

use super::raw::Of;
use super::raw::settings::{RawL10n, RawReview, RawSettings, RawTheme, RawWaiver};
use crate::diagnostic::catalog::{RULES, SYN003, SYN004, rule};
use crate::diagnostic::{Diagnostic, Level, Rule, suggest};
use crate::locale::Locale;
use crate::model::hours::date;
use crate::model::settings::{Color, Levels, OwnLevel, RuleLevel, Settings, ThemeSettings, Waiver};
use crate::model::text::LocalText;
use crate::path::ProjectPath;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field, OneOrEach, decode};
use crate::syntax::document::{Document, tree_finding};

/// Why some rules have one level alone.
const NO_HOLES: &str = "mend what it finds: without that the terms have a hole";

/// Names that an output folder keeps unless the project says otherwise.
const KEPT: [&str; 2] = [".git", "CNAME"];

/// What `site.toml` says: the settings, and what is no part of them since customers' pages know these.
#[derive(Debug)]
pub struct Settled {
    /// What every stage and view may know.
    pub settings: Settings,
    /// Exceptions from rules.
    pub waivers: Vec<Waiver>,
}

/// The settings, or `None` where they cannot be read; then no other file is judged.
pub fn resolve_settings(document: &Document) -> (Option<Settled>, Vec<Diagnostic>) {
    let mut findings = document.faults.clone();
    if document.broken || !document.faults.is_empty() {
        return (None, findings);
    }
    let (raw, faults) = decode::<RawSettings>(&document.data, &[]);
    findings.extend(faults.into_iter().map(|found| tree_finding(document.path(), found.fault)));
    let mut reader = Reader { path: document.path(), findings };
    let settings = raw.value.and_then(|raw| reader.settings(raw));
    (settings, reader.findings)
}

struct Reader<'a> {
    path: &'a ProjectPath,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn settings(&mut self, raw: RawSettings) -> Option<Settled> {
        let RawSettings {
            base_url,
            source_locale,
            locales,
            title,
            theme,
            as_of,
            sample,
            allow_html,
            keep,
            rules,
            l10n,
            waivers,
            review,
        } = raw;
        let base_url = self.base_url(base_url);
        let locales = self.locales(locales);
        let source_locale = self.source_locale(source_locale, locales.as_deref());
        let title = match (source_locale, &locales) {
            (Some(source), Some(locales)) => self.title(title, source, locales),
            _ => None,
        };
        let theme =
            theme.and_then(|field| field.value).map_or_else(ThemeSettings::default, |raw| self.theme(raw));
        let as_of = as_of.and_then(|field| self.day(field));
        let keep = keep.and_then(|field| field.value).map_or_else(
            || KEPT.map(str::to_owned).to_vec(),
            |list| {
                let own = list.into_iter().filter_map(|field| self.kept_name(field));
                std::iter::once(".git".to_owned()).chain(own).collect()
            },
        );
        let levels = rules.and_then(|field| field.value);
        let levels = levels.map_or_else(Default::default, |rules| {
            self.levels(rules, locales.as_deref().unwrap_or_default())
        });
        let spacing = l10n.and_then(|field| field.value).and_then(|RawL10n { spacing }| spacing?.value);
        let spacing = spacing.map(|Of(spacing)| spacing);
        let waivers = waivers.and_then(|field| field.value).unwrap_or_default();
        let waivers =
            waivers.into_iter().filter_map(|field| field.value).filter_map(|raw| self.waiver(raw)).collect();
        let settings = Settings {
            base_url: base_url?,
            source_locale: source_locale?,
            locales: locales?,
            title: title?,
            theme,
            as_of,
            sample: sample.and_then(|field| field.value).unwrap_or(false),
            allow_html: allow_html.and_then(|field| field.value).unwrap_or(false),
            keep,
            levels,
            four_eyes: review
                .and_then(|field| field.value)
                .and_then(|RawReview { four_eyes }| four_eyes?.value)
                .unwrap_or(false),
            spacing,
        };
        Some(Settled { settings, waivers })
    }

    fn report(&mut self, rule: &'static Rule, span: Span, message: String) {
        self.findings.push(Diagnostic::new(rule, self.path, span, message));
    }

    fn base_url(&mut self, field: Field<String>) -> Option<Box<str>> {
        let text = field.value?;
        match url_with_slash(&text) {
            Some(url) => Some(url.into()),
            None => {
                let message =
                    format!("expected an address such as `https://support.example/`, found `{text}`");
                self.report(&SYN004, field.span, message);
                None
            }
        }
    }

    fn locales(&mut self, field: Field<Vec<Field<String>>>) -> Option<Vec<Locale>> {
        let list = field.value?;
        let mut locales: Vec<Locale> = Vec::new();
        let mut sound = true;
        for item in list {
            let Some(locale) = self.locale(item.clone()) else {
                sound = false;
                continue;
            };
            if locales.contains(&locale) {
                self.report(&SYN004, item.span, format!("expected each locale once, found `{locale}` again"));
            } else {
                locales.push(locale);
            }
        }
        if locales.is_empty() {
            self.report(&SYN004, field.span, "expected at least one locale, found none".to_owned());
            return None;
        }
        sound.then_some(locales)
    }

    fn locale(&mut self, field: Field<String>) -> Option<Locale> {
        let tag = field.value?;
        let locale = Locale::new(&tag).filter(|locale| locale.as_str() == tag);
        if locale.is_none() {
            let hint = Locale::new(&tag).map(|locale| format!("write `{locale}`"));
            let message = format!("expected a language tag such as `en` or `zh-CN`, found `{tag}`");
            self.findings.push(Diagnostic::new(&SYN004, self.path, field.span, message).maybe_hint(hint));
        }
        locale
    }

    fn source_locale(&mut self, field: Field<String>, locales: Option<&[Locale]>) -> Option<Locale> {
        let span = field.span;
        let locale = self.locale(field)?;
        if locales.is_some_and(|locales| !locales.contains(&locale)) {
            self.report(&SYN004, span, format!("expected one of `locales`, found `{locale}`"));
            return None;
        }
        Some(locale)
    }

    fn title(
        &mut self,
        field: Field<Entries<String>>,
        source: Locale,
        locales: &[Locale],
    ) -> Option<LocalText> {
        let span = field.span;
        let entries = field.value?.0;
        for (key, _) in &entries {
            if !locales.iter().any(|locale| locale.as_str() == &*key.text) {
                let message = format!("expected one of `locales`, found `{}`", key.text);
                let hint = suggest(&key.text, locales.iter().map(Locale::as_str));
                self.findings.push(Diagnostic::new(&SYN003, self.path, key.span, message).maybe_hint(hint));
            }
        }
        let given = |locale: Locale| {
            let entry = entries.iter().find(|(key, _)| locale.as_str() == &*key.text)?;
            entry.1.value.as_deref()
        };
        for locale in
            locales.iter().filter(|locale| given(**locale).is_none_or(|title| title.trim().is_empty()))
        {
            self.report(&SYN004, span, format!("expected a title in each locale, found none in `{locale}`"));
        }
        let mut title = LocalText::new(source, given(source)?);
        for locale in locales {
            title = title.with(*locale, given(*locale).unwrap_or_default());
        }
        Some(title)
    }

    fn theme(&mut self, raw: RawTheme) -> ThemeSettings {
        let RawTheme { name, accent, logo } = raw;
        let name_span = name.as_ref().map_or(Span::default(), |field| field.span);
        let name = name.and_then(|field| {
            let text = field.value?;
            let sound =
                !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            if !sound {
                self.report(
                    &SYN004,
                    field.span,
                    format!("expected the name of a folder under `themes/`, found `{text}`"),
                );
            }
            sound.then(|| text.into())
        });
        let accent_span = accent.as_ref().map_or(Span::default(), |field| field.span);
        let accent = accent.and_then(|field| {
            let text = field.value?;
            let color = Color::parse(&text);
            if color.is_none() {
                self.report(
                    &SYN004,
                    field.span,
                    format!("expected a color such as `#8a4700`, found `{text}`"),
                );
            }
            color
        });
        let logo = logo.and_then(|field| {
            let text = field.value?;
            let path = ProjectPath::new(&text).filter(|path| path.below("content").is_some());
            if path.is_none() {
                self.report(
                    &SYN004,
                    field.span,
                    format!("expected the path of an image under `content/`, found `{text}`"),
                );
            }
            path
        });
        ThemeSettings { name, name_span, accent, accent_span, logo }
    }

    fn day(&mut self, field: Field<String>) -> Option<Date> {
        let text = field.value?;
        let day = date(&text);
        if day.is_none() {
            self.report(&SYN004, field.span, format!("expected a day such as `2026-06-01`, found `{text}`"));
        }
        day
    }

    fn kept_name(&mut self, field: Field<String>) -> Option<String> {
        let name = field.value?;
        if name.is_empty() || name.contains(['/', '\\']) || matches!(name.as_str(), "." | "..") {
            self.report(
                &SYN004,
                field.span,
                format!("expected a name at the top of the output folder, found `{name}`"),
            );
            return None;
        }
        Some(name)
    }

    fn rule(&mut self, code: &str, span: Span) -> Option<&'static Rule> {
        let found = rule(code);
        if found.is_none() {
            let message = format!("no rule has the code `{code}`");
            let hint = suggest(code, RULES.iter().map(|rule| rule.code));
            self.findings.push(Diagnostic::new(&SYN003, self.path, span, message).maybe_hint(hint));
        }
        found
    }

    fn levels(&mut self, rules: Entries<OneOrEach<Of<RuleLevel>>>, locales: &[Locale]) -> Levels {
        let mut levels = Levels::new();
        for (key, field) in rules.0 {
            let Some(rule) = self.rule(&key.text, key.span) else { continue };
            let own = match field.value {
                None => None,
                Some(OneOrEach::One(Of(level))) => {
                    self.allowed(rule, level, field.span).then_some(OwnLevel::All(level))
                }
                Some(OneOrEach::Each(entries)) => Some(self.levels_of_locales(rule, entries, locales)),
            };
            levels.extend(own.map(|own| (rule.code, own)));
        }
        levels
    }

    fn levels_of_locales(
        &mut self,
        rule: &Rule,
        entries: Entries<Of<RuleLevel>>,
        locales: &[Locale],
    ) -> OwnLevel {
        let mut levels = BTreeMap::new();
        for (key, field) in entries.0 {
            let Some(locale) = locales.iter().find(|locale| locale.as_str() == &*key.text) else {
                let message = format!("expected one of `locales`, found `{}`", key.text);
                let hint = suggest(&key.text, locales.iter().map(Locale::as_str));
                self.findings.push(Diagnostic::new(&SYN003, self.path, key.span, message).maybe_hint(hint));
                continue;
            };
            let level = field.value.map(|Of(level)| level);
            if let Some(level) = level.filter(|level| self.allowed(rule, *level, field.span)) {
                levels.insert(*locale, level);
            }
        }
        OwnLevel::Some(levels)
    }

    /// Whether the rule may be had at a level.
    fn allowed(&mut self, rule: &Rule, level: RuleLevel, span: Span) -> bool {
        let allowed = level.level() == Some(Level::Error) || rule.can_be_lowered();
        if !allowed {
            let message = format!("expected `{}` to stay an error, found a lower level", rule.code);
            let finding = Diagnostic::new(&SYN004, self.path, span, message);
            self.findings.push(finding.hint(NO_HOLES));
        }
        allowed
    }

    fn waiver(&mut self, raw: RawWaiver) -> Option<Waiver> {
        let RawWaiver { rule, path, reason, until } = raw;
        let (code, span) = (rule.value?, rule.span);
        let rule = self.rule(&code, span)?;
        if !rule.can_be_lowered() {
            let message = format!("expected a rule that can be waived, found `{}`", rule.code);
            let finding = Diagnostic::new(&SYN004, self.path, span, message);
            self.findings.push(finding.hint(NO_HOLES));
            return None;
        }
        let path = match path {
            None => None,
            Some(field) => Some(self.waived_path(field)?),
        };
        let reason = reason.and_then(|field| field.value).filter(|reason| !reason.trim().is_empty());
        let until_span = until.as_ref().map_or(span, |field| field.span);
        let until = match until {
            None => None,
            Some(field) => Some(self.day(field)?),
        };
        Some(Waiver { rule, span, path, reason: reason.map(Into::into), until, until_span })
    }

    /// A file, a folder or a glob of the project.
    fn waived_path(&mut self, field: Field<String>) -> Option<Box<str>> {
        let text = field.value?;
        let path = text.strip_suffix('/').unwrap_or(&text);
        if ProjectPath::new(path).is_none() || Glob::new(path).is_err() {
            let message = format!("expected a file, a folder or a glob of the project, found `{text}`");
            let finding = Diagnostic::new(&SYN004, self.path, field.span, message);
            self.findings
                .push(finding.hint("write it as `content/services/azure.yaml` or `content/services/*.yaml`"));
            return None;
        }
        Some(path.into())
    }
}

/// An http or https address without query and fragment, ending in a slash.
pub fn url_with_slash(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    let sound = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none();
    let text = url.as_str();
    sound.then(|| if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}
