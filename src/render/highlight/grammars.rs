//! Compiled grammars, one copy a process, read at first use: bundled ones from two-face, our own from YAML.
//!
//! Our own stand in small sets, one a language: adding to the bundled set would link all its grammars again,
//! which takes seconds.

use std::sync::{LazyLock, OnceLock};

use syntect::parsing::{ParseState, SyntaxDefinition, SyntaxSet, SyntaxSetBuilder};

use super::languages::{Grammar, LANGUAGES};
use super::memo::LineState;

/// The state before the first line, or `None` for a language without colors. `language` is a place in
/// `LANGUAGES`.
pub(super) fn start(language: usize) -> Option<LineState> {
    let (Grammar::Own(name, _) | Grammar::Bundled(name)) = LANGUAGES[language].1 else { return None };
    let syntax = set(language).find_syntax_by_name(name)?;
    Some(LineState::new(language, ParseState::new(syntax)))
}

/// The set that holds the grammar of a language.
pub(super) fn set(language: usize) -> &'static SyntaxSet {
    static OWN: [OnceLock<SyntaxSet>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    static BUNDLED: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
    match LANGUAGES[language].1 {
        Grammar::Own(_, sources) => OWN[language].get_or_init(|| link(sources)),
        Grammar::Bundled(_) | Grammar::Plain => &BUNDLED,
    }
}

/// A set of our own grammars. One that does not parse is left out, and its language stays plain.
fn link(sources: &[&str]) -> SyntaxSet {
    let mut builder = SyntaxSetBuilder::new();
    for source in sources {
        if let Ok(syntax) = SyntaxDefinition::load_from_str(source, true, None) {
            builder.add(syntax);
        }
    }
    builder.build()
}
