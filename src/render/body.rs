//! A Markdown body to HTML.
//!
//! Own code instead of pulldown-cmark's writer because links, headings, footnotes, code, tables and notes all
//! need what other files say. One pass over the flat events with a small stack; no recursion.
//!
//! Invariant: everything from the source is escaped where it is written; tags balance because events do.

mod beside;
mod footnotes;
mod links;
mod tables;

use std::fmt::Write;
use std::ops::Range;

use super::Shared;
use super::data::Data;
use super::directives::render_directive;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::localize::InternalView;
use crate::model::prose::{Prose, Remark};
use crate::syntax::markdown::{Alert, EventKind, Tag, TagEnd};

use self::beside::Units;
use self::footnotes::Footnotes;
pub(super) use self::links::fact_text;
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
    /// What the text is a translation of, or itself, and its language.
    pub(super) source: (&'a Prose, Locale),
}

/// Remarks to put under headings: the prose they are cut from, and the cuts.
pub(super) type Remarks<'a> = Option<(Body<'a>, &'a [Remark])>;

/// Writes a part of a body; remarks are put under the headings they belong to.
pub(super) fn write_body(
    body: Body<'_>,
    events: Range<usize>,
    remarks: Remarks<'_>,
) -> Result<String, Diagnostic> {
    let mut writer = Writer::new(body, events.start, remarks);
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
    tables: usize,
    /// Units whose source is shown beside them.
    units: Units<'a>,
}

impl<'a> Writer<'a> {
    fn new(body: Body<'a>, start: usize, remarks: Remarks<'a>) -> Self {
        Self {
            body,
            text: &body.prose.document.source.text,
            out: String::new(),
            remarks,
            table: None,
            links: Vec::new(),
            footnotes: Footnotes::default(),
            directives: 0,
            tables: 0,
            units: Units::from(body.shared.sources_beside(body.prose.document.path()), start),
        }
    }

    fn write(&mut self, events: Range<usize>) -> Result<(), Diagnostic> {
        let all = &self.body.prose.document.markdown.events;
        self.out.reserve(self.text.len() * 3 / 2);
        let mut at = events.start;
        while at < events.end.min(all.len()) {
            self.unit_at(at);
            at = match &all[at].kind {
                EventKind::Start(tag) => self.start(at, tag)?,
                EventKind::End(tag) => self.end(at, *tag)?,
                kind => {
                    self.leaf(kind);
                    at + 1
                }
            };
        }
        self.unit_at(at);
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
                self.tables += 1;
                let label = self.body.data.words.fill("table", &[("n", self.tables.to_string())]);
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
}

/// A remark in its box.
pub(super) fn write_remark(body: Body<'_>, remark: &Remark) -> Result<String, Diagnostic> {
    let inner = write_body(body, remark_events(body, remark), None)?;
    let mut out = String::from("<div class=\"remark\" role=\"note\"");
    if body.shown != body.data.words.locale {
        let _ = write!(out, " lang=\"{}\"", body.shown);
    }
    out.push_str(" aria-label=\"");
    escape(&body.data.words.get("remark"), &mut out);
    let _ = write!(out, "\">\n{inner}</div>\n");
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
