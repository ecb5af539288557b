//! The proof: which requirement of the programme is answered, where, and how well.
//!
//! Apart from the rules, which say what is wrong, because pages and commands show what is right, too. A
//! requirement is answered by facts that are known from structured fields (`needs`), or by a place that claims
//! to answer it. It falls into parts, one for each service and area where the facts do.
//!
//! Invariant: depends on the site and the day alone, and reads fields, never prose. A requirement whose source
//! was not verified is at most claimed.

mod needs;

pub(crate) use self::needs::{covers, is_cloud_contract, vehicles_of};

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::ids::{EnrolmentId, ServiceId};
use crate::model::partner::{Cloud, Enrolment, EnrolmentSecrets, Role};
use crate::model::requirement::{Answer, AnswerState, Claim, Need, PackName, Requirement, Spot};
use crate::model::service::{Area, Service};
use crate::model::site::Site;
use crate::model::word::{Word, words};
use crate::resolve::addresses;
use needs::{Facts, Grain};

words! {
    /// How well a requirement is answered.
    State {
        /// It is answered.
        Satisfied "satisfied"
        /// It is answered as far as its source was verified.
        Claimed "claimed"
        /// A part is answered.
        Partial "partial"
        /// It will be answered.
        Planned "planned"
        /// It is answered in another way.
        Alternative "alternative"
        /// It does not apply.
        NotApplicable "not-applicable"
        /// A claim names another revision of it.
        Stale "stale"
        /// Nothing answers it.
        Missing "missing"
    }
}

impl State {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Satisfied | Self::Claimed | Self::NotApplicable)
    }
}

/// All requirements that bind a partner, with what answers them.
#[derive(Clone, Default, Debug)]
pub struct Ledger {
    /// By enrolment, pack and id.
    pub entries: Vec<Entry>,
}

/// A requirement of one enrolment.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Whom it binds; `None` for the partner with one role.
    pub enrolment: Option<EnrolmentId>,
    /// The partner's part in the programme there.
    pub role: Role,
    /// The cloud.
    pub cloud: Cloud,
    /// The pack that demands it.
    pub pack: PackName,
    /// What is demanded.
    pub requirement: Arc<Requirement>,
    /// How well the whole is answered.
    pub state: State,
    /// Its parts; at least one.
    pub parts: Vec<Part>,
}

/// A requirement for a service and area, for a service, or as a whole.
#[derive(Clone, Debug)]
pub struct Part {
    /// The service.
    pub service: Option<ServiceId>,
    /// The area.
    pub area: Option<Area>,
    /// How well it is answered.
    pub state: State,
    /// Where.
    pub evidence: Vec<Evidence>,
    /// The facts that are not there.
    pub missing: Vec<Need>,
    /// What the project says of it.
    pub answer: Option<Arc<Answer>>,
}

/// A place that answers a requirement.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Evidence {
    /// Where a reader of the built site finds it.
    pub at: Located,
    /// What it rests on in turn.
    pub through: Vec<Located>,
    /// How it is known.
    pub how: How,
}

/// A place of the built site, and the way to it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Located {
    /// The place.
    pub spot: Spot,
    /// Its address below the folder of a language, with its anchor.
    pub address: Box<str>,
}

impl Located {
    fn new(site: &Site, spot: Spot) -> Self {
        let address = address_of(site, &spot).into();
        Self { spot, address }
    }
}

/// How evidence is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum How {
    /// From structured fields.
    Fact(Need),
    /// Somebody claims it for this revision.
    Claim(u32),
}

