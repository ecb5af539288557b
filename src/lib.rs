//! Turns Markdown and YAML definitions of support offerings into two static sites, one for customers and
//! one for staff, in every language of the project; refuses what is incomplete, contradictory or leaking.
//!
//! # Steps
//!
//! Data flows one way; each step is a module and works on values alone:
//!
//! 1. [`load`](load::load) reads a project folder into [`Sources`](load::Sources).
//! 2. [`parse`](syntax::document::parse) makes each text a [`Document`](syntax::document::Document).
//! 3. [`align`](translation::align) pairs the headings of a page's languages.
//! 4. [`index`](resolve::index) takes the names of everything.
//! 5. [`resolve`](resolve::resolve) turns names into things; they make a [`Site`](model::site::Site).
//! 6. [`check`](check::check) judges the site by rules, some of which rest on what the programme demands
//!    ([`evidence`]), and some of which look at how texts are set ([`typography`]):
//!    [`Checked`](check::Checked) is a site without errors.
//! 7. [`localize`](localize) chooses what one reader may see, in one language.
//! 8. [`render`](render::render) makes files of it and looks at their bytes.
//! 9. [`gate`](gate::gate) judges the finished files.
//! 10. [`write`](mod@write) publishes them, or the [`serve`] room shows them.
//!
//! [`check_project`] and [`build`] below are these steps in order. Beside them, [`exchange`] reads and writes
//! formats of other programs for commands that bring something into a project or out of it, [`parity`]
//! compares the facts of a text with those of its translation, [`pseudo`] makes translations that are none, and
//! [`mod@import`] makes a project of what another program keeps.

pub mod check;
pub mod diagnostic;
pub mod evidence;
pub mod exchange;
pub mod gate;
pub mod import;
pub mod load;
pub mod locale;
pub mod localize;
pub mod model;
pub mod output;
pub mod parity;
pub mod path;
pub mod pseudo;
pub mod render;
pub mod resolve;
pub mod scaffold;
pub mod serve;
pub mod source;
pub mod syntax;
pub mod theme;
pub mod translation;
pub mod typography;
pub mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{Checked, Verdict, Waived, check, doubts, weigh};
use crate::diagnostic::{Diagnostic, has_errors, sorted};
use crate::gate::{GatedOutput, gate, needles};
use crate::load::Sources;
use crate::localize::{localize_internal, localize_public, sources_beside};
use crate::model::site::Site;
use crate::output::Audience;
use crate::render::{Publication, Shared, View, render};
use crate::resolve::{built_in_packs, collect, index, resolve, resolve_settings};
use crate::syntax::document::{Document, Kind, parse};
use crate::theme::{Theme, load_theme};
use crate::translation::{align, standings};

/// What is to be built, and as what.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// For whom, internal first.
    pub audiences: Vec<Audience>,
    /// Where the sites will stand, with a slash at the end; the project's own where there is none.
    pub base_url: Option<String>,
    /// Whether links name `index.html`.
    pub portable: bool,
    /// Whether every page says that it is a preview.
    pub preview: bool,
    /// Whether unfinished pages are shown to staff.
    pub drafts: bool,
    /// Whether the pages of customers show the source beside a translation, for authors who look at them. Those of
    /// staff always do.
    pub sources_beside: bool,
}

/// A judged project: the checked site where there are no errors, and all findings.
#[derive(Debug)]
pub struct Judged {
    /// The site, where nothing is wrong with it.
    pub checked: Option<Checked>,
    /// The site with whatever is wrong with it, for questions that the faults do not touch: nothing is made of
    /// it. `None` where `site.toml` could not be read.
    pub site: Option<Arc<Site>>,
    /// What was found, in order.
    pub findings: Vec<Diagnostic>,
    /// What the project waives of it.
    pub waived: Vec<Waived>,
    /// Whether `site.toml` itself could not be read, so that nothing else was judged.
    pub settings_unread: bool,
    /// The names that output folders keep, from the settings.
    pub keep: Vec<String>,
    /// The day that was taken for today.
    pub today: Date,
    /// Where that day comes from.
    pub day_from: DayFrom,
}

impl Judged {
    /// The errors that make doubtful what files of some kinds say. What is wrong with translations changes no
    /// answer; a file that could not even be loaded may be of any kind.
    pub fn doubts(&self, about: impl Fn(Kind) -> bool) -> Vec<Diagnostic> {
        let documents = self.site.iter().flat_map(|site| &site.documents);
        let documents: Vec<_> = documents.cloned().collect();
        doubts(&documents, &self.findings, about).cloned().collect()
    }
}

/// Where today comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayFrom {
    /// The caller named it.
    Given,
    /// `as_of` in `site.toml`.
    Settings,
    /// The clock.
    Clock,
}

/// Today, as the caller knows it: a day that was asked for, and the clock's.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// `--date` or `SOURCE_DATE_EPOCH`; wins over the settings.
    pub given: Option<Date>,
    /// What the clock says; used where neither the caller nor the settings name a day.
    pub clock: Date,
}

/// Reads the meaning of a project and judges it.
pub fn check_project(sources: &Sources, today: Today) -> Judged {
    let (site, findings) = resolve_project(sources);
    let as_of = site.as_ref().and_then(|site| site.settings.as_of);
    let (day, day_from) = match (today.given, as_of) {
        (Some(day), _) => (day, DayFrom::Given),
        (None, Some(day)) => (day, DayFrom::Settings),
        (None, None) => (today.clock, DayFrom::Clock),
    };
    let Some(site) = site else {
        return Judged {
            checked: None,
            site: None,
            findings: sorted(findings),
            waived: Vec::new(),
            settings_unread: true,
            keep: Vec::new(),
            today: day,
            day_from,
        };
    };
    let keep = site.settings.keep.clone();
    let Verdict { checked, findings, waived } = check(&site, day, findings);
    Judged { checked, site: Some(site), findings, waived, settings_unread: false, keep, today: day, day_from }
}

