//! A checked project for one reader: one language, one audience.
//!
//! Apart from rendering, which must not decide what anybody may see. [`PublicView`] has no place for a
//! runbook, a note, an internal channel or a draft: what it cannot hold it cannot leak.
//!
//! Invariant: infallible; a view holds nothing but what its reader may see.

use std::collections::{BTreeMap, HashSet};
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
use crate::model::prose::{Edition, Note, Page, PageKind, Prose, Runbook};
use crate::model::service::{CellVehicles, Service};
use crate::model::settings::Settings;
use crate::model::site::Site;
use crate::model::target::{Request, Severity};
use crate::model::text::LocalText;
use crate::model::vehicle::{PublicVehicle, Vehicle};
use crate::output::{Audience, Bytes};
use crate::path::ProjectPath;
use crate::syntax::document::{Document, Kind};
use crate::translation::State;
use crate::translation::beside::{Beside, beside};
use crate::translation::progress::LocaleProgress;

/// A page as its readers get it.
#[derive(Clone, Debug)]
pub struct Shown<T> {
    /// The page or runbook.
    pub item: Arc<T>,
    /// The language of the text that is shown: the reader's, or the source's where there is no translation.
    pub locale: Locale,
    /// What readers must know of the translation.
    pub marks: Marks,
}

/// What readers must know of a translation that they get.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    /// Its source says something else by now.
    pub update_pending: bool,
    /// A machine made some of it.
    pub machine: bool,
}

impl Marks {
    fn of(site: &Site, edition: &Edition) -> Self {
        let pairing = site.standings.pairings.get(edition.prose.document.path());
        let any =
            |state| pairing.is_some_and(|pairing| pairing.standings.iter().any(|one| one.state == state));
        Self { update_pending: any(State::Stale), machine: any(State::Machine) }
    }
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
    /// How far translations are, by language.
    pub translations: Arc<[LocaleProgress]>,
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
        translations: checked.progress().into(),
        runbooks: runbooks
            .map(|runbook| {
                (runbook.id.clone(), marked(site, runbook, locale, &runbook.editions, runbook.source_locale))
            })
            .collect(),
        media: Arc::clone(&site.internal_media),
        notes: notes
            .map(|note| (note.page.clone(), shown(note, locale, &note.editions, note.source_locale)))
            .collect(),
        today: checked.today(),
    }
}

/// The units of translated files, by the path of the translation; none where sources are not shown beside them.
pub type SourcesBeside = BTreeMap<ProjectPath, Vec<Beside>>;

/// Which unit of its source stands behind each unit of a translated page: to be shown beside them to staff, and to
/// authors, who see pages of customers alone.
pub fn sources_beside(checked: &Checked, audience: Audience) -> SourcesBeside {
    let site = checked.site();
    let shown = |document: &&Arc<Document>| match audience {
        Audience::Public => document.kind == Kind::Page,
        Audience::Internal => document.kind.is_prose(),
    };
    let documents: HashSet<&ProjectPath> =
        site.documents.iter().filter(shown).map(|document| document.path()).collect();
    let pairings = site.standings.pairings.iter();
    let sides = pairings.filter(|(_, one)| one.is_there && documents.contains(&one.source_path));
    sides.map(|(path, pairing)| (path.clone(), beside(pairing))).collect()
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
            .map(|page| (page.id.clone(), marked(site, page, locale, &page.editions, page.source_locale)))
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
    Shown { item: Arc::clone(item), locale, marks: Marks::default() }
}

/// The same of a page or runbook, with what is known of its translation.
fn marked<T>(
    site: &Site,
    item: &Arc<T>,
    wanted: Locale,
    editions: &BTreeMap<Locale, Edition>,
    source: Locale,
) -> Shown<T> {
    let shown = shown(item, wanted, editions, source);
    let marks = editions.get(&shown.locale).map_or_else(Marks::default, |edition| Marks::of(site, edition));
    Shown { marks, ..shown }
}

impl Shown<Page> {
    /// The text that is shown.
    pub fn edition(&self) -> &Edition {
        &self.item.editions[&self.locale]
    }

    /// What it is a translation of, or itself, and its language.
    pub fn source(&self) -> (&Prose, Locale) {
        let locale = self.item.source_locale;
        (&self.item.editions[&locale].prose, locale)
    }
}

impl Shown<Runbook> {
    /// The text that is shown.
    pub fn edition(&self) -> &Edition {
        &self.item.editions[&self.locale]
    }

    /// What it is a translation of, or itself, and its language.
    pub fn source(&self) -> (&Prose, Locale) {
        let locale = self.item.source_locale;
        (&self.item.editions[&locale].prose, locale)
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
