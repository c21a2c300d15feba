//! Requests to the authorization server.

use form_urlencoded::Serializer;
use http::{
    HeaderValue, Method, Request, Uri,
    header::{ACCEPT, CONTENT_TYPE},
};
use reqwest::Url;
use serde::de::DeserializeOwned;

use super::{DPOP, Dpop, Tokens, wants_nonce};
use crate::{
    data::{Data, Fields},
    xrpc::{
        CallError, Client, ClientError, ClientErrorKind, SetupError, XrpcError,
        client::receive::{ReceiveError, read},
        decode_error, error_body,
    },
};

/// The member of an error of OAuth that says more.
const DESCRIPTION: &str = "error_description";

/// Members of an answer of a token endpoint.
/// [Specification](https://www.rfc-editor.org/rfc/rfc6749#section-5.1).
const ACCESS_TOKEN: &str = "access_token";
const REFRESH_TOKEN: &str = "refresh_token";
const TOKEN_TYPE: &str = "token_type";

type Kind = ClientErrorKind<XrpcError>;

impl Dpop {
    /// Sends a form with a proof, such as to the token endpoint of the authorization
    /// server, and reads the JSON of the response. `client` gives the transport, the time
    /// limit and the limit for the response. If the server requires a nonce, the form is
    /// sent again with it.
    ///
    /// # Errors
    /// If the response is an error, or is not JSON of this type. [`ClientError::xrpc`]
    /// returns an error of OAuth, such as `invalid_grant`.
    pub async fn post_form<T: DeserializeOwned>(
        &self,
        client: &Client,
        url: &str,
        fields: &[(&str, &str)],
    ) -> Result<T, ClientError<XrpcError>> {
        let answer = client.in_time(self.post(client, url, fields)).await;
        answer.map_err(ClientError::elsewhere)
    }

    /// Requests tokens from a token endpoint, by [`post_form`](Self::post_form), and
    /// checks that they are bound to the key. If the answer has no new refresh token, it
    /// is that of the form.
    ///
    /// # Errors
    /// Those of `post_form`, and if there is no token, or one that is not bound.
    pub async fn request_tokens(
        &self,
        client: &Client,
        url: &str,
        fields: &[(&str, &str)],
    ) -> Result<Tokens, ClientError<XrpcError>> {
        let granted: Fields = self.post_form(client, url, fields).await?;
        let text = |name: &'static str| granted.get(name).and_then(Data::as_str);
        let old = || fields.iter().find(|(name, _)| *name == REFRESH_TOKEN);
        let refresh = text(REFRESH_TOKEN).or_else(|| old().map(|(_, token)| *token));
        let is_bound = text(TOKEN_TYPE).is_some_and(|kind| kind.eq_ignore_ascii_case("DPoP"));
        let wrong = match (text(ACCESS_TOKEN), refresh) {
            (Some(access), Some(refresh)) if is_bound => {
                return Ok(Tokens {
                    access: access.to_owned(),
                    refresh: refresh.to_owned(),
                });
            }
            (None, _) => (ACCESS_TOKEN, "expected a token"),
            (_, None) => (REFRESH_TOKEN, "expected a token"),
            _ => (
                TOKEN_TYPE,
                "expected a token that is bound to the key, `DPoP`",
            ),
        };
        let error = decode_error::at(wrong.0, wrong.1);
        Err(ClientError::elsewhere(Kind::Call(CallError::Decode(error))))
    }

    async fn post<T: DeserializeOwned>(
        &self,
        client: &Client,
        url: &str,
        fields: &[(&str, &str)],
    ) -> Result<T, Kind> {
        let (origin, uri) = parse(url).map_err(Kind::Setup)?;
        let form = Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut may_repeat = true;
        loop {
            let proof = self.proofs.proof(&Method::POST, &origin, &uri, None).await;
            let mut request = Request::new(form.clone().into());
            *request.method_mut() = Method::POST;
            *request.uri_mut() = uri.clone();
            request.headers_mut().extend([
                (ACCEPT, HeaderValue::from_static("application/json")),
                (
                    CONTENT_TYPE,
                    HeaderValue::from_static("application/x-www-form-urlencoded"),
                ),
                (DPOP, proof.map_err(Kind::auth)?),
            ]);
            let answer = client.transport.send(request).await;
            let answer = answer.map_err(Kind::Transport)?;
            self.proofs.nonces.keep(&origin, answer.headers());
            let answer = read(answer, client.max_response).await;
            let (head, body) = answer.map_err(ReceiveError::of_call)?.into_parts();
            if head.status.is_success() {
                let decoded = serde_json::from_slice(&body);
                let error = |_| Kind::Call(CallError::Decode(decode_error::of::<T>(&body)));
                return decoded.map_err(error);
            }
            let mut error = error_body::read(&body);
            let name = error.as_ref().map_or("", |error| &error.error);
            if may_repeat && wants_nonce(head.status, &head.headers, name) {
                may_repeat = false;
                continue;
            }
            if let Some(error) = &mut error
                && error.message.is_none()
            {
                let description = error.extra.get(DESCRIPTION).and_then(Data::as_str);
                error.message = description.map(str::to_owned);
            }
            return Err(Kind::Call(CallError::of(
                head.status,
                &head.headers,
                error,
                &body,
            )));
        }
    }
}

/// The origin of a URL, and what is requested there.
fn parse(url: &str) -> Result<(String, Uri), SetupError> {
    let wrong = |reason: &str| SetupError::new(format_args!("a URL for a form {reason}"));
    let parsed = Url::parse(url).map_err(|_| wrong("cannot be read"))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(wrong("must start with `https://` or `http://`"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(wrong("must not have credentials"));
    }
    let mut target = parsed.clone();
    target.set_fragment(None);
    let uri = Uri::try_from(target.as_str()).map_err(|_| wrong("cannot be sent"))?;
    Ok((parsed.origin().ascii_serialization(), uri))
}
