//! Pages, runbooks and notes: front matter and bodies in each language.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::anchors::{PageAnchors, ascii_slug};
use super::names::{PageName, is_slug};
use super::prose::prose;
use super::raw::prose::{RawNote, RawPage, RawRunbook, RawTranslation};
use super::scope::Scope;
use super::steps::steps;
use super::values::{said, word, words};
use crate::diagnostic::catalog::{ADR002, ADR004, L10N001, L10N010, L10N011, MKD008, PRJ002, SYN004, SYN005};
use crate::diagnostic::{Diagnostic, Level, suggest};
use crate::locale::Locale;
use crate::model::ids::{PageId, RunbookId, ServiceId};
use crate::model::prose::{Alias, Edition, Note, Page, PageKind, Prose, Remark, Runbook};
use crate::output::OutputPath;
use crate::source::Span;
use crate::syntax::decode::{Field, decode};
use crate::syntax::document::{Document, Heading, Kind, tree_finding};
use crate::syntax::markdown::{EventKind, TagEnd};
use crate::syntax::tree::{Key, Node, Value};
use crate::translation::Translations;

pub(super) fn page(scope: &mut Scope<'_>, translations: &Translations) -> Option<Page> {
    let group = scope.group;
    let raw: RawPage = decode_front_matter(scope)?;
    let RawPage { title, description, date, weight, slug, aliases, kind, locale, satisfies: _, draft } = raw;
    check_locale(scope, locale);
    check_slug(scope, slug);
    let id = PageId::new(&group.source.stem);
    let name = scope.names.pages.get(&id)?;
    let kind = word(kind).unwrap_or(PageKind::Guide);
    let date = date.and_then(|field| scope.day(field));
    let aliases = aliases.and_then(|field| field.value).unwrap_or_default();
    let aliases = aliases.into_iter().filter_map(|field| alias(scope, field)).collect();
    let draft = draft.and_then(|field| field.value).unwrap_or(false);
    let heads = Heads { title, description };
    let editions = editions(scope, translations, name, kind, heads, draft)?;
    report_missing(scope, kind, draft);
    Some(Page {
        id,
        address: name.address.clone(),
        kind,
        weight: weight.and_then(|field| field.value).unwrap_or(0),
        date,
        draft,
        aliases,
        source_locale: group.source_locale,
        editions,
    })
}

pub(super) fn runbook(scope: &mut Scope<'_>, translations: &Translations) -> Option<Runbook> {
    let group = scope.group;
    let raw: RawRunbook = decode_front_matter(scope)?;
    let RawRunbook {
        title,
        description,
        kind,
        owner,
        last_reviewed,
        review_in,
        services,
        areas,
        steps: raw_steps,
        weight,
        satisfies: _,
        draft,
        locale,
    } = raw;
    check_locale(scope, locale);
    let id = RunbookId::new(&group.source.stem);
    let name = scope.names.runbooks.get(&id)?;
    let services = services.and_then(|field| field.value);
    let services = scope.ids(services, Kind::Service, "a service");
    let steps = steps(scope, raw_steps);
    let draft = draft.and_then(|field| field.value).unwrap_or(false);
    let last_reviewed = scope.day(last_reviewed);
    let review_in = scope.period(review_in);
    let heads = Heads { title, description };
    let editions = editions(scope, translations, name, PageKind::Guide, heads, draft)?;
    report_missing(scope, PageKind::Guide, draft);
    Some(Runbook {
        id,
        address: name.address.clone(),
        kind: said(kind)?,
        owner: owner.value?.into(),
        last_reviewed: last_reviewed?,
        review_in: review_in?,
        services: services.iter().map(|id| ServiceId::new(id)).collect(),
        areas: words(areas),
        steps,
        weight: weight.and_then(|field| field.value).unwrap_or(0),
        draft,
        source_locale: group.source_locale,
        editions,
    })
}

