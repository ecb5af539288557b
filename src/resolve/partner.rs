//! Partner, memberships, markets and legal persons: raw keys to model types.

use super::names::Keyed;
use super::raw::partner::{
    RawDelivery, RawDesignated, RawEnrolment, RawEntity, RawMarket, RawPartner, RawSupportProfile,
};
use super::raw::{List, Of};
use super::scope::Scope;
use super::values::{given, said};
use crate::diagnostic::catalog::{CH002, REF001, ROLE001, SYN004, SYN005};
use crate::diagnostic::suggest;
use crate::locale::Locale;
use crate::model::ids::{EnrolmentId, EntityId, MarketId, VehicleId};
use crate::model::keeping::KeptKind;
use crate::model::partner::{
    Cloud, Delivery, DeliveryMode, Designated, Enrolment, EnrolmentSecrets, Entity, Market, Partner, Role,
    SupportProfile,
};
use crate::model::requirement::PackName;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

pub(super) fn partner(scope: &mut Scope<'_>) -> Option<(Partner, Vec<EnrolmentSecrets>)> {
    let raw: RawPartner = scope.decode()?;
    let RawPartner {
        name,
        legal_name,
        tagline,
        role,
        provider,
        packs,
        markets,
        enrolments,
        support_profile,
        delivery,
        owner,
        next_review,
    } = raw;
    let name = scope.text(name);
    let legal_name = scope.maybe_text(legal_name);
    let tagline = scope.maybe_text(tagline);
    scope.keep(KeptKind::Partner, "partner", name.as_ref(), owner, next_review);
    let simple = Simple { role, provider, packs };
    let (enrolments, secrets) = memberships(scope, simple, enrolments);
    let markets = self::markets(scope, given(markets));
    let support_profile = given(support_profile).and_then(|raw| self::support_profile(scope, raw));
    let delivery = given(delivery).and_then(|raw| self::delivery(scope, raw));
    let partner =
        Partner { name: name?, legal_name, tagline, enrolments, markets, support_profile, delivery };
    Some((partner, secrets))
}

/// The keys of a partner with one membership.
struct Simple {
    role: Option<Field<Of<Role>>>,
    provider: Option<Field<String>>,
    packs: Option<Field<List<String>>>,
}

fn memberships(
    scope: &mut Scope<'_>,
    simple: Simple,
    enrolments: Option<Field<Entries<RawEnrolment>>>,
) -> (Vec<Enrolment>, Vec<EnrolmentSecrets>) {
    let Simple { role, provider, packs } = simple;
    let Some(field) = enrolments else {
        let Some(role) = role else {
            let at = Span::new(0, 0);
            let finding = scope.found(&SYN005, at, "expected the key `role` or `enrolments`, found neither");
            scope.push(finding.hint("write `role: indirect-reseller`, or one of the other roles"));
            return Default::default();
        };
        let provider_span = role.span;
        let Some(role) = said(role) else { return Default::default() };
        // In the simple case a reseller may leave its provider unsaid until it has vehicles.
        let has_vehicles = scope.names.group_of(Kind::Vehicles, "vehicles").is_some();
        let provider = reseller_provider(scope, role, provider, provider_span, has_vehicles);
        let packs = self::packs(scope, packs);
        let enrolment =
            Enrolment { id: None, name: None, role, cloud: Cloud::Global, region: None, entity: None };
        let secrets = EnrolmentSecrets {
            id: None,
            provider,
            packs,
            location_id: None,
            tenant_id: None,
            designated: None,
        };
        return (vec![enrolment], vec![secrets]);
    };
    for (key, span) in [
        ("role", role.map(|field| field.span)),
        ("provider", provider.map(|field| field.span)),
        ("packs", packs.map(|field| field.span)),
    ] {
        if let Some(span) = span {
            let message = format!("expected `{key}` inside each of `enrolments`, found it beside them");
            scope.push(scope.found(&SYN004, span, message).hint("move it, or remove `enrolments`"));
        }
    }
    let entries = field.value.map_or(Vec::new(), |entries| entries.0);
    if entries.is_empty() {
        scope.report(&SYN004, field.span, "expected at least one enrolment, found none");
    }
    let mut all = (Vec::new(), Vec::new());
    for (key, field) in entries {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        if let Some((enrolment, secrets)) = enrolment(scope, EnrolmentId::new(&key.text), key.span, raw) {
            all.0.push(enrolment);
            all.1.push(secrets);
        }
    }
    all
}

