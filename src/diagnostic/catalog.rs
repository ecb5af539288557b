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
    ($($code:ident $level:ident $title:literal)*) => {
        $(
            #[doc = $title]
            pub static $code: Rule = Rule {
                code: stringify!($code),
                level: Level::$level,
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
    L10N010 Warning "the headings of two languages do not pair up"
    L10N011 Error "a translation sets something that is not text"
    // Terms.
    HRS001 Error "a time zone is not an IANA zone"
    HRS005 Error "an interval of hours is wrong"
    HRS008 Error "an exception to weekly hours is not whole"
    HOL004 Warning "a calendar day changes nothing"
    HOL005 Error "a day is both off and worked"
    HOL007 Error "a calendar day lies outside what the calendar covers"
    CH001 Error "a phone number is neither in international form nor marked as national"
    CH002 Error "an address of a channel is malformed"
    CH008 Error "a channel lacks what its kind needs"
    SUP004 Error "a price lacks its amount or its currency"
    SUP005 Error "a price that is free or included has an amount, or a paid one has none"
    SUP007 Error "an amount or a currency is malformed"
    CH009 Error "a channel that needs signing in does not say what to do without"
    SEV001 Error "there are too few or too many severities"
    TGT003 Error "a duration does not say whether nights count"
    COV001 Error "two rows of coverage contradict each other"
    COV002 Error "a row of coverage or a target is not whole"
    ROLE001 Error "an indirect reseller has no provider"
    SVC007 Error "a marketplace product has no contact of its maker"
    MSG001 Error "a placeholder of a message is not declared or not used"
    RUN008 Warning "a runbook's review is overdue"
    RUN009 Error "the steps of a runbook and its headings disagree"
    SCN001 Error "the terms do not give what a scenario expects"
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
    PUB001 Error "internal text or an internal address reached a public file"
    PUB002 Error "a secret reached a public file"
    GAT001 Error "a link of a built page leads nowhere"
    GAT002 Error "an id stands twice on a built page"
    GAT003 Error "the language links of built pages disagree"
}
