//! Who offers support, what, through which channels, at what price, for which services.

use super::ids::{ChannelId, HoursId, OfferingId, ServiceId};
use super::money::{Amount, Currency};
use super::text::LocalText;
use crate::locale::Locale;

/// The partner's part in the programme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Buys from Microsoft and bills customers.
    DirectBill,
    /// Buys from Microsoft and sells through resellers.
    IndirectProvider,
    /// Buys from a provider.
    IndirectReseller,
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
    /// Its part in the programme.
    pub role: Role,
}

/// A short list of texts that translations match by id.
pub type TextList = Vec<(Box<str>, LocalText)>;

/// A support product that a customer gets.
#[derive(Clone, PartialEq, Debug)]
pub struct Offering {
    /// Its id.
    pub id: OfferingId,
    /// How customers call it.
    pub name: LocalText,
    /// What it is, in a sentence or two.
    pub summary: LocalText,
    /// Whom it suits.
    pub audience: Option<LocalText>,
    /// Place among the offerings; smaller comes first.
    pub weight: i32,
    /// What it covers.
    pub services: Vec<ServiceId>,
    /// The languages it is given in.
    pub languages: Vec<Locale>,
    /// When somebody answers.
    pub hours: Vec<HoursId>,
    /// How to reach it.
    pub channels: Vec<ChannelId>,
    /// What it costs.
    pub price: Option<Price>,
    /// What belongs to it.
    pub includes: TextList,
    /// What does not.
    pub excludes: TextList,
}

/// How a price is reckoned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriceModel {
    /// Nothing is charged.
    Free,
    /// Part of what is paid for something else.
    Included,
    /// One amount a period.
    Flat,
    /// An amount a seat.
    PerSeat,
    /// An amount a tenant.
    PerTenant,
    /// An amount a case.
    PerIncident,
}

impl PriceModel {
    /// Whether an amount belongs to it.
    pub fn is_paid(self) -> bool {
        !matches!(self, Self::Free | Self::Included)
    }
}

/// The period of a price.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// A calendar month.
    Month,
    /// A year.
    Year,
    /// Once, with each case.
    Incident,
}

/// Whether an amount holds the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tax {
    /// Tax comes on top.
    Excluded,
    /// Tax is in it.
    Included,
}

/// What something costs.
#[derive(Clone, PartialEq, Debug)]
pub struct Price {
    /// How it is reckoned.
    pub model: PriceModel,
    /// How much, for paid models.
    pub amount: Option<(Amount, Currency)>,
    /// For which period.
    pub per: Option<Period>,
    /// Whether tax is in it.
    pub tax: Option<Tax>,
    /// What else to know.
    pub note: Option<LocalText>,
}

/// How a channel works, with what reaches it.
#[derive(Clone, PartialEq, Debug)]
pub enum Reach {
    /// A telephone; `true` where text messages reach it instead of calls.
    Phone {
        /// The number.
        number: Phone,
        /// Whether it takes text messages instead of calls.
        sms: bool,
    },
    /// An e-mail address.
    Email(Box<str>),
    /// A web address to sign in to.
    Portal(Box<str>),
    /// A chat: the app, and an address where it has one.
    Chat(ChatApp, Option<Box<str>>),
    /// Somebody comes.
    OnSite,
}

/// A telephone number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    /// As people write it, with spaces.
    pub shown: Box<str>,
    /// What `tel:` dials: E.164, or the digits of a national number.
    pub dialed: Box<str>,
    /// Whether it works inside one country alone.
    pub national_only: bool,
}

impl Phone {
    /// A number in international form: `+`, a digit from 1 to 9, 8 to 15 digits in all, spaces allowed.
    pub fn international(text: &str) -> Option<Self> {
        let compact: String = text.chars().filter(|c| *c != ' ').collect();
        let digits = compact.strip_prefix('+')?;
        let sound = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        (sound && !digits.starts_with('0')).then(|| Self {
            shown: text.into(),
            dialed: compact.into(),
            national_only: false,
        })
    }

