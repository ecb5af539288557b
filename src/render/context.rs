//! What templates are given: the contract between program and themes, version 1.
//!
//! Apart from the model, so that a change inside does not break a theme. Everything here is text ready for
//! the reader, in the page's language; names that end in `_html` hold HTML that is safe to print as it is.
//!
//! Invariant: nothing internal appears in the context of a public page: the structs of both sites are the
//! same, but `remark_html`, `runbook` and `runbooks` are filled from an internal view alone.

mod answering;
mod cases;
mod hours;
mod policy;
mod staff;

use serde::Serialize;

pub use self::answering::*;
pub use self::cases::*;
pub use self::hours::*;
pub use self::policy::*;
pub use self::staff::*;

/// Everything a page template sees, under the names of these fields.
#[derive(Serialize, Debug, Clone, Default)]
pub struct PageContext {
    /// What kind of page this is: `home`, `page`, `section`, `offerings`, `offering`, `services`, `service`,
    /// `hours`, `contact`, `runbooks`, `runbook`. The template of the same name is used.
    pub template: String,
    /// `html lang` of the page.
    pub lang: String,
    /// The language of the article where it differs (a page not translated yet), else equal to `lang`.
    pub article_lang: String,
    /// The page's title.
    pub title: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// The site around it.
    pub site: SiteContext,
    /// Path from the page to the root of the built site: empty or ending in a slash, as in `../../`.
    pub root: String,
    /// Absolute address of the page; absent where it must not be indexed, and on internal sites.
    pub canonical: Option<String>,
    /// `link rel=alternate` entries; empty where there are none.
    pub alternates: Vec<Alternate>,
    /// The language switch: one entry for each locale of the site.
    pub languages: Vec<LanguageLink>,
    /// Whether search engines are told to stay away.
    pub noindex: bool,
    /// Whether this is the internal site.
    pub internal: bool,
    /// Whether this is a preview that must not be taken for the site itself.
    pub preview: bool,
    /// Whether the page is a draft (internal sites alone).
    pub draft: bool,
    /// Main navigation: the children of the home page. `current` marks the page or the section it is in.
    pub nav: Vec<NavLink>,
    /// From the home page to the section of this page; empty on the home page.
    pub breadcrumbs: Vec<NavLink>,
    /// The pages of the same section, in order; empty where there are too many or none.
    pub section_nav: Vec<NavLink>,
    /// For a section page, home included: the pages in it.
    pub children: Vec<Child>,
    /// Headings of the second and third level, for a table of contents.
    pub toc: Vec<TocEntry>,
    /// The page before in the section.
    pub previous: Option<NavLink>,
    /// The page after in the section.
    pub next: Option<NavLink>,
    /// The body, rendered; empty for pages that data alone make.
    pub body_html: String,
    /// The note at the head of the page (internal sites alone).
    pub remark_html: String,
    /// `terms`, `guide` or `news`; empty for pages that data make.
    pub page_kind: String,
    /// The day of the page: machine form and as readers write it.
    pub date: Option<DateText>,
    /// Set where the page is shown in another language than asked for.
    pub fallback: bool,
    /// The offering of an offering page.
    pub offering: Option<OfferingContext>,
    /// The service of a service page.
    pub service: Option<ServiceContext>,
    /// The runbook of a runbook page (internal sites alone).
    pub runbook: Option<RunbookContext>,
    /// All runbooks by kind, on the internal home page and the list of runbooks.
    pub runbooks: Vec<RunbookGroup>,
    /// Internal contacts, on the internal contact page.
    pub internal_channels: Vec<ChannelContext>,
    /// Short-lived messages that concern this page.
    pub notices: Vec<NoticeContext>,
    /// Severities, the worst first, on the severities page.
    pub severities: Vec<SeverityContext>,
    /// Request types, on the severities page.
    pub request_types: Vec<RequestTypeContext>,
    /// The terms, on the page that shows them.
    pub policy: Option<PolicyContext>,
    /// Marketplace products, on their page.
    pub marketplace: Vec<MarketplaceContext>,
    /// Words, on the glossary.
    pub glossary: Vec<GlossaryContext>,
    /// How cases go further, on the escalation page.
    pub escalation: Vec<EscalationContext>,
    /// Desks, on the contact page.
    pub desks: Vec<DeskContext>,
    /// Vehicles, on their page (internal sites alone).
    pub vehicles: Vec<VehicleContext>,
    /// Memberships, on the vehicles page (internal sites alone).
    pub enrolments: Vec<EnrolmentContext>,
    /// Which vehicle takes which case, on the vehicles page (internal sites alone).
    pub matrix: Vec<MatrixRow>,
    /// All messages, on their list (internal sites alone).
    pub messages: Vec<MessageContext>,
    /// The message of a message page (internal sites alone).
    pub message: Option<MessageContext>,
    /// What is read again when, on the page of reviews (internal sites alone).
    pub reviews: Vec<ReviewContext>,
    /// The steps of a runbook (internal sites alone).
    pub steps: Vec<StepContext>,
    /// Who answers in ordinary weeks, on pages of contact, of an offering and of a service.
    pub answering: Vec<SituationContext>,
    /// The zone in which weeks are told there.
    pub week_zone: String,
    /// Worked examples, on an offering's page.
    pub examples: Option<ExamplesContext>,
    /// When nobody can be reached, on the internal page of gaps.
    pub gaps: Vec<GapContext>,
    /// Promises that cannot be kept, there.
    pub shortfalls: Vec<ShortfallContext>,
}

