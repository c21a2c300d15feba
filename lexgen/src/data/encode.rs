//! Any value that serde can write, as a [`Data`].

use ecow::EcoString;
use serde::ser::{self, Serialize, Serializer};

use super::link::CID_NEWTYPE;
use super::read::{MAX_NESTING, duplicate, object, too_deep};
use super::trace::Step;
use super::{CidLink, Data, DataError, Fields, Unsorted, exact, integer, number, value::Repr};

impl Data {
    /// Converts a value into data, by the rules for reading [`Data`] from JSON.
    /// Types with a human-readable form use that.
    ///
    /// # Errors
    /// If the value has a number that is not finite, a key that is not a string or is
    /// duplicate, or is nested deeper than [`MAX_NESTING`].
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self, DataError> {
        value.serialize(Encoder {
            nesting: MAX_NESTING,
            exact: false,
        })
    }
}

/// Writes a value that may have `nesting` further levels.
#[derive(Clone, Copy)]
struct Encoder {
    nesting: usize,
    /// Whether the next number is kept, even if it is an integer, and the next object
    /// is one, even if JSON has a link or bytes in its form.
    exact: bool,
}

impl Encoder {
    fn inner(self) -> Result<Self, DataError> {
        match self.nesting.checked_sub(1) {
            Some(nesting) => Ok(Self {
                nesting,
                exact: false,
            }),
            None => Err(too_deep()),
        }
    }

    fn object(self, variant: Option<&'static str>) -> Result<ObjectEncoder, DataError> {
        let outer = match variant {
            Some(_) => self.inner()?,
            None => self,
        };
        Ok(ObjectEncoder {
            inner: outer.inner()?,
            variant,
            json: !self.exact,
            key: None,
            fields: Unsorted::default(),
        })
    }

    fn array(self, variant: Option<&'static str>) -> Result<ArrayEncoder, DataError> {
        let outer = match variant {
            Some(_) => self.inner()?,
            None => self,
        };
        Ok(ArrayEncoder {
            inner: outer.inner()?,
            variant,
            items: Vec::new(),
        })
    }
}

/// A variant with content, in the form that it has in JSON.
fn tagged(variant: Option<&'static str>, data: Data) -> Data {
    match variant {
        Some(name) => object(Fields::from([(name, data)]), true),
        None => data,
    }
}

/// Methods that widen a number to a type that has a method.
macro_rules! widen {
    ($($method:ident($from:ty) => $wide:ident;)*) => {$(
        fn $method(self, value: $from) -> Result<Data, DataError> {
            self.$wide(value.into())
        }
    )*};
}

impl Serializer for Encoder {
    type Ok = Data;
    type Error = DataError;
    type SerializeSeq = ArrayEncoder;
    type SerializeTuple = ArrayEncoder;
    type SerializeTupleStruct = ArrayEncoder;
    type SerializeTupleVariant = ArrayEncoder;
    type SerializeMap = ObjectEncoder;
    type SerializeStruct = ObjectEncoder;
    type SerializeStructVariant = ObjectEncoder;

    widen! {
        serialize_i8(i8) => serialize_i64;
        serialize_i16(i16) => serialize_i64;
        serialize_i32(i32) => serialize_i64;
        serialize_u8(u8) => serialize_i64;
        serialize_u16(u16) => serialize_i64;
        serialize_u32(u32) => serialize_i64;
        serialize_f32(f32) => serialize_f64;
    }

    fn serialize_bool(self, value: bool) -> Result<Data, DataError> {
        Ok(Data(Repr::Boolean(value)))
    }

    fn serialize_i64(self, value: i64) -> Result<Data, DataError> {
        Ok(Data(Repr::Integer(value)))
    }

    fn serialize_u64(self, value: u64) -> Result<Data, DataError> {
        Ok(number::unsigned(value))
    }

    fn serialize_i128(self, value: i128) -> Result<Data, DataError> {
        Ok(number::wide(value))
    }

    fn serialize_u128(self, value: u128) -> Result<Data, DataError> {
        match i128::try_from(value) {
            Ok(value) => Ok(number::wide(value)),
            Err(_) => self.serialize_f64(value as f64),
        }
    }

    fn serialize_f64(self, value: f64) -> Result<Data, DataError> {
        match integer::from_f64(value) {
            Ok(value) if !self.exact => Ok(Data(Repr::Integer(value))),
            _ => number::float(value).ok_or_else(|| DataError::new("a number must be finite")),
        }
    }

