//! The schemas of the types of the runtime.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::format_name;
use crate::{
    data::{Blob, Bytes, CidLink, Data, Nullable},
    syntax,
    wire::TypedObject,
};

/// Schemas that are written in place.
macro_rules! inline_schema {
    ($($type:ty, $name:expr, $schema:expr;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

macro_rules! format_schema {
    ($($(#[$doc:meta])* $format:ident $row:tt;)*) => {
        inline_schema! {$(
            syntax::$format,
            stringify!($format),
            json_schema!({"type": "string", "format": format_name(Self::FORMAT)});
        )*}
    };
}
syntax::formats!(format_schema);

inline_schema! {
    Data, "Data", json_schema!({});
    Bytes, "Bytes", json_schema!({
        "type": "object",
        "properties": {"$bytes": {"type": "string", "contentEncoding": "base64"}},
        "required": ["$bytes"],
        "additionalProperties": false,
    });
    CidLink, "CidLink", json_schema!({
        "type": "object",
        "properties": {"$link": {"type": "string", "format": "cid"}},
        "required": ["$link"],
        "additionalProperties": false,
    });
    TypedObject, "TypedObject", json_schema!({
        "type": "object",
        "properties": {"$type": {"type": "string"}},
        "required": ["$type"],
    });
}

impl JsonSchema for Blob {
    fn schema_name() -> Cow<'static, str> {
        "Blob".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "lexgen::Blob".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let link = generator.subschema_for::<CidLink>();
        json_schema!({"anyOf": [
            {
                "type": "object",
                "properties": {
                    "$type": {"const": "blob"},
                    "ref": link,
                    "mimeType": {"type": "string"},
                    "size": {"type": "integer", "minimum": 0},
                },
                "required": ["$type", "ref", "mimeType", "size"],
            },
            {
                "description": "The legacy form.",
                "type": "object",
                "properties": {
                    "cid": {"type": "string", "format": "cid"},
                    "mimeType": {"type": "string"},
                },
                "required": ["cid", "mimeType"],
            },
        ]})
    }
}

/// `null` or a value: whether it can be absent is up to the object it is in.
impl<T: JsonSchema> JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}
