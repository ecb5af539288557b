//! JSON Schemas of all kinds of files, made from the structs that files are read into.
//!
//! Beside `resolve`, where these structs live. A schema is for editors: it knows keys, types and words, and
//! says what each key means; whether a thing exists and fits is judged by `resolve` and `check` alone.
//!
//! A YAML file has two schemas: its own, and that of its translations, which hold its text keys alone.
//!
//! Invariant: what reading takes, a schema accepts, but for a plain `true` or `false` where a text belongs:
//! that is a slip nearly always, and as a type it would offer both words at each text. The bytes depend on
//! the program alone.

mod print;
mod reference;
mod shape;
mod translation;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::raw::channel::{RawChannel, RawNotice};
use super::raw::desk::RawDesk;
use super::raw::glossary::RawTerm;
use super::raw::keys;
use super::raw::offering::RawOffering;
use super::raw::partner::{RawEntity, RawPartner};
use super::raw::policy::{RawPolicy, RawProduct};
use super::raw::prose::{RawMessage, RawNote, RawPage, RawRunbook, RawTranslation};
use super::raw::requirement::RawRequirements;
use super::raw::service::RawService;
use super::raw::settings::RawSettings;
use super::raw::severity::{RawRequest, RawSeverity};
use super::raw::time::{RawCalendar, RawHours};
use super::raw::vehicle::{RawScenario, RawVehicle};
use crate::syntax::decode::Entries;

pub use self::reference::reference;

/// A kind of file with a schema.
pub struct SchemaKind {
    /// Its name on the command line and in the names of schema files.
    pub name: &'static str,
    /// The files it is for.
    pub files: &'static str,
    /// What such a file describes.
    about: &'static str,
    make: fn() -> Value,
    translation: Texts,
}

/// How the translation of a file is written.
enum Texts {
    /// There is none.
    Untranslated,
    /// With the text keys of the source.
    Same,
    /// With these keys.
    Own(fn() -> Value),
}

/// All kinds, in the order of the reference.
pub const KINDS: &[SchemaKind] = &[
    kind("site", "site.toml", "What holds for the whole project", of::<RawSettings>, Texts::Untranslated),
    kind("partner", "content/partner.yaml", "Who publishes the terms", of::<RawPartner>, Texts::Same),
    kind("entity", "content/entities/*.yaml", "A legal person", of::<RawEntity>, Texts::Same),
    kind("terms", "content/terms.yaml", "What holds for all offerings", of::<RawPolicy>, Texts::Same),
    kind(
        "service",
        "content/services/*.yaml",
        "An online service that is supported",
        of::<RawService>,
        Texts::Same,
    ),
    kind(
        "offering",
        "content/offerings/*.yaml",
        "A support product that a customer gets",
        of::<RawOffering>,
        Texts::Same,
    ),
    kind(
        "product",
        "content/marketplace/*.yaml",
        "A marketplace product of another maker",
        of::<RawProduct>,
        Texts::Same,
    ),
    kind(
        "severities",
        "content/severities.yaml",
        "How bad a case can be: two to five severities by id, the worst first",
        of::<Entries<RawSeverity>>,
        Texts::Same,
    ),
    kind(
        "request-types",
        "content/request-types.yaml",
        "What a case can be about, by type",
        requests,
        Texts::Same,
    ),
    kind("desk", "content/desks/*.yaml", "People in a place who answer", of::<RawDesk>, Texts::Same),
    kind("hours", "content/hours/*.yaml", "When somebody answers", of::<RawHours>, Texts::Same),
    kind(
        "calendar",
        "content/calendars/*.yaml",
        "Holidays and make-up workdays",
        of::<RawCalendar>,
        Texts::Same,
    ),
    kind(
        "channels",
        "content/channels.yaml",
        "The ways to reach you, by id",
        of::<Entries<RawChannel>>,
        Texts::Same,
    ),
    kind("notice", "content/notices/*.yaml", "A short-lived message", of::<RawNotice>, Texts::Same),
    kind(
        "glossary",
        "content/glossary.yaml",
        "Words and what they mean, by id",
        of::<Entries<RawTerm>>,
        Texts::Same,
    ),
    kind(
        "vehicles",
        "content/vehicles.yaml",
        "The contracts and channels that let you escalate, by id; for staff alone",
        of::<Entries<RawVehicle>>,
        Texts::Same,
    ),
    kind(
        "requirements",
        "content/requirements/*.yaml",
        "A pack of requirements, or what is added to packs and answered to them; for staff alone",
        of::<RawRequirements>,
        Texts::Same,
    ),
    kind(
        "scenario",
        "content/scenarios/*.yaml",
        "A test of the terms: a case, and what should come of it",
        of::<RawScenario>,
        Texts::Untranslated,
    ),
    kind(
        "page",
        "content/pages/**.md",
        "The front matter of a page",
        of::<RawPage>,
        Texts::Own(of::<RawTranslation>),
    ),
    kind(
        "runbook",
        "content/runbooks/**.md",
        "The front matter of a runbook",
        of::<RawRunbook>,
        Texts::Own(of::<RawTranslation>),
    ),
    kind(
        "message",
        "content/messages/*.md",
        "The front matter of a message to customers",
        of::<RawMessage>,
        Texts::Own(titled),
    ),
    kind(
        "note",
        "content/notes/**.md",
        "The front matter of a note",
        of::<RawNote>,
        Texts::Own(of::<RawNote>),
    ),
];

