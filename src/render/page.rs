//! One page: its body and everything around it, through the template of its kind.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use super::body::{Body, Remarks, fact_text, write_body, write_remark};
use super::context::{
    Alternate, Child, GlossaryContext, LanguageLink, NavLink, NoticeContext, PageContext, RunbookContext,
    RunbookGroup, SiteContext, StepContext, TocEntry,
};
use super::data::Data;
use super::plan::{Content, Plan, Planned};
use super::{Links, Shared, View, root_of};
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::localize::{InternalView, PublicView, Shown};
use crate::model::ids::{OfferingId, ServiceId};
use crate::model::notice::Notice;
use crate::model::prose::{Edition, PageKind, Prose, Runbook, Target};
use crate::model::service::Area;
use crate::model::word::Word;
use crate::resolve::addresses;
use crate::syntax::markdown::{EventKind, Tag, TagEnd};

/// How many pages a section may have to be listed on each of them.
const MAX_SECTION_NAV: usize = 40;

/// Parts of pages that are made once for all pages of a language and depth.
#[derive(Default)]
pub(super) struct Fragments {
    sites: RwLock<HashMap<(Locale, String), tera::Value>>,
}

/// The policy of a page: own files alone, nothing inline, no frames, no forms that leave.
pub(super) const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// Renders the page of a locale at an address.
pub(super) fn render_page(shared: &Shared, locale: Locale, address: &str) -> Result<String, Diagnostic> {
    let root = root_of(address);
    let page = PageMaker::new(shared, locale, address, &root);
    let context = page.context()?;
    let template = format!("{}.html", context.template);
    let mut variables = to_context(&context);
    variables.insert_value("site", site_value(shared, page.data));
    shared.theme.render(locale, &template, &variables)
}

/// The site as pages of one language and depth show it, the same for all of them.
pub(super) fn site_value(shared: &Shared, data: Data<'_>) -> tera::Value {
    let key = (data.words.locale, data.links.root.to_owned());
    let known = shared.fragments.sites.read().ok().and_then(|sites| sites.get(&key).cloned());
    known.unwrap_or_else(|| {
        let value = tera::Value::from_serializable(&site_context(shared, data));
        if let Ok(mut sites) = shared.fragments.sites.write() {
            sites.insert(key, value.clone());
        }
        value
    })
}

/// A context of plain data as the template engine takes it.
pub(super) fn to_context<T: serde::Serialize>(data: &T) -> tera::Context {
    tera::Context::from_serialize(data).unwrap_or_default()
}

struct PageMaker<'a> {
    shared: &'a Shared,
    view: &'a View,
    plan: &'a Plan,
    planned: &'a Planned,
    address: &'a str,
    data: Data<'a>,
}

impl<'a> PageMaker<'a> {
    fn new(shared: &'a Shared, locale: Locale, address: &'a str, root: &'a str) -> Self {
        let (view, plan) = (&shared.views[&locale], &shared.plans[&locale]);
        let links = Links { root, locale, portable: shared.publication.portable };
        let data =
            Data { view: view.public(), words: shared.words(locale), links, internal: !shared.is_public() };
        Self { shared, view, plan, planned: &plan.pages[address], address, data }
    }

