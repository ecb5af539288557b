//! Which pages a site has, where they lie, and how they hang together.
//!
//! Apart from rendering because every page needs to know of others: links, navigation, languages. Data make
//! pages of their own; a page that an author writes at the same address takes the place of such a page.
//!
//! Invariant: addresses are unique in a locale; the order of children is that of weight, then day (news
//! first), then address.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::View;
use super::format::Words;
use crate::locale::Locale;
use crate::localize::Marks;
use crate::model::ids::{MessageId, OfferingId, PageId, RunbookId, ServiceId};
use crate::model::prose::PageKind;
use crate::resolve::addresses;

/// What a planned page shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// A page that an author wrote.
    Page(PageId),
    /// The home page of a project that wrote none.
    Home,
    /// All offerings.
    Offerings,
    /// One offering.
    Offering(OfferingId),
    /// All services.
    Services,
    /// One service.
    Service(ServiceId),
    /// Weekly hours and calendars.
    Hours,
    /// All channels.
    Contact,
    /// Severities, request types and targets.
    Severities,
    /// How a case goes further.
    Escalation,
    /// What holds for all offerings.
    Policy,
    /// Marketplace products.
    Marketplace,
    /// Words.
    Glossary,
    /// The escalation matrix and the vehicles.
    Vehicles,
    /// All messages.
    Messages,
    /// One message.
    Message(MessageId),
    /// What is read again when.
    Reviews,
    /// When nobody can be reached.
    Gaps,
    /// How far translations are, for staff.
    Translations,
    /// What the programme demands, and what answers it.
    Requirements,
    /// All runbooks.
    Runbooks,
    /// One runbook.
    Runbook(RunbookId),
}

/// One page of a site in one language.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) content: Content,
    pub(super) title: String,
    /// The language of title and text.
    pub(super) shown: Locale,
    /// The language it was written in.
    pub(super) source: Locale,
    /// What readers must know of the translation.
    pub(super) marks: Marks,
    pub(super) description: String,
    weight: i32,
    pub(super) date: Option<Date>,
    news: bool,
    pub(super) draft: bool,
}

/// All pages of a site in one language.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) locale: Locale,
    pub(super) pages: BTreeMap<Box<str>, Planned>,
    addresses: BTreeMap<PageId, Box<str>>,
    children: BTreeMap<Box<str>, Vec<Box<str>>>,
}

impl Plan {
    /// Plans the pages of a view.
    pub(super) fn new(view: &View, words: Words<'_>) -> Self {
        let mut plan = Self {
            locale: words.locale,
            pages: BTreeMap::new(),
            addresses: BTreeMap::new(),
            children: BTreeMap::new(),
        };
        plan.add_data_pages(view, words);
        plan.add_runbooks(view, words);
        plan.add_written_pages(view);
        plan.hang();
        plan
    }

    fn add(&mut self, address: String, content: Content, weight: i32, title: String, description: String) {
        let planned = Planned {
            content,
            title,
            shown: self.locale,
            source: self.locale,
            marks: Marks::default(),
            description,
            weight,
            date: None,
            news: false,
            draft: false,
        };
        self.pages.insert(address.into(), planned);
    }

    fn add_named(&mut self, address: &str, content: Content, weight: i32, words: Words<'_>, id: &str) {
        let (title, description) =
            (words.get(&format!("page-{id}")), words.get(&format!("page-{id}-description")));
        self.add(address.to_owned(), content, weight, title, description);
    }

    fn add_data_pages(&mut self, view: &View, words: Words<'_>) {
        let public = view.public();
        self.add(
            String::new(),
            Content::Home,
            0,
            public.settings.title.choose(words.locale).text.to_string(),
            String::new(),
        );
        let staff_channels = view.internal().is_some_and(|internal| !internal.channels.is_empty());
        if !public.channels.is_empty() || staff_channels {
            self.add_named(addresses::CONTACT, Content::Contact, -40, words, "contact");
        }
        if !public.offerings.is_empty() {
            self.add_named(addresses::OFFERINGS, Content::Offerings, -30, words, "offerings");
        }
        for offering in &public.offerings {
            let address = format!("{}{}/", addresses::OFFERINGS, offering.id);
            let (name, summary) = (words.text(&offering.name).text, words.text(&offering.summary).text);
            self.add(address, Content::Offering(offering.id.clone()), offering.weight, name, summary);
        }
        if !public.services.is_empty() {
            self.add_named(addresses::SERVICES, Content::Services, -20, words, "services");
        }
        for service in &public.services {
            let address = format!("{}{}/", addresses::SERVICES, service.id);
            let (name, summary) = (words.text(&service.name).text, words.text(&service.summary).text);
            self.add(address, Content::Service(service.id.clone()), service.weight, name, summary);
        }
        if !public.hours.is_empty() {
            self.add_named(addresses::HOURS, Content::Hours, -10, words, "hours");
        }
        if !public.severities.is_empty() || !public.requests.is_empty() {
            self.add_named(addresses::SEVERITIES, Content::Severities, -15, words, "severities");
        }
        let escalates = public.services.iter().flat_map(|service| &service.cells);
        if escalates.clone().any(|cell| !cell.escalate.is_empty()) && !public.severities.is_empty() {
            self.add_named(addresses::ESCALATION, Content::Escalation, 50, words, "escalation");
        }
        if public.policy.is_some() {
            self.add_named(addresses::POLICY, Content::Policy, 60, words, "policy");
        }
        if !public.products.is_empty() {
            self.add_named(addresses::MARKETPLACE, Content::Marketplace, 70, words, "marketplace");
        }
        if !public.glossary.is_empty() {
            self.add_named(addresses::GLOSSARY, Content::Glossary, 80, words, "glossary");
        }
    }

