//! The whole project, resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::hours::{Calendar, Hours};
use super::ids::{CalendarId, ChannelId, HoursId, OfferingId, PageId, RunbookId, ServiceId};
use super::prose::{Note, Page, Runbook};
use super::settings::Settings;
use super::terms::{Channel, Offering, Partner, Service};
use crate::output::Bytes;
use crate::path::ProjectPath;
use crate::syntax::document::Document;

/// All that a project says. What only staff may see stands in collections of its own.
#[derive(Clone, Debug)]
pub struct Site {
    /// All parsed files, for rules that read texts and for the leak gate.
    pub documents: Vec<Arc<Document>>,
    /// What holds everywhere.
    pub settings: Settings,
    /// Who publishes; `None` for a plain documentation site.
    pub partner: Option<Arc<Partner>>,
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
    /// The offering of an id.
    pub fn offering(&self, id: &OfferingId) -> Option<&Arc<Offering>> {
        self.offerings.iter().find(|offering| offering.id == *id)
    }

    /// The service of an id.
    pub fn service(&self, id: &ServiceId) -> Option<&Arc<Service>> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// The channel of an id, public or internal.
    pub fn channel(&self, id: &ChannelId) -> Option<&Arc<Channel>> {
        self.channels.iter().chain(&self.internal_channels).find(|channel| channel.id == *id)
    }
}
