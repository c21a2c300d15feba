//! What `validate()` checks of a value, as attributes of its row.

use std::fmt::Display;

use crate::{
    compiler::{
        ir::{Ir, Type, TypeKind},
        items::{Field, Reading},
        rust::{Quoted, Signed},
    },
    syntax::Format,
    validate::Constraints,
};

/// The attributes of a field's row: how it is read, and what it is held to.
pub(super) fn attributes(ir: &Ir, field: &Field<'_>) -> Vec<String> {
    let mut attributes = constraint_attributes(ir, field.constraints);
    match field.reading {
        Reading::Lenient => attributes.insert(0, "lenient".to_owned()),
        Reading::Checked if attributes.is_empty() => attributes.push("checked".to_owned()),
        Reading::Checked | Reading::Plain => {}
    }
    if field.secret {
        attributes.insert(0, "secret".to_owned());
    }
    attributes
}

/// The row of a newtype, which holds its value to the constraints that an
/// alias leaves to its users.
pub(super) fn newtype_attributes(ir: &Ir, r#type: &Type) -> Option<String> {
    let attributes = constraint_attributes(ir, r#type);
    (!attributes.is_empty()).then(|| attributes.join(", "))
}

/// The constraints of a type, through aliases.
fn constraint_attributes(ir: &Ir, r#type: &Type) -> Vec<String> {
    let constraints = ir.constraints(r#type);
    let mut attributes = print(&constraints);
    match ir.aliased(r#type) {
        // Without an enum, the type of the format checks it.
        TypeKind::String(text) if text.values.is_some() => {
            let format = constraints.format.map(Format::type_name);
            attributes.extend(format.map(|name| format!("format({name})")));
        }
        TypeKind::Array(array) => {
            let items = constraint_attributes(ir, &array.items);
            if !items.is_empty() {
                attributes.push(format!("items({})", items.join(", ")));
            }
        }
        _ => {}
    }
    attributes
}

/// Constraints as attributes, without those that Rust types check themselves: a
/// format, and a list of strings.
fn print(constraints: &Constraints<'_, String>) -> Vec<String> {
    let integers = constraints.integers.iter().copied().map(Signed);
    let integers = (!constraints.integers.is_empty()).then(|| joined(integers));
    let accept = constraints.accept;
    let accept = accept.map(|accept| joined(accept.iter().map(|pattern| Quoted(pattern))));
    let attributes = [
        call("min_length", constraints.min_length),
        call("max_length", constraints.max_length),
        call("min_graphemes", constraints.min_graphemes),
        call("max_graphemes", constraints.max_graphemes),
        call("minimum", constraints.minimum.map(Signed)),
        call("maximum", constraints.maximum.map(Signed)),
        call("integers", integers),
        call("integer", constraints.integer.map(Signed)),
        call("boolean", constraints.boolean),
        call("string", constraints.string.map(Quoted)),
        call("accept", accept),
        call("max_size", constraints.max_size),
        constraints.object.then(|| "object".to_owned()),
    ];
    attributes.into_iter().flatten().collect()
}

/// An attribute with its argument, if there is one.
fn call(name: &str, argument: Option<impl Display>) -> Option<String> {
    argument.map(|argument| format!("{name}({argument})"))
}

fn joined(values: impl IntoIterator<Item: Display>) -> String {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    values.join(", ")
}