/// Where a reader of the built site finds a place, below the folder of a language.
fn address_of(site: &Site, spot: &Spot) -> String {
    let at = |address: &str, anchor: Option<&str>| match anchor {
        Some(anchor) => format!("{address}#{anchor}"),
        None => address.to_owned(),
    };
    let section = |address: &str, id: &str| format!("{address}{id}/");
    match spot {
        Spot::Policy => addresses::POLICY.to_owned(),
        Spot::Contact => addresses::CONTACT.to_owned(),
        Spot::Severities => addresses::SEVERITIES.to_owned(),
        Spot::Hours => addresses::HOURS.to_owned(),
        Spot::Glossary => addresses::GLOSSARY.to_owned(),
        Spot::Offering(id) => section(addresses::OFFERINGS, id.as_str()),
        Spot::Service(id, area) => {
            let anchor = area.map(|area| format!("sb-area-{}", area.word()));
            at(&section(addresses::SERVICES, id.as_str()), anchor.as_deref())
        }
        Spot::Product(id) => at(addresses::MARKETPLACE, Some(&format!("sb-product-{id}"))),
        Spot::Page(id, anchor) => at(site.pages.get(id).map_or("", |page| &page.address), anchor.as_deref()),
        Spot::Runbook(id, anchor) => at(
            site.runbooks.get(id).map_or(addresses::RUNBOOKS, |runbook| &runbook.address),
            anchor.as_deref(),
        ),
        Spot::Vehicles => addresses::VEHICLES.to_owned(),
    }
}

impl Ledger {
    /// Everything that is demanded, and what answers it on a day.
    pub fn of(site: &Site, today: Date) -> Self {
        let Some(partner) = &site.partner else { return Self::default() };
        let facts = Facts::of(site, today);
        let mut entries = Vec::new();
        for (enrolment, secrets) in partner.enrolments.iter().zip(&site.enrolment_secrets) {
            for name in &secrets.packs {
                let Some(pack) = site.packs.get(name) else { continue };
                let bound = pack.requirements.iter();
                for requirement in bound.filter(|one| one.binds(enrolment.role, enrolment.cloud)) {
                    entries.push(entry(&facts, enrolment, secrets, name, requirement));
                }
            }
        }
        Self { entries }
    }

    /// The entries of a requirement.
    pub fn of_requirement<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.requirement.id.as_str() == id)
    }
}

/// The services that are sold under an enrolment.
pub fn services_of<'a>(
    site: &'a Site,
    enrolment: Option<&'a EnrolmentId>,
) -> impl Iterator<Item = &'a Arc<Service>> {
    site.services.iter().filter(move |service| {
        service.enrolments.is_empty() || enrolment.is_some_and(|id| service.enrolments.contains(id))
    })
}

fn entry(
    facts: &Facts<'_>,
    enrolment: &Enrolment,
    secrets: &EnrolmentSecrets,
    pack: &PackName,
    requirement: &Arc<Requirement>,
) -> Entry {
    let parts: Vec<Part> = shares(facts.site, enrolment, requirement)
        .into_iter()
        .map(|(service, area)| part(facts, secrets, requirement, service, area))
        .collect();
    let state = whole(&parts);
    Entry {
        enrolment: enrolment.id.clone(),
        role: enrolment.role,
        cloud: enrolment.cloud,
        pack: pack.clone(),
        requirement: Arc::clone(requirement),
        state,
        parts,
    }
}

/// The services and areas for which a requirement is judged, as fine as the finest fact it needs.
fn shares<'a>(
    site: &'a Site,
    enrolment: &'a Enrolment,
    requirement: &Requirement,
) -> Vec<(Option<&'a Arc<Service>>, Option<Area>)> {
    let finest = requirement.needs.iter().map(|need| need.grain()).max().unwrap_or(Grain::Whole);
    let services = services_of(site, enrolment.id.as_ref()).filter(|service| requirement.is_about(service));
    let areas = || {
        let asked = |area: &Area| {
            let narrow = |need: &Need| need.areas().is_none_or(|areas| areas.contains(area));
            requirement.is_about_area(*area) && requirement.needs.iter().any(narrow)
        };
        Area::VALUES.iter().copied().filter(asked)
    };
    match finest {
        // What is about some services alone concerns nobody who sells none of them.
        Grain::Whole if !requirement.services.is_empty() => {
            services.map(|service| (Some(service), None)).collect()
        }
        Grain::Whole => vec![(None, None)],
        Grain::Service => services.map(|service| (Some(service), None)).collect(),
        Grain::Cell => {
            services.flat_map(|service| areas().map(move |area| (Some(service), Some(area)))).collect()
        }
    }
}

