//! What decoding keeps although it is not in the data model.

use super::{Code, Validator, Violations, blob, link};
use crate::data::{BYTES, Data, Extra, Fields, LINK, View, fault, not_alone, number_fault};

impl Data {
    /// Checks that the data model has every value in this one.
    ///
    /// Decoding keeps values that JSON has and the data model does not: see
    /// [`Data`]. The form of links, blobs and types is not checked, only by
    /// [`validate`](crate::Validate::validate).
    ///
    /// # Errors
    /// Such values, with their paths, up to 64 MiB of text.
    pub fn check(&self) -> Result<(), Violations> {
        let mut validator = Validator::of_values();
        validator.data(self);
        validator.finish()
    }
}

impl<'d> Validator<'d> {
    /// Reports what the data model does not have.
    pub(crate) fn data(&mut self, data: &'d Data) {
        match data.view() {
            View::Number(number) => {
                self.violation(Code::NotData, number_fault(number).to_string());
            }
            View::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.in_item(index, |validator| validator.data(item));
                }
            }
            View::Object(fields) => self.data_object(fields, fields.iter()),
            View::Blob(value) => {
                if !self.has_only_values() {
                    blob::structure(value, self);
                }
                self.data_fields(value.extra().iter());
            }
            View::Link(value) if !self.has_only_values() => {
                link(value, self);
            }
            View::Null
            | View::Boolean(_)
            | View::Integer(_)
            | View::String(_)
            | View::Bytes(_)
            | View::Link(_) => {}
        }
    }

    /// Reports what the data model does not have in an object and in some of its
    /// fields.
    pub(crate) fn data_object(
        &mut self,
        object: &Fields,
        fields: impl Iterator<Item = (&'d str, &'d Data)>,
    ) {
        self.data_form(object);
        self.data_fields(fields);
    }

    /// Reports what the data model does not have in an object, apart from its fields.
    pub(crate) fn data_form(&mut self, object: &Fields) {
        if let Some(error) = fault(object) {
            self.violation(Code::NotData, error.to_string());
        } else if let Some(name) = object.get("$type").and_then(Data::as_str)
            && !self.has_only_values()
        {
            self.in_field("$type", |validator| validator.type_name(name));
        }
    }

    /// Reports what the data model does not have in an object and in its fields,
    /// which are these and a `$type`.
    pub(crate) fn data_member(&mut self, fields: &'d Fields) {
        let markers = [LINK, BYTES];
        if let Some(key) = markers.into_iter().find(|key| fields.contains_key(key)) {
            self.violation(Code::NotData, not_alone(key).to_string());
        }
        self.data_fields(fields.iter());
    }

    fn data_fields(&mut self, fields: impl Iterator<Item = (&'d str, &'d Data)>) {
        for (name, value) in fields {
            self.in_field(name, |validator| validator.data(value));
        }
    }
}

impl Validator<'_> {
    /// Reports what the data model does not have in fields that a lexicon does not
    /// name.
    #[inline]
    pub fn extra(&mut self, extra: &Extra) {
        if let Some(fields) = extra.fields() {
            self.unnamed(fields);
        }
    }

    fn unnamed(&mut self, fields: &Fields) {
        self.within(|validator| validator.data_object(fields, fields.iter()));
    }
}
