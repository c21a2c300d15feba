//! A service and an authorization server that demand proofs, check all of each, and
//! give another nonce with every response.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::SystemTime,
};

use axum::{Router, extract::Request, response::IntoResponse};
use data_encoding::BASE64URL_NOPAD;
use http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::super::session::serve;

/// What a server remembers.
pub struct Server {
    pub url: String,
    pub seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
pub struct Seen {
    /// The claims of each request.
    pub claims: Vec<Value>,
    /// Why each request was refused; empty if it was not.
    pub refused: Vec<&'static str>,
    jtis: HashSet<String>,
    nonces: Vec<String>,
    /// The tokens that are good.
    pub good: Vec<String>,
}

/// How many of the last nonces are accepted.
const WINDOW: usize = 30;

impl Server {
    /// A service that accepts some tokens, whose nonces have a name.
    pub async fn service(name: &'static str, good: &[&str]) -> Self {
        Self::start(name, good, false).await
    }

    /// An authorization server, which accepts the refresh token `refresh 1` once.
    pub async fn authorization(name: &'static str) -> Self {
        Self::start(name, &["refresh 1"], true).await
    }

    async fn start(name: &'static str, good: &[&str], is_authorization: bool) -> Self {
        let seen = Arc::new(Mutex::new(Seen {
            good: good.iter().map(|token| (*token).to_owned()).collect(),
            ..Seen::default()
        }));
        let state = Arc::clone(&seen);
        let app = Router::new().fallback(async move |request: Request| {
            let (head, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 10_000).await.unwrap();
            let mut seen = state.lock().unwrap();
            let url = format!("http://{}{}", host(&head.headers), head.uri.path());
            let claims = seen.check(head.method.as_str(), &url, &head.headers, !is_authorization);
            let (mut response, reason) = match claims {
                Ok(claims) => {
                    seen.claims.push(claims);
                    let response = match is_authorization {
                        true => seen.grant(&body),
                        false => answer(StatusCode::OK, r#"{"name":"all"}"#),
                    };
                    (response, "")
                }
                Err(reason) => (refuse(reason, is_authorization), reason),
            };
            seen.refused.push(reason);
            let nonce = format!("{name}-{}", seen.nonces.len());
            let value = HeaderValue::try_from(&nonce).unwrap();
            seen.nonces.push(nonce);
            response.headers_mut().insert("dpop-nonce", value);
            response
        });
        let url = serve(app).await;
        Self { url, seen }
    }

    /// Why each request was refused, since the last time.
    pub fn refused(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.seen.lock().unwrap().refused)
    }
}

fn host(headers: &HeaderMap) -> &str {
    headers["host"].to_str().unwrap()
}

fn answer(status: StatusCode, body: impl IntoResponse) -> axum::response::Response {
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// As the protocol's servers say it.
fn refuse(reason: &str, is_authorization: bool) -> axum::response::Response {
    let body = format!(r#"{{"error":"{reason}","error_description":"a reason"}}"#);
    if is_authorization {
        return answer(StatusCode::BAD_REQUEST, body);
    }
    let mut response = answer(StatusCode::UNAUTHORIZED, body);
    let challenge = format!(r#"DPoP algs="ES256", error="{reason}", error_description="x""#);
    let challenge = HeaderValue::try_from(challenge).unwrap();
    response.headers_mut().insert("www-authenticate", challenge);
    response
}

impl Seen {
    /// Gives new tokens for a refresh token.
    fn grant(&mut self, form: &[u8]) -> axum::response::Response {
        let form = std::str::from_utf8(form).unwrap();
        let token = form.strip_prefix("grant_type=refresh_token&refresh_token=");
        let token = token.and_then(|rest| {
            rest.strip_suffix("&client_id=https%3A%2F%2Fapp.example%2Fclient-metadata.json")
        });
        let token = token.map(|token| token.replace('+', " "));
        match self
            .good
            .iter()
            .position(|good| Some(good) == token.as_ref())
        {
            Some(place) => {
                self.good.remove(place);
                answer(
                    StatusCode::OK,
                    r#"{"access_token":"access2","refresh_token":"refresh 2","token_type":"DPoP","expires_in":300}"#,
                )
            }
            None => refuse("invalid_grant", true),
        }
    }

    /// The claims of a good proof.
    fn check(
        &mut self,
        method: &str,
        url: &str,
        headers: &HeaderMap,
        has_token: bool,
    ) -> Result<Value, &'static str> {
        let proofs: Vec<_> = headers.get_all("dpop").iter().collect();
        let [proof] = proofs.as_slice() else {
            return Err("invalid_dpop_proof");
        };
        let claims = verified(proof.to_str().unwrap()).ok_or("invalid_dpop_proof")?;
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let age = now
            .unwrap()
            .as_secs()
            .abs_diff(claims["iat"].as_u64().unwrap());
        if claims["htm"] != method || claims["htu"] != url || age > 60 {
            return Err("invalid_dpop_proof");
        }
        if !self.jtis.insert(claims["jti"].as_str().unwrap().to_owned()) {
            return Err("invalid_dpop_proof");
        }
        let nonces = self.nonces.iter().rev().take(WINDOW);
        if !nonces.into_iter().any(|nonce| claims["nonce"] == **nonce) {
            return Err("use_dpop_nonce");
        }
        let token = headers.get("authorization").map(|it| it.to_str().unwrap());
        match token.map(|token| token.strip_prefix("DPoP ")) {
            Some(Some(token)) if has_token => {
                if claims["ath"] != BASE64URL_NOPAD.encode(&Sha256::digest(token)) {
                    return Err("invalid_dpop_proof");
                }
                if !self.good.iter().any(|good| good == token) {
                    return Err("invalid_token");
                }
            }
            None if !has_token && claims.get("ath").is_none() => {}
            _ => return Err("invalid_request"),
        }
        Ok(claims)
    }
}

/// The claims of a proof whose signature is that of its key.
fn verified(proof: &str) -> Option<Value> {
    let decode = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).ok();
    let (message, signature) = proof.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let header: Value = serde_json::from_slice(&decode(header)?).ok()?;
    if header["typ"] != "dpop+jwt" || header["alg"] != "ES256" || header["jwk"].get("d").is_some() {
        return None;
    }
    let coordinate = |name: &str| decode(header["jwk"][name].as_str()?);
    let point = [vec![4], coordinate("x")?, coordinate("y")?].concat();
    let key = VerifyingKey::from_sec1_bytes(&point).ok()?;
    let signature = Signature::from_slice(&decode(signature)?).ok()?;
    key.verify(message.as_bytes(), &signature).ok()?;
    serde_json::from_slice(&decode(claims)?).ok()
}
