//! `severities.yaml` and `request-types.yaml`.

use super::{Ids, List, Maybe, Of, Texts, raw};
use crate::model::service::Area;
use crate::model::target::WhoSets;
use crate::syntax::decode::{Field, Text};

raw! {
    /// How bad a case is; the file holds two to five, the worst first.
    RawSeverity {
        /// Your own label, as `A`.
        label: Text,
        /// Its name.
        name: Text,
        /// The situation in the customer's words.
        situation: Text,
        /// What it means.
        definition: Text,
        /// Examples, by ids of your choice.
        examples: Maybe<Texts>,
        /// Who sets it.
        who_sets: Field<Of<WhoSets>>,
        /// When it is changed.
        reclassified_when: Option<Text>,
        /// What the customer must do.
        customer_duty: Option<Text>,
        /// How to report it: ids of channels for customers.
        channels: Maybe<Ids>,
        /// Whether work goes on day and night.
        round_the_clock: Maybe<bool>,
    }
    /// What a case is about. The keys of the file are the types.
    RawRequest {
        /// Its name.
        name: Text,
        /// The situation in the customer's words.
        situation: Text,
        /// Examples, by ids of your choice.
        examples: Maybe<Texts>,
        /// Whether such a case has a severity.
        uses_severity: Field<bool>,
        /// The areas it belongs to.
        areas: Maybe<List<Of<Area>>>,
        /// How to report it: ids of channels for customers.
        channels: Maybe<Ids>,
    }
}
