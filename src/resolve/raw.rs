//! Content files as written: structs that mirror keys, for typed reading.
//!
//! Beside `resolve`, which alone turns them into model types, by destructuring them in full: a new key
//! breaks the build until it is resolved.

use serde::Deserialize;

use crate::syntax::decode::{Entries, Field, Text};

/// A value that a file may leave out.
pub(super) type Maybe<T> = Option<Field<T>>;
/// A list of ids.
pub(super) type Ids = Vec<Field<String>>;
/// Texts by id.
pub(super) type Texts = Entries<Text>;

#[derive(Deserialize)]
pub(super) struct RawSettings {
    pub(super) base_url: Field<String>,
    pub(super) source_locale: Field<String>,
    pub(super) locales: Field<Vec<Field<String>>>,
    pub(super) title: Field<Entries<String>>,
    pub(super) theme: Maybe<RawTheme>,
    pub(super) as_of: Maybe<String>,
    pub(super) sample: Maybe<bool>,
    pub(super) allow_html: Maybe<bool>,
    pub(super) keep: Maybe<Vec<Field<String>>>,
    pub(super) rules: Maybe<Entries<RawLevel>>,
}

#[derive(Deserialize)]
pub(super) struct RawTheme {
    pub(super) name: Maybe<String>,
    pub(super) accent: Maybe<String>,
    pub(super) logo: Maybe<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawLevel {
    Error,
    Warning,
    Info,
    Off,
}

#[derive(Deserialize)]
pub(super) struct RawPartner {
    pub(super) name: Text,
    pub(super) legal_name: Option<Text>,
    pub(super) tagline: Option<Text>,
    pub(super) role: Field<RawRole>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawRole {
    DirectBill,
    IndirectProvider,
    IndirectReseller,
}

#[derive(Deserialize)]
pub(super) struct RawOffering {
    pub(super) name: Text,
    pub(super) summary: Text,
    pub(super) audience: Option<Text>,
    pub(super) weight: Maybe<i32>,
    pub(super) services: Field<Ids>,
    pub(super) languages: Field<Vec<Field<String>>>,
    pub(super) hours: Field<Ids>,
    pub(super) channels: Field<Ids>,
    pub(super) price: Maybe<RawPrice>,
    pub(super) includes: Maybe<Texts>,
    pub(super) excludes: Maybe<Texts>,
}

#[derive(Deserialize)]
pub(super) struct RawPrice {
    pub(super) model: Field<RawPriceModel>,
    pub(super) amount: Maybe<String>,
    pub(super) currency: Maybe<String>,
    pub(super) per: Maybe<RawPeriod>,
    pub(super) tax: Maybe<RawTax>,
    pub(super) note: Option<Text>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawPriceModel {
    Free,
    Included,
    Flat,
    PerSeat,
    PerTenant,
    PerIncident,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawPeriod {
    Month,
    Year,
    Incident,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawTax {
    Excluded,
    Included,
}

#[derive(Deserialize)]
pub(super) struct RawService {
    pub(super) name: Text,
    pub(super) summary: Text,
    pub(super) weight: Maybe<i32>,
    pub(super) health: Maybe<String>,
    pub(super) have_ready: Maybe<Texts>,
    pub(super) areas: Field<Entries<RawCell>>,
}

#[derive(Deserialize)]
pub(super) struct RawCell {
    pub(super) summary: Option<Text>,
    pub(super) tasks: Maybe<Entries<RawTask>>,
    pub(super) baseline: Maybe<Texts>,
    pub(super) escalate: Maybe<Texts>,
}

#[derive(Deserialize)]
pub(super) struct RawTask {
    pub(super) task: Text,
    pub(super) leads: Field<RawParty>,
    pub(super) helps: Maybe<Vec<Field<RawParty>>>,
    pub(super) baseline: Maybe<bool>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawParty {
    Partner,
    Customer,
    Provider,
    Microsoft,
}

#[derive(Deserialize)]
pub(super) struct RawChannel {
    pub(super) kind: Field<RawChannelKind>,
    pub(super) name: Text,
    pub(super) number: Maybe<String>,
    pub(super) national_only: Maybe<bool>,
    pub(super) address: Maybe<String>,
    pub(super) url: Maybe<String>,
    pub(super) app: Maybe<RawApp>,
    pub(super) languages: Field<Vec<Field<String>>>,
    pub(super) hours: Maybe<String>,
    pub(super) emergency: Maybe<bool>,
    pub(super) region: Option<Text>,
    pub(super) note: Option<Text>,
    pub(super) visibility: Maybe<RawVisibility>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawChannelKind {
    Phone,
    Email,
    Portal,
    Chat,
    Sms,
    OnSite,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawApp {
    Teams,
    Wecom,
    Wechat,
    Dingtalk,
    Whatsapp,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawVisibility {
    Public,
    Internal,
}

#[derive(Deserialize)]
pub(super) struct RawHours {
    pub(super) name: Text,
    pub(super) time_zone: Field<String>,
    pub(super) weekly: Field<RawWeek>,
    pub(super) calendars: Maybe<Ids>,
    pub(super) holiday_scope: Maybe<RawScope>,
    pub(super) business_day_rule: Maybe<RawDayRule>,
    pub(super) note: Option<Text>,
}

#[derive(Deserialize)]
pub(super) struct RawWeek {
    pub(super) mon: Maybe<Vec<Field<String>>>,
    pub(super) tue: Maybe<Vec<Field<String>>>,
    pub(super) wed: Maybe<Vec<Field<String>>>,
    pub(super) thu: Maybe<Vec<Field<String>>>,
    pub(super) fri: Maybe<Vec<Field<String>>>,
    pub(super) sat: Maybe<Vec<Field<String>>>,
    pub(super) sun: Maybe<Vec<Field<String>>>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawScope {
    OpeningDate,
    CalendarTime,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawDayRule {
    EndOfNthDay,
    SameTimeNthDay,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawDay {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

#[derive(Deserialize)]
pub(super) struct RawCalendar {
    pub(super) name: Text,
    pub(super) region: Field<String>,
    pub(super) covers: Field<Vec<Field<String>>>,
    pub(super) source: Maybe<RawCalendarSource>,
    pub(super) off: Maybe<Vec<Field<String>>>,
    pub(super) work: Maybe<Vec<Field<String>>>,
    pub(super) work_template: Maybe<RawDay>,
}

#[derive(Deserialize)]
pub(super) struct RawCalendarSource {
    pub(super) title: Text,
    pub(super) url: Field<String>,
    pub(super) date: Field<String>,
}

#[derive(Deserialize)]
pub(super) struct RawPage {
    pub(super) title: Maybe<String>,
    pub(super) description: Maybe<String>,
    pub(super) date: Maybe<String>,
    pub(super) weight: Maybe<i32>,
    pub(super) slug: Maybe<String>,
    pub(super) aliases: Maybe<Vec<Field<String>>>,
    pub(super) kind: Maybe<RawPageKind>,
    pub(super) locale: Maybe<String>,
    pub(super) draft: Maybe<bool>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawPageKind {
    Terms,
    Guide,
    News,
}

#[derive(Deserialize)]
pub(super) struct RawRunbook {
    pub(super) title: Maybe<String>,
    pub(super) description: Maybe<String>,
    pub(super) kind: Field<RawRunbookKind>,
    pub(super) owner: Field<String>,
    pub(super) last_reviewed: Field<String>,
    pub(super) review_in: Field<String>,
    pub(super) services: Maybe<Ids>,
    pub(super) areas: Maybe<Vec<Field<RawArea>>>,
    pub(super) weight: Maybe<i32>,
    pub(super) draft: Maybe<bool>,
    pub(super) locale: Maybe<String>,
}

/// The front matter of a runbook's translation, which carries texts alone.
#[derive(Deserialize)]
pub(super) struct RawTranslation {
    pub(super) title: Maybe<String>,
    pub(super) description: Maybe<String>,
    pub(super) locale: Maybe<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawRunbookKind {
    Intake,
    Health,
    Triage,
    Diagnosis,
    Baseline,
    Escalation,
    Credit,
    Access,
    Incident,
    Handover,
    Closing,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawArea {
    Billing,
    SubscriptionManagement,
    Technical,
}

#[derive(Deserialize)]
pub(super) struct RawNote {
    #[allow(dead_code, reason = "for the author's own use: a known key that is shown nowhere")]
    pub(super) title: Maybe<String>,
    pub(super) locale: Maybe<String>,
}
