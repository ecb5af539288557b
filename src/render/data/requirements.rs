//! What the programme demands, as templates see it.
//!
//! Apart from the other pages of staff because the places that answer a requirement lie all over the site:
//! links to them need its plan.

use super::Data;
use crate::evidence::{Entry, Evidence, How, Located, Part, State};
use crate::localize::InternalView;
use crate::model::requirement::Spot;
use crate::model::service::Area;
use crate::model::word::Word;
use crate::render::context::{
    CellContext, EvidenceContext, NavLink, PackContext, ReasonContext, RequirementContext,
    ServiceRequirement, ServiceRequirements, StateContext,
};
use crate::render::plan::Plan;
use crate::resolve::addresses;

/// The anchor of a requirement on the page of all; that of a further enrolment carries its name.
fn anchor(entry: &Entry, first: bool) -> String {
    let id = &entry.requirement.id;
    match &entry.enrolment {
        Some(enrolment) if !first => format!("sb-requirement-{enrolment}-{id}"),
        _ => format!("sb-requirement-{id}"),
    }
}

/// What is the same for all entries of one pack.
struct Asked<'a> {
    internal: &'a InternalView,
    plan: &'a Plan,
    /// Entries with their anchors.
    entries: Vec<(&'a Entry, String)>,
}

/// A service instead of one of its areas: which area it is stands in the table of that service.
fn without_area(evidence: &Evidence) -> Evidence {
    let mut evidence = evidence.clone();
    if let Spot::Service(_, area @ Some(_)) = &mut evidence.at.spot {
        *area = None;
        let page = evidence.at.address.split('#').next().unwrap_or_default();
        evidence.at.address = page.into();
    }
    evidence
}

/// Things without those that stood before.
fn each_once<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(all.len());
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