/// The site as every page shows it.
#[derive(Serialize, Debug, Clone, Default)]
pub struct SiteContext {
    /// The site's title in the page's language.
    pub title: String,
    /// The partner's trading name; empty for a plain documentation site.
    pub partner: String,
    /// The partner's legal name; may be empty.
    pub legal_name: String,
    /// The partner's one line; may be empty.
    pub tagline: String,
    /// Whether there is a partner, and with it offerings and contacts.
    pub has_partner: bool,
    /// Address of the home page in this language, relative.
    pub home: String,
    /// Address of the contact page, relative; empty where there is none.
    pub contact: String,
    /// Address of the hours page, relative; empty where there is none.
    pub hours_page: String,
    /// Address of the offerings page, relative; empty where there is none.
    pub offerings_page: String,
    /// Stylesheets, relative, in order.
    pub stylesheets: Vec<String>,
    /// Classic scripts to load with `defer`, relative.
    pub scripts: Vec<String>,
    /// The icon, relative.
    pub icon: String,
    /// The logo, relative; empty for the theme's own mark.
    pub logo: String,
    /// The channels for emergencies that speak this language first, then all others of that kind.
    pub emergency: Vec<ChannelContext>,
    /// All channels for customers, emergencies first.
    pub channels: Vec<ChannelContext>,
    /// The legal persons behind the partner.
    pub entities: Vec<EntityContext>,
    /// All offerings.
    pub offerings: Vec<OfferingContext>,
    /// All services.
    pub services: Vec<ServiceContext>,
    /// All weekly hours.
    pub hours: Vec<HoursContext>,
    /// All calendars.
    pub calendars: Vec<CalendarContext>,
    /// The Content-Security-Policy of a `meta` element.
    pub csp: String,
    /// The product's name and version, for a `generator` element.
    pub generator: String,
}

/// A translation of a page.
#[derive(Serialize, Debug, Clone)]
pub struct Alternate {
    /// `en`, `zh-CN`, `x-default`.
    pub hreflang: String,
    /// Absolute address.
    pub href: String,
}

/// One entry of the language switch.
#[derive(Serialize, Debug, Clone)]
pub struct LanguageLink {
    /// The locale's tag.
    pub locale: String,
    /// The language's own name, as `English` or `中文`.
    pub name: String,
    /// A short form of it, as `EN` or `中文`.
    pub short: String,
    /// The same page in that language, relative.
    pub href: String,
    /// Whether the page is in that language now.
    pub current: bool,
}

/// A link of a navigation.
#[derive(Serialize, Debug, Clone, Default, PartialEq)]
pub struct NavLink {
    /// What it says.
    pub title: String,
    /// Where it leads, relative.
    pub href: String,
    /// Whether it leads to this page.
    pub current: bool,
    /// Whether this page lies below it.
    pub inside: bool,
    /// The language of the title where it differs from the page's; else empty.
    pub lang: String,
}

/// A page listed on its section's page.
#[derive(Serialize, Debug, Clone)]
pub struct Child {
    /// The link.
    pub link: NavLink,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Its day.
    pub date: Option<DateText>,
}

/// A heading in the table of contents.
#[derive(Serialize, Debug, Clone)]
pub struct TocEntry {
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub text: String,
    /// 2 or 3.
    pub level: u8,
}

/// A day.
#[derive(Serialize, Debug, Clone)]
pub struct DateText {
    /// `2026-06-01`, for `time datetime`.
    pub iso: String,
    /// `1 June 2026`, `2026年6月1日`.
    pub text: String,
}

/// A text that may be in another language than the page.
#[derive(Serialize, Debug, Clone, Default)]
pub struct TextContext {
    /// The text.
    pub text: String,
    /// Its language where it differs from the page's; else empty.
    pub lang: String,
}

