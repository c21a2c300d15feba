//! Constraints: what a lexicon requires of a value beyond its type.
//!
//! Decoding accepts any value of the right type, so that one field that is too
//! long does not lose the whole record. [`Validate::validate`] reports every
//! violation with its path. Dynamic validation, which needs no generated types,
//! uses the same functions.
//!
//! | constraint | of | measured in |
//! |---|---|---|
//! | `minLength`, `maxLength` | strings, bytes, arrays | bytes of UTF-8, bytes, items |
//! | `minGraphemes`, `maxGraphemes` | strings | [extended grapheme clusters](https://unicode.org/reports/tr29/) |
//! | `minimum`, `maximum` | integers | |
//! | `enum`, `const` | strings, integers, booleans | |
//! | `format` | strings | |
//! | `accept`, `maxSize` | blobs | MIME types, bytes |
//! | being an object | `unknown` | |
//!
//! It also reports links and blobs that are not those of the data model, and a `$type`
//! that is malformed. What is valid and should not be written is a warning:
//! [`Validate::warnings`].

mod blob;
mod constraints;
mod data;
mod impls;
mod kind;
mod length;
mod link;
mod path;
mod scalar;
mod type_name;
mod validator;
mod violation;

pub(crate) use blob::{accepts as accepts_mime_type, blob, is_mime_type};
pub(crate) use kind::unknown;
#[cfg(feature = "codegen")]
pub(crate) use kind::{null, wrong_type};
pub(crate) use length::length;
pub(crate) use link::link;
#[doc(hidden)]
pub use scalar::check_text;
pub(crate) use scalar::{boolean, integer, string};
#[cfg(feature = "codegen")]
pub(crate) use scalar::{formatted, graphemes};
#[cfg(feature = "codegen")]
pub(crate) use type_name::{is_type_name, type_fault};

pub use constraints::Constraints;
pub use length::Unit;
pub use validator::Validator;
#[cfg(feature = "xrpc")]
pub(crate) use validator::validate_up_to;
pub use violation::{Code, Violation, Violations};

/// A value whose constraints can be checked.
///
/// Generated types and those of the runtime implement it.
pub trait Validate {
    /// Checks the value and everything in it.
    ///
    /// # Errors
    /// The violations, in the order of the fields; up to 64 MiB of their text.
    fn validate(&self) -> Result<(), Violations> {
        let mut validator = Validator::default();
        self.check(&Constraints::NONE, &mut validator);
        validator.finish()
    }

    /// What is valid and not as the specification wants it: a CID of another form, a
    /// blob in the legacy form, a `$type` that does not name a type.
    /// [`validate`](Self::validate) leaves these out.
    fn warnings(&self) -> Vec<Violation> {
        let mut validator = Validator::with_warnings();
        self.check(&Constraints::NONE, &mut validator);
        validator.into_parts().1
    }

    /// Checks the value against the constraints of the field or array that it is
    /// in, and everything in the value against its own constraints.
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>);
}
