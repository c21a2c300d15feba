//! What a piece of text is, for whoever gives it a colour.

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextRole {
    /// Text like any other.
    Plain,
    /// The name of a document or of a definition.
    Heading,
    /// What is new.
    Added,
    /// What is gone.
    Removed,
    /// What is another one.
    Changed,
    /// What matters less.
    Dim,
}