    fn internal(&self) -> Option<&'a InternalView> {
        self.view.internal()
    }

    fn context(&self) -> Result<PageContext, Diagnostic> {
        let (shared, planned) = (self.shared, self.planned);
        let locale = self.plan.locale;
        let indexed = shared.is_indexed(locale, self.address);
        let mut context = PageContext {
            template: self.template().to_owned(),
            lang: locale.to_string(),
            article_lang: planned.shown.to_string(),
            title: planned.title.clone(),
            description: planned.description.clone(),
            root: self.data.links.root.to_owned(),
            canonical: indexed.then(|| shared.absolute(locale, self.address)),
            alternates: if indexed { alternates(shared, self.address) } else { Vec::new() },
            languages: self.languages(),
            noindex: !indexed,
            internal: !shared.is_public(),
            preview: shared.publication.preview,
            draft: planned.draft,
            nav: self.nav(),
            breadcrumbs: self.breadcrumbs(),
            section_nav: self.section_nav(),
            children: self.children(),
            date: planned.date.map(|day| self.data.words.date(day)),
            fallback: planned.shown != locale,
            update_pending: planned.marks.update_pending,
            machine: planned.marks.machine,
            original_lang: if planned.source == planned.shown {
                String::new()
            } else {
                planned.source.to_string()
            },
            ..PageContext::default()
        };
        (context.previous, context.next) = self.neighbors();
        self.fill(&mut context)?;
        Ok(context)
    }

    fn template(&self) -> &'static str {
        match &self.planned.content {
            Content::Home => "home",
            Content::Page(_) if self.address.is_empty() => "home",
            Content::Page(id) if id.is_section() => "section",
            Content::Page(_) => "page",
            Content::Offerings => "offerings",
            Content::Offering(_) => "offering",
            Content::Services => "services",
            Content::Service(_) => "service",
            Content::Hours => "hours",
            Content::Contact => "contact",
            Content::Severities => "severities",
            Content::Escalation => "escalation",
            Content::Policy => "policy",
            Content::Marketplace => "marketplace",
            Content::Glossary => "glossary",
            Content::Vehicles => "vehicles",
            Content::Messages => "messages",
            Content::Message(_) => "message",
            Content::Reviews => "reviews",
            Content::Gaps => "gaps",
            Content::Translations => "translations",
            Content::Requirements => "requirements",
            Content::Runbooks => "runbooks",
            Content::Runbook(_) => "runbook",
        }
    }

    /// What the kind of page adds.
    fn fill(&self, context: &mut PageContext) -> Result<(), Diagnostic> {
        let view = self.view.public();
        match &self.planned.content {
            Content::Page(id) => {
                let shown = &view.pages[id];
                shown.item.kind.word().clone_into(&mut context.page_kind);
                if shown.item.kind == PageKind::Terms {
                    let prevailing = view.entities.iter().map(|entity| entity.prevailing_locale);
                    let other = prevailing.into_iter().find(|locale| *locale != self.planned.shown);
                    context.prevailing_lang = other.map(|locale| locale.to_string()).unwrap_or_default();
                }
                self.fill_prose(context, shown.edition(), shown.source(), self.remarks(id))?;
            }
            Content::Offering(id) => {
                context.offering = view.offering(id).map(|offering| self.data.offering(offering));
                context.examples = view.offering(id).and_then(|offering| self.data.examples(offering));
                self.fill_answering(context, Some(id), None);
            }
            Content::Service(id) => {
                context.service = view.service(id).map(|service| self.data.service(service));
                self.fill_answering(context, None, Some(id));
            }
            Content::Runbook(id) => {
                let shown = self.internal().and_then(|internal| internal.runbooks.get(id));
                if let Some(shown) = shown {
                    context.runbook = Some(self.runbook(shown));
                    self.fill_prose(context, shown.edition(), shown.source(), None)?;
                    context.steps = self.steps(shown);
                }
            }
            Content::Severities => {
                context.severities = view.severities.iter().map(|one| self.data.severity(one)).collect();
                context.request_types = view.requests.iter().map(|one| self.data.request(one)).collect();
            }
            Content::Escalation => context.escalation = self.data.escalation(),
            Content::Policy => context.policy = view.policy.as_ref().map(|policy| self.data.policy(policy)),
            Content::Marketplace => {
                context.marketplace =
                    view.products.iter().map(|product| self.data.product(product)).collect();
            }
            Content::Glossary => context.glossary = self.glossary(view),
            Content::Contact => {
                context.desks = view.desks.iter().map(|desk| self.data.desk(desk)).collect();
                self.fill_answering(context, None, None);
            }
            _ => {}
        }
        context.notices = self.notices(view);
        if let Some(internal) = self.internal() {
            self.fill_internal(context, internal);
        }
        Ok(())
    }

    /// Who answers in ordinary weeks.
    fn fill_answering(
        &self,
        context: &mut PageContext,
        offering: Option<&OfferingId>,
        service: Option<&ServiceId>,
    ) {
        context.answering = self.data.answering(offering, service);
        context.week_zone = self.data.week_zone();
    }

    /// What staff see besides.
    fn fill_internal(&self, context: &mut PageContext, internal: &InternalView) {
        match &self.planned.content {
            Content::Contact => {
                let desks = internal.public.desks.iter();
                context.desks = desks.map(|desk| self.data.desk_of_staff(desk, internal)).collect();
                context.internal_channels =
                    internal.channels.iter().map(|channel| self.data.channel(channel)).collect();
            }
            Content::Vehicles => {
                let vehicles = internal.vehicles.iter();
                context.vehicles = vehicles.map(|vehicle| self.data.vehicle(vehicle, internal)).collect();
                context.matrix = self.data.matrix(internal);
                context.enrolments = self.data.enrolments(internal);
            }
            Content::Messages => {
                context.messages = internal.messages.iter().map(|one| self.data.message(one)).collect();
            }
            Content::Message(id) => {
                let message = internal.messages.iter().find(|message| message.id == *id);
                context.message = message.map(|message| self.data.message(message));
            }
            Content::Gaps => {
                (context.gaps, context.shortfalls) = self.data.gaps(internal);
                context.week_zone = self.data.week_zone();
            }
            Content::Translations => context.translations = self.data.translations(&internal.translations),
            Content::Requirements => context.packs = self.data.packs(internal, self.plan),
            Content::Reviews => context.reviews = self.data.reviews(internal),
            Content::Runbooks | Content::Home => context.runbooks = self.runbooks(internal),
            Content::Page(_) if self.address.is_empty() => context.runbooks = self.runbooks(internal),
            _ => {}
        }
    }

    /// The words of the glossary: on the internal site those of staff as well.
    fn glossary(&self, view: &PublicView) -> Vec<GlossaryContext> {
        let own = self.internal().into_iter().flat_map(|internal| &internal.terms);
        let terms: Vec<_> = view.glossary.iter().chain(own).cloned().collect();
        self.data.glossary(&terms)
    }

    /// Short-lived messages that this page should show: all on the home page and where people look for help,
    /// those about a service on its page.
    fn notices(&self, view: &PublicView) -> Vec<NoticeContext> {
        let own = self.internal().into_iter().flat_map(|internal| &internal.notices);
        let concerns = |notice: &&Arc<Notice>| match &self.planned.content {
            Content::Home | Content::Contact | Content::Hours => true,
            Content::Page(_) => self.address.is_empty(),
            Content::Service(id) => notice.services.contains(id),
            _ => false,
        };
        self.data.notices(view.notices.iter().chain(own).filter(concerns).cloned())
    }

    fn steps(&self, shown: &Shown<Runbook>) -> Vec<StepContext> {
        let Some(internal) = self.internal() else { return Vec::new() };
        let anchors = &shown.edition().prose.anchors;
        let title = |id: &str| {
            let anchor = anchors.iter().find(|anchor| *anchor.id == *id);
            anchor.map_or_else(|| id.to_owned(), |anchor| anchor.text.to_string())
        };
        self.data.steps(internal, &shown.item.steps, &title)
    }

    fn body(&self, prose: &'a Prose, shown: Locale, source: (&'a Prose, Locale)) -> Body<'a> {
        Body { shared: self.shared, data: self.data, internal: self.internal(), prose, shown, source }
    }

    fn fill_prose(
        &self,
        context: &mut PageContext,
        edition: &'a Edition,
        source: (&'a Prose, Locale),
        remarks: Remarks<'a>,
    ) -> Result<(), Diagnostic> {
        let body = self.body(&edition.prose, self.planned.shown, source);
        context.body_html = write_body(body, edition.body.clone(), remarks)?;
        context.toc = toc(body, edition);
        if let Some((note, cuts)) = remarks {
            for remark in cuts.iter().filter(|remark| remark.anchor.is_none()) {
                context.remark_html.push_str(&write_remark(note, remark)?);
            }
        }
        Ok(())
    }

    /// The remarks on a page, from an internal view alone.
    fn remarks(&self, id: &crate::model::ids::PageId) -> Remarks<'a> {
        let shown = self.internal()?.notes.get(id)?;
        let (prose, cuts) = shown.item.editions.get(&shown.locale)?;
        let locale = shown.item.source_locale;
        let source = shown.item.editions.get(&locale).map_or(prose, |(prose, _)| prose);
        Some((self.body(prose, shown.locale, (source, locale)), cuts))
    }

    fn link(&self, address: &str) -> NavLink {
        let Some(page) = self.plan.pages.get(address) else { return NavLink::default() };
        let lang = if page.shown == self.plan.locale { String::new() } else { page.shown.to_string() };
        NavLink {
            title: page.title.clone(),
            href: self.data.links.page(address),
            current: address == self.address,
            inside: !address.is_empty() && self.address.starts_with(address) && address != self.address,
            lang,
        }
    }

    fn nav(&self) -> Vec<NavLink> {
        self.plan.children("").iter().map(|address| self.link(address)).collect()
    }

    fn breadcrumbs(&self) -> Vec<NavLink> {
        let mut crumbs = Vec::new();
        let mut at = self.address;
        while !at.is_empty() {
            at = self.plan.parent(at);
            crumbs.push(self.link(at));
        }
        crumbs.reverse();
        if let Some(home) = crumbs.first_mut() {
            home.title = self.view.public().settings.title.choose(self.plan.locale).text.to_string();
            home.lang = String::new();
        }
        crumbs
    }

    /// The pages beside this one; none for pages at the top, which the main navigation lists.
    fn siblings(&self) -> &'a [Box<str>] {
        let parent = self.plan.parent(self.address);
        if self.address.is_empty() || parent.is_empty() { &[] } else { self.plan.children(parent) }
    }

    fn section_nav(&self) -> Vec<NavLink> {
        let siblings = self.siblings();
        if siblings.len() > MAX_SECTION_NAV {
            return Vec::new();
        }
        siblings.iter().map(|address| self.link(address)).collect()
    }

    fn neighbors(&self) -> (Option<NavLink>, Option<NavLink>) {
        let siblings = self.siblings();
        let at = siblings.iter().position(|address| **address == *self.address);
        let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| siblings.get(at));
        let after = at.and_then(|at| siblings.get(at + 1));
        (before.map(|address| self.link(address)), after.map(|address| self.link(address)))
    }

    fn children(&self) -> Vec<Child> {
        let lists_children = matches!(self.template(), "home" | "section");
        let addresses = if lists_children { self.plan.children(self.address) } else { &[] };
        let child = |address: &Box<str>| {
            let page = &self.plan.pages[address];
            Child {
                link: self.link(address),
                description: page.description.clone(),
                date: page.date.map(|day| self.data.words.date(day)),
            }
        };
        addresses.iter().map(child).collect()
    }

    /// One entry a locale: the same page there, or the nearest page above it.
    fn languages(&self) -> Vec<LanguageLink> {
        let entry = |locale: &Locale| {
            let mut address = self.address;
            while !self.shared.plans[locale].pages.contains_key(address) {
                address = self.plan.parent(address);
            }
            language_link(
                self.shared,
                *locale,
                self.data.links.page_in(*locale, address),
                *locale == self.plan.locale,
            )
        };
        self.shared.settings.locales.iter().map(entry).collect()
    }

    fn runbook(&self, shown: &Shown<Runbook>) -> RunbookContext {
        let (runbook, edition, words) = (&shown.item, shown.edition(), self.data.words);
        let lang = if shown.locale == words.locale { String::new() } else { shown.locale.to_string() };
        let services = runbook.services.iter().filter_map(|id| self.view.public().service(id));
        let areas = runbook.areas.iter().map(|area: &Area| words.get(&format!("area-{}", area.word())));
        let due = runbook.review_due();
        RunbookContext {
            kind: words.get(&format!("runbook-{}", runbook.kind.word())),
            title: super::context::TextContext { text: edition.title.to_string(), lang },
            description: edition.description.as_deref().unwrap_or_default().to_owned(),
            href: self.data.links.page(&runbook.address),
            owner: runbook.owner.to_string(),
            last_reviewed: words.date(runbook.last_reviewed),
            review_due: words.date(due),
            overdue: self.internal().is_some_and(|internal| due < internal.today),
            services: services.map(|service| words.text(&service.name).text).collect(),
            areas: areas.collect(),
        }
    }

    /// Runbooks by kind, in the order in which a case meets them.
    fn runbooks(&self, internal: &InternalView) -> Vec<RunbookGroup> {
        let mut all: Vec<&Shown<Runbook>> = internal.runbooks.values().collect();
        all.sort_by(|a, b| {
            let key = |shown: &Shown<Runbook>| (shown.item.kind, shown.item.weight, shown.item.id.clone());
            key(a).cmp(&key(b))
        });
        let mut groups: Vec<RunbookGroup> = Vec::new();
        for shown in all {
            let runbook = self.runbook(shown);
            match groups.last_mut().filter(|group| group.kind == runbook.kind) {
                Some(group) => group.runbooks.push(runbook),
                None => groups.push(RunbookGroup { kind: runbook.kind.clone(), runbooks: vec![runbook] }),
            }
        }
        groups
    }
}

