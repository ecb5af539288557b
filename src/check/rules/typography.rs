//! Rules on typography: how texts are set, in all files and languages. What they find is said in
//! [`crate::typography`]; here is where to look and how badly it counts.
//!
//! One row for all of them, so that every text is looked at once.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Judgement;
use crate::check::sides::Told;
use crate::check::{Subject, language_of};
use crate::diagnostic::catalog::{L10N050, L10N051, L10N052, L10N053, L10N054, L10N055, L10N056, L10N057};
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::locale::Locale;
use crate::model::ids::PageId;
use crate::model::prose::PageKind;
use crate::model::settings::{Settings, Spacing};
use crate::model::word::Word;
use crate::source::Span;
use crate::syntax::document::{Document, Kind};
use crate::syntax::tree::{Node, Value};
use crate::typography::{
    Counted, Fault, FaultKind, Run, Setting, count, familiar, gaps, judge, markdown_runs, scalar_run,
};

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[(&[], texts)];

/// How often texts have a space between Chinese and Latin, by language.
type Counts = BTreeMap<Locale, Counted>;

/// L10N050–L10N057: how texts are set.
fn texts(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let documents = &subject.site.documents;
    let told = Told::of(subject);
    let looked: Vec<(Vec<Diagnostic>, Counts)> =
        documents.par_iter().map(|document| look(subject, document, &told)).collect();
    let mut total = Counts::new();
    for (locale, counted) in looked.iter().flat_map(|(_, counts)| counts) {
        total.entry(*locale).or_default().add(*counted);
    }
    let own = subject.site.settings.spacing;
    let uneven = documents.iter().zip(&looked).flat_map(|(document, (_, counts))| {
        counts.iter().filter_map(|(locale, counted)| {
            let all = total.get(locale).copied().unwrap_or_default();
            let habit = own.or_else(|| all.habit())?;
            (counted.against(habit) > 0).then(|| unevenly_spaced(subject, document, *locale, habit, all))?
        })
    });
    let uneven: Vec<Diagnostic> = uneven.collect();
    looked.into_iter().flat_map(|(findings, _)| findings).chain(uneven).collect()
}

/// What is wrong in one document, and how often it does what between Chinese and Latin.
fn look(subject: &Subject<'_>, document: &Document, told: &Told<'_>) -> (Vec<Diagnostic>, Counts) {
    let (mut found, mut counts) = (Vec::new(), Counts::new());
    let strict = is_strict(subject, document);
    let is_data = !document.path().as_str().ends_with(".md");
    each_run(subject, document, &mut |run, locale, public| {
        let setting = Setting::of(locale);
        let mut faults = Vec::new();
        judge(run, setting, &mut faults);
        if setting.is_chinese() {
            if public {
                familiar(run, &mut faults);
            }
            let counted = count(run);
            if counted != Counted::default() {
                counts.entry(locale).or_default().add(counted);
            }
        }
        // One fault of data, one finding; a fault of Markdown may have another within.
        let is_news = |fault: &Fault| !is_data || !told.covers(document.path(), fault.span);
        found
            .extend(faults.into_iter().filter(is_news).map(|fault| finding(document, locale, strict, fault)));
    });
    (found, counts)
}

/// Whether what is plainly wrong in a document is an error: its texts are terms, or stand in data of them.
fn is_strict(subject: &Subject<'_>, document: &Document) -> bool {
    let page = || subject.site.pages.get(&PageId::new(&document.stem));
    match document.kind {
        Kind::Page => page().is_some_and(|page| page.kind == PageKind::Terms),
        // The title of the site is a name, written as its owner writes it.
        Kind::Site => false,
        kind => !kind.is_prose(),
    }
}

