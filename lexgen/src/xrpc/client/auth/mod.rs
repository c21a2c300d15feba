//! Credentials for calls.

mod bearer;
mod dpop;
mod head;
mod refusal;
mod renewal;
mod session;

use std::{error::Error, fmt, pin::Pin, sync::Arc};

use http::response::Parts;

pub(super) use bearer::Bearer;
pub use dpop::{Dpop, DpopKey, RefreshGrant};
pub use head::RequestHead;
pub use refusal::{AfterRefusal, Refusal};
pub(super) use renewal::reason;
pub use session::{RefreshSession, Session, Tokens};

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any type.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Credentials for calls.
///
/// A client asks them for headers before it sends a request, each time, shows them the
/// head of every response, and asks them what to do when the service refuses a call.
/// All of it is within the time limit of the call.
///
/// Its `Debug` must not show them.
///
/// Needs the feature `client`.
///
/// ```
/// use http::{HeaderValue, header::AUTHORIZATION};
/// use lexgen::xrpc::client::{Auth, BoxError, BoxFuture, RequestHead};
///
/// /// Tokens for one endpoint at a time, as services use them among themselves.
/// #[derive(Debug)]
/// struct ServiceAuth;
///
/// impl Auth for ServiceAuth {
///     fn authorize<'a>(
///         &'a self,
///         request: &'a mut RequestHead,
///     ) -> BoxFuture<'a, Result<(), BoxError>> {
///         Box::pin(async move {
///             let token = sign("did:web:api.example", request.nsid()).await?;
///             let value = HeaderValue::try_from(format!("Bearer {token}"))?;
///             request.headers_mut().insert(AUTHORIZATION, value);
///             Ok(())
///         })
///     }
/// }
/// # async fn sign(aud: &str, lxm: &str) -> Result<String, BoxError> { Ok(format!("{aud}{lxm}")) }
/// ```
pub trait Auth: fmt::Debug + Send + Sync {
    /// Sets the headers of a request, before each time it is sent.
    ///
    /// # Errors
    /// If the credentials cannot be used, such as a token that is not a valid header
    /// value. The call fails, and nothing is sent.
    fn authorize<'a>(&'a self, request: &'a mut RequestHead)
    -> BoxFuture<'a, Result<(), BoxError>>;

    /// Sees the head of every response, whatever its status. The body is read after it.
    fn observe<'a>(&'a self, request: &'a RequestHead, response: &'a Parts) -> BoxFuture<'a, ()> {
        let _ = (request, response);
        Box::pin(async {})
    }

    /// Called if a service refuses a call with a status of 4xx, and decides whether to
    /// send the request again, such as with new credentials. A call is sent again for
    /// this at most twice, after which this is not asked, and a stream not at all.
    ///
    /// # Errors
    /// If renewing the credentials fails, which also fails the call.
    fn refused<'a>(
        &'a self,
        refusal: Refusal<'a>,
    ) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        let _ = refusal;
        Box::pin(async { Ok(AfterRefusal::Fail) })
    }
}

impl<A: Auth + ?Sized> Auth for Arc<A> {
    fn authorize<'a>(
        &'a self,
        request: &'a mut RequestHead,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        (**self).authorize(request)
    }

    fn observe<'a>(&'a self, request: &'a RequestHead, response: &'a Parts) -> BoxFuture<'a, ()> {
        (**self).observe(request, response)
    }

    fn refused<'a>(
        &'a self,
        refusal: Refusal<'a>,
    ) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        (**self).refused(refusal)
    }
}
