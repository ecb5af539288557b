//! A checked project for one reader: one language, one audience.
//!
//! Apart from rendering, which must not decide what anybody may see. [`PublicView`] has no place for a
//! runbook, a note, an internal channel or a draft: what it cannot hold it cannot leak.
//!
//! Invariant: infallible; a view holds nothing but what its reader may see.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::Checked;
use crate::evidence::Ledger;
use crate::locale::Locale;
use crate::model::answering::Terms;
use crate::model::channel::Channel;
use crate::model::desk::{Desk, DeskSecrets};
use crate::model::glossary::Term;
use crate::model::hours::{Calendar, Hours};
use crate::model::ids::{
    CalendarId, ChannelId, DeskId, HoursId, OfferingId, PageId, RunbookId, ServiceId, SeverityId, VehicleId,
};
use crate::model::keeping::Kept;
use crate::model::message::Message;
use crate::model::notice::Notice;
use crate::model::offering::Offering;
use crate::model::partner::{EnrolmentSecrets, Entity, Partner};
use crate::model::policy::{Policy, Product};
use crate::model::prose::{Edition, Note, Page, PageKind, Runbook};
use crate::model::service::{CellVehicles, Service};
use crate::model::settings::Settings;
use crate::model::site::Site;
use crate::model::target::{Request, Severity};
use crate::model::text::LocalText;
use crate::model::vehicle::{PublicVehicle, Vehicle};
use crate::output::Bytes;
use crate::path::ProjectPath;

/// A page as its readers get it.
#[derive(Clone, Debug)]
pub struct Shown<T> {
    /// The page or runbook.
    pub item: Arc<T>,
    /// The language of the text that is shown: the reader's, or the source's where there is no translation.
    pub locale: Locale,
}

/// What customers may see, in one language.
#[derive(Clone, Debug)]
pub struct PublicView {
    /// The reader's language.
    pub locale: Locale,
    /// What holds everywhere.
    pub settings: Arc<Settings>,
    /// Who publishes.
    pub partner: Option<Arc<Partner>>,
    /// Legal persons by id.
    pub entities: Vec<Arc<Entity>>,
    /// What holds for all offerings.
    pub policy: Option<Arc<Policy>>,
    /// Marketplace products by id.
    pub products: Vec<Arc<Product>>,
    /// Severities, the worst first.
    pub severities: Vec<Arc<Severity>>,
    /// Request types in order.
    pub requests: Vec<Arc<Request>>,
    /// Desks by id.
    pub desks: Vec<Arc<Desk>>,
    /// What customers may hear of vehicles.
    pub vehicles: Vec<PublicVehicle>,
    /// Words in the order of their file.
    pub glossary: Vec<Arc<Term>>,
    /// Short-lived messages by id.
    pub notices: Vec<Arc<Notice>>,
    /// The day the site is built for, which decides which messages are over.
    pub today: Date,
    /// Offerings in order.
    pub offerings: Vec<Arc<Offering>>,
    /// Services in order.
    pub services: Vec<Arc<Service>>,
    /// Channels for customers in order.
    pub channels: Vec<Arc<Channel>>,
    /// Weekly hours.
    pub hours: BTreeMap<HoursId, Arc<Hours>>,
    /// Calendars.
    pub calendars: BTreeMap<CalendarId, Arc<Calendar>>,
    /// Pages that are shown in this language.
    pub pages: BTreeMap<PageId, Shown<Page>>,
    /// Images and documents that pages may show; they are published where a page does.
    pub media: Arc<BTreeMap<ProjectPath, Bytes>>,
}

/// What staff may see, in one language.
#[derive(Clone, Debug)]
pub struct InternalView {
    /// What customers see as well, with drafts where they were asked for.
    pub public: PublicView,
    /// Channels for staff alone.
    pub channels: Vec<Arc<Channel>>,
    /// What staff alone may know of memberships.
    pub enrolment_secrets: Vec<EnrolmentSecrets>,
    /// And of desks.
    pub desk_secrets: Vec<DeskSecrets>,
    /// Vehicles in the order of their file.
    pub vehicles: Vec<Arc<Vehicle>>,
    /// What customers may hear of some of them.
    pub public_names: BTreeMap<VehicleId, LocalText>,
    /// Through what the cases of services and areas go further.
    pub cell_vehicles: Vec<CellVehicles>,
    /// Words for staff alone.
    pub terms: Vec<Arc<Term>>,
    /// Short-lived messages for staff alone.
    pub notices: Vec<Arc<Notice>>,
    /// Texts to send.
    pub messages: Vec<Arc<Message>>,
    /// Who keeps what true.
    pub kept: Vec<Kept>,
    /// What the programme demands, and what answers it.
    pub ledger: Arc<Ledger>,
    /// Procedures.
    pub runbooks: BTreeMap<RunbookId, Shown<Runbook>>,
    /// Files beside runbooks and notes.
    pub media: Arc<BTreeMap<ProjectPath, Bytes>>,
    /// Remarks on pages.
    pub notes: BTreeMap<PageId, Shown<Note>>,
    /// The day the site is built for, which decides what is overdue.
    pub today: Date,
}

