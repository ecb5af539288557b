//! `terms.yaml` and `marketplace/*.yaml`.

use super::{Ids, List, Maybe, Of, Texts, raw};
use crate::model::partner::{Cloud, DeliveryMode};
use crate::model::policy::{ChangeKind, CreditMetric, Status};
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// What holds for all offerings.
    RawPolicy {
        /// The version, as customers quote it.
        version: Field<String>,
        /// Whether the terms are in force.
        status: Field<Of<Status>>,
        /// When they hold.
        effective: Field<RawSpan>,
        /// When they were last changed.
        last_updated: Maybe<String>,
        /// Who keeps them true. For staff alone.
        owner: Maybe<String>,
        /// When they are read again. For staff alone.
        next_review: Maybe<String>,
        /// How long before a change customers hear of it, as `30 days`.
        notice_period: Field<String>,
        /// What changed, by an id of your choice.
        changes: Maybe<Entries<RawChange>>,
        /// What the terms apply to, by ids of your choice.
        applicability: Maybe<Texts>,
        /// Whether they hold for what was bought through you alone; `true` unless you say so.
        bought_through_us: Maybe<bool>,
        /// The clouds they hold for; none means all.
        clouds: Maybe<List<Of<Cloud>>>,
        /// The markets they hold for; none means all.
        markets: Maybe<Ids>,
        /// What is not covered.
        exclusions: Maybe<Texts>,
        /// What customers do.
        customer_duties: Maybe<Texts>,
        /// Where customers can help themselves.
        self_help: Maybe<Entries<RawNamedLink>>,
        /// The steps of a complaint, in order.
        complaints: Maybe<Entries<RawComplaint>>,
        /// What happens with unpaid invoices.
        collections: Maybe<RawCollections>,
        /// How you reach into customers' systems.
        privacy: Maybe<RawPrivacy>,
        /// What is given back for a missed promise.
        credits: Maybe<Entries<RawCredit>>,
        /// What prevails.
        precedence: Maybe<RawPrecedence>,
        /// Other companies that do a part.
        subcontractors: Maybe<Entries<RawSubcontractor>>,
    }
    /// From a day on, and until a day.
    RawSpan {
        /// The first day.
        from: Field<String>,
        /// The last day.
        to: Maybe<String>,
    }
    /// One change.
    RawChange {
        /// The day from which it holds.
        date: Field<String>,
        /// When customers heard of it, for changes that need a notice.
        announced: Maybe<String>,
        /// In which version.
        version: Maybe<String>,
        /// What it does.
        kind: Field<Of<ChangeKind>>,
        /// Whether it alters what was agreed, as opposed to wording.
        material: Field<bool>,
        /// What.
        summary: Text,
    }
    /// A page elsewhere.
    RawNamedLink {
        /// What the link says.
        name: Text,
        /// Its address.
        url: Field<String>,
    }
    /// A step of a complaint.
    RawComplaint {
        /// Who hears it.
        who: Text,
        /// The id of a channel for customers.
        channel: Maybe<String>,
        /// After how long without an answer, as `2 business_days` or `14 days`.
        after: Maybe<String>,
        /// What else to know.
        note: Option<Text>,
    }
    /// What happens with unpaid invoices.
    RawCollections {
        /// When reminders come after the due date, as `["7 days", "14 days"]`.
        reminders: Maybe<List<String>>,
        /// When access is affected, after the due date.
        suspend_after: Maybe<String>,
        /// What stops.
        what_stops: Option<Text>,
        /// How it comes back.
        restore: Option<Text>,
    }
    /// How you reach into customers' systems.
    RawPrivacy {
        /// By which way.
        access: Text,
        /// With which of Microsoft's roles.
        roles: Maybe<List<String>>,
        /// Which data you keep.
        data_collected: Maybe<Texts>,
        /// Sessions on the customer's screen.
        remote_session: Option<Text>,
        /// What it means for customers to take access away.
        removing_access: Option<Text>,
        /// The address of the agreement on it.
        agreement: Maybe<String>,
    }
    /// What is given back for a missed promise.
    RawCredit {
        /// What is measured.
        metric: Field<Of<CreditMetric>>,
        /// From when on.
        threshold: Text,
        /// How much, in percent.
        rate: Field<String>,
        /// Of what.
        of: Option<Text>,
        /// By when to claim it, as `30 days`.
        claim_within: Field<String>,
        /// The most, in percent.
        cap: Maybe<String>,
    }
    /// What prevails.
    RawPrecedence {
        /// Which terms prevail where two differ.
        text: Text,
        /// The address of the governing terms.
        url: Maybe<String>,
    }
    /// Another company that does a part.
    RawSubcontractor {
        /// In which way.
        mode: Field<Of<DeliveryMode>>,
        /// Its name.
        name: Maybe<String>,
        /// Whether customers are told.
        disclose: Field<bool>,
        /// What it does.
        does: Text,
    }
    /// A marketplace product of another maker.
    RawProduct {
        /// Its name.
        name: Text,
        /// Who makes it.
        publisher: Field<String>,
        /// What it is.
        summary: Text,
        /// Its page.
        url: Maybe<String>,
        /// The maker's contact: at least one of `email`, `phone` and `url`.
        technical: Field<RawMakerContact>,
        /// What you do.
        partner_does: Maybe<Texts>,
        /// What the maker does.
        maker_does: Maybe<Texts>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
    /// How to reach the maker of a product.
    RawMakerContact {
        /// Who answers.
        name: Maybe<String>,
        /// The mailbox.
        email: Maybe<String>,
        /// The number, in international form.
        phone: Maybe<String>,
        /// The page.
        url: Maybe<String>,
        /// When somebody answers.
        hours: Option<Text>,
        /// The address of the maker's terms.
        terms: Maybe<String>,
    }
}
