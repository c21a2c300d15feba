//! Examples.

use super::{
    super::{
        model::{Code, Example},
        site::Site,
    },
    json::highlighted,
};
use crate::{
    compiler::{
        dynamic::{Schema, Subject},
        ir::DefinitionId,
    },
    data::Data,
};

impl Site<'_> {
    /// Valid data of a definition, or of a part of an endpoint.
    pub(super) fn example_data(&self, id: DefinitionId, part: Subject) -> Option<Data> {
        Schema::of(self.ir(), id, part).ok()?.example()
    }

    /// The same as JSON.
    pub(super) fn example(&self, id: DefinitionId, part: Subject) -> Option<Example> {
        let data = self.example_data(id, part)?;
        Some(Example {
            json: self.example_code(id, &data)?,
        })
    }

    /// Data as JSON in lines.
    pub(super) fn example_code(&self, id: DefinitionId, data: &Data) -> Option<Code> {
        let text = serde_json::to_string_pretty(data).ok()?;
        Some(highlighted(self, id.module, &text))
    }
}
