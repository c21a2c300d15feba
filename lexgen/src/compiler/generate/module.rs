//! One document as one Rust module.

use std::collections::BTreeSet;

use super::{
    Options,
    docs::{Docs, code},
    imports::Imports,
    item::Item,
    place::Layout,
    table::Table,
};
use crate::compiler::{
    ir::{DefinitionKind, Ir, Module},
    rust::RustPath,
};

/// What a module consists of, in the order it is written.
#[derive(Debug)]
pub(super) struct ModuleParts {
    /// The module's own documentation.
    pub(super) docs: Item,
    /// `use` items.
    pub(super) uses: Vec<Item>,
    /// What a person reads.
    pub(super) items: Vec<Item>,
    /// Trait implementations.
    pub(super) implementations: Vec<Item>,
    /// What only the wire needs.
    pub(super) tables: Vec<Table>,
}

/// Collects the parts of one module while its definitions are written.
pub(super) struct ModuleWriter<'a> {
    pub(super) ir: &'a Ir,
    pub(super) options: &'a Options,
    pub(super) module: &'a Module,
    pub(super) imports: Imports<'a>,
    pub(super) items: Vec<Item>,
    pub(super) implementations: Vec<Item>,
    pub(super) tables: Vec<Table>,
}

/// Writes the module of this index; `children` are the modules that stand inside it.
pub(super) fn write(
    ir: &Ir,
    options: &Options,
    layout: &Layout,
    index: usize,
    children: impl Iterator<Item = String>,
) -> ModuleParts {
    let module = &ir.modules[index];
    let own = own_names(module).into_iter().chain(children).collect();
    let mut writer = ModuleWriter {
        ir,
        options,
        module,
        imports: Imports::new(layout, index, &options.runtime, own),
        items: Vec::new(),
        implementations: Vec::new(),
        tables: Vec::new(),
    };
    for definition in &module.definitions {
        let name = definition.rust_name.as_str();
        match &definition.kind {
            DefinitionKind::Record(record) => writer.record(record),
            DefinitionKind::Endpoint(endpoint) => writer.endpoint(name, endpoint),
            DefinitionKind::PermissionSet(set) => writer.permission_set(name, set),
            DefinitionKind::Token { description } => {
                writer.token(&definition.name, name, description.as_deref());
            }
            DefinitionKind::Object(object) => {
                let docs = Docs::default()
                    .description(object.description.as_deref())
                    .or_text(|| code(&module.full_name(definition)));
                writer.object(object, docs);
            }
            DefinitionKind::Type { r#type, newtype } => {
                let full_name = module.full_name(definition);
                writer.named_type(&full_name, name, r#type, *newtype);
            }
        }
    }
    let docs = Docs::default()
        .text(format!("`{}`", module.nsid.as_str()))
        .description(module.description.as_deref());
    ModuleParts {
        docs: Item::of_inner_docs(&docs),
        uses: writer.imports.uses(),
        items: writer.items,
        implementations: writer.implementations,
        tables: writer.tables,
    }
}

impl ModuleWriter<'_> {
    /// The derives of a type: ours, `additional`, and those the user asked for.
    pub(super) fn derives(&self, additional: &[&str]) -> String {
        self.derives_without(None, additional)
    }

    /// The same, without the one that the type implements in another way.
    pub(super) fn derives_without(&self, omitted: Option<&str>, additional: &[&str]) -> String {
        let mut derives = derives(self.options, additional);
        derives.retain(|path| Some(path.as_str()) != omitted);
        for path in derives.iter_mut().filter(|path| !path.contains(':')) {
            *path = self.imports.prelude(path).into_owned();
        }
        format!("#[derive({})]", derives.join(", "))
    }
}

/// The paths of the traits a type derives.
pub(crate) fn derives(options: &Options, additional: &[&str]) -> Vec<String> {
    const ORDER: [&str; 7] = [
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "PartialEq",
        "Eq",
        "Hash",
    ];
    let is_ours = |name: &str| {
        matches!(name, "Clone" | "Debug" | "PartialEq" | "Eq") || additional.contains(&name)
    };
    let is_theirs = |path: &&RustPath| !path.standard_name().is_some_and(is_ours);
    let theirs = options.derives.iter().filter(is_theirs);
    let ours = ORDER.into_iter().filter(|name| is_ours(name));
    ours.map(str::to_owned)
        .chain(theirs.map(RustPath::to_string))
        .collect()
}

/// Names of the items a module defines, so that no import takes one.
fn own_names(module: &Module) -> BTreeSet<String> {
    let companions = ["Params", "Input", "Output", "Message", "Error"];
    let mut names: BTreeSet<String> = (companions.iter())
        .map(|companion| module.companion(companion))
        .collect();
    for definition in &module.definitions {
        names.insert(definition.rust_name.clone());
        names.extend(definition.inline_names());
    }
    names
}
