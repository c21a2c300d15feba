//! What `validate()` checks of a value, as attributes of its row.

use std::fmt::Display;

use crate::{
    compiler::{
        items::{Field, Reading, Rules},
        rust::{Quoted, Signed},
    },
    syntax::Format,
    validate::Constraints,
};

/// The attributes of a field's row: how it is read, and what it is held to.
pub(super) fn attributes(field: &Field<'_>) -> Vec<String> {
    let mut attributes = of_rules(&field.rules);
    if field.secret {
        attributes.insert(0, "secret".to_owned());
    }
    // How it is read comes first.
    match field.reading {
        Reading::Lenient => attributes.insert(0, "lenient".to_owned()),
        Reading::Data => attributes.insert(0, "data".to_owned()),
        Reading::Checked if attributes.is_empty() => attributes.push("checked".to_owned()),
        Reading::Checked | Reading::Plain => {}
    }
    attributes
}

/// The row of a newtype.
pub(super) fn newtype_attributes(rules: &Rules<'_>) -> Option<String> {
    let attributes = of_rules(rules);
    (!attributes.is_empty()).then(|| attributes.join(", "))
}

fn of_rules(rules: &Rules<'_>) -> Vec<String> {
    let mut attributes = print(&rules.constraints);
    attributes.extend(call("format", rules.format.map(Format::type_name)));
    let items = rules.items.as_deref().map(of_rules).unwrap_or_default();
    if !items.is_empty() {
        attributes.push(format!("items({})", items.join(", ")));
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
