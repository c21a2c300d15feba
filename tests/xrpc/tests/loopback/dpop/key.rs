//! A key in memory, of the crate `p256`.

use lexgen::xrpc::client::{BoxError, DpopKey};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use sha2::{Digest, Sha256};

pub struct Key(pub SigningKey);

impl DpopKey for Key {
    fn public_key(&self) -> Vec<u8> {
        self.0
            .verifying_key()
            .to_sec1_point(false)
            .as_bytes()
            .to_vec()
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, BoxError> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().to_vec())
    }

    fn sha256(&self, message: &[u8]) -> [u8; 32] {
        Sha256::digest(message).into()
    }
}

/// The key of the tests.
pub fn key() -> Key {
    Key(SigningKey::from_slice(&[7; 32]).unwrap())
}
