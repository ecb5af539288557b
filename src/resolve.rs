//! Names become things: the fold from parsed documents to a [`Site`].
//!
//! Two steps. [`index`] takes the names of all files; [`resolve`] then reads each group of files (a source
//! and its translations) by itself, with nothing but those names, and judges types, references and links.
//! [`collect`] puts the items together.
//!
//! Invariant: an item that could not be read is absent, with a finding of its own, and nothing that refers
//! to it has one.

mod anchors;
mod channel;
mod coverage;
mod desk;
mod facts;
mod glossary;
mod message;
mod names;
mod offering;
mod packs;
mod pages;
mod partner;
mod policy;
mod price;
mod prose;
mod raw;
mod reference;
mod requirement;
pub mod schema;
mod scope;
mod service;
mod settings;
mod severity;
mod steps;
mod time;
mod translated;
mod values;
mod vehicle;

use std::sync::Arc;

pub use self::names::{Group, Names, addresses, index};
pub use self::packs::{Demands, built_in_packs};
pub use self::requirement::RequirementsFile;
pub use self::settings::{Settled, resolve_settings, url_with_slash};
pub use self::time::known_zone;
pub use self::values::{instant, is_mail_address};

use self::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::model::channel::Channel;
use crate::model::desk::{Desk, DeskSecrets};
use crate::model::glossary::Term;
use crate::model::hours::{Calendar, Hours};
use crate::model::ids::{CalendarId, HoursId};
use crate::model::keeping::Kept;
use crate::model::message::Message;
use crate::model::notice::Notice;
use crate::model::offering::Offering;
use crate::model::partner::{EnrolmentSecrets, Entity, Partner};
use crate::model::policy::{Policy, Product};
use crate::model::prose::{Note, Page, Runbook};
use crate::model::requirement::Claim;
use crate::model::scenario::Scenario;
use crate::model::service::{CellVehicles, Service};
use crate::model::settings::Settings;
use crate::model::site::Site;
use crate::model::target::{Request, Severity};
use crate::model::text::LocalText;
use crate::model::vehicle::Vehicle;
use crate::path::ProjectPath;
use crate::syntax::document::{Document, Kind};
use crate::translation::Translations;
use crate::translation::standing::Asked;

/// What one group of files says.
#[derive(Debug)]
pub enum Item {
    /// The partner, and what staff alone may know of its memberships.
    Partner(Arc<Partner>, Vec<EnrolmentSecrets>),
    /// A legal person.
    Entity(Arc<Entity>),
    /// What holds for all offerings.
    Policy(Arc<Policy>),
    /// A marketplace product.
    Product(Arc<Product>),
    /// Channels for customers, and those for staff.
    Channels(Vec<Arc<Channel>>, Vec<Arc<Channel>>),
    /// A short-lived message, and whether it is for staff alone.
    Notice(Arc<Notice>, bool),
    /// Severities, the worst first.
    Severities(Vec<Arc<Severity>>),
    /// Request types.
    Requests(Vec<Arc<Request>>),
    /// A desk, and what staff alone may know of it.
    Desk(Arc<Desk>, DeskSecrets),
    /// Weekly hours.
    Hours(HoursId, Arc<Hours>),
    /// A calendar.
    Calendar(CalendarId, Arc<Calendar>),
    /// A service, and through what its cases go further.
    Service(Arc<Service>, Vec<CellVehicles>),
    /// An offering.
    Offering(Arc<Offering>),
    /// Vehicles, each with what customers may hear of it.
    Vehicles(Vec<(Arc<Vehicle>, Option<LocalText>)>),
    /// Words for customers, and those for staff.
    Glossary(Vec<Arc<Term>>, Vec<Arc<Term>>),
    /// A message to customers.
    Message(Arc<Message>),
    /// A pack of requirements, or what is added to packs.
    Requirements(Box<RequirementsFile>),
    /// A test of the terms.
    Scenario(Arc<Scenario>),
    /// A public page.
    Page(Arc<Page>),
    /// An internal procedure.
    Runbook(Arc<Runbook>),
    /// Remarks on a page.
    Note(Arc<Note>),
}

/// An item, where one could be made, who keeps it true, and what is wrong with its files.
#[derive(Debug)]
pub struct Resolved {
    /// The item.
    pub item: Option<Item>,
    /// Who keeps what true.
    pub kept: Vec<Kept>,
    /// Which requirements it claims to answer.
    pub claims: Vec<Claim>,
    /// The translations of its files, and their texts.
    pub translated: Vec<Asked>,
    /// The findings.
    pub findings: Vec<Diagnostic>,
}

/// Reads one group of files.
pub fn resolve(group: &Group, names: &Names, translations: &Translations, settings: &Settings) -> Resolved {
    let mut scope = Scope::new(group, names, settings);
    scope.take_faults();
    scope.check_stem();
    let item = if group.source.broken { None } else { item(&mut scope, translations) };
    let claims = if group.source.broken { Vec::new() } else { requirement::claims(&mut scope) };
    let (kept, texts, findings) = scope.into_parts();
    let translated = translated::translated(group, &texts, settings);
    Resolved { item, kept, claims, translated, findings }
}

