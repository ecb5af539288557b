//! How sites look: templates, messages and assets, the embedded default overridden file by file.
//!
//! Apart from rendering so that a theme is read, checked and hashed once for all pages. A project overrides
//! a file by one of the same name under `themes/<name>/`.
//!
//! Invariant: theme files are configuration and trusted; what is wrong with them is a finding, never a panic.

mod accent;
mod messages;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Kwargs, State, Tera, TeraResult};

pub use self::messages::Messages;

use crate::diagnostic::catalog::{FIL006, THM001, THM003, THM004};
use crate::diagnostic::{Diagnostic, suggest};
use crate::locale::Locale;
use crate::model::settings::Settings;
use crate::output::{Bytes, OutputPath};
use crate::path::ProjectPath;
use crate::source::Span;

/// The source of the default theme, as in this repository.
static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folder that findings in the default theme name.
const DEFAULT_FOLDER: &str = "themes/default";

/// A theme ready for rendering.
pub struct Theme {
    templates: BTreeMap<Locale, Tera>,
    messages: BTreeMap<Locale, Arc<Messages>>,
    origin: Origin,
    /// Assets by their name in the theme, with the address they are published at.
    pub assets: BTreeMap<String, (OutputPath, Bytes)>,
}

/// The names of the default theme's files.
pub fn default_files() -> impl Iterator<Item = &'static str> {
    fn all(dir: &'static Dir<'static>) -> Vec<&'static str> {
        let files = dir.files().filter_map(|file| file.path().to_str());
        files.chain(dir.dirs().flat_map(all)).collect()
    }
    let mut names = all(&DEFAULT);
    names.sort_unstable();
    names.into_iter()
}

/// A file of the default theme.
pub fn default_file(name: &str) -> Option<&'static [u8]> {
    Some(DEFAULT.get_file(name)?.contents())
}

/// Which files of a theme are the project's own.
#[derive(Clone, Default)]
struct Origin {
    folder: Option<String>,
    own: Vec<String>,
    /// The texts of the project's own templates, by name.
    texts: Vec<(String, String)>,
}

impl Origin {
    /// Where the project's own templates say the name that a message without a place quotes.
    fn place_of(&self, message: &str) -> Option<(ProjectPath, Span)> {
        let name = message.split('`').nth(1)?;
        self.texts.iter().find_map(|(file, text)| {
            let at = text.find(name)?;
            Some((self.path(file), Span::of(at..at + name.len())))
        })
    }

    fn path(&self, name: &str) -> ProjectPath {
        let own = self.own.iter().any(|own| own == name);
        let folder = self.folder.as_deref().filter(|_| own).unwrap_or(DEFAULT_FOLDER);
        let path = ProjectPath::new(&format!("{folder}/{name}")).or_else(|| ProjectPath::new("themes"));
        path.expect("a literal path is clean")
    }
}

/// Reads the theme that the settings name, over the default. Without errors among the findings it is whole.
pub fn load_theme(
    files: &BTreeMap<ProjectPath, Bytes>,
    settings: &Settings,
) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let (all, origin) = layered(files, settings, &mut findings);
    let messages = messages::load(&all, settings, &|name| origin.path(name), &mut findings);
    let templates = templates(&all, &messages, &origin, &mut findings);
    findings.extend(pale_accent(settings));
    let assets = assets(&all, settings);
    let theme = templates.map(|templates| Theme { templates, messages, origin, assets });
    (theme, findings)
}

/// An accent that cannot be read as text: the theme uses another shade of it, which may surprise.
fn pale_accent(settings: &Settings) -> Option<Diagnostic> {
    let (contrast, shade) = accent::unreadable(settings.theme.accent?)?;
    let site = ProjectPath::new("site.toml")?;
    let message = format!("expected an accent with a contrast of 4.5 to the page, found {contrast:.1}");
    let finding = Diagnostic::new(&THM004, &site, settings.theme.accent_span, message);
    Some(finding.hint(format!("text in it is shown as `{shade}`: choose that, or a darker hue of your own")))
}

/// The files of the default theme with the project's own in their place.
fn layered<'a>(
    files: &'a BTreeMap<ProjectPath, Bytes>,
    settings: &Settings,
    findings: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, Cow<'a, [u8]>>, Origin) {
    let default =
        default_files().filter_map(|name| Some((name.to_owned(), Cow::Borrowed(default_file(name)?))));
    let mut all: BTreeMap<String, Cow<'a, [u8]>> = default.collect();
    let Some(name) = &settings.theme.name else { return (all, Origin::default()) };
    let mut origin = Origin { folder: Some(format!("themes/{name}")), own: Vec::new(), texts: Vec::new() };
    let folder = format!("themes/{name}");
    if files.keys().all(|path| path.below(&folder).is_none()) {
        let site = ProjectPath::new("site.toml").expect("a clean literal path");
        let finding = Diagnostic::new(
            &FIL006,
            &site,
            settings.theme.name_span,
            format!("the theme's folder `{folder}` does not exist"),
        );
        findings.push(finding.hint(
            "remove `name` for the default theme, or copy a file there: `supportbook theme eject FILE`",
        ));
    }
    for (path, bytes) in files {
        let Some(inner) = path.below(&folder) else { continue };
        let extra =
            inner.starts_with("assets/") || (inner.starts_with("messages/") && inner.ends_with(".ftl"));
        if !all.contains_key(inner) && !extra && !inner.starts_with("templates/") {
            let finding = Diagnostic::new(
                &THM003,
                path,
                Span::default(),
                format!("the default theme has no file `{inner}`"),
            );
            findings.push(finding.maybe_hint(suggest(inner, default_files())));
            continue;
        }
        origin.own.push(inner.to_owned());
        if let (true, Ok(text)) = (inner.starts_with("templates/"), std::str::from_utf8(bytes)) {
            origin.texts.push((inner.to_owned(), text.to_owned()));
        }
        all.insert(inner.to_owned(), Cow::Borrowed(&bytes[..]));
    }
    (all, origin)
}