pub(super) fn note(scope: &mut Scope<'_>) -> Option<Note> {
    let group = scope.group;
    let RawNote { title: _, locale } = decode_front_matter(scope)?;
    check_locale(scope, locale);
    let page = PageId::new(&group.source.stem);
    let Some(name) = scope.names.pages.get(&page) else {
        // A page whose name is refused has a finding of its own.
        if scope.names.group_of(Kind::Page, page.as_str()).is_some() {
            return None;
        }
        let message = format!("there is no page `content/pages/{page}.md` for this note");
        let hint = suggest(page.as_str(), scope.names.pages.keys().map(PageId::as_str));
        scope.push(scope.found(&PRJ002, Span::default(), message).maybe_hint(hint));
        return None;
    };
    let page_broken = scope.names.is_broken(Kind::Page, page.as_str());
    let mut editions = BTreeMap::new();
    for (locale, document) in group.documents().filter(|(_, document)| !document.broken) {
        let anchors = name.anchors.get(&name.source_locale);
        let remarks = remarks(scope, document, anchors.filter(|_| !page_broken), &page);
        // A note's own headings are anchors of its page: links inside a note lead there.
        let own =
            PageAnchors { ids: document.headings.iter().map(heading_id).collect(), ..PageAnchors::default() };
        editions.insert(locale, (prose(scope, document, locale, &own, name.draft), remarks));
    }
    Some(Note { page, source_locale: group.source_locale, editions })
}

fn heading_id(heading: &Heading) -> Box<str> {
    heading.id.as_ref().map_or_else(|| heading.text.clone(), |(id, _)| id.clone())
}

/// Cuts a note at its headings, each of which names an anchor of the page.
fn remarks(
    scope: &mut Scope<'_>,
    document: &Arc<Document>,
    page: Option<&PageAnchors>,
    id: &PageId,
) -> Vec<Remark> {
    let mut cuts: Vec<(usize, Option<Box<str>>)> = vec![(0, None)];
    for heading in &document.headings {
        let known = |anchors: &PageAnchors| heading.id.as_ref().is_some_and(|(id, _)| anchors.has(id));
        if page.is_some_and(|anchors| !known(anchors)) {
            let message = match &heading.id {
                Some((anchor, _)) => format!("the page `{id}` has no anchor `{anchor}`"),
                None => "expected the page's anchor after the heading, found none".to_owned(),
            };
            let written = heading.id.as_ref().map_or("", |(anchor, _)| anchor);
            let anchors = page.into_iter().flat_map(|anchors| &anchors.ids).map(|id| &**id);
            let hint = suggest(written, anchors).or_else(|| Some("write `## text {#anchor}`".to_owned()));
            let span = heading.id.as_ref().map_or(heading.span, |(_, span)| *span);
            scope.push(Diagnostic::new(&PRJ002, document.path(), span, message).maybe_hint(hint));
            continue;
        }
        cuts.push((heading.event, Some(heading_id(heading))));
    }
    let total = document.markdown.events.len();
    let ends: Vec<usize> = cuts.iter().skip(1).map(|(at, _)| *at).chain([total]).collect();
    let remark =
        |((start, anchor), end): ((usize, Option<Box<str>>), usize)| Remark { anchor, events: start..end };
    cuts.into_iter().zip(ends).map(remark).filter(|remark| !remark.events.is_empty()).collect()
}

/// Title and description as the source file's front matter gives them.
struct Heads {
    title: Option<Field<String>>,
    description: Option<Field<String>>,
}

pub(super) fn decode_front_matter<T: for<'de> serde::Deserialize<'de>>(scope: &mut Scope<'_>) -> Option<T> {
    let (field, faults) = decode::<T>(&scope.group.source.data, &[]);
    for found in faults {
        let path = scope.path().clone();
        scope.push(tree_finding(&path, found.fault));
    }
    field.value
}

