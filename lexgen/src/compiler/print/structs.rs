//! Structs, their constructors and their constants.

use super::{constants, facts::code, scope::Scope, writer::Writer};
use crate::compiler::{
    items::{Constructor, Field, Gives, InEffect, Item, Required, RustType, Struct, Value},
    rust::Ident,
};

pub(super) fn declaration(item: &Item<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.line(scope.derives(item));
    out.attributes(item.attributes());
    out.line("#[non_exhaustive]");
    out.block(scope.head("struct", &item.name), |out| {
        for field in &it.fields {
            out.docs(&field.docs);
            out.deprecated(field.deprecated);
            out.attributes(item.attributes_of(field.name.name()));
            out.line(format_args!(
                "pub {}: {},",
                field.name,
                scope.spelt(&field.r#type)
            ));
        }
        out.line("/// Fields that this version of the lexicon does not define.");
        out.attributes(item.attributes_of("extra"));
        out.line(format_args!("pub extra: {},", scope.runtime_type("Extra")));
    });
}

/// The struct of what `new` takes.
pub(super) fn required(item: &Item<'_>, it: &Required<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.block(scope.head("struct", &item.name), |out| {
        for (name, r#type) in &it.fields {
            out.line(format_args!("pub {name}: {},", scope.spelt(r#type)));
        }
    });
}

/// The defaults, as associated constants, and the methods that give the values in
/// effect.
pub(super) fn defaults(name: &Ident<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.block(format_args!("impl {name}"), |out| {
        for default in &it.defaults {
            let field = code(default.property);
            let never = match default.method {
                Some(_) => "",
                None => ", which is never in effect, because the field is required",
            };
            out.unbreakable(format_args!("/// The default of {field}{never}."));
            let r#type = scope.spelt(&default.constant.r#type);
            let value = constants::value(&default.constant, scope);
            out.line(format_args!(
                "pub const {}: {type} = {value};",
                default.name
            ));
        }
        for default in &it.defaults {
            if let Some(method) = &default.method {
                in_effect(method, &default.name, scope, out);
            }
        }
    });
}

/// The call of the macro that writes the method.
fn in_effect(method: &InEffect<'_>, default: &Ident<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let runtime = scope.runtime();
    let nullable = if method.nullable { "nullable " } else { "" };
    let renamed = if method.name == method.field {
        String::new()
    } else {
        format!(" as {}", method.name)
    };
    let gives = match &method.gives {
        Gives::Copy(r#type) => scope.spelt(r#type).to_string(),
        Gives::Reference(r#type) => format!("ref {}", scope.spelt(r#type)),
        Gives::Text => "str".to_owned(),
    };
    out.line(format_args!(
        "{runtime}::in_effect!({nullable}{}{renamed}, {default}, {gives});",
        method.field
    ));
}

/// `new`, which takes what must be there.
pub(super) fn constructor(name: &Ident<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let arguments: Vec<String> = match &it.constructor {
        Constructor::Required(required) => vec![format!("{REQUIRED}: {required}")],
        Constructor::Arguments | Constructor::Default => {
            let argument = |field: &Field<'_>| {
                let r#type = field.argument();
                format!("{}: {}", field.name, scope.spelt(&r#type))
            };
            it.arguments().map(argument).collect()
        }
    };
    let and_constants = match it.constants().next() {
        Some(_) => " and its constants",
        None => "",
    };
    out.block(format_args!("impl {name}"), |out| {
        out.line(format_args!(
            "/// Creates a value from its required fields{and_constants}; the others are absent."
        ));
        out.list("pub fn new(", &arguments, ") -> Self {");
        out.indented(|out| out.structure("Self", &values(it, scope)));
        out.line("}");
    });
}

/// `Default` of a struct of which nothing must be given, but constants must be
/// there.
pub(super) fn default(name: &Ident<'_>, it: &Struct<'_>, scope: &Scope<'_>, out: &mut Writer) {
    let default = scope.prelude("Default");
    out.block(format_args!("impl {default} for {name}"), |out| {
        out.line("fn default() -> Self {");
        out.indented(|out| out.structure("Self", &values(it, scope)));
        out.line("}");
    });
}

/// The argument that has all required fields.
const REQUIRED: &str = "required";

/// The fields of a new value.
fn values(it: &Struct<'_>, scope: &Scope<'_>) -> Vec<String> {
    let extra = format!("extra: {}::new()", scope.runtime_type("Extra"));
    let values = it.fields.iter().map(|field| value(field, it, scope));
    values.chain([extra]).collect()
}

fn value(field: &Field<'_>, of: &Struct<'_>, scope: &Scope<'_>) -> String {
    let name = &field.name;
    match (&field.constant, &of.constructor) {
        (Some(constant), _) => {
            let value = constants::value(constant, scope);
            let is_text = matches!(constant.value, Value::Text(_));
            format!(
                "{name}: {}",
                if is_text { into(&value, scope) } else { value }
            )
        }
        (None, _) if matches!(field.r#type, RustType::Nullable(_)) => {
            format!("{name}: {}::Absent", scope.runtime_type("Nullable"))
        }
        (None, _) if !field.required => format!("{name}: {}", scope.prelude("None")),
        (None, Constructor::Required(_)) => format!("{name}: {REQUIRED}.{name}"),
        (None, _) if field.takes_into => format!("{name}: {}", into(&name.to_string(), scope)),
        (None, _) => name.to_string(),
    }
}

/// An expression, converted.
fn into(value: &str, scope: &Scope<'_>) -> String {
    if scope.is_full() {
        format!("{}::into({value})", scope.prelude("Into"))
    } else {
        format!("{value}.into()")
    }
}
