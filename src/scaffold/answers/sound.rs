//! What makes a value sound: each by the rule that would find it in the project.
//!
//! Apart from the answers so that each question's judgement is one short function. A value is trimmed, and
//! written as the project's files spell it (an address gets its slash, a zone its capitals).

use super::{Answers, Key, Refusal};
use crate::check::leftovers::SAMPLE;
use crate::diagnostic::did_you_mean;
use crate::model::channel::Phone;
use crate::model::hours::{Interval, IntervalFault};
use crate::model::money::{Amount, Currency};
use crate::resolve::{is_mail_address, known_zone, url_with_slash};

/// The most characters of an answer.
const MAX_CHARS: usize = 1000;

const ROLES: [&str; 3] = ["indirect-reseller", "direct-bill", "indirect-provider"];

type Judged = Result<Box<str>, Refusal>;

/// The value as a project holds it.
pub(super) fn sound(key: Key, value: &str, answers: &Answers) -> Judged {
    let value = value.trim();
    plain_text(value)?;
    match key {
        Key::Name | Key::ChineseName | Key::LegalName => Ok(value.into()),
        Key::Role => role(value),
        Key::BaseUrl => base_url(value),
        Key::Email => email(value),
        Key::Phone => phone(value),
        Key::TimeZone => time_zone(value),
        Key::Opens => opens(value, answers),
        Key::Closes => closes(value, answers.get(Key::Opens)),
        Key::PortalUrl => portal_url(value),
        Key::Currency => currency(value),
        Key::MonthlyPrice => price(value),
    }
}

fn refuse<T>(message: String, hint: Option<&str>) -> Result<T, Refusal> {
    Err(Refusal { message, hint: hint.map(str::to_owned) })
}

/// One line of text, with nothing in it that a text file or the sample has for itself.
fn plain_text(value: &str) -> Result<(), Refusal> {
    let unseen = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let noncharacter = |c: char| u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    let count = value.chars().count();
    if value.is_empty() {
        refuse("expected a text, found an empty one".to_owned(), None)
    } else if count > MAX_CHARS {
        refuse(format!("expected at most {MAX_CHARS} characters, found {count}"), None)
    } else if value.chars().any(|c| unseen(c) || noncharacter(c)) {
        refuse("expected one line of text, found a character that is none".to_owned(), None)
    } else if let Some(word) = SAMPLE.into_iter().find(|word| value.contains(word)) {
        refuse(format!("expected something of your own, found `{word}`"), Some("it belongs to the sample"))
    } else {
        Ok(())
    }
}

fn role(value: &str) -> Judged {
    if ROLES.contains(&value) {
        return Ok(value.into());
    }
    let hint = did_you_mean(value, ROLES).map(|role| format!("did you mean `{role}`?"));
    let [reseller, direct, provider] = ROLES;
    refuse(format!("expected `{reseller}`, `{direct}` or `{provider}`, found `{value}`"), hint.as_deref())
}

fn base_url(value: &str) -> Judged {
    match url_with_slash(value).filter(|url| url.starts_with("https://")) {
        Some(url) => Ok(url.into()),
        None => refuse(
            format!("expected an address such as `https://support.contoso.com/`, found `{value}`"),
            None,
        ),
    }
}

fn portal_url(value: &str) -> Judged {
    match url::Url::parse(value).ok().filter(|url| url.scheme() == "https" && url.has_host()) {
        Some(url) => Ok(url.as_str().into()),
        None => refuse(format!("expected an address that begins with `https://`, found `{value}`"), None),
    }
}

fn email(value: &str) -> Judged {
    if is_mail_address(value) {
        return Ok(value.into());
    }
    refuse(format!("expected an e-mail address, found `{value}`"), None)
}

fn phone(value: &str) -> Judged {
    if Phone::international(value).is_some() {
        return Ok(value.into());
    }
    let hint = "a number that works in one country alone is written later, into content/channels.yaml";
    refuse(format!("expected a number such as `+1 202 555 0100`, found `{value}`"), Some(hint))
}

/// An IANA zone that names a place, or UTC, in its own capitals.
fn time_zone(value: &str) -> Judged {
    known_zone(value).map(Into::into).or_else(|near| {
        let hint = near.map(|name| format!("did you mean `{name}`?"));
        let message = format!("expected an IANA time zone such as `Europe/Amsterdam`, found `{value}`");
        refuse(message, hint.as_deref())
    })
}

fn opens(value: &str, answers: &Answers) -> Judged {
    if Interval::parse(&format!("{value}-24:00")).is_err() {
        return refuse(
            format!("expected a time such as `09:00`, found `{value}`"),
            Some("two digits, a colon, two digits"),
        );
    }
    match answers.given.get(&Key::Closes) {
        Some(closes) if **closes == *value => {
            refuse(format!("expected to open before closing at {closes}"), None)
        }
        _ => Ok(value.into()),
    }
}

fn closes(value: &str, opens: &str) -> Judged {
    let hint = match Interval::parse(&format!("{opens}-{value}")) {
        Ok(_) => return Ok(value.into()),
        Err(IntervalFault::Empty) => {
            let message = format!("expected a time other than the opening at {opens}, found `{value}`");
            return refuse(message, Some("a whole day is 00:00 to 24:00"));
        }
        Err(_) => "two digits, a colon, two digits",
    };
    refuse(format!("expected a time such as `18:00`, found `{value}`"), Some(hint))
}

fn currency(value: &str) -> Judged {
    let code = value.to_uppercase();
    if Currency::new(&code).is_some() {
        return Ok(code.into());
    }
    let hint = did_you_mean(&code, Currency::codes()).map(|code| format!("did you mean `{code}`?"));
    refuse(format!("expected a currency code such as `EUR`, found `{value}`"), hint.as_deref())
}

fn price(value: &str) -> Judged {
    let message = match Amount::new(value) {
        Some(amount) if !amount.is_zero() => return Ok(value.into()),
        Some(_) => format!("expected an amount over nothing, found `{value}`"),
        None => format!("expected an amount such as `490.00`, found `{value}`"),
    };
    refuse(
        message,
        Some("an offering without a price is written later, into content/offerings/business.yaml"),
    )
}
