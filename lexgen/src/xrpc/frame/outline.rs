//! As much of a frame of version 1 as tells what it is, to explain an error.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, Visitor},
};

/// The `$type` of a frame, and its payload.
pub(super) struct Outline<P> {
    pub(super) kind: String,
    pub(super) payload: Option<P>,
}

/// The `$type` of an object.
pub(super) struct TypeOf(pub(super) String);

impl<'de, P: Deserialize<'de>> Deserialize<'de> for Outline<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (kind, payload) = deserializer.deserialize_map(Fields("payload", PhantomData))?;
        Ok(Self { kind, payload })
    }
}

impl<'de> Deserialize<'de> for TypeOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Fields::<IgnoredAny>("", PhantomData);
        deserializer
            .deserialize_map(fields)
            .map(|(name, _)| Self(name))
    }
}

/// Reads the `$type` of an object, and a field of this name.
struct Fields<P>(&'static str, PhantomData<P>);

impl<'de, P: Deserialize<'de>> Visitor<'de> for Fields<P> {
    type Value = (String, Option<P>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a `$type`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut type_name, mut field) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            if name == "$type" {
                type_name = Some(map.next_value()?);
            } else if name == self.0 {
                field = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let type_name = type_name.ok_or_else(|| A::Error::missing_field("$type"))?;
        Ok((type_name, field))
    }
}
