//! What templates are given: the contract between program and themes, version 1.
//!
//! Apart from the model, so that a change inside does not break a theme. Everything here is text ready for
//! the reader, in the page's language; names that end in `_html` hold HTML that is safe to print as it is.
//!
//! Invariant: nothing internal appears in the context of a public page: the structs of both sites are the
//! same, but `remark_html`, `runbook` and `runbooks` are filled from an internal view alone.

mod answering;
mod cases;
mod contact;
mod offerings;
mod policy;
mod requirements;
mod services;
mod staff;
mod translations;

use serde::Serialize;

pub use self::answering::*;
pub use self::cases::*;
pub use self::contact::*;
pub use self::offerings::*;
pub use self::policy::*;
pub use self::requirements::*;
pub use self::services::*;
pub use self::staff::*;
pub use self::translations::*;

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
    /// Set where the text that this page is a translation of has changed since.
    pub update_pending: bool,
    /// Set where a machine translated some of this page.
    pub machine: bool,
    /// The language that this page was written in, where it is shown in another one; else empty.
    pub original_lang: String,
    /// On pages of terms: the language that prevails, where it is another one; else empty.
    pub prevailing_lang: String,
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
    /// What the programme demands, on the internal page of requirements.
    pub packs: Vec<PackContext>,
    /// How far translations are, by language, on their internal page.
    pub translations: Vec<ProgressContext>,
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
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct DateText {
    /// `2026-06-01`, for `time datetime`.
    pub iso: String,
    /// `1 June 2026`, `2026年6月1日`.
    pub text: String,
}

/// A text that may be in another language than the page.
#[derive(Serialize, Debug, Clone, Default, PartialEq)]
pub struct TextContext {
    /// The text.
    pub text: String,
    /// Its language where it differs from the page's; else empty.
    pub lang: String,
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

/// What the templates of `directives/` see, besides what the name says, and `site` as in a page.
#[derive(Serialize, Debug, Clone)]
pub struct DirectiveContext {
    /// The page's language.
    pub lang: String,
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
    /// The requirements to show (internal sites alone).
    pub packs: Vec<PackContext>,
    /// A number that differs for each directive of a page, for ids that begin with `sb-`.
    pub number: usize,
}
