//! Whether [`Data`](super::Data) that is read from `Data` is kept as it is.
//!
//! It is read in its JSON form, for types that have one of their own. But in JSON,
//! `2.0` is `2`, and the object `{"$link": …}` of DAG-CBOR is a link. A deserializer
//! cannot tell its visitor that they are not, except by a variable.

use std::cell::Cell;

/// The name of the newtype that tells [`Data::encode`](super::Data::encode) the same.
pub(super) const NEWTYPE: &str = "$__private__lexgen__data";

thread_local! {
    static EXACT: Cell<bool> = const { Cell::new(false) };
}

/// Whether a number or an object is kept as it is.
pub(super) fn is_set() -> bool {
    EXACT.get()
}

/// Says that what is visited next is in the value.
pub(super) fn end() {
    EXACT.set(false);
}

/// Visits a value that is kept as it is, or is not.
pub(super) fn with<T>(exact: bool, visit: impl FnOnce() -> T) -> T {
    /// Also if the visitor panics.
    struct Restore(bool);

    impl Drop for Restore {
        fn drop(&mut self) {
            EXACT.set(self.0);
        }
    }

    let _restore = Restore(EXACT.replace(exact));
    visit()
}
