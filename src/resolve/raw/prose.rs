//! Front matter of pages, runbooks, notes and messages.

use super::{Ids, List, Maybe, Of, raw};
use crate::model::message::Placeholder;
use crate::model::prose::{PageKind, RunbookKind};
use crate::model::service::Area;
use crate::model::step::{CaseField, StepKind, StepRole};
use crate::syntax::decode::{Entries, Field};

raw! {
    /// The front matter of a page.
    RawPage {
        /// The title; needed unless the body begins with a first-level heading.
        title: Maybe<String>,
        /// One sentence for lists and search engines.
        description: Maybe<String>,
        /// The day the page speaks of.
        date: Maybe<String>,
        /// Place among the pages of its folder; smaller comes first.
        weight: Maybe<i32>,
        /// The last part of the address instead of the file's name.
        slug: Maybe<String>,
        /// Old addresses, which redirect here.
        aliases: Maybe<List<String>>,
        /// What the page is to its readers; decides what a missing translation does.
        kind: Maybe<Of<PageKind>>,
        /// The language of this file, where it is not the site's source locale.
        locale: Maybe<String>,
        /// The requirements that the page answers, as `CSP-021@1`. For staff alone.
        #[allow(dead_code, reason = "claims are read from the tree, in every kind of file alike")]
        satisfies: Maybe<List<String>>,
        /// Unfinished: never on the public site.
        draft: Maybe<bool>,
    }
    /// The front matter of a runbook.
    RawRunbook {
        /// The title; needed unless the body begins with a first-level heading.
        title: Maybe<String>,
        /// One sentence for lists.
        description: Maybe<String>,
        /// What it is for.
        kind: Field<Of<RunbookKind>>,
        /// Who keeps it true.
        owner: Field<String>,
        /// When it was last read with that in mind.
        last_reviewed: Field<String>,
        /// When that is due again, as `3 months`.
        review_in: Field<String>,
        /// What it applies to: ids of services; none means all.
        services: Maybe<Ids>,
        /// What it applies to; none means all.
        areas: Maybe<List<Of<Area>>>,
        /// Its actions in order, by the anchors of their headings.
        steps: Maybe<Entries<RawStep>>,
        /// Place among runbooks of its kind; smaller comes first.
        weight: Maybe<i32>,
        /// The requirements that the runbook answers, as `CSP-021@1`.
        #[allow(dead_code, reason = "claims are read from the tree, in every kind of file alike")]
        satisfies: Maybe<List<String>>,
        /// Unfinished: shown with `--drafts` alone.
        draft: Maybe<bool>,
        /// The language of this file, where it is not the site's source locale.
        locale: Maybe<String>,
    }
    /// One action of a runbook.
    RawStep {
        /// What kind of action.
        kind: Field<Of<StepKind>>,
        /// Who does it.
        role: Field<Of<StepRole>>,
        /// How long it may take, as `15 elapsed_minutes`.
        timebox: Maybe<String>,
        /// What is gathered.
        collect: Maybe<List<Of<CaseField>>>,
        /// What is sent: the id of a message.
        message: Maybe<String>,
        /// Through what the case goes further: the id of a vehicle.
        vehicle: Maybe<String>,
        /// What follows: a step, `close` or `runbook:ID`; without it the next step.
        next: Maybe<String>,
        /// What follows where it does not succeed.
        otherwise: Maybe<String>,
    }
    /// The front matter of a translation, which carries texts alone.
    RawTranslation {
        /// The title.
        title: Maybe<String>,
        /// One sentence for lists.
        description: Maybe<String>,
        /// The language of this file.
        locale: Maybe<String>,
    }
    /// The front matter of a note.
    RawNote {
        /// For your own use; shown nowhere.
        #[allow(dead_code, reason = "a known key that nothing reads")]
        title: Maybe<String>,
        /// The language of this file.
        locale: Maybe<String>,
    }
    /// The front matter of a message to customers.
    RawMessage {
        /// Its title.
        title: Field<String>,
        /// When it is sent.
        description: Maybe<String>,
        /// What is filled in: the name in braces, and what belongs there.
        #[schemars(transform = super::keys::placeholders)]
        placeholders: Maybe<Entries<Of<Placeholder>>>,
        /// Who keeps it true.
        owner: Maybe<String>,
        /// When it is read again.
        next_review: Maybe<String>,
        /// The language of this file.
        locale: Maybe<String>,
    }
}