/// A support product.
#[derive(Serialize, Debug, Clone)]
pub struct OfferingContext {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// What it is.
    pub summary: TextContext,
    /// Whom it suits; the text may be empty.
    pub audience: TextContext,
    /// Its page, relative.
    pub href: String,
    /// Its price in words, as `EUR 490.00 per month, excluding tax`; empty where none is given.
    pub price: String,
    /// What else to know of the price.
    pub price_note: TextContext,
    /// The services it covers.
    pub services: Vec<NavLink>,
    /// The languages it is given in, by name, as one text.
    pub languages: String,
    /// When somebody answers.
    pub hours: Vec<HoursContext>,
    /// How to reach it.
    pub channels: Vec<ChannelContext>,
    /// What belongs to it.
    pub includes: Vec<TextContext>,
    /// What does not.
    pub excludes: Vec<TextContext>,
    /// The types of support.
    pub types: Vec<TextContext>,
    /// How customers know that it is theirs; the text may be empty.
    pub how_to_tell: TextContext,
    /// Who may open a case, in words.
    pub who_may_open: String,
    /// The people who were named.
    pub named_contacts: Option<NamedContactsContext>,
    /// How many cases are included.
    pub incidents: Option<IncidentsContext>,
    /// The prices by market, where they differ; else empty.
    pub prices: Vec<MarketPrice>,
    /// What belongs to the price: validity, proration, surcharge; lines in words.
    pub price_lines: Vec<String>,
    /// What customers do.
    pub duties: Vec<TextContext>,
    /// By when something happens: columns are metrics.
    pub targets: TargetTable,
    /// How that is counted.
    pub clock: Option<ClockContext>,
    /// Who answers.
    pub coverage: Vec<CoverageContext>,
}

/// People who may open a case.
#[derive(Serialize, Debug, Clone)]
pub struct NamedContactsContext {
    /// How many at most, in words.
    pub max: String,
    /// Who they should be; the text may be empty.
    pub role: TextContext,
    /// How to change them.
    pub change: TextContext,
}

/// How many cases are included.
#[derive(Serialize, Debug, Clone)]
pub struct IncidentsContext {
    /// In words, as `10 cases per month`.
    pub included: String,
    /// Cases of which areas are counted; empty for all.
    pub areas: Vec<String>,
    /// When the count begins anew; may be empty.
    pub reset: String,
    /// What further cases cost, or that none are taken.
    pub then: String,
    /// What else to know; the text may be empty.
    pub note: TextContext,
}

/// What something costs in one market.
#[derive(Serialize, Debug, Clone)]
pub struct MarketPrice {
    /// The market.
    pub market: TextContext,
    /// The price in words.
    pub price: String,
    /// Validity, proration, surcharge; lines in words.
    pub lines: Vec<String>,
    /// What else to know; the text may be empty.
    pub note: TextContext,
}

/// A way to reach the partner.
#[derive(Serialize, Debug, Clone)]
pub struct ChannelContext {
    /// Its id; the contact page has the anchor `sb-channel-ID` for it.
    pub id: String,
    /// `phone`, `sms`, `email`, `portal`, `chat`, `on-site`.
    pub kind: String,
    /// The kind in the page's language.
    pub kind_name: String,
    /// Its name.
    pub name: TextContext,
    /// What reaches it, as people write it: a number, an address; empty for on-site.
    pub reach: String,
    /// The link that opens it (`tel:`, `mailto:`, `https:`); empty where there is none.
    pub href: String,
    /// Whether it is for emergencies.
    pub emergency: bool,
    /// Whether the number works in one country alone.
    pub national_only: bool,
    /// The languages it speaks, by name, as one text.
    pub languages: String,
    /// The tags of these languages.
    pub language_tags: Vec<String>,
    /// When somebody answers.
    pub hours: Option<HoursContext>,
    /// From where it is meant to be used; the text may be empty.
    pub region: TextContext,
    /// What else to know; the text may be empty.
    pub note: TextContext,
    /// The one country in which a national number works, by name; else empty.
    pub country: String,
    /// How the number is dialled from some countries: lines in words.
    pub dial_from: Vec<String>,
    /// What to choose in the menu of voices; the text may be empty.
    pub menu: TextContext,
    /// What to do when nobody answers; the text may be empty.
    pub no_answer: TextContext,
    /// What to do when signing in does not work; the text may be empty.
    pub login_lost: TextContext,
    /// The channel to use then.
    pub fallback: Option<NavLink>,
    /// The name to look for in a chat application; may be empty.
    pub handle: String,
    /// What a call costs; the text may be empty.
    pub cost: TextContext,
}

/// A service.
#[derive(Serialize, Debug, Clone)]
pub struct ServiceContext {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// What is supported of it.
    pub summary: TextContext,
    /// Its page, relative.
    pub href: String,
    /// Its public status page; may be empty.
    pub health: String,
    /// Further pages that show its state.
    pub health_links: Vec<NavLink>,
    /// Where customers can help themselves.
    pub self_help: Vec<NavLink>,
    /// What to have at hand.
    pub have_ready: Vec<TextContext>,
    /// Its areas.
    pub areas: Vec<AreaContext>,
    /// The parties in the order of columns: `customer`, `partner`, `provider`, `isv`, `microsoft`, those that occur.
    pub parties: Vec<PartyContext>,
}

