//! Writing [`Data`] in the form of the format.
//!
//! Binary formats mean DAG-CBOR, and are refused what the data model does not have.

use serde::ser::{Error, Serialize, Serializer};

use super::{Data, Fields, exact, fault, value::Repr};

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Repr::Null => serializer.serialize_unit(),
            Repr::Boolean(value) => serializer.serialize_bool(*value),
            Repr::Integer(value) => serializer.serialize_i64(*value),
            Repr::Number(value) if serializer.is_human_readable() => value.serialize(serializer),
            Repr::Number(value) => Err(S::Error::custom(fault::number_fault(*value))),
            Repr::String(value) => serializer.serialize_str(value),
            Repr::Bytes(value) => value.serialize(serializer),
            Repr::Link(value) => value.serialize(serializer),
            Repr::Blob(value) => value.serialize(serializer),
            Repr::Array(items) => serializer.collect_seq(items),
            Repr::Object(fields) => fields.serialize(serializer),
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
