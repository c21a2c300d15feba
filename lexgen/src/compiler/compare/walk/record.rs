//! Records: their key and their fields.

use super::Walk;
use crate::compiler::{
    compare::{What, values::record_keys},
    ir::Record,
};

impl Walk<'_, '_> {
    pub(super) fn records(&mut self, old: &Record, new: &Record) {
        self.description(old.description.as_deref(), new.description.as_deref());
        if old.key != new.key {
            let what = What::RecordKeyChanged {
                before: old.key.to_string(),
                after: new.key.to_string(),
                shift: record_keys(&old.key, &new.key),
            };
            self.property("key", true, true, what);
        }
        self.at("record", |walk| walk.objects(&old.object, &new.object));
    }
}
