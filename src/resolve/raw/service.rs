//! `services/*.yaml`.

use super::policy::RawNamedLink;
use super::{Ids, List, Maybe, Of, Texts, raw};
use crate::model::service::{Party, Reason};
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// An online service that is supported.
    RawService {
        /// How customers call it.
        name: Text,
        /// What is supported of it.
        summary: Text,
        /// Place among the services; smaller comes first, then by id.
        weight: Maybe<i32>,
        /// Its public status page.
        health: Maybe<String>,
        /// Further pages that show its state, by ids of your choice.
        health_links: Maybe<Entries<RawNamedLink>>,
        /// Where customers can help themselves, by ids of your choice.
        self_help: Maybe<Entries<RawNamedLink>>,
        /// The memberships under which it is sold; none means all.
        enrolments: Maybe<Ids>,
        /// The family of products it belongs to.
        family: Maybe<String>,
        /// Names it had before.
        retired_names: Maybe<List<String>>,
        /// What a customer should have at hand, by ids of your choice.
        have_ready: Maybe<Texts>,
        /// The areas that are supported: `billing`, `subscription-management`, `technical`.
        #[schemars(transform = super::keys::areas)]
        areas: Field<Entries<RawCell>>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
    /// One service in one area.
    RawCell {
        /// What it is about.
        summary: Option<Text>,
        /// Who does what, by ids of your choice.
        tasks: Maybe<Entries<RawTask>>,
        /// What you resolve yourself.
        baseline: Maybe<Texts>,
        /// What goes further.
        escalate: Maybe<Texts>,
        /// For which reasons cases go further.
        reasons: Maybe<List<Of<Reason>>>,
        /// Through which vehicles, in order. For staff alone.
        vehicle: Maybe<Ids>,
    }
    /// One thing to be done.
    RawTask {
        /// What is done.
        task: Text,
        /// Who leads.
        leads: Field<Of<Party>>,
        /// Who helps.
        helps: Maybe<List<Of<Party>>>,
        /// Whether it lies within the baseline.
        baseline: Maybe<bool>,
    }
}
