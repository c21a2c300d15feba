//! Derives and attributes of some types.

use std::collections::BTreeMap;

use super::{Item, Options, Shape, items};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, rules},
        ir::Ir,
        pattern::DefinitionPattern,
        rust::{Attribute, RustPath},
    },
    syntax::Nsid,
};

/// What the types of some definitions derive in addition to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeriveFor {
    /// The definitions. Types that are written inside them are included.
    pub types: Vec<DefinitionPattern>,
    /// The traits.
    pub derives: Vec<RustPath>,
    /// The attributes of each type.
    pub attributes: Vec<Attribute>,
    /// The attributes of fields and variants, by their Rust names.
    pub fields: BTreeMap<String, Vec<Attribute>>,
}

impl DeriveFor {
    pub(super) fn selects(&self, nsid: &Nsid, definition: &str) -> bool {
        self.types.iter().any(|it| it.matches(nsid, definition))
    }
}

impl<'i> Item<'i> {
    /// The attributes that the options give it.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &'i Attribute> {
        self.derive_for.iter().flat_map(|it| &it.attributes)
    }

    /// The attributes that the options give a field or a variant.
    pub(crate) fn attributes_of(&self, name: &str) -> impl Iterator<Item = &'i Attribute> {
        let lists = self.derive_for.iter().map(move |it| it.fields.get(name));
        lists.flatten().flatten()
    }

    fn has_field(&self, name: &str) -> bool {
        match &self.shape {
            Shape::Struct(it) => {
                name == "extra" || it.fields.iter().any(|field| field.name.name() == name)
            }
            Shape::Enum(it) => {
                let is_other = name == "Other" && it.other.is_some();
                is_other
                    || it
                        .variants
                        .iter()
                        .any(|variant| variant.name.name() == name)
            }
            Shape::Newtype(_)
            | Shape::Required(_)
            | Shape::Alias(_)
            | Shape::Constant(_)
            | Shape::Endpoint(_) => false,
        }
    }
}

/// Reports what of `derive-for` matches nothing.
pub(crate) fn unmatched(ir: &Ir, options: &Options) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut report = |message: String, help: &str| {
        let problem = Diagnostic::new(&rules::UNMATCHED_PATTERN, None, message);
        problems.push(problem.with_help(help));
    };
    for derive_for in &options.derive_for {
        for pattern in &derive_for.types {
            let mut modules = ir.modules.iter();
            let is_matched = modules.any(|module| {
                let mut names = module.definitions.iter().map(|it| it.name.as_str());
                names.any(|name| pattern.matches(&module.nsid, name))
            });
            if !is_matched {
                report(
                    format!("no definition matches `{pattern}` of `derive-for`"),
                    "`lexgen ir` lists what was read",
                );
            }
        }
        if derive_for.fields.is_empty() {
            continue;
        }
        let modules = ir.modules.iter();
        let items = modules.flat_map(|module| items(ir, options, module));
        let selected = items.filter(|item| item.derive_for.contains(&derive_for));
        let selected: Vec<_> = selected.collect();
        for name in derive_for.fields.keys() {
            if !selected.iter().any(|item| item.has_field(name)) {
                report(
                    format!("no type of `derive-for` has a field or variant `{name}`"),
                    "use the name in Rust, such as `created_at`",
                );
            }
        }
    }
    problems
}