impl Data<'_> {
    /// The requirement's place on the page of all, where somebody is bound by it.
    pub(in crate::render) fn requirement_href(&self, internal: &InternalView, id: &str) -> Option<String> {
        let entry = internal.ledger.of_requirement(id).next()?;
        Some(format!("{}#{}", self.links.page(addresses::REQUIREMENTS), anchor(entry, true)))
    }

    /// All that is demanded, by enrolment and pack.
    pub(in crate::render) fn packs(&self, internal: &InternalView, plan: &Plan) -> Vec<PackContext> {
        let mut seen = std::collections::BTreeSet::new();
        let anchored = internal.ledger.entries.iter().map(|entry| {
            let first = seen.insert(entry.requirement.id.clone());
            (entry, anchor(entry, first))
        });
        let anchored: Vec<(&Entry, String)> = anchored.collect();
        let packs = anchored
            .chunk_by(|(one, _), (other, _)| (&one.enrolment, &one.pack) == (&other.enrolment, &other.pack));
        packs.map(|entries| self.pack(&Asked { internal, plan, entries: entries.to_vec() })).collect()
    }

    fn pack(&self, asked: &Asked<'_>) -> PackContext {
        let (first, _) = &asked.entries[0];
        let enrolments = self.view.partner.iter().flat_map(|partner| &partner.enrolments);
        let mut own = enrolments.filter(|one| first.enrolment.is_some() && one.id == first.enrolment);
        let name = own.find_map(|one| one.name.as_ref().or(one.region.as_ref()));
        let name = name.map(|name| self.words.text(name).text).filter(|name| !name.is_empty());
        let role = self.words.get(&format!("role-name-{}", first.role.word()));
        let cloud = self.words.get(&format!("cloud-{}", first.cloud.word()));
        PackContext {
            name: first.pack.to_string(),
            of: name.into_iter().chain([role, cloud]).collect(),
            counts: self.state_counts(asked),
            requirements: asked.entries.iter().map(|entry| self.requirement(asked, entry)).collect(),
            services: self.service_requirements(asked),
        }
    }

    /// How many requirements have which state, the open ones last.
    fn state_counts(&self, asked: &Asked<'_>) -> Vec<String> {
        let count = |state: &State| asked.entries.iter().filter(|(entry, _)| entry.state == *state).count();
        let told = |state: &State| {
            let (count, name) = (count(state), self.state(*state).name);
            (count > 0).then(|| {
                self.words.fill("requirements-count", &[("count", count.to_string()), ("state", name)])
            })
        };
        State::VALUES.iter().filter_map(told).collect()
    }

    fn state(&self, state: State) -> StateContext {
        StateContext {
            id: state.word().to_owned(),
            name: self.words.get(&format!("requirement-{}", state.word())),
            open: state.is_open(),
        }
    }

    fn requirement(&self, asked: &Asked<'_>, (entry, anchor): &(&Entry, String)) -> RequirementContext {
        let (words, requirement) = (self.words, &entry.requirement);
        let source = words.text(&requirement.source.title);
        let mut evidence = Vec::new();
        let mut answers = Vec::new();
        for part in &entry.parts {
            evidence.extend(part.evidence.iter().map(|one| self.evidence(asked, &without_area(one))));
            answers.extend(part.answer.iter().map(|answer| ReasonContext {
                reason: words.text(&answer.reason),
                approver: answer.approver.to_string(),
                review_by: words.date(answer.review_by),
            }));
        }
        RequirementContext {
            id: requirement.id.to_string(),
            anchor: anchor.clone(),
            text: words.text(&requirement.text),
            note: words.maybe_text(requirement.note.as_ref()),
            modality: words.get(&format!("modality-{}", requirement.modality.word())),
            state: self.state(entry.state),
            verified: requirement.verified,
            source: NavLink {
                title: source.text,
                href: requirement.source.url.to_string(),
                lang: source.lang,
                ..NavLink::default()
            },
            source_date: words.date(requirement.source.date),
            evidence: each_once(evidence),
            answers: each_once(answers),
            lacks: entry.parts.iter().flat_map(|part| self.lacks(part)).collect(),
        }
    }

    /// What an open part lacks, with its service and area.
    fn lacks(&self, part: &Part) -> Vec<String> {
        if !part.state.is_open() {
            return Vec::new();
        }
        let service = part.service.as_ref().and_then(|id| self.view.service(id));
        let service = service.map(|service| self.words.text(&service.name).text);
        let place = match (service, part.area) {
            (Some(service), Some(area)) => {
                self.words.fill("cell-name", &[("service", service), ("area", self.area_name(area))])
            }
            (Some(service), None) => service,
            (None, _) => self.words.get("requirements-whole"),
        };
        let needs = part.missing.iter().map(|need| self.words.get(&format!("need-{}", need.word())));
        let mut lacks: Vec<String> = needs.collect();
        if lacks.is_empty() {
            lacks.push(self.state(part.state).name);
        }
        let said = |lack| self.words.fill("requirements-lacks", &[("place", place.clone()), ("lack", lack)]);
        lacks.into_iter().map(said).collect()
    }

    fn evidence(&self, asked: &Asked<'_>, evidence: &Evidence) -> EvidenceContext {
        EvidenceContext {
            link: self.located(asked, &evidence.at),
            through: evidence.through.iter().map(|one| self.located(asked, one)).collect(),
            claim: match evidence.how {
                How::Fact(_) => String::new(),
                How::Claim(revision) => revision.to_string(),
            },
        }
    }

    /// A place with the title of its page and of its section.
    fn located(&self, asked: &Asked<'_>, at: &Located) -> NavLink {
        let (address, anchor) = at.address.split_once('#').unwrap_or((&at.address, ""));
        let Some(page) = asked.plan.pages.get(address) else {
            // A draft, or a page that this language hides.
            return NavLink { title: address.to_owned(), ..NavLink::default() };
        };
        let section = self.section_title(asked.internal, &at.spot);
        let href = self.links.page(address);
        NavLink {
            title: section.map_or_else(
                || page.title.clone(),
                |section| {
                    let titles = [("page", page.title.clone()), ("section", section)];
                    self.words.fill("requirements-section", &titles)
                },
            ),
            href: if anchor.is_empty() { href } else { format!("{href}#{anchor}") },
            lang: if page.shown == self.words.locale { String::new() } else { page.shown.to_string() },
            ..NavLink::default()
        }
    }

    fn section_title(&self, internal: &InternalView, spot: &Spot) -> Option<String> {
        let heading = |anchors: &[crate::model::prose::Anchor], id: &str| {
            anchors.iter().find(|anchor| *anchor.id == *id).map(|anchor| anchor.text.to_string())
        };
        match spot {
            Spot::Service(_, Some(area)) => Some(self.area_name(*area)),
            Spot::Product(id) => {
                let product = self.view.products.iter().find(|product| product.id == *id)?;
                Some(self.words.text(&product.name).text)
            }
            Spot::Page(id, Some(anchor)) => {
                heading(&self.view.pages.get(id)?.edition().prose.anchors, anchor)
            }
            Spot::Runbook(id, Some(anchor)) => {
                heading(&internal.runbooks.get(id)?.edition().prose.anchors, anchor)
            }
            _ => None,
        }
    }

    /// For each service, what is judged by itself for it or its areas.
    fn service_requirements(&self, asked: &Asked<'_>) -> Vec<ServiceRequirements> {
        let of_service = |service: &std::sync::Arc<crate::model::service::Service>| {
            let rows = asked.entries.iter().filter_map(|(entry, anchor)| {
                let parts: Vec<&Part> =
                    entry.parts.iter().filter(|part| part.service.as_ref() == Some(&service.id)).collect();
                (!parts.is_empty()).then(|| ServiceRequirement {
                    requirement: NavLink {
                        title: entry.requirement.id.to_string(),
                        href: format!("#{anchor}"),
                        ..NavLink::default()
                    },
                    cells: self.cells(asked, &parts),
                })
            });
            let rows: Vec<ServiceRequirement> = rows.collect();
            (!rows.is_empty()).then(|| ServiceRequirements {
                service: self.service_link(service),
                areas: Area::VALUES.iter().map(|area| self.area_name(*area)).collect(),
                rows,
            })
        };
        self.view.services.iter().filter_map(of_service).collect()
    }

    fn cells(&self, asked: &Asked<'_>, parts: &[&Part]) -> Vec<Option<CellContext>> {
        let cell = |part: &&Part| CellContext {
            state: self.state(part.state),
            evidence: each_once(part.evidence.iter().map(|one| self.evidence(asked, one)).collect()),
        };
        if let [part] = parts
            && part.area.is_none()
        {
            return vec![Some(cell(part))];
        }
        Area::VALUES.iter().map(|area| parts.iter().find(|part| part.area == Some(*area)).map(cell)).collect()
    }
}
