//! The errors of endpoints whose lexicons name none.

use std::{convert::Infallible, fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::XrpcError;

/// The errors of the endpoint `E`, whose lexicon names none.
///
/// Code that handles it also compiles with the enum that is generated once the
/// lexicon names an error: the first error of an endpoint is a new variant, like
/// every later one. As with those enums, the errors of two endpoints are different
/// types.
///
/// ```
/// # struct GetTimeline;
/// use lexgen::{UnnamedError, XrpcError};
///
/// type Error = UnnamedError<GetTimeline>;
///
/// let error = Error::from(XrpcError::new("RateLimitExceeded"));
/// assert_eq!(error.name(), "RateLimitExceeded");
/// let found = match error {
///     Error::Other(error) => error.error,
///     _ => "something named".to_owned(),
/// };
/// assert_eq!(found, "RateLimitExceeded");
/// ```
///
/// Specification: <https://atproto.com/specs/xrpc#error-responses>
#[non_exhaustive]
pub enum UnnamedError<E> {
    /// An error that this version of the lexicon does not name.
    Other(XrpcError),
    /// Never constructed: it uses the parameter `E`.
    #[doc(hidden)]
    Never(PhantomData<fn() -> E>, Infallible),
}

impl<E> UnnamedError<E> {
    /// The name of the error on the wire.
    pub fn name(&self) -> &str {
        &self.inner().error
    }

    /// The message of the server for people.
    pub fn message(&self) -> Option<&str> {
        self.inner().message.as_deref()
    }

    fn inner(&self) -> &XrpcError {
        match self {
            Self::Other(error) => error,
            Self::Never(_, never) => match *never {},
        }
    }
}

impl<E> From<XrpcError> for UnnamedError<E> {
    fn from(error: XrpcError) -> Self {
        Self::Other(error)
    }
}

impl<E> From<UnnamedError<E>> for XrpcError {
    fn from(error: UnnamedError<E>) -> Self {
        match error {
            UnnamedError::Other(error) => error,
            UnnamedError::Never(_, never) => match never {},
        }
    }
}

// What generated enums of errors derive, and no more, or growing into one would
// take something away. Derived here, these would ask the same of `E`.

impl<E> Clone for UnnamedError<E> {
    fn clone(&self) -> Self {
        Self::Other(self.inner().clone())
    }
}

impl<E> PartialEq for UnnamedError<E> {
    fn eq(&self, other: &Self) -> bool {
        self.inner() == other.inner()
    }
}

impl<E> Eq for UnnamedError<E> {}

impl<E> fmt::Debug for UnnamedError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Other").field(self.inner()).finish()
    }
}

impl<E> fmt::Display for UnnamedError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt(f)
    }
}

impl<E> std::error::Error for UnnamedError<E> {}

impl<'de, E> Deserialize<'de> for UnnamedError<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        XrpcError::deserialize(deserializer).map(Self::Other)
    }
}

impl<E> Serialize for UnnamedError<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.inner().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Here;

    #[test]
    fn it_is_what_a_service_said() {
        let json = r#"{"error":"Full","message":"no bed is free","until":"May"}"#;
        let error: UnnamedError<Here> = serde_json::from_str(json).unwrap();
        assert_eq!(error.name(), "Full");
        assert_eq!(error.message(), Some("no bed is free"));
        assert_eq!(error.to_string(), "Full: no bed is free");
        assert_eq!(serde_json::to_string(&error).unwrap(), json);
        assert_eq!(XrpcError::from(error.clone()), *error.inner());
        assert_eq!(
            format!("{:?}", UnnamedError::<Here>::from(XrpcError::new("Full"))),
            format!("Other({:?})", XrpcError::new("Full"))
        );
    }
}
