//! Prices: which keys belong to which model, and what each must say.

use super::policy::span as valid_span;
use super::raw::offering::{RawPrice, RawSurcharge, RawTier};
use super::raw::{List, Maybe};
use super::scope::Scope;
use super::values::{given, said, word};
use crate::diagnostic::catalog::{SUP004, SUP005, SUP007};
use crate::diagnostic::did_you_mean;
use crate::model::ids::{OfferingId, ServiceId};
use crate::model::money::{Amount, Currency};
use crate::model::price::{Charge, Money, Per, Price, PriceModel, Seats, Surcharge, Tier};
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

pub(super) fn price(scope: &mut Scope<'_>, field: Field<RawPrice>) -> Option<Price> {
    let at = field.span;
    let RawPrice {
        model,
        amount,
        currency,
        per,
        tax,
        valid,
        note,
        proration,
        included_with,
        minimum,
        increment,
        percent,
        of,
        parts,
        tiers,
        out_of_hours,
    } = field.value?;
    let note = scope.maybe_text(note);
    let valid = given(valid).and_then(|raw| valid_span(scope, raw));
    let model = said(model)?;
    let currency_at = currency.as_ref().map(|field| field.span);
    let figures = Figures {
        at,
        model,
        amount,
        currency,
        per,
        included_with,
        minimum,
        increment,
        percent,
        of,
        parts,
        tiers,
    };
    let charge = figures.charge(scope);
    let out_of_hours =
        given(out_of_hours).and_then(|raw| surcharge(scope, raw, charge.as_ref(), currency_at.unwrap_or(at)));
    Some(Price { charge: charge?, tax: word(tax), valid, proration: word(proration), out_of_hours, note })
}

/// The keys of a price that its model decides on.
struct Figures {
    at: Span,
    model: PriceModel,
    amount: Maybe<String>,
    currency: Maybe<String>,
    per: Maybe<super::raw::Of<Per>>,
    included_with: Maybe<String>,
    minimum: Maybe<String>,
    increment: Maybe<String>,
    percent: Maybe<String>,
    of: Maybe<List<String>>,
    parts: Maybe<Entries<RawPrice>>,
    tiers: Maybe<List<RawTier>>,
}

impl Figures {
    fn charge(mut self, scope: &mut Scope<'_>) -> Option<Charge> {
        use PriceModel as Model;
        self.refuse_others(scope);
        match self.model {
            Model::Free => Some(Charge::Free),
            Model::Included => {
                let with = self.included_with.take();
                let with = with.and_then(|field| scope.id(field, Kind::Offering, "an offering"));
                Some(Charge::Included(with.map(|id| OfferingId::new(&id))))
            }
            Model::Flat => {
                let (money, per) = (self.money(scope), self.per(scope));
                Some(Charge::Flat(money?, per))
            }
            Model::PerTenant => {
                let (money, per) = (self.money(scope), self.per(scope));
                Some(Charge::PerTenant(money?, per))
            }
            Model::PerSeat => {
                let per = self.per(scope);
                let seats = match self.tiers.take() {
                    Some(tiers) => self.tiered(scope, tiers),
                    None => self.money(scope).map(Seats::Each),
                };
                Some(Charge::PerSeat(seats?, per))
            }
            Model::PerIncident => self.money(scope).map(Charge::PerIncident),
            Model::Hourly => {
                let amount = self.money(scope);
                let minimum = self.minutes(scope, "minimum");
                let increment = self.minutes(scope, "increment");
                Some(Charge::Hourly { amount: amount?, minimum: minimum?, increment: increment? })
            }
            Model::PercentOfSpend => self.share(scope),
            Model::GreaterOf => self.greatest(scope),
        }
    }

