//! Services: raw keys to model types.

use super::names::Keyed;
use super::raw::service::{RawCell, RawService, RawTask};
use super::scope::Scope;
use super::values::{given, said, values, words};
use crate::diagnostic::catalog::SYN003;
use crate::diagnostic::suggest;
use crate::model::ids::{EnrolmentId, ServiceId, VehicleId};
use crate::model::keeping::KeptKind;
use crate::model::service::{Area, Cell, CellVehicles, Service, Task};
use crate::model::word::Word;

/// A service, and through what the cases of its areas go further.
pub(super) fn service(scope: &mut Scope<'_>) -> Option<(Service, Vec<CellVehicles>)> {
    let raw: RawService = scope.decode()?;
    let RawService {
        name,
        summary,
        weight,
        health,
        health_links,
        self_help,
        enrolments,
        family,
        retired_names,
        have_ready,
        areas,
        owner,
        next_review,
    } = raw;
    let id = ServiceId::new(&scope.group.source.stem);
    let (name, summary) = (scope.text(name), scope.text(summary));
    scope.keep(KeptKind::Service, id.as_str(), name.as_ref(), owner, next_review);
    let health = scope.url(health);
    let health_links = scope.named_links(health_links);
    let self_help = scope.named_links(self_help);
    let enrolments = scope.keyed_list(enrolments, Keyed::Enrolment);
    let family = scope.plain(family);
    let have_ready = scope.texts(have_ready);
    let (mut cells, mut ways) = (Vec::new(), Vec::new());
    for (key, field) in areas.value.map_or(Vec::new(), |entries| entries.0) {
        let Some(area) = Area::from_word(&key.text) else {
            let hint = suggest(&key.text, Area::WORDS.iter().copied());
            let finding = scope.found(&SYN003, key.span, format!("expected an area, found `{}`", key.text));
            scope.push(finding.maybe_hint(hint));
            continue;
        };
        if let Some(raw) = field.value {
            let (cell, vehicles) = cell(scope, area, raw);
            cells.push(cell);
            if !vehicles.is_empty() {
                ways.push(CellVehicles { service: id.clone(), area, vehicles });
            }
        }
    }
    cells.sort_by_key(|cell| cell.area);
    let service = Service {
        id,
        name: name?,
        summary: summary?,
        weight: given(weight).unwrap_or(0),
        health,
        have_ready,
        cells,
        enrolments: enrolments.iter().map(|id| EnrolmentId::new(id)).collect(),
        family,
        health_links,
        self_help,
        retired_names: values(retired_names).into_iter().map(Into::into).collect(),
    };
    Some((service, ways))
}

fn cell(scope: &mut Scope<'_>, area: Area, raw: RawCell) -> (Cell, Vec<VehicleId>) {
    let RawCell { summary, tasks, baseline, escalate, reasons, vehicle } = raw;
    let summary = scope.maybe_text(summary);
    let mut list = Vec::new();
    for (key, field) in given(tasks).map_or(Vec::new(), |entries| entries.0) {
        scope.check_id(&key);
        let Some(RawTask { task, leads, helps, baseline }) = field.value else { continue };
        let task = scope.text(task);
        let baseline = given(baseline).unwrap_or(false);
        if let (Some(task), Some(leads)) = (task, said(leads)) {
            list.push(Task { id: key.text, what: task, leads, helps: words(helps), baseline });
        }
    }
    let (baseline, escalate) = (scope.texts(baseline), scope.texts(escalate));
    let vehicles = scope.keyed_list(vehicle, Keyed::Vehicle);
    let vehicles = vehicles.iter().map(|id| VehicleId::new(id)).collect();
    (Cell { area, summary, tasks: list, baseline, escalate, reasons: words(reasons) }, vehicles)
}
