//! What a project says, once read: plain immutable data and pure arithmetic.
//!
//! Apart from the raw structs beside `resolve`, which mirror files, and from views, which mirror pages.
//! Every name here is resolved and every string typed.
//!
//! Invariant: no reading, no serde, no templates; secret items lie in collections of their own, so that a
//! public view never touches them.

pub mod answering;
pub mod channel;
pub mod citation;
pub mod coverage;
pub mod desk;
pub mod due;
pub mod duration;
pub mod glossary;
pub mod hours;
pub mod ids;
pub mod keeping;
pub mod message;
pub mod money;
pub mod notice;
pub mod offering;
pub mod partner;
pub mod policy;
pub mod price;
pub mod prose;
pub mod requirement;
pub mod scenario;
pub mod schedule;
pub mod service;
pub mod settings;
pub mod site;
pub mod step;
pub mod target;
pub mod text;
pub mod times;
pub mod vehicle;
pub mod word;
