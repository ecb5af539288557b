//! A look at finished bytes: links, ids, languages, and words that must not be there.
//!
//! Apart from rendering, and over its bytes instead of its values, so that a fault of theme or program is
//! seen as a reader would see it. The tokenizer is html5gum's, which knows HTML as browsers do.
//!
//! Invariant: facts depend on the bytes and the needles alone.

use aho_corasick::{AhoCorasick, MatchKind};
use html5gum::{Token, Tokenizer};

use crate::output::OutputPath;

/// Words that must not appear in public files.
#[derive(Debug, Default)]
pub struct Needles {
    texts: Vec<Needle>,
    automaton: Option<AhoCorasick>,
    /// Path parts that lead to internal pages, as `runbooks/intake/`.
    addresses: Vec<String>,
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
    /// Prepares a search for texts and for internal addresses.
    pub fn new(mut texts: Vec<Needle>, mut addresses: Vec<String>) -> Self {
        texts.sort();
        texts.dedup();
        addresses.sort();
        addresses.dedup();
        let build = || {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(texts.iter().map(|needle| &needle.text))
        };
        let automaton = if texts.is_empty() { None } else { build().ok() };
        Self { texts, automaton, addresses }
    }

    fn find(&self, text: &[u8]) -> Vec<Needle> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<usize> =
            automaton.find_iter(text).map(|found| found.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| self.texts[at].clone()).collect()
    }

    /// An internal address that a link, an id or a path leads to.
    fn address(&self, value: &str) -> Option<&String> {
        self.addresses.iter().find(|address| value.contains(address.as_str()))
    }
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
    let mut decoded = Vec::new();
    if facts.html {
        read_html(bytes, &mut facts, &mut decoded, needles.automaton.is_some());
    }
    if needles.automaton.is_some() {
        for text in [bytes, &decoded, path.as_str().as_bytes()] {
            facts.leaks.extend(needles.find(normalized(&String::from_utf8_lossy(text)).as_bytes()));
        }
        facts.leaks.sort();
        facts.leaks.dedup();
    }
    let places = facts.links.iter().chain(&facts.ids).map(String::as_str).chain([path.as_str()]);
    let mut addresses: Vec<String> = places.filter_map(|value| needles.address(value).cloned()).collect();
    addresses.sort();
    addresses.dedup();
    facts.leaked_addresses = addresses;
    facts
}

/// Text as it is searched: without white space, which markup between two Han characters would bring in.
pub fn normalized(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn read_html(bytes: &[u8], facts: &mut Facts, decoded: &mut Vec<u8>, keep_text: bool) {
    for token in Tokenizer::new(bytes) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
                let attribute =
                    |name: &str| tag.attributes.get(name.as_bytes()).map(|value| text(&value[..]));
                read_tag(&text(&tag.name), &attribute, facts);
                if keep_text {
                    for value in tag.attributes.values() {
                        decoded.push(b' ');
                        decoded.extend_from_slice(value);
                    }
                    decoded.push(b' ');
                }
            }
            Token::String(text) if keep_text => decoded.extend_from_slice(&text),
            Token::Comment(text) if keep_text => decoded.extend_from_slice(&text),
            _ => {}
        }
    }
}

fn read_tag(name: &str, attribute: &dyn Fn(&str) -> Option<String>, facts: &mut Facts) {
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

fn read_meta(attribute: &dyn Fn(&str) -> Option<String>, facts: &mut Facts) {
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
        Needles::new(vec![needle("top secret value"), needle("绝密")], vec!["runbooks/intake/".to_owned()])
    }

    fn leaks(html: &str) -> usize {
        let path = OutputPath::new("en/index.html").expect("a path");
        let facts = scan(&path, html.as_bytes(), &needles());
        facts.leaks.len() + facts.leaked_addresses.len()
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        assert_eq!(leaks("<p>nothing</p>"), 0);
        for hidden in [
            "<p>top secret value</p>",
            "<p>top   secret\nvalue</p>",
            "<p>t&#111;p secret &#x76;alue</p>",
            "<p>top <b>secret</b> value</p>",
            "<p title='top secret value'></p>",
            "<!-- top secret value -->",
            "<script>var x = 'top secret value'</script>",
            "<p>绝密</p>",
            "<p>绝<strong>密</strong></p>",
            "<p>t<i>o</i>p secret value</p>",
            "<p>&#32477;&#23494;</p>",
            "<a href='../runbooks/intake/'>x</a>",
        ] {
            assert_eq!(leaks(hidden), 1, "{hidden}");
        }
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
