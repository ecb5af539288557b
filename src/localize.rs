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
use crate::locale::Locale;
use crate::model::hours::{Calendar, Hours};
use crate::model::ids::{CalendarId, ChannelId, HoursId, OfferingId, PageId, RunbookId, ServiceId};
use crate::model::prose::{Edition, Note, Page, PageKind, Runbook};
use crate::model::settings::Settings;
use crate::model::terms::{Channel, Offering, Partner, Service};
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
    /// The channel of an id, where customers may see it.
    pub fn channel(&self, id: &ChannelId) -> Option<&Arc<Channel>> {
        self.channels.iter().find(|channel| channel.id == *id)
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
