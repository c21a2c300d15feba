//! Which definitions others refer to or name.

use std::collections::HashSet;

use crate::compiler::{
    ir::{Ir, TypeKind},
    schema::FullName,
};

/// The full names that definitions of a set mention.
pub(super) struct Mentions<'i>(HashSet<&'i str>);

impl<'i> Mentions<'i> {
    pub(super) fn of(ir: &'i Ir) -> Self {
        let mut mentions = HashSet::new();
        for (id, definition) in ir.definitions() {
            let own = ir.full_name(id);
            definition.walk(&mut |_, kind| {
                kind.each_target(&mut |target| {
                    if *target.name() != own {
                        mentions.insert(target.name().as_str());
                    }
                });
                // Strings name tokens.
                if let TypeKind::String(string) = kind {
                    let string = &string.schema;
                    let values = string.known_values.iter().chain(&string.values);
                    let values = values.chain(&string.default).chain(&string.constant);
                    mentions.extend(values.map(String::as_str));
                }
            });
        }
        Self(mentions)
    }

    /// Whether another definition refers to this one, or any names it.
    pub(super) fn contains(&self, name: &FullName) -> bool {
        self.0.contains(name.as_str())
    }
}
