//! Lengths, as unsigned LEB128.
//! [Specification](https://github.com/multiformats/unsigned-varint).

use super::CarErrorKind;

/// The most bytes of a length.
pub(super) const LONGEST: usize = 9;

/// Reads a length, and how many bytes it takes. `None` if the bytes end too early.
///
/// # Errors
/// If it has more than nine bytes, or more than it needs.
pub(super) fn read(bytes: &[u8]) -> Result<Option<(u64, usize)>, CarErrorKind> {
    let mut number = 0;
    for (index, &byte) in bytes.iter().take(LONGEST).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * index);
        match byte {
            0 if index > 0 => return Err(CarErrorKind::Length("it is not in its shortest form")),
            0..0x80 => return Ok(Some((number, index + 1))),
            _ => {}
        }
    }
    if bytes.len() < LONGEST {
        return Ok(None);
    }
    Err(CarErrorKind::Length("it has more than nine bytes"))
}

/// A length in its shortest form.
pub(super) fn write(mut length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while length > 0x7f {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form() {
        for (bytes, number) in [
            (&[0][..], 0),
            (&[0x7f], 127),
            (&[0x80, 1], 128),
            (&[0xff, 0x7f], 16383),
            (
                &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
                (1 << 63) - 1,
            ),
        ] {
            let longer = [bytes, &[0xff; 3]].concat();
            assert_eq!(read(&longer), Ok(Some((number, bytes.len()))));
            assert_eq!(write(usize::try_from(number).unwrap()), bytes);
            for end in 0..bytes.len() {
                assert_eq!(read(&bytes[..end]), Ok(None), "{bytes:x?}");
            }
        }
        for bytes in [&[0x80, 0][..], &[0x81, 0x80, 0], &[0xff; 9], &[0x80; 10]] {
            assert!(read(bytes).is_err(), "{bytes:x?}");
        }
    }
}
