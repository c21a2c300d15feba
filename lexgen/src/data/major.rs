//! The major types of CBOR: the three highest bits of the first byte of an item.
//! [RFC 8949, section 3.1](https://www.rfc-editor.org/rfc/rfc8949#section-3.1).

pub(super) const UNSIGNED: u8 = 0;
pub(super) const NEGATIVE: u8 = 1;
pub(super) const BYTES: u8 = 2;
pub(super) const TEXT: u8 = 3;
pub(super) const ARRAY: u8 = 4;
pub(super) const MAP: u8 = 5;
pub(super) const TAG: u8 = 6;
pub(super) const SIMPLE: u8 = 7;
