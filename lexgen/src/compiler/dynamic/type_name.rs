//! A `$type` that is malformed, although it is clear what is meant.
//! [Specification](https://atproto.com/specs/lexicon#when-to-use-type).

use super::Checker;
use crate::{
    compiler::{ir::DefinitionId, schema::MAIN},
    data::{Data, Fields},
    shown::shown,
    validate::{Code, Validator, is_type_name, type_fault},
};

impl<'i> Checker<'i> {
    /// Warns of an object with the `$type` of another type than that of its place. A
    /// member of a union has the right one.
    pub(super) fn own_type(self, id: DefinitionId, data: &Data, validator: &mut Validator<'i>) {
        let type_name = data
            .as_object()
            .and_then(|fields| fields.get("$type")?.as_str());
        let Some(type_name) = type_name else {
            return;
        };
        let (nsid, name) = (&self.ir.module(id).nsid, &self.ir.definition(id).name);
        let (document, definition) = type_name.split_once('#').unwrap_or((type_name, MAIN));
        let is_own = document == nsid.as_str() && definition == name.as_str();
        if is_own || !is_type_name(type_name) || type_fault(type_name, None).is_some() {
            return;
        }
        validator.in_field("$type", |validator| {
            let (found, own) = (shown(type_name), self.ir.full_name(id));
            let message = format!("is `{found}`, but the type of this object is `{own}`");
            validator.warning(Code::OtherType, message);
        });
    }

    /// Reports a `$type` that is malformed, if it is clear what is meant. Returns the same
    /// data with the `$type` that is meant: the rules of its type apply to it.
    pub(super) fn as_meant(
        self,
        fields: &Fields,
        type_name: &str,
        validator: &mut Validator<'i>,
    ) -> Option<Data> {
        let fault = type_fault(type_name, Some(self.document))?;
        let meant = fault.meant?;
        validator.in_field("$type", |validator| {
            validator.violation(Code::MalformedType, fault.message);
        });
        let mut fields = fields.clone();
        fields.insert("$type", meant);
        Some(fields.into())
    }
}