/// The texts of all files of the group.
fn editions(
    scope: &mut Scope<'_>,
    translations: &Translations,
    name: &PageName,
    kind: PageKind,
    heads: Heads,
    draft: bool,
) -> Option<BTreeMap<Locale, Edition>> {
    let group = scope.group;
    let mut editions = BTreeMap::new();
    let source = edition(scope, &group.source, group.source_locale, name, heads, draft);
    check_headings(scope, &group.source, kind, None);
    for (locale, document) in group.translations.iter().filter(|(_, document)| !document.broken) {
        let heads = translated_heads(scope, document);
        if let Some(edition) = edition(scope, document, *locale, name, heads, draft) {
            editions.insert(*locale, edition);
        }
        check_headings(scope, document, kind, Some((*locale, translations.headings(document.path()), name)));
    }
    editions.insert(group.source_locale, source?);
    Some(editions)
}

fn edition(
    scope: &mut Scope<'_>,
    document: &Arc<Document>,
    locale: Locale,
    name: &PageName,
    heads: Heads,
    draft: bool,
) -> Option<Edition> {
    let anchors = name.anchors.get(&locale).cloned().unwrap_or_default();
    let prose = prose(scope, document, locale, &anchors, draft);
    let given = heads.title.as_ref().map(|field| (field.span, field.value.is_some()));
    let title = heads.title.and_then(|field| field.value).filter(|title| !title.trim().is_empty());
    let (title, body) = title_and_body(scope, document, &prose, title, given)?;
    let description = heads.description.and_then(|field| field.value).filter(|text| !text.trim().is_empty());
    Some(Edition { title, description: description.map(Into::into), prose, body })
}

/// The title of the front matter, else that of a leading first-level heading, which then leaves the body.
fn title_and_body(
    scope: &mut Scope<'_>,
    document: &Document,
    prose: &Prose,
    title: Option<String>,
    given: Option<(Span, bool)>,
) -> Option<(Box<str>, Range<usize>)> {
    let total = document.markdown.events.len();
    let leading = prose.anchors.first().filter(|anchor| anchor.event == 0 && anchor.level == 1);
    let takes_leading =
        leading.filter(|anchor| title.as_deref().is_none_or(|title| title.trim() == &*anchor.text));
    let start = takes_leading.map_or(0, |_| {
        let is_end =
            |event: &crate::syntax::markdown::Event| matches!(event.kind, EventKind::End(TagEnd::Heading(_)));
        document.markdown.events.iter().position(is_end).map_or(0, |end| end + 1)
    });
    for heading in document.headings.iter().filter(|heading| heading.level == 1 && heading.event >= start) {
        if title.is_some() || takes_leading.is_some() {
            let message = "expected headings from the second level on, found a second title";
            let finding = Diagnostic::new(&MKD008, document.path(), heading.span, message);
            scope.push(finding.hint("write `##`: a page has one title"));
        }
    }
    let title = title.map(Into::into).or_else(|| takes_leading.map(|anchor| anchor.text.clone()));
    match given {
        _ if title.is_some() => {}
        None => {
            let finding =
                Diagnostic::new(&SYN005, document.path(), Span::default(), "key `title` is missing");
            scope.push(finding.hint("begin the file with `---`, `title: …`, `---`"));
        }
        // A title of the wrong type has a finding already.
        Some((_, false)) => {}
        Some((span, true)) => {
            scope.push(Diagnostic::new(
                &SYN004,
                document.path(),
                span,
                "expected a title, found an empty one",
            ));
        }
    }
    Some((title?, start..total))
}

/// Title and description of a translation; other keys must say what the source says, or nothing.
fn translated_heads(scope: &mut Scope<'_>, document: &Document) -> Heads {
    let mut texts = document.data.clone();
    let mut others: Vec<(Key, Node)> = Vec::new();
    if let Value::Map(entries) = &mut texts.value {
        let is_text = |key: &Key| matches!(&*key.text, "title" | "description" | "locale");
        let (kept, rest) = std::mem::take(entries).into_iter().partition(|(key, _)| is_text(key));
        (*entries, others) = (kept, rest);
    }
    for (key, node) in others {
        let same = scope.group.source.data.get(&key.text).is_some_and(|source| says_the_same(source, &node));
        if !same {
            let message =
                format!("expected title and description alone in a translation, found `{}`", key.text);
            let finding = Diagnostic::new(&L10N011, document.path(), key.span, message);
            scope.push(finding.hint("set it in the source file, where it holds for all languages"));
        }
    }
    let (field, faults) = decode::<RawTranslation>(&texts, &[]);
    for found in faults {
        scope.push(tree_finding(document.path(), found.fault));
    }
    match field.value {
        Some(RawTranslation { title, description, locale }) => {
            check_own_locale(scope, document, locale);
            Heads { title, description }
        }
        None => Heads { title: None, description: None },
    }
}

