//! `offerings/*.yaml`: what a customer gets, at what price, by when, and who answers.

use super::{Ids, List, Maybe, Of, Texts, raw};
use crate::model::coverage::Mode;
use crate::model::offering::{CasePeriod, MayOpen};
use crate::model::price::{Per, PriceModel, Proration, Tax};
use crate::model::service::Area;
use crate::model::target::{ClockStart, Metric, RequestType, ResponseCounts, TargetKind};
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// A support product that a customer gets.
    RawOffering {
        /// How customers call it.
        name: Text,
        /// What it is, in a sentence or two.
        summary: Text,
        /// Whom it suits.
        audience: Option<Text>,
        /// Place among the offerings; smaller comes first, then by id.
        weight: Maybe<i32>,
        /// The types of support, in the customer's words.
        types: Maybe<Texts>,
        /// What it covers: ids of services.
        services: Field<Ids>,
        /// Services of which it covers some areas alone: the id of the service, and the areas.
        areas: Maybe<Entries<List<Of<Area>>>>,
        /// The languages it is given in.
        languages: Field<List<String>>,
        /// When somebody answers: ids of hours. The simple case; else write `coverage`.
        hours: Maybe<Ids>,
        /// How to reach it: ids of channels for customers.
        channels: Field<Ids>,
        /// How customers know that it is theirs.
        how_to_tell: Option<Text>,
        /// Who may open a case; `anyone` unless you say so.
        who_may_open: Maybe<Of<MayOpen>>,
        /// The people who may, where `who_may_open` is `named`.
        named_contacts: Maybe<RawNamedContacts>,
        /// How many cases are included; left out where there is no limit.
        incidents: Maybe<RawIncidents>,
        /// What it costs in all markets; without it and `prices` no price is shown.
        price: Maybe<RawPrice>,
        /// What it costs by market, instead of `price`.
        prices: Maybe<Entries<RawPrice>>,
        /// What belongs to it.
        includes: Maybe<Texts>,
        /// What does not.
        excludes: Maybe<Texts>,
        /// What customers do.
        customer_duties: Maybe<Texts>,
        /// By when something happens.
        targets: Maybe<List<RawTarget>>,
        /// How that is counted.
        clock: Maybe<RawClock>,
        /// Who answers: rows, of which the most specific holds. Instead of `hours`.
        coverage: Maybe<List<RawRow>>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
    /// People who may open a case.
    RawNamedContacts {
        /// How many at most.
        max: Field<u16>,
        /// Who they should be.
        role: Option<Text>,
        /// How to change them.
        change: Text,
    }
    /// How many cases are included.
    RawIncidents {
        /// How many.
        included: Field<u32>,
        /// In which period.
        per: Field<Of<CasePeriod>>,
        /// Cases of which areas are counted; without it all.
        areas: Maybe<List<Of<Area>>>,
        /// By which IANA zone the count begins anew.
        reset_zone: Maybe<String>,
        /// What further cases cost; without it none are taken in that period.
        then: Maybe<RawPrice>,
        /// What else to know.
        note: Option<Text>,
    }
    /// What something costs. Which keys belong to it is the model's to say.
    RawPrice {
        /// How it is reckoned.
        model: Field<Of<PriceModel>>,
        /// A decimal number over nothing, as `490.00`.
        amount: Maybe<String>,
        /// A code of ISO 4217 in capitals. There is no default.
        currency: Maybe<String>,
        /// The period; without it the amount is charged once.
        per: Maybe<Of<Per>>,
        /// Whether tax is in it.
        tax: Maybe<Of<Tax>>,
        /// When it holds.
        valid: Maybe<super::policy::RawSpan>,
        /// What else to know.
        note: Option<Text>,
        /// What a part of a period costs.
        proration: Maybe<Of<Proration>>,
        /// For `included`: the id of the offering it is part of.
        included_with: Maybe<String>,
        /// For `hourly`: the least that is charged, as `30 minutes`.
        minimum: Maybe<String>,
        /// For `hourly`: in steps of, as `15 minutes`.
        increment: Maybe<String>,
        /// For `percent_of_spend`: how much of a hundred, as `3` or `2.5`.
        percent: Maybe<String>,
        /// For `percent_of_spend`: on which services; none means all.
        of: Maybe<Ids>,
        /// For `greater_of`: two or more prices, by ids of your choice.
        parts: Maybe<Entries<RawPrice>>,
        /// For `per_seat`, instead of `amount`: by how many seats there are.
        tiers: Maybe<List<RawTier>>,
        /// What comes on top out of hours.
        out_of_hours: Maybe<RawSurcharge>,
    }
    /// Seats up to a number.
    RawTier {
        /// Up to how many seats; the last tier has none.
        up_to: Maybe<u32>,
        /// What each of them costs.
        amount: Field<String>,
    }
    /// What comes on top out of hours: `percent` or `amount`.
    RawSurcharge {
        /// How much of a hundred.
        percent: Maybe<String>,
        /// An amount in the currency of the price.
        amount: Maybe<String>,
        /// For each case or hour; beside `amount`.
        per: Maybe<Of<Per>>,
    }
    /// By when something happens.
    RawTarget {
        /// For which service; none means all.
        service: Maybe<String>,
        /// For which area; none means all.
        area: Maybe<Of<Area>>,
        /// For cases of which severity. One of `severity` and `request_type`.
        severity: Maybe<String>,
        /// For cases of which type.
        request_type: Maybe<Of<RequestType>>,
        /// What is measured.
        metric: Field<Of<Metric>>,
        /// How long it may take, as `4 business_hours`; for `update` the time between two reports.
        within: Field<String>,
        /// Whether it is an aim or a promise.
        kind: Field<Of<TargetKind>>,
        /// When the clock starts, where it differs from `clock`.
        clock_starts: Maybe<Of<ClockStart>>,
        /// What counts as an answer, where it differs from `clock`.
        response_counts: Maybe<Of<ResponseCounts>>,
    }
    /// How an offering counts time.
    RawClock {
        /// When it starts.
        starts: Field<Of<ClockStart>>,
        /// What counts as an answer.
        counts: Field<Of<ResponseCounts>>,
        /// When it stops.
        pauses: Maybe<Texts>,
        /// What else to know.
        note: Option<Text>,
    }
    /// Who answers the cases that the keys name.
    RawRow {
        /// The service; none means all.
        service: Maybe<String>,
        /// The area; none means all.
        area: Maybe<Of<Area>>,
        /// The severity; not beside `request_type`.
        severity: Maybe<String>,
        /// The type; not beside `severity`.
        request_type: Maybe<Of<RequestType>>,
        /// The language spoken.
        language: Maybe<String>,
        /// The id of the channel used.
        channel: Maybe<String>,
        /// The id of the customer's market.
        market: Maybe<String>,
        /// Decides between rows that name as many keys; the greater wins.
        priority: Maybe<i32>,
        /// The desks in order; their open times are joined.
        desks: Maybe<Ids>,
        /// How they answer.
        mode: Field<Of<Mode>>,
        /// For `callback`: within what.
        within: Maybe<String>,
        /// Who answers when all desks before are closed.
        otherwise: Maybe<Box<RawOtherwise>>,
    }
    /// Who answers when all desks before are closed.
    RawOtherwise {
        /// The desks in order.
        desks: Maybe<Ids>,
        /// How they answer.
        mode: Field<Of<Mode>>,
        /// For `callback`: within what.
        within: Maybe<String>,
        /// Who answers when these are closed too.
        otherwise: Maybe<Box<RawOtherwise>>,
    }
}
