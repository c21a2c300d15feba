//! Errors of pages.

use std::fmt;

use crate::{
    data::{Data, DataError, View},
    shown::shown,
    xrpc::{ClientError, Endpoint},
};

/// Why there is no next page. `E` is the `Error` of the endpoint.
///
/// Needs the feature `client`.
pub struct PagesError<E>(Box<Inner<E>>);

struct Inner<E> {
    nsid: &'static str,
    kind: PagesErrorKind<E>,
}

/// Why there is no next page.
///
/// Needs the feature `client`.
#[non_exhaustive]
#[derive(Debug)]
pub enum PagesErrorKind<E> {
    /// The call failed.
    Call(ClientError<E>),
    /// The service has repeated this cursor, so that the pages would never end.
    Repeated(Data),
    /// The page has a cursor that cannot be read, or that the parameters cannot have.
    Cursor(DataError),
}

impl<E> PagesError<E> {
    pub(super) fn of<C: Endpoint<Error = E>>(kind: PagesErrorKind<E>) -> Self {
        Self(Box::new(Inner {
            nsid: C::NSID,
            kind,
        }))
    }

    /// The NSID of the endpoint.
    pub fn nsid(&self) -> &'static str {
        self.0.nsid
    }

    /// What went wrong.
    pub fn kind(&self) -> &PagesErrorKind<E> {
        &self.0.kind
    }

    /// The error of the call.
    ///
    /// # Errors
    /// Any other error, as it was.
    pub fn into_call(self) -> Result<ClientError<E>, Self> {
        let Inner { nsid, kind } = *self.0;
        match kind {
            PagesErrorKind::Call(error) => Ok(error),
            kind => Err(Self(Box::new(Inner { nsid, kind }))),
        }
    }

    /// What went wrong.
    pub fn into_kind(self) -> PagesErrorKind<E> {
        self.0.kind
    }
}

impl<E: fmt::Display> fmt::Display for PagesError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nsid = self.0.nsid;
        match &self.0.kind {
            PagesErrorKind::Call(error) => error.fmt(f),
            PagesErrorKind::Repeated(cursor) => match cursor.view() {
                View::String(text) => {
                    write!(
                        f,
                        "{nsid}: the service repeats the cursor `{}`",
                        shown(text)
                    )
                }
                _ => write!(f, "{nsid}: the service repeats a cursor"),
            },
            PagesErrorKind::Cursor(error) => {
                write!(f, "{nsid}: the cursor cannot be used: {error}")
            }
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for PagesError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PagesError")
            .field("nsid", &self.0.nsid)
            .field("kind", &self.0.kind)
            .finish()
    }
}

/// `Display` has the text of all sources.
impl<E: fmt::Debug + fmt::Display> std::error::Error for PagesError<E> {}