pub(super) fn language_link(shared: &Shared, locale: Locale, href: String, current: bool) -> LanguageLink {
    let words = shared.words(locale);
    let short = format!("language-short-{}", locale.folder());
    LanguageLink {
        locale: locale.to_string(),
        name: words.language(locale),
        short: if words.messages.has(&short) { words.get(&short) } else { locale.language().to_uppercase() },
        href,
        current,
    }
}

/// The languages that a page is really in, each with its absolute address; x-default is the source language.
pub(super) fn alternates(shared: &Shared, address: &str) -> Vec<Alternate> {
    let locales =
        shared.settings.locales.iter().copied().filter(|locale| shared.is_indexed(*locale, address));
    let alternate = |hreflang: String, href: String| Alternate { hreflang, href };
    let mut all: Vec<Alternate> = locales
        .clone()
        .map(|locale| alternate(locale.to_string(), shared.absolute(locale, address)))
        .collect();
    let default =
        locales.clone().find(|locale| *locale == shared.source_locale()).or_else(|| locales.clone().next());
    if address.is_empty() {
        all.push(alternate("x-default".to_owned(), shared.publication.base_url.to_string()));
    } else if let Some(default) = default {
        all.push(alternate("x-default".to_owned(), shared.absolute(default, address)));
    }
    all
}

