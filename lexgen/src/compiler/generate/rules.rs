//! What `validate()` is to check of a field, as attributes of its row.

use std::fmt::Display;

use super::ModuleWriter;
use crate::{
    compiler::{
        ir::{Constraints, DefinitionKind, Target, Type},
        rust::{Quoted, Signed},
    },
    syntax::Format,
};

impl ModuleWriter<'_> {
    /// The attributes of a row: how it is read, and what it is held to.
    pub(super) fn attributes(&self, r#type: &Type, lenient: bool) -> Vec<String> {
        let mut attributes = self.rules(r#type);
        if lenient {
            attributes.insert(0, "lenient".to_owned());
        } else if attributes.is_empty() && self.is_checked(r#type) {
            attributes.push("checked".to_owned());
        }
        attributes
    }

    /// The constraints of a type, through aliases.
    pub(super) fn rules(&self, r#type: &Type) -> Vec<String> {
        let r#type = self.ir.aliased(r#type);
        let constraints = self.ir.constraints(r#type);
        let mut rules = print(&constraints);
        match r#type {
            // Without an enum, the type of the format checks it.
            Type::String(text) if text.values.is_some() => {
                let format = constraints.format.map(Format::type_name);
                rules.extend(format.map(|name| format!("format({name})")));
            }
            Type::Array(array) => {
                let items = self.rules(&array.items);
                if !items.is_empty() {
                    rules.push(format!("items({})", items.join(", ")));
                }
            }
            _ => {}
        }
        rules
    }

    /// Whether there is something to check inside, whatever the place demands.
    fn is_checked(&self, r#type: &Type) -> bool {
        match self.ir.aliased(r#type) {
            Type::String(text) => text.values.is_none() && text.schema.format.is_some(),
            Type::Array(array) => self.is_checked(&array.items),
            Type::Object(_) | Type::Union(_) => true,
            Type::Ref { target, .. } => match target {
                Target::Definition { id, .. } => {
                    !matches!(self.ir.definition(*id).kind, DefinitionKind::Token { .. })
                }
                Target::External { .. } => true,
                Target::Missing { .. } => false,
            },
            Type::Boolean(_)
            | Type::Integer(_)
            | Type::Bytes(_)
            | Type::CidLink(_)
            | Type::Blob(_)
            | Type::Unknown(_) => false,
        }
    }
}

/// Constraints as attributes, without those that Rust types check themselves: a
/// format, and a list of strings.
fn print(constraints: &Constraints<'_>) -> Vec<String> {
    let call = |name: &str, arguments: &dyn Display| format!("{name}({arguments})");
    let integers: Vec<_> = constraints.integers.iter().copied().map(Signed).collect();
    let accept = constraints
        .accept
        .map(|accept| accept.iter().map(|pattern| Quoted(pattern)));
    [
        constraints
            .min_length
            .map(|least| call("min_length", &least)),
        constraints.max_length.map(|most| call("max_length", &most)),
        constraints
            .min_graphemes
            .map(|least| call("min_graphemes", &least)),
        constraints
            .max_graphemes
            .map(|most| call("max_graphemes", &most)),
        constraints
            .minimum
            .map(|least| call("minimum", &Signed(least))),
        constraints
            .maximum
            .map(|most| call("maximum", &Signed(most))),
        (!integers.is_empty()).then(|| call("integers", &joined(integers))),
        constraints
            .integer
            .map(|only| call("integer", &Signed(only))),
        constraints.boolean.map(|only| call("boolean", &only)),
        constraints.string.map(|only| call("string", &Quoted(only))),
        accept.map(|patterns| call("accept", &joined(patterns))),
        constraints.max_size.map(|most| call("max_size", &most)),
        constraints.object.then(|| "object".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn joined(values: impl IntoIterator<Item: Display>) -> String {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    values.join(", ")
}
