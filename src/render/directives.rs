//! Fenced blocks that render data, through the templates of `directives/`.

use super::Shared;
use super::context::DirectiveContext;
use super::data::Data;
use super::page::{site_value, to_context};
use crate::diagnostic::Diagnostic;
use crate::model::prose::Directive;

/// The HTML of a directive on a page. `number` makes ids differ on one page.
pub(super) fn render_directive(
    shared: &Shared,
    data: Data<'_>,
    directive: &Directive,
    number: usize,
) -> Result<String, Diagnostic> {
    let view = data.view;
    let hours = match directive {
        Directive::Hours(Some(id)) => view.hours.get_key_value(id).into_iter().collect(),
        Directive::Hours(None) => view.hours.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let calendar = match directive {
        Directive::Calendar(id) => view.calendars.get(id).map(|calendar| data.calendar(id, calendar)),
        _ => None,
    };
    let service = match directive {
        Directive::Responsibilities(id) | Directive::HaveReady(id) => {
            view.service(id).map(|service| data.service(service))
        }
        _ => None,
    };
    let template = match directive {
        Directive::Offerings => "offerings",
        Directive::Severities => "severities",
        Directive::Escalation => "escalation",
        Directive::Glossary => "glossary",
        Directive::Hours(_) => "hours",
        Directive::Calendar(_) => "calendar",
        Directive::Contact => "contact",
        Directive::Responsibilities(_) => "responsibilities",
        Directive::HaveReady(_) => "have-ready",
        Directive::Requirements => "requirements",
    };
    let context = DirectiveContext {
        lang: data.words.locale.to_string(),
        hours: hours.into_iter().map(|(id, hours)| data.hours(id, hours)).collect(),
        calendar,
        service,
        severities: match directive {
            Directive::Severities => view.severities.iter().map(|one| data.severity(one)).collect(),
            _ => Vec::new(),
        },
        escalation: if *directive == Directive::Escalation { data.escalation() } else { Vec::new() },
        glossary: if *directive == Directive::Glossary { data.glossary(&view.glossary) } else { Vec::new() },
        packs: match (directive, shared.views[&data.words.locale].internal()) {
            (Directive::Requirements, Some(internal)) => {
                data.packs(internal, &shared.plans[&data.words.locale])
            }
            _ => Vec::new(),
        },
        number,
    };
    let mut context = to_context(&context);
    context.insert_value("site", site_value(shared, data));
    shared.theme.render(data.words.locale, &format!("directives/{template}.html"), &context)
}
