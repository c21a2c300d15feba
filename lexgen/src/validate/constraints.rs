//! Constraints as data.

use crate::syntax::Format;

/// The constraints of a field, or of the items of an array. Those that do not
/// apply to the type of the value are ignored.
///
/// `S` is the type of listed strings: `&str` in constants, `String` where they
/// are borrowed from a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraints<'r, S = &'r str> {
    /// Fewest bytes of a string's UTF-8 or of bytes, fewest items of an array.
    pub min_length: Option<u64>,
    /// Most bytes of a string's UTF-8 or of bytes, most items of an array.
    pub max_length: Option<u64>,
    /// Fewest grapheme clusters of a string.
    pub min_graphemes: Option<u64>,
    /// Most grapheme clusters of a string.
    pub max_graphemes: Option<u64>,
    /// Least integer.
    pub minimum: Option<i64>,
    /// Greatest integer.
    pub maximum: Option<i64>,
    /// The allowed integers; empty if all are allowed.
    pub integers: &'r [i64],
    /// The allowed strings; empty if all are allowed.
    pub strings: &'r [S],
    /// The only allowed integer.
    pub integer: Option<i64>,
    /// The only allowed string.
    pub string: Option<&'r str>,
    /// The only allowed boolean.
    pub boolean: Option<bool>,
    /// The format of a string.
    pub format: Option<Format>,
    /// The allowed MIME types and patterns of a blob; `None` if all are allowed.
    pub accept: Option<&'r [S]>,
    /// Most bytes of a blob.
    pub max_size: Option<u64>,
    /// Whether data of any kind must be an object.
    pub object: bool,
    /// The constraints of the items of an array.
    pub items: Option<&'r Constraints<'r, S>>,
}

impl Constraints<'_> {
    /// No constraints.
    pub const NONE: Self = Self::EMPTY;
}

impl<S> Constraints<'_, S> {
    /// No constraints, for any type of listed strings.
    pub(crate) const EMPTY: Self = Self {
        min_length: None,
        max_length: None,
        min_graphemes: None,
        max_graphemes: None,
        minimum: None,
        maximum: None,
        integers: &[],
        strings: &[],
        integer: None,
        string: None,
        boolean: None,
        format: None,
        accept: None,
        max_size: None,
        object: false,
        items: None,
    };
}
