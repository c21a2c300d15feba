//! Tokens that are bound to a key.
//! [Specification](https://www.rfc-editor.org/rfc/rfc9449).

mod form;
mod key;
mod nonces;
mod proof;

use std::{fmt, sync::Arc};

use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{AUTHORIZATION, WWW_AUTHENTICATE},
    response::Parts,
};

use super::{
    AfterRefusal, Auth, BoxError, BoxFuture, Refusal, RequestHead, Tokens, bearer,
    renewal::Renewal, session::EXPIRED_TOKEN,
};
use crate::xrpc::{SetupError, client::Client};
use proof::Proofs;

pub use key::DpopKey;

/// The header of a proof.
const DPOP: HeaderName = HeaderName::from_static("dpop");

/// The error for a proof without the nonce of the server.
const USE_NONCE: &str = "use_dpop_nonce";

/// The error for an expired token, in OAuth's words.
const INVALID_TOKEN: &str = "invalid_token";

/// Tokens of OAuth, which are bound to a key by a proof of possession (DPoP).
/// [Specification](https://atproto.com/specs/oauth#demonstrating-proof-of-possession-dpop).
///
/// It sends `Authorization: DPoP <token>` with a proof for each request, keeps the nonces
/// of servers from every response, sends a call again with the nonce that the server
/// requires, and renews expired tokens like a [`Session`](super::Session): once for all
/// calls. Clones share the nonces and the tokens.
///
/// Needs the feature `client`.
#[derive(Clone)]
pub struct Dpop {
    proofs: Arc<Proofs>,
    grant: Grant,
}

/// What the authorization server has granted.
#[derive(Clone)]
enum Grant {
    /// Nothing yet.
    Nothing,
    /// A token that is not renewed.
    Token(Arc<str>),
    Renewed(Arc<Renewed>),
}

struct Renewed {
    /// The client of the service that takes the tokens, without credentials.
    client: Client,
    refresh: Box<dyn Refresh>,
    renewal: Arc<Renewal>,
}

/// Gets new tokens from the authorization server.
///
/// Needs the feature `client`.
pub trait RefreshGrant: Send + Sync {
    /// Gets new tokens for a refresh token, by [`Dpop::post_form`]: `dpop` has the key
    /// and the nonces of the session, and `client` its HTTP client, without credentials.
    ///
    /// The server accepts a refresh token once. To continue the session in another run,
    /// store the new tokens here, before they are returned.
    ///
    /// # Errors
    /// If there are none. The calls that wait for them fail, and so do those of the next
    /// ten seconds; then the old refresh token is tried again. So do not fail once the
    /// server has given new tokens, such as because they cannot be stored: the session
    /// would be lost. Log that, and return them.
    fn refresh(
        &self,
        dpop: &Dpop,
        client: &Client,
        refresh_token: &str,
    ) -> impl Future<Output = Result<Tokens, BoxError>> + Send;
}

/// A [`RefreshGrant`] as an object.
trait Refresh: Send + Sync {
    fn refresh<'a>(
        &'a self,
        dpop: &'a Dpop,
        client: &'a Client,
        refresh_token: &'a str,
    ) -> BoxFuture<'a, Result<Tokens, BoxError>>;
}

impl<R: RefreshGrant> Refresh for R {
    fn refresh<'a>(
        &'a self,
        dpop: &'a Dpop,
        client: &'a Client,
        refresh_token: &'a str,
    ) -> BoxFuture<'a, Result<Tokens, BoxError>> {
        Box::pin(RefreshGrant::refresh(self, dpop, client, refresh_token))
    }
}

impl Dpop {
    /// A key, for [requests to the authorization server](Self::post_form), and for
    /// tokens that are bound to it.
    ///
    /// # Errors
    /// If the public key is not an uncompressed point.
    pub fn new(key: impl DpopKey + 'static) -> Result<Self, SetupError> {
        Ok(Self {
            proofs: Arc::new(Proofs::new(key)?),
            grant: Grant::Nothing,
        })
    }

    /// The same key with an access token that is not renewed.
    ///
    /// # Errors
    /// If the token is not a valid header value.
    pub fn with_token(mut self, token: &str) -> Result<Self, SetupError> {
        authorization(token)?;
        self.grant = Grant::Token(token.into());
        Ok(self)
    }

    /// The same key with tokens that are renewed. `client` is that of the service which
    /// takes them: if another service says that the token has expired, it is not renewed.
    #[must_use]
    pub fn with_tokens(
        mut self,
        client: &Client,
        tokens: Tokens,
        refresh: impl RefreshGrant + 'static,
    ) -> Self {
        self.grant = Grant::Renewed(Arc::new(Renewed {
            client: client.clone().for_renewal(),
            refresh: Box::new(refresh),
            renewal: Renewal::new(tokens),
        }));
        self
    }

    /// The current tokens, to store for the next run; `None` if they are not renewed.
    ///
    /// Waits for a renewal that is under way, except in [`RefreshGrant::refresh`], where
    /// they are the old ones.
    pub async fn tokens(&self) -> Option<Tokens> {
        match &self.grant {
            Grant::Nothing | Grant::Token(_) => None,
            Grant::Renewed(renewed) => Some(renewed.renewal.tokens().await),
        }
    }

    /// The public key as a JSON Web Key, whose members are in the order of its
    /// [thumbprint](https://www.rfc-editor.org/rfc/rfc7638#section-3.2).
    pub fn jwk(&self) -> &str {
        &self.proofs.jwk
    }

    fn access(&self) -> Option<String> {
        match &self.grant {
            Grant::Nothing => None,
            Grant::Token(token) => Some(token.to_string()),
            Grant::Renewed(renewed) => Some(renewed.renewal.access()),
        }
    }
}

