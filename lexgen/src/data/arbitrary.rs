//! Random values of the data model (feature `arbitrary`).

use ::arbitrary::{Arbitrary, Result, Unstructured};

use super::{Blob, Bytes, CidLink, Data, Extra, Fields, Nullable};
use crate::syntax::Cid;

/// How deep arrays and objects nest.
const DEEPEST: u32 = 4;

impl<'a> Arbitrary<'a> for Data {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        data(u, DEEPEST)
    }
}

fn data(u: &mut Unstructured<'_>, levels: u32) -> Result<Data> {
    let kinds = if levels == 0 { 6 } else { 8 };
    Ok(match u.int_in_range(0..=kinds)? {
        0 => Data::null(),
        1 => Data::from(u.arbitrary::<bool>()?),
        2 => Data::from(u.arbitrary::<i64>()?),
        3 | 4 => Data::from(u.arbitrary::<String>()?),
        5 => Data::from(u.arbitrary::<Bytes>()?),
        6 => match u.arbitrary()? {
            true => Data::from(u.arbitrary::<CidLink>()?),
            false => Data::from(u.arbitrary::<Blob>()?),
        },
        7 => (0..u.int_in_range(0..=3)?)
            .map(|_| data(u, levels - 1))
            .collect::<Result<_>>()?,
        _ => Data::from(fields(u, levels - 1)?),
    })
}

/// Fields that leave an object a plain one.
fn fields(u: &mut Unstructured<'_>, levels: u32) -> Result<Fields> {
    (0..u.int_in_range(0..=3)?)
        .map(|_| {
            let name: String = u.arbitrary()?;
            let name = name.trim_start_matches('$').to_owned();
            Ok((name, data(u, levels)?))
        })
        .collect()
}

impl<'a> Arbitrary<'a> for Fields {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        fields(u, DEEPEST)
    }
}

/// Often empty. The names are unlikely to be those of fields that a lexicon names.
impl<'a> Arbitrary<'a> for Extra {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        if u.ratio(3, 4)? {
            return Ok(Self::new());
        }
        let fields = fields(u, DEEPEST - 1)?.into_iter();
        let fields = fields.map(|(name, value)| (format!("arbitrary {name}"), value));
        Ok(fields.collect::<Fields>().into())
    }
}

impl<'a> Arbitrary<'a> for Bytes {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.arbitrary::<Vec<u8>>().map(Self::from)
    }
}

impl<'a> Arbitrary<'a> for CidLink {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Self::try_from(u.arbitrary::<Cid>()?).map_err(|_| ::arbitrary::Error::IncorrectFormat)
    }
}

/// In the current form.
impl<'a> Arbitrary<'a> for Blob {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mime_type = *u.choose(&["image/jpeg", "image/png", "video/mp4", "text/plain"])?;
        let size = u.int_in_range(1..=50_000_000)?;
        Ok(Self::new(u.arbitrary()?, mime_type, size))
    }
}

impl<'a, T: Arbitrary<'a>> Arbitrary<'a> for Nullable<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=3)? {
            0 => Self::Absent,
            1 => Self::Null,
            _ => Self::Value(u.arbitrary()?),
        })
    }
}
