//! Errors inside a service, which its clients do not see.

use std::{error::Error, fmt, sync::Arc};

/// An error inside a service, such as of its database. The client gets the status
/// 500 `InternalServerError` without the text of this error.
///
/// The response has it as an [extension](http::Extensions), for layers that log;
/// `Service::on_internal` passes it to a function.
///
/// `Display` is that of the error inside, and shows all of its text, so escape it if
/// it can have text of strangers.
///
/// Needs the feature `xrpc`.
#[derive(Clone)]
pub struct InternalError(Arc<dyn Error + Send + Sync>);

impl InternalError {
    /// From any error, a boxed one, an `anyhow::Error`, or a text.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Arc::from(error.into()))
    }

    /// The error inside, to look for a type with `downcast_ref`.
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `Display` is that of the error inside, so the source is what that comes from.
impl Error for InternalError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// Makes any error one inside the service.
///
/// It is not a conversion by `?` alone, because then a mistake in a service would
/// look like an error of its endpoint, and the other way around.
///
/// Needs the feature `xrpc`.
///
/// ```
/// use lexgen::xrpc::{Failure, OrInternal};
///
/// fn count(stored: &str) -> Result<i64, Failure> {
///     Ok(stored.parse::<i64>().or_internal()?)
/// }
///
/// let failure = count("many").unwrap_err();
/// assert_eq!(failure.status, 500);
/// assert_eq!(failure.error.message.as_deref(), Some("Internal Server Error"));
/// assert_eq!(
///     failure.internal().map(ToString::to_string).as_deref(),
///     Some("invalid digit found in string"),
/// );
/// ```
pub trait OrInternal<T> {
    /// The same result, whose error [`?`](std::result) makes a
    /// [`Failure`](super::Failure) with the status 500.
    ///
    /// # Errors
    /// If this is one.
    fn or_internal(self) -> Result<T, InternalError>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> OrInternal<T> for Result<T, E> {
    fn or_internal(self) -> Result<T, InternalError> {
        self.map_err(InternalError::new)
    }
}
