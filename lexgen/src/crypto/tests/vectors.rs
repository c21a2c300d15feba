//! The public conformance vectors of keys and signatures.

use serde_json::Value;

use crate::{
    Bytes,
    crypto::{Curve, KeyError, PrivateKey, PublicKey, SignatureError},
    syntax::vectors::vectors,
};

fn read(file: &str) -> Option<Vec<Value>> {
    Some(serde_json::from_str(&vectors(file)?).unwrap())
}

#[test]
fn signatures_agree() {
    let Some(vectors) = read("crypto/signature-fixtures.json") else {
        return;
    };
    assert!(vectors.len() >= 6);
    for vector in &vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let bytes = |name| Bytes::from_base64(text(name)).unwrap();
        let key = PublicKey::from_did_key(text("publicKeyDid")).unwrap();
        let (curve, algorithm) = match text("didDocSuite") {
            "EcdsaSecp256r1VerificationKey2019" => (Curve::P256, "ES256"),
            "EcdsaSecp256k1VerificationKey2019" => (Curve::K256, "ES256K"),
            other => panic!("{other}"),
        };
        assert_eq!((key.curve(), text("algorithm")), (curve, algorithm));
        let legacy = PublicKey::from_legacy(curve, text("publicKeyMultibase"));
        assert_eq!(legacy, Ok(key));

        let outcome = key.verify(&bytes("messageBase64"), &bytes("signatureBase64"));
        let tags = vector["tags"].as_array().unwrap();
        let expected = match tags.first().and_then(Value::as_str) {
            None => Ok(()),
            Some("high-s") => Err(SignatureError::HighS),
            Some("der-encoded") => Err(SignatureError::Der),
            Some(other) => panic!("{other}"),
        };
        assert_eq!(outcome, expected, "{vector}");
        assert_eq!(Some(outcome.is_ok()), vector["validSignature"].as_bool());
    }
    println!("{} signatures", vectors.len());
}

#[test]
fn keys_agree() {
    let mut count = 0;
    for (curve, file) in [
        (Curve::K256, "crypto/w3c_didkey_K256.json"),
        (Curve::P256, "crypto/w3c_didkey_P256.json"),
    ] {
        let Some(vectors) = read(file) else { return };
        assert!(!vectors.is_empty());
        for vector in &vectors {
            let bytes = match vector["privateKeyBytesHex"].as_str() {
                Some(hex) => data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap(),
                None => {
                    let base58 = vector["privateKeyBytesBase58"].as_str().unwrap();
                    multibase::decode(format!("z{base58}")).unwrap().1
                }
            };
            let key = PrivateKey::from_bytes(curve, &bytes.try_into().unwrap()).unwrap();
            let text = vector["publicDidKey"].as_str().unwrap();
            assert_eq!(key.public_key().to_string(), text);
            assert_eq!(text.parse(), Ok(key.public_key()));
            assert_ne!(
                PublicKey::from_legacy(curve, &key.public_key().to_multikey()),
                Ok::<_, KeyError>(key.public_key())
            );
            count += 1;
        }
    }
    println!("{count} keys");
}
