//! A glossary as TBX, for termbases.
//!
//! TBX-Basic in the dialect of ISO 30042:2008, `martif` with `termEntry`, `langSet` and `tig`, since every tool
//! reads it: <https://www.tbxinfo.net/tbx-dialects/>. That of 2019 (`tbx`, `conceptEntry`, `langSec`, `termSec`) is
//! read too, with its elements for data categories.
//!
//! What a word is stands in `administrativeStatus`. A term that stays as it is has `Translation needed: No`, which is
//! no part of the standard, and which Weblate and the Translate Toolkit understand.

use super::{Entry, Languages, Role, Said, said};
use crate::exchange::catalog::{Misread, is_locale};
use crate::exchange::xml::{Element, escaped, parse};
use crate::locale::Locale;
use crate::source::position;

const STATUS: &str = "administrativeStatus";
const NEEDED: &str = "Translation needed";

/// The termbase of a glossary.
pub fn write(entries: &[Entry], languages: Languages) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<martif type=\"TBX-Basic\" xml:lang=\"{}\">\n  <martifHeader>\n    \
         <fileDesc>\n      <sourceDesc>\n        <p>content/glossary.yaml, written by supportbook</p>\n      \
         </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n      <p type=\"XCSURI\">TBXBasicXCSV02.xcs</p>\n    \
         </encodingDesc>\n  </martifHeader>\n  <text>\n    <body>\n",
        languages.source
    );
    for entry in entries {
        let id = entry.id.as_deref().map(|id| format!(" id=\"{}\"", escaped(&written_id(id))));
        out.push_str(&format!("      <termEntry{}>\n", id.unwrap_or_default()));
        if entry.never_translate == Some(true) {
            out.push_str(&format!("        <descrip type=\"{NEEDED}\">No</descrip>\n"));
        }
        // A language without a word is none in TBX; a name that stays as it is has one all the same.
        let stays = || entry.source.preferred.as_ref().filter(|_| entry.never_translate == Some(true));
        let word = entry.target.preferred.as_ref().or_else(stays);
        write_language(&mut out, languages.source, entry.source.preferred.as_ref(), &entry.source);
        write_language(&mut out, languages.target, word, &entry.target);
        out.push_str("      </termEntry>\n");
    }
    out.push_str("    </body>\n  </text>\n</martif>\n");
    out
}

fn write_language(out: &mut String, locale: Locale, preferred: Option<&Box<str>>, said: &Said) {
    let preferred = preferred.into_iter().map(|word| (word, "preferredTerm"));
    let others = Role::ALL.into_iter().flat_map(|role| {
        let status = match role {
            Role::Synonym => "admittedTerm",
            Role::Retired => "supersededTerm",
            Role::Forbidden => "deprecatedTerm",
        };
        said.words.of(role).iter().map(move |word| (word, status))
    });
    let words: Vec<_> = preferred.chain(others).collect();
    if words.is_empty() {
        return;
    }
    out.push_str(&format!("        <langSet xml:lang=\"{locale}\">\n"));
    if let Some(definition) = &said.definition {
        let text = escaped(definition);
        out.push_str(&format!("          <descrip type=\"definition\">{text}</descrip>\n"));
    }
    for (word, status) in words {
        out.push_str(&format!(
            "          <tig>\n            <term>{}</term>\n            \
             <termNote type=\"{STATUS}\">{status}-admn-sts</termNote>\n          </tig>\n",
            escaped(word)
        ));
    }
    out.push_str("        </langSet>\n");
}

/// Ids of XML begin with no digit.
fn written_id(id: &str) -> String {
    if id.starts_with(|c: char| c.is_ascii_digit()) { format!("_{id}") } else { id.to_owned() }
}

fn read_id(id: &str) -> &str {
    let bare = id.strip_prefix('_').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    bare.unwrap_or(id)
}

