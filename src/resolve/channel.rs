//! Channels and notices: raw keys to model types.

use std::sync::Arc;

use super::names::Keyed;
use super::raw::Of;
use super::raw::channel::{RawChannel, RawNotice};
use super::scope::Scope;
use super::values::{given, said, word};
use crate::diagnostic::catalog::{CH001, CH002, CH008, CH009, SYN004};
use crate::model::channel::{Channel, ChannelKind, ChatApp, Country, Phone, Reach, Visibility};
use crate::model::ids::{ChannelId, DeskId, HoursId, MarketId, NoticeId, ServiceId, SeverityId};
use crate::model::notice::Notice;
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

/// All channels: those for customers, those for staff.
pub(super) fn channels(scope: &mut Scope<'_>) -> (Vec<Arc<Channel>>, Vec<Arc<Channel>>) {
    let Some(entries) = scope.decode::<Entries<RawChannel>>() else { return Default::default() };
    let (mut public, mut internal) = (Vec::new(), Vec::new());
    for (key, field) in entries.0 {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        let hidden = raw
            .visibility
            .as_ref()
            .is_some_and(|field| matches!(field.value, Some(Of(Visibility::Internal))));
        if let Some(channel) = channel(scope, &key.text, field.span, raw) {
            if hidden { internal.push(Arc::new(channel)) } else { public.push(Arc::new(channel)) }
        }
    }
    (public, internal)
}

#[allow(clippy::too_many_lines, reason = "a line for each key, so that none is forgotten")]
fn channel(scope: &mut Scope<'_>, id: &str, span: Span, raw: RawChannel) -> Option<Channel> {
    let RawChannel {
        kind,
        name,
        number,
        national_only,
        country,
        dial_from,
        menu,
        no_answer,
        address,
        url,
        app,
        handle,
        login,
        login_lost,
        fallback,
        languages,
        hours,
        emergency,
        severities,
        region,
        cost,
        note,
        visibility,
    } = raw;
    let internal = matches!(word(visibility), Some(Visibility::Internal));
    let name = scope.text(name);
    let region = scope.maybe_text(region);
    let note = scope.maybe_text(note);
    let (menu, no_answer) = (scope.maybe_text(menu), scope.maybe_text(no_answer));
    let cost = scope.maybe_text(cost);
    let languages = scope.locales(languages.value);
    let hours = hours.and_then(|field| scope.id(field, Kind::Hours, "hours")).map(|id| HoursId::new(&id));
    let national_at = national_only.as_ref().map(|field| field.span);
    let national = given(national_only).unwrap_or(false);
    let country = self::country(scope, national.then_some(national_at).flatten(), country);
    let dial_from = self::dial_from(scope, given(dial_from));
    let login_at = login.as_ref().map(|field| field.span);
    let login = given(login).unwrap_or(false);
    let said_more = login_lost.is_some() || fallback.is_some();
    let login_lost = scope.maybe_text(login_lost);
    let fallback = fallback.and_then(|field| fallback_channel(scope, field, id, internal));
    if let Some(at) = login_at.filter(|_| login && !said_more) {
        let message = "expected `login_lost` or `fallback` where one must sign in, found neither";
        let finding = scope.found(&CH009, at, message);
        scope.push(finding.hint("say what to do when signing in is what does not work"));
    }
    let severities = scope.keyed_list(severities, Keyed::Severity);
    let handle = scope.plain(handle);
    let values = Reaches { number, national, address, url, app };
    let reach = reach(scope, said(kind)?, span, values);
    Some(Channel {
        id: ChannelId::new(id),
        name: name?,
        reach: reach?,
        languages,
        hours,
        emergency: given(emergency).unwrap_or(false),
        region,
        note,
        country,
        dial_from,
        menu,
        no_answer,
        login,
        login_lost,
        fallback,
        severities: severities.iter().map(|id| SeverityId::new(id)).collect(),
        handle,
        cost,
    })
}

/// The keys that say how a channel is reached; which of them belongs is the kind's to say.
struct Reaches {
    number: Option<Field<String>>,
    national: bool,
    address: Option<Field<String>>,
    url: Option<Field<String>>,
    app: Option<Field<Of<ChatApp>>>,
}

fn reach(scope: &mut Scope<'_>, kind: ChannelKind, span: Span, values: Reaches) -> Option<Reach> {
    let Reaches { number, national, address, url, app } = values;
    let word = kind.word();
    let phone = matches!(kind, ChannelKind::Phone | ChannelKind::Sms);
    refuse(scope, word, "number", !phone, number.as_ref().map(|field| field.span));
    refuse(scope, word, "address", kind != ChannelKind::Email, address.as_ref().map(|field| field.span));
    let web = matches!(kind, ChannelKind::Portal | ChannelKind::Chat);
    refuse(scope, word, "url", !web, url.as_ref().map(|field| field.span));
    refuse(scope, word, "app", kind != ChannelKind::Chat, app.as_ref().map(|field| field.span));
    match kind {
        ChannelKind::Phone | ChannelKind::Sms => {
            let field = require(scope, word, "number", span, number)?;
            let number = phone_number(scope, field, national)?;
            Some(Reach::Phone { number, sms: kind == ChannelKind::Sms })
        }
        ChannelKind::Email => {
            let field = require(scope, word, "address", span, address)?;
            scope.mail_address(field).map(Reach::Email)
        }
        ChannelKind::Portal => {
            let field = require(scope, word, "url", span, url)?;
            scope.web_address(field, &CH002).map(Reach::Portal)
        }
        ChannelKind::Chat => {
            let app = said(require(scope, word, "app", span, app)?)?;
            let url = url.and_then(|field| scope.web_address(field, &CH002));
            Some(Reach::Chat(app, url))
        }
        ChannelKind::OnSite => Some(Reach::OnSite),
    }
}

