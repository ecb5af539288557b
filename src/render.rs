//! Pages as bytes: bodies, templates, and the files around them.
//!
//! [`Shared`] is made once for an audience: plans of all languages, theme, highlighter, parts that pages have
//! in common. [`render`] then makes one file from it, and [`scan`](scan::scan) looks at the bytes in the same pass.
//!
//! Invariant: the bytes of a file depend on `Shared` and its own plan alone, never on other files, threads,
//! the clock or the environment.

mod body;
pub mod context;
mod data;
mod directives;
mod files;
mod format;
mod highlight;
mod order;
mod page;
mod plan;
pub mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use self::format::Words;
pub use self::highlight::{CLASSES, Highlighter};
use self::page::Fragments;
use self::plan::Plan;
use self::scan::{Facts, Needles, scan};
use crate::diagnostic::Diagnostic;
use crate::exchange::translations::TranslationsReport;
use crate::locale::Locale;
use crate::localize::{InternalView, PublicView, SourcesBeside};
use crate::model::ids::HoursId;
use crate::model::prose::{Alias, Target};
use crate::model::settings::Settings;
use crate::output::{Audience, Bytes, OutputPath};
use crate::path::ProjectPath;
use crate::theme::{Theme, hashed_address};
use crate::translation::beside::Beside;
use crate::translation::progress::LocaleProgress;

/// A project for one reader.
#[derive(Clone, Debug)]
pub enum View {
    /// A customer's.
    Public(Box<PublicView>),
    /// Staff's.
    Internal(Box<InternalView>),
}

impl View {
    fn public(&self) -> &PublicView {
        match self {
            Self::Public(view) => view,
            Self::Internal(view) => &view.public,
        }
    }

    fn internal(&self) -> Option<&InternalView> {
        match self {
            Self::Public(_) => None,
            Self::Internal(view) => Some(view),
        }
    }
}

/// How a site is to be published.
#[derive(Clone, Debug)]
pub struct Publication {
    /// For whom.
    pub audience: Audience,
    /// Where the site will stand, with a slash at the end.
    pub base_url: Box<str>,
    /// Whether links name `index.html`, so that a copy on a disk works.
    pub portable: bool,
    /// Whether it is a preview: every page says so and search engines stay away.
    pub preview: bool,
}

/// What the pages of one audience's site have in common.
pub struct Shared {
    publication: Publication,
    settings: Settings,
    theme: Arc<Theme>,
    views: BTreeMap<Locale, View>,
    plans: BTreeMap<Locale, Plan>,
    highlighter: Highlighter,
    media: BTreeMap<ProjectPath, OutputPath>,
    needles: Needles,
    sources: SourcesBeside,
    fragments: Fragments,
}

/// One file to be made.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Piece {
    /// A page of a locale at an address.
    Page(Locale, Box<str>),
    /// An old address and the page of a locale that it leads to.
    Redirect(OutputPath, Locale, Box<str>),
    /// The page before any choice of language.
    Root,
    /// The page for what does not exist.
    NotFound,
    /// The list of pages for search engines.
    Sitemap,
    /// The rules for search engines.
    Robots,
    /// Open intervals for programs.
    HoursJson,
    /// The same for scripts of pages.
    HoursScript,
    /// How far translations are, for programs of staff.
    TranslationsJson,
    /// Some hours as a calendar to subscribe to.
    HoursCalendar(Locale, HoursId),
    /// An asset of the theme.
    Asset(String),
    /// An image or a document of the project.
    Media(ProjectPath),
}

/// A finished file.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Where it lies.
    pub path: OutputPath,
    /// What it holds.
    pub bytes: Bytes,
    /// What the gate judges it by.
    pub facts: Facts,
}

impl Shared {
    /// Brings together what pages need. `views` has one view for each locale of the site, all of one audience.
    pub fn new(
        publication: Publication,
        settings: Settings,
        theme: Arc<Theme>,
        views: BTreeMap<Locale, View>,
        needles: Needles,
        sources: SourcesBeside,
    ) -> Self {
        let words = |locale: Locale| Words { locale, messages: theme.messages(locale) };
        let plans = views.iter().map(|(locale, view)| (*locale, Plan::new(view, words(*locale)))).collect();
        let media = published_media(&views);
        Self {
            publication,
            settings,
            theme,
            views,
            plans,
            highlighter: Highlighter::new(),
            media,
            needles,
            sources,
            fragments: Fragments::default(),
        }
    }

