//! A look at finished bytes: links, ids, languages, and words that must not be there.
//!
//! Apart from rendering, and over its bytes instead of its values, so that a fault of theme or program is
//! seen as a reader would see it. The tokenizer is html5gum's, which knows HTML as browsers do.
//!
//! Invariant: facts depend on the bytes and the needles alone.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use percent_encoding::percent_decode_str;

use crate::output::OutputPath;

/// Stands before and after each attribute in the decoded text, where it can be nothing else: the tokenizer
/// replaces it. A needle between two of them is found as a whole value alone.
pub const VALUE_EDGE: char = '\0';

/// Words that must not appear in public files.
#[derive(Debug, Default)]
pub struct Needles {
    texts: Vec<Needle>,
    automaton: Option<AhoCorasick>,
    addresses: Addresses,
}

/// One word that must not appear, and whether it is a secret of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Needle {
    /// The text, as [`normalized`] gives it.
    pub text: String,
    /// Whether it is the value of a secret field, as opposed to internal prose.
    pub secret: bool,
}

impl Needles {
    /// Prepares a search for texts and for internal addresses: paths as `runbooks/intake/`, which lie below
    /// one of `folders` (those of the languages), and ids.
    pub fn new(mut texts: Vec<Needle>, addresses: Vec<String>, folders: Vec<String>) -> Self {
        texts.sort();
        texts.dedup();
        let automaton = automaton(texts.iter().map(|needle| beginning(&needle.text)));
        Self { texts, automaton, addresses: Addresses::new(addresses, folders) }
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.addresses.all.is_empty()
    }

    /// The needles that stand in a text, whatever its white space and the capitals of its Latin letters.
    pub fn find(&self, text: &str) -> Vec<Needle> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let text = normalized(text);
        let begun =
            automaton.find_overlapping_iter(&text).map(|begun| (begun.pattern().as_usize(), begun.start()));
        let found: BTreeSet<usize> = begun
            .filter(|(needle, start)| stands_at(&text.as_bytes()[*start..], &self.texts[*needle].text))
            .map(|(needle, _)| needle)
            .collect();
        found.into_iter().map(|at| self.texts[at].clone()).collect()
    }
}

/// How much of a needle is looked for at once, in bytes: few texts begin alike and go on differently, and a
/// machine that knows whole sentences takes longer to make than all pages take to be read.
const BEGINNING: usize = 32;

fn beginning(text: &str) -> &[u8] {
    &text.as_bytes()[..text.len().min(BEGINNING)]
}

/// Whether a text begins with a needle, whatever the capitals of its Latin letters.
fn stands_at(text: &[u8], needle: &str) -> bool {
    text.get(..needle.len()).is_some_and(|text| text.eq_ignore_ascii_case(needle.as_bytes()))
}

fn automaton<'t>(words: impl ExactSizeIterator<Item = &'t [u8]>) -> Option<AhoCorasick> {
    if words.len() == 0 {
        return None;
    }
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
}

/// Where internal pages lie and what their elements are called.
#[derive(Debug, Default)]
struct Addresses {
    /// Without slashes at their ends.
    all: Vec<String>,
    automaton: Option<AhoCorasick>,
    /// The folders of the languages.
    folders: Vec<String>,
}

impl Addresses {
    fn new(mut all: Vec<String>, folders: Vec<String>) -> Self {
        all.iter_mut().for_each(|address| address.truncate(address.trim_end_matches('/').len()));
        all.sort();
        all.dedup();
        let automaton = automaton(all.iter().map(String::as_bytes));
        Self { all, automaton, folders }
    }

    /// The addresses that stand in a text as a whole, not as a part of a longer one.
    fn find(&self, text: &str) -> Vec<String> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let found = automaton.find_overlapping_iter(text);
        let whole = found.filter(|at| {
            let (before, after) = (&text[..at.start()], &text[at.end()..]);
            let is_told = before.ends_with('/') || after.starts_with('/') || !is_word(&text[at.range()]);
            is_told && self.begins(before) && ends(after)
        });
        whole.map(|at| self.all[at.pattern().as_usize()].clone()).collect()
    }

    /// Whether an address can begin behind this: at the root of a language, seen from wherever it may be.
    fn begins(&self, before: &str) -> bool {
        let Some(above) = before.strip_suffix('/') else { return !before.ends_with(is_in_name) };
        let name = above.rsplit(|c| !is_in_name(c)).next().unwrap_or_default();
        matches!(name, "" | "." | "..") || self.folders.iter().any(|folder| folder == name)
    }
}

