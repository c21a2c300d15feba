//! Items in place of what could not be generated.

use std::collections::{BTreeMap, BTreeSet};

/// Names of items that could not be generated, by the path of their module below
/// the root.
pub type Stubs = BTreeMap<Vec<String>, Stub>;

/// The names of items of one module that could not be generated. They are aliases
/// of one type, and of a constant of it, at the root.
#[derive(Clone, Debug, Default)]
pub struct Stub {
    /// Types.
    pub types: BTreeSet<String>,
    /// Constants, and values of types.
    pub values: BTreeSet<String>,
}