fn part(
    facts: &Facts<'_>,
    secrets: &EnrolmentSecrets,
    requirement: &Requirement,
    service: Option<&Arc<Service>>,
    area: Option<Area>,
) -> Part {
    let mut evidence = Vec::new();
    let mut missing = Vec::new();
    for need in requirement.needs.iter().filter(|need| applies(**need, area)) {
        let found = facts.found(*need, secrets, service, area);
        match found {
            needs::Found::Nothing => missing.push(*need),
            needs::Found::Idle => {}
            needs::Found::Places(places) => {
                let located = |spot| Located::new(facts.site, spot);
                evidence.extend(places.into_iter().map(|(spot, through)| Evidence {
                    at: located(spot),
                    through: through.into_iter().map(located).collect(),
                    how: How::Fact(*need),
                }));
            }
        }
    }
    let asked = !requirement.needs.is_empty();
    let idle = asked && evidence.is_empty() && missing.is_empty();
    let id = service.map(|service| &service.id);
    let claims: Vec<&Claim> =
        facts.site.claims.iter().filter(|claim| concerns(claim, requirement, id, area)).collect();
    let stale = claims.iter().any(|claim| claim.revision != requirement.revision);
    evidence.extend(claims.iter().map(|claim| Evidence {
        at: Located::new(facts.site, claim.spot.clone()),
        through: Vec::new(),
        how: How::Claim(claim.revision),
    }));
    evidence.sort();
    evidence.dedup();
    let claimed = claims.iter().any(|claim| claim.revision == requirement.revision);
    let answer = facts.site.answers.iter().find(|answer| {
        answer.requirement == requirement.id
            && answer.revision == requirement.revision
            && (answer.services.is_empty() || id.is_some_and(|id| answer.services.contains(id)))
    });
    let complete = if requirement.verified { State::Satisfied } else { State::Claimed };
    let state = match answer.as_ref().map(|answer| answer.state) {
        Some(AnswerState::NotApplicable) => State::NotApplicable,
        _ if stale => State::Stale,
        _ if idle && claims.is_empty() => State::NotApplicable,
        _ if claimed || (asked && missing.is_empty()) => complete,
        Some(AnswerState::Planned) => State::Planned,
        Some(AnswerState::Partial) => State::Partial,
        Some(AnswerState::Alternative) => State::Alternative,
        None if evidence.is_empty() => State::Missing,
        None => State::Partial,
    };
    Part { service: id.cloned(), area, state, evidence, missing, answer: answer.cloned() }
}

/// Whether a fact is asked for in an area.
fn applies(need: Need, area: Option<Area>) -> bool {
    need.areas().zip(area).is_none_or(|(areas, area)| areas.contains(&area))
}

/// Whether a claim is about a requirement, in the service and area at hand.
fn concerns(
    claim: &Claim,
    requirement: &Requirement,
    service: Option<&ServiceId>,
    area: Option<Area>,
) -> bool {
    let here = match (&claim.spot, service) {
        (Spot::Service(of, own_area), Some(service)) => {
            of == service && own_area.zip(area).is_none_or(|(own, area)| own == area)
        }
        _ => true,
    };
    claim.requirement == requirement.id && here
}

/// The state of a whole whose parts have states of their own.
fn whole(parts: &[Part]) -> State {
    let has = |state: State| parts.iter().any(|part| part.state == state);
    let live: Vec<State> =
        parts.iter().map(|part| part.state).filter(|state| *state != State::NotApplicable).collect();
    match live.first() {
        None => State::NotApplicable,
        _ if has(State::Stale) => State::Stale,
        Some(first) if live.iter().all(|state| state == first) => *first,
        _ if has(State::Missing) || has(State::Partial) => State::Partial,
        _ if has(State::Planned) => State::Planned,
        _ if has(State::Alternative) => State::Alternative,
        _ => State::Claimed,
    }
}
