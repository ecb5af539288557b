//! Facts: paths such as `offering.business.price` to typed [`Fact`]s, from a closed table.
//!
//! Apart from references, which name things: a fact prints a value of one.

use super::names::{Keyed, Names};
use super::reference::{Answer, Asker, channel, fail, keyed, known};
use crate::diagnostic::catalog::{REF001, REF004};
use crate::diagnostic::suggest;
use crate::model::ids::{
    CalendarId, ChannelId, DeskId, EntityId, HoursId, MarketId, OfferingId, ServiceId, SeverityId,
};
use crate::model::prose::Fact;
use crate::model::target::{CaseKind, Metric, RequestType};
use crate::model::word::Word;
use crate::syntax::document::Kind;
use crate::syntax::tree::{Node, Value};

/// Kinds of which there is one alone, so that their facts need no id.
const ALONE: [&str; 2] = ["partner", "terms"];

/// The facts of each kind that has ids.
const FACTS: [(&str, &[&str]); 10] = [
    ("partner", &["name", "legal_name"]),
    ("terms", &["version", "effective", "notice_period"]),
    ("entity", &["name", "address", "registration"]),
    ("offering", &["name", "summary", "price", "first_response", "update", "workaround", "resolution"]),
    ("service", &["name", "summary"]),
    ("channel", &["name", "number", "address", "url", "hours"]),
    ("desk", &["name", "place", "hours"]),
    ("severity", &["label", "name", "situation"]),
    ("hours", &["name", "weekly", "time_zone"]),
    ("calendar", &["name", "covers"]),
];

/// The fact that a path such as `offering.business.price` names.
pub(super) fn fact(names: &Names, asker: Asker, path: &str) -> Answer<Fact> {
    let mut parts = path.split('.');
    let kind = parts.next().unwrap_or_default();
    let Some((kind, fields)) = FACTS.iter().find(|(known, _)| *known == kind) else {
        let hint = suggest(kind, FACTS.iter().map(|(kind, _)| *kind));
        return fail(&REF004, format!("no facts are known of `{kind}`"), hint);
    };
    let alone = ALONE.contains(kind);
    let rest: [Option<&str>; 4] = std::array::from_fn(|_| parts.next());
    let (id, field, detail) = match rest {
        [Some(field), None, ..] if alone => (*kind, field, None),
        [Some(id), Some(field), None, _] if !alone => (id, field, None),
        [Some(id), Some(field), Some(detail), None] if *kind == "offering" => (id, field, Some(detail)),
        _ if alone => {
            return fail(&REF004, format!("expected `{kind}.` and a fact, found `{path}`"), None);
        }
        _ => {
            return fail(
                &REF004,
                format!("expected `{kind}.`, an id, a dot and a fact, found `{path}`"),
                None,
            );
        }
    };
    if !fields.contains(&field) {
        let hint = suggest(field, fields.iter().copied());
        return fail(&REF004, format!("`{kind}` has no fact `{field}`"), hint);
    }
    let fact = match *kind {
        "offering" => offering_fact(names, asker, id, field, detail)?,
        _ => typed_fact(names, asker, kind, id, field)?,
    };
    if detail.is_none() && !is_given(names, kind, id, field) {
        let message = format!("the {kind} `{id}` has no `{field}`");
        let by_market = field == "price"
            && data(names, Kind::Offering, id).is_some_and(|data| data.get("prices").is_some());
        let hint = match by_market {
            true => format!("its prices differ: name a market, as `{path}.europe`"),
            false => "write it in its file, or remove the fact".to_owned(),
        };
        return fail(&REF004, message, Some(hint));
    }
    Ok(fact)
}

/// Whether the file says what an optional fact is about.
fn is_given(names: &Names, kind: &str, id: &str, field: &str) -> bool {
    let data = match (kind, field) {
        ("offering", "price") => data(names, Kind::Offering, id),
        ("entity", "registration") => data(names, Kind::Entity, id),
        ("channel", "hours") => data(names, Kind::Channels, "channels").and_then(|data| data.get(id)),
        _ => return true,
    };
    data.is_some_and(|data| data.get(field).is_some())
}

fn data<'n>(names: &'n Names, kind: Kind, stem: &str) -> Option<&'n Node> {
    names.group_of(kind, stem).map(|group| &group.source.data)
}

