//! Single values of files: texts become durations, days, numbers, addresses; ids become known ids.
//!
//! Apart from the kinds of files, which all use them. Each answers `None` after a finding of its own, or in
//! silence where the value could not be read or names something that could not.

use jiff::Timestamp;
use jiff::civil::Date;

use super::names::Keyed;
use super::raw::policy::RawNamedLink;
use super::raw::requirement::RawCitation;
use super::raw::{List, Maybe, Of};
use super::scope::Scope;
use crate::diagnostic::catalog::{CH001, CH002, REF001, REF003, SUP007, SYN004, TGT003};
use crate::diagnostic::{did_you_mean, suggest};
use crate::locale::Locale;
use crate::model::channel::{Country, Phone};
use crate::model::citation::Citation;
use crate::model::duration::{Duration, DurationFault, Period};
use crate::model::hours::date;
use crate::model::ids::ChannelId;
use crate::model::keeping::{Kept, KeptKind};
use crate::model::price::Percent;
use crate::model::service::NamedLink;
use crate::model::text::LocalText;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};

/// The value of an optional key, where it is given and could be read.
pub(super) fn given<T>(field: Maybe<T>) -> Option<T> {
    field.and_then(|field| field.value)
}

/// The word of an optional key.
pub(super) fn word<T>(field: Maybe<Of<T>>) -> Option<T> {
    given(field).map(|Of(word)| word)
}

/// The word of a required key.
pub(super) fn said<T>(field: Field<Of<T>>) -> Option<T> {
    field.value.map(|Of(word)| word)
}

/// The values of an optional list.
pub(super) fn values<T>(list: Maybe<List<T>>) -> Vec<T> {
    given(list).unwrap_or_default().into_iter().filter_map(|field| field.value).collect()
}

/// The words of an optional list.
pub(super) fn words<T>(list: Maybe<List<Of<T>>>) -> Vec<T> {
    values(list).into_iter().map(|Of(word)| word).collect()
}

