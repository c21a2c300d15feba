//! Samples of what holds other values.

use super::{Sampler, UNHEARD_OF};
use crate::{
    compiler::ir::{Array, Object, Union},
    data::{Data, Fields},
};

impl<'i> Sampler<'i> {
    /// An object with the fields that it must have.
    pub(crate) fn object(&mut self, object: &'i Object) -> Option<Data> {
        let required = object.fields.iter().filter(|field| field.required);
        let mut fields = Vec::new();
        for field in required {
            let value = match self.value(&field.r#type) {
                None if field.nullable => Data::Null,
                value => value?,
            };
            fields.push((field.name.as_str(), value));
        }
        Some(Data::Object(fields.into_iter().collect()))
    }

    /// As few elements as there may be.
    pub(crate) fn array(&mut self, array: &'i Array) -> Option<Data> {
        self.repeated(array, array.min_length.unwrap_or(0).max(self.fewest))
    }

    /// An array of so many equal elements.
    pub(crate) fn repeated(&mut self, array: &'i Array, length: u64) -> Option<Data> {
        let length = usize::try_from(length).ok()?;
        if length == 0 {
            return Some(Data::Array(Vec::new()));
        }
        let item = self.value(&array.items)?;
        self.spend(weight(&item).checked_mul(length)?)?;
        Some(Data::Array(vec![item; length]))
    }

    /// The first member that has a sample; of an open union without any, one
    /// that is unheard of.
    pub(crate) fn union(&mut self, union: &'i Union) -> Option<Data> {
        let members = union.members.iter();
        let known = members
            .filter_map(|member| {
                let data = self.target(&member.target)?;
                Some(with_type(data, member.target.name()))
            })
            .next();
        known.or_else(|| {
            let unheard_of = with_type(Data::Object(Fields::new()), UNHEARD_OF);
            (!union.closed).then_some(unheard_of)
        })
    }
}

/// An object that says what it is.
pub(crate) fn with_type(mut data: Data, name: &str) -> Data {
    if let Some(fields) = data.as_object_mut() {
        fields.insert("$type", name);
    }
    data
}

/// Of how many values data consists, long texts counting for more.
pub(super) fn weight(data: &Data) -> usize {
    match data {
        Data::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Data::Object(fields) => 1 + fields.values().map(weight).sum::<usize>(),
        Data::String(text) => 1 + text.len() / 64,
        Data::Bytes(bytes) => 1 + bytes.len() / 64,
        Data::Null | Data::Boolean(_) | Data::Integer(_) | Data::Link(_) | Data::Blob(_) => 1,
    }
}
