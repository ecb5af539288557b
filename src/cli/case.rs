//! The case that a command is asked about, as arguments: ids are judged here, with what was likely meant.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use supportbook::diagnostic::suggest;
use supportbook::locale::Locale;
use supportbook::model::coverage::Case;
use supportbook::model::ids::{ChannelId, MarketId, ServiceId, SeverityId};
use supportbook::model::offering::Offering;
use supportbook::model::service::Area;
use supportbook::model::site::Site;
use supportbook::model::target::{CaseKind, RequestType};
use supportbook::model::word::Word;
use supportbook::resolve::{instant, known_zone};

use super::Failure;

/// How a command prints what it found out.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// The case.
#[derive(Args)]
pub(crate) struct CaseArgs {
    /// The customer's offering; needed unless there is but one
    #[arg(long, value_name = "ID")]
    offering: Option<String>,
    /// How bad: the id of a severity
    #[arg(long, value_name = "ID", conflicts_with = "kind")]
    severity: Option<String>,
    /// What about: incident, question, change, billing, order, security, complaint
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// The service; without it rows and targets of single services do not hold
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The area: billing, subscription-management, technical
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// The language that the customer speaks, as zh-CN
    #[arg(long, value_name = "LANG")]
    language: Option<String>,
    /// The channel that is used
    #[arg(long, value_name = "ID")]
    channel: Option<String>,
    /// Where the customer is: the id of a market
    #[arg(long, value_name = "ID")]
    market: Option<String>,
}

impl CaseArgs {
    /// The offering and the case, in a project.
    pub(crate) fn read<'a>(&self, site: &'a Site) -> Result<(&'a Arc<Offering>, Case), Failure> {
        let offering = self.offering(site)?;
        let services = || site.services.iter().map(|service| service.id.as_str());
        let service = known("a service", self.service.as_deref(), services())?;
        let area = word::<Area>("an area", self.area.as_deref())?;
        let severities = || site.severities.iter().map(|severity| severity.id.as_str());
        let severity = known("a severity", self.severity.as_deref(), severities())?;
        let request = word::<RequestType>("a type", self.kind.as_deref())?;
        let channels = || site.channels.iter().map(|channel| channel.id.as_str());
        let channel = known("a channel for customers", self.channel.as_deref(), channels())?;
        let markets =
            || site.partner.iter().flat_map(|partner| &partner.markets).map(|market| market.id.as_str());
        let market = known("a market", self.market.as_deref(), markets())?;
        let kinds = severity.map(|id| CaseKind::Severity(SeverityId::new(id)));
        let case = Case {
            service: service.map(ServiceId::new),
            area,
            kinds: kinds.or(request.map(CaseKind::Request)).into_iter().collect(),
            language: self.language()?,
            channel: channel.map(ChannelId::new),
            market: market.map(MarketId::new),
        };
        refuse_what_is_not_covered(offering, &case)?;
        Ok((offering, case))
    }

    /// The case with another severity.
    pub(crate) fn at_severity(case: &Case, severity: &str, site: &Site) -> Result<Case, Failure> {
        let severities = site.severities.iter().map(|severity| severity.id.as_str());
        let id = known("a severity", Some(severity), severities)?;
        let kinds = id.map(|id| CaseKind::Severity(SeverityId::new(id))).into_iter().collect();
        Ok(Case { kinds, ..case.clone() })
    }

    fn offering<'a>(&self, site: &'a Site) -> Result<&'a Arc<Offering>, Failure> {
        let ids = || site.offerings.iter().map(|offering| offering.id.as_str());
        match (self.offering.as_deref(), site.offerings.as_slice()) {
            (None, [only]) => Ok(only),
            (None, []) => {
                Err(Failure::usage("the project has no offerings", "write one in `content/offerings/`"))
            }
            (None, _) => {
                let hint = suggest("", ids()).unwrap_or_default();
                Err(Failure::usage("expected `--offering`, since there are several", hint))
            }
            (Some(id), _) => {
                known("an offering", Some(id), ids())?;
                let found = site.offerings.iter().find(|offering| offering.id.as_str() == id);
                found.ok_or_else(|| {
                    Failure::usage(format!("expected an offering, found `{id}`"), "name another")
                })
            }
        }
    }

    fn language(&self) -> Result<Option<Locale>, Failure> {
        let Some(text) = self.language.as_deref() else { return Ok(None) };
        let known = Locale::new(text).map(Some);
        known.ok_or_else(|| {
            Failure::usage(
                format!("expected a language such as `zh-CN`, found `{text}`"),
                "write its BCP 47 tag",
            )
        })
    }
}

fn refuse_what_is_not_covered(offering: &Offering, case: &Case) -> Result<(), Failure> {
    let Some(service) = &case.service else { return Ok(()) };
    let covered = match case.area {
        Some(area) => offering.covers(service, area),
        None => offering.services.contains(service),
    };
    let area = case.area.map(|area| format!(", {}", area.word())).unwrap_or_default();
    match covered {
        true => Ok(()),
        false => {
            let hint = suggest("", offering.services.iter().map(ServiceId::as_str)).unwrap_or_default();
            Err(Failure::usage(
                format!("the offering `{}` does not cover {service}{area}", offering.id),
                hint,
            ))
        }
    }
}

/// An id that is known, or what was likely meant.
pub(crate) fn known<'a, 'b>(
    what: &str,
    id: Option<&'b str>,
    ids: impl Iterator<Item = &'a str> + Clone,
) -> Result<Option<&'b str>, Failure> {
    match id {
        Some(id) if !ids.clone().any(|known| known == id) => {
            let hint = suggest(id, ids).unwrap_or_else(|| "the project has none".to_owned());
            Err(Failure::usage(format!("expected the id of {what}, found `{id}`"), hint))
        }
        id => Ok(id),
    }
}

fn word<T: Word>(what: &str, text: Option<&str>) -> Result<Option<T>, Failure> {
    let Some(text) = text else { return Ok(None) };
    T::from_word(text).map(Some).ok_or_else(|| {
        let hint = suggest(text, T::WORDS.iter().copied()).unwrap_or_default();
        Failure::usage(format!("expected {what}, found `{text}`"), hint)
    })
}

/// An instant with its distance from UTC.
pub(crate) fn at(text: &str) -> Result<Timestamp, String> {
    instant(text).ok_or_else(|| {
        "expected an instant such as 2026-05-20T08:00+02:00: a day, T, a time and the distance from UTC"
            .to_owned()
    })
}

/// A zone of the IANA database.
pub(crate) fn zone(text: &str) -> Result<TimeZone, String> {
    let name = known_zone(text).map_err(|near| match near {
        Some(near) => format!("expected a place such as Europe/Amsterdam; did you mean {near}?"),
        None => {
            "expected a place such as Europe/Amsterdam: offsets and abbreviations are ambiguous".to_owned()
        }
    })?;
    jiff::tz::db().get(&name).map_err(|error| error.to_string())
}
