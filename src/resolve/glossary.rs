//! The glossary: raw keys to model types.

use std::sync::Arc;

use super::raw::glossary::RawTerm;
use super::raw::{List, Maybe};
use super::scope::Scope;
use super::values::{given, word};
use crate::diagnostic::catalog::SYN004;
use crate::diagnostic::suggest;
use crate::locale::Locale;
use crate::model::channel::Visibility;
use crate::model::glossary::{Term, Wordings};
use crate::model::ids::TermId;
use crate::syntax::decode::Entries;

/// All words: those that customers may see, and those of staff.
pub(super) fn glossary(scope: &mut Scope<'_>) -> (Vec<Arc<Term>>, Vec<Arc<Term>>) {
    let Some(entries) = scope.decode::<Entries<RawTerm>>() else { return Default::default() };
    let (mut public, mut internal) = (Vec::new(), Vec::new());
    for (key, field) in entries.0 {
        scope.check_id(&key);
        let Some(raw) = field.value else { continue };
        let RawTerm {
            term: preferred,
            definition,
            never_translate,
            forbidden,
            synonyms,
            retired,
            visibility,
        } = raw;
        let never_translate = given(never_translate).unwrap_or(false);
        let preferred = if never_translate { scope.name(preferred) } else { scope.text(preferred) };
        let definition = scope.text(definition);
        let hidden = matches!(word(visibility), Some(Visibility::Internal));
        let (forbidden, synonyms) = (wordings(scope, forbidden), wordings(scope, synonyms));
        let retired = wordings(scope, retired);
        let (Some(preferred), Some(definition)) = (preferred, definition) else { continue };
        let id = TermId::new(&key.text);
        let term =
            Arc::new(Term { id, preferred, definition, never_translate, forbidden, synonyms, retired });
        if hidden { internal.push(term) } else { public.push(term) }
    }
    (public, internal)
}

fn wordings(scope: &mut Scope<'_>, raw: Maybe<Entries<List<String>>>) -> Wordings {
    let mut all = Wordings::new();
    for (key, field) in given(raw).map_or(Vec::new(), |entries| entries.0) {
        let own = Locale::new(&key.text)
            .filter(|locale| scope.settings.locales.contains(locale) && locale.as_str() == &*key.text);
        let Some(locale) = own else {
            let hint = suggest(&key.text, scope.settings.locales.iter().map(Locale::as_str));
            let message = format!("expected a locale of the site, found `{}`", key.text);
            scope.push(scope.found(&SYN004, key.span, message).maybe_hint(hint));
            continue;
        };
        let words = field.value.unwrap_or_default().into_iter().filter_map(|field| field.value);
        all.insert(locale, words.map(Into::into).collect());
    }
    all
}
