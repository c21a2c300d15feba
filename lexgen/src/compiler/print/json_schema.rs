//! Tables of JSON Schema, if it is asked for: like the wire tables, with the
//! descriptions of the lexicon.

use super::{
    constraints::{attributes, newtype_attributes},
    scope::Scope,
    tables::{gated, presence},
    writer::Writer,
};
use crate::compiler::{
    items::{Docs, Field, Item, Shape, Table, Variant},
    rust::Quoted,
};

/// The table of an item.
pub(super) fn table(item: &Item<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let Some(table) = item.table.as_ref().filter(|_| item.has_schema()) else {
        return;
    };
    let (kind, after, rows) = match (&item.shape, table) {
        (Shape::Struct(it), Table::Record { nsid, .. }) => {
            let rows = it.fields.iter().map(field).collect();
            ("record".to_owned(), format!(" = {}", Quoted(nsid)), rows)
        }
        (Shape::Struct(it), _) => {
            let rows = it.fields.iter().map(field).collect();
            ("object".to_owned(), String::new(), rows)
        }
        (Shape::Enum(it), table) => {
            let openness = if it.other.is_some() { "open" } else { "closed" };
            let kind = match table {
                Table::Errors => "errors".to_owned(),
                Table::Union | Table::Records => format!("{openness} union"),
                _ => format!("{openness} values"),
            };
            let row = |it: &Variant<'_>| format!("{}{} = {}", gated(it), it.name, Quoted(it.wire));
            (kind, String::new(), it.variants.iter().map(row).collect())
        }
        (Shape::Newtype(_), Table::Newtype(rules)) => {
            let row = newtype_attributes(rules);
            ("newtype".to_owned(), String::new(), Vec::from_iter(row))
        }
        _ => return,
    };
    let heading = format!("{kind} {}{}{after}", item.name, description(&item.docs));
    let runtime = scope.runtime();
    out.table(format_args!("{runtime}::schema"), heading, rows.iter());
}

fn field(field: &Field<'_>) -> String {
    let mut row = format!(
        "{} {} = {}{}",
        presence(field),
        field.name,
        Quoted(field.property),
        description(&field.docs)
    );
    for attribute in attributes(field) {
        row.push_str(", ");
        row.push_str(&attribute);
    }
    row
}

/// A space and a literal, if there is a description.
fn description(docs: &Docs<'_>) -> String {
    let text = docs.descriptions();
    if text.is_empty() {
        String::new()
    } else {
        format!(" {}", Quoted(&text))
    }
}
