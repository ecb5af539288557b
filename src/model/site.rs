//! The whole project, resolved.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::answering::Terms;
use super::channel::Channel;
use super::desk::{Desk, DeskSecrets};
use super::glossary::Term;
use super::hours::{Calendar, Hours};
use super::ids::{CalendarId, ChannelId, HoursId, OfferingId, PageId, RunbookId, ServiceId, VehicleId};
use super::keeping::Kept;
use super::message::Message;
use super::notice::Notice;
use super::offering::Offering;
use super::partner::{EnrolmentSecrets, Entity, Partner};
use super::policy::{Policy, Product};
use super::prose::{Note, Page, PageKind, Runbook};
use super::requirement::{Answer, Claim, Pack, PackName};
use super::scenario::Scenario;
use super::service::{Area, CellVehicles, Service};
use super::settings::{Settings, Waiver};
use super::target::{Request, Severity};
use super::text::LocalText;
use super::vehicle::{Vehicle, vehicle_behind};
use crate::output::Bytes;
use crate::path::ProjectPath;
use crate::syntax::document::{Document, Kind};
use crate::translation::Standings;
use crate::translation::progress::{LocaleProgress, progress};
use crate::translation::standing::Pairing;

/// All that a project says. What only staff may see stands in collections of its own.
#[derive(Clone, Debug)]
pub struct Site {
    /// All parsed files, for rules that read texts and for the leak gate.
    pub documents: Vec<Arc<Document>>,
    /// How far each text of each translation is.
    pub standings: Standings,
    /// What holds everywhere.
    pub settings: Settings,
    /// Exceptions from rules: for staff alone, so no part of the settings, which every view has.
    pub waivers: Vec<Waiver>,
    /// Who publishes; `None` for a plain documentation site.
    pub partner: Option<Arc<Partner>>,
    /// What staff alone may know of its memberships.
    pub enrolment_secrets: Vec<EnrolmentSecrets>,
    /// Legal persons, by id.
    pub entities: Vec<Arc<Entity>>,
    /// What holds for all offerings.
    pub policy: Option<Arc<Policy>>,
    /// Marketplace products, by id.
    pub products: Vec<Arc<Product>>,
    /// Severities, the worst first.
    pub severities: Vec<Arc<Severity>>,
    /// Request types, in the order of their file.
    pub requests: Vec<Arc<Request>>,
    /// Desks, by id.
    pub desks: Vec<Arc<Desk>>,
    /// What staff alone may know of them.
    pub desk_secrets: Vec<DeskSecrets>,
    /// Vehicles, in the order of their file: for staff alone.
    pub vehicles: Vec<Arc<Vehicle>>,
    /// What customers may hear of some of them.
    pub public_names: BTreeMap<VehicleId, LocalText>,
    /// Through what the cases of services and areas go further: for staff alone.
    pub cell_vehicles: Vec<CellVehicles>,
    /// Words for customers, in the order of their file.
    pub glossary: Vec<Arc<Term>>,
    /// Words for staff alone.
    pub internal_terms: Vec<Arc<Term>>,
    /// Short-lived messages for customers, by id.
    pub notices: Vec<Arc<Notice>>,
    /// Those for staff alone.
    pub internal_notices: Vec<Arc<Notice>>,
    /// Texts to send: for staff alone.
    pub messages: Vec<Arc<Message>>,
    /// Tests of the terms: for staff alone.
    pub scenarios: Vec<Arc<Scenario>>,
    /// Who keeps what true: for staff alone.
    pub kept: Vec<Kept>,
    /// All packs of requirements, with what the project adds to them: for staff alone.
    pub packs: BTreeMap<PackName, Arc<Pack>>,
    /// What the project says of requirements that its terms do not answer: for staff alone.
    pub answers: Vec<Arc<Answer>>,
    /// Where it claims to answer requirements: for staff alone.
    pub claims: Vec<Claim>,
    /// Offerings by weight and id.
    pub offerings: Vec<Arc<Offering>>,
    /// Services by weight and id.
    pub services: Vec<Arc<Service>>,
    /// Channels for customers, in the order of their file.
    pub channels: Vec<Arc<Channel>>,
    /// Channels for staff alone.
    pub internal_channels: Vec<Arc<Channel>>,
    /// Weekly hours.
    pub hours: BTreeMap<HoursId, Arc<Hours>>,
    /// Calendars.
    pub calendars: BTreeMap<CalendarId, Arc<Calendar>>,
    /// Public pages.
    pub pages: BTreeMap<PageId, Arc<Page>>,
    /// Internal procedures.
    pub runbooks: BTreeMap<RunbookId, Arc<Runbook>>,
    /// Internal remarks by page.
    pub notes: BTreeMap<PageId, Arc<Note>>,
    /// Images and documents beside pages, and others that are nobody's secret.
    pub media: Arc<BTreeMap<ProjectPath, Bytes>>,
    /// Files beside runbooks and notes.
    pub internal_media: Arc<BTreeMap<ProjectPath, Bytes>>,
}