/// Headings of the second and third level.
fn toc(body: Body<'_>, edition: &Edition) -> Vec<TocEntry> {
    let anchors = edition.prose.anchors.iter();
    let listed =
        anchors.filter(|anchor| (2..=3).contains(&anchor.level) && anchor.event >= edition.body.start);
    let entry = |anchor: &crate::model::prose::Anchor| TocEntry {
        id: anchor.id.to_string(),
        text: heading_text(body, anchor.event),
        level: anchor.level,
    };
    listed.map(entry).collect()
}

/// A heading's text with its facts filled in.
fn heading_text(body: Body<'_>, start: usize) -> String {
    let prose = body.prose;
    let file = &prose.document.source.text;
    let events = &prose.document.markdown.events;
    let mut text = String::new();
    let mut at = start + 1;
    while let Some(event) = events.get(at) {
        match &event.kind {
            EventKind::End(TagEnd::Heading(_)) => break,
            EventKind::Text(part) | EventKind::Code(part) => text.push_str(part.get(file)),
            EventKind::SoftBreak { joined: false } | EventKind::HardBreak => text.push(' '),
            EventKind::Start(Tag::Link(_)) => {
                let found = prose.targets.binary_search_by_key(&at, |(event, _)| *event);
                if let Some(Target::Fact(fact)) = found.ok().map(|found| &prose.targets[found].1) {
                    text.push_str(&fact_text(body, fact));
                    while !matches!(
                        events.get(at).map(|event| &event.kind),
                        None | Some(EventKind::End(TagEnd::Link))
                    ) {
                        at += 1;
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.trim().to_owned()
}

/// The site as pages of one language and depth see it.
pub(super) fn site_context(shared: &Shared, data: Data<'_>) -> SiteContext {
    let (view, words, links) = (data.view, data.words, data.links);
    let plan = &shared.plans[&words.locale];
    let page =
        |address: &str| if plan.pages.contains_key(address) { links.page(address) } else { String::new() };
    let partner = view.partner.as_ref();
    let asset = |name: &str| shared.theme.assets.get(name).map(|(path, _)| links.file(path));
    let logo = view.settings.theme.logo.as_ref().and_then(|path| shared.media.get(path));
    SiteContext {
        title: view.settings.title.choose(words.locale).text.to_string(),
        partner: partner.map(|partner| words.text(&partner.name).text).unwrap_or_default(),
        legal_name: words.maybe_text(partner.and_then(|partner| partner.legal_name.as_ref())).text,
        tagline: words.maybe_text(partner.and_then(|partner| partner.tagline.as_ref())).text,
        has_partner: partner.is_some(),
        home: links.page(""),
        contact: page(addresses::CONTACT),
        hours_page: page(addresses::HOURS),
        offerings_page: page(addresses::OFFERINGS),
        stylesheets: ["style.css", "accent.css"].into_iter().filter_map(asset).collect(),
        scripts: asset("site.js").into_iter().collect(),
        icon: asset("icon.svg").unwrap_or_default(),
        logo: logo.map(|path| links.file(path)).unwrap_or_default(),
        emergency: data.emergency(),
        channels: data.channels(),
        entities: view.entities.iter().map(|entity| data.entity(entity)).collect(),
        offerings: view.offerings.iter().map(|offering| data.offering(offering)).collect(),
        services: view.services.iter().map(|service| data.service(service)).collect(),
        hours: view.hours.iter().map(|(id, hours)| data.hours(id, hours)).collect(),
        calendars: view.calendars.iter().map(|(id, calendar)| data.calendar(id, calendar)).collect(),
        csp: CSP.to_owned(),
        generator: concat!("supportbook ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// What a page that belongs to no plan is made with: the links and words of a locale, seen from `root`.
pub(super) fn data_at<'a>(shared: &'a Shared, locale: Locale, root: &'a str) -> Data<'a> {
    let links = Links { root, locale, portable: shared.publication.portable };
    let internal = !shared.is_public();
    Data { view: shared.views[&locale].public(), words: shared.words(locale), links, internal }
}