/// Every text of a document, in its language, and whether it speaks to customers.
fn each_run(subject: &Subject<'_>, document: &Document, each: &mut dyn FnMut(&Run<'_>, Locale, bool)) {
    let settings = &subject.site.settings;
    let Some(locale) = language_of(document, settings) else { return };
    // A message is kept by staff and read by customers.
    let public = !document.kind.is_internal() || document.kind == Kind::Message;
    let texts = Texts { file: &document.source.text, settings };
    match document.kind {
        _ if document.broken => {}
        Kind::Unknown => {}
        Kind::Site => {
            if let Some(title) = document.data.get("title") {
                texts.each(title, None, locale, public, each);
            }
        }
        _ => {
            let source = document.suffix.as_ref().and_then(|_| source_of(subject, document));
            texts.each(&document.data, source.map(|source| &source.data), locale, public, each);
            if Setting::of(locale).may_fail(&document.source.text) {
                markdown_runs(&document.markdown, &document.source.text, |run| each(run, locale, public));
            }
        }
    }
}

/// The file that a translation of data is made of: what is internal stands there alone.
fn source_of<'a>(subject: &'a Subject<'_>, document: &Document) -> Option<&'a Document> {
    let is_it = |other: &&std::sync::Arc<Document>| {
        other.suffix.is_none() && other.kind == document.kind && other.stem == document.stem
    };
    let data = !document.kind.is_prose();
    subject.site.documents.iter().filter(|_| data).find(is_it).map(|source| &**source)
}

/// Keys of texts in which customers speak: they may say 你 to us.
const SAID_BY_CUSTOMERS: [&str; 2] = ["situation", "examples"];

/// The texts of a tree.
struct Texts<'a> {
    file: &'a str,
    settings: &'a Settings,
}

impl Texts<'_> {
    /// Calls `each` with the texts at and below a node. `source` is what the source file has at its place.
    fn each(
        &self,
        node: &Node,
        source: Option<&Node>,
        locale: Locale,
        public: bool,
        each: &mut dyn FnMut(&Run<'_>, Locale, bool),
    ) {
        match &node.value {
            Value::Scalar { text, .. } if Setting::of(locale).may_fail(text) => {
                each(&scalar_run(self.file, node.span), locale, public);
            }
            Value::Scalar { .. } | Value::Null | Value::Broken => {}
            Value::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let source = source.and_then(|source| match &source.value {
                        Value::List(items) => items.get(at),
                        _ => None,
                    });
                    self.each(item, source, locale, public, each);
                }
            }
            Value::Map(entries) => {
                let public = public && !is_internal(node) && !source.is_some_and(is_internal);
                for (key, inner) in entries {
                    let named = self.settings.locales.iter().find(|locale| locale.as_str() == &*key.text);
                    let source = source.and_then(|source| source.get(&key.text));
                    let public = public && !SAID_BY_CUSTOMERS.contains(&&*key.text);
                    self.each(inner, source, *named.unwrap_or(&locale), public, each);
                }
            }
        }
    }
}

/// Whether a mapping is for staff alone.
fn is_internal(node: &Node) -> bool {
    let visibility = node.get("visibility").map(|node| &node.value);
    matches!(visibility, Some(Value::Scalar { text, .. }) if &**text == "internal")
}

