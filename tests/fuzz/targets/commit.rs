//! Arbitrary bytes as a commit, as keys and as signatures: what is read is written as it
//! was, and only what is signed verifies.
#![no_main]

use std::sync::LazyLock;

use lexgen::{
    crypto::{Curve, PrivateKey, PublicKey, SignatureError},
    data::{from_dag_cbor, to_dag_cbor},
    repo::{Commit, ProofError},
};
use libfuzzer_sys::fuzz_target;

static KEYS: LazyLock<[PrivateKey; 2]> = LazyLock::new(|| {
    [Curve::P256, Curve::K256].map(|curve| PrivateKey::from_bytes(curve, &[7; 32]).expect("a key"))
});

fuzz_target!(|bytes: &[u8]| {
    commit(bytes);
    if let Ok(text) = str::from_utf8(bytes) {
        key(text);
    }
    for key in &*KEYS {
        // Nobody has a signature of this.
        assert!(key.public_key().verify(b"message", bytes).is_err());
        let _ = PublicKey::from_bytes(key.public_key().curve(), bytes);
    }
});

fn commit(bytes: &[u8]) {
    let Ok(mut commit) = from_dag_cbor::<Commit>(bytes) else {
        return;
    };
    let Ok(message) = commit.unsigned() else {
        assert!(to_dag_cbor(&commit).is_err());
        return;
    };
    assert_eq!(
        to_dag_cbor(&commit).expect("what was read can be written"),
        bytes
    );
    for key in &*KEYS {
        commit.sign(key).expect("it can be written");
        assert_eq!(commit.unsigned().expect("it can be written"), message);
        let written = to_dag_cbor(&commit).expect("it can be written");
        let read: Commit = from_dag_cbor(&written).expect("what was written can be read");
        let public = key.public_key();
        match read.verify(&public) {
            Ok(()) => {}
            Err(ProofError::Version(version)) => assert_ne!(version, 3),
            Err(error) => panic!("{error}"),
        }
        let mut other = read;
        other.extra.insert("another", 1);
        if other.version == 3 && commit.extra.get("another").is_none() {
            let error = SignatureError::Mismatch;
            assert_eq!(
                other.verify(&public),
                Err(ProofError::Signature { key: public, error })
            );
        }
    }
}

fn key(text: &str) {
    let read = [
        PublicKey::from_did_key(text),
        PublicKey::from_multikey(text),
        PublicKey::from_legacy(Curve::P256, text),
        PublicKey::from_legacy(Curve::K256, text),
    ];
    for (form, key) in read.into_iter().enumerate() {
        let Ok(key) = key else { continue };
        assert_eq!(key.to_string().parse(), Ok(key));
        match form {
            0 => assert_eq!(key.to_string(), text),
            1 => assert_eq!(key.to_multikey(), text),
            _ => {}
        }
    }
}