fn says_the_same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar { text: a, .. }, Value::Scalar { text: b, .. }) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b))
        }
        (Value::Null, Value::Null) => true,
        _ => false,
    }
}

type Paired<'a> = Option<(Locale, &'a [Option<usize>], &'a PageName)>;

/// Anchors that terms must carry, and headings that should pair up between languages.
fn check_headings(scope: &mut Scope<'_>, document: &Document, kind: PageKind, paired: Paired<'_>) {
    let source = &scope.group.source;
    if kind == PageKind::Terms {
        let body = document
            .headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| heading.level > 1 && heading.id.is_none());
        let written = document.headings.iter().filter_map(|heading| heading.id.as_ref());
        let mut proposed: std::collections::BTreeSet<String> =
            written.map(|(id, _)| id.to_string()).collect();
        for (at, heading) in body {
            let partner = paired.and_then(|(_, pairs, _)| source.headings.get((*pairs.get(at)?)?));
            let id = match partner.and_then(|heading| heading.id.as_ref()) {
                Some((id, _)) => id.to_string(),
                None if partner.is_none() => unused(&ascii_slug(&heading.text), &mut proposed),
                None => ascii_slug(partner.map_or(&heading.text, |partner| &partner.text)),
            };
            let message = "expected an explicit anchor on a heading of terms, found none";
            let mut finding = Diagnostic::new(&ADR004, document.path(), heading.span, message);
            let line = &document.source.text[heading.span.range()];
            if line.starts_with('#') {
                let end = heading.span.start + u32::try_from(line.trim_end().len()).unwrap_or(0);
                finding = finding.fix(Span::new(end, end), format!(" {{#{id}}}"));
            }
            scope.push(finding.hint(format!("write `{{#{id}}}` after the heading")));
        }
    }
    let Some((locale, pairs, name)) = paired else { return };
    report_other_anchors(scope, document, pairs, name);
    // A first-level heading at the head may be the title, which the other language has in its front matter.
    let is_title = |heading: &Heading| heading.level == 1 && heading.event == 0;
    let lone_target = (0..pairs.len()).find(|at| pairs[*at].is_none() && !is_title(&document.headings[*at]));
    let lone_target = lone_target.map(|at| document.headings[at].span);
    let paired_sources: std::collections::BTreeSet<usize> = pairs.iter().copied().flatten().collect();
    let lone_source = (0..source.headings.len())
        .find(|at| !paired_sources.contains(at) && !is_title(&source.headings[*at]));
    let level = if kind == PageKind::Terms { Level::Error } else { Level::Warning };
    let finding = match (lone_target, lone_source) {
        (Some(span), _) => Diagnostic::new(
            &L10N010,
            document.path(),
            span,
            format!("this heading has no partner in `{}`", source.path()),
        ),
        (None, Some(at)) => {
            let message = format!("this heading has no partner in `{locale}`");
            Diagnostic::new(&L10N010, source.path(), source.headings[at].span, message).label(
                document.path(),
                Span::default(),
                "the translation",
            )
        }
        (None, None) => return,
    };
    scope.push(
        finding
            .at_level(level)
            .about(locale)
            .hint("give both languages the same headings, or pair two of them with the same `{#id}`"),
    );
}

/// An id, or the first of its copies that is not in use.
fn unused(id: &str, taken: &mut std::collections::BTreeSet<String>) -> String {
    let mut free = id.to_owned();
    let mut copy = 1;
    while !taken.insert(free.clone()) {
        copy += 1;
        free = format!("{id}-{copy}");
    }
    free
}

