//! `partner.yaml` and `entities/*.yaml`.

use super::{List, Maybe, Of, raw};
use crate::model::partner::{Cloud, DeliveryMode, DesignatedContact, DesignatedFor, Role};
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// Who publishes the terms.
    RawPartner {
        /// The trading name, on every page.
        name: Text,
        /// The name of the legal person, where there is one alone.
        legal_name: Option<Text>,
        /// One line under the name on the home page.
        tagline: Option<Text>,
        /// The part in the partner programme, where there is one membership; else write `enrolments`.
        role: Maybe<Of<Role>>,
        /// The id of the vehicle of kind `provider` that a reseller works through; beside `role`.
        provider: Maybe<String>,
        /// Sets of requirements with their edition, as `microsoft-csp@2026-06`; beside `role`.
        packs: Maybe<List<String>>,
        /// Where customers are, as far as terms differ by it: by an id of your choice.
        markets: Maybe<Entries<RawMarket>>,
        /// Memberships of the programme, by an id of your choice; instead of `role`.
        enrolments: Maybe<Entries<RawEnrolment>>,
        /// What the programme's portal shows customers of this partner.
        support_profile: Maybe<RawSupportProfile>,
        /// Who gives the support.
        delivery: Maybe<RawDelivery>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again with that in mind. For staff alone.
        next_review: Maybe<String>,
    }
    /// Where customers are.
    RawMarket {
        /// How customers call it.
        name: Text,
        /// Its countries, by the two letters of ISO 3166-1.
        countries: Field<List<String>>,
    }
    /// One membership of the programme.
    RawEnrolment {
        /// How customers would call it.
        name: Option<Text>,
        /// The part in the programme.
        role: Field<Of<Role>>,
        /// The cloud.
        cloud: Field<Of<Cloud>>,
        /// The region.
        region: Text,
        /// The legal person behind it: the id of a file in `entities/`.
        entity: Maybe<String>,
        /// The id of the vehicle of kind `provider` that a reseller works through. For staff alone.
        provider: Maybe<String>,
        /// Sets of requirements with their edition, as `microsoft-csp@2026-06`. For staff alone.
        packs: Maybe<List<String>>,
        /// The account in the programme. A secret.
        location_id: Maybe<String>,
        /// The tenant of the partner, a GUID. A secret.
        tenant_id: Maybe<String>,
        /// Whom Microsoft's portal names to customers as the one to ask, where somebody was named. For staff alone.
        designated_contact: Maybe<RawDesignated>,
    }
    /// The designated support contact of subscriptions.
    RawDesignated {
        /// Who it is.
        who: Field<Of<DesignatedContact>>,
        /// For which subscriptions. New commerce knows no such contact.
        subscriptions: Field<Of<DesignatedFor>>,
    }
    /// What the programme's portal shows customers.
    RawSupportProfile {
        /// The address of the support site.
        website: Field<String>,
        /// The mailbox.
        email: Field<String>,
        /// The number, in international form.
        phone: Field<String>,
    }
    /// Who gives the support.
    RawDelivery {
        /// In which way.
        mode: Field<Of<DeliveryMode>>,
        /// By which company.
        by: Maybe<String>,
        /// Whether customers are told the company's name; `false` unless you say so.
        disclose: Maybe<bool>,
    }
    /// A legal person.
    RawEntity {
        /// Its full name.
        name: Text,
        /// Its entry in a register.
        registration: Maybe<String>,
        /// Its tax number.
        tax_id: Maybe<String>,
        /// Its address, in lines.
        address: Text,
        /// The country of that address.
        country: Field<String>,
        /// The law that applies.
        law: Text,
        /// The courts.
        courts: Option<Text>,
        /// The language that prevails where two differ.
        prevailing_locale: Field<String>,
        /// Who acts for it.
        represented_by: Option<Text>,
        /// What else its imprint must say.
        imprint: Option<Text>,
        /// Its mailbox.
        email: Maybe<String>,
        /// Its number, in international form.
        phone: Maybe<String>,
        /// Number of the ICP filing, for sites in mainland China.
        icp: Maybe<String>,
        /// Number of the public security filing.
        psb: Maybe<String>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
}
