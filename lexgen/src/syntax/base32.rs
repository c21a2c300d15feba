//! Base32 in lower case without padding: the text form of CIDs.
//!
//! A commit of a firehose has three CIDs and more, so this computes the eight digits of
//! five bytes at once, in the eight bytes of a `u64`. The crate `data-encoding`, which has
//! any base, takes one digit after the other.

/// How many digits this many bytes have.
fn digits_of(bytes: usize) -> usize {
    (bytes * 8).div_ceil(5)
}

/// The digits of bytes, after a prefix.
pub(super) fn encode(prefix: u8, bytes: &[u8]) -> String {
    let length = 1 + digits_of(bytes.len());
    let mut text = Vec::with_capacity(length + 8);
    text.push(prefix);
    let (groups, rest) = bytes.as_chunks();
    for group in groups {
        text.extend_from_slice(&digits(values(*group)));
    }
    if !rest.is_empty() {
        let mut group = [0; 5];
        group
            .iter_mut()
            .zip(rest)
            .for_each(|(to, from)| *to = *from);
        text.extend_from_slice(&digits(values(group)));
        text.truncate(length);
    }
    // Digits are ASCII.
    String::from_utf8(text).unwrap_or_default()
}

/// Writes the bytes of digits into a buffer, and returns them. `None` if there is another
/// byte, if no number of bytes has so many digits, if bits are set that belong to no byte,
/// or if the buffer is too small.
pub(super) fn decode<'b>(text: &str, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let length = text.len() * 5 / 8;
    if digits_of(length) != text.len() {
        return None;
    }
    let buffer = buffer.get_mut(..length)?;
    let (groups, rest) = text.as_bytes().as_chunks();
    let (whole, end) = buffer.as_chunks_mut();
    let mut is_right = true;
    for (digits, group) in groups.iter().zip(whole) {
        let bytes = bytes(*digits);
        is_right &= bytes.is_some();
        *group = bytes.unwrap_or_default();
    }
    if !rest.is_empty() {
        // The digit of the value 0.
        let mut digits = [b'a'; 8];
        digits
            .iter_mut()
            .zip(rest)
            .for_each(|(to, from)| *to = *from);
        let group = bytes(digits)?;
        let (used, unused) = group.split_at(end.len());
        end.copy_from_slice(used);
        is_right &= unused.iter().all(|byte| *byte == 0);
    }
    is_right.then_some(buffer)
}

/// The values of the digits of five bytes: five bits in each of eight bytes.
fn values([a, b, c, d, e]: [u8; 5]) -> u64 {
    let bits = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
    let twenty = (bits & 0xf_ffff) | bits >> 20 << 32;
    let ten = (twenty & 0x3ff_0000_03ff) | (twenty & 0xf_fc00_000f_fc00) << 6;
    (ten & 0x001f_001f_001f_001f) | (ten & 0x03e0_03e0_03e0_03e0) << 3
}

/// The reverse.
fn of_values(values: u64) -> [u8; 5] {
    let ten = (values & 0x001f_001f_001f_001f) | (values & 0x1f00_1f00_1f00_1f00) >> 3;
    let twenty = (ten & 0x3ff_0000_03ff) | (ten & 0x03ff_0000_03ff_0000) >> 6;
    let bits = (twenty & 0xf_ffff) | twenty >> 32 << 20;
    let [_, _, _, a, b, c, d, e] = bits.to_be_bytes();
    [a, b, c, d, e]
}

/// A number in every byte.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// From a letter to the digit that follows the last letter.
const STEP: u64 = (b'z' + 1 - b'2') as u64;

/// The digits of values: `a` to `z`, then `2` to `7`.
fn digits(values: u64) -> [u8; 8] {
    // The highest bit of a byte is set from the value 26 on.
    let after_letters = (values + each(0x80 - 26)) & each(0x80);
    let digits = values + each(b'a') - (after_letters >> 7) * STEP;
    digits.to_be_bytes()
}

/// The bytes of eight digits; `None` if others are among them.
fn bytes(digits_of_group: [u8; 8]) -> Option<[u8; 5]> {
    let group = u64::from_be_bytes(digits_of_group);
    // Letters have the bit 0x40.
    let after_letters = !group & each(0x40);
    let values = group
        .wrapping_add((after_letters >> 6) * STEP)
        .wrapping_sub(each(b'a'));
    let values = values & each(31);
    // The values of anything else have other digits.
    (digits(values) == digits_of_group).then(|| of_values(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let text = encode(b'b', bytes);
        text.strip_prefix('b').expect("the prefix").to_owned()
    }

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn the_vectors_of_the_standard() {
        for (bytes, digits) in [
            ("", ""),
            ("f", "my"),
            ("fo", "mzxq"),
            ("foo", "mzxw6"),
            ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"),
            ("foobar", "mzxw6ytboi"),
        ] {
            assert_eq!(text(bytes.as_bytes()), digits);
            assert_eq!(decode(digits, &mut [0; 6]), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn every_byte_in_every_place() {
        for length in 0..12 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![0xa5; length];
                    bytes[place] = byte;
                    let digits = text(&bytes);
                    let other = data_encoding::BASE32_NOPAD.encode(&bytes);
                    assert_eq!(digits, other.to_ascii_lowercase());
                    assert_eq!(decode(&digits, &mut [0; 12]), Some(&*bytes));
                    assert_eq!(decode(&digits, &mut vec![0; length - 1]), None);
                }
            }
        }
    }

    #[test]
    fn what_has_no_bytes_is_refused() {
        for digits in [
            "a", "mzx", "mzxw6y", "mz", "mzxx", "MY", "m1", "m=", "mé", "m\0",
        ] {
            assert_eq!(decode(digits, &mut [0; 8]), None, "{digits}");
        }
    }
}