/// Anchors that a translation writes otherwise than its source has them: links would break on a switch.
fn report_other_anchors(
    scope: &mut Scope<'_>,
    document: &Document,
    pairs: &[Option<usize>],
    name: &PageName,
) {
    let Some(source) = name.anchors.get(&name.source_locale) else { return };
    for (heading, pair) in document.headings.iter().zip(pairs) {
        let (Some((id, span)), Some(wanted)) = (&heading.id, pair.and_then(|at| source.ids.get(at))) else {
            continue;
        };
        if id != wanted {
            let message = format!("expected the anchor of the source, `{wanted}`, found `{id}`");
            let finding = Diagnostic::new(&L10N010, document.path(), *span, message).at_level(Level::Error);
            scope.push(finding.hint(
                "anchors are the same in every language: write the same one in both files, or in neither",
            ));
        }
    }
}

/// What a missing translation means for the kind of page.
fn report_missing(scope: &mut Scope<'_>, kind: PageKind, draft: bool) {
    let group = scope.group;
    let (level, consequence) = match kind {
        PageKind::Terms => (Level::Error, "terms are published in every language or not at all"),
        PageKind::Guide => (Level::Warning, "readers see the source text, marked as such"),
        PageKind::News => (Level::Info, "the page is hidden there"),
    };
    for locale in &scope.settings.locales {
        if draft || *locale == group.source_locale || group.translations.contains_key(locale) {
            continue;
        }
        let file = group.source.path().file_name().replacen(".md", &format!(".{locale}.md"), 1);
        let finding = scope
            .found(&L10N001, Span::default(), format!("the page is missing in `{locale}`"))
            .at_level(level)
            .about(*locale);
        scope.push(finding.hint(format!("write `{file}` beside it: {consequence}")));
    }
}

pub(super) fn check_locale(scope: &mut Scope<'_>, field: Option<Field<String>>) {
    let Some((tag, span)) = field.and_then(|field| Some((field.value?, field.span))) else { return };
    let known = Locale::new(&tag)
        .is_some_and(|locale| scope.settings.locales.contains(&locale) && locale.as_str() == tag);
    if !known {
        let hint = suggest(&tag, scope.settings.locales.iter().map(Locale::as_str));
        let finding = scope.found(&SYN004, span, format!("expected a locale of the site, found `{tag}`"));
        scope.push(finding.maybe_hint(hint));
    }
}

/// A translation may repeat its locale, but not contradict its name.
fn check_own_locale(scope: &mut Scope<'_>, document: &Document, field: Option<Field<String>>) {
    let Some((tag, span)) = field.and_then(|field| Some((field.value?, field.span))) else { return };
    let suffix = document.suffix.as_deref().unwrap_or_default();
    if tag != suffix {
        let message = format!("expected `{suffix}`, as the file's name says, found `{tag}`");
        scope.push(Diagnostic::new(&SYN004, document.path(), span, message).hint("remove the key"));
    }
}

fn check_slug(scope: &mut Scope<'_>, field: Option<Field<String>>) {
    let Some((slug, span)) = field.and_then(|field| Some((field.value?, field.span))) else { return };
    if !is_slug(&slug) {
        let finding =
            scope.found(&ADR002, span, format!("expected a slug such as `how-we-help`, found `{slug}`"));
        scope.push(finding.hint("small letters, digits, hyphens; no slashes"));
    }
}

/// An old address: below the locale's folder, or with a leading slash at the root of the site.
fn alias(scope: &mut Scope<'_>, field: Field<String>) -> Option<Alias> {
    let text = field.value?;
    let inner = text.trim_start_matches('/').trim_end_matches('/');
    let sound = OutputPath::new(inner).is_some()
        && !inner.contains(['#', '%'])
        && !inner.eq_ignore_ascii_case("index.html");
    if !sound {
        let finding = scope.found(
            &ADR002,
            field.span,
            format!("expected an old address such as `old/name`, found `{text}`"),
        );
        scope.push(
            finding.hint("a path below the language's folder, or one from the root with a leading slash"),
        );
        return None;
    }
    Some(Alias { path: inner.into(), at_root: text.starts_with('/'), span: field.span })
}
