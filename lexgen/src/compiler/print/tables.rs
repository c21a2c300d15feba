//! Wire tables: what a type is called on the wire, row by row, as the argument
//! of one of the runtime's macros.

use std::fmt::Display;

use super::{
    constraints::{attributes, newtype_attributes},
    gate_of, json_schema,
    scope::Scope,
    writer::Writer,
};
use crate::compiler::{
    items::{Field, Item, RustType, Shape, Struct, Table, Variant},
    rust::Quoted,
};

/// The tables of an item.
pub(super) fn tables(item: &Item<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let Item { name, table, .. } = item;
    let Some(table) = table.as_ref().filter(|_| item.alias_of().is_none()) else {
        return;
    };
    json_schema::table(item, scope, out);
    match (&item.shape, table) {
        (Shape::Struct(it), table) => {
            let redacted = if it.has_secrets() { "redacted " } else { "" };
            let (macro_name, record) = match table {
                Table::Record { nsid, key, .. } => {
                    let (nsid, key) = (Quoted(nsid), key.to_string());
                    ("record", format!(" = {nsid}, {}", Quoted(&key)))
                }
                _ => ("object", String::new()),
            };
            let strict = if it.strict { "strict " } else { "" };
            let heading = format!("{redacted}{strict}{name}{record}");
            write(macro_name, heading, fields(it), scope, out);
        }
        (Shape::Enum(it), table) => {
            let openness = if it.other.is_some() { "open" } else { "closed" };
            let (macro_name, heading) = match table {
                Table::Errors => ("errors", name.to_string()),
                Table::Records if it.strict => ("records", format!("strict {name}")),
                Table::Records => ("records", name.to_string()),
                Table::Union if it.strict => ("union", format!("{openness} strict {name}")),
                Table::Union => ("union", format!("{openness} {name}")),
                _ => ("values", format!("{openness} {name}")),
            };
            let row = |it: &Variant<'_>| {
                let (gate, wire) = (gated(it), Quoted(it.wire));
                match it.member() {
                    Some(member) => {
                        format!("{gate}{}({}) = {wire}", it.name, scope.spelt(member))
                    }
                    None => format!("{gate}{} = {wire}", it.name),
                }
            };
            write(macro_name, heading, it.variants.iter().map(row), scope, out);
        }
        (Shape::Newtype(_), Table::Newtype(rules)) => {
            let row = newtype_attributes(rules);
            write("newtype", name, row.into_iter(), scope, out);
        }
        (
            Shape::Required(_)
            | Shape::Newtype(_)
            | Shape::Alias(_)
            | Shape::Constant(_)
            | Shape::Endpoint(_),
            _,
        ) => {}
    }
}

/// Whether a field must be present, or else can be `null`.
pub(super) fn presence(field: &Field<'_>) -> &'static str {
    match field.r#type {
        _ if field.required => "required",
        RustType::Nullable(_) => "nullable",
        _ => "optional",
    }
}

/// A row for each field: how it is found and called on the wire.
fn fields(it: &Struct<'_>) -> impl Iterator<Item = String> {
    it.fields.iter().map(|field| {
        let presence = presence(field);
        let mut row = format!("{presence} {} = {}", field.name, Quoted(field.property));
        for attribute in attributes(field) {
            row.push_str(", ");
            row.push_str(&attribute);
        }
        row
    })
}

/// The attribute of a variant that needs a feature, and a space.
pub(super) fn gated(variant: &Variant<'_>) -> String {
    let feature = variant.feature.iter();
    feature.map(|feature| gate_of([feature]) + " ").collect()
}

fn write(
    macro_name: &str,
    heading: impl Display,
    rows: impl Iterator<Item = String>,
    scope: &Scope<'_>,
    out: &mut Writer,
) {
    let runtime = scope.runtime();
    out.table(format_args!("{runtime}::{macro_name}"), heading, rows);
}