    /// Keys that the model has no use for.
    fn refuse_others(&self, scope: &mut Scope<'_>) {
        use PriceModel as Model;
        let model = self.model;
        let counted =
            matches!(model, Model::Flat | Model::PerSeat | Model::PerTenant | Model::PercentOfSpend);
        let paid = !matches!(model, Model::Free | Model::Included | Model::PercentOfSpend | Model::GreaterOf);
        if let Some(at) =
            place(self.amount.as_ref()).filter(|_| matches!(model, Model::Free | Model::Included))
        {
            let message = "expected no amount for what is free or included, found one";
            let finding = scope.found(&SUP005, at, message);
            scope.push(finding.hint("remove `amount`, or choose a paid `model`"));
        }
        let others: [(&str, Option<Span>, bool); 10] = [
            ("amount", place(self.amount.as_ref()), paid || matches!(model, Model::Free | Model::Included)),
            (
                "currency",
                place(self.currency.as_ref()),
                paid || matches!(model, Model::Free | Model::Included),
            ),
            ("per", place(self.per.as_ref()), counted || self.says_itself()),
            ("included_with", place(self.included_with.as_ref()), model == Model::Included),
            ("minimum", place(self.minimum.as_ref()), model == Model::Hourly),
            ("increment", place(self.increment.as_ref()), model == Model::Hourly),
            ("percent", place(self.percent.as_ref()), model == Model::PercentOfSpend),
            ("of", place(self.of.as_ref()), model == Model::PercentOfSpend),
            ("parts", place(self.parts.as_ref()), model == Model::GreaterOf),
            ("tiers", place(self.tiers.as_ref()), model == Model::PerSeat),
        ];
        for (key, span, _) in others.into_iter().filter(|(_, _, fits)| !fits) {
            if let Some(span) = span {
                let message = format!("a price of model `{}` takes no `{key}`", model.word());
                let finding = scope.found(&SUP004, span, message);
                scope.push(finding.hint("remove the key, or change `model`"));
            }
        }
    }

    /// Whether `per` repeats what the model says: a price per case is per case, an hourly one per hour.
    fn says_itself(&self) -> bool {
        let per = self.per.as_ref().and_then(|field| field.value.as_ref()).map(|word| word.0);
        match self.model {
            PriceModel::PerIncident => matches!(per, None | Some(Per::Incident)),
            PriceModel::Hourly => matches!(per, None | Some(Per::Hour)),
            _ => false,
        }
    }

    fn money(&mut self, scope: &mut Scope<'_>) -> Option<Money> {
        let (amount, currency) = (self.amount.take(), self.currency.take());
        if amount.is_none() {
            let message = "expected `amount` and `currency` for a paid price, found none";
            let finding = scope.found(&SUP004, self.at, message);
            scope.push(finding.hint("write `amount: \"120.00\"` and `currency: EUR`, or `model: free`"));
        }
        let has_amount = amount.is_some();
        let amount = amount.and_then(|field| paid_amount(scope, field));
        let currency = self.currency_of(scope, currency, has_amount.then_some("amount"));
        Some((amount?, currency?))
    }

    /// The currency, which a key with amounts must have beside it.
    fn currency_of(
        &self,
        scope: &mut Scope<'_>,
        currency: Maybe<String>,
        beside: Option<&str>,
    ) -> Option<Currency> {
        if let (None, Some(key)) = (&currency, beside) {
            let message = format!("expected `currency` beside `{key}`, found none");
            scope.push(scope.found(&SUP004, self.at, message).hint("write `currency: EUR`"));
        }
        let field = currency?;
        let code = field.value?;
        let currency = Currency::new(&code);
        if currency.is_none() {
            let message = format!("expected a currency code of ISO 4217, found `{code}`");
            let near = match code.as_str() {
                "RMB" | "rmb" | "CNH" | "¥" => Some("CNY"),
                code => did_you_mean(code, Currency::codes()),
            };
            let hint = near.map(|code| format!("did you mean `{code}`?"));
            scope.push(scope.found(&SUP007, field.span, message).maybe_hint(hint));
        }
        currency
    }

    /// The period of a price that has one; without it the amount is charged once.
    fn per(&mut self, scope: &mut Scope<'_>) -> Option<Per> {
        let field = self.per.take()?;
        let span = field.span;
        let per = said(field)?;
        if !matches!(per, Per::Month | Per::Quarter | Per::Year) {
            let message = format!("expected `month`, `quarter` or `year`, found `{}`", per.word());
            let finding = scope.found(&SUP004, span, message);
            scope.push(finding.hint("for a price per case or hour choose `model: per_incident` or `hourly`"));
            return None;
        }
        Some(per)
    }

