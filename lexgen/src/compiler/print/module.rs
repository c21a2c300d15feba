//! One module.

use std::fmt::Write as _;

use super::{
    InternalError, constants, endpoint, enums, scope::Scope, structs, tables::tables,
    template::Template, writer::Writer,
};
use crate::compiler::{
    items::{Crate, Docs, Item, Module, Shape, Stub},
    rust::Ident,
};

/// The text of a module, with the modules inside it written as `children`.
pub(super) fn module(
    of: Crate<'_>,
    module: Module<'_>,
    children: &str,
) -> Result<String, InternalError> {
    let (items, template) = (module.items, Template::default());
    let scope = Scope::new(of, Some(module.index), module.imports, &template);
    let mut out = declared(&module.docs, &items, &scope, children)?;
    let is_wired = |item: &Item<'_>| item.table.is_some() || is_endpoint(item);
    if items.iter().any(is_wired) {
        out.blank();
        out.push("// Serialization.\n");
    }
    for item in items.iter().filter(|item| is_endpoint(item)) {
        out.blank();
        out.laid_out(&item.name, |out| implementation(item, &scope, out))?;
    }
    for item in &items {
        tables(item, &scope, &mut out);
    }
    Ok(out.into_text())
}

/// The text of a module that a person reads: without what only serialization needs, and
/// without the modules inside it.
#[cfg(feature = "cli")]
pub(super) fn declarations(of: Crate<'_>, module: &Module<'_>) -> Result<String, InternalError> {
    let template = Template::default();
    let imports = module.imports.clone();
    let scope = Scope::new(of, Some(module.index), imports, &template);
    Ok(declared(&module.docs, &module.items, &scope, "")?.into_text())
}

/// The documentation of a module, its imports and its items.
fn declared(
    docs: &Docs<'_>,
    items: &[Item<'_>],
    scope: &Scope<'_>,
    children: &str,
) -> Result<Writer, InternalError> {
    let mut out = Writer::default();
    out.inner_docs(docs);
    if !children.is_empty() {
        out.blank();
        out.push(children);
    }
    for (index, line) in scope.uses().iter().enumerate() {
        if index == 0 {
            out.blank();
        }
        out.laid_out("use", |out| out.line(line))?;
    }
    for item in items {
        each_part(item, scope, &mut |part| {
            out.blank();
            out.laid_out(&item.name, part)
        })?;
    }
    Ok(out)
}

/// A module in no particular layout, for a compiler alone. The items of the
/// root, which have the attribute `lints`, are among those of a user, whose
/// module has documentation of its own.
pub(super) fn bare(of: Crate<'_>, module: Module<'_>, template: &Template, lints: &str) -> String {
    let items = module.items;
    let scope = Scope::new(of, Some(module.index), module.imports, template);
    let mut out = Writer::default();
    if lints.is_empty() {
        out.inner_docs(&module.docs);
    }
    for line in scope.uses() {
        out.unbreakable(line);
    }
    for item in &items {
        if template.is_structure(&item.name) {
            out.push("$before ");
        }
        // Only laying out fails.
        let _ = each_part(item, &scope, &mut |part| {
            out.push(lints);
            part(&mut out);
            Ok(())
        });
    }
    for item in items.iter().filter(|item| is_endpoint(item)) {
        out.push(lints);
        implementation(item, &scope, &mut out);
    }
    for item in &items {
        tables(item, &scope, &mut out);
    }
    out.into_text()
}

fn is_endpoint(item: &Item<'_>) -> bool {
    matches!(item.shape, Shape::Endpoint(_))
}

/// Writes one Rust item.
type Part<'a> = &'a dyn Fn(&mut Writer);

/// What `write` does with each Rust item of an item: its declaration and its
/// inherent implementations.
fn each_part(
    item: &Item<'_>,
    scope: &Scope<'_>,
    write: &mut dyn FnMut(Part<'_>) -> Result<(), InternalError>,
) -> Result<(), InternalError> {
    write(&|out| declaration(item, scope, out))?;
    if let Shape::Struct(it) = &item.shape {
        if !it.defaults.is_empty() {
            write(&|out| structs::defaults(&item.name, it, scope, out))?;
        }
        if it.has_constructor() {
            write(&|out| structs::constructor(&item.name, it, scope, out))?;
        } else if it.constants().next().is_some() {
            write(&|out| structs::default(&item.name, it, scope, out))?;
        }
    }
    Ok(())
}

fn declaration(item: &Item<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.docs(&item.docs);
    out.deprecated(item.deprecated);
    if let Some(aliased) = item.alias_of() {
        let aliased = scope.spelt(aliased);
        let head = scope.head("type", &item.name);
        return out.line(format_args!("{head} = {aliased};"));
    }
    match &item.shape {
        Shape::Struct(it) => structs::declaration(item, it, scope, out),
        Shape::Required(it) => structs::required(item, it, scope, out),
        Shape::Enum(it) => enums::declaration(item, it, scope, out),
        Shape::Newtype(inner) => {
            out.line(scope.derives(item));
            out.attributes(item.attributes());
            let inner = scope.spelt(inner);
            let head = scope.head("struct", &item.name);
            out.line(format_args!("{head}(pub {inner});"));
        }
        Shape::Alias(_) => {}
        Shape::Constant(it) => constants::declaration(item, it, scope, out),
        Shape::Endpoint(_) => endpoint::marker(item, scope, out),
    }
}

fn implementation(item: &Item<'_>, scope: &Scope<'_>, out: &mut Writer) {
    if let Shape::Endpoint(it) = &item.shape {
        endpoint::implementation(&item.name, it, scope, out);
    }
}

/// Items in place of those that could not be generated, in a module this deep
/// below the root.
pub(super) fn stub(stub: &Stub, template: &Template, depth: usize) -> String {
    let refused = Ident::new(&template.refused);
    let refused = format!("{}{refused}", "super::".repeat(depth));
    let mut text = String::new();
    for name in &stub.types {
        let name = Ident::new(name);
        let head = template.head("type", &name);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "#[doc(hidden)] {head} = {refused};");
    }
    for name in &stub.values {
        let name = Ident::new(name);
        let head = template.head("const", &name);
        let _ = writeln!(
            text,
            "#[doc(hidden)] #[allow(non_upper_case_globals)] {head}: {refused} = {refused};"
        );
    }
    text
}
