//! `cid`: content, by its hash.

use cid::{Cid as Binary, Version};
use data_encoding::{BASE32_NOPAD, BASE32_NOPAD_NOCASE, HEXLOWER};

use super::{Format, InvalidSyntax, bytes::find_other, error::Fault, format_type::format_type};

/// The most bytes of the binary form: three numbers of up to nine bytes, a
/// length of one and a digest of 64, rounded up.
const LONGEST_BINARY: usize = 96;

pub(super) const EXAMPLES: [&str; 2] = [
    "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
    "MAVUSIAAB+wA=",
];

format_type! {
    /// A [CID](https://atproto.com/specs/data-model#link-and-cid-formats) as
    /// text, of version 1.
    ///
    /// The format only restricts the characters, because a CID can be written
    /// in any multibase. [`to_bytes`](Cid::to_bytes) decodes it.
    ///
    /// ```
    /// use lexgen::syntax::Cid;
    ///
    /// let cid = Cid::new("bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a")?;
    /// let bytes = cid.to_bytes().unwrap();
    /// assert_eq!(bytes[..4], [1, 0x71, 0x12, 0x20]);
    /// assert_eq!(Cid::from_bytes(&bytes)?, cid);
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Cid
}

impl Cid {
    /// The binary form: version, codec, hash function, length and digest.
    ///
    /// `None` if the text is not a CID of version 1 in base32 (`b…`, the only
    /// form that the data model allows) or in base16 (`f…`); other multibases
    /// are not decoded. A digest has at most 64 bytes.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        self.binary(&mut Buffer::default()).map(<[u8]>::to_vec)
    }

    /// Like [`to_bytes`](Self::to_bytes), without allocating.
    pub(crate) fn binary<'b>(&self, buffer: &'b mut Buffer) -> Option<&'b [u8]> {
        decode(&self.0, buffer)
    }

    /// Makes a value from text that has a binary form: much faster than
    /// [`new`](Self::new) followed by [`to_bytes`](Self::to_bytes).
    pub(crate) fn with_binary(text: &str) -> Option<Self> {
        let is_cid = check_length(text).is_ok() && decode(text, &mut Buffer::default()).is_some();
        is_cid.then(|| Self(text.to_owned()))
    }

    /// The CID with this binary form, in base32.
    ///
    /// # Errors
    /// If the bytes are not exactly one CID of version 1.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidSyntax> {
        let text = encode(bytes);
        match sound(bytes) {
            Ok(()) => Ok(Self(text)),
            Err(fault) => Err(InvalidSyntax::new(Self::FORMAT, fault, &text)),
        }
    }

    /// The CID with this binary form, which is one.
    #[cfg(feature = "car")]
    pub(crate) fn in_base32(bytes: &[u8; 36]) -> Self {
        Self(encode(bytes))
    }

    /// The codec of the content: `0x71` for data in DAG-CBOR, `0x55` for the
    /// bytes of a blob. `None` where [`to_bytes`](Self::to_bytes) is.
    pub fn codec(&self) -> Option<u64> {
        let mut buffer = Buffer::default();
        parse(self.binary(&mut buffer)?).ok().map(|cid| cid.codec())
    }
}

/// Memory for the binary form of any CID.
pub(crate) struct Buffer([u8; LONGEST_BINARY]);

impl Default for Buffer {
    fn default() -> Self {
        Self([0; LONGEST_BINARY])
    }
}

/// The binary form of a text, in base32 or base16.
fn decode<'b>(text: &str, Buffer(buffer): &'b mut Buffer) -> Option<&'b [u8]> {
    let (encoding, digits) = match text.strip_prefix('b') {
        // Of the letters that are digits in both cases, only small ones count.
        Some(digits) if find_other(digits, |byte| !byte.is_ascii_uppercase()).is_some() => {
            return None;
        }
        Some(digits) => (&BASE32_NOPAD_NOCASE, digits),
        None => (&HEXLOWER, text.strip_prefix('f')?),
    };
    let length = encoding.decode_len(digits.len()).ok()?;
    let bytes = buffer.get_mut(..length)?;
    encoding.decode_mut(digits.as_bytes(), bytes).ok()?;
    sound(bytes).is_ok().then_some(&*bytes)
}

