//! Links, images, references, directives and raw HTML of one body.
//!
//! Invariant: every link, image and code block that needs a target has one in the side tables, if only
//! [`Target::Broken`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::anchors::PageAnchors;
use super::facts::fact;
use super::reference::{Answer, Asker, SCHEMES, directive, page, reference, runbook};
use super::scope::Scope;
use super::values::is_mail_address;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{ADR003, ADR005, LNK001, LNK002, LNK003, MKD002, MKD006, MKD007, REF002};
use crate::diagnostic::suggest;
use crate::locale::Locale;
use crate::model::prose::{Anchor, Directive, Prose, Target};
use crate::path::{ProjectPath, join};
use crate::source::Span;
use crate::syntax::document::{Document, Kind};
use crate::syntax::markdown::{EventKind, Link, LinkForm, Tag};
use crate::syntax::slug::is_anchor;

/// Ids that directives and the theme make begin with this.
pub(super) const RESERVED_PREFIX: &str = "sb-";

/// Resolves the body of one file of the scope's group.
pub(super) fn prose(
    scope: &mut Scope<'_>,
    document: &std::sync::Arc<Document>,
    locale: Locale,
    anchors: &PageAnchors,
    draft: bool,
) -> Prose {
    let asker = Asker { internal: document.kind.is_internal(), draft, locale };
    let mut resolver =
        Resolver { scope, document, asker, anchors, targets: Vec::new(), directives: Vec::new() };
    resolver.check_anchors();
    resolver.walk();
    let Resolver { targets, directives, .. } = resolver;
    let headings = document.headings.iter().zip(&anchors.ids);
    let anchor = |(heading, id): (&crate::syntax::document::Heading, &Box<str>)| Anchor {
        event: heading.event,
        id: id.clone(),
        was: heading.was.clone(),
        level: heading.level,
        text: heading.text.clone(),
    };
    Prose {
        document: std::sync::Arc::clone(document),
        targets,
        anchors: headings.map(anchor).collect(),
        directives,
    }
}

struct Resolver<'s, 'a> {
    scope: &'s mut Scope<'a>,
    document: &'s Document,
    asker: Asker,
    anchors: &'s PageAnchors,
    targets: Vec<(usize, Target)>,
    directives: Vec<(usize, Directive)>,
}

impl Resolver<'_, '_> {
    fn found(&self, rule: &'static crate::diagnostic::Rule, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(rule, self.document.path(), span, message)
    }

    fn check_anchors(&mut self) {
        // The headings of a note name anchors of its page, which may be made of any script.
        if self.document.kind != Kind::Note {
            self.check_form_of_anchors();
        }
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for heading in &self.document.headings {
            let written = heading.id.as_ref().map(|(id, span)| (&**id, *span));
            let old = heading.was.as_deref().map(|was| (was, heading.span));
            for (id, span) in written.into_iter().chain(old) {
                if let Some(first) = seen.insert(id, span) {
                    let message = format!("the anchor `{id}` stands twice on this page");
                    let finding = self.found(&ADR003, span, message);
                    self.scope.push(finding.label(self.document.path(), first, "first here"));
                }
            }
        }
    }

    fn check_form_of_anchors(&mut self) {
        let headings = self.document.headings.iter();
        let all = headings.flat_map(|heading| {
            let written = heading.id.as_ref().map(|(id, span)| (&**id, *span));
            written.into_iter().chain(heading.was.as_deref().map(|was| (was, heading.span)))
        });
        for (id, span) in all.collect::<Vec<_>>() {
            if !is_anchor(id) || id.starts_with(RESERVED_PREFIX) {
                let message =
                    format!("expected an anchor of ASCII letters, digits, `-`, `_` and `.`, found `{id}`");
                let hint = format!("begin with a letter, and not with `{RESERVED_PREFIX}`");
                self.scope.push(self.found(&ADR005, span, message).hint(hint));
            }
        }
    }

    fn walk(&mut self) {
        let document = self.document;
        let text = &document.source.text;
        for (at, event) in document.markdown.events.iter().enumerate() {
            match &event.kind {
                EventKind::Start(Tag::Link(link)) => {
                    let target = self.link(link, event.span);
                    self.targets.push((at, target));
                }
                EventKind::Start(Tag::Image(link)) => {
                    let target = self.image(link, event.span);
                    self.targets.push((at, target));
                }
                EventKind::Start(Tag::CodeBlock { info: Some(info), fenced: true }) => {
                    self.code_block(at, info.text.get(text), info.span);
                }
                EventKind::Html(_) | EventKind::InlineHtml(_) if !self.scope.settings.allow_html => {
                    let finding =
                        self.found(&MKD002, event.span, "expected Markdown, found raw HTML".to_owned());
                    self.scope.push(finding.hint("write it in Markdown, or set `allow_html = true` in site.toml to clean it and keep it"));
                }
                EventKind::Text(part) => self.full_width_brackets(part.get(text), event.span),
                _ => {}
            }
        }
    }

