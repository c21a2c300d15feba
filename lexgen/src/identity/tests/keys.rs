//! The key that signs for an account.

use super::*;
use crate::crypto::{Curve, PrivateKey};

fn key(fields: &[Value]) -> Result<String, String> {
    let methods = fields.iter().map(|fields| {
        let mut method = json!({"id": "#atproto", "type": "Multikey", "controller": DID});
        for (name, value) in fields.as_object().unwrap() {
            method[name] = value.clone();
        }
        method
    });
    let document = document(json!({"verificationMethod": methods.collect::<Vec<_>>()}));
    let key = document.signing_key();
    key.map(|key| key.to_string())
        .map_err(|error| error.to_string())
}

#[test]
fn the_first_valid_key_signs() {
    let [p256, k256] = [Curve::P256, Curve::K256].map(|curve| {
        PrivateKey::from_bytes(curve, &[7; 32])
            .unwrap()
            .public_key()
    });
    let multikey = json!({"publicKeyMultibase": p256.to_multikey()});
    let other = json!({"publicKeyMultibase": k256.to_multikey()});
    assert_eq!(
        key(&[multikey.clone(), other.clone()]).unwrap(),
        p256.to_string()
    );
    let full = format!("{DID}#atproto");
    let full = json!({"id": full, "publicKeyMultibase": k256.to_multikey()});
    assert_eq!(key(std::slice::from_ref(&full)).unwrap(), k256.to_string());
    for broken in [
        json!({}),
        json!({"publicKeyMultibase": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}),
        json!({"controller": "did:web:mallory.test", "publicKeyMultibase": p256.to_multikey()}),
        json!({"id": "#atproto_label", "publicKeyMultibase": p256.to_multikey()}),
        json!({"id": "did:web:mallory.test#atproto", "publicKeyMultibase": p256.to_multikey()}),
    ] {
        assert_eq!(key(&[broken, other.clone()]).unwrap(), k256.to_string());
    }
}

#[test]
fn older_keys_have_their_own_types() {
    let curve = "EcdsaSecp256k1VerificationKey2019";
    let text =
        "zQYEBzXeuTM9UR3rfvNag6L3RNAs5pQZyYPsomTsgQhsxLdEgCrPTLgFna8yqCnxPpNT7DBk6Ym3dgPKNu86vt9GR";
    let found = key(&[json!({"type": curve, "publicKeyMultibase": text})]).unwrap();
    assert_eq!(
        found,
        "did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF"
    );
    let curve = "EcdsaSecp256r1VerificationKey2019";
    let error = key(&[json!({"type": curve, "publicKeyMultibase": text})]).unwrap_err();
    assert_eq!(
        error,
        "the DID document has a malformed key `#atproto`: the key is not a point of the curve P-256"
    );
}

#[test]
fn a_missing_key_says_why() {
    for (fields, expected) in [
        (
            vec![],
            "has no signing key: no verification method `#atproto`",
        ),
        (
            vec![json!({"id": "#other"})],
            "has no signing key: no verification method `#atproto`",
        ),
        (
            vec![json!({"type": "JsonWebKey2020"})],
            "has a key `#atproto` of the type `JsonWebKey2020`, which is not supported",
        ),
        (
            vec![json!({"controller": null})],
            "has a key `#atproto` without a `controller`",
        ),
        (
            vec![json!({"controller": "did:web:m.test"})],
            "has a key `#atproto` that `did:web:m.test` controls, not the account",
        ),
        (
            vec![json!({})],
            "has a key `#atproto` without `publicKeyMultibase`",
        ),
        (
            vec![
                json!({"publicKeyMultibase": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}),
                json!({}),
            ],
            "has a malformed key `#atproto`: a key of Ed25519, but only P-256 and K-256 are supported",
        ),
    ] {
        assert_eq!(
            key(&fields).unwrap_err(),
            format!("the DID document {expected}")
        );
    }
}
