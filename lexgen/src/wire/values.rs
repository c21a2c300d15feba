//! Strings with listed values: open enums for `knownValues`, closed ones for `enum`.

use std::{borrow::Cow, fmt};

use serde::de::Deserializer;

use crate::{data::borrowed_str, shown::shown};

/// A string that is not among the values of a closed enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    value: Box<str>,
    values: &'static [&'static str],
}

impl InvalidValue {
    /// For [`values!`](crate::values).
    pub fn new(value: &str, values: &'static [&'static str]) -> Self {
        /// The most bytes of the value in an error.
        const SHOWN: usize = 80;
        let end = (0..=SHOWN.min(value.len()))
            .rev()
            .find(|&end| value.is_char_boundary(end));
        Self {
            value: value.get(..end.unwrap_or(0)).unwrap_or_default().into(),
            values,
        }
    }

    /// The allowed values.
    pub fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown value {:?}, expected ", shown(&*self.value))?;
        for (place, value) in self.values.iter().enumerate() {
            let or = if place == 0 { "" } else { " or " };
            write!(f, "{or}`{value}`")?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidValue {}

/// Reads a value of an open enum, which allocates only if the value is not listed.
///
/// # Errors
/// If the data is not a string.
pub fn open_value<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: From<String> + for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    Ok(match borrowed_str(deserializer)? {
        Cow::Borrowed(value) => value.into(),
        Cow::Owned(value) => value.into(),
    })
}

/// Implements conversions from and to strings, [`Validate`](crate::Validate) and
/// serde's traits for an enum, from a table of its values.
///
/// An `open` enum has a last variant `Other(String)` for values that are not
/// listed. A `closed` enum refuses them.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Status { Suspended, Other(String) }
///
/// lexgen::values! {
///     open Status {
///         Suspended = "suspended";
///     }
/// }
///
/// let status: Status = serde_json::from_str(r#""suspended""#)?;
/// assert_eq!(status, Status::Suspended);
/// assert_eq!(Status::from("new").as_str(), "new");
/// assert_eq!("suspended".parse(), Ok(Status::Suspended));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! values {
    (open $name:ident { $($variant:ident = $wire:literal;)* }) => {
        #[allow(deprecated)]
        impl $name {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(value) => value,
                }
            }

            #[doc(hidden)]
            #[inline]
            fn __listed(value: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match value {
                    $($wire => Self::$variant,)*
                    _ => return ::core::option::Option::None,
                })
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                match Self::__listed(value) {
                    ::core::option::Option::Some(listed) => listed,
                    ::core::option::Option::None => {
                        Self::Other(::std::borrow::ToOwned::to_owned(value))
                    }
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                match Self::__listed(&value) {
                    ::core::option::Option::Some(listed) => listed,
                    ::core::option::Option::None => Self::Other(value),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(
                value: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(::core::convert::From::from(value))
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::open_value(deserializer)
            }
        }

        $crate::__values!($name);
    };
    (closed $name:ident { $($variant:ident = $wire:literal;)* }) => {
        #[allow(deprecated)]
        impl $name {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                match *self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::wire::InvalidValue;

            // Not `Self::Error`: a value may be called so.
            #[inline]
            fn try_from(
                value: &str,
            ) -> ::core::result::Result<Self, $crate::wire::InvalidValue> {
                match value {
                    $($wire => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err($crate::wire::InvalidValue::new(
                        value,
                        &[$($wire),*],
                    )),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::str::FromStr for $name {
            type Err = $crate::wire::InvalidValue;

            #[inline]
            fn from_str(
                value: &str,
            ) -> ::core::result::Result<Self, $crate::wire::InvalidValue> {
                ::core::convert::TryFrom::try_from(value)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = $crate::data::borrowed_str(deserializer)?;
                ::core::convert::TryFrom::try_from(&*value)
                    .map_err($crate::__private::Error::custom)
            }
        }

        $crate::__values!($name);
    };
}

/// The code that open and closed enums share.
#[doc(hidden)]
#[macro_export]
macro_rules! __values {
    ($name:ident) => {
        #[allow(deprecated)]
        impl ::core::cmp::Eq for $name {}

        #[allow(deprecated)]
        impl $crate::validate::Validate for $name {
            #[inline]
            fn check(
                &self,
                constraints: &$crate::validate::Constraints<'_>,
                validator: &mut $crate::validate::Validator<'_>,
            ) {
                $crate::__private::check_text(self.as_str(), constraints, validator);
            }
        }

        #[allow(deprecated)]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