/// What a fault is called, by which rule, and how badly it counts.
fn finding(document: &Document, locale: Locale, strict: bool, fault: Fault) -> Diagnostic {
    let written = document.source.text.get(fault.span.range()).unwrap_or_default();
    let (rule, plain, message): (&'static Rule, bool, String) = match fault.kind {
        FaultKind::HalfWidth(due) => {
            (&L10N050, true, format!("expected `{due}`, found `{}`", written.trim().trim_start_matches('\\')))
        }
        FaultKind::Parentheses => (&L10N050, true, "expected `（` and `）`, found `(` and `)`".to_owned()),
        FaultKind::Straight(open, close) => {
            (&L10N051, false, format!("expected `{open}` and `{close}`, found straight quotes"))
        }
        FaultKind::FullWidth if Setting::of(locale).is_chinese() => {
            (&L10N052, true, format!("expected half-width letters and digits, found `{written}`"))
        }
        FaultKind::FullWidth if written == "\u{3000}" => {
            (&L10N052, true, "expected a common space, found the wide space U+3000".to_owned())
        }
        FaultKind::FullWidth => {
            (&L10N052, true, format!("expected half-width forms in `{locale}`, found `{written}`"))
        }
        FaultKind::Hidden(c) => {
            (&L10N053, true, format!("expected text, found the invisible character U+{:04X}", u32::from(c)))
        }
        FaultKind::Fixed => {
            (&L10N053, false, "expected a common space or none, found the fixed space U+00A0".to_owned())
        }
        FaultKind::SpaceAtMark => {
            (&L10N054, false, "expected no space beside full-width punctuation, found one".to_owned())
        }
        FaultKind::SpaceInside => {
            (&L10N054, false, "expected no space between Chinese characters, found one".to_owned())
        }
        FaultKind::Ellipsis => (&L10N055, false, format!("expected `……`, found `{}`", written.trim())),
        FaultKind::Dash => (&L10N055, false, format!("expected `——`, found `{written}`")),
        FaultKind::Familiar | FaultKind::FamiliarMany => {
            (&L10N057, false, format!("expected `您`, found `{written}`"))
        }
    };
    let level = if strict && plain { Level::Error } else { rule.level };
    let mut finding = Diagnostic::new(rule, document.path(), fault.span, message).at_level(level);
    if fault.kind == FaultKind::FamiliarMany {
        finding = finding.hint("`您` has no plural: write `各位` or `贵公司`, or leave it out");
    }
    if document.kind == Kind::Site {
        finding = finding.about(locale);
    }
    match fault.instead {
        Some(instead) => finding.fix(fault.span, instead),
        None => finding,
    }
}

/// L10N056: a document departs from the habit of the project between Chinese and Latin.
fn unevenly_spaced(
    subject: &Subject<'_>,
    document: &Document,
    locale: Locale,
    habit: Spacing,
    all: Counted,
) -> Option<Diagnostic> {
    let mut places = Vec::new();
    each_run(subject, document, &mut |run, language, _| {
        if language == locale {
            gaps(run, habit, &mut places);
        }
    });
    places.sort_by_key(|gap| gap.span);
    let first = places.first()?;
    let (expected, found) = match habit {
        Spacing::Space => ("a space", "none"),
        Spacing::None => ("no space", "one"),
    };
    let number = match places.len() {
        1 => "in one place".to_owned(),
        number => format!("in {number} places"),
    };
    let message = format!("expected {expected} between Chinese and Latin, found {found} {number}");
    let hint = match subject.site.settings.spacing {
        Some(own) => format!("`site.toml` says `spacing = \"{}\"` under `[l10n]`", own.word()),
        None => format!(
            "all places in `{locale}`: {} with a space, {} without; `spacing` under `[l10n]` in `site.toml` says \
             which it is to be",
            all.spaced, all.solid
        ),
    };
    let mut finding = Diagnostic::new(&L10N056, document.path(), first.span, message).hint(hint);
    if document.kind == Kind::Site {
        finding = finding.about(locale);
    }
    let edits: Vec<Span> = places.iter().filter_map(|gap| gap.edit).collect();
    let replacement = if habit == Spacing::Space { " " } else { "" };
    match joined(&document.source.text, &edits, replacement) {
        Some((span, text)) => Some(finding.fix(span, text)),
        None => Some(finding),
    }
}

/// Several edits of a text as one; `None` where there are none.
fn joined(text: &str, edits: &[Span], replacement: &str) -> Option<(Span, String)> {
    let whole = Span::new(edits.first()?.start, edits.last()?.end);
    let mut out = String::new();
    let mut at = whole.start;
    for edit in edits {
        out.push_str(text.get(at as usize..edit.start as usize)?);
        out.push_str(replacement);
        at = edit.end;
    }
    Some((whole, out))
}
