//! Errors of endpoints, named in a lexicon or not.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    data::Extra,
    shown::{message, shown},
};

/// The body of an error response.
/// [Specification](https://atproto.com/specs/xrpc#error-responses).
///
/// `Display` and `Debug` escape and shorten what the service sent; the fields have
/// all of it.
#[derive(Clone, PartialEq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct XrpcError {
    /// The name of the error, without white space, for programs.
    pub error: String,
    /// A message for people.
    pub message: Option<String>,
    /// Fields other than the two of the specification.
    pub extra: Extra,
}

crate::object! {
    XrpcError: debug {
        required error = "error";
        optional message = "message";
    }
}

impl XrpcError {
    /// An error with a name and no message.
    pub fn new(error: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            message: None,
            extra: Extra::new(),
        }
    }
}

impl fmt::Display for XrpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display_error(&self.error, self.message.as_deref(), f)
    }
}

impl fmt::Debug for XrpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("XrpcError");
        debug.field("error", &shown(&self.error));
        debug_detail(self.message.as_deref(), &self.extra, &mut debug)
    }
}

impl std::error::Error for XrpcError {}

/// The details of an error that a lexicon names.
///
/// `Debug` escapes and shortens what the service sent; the fields have all of it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorDetail {
    /// A message for people.
    pub message: Option<String>,
    /// Fields other than the two of the specification.
    pub extra: Extra,
}

/// Implements conversions from and to [`XrpcError`], `Error` and serde's traits for
/// the errors of an endpoint, from a table of their names.
#[macro_export]
macro_rules! errors {
    ($name:ident { $($variant:ident = $wire:literal;)+ }) => {
        #[allow(deprecated)]
        impl $name {
            /// The name of the error on the wire.
            #[inline]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $wire,)+
                    Self::Other(error) => &error.error,
                }
            }

            /// The message of the server for people.
            #[inline]
            pub fn message(&self) -> ::core::option::Option<&str> {
                match self {
                    $(Self::$variant(detail))|+ => detail.message.as_deref(),
                    Self::Other(error) => error.message.as_deref(),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$crate::xrpc::XrpcError> for $name {
            #[inline]
            fn from(error: $crate::xrpc::XrpcError) -> Self {
                let variant: fn($crate::xrpc::ErrorDetail) -> Self = match error.error.as_str() {
                    $($wire => Self::$variant,)+
                    _ => return Self::Other(error),
                };
                variant(::core::convert::From::from(error))
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$name> for $crate::xrpc::XrpcError {
            #[inline]
            fn from(error: $name) -> Self {
                let (name, detail) = match error {
                    $($name::$variant(detail) => ($wire, detail),)+
                    $name::Other(error) => return error,
                };
                detail.named(name)
            }
        }

        #[allow(deprecated)]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::display_error(self.name(), self.message(), f)
            }
        }

        #[allow(deprecated)]
        impl ::core::cmp::Eq for $name {}

        #[allow(deprecated)]
        impl ::std::error::Error for $name {}

        #[allow(deprecated)]
        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize_error(deserializer)
            }
        }

        #[allow(deprecated)]
        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_error(self, serializer)
            }
        }
    };
}

impl From<XrpcError> for ErrorDetail {
    fn from(error: XrpcError) -> Self {
        Self {
            message: error.message,
            extra: error.extra,
        }
    }
}

impl ErrorDetail {
    /// A detail with a message for people.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            extra: Extra::new(),
        }
    }

    /// The full error, with its name on the wire.
    pub fn named(self, error: &str) -> XrpcError {
        XrpcError {
            error: error.to_owned(),
            message: self.message,
            extra: self.extra,
        }
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("ErrorDetail");
        debug_detail(self.message.as_deref(), &self.extra, &mut debug)
    }
}

/// The fields that `Debug` of both types shows.
fn debug_detail(
    text: Option<&str>,
    extra: &Extra,
    debug: &mut fmt::DebugStruct<'_, '_>,
) -> fmt::Result {
    let text = text.map(|text| format!("\"{}\"", message(text)));
    let text = text.as_deref().map(message);
    debug.field("message", &text);
    debug.field("extra", &message(&format_args!("{extra:?}")));
    debug.finish()
}

/// `Display` of every error enum.
#[doc(hidden)]
pub fn display_error(name: &str, text: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let name = shown(name);
    match text {
        Some(text) => write!(f, "{name}: {}", message(text)),
        None => write!(f, "{name}"),
    }
}

/// Reads every error enum.
#[doc(hidden)]
pub fn deserialize_error<'de, T: From<XrpcError>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    XrpcError::deserialize(deserializer).map(T::from)
}

/// Writes every error enum.
#[doc(hidden)]
pub fn serialize_error<T: Clone + Into<XrpcError>, S: Serializer>(
    error: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    error.clone().into().serialize(serializer)
}