/// Whether an address is a plain word, as `reviews`, which descriptions and headings use as well: a slash tells
/// that it is an address.
fn is_word(address: &str) -> bool {
    address.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether an address can end before this: nothing of it is left but the name of its file.
fn ends(after: &str) -> bool {
    let below = after.strip_prefix('/').map(|below| below.strip_prefix("index.html").unwrap_or(below));
    !below.unwrap_or(after).starts_with(|c| is_in_name(c) || c == '/')
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~')
}

/// What the gate judges a file by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the file is an HTML page.
    pub html: bool,
    /// Values of `href`, `src`, `action` and the like, as written.
    pub links: Vec<String>,
    /// Values of `id`.
    pub ids: Vec<String>,
    /// `link rel=alternate`: language and address.
    pub alternates: Vec<(String, String)>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// Whether robots are told to stay away.
    pub noindex: bool,
    /// Where a redirect leads.
    pub redirect: Option<String>,
    /// Needles that were found, in the decoded text or in the raw bytes.
    pub leaks: Vec<Needle>,
    /// Internal addresses in links, ids and the path.
    pub leaked_addresses: Vec<String>,
}

/// Looks at a file.
pub fn scan(path: &OutputPath, bytes: &[u8], needles: &Needles) -> Facts {
    let mut facts = Facts { html: path.is_html(), ..Facts::default() };
    let mut decoded = Decoded { wanted: !needles.is_empty(), ..Decoded::default() };
    if facts.html {
        read_markup(bytes, &mut decoded, &mut |name, attribute| read_tag(name, attribute, &mut facts));
    } else if path.as_str().ends_with(".xml") || path.as_str().ends_with(".svg") {
        read_markup(bytes, &mut decoded, &mut |_, _| ());
    }
    if decoded.wanted {
        search(path, bytes, &decoded, needles, &mut facts);
    }
    facts
}

/// Looks for needles in the path, in the bytes as they are and in what they say.
fn search(path: &OutputPath, bytes: &[u8], decoded: &Decoded, needles: &Needles, facts: &mut Facts) {
    let lossy = String::from_utf8_lossy;
    let (raw, text, values) = (lossy(bytes), lossy(&decoded.text), lossy(&decoded.values));
    // What is no page has no attributes to tell places from text: all of it counts as places.
    let places = if facts.html { &values } else { &raw };
    let unescaped = match percent_decode_str(places).decode_utf8_lossy() {
        Cow::Owned(unescaped) => unescaped,
        Cow::Borrowed(_) => String::new(),
    };
    let parts = [&*raw, &*text, &*values, &*unescaped, path.as_str()];
    let leaks: BTreeSet<Needle> = parts.into_iter().flat_map(|part| needles.find(part)).collect();
    let places = [&**places, &*unescaped, path.as_str()].into_iter();
    let addresses: BTreeSet<String> = places.flat_map(|place| needles.addresses.find(place)).collect();
    facts.leaks = leaks.into_iter().collect();
    facts.leaked_addresses = addresses.into_iter().collect();
}

/// Text as it is searched: without white space, which markup between two Han characters would bring in.
pub fn normalized(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What markup says, its entities decoded.
#[derive(Default)]
struct Decoded {
    wanted: bool,
    /// What readers see, in one piece, so that a sentence is found whatever markup stands in it.
    text: Vec<u8>,
    /// Attributes and comments, each between two [`VALUE_EDGE`]s.
    values: Vec<u8>,
}

impl Decoded {
    fn add_value(&mut self, value: &[u8]) {
        self.values.push(VALUE_EDGE as u8);
        self.values.extend_from_slice(value);
        self.values.push(VALUE_EDGE as u8);
    }
}

/// What a piece of markup says: its text, and its attributes and comments, each on a line.
pub fn markup_texts(markup: &str) -> [String; 2] {
    let mut decoded = Decoded { wanted: true, ..Decoded::default() };
    read_markup(markup.as_bytes(), &mut decoded, &mut |_, _| ());
    let [text, values] =
        [decoded.text, decoded.values].map(|part| String::from_utf8_lossy(&part).into_owned());
    [text, values.replace(VALUE_EDGE, "\n")]
}

type Attribute<'a> = &'a dyn Fn(&str) -> Option<String>;

fn read_markup(bytes: &[u8], decoded: &mut Decoded, on_tag: &mut dyn FnMut(&str, Attribute<'_>)) {
    let mut tag = OpenTag::default();
    let on_event = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => tag.open(name),
            CallbackEvent::AttributeName { name } => tag.add_name(name),
            CallbackEvent::AttributeValue { value } => tag.add_value(value),
            CallbackEvent::CloseStartTag { .. } => {
                on_tag(&String::from_utf8_lossy(&tag.name), &|name| tag.attribute(name));
                if decoded.wanted {
                    tag.values().for_each(|value| decoded.add_value(value));
                }
            }
            CallbackEvent::String { value } if decoded.wanted => decoded.text.extend_from_slice(value),
            CallbackEvent::Comment { value } if decoded.wanted => decoded.add_value(value),
            _ => {}
        }
        None
    };
    Tokenizer::new_with_emitter(bytes, CallbackEmitter::new(on_event)).for_each(drop);
}

