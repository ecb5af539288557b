//! What somebody said about the project they want: one sound value for each question.
//!
//! Apart from the templates and from asking, so that a value is judged once, wherever it comes from: a
//! default, a line typed, a file of answers.
//!
//! Invariant: an accepted value never makes the new project fail its own check; what was not given has a
//! default, which is a placeholder that the check warns of where nothing better is known.

mod sound;

use std::collections::BTreeMap;

use self::sound::sound;
use crate::check::leftovers;
use crate::diagnostic::catalog::{SYN003, SYN004};
use crate::diagnostic::suggest;
use crate::source::Span;
use crate::syntax::tree::{Node, TreeFault, Value, parse_toml};

/// The answers, each by its question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answers {
    default_name: Box<str>,
    given: BTreeMap<Key, Box<str>>,
}

/// A question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Key {
    /// The partner's name.
    Name,
    /// The partner's name in Chinese.
    ChineseName,
    /// The name that stands in contracts.
    LegalName,
    /// The role in the programme, as `partner.yaml` spells it.
    Role,
    /// Where the site will stand, `https` with a slash at the end.
    BaseUrl,
    /// The mailbox of support.
    Email,
    /// The emergency line, in international form.
    Phone,
    /// The IANA zone of the desk.
    TimeZone,
    /// When the desk opens, `HH:MM`.
    Opens,
    /// When the desk closes, `HH:MM`; not after the opening is on the next day.
    Closes,
    /// The support portal.
    PortalUrl,
    /// The currency of the price, of ISO 4217.
    Currency,
    /// The price of the first offering, a decimal number.
    MonthlyPrice,
}

/// Why a value is not accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is wrong, as in a finding: lower case, expected before found.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Key {
    /// All questions, in the order of asking.
    pub const ALL: [Self; 13] = [
        Self::Name,
        Self::ChineseName,
        Self::LegalName,
        Self::Role,
        Self::BaseUrl,
        Self::Email,
        Self::Phone,
        Self::TimeZone,
        Self::Opens,
        Self::Closes,
        Self::PortalUrl,
        Self::Currency,
        Self::MonthlyPrice,
    ];

    /// The key in a file of answers and in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ChineseName => "chinese_name",
            Self::LegalName => "legal_name",
            Self::Role => "role",
            Self::BaseUrl => "base_url",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::TimeZone => "time_zone",
            Self::Opens => "opens",
            Self::Closes => "closes",
            Self::PortalUrl => "portal_url",
            Self::Currency => "currency",
            Self::MonthlyPrice => "monthly_price",
        }
    }

    /// The question as it is asked, without a mark at its end.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Name => "Name of your company or team",
            Self::ChineseName => "The same in Chinese",
            Self::LegalName => "Legal name, as in contracts",
            Self::Role => "Role: indirect-reseller, direct-bill or indirect-provider",
            Self::BaseUrl => "Address of the site",
            Self::Email => "E-mail address of support",
            Self::Phone => "Emergency phone number, with + and the country",
            Self::TimeZone => "Time zone of your desk, such as Europe/Amsterdam",
            Self::Opens => "The desk opens on weekdays at",
            Self::Closes => "The desk closes at",
            Self::PortalUrl => "Address of the support portal",
            Self::Currency => "Currency of your prices",
            Self::MonthlyPrice => "Monthly price of your first offering",
        }
    }

    /// The question of a key.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == key)
    }

    /// Whether sound values are words that need no quotes in YAML.
    pub(super) const fn is_word(self) -> bool {
        matches!(self, Self::Role | Self::TimeZone | Self::Opens | Self::Closes | Self::Currency)
    }
}

impl Answers {
    /// No answers yet; the name of the project's folder, made readable, stands for the partner's.
    pub fn defaults(folder_name: &str) -> Self {
        let mut answers = Self { default_name: leftovers::NAME.into(), given: BTreeMap::new() };
        if let Ok(name) = sound(Key::Name, &readable(folder_name), &answers) {
            answers.default_name = name;
        }
        answers
    }

