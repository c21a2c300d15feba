//! The CIDs that the protocol has. The specification calls their forms "blessed".

use std::fmt;

/// What the content of a CID is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Codec {
    /// DAG-CBOR, such as a record.
    DagCbor,
    /// Any bytes, such as those of a blob.
    Raw,
}

impl Codec {
    /// The bytes of a CID before its digest: version 1, the codec, SHA-256, and the
    /// length of the digest.
    pub(crate) const fn prefix(self) -> [u8; 4] {
        let codec = match self {
            Self::DagCbor => 0x71,
            Self::Raw => 0x55,
        };
        [1, codec, SHA_256, DIGEST]
    }
}

const SHA_256: u8 = 0x12;
const DIGEST: u8 = 32;

/// Reads the binary form of a CID: version 1, DAG-CBOR or raw bytes, and a SHA-256 of
/// 32 bytes. This is the only place that knows these forms.
///
/// [Specification](https://atproto.com/specs/data-model#link-and-cid-formats).
///
/// # Errors
/// If it is another CID, or none.
pub(crate) fn protocol_cid(bytes: &[u8]) -> Result<(Codec, &[u8; 32]), OtherCid<'_>> {
    let (prefix, digest) = bytes.split_first_chunk().ok_or(OtherCid(bytes))?;
    let mut codecs = [Codec::DagCbor, Codec::Raw].into_iter();
    let codec = codecs.find(|codec| codec.prefix() == *prefix);
    match (codec, digest.try_into()) {
        (Some(codec), Ok(digest)) => Ok((codec, digest)),
        _ => Err(OtherCid(bytes)),
    }
}

/// A CID that the protocol does not have. `Display` says in what it differs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OtherCid<'b>(&'b [u8]);

impl fmt::Display for OtherCid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self.0 {
            [] => f.write_str("there are no bytes"),
            [SHA_256, DIGEST, ..] => f.write_str("it is of version 0"),
            [1, 0x71 | 0x55, SHA_256, DIGEST, ref digest @ ..] => {
                write!(f, "its digest has {} bytes", digest.len())
            }
            [1, 0x71 | 0x55, SHA_256, length, ..] => {
                write!(f, "it declares a digest of {length} bytes")
            }
            [1, 0x71 | 0x55, hash, ..] => write!(f, "its hash function is {hash:#04x}"),
            [1, codec, ..] => write!(f, "its codec is {codec:#04x}"),
            [version, ..] => write!(f, "it begins with {version:#04x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_form_says_in_what_it_differs() {
        let cid = |prefix: &[u8], digest: usize| [prefix, &vec![7; digest]].concat();
        for codec in [Codec::DagCbor, Codec::Raw] {
            let bytes = cid(&codec.prefix(), 32);
            assert_eq!(protocol_cid(&bytes).ok(), Some((codec, &[7; 32])));
        }
        for (bytes, fault) in [
            (vec![], "there are no bytes"),
            (vec![1], "it begins with 0x01"),
            (cid(&[0x12, 32], 32), "it is of version 0"),
            (cid(&[1, 0x71, 0x12, 32], 31), "its digest has 31 bytes"),
            (cid(&[1, 0x71, 0x12, 32], 33), "its digest has 33 bytes"),
            (
                cid(&[1, 0x55, 0x12, 20], 20),
                "it declares a digest of 20 bytes",
            ),
            (cid(&[1, 0x71, 0x1b, 32], 32), "its hash function is 0x1b"),
            (cid(&[1, 0x70, 0x12, 32], 32), "its codec is 0x70"),
            (cid(&[2, 0x71, 0x12, 32], 32), "it begins with 0x02"),
        ] {
            let found = protocol_cid(&bytes).expect_err(fault);
            assert_eq!(found.to_string(), fault, "{bytes:x?}");
        }
    }
}
