//! Severities, request types, targets and coverage as templates see them.

use super::Data;
use crate::localize::PublicView;
use crate::model::coverage::{Answer, Keys, Mode, Row};
use crate::model::desk::Desk;
use crate::model::duration::Duration;
use crate::model::offering::Offering;
use crate::model::service::Area;
use crate::model::target::{CaseKind, Clock, Metric, Request, RequestType, Severity, Target, TargetKind};
use crate::model::word::Word;
use crate::render::context::{
    AnswerContext, ClockContext, CoverageContext, NavLink, RequestTypeContext, SeverityContext,
    TargetContext, TargetRow, TargetTable,
};
use crate::resolve::addresses;

impl Data<'_> {
    pub(in crate::render) fn severity(&self, severity: &Severity) -> SeverityContext {
        let words = self.words;
        let channels = severity.channels.iter().filter_map(|id| self.view.channel(id));
        SeverityContext {
            id: severity.id.to_string(),
            label: words.text(&severity.label),
            name: words.text(&severity.name),
            situation: words.text(&severity.situation),
            definition: words.text(&severity.definition),
            examples: self.texts(&severity.examples),
            who_sets: words.get(&format!("who-sets-{}", severity.who_sets.word())),
            reclassified_when: words.maybe_text(severity.reclassified_when.as_ref()),
            customer_duty: words.maybe_text(severity.customer_duty.as_ref()),
            channels: channels.map(|channel| self.channel(channel)).collect(),
            round_the_clock: severity.round_the_clock,
            targets: self.compared(&CaseKind::Severity(severity.id.clone())),
        }
    }

    pub(in crate::render) fn request(&self, request: &Request) -> RequestTypeContext {
        let words = self.words;
        let channels = request.channels.iter().filter_map(|id| self.view.channel(id));
        RequestTypeContext {
            id: request.kind.word().to_owned(),
            name: words.text(&request.name),
            situation: words.text(&request.situation),
            examples: self.texts(&request.examples),
            areas: request.areas.iter().map(|area| self.area_name(*area)).collect(),
            uses_severity: request.uses_severity,
            channels: channels.map(|channel| self.channel(channel)).collect(),
            targets: self.compared(&CaseKind::Request(request.kind)),
        }
    }

    /// The targets of one kind of case: a row for each metric and place, a column for each offering.
    fn compared(&self, case: &CaseKind) -> TargetTable {
        let offerings: Vec<&Offering> = self
            .view
            .offerings
            .iter()
            .map(|offering| &**offering)
            .filter(|offering| offering.targets.iter().any(|target| target.case == *case))
            .collect();
        let all =
            || offerings.iter().flat_map(|offering| &offering.targets).filter(|target| target.case == *case);
        let mut places: Vec<(Metric, String)> =
            all().map(|target| (target.metric, self.scope(target))).collect();
        places.sort();
        places.dedup();
        let row = |(metric, scope): (Metric, String)| {
            let cell = |offering: &&Offering| {
                let own = offering.targets.iter();
                let mut own = own.filter(|target| target.case == *case && target.metric == metric);
                let found = own.find(|target| self.scope(target) == scope)?;
                Some(self.target(found, offering.clock.as_ref()))
            };
            let cells = offerings.iter().map(cell).collect();
            TargetRow { name: self.metric(metric), scope, cells }
        };
        TargetTable {
            columns: offerings.iter().map(|offering| self.offering_link(offering)).collect(),
            rows: places.into_iter().map(row).collect(),
        }
    }

    /// The targets of an offering: a row for each kind of case and place, a column for each metric.
    pub(super) fn targets(&self, offering: &Offering) -> TargetTable {
        let mut metrics: Vec<Metric> = offering.targets.iter().map(|target| target.metric).collect();
        metrics.sort_unstable();
        metrics.dedup();
        let mut cases: Vec<(usize, &CaseKind, String)> = Vec::new();
        for target in &offering.targets {
            let scope = self.scope(target);
            if !cases.iter().any(|(_, case, known)| **case == target.case && *known == scope) {
                cases.push((case_order(self.view, &target.case), &target.case, scope));
            }
        }
        cases.sort_by_key(|(order, ..)| *order);
        let row = |(_, case, scope): (usize, &CaseKind, String)| {
            let cell = |metric: &Metric| {
                let mut own = offering.targets.iter();
                let found = own.find(|target| {
                    target.metric == *metric && target.case == *case && self.scope(target) == scope
                })?;
                Some(self.target(found, offering.clock.as_ref()))
            };
            let cells = metrics.iter().map(cell).collect();
            TargetRow { name: self.case_name(case), scope, cells }
        };
        let column = |metric: &Metric| NavLink { title: self.metric(*metric), ..NavLink::default() };
        TargetTable {
            columns: metrics.iter().map(column).collect(),
            rows: cases.into_iter().map(row).collect(),
        }
    }

    pub(super) fn target(&self, target: &Target, clock: Option<&Clock>) -> TargetContext {
        let words = self.words;
        let within = words.duration(target.within);
        let differs = |own: Option<String>| own.unwrap_or_default();
        let starts = target.starts.filter(|own| clock.is_none_or(|clock| clock.starts != *own));
        let counts = target.counts.filter(|own| clock.is_none_or(|clock| clock.counts != *own));
        TargetContext {
            within: match target.metric {
                Metric::Update => words.fill("update-every", &[("time", within)]),
                _ => within,
            },
            commitment: target.kind == TargetKind::Commitment,
            kind: words.get(&format!("target-kind-{}", target.kind.word())),
            starts: differs(starts.map(|own| words.get(&format!("clock-starts-{}", own.word())))),
            counts: differs(counts.map(|own| words.get(&format!("clock-counts-{}", own.word())))),
        }
    }

    pub(super) fn metric(&self, metric: Metric) -> String {
        self.words.get(&format!("metric-{}", metric.word().replace('_', "-")))
    }

    /// Where a target holds, as `Azure, technical`.
    fn scope(&self, target: &Target) -> String {
        let service = target.service.as_ref().and_then(|id| self.view.service(id));
        let service = service.map(|service| self.words.text(&service.name).text);
        let area = target.area.map(|area| self.area_name(area));
        let parts: Vec<String> = service.into_iter().chain(area).collect();
        parts.join(&self.words.get("list-comma"))
    }

    pub(super) fn area_name(&self, area: Area) -> String {
        self.words.get(&format!("area-{}", area.word()))
    }

    /// A severity by its label and name, or a request type by its name.
    pub(super) fn case_name(&self, case: &CaseKind) -> String {
        match case {
            CaseKind::Severity(id) => self.view.severity(id).map_or_else(String::new, |severity| {
                let label = self.words.text(&severity.label).text;
                self.words.fill("severity-label", &[("label", label)])
            }),
            CaseKind::Request(kind) => self.request_name(*kind),
        }
    }

    fn request_name(&self, kind: RequestType) -> String {
        let known = self.view.requests.iter().find(|request| request.kind == kind);
        known.map_or_else(|| kind.word().to_owned(), |request| self.words.text(&request.name).text)
    }

    pub(super) fn clock(&self, clock: &Clock) -> ClockContext {
        ClockContext {
            starts: self.words.get(&format!("clock-starts-{}", clock.starts.word())),
            counts: self.words.get(&format!("clock-counts-{}", clock.counts.word())),
            pauses: self.texts(&clock.pauses),
            note: self.words.maybe_text(clock.note.as_ref()),
        }
    }

    /// Rows of coverage, those that name the most keys first, as they win.
    pub(super) fn coverage(&self, rows: &[Row]) -> Vec<CoverageContext> {
        let mut rows: Vec<&Row> = rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.keys.specificity(), row.priority)));
        let context = |row: &Row| CoverageContext {
            when: self.keys(&row.keys),
            answers: row.answers.iter().map(|answer| self.answer(answer)).collect(),
        };
        rows.into_iter().map(context).collect()
    }

    fn keys(&self, keys: &Keys) -> String {
        let words = self.words;
        let Keys { service, area, case, language, channel, market } = keys;
        let service = service.as_ref().and_then(|id| self.view.service(id));
        let channel = channel.as_ref().and_then(|id| self.view.channel(id));
        let markets = self.view.partner.iter().flat_map(|partner| &partner.markets);
        let market = markets.clone().find(|known| Some(&known.id) == market.as_ref());
        let parts: Vec<String> = [
            case.as_ref().map(|case| self.case_name(case)),
            service.map(|service| words.text(&service.name).text),
            area.map(|area| self.area_name(area)),
            language.map(|language| words.fill("scope-language", &[("language", words.language(language))])),
            channel.map(|channel| words.text(&channel.name).text),
            market.map(|market| words.text(&market.name).text),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() { words.get("scope-all") } else { parts.join(&words.get("list-comma")) }
    }

    fn answer(&self, answer: &Answer) -> AnswerContext {
        let desks = answer.desks.iter().filter_map(|id| self.view.desk(id));
        AnswerContext {
            desks: desks.map(|desk| self.desk_link(desk)).collect(),
            mode: answer.mode.word().to_owned(),
            mode_name: self.mode(answer.mode, answer.within),
        }
    }

    /// How somebody answers, in words.
    pub(super) fn mode(&self, mode: Mode, within: Option<Duration>) -> String {
        let id = format!("mode-{}", mode.word().replace('_', "-"));
        match within {
            Some(within) => self.words.fill(&id, &[("time", self.words.duration(within))]),
            None => self.words.get(&id),
        }
    }

    pub(super) fn desk_link(&self, desk: &Desk) -> NavLink {
        let name = self.words.text(&desk.name);
        let href = format!("{}#sb-desk-{}", self.links.page(addresses::CONTACT), desk.id);
        NavLink { title: name.text, href, lang: name.lang, ..NavLink::default() }
    }
}

/// Severities come in their order, then request types in theirs.
fn case_order(view: &PublicView, case: &CaseKind) -> usize {
    let severities = view.severities.len();
    match case {
        CaseKind::Severity(id) => {
            view.severities.iter().position(|known| known.id == *id).unwrap_or(severities)
        }
        CaseKind::Request(kind) => {
            let place = view.requests.iter().position(|known| known.kind == *kind);
            severities + 1 + place.unwrap_or(view.requests.len())
        }
    }
}