    fn serialize_char(self, value: char) -> Result<Data, DataError> {
        Ok(Data(Repr::String(value.into())))
    }

    fn serialize_str(self, value: &str) -> Result<Data, DataError> {
        Ok(Data(Repr::String(value.to_owned())))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Data, DataError> {
        self.inner()?;
        Ok(Data(Repr::Bytes(value.into())))
    }

    fn serialize_none(self) -> Result<Data, DataError> {
        Ok(Data::null())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Data, DataError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Data, DataError> {
        Ok(Data::null())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Data, DataError> {
        Ok(Data::null())
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Data, DataError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Data, DataError> {
        if name == exact::NEWTYPE {
            let exact = true;
            return value.serialize(Self { exact, ..self });
        }
        match value.serialize(self)?.0 {
            Repr::Bytes(bytes) if name == CID_NEWTYPE => {
                let link = CidLink::from_bytes(&bytes)?;
                Ok(Data(Repr::Link(link)))
            }
            other => Ok(Data(other)),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Data, DataError> {
        let data = value.serialize(self.inner()?)?;
        Ok(tagged(Some(variant), data))
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<ArrayEncoder, DataError> {
        self.array(None)
    }

    fn serialize_tuple(self, _len: usize) -> Result<ArrayEncoder, DataError> {
        self.array(None)
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<ArrayEncoder, DataError> {
        self.array(None)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<ArrayEncoder, DataError> {
        self.array(Some(variant))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<ObjectEncoder, DataError> {
        self.object(None)
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<ObjectEncoder, DataError> {
        self.object(None)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<ObjectEncoder, DataError> {
        self.object(Some(variant))
    }
}

/// An array that is being written.
struct ArrayEncoder {
    inner: Encoder,
    variant: Option<&'static str>,
    items: Vec<Data>,
}

/// The four traits of serde that write an array.
macro_rules! array_encoder {
    ($($trait:ident :: $method:ident;)*) => {$(
        impl ser::$trait for ArrayEncoder {
            type Ok = Data;
            type Error = DataError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), DataError> {
                let item = value.serialize(self.inner);
                let index = self.items.len();
                let item = item.map_err(|error| error.within(&Step::Index(index)))?;
                self.items.push(item);
                Ok(())
            }

            fn end(self) -> Result<Data, DataError> {
                Ok(tagged(self.variant, Data(Repr::Array(self.items))))
            }
        }
    )*};
}

array_encoder! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

/// An object that is being written.
struct ObjectEncoder {
    inner: Encoder,
    variant: Option<&'static str>,
    /// Whether the form of a link or bytes in JSON means one.
    json: bool,
    key: Option<EcoString>,
    fields: Unsorted,
}

impl ObjectEncoder {
    fn finish(self) -> Result<Data, DataError> {
        let fields = self.fields.sorted().map_err(|key| duplicate(&key))?;
        Ok(tagged(self.variant, object(fields, self.json)))
    }
}

impl ser::SerializeMap for ObjectEncoder {
    type Ok = Data;
    type Error = DataError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), DataError> {
        match key.serialize(self.inner)?.into_string() {
            Ok(key) => {
                self.key = Some(key.into());
                Ok(())
            }
            Err(other) => Err(DataError::new(format!(
                "a key must be a string, not {}",
                other.kind()
            ))),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), DataError> {
        let key = self.key.take();
        let key = key.ok_or_else(|| DataError::new("a value came before its key"))?;
        match value.serialize(self.inner) {
            Ok(value) => {
                self.fields.push(key, value);
                Ok(())
            }
            Err(error) => Err(error.within(&Step::Name(key.as_str().into()))),
        }
    }

    fn end(self) -> Result<Data, DataError> {
        self.finish()
    }
}

/// The two traits of serde that write an object with fixed keys.
macro_rules! struct_encoder {
    ($($trait:ident)*) => {$(
        impl ser::$trait for ObjectEncoder {
            type Ok = Data;
            type Error = DataError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), DataError> {
                let value = value.serialize(self.inner);
                let value = value.map_err(|error| error.within(&Step::Name(key.into())))?;
                self.fields.push(key.into(), value);
                Ok(())
            }

            fn end(self) -> Result<Data, DataError> {
                self.finish()
            }
        }
    )*};
}

struct_encoder! { SerializeStruct SerializeStructVariant }
