//! Finds members of objects by name.

use std::collections::HashMap;

use jsonc_parser::{
    ast::{Object, ObjectProp},
    common::Ranged,
};

/// Objects with more members than this are searched by hash.
const FEW: usize = 32;

/// The members of the large objects of a document, indexed on demand.
#[derive(Default)]
pub(crate) struct Members {
    /// The positions of members by name, by the first byte of the object.
    places: HashMap<usize, HashMap<String, usize>>,
}

impl Members {
    /// The first member with a name.
    pub(super) fn find<'v, 's>(
        &mut self,
        object: &'v Object<'s>,
        name: &str,
    ) -> Option<&'v ObjectProp<'s>> {
        object.properties.get(self.place(object, name)?)
    }

    /// The position of the first member with each name.
    pub(crate) fn place(&mut self, object: &Object<'_>, name: &str) -> Option<usize> {
        if object.properties.len() <= FEW {
            let mut properties = object.properties.iter();
            return properties.position(|property| property.name.as_str() == name);
        }
        let places = self.places.entry(object.range().start).or_insert_with(|| {
            let mut places = HashMap::with_capacity(object.properties.len());
            for (place, property) in object.properties.iter().enumerate() {
                let name = property.name.as_str().to_owned();
                places.entry(name).or_insert(place);
            }
            places
        });
        places.get(name).copied()
    }
}

/// The first member with a name, which is the one that is checked.
pub(super) fn member<'v, 's>(object: &'v Object<'s>, name: &str) -> Option<&'v ObjectProp<'s>> {
    let mut properties = object.properties.iter();
    properties.find(|property| property.name.as_str() == name)
}
