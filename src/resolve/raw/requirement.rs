//! `requirements/*.yaml`: for staff alone.

use super::{Ids, List, Maybe, Of, raw};
use crate::model::partner::{Cloud, Role};
use crate::model::requirement::{AnswerState, Modality, Need};
use crate::model::service::Area;
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// A pack of requirements of your own, or what you add to other packs and answer to them.
    RawRequirements {
        /// The pack: with `edition` this one's name, without it the pack that is added to. Without this key it is
        /// the name of the file.
        pack: Maybe<String>,
        /// The edition of a pack of your own; without it the file adds to another pack, whatever its edition.
        edition: Maybe<String>,
        /// How readers call the pack. A pack needs it.
        name: Option<Text>,
        /// From which day on the edition holds. A pack needs it.
        valid_from: Maybe<String>,
        /// The clouds that its requirements are about, where they do not say it themselves; none means all.
        clouds: Maybe<List<Of<Cloud>>>,
        /// The pack and edition whose requirements are taken over, as `microsoft-csp@2020-04`.
        base: Maybe<String>,
        /// The requirements of `base` that are not taken over.
        dropped: Maybe<List<String>>,
        /// What the requirements of this file rest on. A pack needs it.
        source: Maybe<RawCitation>,
        /// Requirements by id, as `CSP-021`; one that the base or the other pack has is replaced as a whole.
        requirements: Maybe<Entries<RawRequirement>>,
        /// What you say of requirements that your terms do not answer, by id and revision, as `CSP-021@1`.
        answers: Maybe<Entries<RawAnswer>>,
    }
    /// Something that is demanded.
    RawRequirement {
        /// Which wording of it; a higher number makes claims for the old one stale.
        revision: Field<u32>,
        /// How binding it is.
        modality: Field<Of<Modality>>,
        /// What is demanded.
        text: Text,
        /// What it means in practice.
        note: Option<Text>,
        /// Whom it binds; none means all.
        roles: Maybe<List<Of<Role>>>,
        /// In which clouds; none means all.
        clouds: Maybe<List<Of<Cloud>>>,
        /// For which services, by id or family; none means all.
        services: Maybe<Ids>,
        /// For which areas; none means all.
        areas: Maybe<List<Of<Area>>>,
        /// The facts that answer it, all of them together; none means that only a claim can.
        evidence: Maybe<List<Of<Need>>>,
        /// Whether the source was read and says so.
        verified: Field<bool>,
        /// Where it is demanded, where that is not the source of the file.
        source: Maybe<RawCitation>,
    }
    /// What you say of a requirement.
    RawAnswer {
        /// What.
        state: Field<Of<AnswerState>>,
        /// For which services; none means all.
        services: Maybe<Ids>,
        /// Why.
        reason: Text,
        /// Who has agreed to it.
        approver: Field<String>,
        /// When it is read again.
        review_by: Field<String>,
    }
    /// A publication elsewhere.
    RawCitation {
        /// What it is called.
        title: Text,
        /// Its address.
        url: Field<String>,
        /// When it was published.
        date: Field<String>,
    }
}
