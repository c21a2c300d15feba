//! What is a signature.

use crate::crypto::{Curve, PrivateKey, SignatureError};

fn keys() -> [PrivateKey; 2] {
    [Curve::P256, Curve::K256].map(|curve| PrivateKey::from_bytes(curve, &[7; 32]).unwrap())
}

/// The order of the curve minus the second number of a signature: the other valid one.
fn with_high_s(curve: Curve, signature: &[u8; 64]) -> [u8; 64] {
    let mut high = *signature;
    let s = &signature[32..];
    let negated: [u8; 32] = match curve {
        Curve::P256 => {
            let s: p256::NonZeroScalar = p256::NonZeroScalar::try_from(s).unwrap();
            (-*s).to_bytes().into()
        }
        Curve::K256 => {
            let s: k256::NonZeroScalar = k256::NonZeroScalar::try_from(s).unwrap();
            (-*s).to_bytes().into()
        }
    };
    high[32..].copy_from_slice(&negated);
    high
}

#[test]
fn only_the_low_s_is_valid() {
    for key in keys() {
        let public = key.public_key();
        for number in 0..16 {
            let message = [number];
            let signature = key.sign(&message);
            assert_eq!(public.verify(&message, &signature), Ok(()));
            assert_eq!(key.sign(&message), signature);
            let high = with_high_s(public.curve(), &signature);
            assert_eq!(public.verify(&message, &high), Err(SignatureError::HighS));
        }
    }
}

#[test]
fn any_other_message_key_or_bit_is_refused() {
    let [p256, k256] = keys();
    for (key, other) in [(&p256, &k256), (&k256, &p256)] {
        let public = key.public_key();
        let good = key.sign(b"message");
        assert_eq!(
            public.verify(b"massage", &good),
            Err(SignatureError::Mismatch)
        );
        let verdict = other.public_key().verify(b"message", &good);
        assert_eq!(verdict, Err(SignatureError::Mismatch));
        let same_curve = PrivateKey::from_bytes(public.curve(), &[8; 32]).unwrap();
        let verdict = same_curve.public_key().verify(b"message", &good);
        assert_eq!(verdict, Err(SignatureError::Mismatch));
        for at in 0..64 {
            let mut bad = good;
            bad[at] ^= 1;
            assert!(public.verify(b"message", &bad).is_err(), "byte {at}");
        }
    }
}

#[test]
fn other_forms_are_refused() {
    for key in keys() {
        let public = key.public_key();
        let good = key.sign(b"x");
        let verify = |bytes: &[u8]| public.verify(b"x", bytes).unwrap_err();
        assert_eq!(verify(&[]), SignatureError::Length(0));
        assert_eq!(verify(&good[1..]), SignatureError::Length(63));
        assert_eq!(
            verify(&[&good[..], &[0]].concat()),
            SignatureError::Length(65)
        );
        assert_eq!(verify(&[0; 64]), SignatureError::OutOfRange);
        assert_eq!(verify(&[0xff; 64]), SignatureError::OutOfRange);
        let zero_s = [&good[..32], &[0; 32]].concat();
        assert_eq!(verify(&zero_s), SignatureError::OutOfRange);
        let der = match public.curve() {
            Curve::P256 => {
                let signature = p256::ecdsa::Signature::from_slice(&good).unwrap();
                signature.to_der().as_bytes().to_vec()
            }
            Curve::K256 => {
                let signature = k256::ecdsa::Signature::from_slice(&good).unwrap();
                signature.to_der().as_bytes().to_vec()
            }
        };
        assert_eq!(verify(&der), SignatureError::Der);
    }
}
