//! Schema evolution: what differs between two sets of lexicons, and what that
//! does to whom.
//!
//! Lexicons are promises to strangers, and records live for ever in other
//! people's repositories. The comparison answers in four steps, each a
//! function from one type to the next:
//!
//! | step | file | from | to |
//! |---|---|---|---|
//! | what differs? | `walk` | two [`Ir`]s | [`Change`]s, each with its [`ValueSetChange`] |
//! | how is that read by people? | `tree` | [`Change`]s | [`Tree`](tree::Tree), text |
//! | who sends it, who reads it? | [`Flow`] | both [`Ir`]s | the uses of each definition |
//! | what does Rust see of it? | `public_api` | both [`Ir`]s | [`Semver`] of each change |
//! | so what? | `judge` | all of these | [`Verdict`]s, by [`compare`] |
//! | which verdicts count? | `policy` | [`Verdict`]s | their severity |
//! | can you prove it? | `witness` | a [`Change`] | a [`Witness`](witness::Witness) |
//!
//! The idea that carries the rest: whatever is changed in a type makes the set
//! of its valid values smaller, larger, both or neither (a [`ValueSetChange`]). With the
//! direction of the data this says who breaks: a smaller set breaks those who
//! still write the old values, a larger one those who still read with the old
//! schema. Every break of this kind has a witness, a value that one side
//! accepts and the other refuses (`witness`).
//!
//! Each rule has a page in `pages/`, whose examples are its tests.
//!
//! [`Ir`]: crate::compiler::ir::Ir
//! [`Flow`]: crate::compiler::flow::Flow

mod change;
mod change_kind;
mod comparison;
mod judge;
#[cfg(test)]
mod pages;
#[cfg(feature = "cli")]
pub mod policy;
pub mod public_api;
pub mod rules;
mod sentence;
pub mod tree;
mod value_set_change;
mod values;
mod verdict;
mod walk;
pub mod witness;

pub use change::{Change, Location, Side};
pub use change_kind::{
    BodyAspect, BodyChange, BodyPart, ChangeKind, Constraint, ConstraintChange, DefinitionChange,
    ErrorChange, Limit, MemberChange, PermissionChange, Presence, PropertyChange, Referent,
    Replaced, RustChange,
};
pub use comparison::{Comparison, Options, compare};
pub use value_set_change::ValueSetChange;
pub use verdict::{Audience, Effect, Level, Party, Semver, Verdict};
pub use walk::{ChangeOptions, changes};
