//! Offerings: raw keys to model types. Prices, targets and coverage have files of their own.

use super::coverage::{coverage, targets};
use super::names::Keyed;
use super::price::price;
use super::raw::offering::{RawClock, RawIncidents, RawNamedContacts, RawOffering, RawPrice};
use super::raw::{List, Maybe, Of};
use super::scope::Scope;
use super::time::zone;
use super::values::{given, said, word, words};
use crate::diagnostic::catalog::{REF001, SYN004, SYN005};
use crate::diagnostic::suggest;
use crate::model::ids::{HoursId, MarketId, OfferingId, ServiceId};
use crate::model::keeping::KeptKind;
use crate::model::offering::{Incidents, MayOpen, NamedContacts, Offering, Prices};
use crate::model::service::Area;
use crate::model::target::Clock;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

#[allow(clippy::too_many_lines, reason = "a line for each key, so that none is forgotten")]
pub(super) fn offering(scope: &mut Scope<'_>) -> Option<Offering> {
    let raw: RawOffering = scope.decode()?;
    let RawOffering {
        name,
        summary,
        audience,
        weight,
        types,
        services,
        areas,
        languages,
        hours,
        channels,
        how_to_tell,
        who_may_open,
        named_contacts,
        incidents,
        price,
        prices,
        includes,
        excludes,
        customer_duties,
        targets: raw_targets,
        clock,
        coverage: rows,
        owner,
        next_review,
    } = raw;
    let id = OfferingId::new(&scope.group.source.stem);
    let (name, summary) = (scope.text(name), scope.text(summary));
    scope.keep(KeptKind::Offering, id.as_str(), name.as_ref(), owner, next_review);
    let (audience, how_to_tell) = (scope.maybe_text(audience), scope.maybe_text(how_to_tell));
    let types = scope.texts(types);
    refuse_empty(scope, Some(&services), "service");
    let services = scope.ids(services.value, Kind::Service, "a service");
    let areas = self::areas(scope, areas, &services);
    refuse_empty(scope, Some(&languages), "language");
    let languages = scope.locales(languages.value);
    refuse_both(
        scope,
        "hours",
        hours.as_ref().map(|field| field.span),
        rows.as_ref().map(|field| field.span),
    );
    refuse_empty(scope, hours.as_ref(), "id of hours");
    let hours = scope.ids(given(hours), Kind::Hours, "hours");
    refuse_empty(scope, Some(&channels), "channel");
    let channels = scope.public_channels(channels.value);
    let who_may_open = contacts_rule(scope, who_may_open, named_contacts.is_some());
    let named_contacts = given(named_contacts).and_then(|raw| self::named_contacts(scope, raw));
    let incidents = given(incidents).and_then(|raw| self::incidents(scope, raw));
    let prices = self::prices(scope, price, prices);
    let (includes, excludes) = (scope.texts(includes), scope.texts(excludes));
    let customer_duties = scope.texts(customer_duties);
    let targets = targets(scope, given(raw_targets));
    let clock = given(clock).and_then(|raw| self::clock(scope, raw));
    refuse_empty(scope, rows.as_ref(), "row of coverage");
    let coverage = coverage(scope, given(rows));
    Some(Offering {
        id,
        name: name?,
        summary: summary?,
        audience,
        weight: given(weight).unwrap_or(0),
        types,
        services: services.iter().map(|id| ServiceId::new(id)).collect(),
        areas,
        languages,
        hours: hours.iter().map(|id| HoursId::new(id)).collect(),
        channels,
        how_to_tell,
        who_may_open,
        named_contacts,
        incidents,
        price: prices,
        includes,
        excludes,
        customer_duties,
        targets,
        clock,
        coverage,
    })
}

/// A list that says nothing where something must be said.
fn refuse_empty<T>(scope: &mut Scope<'_>, list: Option<&Field<Vec<T>>>, noun: &str) {
    if let Some(Field { span, value: Some(items) }) = list
        && items.is_empty()
    {
        scope.report(&SYN004, *span, format!("expected at least one {noun}, found none"));
    }
}

