//! Writing [`Data`] in the form of the format.
//!
//! Binary formats mean DAG-CBOR, and are refused what the data model does not have.

use serde::ser::{Error, Serialize, Serializer};

use super::{Data, Fields, View, exact, fault};
#[cfg(feature = "serde_json")]
use super::{json, unread, value::Repr};

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "serde_json")]
        if let Repr::Unread(value) = &self.0
            && value.is_canonical()
            && json::is_writer::<S>()
        {
            return serializer.serialize_newtype_struct(unread::NEWTYPE, value);
        }
        match self.view() {
            View::Null => serializer.serialize_unit(),
            View::Boolean(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Number(value) if serializer.is_human_readable() => value.serialize(serializer),
            View::Number(value) => Err(S::Error::custom(fault::number_fault(value))),
            View::String(value) => serializer.serialize_str(value),
            View::Bytes(value) => value.serialize(serializer),
            View::Link(value) => value.serialize(serializer),
            View::Blob(value) => value.serialize(serializer),
            View::Array(items) => serializer.collect_seq(items),
            View::Object(fields) => fields.serialize(serializer),
        }
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fault = fault::fault(self);
        if serializer.is_human_readable() {
            return match fault {
                None => serializer.collect_map(self),
                // What looks like a link in JSON may be an object of DAG-CBOR.
                Some(_) => serializer.serialize_newtype_struct(exact::NEWTYPE, &Plain(self)),
            };
        }
        match fault {
            None => serializer.collect_map(self),
            Some(error) => Err(S::Error::custom(error)),
        }
    }
}

/// Fields that are written as an object, whatever their names.
struct Plain<'d>(&'d Fields);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0)
    }
}
