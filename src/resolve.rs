//! Names become things: the fold from parsed documents to a [`Site`].
//!
//! Two steps. [`index`] takes the names of all files; [`resolve`] then reads each group of files (a source
//! and its translations) by itself, with nothing but those names, and judges types, references and links.
//! [`collect`] puts the items together.
//!
//! Invariant: an item that could not be read is absent, with a finding of its own, and nothing that refers
//! to it has one.

mod anchors;
mod names;
mod pages;
mod prose;
mod raw;
mod reference;
mod scope;
mod settings;
mod terms;
mod time;

use std::sync::Arc;

pub use self::names::{Group, Names, addresses, index};
pub use self::settings::{resolve_settings, url_with_slash};

use self::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::model::hours::{Calendar, Hours};
use crate::model::ids::{CalendarId, HoursId};
use crate::model::prose::{Note, Page, Runbook};
use crate::model::settings::Settings;
use crate::model::site::Site;
use crate::model::terms::{Channel, Offering, Partner, Service};
use crate::path::ProjectPath;
use crate::syntax::document::{Document, Kind};
use crate::translation::Translations;

/// What one group of files says.
#[derive(Debug)]
pub enum Item {
    /// The partner.
    Partner(Arc<Partner>),
    /// Channels for customers, and those for staff.
    Channels(Vec<Arc<Channel>>, Vec<Arc<Channel>>),
    /// Weekly hours.
    Hours(HoursId, Arc<Hours>),
    /// A calendar.
    Calendar(CalendarId, Arc<Calendar>),
    /// A service.
    Service(Arc<Service>),
    /// An offering.
    Offering(Arc<Offering>),
    /// A public page.
    Page(Arc<Page>),
    /// An internal procedure.
    Runbook(Arc<Runbook>),
    /// Remarks on a page.
    Note(Arc<Note>),
}

/// An item, where one could be made, and what is wrong with its files.
#[derive(Debug)]
pub struct Resolved {
    /// The item.
    pub item: Option<Item>,
    /// The findings.
    pub findings: Vec<Diagnostic>,
}

/// Reads one group of files.
pub fn resolve(group: &Group, names: &Names, translations: &Translations, settings: &Settings) -> Resolved {
    let mut scope = Scope::new(group, names, settings);
    scope.take_faults();
    scope.check_stem();
    let item = match group.source.kind {
        _ if group.source.broken => None,
        Kind::Partner => terms::partner(&mut scope).map(|partner| Item::Partner(Arc::new(partner))),
        Kind::Channels => {
            let (public, internal) = terms::channels(&mut scope);
            Some(Item::Channels(public, internal))
        }
        Kind::Hours => time::hours(&mut scope)
            .map(|hours| Item::Hours(HoursId::new(&group.source.stem), Arc::new(hours))),
        Kind::Calendar => time::calendar(&mut scope)
            .map(|calendar| Item::Calendar(CalendarId::new(&group.source.stem), Arc::new(calendar))),
        Kind::Service => terms::service(&mut scope).map(|service| Item::Service(Arc::new(service))),
        Kind::Offering => terms::offering(&mut scope).map(|offering| Item::Offering(Arc::new(offering))),
        Kind::Page => pages::page(&mut scope, translations).map(|page| Item::Page(Arc::new(page))),
        Kind::Runbook => {
            pages::runbook(&mut scope, translations).map(|runbook| Item::Runbook(Arc::new(runbook)))
        }
        Kind::Note => pages::note(&mut scope).map(|note| Item::Note(Arc::new(note))),
        Kind::Site | Kind::Unknown => None,
    };
    Resolved { item, findings: scope.into_findings() }
}

/// Puts all items together.
pub fn collect(
    settings: Settings,
    documents: &[Arc<Document>],
    sources: &Sources,
    items: impl IntoIterator<Item = Item>,
) -> Site {
    let is_internal = |path: &ProjectPath| {
        ["content/runbooks", "content/notes"].iter().any(|folder| path.below(folder).is_some())
    };
    let (internal_media, media) = sources.media.clone().into_iter().partition(|(path, _)| is_internal(path));
    let mut site = Site {
        documents: documents.to_vec(),
        settings,
        partner: None,
        offerings: Vec::new(),
        services: Vec::new(),
        channels: Vec::new(),
        internal_channels: Vec::new(),
        hours: std::collections::BTreeMap::new(),
        calendars: std::collections::BTreeMap::new(),
        pages: std::collections::BTreeMap::new(),
        runbooks: std::collections::BTreeMap::new(),
        notes: std::collections::BTreeMap::new(),
        media: Arc::new(media),
        internal_media: Arc::new(internal_media),
    };
    for item in items {
        match item {
            Item::Partner(partner) => site.partner = Some(partner),
            Item::Channels(public, internal) => (site.channels, site.internal_channels) = (public, internal),
            Item::Hours(id, hours) => drop(site.hours.insert(id, hours)),
            Item::Calendar(id, calendar) => drop(site.calendars.insert(id, calendar)),
            Item::Service(service) => site.services.push(service),
            Item::Offering(offering) => site.offerings.push(offering),
            Item::Page(page) => drop(site.pages.insert(page.id.clone(), page)),
            Item::Runbook(runbook) => drop(site.runbooks.insert(runbook.id.clone(), runbook)),
            Item::Note(note) => drop(site.notes.insert(note.page.clone(), note)),
        }
    }
    site.offerings.sort_by(|a, b| (a.weight, &a.id).cmp(&(b.weight, &b.id)));
    site.services.sort_by(|a, b| (a.weight, &a.id).cmp(&(b.weight, &b.id)));
    site
}
