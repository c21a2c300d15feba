//! Strings with listed values as enums: open for `knownValues`, closed for
//! `enum`.

use super::{
    ModuleWriter,
    docs::{Docs, code},
    imports::ident,
    item::Item,
    table::Table,
};
use crate::compiler::{
    ir::{Text, Values, Variant},
    rust::Quoted,
};

impl ModuleWriter<'_> {
    /// The enum and its wire table, if the string lists values.
    pub(super) fn values(&mut self, text: &Text, docs: Docs) {
        let Some(Values {
            rust_name,
            closed,
            variants,
        }) = &text.values
        else {
            return;
        };
        let name = ident(rust_name);
        let mut item = Item::of_docs(&docs);
        item.line(self.derives(additional_derives(*closed)));
        if !closed {
            item.line("#[non_exhaustive]");
        }
        item.block(format_args!("pub enum {name}"), |item| {
            for variant in variants {
                item.unbreakable(format_args!("/// {}", code(&variant.name)));
                item.line(format_args!("{},", ident(&variant.rust_name)));
            }
            if !closed {
                let string = self.imports.prelude("String");
                item.line("/// A value that this version of the lexicon does not list.");
                item.line(format_args!("Other({string}),"));
            }
        });
        self.items.push(item);
        let row = |variant: &Variant| {
            let rust_name = ident(&variant.rust_name);
            format!("{rust_name} = {}", Quoted(&variant.name))
        };
        let openness = if *closed { "closed" } else { "open" };
        self.tables.push(Table {
            macro_name: "values",
            heading: format!("{openness} {name}"),
            rows: variants.iter().map(row).collect(),
        });
    }
}

/// What values can be derived for beyond what every type is.
pub(crate) fn additional_derives(closed: bool) -> &'static [&'static str] {
    if closed { &["Copy", "Hash"] } else { &["Hash"] }
}