    fn minutes(&mut self, scope: &mut Scope<'_>, key: &str) -> Option<u32> {
        let field = if key == "minimum" { self.minimum.take() } else { self.increment.take() };
        let Some(field) = field else {
            let message = format!("expected `{key}` for an hourly price, found none");
            let finding = scope.found(&SUP004, self.at, message);
            scope.push(finding.hint(format!("write `{key}: \"15 minutes\"`")));
            return None;
        };
        let text = field.value?;
        let minutes = text.split_once(' ').and_then(|(number, unit)| {
            let number: u32 = number.parse().ok().filter(|number| (1..=10_000).contains(number))?;
            match unit {
                "minute" | "minutes" => Some(number),
                "hour" | "hours" => Some(number * 60),
                _ => None,
            }
        });
        if minutes.is_none() {
            let message = format!("expected a span of work such as `30 minutes`, found `{text}`");
            scope.report(&SUP007, field.span, message);
        }
        minutes
    }

    fn tiered(&mut self, scope: &mut Scope<'_>, tiers: Field<List<RawTier>>) -> Option<Seats> {
        if let Some(amount) = self.amount.take() {
            let finding = scope.found(&SUP004, amount.span, "expected `amount` or `tiers`, found both");
            scope.push(finding.hint("each tier has an amount of its own"));
        }
        let currency = self.currency.take();
        let currency = self.currency_of(scope, currency, Some("tiers"));
        let at = tiers.span;
        let fields = tiers.value?;
        let last = fields.len().saturating_sub(1);
        if fields.len() < 2 {
            let finding = scope.found(&SUP007, at, "expected two tiers or more, found fewer");
            scope.push(finding.hint("write `amount` where each seat costs the same"));
        }
        let mut list: Vec<Tier> = Vec::new();
        for (place, field) in fields.into_iter().enumerate() {
            let Some(RawTier { up_to, amount }) = field.value else { continue };
            let up_to_at = up_to.as_ref().map_or(field.span, |field| field.span);
            let up_to = given(up_to);
            let before = list.last().and_then(|tier| tier.up_to).unwrap_or(0);
            match up_to {
                None if place < last => {
                    scope.report(
                        &SUP007,
                        field.span,
                        "expected `up_to` in all tiers but the last, found none",
                    );
                }
                Some(_) if place == last => {
                    let finding =
                        scope.found(&SUP007, up_to_at, "expected no `up_to` in the last tier, found one");
                    scope.push(finding.hint("the last tier holds for all seats above the others"));
                }
                Some(found) if found <= before => {
                    scope.report(
                        &SUP007,
                        up_to_at,
                        format!("expected more than `{before}` seats, found `{found}`"),
                    );
                }
                _ => {}
            }
            if let Some(amount) = paid_amount(scope, amount) {
                list.push(Tier { up_to, amount });
            }
        }
        Some(Seats::Tiers(list, currency?))
    }

    fn share(&mut self, scope: &mut Scope<'_>) -> Option<Charge> {
        let per = self.per(scope);
        let Some(percent) = self.percent.take() else {
            let finding =
                scope.found(&SUP004, self.at, "expected `percent` for a share of spend, found none");
            scope.push(finding.hint("write `percent: \"3\"`"));
            return None;
        };
        let percent = scope.percent(percent);
        let of = scope.ids(given(self.of.take()), Kind::Service, "a service");
        let of = of.iter().map(|id| ServiceId::new(id)).collect();
        Some(Charge::PercentOfSpend(percent?, of, per))
    }

    fn greatest(&mut self, scope: &mut Scope<'_>) -> Option<Charge> {
        let Some(parts) = self.parts.take() else {
            let finding =
                scope.found(&SUP004, self.at, "expected `parts` for the greater of prices, found none");
            scope.push(finding.hint("write two prices or more, each under an id of your choice"));
            return None;
        };
        let entries = parts.value?.0;
        if entries.len() < 2 {
            scope.report(&SUP004, parts.span, format!("expected two parts or more, found {}", entries.len()));
        }
        let mut charges = Vec::new();
        for (key, field) in entries {
            scope.check_id(&key);
            let model_at = field.value.as_ref().map(|raw| raw.model.span);
            if let Some(raw) = &field.value {
                refuse_beside_parts(scope, raw);
            }
            let Some(part) = price(scope, field) else { continue };
            let fits = matches!(
                part.charge,
                Charge::Flat(..) | Charge::PerSeat(..) | Charge::PerTenant(..) | Charge::PercentOfSpend(..)
            );
            if !fits {
                let message = "expected a part of model `flat`, `per_seat`, `per_tenant` or `percent_of_spend`, found another";
                scope.report(&SUP004, model_at.unwrap_or(self.at), message);
                continue;
            }
            if let (Some(first), Some(own)) = (charges.iter().find_map(currency), currency(&part.charge))
                && first != own
            {
                let message =
                    format!("expected `{}` as in the part before, found `{}`", first.code(), own.code());
                scope.report(&SUP007, model_at.unwrap_or(self.at), message);
            }
            charges.push(part.charge);
        }
        Some(Charge::GreaterOf(charges))
    }
}

