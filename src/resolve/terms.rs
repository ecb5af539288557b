//! Partner, channels, services and offerings: raw keys to model types.

use std::sync::Arc;

use super::raw::{
    RawApp, RawArea, RawCell, RawChannel, RawChannelKind, RawOffering, RawPartner, RawParty, RawPeriod,
    RawPrice, RawPriceModel, RawRole, RawService, RawTask, RawTax, RawVisibility,
};
use super::scope::Scope;
use crate::diagnostic::catalog::{CH001, CH002, CH008, REF001, SUP004, SUP005, SUP007, SYN003};
use crate::diagnostic::suggest;
use crate::model::ids::{ChannelId, HoursId, OfferingId, ServiceId};
use crate::model::money::{Amount, Currency};
use crate::model::terms::{
    Area, Cell, Channel, ChatApp, Offering, Partner, Party, Period, Phone, Price, PriceModel, Reach, Role,
    Service, Task, Tax,
};
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

pub(super) fn partner(scope: &mut Scope<'_>) -> Option<Partner> {
    let RawPartner { name, legal_name, tagline, role } = scope.decode()?;
    let name = scope.text(name);
    let legal_name = scope.maybe_text(legal_name);
    let tagline = scope.maybe_text(tagline);
    let role = match role.value? {
        RawRole::DirectBill => Role::DirectBill,
        RawRole::IndirectProvider => Role::IndirectProvider,
        RawRole::IndirectReseller => Role::IndirectReseller,
    };
    Some(Partner { name: name?, legal_name, tagline, role })
}

pub(super) fn offering(scope: &mut Scope<'_>) -> Option<Offering> {
    let raw: RawOffering = scope.decode()?;
    let RawOffering {
        name,
        summary,
        audience,
        weight,
        services,
        languages,
        hours,
        channels,
        price,
        includes,
        excludes,
    } = raw;
    let (name, summary) = (scope.text(name), scope.text(summary));
    let audience = scope.maybe_text(audience);
    let services = scope.ids(services.value, Kind::Service, "a service");
    let languages = scope.locales(languages.value);
    let hours = scope.ids(hours.value, Kind::Hours, "hours");
    let channels = channels
        .value
        .unwrap_or_default()
        .into_iter()
        .filter_map(|field| public_channel(scope, field))
        .collect();
    let price = price.and_then(|field| self::price(scope, field));
    let includes = scope.texts(includes);
    let excludes = scope.texts(excludes);
    Some(Offering {
        id: OfferingId::new(&scope.group.source.stem),
        name: name?,
        summary: summary?,
        audience,
        weight: weight.and_then(|field| field.value).unwrap_or(0),
        services: services.iter().map(|id| ServiceId::new(id)).collect(),
        languages,
        hours: hours.iter().map(|id| HoursId::new(id)).collect(),
        channels,
        price,
        includes,
        excludes,
    })
}

/// A channel that customers may know of.
fn public_channel(scope: &mut Scope<'_>, field: Field<String>) -> Option<ChannelId> {
    let id = field.value?;
    match scope.names.channels.get(&*id) {
        Some(false) => return Some(ChannelId::new(&id)),
        Some(true) => {
            let finding = scope.found(
                &crate::diagnostic::catalog::REF003,
                field.span,
                format!("expected a channel for customers, found the internal channel `{id}`"),
            );
            scope.push(finding.hint("name another channel, or make this one public"));
        }
        None if scope.names.channels_broken => {}
        None => {
            let hint = suggest(
                &id,
                scope.names.channels.iter().filter(|(_, internal)| !**internal).map(|(id, _)| &**id),
            );
            let finding =
                scope.found(&REF001, field.span, format!("expected the id of a channel, found `{id}`"));
            scope.push(finding.maybe_hint(hint));
        }
    }
    None
}

fn price(scope: &mut Scope<'_>, field: Field<RawPrice>) -> Option<Price> {
    let span = field.span;
    let RawPrice { model, amount, currency, per, tax, note } = field.value?;
    let note = scope.maybe_text(note);
    let amount_given = amount.as_ref().map(|field| field.span);
    let free = matches!(model.value, Some(RawPriceModel::Free | RawPriceModel::Included));
    let parsed = if free { None } else { money(scope, amount, currency, span) };
    let model = match model.value? {
        RawPriceModel::Free => PriceModel::Free,
        RawPriceModel::Included => PriceModel::Included,
        RawPriceModel::Flat => PriceModel::Flat,
        RawPriceModel::PerSeat => PriceModel::PerSeat,
        RawPriceModel::PerTenant => PriceModel::PerTenant,
        RawPriceModel::PerIncident => PriceModel::PerIncident,
    };
    match amount_given {
        Some(at) if !model.is_paid() => {
            let finding =
                scope.found(&SUP005, at, "expected no amount for what is free or included, found one");
            scope.push(finding.hint("remove `amount`, or choose a paid `model`"));
        }
        None if model.is_paid() => {
            let finding =
                scope.found(&SUP004, span, "expected `amount` and `currency` for a paid price, found none");
            scope.push(finding.hint("write `amount: \"120.00\"` and `currency: EUR`, or `model: free`"));
        }
        _ => {}
    }
    if let Some((amount, _)) = parsed.as_ref().filter(|(amount, _)| model.is_paid() && amount.is_zero()) {
        let message = format!("expected an amount over nothing for a paid price, found `{amount}`");
        scope.push(scope.found(&SUP005, amount_given.unwrap_or(span), message).hint("write `model: free`"));
    }
    Some(Price {
        model,
        amount: parsed,
        per: per.and_then(|field| field.value).map(|per| match per {
            RawPeriod::Month => Period::Month,
            RawPeriod::Year => Period::Year,
            RawPeriod::Incident => Period::Incident,
        }),
        tax: tax.and_then(|field| field.value).map(|tax| match tax {
            RawTax::Excluded => Tax::Excluded,
            RawTax::Included => Tax::Included,
        }),
        note,
    })
}

