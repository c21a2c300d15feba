//! Generates a caller of a module from its public items. It uses every part of
//! every item that a caller can use.

use std::fmt::Write as _;

use crate::model::{Endpoint, Enum, EnumOf, Item, Shape, Struct, Variant};

/// The text of a caller of the module `target`, such as `crate::old`.
pub fn caller<'a>(items: impl IntoIterator<Item = (&'a String, &'a Item)>, target: &str) -> String {
    let mut text = String::from(
        "#![allow(deprecated, unused, clippy::all)]\n\
         use ::lexgen::{wire::{Object, Union}, Endpoint, Record, Validate};\n\
         fn is_clone<T: Clone>() {}\n\
         fn is_copy<T: Copy>() {}\n\
         fn is_debug<T: ::core::fmt::Debug>() {}\n\
         fn is_default<T: Default>() {}\n\
         fn is_partialeq<T: PartialEq>() {}\n\
         fn is_eq<T: Eq>() {}\n\
         fn is_hash<T: ::core::hash::Hash>() {}\n\
         fn is_data<T: ::serde::Serialize + ::serde::de::DeserializeOwned + Validate>() {}\n\
         fn is_object<T: Object>() {}\n\
         fn is_union<T: Union>() {}\n\
         fn is_record<T: Record>() {}\n",
    );
    for (number, (path, item)) in items.into_iter().enumerate() {
        let uses = Uses {
            target,
            path: format!("{target}::{path}"),
            item,
        };
        let _ = writeln!(text, "\nmod item_{number} {{\nuse super::*;");
        uses.write(&mut text);
        text += "}\n";
    }
    text
}

/// An item and its path for callers.
struct Uses<'a> {
    target: &'a str,
    path: String,
    item: &'a Item,
}

