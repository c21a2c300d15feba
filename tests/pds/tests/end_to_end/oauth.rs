//! Tokens that are bound to a key, from the authorization server of the PDS.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;
use lexgen::xrpc::{
    Client,
    client::{BoxError, Dpop, DpopKey, RefreshGrant, Tokens},
};
use lexgen_tests_pds::com::atproto::server::get_session::GetSession;
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use reqwest::{Response, header::SET_COOKIE};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::world::{PASSWORD, World};

const CLIENT_ID: &str =
    "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto";
const REDIRECT: &str = "http://127.0.0.1/callback";
const VERIFIER: &str = "a-code-verifier-that-has-at-least-43-characters";

struct Key(SigningKey);

impl DpopKey for Key {
    fn public_key(&self) -> Vec<u8> {
        let point = self.0.verifying_key().to_sec1_point(false);
        point.as_bytes().to_vec()
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().to_vec())
    }

    fn sha256(&self, message: &[u8]) -> [u8; 32] {
        Sha256::digest(message).into()
    }
}

struct Refresh {
    token_endpoint: String,
}

impl RefreshGrant for Refresh {
    async fn refresh(&self, dpop: &Dpop, client: &Client, token: &str) -> Result<Tokens, BoxError> {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", CLIENT_ID),
        ];
        let url = &self.token_endpoint;
        Ok(dpop.request_tokens(client, url, &fields).await?)
    }
}

/// What a browser and its user do: a page, a password and a consent.
struct Browser {
    http: reqwest::Client,
    service: String,
    /// The page with the request of the program.
    page: String,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    async fn open(service: &str, request_uri: &str) -> Self {
        let mut url = reqwest::Url::parse(service).unwrap();
        url.set_path("/oauth/authorize");
        url.query_pairs_mut()
            .append_pair("client_id", CLIENT_ID)
            .append_pair("request_uri", request_uri);
        let mut browser = Self {
            http: reqwest::Client::new(),
            service: service.to_owned(),
            page: url.to_string(),
            cookies: BTreeMap::new(),
        };
        let page = browser.http.get(url).headers(headers([
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
            ("sec-fetch-site", "none"),
        ]));
        let page = page.send().await.unwrap();
        assert!(page.status().is_success(), "{}", page.text().await.unwrap());
        browser.keep_cookies(&page);
        browser
    }

    fn keep_cookies(&mut self, response: &Response) {
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    async fn send(&mut self, step: &str, input: Value) -> Value {
        let cookies: Vec<_> = (self.cookies.iter())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let url = format!("{}/@atproto/oauth-provider/~api/{step}", self.service);
        let request = self.http.post(url).headers(headers([
            ("sec-fetch-mode", "same-origin"),
            ("sec-fetch-site", "same-origin"),
            ("origin", &self.service),
            ("referer", &self.page),
            ("cookie", &cookies.join("; ")),
            ("x-csrf-token", &self.cookies["csrf-token"]),
            ("content-type", "application/json"),
        ]));
        let response = request.body(input.to_string()).send().await.unwrap();
        self.keep_cookies(&response);
        let text = response.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{step}: {text}"))
    }
}

fn headers<const N: usize>(pairs: [(&'static str, &str); N]) -> reqwest::header::HeaderMap {
    let pairs = pairs.map(|(name, value)| {
        let name = reqwest::header::HeaderName::from_static(name);
        (name, value.parse().unwrap())
    });
    pairs.into_iter().collect()
}

pub async fn tokens_are_bound_to_a_key(world: &World) {
    let olga = world.account("olga").await;
    let service = world.pds.url.trim_end_matches('/');
    let client = Client::new(service).unwrap();
    let dpop = Dpop::new(Key(SigningKey::from_slice(&[9; 32]).unwrap())).unwrap();

    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(VERIFIER));
    let form = [
        ("client_id", CLIENT_ID),
        ("response_type", "code"),
        ("redirect_uri", REDIRECT),
        ("scope", "atproto"),
        ("state", "state"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("login_hint", olga.handle.as_str()),
    ];
    let par = format!("{service}/oauth/par");
    let pushed = dpop.post_form::<Value>(&client, &par, &form).await.unwrap();
    let mut browser = Browser::open(service, pushed["request_uri"].as_str().unwrap()).await;
    let input = json!({
        "locale": "en",
        "username": olga.handle.as_str(),
        "password": PASSWORD,
        "remember": true,
    });
    browser.send("sign-in", input).await;
    let input = json!({ "sub": olga.did.as_str(), "scope": "atproto" });
    let answer = browser.send("consent", input).await;
    let url = answer["url"].as_str().unwrap_or_else(|| panic!("{answer}"));
    let url = reqwest::Url::parse(url).unwrap();
    let mut pairs = url.query_pairs();
    let (_, code) = pairs.find(|(name, _)| name == "code").unwrap();

    let token_endpoint = format!("{service}/oauth/token");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("code_verifier", VERIFIER),
        ("redirect_uri", REDIRECT),
        ("client_id", CLIENT_ID),
    ];
    let granted = dpop.request_tokens(&client, &token_endpoint, &form);
    let granted = granted.await.unwrap();

    let fixed = dpop.clone().with_token(&granted.access).unwrap();
    let fixed = client.clone().with_auth(fixed);
    let session = fixed.query::<GetSession>(&()).await.unwrap();
    assert_eq!(session.did, olga.did);

    // A token that the service refuses is renewed.
    let refused = Tokens {
        access: format!("{}x", granted.access),
        refresh: granted.refresh.clone(),
    };
    let dpop = dpop.with_tokens(&client, refused, Refresh { token_endpoint });
    let client = client.with_auth(dpop.clone());
    let session = client.query::<GetSession>(&()).await.unwrap();
    assert_eq!(session.did, olga.did);
    let renewed = dpop.tokens().await.unwrap();
    assert_ne!(renewed.refresh, granted.refresh);
    client.query::<GetSession>(&()).await.unwrap();
}