    /// References whose brackets were typed with a Chinese keyboard.
    fn full_width_brackets(&mut self, text: &str, span: Span) {
        for open in ["［［", "【【"] {
            let Some((before, rest)) = text.split_once(open) else { continue };
            let at = span.start + u32::try_from(before.len()).unwrap_or(0);
            let whole = self.document.source.text.get(span.range()) == Some(text);
            let span = if whole { Span::new(at, at + 6) } else { span };
            if SCHEMES.iter().chain(&["fact"]).any(|scheme| rest.starts_with(scheme)) {
                let finding =
                    self.found(&REF002, span, format!("expected `[[`, found full-width brackets `{open}`"));
                self.scope.push(
                    finding.hint("write references with plain brackets and a plain colon: `[[kind:id]]`"),
                );
            }
        }
    }

    fn code_block(&mut self, at: usize, info: &str, span: Span) {
        if let Some(inner) = info.strip_prefix('｛') {
            let (name, rest) = inner.split_once('｝').unwrap_or((inner, ""));
            let finding = self.found(&MKD006, span, format!("expected a directive, found `｛{name}｝`"));
            self.scope.push(finding.hint(format!("write plain braces: `{{{name}}}{rest}`")));
            return;
        }
        let Some(answer) = directive(self.scope.names, self.asker, info) else { return };
        let events = &self.document.markdown.events[at + 1..];
        let body = events.first().filter(|event| matches!(&event.kind, EventKind::Text(text) if !text.get(&self.document.source.text).trim().is_empty()));
        if let Some(event) = body.filter(|_| answer.is_ok()) {
            let finding = self.found(
                &MKD006,
                event.span,
                "expected an empty block under a directive, found text".to_owned(),
            );
            self.scope.push(finding.hint("directives show data; remove the lines"));
        }
        match answer {
            Ok(directive) => self.directives.push((at, directive)),
            Err(unresolved) => self.report(unresolved, span),
        }
    }

    fn report(&mut self, unresolved: Option<super::reference::Unresolved>, span: Span) {
        if let Some(unresolved) = unresolved {
            let finding = self.found(unresolved.rule, span, unresolved.message);
            self.scope.push(finding.maybe_hint(unresolved.hint));
        }
    }

    fn take(&mut self, answer: Answer<Target>, span: Span) -> Target {
        answer.unwrap_or_else(|unresolved| {
            self.report(unresolved, span);
            Target::Broken
        })
    }

    fn link(&mut self, link: &Link, whole: Span) -> Target {
        let text = link.destination.get(&self.document.source.text).to_owned();
        let span = if link.destination_span.is_empty() { whole } else { link.destination_span };
        match link.form {
            LinkForm::Wiki { piped: true } => {
                let finding = self.found(
                    &REF002,
                    whole,
                    "expected `[[kind:id]]`, found a second part after `|`".to_owned(),
                );
                self.scope.push(
                    finding.hint(format!("to use a text of one's own, write `[text]({})`", text.trim())),
                );
                Target::Broken
            }
            LinkForm::Wiki { .. } => self.wiki(text.trim(), span),
            LinkForm::Email => Target::External(format!("mailto:{text}").into()),
            _ => self.destination(&text, span),
        }
    }

    /// `[[kind:id]]` and `[[fact:path]]`.
    fn wiki(&mut self, text: &str, span: Span) -> Target {
        let Some((scheme, id)) = text.split_once(':') else {
            let finding = self.found(&REF002, span, format!("expected `[[kind:id]]`, found `[[{text}]]`"));
            self.scope.push(finding.hint(if text.contains('：') {
                "write a plain colon"
            } else {
                "to link a page, write `[text](page.md)`"
            }));
            return Target::Broken;
        };
        let answer = match scheme {
            "fact" => fact(self.scope.names, self.asker, id).map(Target::Fact),
            scheme => reference(self.scope.names, self.asker, scheme, id),
        };
        self.take(answer, span)
    }

