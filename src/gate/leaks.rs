//! What must not be found in public files: the needles, taken from all that is internal.

use std::collections::BTreeSet;

use crate::check::Checked;
use crate::model::prose::Prose;
use crate::model::site::Site;
use crate::model::terms::{Channel, Reach};
use crate::model::text::LocalText;
use crate::render::scan::{Needle, Needles, normalized};
use crate::syntax::markdown::{EventKind, Tag, TagEnd, plain_text};
use crate::syntax::tree::{Node, Value};

/// Han characters from which on internal text is a needle.
const HAN: usize = 12;
/// Other characters from which on internal text is a needle.
const LATIN: usize = 30;

/// The needles of a project: values of secret fields, internal sentences that no public source holds, and
/// internal addresses.
pub fn needles(checked: &Checked) -> Needles {
    let site = checked.site();
    let public = public_text(site);
    let internal = internal_texts(site);
    let sentences =
        internal.iter().flat_map(|text| sentences(text)).filter(|text| !public.contains(text.as_str()));
    let texts = sentences.map(|text| Needle { text, secret: false });
    let secrets = site.internal_channels.iter().flat_map(|channel| secret_values(channel));
    let secrets = secrets
        .map(|value| Needle { text: normalized(&value), secret: true })
        .filter(|needle| !needle.text.is_empty());
    let runbooks = site.runbooks.values().map(|runbook| runbook.address.to_string());
    let channels = site.internal_channels.iter().map(|channel| format!("sb-channel-{}", channel.id));
    Needles::new(texts.chain(secrets).collect(), runbooks.chain(channels).collect())
}

/// All text of public sources, normalized: what stands there is no secret.
fn public_text(site: &Site) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(&normalized(part));
        text.push('\n');
    };
    for document in &site.documents {
        if !document.kind.is_internal() && document.kind != crate::syntax::document::Kind::Channels {
            add(&document.source.text);
            add(&plain_text(&document.markdown.events, &document.source.text));
        }
    }
    for channel in &site.channels {
        channel_texts(channel).for_each(&mut add);
    }
    text
}

fn channel_texts(channel: &Channel) -> impl Iterator<Item = &str> {
    let texts = [Some(&channel.name), channel.region.as_ref(), channel.note.as_ref()];
    texts.into_iter().flatten().flat_map(LocalText::all).map(|(_, text)| text)
}

/// Texts of runbooks, notes and internal channels: bodies and front matter.
fn internal_texts(site: &Site) -> Vec<String> {
    let mut texts = Vec::new();
    let proses =
        site.runbooks.values().flat_map(|runbook| runbook.editions.values().map(|edition| &edition.prose));
    let notes = site.notes.values().flat_map(|note| note.editions.values().map(|(prose, _)| prose));
    for prose in proses.chain(notes) {
        texts.extend(blocks(prose));
        scalars(&prose.document.data, &mut texts);
    }
    texts.extend(site.internal_channels.iter().flat_map(|channel| channel_texts(channel)).map(str::to_owned));
    texts
}

/// The text of each block of a body.
fn blocks(prose: &Prose) -> Vec<String> {
    let (events, file) = (&prose.document.markdown.events, &prose.document.source.text);
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, event) in events.iter().enumerate() {
        let cuts = match &event.kind {
            EventKind::Start(tag) => !is_inline(tag),
            EventKind::End(tag) => !matches!(
                tag,
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
            ),
            EventKind::Rule => true,
            _ => false,
        };
        if cuts {
            blocks.push(plain_text(&events[start..at], file));
            start = at + 1;
        }
    }
    blocks.push(plain_text(&events[start..], file));
    blocks
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

fn scalars(node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { text, .. } => into.push(text.to_string()),
        Value::List(items) => items.iter().for_each(|item| scalars(item, into)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, into)),
        Value::Null | Value::Broken => {}
    }
}

/// The sentences of a text that are long enough to be nobody else's, normalized.
fn sentences(text: &str) -> BTreeSet<String> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | '\n');
    let parts = text.split(ends).flat_map(|part| part.split(". "));
    parts.map(normalized).filter(|part| is_long(part)).collect()
}

fn is_long(text: &str) -> bool {
    let han = text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    han >= HAN || text.chars().count() >= LATIN
}

/// Values of an internal channel that are secret whatever their length.
fn secret_values(channel: &Channel) -> Vec<String> {
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
