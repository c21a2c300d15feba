//! The members of an object in a snapshot: which there are, and which there must be.

use std::collections::{HashMap, hash_map::Entry};

use jsonc_parser::{
    ast::{Object, ObjectProp},
    common::Ranged,
};

use super::{Bytes, FORM_HELP, Reader};
use crate::compiler::diagnostic::{Diagnostic, Pointer, PointerStep, rules};

impl Reader<'_> {
    /// The members of an object by name. Members that are not in `names` are
    /// errors, unless `names` is empty.
    pub(super) fn members<'v, 't>(
        &mut self,
        object: &'v Object<'t>,
        pointer: &Pointer,
        names: &[&str],
        optional: &[&str],
    ) -> Vec<(&'v str, &'v ObjectProp<'t>, Pointer)> {
        let mut seen = HashMap::new();
        let mut members = Vec::new();
        for property in &object.properties {
            let name = property.name.as_str();
            let at = pointer.with(PointerStep::name(name));
            let range = Bytes::from(property.name.range());
            match seen.entry(name) {
                Entry::Occupied(first) => {
                    let first = self.place(pointer, Bytes::clone(first.get()));
                    let message = format!("duplicate key `{name}` in the snapshot");
                    let again = self.place(&at, range);
                    self.diagnostics.push(
                        Diagnostic::new(&rules::REPEATED_KEY, Some(again), message)
                            .with_label("second use")
                            .with_related(first, "first use")
                            .with_help(FORM_HELP),
                    );
                    continue;
                }
                Entry::Vacant(entry) => {
                    entry.insert(range.clone());
                }
            }
            let is_known = names.contains(&name) || optional.contains(&name);
            if !names.is_empty() && !is_known {
                let message = format!("unknown key `{name}` in the snapshot");
                self.malformed(&at, range, message);
                continue;
            }
            members.push((name, property, at));
        }
        for name in names {
            if !seen.contains_key(name) {
                let start = object.range().start;
                let message = format!("missing key `{name}` in the snapshot");
                let range = start..start + 1;
                self.malformed(pointer, range, message);
            }
        }
        members
    }
}