    /// All files of the site, and findings where two claim one address.
    pub fn pieces(&self) -> (Vec<Piece>, Vec<Diagnostic>) {
        let mut pieces = vec![Piece::Root, Piece::NotFound, Piece::Robots];
        if self.is_public() {
            pieces.push(Piece::Sitemap);
        }
        pieces.extend(self.hours_pieces());
        if self.translations().is_some() {
            pieces.push(Piece::TranslationsJson);
        }
        pieces.extend(self.theme.assets.keys().map(|name| Piece::Asset(name.clone())));
        pieces.extend(self.media.keys().map(|path| Piece::Media(path.clone())));
        for plan in self.plans.values() {
            pieces.extend(plan.pages.keys().map(|address| Piece::Page(plan.locale, address.clone())));
        }
        let findings = self.add_redirects(&mut pieces);
        (pieces, findings)
    }

    /// Which units of a file have which source, where it is to be shown.
    fn sources_beside(&self, path: &ProjectPath) -> &[Beside] {
        self.sources.get(path).map_or(&[], Vec::as_slice)
    }

    /// How far translations are, on a site for staff that has any.
    fn translations(&self) -> Option<&[LocaleProgress]> {
        let internal = self.views.values().find_map(View::internal)?;
        (!internal.translations.is_empty()).then_some(&*internal.translations)
    }

    /// Open intervals, where there are hours; a calendar for each that is not open at all times.
    fn hours_pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (locale, view) in &self.views {
            let hours = &view.public().hours;
            let limited = hours.iter().filter(|(_, hours)| !hours.never_closes());
            pieces.extend(limited.map(|(id, _)| Piece::HoursCalendar(*locale, id.clone())));
        }
        if self.views.values().any(|view| !view.public().hours.is_empty()) {
            pieces.extend([Piece::HoursJson, Piece::HoursScript]);
        }
        pieces
    }

    fn add_redirects(&self, pieces: &mut Vec<Piece>) -> Vec<Diagnostic> {
        let folded = |path: &str| path.to_lowercase();
        let mut taken: BTreeSet<String> =
            pieces.iter().filter_map(|piece| self.path(piece)).map(|path| folded(path.as_str())).collect();
        taken.insert(crate::output::MANIFEST.to_owned());
        let mut findings: Vec<Diagnostic> = Vec::new();
        for (locale, view) in &self.views {
            for shown in view.public().pages.values() {
                let page = &shown.item;
                for alias in &page.aliases {
                    let old = match alias {
                        Alias { path, at_root: false, .. } => format!("{}/{path}", locale.folder()),
                        Alias { path, .. } if *locale == page.source_locale => path.to_string(),
                        _ => continue,
                    };
                    let Some(path) = alias_path(&old) else { continue };
                    if !taken.contains(&folded(&old)) && taken.insert(folded(path.as_str())) {
                        pieces.push(Piece::Redirect(path, *locale, page.address.clone()));
                        continue;
                    }
                    let finding = files::alias_collision(page, alias);
                    if !findings.contains(&finding) {
                        findings.push(finding);
                    }
                }
            }
        }
        findings
    }

    fn is_public(&self) -> bool {
        self.publication.audience == Audience::Public
    }

    fn words(&self, locale: Locale) -> Words<'_> {
        Words { locale, messages: self.theme.messages(locale) }
    }

    /// The locale whose pages have the shorter claim where no language is asked for.
    fn source_locale(&self) -> Locale {
        self.settings.source_locale
    }

    /// Where a piece lies.
    fn path(&self, piece: &Piece) -> Option<OutputPath> {
        match piece {
            Piece::Page(locale, address) => {
                OutputPath::new(&format!("{}/{address}index.html", locale.folder()))
            }
            Piece::Redirect(path, ..) => Some(path.clone()),
            Piece::Root => OutputPath::new("index.html"),
            Piece::NotFound => OutputPath::new("404.html"),
            Piece::Sitemap => OutputPath::new("sitemap.xml"),
            Piece::Robots => OutputPath::new("robots.txt"),
            Piece::HoursJson => OutputPath::new("hours.json"),
            Piece::HoursScript => OutputPath::new("hours.js"),
            Piece::TranslationsJson => OutputPath::new("translations.json"),
            Piece::HoursCalendar(locale, id) => {
                OutputPath::new(&format!("{}/hours/{id}.ics", locale.folder()))
            }
            Piece::Asset(name) => self.theme.assets.get(name).map(|(path, _)| path.clone()),
            Piece::Media(path) => self.media.get(path).cloned(),
        }
    }

    /// The absolute address of a page.
    fn absolute(&self, locale: Locale, address: &str) -> String {
        format!("{}{}/{}", self.publication.base_url, locale.folder(), encoded(address))
    }

    /// Whether search engines may list the page.
    fn is_indexed(&self, locale: Locale, address: &str) -> bool {
        self.is_public() && !self.publication.preview && self.plans[&locale].is_real(address)
    }
}