impl Uses<'_> {
    fn write(&self, text: &mut String) {
        let path = &self.path;
        for derive in &self.item.derives {
            let name = derive.rsplit("::").next().unwrap_or(derive).to_lowercase();
            let _ = writeln!(text, "const _: fn() = is_{name}::<{path}>;");
        }
        match &self.item.shape {
            Shape::Struct(it) => self.structure(it, text),
            Shape::Required(fields) => {
                let names: Vec<String> = fields.iter().map(|(name, _)| raw(name)).collect();
                let names = names.join(", ");
                let taken = fields.iter();
                let taken =
                    taken.map(|(name, r#type)| format!("{}: {}", raw(name), self.of(r#type)));
                let taken: Vec<String> = taken.collect();
                let taken = taken.join(", ");
                let _ = writeln!(
                    text,
                    "fn make({taken}) -> {path} {{ {path} {{ {names} }} }}"
                );
                let _ = writeln!(
                    text,
                    "fn read(it: {path}) {{ let {path} {{ {names} }} = it; }}"
                );
            }
            Shape::Enum(it) => self.enumeration(it, text),
            Shape::Newtype(inner) => {
                let inner = self.of(inner);
                let _ = writeln!(
                    text,
                    "fn make(inner: {inner}) -> {path} {{ {path}(inner) }}"
                );
                let _ = writeln!(text, "fn read(it: {path}) -> {inner} {{ it.0 }}");
                let _ = writeln!(text, "const _: fn() = is_data::<{path}>;");
            }
            Shape::Alias(aliased) => {
                let aliased = self.of(aliased);
                let _ = writeln!(text, "fn make(inner: {aliased}) -> {path} {{ inner }}");
                let _ = writeln!(text, "fn read(it: {path}) -> {aliased} {{ it }}");
            }
            Shape::Constant(it) => {
                let r#type = self.of(it);
                let _ = writeln!(text, "const VALUE: {type} = {path};");
            }
            Shape::Endpoint(it) => self.endpoint(it, text),
        }
    }

    fn structure(&self, it: &Struct, text: &mut String) {
        let path = &self.path;
        let names: Vec<String> = it.fields.iter().map(|it| raw(&it.name)).collect();
        let names = names.join(", ");
        let _ = writeln!(
            text,
            "fn read(it: {path}) {{ let {path} {{ {names} {}.. }} = it;",
            if it.fields.is_empty() { "" } else { ", " }
        );
        for field in &it.fields {
            let _ = writeln!(
                text,
                "let _: {} = {};",
                self.of(&field.r#type),
                raw(&field.name)
            );
        }
        *text += "}\n";
        for (number, field) in it.fields.iter().enumerate() {
            let (name, r#type) = (raw(&field.name), self.of(&field.r#type));
            let _ = writeln!(
                text,
                "fn set_{number}(mut it: {path}, to: {type}) {{ it.{name} = to; }}"
            );
        }
        if let Some(arguments) = &it.new {
            let taken = arguments.iter().enumerate().map(|(number, (_, r#type))| {
                let r#type = match r#type.strip_prefix("impl Into<") {
                    Some(rest) => {
                        let into = self.of(rest.trim_end_matches('>'));
                        format!("impl Into<{into}>")
                    }
                    None => self.of(r#type),
                };
                format!("a{number}: {type}")
            });
            let taken: Vec<String> = taken.collect();
            let given: Vec<String> = (0..arguments.len()).map(|it| format!("a{it}")).collect();
            let (taken, given) = (taken.join(", "), given.join(", "));
            let _ = writeln!(
                text,
                "fn make({taken}) -> {path} {{ {path}::new({given}) }}"
            );
        }
        for (number, (name, returns)) in it.methods.iter().enumerate() {
            let (name, returns) = (raw(name), self.of(returns));
            let _ = writeln!(
                text,
                "fn in_effect_{number}(it: &{path}) -> {returns} {{ it.{name}() }}"
            );
        }
        for (name, r#type) in &it.constants {
            let r#type = self.of(r#type);
            let _ = writeln!(text, "const _: {type} = {path}::{name};");
        }
        let _ = writeln!(text, "const _: fn() = is_object::<{path}>;");
        let _ = writeln!(text, "const _: fn() = is_data::<{path}>;");
        if it.record.is_some() {
            let _ = writeln!(text, "const _: fn() = is_record::<{path}>;");
        }
    }

    fn enumeration(&self, it: &Enum, text: &mut String) {
        let path = &self.path;
        let _ = writeln!(text, "fn read(it: {path}) {{ match it {{");
        for Variant { name, holds, .. } in &it.variants {
            let _ = match holds {
                Some(holds) => {
                    let r#type = self.of(holds);
                    writeln!(text, "{path}::{name}(held) => {{ let _: {type} = held; }}")
                }
                None => writeln!(text, "{path}::{name} => {{}}"),
            };
        }
        *text += if it.exhaustive {
            "} }\n"
        } else {
            "_ => {} } }\n"
        };
        for (number, Variant { name, holds, .. }) in it.variants.iter().enumerate() {
            let _ = match holds {
                Some(holds) => {
                    let r#type = self.of(holds);
                    writeln!(
                        text,
                        "fn make_{number}(held: {type}) -> {path} {{ {path}::{name}(held) }}"
                    )
                }
                None => writeln!(text, "const MADE_{number}: {path} = {path}::{name};"),
            };
        }
        match it.of {
            EnumOf::Members => {
                let _ = writeln!(text, "const _: fn() = is_union::<{path}>;");
                let _ = writeln!(text, "fn name(it: &{path}) -> &str {{ it.type_name() }}");
                for (number, variant) in it.variants.iter().enumerate() {
                    let Some(member) = &variant.converts else {
                        continue;
                    };
                    let member = self.of(member);
                    let _ = writeln!(
                        text,
                        "fn from_{number}(member: {member}) -> {path} {{ member.into() }}\n\
                         fn back_{number}(it: {path}) -> Result<{member}, {path}> {{ it.try_into() }}"
                    );
                }
                let _ = writeln!(text, "const _: fn() = is_data::<{path}>;");
            }
            EnumOf::Values => {
                let _ = writeln!(text, "const _: fn() = is_data::<{path}>;");
                let _ = writeln!(text, "fn text(it: &{path}) -> &str {{ it.as_str() }}");
                let from = match it.exhaustive {
                    true => {
                        format!("Result<{path}, ::lexgen::wire::InvalidValue> {{ text.try_into()")
                    }
                    false => format!("{path} {{ text.into()"),
                };
                let _ = writeln!(text, "fn parse(text: &str) -> {from} }}");
            }
            EnumOf::Errors => {
                let _ = writeln!(
                    text,
                    "fn named(it: &{path}) -> (&str, Option<&str>) {{ (it.name(), it.message()) }}\n\
                     fn from(it: ::lexgen::XrpcError) -> {path} {{ it.into() }}\n\
                     fn thrown(it: {path}) -> Box<dyn ::std::error::Error> {{ it.into() }}"
                );
            }
        }
    }

    fn endpoint(&self, it: &Endpoint, text: &mut String) {
        let path = &self.path;
        let [params, input, output, error] = it.types.each_ref().map(|it| self.of(it));
        let method = &it.method;
        let _ = writeln!(
            text,
            "const MADE: {path} = {path};\n\
             fn is<T: Endpoint<Params = {params}, Input = {input}, Output = {output}, Error = {error}>>() {{}}\n\
             const _: fn() = is::<{path}>;\n\
             const _: &str = {path}::NSID;\n\
             const _: Option<&str> = {path}::INPUT_ENCODING;\n\
             const _: Option<&str> = {path}::OUTPUT_ENCODING;\n\
             const _: () = assert!(matches!({path}::METHOD, ::lexgen::Method::{method}));"
        );
    }

    /// The path of a type from outside.
    fn of(&self, r#type: &str) -> String {
        const PRELUDE: [&str; 8] = ["bool", "i64", "u8", "String", "Vec", "Box", "Option", "()"];
        if let Some((outer, rest)) = r#type.split_once('<') {
            let inner = rest.strip_suffix('>').expect("brackets in pairs");
            return format!("{}<{}>", self.of(outer), self.of(inner));
        }
        if let Some(r#type) = r#type.strip_prefix('&')
            && !r#type.ends_with("str")
        {
            return format!("&{}", self.of(r#type));
        }
        if PRELUDE.contains(&r#type) || r#type.starts_with(['&', ':']) {
            r#type.to_owned()
        } else if r#type.contains("::") {
            format!("{}::{type}", self.target)
        } else {
            format!("::lexgen::{type}")
        }
    }
}

/// A field's name as an identifier.
fn raw(name: &str) -> String {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}
