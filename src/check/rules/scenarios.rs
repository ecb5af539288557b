//! Rules on scenarios: the terms give what their tests expect.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Judgement;
use crate::check::{Subject, doubts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::SCN001;
use crate::locale::Locale;
use crate::model::answering::{Now, Opening, Outcome, Terms};
use crate::model::coverage::{Case, Mode};
use crate::model::scenario::{Expectation, ExpectedDesk, ExpectedTime, Scenario};
use crate::model::schedule::Deadline;
use crate::model::site::Site;
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::document::{Document, Kind};

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[(&[], outcome_differs)];

/// SCN001: who answers, how, by when or at what cost differs from what a scenario expects.
fn outcome_differs(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    // What rests on a fault would only repeat it.
    let mut doubts = doubts(&site.documents, subject.found, Kind::decides_who_answers);
    if site.scenarios.is_empty() || doubts.next().is_some() {
        return Vec::new();
    }
    let terms = site.terms();
    site.scenarios.iter().flat_map(|scenario| judge(site, &terms, scenario)).collect()
}

impl Scenario {
    /// The case of the scenario, as coverage sees it.
    fn as_case(&self) -> Case {
        Case {
            service: Some(self.service.clone()),
            area: Some(self.area),
            kinds: vec![self.case.clone()],
            language: self.language,
            channel: self.channel.clone(),
            market: self.market.clone(),
        }
    }
}

fn judge(site: &Site, terms: &Terms<'_>, scenario: &Scenario) -> Vec<Diagnostic> {
    let is_its_file = |document: &&std::sync::Arc<Document>| {
        document.kind == Kind::Scenario && *document.stem == *scenario.id.as_str()
    };
    let document = site.documents.iter().find(is_its_file);
    // An offering that could not be read has findings of its own.
    let (Some(document), Some(offering)) = (document, site.offering(&scenario.offering)) else {
        return Vec::new();
    };
    let expect = document.data.get("expect");
    let found = |key: &str, expected: String, found: String, hint: String| {
        let value = expect.and_then(|expect| expect.get(key));
        let span = value.map_or(Span::default(), |node| node.span);
        let message = format!("expected {expected}, found {found}");
        Diagnostic::new(&SCN001, document.path(), span, message).hint(hint)
    };
    if !offering.covers(&scenario.service, scenario.area) {
        let expected = format!("an offering that covers `{}`, `{}`", scenario.service, scenario.area.word());
        let span = document.data.get("offering").map_or(Span::default(), |node| node.span);
        let message = format!("expected {expected}, found `{}`", offering.id);
        let hint = "nobody can bring such a case: name another offering, service or area";
        return vec![Diagnostic::new(&SCN001, document.path(), span, message).hint(hint)];
    }
    let outcome = terms.outcome(offering, &scenario.as_case(), scenario.at);
    let why = match outcome.chain.resolution.won {
        Some(row) => format!("row {} of the coverage of `{}` holds", row + 1, offering.id),
        None if offering.coverage.is_empty() => format!("the hours of `{}` hold", offering.id),
        None => format!("no row of the coverage of `{}` is about this case", offering.id),
    };
    let differences = differences(site, terms, scenario, &outcome);
    differences.into_iter().map(|(key, expected, is)| found(key, expected, is, why.clone())).collect()
}

/// What differs: the key, what was expected, what is.
type Difference = (&'static str, String, String);

fn differences(
    site: &Site,
    terms: &Terms<'_>,
    scenario: &Scenario,
    outcome: &Outcome<'_>,
) -> Vec<Difference> {
    let Expectation { desk, mode, channel, language, respond_by, cost, vehicle, next_open } =
        &scenario.expect;
    let now = &outcome.reply.now;
    let business = outcome.chain.business();
    let zone = if business.is_empty() { terms.zone() } else { business.zone() };
    let quoted = |text: &str| format!("`{text}`");
    let mut found: Vec<Difference> = Vec::new();
    let mut compare = |key, expected: Option<String>, is: String| {
        found.extend(expected.filter(|expected| *expected != is).map(|expected| (key, expected, is)));
    };
    let expected_desk = desk.as_ref().map(|desk| match desk {
        ExpectedDesk::Desk(id) => format!("the desk `{id}`"),
        ExpectedDesk::Nobody => "nobody".to_owned(),
    });
    compare("desk", expected_desk, desk_of(now));
    compare(
        "mode",
        mode.map(|mode| quoted(mode.word())),
        mode_of(now).map_or("no mode".to_owned(), |mode| quoted(mode.word())),
    );
    let expected = |locale: Locale| quoted(locale.as_str());
    compare("language", language.map(expected), language_of(now).map_or("no language".to_owned(), expected));
    if let Some(channel) = channel {
        let offering = site.offering(&scenario.offering);
        let case = Case { channel: None, ..scenario.as_case() };
        let ways = offering.map(|offering| terms.ways(offering, &case, scenario.at)).unwrap_or_default();
        let first = ways.first().map_or("no channel".to_owned(), |way| quoted(way.channel.id.as_str()));
        compare("channel", Some(quoted(channel.as_str())), first);
    }
    let expected_time = respond_by.map(|time| match time {
        ExpectedTime::At(at) => instant(at, &zone),
        ExpectedTime::Undetermined => "`undetermined`".to_owned(),
    });
    let promised = outcome.promise.as_ref().map(|promise| match &promise.deadline {
        Deadline::Due(counted) => instant(counted.due, &zone),
        Deadline::Undetermined(_) => "`undetermined`".to_owned(),
        Deadline::Never => "never".to_owned(),
    });
    compare("respond_by", expected_time, promised.unwrap_or_else(|| "no promise".to_owned()));
    compare("cost", cost.as_deref().map(quoted), quoted(&outcome.cost.to_string()));
    let day = zone.to_datetime(scenario.at).date();
    let behind = site.vehicle_behind(&scenario.service, scenario.area, day);
    let behind = behind.map_or("no vehicle".to_owned(), |vehicle| quoted(vehicle.id.as_str()));
    compare("vehicle", vehicle.as_ref().map(|id| quoted(id.as_str())), behind);
    let next = match &outcome.reply.next {
        Some(Opening::At(at, _)) => instant(*at, &zone),
        Some(Opening::Unknown(_)) => "`undetermined`".to_owned(),
        Some(Opening::Never) => "never".to_owned(),
        None => "somebody at once".to_owned(),
    };
    compare("next_open", next_open.map(|at| instant(at, &zone)), next);
    found
}

fn instant(at: Timestamp, zone: &TimeZone) -> String {
    format!("`{}`", at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z"))
}

fn desk_of(now: &Now<'_>) -> String {
    match now {
        Now::Somebody(voice) => {
            voice.desk.map_or("somebody".to_owned(), |desk| format!("the desk `{}`", desk.id))
        }
        Now::Nobody(_) => "nobody".to_owned(),
        Now::Unknown => "`undetermined`".to_owned(),
    }
}

fn mode_of(now: &Now<'_>) -> Option<Mode> {
    match now {
        Now::Somebody(voice) => Some(voice.mode),
        Now::Nobody(mode) => *mode,
        Now::Unknown => None,
    }
}

fn language_of(now: &Now<'_>) -> Option<Locale> {
    match now {
        Now::Somebody(voice) => voice.languages.first().copied(),
        Now::Nobody(_) | Now::Unknown => None,
    }
}