    /// The answers of a TOML file with a text for each [`Key`]; what it leaves out keeps its default.
    ///
    /// # Errors
    /// All faults of the file, in the order of their places: faults of TOML, unknown keys, values that are no
    /// text or not sound.
    pub fn from_toml(text: &str, folder_name: &str) -> Result<Self, Vec<TreeFault>> {
        let (tree, mut faults) = parse_toml(text);
        let mut answers = Self::defaults(folder_name);
        let Some(Node { value: Value::Map(entries), .. }) = tree.filter(|_| faults.is_empty()) else {
            return Err(faults);
        };
        let (known, unknown): (Vec<_>, Vec<_>) =
            entries.iter().partition(|(key, _)| Key::named(&key.text).is_some());
        faults.extend(unknown.iter().map(|(key, _)| unknown_key(key.span, &key.text)));
        for question in Key::ALL {
            let Some((_, node)) = known.iter().find(|(key, _)| &*key.text == question.as_str()) else {
                continue;
            };
            if let Err(refusal) = text_of(node).and_then(|text| answers.set(question, text)) {
                faults.push(fault_at(node.span, refusal));
            }
        }
        faults.sort_by_key(|fault| fault.span);
        if faults.is_empty() { Ok(answers) } else { Err(faults) }
    }

    /// The answer to a question, or its default.
    pub fn get(&self, key: Key) -> &str {
        match (self.given.get(&key), key) {
            (Some(value), _) => value,
            (None, Key::Name) => &self.default_name,
            (None, Key::ChineseName) if self.get(Key::Name) == leftovers::NAME => leftovers::CHINESE_NAME,
            (None, Key::ChineseName | Key::LegalName) => self.get(Key::Name),
            (None, Key::Role) => "indirect-reseller",
            (None, Key::BaseUrl) => "https://support.example.com/",
            (None, Key::Email) => "support@example.com",
            (None, Key::Phone) => leftovers::PHONE,
            (None, Key::TimeZone) => "UTC",
            (None, Key::Opens) => "09:00",
            // A desk that opens when others close still has a closing time.
            (None, Key::Closes) if self.get(Key::Opens) == "18:00" => "24:00",
            (None, Key::Closes) => "18:00",
            (None, Key::PortalUrl) => "https://portal.example.com/",
            (None, Key::Currency) => "EUR",
            (None, Key::MonthlyPrice) => leftovers::PRICE,
        }
    }

    /// Answers a question, or leaves its answer as it was.
    ///
    /// # Errors
    /// Says what is wrong with a value that a project could not hold.
    pub fn set(&mut self, key: Key, value: &str) -> Result<(), Refusal> {
        let value = sound(key, value, self)?;
        self.given.insert(key, value);
        Ok(())
    }
}

fn text_of(node: &Node) -> Result<&str, Refusal> {
    match &node.value {
        Value::Scalar { text, plain: false } => Ok(text),
        Value::Scalar { text, plain: true } => Err(Refusal {
            message: format!("expected a text in quotes, found `{text}`"),
            hint: Some(format!("write it as `\"{text}\"`")),
        }),
        _ => Err(Refusal { message: format!("expected a text, found {}", node.describe()), hint: None }),
    }
}

fn unknown_key(span: Span, key: &str) -> TreeFault {
    // All keys are more than `suggest` would list, and somebody who wrote the file wants to see them.
    let all = || Key::ALL.map(|key| format!("`{}`", key.as_str())).join(", ");
    let hint = suggest(key, Key::ALL.map(Key::as_str)).unwrap_or_else(|| format!("known here: {}", all()));
    TreeFault {
        rule: &SYN003,
        span,
        message: format!("key `{key}` is unknown here"),
        hint: Some(hint),
        label: None,
    }
}

fn fault_at(span: Span, refusal: Refusal) -> TreeFault {
    TreeFault { rule: &SYN004, span, message: refusal.message, hint: refusal.hint, label: None }
}

/// A folder's name as people would write it: `contoso-support` is `Contoso Support`.
fn readable(folder_name: &str) -> String {
    let words = folder_name.split(|c: char| c.is_whitespace() || c.is_control() || "-_\u{fffd}".contains(c));
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    words.filter_map(capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_name() {
        for (folder, name) in [
            ("contoso-support", "Contoso Support"),
            ("__my  site", "My Site"),
            ("灯火", "灯火"),
            ("", leftovers::NAME),
            ("..", ".."),
            ("lantern-cloud", leftovers::NAME),
        ] {
            assert_eq!(Answers::defaults(folder).get(Key::Name), name, "{folder:?}");
        }
    }

    #[test]
    fn closing_is_judged_with_opening_whichever_comes_first() {
        let mut answers = Answers::defaults("x");
        answers.set(Key::Opens, "18:00").expect("an opening time");
        assert_eq!(answers.get(Key::Closes), "24:00");
        assert!(answers.set(Key::Closes, "18:00").is_err());
        answers.set(Key::Closes, "02:00").expect("a closing time on the next day");
        assert!(answers.set(Key::Opens, "02:00").is_err());
        assert_eq!(answers.get(Key::Opens), "18:00", "a refused value changes nothing");
    }
}