/// Hours are the simple case, coverage the full one: an offering has one of the two.
fn refuse_both(scope: &mut Scope<'_>, key: &str, simple: Option<Span>, full: Option<Span>) {
    match (simple, full) {
        (Some(at), Some(_)) => {
            let message = format!("expected `{key}` or `coverage`, found both");
            scope.push(scope.found(&SYN004, at, message).hint("coverage names desks, which have hours"));
        }
        (None, None) => {
            let message = format!("expected the key `{key}` or `coverage`, found neither");
            scope.report(&SYN005, Span::default(), message);
        }
        _ => {}
    }
}

fn areas(
    scope: &mut Scope<'_>,
    areas: Maybe<Entries<List<Of<Area>>>>,
    services: &[String],
) -> Vec<(ServiceId, Vec<Area>)> {
    let mut list = Vec::new();
    for (key, field) in given(areas).map_or(Vec::new(), |entries| entries.0) {
        if !services.iter().any(|id| **id == *key.text) {
            let hint = suggest(&key.text, services.iter().map(String::as_str));
            let message = format!("expected a service of this offering, found `{}`", key.text);
            scope.push(scope.found(&REF001, key.span, message).maybe_hint(hint));
            continue;
        }
        let areas: Vec<Area> = field.value.unwrap_or_default().into_iter().filter_map(said).collect();
        if areas.is_empty() {
            let message = "expected at least one area, found none";
            scope.push(scope.found(&SYN004, field.span, message).hint("remove the service, or name areas"));
        }
        list.push((ServiceId::new(&key.text), areas));
    }
    list
}

/// Named people may open cases only where they are described.
fn contacts_rule(scope: &mut Scope<'_>, field: Maybe<Of<MayOpen>>, described: bool) -> MayOpen {
    let at = field.as_ref().map(|field| field.span);
    let who = word(field).unwrap_or(MayOpen::Anyone);
    if let (MayOpen::Named, false, Some(at)) = (who, described, at) {
        let finding =
            scope.found(&SYN005, at, "expected `named_contacts` where named people open cases, found none");
        scope.push(finding.hint("write how many there may be, and how to change them"));
    }
    who
}

fn named_contacts(scope: &mut Scope<'_>, raw: RawNamedContacts) -> Option<NamedContacts> {
    let RawNamedContacts { max, role, change } = raw;
    let role = scope.maybe_text(role);
    let change = scope.text(change);
    if max.value == Some(0) {
        scope.report(&SYN004, max.span, "expected at least one person, found `0`");
    }
    Some(NamedContacts { max: max.value?, role, change: change? })
}

fn incidents(scope: &mut Scope<'_>, raw: RawIncidents) -> Option<Incidents> {
    let RawIncidents { included, per, areas, reset_zone, then, note } = raw;
    let areas = words(areas);
    let reset_zone = reset_zone.and_then(|field| zone(scope, field));
    let then = then.and_then(|field| price(scope, field));
    let note = scope.maybe_text(note);
    Some(Incidents { included: included.value?, per: said(per)?, areas, reset_zone, then, note })
}

fn prices(scope: &mut Scope<'_>, one: Maybe<RawPrice>, by_market: Maybe<Entries<RawPrice>>) -> Prices {
    if let (Some(one), Some(_)) = (&one, &by_market) {
        let finding = scope.found(&SYN004, one.span, "expected `price` or `prices`, found both");
        scope.push(finding.hint("`price` holds in all markets, `prices` names each"));
    }
    if let Some(field) = by_market {
        let mut list = Vec::new();
        for (key, field) in field.value.map_or(Vec::new(), |entries| entries.0) {
            let known = scope.keyed_text(&key.text, key.span, Keyed::Market);
            if let (Some(price), true) = (price(scope, field), known) {
                list.push((MarketId::new(&key.text), price));
            }
        }
        return Prices::ByMarket(list);
    }
    let one = one.and_then(|field| price(scope, field));
    one.map_or(Prices::Unsaid, |price| Prices::Everywhere(Box::new(price)))
}

fn clock(scope: &mut Scope<'_>, raw: RawClock) -> Option<Clock> {
    let RawClock { starts, counts, pauses, note } = raw;
    let pauses = scope.texts(pauses);
    let note = scope.maybe_text(note);
    Some(Clock { starts: said(starts)?, counts: said(counts)?, pauses, note })
}
