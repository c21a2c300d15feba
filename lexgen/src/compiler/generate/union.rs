//! Unions as enums: a boxed variant for each member, and one for the rest.
//!
//! Variants are boxed whatever their size, so that a member that grows changes
//! no signature.

use super::{
    ModuleWriter, RustType,
    docs::{Docs, code},
    imports::ident,
    item::Item,
    table::Table,
};
use crate::compiler::{
    ir::{Ir, Member, Target, Union},
    rust::Quoted,
};

impl ModuleWriter<'_> {
    /// The enum and its wire table.
    pub(super) fn union(&mut self, union: &Union, docs: Docs) {
        let name = ident(&union.rust_name);
        let members: Vec<&Member> = variants(union).collect();
        let mut item = Item::of_docs(&docs);
        item.line(self.derives(&[]));
        if !union.closed {
            item.line("#[non_exhaustive]");
        }
        item.block(format_args!("pub enum {name}"), |item| {
            for member in &members {
                let variant = ident(&member.rust_name);
                let holds = self.spelt(&payload(self.ir, member));
                item.unbreakable(format_args!("/// {}", code(member.target.name())));
                item.line(format_args!("{variant}({holds}),"));
            }
            if !union.closed {
                let boxed = self.imports.prelude("Box");
                let object = self.imports.runtime("TypedObject");
                item.line("/// A member that this version of the lexicon does not know.");
                item.line(format_args!("Other({boxed}<{object}>),"));
            }
        });
        self.items.push(item);
        let row = |member: &&Member| {
            let variant = ident(&member.rust_name);
            format!("{variant} = {}", Quoted(member.target.name()))
        };
        let openness = if union.closed { "closed" } else { "open" };
        self.tables.push(Table {
            macro_name: "union",
            heading: format!("{openness} {name}"),
            rows: members.iter().map(row).collect(),
        });
    }
}

/// The members that are variants: an open union leaves those there is no type
/// for to its last variant.
pub(crate) fn variants(union: &Union) -> impl Iterator<Item = &Member> {
    union
        .members
        .iter()
        .filter(|member| union.closed || is_known(member))
}

/// What a member's variant holds.
pub(crate) fn payload<'a>(ir: &Ir, member: &'a Member) -> RustType<'a> {
    RustType::Box(Box::new(match is_known(member) {
        true => RustType::target(ir, &member.target),
        false => RustType::Runtime("TypedObject"),
    }))
}

fn is_known(member: &Member) -> bool {
    !matches!(member.target, Target::Missing { .. })
}