/// Base32 in lower case, with its multibase prefix `b`.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(1 + BASE32_NOPAD.encode_len(bytes.len()));
    text.push('b');
    BASE32_NOPAD.encode_append(bytes, &mut text);
    text.make_ascii_lowercase();
    text
}

/// Checks that bytes are one CID. The protocol always uses SHA-256, for which
/// the first four bytes and the length are enough.
fn sound(bytes: &[u8]) -> Result<(), Fault> {
    match bytes {
        [1, 0..=0x7f, 0x12, 32, digest @ ..] if digest.len() == 32 => Ok(()),
        _ => parse(bytes).map(drop),
    }
}

fn parse(bytes: &[u8]) -> Result<Binary, Fault> {
    let cid = Binary::try_from(bytes).map_err(|_| Fault::whole("the bytes are not a CID"))?;
    if cid.version() != Version::V1 {
        return Err(Fault::whole("it is a CID of version 0"));
    }
    if cid.encoded_len() != bytes.len() {
        return Err(Fault::whole(
            "the digest does not have the length that it declares",
        ));
    }
    Ok(cid)
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'+' | b'=');
    if let Some(at) = find_other(text, allowed) {
        return Err(Fault::at(
            at,
            "it may only contain ASCII letters, digits, `+` and `=`",
        ));
    }
    check_length(text)?;
    if text.starts_with("Qm") {
        return Err(Fault::at(0, "CIDs of version 0 are not supported"));
    }
    Ok(())
}

fn check_length(text: &str) -> Result<(), Fault> {
    let min_bytes = Format::Cid.min_bytes();
    if (text.len() as u64) < min_bytes {
        return Err(Fault::too_short(min_bytes));
    }
    Format::Cid.check_max_bytes(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of nothing, as DAG-CBOR.
    fn bytes() -> Vec<u8> {
        let mut bytes = vec![1, 0x71, 0x12, 0x20];
        let digest = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        bytes.extend(HEXLOWER.decode(digest).unwrap());
        bytes
    }

    #[test]
    fn text_and_bytes_go_back_and_forth() {
        let cid = Cid::from_bytes(&bytes()).unwrap();
        assert!(cid.starts_with("bafyrei") && cid.len() == 59, "{cid}");
        assert!(cid.is_valid());
        assert_eq!(cid.to_bytes(), Some(bytes()));
        assert_eq!(cid.codec(), Some(0x71));
    }

    #[test]
    fn base16_is_read_and_base32_is_written() {
        let hex = format!("f{}", HEXLOWER.encode(&bytes()));
        let cid = Cid::new(hex).unwrap();
        assert_eq!(cid.to_bytes(), Some(bytes()));
    }

    #[test]
    fn bytes_that_are_no_cid_are_refused() {
        let good = bytes();
        for end in 0..good.len() {
            assert!(Cid::from_bytes(&good[..end]).is_err(), "{end}");
        }
        let mut longer = good.clone();
        longer.push(0);
        assert!(Cid::from_bytes(&longer).is_err());
        let version_0 = &good[2..];
        let error = Cid::from_bytes(version_0).unwrap_err();
        assert_eq!(error.reason(), "it is a CID of version 0");
    }

    #[test]
    fn the_usual_form_is_told_as_any_other_is() {
        for place in 0..4 {
            for byte in 0..=u8::MAX {
                let mut bytes = bytes();
                bytes[place] = byte;
                assert_eq!(sound(&bytes).is_ok(), parse(&bytes).is_ok(), "{bytes:?}");
            }
        }
    }

    #[test]
    fn what_is_inside_is_looked_at_only_on_demand() {
        for text in [
            "bbbbbbbbb",
            "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7",
            "bAFYREIDFAYVFUWQA7QLNOPDJIQRXZS6BLMOEU4RUJCJTNCI5BELUDIRZ2A",
        ] {
            let cid = Cid::new(text).unwrap();
            assert_eq!(cid.to_bytes(), None, "{text}");
            assert_eq!(cid.codec(), None, "{text}");
        }
    }
}
