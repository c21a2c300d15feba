//! Enums.

use super::{gate_of, scope::Scope, writer::Writer};
use crate::compiler::items::{Enum, Item, Table};

pub(super) fn declaration(item: &Item<'_>, it: &Enum<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.line(scope.derives(item));
    out.attributes(item.attributes());
    if it.other.is_some() {
        out.line("#[non_exhaustive]");
    }
    out.block(scope.head("enum", &item.name), |out| {
        for variant in &it.variants {
            out.docs(&variant.docs);
            out.deprecated(variant.deprecated);
            out.attributes(item.attributes_of(variant.name.name()));
            if let Some(feature) = &variant.feature {
                out.line(gate_of([feature]));
            }
            match &variant.holds {
                Some(holds) => {
                    out.line(format_args!("{}({}),", variant.name, scope.spelt(holds)));
                }
                None => out.line(format_args!("{},", variant.name)),
            }
        }
        if let Some(holds) = &it.other {
            out.line(match item.table {
                Some(Table::Errors) => {
                    "/// An error that this version of the lexicon does not list."
                }
                Some(Table::Records) => "/// A record whose lexicon is not here.",
                Some(Table::Union) => "/// A type that this version of the lexicon does not list.",
                _ => "/// A value that this version of the lexicon does not list.",
            });
            out.attributes(item.attributes_of("Other"));
            out.line(format_args!("Other({}),", scope.spelt(holds)));
        }
    });
}
