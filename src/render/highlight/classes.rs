//! Grammars name what they find by scopes such as `string.quoted.double.json`; pages know a dozen classes.
//!
//! Invariant: this table is the only way from a scope to a class, so nothing else can reach a page.

use std::cmp::Reverse;
use std::collections::HashMap;

use syntect::parsing::Scope;

use self::Class::{
    Attribute, Comment, Constant, Deleted, Function, Inserted, Keyword, Number, Operator, Prompt, String,
    Tag, Type, Variable,
};

/// Every class name a highlighted block can hold. Punctuation has none: it would double the bytes of JSON.
/// `hl-prompt` is the part of a terminal line that nobody typed; a theme should keep it out of a copy.
pub const CLASSES: &[&str] = &[
    Comment.name(),
    String.name(),
    Number.name(),
    Constant.name(),
    Keyword.name(),
    Operator.name(),
    Type.name(),
    Function.name(),
    Variable.name(),
    Tag.name(),
    Attribute.name(),
    Inserted.name(),
    Deleted.name(),
    Prompt.name(),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Comment,
    String,
    Number,
    Constant,
    Keyword,
    Operator,
    Type,
    Function,
    Variable,
    Tag,
    Attribute,
    Inserted,
    Deleted,
    Prompt,
}

impl Class {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Comment => "hl-comment",
            String => "hl-string",
            Number => "hl-number",
            Constant => "hl-constant",
            Keyword => "hl-keyword",
            Operator => "hl-operator",
            Type => "hl-type",
            Function => "hl-function",
            Variable => "hl-variable",
            Tag => "hl-tag",
            Attribute => "hl-attribute",
            Inserted => "hl-inserted",
            Deleted => "hl-deleted",
            Prompt => "hl-prompt",
        }
    }
}

/// Scope prefix to class. The longest prefix wins; `None` means plain, whatever surrounds it. A scope that
/// is not here leaves the choice to the one around it.
const RULES: &[(&str, Option<Class>)] = &[
    ("comment", Some(Comment)),
    ("constant", Some(Constant)),
    ("constant.numeric", Some(Number)),
    ("entity.name", Some(Type)),
    ("entity.name.function", Some(Function)),
    ("entity.name.tag", Some(Tag)),
    ("entity.name.tag.yaml", Some(Attribute)),
    ("entity.other.attribute-name", Some(Attribute)),
    ("entity.other.inherited-class", Some(Type)),
    ("entity.other.pseudo-class", Some(Keyword)),
    ("entity.section", Some(Type)),
    ("keyword", Some(Keyword)),
    ("keyword.name.ini", Some(Attribute)),
    ("keyword.operator", Some(Operator)),
    ("keyword.operator.word", Some(Keyword)),
    ("keyword.other.unit", Some(Number)),
    ("markup.deleted", Some(Deleted)),
    ("markup.heading", Some(Keyword)),
    ("markup.inserted", Some(Inserted)),
    ("markup.raw", Some(String)),
    ("markup.underline.link", Some(String)),
    ("meta.diff", Some(Keyword)),
    ("meta.diff.range", Some(Function)),
    ("meta.embedded", None),
    ("meta.interpolation", None),
    ("meta.prompt", Some(Prompt)),
    ("punctuation.section", None),
    ("source", None),
    ("storage", Some(Keyword)),
    ("string", Some(String)),
    ("string.unquoted.plain", None),
    ("support.class", Some(Type)),
    ("support.constant", Some(Constant)),
    ("support.function", Some(Function)),
    ("support.macro", Some(Function)),
    ("support.type", Some(Type)),
    ("support.type.property-name", Some(Attribute)),
    ("text", None),
    ("variable", Some(Variable)),
    ("variable.function", Some(Function)),
    ("variable.language", Some(Keyword)),
    ("variable.language.star", Some(Operator)),
    // Bundled grammars say this of nearly every identifier.
    ("variable.other", None),
];

type Rule = (Scope, Option<Class>);

/// [`RULES`] as scopes, by their first atom, longest first.
pub(super) struct ClassMap {
    rules: HashMap<u16, Vec<Rule>>,
}

impl ClassMap {
    pub(super) fn new() -> Self {
        let mut all: Vec<Rule> = RULES.iter().map(|&(prefix, class)| (scope(prefix), class)).collect();
        all.sort_by_key(|(scope, _)| Reverse(scope.len()));
        let mut rules: HashMap<_, Vec<_>> = HashMap::new();
        for rule in all {
            rules.entry(rule.0.atom_at(0)).or_default().push(rule);
        }
        Self { rules }
    }

    /// The class of text under these scopes, innermost last.
    pub(super) fn class(&self, scopes: &[Scope]) -> Option<Class> {
        scopes.iter().rev().find_map(|&scope| self.rule(scope)).and_then(|&(_, class)| class)
    }

    fn rule(&self, scope: Scope) -> Option<&Rule> {
        self.rules.get(&scope.atom_at(0))?.iter().find(|(prefix, _)| prefix.is_prefix_of(scope))
    }
}

/// The scope of a prefix above; the empty scope, which no grammar uses, could not be made from it.
fn scope(prefix: &str) -> Scope {
    Scope::new(prefix).unwrap_or_default()
}
