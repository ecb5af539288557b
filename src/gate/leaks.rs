//! What must not be found in public files: the needles, taken from all that is internal.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::Checked;
use crate::model::channel::{Channel, Reach};
use crate::model::prose::{Prose, Target};
use crate::model::site::Site;
use crate::model::text::LocalText;
use crate::output::Bytes;
use crate::path::ProjectPath;
use crate::render::scan::{Needle, Needles, VALUE_EDGE, markup_texts, normalized};
use crate::resolve::addresses;
use crate::syntax::document::{Document, Kind};
use crate::syntax::markdown::{EventKind, LinkForm, Tag, TagEnd, plain_text};
use crate::syntax::tree::{Node, Value};
use crate::theme::{default_file, default_files, hashed_address};

/// Han characters from which on internal text is a needle.
const HAN: usize = 12;
/// Other characters from which on internal text is a needle.
const LATIN: usize = 30;
/// How much of a sentence is searched, in characters: a bound on the cost of hostile texts.
const LONGEST: usize = 120;
/// Characters from which on the number of a contract or an account is searched.
const SHORTEST_NUMBER: usize = 6;
/// Digits from which on a number is searched everywhere: shorter ones stand in any stylesheet.
const DIGITS: usize = 7;

/// The needles of a project: values of secret fields, internal sentences that no public source holds, and
/// internal addresses.
pub fn needles(checked: &Checked) -> Needles {
    let site = checked.site();
    let texts = internal_texts(site).iter().flat_map(|text| sentences(text)).collect();
    let texts = unpublished(site, texts).into_iter().map(|text| Needle { text, secret: false });
    let channels = site.internal_channels.iter().flat_map(|channel| secret_values(channel));
    let secrets = channels.chain(numbers(site));
    let secrets = secrets
        .map(|value| Needle { text: normalized(&value), secret: true })
        .filter(|needle| !needle.text.is_empty());
    let folders = site.settings.locales.iter().map(crate::locale::Locale::folder).collect();
    Needles::new(texts.chain(secrets).collect(), internal_addresses(site), folders)
}

/// The sentences that stand in no public source: what does is no secret.
fn unpublished(site: &Site, sentences: BTreeSet<String>) -> BTreeSet<String> {
    if sentences.is_empty() {
        return sentences;
    }
    let wanted = sentences.iter().map(|text| Needle { text: text.clone(), secret: false });
    let wanted = Needles::new(wanted.collect(), Vec::new(), Vec::new());
    let drafts: BTreeSet<&ProjectPath> = drafts(site).map(|prose| prose.document.path()).collect();
    let public = site.documents.par_iter().filter(|document| is_public(document, &drafts));
    let known = public.flat_map_iter(|document| public_texts(document));
    let known: BTreeSet<Needle> = known.flat_map_iter(|text| wanted.find(&text)).collect();
    let channels = site.channels.iter().flat_map(|channel| {
        channel_texts(channel).map(str::to_owned).chain(reached_at(channel)).collect::<Vec<_>>()
    });
    let local = public_texts_of_terms(site).flat_map(LocalText::all).map(|(_, text)| text.to_owned());
    let wordings = site.glossary.iter().flat_map(|term| term.synonyms.values().chain(term.retired.values()));
    let wordings = wordings.flatten().map(ToString::to_string);
    // The words of the program itself are known to everybody, and quoted in remarks on pages.
    let messages = default_files().filter(|name| name.starts_with("messages/")).filter_map(default_file);
    let messages = messages.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let others = channels.chain(messages).chain(local).chain(wordings);
    let others: BTreeSet<Needle> = others.flat_map(|text| wanted.find(&text)).collect();
    let is_known = |text: &String| {
        let needle = Needle { text: text.clone(), secret: false };
        known.contains(&needle) || others.contains(&needle)
    };
    sentences.into_iter().filter(|text| !is_known(text)).collect()
}

/// Whether customers may see what the file says. Channels, words and notices are of both kinds, and come from
/// what was resolved; a file that nobody reads is not published.
fn is_public(document: &Document, drafts: &BTreeSet<&ProjectPath>) -> bool {
    match document.kind {
        Kind::Runbook | Kind::Note | Kind::Message | Kind::Vehicles | Kind::Scenario | Kind::Requirements => {
            false
        }
        Kind::Channels | Kind::Glossary | Kind::Notice | Kind::Unknown => false,
        Kind::Page => !drafts.contains(document.path()),
        Kind::Site
        | Kind::Partner
        | Kind::Policy
        | Kind::Entity
        | Kind::Product
        | Kind::Severities
        | Kind::Requests
        | Kind::Desk
        | Kind::Hours
        | Kind::Calendar
        | Kind::Service
        | Kind::Offering => true,
    }
}

/// Keys of public files whose values staff alone may see.
const INTERNAL_KEYS: [&str; 10] = [
    "waivers",
    "owner",
    "next_review",
    "provider",
    "packs",
    "satisfies",
    "location_id",
    "tenant_id",
    "lead",
    "vehicle",
];

