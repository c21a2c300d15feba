//! What is a key.

use crate::crypto::{Curve, KeyError, PrivateKey, PublicKey};

const P256: &str = "zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo";
const K256: &str = "zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF";
/// The same key as `K256`, in the older form.
const LEGACY: &str =
    "zQYEBzXeuTM9UR3rfvNag6L3RNAs5pQZyYPsomTsgQhsxLdEgCrPTLgFna8yqCnxPpNT7DBk6Ym3dgPKNu86vt9GR";

/// The text of a key with these bytes.
fn multikey(bytes: &[u8]) -> String {
    multibase::encode(multibase::Base::Base58Btc, bytes)
}

#[test]
fn all_forms_of_a_key_are_the_same_key() {
    let key = PublicKey::from_multikey(K256).unwrap();
    assert_eq!(PublicKey::from_legacy(Curve::K256, LEGACY), Ok(key));
    assert_eq!(PublicKey::from_bytes(Curve::K256, &key.to_bytes()), Ok(key));
    assert_eq!(key.to_multikey(), K256);
    assert_eq!(key.to_string(), format!("did:key:{K256}"));
    assert_eq!(key.to_string().parse(), Ok(key));
    assert_eq!(format!("{key:?}"), format!("PublicKey(did:key:{K256})"));
    let other = PublicKey::from_multikey(P256).unwrap();
    assert_eq!(other.curve(), Curve::P256);
    assert_ne!(key, other);
}

#[test]
fn what_is_no_key_says_why() {
    let point = PublicKey::from_multikey(P256).unwrap().to_bytes();
    let with = |codec: &[u8], bytes: &[u8]| multikey(&[codec, bytes].concat());
    for (text, expected) in [
        ("", "the key is not base58btc: it does not start with `z`"),
        (
            "mAYAk",
            "the key is not base58btc: it does not start with `z`",
        ),
        ("z", "the key is empty"),
        (
            "zDna0",
            "the key is not base58btc: it has a character that is not allowed",
        ),
        (
            "zé",
            "the key is not base58btc: it has a character that is not allowed",
        ),
        (
            &format!("z{}", "2".repeat(128)),
            "the key is not base58btc: it is longer than any key",
        ),
        (
            "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
            "a key of Ed25519, but only P-256 and K-256 are supported",
        ),
        (
            &with(&[0x81, 0x24], &[2; 49]),
            "a key of P-384, but only P-256 and K-256 are supported",
        ),
        (
            &multikey(&point),
            "a key that starts with 03 3a, but only P-256 (80 24) and K-256 (e7 01) are supported",
        ),
        (
            &with(&[0x80, 0x24], &point[1..]),
            "a key of 32 bytes, but it must have 33, in compressed form",
        ),
        (
            &with(&[0x80, 0x24], &[4; 65]),
            "a key of 65 bytes, but it must have 33, in compressed form",
        ),
        (
            &with(&[0x80, 0x24], &[5; 33]),
            "a key of 33 bytes, but it must have 33 that start with 02 or 03, or 65 that start with 04",
        ),
        (
            &with(&[0x80, 0x24], &[&[2][..], &[0xff; 32]].concat()),
            "the key is not a point of the curve P-256",
        ),
    ] {
        let error = PublicKey::from_multikey(text).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
    let error = PublicKey::from_did_key("did:web:\u{1b}x").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`did:web:\\u{1b}x` does not start with `did:key:`"
    );
}

#[test]
fn the_older_form_does_not_tell_the_curve() {
    let point = PublicKey::from_multikey(P256).unwrap().to_bytes();
    let text = multikey(&point);
    assert!(PublicKey::from_legacy(Curve::P256, &text).is_ok());
    // Half of all numbers are coordinates of the other curve too.
    assert_ne!(
        PublicKey::from_legacy(Curve::P256, &text),
        PublicKey::from_legacy(Curve::K256, &text)
    );
    let error = PublicKey::from_legacy(Curve::P256, LEGACY).unwrap_err();
    assert_eq!(error, KeyError::NotOnCurve(Curve::P256));
    assert!(PublicKey::from_legacy(Curve::K256, K256).is_err());
}

#[test]
fn a_private_key_is_a_number_below_the_order() {
    for curve in [Curve::P256, Curve::K256] {
        for bytes in [[0; 32], [0xff; 32]] {
            let error = PrivateKey::from_bytes(curve, &bytes).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("the bytes are not a private key of {curve}")
            );
        }
        let key = PrivateKey::from_bytes(curve, &[7; 32]).unwrap();
        let shown = format!("{key:?}");
        assert_eq!(shown, format!("PrivateKey(of {})", key.public_key()));
    }
}