/// A start tag as far as it was read; its memory serves all tags of a file.
#[derive(Default)]
struct OpenTag {
    name: Vec<u8>,
    /// Names and values, one after the other.
    bytes: Vec<u8>,
    /// Where in `bytes` names and values lie.
    attributes: Vec<(Range<usize>, Range<usize>)>,
}

impl OpenTag {
    fn open(&mut self, name: &[u8]) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.bytes.clear();
        self.attributes.clear();
    }

    fn add(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }

    fn add_name(&mut self, name: &[u8]) {
        let name = self.add(name);
        self.attributes.push((name, 0..0));
    }

    fn add_value(&mut self, value: &[u8]) {
        let value = self.add(value);
        if let Some((_, last)) = self.attributes.last_mut() {
            *last = value;
        }
    }

    fn values(&self) -> impl Iterator<Item = &[u8]> {
        self.attributes.iter().map(|(_, value)| &self.bytes[value.clone()])
    }

    /// The value of an attribute; of two with one name the first counts, as in browsers.
    fn attribute(&self, name: &str) -> Option<String> {
        let named = |(own, _): &&(Range<usize>, Range<usize>)| self.bytes[own.clone()] == *name.as_bytes();
        let (_, value) = self.attributes.iter().find(named)?;
        Some(String::from_utf8_lossy(&self.bytes[value.clone()]).into_owned())
    }
}

fn read_tag(name: &str, attribute: Attribute<'_>, facts: &mut Facts) {
    facts.ids.extend(attribute("id"));
    let rel = attribute("rel").unwrap_or_default();
    match name {
        "link" if rel == "alternate" => {
            if let (Some(lang), Some(href)) = (attribute("hreflang"), attribute("href")) {
                facts.alternates.push((lang, href));
            }
        }
        "link" if rel == "canonical" => facts.canonical = attribute("href"),
        "meta" => read_meta(attribute, facts),
        _ => {
            facts.links.extend(["href", "src", "action", "poster", "data"].into_iter().filter_map(attribute));
            if let Some(srcset) = attribute("srcset") {
                let sources = srcset.split(',').filter_map(|part| part.split_whitespace().next());
                facts.links.extend(sources.map(str::to_owned));
            }
        }
    }
}

