//! [`Validate`] for the types of fields in generated structs.

use super::{
    Constraints, Unit, Validate, Validator, blob, boolean, integer, length, link,
    scalar::formatted, string, unknown,
};
use crate::{
    data::{Blob, Bytes, CidLink, Data, Nullable},
    syntax,
};

/// The parameters or body of an endpoint that has none.
impl Validate for () {
    fn check(&self, _constraints: &Constraints<'_>, _validator: &mut Validator<'_>) {}
}

impl Validate for bool {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        boolean(*self, constraints, validator);
    }
}

impl Validate for i64 {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        integer(*self, constraints, validator);
    }
}

impl Validate for String {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        string(self, constraints, validator);
    }
}

impl Validate for Bytes {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        length(self.len() as u64, Unit::Bytes, constraints, validator);
    }
}

impl Validate for Blob {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        blob(self, constraints, validator);
    }
}

impl Validate for Data {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        unknown(self, constraints, validator);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        length(self.len() as u64, Unit::Items, constraints, validator);
        let constraints = constraints.items.unwrap_or(&Constraints::NONE);
        for (index, item) in self.iter().enumerate() {
            validator.in_item(index, |validator| item.check(constraints, validator));
        }
    }
}

/// Absent values and `null` satisfy every constraint.
impl<T: Validate> Validate for Option<T> {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        if let Some(value) = self {
            value.check(constraints, validator);
        }
    }
}

/// Absent values and `null` satisfy every constraint.
impl<T: Validate> Validate for Nullable<T> {
    fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        if let Self::Value(value) = self {
            value.check(constraints, validator);
        }
    }
}

/// A value must have the format of its type, and satisfy the constraints of its
/// field.
macro_rules! validate_format {
    ($($(#[$doc:meta])* $format:ident $row:tt;)*) => {
        $(impl Validate for syntax::$format {
            fn check(&self, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
                formatted(self, Some(Self::FORMAT), constraints, validator);
            }
        })*
    };
}
syntax::formats!(validate_format);

/// Links have no constraints, but not every CID is one of the data model.
impl Validate for CidLink {
    fn check(&self, _constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        link(self, validator);
    }
}
