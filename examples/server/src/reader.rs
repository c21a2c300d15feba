//! Who calls: an extractor, which handlers take as an argument.

use axum::{
    extract::FromRequestParts,
    http::{header::AUTHORIZATION, request::Parts},
};
use lexgen::{Did, xrpc::Failure};

/// The account of the caller.
pub(crate) struct Reader {
    pub(crate) did: Did,
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Failure> {
        let header = head.headers.get(AUTHORIZATION);
        let token = header.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let Some(token) = token else {
            return Err(Failure::authentication_required("log in first"));
        };
        let did = reader_of(token).ok_or_else(|| {
            Failure::authentication_required("this library card is not valid")
                .with_header("www-authenticate", r#"Bearer error="invalid_token""#)
        })?;
        Ok(Self { did })
    }
}

/// The account that a token is for. Here the token is a card such as
/// `card:did:web:alice.example`; a real service checks a signature.
fn reader_of(token: &str) -> Option<Did> {
    Did::new(token.strip_prefix("card:")?).ok()
}
