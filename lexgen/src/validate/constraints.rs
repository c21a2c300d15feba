//! The constraints of one place in a lexicon, as data.

use crate::syntax::Format;

/// The constraints of a field, or of an array's items. What does not apply to
/// the value's type is ignored.
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
    /// The integers allowed; all when empty.
    pub integers: &'r [i64],
    /// The strings allowed; all when empty.
    pub strings: &'r [S],
    /// The only integer allowed.
    pub integer: Option<i64>,
    /// The only string allowed.
    pub string: Option<&'r str>,
    /// The only boolean allowed.
    pub boolean: Option<bool>,
    /// What a string must look like.
    pub format: Option<Format>,
    /// MIME types or patterns of a blob; all when `None`.
    pub accept: Option<&'r [S]>,
    /// Most bytes of a blob.
    pub max_size: Option<u64>,
    /// Whether data of any kind must be an object.
    pub object: bool,
    /// The constraints of an array's items.
    pub items: Option<&'r Constraints<'r, S>>,
}

impl Constraints<'_> {
    /// No constraints.
    pub const NONE: Self = Self::EMPTY;
}

impl<S> Constraints<'_, S> {
    /// No constraints, whatever strings are listed as.
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
