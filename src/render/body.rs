//! A Markdown body to HTML.
//!
//! Own code instead of pulldown-cmark's writer because links, headings, footnotes, code, tables and notes all
//! need what other files say. One pass over the flat events with a small stack; no recursion.
//!
//! Invariant: everything from the source is escaped where it is written; tags balance because events do.

mod tables;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::Shared;
use super::data::{Data, reach};
use super::directives::render_directive;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::localize::InternalView;
use crate::model::prose::{Fact, Prose, Remark, Target};
use crate::model::terms::Channel;
use crate::resolve::addresses;
use crate::syntax::markdown::{Alert, EventKind, LinkForm, Tag, TagEnd, plain_text};

use self::tables::Table;

/// What a body is written for.
#[derive(Clone, Copy)]
pub(super) struct Body<'a> {
    pub(super) shared: &'a Shared,
    pub(super) data: Data<'a>,
    pub(super) internal: Option<&'a InternalView>,
    pub(super) prose: &'a Prose,
    /// The language of the text itself.
    pub(super) shown: Locale,
}

/// Remarks to put under headings: the prose they are cut from, and the cuts.
pub(super) type Remarks<'a> = Option<(Body<'a>, &'a [Remark])>;

/// Writes a part of a body; remarks are put under the headings they belong to.
pub(super) fn write_body(
    body: Body<'_>,
    events: Range<usize>,
    remarks: Remarks<'_>,
) -> Result<String, Diagnostic> {
    let mut writer = Writer::new(body, remarks);
    writer.write(events)?;
    Ok(writer.finish())
}

struct Writer<'a> {
    body: Body<'a>,
    text: &'a str,
    out: String,
    remarks: Remarks<'a>,
    table: Option<Table>,
    /// What closes each open link: its end tag, or nothing where a broken one is text alone.
    links: Vec<&'static str>,
    footnotes: Footnotes,
    directives: usize,
}

/// Footnotes in the order of their first reference.
#[derive(Default)]
struct Footnotes {
    numbers: BTreeMap<String, usize>,
    references: BTreeMap<usize, usize>,
    definitions: BTreeMap<String, String>,
    /// Output that waits while a definition is written aside.
    outer: Vec<(String, String)>,
}

impl<'a> Writer<'a> {
    fn new(body: Body<'a>, remarks: Remarks<'a>) -> Self {
        Self {
            body,
            text: &body.prose.document.source.text,
            out: String::new(),
            remarks,
            table: None,
            links: Vec::new(),
            footnotes: Footnotes::default(),
            directives: 0,
        }
    }

    fn write(&mut self, events: Range<usize>) -> Result<(), Diagnostic> {
        let all = &self.body.prose.document.markdown.events;
        self.out.reserve(self.text.len() * 3 / 2);
        let mut at = events.start;
        while at < events.end.min(all.len()) {
            at = match &all[at].kind {
                EventKind::Start(tag) => self.start(at, tag)?,
                EventKind::End(tag) => self.end(at, *tag)?,
                kind => {
                    self.leaf(kind);
                    at + 1
                }
            };
        }
        Ok(())
    }

    fn leaf(&mut self, kind: &EventKind) {
        match kind {
            EventKind::Text(text) => escape(text.get(self.text), &mut self.out),
            EventKind::Code(text) => {
                self.out.push_str("<code>");
                escape(text.get(self.text), &mut self.out);
                self.out.push_str("</code>");
            }
            EventKind::SoftBreak { joined: false } => self.out.push('\n'),
            EventKind::HardBreak => self.out.push_str("<br>\n"),
            EventKind::Rule => self.out.push_str("<hr>\n"),
            EventKind::TaskMarker(done) => self.task_marker(*done),
            EventKind::FootnoteReference(label) => self.footnote_reference(label.get(self.text)),
            EventKind::Html(html) if self.allows_html() => {
                self.out.push_str(&ammonia_block(html.get(self.text)));
            }
            EventKind::InlineHtml(html) if self.allows_html() => {
                self.out.push_str(inline_tag(html.get(self.text)));
            }
            _ => {}
        }
    }

    fn allows_html(&self) -> bool {
        self.body.shared.settings.allow_html
    }

