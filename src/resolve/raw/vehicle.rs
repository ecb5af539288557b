//! `vehicles.yaml` and `scenarios/*.yaml`: for staff alone.

use super::{Ids, List, Maybe, Of, raw};
use crate::model::coverage::Mode;
use crate::model::service::Area;
use crate::model::target::RequestType;
use crate::model::vehicle::VehicleKind;
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// A contract or a channel that lets you escalate.
    RawVehicle {
        /// What it is.
        kind: Field<Of<VehicleKind>>,
        /// Its name.
        name: Text,
        /// What customers may hear of it; without it they hear nothing.
        public_name: Option<Text>,
        /// The services it covers; none means all.
        products: Maybe<Ids>,
        /// The areas it covers; none means all.
        areas: Maybe<List<Of<Area>>>,
        /// The number of the contract. A secret.
        contract: Maybe<String>,
        /// The access id. A secret.
        access_id: Maybe<String>,
        /// From when on.
        start: Maybe<String>,
        /// Until when.
        end: Maybe<String>,
        /// How many cases are left; left out where there is no limit.
        remaining: Maybe<u32>,
        /// The languages it is used in.
        languages: Field<List<String>>,
        /// When it answers: the id of hours.
        hours: Maybe<String>,
        /// How it calls your severities: the id of the severity, and its word.
        severities: Maybe<Entries<String>>,
        /// How soon it answers: the id of the severity, and a duration.
        first_response: Maybe<Entries<String>>,
        /// Where and how a case is filed.
        how: Text,
        /// The address for that.
        url: Maybe<String>,
        /// Whether it costs a fee.
        fee: Maybe<bool>,
        /// Who keeps it true.
        owner: Maybe<String>,
        /// When it is read again.
        next_review: Maybe<String>,
    }
    /// A test of the terms: a case, and what should come of it.
    RawScenario {
        /// What it shows.
        title: Field<String>,
        /// When the case arrives, as `2026-02-14T17:00+08:00`.
        at: Field<String>,
        /// The customer's offering.
        offering: Field<String>,
        /// The service.
        service: Field<String>,
        /// The area.
        area: Field<Of<Area>>,
        /// How bad; one of `severity` and `request_type`.
        severity: Maybe<String>,
        /// What about.
        request_type: Maybe<Of<RequestType>>,
        /// The customer's language.
        language: Maybe<String>,
        /// The channel used.
        channel: Maybe<String>,
        /// The customer's market.
        market: Maybe<String>,
        /// What should come of it; at least one thing.
        expect: Field<RawExpectation>,
    }
    /// What should come of a case.
    RawExpectation {
        /// The desk that answers, or `none`.
        desk: Maybe<String>,
        /// How it answers.
        mode: Maybe<Of<Mode>>,
        /// The channel that is named first: the first on which somebody answers.
        channel: Maybe<String>,
        /// The language spoken.
        language: Maybe<String>,
        /// By when, or `undetermined`.
        respond_by: Maybe<String>,
        /// What it costs, as `supportbook who` writes it.
        cost: Maybe<String>,
        /// Through what it goes further.
        vehicle: Maybe<String>,
        /// When the next desk opens.
        next_open: Maybe<String>,
    }
}
