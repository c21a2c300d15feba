//! Random errors (feature `arbitrary`).

use ::arbitrary::{Arbitrary, Result, Unstructured};

use super::{ErrorDetail, XrpcError};

/// Its name is unlikely to be one that a lexicon lists.
impl<'a> Arbitrary<'a> for XrpcError {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let names = ["ArbitraryError", "AnotherArbitraryError"];
        Ok(u.arbitrary::<ErrorDetail>()?.named(u.choose(&names)?))
    }
}

impl<'a> Arbitrary<'a> for ErrorDetail {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self {
            message: u.arbitrary()?,
            extra: u.arbitrary()?,
        })
    }
}
