//! What Rust callers see of generated code: the public [items](Item).
//!
//! The items of two versions are [compared](compare) by
//! [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html), and
//! each difference is [attributed](Attribution) to the change of the lexicon
//! that causes it.

mod attribute;
mod constructor;
mod difference;
mod makers;
mod members;
mod names;
mod text;

use std::collections::BTreeMap;

pub use attribute::Attribution;
pub use difference::{Difference, compare};
pub use names::TypeName;

use crate::{
    compiler::{
        ir::Ir,
        items::{Item, Options, RustType, Shape, items},
        schema::Path,
    },
    syntax::Nsid,
};

/// The public items of what is generated of an IR.
#[derive(Debug)]
pub struct PublicApi<'i> {
    /// The items by their Rust path below the root, such as
    /// `com::example::shelf::get_book::Input`.
    pub items: BTreeMap<String, PublicItem<'i>>,
}

/// An item and the module it is in.
#[derive(Debug)]
pub struct PublicItem<'i> {
    ir: &'i Ir,
    /// Index into the IR's modules.
    module: usize,
    /// The item.
    pub item: Item<'i>,
}

/// A place in a lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document's NSID.
    pub nsid: Nsid,
    /// The place in the document.
    pub place: Path,
}

impl<'i> PublicApi<'i> {
    /// The items that are generated of `ir`.
    pub fn of(ir: &'i Ir, options: &'i Options) -> Self {
        let modules = ir.modules.iter().enumerate();
        let items = modules.flat_map(|(module, found)| {
            items(ir, options, found).into_iter().map(move |item| {
                let path = names::path(&found.path, &item.name);
                (path, PublicItem { ir, module, item })
            })
        });
        Self {
            items: items.collect(),
        }
    }

    /// Removes all deprecations.
    pub(super) fn forget_deprecations(&mut self) {
        for PublicItem { item, .. } in self.items.values_mut() {
            item.deprecated = None;
            match &mut item.shape {
                Shape::Struct(it) => it.fields.iter_mut().for_each(|it| it.deprecated = None),
                Shape::Enum(it) => it.variants.iter_mut().for_each(|it| it.deprecated = None),
                Shape::Required(_)
                | Shape::Newtype(_)
                | Shape::Alias(_)
                | Shape::Constant(_)
                | Shape::Endpoint(_) => {}
            }
        }
    }
}

impl PublicItem<'_> {
    /// A type in it by its name.
    pub fn name_of(&self, r#type: &RustType<'_>) -> TypeName {
        TypeName::of(self.ir, self.module, r#type)
    }

    /// The traits in its `#[derive(…)]`, in that order.
    pub fn derives(&self) -> Vec<String> {
        let derives = self.item.derives.iter();
        derives.map(ToString::to_string).collect()
    }

    fn nsid(&self) -> &Nsid {
        &self.ir.modules[self.module].nsid
    }
}
