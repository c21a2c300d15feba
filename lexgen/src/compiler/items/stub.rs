//! Items in place of what could not be generated.

/// The names of items of one module that could not be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// The module's path below the root.
    pub path: Vec<String>,
    /// The name of a type, and of a constant of it, at the root that all of them
    /// are aliases of.
    pub refused: String,
    /// Types.
    pub types: Vec<String>,
    /// Constants, and values of types.
    pub values: Vec<String>,
}
