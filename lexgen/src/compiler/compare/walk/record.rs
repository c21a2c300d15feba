//! Records: their key and their fields.

use super::Walk;
use crate::compiler::{
    compare::{Constraint, Replaced, values::record_keys},
    ir::Record,
    schema::Step,
};

impl Walk<'_, '_> {
    pub(super) fn records(&mut self, old: &Record, new: &Record) {
        self.description(old.description.as_deref(), new.description.as_deref());
        if old.key != new.key {
            let constraint = Constraint::RecordKey(Replaced {
                before: old.key.clone(),
                after: new.key.clone(),
            });
            let value_set = record_keys(&old.key, &new.key);
            self.note_constraint("key", (true, true), constraint, value_set);
        }
        self.at(Step::Record, |walk| {
            walk.described(&old.object, &new.object)
        });
    }
}
