//! The nonces of servers.
//! [Specification](https://www.rfc-editor.org/rfc/rfc9449#section-8).

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use http::HeaderMap;

/// The header of a nonce.
const DPOP_NONCE: &str = "dpop-nonce";

/// The most servers whose nonces are kept. One that is forgotten costs a request.
const MAX_SERVERS: usize = 256;

/// The most bytes of a nonce.
const MAX_NONCE: usize = 512;

/// The last nonce of each server, by its origin: no server gets that of another.
#[derive(Default)]
pub(super) struct Nonces(Mutex<HashMap<String, String>>);

impl Nonces {
    fn by_origin(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn of(&self, origin: &str) -> Option<String> {
        self.by_origin().get(origin).cloned()
    }

    /// Keeps the nonce of a response, if it has one.
    pub(super) fn keep(&self, origin: &str, headers: &HeaderMap) {
        if let Some(nonce) = nonce(headers) {
            let mut by_origin = self.by_origin();
            if by_origin.len() >= MAX_SERVERS && !by_origin.contains_key(origin) {
                by_origin.clear();
            }
            by_origin.insert(origin.to_owned(), nonce.to_owned());
        }
    }
}

/// The nonce of a response.
pub(super) fn nonce(headers: &HeaderMap) -> Option<&str> {
    let nonce = headers.get(DPOP_NONCE)?.to_str().ok()?;
    let is_char = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    let is_nonce = (1..=MAX_NONCE).contains(&nonce.len()) && nonce.bytes().all(is_char);
    is_nonce.then_some(nonce)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(nonce: &str) -> HeaderMap {
        let nonce = HeaderValue::try_from(nonce).unwrap();
        [(http::HeaderName::from_static(DPOP_NONCE), nonce)]
            .into_iter()
            .collect()
    }

    #[test]
    fn a_server_has_its_own_nonce() {
        let nonces = Nonces::default();
        nonces.keep("https://a.example", &headers("one"));
        nonces.keep("https://b.example", &headers("two"));
        nonces.keep("https://a.example:444", &headers("three"));
        assert_eq!(nonces.of("https://a.example").as_deref(), Some("one"));
        assert_eq!(nonces.of("https://b.example").as_deref(), Some("two"));
        assert_eq!(nonces.of("http://a.example"), None);
        // A response without one changes nothing, and one with another replaces it.
        nonces.keep("https://a.example", &HeaderMap::new());
        assert_eq!(nonces.of("https://a.example").as_deref(), Some("one"));
        nonces.keep("https://a.example", &headers("four"));
        assert_eq!(nonces.of("https://a.example").as_deref(), Some("four"));
    }

    #[test]
    fn what_is_no_nonce_is_not_kept() {
        for wrong in ["", "a b", "a\"b", "a\\b", &"a".repeat(MAX_NONCE + 1)] {
            assert_eq!(nonce(&headers(wrong)), None, "{wrong:.20}");
        }
        let longest = "a".repeat(MAX_NONCE);
        assert_eq!(nonce(&headers(&longest)), Some(&*longest));
    }

    #[test]
    fn many_servers_take_little_memory() {
        let nonces = Nonces::default();
        for port in 0..10_000 {
            nonces.keep(&format!("https://a.example:{port}"), &headers("one"));
            assert!(nonces.by_origin().len() <= MAX_SERVERS);
        }
        assert_eq!(nonces.of("https://a.example:9999").as_deref(), Some("one"));
    }
}
