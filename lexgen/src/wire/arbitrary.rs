//! Random members that a lexicon does not name (feature `arbitrary`).

use ::arbitrary::{Arbitrary, Result, Unstructured};

use super::TypedObject;

/// No lexicon can name its type: the authority is of a top-level domain that nobody
/// can register.
impl<'a> Arbitrary<'a> for TypedObject {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let name = *u.choose(&["one", "two#three", "four#five"])?;
        Ok(Self {
            type_name: format!("invalid.arbitrary.{name}"),
            fields: u.arbitrary()?,
        })
    }
}
