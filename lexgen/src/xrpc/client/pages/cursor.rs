//! The field `cursor` of any type, without a trait that generated code would implement
//! for it.

use serde::{
    Serialize,
    de::DeserializeOwned,
    ser::{Impossible, SerializeMap, SerializeStruct, Serializer},
};

use crate::data::{Data, DataError, View};

const CURSOR: &str = "cursor";

/// The cursor in an object, without the other fields. `None` if there is none, or an
/// empty one, which some services send at the end.
///
/// # Errors
/// If the object cannot be written.
pub(super) fn of(object: &impl Serialize) -> Result<Option<Data>, DataError> {
    let cursor = object.serialize(Finder(None))?;
    Ok(cursor.filter(|cursor| !matches!(cursor.view(), View::Null | View::String(""))))
}

/// The same parameters with another cursor.
pub(super) fn set<P: Serialize + DeserializeOwned>(
    params: &P,
    cursor: Data,
) -> Result<P, DataError> {
    let mut params = Data::encode(params)?;
    match params.as_object_mut() {
        Some(fields) => drop(fields.insert(CURSOR, cursor)),
        None => return Err(DataError::new("the parameters are not an object")),
    }
    params.into_decoded()
}

/// Looks at the fields of an object, and skips their values.
struct Finder(Option<Data>);

impl Finder {
    fn see<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), DataError> {
        if name == CURSOR {
            self.0 = Some(Data::encode(value)?);
        }
        Ok(())
    }
}

impl SerializeMap for Finder {
    type Ok = Option<Data>;
    type Error = DataError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), DataError> {
        Err(DataError::new("a key without its value"))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), DataError> {
        Err(DataError::new("a value without its key"))
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), DataError> {
        match Data::encode(key)?.view() {
            View::String(name) => self.see(name, value),
            _ => Ok(()),
        }
    }

    fn end(self) -> Result<Option<Data>, DataError> {
        Ok(self.0)
    }
}

impl SerializeStruct for Finder {
    type Ok = Option<Data>;
    type Error = DataError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), DataError> {
        self.see(name, value)
    }

    fn end(self) -> Result<Option<Data>, DataError> {
        Ok(self.0)
    }
}

/// Functions for values that are not objects, and have no cursor.
macro_rules! no_object {
    ($($name:ident($($type:ty),*);)*) => {$(
        fn $name(self, $(_: $type),*) -> Result<Option<Data>, DataError> {
            Ok(None)
        }
    )*};
}

impl Serializer for Finder {
    type Ok = Option<Data>;
    type Error = DataError;
    type SerializeSeq = Impossible<Option<Data>, DataError>;
    type SerializeTuple = Impossible<Option<Data>, DataError>;
    type SerializeTupleStruct = Impossible<Option<Data>, DataError>;
    type SerializeTupleVariant = Impossible<Option<Data>, DataError>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Option<Data>, DataError>;

    no_object! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Option<Data>, DataError> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Option<Data>, DataError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Option<Data>, DataError> {
        Ok(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, DataError> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, DataError> {
        Ok(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, DataError> {
        Err(no_fields())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, DataError> {
        Err(no_fields())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, DataError> {
        Err(no_fields())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, DataError> {
        Err(no_fields())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, DataError> {
        Err(no_fields())
    }
}

fn no_fields() -> DataError {
    DataError::new("expected an object")
}