/// Reads the terms of two languages from a termbase.
///
/// # Errors
/// Anything that is no TBX, no term in the language of the translation, a status that is none.
pub fn read(text: &str, languages: Languages) -> Result<Vec<Entry>, Misread> {
    let text = text.trim_start_matches('\u{feff}');
    let root = parse(text)?;
    if !matches!(root.name.as_str(), "martif" | "tbx") {
        return Err(Misread::new(
            text,
            root.at,
            format!("expected `martif` or `tbx`, found `{}`", root.name),
        ));
    }
    let mut found = Vec::new();
    root.all("termEntry", &mut found);
    root.all("conceptEntry", &mut found);
    let mut others = None;
    let mut entries = Vec::new();
    for element in found {
        let sets = || element.elements().filter(|one| matches!(one.name.as_str(), "langSet" | "langSec"));
        let of = |locale: Locale| {
            let tagged = |is: &dyn Fn(&str) -> bool| {
                sets().find(|set| is(set.attribute("xml:lang").unwrap_or_default()))
            };
            let set = tagged(&|tag| tag.eq_ignore_ascii_case(locale.as_str()))
                .or_else(|| tagged(&|tag| is_locale(tag, locale)))
                .or_else(|| tagged(&|tag| is_of_language(tag, locale)));
            set.map_or(Ok(Said::default()), |set| language(text, set))
        };
        let (source, target) = (of(languages.source)?, of(languages.target)?);
        if target == Said::default() {
            let tag = |set: &&Element| set.attribute("xml:lang").map(str::to_owned);
            let own =
                |tag: &String| is_locale(tag, languages.source) || is_of_language(tag, languages.source);
            others = others.or_else(|| sets().filter_map(|set| tag(&set)).find(|tag| !own(tag)));
        }
        let needed = descrip(element, NEEDED).map(|text| !text.trim().eq_ignore_ascii_case("no"));
        entries.push(Entry {
            at: position(text, u32::try_from(element.at).unwrap_or(u32::MAX)),
            id: element.attribute("id").and_then(|id| said(read_id(id))),
            never_translate: needed.map(|needed| !needed),
            source,
            target,
        });
    }
    match others {
        Some(other) if entries.iter().all(|entry| entry.target == Said::default()) => {
            let message = format!("expected terms in `{}`, found `{other}`", languages.target);
            Err(Misread::new(text, root.at, message))
        }
        _ => Ok(entries),
    }
}

/// Whether a tag is of a language that is named without a country here, as `en-US` for `en`.
fn is_of_language(tag: &str, locale: Locale) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    language.eq_ignore_ascii_case(locale.as_str())
}

/// What an entry says in one language.
fn language(text: &str, set: &Element) -> Result<Said, Misread> {
    let definition = descrip(set, "definition").and_then(|text| said(&text));
    let mut found = Said { definition, ..Said::default() };
    for section in set.elements().filter(|one| matches!(one.name.as_str(), "tig" | "ntig" | "termSec")) {
        let mut terms = Vec::new();
        section.all("term", &mut terms);
        let Some(word) = terms.first().and_then(|term| said(&term.text())) else { continue };
        let misread = |message: String| Misread::new(text, section.at, message);
        match role(section, found.preferred.is_some()).map_err(misread)? {
            Some(role) => found.words.of_mut(role).push(word),
            None if found.preferred.is_none() => found.preferred = Some(word),
            None => {
                let first = found.preferred.as_deref().unwrap_or_default();
                return Err(misread(format!("expected one preferred word, found `{first}` and `{word}`")));
            }
        }
    }
    Ok(found)
}

/// What a word is; `None` where it is the preferred one, as is the first without a status.
fn role(section: &Element, has_preferred: bool) -> Result<Option<Role>, String> {
    let mut notes = Vec::new();
    section.all("termNote", &mut notes);
    notes.retain(|note| note.attribute("type") == Some(STATUS));
    section.all(STATUS, &mut notes);
    let Some(status) = notes.first().map(|note| note.text()) else {
        return Ok(has_preferred.then_some(Role::Synonym));
    };
    let status = status.trim();
    let word = status.to_ascii_lowercase();
    match word.strip_suffix("-admn-sts").or(word.strip_suffix("admnsts")).unwrap_or(&word) {
        "preferredterm" | "preferred" => Ok(None),
        "admittedterm" | "admitted" => Ok(Some(Role::Synonym)),
        "supersededterm" | "superseded" => Ok(Some(Role::Retired)),
        "deprecatedterm" | "deprecated" | "forbidden" | "obsolete" => Ok(Some(Role::Forbidden)),
        _ => Err(format!("expected a status such as `preferredTerm-admn-sts`, found `{status}`")),
    }
}

/// The text of a data category, of the element itself or of a group in it.
fn descrip(element: &Element, kind: &str) -> Option<String> {
    let is_it =
        |one: &&Element| one.name == kind || (one.name == "descrip" && one.attribute("type") == Some(kind));
    let groups = element.elements().filter(|one| one.name == "descripGrp");
    let found = element.elements().find(is_it).or_else(|| groups.flat_map(Element::elements).find(is_it));
    found.map(Element::text)
}
