//! Visiting the fields of an object, to write, check or show them.
//!
//! One function for all three is much less to compile than three.

use std::{
    fmt::{self, Debug},
    str::SplitWhitespace,
};

use serde::ser::Serialize;

use super::Object;
use crate::{
    data::{Extra, Nullable},
    validate::{Constraints, Validate, Validator},
};

/// The value of a field.
///
/// [`object!`](crate::object) implements `Eq` and requires it of fields here: an
/// assertion for each type would be slow to compile.
pub trait Value: Serialize + Validate + Debug + Eq {}

impl<T: Serialize + Validate + Debug + Eq> Value for T {}

/// What is done with each field of an object, in order.
///
/// The value of a field that is `checked` is checked even if the constraints are none.
pub trait Visitor {
    /// The `$type`, of a record.
    fn type_name(&mut self, name: &'static str);

    /// A required field.
    fn required<T: Value>(&mut self, name: &'static str, value: &T);

    /// An optional field.
    fn optional<T: Value>(&mut self, name: &'static str, value: &Option<T>);

    /// An optional field that may be null.
    fn nullable<T: Value>(&mut self, name: &'static str, value: &Nullable<T>);

    /// A required field.
    #[inline]
    fn checked_required<T: Value>(
        &mut self,
        name: &'static str,
        value: &T,
        _constraints: &'static Constraints<'static>,
    ) {
        self.required(name, value);
    }

    /// An optional field.
    #[inline]
    fn checked_optional<T: Value>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
        _constraints: &'static Constraints<'static>,
    ) {
        self.optional(name, value);
    }

    /// An optional field that may be null.
    #[inline]
    fn checked_nullable<T: Value>(
        &mut self,
        name: &'static str,
        value: &Nullable<T>,
        _constraints: &'static Constraints<'static>,
    ) {
        self.nullable(name, value);
    }

    /// The fields that the lexicon does not name.
    fn extra(&mut self, extra: &Extra);
}

/// Checks the values of `checked` fields.
impl Visitor for Validator<'_> {
    #[inline]
    fn type_name(&mut self, _name: &'static str) {}

    #[inline]
    fn required<T: Value>(&mut self, _name: &'static str, _value: &T) {}

    #[inline]
    fn optional<T: Value>(&mut self, _name: &'static str, _value: &Option<T>) {}

    #[inline]
    fn nullable<T: Value>(&mut self, _name: &'static str, _value: &Nullable<T>) {}

    #[inline]
    fn checked_required<T: Value>(
        &mut self,
        name: &'static str,
        value: &T,
        constraints: &'static Constraints<'static>,
    ) {
        self.field(name, value, constraints);
    }

    #[inline]
    fn checked_optional<T: Value>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
        constraints: &'static Constraints<'static>,
    ) {
        self.field(name, value, constraints);
    }

    #[inline]
    fn checked_nullable<T: Value>(
        &mut self,
        name: &'static str,
        value: &Nullable<T>,
        constraints: &'static Constraints<'static>,
    ) {
        self.field(name, value, constraints);
    }

    #[inline]
    fn extra(&mut self, extra: &Extra) {
        Self::extra(self, extra);
    }
}

/// Writes the `Debug` of an object as a derive does. `names` are those of the struct
/// and of its fields, in one text: a list would be slower to compile.
///
/// # Errors
/// Those of the formatter.
#[doc(hidden)]
pub fn debug_object<T: Object>(
    object: &T,
    f: &mut fmt::Formatter<'_>,
    names: &'static str,
) -> fmt::Result {
    let mut names = names.split_whitespace();
    let mut debugger = Debugger {
        debug: f.debug_struct(rust_name(&mut names)),
        names,
    };
    object.visit(&mut debugger);
    debugger.debug.finish()
}

/// Writes the `Debug` of a variant or of a tuple struct with one field, as a derive does.
///
/// # Errors
/// Those of the formatter.
#[doc(hidden)]
pub fn debug_inside(f: &mut fmt::Formatter<'_>, name: &str, inside: &dyn Debug) -> fmt::Result {
    f.debug_tuple(name).field(inside).finish()
}

/// Shows fields by their Rust names.
struct Debugger<'a, 'f> {
    debug: fmt::DebugStruct<'a, 'f>,
    names: SplitWhitespace<'static>,
}

impl Debugger<'_, '_> {
    fn field(&mut self, value: &dyn Debug) {
        self.debug.field(rust_name(&mut self.names), value);
    }
}

fn rust_name(names: &mut SplitWhitespace<'static>) -> &'static str {
    let name = names.next().unwrap_or_default();
    name.strip_prefix("r#").unwrap_or(name)
}

impl Visitor for Debugger<'_, '_> {
    fn type_name(&mut self, _name: &'static str) {}

    fn required<T: Value>(&mut self, _name: &'static str, value: &T) {
        self.field(value);
    }

    fn optional<T: Value>(&mut self, _name: &'static str, value: &Option<T>) {
        self.field(value);
    }

    fn nullable<T: Value>(&mut self, _name: &'static str, value: &Nullable<T>) {
        self.field(value);
    }

    fn extra(&mut self, extra: &Extra) {
        self.debug.field("extra", extra);
    }
}
