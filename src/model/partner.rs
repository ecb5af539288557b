//! Who publishes the terms, in which programmes, through which legal persons.

use super::channel::{Country, Phone};
use super::ids::{EnrolmentId, EntityId, MarketId, VehicleId};
use super::requirement::PackName;
use super::text::LocalText;
use super::word::words;
use crate::locale::Locale;

words! {
    /// The partner's part in the programme.
    Role {
        /// Buys from Microsoft and bills customers.
        DirectBill "direct-bill"
        /// Buys from Microsoft and sells through resellers.
        IndirectProvider "indirect-provider"
        /// Buys from a provider.
        IndirectReseller "indirect-reseller"
    }
    /// One of the clouds, each with contracts of its own.
    Cloud {
        /// The worldwide one.
        Global "global"
        /// For authorities of the United States.
        UsGovernment "us-government"
        /// In mainland China, operated by 21Vianet.
        China "china"
    }
    /// Who is named as the support contact of a subscription.
    DesignatedContact {
        /// The partner.
        Partner "partner"
        /// Its provider.
        Provider "provider"
    }
    /// The subscriptions for which a support contact is named.
    DesignatedFor {
        /// Those of the old commerce, which alone know such a contact.
        Legacy "legacy"
        /// All.
        All "all"
    }
    /// Who gives the support.
    DeliveryMode {
        /// The partner's own people.
        Own "own"
        /// Another company in the partner's name.
        Outsourced "outsourced"
        /// Another company in its own name.
        Resold "resold"
    }
}

/// Who publishes the terms.
#[derive(Clone, PartialEq, Debug)]
pub struct Partner {
    /// The trading name.
    pub name: LocalText,
    /// The name of the legal person.
    pub legal_name: Option<LocalText>,
    /// One line on what it stands for.
    pub tagline: Option<LocalText>,
    /// Its memberships, at least one; the simple case has one without an id of its own.
    pub enrolments: Vec<Enrolment>,
    /// Where customers are.
    pub markets: Vec<Market>,
    /// What the programme's portal shows customers.
    pub support_profile: Option<SupportProfile>,
    /// Who gives the support, as far as customers are told.
    pub delivery: Option<Delivery>,
}

/// One membership of a programme, as far as customers may know of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Enrolment {
    /// Its id; `None` for the simple case, where the partner has one role.
    pub id: Option<EnrolmentId>,
    /// How customers would call it.
    pub name: Option<LocalText>,
    /// The partner's part.
    pub role: Role,
    /// The cloud.
    pub cloud: Cloud,
    /// The region.
    pub region: Option<LocalText>,
    /// The legal person behind it.
    pub entity: Option<EntityId>,
}

/// What staff alone may know of a membership.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnrolmentSecrets {
    /// Which membership; `None` for the simple case.
    pub id: Option<EnrolmentId>,
    /// The provider, for a reseller.
    pub provider: Option<VehicleId>,
    /// The sets of requirements it is held to, each with its edition.
    pub packs: Vec<PackName>,
    /// The account in the programme.
    pub location_id: Option<Box<str>>,
    /// The tenant of the partner.
    pub tenant_id: Option<Box<str>>,
    /// Whom Microsoft's portal names to customers of subscriptions as the one to ask.
    pub designated: Option<Designated>,
}

/// The designated support contact of subscriptions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Designated {
    /// Who it is.
    pub who: DesignatedContact,
    /// For which subscriptions.
    pub subscriptions: DesignatedFor,
}

/// Where customers are, as far as terms differ by it.
#[derive(Clone, PartialEq, Debug)]
pub struct Market {
    /// Its id.
    pub id: MarketId,
    /// How customers call it.
    pub name: LocalText,
    /// The countries in it.
    pub countries: Vec<Country>,
}

/// What the programme's portal shows customers of this partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupportProfile {
    /// The address of the support site.
    pub website: Box<str>,
    /// The mailbox.
    pub email: Box<str>,
    /// The number.
    pub phone: Phone,
}

/// Who gives the support.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// In which way.
    pub mode: DeliveryMode,
    /// By whom, where customers are told.
    pub by: Option<Box<str>>,
}

/// The legal person behind a membership.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// Its full name.
    pub name: LocalText,
    /// Its entry in a register.
    pub registration: Option<Box<str>>,
    /// Its tax number.
    pub tax_id: Option<Box<str>>,
    /// Its address, in lines.
    pub address: LocalText,
    /// The country of that address.
    pub country: Country,
    /// The law that applies.
    pub law: LocalText,
    /// The courts.
    pub courts: Option<LocalText>,
    /// The language that prevails where two differ.
    pub prevailing_locale: Locale,
    /// Who acts for it.
    pub represented_by: Option<LocalText>,
    /// What else its imprint must say.
    pub imprint: Option<LocalText>,
    /// Its mailbox.
    pub email: Option<Box<str>>,
    /// Its number.
    pub phone: Option<Phone>,
    /// Number of the ICP filing (备案), for sites in mainland China.
    pub icp: Option<Box<str>>,
    /// Number of the public security filing.
    pub psb: Option<Box<str>>,
}
