//! CBOR whose keys are in another order than that of DAG-CBOR.
//!
//! The decoder refuses it, because a record would have more than one CID. Where bytes
//! have no CID, as the frames of a subscription, an order is no reason to refuse them:
//! the reference implementations do not look at it.

use super::extent::{extent, head};

/// The most levels of objects and arrays.
const MOST_LEVELS: usize = 64;

/// One item with the keys of all objects in canonical order. `None` if they are so
/// already, or if the bytes are not one item.
#[cold]
pub(crate) fn sorted(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let rest = item(bytes, MOST_LEVELS, &mut out)?;
    (rest.is_empty() && out != bytes).then_some(out)
}

/// Writes the first item, and returns the bytes after it.
fn item<'b>(bytes: &'b [u8], levels: usize, out: &mut Vec<u8>) -> Option<&'b [u8]> {
    let (major, argument, after) = head(bytes).ok()?;
    let content = match major {
        2 | 3 => usize::try_from(argument).ok()?,
        _ => 0,
    };
    let mut rest = after.get(content..)?;
    let written = bytes.len() - rest.len();
    out.extend_from_slice(bytes.get(..written)?);
    match major {
        4 => {
            let levels = levels.checked_sub(1)?;
            for _ in 0..argument {
                rest = item(rest, levels, out)?;
            }
        }
        5 => rest = fields(rest, argument, levels.checked_sub(1)?, out)?,
        6 => rest = item(rest, levels.checked_sub(1)?, out)?,
        _ => {}
    }
    Some(rest)
}

/// Writes the fields of an object. Shorter keys come first.
fn fields<'b>(bytes: &'b [u8], count: u64, levels: usize, out: &mut Vec<u8>) -> Option<&'b [u8]> {
    let mut rest = bytes;
    // What it has of each field is at most the bytes of that field.
    let mut fields = Vec::new();
    let mut values = Vec::new();
    for _ in 0..count {
        let (key, after) = rest.split_at_checked(extent(rest).ok()?)?;
        let start = values.len();
        rest = item(after, levels, &mut values)?;
        fields.push((key, start..values.len()));
    }
    fields.sort_by_key(|(key, _)| (key.len(), *key));
    for (key, value) in fields {
        out.extend_from_slice(key);
        out.extend_from_slice(values.get(value)?);
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_at_every_level() {
        // {"op": 1, "t": [{"b": 2, "a": 42("x")}]}
        let bytes = b"\xa2\x62op\x01\x61t\x81\xa2\x61b\x02\x61a\xd8\x2a\x41x";
        let expected = b"\xa2\x61t\x81\xa2\x61a\xd8\x2a\x41x\x61b\x02\x62op\x01";
        assert_eq!(sorted(bytes).as_deref(), Some(&expected[..]));
        assert_eq!(sorted(expected), None);
        for cut in 0..bytes.len() {
            assert_eq!(sorted(&bytes[..cut]), None);
        }
        assert_eq!(sorted(&[&bytes[..], b"\0"].concat()), None);
    }

    #[test]
    fn what_is_announced_need_not_be_there() {
        for major in [0x80, 0xa0] {
            let huge = [&[major | 27][..], &[0xff; 8]].concat();
            assert_eq!(sorted(&huge), None);
            assert_eq!(sorted(&huge.repeat(1000)), None);
        }
        assert_eq!(sorted(&[vec![0x81; 1_000_000], vec![0x80]].concat()), None);
        assert_eq!(sorted(&[0xc6; 1_000_000]), None);
    }
}
