//! Random well-formed values (feature `arbitrary`).

use ::arbitrary::{Arbitrary, Result, Unstructured};

use super::{
    AtIdentifier, AtUri, AtUriParts, Cid, Datetime, Did, Handle, Language, Nsid, RecordKey,
    SpaceRef, Tid, Uri,
    datetime_parts::{EARLIEST, LATEST},
    protocol_cid::Codec,
};

/// Characters for labels of names.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const DIGITS: &[u8] = b"234567abcdefghijklmnopqrstuvwxyz";

/// Text of `least` to `most` characters.
fn text(u: &mut Unstructured<'_>, from: &[u8], least: usize, most: usize) -> Result<String> {
    let length = u.int_in_range(least..=most)?;
    (0..length)
        .map(|_| Ok(char::from(*u.choose(from)?)))
        .collect()
}

/// Two or three labels, such as `ab.cde`.
fn domain(u: &mut Unstructured<'_>) -> Result<String> {
    let mut domain = text(u, LETTERS, 1, 8)?;
    for _ in 0..u.int_in_range(1..=2)? {
        domain = format!("{domain}.{}", text(u, LETTERS, 2, 8)?);
    }
    Ok(domain)
}

impl<'a> Arbitrary<'a> for Did {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::new_unchecked(if u.arbitrary()? {
            format!("did:plc:{}", text(u, DIGITS, 24, 24)?)
        } else {
            format!("did:web:{}", domain(u)?)
        }))
    }
}

impl<'a> Arbitrary<'a> for Handle {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        domain(u).map(Self::new_unchecked)
    }
}

impl<'a> Arbitrary<'a> for AtIdentifier {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(if u.arbitrary()? {
            u.arbitrary::<Did>()?.into()
        } else {
            u.arbitrary::<Handle>()?.into()
        })
    }
}

impl<'a> Arbitrary<'a> for AtUri {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let authority = u.arbitrary()?;
        Ok(Self::from(match u.int_in_range(0..=5)? {
            4 => AtUriParts::Space {
                space: u.arbitrary()?,
            },
            5 => AtUriParts::SpaceRecord {
                space: u.arbitrary()?,
                author: u.arbitrary()?,
                collection: u.arbitrary()?,
                record_key: u.arbitrary()?,
            },
            0 => AtUriParts::Repository { authority },
            1 => AtUriParts::Collection {
                authority,
                collection: u.arbitrary()?,
            },
            _ => AtUriParts::Record {
                authority,
                collection: u.arbitrary()?,
                record_key: u.arbitrary()?,
            },
        }))
    }
}

/// SHA-256 of data or of a blob.
impl<'a> Arbitrary<'a> for Cid {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let codec = u.choose(&[Codec::DagCbor, Codec::Raw])?;
        let mut bytes = codec.prefix().to_vec();
        bytes.extend(u.arbitrary::<[u8; 32]>()?);
        Self::from_bytes(&bytes).map_err(|_| ::arbitrary::Error::IncorrectFormat)
    }
}

impl<'a> Arbitrary<'a> for Datetime {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let seconds = u.int_in_range(EARLIEST..=LATEST)?;
        let nanos = u.int_in_range(0..=999_999_999)?;
        Self::from_timestamp(seconds, nanos).ok_or(::arbitrary::Error::IncorrectFormat)
    }
}

impl<'a> Arbitrary<'a> for Language {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let language = text(u, LETTERS, 2, 3)?;
        Ok(Self::new_unchecked(if u.arbitrary()? {
            format!("{language}-{}", text(u, LETTERS, 2, 2)?.to_uppercase())
        } else {
            language
        }))
    }
}

impl<'a> Arbitrary<'a> for Nsid {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let name = text(u, LETTERS, 1, 12)?;
        Ok(Self::new_unchecked(format!("{}.{name}", domain(u)?)))
    }
}

/// Most record keys are TIDs.
impl<'a> Arbitrary<'a> for RecordKey {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=3)? {
            0 => Self::new_unchecked(text(u, b"abcxyzABCXYZ0189-_:~", 1, 20)?),
            _ => u.arbitrary::<Tid>()?.into(),
        })
    }
}

impl<'a> Arbitrary<'a> for SpaceRef {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (authority, space_type): (Did, Nsid) = (u.arbitrary()?, u.arbitrary()?);
        let key: RecordKey = u.arbitrary()?;
        Ok(Self::from_parts(&authority, &space_type, key))
    }
}

impl<'a> Arbitrary<'a> for Tid {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let micros = u.int_in_range(0..=(1 << 53) - 1)?;
        let clock = u.int_in_range(0..=1023)?;
        Self::from_parts(micros, clock).ok_or(::arbitrary::Error::IncorrectFormat)
    }
}

impl<'a> Arbitrary<'a> for Uri {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=4)? {
            0 => u.arbitrary::<Did>()?.into(),
            1 => u.arbitrary::<AtUri>()?.into(),
            _ => {
                let path = text(u, b"abcxyz019/?=&#%._-", 0, 20)?;
                Self::new_unchecked(format!("https://{}/{path}", domain(u)?))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::format::formats;

    #[test]
    fn every_value_is_well_formed() {
        // Random bytes, always the same.
        let mut state = 1_u64;
        let mut bytes = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        };
        let bytes = Vec::from_iter((0..200_000).map(|_| bytes()));
        // None left, and the extremes.
        for bytes in [&bytes[..], &[], &[0; 1000], &[255; 1000]] {
            let mut u = Unstructured::new(bytes);
            for _ in 0..500 {
                macro_rules! check_each {
                    ($($(#[$doc:meta])* $format:ident $row:tt;)*) => {$(
                        let value: crate::syntax::$format = u.arbitrary().unwrap();
                        assert_eq!(value.check(), Ok(()), "{value}");
                    )*};
                }
                formats!(check_each);
            }
        }
    }
}