impl Site {
    /// Whether customers are bound by what a file says, or rely on it: pages of kind `terms`, and data that they see.
    pub fn binds(&self, document: &Document) -> bool {
        match document.kind {
            Kind::Page => {
                let page = self.pages.get(&PageId::new(&document.stem));
                page.is_some_and(|page| page.kind == PageKind::Terms)
            }
            kind => !kind.is_prose() && !kind.is_internal() && kind != Kind::Unknown,
        }
    }

    /// How far the translations are that are `wanted`.
    pub fn progress(&self, wanted: impl Fn(&Pairing) -> bool) -> Vec<LocaleProgress> {
        let documents: HashMap<&ProjectPath, &Arc<Document>> =
            self.documents.iter().map(|document| (document.path(), document)).collect();
        let text = |path: &ProjectPath| documents.get(path).map(|document| &*document.source.text);
        let binds = |path: &ProjectPath| documents.get(path).is_some_and(|document| self.binds(document));
        progress(&self.standings, &self.settings.locales, text, binds, wanted)
    }

    /// A project that says nothing but its settings.
    pub fn new(settings: Settings) -> Self {
        Self {
            documents: Vec::new(),
            standings: Standings::default(),
            settings,
            waivers: Vec::new(),
            partner: None,
            enrolment_secrets: Vec::new(),
            entities: Vec::new(),
            policy: None,
            products: Vec::new(),
            severities: Vec::new(),
            requests: Vec::new(),
            desks: Vec::new(),
            desk_secrets: Vec::new(),
            vehicles: Vec::new(),
            public_names: BTreeMap::new(),
            cell_vehicles: Vec::new(),
            glossary: Vec::new(),
            internal_terms: Vec::new(),
            notices: Vec::new(),
            internal_notices: Vec::new(),
            messages: Vec::new(),
            scenarios: Vec::new(),
            kept: Vec::new(),
            packs: BTreeMap::new(),
            answers: Vec::new(),
            claims: Vec::new(),
            offerings: Vec::new(),
            services: Vec::new(),
            channels: Vec::new(),
            internal_channels: Vec::new(),
            hours: BTreeMap::new(),
            calendars: BTreeMap::new(),
            pages: BTreeMap::new(),
            runbooks: BTreeMap::new(),
            notes: BTreeMap::new(),
            media: Arc::default(),
            internal_media: Arc::default(),
        }
    }

    /// The offering of an id.
    pub fn offering(&self, id: &OfferingId) -> Option<&Arc<Offering>> {
        self.offerings.iter().find(|offering| offering.id == *id)
    }

    /// The service of an id.
    pub fn service(&self, id: &ServiceId) -> Option<&Arc<Service>> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// The terms that decide who answers.
    pub fn terms(&self) -> Terms<'_> {
        Terms::new(
            &self.offerings,
            &self.services,
            &self.severities,
            &self.requests,
            &self.desks,
            &self.channels,
            &self.hours,
            &self.calendars,
        )
    }

    /// Through what the cases of a service and area go further on a day.
    pub fn vehicle_behind(&self, service: &ServiceId, area: Area, day: Date) -> Option<&Vehicle> {
        vehicle_behind(&self.cell_vehicles, &self.vehicles, service, area, day)
    }

    /// The channel of an id, public or internal.
    pub fn channel(&self, id: &ChannelId) -> Option<&Arc<Channel>> {
        self.channels.iter().chain(&self.internal_channels).find(|channel| channel.id == *id)
    }
}
