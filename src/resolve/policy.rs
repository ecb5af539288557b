//! What holds for all offerings, and products of others: raw keys to model types.

use super::names::Keyed;
use super::raw::policy::{
    RawChange, RawCollections, RawComplaint, RawCredit, RawMakerContact, RawPolicy, RawPrecedence,
    RawPrivacy, RawProduct, RawSpan, RawSubcontractor,
};
use super::scope::Scope;
use super::values::{given, said, values, words};
use crate::diagnostic::catalog::{CH002, SVC007, SYN004};
use crate::model::duration::{Duration, Period};
use crate::model::ids::{MarketId, ProductId};
use crate::model::keeping::KeptKind;
use crate::model::policy::{
    Change, Collections, ComplaintStep, Credit, MakerContact, Policy, Privacy, Product, Subcontractor, Wait,
};
use crate::model::text::LocalText;
use crate::syntax::decode::{Entries, Field};
use jiff::civil::Date;

#[allow(clippy::too_many_lines, reason = "a line for each key, so that none is forgotten")]
pub(super) fn policy(scope: &mut Scope<'_>) -> Option<Policy> {
    let raw: RawPolicy = scope.decode()?;
    let RawPolicy {
        version,
        status,
        effective,
        last_updated,
        owner,
        next_review,
        notice_period,
        changes,
        applicability,
        bought_through_us,
        clouds,
        markets,
        exclusions,
        customer_duties,
        self_help,
        complaints,
        collections,
        privacy,
        credits,
        precedence,
        subcontractors,
    } = raw;
    let version = scope.plain(Some(version));
    let named = version.as_deref().map(|version| LocalText::new(scope.group.source_locale, version));
    scope.keep(KeptKind::Terms, "terms", named.as_ref(), owner, next_review);
    let effective = effective.value.and_then(|raw| span(scope, raw));
    let last_updated = last_updated.and_then(|field| scope.day(field));
    let notice_period = scope.period(notice_period);
    let changes = entries(changes, |id, raw| change(scope, id, raw));
    let applicability = scope.texts(applicability);
    let markets = scope.keyed_list(markets, Keyed::Market);
    let exclusions = scope.texts(exclusions);
    let customer_duties = scope.texts(customer_duties);
    let self_help = scope.named_links(self_help);
    let complaints = entries(complaints, |_, raw| complaint(scope, raw));
    let collections = given(collections).map(|raw| self::collections(scope, raw));
    let privacy = given(privacy).and_then(|raw| self::privacy(scope, raw));
    let credits = entries(credits, |_, raw| credit(scope, raw));
    let precedence = given(precedence).and_then(|RawPrecedence { text, url }| {
        let (text, url) = (scope.text(text), scope.url(url));
        Some((text?, url))
    });
    let subcontractors = entries(subcontractors, |_, raw| subcontractor(scope, raw));
    Some(Policy {
        version: version?,
        status: said(status)?,
        effective: effective?,
        last_updated,
        notice_period: notice_period?,
        changes,
        applicability,
        bought_through_us: given(bought_through_us).unwrap_or(true),
        clouds: words(clouds),
        markets: markets.iter().map(|id| MarketId::new(id)).collect(),
        exclusions,
        customer_duties,
        self_help,
        complaints,
        collections,
        privacy,
        credits,
        precedence,
        subcontractors,
    })
}

/// The entries of a mapping with ids, those that could be read.
fn entries<R, T>(
    raw: Option<Field<Entries<R>>>,
    mut read: impl FnMut(&crate::syntax::tree::Key, R) -> Option<T>,
) -> Vec<T> {
    let all = given(raw).map_or(Vec::new(), |entries| entries.0);
    all.into_iter().filter_map(|(key, field)| read(&key, field.value?)).collect()
}

/// From a day on, and until a day that is not before it.
pub(super) fn span(scope: &mut Scope<'_>, raw: RawSpan) -> Option<(Date, Option<Date>)> {
    let RawSpan { from, to } = raw;
    let from = scope.day(from);
    let to_span = to.as_ref().map(|field| field.span);
    let to = to.and_then(|field| scope.day(field));
    if let (Some(from), Some(to), Some(at)) = (from, to, to_span)
        && to < from
    {
        scope.report(&SYN004, at, format!("expected a last day not before `{from}`, found `{to}`"));
    }
    Some((from?, to))
}

fn change(scope: &mut Scope<'_>, id: &crate::syntax::tree::Key, raw: RawChange) -> Option<Change> {
    let RawChange { date, announced, version, kind, material, summary } = raw;
    scope.check_id(id);
    let date = scope.day(date);
    let announced = announced.and_then(|field| scope.day(field));
    let version = scope.plain(version);
    let summary = scope.text(summary);
    Some(Change {
        id: id.text.clone(),
        date: date?,
        announced,
        version,
        kind: said(kind)?,
        material: material.value?,
        summary: summary?,
    })
}

