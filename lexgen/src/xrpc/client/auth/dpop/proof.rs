//! Proofs of possession.
//! [Specification](https://www.rfc-editor.org/rfc/rfc9449#section-4.2).

use std::time::SystemTime;

use data_encoding::BASE64URL_NOPAD;
use http::{HeaderValue, Method, Uri};
use serde_json::json;

use super::{
    super::BoxError,
    key::{DpopKey, Key, jwk},
    nonces::Nonces,
};
use crate::xrpc::{SetupError, chance};

/// What proofs are made of: the key, and the nonces of servers.
pub(super) struct Proofs {
    key: Box<dyn Key>,
    pub(super) jwk: String,
    /// The encoded header, which is the same for all.
    header: String,
    pub(super) nonces: Nonces,
}

impl Proofs {
    pub(super) fn new(key: impl DpopKey + 'static) -> Result<Self, SetupError> {
        let jwk = jwk(&key.public_key())?;
        let header = format!(r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{jwk}}}"#);
        Ok(Self {
            key: Box::new(key),
            jwk,
            header: BASE64URL_NOPAD.encode(header.as_bytes()),
            nonces: Nonces::default(),
        })
    }

    /// A proof for one request, with a token or without.
    pub(super) async fn proof(
        &self,
        method: &Method,
        origin: &str,
        uri: &Uri,
        token: Option<&str>,
    ) -> Result<HeaderValue, BoxError> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        let mut claims = json!({
            "jti": unique(),
            "htm": method.as_str(),
            // Without query and fragment.
            "htu": format!("{origin}{}", uri.path()),
            "iat": now.as_secs(),
        });
        if let Some(nonce) = self.nonces.of(origin) {
            claims["nonce"] = nonce.into();
        }
        if let Some(token) = token {
            let hash = self.key.sha256(token.as_bytes());
            claims["ath"] = BASE64URL_NOPAD.encode(&hash).into();
        }
        let claims = BASE64URL_NOPAD.encode(claims.to_string().as_bytes());
        let message = format!("{}.{claims}", self.header);
        let signature = self.key.sign(message.as_bytes()).await?;
        if signature.len() != 64 {
            let length = signature.len();
            let wrong = "the signature of the proof is not r and s of 32 bytes each";
            return Err(format!("{wrong}: it has {length} bytes").into());
        }
        let signature = BASE64URL_NOPAD.encode(&signature);
        let mut proof = HeaderValue::try_from(format!("{message}.{signature}"))?;
        proof.set_sensitive(true);
        Ok(proof)
    }
}

/// A value that no other proof has.
fn unique() -> String {
    let numbers: [u64; 2] = chance::numbers();
    BASE64URL_NOPAD.encode(&numbers.map(u64::to_le_bytes).concat())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    struct Signs(usize);

    impl DpopKey for Signs {
        fn public_key(&self) -> Vec<u8> {
            vec![4; 65]
        }

        async fn sign(&self, _: &[u8]) -> Result<Vec<u8>, BoxError> {
            Ok(vec![0; self.0])
        }

        fn sha256(&self, _: &[u8]) -> [u8; 32] {
            [0; 32]
        }
    }

    #[test]
    fn no_two_proofs_share_their_name() {
        let names: HashSet<String> = (0..10_000).map(|_| unique()).collect();
        assert_eq!(names.len(), 10_000);
    }

    #[test]
    fn keys_that_are_no_point_are_refused() {
        for wrong in [vec![], vec![4; 64], vec![2; 33], vec![3; 65], vec![4; 66]] {
            assert!(jwk(&wrong).is_err(), "{wrong:?}");
        }
        assert!(Proofs::new(Signs(64)).is_ok());
    }
}
