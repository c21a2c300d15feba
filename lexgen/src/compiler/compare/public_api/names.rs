//! Types by names that mean the same in every module.

use std::fmt::{self, Display, Formatter};

use crate::compiler::{
    ir::Ir,
    items::{RustType, alias},
    rust::Ident,
};

/// How many aliases of aliases are followed: arrays of arrays can go on for as
/// long as there are definitions.
const MAX_ALIASES: usize = 32;

/// A Rust type by its name. Types of the runtime and the language go by their
/// own name, all others by their path below the root of what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// As it is written.
    pub written: String,
    /// The same with type aliases replaced by their types.
    pub meant: String,
}

impl TypeName {
    /// The name of a type that is written in the module of this index.
    pub(super) fn of(ir: &Ir, module: usize, r#type: &RustType<'_>) -> Self {
        Self {
            written: text(ir, module, r#type, 0),
            meant: text(ir, module, r#type, MAX_ALIASES),
        }
    }
}

impl Display for TypeName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// The name of a type, with up to `aliases` type aliases replaced by their
/// types.
fn text(ir: &Ir, module: usize, r#type: &RustType<'_>, aliases: usize) -> String {
    let inside = |outer: &str, inner| format!("{outer}<{}>", text(ir, module, inner, aliases));
    let path = |module: usize, name: &Ident<'_>| path(&ir.modules[module].path, name);
    match r#type {
        RustType::Plain(name) | RustType::Runtime(name) => (*name).to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Own(name) => path(module, name),
        RustType::Definition(id) => match alias(&ir.definition(*id).kind) {
            Some(aliased) if aliases > 0 => {
                text(ir, id.module, &RustType::of(ir, aliased), aliases - 1)
            }
            _ => path(id.module, &Ident::new(&ir.definition(*id).rust_name)),
        },
        RustType::External(path) => path.to_string(),
        RustType::UnnamedError(endpoint) => {
            format!("UnnamedError<{}>", path(module, endpoint))
        }
        RustType::Vec(inner) => inside("Vec", inner),
        RustType::Box(inner) => inside("Box", inner),
        RustType::Option(inner) => inside("Option", inner),
        RustType::Nullable(inner) => inside("Nullable", inner),
        RustType::Reference(inner) => format!("&{}", text(ir, module, inner, aliases)),
        RustType::Into(inner) => inside("impl Into", inner),
    }
}

/// The path of an item below the root.
pub(super) fn path(module: &[String], name: &Ident<'_>) -> String {
    let mut path = String::new();
    for segment in module {
        path += &format!("{}::", Ident::new(segment));
    }
    path + &name.to_string()
}
