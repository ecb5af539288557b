//! `site.toml`.

use super::{List, Maybe, Of, raw};
use crate::model::settings::{RuleLevel, Spacing};
use crate::syntax::decode::{Entries, Field, OneOrEach};

raw! {
    /// What holds for the whole project.
    RawSettings {
        /// Where the public site will stand, sub-path included, without query and fragment.
        base_url: Field<String>,
        /// The language of source files without a `locale:` of their own.
        source_locale: Field<String>,
        /// All languages of the site, in the order of the language switch.
        locales: Field<List<String>>,
        /// The site's title, in each language.
        #[schemars(transform = super::keys::locales)]
        title: Field<Entries<String>>,
        /// How the sites look.
        theme: Maybe<RawTheme>,
        /// The day to take for today; left out in a living project.
        as_of: Maybe<String>,
        /// Whether this is the sample itself.
        sample: Maybe<bool>,
        /// Whether raw HTML in Markdown is cleaned and kept instead of refused.
        allow_html: Maybe<bool>,
        /// Names at the top of an output folder that publishing leaves alone.
        keep: Maybe<List<String>>,
        /// Levels of rules, by code: one for all languages, or one by language.
        #[schemars(transform = super::keys::rules)]
        rules: Maybe<Entries<OneOrEach<Of<RuleLevel>>>>,
        /// How texts are set.
        l10n: Maybe<RawL10n>,
        /// Exceptions from rules. Customers never see them.
        waivers: Maybe<List<RawWaiver>>,
        /// How translations are reviewed.
        review: Maybe<RawReview>,
    }
    /// How translations are reviewed.
    RawReview {
        /// Whether nobody may review what they translated themselves.
        four_eyes: Maybe<bool>,
    }
    /// An exception: findings of a rule that are known and accepted for some time.
    RawWaiver {
        /// The code of the rule.
        rule: Field<String>,
        /// Where: a file, a folder, or a glob such as `content/services/*.yaml`; everywhere if left out.
        path: Maybe<String>,
        /// Why the finding is accepted. Needed.
        reason: Maybe<String>,
        /// The last day on which it is. Needed.
        until: Maybe<String>,
    }
    /// How texts are set.
    RawL10n {
        /// What stands between Chinese characters and Latin letters or digits; if left out, what most texts
        /// of the project do.
        spacing: Maybe<Of<Spacing>>,
    }
    /// How the sites look.
    RawTheme {
        /// A folder under `themes/`, whose files take the place of the default theme's.
        name: Maybe<String>,
        /// The one hue of your own, as `#rrggbb`.
        accent: Maybe<String>,
        /// An image beside the name: a path under `content/`.
        logo: Maybe<String>,
    }
}
