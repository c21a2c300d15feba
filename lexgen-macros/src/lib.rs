//! The `#[lexicon]` attribute.