fn require<T>(
    scope: &mut Scope<'_>,
    kind: &str,
    key: &str,
    span: Span,
    field: Option<Field<T>>,
) -> Option<Field<T>> {
    if field.is_none() {
        let at = Span::new(span.start, span.start);
        scope.report(&CH008, at, format!("expected `{key}` for a channel of kind `{kind}`, found none"));
    }
    field
}

fn refuse(scope: &mut Scope<'_>, kind: &str, key: &str, wrong: bool, span: Option<Span>) {
    if let Some(span) = span.filter(|_| wrong) {
        let finding = scope.found(&CH008, span, format!("a channel of kind `{kind}` takes no `{key}`"));
        scope.push(finding.hint("remove the key, or change `kind`"));
    }
}

/// The country of a national number, which must be said.
fn country(scope: &mut Scope<'_>, national: Option<Span>, country: Option<Field<String>>) -> Option<Country> {
    if let (Some(at), None) = (national, &country) {
        let finding = scope.found(&CH001, at, "expected `country` beside `national_only`, found none");
        scope.push(finding.hint("write the two letters of the country, as `country: CN`"));
    }
    let field = country?;
    if national.is_none() {
        let message = "expected `country` beside `national_only: true` alone, found it by itself";
        let finding = scope.found(&CH001, field.span, message);
        scope.push(finding.hint("remove `country`: an international number works everywhere"));
        return None;
    }
    scope.country(field.value.as_deref()?, field.span)
}

fn dial_from(scope: &mut Scope<'_>, entries: Option<Entries<String>>) -> Vec<(Country, Box<str>)> {
    let mut list = Vec::new();
    for (key, field) in entries.map_or(Vec::new(), |entries| entries.0) {
        let country = scope.country(&key.text, key.span);
        let Some(text) = field.value else { continue };
        let dialled = text.bytes().all(|byte| byte.is_ascii_digit() || b"+- ()*#".contains(&byte));
        if !dialled || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            let message = format!("expected what to dial, such as `020 555 0142`, found `{text}`");
            scope.report(&CH001, field.span, message);
            continue;
        }
        list.extend(country.map(|country| (country, text.into())));
    }
    list
}

/// Another channel for those who may see this one.
fn fallback_channel(
    scope: &mut Scope<'_>,
    field: Field<String>,
    own: &str,
    internal: bool,
) -> Option<ChannelId> {
    let span = field.span;
    let id = match internal {
        true => scope.any_channel(field)?.0,
        false => scope.public_channel(field)?,
    };
    if id.as_str() == own {
        scope.report(&CH009, span, "expected another channel, found the channel itself");
        return None;
    }
    Some(id)
}

fn phone_number(scope: &mut Scope<'_>, field: Field<String>, national: bool) -> Option<Phone> {
    let text = field.value?;
    let number = if national { Phone::national(&text) } else { Phone::international(&text) };
    if number.is_none() {
        let (wanted, hint) = if national {
            (
                "a national number of digits, spaces and hyphens",
                "remove `national_only` from an international number",
            )
        } else {
            (
                "a number such as `+44 20 7946 0142`",
                "put `+` and the country first, or set `national_only: true`",
            )
        };
        let finding = scope.found(&CH001, field.span, format!("expected {wanted}, found `{text}`"));
        scope.push(finding.hint(hint));
    }
    number
}

/// A short-lived message, with whether it is for staff alone.
pub(super) fn notice(scope: &mut Scope<'_>) -> Option<(Notice, bool)> {
    let raw: RawNotice = scope.decode()?;
    let RawNotice { title, text, from, until, urgency, services, desks, channels, markets, visibility } = raw;
    let (title, text) = (scope.text(title), scope.text(text));
    let until_at = until.span;
    let (from, until) = (scope.instant(from), scope.instant(until));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        scope.report(&SYN004, until_at, "expected an end after the beginning, found one before it");
    }
    let internal = matches!(word(visibility), Some(Visibility::Internal));
    let services = scope.ids(given(services), Kind::Service, "a service");
    let desks = scope.ids(given(desks), Kind::Desk, "a desk");
    let channels = match internal {
        false => scope.public_channels(given(channels)),
        true => {
            let fields = given(channels).unwrap_or_default();
            fields.into_iter().filter_map(|field| Some(scope.any_channel(field)?.0)).collect()
        }
    };
    let markets = scope.keyed_list(markets, Keyed::Market);
    let notice = Notice {
        id: NoticeId::new(&scope.group.source.stem),
        title: title?,
        text: text?,
        from: from?,
        until: until?,
        urgency: said(urgency)?,
        services: services.iter().map(|id| ServiceId::new(id)).collect(),
        desks: desks.iter().map(|id| DeskId::new(id)).collect(),
        channels,
        markets: markets.iter().map(|id| MarketId::new(id)).collect(),
    };
    Some((notice, internal))
}
