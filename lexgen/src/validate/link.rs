//! Links: the form of the CID.

use super::{Code, Validator};
use crate::{
    data::CidLink,
    syntax::{
        Cid, CidBuffer,
        protocol_cid::{Codec, protocol_cid},
    },
};

/// The form that the protocol has, for messages.
const FORM: &str = "a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256";

/// Checks that a link is one of the forms of CIDs that the data model has: version 1,
/// DAG-CBOR or raw bytes, and a SHA-256 of 32 bytes. Decoding keeps other ones.
/// Returns the codec if it is.
///
/// [Specification](https://atproto.com/specs/data-model#link-and-cid-formats).
pub(crate) fn link(link: &CidLink, validator: &mut Validator<'_>) -> Option<Codec> {
    let mut buffer = CidBuffer::default();
    let fault = match link.cid().binary(&mut buffer).map(protocol_cid) {
        Some(Ok((codec, _))) => {
            if !link.as_str().starts_with('b') {
                let message = "is a CID in another base than base32";
                validator.warning(Code::UnusualCid, message.to_owned());
            }
            return Some(codec);
        }
        Some(Err(other)) => format!("is not {FORM}: {other}"),
        None => format!("is not {FORM}"),
    };
    validator.violation(Code::NotData, fault);
    None
}

/// Whether a text is the CID of one of these forms, in base32.
pub(super) fn is_usual(text: &str) -> bool {
    text.starts_with('b')
        && Cid::new_unchecked(text)
            .binary(&mut CidBuffer::default())
            .is_some_and(|bytes| protocol_cid(bytes).is_ok())
}