    /// A number that works in one country, such as `400-820-0000`: 3 to 15 digits, spaces and hyphens.
    pub fn national(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let clean = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
        (clean && (3..=15).contains(&digits.len())).then(|| Self {
            shown: text.into(),
            dialed: digits.into(),
            national_only: true,
        })
    }
}

/// A chat application.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChatApp {
    /// Microsoft Teams.
    Teams,
    /// WeCom (企业微信).
    Wecom,
    /// WeChat (微信).
    Wechat,
    /// DingTalk (钉钉).
    Dingtalk,
    /// WhatsApp.
    Whatsapp,
}

/// A way to reach the partner.
#[derive(Clone, PartialEq, Debug)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// How customers call it.
    pub name: LocalText,
    /// What reaches it.
    pub reach: Reach,
    /// The languages it speaks.
    pub languages: Vec<Locale>,
    /// When somebody answers.
    pub hours: Option<HoursId>,
    /// Whether it is for emergencies and shown before all others.
    pub emergency: bool,
    /// From where it is meant to be used.
    pub region: Option<LocalText>,
    /// What else to know.
    pub note: Option<LocalText>,
}

/// A field of work on a service.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Area {
    /// Invoices, usage, credits.
    Billing,
    /// Orders, seats, changes, cancellations.
    SubscriptionManagement,
    /// What does not work.
    Technical,
}

impl Area {
    /// All areas, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::Billing, Self::SubscriptionManagement, Self::Technical];

    /// The area's word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Billing => "billing",
            Self::SubscriptionManagement => "subscription-management",
            Self::Technical => "technical",
        }
    }
}

/// Who can lead a task or help with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Party {
    /// The partner who publishes the terms.
    Partner,
    /// The customer.
    Customer,
    /// The indirect provider.
    Provider,
    /// Microsoft.
    Microsoft,
}

impl Party {
    /// All parties, in the order pages show them.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Partner, Self::Provider, Self::Microsoft];

    /// The party's word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Customer => "customer",
            Self::Provider => "provider",
            Self::Microsoft => "microsoft",
        }
    }
}

/// One thing to be done in a cell, and by whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Task {
    /// Its id among the area's tasks.
    pub id: Box<str>,
    /// What is done.
    pub what: LocalText,
    /// Who leads.
    pub leads: Party,
    /// Who helps.
    pub helps: Vec<Party>,
    /// Whether it lies within the baseline.
    pub baseline: bool,
}

/// One service in one area.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Which area.
    pub area: Area,
    /// What it is about.
    pub summary: Option<LocalText>,
    /// Who does what.
    pub tasks: Vec<Task>,
    /// What the partner resolves itself.
    pub baseline: TextList,
    /// What goes further.
    pub escalate: TextList,
}

/// An online service that is supported.
#[derive(Clone, PartialEq, Debug)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// How customers call it.
    pub name: LocalText,
    /// What is supported of it.
    pub summary: LocalText,
    /// Place among the services; smaller comes first.
    pub weight: i32,
    /// The address of its public status page.
    pub health: Option<Box<str>>,
    /// What a customer should have at hand.
    pub have_ready: TextList,
    /// Its areas, in the order of [`Area::ALL`].
    pub cells: Vec<Cell>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_international_or_say_that_they_are_not() {
        assert_eq!(
            Phone::international("+31 20 555 0142").map(|phone| phone.dialed).as_deref(),
            Some("+31205550142")
        );
        for bad in [
            "0031205550142",
            "+031205550142",
            "+31",
            "+31-20-555",
            "400-820-0000",
            "＋31205550142",
            "+312055501421234567",
        ] {
            assert_eq!(Phone::international(bad), None, "{bad}");
        }
        assert!(Phone::national("400-820-0000").is_some_and(|phone| phone.national_only));
        assert_eq!(Phone::national("+86 400"), None);
    }
}
