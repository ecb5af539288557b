//! Two languages kept in step: which piece of a translation is which piece of its source, and how far it is.
//!
//! Apart from `resolve`, which reads what the texts mean: here only matters which text stands for which. A unit
//! ([`mod@unit`]) is known again by [`follow`], finds its partner in the other language by [`pair`], and has a state
//! by what the [`record`] beside the file says ([`standing`]).
//!
//! Nothing here looks at days or at version control: what was translated is known by its text alone.
//!
//! Invariant: pairs of headings never cross; each unit has one state.

pub mod beside;
mod best_path;
pub mod data_file;
pub mod figures;
mod follow;
mod headings;
pub mod keep;
pub mod memory;
mod normal;
mod own_form;
mod pair;
pub mod progress;
mod provenance;
pub mod record;
pub mod shape;
pub mod standing;
pub mod unit;
pub mod volume;

pub use self::headings::{HeadingPairs, Translations, align};
pub use self::normal::plain;
pub use self::provenance::Provenance;
pub use self::record::{Entry, Origin, Record, SEGMENTER, Stage, record_path, recorded};
pub use self::standing::{Standing, Standings, State, standings};
pub use self::unit::{Hash, Unit, UnitKind, units};