impl Auth for Dpop {
    fn authorize<'a>(
        &'a self,
        request: &'a mut RequestHead,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let token = self.access();
            let (method, uri) = (request.method(), request.uri());
            let proof = self
                .proofs
                .proof(method, request.origin(), uri, token.as_deref());
            let proof = proof.await?;
            request.headers_mut().insert(DPOP, proof);
            if let Some(token) = token {
                let authorization = authorization(&token)?;
                request.headers_mut().insert(AUTHORIZATION, authorization);
            }
            Ok(())
        })
    }

    fn observe<'a>(&'a self, request: &'a RequestHead, response: &'a Parts) -> BoxFuture<'a, ()> {
        self.proofs.nonces.keep(request.origin(), &response.headers);
        Box::pin(async {})
    }

    fn refused<'a>(
        &'a self,
        refusal: Refusal<'a>,
    ) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        Box::pin(async move {
            let (status, name) = (refusal.status(), refusal.error_name());
            if wants_nonce(status, refusal.headers(), name) {
                return Ok(AfterRefusal::TryAgain);
            }
            let Grant::Renewed(renewed) = &self.grant else {
                return Ok(AfterRefusal::Fail);
            };
            let is_expired = is_expired(status, refusal.headers(), name);
            let is_own = refusal.request().origin() == renewed.client.origin();
            let (Some(used), true, true) = (refusal.token("DPoP "), is_own, is_expired) else {
                return Ok(AfterRefusal::Fail);
            };
            let renew = |tokens: Tokens| {
                let (dpop, renewed) = (self.clone(), Arc::clone(renewed));
                async move {
                    let client = &renewed.client;
                    renewed
                        .refresh
                        .refresh(&dpop, client, &tokens.refresh)
                        .await
                }
            };
            let (tries, time) = (refusal.tries(), renewed.client.timeout);
            renewed.renewal.after_expiry(used, tries, time, renew).await
        })
    }
}

/// Whether a server refuses a proof without its nonce, and says which one it wants.
fn wants_nonce(status: StatusCode, headers: &HeaderMap, name: &str) -> bool {
    let wants = match status {
        StatusCode::UNAUTHORIZED => name == USE_NONCE || challenges(headers, USE_NONCE),
        // Authorization servers.
        StatusCode::BAD_REQUEST => name == USE_NONCE,
        _ => false,
    };
    wants && nonces::nonce(headers).is_some()
}

/// Whether a server refuses a token as expired.
fn is_expired(status: StatusCode, headers: &HeaderMap, name: &str) -> bool {
    match status {
        StatusCode::UNAUTHORIZED => {
            [EXPIRED_TOKEN, INVALID_TOKEN].contains(&name) || challenges(headers, INVALID_TOKEN)
        }
        StatusCode::BAD_REQUEST => name == EXPIRED_TOKEN,
        _ => false,
    }
}

/// Whether a challenge for a proof has an error.
/// [Specification](https://www.rfc-editor.org/rfc/rfc9449#section-7.1).
fn challenges(headers: &HeaderMap, error: &str) -> bool {
    let challenges = headers.get_all(WWW_AUTHENTICATE).iter();
    let mut challenges = challenges.filter_map(|value| value.to_str().ok());
    challenges.any(|challenge| {
        let words = || challenge.split([' ', ',']);
        let is_error = |word: &str| {
            let (name, value) = word.split_once('=').unwrap_or_default();
            name.eq_ignore_ascii_case("error") && value.trim_matches('"') == error
        };
        words().any(|word| word.eq_ignore_ascii_case("DPoP")) && words().any(is_error)
    })
}

/// `DPoP <token>`.
fn authorization(token: &str) -> Result<HeaderValue, SetupError> {
    bearer::authorization("DPoP", token)
}

/// Shows neither the key nor the tokens.
impl fmt::Debug for Dpop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dpop(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenged(challenges: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        super::challenges(&headers, USE_NONCE)
    }

    #[test]
    fn a_challenge_is_read_as_servers_write_it() {
        for challenges in [
            &[r#"DPoP error="use_dpop_nonce", error_description="Nonce required""#][..],
            &[r#"DPoP algs="RS256 ES256", error="use_dpop_nonce""#],
            &[r#"dpop realm="x",error=use_dpop_nonce"#],
            &[r#"Bearer realm="x""#, r#"DPoP error="use_dpop_nonce""#],
            &[r#"Bearer realm="x", DPoP error="use_dpop_nonce""#],
        ] {
            assert!(challenged(challenges), "{challenges:?}");
        }
        for challenges in [
            &[][..],
            &["DPoP"],
            &[r#"Bearer error="use_dpop_nonce""#],
            &[r#"DPoP error="invalid_token""#],
            &[r#"DPoP error_description="use_dpop_nonce""#],
            &[r#"DPoP algs="ES256""#, r#"Bearer error="use_dpop_nonce""#],
        ] {
            assert!(!challenged(challenges), "{challenges:?}");
        }
    }

    #[test]
    fn a_nonce_is_wanted_only_with_one() {
        let mut headers = HeaderMap::new();
        let wants = |headers: &HeaderMap, status| wants_nonce(status, headers, USE_NONCE);
        assert!(!wants(&headers, StatusCode::UNAUTHORIZED));
        headers.insert("dpop-nonce", HeaderValue::from_static("n"));
        assert!(wants(&headers, StatusCode::UNAUTHORIZED));
        assert!(wants(&headers, StatusCode::BAD_REQUEST));
        assert!(!wants(&headers, StatusCode::FORBIDDEN));
    }
}
