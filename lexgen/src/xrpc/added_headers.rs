//! Headers that a service adds to a response.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::InternalError;

/// Headers, and whether one of them cannot be sent.
#[derive(Clone, Default)]
pub(super) struct AddedHeaders {
    headers: HeaderMap,
    invalid: Option<InternalError>,
}

impl AddedHeaders {
    pub(super) fn add(&mut self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) {
        let Ok(name) = name.try_into() else {
            return self.refuse("the name of a header is not valid".to_owned());
        };
        let Ok(value) = value.try_into() else {
            return self.refuse(format!("the value of the header `{name}` is not valid"));
        };
        if self.headers.try_append(name, value).is_err() {
            self.refuse("a response has too many headers".to_owned());
        }
    }

    fn refuse(&mut self, reason: String) {
        self.invalid
            .get_or_insert_with(|| InternalError::new(reason));
    }

    /// Adds them to those of a response, which they replace.
    pub(super) fn apply(self, headers: &mut HeaderMap) -> Result<(), InternalError> {
        headers.extend(self.headers);
        self.invalid.map_or(Ok(()), Err)
    }
}

/// Shows no values, which may be secret.
impl fmt::Debug for AddedHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.headers.keys()).finish()
    }
}