type AllMessages = BTreeMap<Locale, Arc<Messages>>;

/// One template engine a locale, since `t` speaks the language of the page.
fn templates(
    all: &BTreeMap<String, Cow<'_, [u8]>>,
    messages: &AllMessages,
    origin: &Origin,
    findings: &mut Vec<Diagnostic>,
) -> Option<BTreeMap<Locale, Tera>> {
    let mut sources = Vec::new();
    for (name, bytes) in all {
        let Some(inner) = name.strip_prefix("templates/") else { continue };
        match std::str::from_utf8(bytes) {
            Ok(text) => sources.push((inner, text)),
            Err(_) => findings.push(Diagnostic::new(
                &THM001,
                &origin.path(name),
                Span::default(),
                "expected UTF-8 text",
            )),
        }
    }
    let mut engines = BTreeMap::new();
    for locale in messages.keys() {
        let mut tera = Tera::new();
        register(&mut tera, messages, *locale);
        if let Err(error) = tera.add_raw_templates(sources.iter().copied()) {
            findings.push(template_finding(&error, origin));
            return None;
        }
        engines.insert(*locale, tera);
    }
    Some(engines)
}

/// The function `t(id=…, locale=…, variables…)` of templates.
fn register(tera: &mut Tera, messages: &AllMessages, locale: Locale) {
    let messages = messages.clone();
    let translate = move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let id: &str = arguments.must_get("id")?;
        let named: Option<&str> = arguments.get("locale")?;
        let locale = named.and_then(Locale::new).unwrap_or(locale);
        let found = messages
            .get(&locale)
            .ok_or_else(|| tera::Error::message(format!("the site has no locale `{locale}`")))?;
        let variables: Vec<(&str, String)> = arguments
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?, value.to_string())))
            .filter(|(key, _)| !matches!(*key, "id" | "locale"))
            .collect();
        found
            .format(id, &variables)
            .ok_or_else(|| tera::Error::message(format!("there is no message `{id}`")))
    };
    tera.register_function("t", translate);
}

fn template_finding(error: &tera::Error, origin: &Origin) -> Diagnostic {
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let path = origin.path(&format!("templates/{}", report.filename()));
            // What could have been meant stands behind the first sentence, as a long list.
            let message = report.message().split(". Available").next().unwrap_or_default();
            Diagnostic::new(&THM001, &path, Span::of(report.span().range.clone()), lower_first(message))
        }
        _ => {
            let text = error.to_string();
            let message = lower_first(text.strip_prefix("error: ").unwrap_or(&text));
            let (path, span) =
                origin.place_of(&message).unwrap_or((origin.path("templates"), Span::default()));
            Diagnostic::new(&THM001, &path, span, message)
        }
    }
}

fn lower_first(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Assets under hashed names, with the colors that follow from the project's accent.
fn assets(
    all: &BTreeMap<String, Cow<'_, [u8]>>,
    settings: &Settings,
) -> BTreeMap<String, (OutputPath, Bytes)> {
    let own = all.iter().filter_map(|(name, bytes)| {
        Some((name.strip_prefix("assets/")?.to_owned(), Bytes::from(&bytes[..])))
    });
    let accent = settings
        .theme
        .accent
        .map(|color| ("accent.css".to_owned(), Bytes::from(accent::stylesheet(color).as_bytes())));
    let hashed = |(name, bytes): (String, Bytes)| {
        let address = hashed_address("assets", &name, &bytes)?;
        Some((name, (address, bytes)))
    };
    own.chain(accent).filter_map(hashed).collect()
}

/// `folder/stem.hash.ending`: an address that changes with the bytes, so that it can be cached for ever.
pub fn hashed_address(folder: &str, name: &str, bytes: &[u8]) -> Option<OutputPath> {
    let hash = blake3::hash(bytes).to_hex();
    let name = name.rsplit('/').next().unwrap_or(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let safe: String =
        stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    OutputPath::new(&format!("{folder}/{safe}.{}.{}", &hash[..12], ending.to_ascii_lowercase()))
}

impl Theme {
    /// The messages of a locale of the site.
    pub fn messages(&self, locale: Locale) -> &Arc<Messages> {
        self.messages
            .get(&locale)
            .or_else(|| self.messages.values().next())
            .expect("a site has at least one locale")
    }

    /// Renders a template with a context.
    pub fn render(
        &self,
        locale: Locale,
        template: &str,
        context: &tera::Context,
    ) -> Result<String, Diagnostic> {
        let tera = self.templates.get(&locale).or_else(|| self.templates.values().next());
        let tera = tera.expect("a site has at least one locale");
        tera.render(template, context).map_err(|error| template_finding(&error, &self.origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_assets_change_with_their_bytes() {
        let one = hashed_address("assets", "style.css", b"a").expect("an address");
        let two = hashed_address("assets", "style.css", b"b").expect("an address");
        assert_ne!(one, two);
        assert!(one.as_str().starts_with("assets/style.") && one.as_str().ends_with(".css"));
    }
}
