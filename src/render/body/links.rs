//! Links, references, facts and images of a body.

use std::fmt::Write;

use super::{Body, Writer, end_of, escape};
use crate::locale::Locale;
use crate::model::channel::Channel;
use crate::model::ids::{ChannelId, EntityId, PageId};
use crate::model::prose::{Fact, Target};
use crate::model::text::LocalText;
use crate::render::data::reach;
use crate::render::encoded;
use crate::resolve::addresses;
use crate::syntax::markdown::{Link, LinkForm, plain_text};

impl<'a> Writer<'a> {
    fn target(&self, at: usize) -> &'a Target {
        let targets = &self.body.prose.targets;
        targets
            .binary_search_by_key(&at, |(event, _)| *event)
            .map_or(&Target::Broken, |found| &targets[found].1)
    }

    pub(super) fn link_start(&mut self, at: usize, link: &Link) -> usize {
        let target = self.target(at);
        if let Target::Fact(fact) = target {
            self.fact(fact);
            return end_of(&self.body.prose.document.markdown.events, at) + 1;
        }
        let href = self.href(target);
        let generated = matches!(link.form, LinkForm::Wiki { .. });
        if let Some(href) = &href {
            self.out.push_str("<a href=\"");
            escape(href, &mut self.out);
            self.out.push('"');
            if let Some(title) = &link.title {
                self.out.push_str(" title=\"");
                escape(title.get(self.text), &mut self.out);
                self.out.push('"');
            }
            if matches!(target, Target::External(url) if url.starts_with("http")) {
                self.out.push_str(" rel=\"noopener noreferrer\"");
            }
            self.out.push('>');
        }
        let close = if href.is_some() { "</a>" } else { "" };
        if generated {
            let (name, locale) = self.name(target);
            if locale == self.body.shown {
                escape(&name, &mut self.out);
            } else {
                let _ = write!(self.out, "<span lang=\"{locale}\">");
                escape(&name, &mut self.out);
                self.out.push_str("</span>");
            }
            self.out.push_str(close);
            return end_of(&self.body.prose.document.markdown.events, at) + 1;
        }
        self.links.push(close);
        at + 1
    }

    /// Where a target lies as seen from this page; `None` where it leads nowhere.
    fn href(&self, target: &Target) -> Option<String> {
        let links = self.body.data.links;
        Some(match target {
            Target::Here(anchor) => format!("#{}", encoded(anchor)),
            Target::Page(id, anchor) => {
                let locale = self.locale_of_page(id)?;
                let plan = &self.body.shared.plans[&locale];
                let href = links.page_in(locale, plan.address_of(id)?);
                with_anchor(href, anchor.as_deref().filter(|anchor| self.has_anchor(locale, id, anchor)))
            }
            Target::Runbook(id, anchor) => {
                let runbook = self.body.internal?.runbooks.get(id)?;
                with_anchor(links.page(&runbook.item.address), anchor.as_deref())
            }
            Target::Offering(id) => links.page(&format!("{}{id}/", addresses::OFFERINGS)),
            Target::Service(id) => links.page(&format!("{}{id}/", addresses::SERVICES)),
            Target::Channel(id) => format!("{}#sb-channel-{id}", links.page(addresses::CONTACT)),
            Target::Desk(id) => format!("{}#sb-desk-{id}", links.page(addresses::CONTACT)),
            Target::Severity(id) => format!("{}#sb-severity-{id}", links.page(addresses::SEVERITIES)),
            Target::Term(id) => format!("{}#sb-term-{id}", links.page(addresses::GLOSSARY)),
            Target::Requirement(id) => self.body.data.requirement_href(self.body.internal?, id.as_str())?,
            Target::Media(path) => links.file(self.body.shared.media.get(path)?),
            Target::External(url) => url.to_string(),
            Target::Fact(_) | Target::Broken => return None,
        })
    }

    /// The page's own language, or another one that shows the target where this one hides it.
    fn locale_of_page(&self, id: &PageId) -> Option<Locale> {
        let plans = &self.body.shared.plans;
        let own = self.body.data.words.locale;
        let others = plans.keys().copied().filter(|locale| *locale != own);
        std::iter::once(own).chain(others).find(|locale| plans[locale].address_of(id).is_some())
    }

    /// A translation may lack an anchor (a finding has said so); the link then leads to the page.
    fn has_anchor(&self, locale: Locale, id: &PageId, wanted: &str) -> bool {
        let shown = self.body.shared.views[&locale].public().pages.get(id);
        shown.is_some_and(|shown| {
            let mut anchors = shown.edition().prose.anchors.iter();
            anchors.any(|anchor| &*anchor.id == wanted || anchor.was.as_deref() == Some(wanted))
        })
    }

    /// The name of what a reference names, and the language it is in.
    fn name(&self, target: &Target) -> (String, Locale) {
        let (view, words) = (self.body.data.view, self.body.data.words);
        let chosen = |text: &LocalText| {
            let chosen = text.choose(words.locale);
            (chosen.text.to_string(), chosen.locale)
        };
        let found = match target {
            Target::Page(id, _) => self.locale_of_page(id).and_then(|locale| {
                let plan = &self.body.shared.plans[&locale];
                let page = plan.pages.get(plan.address_of(id)?)?;
                Some((page.title.clone(), page.shown))
            }),
            Target::Runbook(id, _) => self
                .body
                .internal
                .and_then(|internal| internal.runbooks.get(id))
                .map(|shown| (shown.edition().title.to_string(), shown.locale)),
            Target::Requirement(id) => Some((id.to_string(), words.locale)),
            Target::Offering(id) => view.offering(id).map(|offering| chosen(&offering.name)),
            Target::Service(id) => view.service(id).map(|service| chosen(&service.name)),
            Target::Channel(id) => self.channel(id).map(|channel| chosen(&channel.name)),
            Target::Desk(id) => view.desk(id).map(|desk| chosen(&desk.name)),
            Target::Severity(id) => view.severity(id).map(|severity| chosen(&severity.name)),
            Target::Term(id) => {
                let own = self.body.internal.into_iter().flat_map(|internal| &internal.terms);
                let mut all = view.glossary.iter().chain(own);
                all.find(|term| term.id == *id).map(|term| chosen(&term.preferred))
            }
            _ => None,
        };
        found.unwrap_or((String::new(), words.locale))
    }

    fn channel(&self, id: &ChannelId) -> Option<&'a Channel> {
        let public = self.body.data.view.channel(id);
        let internal = self
            .body
            .internal
            .and_then(|internal| internal.channels.iter().find(|channel| channel.id == *id));
        public.or(internal).map(|channel| &**channel)
    }

    /// What a reference that starts at an event is filled in with.
    pub(super) fn filled_in(&self, at: usize) -> String {
        match self.target(at) {
            Target::Fact(fact) => fact_text(self.body, fact),
            target => self.name(target).0,
        }
    }

    fn fact(&mut self, fact: &Fact) {
        let href = match fact {
            Fact::ChannelReach(id) => {
                let channel = self.channel(id);
                channel.map(|channel| reach(channel, self.body.data.words).2).filter(|href| !href.is_empty())
            }
            _ => None,
        };
        let text = fact_text(self.body, fact);
        let lang = self.words_lang();
        match href {
            Some(href) => {
                let _ = write!(self.out, "<a class=\"fact\"{lang} href=\"");
                escape(&href, &mut self.out);
                self.out.push_str("\">");
                escape(&text, &mut self.out);
                self.out.push_str("</a>");
            }
            None => {
                let _ = write!(self.out, "<span class=\"fact\"{lang}>");
                escape(&text, &mut self.out);
                self.out.push_str("</span>");
            }
        }
    }

    pub(super) fn image(&mut self, at: usize, title: Option<&str>) -> usize {
        let all = &self.body.prose.document.markdown.events;
        let end = end_of(all, at);
        let alt = plain_text(&all[at + 1..end], self.text);
        if let Some(href) = self.href(self.target(at)) {
            self.out.push_str("<img src=\"");
            escape(&href, &mut self.out);
            self.out.push_str("\" alt=\"");
            escape(&alt, &mut self.out);
            if let Some(title) = title {
                self.out.push_str("\" title=\"");
                escape(title, &mut self.out);
            }
            self.out.push_str("\" loading=\"lazy\">");
        } else {
            escape(&alt, &mut self.out);
        }
        end + 1
    }
}

