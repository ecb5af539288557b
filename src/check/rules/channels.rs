//! Rules on channels: each leads somewhere, speaks what is promised, and is what customers see elsewhere.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{ANSWERING, Judgement};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{CH003, CH004, CH005, CH006};
use crate::locale::Locale;
use crate::model::channel::{Channel, Reach};
use crate::model::coverage::Case;
use crate::model::ids::ChannelId;
use crate::model::offering::Offering;
use crate::model::target::CaseKind;
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (&[Kind::Partner, Kind::Offering, Kind::Channels], language_is_not_spoken),
    (ANSWERING, language_ends_at_the_vehicle),
    (
        &[Kind::Offering, Kind::Desk, Kind::Severities, Kind::Requests, Kind::Channels, Kind::Policy],
        channel_is_dead,
    ),
    (&[Kind::Partner, Kind::Channels], profile_differs),
];

/// CH003: an offering is given in a language that none of its channels speaks.
fn language_is_not_spoken(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&CH003) else { return Vec::new() };
    let mut found = Vec::new();
    for offering in &subject.site.offerings {
        let own: Vec<&Arc<Channel>> =
            subject.site.channels.iter().filter(|channel| offering.channels.contains(&channel.id)).collect();
        if own.is_empty() {
            continue;
        }
        for (at, language) in offering.languages.iter().enumerate() {
            let speaks = |channel: &&Arc<Channel>| {
                channel.languages.is_empty() || channel.languages.contains(language)
            };
            if own.iter().any(speaks) {
                continue;
            }
            let at = at.to_string();
            let Some(place) = subject.place(Kind::Offering, offering.id.as_str(), &["languages", &at]) else {
                continue;
            };
            let message =
                format!("expected a channel of `{}` that speaks `{language}`, found none", offering.id);
            let finding = subject.finding(&CH003, demand, place, message);
            found.push(
                finding.hint("add the language to a channel where it is spoken, or promise it no longer"),
            );
        }
    }
    found
}

/// The languages that are spoken by somebody who answers cases of a severity in an offering.
fn spoken_by<'a>(subject: &'a Subject<'_>, offering: &'a Offering, case: &Case) -> Vec<BTreeSet<Locale>> {
    let terms = subject.site.terms();
    let channels = terms.channels_for(offering, case).into_iter().map(|channel| Some(channel.id.clone()));
    let mut all = Vec::new();
    for channel in channels.chain([None]) {
        let chain = terms.chain(offering, &Case { channel, ..case.clone() });
        for side in chain.links.iter().flat_map(|link| &link.sides) {
            let at = side.languages_at.iter().flat_map(|(_, languages)| languages.iter());
            all.push(side.languages.iter().chain(at).copied().collect());
        }
    }
    all
}

/// CH004: a language is promised by day and night, and nobody who answers speaks it and what the vehicle
/// speaks.
fn language_ends_at_the_vehicle(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for offering in &site.offerings {
        for (service, area) in site.terms().cells(offering) {
            let Some(vehicle) = site.vehicle_behind(&service, area, subject.today) else { continue };
            if vehicle.languages.is_empty() {
                continue;
            }
            for severity in site.severities.iter().filter(|severity| severity.round_the_clock) {
                for (at, language) in offering.languages.iter().enumerate() {
                    if vehicle.languages.contains(language)
                        || seen.contains(&(offering.id.clone(), *language))
                    {
                        continue;
                    }
                    let case = Case {
                        service: Some(service.clone()),
                        area: Some(area),
                        kinds: vec![CaseKind::Severity(severity.id.clone())],
                        ..Case::default()
                    };
                    let bridges = |spoken: &BTreeSet<Locale>| {
                        spoken.contains(language)
                            && vehicle.languages.iter().any(|other| spoken.contains(other))
                    };
                    if spoken_by(subject, offering, &case).iter().any(bridges) {
                        continue;
                    }
                    seen.insert((offering.id.clone(), *language));
                    let at = at.to_string();
                    let Some(place) =
                        subject.place(Kind::Offering, offering.id.as_str(), &["languages", &at])
                    else {
                        continue;
                    };
                    let message = format!(
                        "expected somebody who speaks `{language}` and a language of `{}`, found nobody",
                        vehicle.id
                    );
                    let finding = subject.finding(&CH004, Demand::ALWAYS, place, message);
                    found
                        .push(finding.hint(
                            "cases that go further need somebody between the customer and the vehicle",
                        ));
                }
            }
        }
    }
    found
}

/// CH005: a channel for customers is named nowhere.
fn channel_is_dead(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let mut named: BTreeSet<&ChannelId> = BTreeSet::new();
    for offering in &site.offerings {
        named.extend(&offering.channels);
        named.extend(offering.coverage.iter().filter_map(|row| row.keys.channel.as_ref()));
    }
    named.extend(site.desks.iter().flat_map(|desk| &desk.channels));
    named.extend(site.severities.iter().flat_map(|severity| &severity.channels));
    named.extend(site.requests.iter().flat_map(|request| &request.channels));
    named.extend(site.channels.iter().filter_map(|channel| channel.fallback.as_ref()));
    if let Some(policy) = &site.policy {
        named.extend(policy.complaints.iter().filter_map(|step| step.channel.as_ref()));
    }
    if site.offerings.is_empty() {
        return Vec::new();
    }
    let dead = site.channels.iter().filter(|channel| !named.contains(&channel.id) && !channel.emergency);
    let finding = |channel: &Arc<Channel>| {
        let place = subject.place(Kind::Channels, "channels", &[channel.id.as_str()])?;
        let message =
            format!("expected an offering, a desk or a step that names `{}`, found none", channel.id);
        let finding = subject.finding(&CH005, Demand::ALWAYS, place, message);
        Some(
            finding
                .hint("name it in `channels:` of an offering, or remove it: customers would try it in vain"),
        )
    };
    dead.filter_map(finding).collect()
}

/// CH006: what the programme's portal shows customers differs from the channels of the site.
fn profile_differs(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&CH006) else { return Vec::new() };
    let Some(profile) = subject.site.partner.as_ref().and_then(|partner| partner.support_profile.as_ref())
    else {
        return Vec::new();
    };
    let channels = &subject.site.channels;
    if channels.is_empty() {
        return Vec::new();
    }
    let number = |channel: &Arc<Channel>| match &channel.reach {
        Reach::Phone { number, .. } => Some(number.dialed.clone()),
        _ => None,
    };
    let mailbox = |channel: &Arc<Channel>| match &channel.reach {
        Reach::Email(address) => Some(address.clone()),
        _ => None,
    };
    let phone = channels.iter().filter_map(number).any(|number| number == profile.phone.dialed);
    let email =
        channels.iter().filter_map(mailbox).any(|address| address.eq_ignore_ascii_case(&profile.email));
    let mut found = Vec::new();
    let checks = [
        ("phone", phone, &profile.phone.shown, "a telephone"),
        ("email", email, &profile.email, "a mailbox"),
    ];
    for (key, same, value, noun) in checks {
        if same {
            continue;
        }
        let Some(place) = subject.place(Kind::Partner, "partner", &["support_profile", key]) else {
            continue;
        };
        let message = format!("expected {noun} that is also a channel for customers, found `{value}`");
        let finding = subject.finding(&CH006, demand, place, message);
        found.push(
            finding.hint(
                "customers see this in Microsoft's portal and the channels here: let both say the same",
            ),
        );
    }
    found
}