/// The view of customers.
pub fn localize_public(checked: &Checked, locale: Locale) -> PublicView {
    public_part(checked, locale, false)
}

/// The view of staff; `drafts` adds unfinished pages and runbooks.
pub fn localize_internal(checked: &Checked, locale: Locale, drafts: bool) -> InternalView {
    let site = checked.site();
    let runbooks = site.runbooks.values().filter(|runbook| drafts || !runbook.draft);
    let notes = site.notes.values();
    InternalView {
        public: public_part(checked, locale, drafts),
        channels: site.internal_channels.clone(),
        enrolment_secrets: site.enrolment_secrets.clone(),
        desk_secrets: site.desk_secrets.clone(),
        vehicles: site.vehicles.clone(),
        public_names: site.public_names.clone(),
        cell_vehicles: site.cell_vehicles.clone(),
        terms: site.internal_terms.clone(),
        notices: site.internal_notices.clone(),
        messages: site.messages.clone(),
        kept: site.kept.clone(),
        ledger: Arc::clone(checked.ledger()),
        runbooks: runbooks
            .map(|runbook| {
                (runbook.id.clone(), shown(runbook, locale, &runbook.editions, runbook.source_locale))
            })
            .collect(),
        media: Arc::clone(&site.internal_media),
        notes: notes
            .map(|note| (note.page.clone(), shown(note, locale, &note.editions, note.source_locale)))
            .collect(),
        today: checked.today(),
    }
}

fn public_part(checked: &Checked, locale: Locale, drafts: bool) -> PublicView {
    let site = checked.site();
    let visible = |page: &&Arc<Page>| {
        let hidden_news = page.kind == PageKind::News && !page.editions.contains_key(&locale);
        (drafts || !page.draft) && !hidden_news
    };
    let pages = site.pages.values().filter(visible);
    PublicView {
        locale,
        settings: Arc::new(site.settings.clone()),
        partner: site.partner.clone(),
        entities: site.entities.clone(),
        policy: site.policy.clone(),
        products: site.products.clone(),
        severities: site.severities.clone(),
        requests: site.requests.clone(),
        desks: site.desks.clone(),
        vehicles: public_vehicles(site),
        glossary: site.glossary.clone(),
        notices: site.notices.clone(),
        today: checked.today(),
        offerings: site.offerings.clone(),
        services: site.services.clone(),
        channels: site.channels.clone(),
        hours: site.hours.clone(),
        calendars: site.calendars.clone(),
        pages: pages
            .map(|page| (page.id.clone(), shown(page, locale, &page.editions, page.source_locale)))
            .collect(),
        media: Arc::clone(&site.media),
    }
}

/// The names that customers may hear, each with the services and areas whose cases go through it.
fn public_vehicles(site: &Site) -> Vec<PublicVehicle> {
    let cells = |id| {
        let ways = site.cell_vehicles.iter().filter(move |way| way.vehicles.contains(id));
        ways.map(|way| (way.service.clone(), way.area)).collect()
    };
    site.public_names
        .iter()
        .map(|(id, name)| PublicVehicle { name: name.clone(), cells: cells(id) })
        .collect()
}

fn shown<T, E>(item: &Arc<T>, wanted: Locale, editions: &BTreeMap<Locale, E>, source: Locale) -> Shown<T> {
    let locale = if editions.contains_key(&wanted) { wanted } else { source };
    Shown { item: Arc::clone(item), locale }
}

impl Shown<Page> {
    /// The text that is shown.
    pub fn edition(&self) -> &Edition {
        &self.item.editions[&self.locale]
    }
}

impl Shown<Runbook> {
    /// The text that is shown.
    pub fn edition(&self) -> &Edition {
        &self.item.editions[&self.locale]
    }
}

impl PublicView {
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

    /// The channel of an id, where customers may see it.
    pub fn channel(&self, id: &ChannelId) -> Option<&Arc<Channel>> {
        self.channels.iter().find(|channel| channel.id == *id)
    }

    /// The desk of an id.
    pub fn desk(&self, id: &DeskId) -> Option<&Arc<Desk>> {
        self.desks.iter().find(|desk| desk.id == *id)
    }

    /// The severity of an id.
    pub fn severity(&self, id: &SeverityId) -> Option<&Arc<Severity>> {
        self.severities.iter().find(|severity| severity.id == *id)
    }

    /// The offering of an id.
    pub fn offering(&self, id: &OfferingId) -> Option<&Arc<Offering>> {
        self.offerings.iter().find(|offering| offering.id == *id)
    }

    /// The service of an id.
    pub fn service(&self, id: &ServiceId) -> Option<&Arc<Service>> {
        self.services.iter().find(|service| service.id == *id)
    }
}
