//! Structs, their constructors and their constants.

use super::{constants, facts::code, scope::Scope, writer::Writer};
use crate::compiler::{
    items::{Field, Item, RustType, Struct},
    rust::Ident,
};

pub(super) fn declaration(item: &Item<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.line(scope.derives(item));
    out.line("#[non_exhaustive]");
    out.block(scope.head("struct", &item.name), |out| {
        for field in &it.fields {
            out.docs(&field.docs);
            out.deprecated(field.deprecated);
            out.line(format_args!(
                "pub {}: {},",
                field.name,
                scope.spelt(&field.r#type)
            ));
        }
        out.line("/// Fields that this version of the lexicon does not define.");
        out.line(format_args!("pub extra: {},", scope.runtime_type("Extra")));
    });
}

/// The associated constants.
pub(super) fn constants(name: &Ident<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.block(format_args!("impl {name}"), |out| {
        for default in &it.constants {
            let field = code(default.property);
            out.unbreakable(format_args!("/// The default of {field}."));
            let r#type = scope.spelt(&default.constant.r#type);
            let value = constants::value(&default.constant, scope);
            out.line(format_args!(
                "pub const {}: {type} = {value};",
                default.name
            ));
        }
    });
}

/// `new`, which takes what must be there.
pub(super) fn constructor(name: &Ident<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let arguments = it.arguments().map(|field| {
        let r#type = field.argument();
        format!("{}: {}", field.name, scope.spelt(&r#type))
    });
    let arguments: Vec<String> = arguments.collect();
    let extra = format!("extra: {}::new()", scope.runtime_type("Extra"));
    let values = it.fields.iter().map(|field| initializer(field, scope));
    let values: Vec<String> = values.chain([extra]).collect();
    out.block(format_args!("impl {name}"), |out| {
        out.line("/// Creates a value from its required fields; the others are absent.");
        out.list("pub fn new(", &arguments, ") -> Self {");
        out.indented(|out| out.structure("Self", &values));
        out.line("}");
    });
}

/// A field in the expression of `new`.
fn initializer(field: &Field<'_>, scope: &Scope<'_>) -> String {
    let name = &field.name;
    if let RustType::Nullable(_) = field.r#type {
        format!("{name}: {}::Absent", scope.runtime_type("Nullable"))
    } else if !field.required {
        format!("{name}: {}", scope.prelude("None"))
    } else if !field.takes_into {
        name.to_string()
    } else if scope.is_full() {
        format!("{name}: {}::into({name})", scope.prelude("Into"))
    } else {
        format!("{name}: {name}.into()")
    }
}