    /// Writes a start tag; the answer is the event to go on with.
    fn start(&mut self, at: usize, tag: &Tag) -> Result<usize, Diagnostic> {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading(heading) => self.heading_start(at, heading.level),
            Tag::BlockQuote(None) => self.out.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(alert)) => self.alert_start(*alert),
            Tag::CodeBlock { .. } => return self.code_block(at, tag),
            Tag::HtmlBlock => return Ok(self.html_block(at)),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => drop(writeln!(self.out, "<ol start=\"{first}\">")),
            Tag::Item => self.item_start(at),
            Tag::FootnoteDefinition(label) => {
                let outer = std::mem::take(&mut self.out);
                self.footnotes.outer.push((label.get(self.text).to_owned(), outer));
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionTitle => self.out.push_str("<dt>"),
            Tag::DefinitionDefinition => self.out.push_str("<dd>"),
            Tag::Table(alignments) => {
                self.table = Some(Table::new(alignments));
                self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
                let label = self.body.data.words.get("table");
                escape(&label, &mut self.out);
                self.out.push_str("\"><table>\n");
            }
            Tag::TableHead => self.out.push_str("<thead><tr>"),
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell_start(&mut self.out);
                }
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link(link) => return Ok(self.link_start(at, link)),
            Tag::Image(link) => {
                return Ok(self.image(at, link.title.as_ref().map(|title| title.get(self.text))));
            }
        }
        Ok(at + 1)
    }

    fn end(&mut self, at: usize, tag: TagEnd) -> Result<usize, Diagnostic> {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let _ = writeln!(self.out, "</h{}>", level.max(2));
                self.remark_under(at)?;
            }
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {}
            TagEnd::List { numbered: true } => self.out.push_str("</ol>\n"),
            TagEnd::List { numbered: false } => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((label, outer)) = self.footnotes.outer.pop() {
                    let note = std::mem::replace(&mut self.out, outer);
                    self.footnotes.definitions.insert(label, note);
                }
            }
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table => {
                self.table = None;
                self.out.push_str("</tbody></table></div>\n");
            }
            TagEnd::TableHead => {
                self.out.push_str("</tr></thead><tbody>\n");
                self.table.as_mut().map(Table::head_end).unwrap_or_default();
            }
            TagEnd::TableRow => {
                self.out.push_str("</tr>\n");
                self.table.as_mut().map(Table::row_end).unwrap_or_default();
            }
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell_end(&mut self.out);
                }
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.out.push_str(self.links.pop().unwrap_or_default()),
            TagEnd::Image => {}
        }
        Ok(at + 1)
    }

    fn heading_start(&mut self, at: usize, level: u8) {
        let level = level.max(2);
        let Some(anchor) = self.body.prose.anchors.iter().find(|anchor| anchor.event == at) else {
            let _ = write!(self.out, "<h{level}>");
            return;
        };
        let _ = write!(self.out, "<h{level} id=\"");
        escape(&anchor.id, &mut self.out);
        self.out.push_str("\">");
        if let Some(was) = &anchor.was {
            self.out.push_str("<span class=\"was\" id=\"");
            escape(was, &mut self.out);
            self.out.push_str("\"></span>");
        }
    }

    /// Puts the remarks that belong to the heading which ends here under it.
    fn remark_under(&mut self, end: usize) -> Result<(), Diagnostic> {
        let Some((body, remarks)) = self.remarks else { return Ok(()) };
        let anchors = self.body.prose.anchors.iter().rev();
        let Some(anchor) = anchors.into_iter().find(|anchor| anchor.event < end) else { return Ok(()) };
        let own = |remark: &&Remark| {
            let wanted = remark.anchor.as_deref();
            wanted == Some(&*anchor.id) || (wanted.is_some() && wanted == anchor.was.as_deref())
        };
        for remark in remarks.iter().filter(own) {
            let html = write_remark(body, remark)?;
            self.out.push_str(&html);
        }
        Ok(())
    }

    fn alert_start(&mut self, alert: Alert) {
        let name = match alert {
            Alert::Note => "note",
            Alert::Tip => "tip",
            Alert::Important => "important",
            Alert::Warning => "warning",
            Alert::Caution => "caution",
        };
        let title = self.body.data.words.get(&format!("alert-{name}"));
        let lang = self.words_lang();
        let _ = write!(
            self.out,
            "<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\"{lang}>"
        );
        escape(&title, &mut self.out);
        self.out.push_str("</p>\n");
    }

    /// A `lang` attribute for words of the page's language inside a text of another one.
    fn words_lang(&self) -> String {
        let page = self.body.data.words.locale;
        if page == self.body.shown { String::new() } else { format!(" lang=\"{page}\"") }
    }

    fn item_start(&mut self, at: usize) {
        let all = &self.body.prose.document.markdown.events;
        let is_task =
            all[at + 1..].iter().take(2).any(|event| matches!(event.kind, EventKind::TaskMarker(_)));
        self.out.push_str(if is_task { "<li class=\"task\">" } else { "<li>" });
    }

    fn task_marker(&mut self, done: bool) {
        let (checked, id) = if done { (" checked", "task-done") } else { ("", "task-open") };
        let label = self.body.data.words.get(id);
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked} aria-label=\"");
        escape(&label, &mut self.out);
        self.out.push_str("\"> ");
    }

    /// A code block whole, or the data that a directive stands for.
    fn code_block(&mut self, at: usize, tag: &Tag) -> Result<usize, Diagnostic> {
        let all = &self.body.prose.document.markdown.events;
        let end = end_of(all, at);
        if let Some((_, directive)) = self.body.prose.directives.iter().find(|(event, _)| *event == at) {
            self.directives += 1;
            let html = render_directive(self.body.shared, self.body.data, directive, self.directives)?;
            let lang = self.words_lang();
            if lang.is_empty() {
                self.out.push_str(&html);
            } else {
                let _ = write!(self.out, "<div{lang}>{html}</div>");
            }
            return Ok(end + 1);
        }
        let code: String = all[at + 1..end].iter().map(|event| leaf_text(&event.kind, self.text)).collect();
        let info = match tag {
            Tag::CodeBlock { info: Some(info), .. } => info.text.get(self.text),
            _ => "",
        };
        let language = info.split([' ', ',', '\t']).next().unwrap_or_default();
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() && !language.starts_with('{') {
            self.out.push_str(" class=\"language-");
            escape(language, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        match self.body.shared.highlighter.highlight(language, &code) {
            Some(html) => self.out.push_str(&html),
            None => escape(&code, &mut self.out),
        }
        self.out.push_str("</code></pre>\n");
        Ok(end + 1)
    }

    fn html_block(&mut self, at: usize) -> usize {
        let all = &self.body.prose.document.markdown.events;
        let end = end_of(all, at);
        if self.allows_html() {
            let html: String =
                all[at + 1..end].iter().map(|event| leaf_text(&event.kind, self.text)).collect();
            self.out.push_str(&ammonia_block(&html));
        }
        end + 1
    }

    fn target(&self, at: usize) -> &'a Target {
        let targets = &self.body.prose.targets;
        targets
            .binary_search_by_key(&at, |(event, _)| *event)
            .map_or(&Target::Broken, |found| &targets[found].1)
    }

    fn link_start(&mut self, at: usize, link: &crate::syntax::markdown::Link) -> usize {
        let target = self.target(at);
        if let Target::Fact(fact) = target {
            self.fact(fact);
            return end_of(&self.body.prose.document.markdown.events, at) + 1;
        }
        let href = self.href(target);
        let generated = matches!(link.form, LinkForm::Wiki { .. });
        match &href {
            Some(href) => {
                self.out.push_str("<a href=\"");
                escape(href, &mut self.out);
                self.out.push('"');
                if let Some(title) = &link.title {
                    self.out.push_str(" title=\"");
                    escape(title.get(self.text), &mut self.out);
                    self.out.push('"');
                }
                if matches!(target, Target::External(url) if url.starts_with("http")) {
                    self.out.push_str(" rel=\"noopener noreferrer\"");
                }
                self.out.push('>');
            }
            None => {}
        }
        let close = if href.is_some() { "</a>" } else { "" };
        if generated {
            let (name, locale) = self.name(target);
            if locale == self.body.shown {
                escape(&name, &mut self.out);
            } else {
                let _ = write!(self.out, "<span lang=\"{locale}\">");
                escape(&name, &mut self.out);
                self.out.push_str("</span>");
            }
            self.out.push_str(close);
            return end_of(&self.body.prose.document.markdown.events, at) + 1;
        }
        self.links.push(close);
        at + 1
    }

    /// Where a target lies as seen from this page; `None` where it leads nowhere.
    fn href(&self, target: &Target) -> Option<String> {
        let links = self.body.data.links;
        Some(match target {
            Target::Here(anchor) => format!("#{}", super::encoded(anchor)),
            Target::Page(id, anchor) => {
                let locale = self.locale_of_page(id)?;
                let plan = &self.body.shared.plans[&locale];
                let href = links.page_in(locale, plan.address_of(id)?);
                with_anchor(href, anchor.as_deref().filter(|anchor| self.has_anchor(locale, id, anchor)))
            }
            Target::Runbook(id, anchor) => {
                let runbook = self.body.internal?.runbooks.get(id)?;
                with_anchor(links.page(&runbook.item.address), anchor.as_deref())
            }
            Target::Offering(id) => links.page(&format!("{}{id}/", addresses::OFFERINGS)),
            Target::Service(id) => links.page(&format!("{}{id}/", addresses::SERVICES)),
            Target::Channel(id) => format!("{}#sb-channel-{id}", links.page(addresses::CONTACT)),
            Target::Media(path) => links.file(self.body.shared.media.get(path)?),
            Target::External(url) => url.to_string(),
            Target::Fact(_) | Target::Broken => return None,
        })
    }

    /// The page's own language, or another one that shows the target where this one hides it.
    fn locale_of_page(&self, id: &crate::model::ids::PageId) -> Option<Locale> {
        let plans = &self.body.shared.plans;
        let own = self.body.data.words.locale;
        let others = plans.keys().copied().filter(|locale| *locale != own);
        std::iter::once(own).chain(others).find(|locale| plans[locale].address_of(id).is_some())
    }

    /// A translation may lack an anchor (a finding has said so); the link then leads to the page.
    fn has_anchor(&self, locale: Locale, id: &crate::model::ids::PageId, wanted: &str) -> bool {
        let shown = self.body.shared.views[&locale].public().pages.get(id);
        shown.is_some_and(|shown| {
            let mut anchors = shown.edition().prose.anchors.iter();
            anchors.any(|anchor| &*anchor.id == wanted || anchor.was.as_deref() == Some(wanted))
        })
    }

    /// The name of what a reference names, and the language it is in.
    fn name(&self, target: &Target) -> (String, Locale) {
        let (view, words) = (self.body.data.view, self.body.data.words);
        let chosen = |text: &crate::model::text::LocalText| {
            let chosen = text.choose(words.locale);
            (chosen.text.to_string(), chosen.locale)
        };
        let found = match target {
            Target::Page(id, _) => self.locale_of_page(id).and_then(|locale| {
                let plan = &self.body.shared.plans[&locale];
                let page = plan.pages.get(plan.address_of(id)?)?;
                Some((page.title.clone(), page.shown))
            }),
            Target::Runbook(id, _) => self
                .body
                .internal
                .and_then(|internal| internal.runbooks.get(id))
                .map(|shown| (shown.edition().title.to_string(), shown.locale)),
            Target::Offering(id) => view.offering(id).map(|offering| chosen(&offering.name)),
            Target::Service(id) => view.service(id).map(|service| chosen(&service.name)),
            Target::Channel(id) => self.channel(id).map(|channel| chosen(&channel.name)),
            _ => None,
        };
        found.unwrap_or((String::new(), words.locale))
    }

    fn channel(&self, id: &crate::model::ids::ChannelId) -> Option<&'a Channel> {
        let public = self.body.data.view.channel(id);
        let internal = self
            .body
            .internal
            .and_then(|internal| internal.channels.iter().find(|channel| channel.id == *id));
        public.or(internal).map(|channel| &**channel)
    }

    fn fact(&mut self, fact: &Fact) {
        let href = match fact {
            Fact::ChannelReach(id) => {
                let channel = self.channel(id);
                channel.map(|channel| reach(channel, self.body.data.words).2).filter(|href| !href.is_empty())
            }
            _ => None,
        };
        let text = fact_text(self.body, fact);
        let lang = self.words_lang();
        match href {
            Some(href) => {
                let _ = write!(self.out, "<a class=\"fact\"{lang} href=\"");
                escape(&href, &mut self.out);
                self.out.push_str("\">");
                escape(&text, &mut self.out);
                self.out.push_str("</a>");
            }
            None => {
                let _ = write!(self.out, "<span class=\"fact\"{lang}>");
                escape(&text, &mut self.out);
                self.out.push_str("</span>");
            }
        }
    }

    fn image(&mut self, at: usize, title: Option<&str>) -> usize {
        let all = &self.body.prose.document.markdown.events;
        let end = end_of(all, at);
        let alt = plain_text(&all[at + 1..end], self.text);
        if let Some(href) = self.href(self.target(at)) {
            self.out.push_str("<img src=\"");
            escape(&href, &mut self.out);
            self.out.push_str("\" alt=\"");
            escape(&alt, &mut self.out);
            if let Some(title) = title {
                self.out.push_str("\" title=\"");
                escape(title, &mut self.out);
            }
            self.out.push_str("\" loading=\"lazy\">");
        } else {
            escape(&alt, &mut self.out);
        }
        end + 1
    }

    fn footnote_reference(&mut self, label: &str) {
        let next = self.footnotes.numbers.len() + 1;
        let number = *self.footnotes.numbers.entry(label.to_owned()).or_insert(next);
        let times = self.footnotes.references.entry(number).or_insert(0);
        *times += 1;
        let id = reference_id(number, *times);
        let _ = write!(
            self.out,
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#sb-fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// The body with its footnotes below it.
    fn finish(mut self) -> String {
        let mut notes: Vec<(usize, String)> = Vec::new();
        for (label, number) in &self.footnotes.numbers {
            notes.push((*number, self.footnotes.definitions.get(label).cloned().unwrap_or_default()));
        }
        if notes.is_empty() {
            return self.out;
        }
        notes.sort();
        let words = self.body.data.words;
        let lang = self.words_lang();
        let _ = write!(
            self.out,
            "<section class=\"footnotes\" role=\"doc-endnotes\"><h2{lang} id=\"sb-footnotes\">"
        );
        escape(&words.get("footnotes"), &mut self.out);
        self.out.push_str("</h2>\n<ol>\n");
        for (number, html) in notes {
            let back = words.get("footnote-back");
            let times = self.footnotes.references.get(&number).copied().unwrap_or(1);
            let mut links = String::new();
            for time in 1..=times {
                let _ = write!(
                    links,
                    " <a href=\"#{}\" role=\"doc-backlink\" aria-label=\"",
                    reference_id(number, time)
                );
                escape(&back, &mut links);
                let _ = write!(links, "\"{lang}>↩</a>");
            }
            let html = match html.trim_end().strip_suffix("</p>") {
                Some(inner) => format!("{inner}{links}</p>"),
                None => format!("{html}{links}"),
            };
            let _ = writeln!(self.out, "<li id=\"sb-fn-{number}\">{html}</li>");
        }
        self.out.push_str("</ol></section>\n");
        self.out
    }
}

/// A remark in its box.
pub(super) fn write_remark(body: Body<'_>, remark: &Remark) -> Result<String, Diagnostic> {
    let inner = write_body(body, remark_events(body, remark), None)?;
    let mut out = String::from("<aside class=\"remark\"");
    if body.shown != body.data.words.locale {
        let _ = write!(out, " lang=\"{}\"", body.shown);
    }
    out.push_str(" aria-label=\"");
    escape(&body.data.words.get("remark"), &mut out);
    let _ = write!(out, "\">\n{inner}</aside>\n");
    Ok(out)
}

/// The events of a remark without the heading that names its anchor.
fn remark_events(body: Body<'_>, remark: &Remark) -> Range<usize> {
    let events = &body.prose.document.markdown.events;
    let starts_with_heading = remark.anchor.is_some()
        && events
            .get(remark.events.start)
            .is_some_and(|event| matches!(event.kind, EventKind::Start(Tag::Heading(_))));
    let start =
        if starts_with_heading { end_of(events, remark.events.start) + 1 } else { remark.events.start };
    start..remark.events.end
}

/// The value of a fact in the page's language.
pub(super) fn fact_text(body: Body<'_>, fact: &Fact) -> String {
    let (view, words) = (body.data.view, body.data.words);
    let text = |text: &crate::model::text::LocalText| words.text(text).text;
    let channel = |id: &crate::model::ids::ChannelId| {
        let internal =
            body.internal.and_then(|internal| internal.channels.iter().find(|channel| channel.id == *id));
        view.channel(id).or(internal)
    };
    let found = match fact {
        Fact::PartnerName => view.partner.as_ref().map(|partner| text(&partner.name)),
        Fact::PartnerLegalName => {
            view.partner.as_ref().map(|partner| text(partner.legal_name.as_ref().unwrap_or(&partner.name)))
        }
        Fact::OfferingName(id) => view.offering(id).map(|offering| text(&offering.name)),
        Fact::OfferingSummary(id) => view.offering(id).map(|offering| text(&offering.summary)),
        Fact::OfferingPrice(id) => {
            view.offering(id).and_then(|offering| offering.price.as_ref()).map(|price| words.price(price))
        }
        Fact::ServiceName(id) => view.service(id).map(|service| text(&service.name)),
        Fact::ServiceSummary(id) => view.service(id).map(|service| text(&service.summary)),
        Fact::ChannelName(id) => channel(id).map(|channel| text(&channel.name)),
        Fact::ChannelReach(id) => channel(id).map(|channel| reach(channel, words).1),
        Fact::ChannelHours(id) => channel(id)
            .and_then(|channel| channel.hours.as_ref())
            .and_then(|id| view.hours.get(id))
            .map(|hours| words.week(hours)),
        Fact::HoursName(id) => view.hours.get(id).map(|hours| text(&hours.name)),
        Fact::HoursWeekly(id) => view.hours.get(id).map(|hours| words.week(hours)),
        Fact::HoursZone(id) => view.hours.get(id).map(|hours| words.zone(&hours.time_zone)),
        Fact::CalendarName(id) => view.calendars.get(id).map(|calendar| text(&calendar.name)),
        Fact::CalendarCovers(id) => view.calendars.get(id).map(|calendar| words.span(calendar.covers)),
    };
    found.unwrap_or_default()
}

fn reference_id(number: usize, time: usize) -> String {
    if time == 1 { format!("sb-fnref-{number}") } else { format!("sb-fnref-{number}-{time}") }
}

fn with_anchor(href: String, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{href}#{}", super::encoded(anchor)),
        None => href,
    }
}

