//! How one module spells names: with what it imports, or with their whole path.

use std::{
    borrow::Cow,
    fmt::{self, Display},
};

use super::template::{Head, Template};
use crate::compiler::{
    items::{Crate, Derive, Imports, Item, Names, RustType},
    rust::{Ident, RustPath},
};

/// What decides how names are spelt.
pub(super) struct Scope<'a> {
    pub(super) of: Crate<'a>,
    /// The module's index into the IR. The root of all modules may be none of them.
    index: Option<usize>,
    imports: Imports,
    runtime: String,
    template: &'a Template,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        of: Crate<'a>,
        index: Option<usize>,
        imports: Imports,
        template: &'a Template,
    ) -> Self {
        let runtime = if template.runtime {
            "$runtime".to_owned()
        } else {
            of.options.runtime.to_string()
        };
        Self {
            of,
            index,
            imports,
            runtime,
            template,
        }
    }

    /// The beginning of an item, up to its name.
    pub(super) fn head<'h>(&'h self, keyword: &'h str, name: &'h Ident<'h>) -> Head<'h> {
        self.template.head(keyword, name)
    }

    /// Whether names are written with their whole path.
    pub(super) fn is_full(&self) -> bool {
        self.of.layout.names() == Names::Full
    }

    /// The path of the runtime.
    pub(super) fn runtime(&self) -> &str {
        &self.runtime
    }

    /// A type of the runtime.
    pub(super) fn runtime_type(&self, name: &'static str) -> Cow<'static, str> {
        if self.imports.runtime.contains(name) {
            name.into()
        } else {
            format!("{}::{name}", self.runtime).into()
        }
    }

    /// An item of the standard library's prelude.
    pub(super) fn prelude<'n>(&self, name: &'n str) -> Prelude<'n> {
        let module = prelude_module(name).filter(|_| self.is_full());
        Prelude { module, name }
    }

    /// A type.
    pub(super) fn spelt<'s>(&'s self, r#type: &'s RustType<'s>) -> Spelt<'s, 'a> {
        Spelt(self, r#type)
    }

    /// The attribute `#[derive(…)]`.
    pub(super) fn derives(&self, item: &Item<'_>) -> String {
        let derives = item.derived().map(|derive| match derive {
            Derive::Standard(name) => self.prelude(name).to_string(),
            Derive::Named(path) => self.named(path),
        });
        format!("#[derive({})]", derives.collect::<Vec<_>>().join(", "))
    }

    /// The `use` lines.
    pub(super) fn uses(&self) -> Vec<String> {
        let runtime = &self.runtime;
        let names: Vec<&str> = self.imports.runtime.iter().copied().collect();
        let mut uses = match names.as_slice() {
            [] => Vec::new(),
            [name] => vec![format!("use {runtime}::{name};")],
            names => vec![format!("use {runtime}::{{{}}};", names.join(", "))],
        };
        for (&module, alias) in &self.imports.modules {
            let target = self.of.layout.path(module);
            let path = relative(self.path(), target);
            let from_inside = if path.starts_with("super::") {
                ""
            } else {
                "self::"
            };
            let renamed = if target.last() == Some(alias) {
                String::new()
            } else {
                format!(" as {}", Ident::new(alias))
            };
            uses.push(format!("use {from_inside}{path}{renamed};"));
        }
        uses
    }

    /// A trait that the options name.
    fn named(&self, path: &RustPath) -> String {
        let prelude = path.single_name().map(|name| self.prelude(name));
        match (prelude, self.template.derive(path)) {
            (None, None) => path.to_string(),
            (Some(prelude), None) => prelude.to_string(),
            (prelude, Some(place)) => match prelude.and_then(|it| it.module) {
                Some(module) => format!("{module}::{place}"),
                None => place,
            },
        }
    }

    fn path(&self) -> &[String] {
        match self.index {
            Some(index) => self.of.layout.path(index),
            None => &[],
        }
    }
}

/// A name of the prelude, with its module where names are written in full.
pub(super) struct Prelude<'n> {
    module: Option<&'static str>,
    name: &'n str,
}

impl Display for Prelude<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(module) = self.module {
            write!(f, "{module}::")?;
        }
        Ident::new(self.name).fmt(f)
    }
}

/// A type as a module spells it.
pub(super) struct Spelt<'s, 'a>(&'s Scope<'a>, &'s RustType<'s>);

impl Display for Spelt<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(scope, r#type) = self;
        let within = |f: &mut fmt::Formatter<'_>, outer, inner| {
            write!(f, "{}<{}>", scope.prelude(outer), Spelt(scope, inner))
        };
        match r#type {
            RustType::Plain(name) => f.write_str(name),
            RustType::String => scope.prelude("String").fmt(f),
            RustType::Runtime(name) => f.write_str(&scope.runtime_type(name)),
            RustType::Own(name) => name.fmt(f),
            RustType::Definition(id) => {
                let item = Ident::new(&scope.of.ir.definition(*id).rust_name);
                let is_own = match scope.index {
                    Some(index) => index == id.module,
                    None => scope.of.layout.path(id.module).is_empty(),
                };
                if is_own {
                    return item.fmt(f);
                }
                match scope.imports.modules.get(&id.module) {
                    Some(alias) => write!(f, "{}::{item}", Ident::new(alias)),
                    None => {
                        let module = scope.of.layout.path(id.module);
                        write!(f, "{}::{item}", relative(scope.path(), module))
                    }
                }
            }
            RustType::External(path) => match scope.template.external(path) {
                Some(text) => f.write_str(&text),
                None => path.fmt(f),
            },
            RustType::UnnamedError(endpoint) => {
                write!(f, "{}<{endpoint}>", scope.runtime_type("UnnamedError"))
            }
            RustType::Vec(inner) => within(f, "Vec", inner),
            RustType::Box(inner) => within(f, "Box", inner),
            RustType::Option(inner) => within(f, "Option", inner),
            RustType::Nullable(inner) => {
                let outer = scope.runtime_type("Nullable");
                write!(f, "{outer}<{}>", Spelt(scope, inner))
            }
            RustType::Reference(inner) => write!(f, "&{}", Spelt(scope, inner)),
            RustType::Into(inner) => {
                f.write_str("impl ")?;
                within(f, "Into", inner)
            }
        }
    }
}

/// The path from inside module `from` to module `to`.
fn relative(from: &[String], to: &[String]) -> String {
    // To a module that holds this one, the path goes by way of what holds both.
    let parent = to.len().saturating_sub(1);
    let common = (from.iter().zip(&to[..parent]))
        .take_while(|(a, b)| a == b)
        .count();
    let mut path = "super::".repeat(from.len() - common);
    for segment in &to[common..] {
        path += &format!("{}::", Ident::new(segment));
    }
    path.truncate(path.len().saturating_sub("::".len()));
    path
}

/// The module of the standard library that has a name of the prelude.
fn prelude_module(name: &str) -> Option<&'static str> {
    Some(match name {
        "Clone" => "::core::clone",
        "Copy" => "::core::marker",
        "Debug" => "::core::fmt",
        "Default" => "::core::default",
        "PartialEq" | "Eq" | "PartialOrd" | "Ord" => "::core::cmp",
        "Hash" => "::core::hash",
        "Option" => "::core::option",
        "Some" | "None" => "::core::option::Option",
        "Into" => "::core::convert",
        "Box" => "::std::boxed",
        "String" => "::std::string",
        "Vec" => "::std::vec",
        _ => return None,
    })
}
