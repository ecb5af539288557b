//! Files as somebody would search them who suspects a leak: as they are, decoded, and without what could
//! hide a word.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::project::Files;

/// The texts of a file in which a word may stand.
pub(crate) struct Haystack {
    path: String,
    forms: Vec<String>,
}

impl Haystack {
    fn new(path: &str, bytes: &[u8]) -> Self {
        let raw = format!("{path}\n{}", String::from_utf8_lossy(bytes));
        let entities = without_entities(&raw);
        let percent = percent_decode(entities.as_bytes()).decode_utf8_lossy().into_owned();
        let visible = without_tags(&entities);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let bare = [letters(&raw), letters(&percent), letters(&visible)];
        let forms = [raw, entities, percent, visible].into_iter().chain(bare);
        Self { path: path.to_owned(), forms: forms.map(|text| text.to_lowercase()).collect() }
    }

    fn holds(&self, word: &str) -> bool {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        self.forms.iter().any(|form| form.contains(word) || form.contains(&bare))
    }
}

/// All files of a site, ready to be searched.
pub(crate) fn haystacks(files: &Files) -> Vec<Haystack> {
    files.iter().map(|(path, bytes)| Haystack::new(path, bytes)).collect()
}

/// The files in which a word stands, whatever its capitals and blanks.
pub(crate) fn holders<'h>(haystacks: &'h [Haystack], word: &str) -> Vec<&'h str> {
    let word = word.to_lowercase();
    let holders = haystacks.iter().filter(|haystack| haystack.holds(&word));
    holders.map(|haystack| haystack.path.as_str()).collect()
}

/// The text with numeric entities and the common named ones decoded.
fn without_entities(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((decoded, length)) => {
                out.push_str(&decoded);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The entity at the start of a text, decoded, and its length.
fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let decoded: Cow<'static, str> = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => number(&hex[1..], 16)?.to_string().into(),
        Some(digits) => number(digits, 10)?.to_string().into(),
        None => match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            "nbsp" => " ",
            "shy" => "",
            _ => return None,
        }
        .into(),
    };
    Some((decoded, end + 1))
}

/// The text without what stands between angle brackets.
fn without_tags(text: &str) -> String {
    let mut pieces = text.split('<');
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.map(|piece| piece.split_once('>').map_or("", |(_, behind)| behind));
    std::iter::once(first).chain(rest).collect()
}

#[test]
fn a_word_is_found_in_every_disguise() {
    let hidden = [
        "<p>Canary Q7x</p>",
        "<p>can<b class=x>ary</b>Q7x</p>",
        "<p>CANARYQ7X</p>",
        "<p>can&#97;ryq&#x37;x</p>",
        "<p>canary&shy;q7x&nbsp;</p>",
        "<a href='?%63anaryq7x'>",
        "<!-- canary-q7x -->",
        "{\"canary\":\"q7x\"}",
    ];
    let found = |text: &str| {
        let files = Files::from([("en/index.html".to_owned(), text.as_bytes().to_vec())]);
        !holders(&haystacks(&files), "canaryQ7x").is_empty()
    };
    for text in hidden {
        assert!(found(text), "{text}");
    }
    assert!(!found("<p>canary</p>"));
    let named = Files::from([("en/canaryq7x/index.html".to_owned(), Vec::new())]);
    assert_eq!(holders(&haystacks(&named), "canaryQ7x"), ["en/canaryq7x/index.html"]);
    let chinese = Files::from([("a.html".to_owned(), "<p>&#37329;丝<i>雀</i></p>".as_bytes().to_vec())]);
    assert_eq!(holders(&haystacks(&chinese), "金丝雀"), ["a.html"]);
}
