//! Which values a type allows, as far as it takes to say whether a constraint
//! takes some of them away.
//!
//! A type's values are what all its constraints leave over. So what the new
//! type refuses of the old one's values is, constraint by constraint, what the
//! new constraint refuses of the values that the *whole* old type allows; the
//! other way round for what is gained. This is what [`exchanged`] computes, and
//! it is why a `maxGraphemes` that `maxLength` implies is no change for anybody.
//!
//! What counts as valid is what [`validate`](crate::validate) says, whose own
//! functions judge the values of closed lists.

mod accept;
mod format;
mod integers;
mod lengths;
mod query;
mod record_key;
mod texts;

pub(super) use accept::{Blobs, encoding, is_same_list};
pub(super) use integers::{Booleans, Integers};
pub(super) use lengths::Lengths;
pub(super) use query::stands_for;
pub(super) use record_key::record_keys;
pub(super) use texts::Texts;

use super::ValueSetChange;

/// What it does to the values of a type that the constraint `before` became
/// `after`. `refuses` says whether a constraint refuses some value of a type.
pub(super) fn exchanged<T, C>(
    (old, before): (&T, Option<C>),
    (new, after): (&T, Option<C>),
    refuses: impl Fn(&T, C) -> bool,
) -> ValueSetChange {
    ValueSetChange {
        narrowed: after.is_some_and(|constraint| refuses(old, constraint)),
        widened: before.is_some_and(|constraint| refuses(new, constraint)),
    }
}
