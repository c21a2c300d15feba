//! The end of an item in DAG-CBOR, found without decoding the item.
//!
//! The decoder refuses arrays and maps of indefinite length, but accepts such
//! strings, also as keys. DAG-CBOR allows neither: otherwise a document would have
//! more than one form and more than one CID.

use super::major::{ARRAY, BYTES, MAP, TAG, TEXT};

/// Why the end of an item cannot be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoExtent {
    /// A length is indefinite.
    Indefinite,
    /// The bytes end before the item, or are not CBOR.
    Broken,
}

/// The number of bytes of the first item.
pub(crate) fn extent(bytes: &[u8]) -> Result<usize, NoExtent> {
    Ok(bytes.len() - after(bytes, 1)?.len())
}

/// The bytes after this many items.
pub(super) fn after(bytes: &[u8], mut items: u64) -> Result<&[u8], NoExtent> {
    let mut rest = bytes;
    // Items that are still to come. Each takes at least one byte, so this ends,
    // whatever numbers the bytes announce.
    while let Some(others) = items.checked_sub(1) {
        let (major, argument, content) = head(rest)?;
        let (inside, length) = match major {
            BYTES | TEXT => (0, usize::try_from(argument).map_err(|_| NoExtent::Broken)?),
            ARRAY => (argument, 0),
            MAP => (argument.saturating_mul(2), 0),
            TAG => (1, 0),
            _ => (0, 0),
        };
        items = others.saturating_add(inside);
        rest = content.get(length..).ok_or(NoExtent::Broken)?;
    }
    Ok(rest)
}

/// The major type of an item, the number in its head, and the bytes after it.
pub(super) fn head(bytes: &[u8]) -> Result<(u8, u64, &[u8]), NoExtent> {
    let (&first, rest) = bytes.split_first().ok_or(NoExtent::Broken)?;
    let (major, short) = (first >> 5, first & 0x1f);
    let length = match short {
        0..24 => return Ok((major, short.into(), rest)),
        24..28 => 1 << (short - 24),
        31 => return Err(NoExtent::Indefinite),
        _ => return Err(NoExtent::Broken),
    };
    let (digits, rest) = rest.split_at_checked(length).ok_or(NoExtent::Broken)?;
    let number = digits
        .iter()
        .fold(0, |number, &digit| number << 8 | u64::from(digit));
    Ok((major, number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_ends_where_its_content_does() {
        for (bytes, end) in [
            (&b"\x00rest"[..], 1),
            (b"\x18\x64rest", 2),
            (b"\x3b\0\0\0\0\0\0\0\x01rest", 9),
            (b"\xf6rest", 1),
            (b"\xfb\0\0\0\0\0\0\0\0rest", 9),
            (b"\x43abcrest", 4),
            (b"\x78\x03abcrest", 5),
            (b"\x82\x01\x81\x61arest", 5),
            (b"\xa2\x61a\x80\x61b\xa0rest", 7),
            (b"\xd8\x2a\x41\0rest", 4),
        ] {
            assert_eq!(extent(bytes), Ok(end), "{bytes:x?}");
            for cut in 0..end {
                assert_eq!(extent(&bytes[..cut]), Err(NoExtent::Broken), "{bytes:x?}");
            }
        }
    }

    #[test]
    fn what_is_announced_need_not_be_there() {
        for major in [0x40, 0x60, 0x80, 0xa0] {
            let huge = [&[major | 27][..], &[0xff; 8]].concat();
            assert_eq!(extent(&huge), Err(NoExtent::Broken));
            assert_eq!(extent(&huge.repeat(1000)), Err(NoExtent::Broken));
        }
        let deep = [vec![0x81; 1_000_000], vec![0x80]].concat();
        assert_eq!(extent(&deep), Ok(deep.len()));
    }
}
