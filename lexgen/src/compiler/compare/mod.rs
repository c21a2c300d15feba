//! Schema evolution: what differs between two sets of lexicons, and whom it
//! breaks.
//!
//! Other people's programs depend on a lexicon, and records in other people's
//! repositories are never migrated. The comparison works in steps, each a
//! function from one type to the next:
//!
//! | step | file | from | to |
//! |---|---|---|---|
//! | what differs? | `walk` | two [`Ir`]s | [`Change`]s, each with its [`ValueSetChange`] |
//! | how is it shown to people? | `tree` | [`Change`]s | [`Tree`](tree::Tree), text |
//! | who sends it, who reads it? | [`Flow`] | both [`Ir`]s | the uses of each definition |
//! | what does Rust see of it? | `public_api` | both [`Ir`]s | [`Semver`] of each change |
//! | whom does it break? | `judge` | all of these | [`Verdict`]s, by [`compare`] |
//! | which verdicts count? | `policy` | [`Verdict`]s | their severity |
//! | what data proves it? | `witness` | a [`Change`] | a [`Witness`](witness::Witness) |
//!
//! The central idea: a change of a type makes the set of its valid values
//! smaller, larger, both or neither (a [`ValueSetChange`]). Together with the
//! direction of the data this tells who breaks: a smaller set breaks those who
//! still write the old values, a larger set those who still read with the old
//! schema. Every break of this kind has a witness: a value that one version
//! accepts and the other refuses.
//!
//! Each rule has a page in `pages/`, whose examples are its tests.
//!
//! [`Ir`]: crate::compiler::ir::Ir
//! [`Flow`]: crate::compiler::flow::Flow

mod change;
mod change_kind;
mod comparison;
mod constraint;
mod inside;
mod judge;
mod not_compared;
#[cfg(test)]
mod pages;
#[cfg(feature = "cli")]
pub mod policy;
pub mod public_api;
#[cfg(any(feature = "cli", test))]
mod refused;
#[cfg(feature = "cli")]
mod retired;
pub mod rules;
mod sentence;
pub mod tree;
mod value_set_change;
mod values;
mod verdict;
mod walk;
pub mod witness;

pub use crate::compiler::flow::Carrier;
pub use change::{Change, Location, Side};
pub use change_kind::{
    BodyAspect, BodyChange, BodyPart, ChangeKind, DefinitionChange, ErrorChange, MemberChange,
    PermissionChange, Presence, PropertyChange, Replaced, RustChange, SpaceChange,
};
pub use comparison::{Comparison, Options, compare};
pub use constraint::{Constraint, ConstraintChange, InPlace, Limit, Referent};
pub use inside::{Inside, InsideChange};
#[cfg(any(feature = "cli", test))]
pub(crate) use refused::Faulty;
pub use value_set_change::ValueSetChange;
pub use verdict::{Audience, Effect, Level, Party, Semver, Verdict};
pub use walk::{ChangeOptions, changes};
