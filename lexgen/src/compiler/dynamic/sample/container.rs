//! Samples of objects, arrays and unions.

use super::{Sampler, UNHEARD_OF};
use crate::{
    compiler::ir::{Array, Object, Union},
    data::{Data, Fields, View},
};

impl<'i> Sampler<'i> {
    /// An object with its required fields.
    pub(crate) fn object(&mut self, object: &'i Object) -> Option<Data> {
        let required = object.fields.iter().filter(|field| field.required);
        let mut fields = Vec::new();
        for field in required {
            let value = match self.value(&field.r#type) {
                None if field.nullable => Data::null(),
                value => value?,
            };
            fields.push((field.name.as_str(), value));
        }
        Some(fields.into_iter().collect::<Fields>().into())
    }

    /// An array with the fewest items.
    pub(crate) fn array(&mut self, array: &'i Array) -> Option<Data> {
        self.repeated(array, array.min_length.unwrap_or(0).max(self.fewest))
    }

    /// An array of `count` equal items.
    pub(crate) fn repeated(&mut self, array: &'i Array, length: u64) -> Option<Data> {
        let length = usize::try_from(length).ok()?;
        if length == 0 {
            return Some(Data::from(Vec::new()));
        }
        let item = self.value(&array.items)?;
        self.spend(weight(&item).checked_mul(length)?)?;
        Some(Data::from(vec![item; length]))
    }

    /// The first member that has a sample, or an unknown member if an open union
    /// has none.
    pub(crate) fn union(&mut self, union: &'i Union) -> Option<Data> {
        let members = union.members.iter();
        let known = members
            .filter_map(|member| {
                let data = self.target(&member.target)?;
                Some(with_type(data, member.target.name()))
            })
            .next();
        known.or_else(|| {
            let unheard_of = with_type(Fields::new().into(), UNHEARD_OF);
            (!union.closed).then_some(unheard_of)
        })
    }
}

/// An object with a `$type`.
pub(crate) fn with_type(mut data: Data, name: &str) -> Data {
    if let Some(fields) = data.as_object_mut() {
        fields.insert("$type", name);
    }
    data
}

/// The number of values in data; long strings count as several.
pub(super) fn weight(data: &Data) -> usize {
    match data.view() {
        View::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        View::Object(fields) => 1 + fields.values().map(weight).sum::<usize>(),
        View::String(text) => 1 + text.len() / 64,
        View::Bytes(bytes) => 1 + bytes.len() / 64,
        View::Null
        | View::Boolean(_)
        | View::Integer(_)
        | View::Number(_)
        | View::Link(_)
        | View::Blob(_) => 1,
    }
}