const fn kind(
    name: &'static str,
    files: &'static str,
    about: &'static str,
    make: fn() -> Value,
    translation: Texts,
) -> SchemaKind {
    SchemaKind { name, files, about, make, translation }
}

impl SchemaKind {
    /// The kind of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    /// The schema of such a file, with a line's end.
    pub fn schema(&self) -> String {
        print::print(&self.document())
    }

    /// The schema of a translation of such a file, where it is translated.
    pub fn translation(&self) -> Option<String> {
        let made = match self.translation {
            Texts::Untranslated => return None,
            Texts::Same => translation::texts_alone(&self.document()),
            Texts::Own(make) => shape::finish(make()),
        };
        let title = format!("{}: translation", self.title());
        let about = format!(
            "The texts of `{}` in another language; facts stand once, in the source file",
            self.files
        );
        Some(print::print(&shape::with_head(made, &self.id(true), &title, &about)))
    }

    /// The file names under which the schemas are kept, and the schemas.
    pub fn as_files(&self) -> Vec<(String, String)> {
        let own = (format!("{}.schema.json", self.name), self.schema());
        let texts = self.translation().map(|text| (format!("{}.translation.schema.json", self.name), text));
        std::iter::once(own).chain(texts).collect()
    }

    fn id(&self, translation: bool) -> String {
        format!("{ID}{}{}", self.name, if translation { ":translation" } else { "" })
    }

    /// The schema with the marks that printing leaves out.
    fn document(&self) -> Value {
        let mut made = shape::finish((self.make)());
        if self.files.ends_with(".yaml") {
            shape::allow_head(&mut made);
        }
        shape::with_head(made, &self.id(false), &self.title(), self.about)
    }

    /// The name as a title, as `Request types`.
    fn title(&self) -> String {
        let (first, rest) = self.name.split_at(1);
        first.to_uppercase() + &rest.replace('-', " ")
    }
}

/// What the `$id` of all our schemas begins with.
const ID: &str = "urn:supportbook:schema:";

/// Whether a file is a schema of ours, of whatever version, so that it may be written anew.
pub fn is_ours(bytes: &[u8]) -> bool {
    let schema: Option<Value> = serde_json::from_slice(bytes).ok();
    schema.is_some_and(|schema| schema["$id"].as_str().is_some_and(|id| id.starts_with(ID)))
}

fn of<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

fn requests() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Entries<RawRequest>>();
    keys::request_types(&mut schema);
    schema.to_value()
}

/// The translation of a message cannot do without a title.
fn titled() -> Value {
    let mut schema = of::<RawTranslation>();
    schema["required"] = Value::from(vec!["title"]);
    schema
}

#[cfg(test)]
mod tests;