/// The values of a public file that customers may see.
fn public_scalars(node: &Node, into: &mut Vec<String>) {
    let Value::Map(entries) = &node.value else {
        if let Value::List(items) = &node.value {
            items.iter().for_each(|item| public_scalars(item, into));
        } else {
            scalars(node, into);
        }
        return;
    };
    let undisclosed = match node.get("disclose").map(|node| &node.value) {
        Some(Value::Scalar { text, .. }) => &**text != "true",
        _ => node.get("by").is_some(),
    };
    for (key, value) in entries {
        let hidden = undisclosed && matches!(&*key.text, "by" | "name");
        if !hidden && !INTERNAL_KEYS.contains(&&*key.text) {
            public_scalars(value, into);
        }
    }
}

/// The values of a public file and its body, as written and as read; its comments are nobody's.
fn public_texts(document: &Document) -> Vec<String> {
    let mut texts = Vec::new();
    public_scalars(&document.data, &mut texts);
    let (events, file) = (&document.markdown.events, &document.source.text);
    if let Some(first) = events.first() {
        texts.push(file[first.span.start as usize..].to_owned());
        texts.push(plain_text(events, file));
    }
    texts
}

/// Numbers that are secret whatever surrounds them: of contracts, accounts, tenants. Shorter ones stand in any
/// stylesheet and could not be told from it.
fn numbers(site: &Site) -> impl Iterator<Item = String> {
    let vehicles = site.vehicles.iter().flat_map(|vehicle| [&vehicle.contract, &vehicle.access_id]);
    let accounts =
        site.enrolment_secrets.iter().flat_map(|secrets| [&secrets.location_id, &secrets.tenant_id]);
    let all = vehicles.chain(accounts).flatten().map(ToString::to_string);
    all.filter(|number| number.chars().count() >= SHORTEST_NUMBER)
}

/// Texts for customers that stand in files which hold internal ones too.
fn public_texts_of_terms(site: &Site) -> impl Iterator<Item = &LocalText> {
    let words = site.glossary.iter().flat_map(|term| [&term.preferred, &term.definition]);
    let notices = site.notices.iter().flat_map(|notice| [&notice.title, &notice.text]);
    words.chain(notices).chain(site.public_names.values())
}

fn channel_texts(channel: &Channel) -> impl Iterator<Item = &str> {
    let texts = [
        Some(&channel.name),
        channel.region.as_ref(),
        channel.note.as_ref(),
        channel.menu.as_ref(),
        channel.no_answer.as_ref(),
        channel.login_lost.as_ref(),
        channel.cost.as_ref(),
    ];
    texts.into_iter().flatten().flat_map(LocalText::all).map(|(_, text)| text)
}

/// The bodies of pages that are not published yet.
fn drafts(site: &Site) -> impl Iterator<Item = &Prose> {
    let drafts = site.pages.values().filter(|page| page.draft);
    drafts.flat_map(|page| page.editions.values().map(|edition| &edition.prose))
}

/// Texts of runbooks, notes, drafts and internal channels: bodies and front matter.
fn internal_texts(site: &Site) -> Vec<String> {
    let mut texts = Vec::new();
    let proses =
        site.runbooks.values().flat_map(|runbook| runbook.editions.values().map(|edition| &edition.prose));
    let notes = site.notes.values().flat_map(|note| note.editions.values().map(|(prose, _)| prose));
    for prose in proses.chain(notes).chain(drafts(site)) {
        texts.extend(blocks(prose));
        texts.extend(link_texts(prose));
        texts.extend(markup_texts(&raw_html(prose)));
        scalars(&prose.document.data, &mut texts);
    }
    for document in &site.documents {
        match document.kind {
            Kind::Vehicles | Kind::Scenario => scalars(&document.data, &mut texts),
            Kind::Message => {
                scalars(&document.data, &mut texts);
                // As it is written, and what stands between its placeholders, whatever is filled in.
                let body = &document.source.text[document.body.range()];
                texts.push(body.to_owned());
                texts.extend(body.split(['{', '}']).map(str::to_owned));
            }
            _ => {}
        }
    }
    texts.extend(site.waivers.iter().filter_map(|waiver| waiver.reason.as_deref()).map(str::to_owned));
    texts.extend(site.kept.iter().filter_map(|kept| kept.owner.as_deref()).map(str::to_owned));
    let words = site.internal_terms.iter().flat_map(|term| [&term.preferred, &term.definition]);
    let notices = site.internal_notices.iter().flat_map(|notice| [&notice.title, &notice.text]);
    texts.extend(words.chain(notices).flat_map(LocalText::all).map(|(_, text)| text.to_owned()));
    texts.extend(site.internal_channels.iter().flat_map(|channel| channel_texts(channel)).map(str::to_owned));
    texts
}