fn with_anchor(href: String, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{href}#{}", encoded(anchor)),
        None => href,
    }
}

/// The value of a fact in the page's language.
pub(in crate::render) fn fact_text(body: Body<'_>, fact: &Fact) -> String {
    let (view, words) = (body.data.view, body.data.words);
    let text = |text: &LocalText| words.text(text).text;
    let channel = |id: &ChannelId| {
        let internal =
            body.internal.and_then(|internal| internal.channels.iter().find(|channel| channel.id == *id));
        view.channel(id).or(internal)
    };
    let entity = |id: &EntityId| view.entities.iter().find(|entity| entity.id == *id);
    let found = match fact {
        Fact::PartnerName => view.partner.as_ref().map(|partner| text(&partner.name)),
        Fact::PartnerLegalName => {
            view.partner.as_ref().map(|partner| text(partner.legal_name.as_ref().unwrap_or(&partner.name)))
        }
        Fact::OfferingName(id) => view.offering(id).map(|offering| text(&offering.name)),
        Fact::OfferingSummary(id) => view.offering(id).map(|offering| text(&offering.summary)),
        Fact::OfferingPrice(id, market) => {
            let offering = view.offering(id);
            let price = offering.and_then(|offering| offering.price_in(market.as_ref()));
            price.map(|price| body.data.price(price))
        }
        Fact::OfferingTarget(id, metric, case) => {
            let offering = view.offering(id);
            offering
                .and_then(|offering| offering.target(*metric, case))
                .map(|found| words.duration(found.within))
        }
        Fact::TermsVersion => view.policy.as_ref().map(|policy| policy.version.to_string()),
        Fact::TermsEffective => view.policy.as_ref().map(|policy| words.date(policy.effective.0).text),
        Fact::TermsNotice => view.policy.as_ref().map(|policy| words.period(policy.notice_period)),
        Fact::EntityName(id) => entity(id).map(|entity| text(&entity.name)),
        Fact::EntityAddress(id) => entity(id).map(|entity| text(&entity.address)),
        Fact::EntityRegistration(id) => {
            entity(id).and_then(|entity| entity.registration.as_ref()).map(ToString::to_string)
        }
        Fact::DeskName(id) => view.desk(id).map(|desk| text(&desk.name)),
        Fact::DeskPlace(id) => view.desk(id).map(|desk| text(&desk.place)),
        Fact::DeskHours(id) => {
            view.desk(id).and_then(|desk| view.hours.get(&desk.hours)).map(|hours| words.week(&hours.weekly))
        }
        Fact::SeverityLabel(id) => view.severity(id).map(|severity| text(&severity.label)),
        Fact::SeverityName(id) => view.severity(id).map(|severity| text(&severity.name)),
        Fact::SeveritySituation(id) => view.severity(id).map(|severity| text(&severity.situation)),
        Fact::ServiceName(id) => view.service(id).map(|service| text(&service.name)),
        Fact::ServiceSummary(id) => view.service(id).map(|service| text(&service.summary)),
        Fact::ChannelName(id) => channel(id).map(|channel| text(&channel.name)),
        Fact::ChannelReach(id) => channel(id).map(|channel| reach(channel, words).1),
        Fact::ChannelHours(id) => channel(id)
            .and_then(|channel| channel.hours.as_ref())
            .and_then(|id| view.hours.get(id))
            .map(|hours| words.week(&hours.weekly)),
        Fact::HoursName(id) => view.hours.get(id).map(|hours| text(&hours.name)),
        Fact::HoursWeekly(id) => view.hours.get(id).map(|hours| words.week(&hours.weekly)),
        Fact::HoursZone(id) => view.hours.get(id).map(|hours| words.zone(&hours.time_zone)),
        Fact::CalendarName(id) => view.calendars.get(id).map(|calendar| words.calendar(calendar).text),
        Fact::CalendarCovers(id) => view.calendars.get(id).map(|calendar| words.span(calendar.covers)),
    };
    found.unwrap_or_default()
}