fn money(
    scope: &mut Scope<'_>,
    amount: Option<Field<String>>,
    currency: Option<Field<String>>,
    price: Span,
) -> Option<(Amount, Currency)> {
    let has_amount = amount.is_some();
    let parsed_amount = amount.and_then(|field| {
        let text = field.value?;
        let amount = Amount::new(&text);
        if amount.is_none() {
            let message = format!("expected a decimal number such as `490.00`, found `{text}`");
            scope.report(&SUP007, field.span, message);
        }
        amount
    });
    if has_amount && currency.is_none() {
        scope.push(
            scope
                .found(&SUP004, price, "expected `currency` beside `amount`, found none")
                .hint("write `currency: EUR`"),
        );
    }
    let currency = currency.and_then(|field| {
        let code = field.value?;
        let currency = Currency::new(&code);
        if currency.is_none() {
            let message = format!("expected a currency code of ISO 4217, found `{code}`");
            let near = match code.as_str() {
                "RMB" | "rmb" | "CNH" | "¥" => Some("CNY"),
                code => crate::diagnostic::did_you_mean(code, Currency::codes()),
            };
            let hint = near.map(|code| format!("did you mean `{code}`?"));
            scope.push(scope.found(&SUP007, field.span, message).maybe_hint(hint));
        }
        currency
    });
    Some((parsed_amount?, currency?))
}

/// All channels: those for customers, those for staff.
pub(super) fn channels(scope: &mut Scope<'_>) -> (Vec<Arc<Channel>>, Vec<Arc<Channel>>) {
    let Some(entries) = scope.decode::<Entries<RawChannel>>() else { return Default::default() };
    let (mut public, mut internal) = (Vec::new(), Vec::new());
    for (key, field) in entries.0 {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        let hidden = matches!(raw.visibility, Some(Field { value: Some(RawVisibility::Internal), .. }));
        if let Some(channel) = channel(scope, &key.text, field.span, raw) {
            if hidden { internal.push(Arc::new(channel)) } else { public.push(Arc::new(channel)) }
        }
    }
    (public, internal)
}

fn channel(scope: &mut Scope<'_>, id: &str, span: Span, raw: RawChannel) -> Option<Channel> {
    let RawChannel {
        kind,
        name,
        number,
        national_only,
        address,
        url,
        app,
        languages,
        hours,
        emergency,
        region,
        note,
        visibility: _, // decides which collection the channel goes to
    } = raw;
    let name = scope.text(name);
    let region = scope.maybe_text(region);
    let note = scope.maybe_text(note);
    let languages = scope.locales(languages.value);
    let hours = hours.and_then(|field| scope.id(field, Kind::Hours, "hours")).map(|id| HoursId::new(&id));
    let national = national_only.and_then(|field| field.value).unwrap_or(false);
    let values = Reaches { number, national, address, url, app };
    let reach = reach(scope, kind.value?, span, values);
    Some(Channel {
        id: ChannelId::new(id),
        name: name?,
        reach: reach?,
        languages,
        hours,
        emergency: emergency.and_then(|field| field.value).unwrap_or(false),
        region,
        note,
    })
}

/// The keys that say how a channel is reached; which of them belongs is the kind's to say.
struct Reaches {
    number: Option<Field<String>>,
    national: bool,
    address: Option<Field<String>>,
    url: Option<Field<String>>,
    app: Option<Field<RawApp>>,
}