impl Scope<'_> {
    /// A day such as `2026-06-01`.
    pub(super) fn day(&mut self, field: Field<String>) -> Option<Date> {
        let text = field.value?;
        let day = date(&text);
        if day.is_none() {
            self.report(&SYN004, field.span, format!("expected a day such as `2026-06-01`, found `{text}`"));
        }
        day
    }

    /// An instant with its offset.
    pub(super) fn instant(&mut self, field: Field<String>) -> Option<Timestamp> {
        let text = field.value?;
        let instant = instant(&text);
        if instant.is_none() {
            let message = format!("expected an instant such as `2026-05-20T08:00+02:00`, found `{text}`");
            let finding = self.found(&SYN004, field.span, message);
            self.push(finding.hint("a day, `T`, a time and the distance from UTC"));
        }
        instant
    }

    /// A span on somebody's clock, such as `4 business_hours`.
    pub(super) fn duration(&mut self, field: Field<String>) -> Option<Duration> {
        let text = field.value?;
        let (rule, hint) = match Duration::parse(&text) {
            Ok(duration) => return Some(duration),
            Err(DurationFault::Form) => {
                (&SYN004, "a whole number, a blank and `business_minutes`, `business_hours`, `business_days`, `elapsed_minutes` or `elapsed_hours`".to_owned())
            }
            Err(DurationFault::Bare) => (&TGT003, bare_unit_hint(&text)),
        };
        let message = format!("expected a duration such as `4 business_hours`, found `{text}`");
        let finding = self.found(rule, field.span, message);
        self.push(finding.hint(hint));
        None
    }

    /// A span of the calendar, such as `3 months`.
    pub(super) fn period(&mut self, field: Field<String>) -> Option<Period> {
        let text = field.value?;
        let period = Period::parse(&text);
        if period.is_none() {
            let message = format!("expected a span such as `3 months`, found `{text}`");
            let finding = self.found(&SYN004, field.span, message);
            self.push(finding.hint("a number and `days`, `weeks`, `months` or `years`"));
        }
        period
    }

    /// A country of ISO 3166-1.
    pub(super) fn country(&mut self, text: &str, span: Span) -> Option<Country> {
        let country = Country::new(text);
        if country.is_none() {
            let message = format!("expected a country of ISO 3166-1 such as `NL`, found `{text}`");
            let near = match text {
                "UK" => Some("GB"),
                "EL" => Some("GR"),
                text => did_you_mean(text, Country::codes()).filter(|code| code.eq_ignore_ascii_case(text)),
            };
            let hint = near.map(|code| format!("did you mean `{code}`?"));
            let finding = self.found(&SYN004, span, message).maybe_hint(hint);
            self.push(finding);
        }
        country
    }

    /// A share of a hundred.
    pub(super) fn percent(&mut self, field: Field<String>) -> Option<Percent> {
        let text = field.value?;
        let percent = Percent::new(&text);
        if percent.is_none() {
            let message = format!("expected a share over 0 and at most 100 such as `2.5`, found `{text}`");
            let finding = self.found(&SUP007, field.span, message);
            self.push(finding.hint("digits, a point, digits: no sign, no `%`"));
        }
        percent
    }

    /// A number in international form.
    pub(super) fn international(&mut self, field: Field<String>) -> Option<Phone> {
        let text = field.value?;
        let phone = Phone::international(&text);
        if phone.is_none() {
            let message = format!("expected a number such as `+44 20 7946 0142`, found `{text}`");
            let finding = self.found(&CH001, field.span, message);
            self.push(finding.hint("put `+` and the country first"));
        }
        phone
    }

    /// A mailbox, in the plain form of RFC 5322.
    pub(super) fn mail_address(&mut self, field: Field<String>) -> Option<Box<str>> {
        let text = field.value?;
        if !is_mail_address(&text) {
            self.report(&CH002, field.span, format!("expected an e-mail address, found `{text}`"));
            return None;
        }
        Some(text.into())
    }

    /// A web address.
    pub(super) fn url(&mut self, field: Maybe<String>) -> Option<Box<str>> {
        field.and_then(|field| self.web_address(field, &CH002))
    }

    /// A publication elsewhere.
    pub(super) fn citation(&mut self, raw: RawCitation) -> Option<Citation> {
        let RawCitation { title, url, date } = raw;
        let title = self.text(title);
        let url = self.web_address(url, &CH002);
        let date = self.day(date);
        Some(Citation { title: title?, url: url?, date: date? })
    }

    /// A text that is not translated; an empty one is a finding.
    pub(super) fn plain(&mut self, field: Maybe<String>) -> Option<Box<str>> {
        let field = field?;
        let text = field.value?;
        if text.trim().is_empty() {
            self.report(&SYN004, field.span, "expected a text, found an empty one");
            return None;
        }
        Some(text.into())
    }

    /// An id that is the key of a file.
    pub(super) fn keyed(&mut self, field: Field<String>, keyed: Keyed) -> Option<String> {
        let id = field.value?;
        self.keyed_text(&id, field.span, keyed).then_some(id)
    }

    /// Whether a text is such an id; a finding where it is not.
    pub(super) fn keyed_text(&mut self, id: &str, span: Span, keyed: Keyed) -> bool {
        let set = self.names.keys(keyed);
        if set.ids.contains_key(id) {
            return true;
        }
        if !set.broken {
            let hint = suggest(id, set.ids.keys().map(|id| &**id));
            let message = format!("expected the id of {}, found `{id}`", keyed.noun());
            let finding = self.found(&REF001, span, message).maybe_hint(hint);
            self.push(finding);
        }
        false
    }

    /// The ids of a list that are keys of a file.
    pub(super) fn keyed_list(&mut self, list: Maybe<List<String>>, keyed: Keyed) -> Vec<String> {
        let fields = given(list).unwrap_or_default();
        fields.into_iter().filter_map(|field| self.keyed(field, keyed)).collect()
    }

    /// A channel of either kind, with whether it is internal.
    pub(super) fn any_channel(&mut self, field: Field<String>) -> Option<(ChannelId, bool)> {
        let id = field.value?;
        match self.names.channels.get(&*id) {
            Some(internal) => return Some((ChannelId::new(&id), *internal)),
            None if self.names.channels_broken => {}
            None => {
                let hint = suggest(&id, self.names.channels.keys().map(|id| &**id));
                let message = format!("expected the id of a channel, found `{id}`");
                let finding = self.found(&REF001, field.span, message).maybe_hint(hint);
                self.push(finding);
            }
        }
        None
    }

    /// A channel that customers may know of.
    pub(super) fn public_channel(&mut self, field: Field<String>) -> Option<ChannelId> {
        let id = field.value?;
        match self.names.channels.get(&*id) {
            Some(false) => return Some(ChannelId::new(&id)),
            Some(true) => {
                let message = format!("expected a channel for customers, found the internal channel `{id}`");
                let finding = self.found(&REF003, field.span, message);
                self.push(finding.hint("name another channel, or make this one public"));
            }
            None if self.names.channels_broken => {}
            None => {
                let open = self.names.channels.iter().filter(|(_, internal)| !**internal);
                let hint = suggest(&id, open.map(|(id, _)| &**id));
                let message = format!("expected the id of a channel, found `{id}`");
                let finding = self.found(&REF001, field.span, message).maybe_hint(hint);
                self.push(finding);
            }
        }
        None
    }

    /// The channels of a list that customers may know of.
    pub(super) fn public_channels(&mut self, list: Option<List<String>>) -> Vec<ChannelId> {
        list.unwrap_or_default().into_iter().filter_map(|field| self.public_channel(field)).collect()
    }

    /// A language tag as it is written in its standard form.
    pub(super) fn language(&mut self, field: Field<String>) -> Option<Locale> {
        self.locales(Some(vec![field])).pop()
    }

    /// Pages elsewhere, by ids of the author's choice.
    pub(super) fn named_links(&mut self, links: Maybe<Entries<RawNamedLink>>) -> Vec<NamedLink> {
        let mut list = Vec::new();
        for (key, field) in given(links).map_or(Vec::new(), |entries| entries.0) {
            self.check_id(&key);
            let Some(RawNamedLink { name, url }) = field.value else { continue };
            let (name, url) = (self.text(name), self.web_address(url, &CH002));
            if let (Some(name), Some(url)) = (name, url) {
                list.push(NamedLink { name, url });
            }
        }
        list
    }

    /// Notes who keeps something true, and when it is read again.
    pub(super) fn keep(
        &mut self,
        kind: KeptKind,
        id: &str,
        name: Option<&LocalText>,
        owner: Maybe<String>,
        next_review: Maybe<String>,
    ) {
        let owner = self.plain(owner);
        let next_review = next_review.and_then(|field| self.day(field));
        if let (Some(name), true) = (name, owner.is_some() || next_review.is_some()) {
            self.kept.push(Kept { kind, id: id.into(), name: name.clone(), owner, next_review });
        }
    }
}

