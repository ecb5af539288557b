//! Rules on what customers are told: types of support, hours, contact, price, and where to turn.

use std::collections::{BTreeMap, BTreeSet};

use super::{ANSWERING, Judgement, OFFERINGS};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::catalog::{SUP001, SUP002, SUP006, SUP008, SUP009, SUP010, SUP011};
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Locale;
use crate::model::coverage::Case;
use crate::model::offering::{Offering, Prices};
use crate::model::price::{Charge, Price};
use crate::model::prose::{RunbookKind, Target};
use crate::model::service::Service;
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (OFFERINGS, types_are_missing),
    (ANSWERING, hours_are_missing),
    (OFFERINGS, price_is_missing),
    (OFFERINGS, tax_is_missing),
    (&[Kind::Partner, Kind::Runbook], intake_is_missing),
    (&[Kind::Partner], customers_are_sent_away),
    (NAMED, names_are_the_same),
];

/// What customers choose by its name.
const NAMED: &[Kind] = &[Kind::Offering, Kind::Service];

/// SUP001: no offering is published, or one does not say its types of support.
fn types_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&SUP001) else { return Vec::new() };
    if !subject.has_any(Kind::Offering) {
        let place = subject.place(Kind::Partner, "partner", &[]);
        let message = "expected an offering in `content/offerings/`, found none";
        let finding = |place| subject.finding(&SUP001, demand, place, message);
        return place.map(finding).into_iter().collect();
    }
    let silent = subject.site.offerings.iter().filter(|offering| offering.types.is_empty());
    let finding = |offering: &std::sync::Arc<Offering>| {
        let place = subject.place(Kind::Offering, offering.id.as_str(), &["types"])?;
        let message = format!("expected the types of support of `{}`, found none", offering.id);
        let finding = subject.finding(&SUP001, demand, place, message);
        Some(finding.hint("write `types:`, each type with an id and in the customer's words"))
    };
    silent.filter_map(finding).collect()
}

/// SUP002: no offering that covers a service and area has hours for it.
fn hours_are_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let terms = site.terms();
    let mut found = Vec::new();
    // That there is no offering at all is another finding.
    for service in site.services.iter().filter(|_| !site.offerings.is_empty()) {
        let Some(demand) = subject.demand_for(&SUP002, service) else { continue };
        for cell in &service.cells {
            let covering = site.offerings.iter().filter(|offering| offering.covers(&service.id, cell.area));
            let covering: Vec<_> = covering.collect();
            let case = Case { service: Some(service.id.clone()), area: Some(cell.area), ..Case::default() };
            let has_hours = |offering: &&std::sync::Arc<Offering>| {
                // A row may be about some severities or languages alone.
                let by_row = offering.coverage.iter().any(|row| {
                    let keys = &row.keys;
                    keys.service.as_ref().is_none_or(|id| *id == service.id)
                        && keys.area.is_none_or(|area| area == cell.area)
                        && row.answers.iter().any(|answer| !answer.desks.is_empty())
                });
                by_row || !terms.chain(offering, &case).business().is_empty()
            };
            if covering.is_empty() {
                let keys = ["areas", cell.area.word()];
                let Some(place) = subject.place(Kind::Service, service.id.as_str(), &keys) else { continue };
                let message = format!(
                    "expected an offering that covers `{}`, `{}`, found none",
                    service.id,
                    cell.area.word()
                );
                let finding = subject.finding(&SUP002, demand, place, message);
                found.push(finding.hint("name the service in `services:` of an offering"));
            }
            for offering in covering.into_iter().filter(|offering| !has_hours(offering)) {
                let id = offering.id.as_str();
                let key =
                    if subject.has_key(Kind::Offering, id, "coverage") { "coverage" } else { "services" };
                let Some(place) = subject.place(Kind::Offering, id, &[key]) else { continue };
                let message = format!(
                    "expected hours for `{}`, `{}` in `{id}`, found none",
                    service.id,
                    cell.area.word()
                );
                let finding = subject.finding(&SUP002, demand, place, message);
                found.push(finding.hint("give the offering `hours:`, or a row of `coverage:` for them"));
            }
        }
    }
    found
}

/// SUP006: an offering says nothing of its price.
fn price_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&SUP006) else { return Vec::new() };
    let silent = subject.site.offerings.iter().filter(|offering| {
        // A price that could not be read has a finding of its own.
        let written = |key| subject.has_key(Kind::Offering, offering.id.as_str(), key);
        offering.price == Prices::Unsaid && !written("price") && !written("prices")
    });
    let finding = |offering: &std::sync::Arc<Offering>| {
        let place = subject.place(Kind::Offering, offering.id.as_str(), &["price"])?;
        let message = format!("expected the price of `{}`, found none", offering.id);
        let finding = subject.finding(&SUP006, demand, place, message);
        Some(finding.hint("write `price:`; what costs nothing has `model: free` or `model: included`"))
    };
    silent.filter_map(finding).collect()
}

/// SUP008: a price does not say whether tax is in it.
fn tax_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&SUP008) else { return Vec::new() };
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        let prices: Vec<(Vec<&str>, &Price)> = match &offering.price {
            Prices::Unsaid => Vec::new(),
            Prices::Everywhere(price) => vec![(vec!["price"], price)],
            Prices::ByMarket(prices) => {
                prices.iter().map(|(market, price)| (vec!["prices", market.as_str()], price)).collect()
            }
        };
        for (keys, price) in prices {
            if price.tax.is_some() || matches!(price.charge, Charge::Free | Charge::Included(_)) {
                continue;
            }
            let Some(place) = subject.place(Kind::Offering, offering.id.as_str(), &keys) else { continue };
            let message = "expected `tax` beside an amount, found none";
            let hint = "write `tax: excluded`, `tax: included` or `tax: exempt`";
            found.push(subject.finding(&SUP008, demand, place, message).hint(hint));
        }
    }
    found
}

