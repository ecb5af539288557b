//! The terms around the offerings: what holds for all, who stands behind it, words.

use serde::Serialize;

use super::{ChannelContext, DateText, NavLink, TextContext};

/// The terms as a whole.
#[derive(Serialize, Debug, Clone)]
pub struct PolicyContext {
    /// The version.
    pub version: String,
    /// `draft`, `published`, `superseded`.
    pub status: String,
    /// That in words.
    pub status_name: String,
    /// The first day it holds.
    pub effective_from: DateText,
    /// The last, where there is one.
    pub effective_to: Option<DateText>,
    /// When it was last changed.
    pub last_updated: Option<DateText>,
    /// How long before a change customers hear of it.
    pub notice_period: String,
    /// What it applies to.
    pub applicability: Vec<TextContext>,
    /// Whether it holds for what was bought through the partner alone.
    pub bought_through_us: bool,
    /// The clouds it holds for, in words.
    pub clouds: Vec<String>,
    /// The markets it holds for.
    pub markets: Vec<TextContext>,
    /// What is not covered.
    pub exclusions: Vec<TextContext>,
    /// What customers do.
    pub customer_duties: Vec<TextContext>,
    /// Where customers can help themselves.
    pub self_help: Vec<NavLink>,
    /// The steps of a complaint.
    pub complaints: Vec<ComplaintContext>,
    /// What happens with unpaid invoices.
    pub collections: Option<CollectionsContext>,
    /// How the partner reaches into customers' systems.
    pub privacy: Option<PrivacyContext>,
    /// What is given back for a missed promise.
    pub credits: Vec<CreditContext>,
    /// What prevails; the text may be empty.
    pub precedence: TextContext,
    /// The governing terms; may be empty.
    pub precedence_href: String,
    /// Others who do a part, as far as they are named to customers.
    pub subcontractors: Vec<SubcontractorContext>,
    /// What changed, the newest first.
    pub changes: Vec<ChangeContext>,
}

/// A step of a complaint.
#[derive(Serialize, Debug, Clone)]
pub struct ComplaintContext {
    /// Who hears it.
    pub who: TextContext,
    /// How to reach them.
    pub channel: Option<ChannelContext>,
    /// After how long without an answer; may be empty.
    pub after: String,
    /// What else to know; the text may be empty.
    pub note: TextContext,
}

/// What happens with unpaid invoices.
#[derive(Serialize, Debug, Clone)]
pub struct CollectionsContext {
    /// When reminders come, after the due date, as one text; may be empty.
    pub reminders: String,
    /// When access is affected; may be empty.
    pub suspend_after: String,
    /// What stops; the text may be empty.
    pub what_stops: TextContext,
    /// How it comes back; the text may be empty.
    pub restore: TextContext,
}

/// How the partner reaches into customers' systems.
#[derive(Serialize, Debug, Clone)]
pub struct PrivacyContext {
    /// By which way.
    pub access: TextContext,
    /// With which roles, as one text; may be empty.
    pub roles: String,
    /// Which data are kept.
    pub data_collected: Vec<TextContext>,
    /// Sessions on the customer's screen; the text may be empty.
    pub remote_session: TextContext,
    /// What it means to take access away; the text may be empty.
    pub removing_access: TextContext,
    /// The agreement on it; may be empty.
    pub agreement: String,
}

/// What is given back for a missed promise.
#[derive(Serialize, Debug, Clone)]
pub struct CreditContext {
    /// What is measured.
    pub metric: String,
    /// From when on.
    pub threshold: TextContext,
    /// How much, as `10 % of the monthly price`.
    pub rate: String,
    /// By when to claim it.
    pub claim_within: String,
    /// The most; may be empty.
    pub cap: String,
}

/// Another company that does a part.
#[derive(Serialize, Debug, Clone)]
pub struct SubcontractorContext {
    /// Its name.
    pub name: String,
    /// What it does.
    pub does: TextContext,
}

/// One change of the terms.
#[derive(Serialize, Debug, Clone)]
pub struct ChangeContext {
    /// When.
    pub date: DateText,
    /// In which version; may be empty.
    pub version: String,
    /// `Added`, `Changed`, `Removed`, `Corrected`.
    pub kind: String,
    /// Whether it changes what was agreed, as opposed to wording.
    pub material: bool,
    /// What.
    pub summary: TextContext,
}

