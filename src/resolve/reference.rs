//! References by scheme and id, and directives: text to [`Target`] and [`Directive`].
//!
//! Invariant: an answer of `Err(None)` means silence: the name exists in a file that could not be read.

use super::names::{Keyed, Names};
use crate::diagnostic::catalog::{LNK002, LNK004, MKD006, REF001, REF002, REF003};
use crate::diagnostic::{Rule, suggest};
use crate::locale::Locale;
use crate::model::ids::{
    CalendarId, ChannelId, DeskId, HoursId, OfferingId, PageId, RequirementId, RunbookId, ServiceId,
    SeverityId, TermId,
};
use crate::model::prose::{Directive, Target};
use crate::syntax::document::Kind;

/// The schemes that name things of the project.
pub(super) const SCHEMES: [&str; 9] =
    ["page", "offering", "service", "desk", "channel", "severity", "term", "runbook", "requirement"];

/// Why a name leads nowhere.
pub(super) struct Unresolved {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

pub(super) type Answer<T> = Result<T, Option<Unresolved>>;

pub(super) fn fail<T>(rule: &'static Rule, message: String, hint: Option<String>) -> Answer<T> {
    Err(Some(Unresolved { rule, message, hint }))
}

/// Who asks: a text for which readers, in which language, and whether it is a draft.
#[derive(Clone, Copy)]
pub(super) struct Asker {
    pub(super) internal: bool,
    pub(super) draft: bool,
    pub(super) locale: Locale,
}

/// The thing that `scheme:id` names; an id of a page or runbook may carry `#anchor`.
pub(super) fn reference(names: &Names, asker: Asker, scheme: &str, id: &str) -> Answer<Target> {
    let (plain, anchor) = id.split_once('#').map_or((id, None), |(plain, anchor)| (plain, Some(anchor)));
    match scheme {
        "page" => page(names, asker, plain, anchor),
        "runbook" if !asker.internal => fail(
            &REF003,
            format!("expected something public, found the runbook `{plain}`"),
            Some(
                "public pages cannot refer to internal ones: put the remark into `content/notes/`".to_owned(),
            ),
        ),
        "runbook" => runbook(names, asker, plain, anchor),
        "requirement" if !asker.internal => fail(
            &REF003,
            format!("expected something public, found the requirement `{id}`"),
            Some("what the programme demands is for staff: customers read what is offered".to_owned()),
        ),
        "requirement" => requirement(names, id),
        "offering" => {
            known(names, Kind::Offering, id, "an offering").map(|id| Target::Offering(OfferingId::new(id)))
        }
        "service" => {
            known(names, Kind::Service, id, "a service").map(|id| Target::Service(ServiceId::new(id)))
        }
        "desk" => known(names, Kind::Desk, id, "a desk").map(|id| Target::Desk(DeskId::new(id))),
        "channel" => channel(names, asker, id).map(Target::Channel),
        "severity" => {
            keyed(names, asker, Keyed::Severity, id).map(|id| Target::Severity(SeverityId::new(id)))
        }
        "term" => keyed(names, asker, Keyed::Term, id).map(|id| Target::Term(TermId::new(id))),
        _ => fail(
            &REF002,
            format!("expected a scheme of this project, found `{scheme}`"),
            suggest(scheme, SCHEMES.into_iter().chain(["fact"])),
        ),
    }
}

/// A page by its id; a folder's name stands for its own page.
pub(super) fn page(names: &Names, asker: Asker, id: &str, anchor: Option<&str>) -> Answer<Target> {
    let section = if id.is_empty() { "_index".to_owned() } else { format!("{id}/_index") };
    let found = [id, section.as_str()].into_iter().find_map(|id| names.pages.get_key_value(id));
    let Some((id, name)) = found else {
        if names.is_broken(Kind::Page, id) {
            return Err(None);
        }
        let hint = suggest(id, names.pages.keys().map(PageId::as_str));
        return fail(&REF001, format!("expected the id of a page, found `{id}`"), hint);
    };
    if name.draft && !asker.draft {
        let hint = "publish the page by removing `draft: true`, or remove the link".to_owned();
        return fail(&LNK004, format!("the page `{id}` is a draft"), Some(hint));
    }
    let broken = names
        .group_of(Kind::Page, id.as_str())
        .is_some_and(|group| group.documents().any(|(_, document)| document.broken));
    let anchor = if broken { None } else { check_anchor(name, asker, id.as_str(), anchor)? };
    Ok(Target::Page(id.clone(), anchor))
}

/// A runbook by its id.
pub(super) fn runbook(names: &Names, asker: Asker, id: &str, anchor: Option<&str>) -> Answer<Target> {
    let Some((id, name)) = names.runbooks.get_key_value(id) else {
        let hint = suggest(id, names.runbooks.keys().map(RunbookId::as_str));
        return fail(&REF001, format!("expected the id of a runbook, found `{id}`"), hint);
    };
    if names.is_broken(Kind::Runbook, id.as_str()) {
        return Err(None);
    }
    if name.draft && !asker.draft {
        let hint = "finish the runbook by removing `draft: true`, or remove the link".to_owned();
        return fail(&LNK004, format!("the runbook `{id}` is a draft"), Some(hint));
    }
    let anchor = check_anchor(name, asker, id.as_str(), anchor)?;
    Ok(Target::Runbook(id.clone(), anchor))
}

/// A requirement by its id, of any pack.
fn requirement(names: &Names, id: &str) -> Answer<Target> {
    let demands = &names.demands;
    if demands.requirements.contains(id) {
        return Ok(Target::Requirement(RequirementId::new(id)));
    }
    if demands.broken {
        return Err(None);
    }
    let hint = suggest(id, demands.requirements.iter().map(|id| &**id));
    fail(&REF001, format!("expected the id of a requirement, found `{id}`"), hint)
}

fn check_anchor(
    name: &super::names::PageName,
    asker: Asker,
    id: &str,
    anchor: Option<&str>,
) -> Answer<Option<Box<str>>> {
    let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else { return Ok(None) };
    let edition = name.anchors.get(&asker.locale).or_else(|| name.anchors.get(&name.source_locale));
    match edition {
        Some(anchors) if !anchors.has(anchor) => {
            let hint = suggest(anchor, anchors.ids.iter().map(|id| &**id));
            fail(&LNK002, format!("the page `{id}` has no anchor `{anchor}`"), hint)
        }
        _ => Ok(Some(anchor.into())),
    }
}

pub(super) fn known<'a>(names: &Names, kind: Kind, id: &'a str, noun: &str) -> Answer<&'a str> {
    if names.group_of(kind, id).is_none() {
        return fail(
            &REF001,
            format!("expected the id of {noun}, found `{id}`"),
            suggest(id, names.stems(kind)),
        );
    }
    if names.is_broken(kind, id) { Err(None) } else { Ok(id) }
}

