//! What a project says, once read: plain immutable data and pure arithmetic.
//!
//! Apart from the raw structs beside `resolve`, which mirror files, and from views, which mirror pages.
//! Every name here is resolved and every string typed.
//!
//! Invariant: no reading, no serde, no templates; secret items lie in collections of their own, so that a
//! public view never touches them.

pub mod hours;
pub mod ids;
pub mod money;
pub mod prose;
pub mod settings;
pub mod site;
pub mod terms;
pub mod text;