fn complaint(scope: &mut Scope<'_>, raw: RawComplaint) -> Option<ComplaintStep> {
    let RawComplaint { who, channel, after, note } = raw;
    let who = scope.text(who);
    let note = scope.maybe_text(note);
    let channel = channel.and_then(|field| scope.public_channel(field));
    let after = after.and_then(|field| wait(scope, field));
    Some(ComplaintStep { who: who?, channel, after, note })
}

/// A span of the calendar or of a clock, whichever its unit says.
fn wait(scope: &mut Scope<'_>, field: Field<String>) -> Option<Wait> {
    let text = field.value.as_deref()?;
    if let Some(period) = Period::parse(text) {
        return Some(Wait::Calendar(period));
    }
    if let Ok(duration) = Duration::parse(text) {
        return Some(Wait::Clock(duration));
    }
    scope.duration(field).map(Wait::Clock)
}

fn collections(scope: &mut Scope<'_>, raw: RawCollections) -> Collections {
    let RawCollections { reminders, suspend_after, what_stops, restore } = raw;
    let reminders = given(reminders).unwrap_or_default();
    Collections {
        reminders: reminders.into_iter().filter_map(|field| scope.period(field)).collect(),
        suspend_after: suspend_after.and_then(|field| scope.period(field)),
        what_stops: scope.maybe_text(what_stops),
        restore: scope.maybe_text(restore),
    }
}

fn privacy(scope: &mut Scope<'_>, raw: RawPrivacy) -> Option<Privacy> {
    let RawPrivacy { access, roles, data_collected, remote_session, removing_access, agreement } = raw;
    let access = scope.text(access);
    let data_collected = scope.texts(data_collected);
    let remote_session = scope.maybe_text(remote_session);
    let removing_access = scope.maybe_text(removing_access);
    let agreement = scope.url(agreement);
    let roles = values(roles).into_iter().map(Into::into).collect();
    Some(Privacy { access: access?, roles, data_collected, remote_session, removing_access, agreement })
}

fn credit(scope: &mut Scope<'_>, raw: RawCredit) -> Option<Credit> {
    let RawCredit { metric, threshold, rate, of, claim_within, cap } = raw;
    let threshold = scope.text(threshold);
    let rate = scope.percent(rate);
    let of = scope.maybe_text(of);
    let claim_within = scope.period(claim_within);
    let cap = cap.and_then(|field| scope.percent(field));
    Some(Credit {
        metric: said(metric)?,
        threshold: threshold?,
        rate: rate?,
        of,
        claim_within: claim_within?,
        cap,
    })
}

/// Only those that customers are told of: the others stay in their file.
fn subcontractor(scope: &mut Scope<'_>, raw: RawSubcontractor) -> Option<Subcontractor> {
    let RawSubcontractor { mode, name, disclose, does } = raw;
    let does = scope.text(does);
    let told = disclose.value?;
    if told && name.is_none() {
        let finding = scope.found(
            &SYN004,
            disclose.span,
            "expected `name` for a company that is disclosed, found none",
        );
        scope.push(finding.hint("write the name, or `disclose: false`"));
    }
    let name = scope.plain(name)?;
    told.then_some(())?;
    Some(Subcontractor { mode: said(mode)?, name, does: does? })
}

pub(super) fn product(scope: &mut Scope<'_>) -> Option<Product> {
    let raw: RawProduct = scope.decode()?;
    let RawProduct { name, publisher, summary, url, technical, partner_does, maker_does, owner, next_review } =
        raw;
    let id = ProductId::new(&scope.group.source.stem);
    let name = scope.text(name);
    scope.keep(KeptKind::Product, id.as_str(), name.as_ref(), owner, next_review);
    let summary = scope.text(summary);
    let publisher = scope.plain(Some(publisher));
    let url = scope.url(url);
    let partner_does = scope.texts(partner_does);
    let maker_does = scope.texts(maker_does);
    let at = technical.span;
    let technical = technical.value.map(|raw| maker_contact(scope, raw, at));
    Some(Product {
        id,
        name: name?,
        publisher: publisher?,
        summary: summary?,
        url,
        technical: technical?,
        partner_does,
        maker_does,
    })
}

fn maker_contact(scope: &mut Scope<'_>, raw: RawMakerContact, at: crate::source::Span) -> MakerContact {
    let RawMakerContact { name, email, phone, url, hours, terms } = raw;
    if email.is_none() && phone.is_none() && url.is_none() {
        let message = "expected `email`, `phone` or `url` of the maker, found none";
        let finding = scope.found(&SVC007, at, message);
        scope.push(finding.hint("customers need to reach who supports the product technically"));
    }
    MakerContact {
        name: scope.plain(name),
        email: email.and_then(|field| scope.mail_address(field)),
        phone: phone.and_then(|field| scope.international(field)),
        url: url.and_then(|field| scope.web_address(field, &CH002)),
        hours: scope.maybe_text(hours),
        terms: terms.and_then(|field| scope.web_address(field, &CH002)),
    }
}
