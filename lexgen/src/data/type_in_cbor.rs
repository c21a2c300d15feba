//! The `$type` of an object in DAG-CBOR, found without decoding the object.
//!
//! Shorter keys come first, so that the first field is often another. Whoever decodes a
//! union would have to hold such fields until the type is known.

use super::{
    extent::{after, head},
    major::{MAP, TEXT},
};

/// The `$type` of an object. `None` if it has none, or one that is not a string, if the
/// bytes are not an object, or if an item before it has no known end.
pub(crate) fn type_in_cbor(bytes: &[u8]) -> Option<&str> {
    let (MAP, mut fields, mut rest) = head(bytes).ok()? else {
        return None;
    };
    loop {
        fields = fields.checked_sub(1)?;
        let (key, value) = text(rest)?;
        if key == b"$type" {
            let (name, _) = text(value)?;
            return str::from_utf8(name).ok();
        }
        rest = after(value, 1).ok()?;
    }
}

/// The first item, which must be a string, and the bytes after it.
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (TEXT, length, rest) = head(bytes).ok()? else {
        return None;
    };
    rest.split_at_checked(usize::try_from(length).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_found_after_other_fields() {
        let object = b"\xa2\x62id\x81\xa1\x65$type\x61x\x65$type\x61a";
        assert_eq!(type_in_cbor(object), Some("a"));
        for cut in 0..object.len() {
            assert_eq!(type_in_cbor(&object[..cut]), None, "{cut}");
        }
        assert_eq!(type_in_cbor(b"\xa1\x65$type\x61arest"), Some("a"));
    }

    #[test]
    fn what_has_none_or_no_end_has_none() {
        for bytes in [
            &b"\xa0"[..],
            b"\x80",
            b"\x65$type",
            b"\xa1\x61a\xa1\x65$type\x61x",
            b"\xa1\x65$type\x07",
            b"\xa1\x65$type\x61\xff",
            b"\xa1\x65$type\x7f\x61a\xff",
            b"\xa2\x61a\x9f\xff\x65$type\x61x",
            b"\xbf\x65$type\x61x\xff",
        ] {
            assert_eq!(type_in_cbor(bytes), None, "{bytes:x?}");
        }
    }
}
