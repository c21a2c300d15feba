//! Arrays that contain themselves, which cannot be type aliases.

use serde::de::{Deserialize, Deserializer, Error};

use super::stack_guard::StackGuard;

/// Deserializes the value of a newtype.
///
/// # Errors
/// Those of the format and of the items; or if arrays are nested so deeply that the
/// stack could overflow.
pub fn deserialize_newtype<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let _guard = StackGuard::enter().map_err(D::Error::custom)?;
    T::deserialize(deserializer)
}

/// Implements [`Validate`](crate::Validate), serde's traits and `Debug` for a tuple struct
/// with one field, which is the value on the wire.
#[macro_export]
macro_rules! newtype {
    ($name:ident { $($attribute:ident $(($($value:tt)*))?),* $(;)? }) => {
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug_inside(f, ::core::stringify!($name), &self.0)
            }
        }

        #[allow(deprecated)]
        impl $crate::validate::Validate for $name {
            #[inline]
            fn check(
                &self,
                _constraints: &$crate::validate::Constraints<'_>,
                validator: &mut $crate::validate::Validator<'_>,
            ) {
                let constraints = $crate::__constraints!([] $($attribute $(($($value)*))?),*);
                $crate::validate::Validate::check(&self.0, constraints, validator);
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize_newtype(deserializer).map(Self)
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}