/// The event that ends what starts at `at`.
fn end_of(events: &[crate::syntax::markdown::Event], at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, event) in events[at..].iter().enumerate() {
        match event.kind {
            EventKind::Start(_) => depth += 1,
            EventKind::End(_) if depth == 1 => return at + offset,
            EventKind::End(_) => depth -= 1,
            _ => {}
        }
    }
    events.len()
}

fn leaf_text<'t>(kind: &'t EventKind, file: &'t str) -> &'t str {
    match kind {
        EventKind::Text(text) | EventKind::Html(text) | EventKind::InlineHtml(text) => text.get(file),
        _ => "",
    }
}

/// Raw HTML of a block, cleaned: no scripts, no images, no addresses of other schemes, balanced.
fn ammonia_block(html: &str) -> String {
    ammonia::Builder::default()
        .rm_tags(["img"])
        .url_relative(ammonia::UrlRelative::Deny)
        .clean(html)
        .to_string()
}

/// Inline tags that need no closing and carry no attributes; all others are dropped.
fn inline_tag(html: &str) -> &'static str {
    match html {
        "<br>" | "<br/>" | "<br />" => "<br>",
        "<wbr>" => "<wbr>",
        _ => "",
    }
}

/// Writes text so that it is text in HTML, in an attribute too.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