/// The instant of a text such as `2026-05-20T08:00+02:00`.
pub fn instant(text: &str) -> Option<Timestamp> {
    if is_rfc_3339(text) { text.parse().ok() } else { None }
}

/// Whether a text has the form `2026-05-20T08:00+02:00`, with seconds or without, or `Z` for UTC. The form is
/// checked apart, since the parser takes others too.
fn is_rfc_3339(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let Some(clock) = shape.strip_prefix("0000-00-00T00:00") else { return false };
    let offset = clock.strip_prefix(":00").unwrap_or(clock);
    let in_range = |at: usize, most: &str| text.get(at..at + 2).is_some_and(|part| part <= most);
    let zone = text.len() - offset.len();
    match offset {
        "Z" => in_range(11, "23") && in_range(14, "59"),
        "+00:00" | "-00:00" => {
            let seconds = zone == 16 || in_range(17, "59");
            in_range(11, "23")
                && in_range(14, "59")
                && seconds
                && in_range(zone + 1, "14")
                && in_range(zone + 4, "59")
        }
        _ => false,
    }
}

/// The two units that a bare one may stand for.
fn bare_unit_hint(text: &str) -> String {
    let (number, unit) = text.split_once(' ').unwrap_or(("1", "hours"));
    let unit = match unit.chars().next() {
        Some('m') => "minutes",
        Some('d') => return format!("write `{number} business_days`, or the same in `elapsed_hours`"),
        _ => "hours",
    };
    format!(
        "write `{number} business_{unit}` if nights and weekends do not count, else `{number} elapsed_{unit}`"
    )
}

/// The plain form of RFC 5322: a local part without quotes, a domain with a dot.
pub fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte));
    let label_ok = |label: &str| {
        let sound = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && sound
    };
    local_ok && domain.contains('.') && domain.split('.').all(label_ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_plain() {
        for good in ["a@b.c", "first.last+tag@mail.example.com"] {
            assert!(is_mail_address(good), "{good}");
        }
        for bad in
            ["", "a", "@b.c", "a@", "a@b", "a b@c.d", "a@b..c", "a@-b.c", ".a@b.c", "支持@b.c", "a@b.c."]
        {
            assert!(!is_mail_address(bad), "{bad}");
        }
    }
}