    fn add_runbooks(&mut self, view: &View, words: Words<'_>) {
        let Some(internal) = view.internal() else { return };
        if !internal.runbooks.is_empty() {
            self.add_named(addresses::RUNBOOKS, Content::Runbooks, -50, words, "runbooks");
        }
        if !internal.vehicles.is_empty() {
            self.add_named(addresses::VEHICLES, Content::Vehicles, -48, words, "vehicles");
        }
        if !internal.messages.is_empty() {
            self.add_named(addresses::MESSAGES, Content::Messages, -46, words, "messages");
        }
        for message in &internal.messages {
            let edition = message.editions.get(&self.locale).or_else(|| message.editions.values().next());
            let title = edition.map(|(title, _)| title.to_string()).unwrap_or_default();
            let description = message.description.as_deref().unwrap_or_default().to_owned();
            let address = format!("{}{}/", addresses::MESSAGES, message.id);
            self.add(address, Content::Message(message.id.clone()), 0, title, description);
        }
        if !internal.kept.is_empty() {
            self.add_named(addresses::REVIEWS, Content::Reviews, -44, words, "reviews");
        }
        if !internal.ledger.entries.is_empty() {
            self.add_named(addresses::REQUIREMENTS, Content::Requirements, -47, words, "requirements");
        }
        if !view.public().offerings.is_empty() {
            self.add_named(addresses::GAPS, Content::Gaps, -45, words, "gaps");
        }
        if !internal.translations.is_empty() {
            self.add_named(addresses::TRANSLATIONS, Content::Translations, -43, words, "translations");
        }
        for (id, shown) in &internal.runbooks {
            let edition = shown.edition();
            let planned = Planned {
                content: Content::Runbook(id.clone()),
                title: edition.title.to_string(),
                shown: shown.locale,
                source: shown.item.source_locale,
                marks: shown.marks,
                description: edition.description.as_deref().unwrap_or_default().to_owned(),
                weight: shown.item.weight,
                date: None,
                news: false,
                draft: shown.item.draft,
            };
            self.pages.insert(shown.item.address.clone(), planned);
        }
    }

    fn add_written_pages(&mut self, view: &View) {
        for (id, shown) in &view.public().pages {
            let edition = shown.edition();
            let planned = Planned {
                content: Content::Page(id.clone()),
                title: edition.title.to_string(),
                shown: shown.locale,
                source: shown.item.source_locale,
                marks: shown.marks,
                description: edition.description.as_deref().unwrap_or_default().to_owned(),
                weight: shown.item.weight,
                date: shown.item.date,
                news: shown.item.kind == PageKind::News,
                draft: shown.item.draft,
            };
            self.pages.insert(shown.item.address.clone(), planned);
            self.addresses.insert(id.clone(), shown.item.address.clone());
        }
    }

    /// Puts each page under the nearest page above it.
    fn hang(&mut self) {
        let mut children: BTreeMap<Box<str>, Vec<Box<str>>> = BTreeMap::new();
        for address in self.pages.keys().filter(|address| !address.is_empty()) {
            children.entry(self.parent(address).into()).or_default().push(address.clone());
        }
        for list in children.values_mut() {
            list.sort_by_key(|address| {
                let page = &self.pages[address];
                let newest_first = page.news.then_some(Reverse(page.date));
                (page.weight, newest_first, address.clone())
            });
        }
        self.children = children;
    }

    /// The address of the page above; empty for the home page, itself included.
    pub(super) fn parent<'p>(&self, address: &'p str) -> &'p str {
        let mut inner = address;
        while !inner.is_empty() {
            let trimmed = inner.trim_end_matches('/');
            inner = trimmed.rfind('/').map_or("", |slash| &trimmed[..=slash]);
            if self.pages.contains_key(inner) {
                return inner;
            }
        }
        ""
    }

    /// The pages below one, in order.
    pub(super) fn children(&self, address: &str) -> &[Box<str>] {
        self.children.get(address).map_or(&[], Vec::as_slice)
    }

    /// Where a written page lies.
    pub(super) fn address_of(&self, id: &PageId) -> Option<&str> {
        self.addresses.get(id).map(|address| &**address)
    }

    /// Whether the page is in this plan's own language and finished, so that others may be told of it.
    pub(super) fn is_real(&self, address: &str) -> bool {
        self.pages.get(address).is_some_and(|page| page.shown == self.locale && !page.draft)
    }
}