/// SUP009: no runbook takes requests in.
fn intake_is_missing(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&SUP009) else { return Vec::new() };
    let place = subject.place_without_runbook(RunbookKind::Intake);
    let finding = |place| {
        let message = "expected a runbook of kind `intake`, found none";
        let hint = "write in `content/runbooks/` how a request is taken in, whichever channel it comes on";
        subject.finding(&SUP009, demand, place, message).hint(hint)
    };
    place.map(finding).into_iter().collect()
}

/// Where Microsoft takes cases: a part of the host, and a part of what follows it.
const TICKETS: [(&str, &str); 7] = [
    ("portal.azure.com", "microsoft_azure_support"),
    ("portal.azure.com", "microsoft.support"),
    ("admin.microsoft.com", "support"),
    ("admin.powerplatform.microsoft.com", "support"),
    ("serviceshub.microsoft.com", ""),
    ("support.serviceshub.microsoft.com", ""),
    ("support.microsoft.com", "contactus"),
];

/// Whether an address leads to a form for cases of Microsoft's.
fn takes_cases(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let Some((host, rest)) =
        address.strip_prefix("https://").map(|rest| rest.split_once('/').unwrap_or((rest, "")))
    else {
        return false;
    };
    TICKETS.iter().any(|(wanted, part)| host == *wanted && rest.contains(part))
}

/// SUP010: a public link sends customers to Microsoft for a case.
fn customers_are_sent_away(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&SUP010) else { return Vec::new() };
    let mut found = Vec::new();
    let mut report = |place: Place, address: &str| {
        let message =
            format!("expected a way to reach the partner, found `{address}`, where Microsoft takes cases");
        let finding = subject.finding(&SUP010, demand, place, message);
        found.push(
            finding.hint("customers of the programme cannot open cases there: lead them to the contact page"),
        );
    };
    for page in subject.site.pages.values().filter(|page| !page.draft) {
        for edition in page.editions.values() {
            let document = &edition.prose.document;
            for (event, target) in &edition.prose.targets {
                if let Target::External(address) = target
                    && takes_cases(address)
                {
                    let span =
                        document.markdown.events.get(*event).map_or(Span::default(), |event| event.span);
                    report(Place { path: document.path().clone(), span }, address);
                }
            }
        }
    }
    for service in &subject.site.services {
        for (key, url) in links(subject, service) {
            let keys: Vec<&str> = key.iter().map(String::as_str).collect();
            if takes_cases(&url)
                && let Some(place) = subject.place(Kind::Service, service.id.as_str(), &keys)
            {
                report(place, &url);
            }
        }
    }
    found
}

/// The addresses that a service shows to customers, with their keys.
fn links(subject: &Subject<'_>, service: &Service) -> Vec<(Vec<String>, String)> {
    let mut all = Vec::new();
    let data = subject.data(Kind::Service, service.id.as_str());
    for list in ["health_links", "self_help"] {
        let Some(node) = data.and_then(|data| data.get(list)) else { continue };
        let crate::syntax::tree::Value::Map(entries) = &node.value else { continue };
        for (key, entry) in entries {
            if let Some(crate::syntax::tree::Value::Scalar { text, .. }) =
                entry.get("url").map(|node| &node.value)
            {
                all.push((vec![list.to_owned(), key.text.to_string(), "url".to_owned()], text.to_string()));
            }
        }
    }
    all
}

impl Subject<'_> {
    /// Where to say that no runbook is of a kind: the first runbook, else the partner. Nowhere where there is one.
    pub(super) fn place_without_runbook(&self, kind: RunbookKind) -> Option<Place> {
        let is_there = self.site.runbooks.values().any(|runbook| runbook.kind == kind && !runbook.draft);
        // One that could not be read may well be it.
        if is_there || self.has_broken(Kind::Runbook) {
            return None;
        }
        self.place(Kind::Partner, "partner", &[])
    }
}

/// SUP011: two offerings, or two services, cannot be told apart by their names in some language.
fn names_are_the_same(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let offerings = site.offerings.iter().map(|one| (Kind::Offering, one.id.as_str(), &one.name));
    let services = site.services.iter().map(|one| (Kind::Service, one.id.as_str(), &one.name));
    let mut first: BTreeMap<(Kind, Locale, String), &str> = BTreeMap::new();
    let mut said = BTreeSet::new();
    let mut found = Vec::new();
    for (kind, id, name) in offerings.chain(services) {
        for (locale, text) in name.all() {
            let other = *first.entry((kind, locale, text.trim().to_lowercase())).or_insert(id);
            let Some(place) = subject.place(kind, id, &["name"]).filter(|_| other != id) else { continue };
            if !said.insert((kind, id)) {
                continue;
            }
            let message = format!("expected a name of its own for `{id}`, found `{text}`, as `{other}` has");
            let finding = subject.finding(&SUP011, Demand::ALWAYS, place, message);
            found.push(finding.hint("customers choose by the name; ids are not shown to them"));
        }
    }
    found
}
