//! Every rule by its code: its level, its one-line title and its page in `docs/rules/`.
//!
//! One table, so that a code is used once, `explain` and the configuration know all of them, and a rule
//! without a page does not compile. Codes are never reused.

use super::Level;

/// What a finding can be about.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rule {
    /// Family and number, as `SYN002`.
    pub code: &'static str,
    /// How bad, unless the project says otherwise.
    pub level: Level,
    /// Whether it weighs what was read, so that no part of the terms is missing because of it.
    pub judged: bool,
    /// The requirements it rests on: where none of them binds anybody, it is silent.
    pub requirements: &'static [&'static str],
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// The rule's page, in Markdown: what, why, an example, what to do instead.
    pub page: &'static str,
}

impl Rule {
    /// Whether a project may make less of the rule than an error. What leaves a hole in the terms, and what
    /// the gate finds, must stop a build: turned off, it would publish less than the sources say, or more.
    pub fn can_be_lowered(&self) -> bool {
        let family = self.code.trim_end_matches(|c: char| c.is_ascii_digit());
        match family {
            _ if self.judged => true,
            "SYN" | "REF" | "HRS" | "CH" | "SUP" | "SEV" | "TGT" | "COV" | "ROLE" | "SVC" | "MSG" | "THM"
            | "PUB" | "GAT" => self.level != Level::Error,
            "FIL" | "ADR" | "MKD" => !matches!(
                self.code,
                "FIL002"
                    | "FIL003"
                    | "FIL004"
                    | "FIL005"
                    | "FIL006"
                    | "ADR001"
                    | "ADR002"
                    | "MKD003"
                    | "MKD004"
            ),
            "RUN" => self.code != "RUN009",
            "VER" => self.code != "VER005",
            "PRJ" => self.code != "PRJ001" && self.code != "PRJ002",
            _ => true,
        }
    }
}

impl Rule {
    /// The letters of the code: rules of one family are about one subject.
    pub fn family(&self) -> &'static str {
        self.code.trim_end_matches(|c: char| c.is_ascii_digit())
    }
}

/// The rule of a code, whatever its capitals.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

macro_rules! rules {
    ($($code:ident $level:ident $([$mark:ident $($requirement:literal)*])? $title:literal)*) => {
        $(
            #[doc = $title]
            pub static $code: Rule = Rule {
                code: stringify!($code),
                level: Level::$level,
                judged: !(&[$(stringify!($mark))?] as &[&str]).is_empty(),
                requirements: &[$($($requirement),*)?],
                title: $title,
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", stringify!($code), ".md")),
            };
        )*
        /// All rules, in the order of their families.
        pub static RULES: &[&Rule] = &[$(&$code),*];
    };
}

