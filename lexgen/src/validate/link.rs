//! Links: the form of the CID.

use super::{Code, Validator};
use crate::{data::CidLink, syntax::CidBuffer};

/// Checks that a link is one of the forms of CIDs that the data model has: version 1,
/// DAG-CBOR or raw bytes, and a SHA-256 of 32 bytes. Decoding keeps other ones.
///
/// [Specification](https://atproto.com/specs/data-model#link-and-cid-formats).
pub(crate) fn link(link: &CidLink, validator: &mut Validator<'_>) {
    let mut buffer = CidBuffer::default();
    let fault = match link.cid().binary(&mut buffer) {
        Some([1, 0x71 | 0x55, 0x12, 32, digest @ ..]) if digest.len() == 32 => return,
        Some([1, 0x71 | 0x55, 0x12, length, ..]) => {
            format!("is a CID with a digest of {length} bytes, not 32")
        }
        Some([1, 0x71 | 0x55, ..]) => "is a CID with another hash than SHA-256".to_owned(),
        Some([1, ..]) => "is a CID of something else than DAG-CBOR or raw bytes".to_owned(),
        Some(_) | None => "is not a CID of version 1".to_owned(),
    };
    validator.violation(Code::NotData, fault);
}
