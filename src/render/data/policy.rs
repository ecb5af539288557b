//! The terms around the offerings as templates see them.

use super::Data;
use crate::model::desk::Desk;
use crate::model::duration::Period;
use crate::model::glossary::{Term, Wordings};
use crate::model::notice::Notice;
use crate::model::partner::Entity;
use crate::model::policy::{
    Change, Collections, ComplaintStep, Credit, MakerContact, Policy, Privacy, Product, Status, Wait,
};
use crate::model::service::{NamedLink, Party, Service};
use crate::model::word::Word;
use crate::render::context::{
    ChangeContext, CollectionsContext, ComplaintContext, CreditContext, DeskContext, EntityContext,
    EscalationContext, GlossaryContext, LanguagesAt, MarketplaceContext, NavLink, NoticeContext,
    PolicyContext, PrivacyContext, SubcontractorContext,
};
use crate::render::order::sort_by_name;

impl Data<'_> {
    #[allow(clippy::too_many_lines, reason = "a line for each key, so that none is forgotten")]
    pub(in crate::render) fn policy(&self, policy: &Policy) -> PolicyContext {
        let words = self.words;
        let markets = self.view.partner.iter().flat_map(|partner| &partner.markets);
        let markets = markets.filter(|market| policy.markets.contains(&market.id));
        let status = policy.status.word();
        let mut changes: Vec<&Change> = policy.changes.iter().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.date));
        PolicyContext {
            version: policy.version.to_string(),
            status: status.to_owned(),
            status_name: match policy.status {
                Status::Published => words.get("policy-status-published"),
                Status::Draft => words.get("policy-status-draft"),
                Status::Superseded => words.get("policy-status-superseded"),
            },
            effective_from: words.date(policy.effective.0),
            effective_to: policy.effective.1.map(|day| words.date(day)),
            last_updated: policy.last_updated.map(|day| words.date(day)),
            notice_period: words.period(policy.notice_period),
            applicability: self.texts(&policy.applicability),
            bought_through_us: policy.bought_through_us,
            clouds: policy.clouds.iter().map(|cloud| words.get(&format!("cloud-{}", cloud.word()))).collect(),
            markets: markets.map(|market| words.text(&market.name)).collect(),
            exclusions: self.texts(&policy.exclusions),
            customer_duties: self.texts(&policy.customer_duties),
            self_help: self.named_links(&policy.self_help),
            complaints: policy.complaints.iter().map(|step| self.complaint(step)).collect(),
            collections: policy.collections.as_ref().map(|collections| self.collections(collections)),
            privacy: policy.privacy.as_ref().map(|privacy| self.privacy(privacy)),
            credits: policy.credits.iter().map(|credit| self.credit(credit)).collect(),
            precedence: words.maybe_text(policy.precedence.as_ref().map(|(text, _)| text)),
            precedence_href: policy
                .precedence
                .as_ref()
                .and_then(|(_, url)| url.as_deref())
                .unwrap_or_default()
                .to_owned(),
            subcontractors: policy
                .subcontractors
                .iter()
                .map(|other| SubcontractorContext {
                    name: other.name.to_string(),
                    does: words.text(&other.does),
                })
                .collect(),
            changes: changes.into_iter().map(|change| self.change(change)).collect(),
        }
    }

    pub(super) fn named_links(&self, links: &[NamedLink]) -> Vec<NavLink> {
        let link = |link: &NamedLink| {
            let name = self.words.text(&link.name);
            NavLink { title: name.text, href: link.url.to_string(), lang: name.lang, ..NavLink::default() }
        };
        links.iter().map(link).collect()
    }

    fn complaint(&self, step: &ComplaintStep) -> ComplaintContext {
        let channel = step.channel.as_ref().and_then(|id| self.view.channel(id));
        ComplaintContext {
            who: self.words.text(&step.who),
            channel: channel.map(|channel| self.channel(channel)),
            after: match step.after {
                Some(Wait::Clock(duration)) => self.words.duration(duration),
                Some(Wait::Calendar(period)) => self.words.period(period),
                None => String::new(),
            },
            note: self.words.maybe_text(step.note.as_ref()),
        }
    }

    fn collections(&self, collections: &Collections) -> CollectionsContext {
        let words = self.words;
        let reminders: Vec<String> =
            collections.reminders.iter().map(|period: &Period| words.period(*period)).collect();
        CollectionsContext {
            reminders: words.list(&reminders),
            suspend_after: collections.suspend_after.map(|period| words.period(period)).unwrap_or_default(),
            what_stops: words.maybe_text(collections.what_stops.as_ref()),
            restore: words.maybe_text(collections.restore.as_ref()),
        }
    }

    fn privacy(&self, privacy: &Privacy) -> PrivacyContext {
        let words = self.words;
        let roles: Vec<String> = privacy.roles.iter().map(ToString::to_string).collect();
        PrivacyContext {
            access: words.text(&privacy.access),
            roles: words.list(&roles),
            data_collected: self.texts(&privacy.data_collected),
            remote_session: words.maybe_text(privacy.remote_session.as_ref()),
            removing_access: words.maybe_text(privacy.removing_access.as_ref()),
            agreement: privacy.agreement.as_deref().unwrap_or_default().to_owned(),
        }
    }

    fn credit(&self, credit: &Credit) -> CreditContext {
        let words = self.words;
        let rate = credit.rate.as_str().to_owned();
        let rate = match &credit.of {
            Some(of) => words.fill("credit-rate-of", &[("rate", rate), ("of", words.text(of).text)]),
            None => words.fill("credit-rate-alone", &[("rate", rate)]),
        };
        let cap =
            credit.cap.as_ref().map(|cap| words.fill("credit-cap", &[("cap", cap.as_str().to_owned())]));
        CreditContext {
            metric: words.get(&format!("metric-{}", credit.metric.word().replace('_', "-"))),
            threshold: words.text(&credit.threshold),
            rate,
            claim_within: words.period(credit.claim_within),
            cap: cap.unwrap_or_default(),
        }
    }

    fn change(&self, change: &Change) -> ChangeContext {
        ChangeContext {
            date: self.words.date(change.date),
            version: change.version.as_deref().unwrap_or_default().to_owned(),
            kind: self.words.get(&format!("change-{}", change.kind.word())),
            material: change.material,
            summary: self.words.text(&change.summary),
        }
    }

    pub(in crate::render) fn entity(&self, entity: &Entity) -> EntityContext {
        let words = self.words;
        let plain = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        let phone = entity.phone.as_ref();
        EntityContext {
            name: words.text(&entity.name),
            registration: plain(&entity.registration),
            tax_id: plain(&entity.tax_id),
            address: words.text(&entity.address),
            law: words.text(&entity.law),
            courts: words.maybe_text(entity.courts.as_ref()),
            prevailing_language: words.language(entity.prevailing_locale),
            represented_by: words.maybe_text(entity.represented_by.as_ref()),
            imprint: words.maybe_text(entity.imprint.as_ref()),
            email: plain(&entity.email),
            phone: phone.map(|phone| phone.shown.to_string()).unwrap_or_default(),
            phone_href: phone.map(|phone| format!("tel:{}", phone.dialed)).unwrap_or_default(),
            icp: plain(&entity.icp),
            psb: plain(&entity.psb),
        }
    }

    pub(in crate::render) fn product(&self, product: &Product) -> MarketplaceContext {
        let words = self.words;
        MarketplaceContext {
            id: product.id.to_string(),
            name: words.text(&product.name),
            publisher: product.publisher.to_string(),
            summary: words.text(&product.summary),
            href: product.url.as_deref().unwrap_or_default().to_owned(),
            contacts: maker_links(&product.technical),
            hours: words.maybe_text(product.technical.hours.as_ref()),
            terms: product.technical.terms.as_deref().unwrap_or_default().to_owned(),
            partner_does: self.texts(&product.partner_does),
            maker_does: self.texts(&product.maker_does),
        }
    }

    /// Words in the order in which readers of the page's language look for them.
    pub(in crate::render) fn glossary(&self, terms: &[std::sync::Arc<Term>]) -> Vec<GlossaryContext> {
        let mut terms: Vec<GlossaryContext> = terms.iter().map(|term| self.term(term)).collect();
        sort_by_name(self.words.locale, &mut terms, |term| &term.term.text);
        terms
    }

    fn term(&self, term: &Term) -> GlossaryContext {
        let words = self.words;
        let own = |all: &Wordings| {
            let list: Vec<String> =
                all.get(&words.locale).into_iter().flatten().map(ToString::to_string).collect();
            list.join(&words.get("list-comma"))
        };
        let preferred = words.text(&term.preferred);
        let others =
            term.preferred.all().filter(|(locale, text)| *locale != words.locale && *text != preferred.text);
        let elsewhere: Vec<&str> = others.map(|(_, text)| text).collect();
        GlossaryContext {
            id: term.id.to_string(),
            definition: words.text(&term.definition),
            synonyms: own(&term.synonyms),
            retired: own(&term.retired),
            elsewhere: elsewhere.join(&words.get("list-comma")),
            term: preferred,
        }
    }

    /// Those of the notices that hold on the day of the build.
    pub(in crate::render) fn notices(
        &self,
        notices: impl Iterator<Item = std::sync::Arc<Notice>>,
    ) -> Vec<NoticeContext> {
        let words = self.words;
        let day_of = |instant: jiff::Timestamp| instant.to_zoned(jiff::tz::TimeZone::UTC).date();
        let today = self.view.today;
        let current = notices.filter(|notice| (day_of(notice.from)..=day_of(notice.until)).contains(&today));
        let context = |notice: std::sync::Arc<Notice>| NoticeContext {
            id: notice.id.to_string(),
            title: words.text(&notice.title),
            text: words.text(&notice.text),
            urgency: notice.urgency.word().to_owned(),
            from: notice.from.to_string(),
            until: notice.until.to_string(),
            until_text: words.instant(notice.until),
        };
        current.map(context).collect()
    }

    /// Where the cases of each service and area go.
    pub(in crate::render) fn escalation(&self) -> Vec<EscalationContext> {
        let cells = |service: &std::sync::Arc<Service>| {
            let service = std::sync::Arc::clone(service);
            let cells: Vec<EscalationContext> = service
                .cells
                .iter()
                .filter(|cell| !cell.escalate.is_empty())
                .map(|cell| {
                    let ways = self.view.vehicles.iter();
                    let ways = ways.filter(|way| way.cells.contains(&(service.id.clone(), cell.area)));
                    let takes_part = |party: &Party| {
                        cell.tasks.iter().any(|task| {
                            !task.baseline && (task.leads == *party || task.helps.contains(party))
                        })
                    };
                    let outside = Party::VALUES
                        .iter()
                        .filter(|party| !matches!(party, Party::Customer | Party::Partner));
                    EscalationContext {
                        service: self.service_link(&service),
                        area: self.area_name(cell.area),
                        escalate: self.texts(&cell.escalate),
                        vehicles: ways.map(|way| self.words.text(&way.name)).collect(),
                        parties: outside
                            .filter(|party| takes_part(party))
                            .map(|party| self.party(*party).name)
                            .collect(),
                    }
                })
                .collect();
            cells
        };
        self.view.services.iter().flat_map(cells).collect()
    }

    pub(in crate::render) fn desk(&self, desk: &Desk) -> DeskContext {
        let words = self.words;
        let hours = |id| self.view.hours.get(id).map(|hours| self.hours(id, hours));
        let channels = desk.channels.iter().filter_map(|id| self.view.channel(id));
        let at = desk.languages_at.iter().filter_map(|(id, languages)| {
            Some(LanguagesAt { hours: hours(id)?, languages: words.languages(languages) })
        });
        DeskContext {
            id: desk.id.to_string(),
            name: words.text(&desk.name),
            place: words.text(&desk.place),
            hours: hours(&desk.hours),
            languages: words.languages(&desk.languages),
            languages_at: at.collect(),
            channels: channels.map(|channel| self.channel_link(channel)).collect(),
            note: words.maybe_text(desk.note.as_ref()),
            internal_channels: Vec::new(),
            lead: None,
        }
    }
}

fn maker_links(contact: &MakerContact) -> Vec<NavLink> {
    let link = |title: &str, href: String| NavLink { title: title.to_owned(), href, ..NavLink::default() };
    let email = contact.email.as_deref().map(|address| link(address, format!("mailto:{address}")));
    let phone = contact.phone.as_ref().map(|phone| link(&phone.shown, format!("tel:{}", phone.dialed)));
    let url = contact.url.as_deref().map(|url| link(super::bare(url).as_str(), url.to_owned()));
    email.into_iter().chain(phone).chain(url).collect()
}
