//! From the IR to its surface: the same walk as the generator's.

use super::{Constant, EnumOf, Item, Origin, Shape, Surface, TypeName, item};
use crate::compiler::{
    generate::{Options, RustType, derives, ident, is_deprecated},
    ir::{Definition, DefinitionId, DefinitionKind, Ir, Module, Type},
    schema::{Path, Permission, PermissionSet, Step},
};

impl Surface {
    /// What is public of what the generator makes of `ir`.
    pub fn of(ir: &Ir, options: &Options) -> Self {
        let mut surface = Self::default();
        for (index, module) in ir.modules.iter().enumerate() {
            for definition in &module.definitions {
                let mut collector = Collector {
                    ir,
                    options,
                    index,
                    module,
                    definition,
                    surface: &mut surface,
                };
                collector.definition(&Path::definition(&definition.name));
            }
        }
        surface
    }
}

/// How many aliases of aliases are followed: arrays of arrays can go on for as
/// long as there are definitions.
const MAX_ALIASES: usize = 32;

/// Collects the items of one definition.
pub(super) struct Collector<'a> {
    pub(super) ir: &'a Ir,
    options: &'a Options,
    index: usize,
    pub(super) module: &'a Module,
    definition: &'a Definition,
    surface: &'a mut Surface,
}

impl<'a> Collector<'a> {
    fn definition(&mut self, place: &Path) {
        let name = self.definition.rust_name.as_str();
        match &self.definition.kind {
            DefinitionKind::Record(record) => {
                self.record(record, place);
            }
            DefinitionKind::Endpoint(endpoint) => self.endpoint(name, endpoint, place),
            DefinitionKind::PermissionSet(set) => {
                let constant = Constant {
                    name: name.to_owned(),
                    r#type: self.named(&RustType::Runtime("PermissionSet")),
                    value: granted(set),
                    place: place.clone(),
                };
                self.add(name, place, false, None, Shape::Constant(constant));
            }
            DefinitionKind::Token { description } => {
                let constant = Constant {
                    name: name.to_owned(),
                    r#type: self.named(&RustType::Plain("&str")),
                    value: self.module.full_name(self.definition).to_string(),
                    place: place.clone(),
                };
                let deprecated = is_deprecated(description.as_deref());
                self.add(name, place, deprecated, None, Shape::Constant(constant));
            }
            DefinitionKind::Object(object) => self.object(object, place),
            DefinitionKind::Type { r#type, newtype } => match r#type {
                Type::String(text) if text.values.is_some() => self.values(text, place),
                Type::Object(object) => self.object(object, place),
                Type::Union(union) => self.union(union, place),
                _ if *newtype => {
                    let inner = self.named(&RustType::of(self.ir, r#type));
                    self.add(name, place, false, Some(&[]), Shape::Newtype(inner));
                    self.inline(r#type, place);
                }
                _ => self.alias(name, r#type, place),
            },
        }
    }

    pub(super) fn alias(&mut self, name: &str, r#type: &'a Type, place: &Path) {
        let aliased = self.named(&RustType::of(self.ir, r#type));
        self.add(name, place, false, None, Shape::Alias(aliased));
        self.inline(r#type, place);
    }

    /// The types that are written in place.
    pub(super) fn inline(&mut self, r#type: &'a Type, place: &Path) {
        match r#type {
            Type::Object(object) => self.object(object, place),
            Type::Union(union) => self.union(union, place),
            Type::String(text) => self.values(text, place),
            Type::Array(array) => self.inline(&array.items, &place.with(Step::Items)),
            Type::Boolean(_)
            | Type::Integer(_)
            | Type::Bytes(_)
            | Type::CidLink(_)
            | Type::Blob(_)
            | Type::Unknown(_)
            | Type::Ref { .. } => {}
        }
    }

    /// Adds an item. `additional` are its derives beyond those of every type;
    /// `None` is for what derives nothing.
    pub(super) fn add(
        &mut self,
        name: &str,
        place: &Path,
        deprecated: bool,
        additional: Option<&[&str]>,
        shape: Shape,
    ) {
        let derives = match (&shape, additional) {
            (Shape::Marker(_), _) => item::MARKER_DERIVES.map(str::to_owned).into(),
            // A type of the runtime, which knows of no options.
            (Shape::Enum(it), _) if it.of == EnumOf::Errors && it.variants.len() == 1 => {
                item::UNNAMED_DERIVES.map(str::to_owned).into()
            }
            (_, None) => Vec::new(),
            (_, Some(additional)) => derives(self.options, additional),
        };
        let item = Item {
            origin: Origin {
                nsid: self.module.nsid.clone(),
                place: place.clone(),
            },
            deprecated,
            derives,
            shape,
        };
        let path = path(self.module, name);
        self.surface.items.insert(path, item);
    }

    /// A type's name in the surface.
    pub(super) fn named(&self, r#type: &RustType<'_>) -> TypeName {
        TypeName {
            written: self.text(self.index, r#type, 0),
            meant: self.text(self.index, r#type, MAX_ALIASES),
        }
    }

    /// `module` is where the type is written; so many aliases are replaced by
    /// what they stand for.
    fn text(&self, module: usize, r#type: &RustType<'_>, aliases: usize) -> String {
        let inside = |outer: &str, inner: &RustType<'_>| {
            format!("{outer}<{}>", self.text(module, inner, aliases))
        };
        match r#type {
            RustType::Plain(name) | RustType::Runtime(name) => (*name).to_owned(),
            RustType::Own(name) | RustType::Companion(name) => path(&self.ir.modules[module], name),
            RustType::Definition(id) => {
                let definition = self.ir.definition(*id);
                match alias(self.ir, *id) {
                    Some(aliased) if aliases > 0 => {
                        self.text(id.module, &RustType::of(self.ir, aliased), aliases - 1)
                    }
                    _ => path(&self.ir.modules[id.module], &definition.rust_name),
                }
            }
            RustType::External(path) => path.to_string(),
            RustType::Vec(inner) => inside("Vec", inner),
            RustType::Box(inner) => inside("Box", inner),
            RustType::Option(inner) => inside("Option", inner),
            RustType::Into(inner) => inside("impl Into", inner),
        }
    }
}

/// What a definition is another name of. Aliases never go in circles: the IR
/// has a newtype where they would.
fn alias(ir: &Ir, id: DefinitionId) -> Option<&Type> {
    match &ir.definition(id).kind {
        DefinitionKind::Type {
            r#type,
            newtype: false,
        } => match r#type {
            Type::String(text) if text.values.is_some() => None,
            Type::Object(_) | Type::Union(_) => None,
            other => Some(other),
        },
        _ => None,
    }
}

fn path(module: &Module, name: &str) -> String {
    let segments = module.path.iter().map(String::as_str).chain([name]);
    segments.map(ident).collect::<Vec<_>>().join("::")
}

/// What a permission set says, but for what only developers read and the order
/// of its lists.
fn granted(set: &PermissionSet) -> String {
    let mut set = PermissionSet {
        description: None,
        ..set.clone()
    };
    for permission in &mut set.permissions {
        match permission {
            Permission::Repo { collection, action } => {
                collection.sort_unstable();
                action.sort_unstable_by_key(|it| format!("{it:?}"));
            }
            Permission::Rpc { lxm, .. } => lxm.sort_unstable(),
            Permission::Other { .. } => {}
        }
    }
    format!("{set:?}")
}
