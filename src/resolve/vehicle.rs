//! Vehicles and scenarios, which staff alone see: raw keys to model types.

use std::sync::Arc;

use super::coverage::case_kind;
use super::names::Keyed;
use super::raw::vehicle::{RawExpectation, RawScenario, RawVehicle};
use super::scope::Scope;
use super::values::{given, said, word, words};
use crate::diagnostic::catalog::SYN005;
use crate::model::ids::{
    DeskId, HoursId, MarketId, OfferingId, ScenarioId, ServiceId, SeverityId, VehicleId,
};
use crate::model::keeping::KeptKind;
use crate::model::scenario::{Expectation, ExpectedDesk, ExpectedTime, Scenario};
use crate::model::text::LocalText;
use crate::model::vehicle::Vehicle;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

/// All vehicles, in the order of the file, with what customers may hear of each.
pub(super) fn vehicles(scope: &mut Scope<'_>) -> Vec<(Arc<Vehicle>, Option<LocalText>)> {
    let Some(entries) = scope.decode::<Entries<RawVehicle>>() else { return Vec::new() };
    let mut list = Vec::new();
    for (key, field) in entries.0 {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        list.extend(vehicle(scope, VehicleId::new(&key.text), raw));
    }
    list
}

#[allow(clippy::too_many_lines, reason = "a line for each key, so that none is forgotten")]
fn vehicle(
    scope: &mut Scope<'_>,
    id: VehicleId,
    raw: RawVehicle,
) -> Option<(Arc<Vehicle>, Option<LocalText>)> {
    let RawVehicle {
        kind,
        name,
        public_name,
        products,
        areas,
        contract,
        access_id,
        start,
        end,
        remaining,
        languages,
        hours,
        severities,
        first_response,
        how,
        url,
        fee,
        owner,
        next_review,
    } = raw;
    let name = scope.text(name);
    scope.keep(KeptKind::Vehicle, id.as_str(), name.as_ref(), owner, next_review);
    let public_name = scope.maybe_text(public_name);
    let how = scope.text(how);
    let products = scope.ids(given(products), Kind::Service, "a service");
    let (contract, access_id) = (scope.plain(contract), scope.plain(access_id));
    let end_at = end.as_ref().map(|field| field.span);
    let (start, end) = (start.and_then(|field| scope.day(field)), end.and_then(|field| scope.day(field)));
    if let (Some(start), Some(end), Some(at)) = (start, end, end_at)
        && end < start
    {
        let message = format!("expected an end not before `{start}`, found `{end}`");
        scope.report(&crate::diagnostic::catalog::SYN004, at, message);
    }
    let hours = hours.and_then(|field| scope.id(field, Kind::Hours, "hours"));
    let severities = by_severity(scope, given(severities), |_, field| field.value.map(Into::into));
    let first_response = by_severity(scope, given(first_response), Scope::duration);
    let url = scope.url(url);
    let languages = scope.locales(languages.value);
    let vehicle = Vehicle {
        id,
        kind: said(kind)?,
        name: name?,
        products: products.iter().map(|id| ServiceId::new(id)).collect(),
        areas: words(areas),
        contract,
        access_id,
        start,
        end,
        remaining: given(remaining),
        languages,
        hours: hours.map(|id| HoursId::new(&id)),
        severities,
        first_response,
        how: how?,
        url,
        fee: given(fee).unwrap_or(false),
    };
    Some((Arc::new(vehicle), public_name))
}

fn by_severity<'a, T>(
    scope: &mut Scope<'a>,
    entries: Option<Entries<String>>,
    mut read: impl FnMut(&mut Scope<'a>, Field<String>) -> Option<T>,
) -> Vec<(SeverityId, T)> {
    let mut list = Vec::new();
    for (key, field) in entries.map_or(Vec::new(), |entries| entries.0) {
        let known = scope.keyed_text(&key.text, key.span, Keyed::Severity);
        if let (Some(value), true) = (read(scope, field), known) {
            list.push((SeverityId::new(&key.text), value));
        }
    }
    list
}

pub(super) fn scenario(scope: &mut Scope<'_>) -> Option<Scenario> {
    let raw: RawScenario = scope.decode()?;
    let RawScenario {
        title,
        at,
        offering,
        service,
        area,
        severity,
        request_type,
        language,
        channel,
        market,
        expect,
    } = raw;
    let title = scope.plain(Some(title));
    let at = scope.instant(at);
    let offering = scope.id(offering, Kind::Offering, "an offering");
    let service = scope.id(service, Kind::Service, "a service");
    let case = case_kind(scope, severity, request_type, Some(Span::default()));
    let language = language.and_then(|field| scope.language(field));
    let channel = channel.and_then(|field| scope.public_channel(field));
    let market = market.and_then(|field| scope.keyed(field, Keyed::Market));
    let expect_at = expect.span;
    let says_nothing = |raw: &RawExpectation| {
        let RawExpectation { desk, mode, channel, language, respond_by, cost, vehicle, next_open } = raw;
        let texts = [desk, channel, language, respond_by, cost, vehicle, next_open];
        mode.is_none() && texts.into_iter().all(Option::is_none)
    };
    let empty = expect.value.as_ref().is_some_and(says_nothing);
    let expect = expect.value.map(|raw| expectation(scope, raw));
    if empty {
        scope.report(&SYN005, expect_at, "expected at least one thing that should come of it, found none");
    }
    Some(Scenario {
        id: ScenarioId::new(&scope.group.source.stem),
        title: title?,
        at: at?,
        offering: OfferingId::new(&offering?),
        service: ServiceId::new(&service?),
        area: said(area)?,
        case: case?,
        language,
        channel,
        market: market.map(|id| MarketId::new(&id)),
        expect: expect?,
    })
}

fn expectation(scope: &mut Scope<'_>, raw: RawExpectation) -> Expectation {
    let RawExpectation { desk, mode, channel, language, respond_by, cost, vehicle, next_open } = raw;
    let says = |field: &Field<String>, word: &str| field.value.as_deref() == Some(word);
    let desk = desk.and_then(|field| match says(&field, "none") {
        true => Some(ExpectedDesk::Nobody),
        false => scope.id(field, Kind::Desk, "a desk").map(|id| ExpectedDesk::Desk(DeskId::new(&id))),
    });
    let respond_by = respond_by.and_then(|field| match says(&field, "undetermined") {
        true => Some(ExpectedTime::Undetermined),
        false => scope.instant(field).map(ExpectedTime::At),
    });
    Expectation {
        desk,
        mode: word(mode),
        channel: channel.and_then(|field| scope.public_channel(field)),
        language: language.and_then(|field| scope.language(field)),
        respond_by,
        cost: scope.plain(cost),
        vehicle: vehicle.and_then(|field| scope.keyed(field, Keyed::Vehicle)).map(|id| VehicleId::new(&id)),
        next_open: next_open.and_then(|field| scope.instant(field)),
    }
}