/// Who can lead or help.
#[derive(Serialize, Debug, Clone)]
pub struct PartyContext {
    /// `customer`, `partner`, `provider`, `isv`, `microsoft`.
    pub id: String,
    /// In words: `You`, the partner's name, `Our provider`, `Microsoft`.
    pub name: String,
}

/// A service in one area.
#[derive(Serialize, Debug, Clone)]
pub struct AreaContext {
    /// `billing`, `subscription-management`, `technical`.
    pub id: String,
    /// The area's name.
    pub name: String,
    /// What it is about; the text may be empty.
    pub summary: TextContext,
    /// Who does what.
    pub tasks: Vec<TaskContext>,
    /// What the partner resolves itself.
    pub baseline: Vec<TextContext>,
    /// What goes further.
    pub escalate: Vec<TextContext>,
}

/// One task.
#[derive(Serialize, Debug, Clone)]
pub struct TaskContext {
    /// What is done.
    pub task: TextContext,
    /// For each party of the service, in the order of its columns: `leads`, `helps` or empty.
    pub parts: Vec<String>,
    /// Whether it lies within the baseline.
    pub baseline: bool,
}

/// An internal procedure.
#[derive(Serialize, Debug, Clone)]
pub struct RunbookContext {
    /// Its kind in the page's language.
    pub kind: String,
    /// Its title.
    pub title: TextContext,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Its page, relative.
    pub href: String,
    /// Who keeps it true.
    pub owner: String,
    /// When it was last reviewed.
    pub last_reviewed: DateText,
    /// When that is due again.
    pub review_due: DateText,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The services it is about, by name; empty means all.
    pub services: Vec<String>,
    /// The areas it is about, by name; empty means all.
    pub areas: Vec<String>,
}

/// Runbooks of one kind.
#[derive(Serialize, Debug, Clone)]
pub struct RunbookGroup {
    /// The kind in the page's language.
    pub kind: String,
    /// The runbooks.
    pub runbooks: Vec<RunbookContext>,
}

/// What `root.html` sees: the page before any choice of language.
#[derive(Serialize, Debug, Clone)]
pub struct RootContext {
    /// The locale of the page itself: the site's source locale.
    pub lang: String,
    /// The titles in all languages, each once.
    pub titles: Vec<TextContext>,
    /// One door for each locale, the reader's choice.
    pub doors: Vec<Door>,
    /// As in a page.
    pub site: SiteContext,
    /// As in a page.
    pub canonical: Option<String>,
    /// As in a page.
    pub alternates: Vec<Alternate>,
    /// As in a page.
    pub noindex: bool,
    /// As in a page.
    pub preview: bool,
    /// As in a page.
    pub internal: bool,
}

/// A language's door on the root page.
#[derive(Serialize, Debug, Clone)]
pub struct Door {
    /// The locale's tag.
    pub locale: String,
    /// The language's own name.
    pub name: String,
    /// The site's title in that language.
    pub title: String,
    /// The home page in that language, relative.
    pub href: String,
    /// The channels for emergencies, in that language's words: those that speak it first.
    pub emergency: Vec<ChannelContext>,
    /// `theme messages` in that language, by id without variables: `root-emergency`, `root-enter`.
    pub messages: std::collections::BTreeMap<String, String>,
}

/// What `redirect.html` sees.
#[derive(Serialize, Debug, Clone)]
pub struct RedirectContext {
    /// The language of the page it leads to.
    pub lang: String,
    /// The title of that page.
    pub title: String,
    /// Relative address.
    pub href: String,
    /// Absolute address; absent on internal sites.
    pub canonical: Option<String>,
    /// As in a page.
    pub csp: String,
    /// As in a page.
    pub noindex: bool,
}

/// What the templates of `directives/` see, besides what the name says.
#[derive(Serialize, Debug, Clone)]
pub struct DirectiveContext {
    /// The page's language.
    pub lang: String,
    /// The site, with addresses relative to the page.
    pub site: SiteContext,
    /// The hours to show: one, or all.
    pub hours: Vec<HoursContext>,
    /// The calendar to show.
    pub calendar: Option<CalendarContext>,
    /// The service to show.
    pub service: Option<ServiceContext>,
    /// The severities to show.
    pub severities: Vec<SeverityContext>,
    /// The ways of cases to show.
    pub escalation: Vec<EscalationContext>,
    /// The words to show.
    pub glossary: Vec<GlossaryContext>,
    /// A number that differs for each directive of a page, for ids that begin with `sb-`.
    pub number: usize,
}
