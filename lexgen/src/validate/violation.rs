//! What validation reports, for programs and for people.

use std::fmt;

use crate::shown::{message, shown};

/// The most violations that are displayed: data can have very many.
const DISPLAYED: usize = 20;

/// The most bytes of a path that `Debug` shows.
const DISPLAYED_PATH: usize = 1000;

/// A constraint that a value violates.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the invalid
    /// value, from the value that was checked; empty for that value itself.
    ///
    /// Names of more than 200 bytes that no lexicon gives are cut, and so is a path of
    /// more than about 4,000.
    pub path: String,
    /// The constraint.
    pub code: Code,
    /// A message for people, without a period. What it repeats of the value is short
    /// and escaped.
    pub message: String,
}

impl Violation {
    pub(crate) fn new(path: String, code: Code, message: String) -> Self {
        Self {
            path,
            code,
            message,
        }
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("path", &shown(&self.path).up_to(DISPLAYED_PATH))
            .field("code", &self.code)
            .field("message", &self.message)
            .finish()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", message(&self.path), self.message)
        }
    }
}

/// The constraint that a [`Violation`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// Less than `minLength`.
    TooShort,
    /// More than `maxLength`.
    TooLong,
    /// Less than `minGraphemes`.
    TooFewGraphemes,
    /// More than `maxGraphemes`.
    TooManyGraphemes,
    /// Less than `minimum`.
    TooSmall,
    /// More than `maximum`.
    TooLarge,
    /// Not in `enum`.
    NotInEnum,
    /// Not equal to `const`.
    NotConst,
    /// Not in the `format`.
    Malformed,
    /// Not in `accept`.
    NotAccepted,
    /// More than `maxSize`.
    TooManyBytes,
    /// A required field is missing.
    Missing,
    /// `null`, although the lexicon does not allow it.
    Null,
    /// A value of another type.
    WrongType,
    /// A member of a union, or a record, without `$type`.
    MissingType,
    /// A record with another `$type` than its own.
    WrongRecordType,
    /// A `$type` that is not a member of a closed union.
    NotAMember,
    /// A reference to a definition that was not found.
    Unresolved,
    /// Not in the data model: see [`Data`](crate::Data).
    NotData,
    /// A `$type` with `#main`, white space, or without an NSID.
    MalformedType,
    /// A warning: a CID that is not of the form for its place.
    UnusualCid,
    /// A warning: a `$type` that is not the name of a type.
    UnusualType,
    /// A warning: an object with the `$type` of another type than its own.
    OtherType,
    /// A warning: a blob in the legacy form.
    LegacyBlob,
}

impl Code {
    /// The code as text, such as `too-long`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::TooFewGraphemes => "too-few-graphemes",
            Self::TooManyGraphemes => "too-many-graphemes",
            Self::TooSmall => "too-small",
            Self::TooLarge => "too-large",
            Self::NotInEnum => "not-in-enum",
            Self::NotConst => "not-const",
            Self::Malformed => "malformed",
            Self::NotAccepted => "not-accepted",
            Self::TooManyBytes => "too-many-bytes",
            Self::Missing => "missing",
            Self::Null => "null",
            Self::WrongType => "wrong-type",
            Self::MissingType => "missing-type",
            Self::WrongRecordType => "wrong-record-type",
            Self::NotAMember => "not-a-member",
            Self::Unresolved => "unresolved",
            Self::NotData => "not-data",
            Self::MalformedType => "malformed-type",
            Self::UnusualCid => "unusual-cid",
            Self::UnusualType => "unusual-type",
            Self::OtherType => "other-type",
            Self::LegacyBlob => "legacy-blob",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Every constraint that a value violates; never empty.
///
/// `Display` has a line for each of the first twenty, and the number of others.
#[derive(Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `Ok` if there are none.
    pub(crate) fn of(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Self(violations))
        }
    }

    /// The violations, in the order of the fields.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'v> IntoIterator for &'v Violations {
    type Item = &'v Violation;
    type IntoIter = std::slice::Iter<'v, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, violation) in self.0.iter().take(DISPLAYED).enumerate() {
            let break_ = if place == 0 { "" } else { "\n" };
            write!(f, "{break_}{violation}")?;
        }
        match self.0.len().saturating_sub(DISPLAYED) {
            0 => Ok(()),
            others => write!(f, "\nand {others} more"),
        }
    }
}

/// Shows the first twenty.
impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        list.entries(self.0.iter().take(DISPLAYED));
        if self.0.len() > DISPLAYED {
            return list.finish_non_exhaustive();
        }
        list.finish()
    }
}

impl std::error::Error for Violations {}