/// Reads the meaning of a project without judging it, for questions that no rule is asked about: what it says, and
/// what was wrong with each file. Nothing where `site.toml` could not be read.
pub fn resolve_project(sources: &Sources) -> (Option<Arc<Site>>, Vec<Diagnostic>) {
    let documents: Vec<Arc<Document>> = sources.texts.par_iter().map(parse).collect();
    let mut findings = sources.findings.clone();
    let site = documents.iter().find(|document| document.kind == Kind::Site);
    let (settled, found) = site.map_or((None, Vec::new()), |document| resolve_settings(document));
    findings.extend(found);
    let Some(settled) = settled else { return (None, findings) };
    let settings = &settled.settings;
    let translations = align(&documents);
    let names = index(&documents, &sources.media, &translations, settings);
    findings.extend(names.findings.iter().cloned());
    let groups: Vec<_> = names.all_groups().collect();
    let resolved: Vec<_> =
        groups.into_par_iter().map(|group| resolve(group, &names, &translations, settings)).collect();
    let (mut items, mut kept, mut claims) = (Vec::with_capacity(resolved.len()), Vec::new(), Vec::new());
    let mut translated = Vec::new();
    for one in resolved {
        findings.extend(one.findings);
        items.extend(one.item);
        kept.extend(one.kept);
        claims.extend(one.claims);
        translated.extend(one.translated);
    }
    let packs = built_in_packs(&names, settings);
    let standings = standings(&translated, &sources.records);
    findings.extend(standings.findings.iter().cloned());
    let mut site = collect(settled, &documents, sources, items, kept, packs, claims);
    site.standings = standings;
    (Some(Arc::new(site)), findings)
}

/// A built site for each audience that was asked for, and what was found on the way.
#[derive(Debug, Default)]
pub struct Built {
    /// The sites; empty where an error stands among the findings.
    pub sites: Vec<GatedOutput>,
    /// What theme, rendering and gate found.
    pub findings: Vec<Diagnostic>,
    /// What the project waives of it.
    pub waived: Vec<Waived>,
}

/// Renders and judges the sites of a checked project.
pub fn build(checked: &Checked, sources: &Sources, options: &BuildOptions) -> Built {
    let (theme, findings) = load_theme(&sources.themes, &checked.site().settings);
    let theme = theme.filter(|_| !has_errors(&findings)).map(Arc::new);
    let mut built = Built { findings, ..Built::default() };
    // Side by side, so that what one does alone lies beside the pages of the other.
    let site_of = |audience: &Audience| Some(build_site(checked, theme.as_ref()?, options, *audience));
    let results: Vec<Option<SiteResult>> = options.audiences.par_iter().map(site_of).collect();
    for result in results.into_iter().flatten() {
        match result {
            Ok((site, findings)) => {
                built.sites.push(site);
                built.findings.extend(findings);
            }
            Err(findings) => built.findings.extend(findings),
        }
    }
    (built.findings, built.waived, _) =
        weigh(std::mem::take(&mut built.findings), checked.site(), checked.today());
    if has_errors(&built.findings) || built.sites.len() < options.audiences.len() {
        built.sites.clear();
    }
    built
}

type SiteResult = Result<(GatedOutput, Vec<Diagnostic>), Vec<Diagnostic>>;

fn build_site(
    checked: &Checked,
    theme: &Arc<Theme>,
    options: &BuildOptions,
    audience: Audience,
) -> SiteResult {
    let settings = &checked.site().settings;
    let base_url: Box<str> = options.base_url.as_deref().unwrap_or(&settings.base_url).into();
    let publication =
        Publication { audience, base_url, portable: options.portable, preview: options.preview };
    let shared = shared(checked, options, publication.clone(), Arc::clone(theme));
    let (pieces, mut findings) = shared.pieces();
    let rendered: Vec<_> = pieces.par_iter().map(|piece| render(piece, &shared)).collect();
    let mut files = Vec::with_capacity(rendered.len());
    for one in rendered {
        match one {
            Ok(file) => files.push(file),
            Err(finding) => findings.push(finding),
        }
    }
    if has_errors(&findings) {
        return Err(findings);
    }
    match gate(audience, &publication.base_url, files) {
        Ok(site) => Ok((site, findings)),
        Err(found) => Err(findings.into_iter().chain(found).collect()),
    }
}

fn shared(checked: &Checked, options: &BuildOptions, publication: Publication, theme: Arc<Theme>) -> Shared {
    let settings = checked.site().settings.clone();
    let view = |locale| match publication.audience {
        Audience::Public => View::Public(Box::new(localize_public(checked, locale))),
        Audience::Internal => View::Internal(Box::new(localize_internal(checked, locale, options.drafts))),
    };
    let views: BTreeMap<_, _> = settings.locales.iter().map(|locale| (*locale, view(*locale))).collect();
    let needles = match publication.audience {
        Audience::Public => needles(checked),
        Audience::Internal => render::scan::Needles::default(),
    };
    let sources = if publication.audience == Audience::Internal || options.sources_beside {
        sources_beside(checked, publication.audience)
    } else {
        BTreeMap::new()
    };
    Shared::new(publication, settings, theme, views, needles, sources)
}