/// What is said of the greater of several prices once, beside `parts`, and not of each part.
fn refuse_beside_parts(scope: &mut Scope<'_>, raw: &RawPrice) {
    let keys = [
        ("tax", place(raw.tax.as_ref())),
        ("valid", place(raw.valid.as_ref())),
        ("note", raw.note.as_ref().map(|note| note.span)),
        ("proration", place(raw.proration.as_ref())),
        ("out_of_hours", place(raw.out_of_hours.as_ref())),
    ];
    for (key, span) in keys {
        if let Some(span) = span {
            let finding = scope.found(&SUP004, span, format!("a part of a price takes no `{key}`"));
            scope.push(finding.hint("write it beside `parts`"));
        }
    }
}

/// Where a key that is given has its value.
fn place<T>(field: Option<&Field<T>>) -> Option<Span> {
    field.map(|field| field.span)
}

/// An amount over nothing.
fn paid_amount(scope: &mut Scope<'_>, field: Field<String>) -> Option<Amount> {
    let text = field.value?;
    let Some(amount) = Amount::new(&text) else {
        let message = format!("expected a decimal number such as `490.00`, found `{text}`");
        scope.report(&SUP007, field.span, message);
        return None;
    };
    if amount.is_zero() {
        let message = format!("expected an amount over nothing for a paid price, found `{amount}`");
        scope.push(
            scope
                .found(&SUP005, field.span, message)
                .hint("write what it costs, or `model: free` for the whole price"),
        );
    }
    Some(amount)
}

fn surcharge(
    scope: &mut Scope<'_>,
    raw: RawSurcharge,
    charge: Option<&Charge>,
    at: Span,
) -> Option<Surcharge> {
    let RawSurcharge { percent, amount, per } = raw;
    if let Some(field) = &per {
        let word = field.value.as_ref().map(|word| word.0);
        let message = match word {
            _ if percent.is_some() => Some("a surcharge of `percent` takes no `per`".to_owned()),
            None | Some(Per::Incident | Per::Hour) => None,
            Some(other) => {
                Some(format!("expected `incident` or `hour` for a surcharge, found `{}`", other.word()))
            }
        };
        if let Some(message) = message {
            scope.report(&SUP004, field.span, message);
        }
    }
    match (percent, amount) {
        (Some(percent), None) => scope.percent(percent).map(Surcharge::Percent),
        (None, Some(field)) => {
            let amount = paid_amount(scope, field);
            let currency = charge.and_then(currency);
            if charge.is_some() && currency.is_none() {
                scope.report(&SUP004, at, "expected a price with a currency for a surcharge, found none");
            }
            Some(Surcharge::Amount((amount?, currency?), word(per)))
        }
        (first, _) => {
            let found = if first.is_some() { "both" } else { "neither" };
            let span = first.map_or(at, |field| field.span);
            scope.report(
                &SUP004,
                span,
                format!("expected `percent` or `amount` for a surcharge, found {found}"),
            );
            None
        }
    }
}

/// The currency of what is charged.
fn currency(charge: &Charge) -> Option<Currency> {
    match charge {
        Charge::Flat((_, currency), _)
        | Charge::PerSeat(Seats::Each((_, currency)) | Seats::Tiers(_, currency), _)
        | Charge::PerTenant((_, currency), _)
        | Charge::PerIncident((_, currency))
        | Charge::Hourly { amount: (_, currency), .. } => Some(*currency),
        Charge::GreaterOf(parts) => parts.iter().find_map(currency),
        Charge::Free | Charge::Included(_) | Charge::PercentOfSpend(..) => None,
    }
}