/// Renders one file and looks at its bytes.
pub fn render(piece: &Piece, shared: &Shared) -> Result<Rendered, Diagnostic> {
    let path = shared.path(piece).ok_or_else(|| files::no_address(piece))?;
    let bytes: Bytes = match piece {
        Piece::Page(locale, address) => page::render_page(shared, *locale, address)?.into_bytes().into(),
        Piece::Redirect(path, locale, address) => {
            files::redirect(shared, path, *locale, address)?.into_bytes().into()
        }
        Piece::Root => files::root(shared)?.into_bytes().into(),
        Piece::NotFound => files::not_found(shared)?.into_bytes().into(),
        Piece::Sitemap => files::sitemap(shared).into_bytes().into(),
        Piece::Robots => files::robots(shared).into_bytes().into(),
        Piece::HoursJson => files::hours(shared).json().into_bytes().into(),
        Piece::HoursScript => files::hours(shared).script().into_bytes().into(),
        Piece::TranslationsJson => {
            TranslationsReport::of(shared.translations().unwrap_or_default()).json().into_bytes().into()
        }
        Piece::HoursCalendar(locale, id) => files::hours_calendar(shared, *locale, id).into_bytes().into(),
        Piece::Asset(name) => Arc::clone(&shared.theme.assets[name].1),
        Piece::Media(source) => shared.medium(source),
    };
    let facts = scan(&path, &bytes, &shared.needles);
    Ok(Rendered { path, bytes, facts })
}

impl Shared {
    fn medium(&self, source: &ProjectPath) -> Bytes {
        let mut views = self.views.values();
        let found = views.find_map(|view| {
            let internal = view.internal().and_then(|internal| internal.media.get(source));
            internal.or_else(|| view.public().media.get(source))
        });
        found.cloned().unwrap_or_default()
    }
}

fn alias_path(old: &str) -> Option<OutputPath> {
    let is_file =
        std::path::Path::new(old).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    OutputPath::new(&if is_file { old.to_owned() } else { format!("{old}/index.html") })
}

/// The media that pages of the views show or link to, and the logo: nothing else is published.
fn published_media(views: &BTreeMap<Locale, View>) -> BTreeMap<ProjectPath, OutputPath> {
    let mut wanted: BTreeMap<&ProjectPath, &Bytes> = BTreeMap::new();
    for view in views.values() {
        let public = view.public();
        let pages = public.pages.values().map(|shown| &shown.edition().prose.targets);
        let internal = view.internal();
        let runbooks = internal.into_iter().flat_map(|view| view.runbooks.values());
        let notes = internal.into_iter().flat_map(|view| view.notes.values());
        let notes = notes.map(|shown| &shown.item.editions[&shown.locale].0.targets);
        let all = pages.chain(runbooks.map(|shown| &shown.edition().prose.targets)).chain(notes);
        let linked = all.flatten().filter_map(|(_, target)| match target {
            Target::Media(path) => Some(path),
            _ => None,
        });
        for path in linked.chain(&public.settings.theme.logo) {
            let bytes =
                internal.and_then(|internal| internal.media.get(path)).or_else(|| public.media.get(path));
            wanted.extend(bytes.map(|bytes| (path, bytes)));
        }
    }
    let addressed = |(path, bytes): (&ProjectPath, &Bytes)| {
        Some((path.clone(), hashed_address("media", path.file_name(), bytes)?))
    };
    wanted.into_iter().filter_map(addressed).collect()
}

/// Characters that an address in HTML must not hold as they are.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'#')
    .add(b'?')
    .add(b'{')
    .add(b'}')
    .add(b'%');

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// Addresses as seen from one page.
#[derive(Clone, Copy)]
struct Links<'a> {
    root: &'a str,
    locale: Locale,
    portable: bool,
}

impl Links<'_> {
    /// A page of the same language.
    fn page(&self, address: &str) -> String {
        self.page_in(self.locale, address)
    }

    fn page_in(&self, locale: Locale, address: &str) -> String {
        let index = if self.portable { "index.html" } else { "" };
        format!("{}{}/{}{index}", self.root, locale.folder(), encoded(address))
    }

    fn file(&self, path: &OutputPath) -> String {
        format!("{}{}", self.root, encoded(path.as_str()))
    }
}

/// The way from a page at an address below a locale's folder to the root of the site.
fn root_of(address: &str) -> String {
    "../".repeat(1 + address.matches('/').count())
}