fn item(scope: &mut Scope<'_>, translations: &Translations) -> Option<Item> {
    let stem = scope.group.source.stem.clone();
    Some(match scope.group.source.kind {
        Kind::Site | Kind::Unknown => return None,
        Kind::Partner => {
            let (partner, secrets) = partner::partner(scope)?;
            Item::Partner(Arc::new(partner), secrets)
        }
        Kind::Entity => Item::Entity(Arc::new(partner::entity(scope)?)),
        Kind::Policy => Item::Policy(Arc::new(policy::policy(scope)?)),
        Kind::Product => Item::Product(Arc::new(policy::product(scope)?)),
        Kind::Channels => {
            let (public, internal) = channel::channels(scope);
            Item::Channels(public, internal)
        }
        Kind::Notice => {
            let (notice, internal) = channel::notice(scope)?;
            Item::Notice(Arc::new(notice), internal)
        }
        Kind::Severities => Item::Severities(severity::severities(scope)),
        Kind::Requests => Item::Requests(severity::requests(scope)),
        Kind::Desk => {
            let (desk, secrets) = desk::desk(scope)?;
            Item::Desk(Arc::new(desk), secrets)
        }
        Kind::Hours => Item::Hours(HoursId::new(&stem), Arc::new(time::hours(scope)?)),
        Kind::Calendar => Item::Calendar(CalendarId::new(&stem), Arc::new(time::calendar(scope)?)),
        Kind::Service => {
            let (service, vehicles) = service::service(scope)?;
            Item::Service(Arc::new(service), vehicles)
        }
        Kind::Offering => Item::Offering(Arc::new(offering::offering(scope)?)),
        Kind::Vehicles => Item::Vehicles(vehicle::vehicles(scope)),
        Kind::Glossary => {
            let (public, internal) = glossary::glossary(scope);
            Item::Glossary(public, internal)
        }
        Kind::Message => Item::Message(Arc::new(message::message(scope)?)),
        Kind::Requirements => Item::Requirements(Box::new(requirement::requirements(scope)?)),
        Kind::Scenario => Item::Scenario(Arc::new(vehicle::scenario(scope)?)),
        Kind::Page => Item::Page(Arc::new(pages::page(scope, translations)?)),
        Kind::Runbook => Item::Runbook(Arc::new(pages::runbook(scope, translations)?)),
        Kind::Note => Item::Note(Arc::new(pages::note(scope)?)),
    })
}

/// Puts all items together.
#[allow(clippy::too_many_arguments, reason = "each comes from another step")]
pub fn collect(
    settled: Settled,
    documents: &[Arc<Document>],
    sources: &Sources,
    items: impl IntoIterator<Item = Item>,
    kept: Vec<Kept>,
    mut requirements: Vec<RequirementsFile>,
    claims: Vec<Claim>,
) -> Site {
    let is_internal = |path: &ProjectPath| {
        ["content/runbooks", "content/notes"].iter().any(|folder| path.below(folder).is_some())
    };
    let (internal_media, media) = sources.media.clone().into_iter().partition(|(path, _)| is_internal(path));
    let mut site = Site::new(settled.settings);
    site.waivers = settled.waivers;
    site.documents = documents.to_vec();
    site.kept = kept;
    (site.media, site.internal_media) = (Arc::new(media), Arc::new(internal_media));
    for item in items {
        match item {
            Item::Requirements(file) => requirements.push(*file),
            item => put(&mut site, item),
        }
    }
    site.packs = packs::joined(&requirements);
    site.answers = requirements.into_iter().flat_map(|file| file.answers).map(Arc::new).collect();
    site.claims = claims;
    site.offerings.sort_by(|a, b| (a.weight, &a.id).cmp(&(b.weight, &b.id)));
    site.services.sort_by(|a, b| (a.weight, &a.id).cmp(&(b.weight, &b.id)));
    site
}

fn put(site: &mut Site, item: Item) {
    match item {
        Item::Partner(partner, secrets) => (site.partner, site.enrolment_secrets) = (Some(partner), secrets),
        Item::Entity(entity) => site.entities.push(entity),
        Item::Policy(policy) => site.policy = Some(policy),
        Item::Product(product) => site.products.push(product),
        Item::Channels(public, internal) => (site.channels, site.internal_channels) = (public, internal),
        Item::Notice(notice, true) => site.internal_notices.push(notice),
        Item::Notice(notice, false) => site.notices.push(notice),
        Item::Severities(severities) => site.severities = severities,
        Item::Requests(requests) => site.requests = requests,
        Item::Desk(desk, secrets) => {
            site.desks.push(desk);
            site.desk_secrets.push(secrets);
        }
        Item::Hours(id, hours) => drop(site.hours.insert(id, hours)),
        Item::Calendar(id, calendar) => drop(site.calendars.insert(id, calendar)),
        Item::Service(service, vehicles) => {
            site.services.push(service);
            site.cell_vehicles.extend(vehicles);
        }
        Item::Offering(offering) => site.offerings.push(offering),
        Item::Vehicles(vehicles) => {
            for (vehicle, name) in vehicles {
                site.public_names.extend(name.map(|name| (vehicle.id.clone(), name)));
                site.vehicles.push(vehicle);
            }
        }
        Item::Glossary(public, internal) => (site.glossary, site.internal_terms) = (public, internal),
        // They are joined before.
        Item::Requirements(_) => {}
        Item::Message(message) => site.messages.push(message),
        Item::Scenario(scenario) => site.scenarios.push(scenario),
        Item::Page(page) => drop(site.pages.insert(page.id.clone(), page)),
        Item::Runbook(runbook) => drop(site.runbooks.insert(runbook.id.clone(), runbook)),
        Item::Note(note) => drop(site.notes.insert(note.page.clone(), note)),
    }
}
