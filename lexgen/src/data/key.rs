//! The key of a field, as quick readers pass it to a type.

use std::borrow::Cow;

use serde::{
    de::{Deserializer, Visitor},
    forward_to_deserialize_any,
};

use super::given_up::{GivenUp, Result};

/// A key, which most types take as a string. Libraries also read numbers and booleans from
/// it; that is left to them.
pub(super) struct Key<'r, 'de> {
    pub(super) text: Cow<'de, str>,
    /// Set where the key is not taken as a string, even if the type goes on then.
    pub(super) has_given_up: &'r mut bool,
}

/// What a key is that is no string.
macro_rules! given_up {
    ($($name:ident($($argument:ty),*))*) => {$(
        fn $name<V: Visitor<'de>>(self, $(_: $argument,)* _: V) -> Result<V::Value> {
            *self.has_given_up = true;
            Err(GivenUp)
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let value = match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        };
        *self.has_given_up |= value.is_err();
        value
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    given_up! {
        deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32()
        deserialize_i64() deserialize_i128() deserialize_u8() deserialize_u16()
        deserialize_u32() deserialize_u64() deserialize_u128() deserialize_f32()
        deserialize_f64() deserialize_bytes() deserialize_byte_buf() deserialize_option()
        deserialize_unit() deserialize_unit_struct(&'static str)
        deserialize_enum(&'static str, &'static [&'static str])
    }

    forward_to_deserialize_any! {
        char str string seq tuple tuple_struct map struct identifier ignored_any
    }
}