fn reach(scope: &mut Scope<'_>, kind: RawChannelKind, span: Span, values: Reaches) -> Option<Reach> {
    let Reaches { number, national, address, url, app } = values;
    let word = match kind {
        RawChannelKind::Phone => "phone",
        RawChannelKind::Email => "email",
        RawChannelKind::Portal => "portal",
        RawChannelKind::Chat => "chat",
        RawChannelKind::Sms => "sms",
        RawChannelKind::OnSite => "on-site",
    };
    let phone = matches!(kind, RawChannelKind::Phone | RawChannelKind::Sms);
    refuse(scope, word, "number", !phone, number.as_ref().map(|field| field.span));
    refuse(scope, word, "address", kind != RawChannelKind::Email, address.as_ref().map(|field| field.span));
    let web = matches!(kind, RawChannelKind::Portal | RawChannelKind::Chat);
    refuse(scope, word, "url", !web, url.as_ref().map(|field| field.span));
    refuse(scope, word, "app", kind != RawChannelKind::Chat, app.as_ref().map(|field| field.span));
    match kind {
        RawChannelKind::Phone | RawChannelKind::Sms => {
            let field = require(scope, word, "number", span, number)?;
            let number = phone_number(scope, field, national)?;
            Some(Reach::Phone { number, sms: kind == RawChannelKind::Sms })
        }
        RawChannelKind::Email => {
            let field = require(scope, word, "address", span, address)?;
            mail_address(scope, field).map(Reach::Email)
        }
        RawChannelKind::Portal => {
            let field = require(scope, word, "url", span, url)?;
            scope.web_address(field, &CH002).map(Reach::Portal)
        }
        RawChannelKind::Chat => {
            let app = match require(scope, word, "app", span, app)?.value? {
                RawApp::Teams => ChatApp::Teams,
                RawApp::Wecom => ChatApp::Wecom,
                RawApp::Wechat => ChatApp::Wechat,
                RawApp::Dingtalk => ChatApp::Dingtalk,
                RawApp::Whatsapp => ChatApp::Whatsapp,
            };
            let url = url.and_then(|field| scope.web_address(field, &CH002));
            Some(Reach::Chat(app, url))
        }
        RawChannelKind::OnSite => Some(Reach::OnSite),
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

fn mail_address(scope: &mut Scope<'_>, field: Field<String>) -> Option<Box<str>> {
    let text = field.value?;
    if !is_mail_address(&text) {
        scope.report(&CH002, field.span, format!("expected an e-mail address, found `{text}`"));
        return None;
    }
    Some(text.into())
}

/// The plain form of RFC 5322: a local part without quotes, a domain with a dot.
pub(super) fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte));
    let label_ok = |label: &str| {
        let sound = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && sound
    };
    local_ok && domain.contains('.') && domain.split('.').all(label_ok)
}

pub(super) fn service(scope: &mut Scope<'_>) -> Option<Service> {
    let RawService { name, summary, weight, health, have_ready, areas } = scope.decode()?;
    let (name, summary) = (scope.text(name), scope.text(summary));
    let health = health.and_then(|field| scope.web_address(field, &CH002));
    let have_ready = scope.texts(have_ready);
    let mut cells = Vec::new();
    for (key, field) in areas.value.map_or(Vec::new(), |entries| entries.0) {
        let Some(area) = Area::ALL.into_iter().find(|area| area.as_str() == &*key.text) else {
            let hint = suggest(&key.text, Area::ALL.iter().map(|area| area.as_str()));
            let finding = scope.found(&SYN003, key.span, format!("expected an area, found `{}`", key.text));
            scope.push(finding.maybe_hint(hint));
            continue;
        };
        if let Some(raw) = field.value {
            cells.push(cell(scope, area, raw));
        }
    }
    cells.sort_by_key(|cell| cell.area);
    Some(Service {
        id: ServiceId::new(&scope.group.source.stem),
        name: name?,
        summary: summary?,
        weight: weight.and_then(|field| field.value).unwrap_or(0),
        health,
        have_ready,
        cells,
    })
}

fn cell(scope: &mut Scope<'_>, area: Area, raw: RawCell) -> Cell {
    let RawCell { summary, tasks, baseline, escalate } = raw;
    let summary = scope.maybe_text(summary);
    let mut list = Vec::new();
    for (key, field) in tasks.and_then(|field| field.value).map_or(Vec::new(), |entries| entries.0) {
        scope.check_id(&key);
        let Some(RawTask { task, leads, helps, baseline }) = field.value else { continue };
        let task = scope.text(task);
        let helps = helps.and_then(|field| field.value).unwrap_or_default();
        let helps = helps.into_iter().filter_map(|field| field.value).map(party).collect();
        let baseline = baseline.and_then(|field| field.value).unwrap_or(false);
        if let (Some(task), Some(leads)) = (task, leads.value) {
            list.push(Task { id: key.text, what: task, leads: party(leads), helps, baseline });
        }
    }
    Cell { area, summary, tasks: list, baseline: scope.texts(baseline), escalate: scope.texts(escalate) }
}

fn party(raw: RawParty) -> Party {
    match raw {
        RawParty::Partner => Party::Partner,
        RawParty::Customer => Party::Customer,
        RawParty::Provider => Party::Provider,
        RawParty::Microsoft => Party::Microsoft,
    }
}

/// The area of a raw word.
pub(super) fn area(raw: RawArea) -> Area {
    match raw {
        RawArea::Billing => Area::Billing,
        RawArea::SubscriptionManagement => Area::SubscriptionManagement,
        RawArea::Technical => Area::Technical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_plain() {
        for good in ["a@b.c", "first.last+tag@mail.example.com"] {
            assert!(is_mail_address(good), "{good}");
        }
        for bad in
            ["", "a", "@b.c", "a@", "a@b", "a b@c.d", "a@b..c", "a@-b.c", ".a@b.c", "支持@b.c", "a@b.c."]
        {
            assert!(!is_mail_address(bad), "{bad}");
        }
    }
}