rules! {
    // Files and their names.
    FIL001 Warning "a file lies where no kind of content is read"
    FIL002 Error "a file's suffix is no locale of the site"
    FIL003 Error "a translation has no source file"
    FIL004 Error "two files differ only in capitals or in their Unicode form"
    FIL005 Error "a file is not UTF-8 text, is too large, or leads out of the project"
    FIL006 Error "a file that the project needs is missing"
    // YAML, TOML and front matter.
    SYN001 Error "the text is not valid YAML or TOML"
    SYN002 Error "a key stands twice"
    SYN003 Error "a key is unknown"
    SYN004 Error "a value has the wrong type or form"
    SYN005 Error "a key is missing"
    SYN006 Error "a YAML feature is not accepted here"
    SYN007 Error "front matter has no end"
    // Markdown.
    MKD001 Warning "an emphasis marker beside Chinese stays literal"
    MKD002 Error "raw HTML is off"
    MKD003 Error "the text holds a character that is reserved"
    MKD004 Error "the text is nested too deep or is too large"
    MKD005 Error "a link label or a footnote is defined nowhere"
    MKD006 Error "a directive is unknown or has wrong arguments"
    MKD007 Error "a link's scheme is not allowed"
    MKD008 Warning "a page has more than one title"
    MKD009 Warning "a heading has an attribute that nothing reads"
    // References and links.
    REF001 Error "a reference names nothing that exists"
    REF002 Error "a reference's scheme is unknown"
    REF003 Error "a public text refers to something internal"
    REF004 Error "a fact is unknown"
    LNK001 Error "a link leads to a page that does not exist"
    LNK002 Error "a link's anchor does not exist on its page"
    LNK003 Error "a link or an image leads to a file that does not exist"
    LNK004 Error "a link leads to a draft"
    // Addresses.
    ADR001 Error "two things have the same address"
    ADR002 Error "a slug or an alias is not usable as an address"
    ADR003 Error "an anchor stands twice on a page"
    ADR004 Error "a heading of a terms page has no anchor of its own"
    ADR005 Error "an anchor has a form that links cannot carry"
    // Two languages.
    L10N001 Warning "a text is missing in one of the site's languages"
    L10N002 Warning [judged] "a translation is behind its source"
    L10N003 Warning [judged] "a unit has no translation"
    L10N004 Error [judged] "terms are a machine's words"
    L10N005 Warning [judged] "a unit of a translation has no source"
    L10N006 Warning [judged] "no record tells of a translation"
    L10N007 Error "a record of translation cannot be read"
    L10N008 Warning [judged] "a machine's text came in where people had translated"
    L10N009 Warning [judged] "the file of a record is gone"
    L10N010 Warning "the headings of two languages do not pair up"
    L10N011 Error "a translation sets something that is not text"
    L10N012 Warning [judged] "a text is not translated"
    L10N013 Warning [judged] "one text is translated in two ways"
    L10N020 Warning [judged] "a number differs from the source"
    L10N021 Warning [judged] "a day or a time differs from the source"
    L10N022 Warning [judged] "a sum or a percentage differs from the source"
    L10N023 Warning [judged] "a duration differs from the source"
    L10N024 Warning [judged] "a number to call or an address differs from the source"
    L10N025 Warning [judged] "code or an identifier differs from the source"
    L10N026 Warning [judged] "a placeholder or a footnote differs from the source"
    L10N027 Warning [judged] "a translation answers the opposite"
    L10N030 Warning [judged] "a word of the glossary is rendered by another"
    L10N031 Warning [judged] "a rendering is one that the glossary forbids"
    L10N032 Warning [judged] "a name is translated"
    L10N040 Warning [judged] "a translation is built otherwise than its source"
    L10N050 Warning [judged] "half-width punctuation stands in Chinese"
    L10N051 Warning [judged] "straight quotes stand in Chinese"
    L10N052 Warning [judged] "full-width forms stand where half-width ones are due"
    L10N053 Warning [judged] "a text holds a character that nobody sees"
    L10N054 Warning [judged] "a space stands where Chinese has none"
    L10N055 Warning [judged] "an ellipsis or a dash of Chinese is made of dots or hyphens"
    L10N056 Warning [judged] "Chinese and Latin are spaced in two ways"
    L10N057 Warning [judged] "customers are addressed with `你`"
    // Terms.
    HRS001 Error "a time zone is not an IANA zone"
    HRS002 Error [judged] "a promise is faster than anybody answers"
    HRS003 Error [judged "CSP-026"] "a service is not covered round the clock where the programme demands it"
    HRS004 Warning [judged] "a language is not spoken round the clock though its cases are"
    HRS005 Error "an interval of hours is wrong"
    HRS006 Warning [judged "CSP-025"] "neither a telephone round the clock nor response times are published"
    HRS008 Error "an exception to weekly hours is not whole"
    HOL001 Error [judged] "hours of a target in business time have no calendar"
    HOL002 Warning [judged] "a calendar ends soon"
    HOL003 Error [judged] "a Chinese calendar has no make-up workdays or no source"
    HOL004 Warning "a calendar day changes nothing"
    HOL005 Error "a day is both off and worked"
    HOL006 Info [judged] "a shift over midnight does not say how holidays act on it"
    HOL007 Error "a calendar day lies outside what the calendar covers"
    CH001 Error "a phone number is neither in international form nor marked as national"
    CH002 Error "an address of a channel is malformed"
    CH003 Error [judged "CSP-003"] "an offering's language is spoken on none of its channels"
    CH004 Warning [judged] "nobody can carry a language to the vehicle behind a promise"
    CH005 Warning [judged] "a channel leads nowhere"
    CH006 Warning [judged "CSP-030"] "the support profile and the channels disagree"
    CH008 Error "a channel lacks what its kind needs"
    SUP001 Error [judged "CSP-001"] "no type of support is published"
    SUP002 Error [judged "CSP-002"] "a service and area has no hours"
    SUP004 Error "a price lacks its amount or its currency"
    SUP005 Error "a price that is free or included has an amount, or a paid one has none"
    SUP006 Error [judged "CSP-004"] "an offering does not say its price"
    SUP007 Error "an amount or a currency is malformed"
    SUP008 Warning [judged "CSP-004"] "a price does not say whether tax is in it"
    SUP009 Error [judged "CSP-005"] "no runbook takes requests in"
    SUP010 Warning [judged "CSP-005"] "customers are sent to Microsoft for a case"
    SUP011 Warning [judged] "two offerings or services have the same name"
    CH009 Error "a channel that needs signing in does not say what to do without"
    SEV001 Error "there are too few or too many severities"
    TGT001 Error [judged] "a severity has no first response in an offering"
    TGT002 Error [judged] "a worse severity is answered later than a better one"
    TGT003 Error "a duration does not say whether nights count"
    TGT004 Warning [judged] "a first answer is promised later than what follows it"
    TGT005 Warning [judged] "a promise is faster than the vehicle behind it"
    TGT006 Warning [judged] "a target in business days does not say when such a day ends"
    TGT007 Warning [judged] "an offering has targets and does not say how they are counted"
    TGT008 Info [judged] "a commitment has no credit"
    COV001 Error "two rows of coverage contradict each other"
    COV002 Error "a row of coverage or a target is not whole"
    ROLE001 Error "an indirect reseller has no provider"
    ROLE002 Error [judged "CSP-011"] "a direct-bill partner has no support contract"
    ROLE003 Warning [judged "CSP-011"] "a direct-bill partner's support contract ends soon"
    ROLE004 Error [judged "CSP-019"] "a reseller's Azure cases bypass its provider"
    ROLE005 Warning [judged "CSP-012"] "nobody leads a service and area"
    ROLE006 Warning [judged] "the designated support contact resolves nothing technical"
    ROLE007 Error [judged] "a pack has nothing for an enrolment's role and cloud"
    ROLE008 Warning [judged] "an enrolment is held to no pack"
    ROLE009 Warning [judged] "a designated support contact is named for more than legacy subscriptions"
    SVC001 Error [judged "CSP-013"] "a service lacks an area"
    SVC002 Error [judged "CSP-009"] "technical cases of a service cannot go further"
    SVC003 Error [judged "CSP-016"] "Dynamics 365 lacks the contract it demands"
    SVC004 Error [judged] "a vehicle does not cover what it is named for"
    SVC005 Warning [judged "CSP-008"] "commercial cases go through a vehicle with a fee"
    SVC006 Warning [judged] "a vehicle has a name that was retired"
    SVC007 Error "a marketplace product has no contact of its maker"
    SVC008 Warning [judged "CSP-007"] "a service and area has no baseline"
    SVC009 Warning [judged "CSP-015"] "a service and area does not say why cases go further"
    SVC010 Warning [judged] "a limited number of cases stands behind an unlimited promise"
    SVC011 Info [judged "CSP-017"] "no runbook files Azure cases on the plan for partners"
    SVC012 Warning [judged "CSP-008"] "commercial cases of a service cannot go further"
    MSG001 Error "a placeholder of a message is not declared or not used"
    RUN001 Error [judged "CSP-014"] "no runbook looks at a service's health"
    RUN002 Error [judged "CSP-017"] "an escalation lacks what a request needs"
    RUN003 Warning [judged "CSP-018"] "a case is filed in a product's portal"
    RUN004 Warning [judged "CSP-020"] "a role in customers' systems is too broad, or none is named"
    RUN005 Warning [judged] "no runbook closes the loop with the customer"
    RUN006 Warning [judged "CSP-024"] "no runbook claims credits"
    RUN007 Error [judged] "a vehicle's severities do not match the partner's"
    RUN008 Warning "a runbook's review is overdue"
    RUN009 Error "the steps of a runbook and its headings disagree"
    SCN001 Error "the terms do not give what a scenario expects"
    POL001 Warning [judged "CSP-022"] "what happens with unpaid invoices is not said"
    POL002 Warning [judged "CSP-021"] "what it means to take access away is not said"
    POL003 Info [judged "CSP-031"] "the terms lack what customers expect of them"
    VER001 Error [judged] "offerings stand without terms"
    VER002 Warning [judged] "a material change has a shorter notice than was agreed"
    VER004 Warning [judged] "a claim names an older revision of a requirement"
    VER007 Warning [judged] "a newer edition of a pack is there"
    VER008 Warning [judged] "an answer to a requirement is due for review"
    REQ001 Error [judged] "a requirement has no evidence"
    REV001 Warning [judged] "something is to be read again and nobody keeps it"
    REV002 Warning [judged] "something is overdue for review"
    NTC001 Warning [judged] "a notice has ended"
    // The project as a whole.
    PRJ001 Error "support terms stand without a partner"
    PRJ002 Error "a note has no page or no anchor to stand at"
    PRJ003 Error "something of the sample was left over"
    PRJ004 Warning "a placeholder was left over"
    // Waivers.
    VER005 Error "a waiver is not whole or has expired"
    VER006 Warning "a waiver matches nothing"
    // Theme and output.
    THM001 Error "a template has a fault"
    THM002 Error "a message of the theme is missing or malformed"
    THM003 Warning "a file of the theme overrides nothing"
    THM004 Warning "the accent cannot be read as text"
    PUB001 Error "internal text or an internal address reached a public file"
    PUB002 Error "a secret reached a public file"
    PUB004 Warning [judged "CSP-010"] "others give the support and customers are not told whether"
    GAT001 Error "a link of a built page leads nowhere"
    GAT002 Error "an id stands twice on a built page"
    GAT003 Error "the language links of built pages disagree"
}