/// The texts of each body that stand in attributes: titles of links, and addresses elsewhere.
fn link_texts(prose: &Prose) -> Vec<String> {
    let file = &prose.document.source.text;
    let title = |event: &crate::syntax::markdown::Event| match &event.kind {
        EventKind::Start(Tag::Link(link) | Tag::Image(link)) => {
            link.title.as_ref().map(|title| title.get(file).to_owned())
        }
        _ => None,
    };
    let elsewhere = prose.targets.iter().filter_map(|(_, target)| match target {
        Target::External(address) => Some(address.to_string()),
        _ => None,
    });
    prose.document.markdown.events.iter().filter_map(title).chain(elsewhere).collect()
}

/// The blocks of raw HTML of a body.
fn raw_html(prose: &Prose) -> String {
    let html = prose.document.markdown.events.iter().map(|event| match &event.kind {
        EventKind::Html(html) => html.get(&prose.document.source.text),
        _ => "",
    });
    html.collect()
}

/// Pages, elements and files that exist on the internal site alone.
fn internal_addresses(site: &Site) -> Vec<String> {
    let public: BTreeSet<&str> = site.pages.values().map(|page| &*page.address).collect();
    let runbooks = site.runbooks.values().map(|runbook| &*runbook.address);
    let messages: Vec<String> =
        site.messages.iter().map(|message| format!("{}{}/", addresses::MESSAGES, message.id)).collect();
    let vehicles = site.vehicles.iter().map(|vehicle| format!("sb-vehicle-{}", vehicle.id));
    let lists = addresses::INTERNAL.into_iter().chain(messages.iter().map(String::as_str));
    let pages = runbooks.chain(lists).filter(|address| !public.contains(address)).map(str::to_owned);
    let channels = site.internal_channels.iter().map(|channel| format!("sb-channel-{}", channel.id));
    let media = &published_as(&site.internal_media) - &published_as(&site.media);
    pages.chain(channels).chain(vehicles).chain(media).collect()
}

/// The addresses that files would have in a built site.
fn published_as(media: &BTreeMap<ProjectPath, Bytes>) -> BTreeSet<String> {
    let address = |(path, bytes): (&ProjectPath, &Bytes)| hashed_address("media", path.file_name(), bytes);
    media.iter().filter_map(address).map(|address| address.to_string()).collect()
}

/// The text of each block of a body, cut where something generated or an attribute stands in it.
fn blocks(prose: &Prose) -> Vec<String> {
    let (events, file) = (&prose.document.markdown.events, &prose.document.source.text);
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, event) in events.iter().enumerate() {
        if cuts(&event.kind) {
            blocks.push(plain_text(&events[start..at], file));
            start = at;
        }
    }
    blocks.push(plain_text(&events[start..], file));
    blocks
}

fn cuts(event: &EventKind) -> bool {
    match event {
        EventKind::Start(Tag::Link(link)) => matches!(link.form, LinkForm::Wiki { .. }),
        EventKind::Start(tag) => !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough),
        EventKind::End(tag) => {
            !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        }
        EventKind::Rule | EventKind::FootnoteReference(_) => true,
        _ => false,
    }
}

fn scalars(node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { text, .. } => into.push(text.to_string()),
        Value::List(items) => items.iter().for_each(|item| scalars(item, into)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, into)),
        Value::Null | Value::Broken => {}
    }
}

/// The sentences of a text that are long enough to be nobody else's, normalized, without what ends them.
fn sentences(text: &str) -> BTreeSet<String> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | '\n');
    let parts = text.split(ends).flat_map(|part| part.split(". "));
    let parts = parts.map(|part| normalized(part.trim_end().trim_end_matches(['.', ':', '：'])));
    let parts = parts.filter(|part| is_long(part));
    parts.map(|part| part.chars().take(LONGEST).collect()).collect()
}

fn is_long(text: &str) -> bool {
    let han = text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    han >= HAN || text.chars().count() >= LATIN
}

/// What is secret about an internal channel, whatever its length.
fn secret_values(channel: &Channel) -> Vec<String> {
    let Reach::Phone { number, .. } = &channel.reach else { return reached_at(channel) };
    let digits = number.dialed.trim_start_matches('+');
    if digits.len() < DIGITS {
        return ["tel", "sms"].map(|scheme| format!("{VALUE_EDGE}{scheme}:{digits}{VALUE_EDGE}")).to_vec();
    }
    vec![number.shown.to_string(), digits.to_owned()]
}

/// The number or address of a channel, as written and as dialed.
fn reached_at(channel: &Channel) -> Vec<String> {
    match &channel.reach {
        Reach::Phone { number, .. } => vec![number.shown.to_string(), number.dialed.to_string()],
        Reach::Email(address) => vec![address.to_string()],
        Reach::Portal(url) => vec![url.to_string()],
        Reach::Chat(_, url) => url.iter().map(ToString::to_string).collect(),
        Reach::OnSite => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_sentences_are_needles() {
        let found = sentences(
            "Short. This internal sentence is long enough to be a needle. 太短。这是一个足够长的内部句子不该公开。",
        );
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(
            found,
            ["Thisinternalsentenceislongenoughtobeaneedle", "这是一个足够长的内部句子不该公开"]
        );
    }
}
