//! What staff alone see, as templates see it: vehicles, the escalation matrix, messages, reviews, steps.

use jiff::civil::Date;

use super::Data;
use crate::localize::InternalView;
use crate::model::desk::Desk;
use crate::model::ids::ChannelId;
use crate::model::keeping::KeptKind;
use crate::model::message::Message;
use crate::model::partner::Enrolment;
use crate::model::prose::{Runbook, RunbookKind};
use crate::model::step::{Next, Step};
use crate::model::vehicle::{Vehicle, vehicle_behind};
use crate::model::word::Word;
use crate::render::context::{
    DeskContext, EnrolmentContext, MatrixRow, MessageContext, MessageText, NavLink, PlaceholderContext,
    ReviewContext, StepContext, TextContext, VehicleContext, VehicleSeverity,
};
use crate::resolve::addresses;

impl Data<'_> {
    pub(in crate::render) fn vehicle(&self, vehicle: &Vehicle, internal: &InternalView) -> VehicleContext {
        let words = self.words;
        let plain = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        let services = vehicle.products.iter().filter_map(|id| self.view.service(id));
        let hours = vehicle.hours.as_ref().and_then(|id| Some(self.hours(id, self.view.hours.get(id)?)));
        VehicleContext {
            id: vehicle.id.to_string(),
            kind: words.get(&format!("vehicle-kind-{}", vehicle.kind.word())),
            name: words.text(&vehicle.name),
            public_name: words.maybe_text(internal.public_names.get(&vehicle.id)),
            services: services.map(|service| words.text(&service.name).text).collect(),
            areas: vehicle.areas.iter().map(|area| self.area_name(*area)).collect(),
            contract: plain(&vehicle.contract),
            access_id: plain(&vehicle.access_id),
            start: vehicle.start.map(|day| words.date(day)),
            end: vehicle.end.map(|day| words.date(day)),
            ended: vehicle.end.is_some_and(|day| day < internal.today),
            remaining: vehicle.remaining.map(|count| count.to_string()).unwrap_or_default(),
            languages: words.languages(&vehicle.languages),
            hours,
            severities: self.vehicle_severities(vehicle),
            how: words.text(&vehicle.how),
            href: plain(&vehicle.url),
            fee: vehicle.fee,
        }
    }

    fn vehicle_severities(&self, vehicle: &Vehicle) -> Vec<VehicleSeverity> {
        let row = |severity: &std::sync::Arc<crate::model::target::Severity>| {
            let theirs = vehicle.severities.iter().find(|(id, _)| *id == severity.id);
            let within = vehicle.first_response.iter().find(|(id, _)| *id == severity.id);
            (theirs.is_some() || within.is_some()).then(|| VehicleSeverity {
                label: self.words.text(&severity.label),
                theirs: theirs.map(|(_, word)| word.to_string()).unwrap_or_default(),
                within: within.map(|(_, within)| self.words.duration(*within)).unwrap_or_default(),
            })
        };
        self.view.severities.iter().filter_map(row).collect()
    }

    /// How soon it answers, by our severities.
    fn vehicle_answers(&self, vehicle: &Vehicle) -> Vec<String> {
        let rows = self.vehicle_severities(vehicle).into_iter().filter(|row| !row.within.is_empty());
        let line = |row: VehicleSeverity| {
            let variables = [("label", row.label.text), ("time", row.within)];
            self.words.fill("vehicle-answers-within", &variables)
        };
        rows.map(line).collect()
    }

    pub(super) fn vehicle_link(&self, vehicle: &Vehicle) -> NavLink {
        let name = self.words.text(&vehicle.name);
        let href = format!("{}#sb-vehicle-{}", self.links.page(addresses::VEHICLES), vehicle.id);
        NavLink { title: name.text, href, lang: name.lang, ..NavLink::default() }
    }

    /// A desk with what staff alone may know of it.
    pub(in crate::render) fn desk_of_staff(&self, desk: &Desk, internal: &InternalView) -> DeskContext {
        let mut context = self.desk(desk);
        let link = |id: &ChannelId| {
            let mut all = internal.channels.iter().chain(&self.view.channels);
            all.find(|channel| channel.id == *id).map(|channel| self.channel_link(channel))
        };
        if let Some(secrets) = internal.desk_secrets.iter().find(|secrets| secrets.id == desk.id) {
            context.internal_channels = secrets.channels.iter().filter_map(link).collect();
            context.lead = secrets.lead.as_ref().and_then(link);
        }
        context
    }

    /// The memberships of the partner with what staff alone may know of them.
    pub(in crate::render) fn enrolments(&self, internal: &InternalView) -> Vec<EnrolmentContext> {
        let words = self.words;
        let Some(partner) = &self.view.partner else { return Vec::new() };
        let plain = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        let context = |enrolment: &Enrolment| {
            let secrets = internal.enrolment_secrets.iter().find(|secrets| secrets.id == enrolment.id)?;
            let provider = secrets.provider.as_ref();
            let provider = provider.and_then(|id| internal.vehicles.iter().find(|vehicle| vehicle.id == *id));
            Some(EnrolmentContext {
                name: words
                    .text(enrolment.name.as_ref().or(enrolment.region.as_ref()).unwrap_or(&partner.name)),
                role: words.get(&format!("role-name-{}", enrolment.role.word())),
                cloud: words.get(&format!("cloud-{}", enrolment.cloud.word())),
                provider: provider.map(|vehicle| self.vehicle_link(vehicle)),
                packs: secrets
                    .packs
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(&words.get("list-comma")),
                location_id: plain(&secrets.location_id),
                tenant_id: plain(&secrets.tenant_id),
            })
        };
        partner.enrolments.iter().filter_map(context).collect()
    }

    /// For each service and area: its vehicles, reasons and runbooks.
    pub(in crate::render) fn matrix(&self, internal: &InternalView) -> Vec<MatrixRow> {
        let mut rows = Vec::new();
        for service in &self.view.services {
            for cell in &service.cells {
                let ways = internal.cell_vehicles.iter();
                let ids = ways
                    .filter(|way| way.service == service.id && way.area == cell.area)
                    .flat_map(|way| &way.vehicles);
                let vehicles =
                    ids.filter_map(|id| internal.vehicles.iter().find(|vehicle| vehicle.id == *id));
                let about = |runbook: &Runbook| {
                    runbook.kind == RunbookKind::Escalation
                        && (runbook.services.is_empty() || runbook.services.contains(&service.id))
                        && (runbook.areas.is_empty() || runbook.areas.contains(&cell.area))
                };
                let runbooks = internal.runbooks.values().filter(|shown| about(&shown.item));
                let (cells, all) = (&internal.cell_vehicles, &internal.vehicles);
                let behind = vehicle_behind(cells, all, &service.id, cell.area, internal.today);
                let hours = behind.and_then(|vehicle| self.view.hours.get(vehicle.hours.as_ref()?));
                rows.push(MatrixRow {
                    service: self.service_link(service),
                    area: self.area_name(cell.area),
                    vehicles: vehicles.map(|vehicle| self.vehicle_link(vehicle)).collect(),
                    behind: behind.map(|vehicle| self.vehicle_link(vehicle)),
                    behind_answers: behind.map(|vehicle| self.vehicle_answers(vehicle)).unwrap_or_default(),
                    behind_when: hours.map(|hours| self.words.week(&hours.weekly)).unwrap_or_default(),
                    behind_languages: behind
                        .map_or_else(String::new, |vehicle| self.words.languages(&vehicle.languages)),
                    reasons: cell
                        .reasons
                        .iter()
                        .map(|reason| self.words.get(&format!("reason-{}", reason.word())))
                        .collect(),
                    runbooks: runbooks
                        .map(|shown| NavLink {
                            title: shown.edition().title.to_string(),
                            href: self.links.page(&shown.item.address),
                            ..NavLink::default()
                        })
                        .collect(),
                });
            }
        }
        rows
    }

    pub(in crate::render) fn message(&self, message: &Message) -> MessageContext {
        let words = self.words;
        let shown = message.editions.get_key_value(&words.locale).or_else(|| message.editions.iter().next());
        let title = shown.map(|(locale, (title, _))| TextContext {
            text: title.to_string(),
            lang: if *locale == words.locale { String::new() } else { locale.to_string() },
        });
        let text = |(locale, (title, text)): (&crate::locale::Locale, &(Box<str>, Box<str>))| MessageText {
            lang: locale.to_string(),
            language: words.language(*locale),
            title: title.to_string(),
            text: text.to_string(),
        };
        let placeholder =
            |(name, kind): &(Box<str>, crate::model::message::Placeholder)| PlaceholderContext {
                name: format!("{{{name}}}"),
                kind: words.get(&format!("placeholder-{}", kind.word())),
            };
        MessageContext {
            id: message.id.to_string(),
            title: title.unwrap_or_default(),
            description: message.description.as_deref().unwrap_or_default().to_owned(),
            href: self.links.page(&format!("{}{}/", addresses::MESSAGES, message.id)),
            placeholders: message.placeholders.iter().map(placeholder).collect(),
            texts: message.editions.iter().map(text).collect(),
        }
    }

    /// Everything that somebody keeps true, by the day it is read again; what has no day comes last.
    pub(in crate::render) fn reviews(&self, internal: &InternalView) -> Vec<ReviewContext> {
        let words = self.words;
        let mut all: Vec<(Option<Date>, ReviewContext)> = Vec::new();
        let context = |name, kind: &str, href, owner: &str, due: Option<Date>| ReviewContext {
            name,
            kind: words.get(&format!("kind-{kind}")),
            href,
            owner: owner.to_owned(),
            due: due.map(|day| words.date(day)),
            overdue: due.is_some_and(|day| day < internal.today),
        };
        for kept in &internal.kept {
            let name = match kept.kind {
                KeptKind::Terms => TextContext { text: words.get("kind-terms"), lang: String::new() },
                _ => words.text(&kept.name),
            };
            let owner = kept.owner.as_deref().unwrap_or_default();
            let href = self.kept_page(kept.kind, &kept.id);
            all.push((kept.next_review, context(name, kept.kind.word(), href, owner, kept.next_review)));
        }
        for shown in internal.runbooks.values() {
            let due = Some(shown.item.review_due());
            let lang = if shown.locale == words.locale { String::new() } else { shown.locale.to_string() };
            let name = TextContext { text: shown.edition().title.to_string(), lang };
            let href = self.links.page(&shown.item.address);
            all.push((due, context(name, "runbook", href, &shown.item.owner, due)));
        }
        all.sort_by_key(|(due, _)| (due.is_none(), *due));
        all.into_iter().map(|(_, review)| review).collect()
    }

    fn kept_page(&self, kind: KeptKind, id: &str) -> String {
        let address = match kind {
            KeptKind::Partner | KeptKind::Entity => String::new(),
            KeptKind::Terms => addresses::POLICY.to_owned(),
            KeptKind::Offering => format!("{}{id}/", addresses::OFFERINGS),
            KeptKind::Service => format!("{}{id}/", addresses::SERVICES),
            KeptKind::Desk => addresses::CONTACT.to_owned(),
            KeptKind::Hours | KeptKind::Calendar => addresses::HOURS.to_owned(),
            KeptKind::Vehicle => addresses::VEHICLES.to_owned(),
            KeptKind::Product => addresses::MARKETPLACE.to_owned(),
            KeptKind::Message => format!("{}{id}/", addresses::MESSAGES),
        };
        let anchor = match kind {
            KeptKind::Desk => format!("#sb-desk-{id}"),
            KeptKind::Hours => format!("#sb-hours-{id}"),
            KeptKind::Calendar => format!("#sb-calendar-{id}"),
            KeptKind::Vehicle => format!("#sb-vehicle-{id}"),
            KeptKind::Product => format!("#sb-product-{id}"),
            _ => String::new(),
        };
        format!("{}{anchor}", self.links.page(&address))
    }

    /// The steps of a runbook; `titles` gives the heading of an anchor.
    pub(in crate::render) fn steps(
        &self,
        internal: &InternalView,
        steps: &[Step],
        titles: &dyn Fn(&str) -> String,
    ) -> Vec<StepContext> {
        let words = self.words;
        let here = |id: &str| NavLink { title: titles(id), href: format!("#{id}"), ..NavLink::default() };
        let next = |next: &Next| match next {
            Next::Step(id) => Some(here(id)),
            Next::Close => {
                let close = steps.iter().rev().find(|step| step.kind == crate::model::step::StepKind::Close);
                close.map(|step| here(&step.id))
            }
            Next::Runbook(id) => internal.runbooks.get(id).map(|shown| NavLink {
                title: shown.edition().title.to_string(),
                href: self.links.page(&shown.item.address),
                ..NavLink::default()
            }),
        };
        let message = |id: &crate::model::ids::MessageId| {
            let message = internal.messages.iter().find(|message| message.id == *id)?;
            let context = self.message(message);
            Some(NavLink {
                title: context.title.text,
                href: context.href,
                lang: context.title.lang,
                ..NavLink::default()
            })
        };
        let vehicle = |id: &crate::model::ids::VehicleId| {
            internal
                .vehicles
                .iter()
                .find(|vehicle| vehicle.id == *id)
                .map(|vehicle| self.vehicle_link(vehicle))
        };
        let context = |step: &Step| StepContext {
            id: step.id.to_string(),
            title: titles(&step.id),
            kind: words.get(&format!("step-kind-{}", step.kind.word())),
            role: words.get(&format!("role-{}", step.role.word())),
            timebox: step.timebox.map(|time| words.duration(time)).unwrap_or_default(),
            collect: step
                .collect
                .iter()
                .map(|field| words.get(&format!("collect-{}", field.word())))
                .collect(),
            message: step.message.as_ref().and_then(message),
            vehicle: step.vehicle.as_ref().and_then(vehicle),
            next: step.next.as_ref().and_then(next),
            otherwise: step.otherwise.as_ref().and_then(next),
        };
        steps.iter().map(context).collect()
    }
}