fn enrolment(
    scope: &mut Scope<'_>,
    id: EnrolmentId,
    span: Span,
    raw: RawEnrolment,
) -> Option<(Enrolment, EnrolmentSecrets)> {
    let RawEnrolment {
        name,
        role,
        cloud,
        region,
        entity,
        provider,
        packs,
        location_id,
        tenant_id,
        designated_contact,
    } = raw;
    let name = scope.maybe_text(name);
    let region = scope.text(region);
    let entity = entity.and_then(|field| scope.id(field, Kind::Entity, "an entity"));
    let role = said(role);
    let provider = match role {
        Some(role) => reseller_provider(scope, role, provider, span, true),
        None => None,
    };
    let packs = self::packs(scope, packs);
    let location_id = scope.plain(location_id);
    let tenant_id = tenant_id.and_then(|field| guid(scope, field));
    let designated = given(designated_contact).and_then(|RawDesignated { who, subscriptions }| {
        let (who, subscriptions) = (said(who), said(subscriptions));
        Some(Designated { who: who?, subscriptions: subscriptions? })
    });
    let secrets =
        EnrolmentSecrets { id: Some(id.clone()), provider, packs, location_id, tenant_id, designated };
    let enrolment = Enrolment {
        id: Some(id),
        name,
        role: role?,
        cloud: said(cloud)?,
        region: Some(region?),
        entity: entity.map(|id| EntityId::new(&id)),
    };
    Some((enrolment, secrets))
}

/// The provider that a reseller works through; others have none.
fn reseller_provider(
    scope: &mut Scope<'_>,
    role: Role,
    provider: Option<Field<String>>,
    span: Span,
    needed: bool,
) -> Option<VehicleId> {
    match provider {
        None if role == Role::IndirectReseller && needed => {
            let finding =
                scope.found(&ROLE001, span, "expected `provider` for an indirect reseller, found none");
            scope.push(finding.hint("name the vehicle of kind `provider` that you work through"));
            None
        }
        None => None,
        Some(field) => {
            let span = field.span;
            let id = scope.keyed(field, Keyed::Vehicle)?;
            let vehicles = scope.names.group_of(Kind::Vehicles, "vehicles");
            let kind = vehicles.and_then(|group| group.source.data.get(&id)?.get("kind"));
            let is_provider =
                kind.is_none_or(|node| matches!(node.describe().trim_matches('`'), "provider" | "nothing"));
            if !is_provider {
                let message = format!("expected a vehicle of kind `provider`, found `{id}`");
                scope.report(&REF001, span, message);
                return None;
            }
            Some(VehicleId::new(&id))
        }
    }
}

fn packs(scope: &mut Scope<'_>, list: Option<Field<List<String>>>) -> Vec<PackName> {
    let mut known = Vec::new();
    for field in given(list).unwrap_or_default() {
        let Some(text) = field.value else { continue };
        let demands = &scope.names.demands;
        if let Some(name) = PackName::parse(&text).filter(|name| demands.packs.contains_key(name)) {
            known.push(name);
            continue;
        }
        let message = format!("expected a set of requirements with its edition, found `{text}`");
        let hint = suggest(&text, demands.pack_names().iter().map(String::as_str));
        let finding = scope.found(&REF001, field.span, message).maybe_hint(hint);
        scope.push(finding);
    }
    known
}

fn guid(scope: &mut Scope<'_>, field: Field<String>) -> Option<Box<str>> {
    let text = field.value?;
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    let sound = parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if !sound {
        let message = "expected a GUID such as `00000000-0000-0000-0000-000000000000`, found another text";
        scope.report(&SYN004, field.span, message);
        return None;
    }
    Some(text.into())
}