fn read_meta(attribute: Attribute<'_>, facts: &mut Facts) {
    let content = attribute("content").unwrap_or_default();
    if attribute("name").as_deref() == Some("robots") {
        facts.noindex |= content.contains("noindex");
    }
    if attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
        let target = content.split_once("url=").map(|(_, target)| target.to_owned());
        facts.links.extend(target.clone());
        facts.redirect = target;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles() -> Needles {
        let needle = |text: &str| Needle { text: normalized(text), secret: true };
        let addresses = ["runbooks/intake/", "reviews/", "sb-channel-duty"].map(str::to_owned).to_vec();
        let texts = vec![needle("top secret value"), needle("绝密"), needle("\0tel:104\0")];
        Needles::new(texts, addresses, vec!["en".to_owned()])
    }

    fn leaks(path: &str, text: &str) -> usize {
        let path = OutputPath::new(path).expect("a path");
        let facts = scan(&path, text.as_bytes(), &needles());
        facts.leaks.len() + facts.leaked_addresses.len()
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        assert_eq!(leaks("en/index.html", "<p>nothing</p>"), 0);
        for hidden in [
            "<p>top secret value</p>",
            "<p>top   secret\nvalue</p>",
            "<p>TOP Secret value</p>",
            "<p>t&#111;p secret &#x76;alue</p>",
            "<p>top <b>secret</b> value</p>",
            "<p>top <a href='#x' class=y>secret</a> value</p>",
            "<p>top <!-- x -->secret value</p>",
            "<p title='top secret value'></p>",
            "<a href='mailto:a@b.example?body=top%20secret%20value'></a>",
            "<!-- top secret value -->",
            "<script>var x = 'top secret value'</script>",
            "<p>绝密</p>",
            "<p>绝<strong>密</strong></p>",
            "<p>t<i>o</i>p secret value</p>",
            "<p>&#32477;&#23494;</p>",
            "<a href=tel:104>x</a>",
        ] {
            assert_eq!(leaks("en/index.html", hidden), 1, "{hidden}");
        }
        assert_eq!(leaks("media/x.svg", "<svg><text>&#32477;&#23494;</text></svg>"), 1);
        assert_eq!(leaks("x.json", "{\"a\":\"%E7%BB%9D%E5%AF%86\"}"), 1);
        assert_eq!(leaks("topsecretvalue/x.json", ""), 1);
        assert_eq!(leaks("en/index.html", "<a href=tel:1045>104</a>"), 0);
    }

    #[test]
    fn addresses_are_found_as_a_whole() {
        for hidden in [
            "<a href='../runbooks/intake/'>x</a>",
            "<a href='../runbooks/intake'>x</a>",
            "<a href='runbooks/intake/index.html#a'>x</a>",
            "<a href='https://staff.example/support/en/runbooks/intake/?x'>x</a>",
            "<link rel=canonical href='https://support.example/en/runbooks/%69ntake/'>",
            "<link rel=alternate hreflang=en href='/en/runbooks/intake/'>",
            "<meta property=og:url content=/runbooks/intake>",
            "<a href='reviews/'>x</a>",
            "<a href='../../reviews/index.html'>x</a>",
            "<meta property=og:url content=/en/reviews>",
            "<li id=sb-channel-duty>x</li>",
            "<a href='../contact/#sb-channel-duty'>x</a>",
        ] {
            assert_eq!(leaks("en/index.html", hidden), 1, "{hidden}");
        }
        assert_eq!(leaks("sitemap.xml", "<loc>https://support.example/en/runbooks/intake/</loc>"), 1);
        assert_eq!(leaks("en/runbooks/intake/index.html", ""), 1);
        for open in [
            "<a href='../guides/runbooks/intake/'>x</a>",
            "<a href='../runbooks/intake/more/'>x</a>",
            "<a href='../runbooks/intake-by-phone/'>x</a>",
            "<a href='https://docs.example/runbooks/intake/'>x</a>",
            "<li id=sb-channel-duty-free>x</li>",
            "<p>runbooks/intake/</p>",
            "<meta name=description content='How our reviews, and REVIEWS of others, are done'>",
            "<h2 id=reviews>Reviews</h2><a href='#reviews'>x</a><a href='../guides/reviews/'>x</a>",
            "<img alt=Reviews src=x.png>",
        ] {
            assert_eq!(leaks("en/index.html", open), 0, "{open}");
        }
        assert_eq!(leaks("en/guides/runbooks/intake/index.html", ""), 0);
    }

    #[test]
    fn links_ids_and_languages_are_read() {
        let path = OutputPath::new("en/index.html").expect("a path");
        let html = "<html><head><link rel=alternate hreflang=zh-CN href='https://x/zh-cn/'><link rel=canonical href='https://x/en/'>\
            <meta name=robots content='noindex, nofollow'><meta http-equiv=refresh content='0; url=../new/'></head>\
            <body id=top><a href='a/?b=1&amp;c=2#d'>x</a><img src=i.png srcset='i1.png 1x, i2.png 2x'></body>";
        let facts = scan(&path, html.as_bytes(), &Needles::default());
        assert_eq!(facts.links, ["../new/", "a/?b=1&c=2#d", "i.png", "i1.png", "i2.png"]);
        assert_eq!((facts.ids, facts.noindex), (vec!["top".to_owned()], true));
        assert_eq!(facts.alternates, [("zh-CN".to_owned(), "https://x/zh-cn/".to_owned())]);
        assert_eq!(facts.canonical.as_deref(), Some("https://x/en/"));
        assert_eq!(facts.redirect.as_deref(), Some("../new/"));
    }
}