/// A fact of an offering; prices may name a market, times must name a case.
fn offering_fact(names: &Names, asker: Asker, id: &str, field: &str, detail: Option<&str>) -> Answer<Fact> {
    let id = OfferingId::new(known(names, Kind::Offering, id, "an offering")?);
    let metric = Metric::from_word(field);
    match (field, metric, detail) {
        ("name", _, None) => Ok(Fact::OfferingName(id)),
        ("summary", _, None) => Ok(Fact::OfferingSummary(id)),
        ("price", _, None) => Ok(Fact::OfferingPrice(id, None)),
        ("price", _, Some(market)) => {
            let market = MarketId::new(keyed(names, asker, Keyed::Market, market)?);
            let said = |data: &Node| match data.get("prices") {
                Some(prices) => prices.get(market.as_str()).is_some(),
                None => data.get("price").is_some(),
            };
            if !data(names, Kind::Offering, id.as_str()).is_some_and(said) {
                let message = format!("the offering `{id}` has no price for the market `{market}`");
                return fail(
                    &REF004,
                    message,
                    Some("write it under `prices`, or remove the fact".to_owned()),
                );
            }
            Ok(Fact::OfferingPrice(id, Some(market)))
        }
        (_, Some(metric), Some(case)) => {
            let case = match RequestType::from_word(case) {
                Some(kind) => CaseKind::Request(kind),
                None => CaseKind::Severity(SeverityId::new(keyed(names, asker, Keyed::Severity, case)?)),
            };
            let targets = data(names, Kind::Offering, id.as_str()).and_then(|data| data.get("targets"));
            if !has_target(targets, metric, &case) {
                let message = format!("the offering `{id}` has no `{field}` for these cases");
                return fail(
                    &REF004,
                    message,
                    Some("write it under `targets`, or remove the fact".to_owned()),
                );
            }
            Ok(Fact::OfferingTarget(id, metric, case))
        }
        (_, Some(_), None) => {
            let message = format!("expected a severity or a request type after `{field}`, found none");
            fail(&REF004, message, Some(format!("write `offering.{id}.{field}.SEVERITY`")))
        }
        _ => fail(&REF004, format!("`{field}` takes nothing more"), None),
    }
}

fn has_target(targets: Option<&Node>, metric: Metric, case: &CaseKind) -> bool {
    let Some(Value::List(rows)) = targets.map(|node| &node.value) else { return false };
    let says = |row: &Node, key: &str, word: &str| matches!(row.get(key).map(|node| &node.value), Some(Value::Scalar { text, .. }) if &**text == word);
    rows.iter().any(|row| {
        says(row, "metric", metric.word())
            && match case {
                CaseKind::Severity(id) => says(row, "severity", id.as_str()),
                CaseKind::Request(kind) => says(row, "request_type", kind.word()),
            }
    })
}

#[allow(clippy::too_many_lines, reason = "a table: a line for each fact")]
fn typed_fact(names: &Names, asker: Asker, kind: &str, id: &str, field: &str) -> Answer<Fact> {
    Ok(match kind {
        "partner" if names.group_of(Kind::Partner, "partner").is_none() => {
            return fail(&REF001, "there is no partner in this project".to_owned(), None);
        }
        "partner" => {
            known(names, Kind::Partner, id, "the partner")?;
            if field == "name" { Fact::PartnerName } else { Fact::PartnerLegalName }
        }
        "terms" if names.group_of(Kind::Policy, "terms").is_none() => {
            return fail(&REF001, "there is no `terms.yaml` in this project".to_owned(), None);
        }
        "terms" => {
            known(names, Kind::Policy, id, "the terms")?;
            match field {
                "version" => Fact::TermsVersion,
                "effective" => Fact::TermsEffective,
                _ => Fact::TermsNotice,
            }
        }
        "entity" => {
            let id = EntityId::new(known(names, Kind::Entity, id, "an entity")?);
            match field {
                "name" => Fact::EntityName(id),
                "address" => Fact::EntityAddress(id),
                _ => Fact::EntityRegistration(id),
            }
        }
        "desk" => {
            let id = DeskId::new(known(names, Kind::Desk, id, "a desk")?);
            match field {
                "name" => Fact::DeskName(id),
                "place" => Fact::DeskPlace(id),
                _ => Fact::DeskHours(id),
            }
        }
        "severity" => {
            let id = SeverityId::new(keyed(names, asker, Keyed::Severity, id)?);
            match field {
                "label" => Fact::SeverityLabel(id),
                "name" => Fact::SeverityName(id),
                _ => Fact::SeveritySituation(id),
            }
        }
        "service" => {
            let id = ServiceId::new(known(names, Kind::Service, id, "a service")?);
            if field == "name" { Fact::ServiceName(id) } else { Fact::ServiceSummary(id) }
        }
        "channel" => channel_fact(names, channel(names, asker, id)?, field)?,
        "hours" => {
            let id = HoursId::new(known(names, Kind::Hours, id, "hours")?);
            match field {
                "name" => Fact::HoursName(id),
                "weekly" => Fact::HoursWeekly(id),
                _ => Fact::HoursZone(id),
            }
        }
        _ => {
            let id = CalendarId::new(known(names, Kind::Calendar, id, "a calendar")?);
            if field == "name" { Fact::CalendarName(id) } else { Fact::CalendarCovers(id) }
        }
    })
}

/// A fact of a channel that has it: a phone has a number, a mailbox an address, a portal a URL.
fn channel_fact(names: &Names, id: ChannelId, field: &str) -> Answer<Fact> {
    match field {
        "name" => return Ok(Fact::ChannelName(id)),
        "hours" => return Ok(Fact::ChannelHours(id)),
        _ => {}
    }
    let group = names.group_of(Kind::Channels, "channels");
    let has = group
        .and_then(|group| group.source.data.get(id.as_str()))
        .is_some_and(|node| node.get(field).is_some());
    if has {
        return Ok(Fact::ChannelReach(id));
    }
    let whole = group
        .and_then(|group| group.source.data.get(id.as_str()))
        .is_some_and(|node| node.get("kind").is_some());
    if !whole {
        return Err(None);
    }
    fail(&REF004, format!("the channel `{id}` has no `{field}`"), None)
}