fn markets(scope: &mut Scope<'_>, markets: Option<Entries<RawMarket>>) -> Vec<Market> {
    let mut list = Vec::new();
    for (key, field) in markets.map_or(Vec::new(), |entries| entries.0) {
        scope.check_id(&key);
        let Some(RawMarket { name, countries }) = field.value else { continue };
        let name = scope.text(name);
        let fields = countries.value.unwrap_or_default();
        let countries =
            fields.into_iter().filter_map(|field| scope.country(field.value.as_deref()?, field.span));
        let countries = countries.collect();
        list.extend(name.map(|name| Market { id: MarketId::new(&key.text), name, countries }));
    }
    list
}

fn support_profile(scope: &mut Scope<'_>, raw: RawSupportProfile) -> Option<SupportProfile> {
    let RawSupportProfile { website, email, phone } = raw;
    let website = scope.web_address(website, &CH002);
    let email = scope.mail_address(email);
    let phone = scope.international(phone);
    Some(SupportProfile { website: website?, email: email?, phone: phone? })
}

fn delivery(scope: &mut Scope<'_>, raw: RawDelivery) -> Option<Delivery> {
    let RawDelivery { mode, by, disclose } = raw;
    let by_at = by.as_ref().map(|by| by.span);
    let disclose_at = disclose.as_ref().map(|disclose| disclose.span);
    let by = scope.plain(by);
    let told = given(disclose).unwrap_or(false);
    let mode = said(mode)?;
    if let (DeliveryMode::Own, Some(at)) = (mode, by_at) {
        let finding = scope.found(&SYN004, at, "expected no `by` where your own people give the support");
        scope.push(finding.hint("write `mode: outsourced` or `mode: resold`, or remove `by`"));
    }
    if let (true, None, Some(at)) = (told && mode != DeliveryMode::Own, by_at, disclose_at) {
        let finding = scope.found(&SYN004, at, "expected `by` for a company that is disclosed, found none");
        scope.push(finding.hint("write the company's name as `by:`"));
    }
    Some(Delivery { mode, by: by.filter(|_| told) })
}

#[allow(clippy::too_many_lines, reason = "a line for each key, so that none is forgotten")]
pub(super) fn entity(scope: &mut Scope<'_>) -> Option<Entity> {
    let raw: RawEntity = scope.decode()?;
    let RawEntity {
        name,
        registration,
        tax_id,
        address,
        country,
        law,
        courts,
        prevailing_locale,
        represented_by,
        imprint,
        email,
        phone,
        icp,
        psb,
        owner,
        next_review,
    } = raw;
    let id = EntityId::new(&scope.group.source.stem);
    let name = scope.text(name);
    scope.keep(KeptKind::Entity, id.as_str(), name.as_ref(), owner, next_review);
    let (address, law) = (scope.text(address), scope.text(law));
    let courts = scope.maybe_text(courts);
    let represented_by = scope.maybe_text(represented_by);
    let imprint = scope.maybe_text(imprint);
    let country = country.value.and_then(|text| scope.country(&text, country.span));
    let prevailing = prevailing_locale.value.and_then(|tag| {
        let own = Locale::new(&tag)
            .filter(|locale| scope.settings.locales.contains(locale) && locale.as_str() == tag);
        if own.is_none() {
            let message = format!("expected a locale of the site, found `{tag}`");
            let hint = suggest(&tag, scope.settings.locales.iter().map(Locale::as_str));
            scope.push(scope.found(&SYN004, prevailing_locale.span, message).maybe_hint(hint));
        }
        own
    });
    let registration = scope.plain(registration);
    let tax_id = scope.plain(tax_id);
    let (icp, psb) = (scope.plain(icp), scope.plain(psb));
    let email = email.and_then(|field| scope.mail_address(field));
    let phone = phone.and_then(|field| scope.international(field));
    Some(Entity {
        id,
        name: name?,
        registration,
        tax_id,
        address: address?,
        country: country?,
        law: law?,
        courts,
        prevailing_locale: prevailing?,
        represented_by,
        imprint,
        email,
        phone,
        icp,
        psb,
    })
}
