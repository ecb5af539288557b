//! Desks: raw keys to model types.

use super::names::Keyed;
use super::raw::desk::RawDesk;
use super::scope::Scope;
use super::values::given;
use crate::diagnostic::catalog::REF001;
use crate::model::desk::{Desk, DeskSecrets};
use crate::model::ids::{ChannelId, DeskId, EnrolmentId, HoursId};
use crate::model::keeping::KeptKind;
use crate::syntax::document::Kind;

/// A desk, and what staff alone may know of it.
pub(super) fn desk(scope: &mut Scope<'_>) -> Option<(Desk, DeskSecrets)> {
    let raw: RawDesk = scope.decode()?;
    let RawDesk {
        name,
        place,
        hours,
        languages,
        languages_at,
        channels,
        enrolments,
        note,
        lead,
        owner,
        next_review,
    } = raw;
    let id = DeskId::new(&scope.group.source.stem);
    let name = scope.text(name);
    scope.keep(KeptKind::Desk, id.as_str(), name.as_ref(), owner, next_review);
    let place = scope.text(place);
    let note = scope.maybe_text(note);
    let hours = scope.id(hours, Kind::Hours, "hours");
    let languages = scope.locales(languages.value);
    let languages_at = given(languages_at).map_or(Vec::new(), |entries| entries.0);
    let languages_at: Vec<_> = languages_at
        .into_iter()
        .filter_map(|(key, field)| {
            let locales = scope.locales(field.value);
            if scope.names.group_of(Kind::Hours, &key.text).is_none() {
                let hint = crate::diagnostic::suggest(&key.text, scope.names.stems(Kind::Hours));
                let message = format!("expected the id of hours, found `{}`", key.text);
                scope.push(scope.found(&REF001, key.span, message).maybe_hint(hint));
                return None;
            }
            Some((HoursId::new(&key.text), locales))
        })
        .collect();
    let channels = channels.value.unwrap_or_default();
    let channels: Vec<(ChannelId, bool)> =
        channels.into_iter().filter_map(|field| scope.any_channel(field)).collect();
    let of_kind = |internal: bool| {
        let own = channels.iter().filter(move |(_, hidden)| *hidden == internal);
        own.map(|(id, _)| id.clone()).collect()
    };
    let enrolments = scope.keyed_list(enrolments, Keyed::Enrolment);
    let lead = lead.and_then(|field| scope.any_channel(field)).map(|(id, _)| id);
    let secrets = DeskSecrets { id: id.clone(), channels: of_kind(true), lead };
    let desk = Desk {
        id,
        name: name?,
        place: place?,
        hours: HoursId::new(&hours?),
        languages,
        languages_at,
        channels: of_kind(false),
        enrolments: enrolments.iter().map(|id| EnrolmentId::new(id)).collect(),
        note,
    };
    Some((desk, secrets))
}
