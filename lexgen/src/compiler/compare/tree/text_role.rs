//! What a piece of text is, for its color.

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextRole {
    /// Ordinary text.
    Plain,
    /// The name of a document or of a definition.
    Heading,
    /// Something added.
    Added,
    /// Something removed.
    Removed,
    /// Something changed.
    Changed,
    /// Less important text.
    Dim,
}