/// A legal person behind the partner.
#[derive(Serialize, Debug, Clone)]
pub struct EntityContext {
    /// Its full name.
    pub name: TextContext,
    /// Its entry in a register; may be empty.
    pub registration: String,
    /// Its tax number; may be empty.
    pub tax_id: String,
    /// Its address, one line after the other.
    pub address: TextContext,
    /// The law that applies.
    pub law: TextContext,
    /// The courts; the text may be empty.
    pub courts: TextContext,
    /// The language that prevails, by name.
    pub prevailing_language: String,
    /// Who acts for it; the text may be empty.
    pub represented_by: TextContext,
    /// What else its imprint must say; the text may be empty.
    pub imprint: TextContext,
    /// Its mailbox; may be empty.
    pub email: String,
    /// Its number as people write it, and as `tel:` dials it; may be empty.
    pub phone: String,
    /// The link of that number.
    pub phone_href: String,
    /// Number of the ICP filing; may be empty.
    pub icp: String,
    /// Number of the public security filing; may be empty.
    pub psb: String,
}

/// A marketplace product of another maker.
#[derive(Serialize, Debug, Clone)]
pub struct MarketplaceContext {
    /// Its id; the page has the anchor `sb-product-ID` for it.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// Who makes it.
    pub publisher: String,
    /// What it is.
    pub summary: TextContext,
    /// Its page; may be empty.
    pub href: String,
    /// The maker's contact: links with what they say.
    pub contacts: Vec<NavLink>,
    /// When the maker answers; the text may be empty.
    pub hours: TextContext,
    /// The maker's terms; may be empty.
    pub terms: String,
    /// What the partner does.
    pub partner_does: Vec<TextContext>,
    /// What the maker does.
    pub maker_does: Vec<TextContext>,
}

/// A word and what it means.
#[derive(Serialize, Debug, Clone)]
pub struct GlossaryContext {
    /// Its id; the glossary has the anchor `sb-term-ID` for it.
    pub id: String,
    /// The word.
    pub term: TextContext,
    /// What it means.
    pub definition: TextContext,
    /// Other words for it, as one text; may be empty.
    pub synonyms: String,
    /// What it was called before, as one text; may be empty.
    pub retired: String,
    /// The word in the site's other languages, as one text; may be empty.
    pub elsewhere: String,
}

/// A short-lived message.
#[derive(Serialize, Debug, Clone)]
pub struct NoticeContext {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: TextContext,
    /// What it says.
    pub text: TextContext,
    /// `outage`, `change`, `news`.
    pub urgency: String,
    /// From when on, RFC 3339.
    pub from: String,
    /// Until when, RFC 3339.
    pub until: String,
    /// Until when, for readers, with its zone.
    pub until_text: String,
}

/// Where cases of one service in one area go.
#[derive(Serialize, Debug, Clone)]
pub struct EscalationContext {
    /// The service.
    pub service: NavLink,
    /// The area's name.
    pub area: String,
    /// What goes further.
    pub escalate: Vec<TextContext>,
    /// Through whom, by the names that customers may hear; the texts may be fewer than the ways.
    pub vehicles: Vec<TextContext>,
    /// The parties that lead or help there, in order.
    pub parties: Vec<String>,
}

/// People in a place.
#[derive(Serialize, Debug, Clone)]
pub struct DeskContext {
    /// Its id; the contact page has the anchor `sb-desk-ID` for it.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// Where it is.
    pub place: TextContext,
    /// When it answers.
    pub hours: Option<super::HoursContext>,
    /// The languages spoken whenever it is open, by name.
    pub languages: String,
    /// Languages spoken at certain hours besides.
    pub languages_at: Vec<LanguagesAt>,
    /// How to reach it.
    pub channels: Vec<NavLink>,
    /// What else to know; the text may be empty.
    pub note: TextContext,
    /// Channels of staff that lead to it (internal sites alone).
    pub internal_channels: Vec<NavLink>,
    /// The channel of who leads it (internal sites alone).
    pub lead: Option<NavLink>,
}

/// Languages spoken at certain hours.
#[derive(Serialize, Debug, Clone)]
pub struct LanguagesAt {
    /// The hours.
    pub hours: super::HoursContext,
    /// The languages, by name.
    pub languages: String,
}