/// An id that is the key of a file, and that the asker's readers may see.
pub(super) fn keyed<'a>(names: &Names, asker: Asker, keyed: Keyed, id: &'a str) -> Answer<&'a str> {
    let set = names.keys(keyed);
    match set.ids.get(id) {
        Some(true) if !asker.internal => fail(
            &REF003,
            format!("expected something public, found the internal `{id}`"),
            Some("name another one, or make this one public".to_owned()),
        ),
        Some(_) => Ok(id),
        None if set.broken => Err(None),
        None => {
            let open = set.ids.iter().filter(|(_, internal)| asker.internal || !**internal);
            let hint = suggest(id, open.map(|(id, _)| &**id));
            fail(&REF001, format!("expected the id of {}, found `{id}`", keyed.noun()), hint)
        }
    }
}

pub(super) fn channel(names: &Names, asker: Asker, id: &str) -> Answer<ChannelId> {
    match names.channels.get(id) {
        Some(true) if !asker.internal => fail(
            &REF003,
            format!("expected a channel for customers, found the internal channel `{id}`"),
            Some("name another channel, or make this one public".to_owned()),
        ),
        Some(_) => Ok(ChannelId::new(id)),
        None if names.channels_broken => Err(None),
        None => {
            let open = names.channels.iter().filter(|(_, internal)| asker.internal || !**internal);
            let hint = suggest(id, open.map(|(id, _)| &**id));
            fail(&REF001, format!("expected the id of a channel, found `{id}`"), hint)
        }
    }
}

/// The directives and whether each takes the id of something.
const DIRECTIVES: [&str; 10] = [
    "offerings",
    "severities",
    "hours",
    "calendar",
    "contact",
    "responsibilities",
    "have-ready",
    "escalation",
    "glossary",
    "requirements",
];

/// The directive of a fence's info string, `{name} args`; `None` where it is a language.
pub(super) fn directive(names: &Names, asker: Asker, info: &str) -> Option<Answer<Directive>> {
    let (name, args) = info.strip_prefix('{')?.split_once('}')?;
    let args: Vec<&str> = args.split_whitespace().collect();
    Some(typed_directive(names, asker, name.trim(), &args))
}

fn typed_directive(names: &Names, asker: Asker, name: &str, args: &[&str]) -> Answer<Directive> {
    match (name, args) {
        ("offerings", []) => Ok(Directive::Offerings),
        ("contact", []) => Ok(Directive::Contact),
        ("severities", []) => Ok(Directive::Severities),
        ("escalation", []) => Ok(Directive::Escalation),
        ("glossary", []) => Ok(Directive::Glossary),
        ("requirements", []) if !asker.internal => fail(
            &REF003,
            "expected something public, found the requirements of the programme".to_owned(),
            Some("what the programme demands is for staff: customers read what is offered".to_owned()),
        ),
        ("requirements", []) => Ok(Directive::Requirements),
        ("hours", []) => Ok(Directive::Hours(None)),
        ("hours", [id]) => {
            known(names, Kind::Hours, id, "hours").map(|id| Directive::Hours(Some(HoursId::new(id))))
        }
        ("calendar", [id]) => {
            known(names, Kind::Calendar, id, "a calendar").map(|id| Directive::Calendar(CalendarId::new(id)))
        }
        ("responsibilities", [id]) => known(names, Kind::Service, id, "a service")
            .map(|id| Directive::Responsibilities(ServiceId::new(id))),
        ("have-ready", [id]) => {
            known(names, Kind::Service, id, "a service").map(|id| Directive::HaveReady(ServiceId::new(id)))
        }
        (name, args) if DIRECTIVES.contains(&name) => {
            let wanted = match name {
                "offerings" | "contact" | "severities" | "escalation" | "glossary" | "requirements" => {
                    "no argument"
                }
                "hours" => "at most one argument, the id of hours",
                "calendar" => "one argument, the id of a calendar",
                _ => "one argument, the id of a service",
            };
            fail(&MKD006, format!("expected {wanted} after `{{{name}}}`, found {}", args.len()), None)
        }
        _ => fail(&MKD006, format!("expected a directive, found `{{{name}}}`"), suggest(name, DIRECTIVES)),
    }
}