    fn destination(&mut self, text: &str, span: Span) -> Target {
        match scheme_of(text) {
            Some((scheme, rest)) if SCHEMES.contains(&scheme.as_ref()) => {
                let answer = reference(self.scope.names, self.asker, &scheme, rest);
                self.take(answer, span)
            }
            Some((scheme, _)) if scheme.ends_with('：') => {
                let plain = text.replacen('：', ":", 1);
                let finding = self.found(
                    &REF002,
                    span,
                    format!("expected a plain colon, found a full-width one in `{text}`"),
                );
                self.scope.push(finding.hint(format!("write `{plain}`")));
                Target::Broken
            }
            Some((scheme, rest)) => self.external(&scheme, rest, text, span),
            None if text.trim().is_empty() => {
                let finding =
                    self.found(&LNK001, span, "expected an address, found an empty link".to_owned());
                self.scope.push(finding);
                Target::Broken
            }
            None => self.relative(text, span),
        }
    }

    fn external(&mut self, scheme: &str, rest: &str, text: &str, span: Span) -> Target {
        let sound = match scheme {
            "http" | "https" => {
                rest.starts_with("//") && url::Url::parse(text).is_ok_and(|url| url.has_host())
            }
            "mailto" => is_mail_address(rest.split('?').next().unwrap_or_default()),
            "tel" => {
                rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')'))
                    && !rest.is_empty()
            }
            _ => {
                let finding = self.found(
                    &MKD007,
                    span,
                    format!("expected a link of an allowed scheme, found `{scheme}:`"),
                );
                let hint =
                    suggest(scheme, SCHEMES).filter(|hint| hint.starts_with("did")).unwrap_or_else(|| {
                        "allowed are http, https, mailto, tel, relative links and references".to_owned()
                    });
                self.scope.push(finding.hint(hint));
                return Target::Broken;
            }
        };
        if !sound {
            self.scope.push(self.found(
                &MKD007,
                span,
                format!("expected a sound `{scheme}:` address, found `{text}`"),
            ));
            return Target::Broken;
        }
        Target::External(text.into())
    }

    fn relative(&mut self, text: &str, span: Span) -> Target {
        if text.starts_with("//") || text.contains('\\') {
            self.scope.push(self.found(
                &MKD007,
                span,
                format!("expected a link with a scheme or a path, found `{text}`"),
            ));
            return Target::Broken;
        }
        let (path, anchor) = text.split_once('#').map_or((text, None), |(path, anchor)| (path, Some(anchor)));
        let anchor = anchor.map(decoded);
        let path = decoded(path.split_once('?').map_or(path, |(path, _)| path));
        if path.is_empty() {
            return self.here(anchor.as_deref().unwrap_or_default(), span);
        }
        let Some((root, place)) = self.place(&path) else {
            let finding = self.found(&LNK003, span, format!("`{path}` leads out of the project's content"));
            self.scope.push(
                finding.hint("links are relative to this file, or begin with `/` for the root of `pages/`"),
            );
            return Target::Broken;
        };
        match place.strip_suffix(".md") {
            Some(id) => self.page_link(root, id, anchor.as_deref(), text, span),
            None if path.ends_with('/') || place.is_empty() => {
                self.page_link(root, &place, anchor.as_deref(), text, span)
            }
            None => self.media(root, &place, text, span),
        }
    }

    fn here(&mut self, anchor: &str, span: Span) -> Target {
        if anchor.is_empty() {
            return Target::Here("".into());
        }
        if !self.anchors.has(anchor) {
            let hint = suggest(anchor, self.anchors.ids.iter().map(|id| &**id));
            self.scope.push(
                self.found(&LNK002, span, format!("this page has no anchor `{anchor}`")).maybe_hint(hint),
            );
            return Target::Broken;
        }
        Target::Here(anchor.into())
    }

    /// The folder of content and the path in it that a written path leads to.
    fn place(&self, path: &str) -> Option<(Kind, String)> {
        let root = match self.document.kind {
            Kind::Runbook if !path.starts_with('/') => Kind::Runbook,
            _ => Kind::Page,
        };
        let folder = self.document.stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        join(folder, path).map(|place| (root, place))
    }

    fn page_link(&mut self, root: Kind, id: &str, anchor: Option<&str>, text: &str, span: Span) -> Target {
        let id = id.strip_suffix('/').unwrap_or(id);
        // A link to another language's file means the page.
        let id = match id.rsplit_once('.') {
            Some((stem, suffix))
                if Locale::new(suffix)
                    .is_some_and(|locale| self.scope.settings.locales.contains(&locale)) =>
            {
                stem
            }
            _ => id,
        };
        let known: Vec<&str> = match root {
            Kind::Runbook => {
                self.scope.names.runbooks.keys().map(crate::model::ids::RunbookId::as_str).collect()
            }
            _ => self.scope.names.pages.keys().map(crate::model::ids::PageId::as_str).collect(),
        };
        let section = format!("{id}/_index");
        let exists = known.contains(&id)
            || (root == Kind::Page
                && !text.contains(".md")
                && (known.contains(&section.as_str()) || id.is_empty()));
        // A page whose name is refused has a finding of its own.
        if !exists && self.scope.names.group_of(root, id).is_some() {
            return Target::Broken;
        }
        if !exists {
            let file = format!("{id}.md");
            let hint = crate::diagnostic::did_you_mean(id, known).map(|id| {
                let slash = if root == Kind::Page { "/" } else { "" };
                format!("did you mean `{slash}{id}.md`?")
            });
            let folder = if root == Kind::Runbook { "runbooks" } else { "pages" };
            let finding = self.found(&LNK001, span, format!("there is no page `content/{folder}/{file}`"));
            self.scope.push(finding.maybe_hint(hint));
            return Target::Broken;
        }
        let answer = match root {
            Kind::Runbook => runbook(self.scope.names, self.asker, id, anchor),
            _ => page(self.scope.names, self.asker, id, anchor),
        };
        self.take(answer, span)
    }

    fn media(&mut self, root: Kind, place: &str, text: &str, span: Span) -> Target {
        let folder = match (self.document.kind, root) {
            (Kind::Note, _) => "content/notes",
            (_, Kind::Runbook) => "content/runbooks",
            _ => "content/pages",
        };
        let found = ProjectPath::new(&format!("{folder}/{place}"))
            .filter(|path| self.scope.names.media.contains(path));
        if let Some(path) = found {
            return Target::Media(path);
        }
        let as_page = self.scope.names.pages.contains_key(place);
        let finding = self.found(&LNK003, span, format!("there is no file `{folder}/{place}`"));
        let hint = as_page.then(|| format!("to link the page, write `{text}.md`"));
        let names = self.scope.names.media.iter().filter_map(|path| path.below(folder));
        let near = crate::diagnostic::did_you_mean(place, names).map(|name| {
            let slash = if self.document.kind == Kind::Page { "/" } else { "" };
            format!("did you mean `{slash}{name}`?")
        });
        self.scope.push(finding.maybe_hint(hint.or(near)));
        Target::Broken
    }

    fn image(&mut self, link: &Link, whole: Span) -> Target {
        let text = link.destination.get(&self.document.source.text).to_owned();
        let span = if link.destination_span.is_empty() { whole } else { link.destination_span };
        if matches!(link.form, LinkForm::Wiki { .. }) {
            let finding =
                self.found(&REF002, whole, format!("expected `![text](file)`, found `![[{text}]]`"));
            self.scope.push(finding);
            return Target::Broken;
        }
        if let Some((scheme, _)) = scheme_of(&text) {
            let finding = self.found(
                &MKD007,
                span,
                format!("expected an image file of the project, found `{scheme}:`"),
            );
            self.scope
                .push(finding.hint("put the file beside the page: built sites load nothing from elsewhere"));
            return Target::Broken;
        }
        match self.relative(&text, span) {
            target @ (Target::Media(_) | Target::Broken) => target,
            _ => {
                let found = if text.is_empty() { "nothing".to_owned() } else { format!("the page `{text}`") };
                self.scope.push(self.found(&LNK003, span, format!("expected an image file, found {found}")));
                Target::Broken
            }
        }
    }
}

/// The scheme before a colon, in small letters with blanks and control characters removed as browsers do,
/// and what follows it. A full-width colon counts, so that its finding can say so.
fn scheme_of(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let colon = text.find([':', '：', '/', '?', '#'])?;
    let (before, after) = text.split_at(colon);
    let colon = after.chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let clean: String = before.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let shape = clean.starts_with(|c: char| c.is_ascii_alphabetic())
        && clean.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !shape {
        return None;
    }
    let scheme = if colon == '：' { format!("{clean}：") } else { clean.to_ascii_lowercase() };
    Some((Cow::Owned(scheme), &after[colon.len_utf8()..]))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_through_disguise() {
        let scheme = |text| scheme_of(text).map(|(scheme, _)| scheme.into_owned());
        assert_eq!(scheme("JaVaScRiPt:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("java\tscript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("\u{1}javascript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("offering：business").as_deref(), Some("offering："));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("#a:b"), None);
        assert_eq!(scheme("指南:x"), None);
    }
}
