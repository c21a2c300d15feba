//! Enums: unions, strings with listed values, and the errors of endpoints.

use std::collections::HashMap;

use super::{
    Companion, Derive, Docs, Enum, RustType, Sentence, Shape, Strictness, Table, Variant,
    definitions::Builder,
};
use crate::compiler::{
    ir::{self, Endpoint, Member, Target, Union, Values},
    rust::{Ident, RustPath},
    schema::{Step, deprecation},
};

/// What is derived for the errors of an endpoint that names none, in the runtime.
const UNNAMED_DERIVES: [&str; 4] = ["Clone", "Debug", "PartialEq", "Eq"];

impl<'i> Builder<'i> {
    /// A variant for each member. Variants are boxed whatever their size, so
    /// that a member that grows changes no signature. An open union leaves
    /// members that have no type to `Other`. A member converts into the union unless
    /// another one has the same type, which external paths can give to both.
    pub(super) fn union(&mut self, union: &'i Union, docs: Docs<'i>) {
        let rest = || RustType::Box(RustType::Runtime("TypedObject").into());
        let is_known = |member: &Member| !matches!(member.target, Target::Missing { .. });
        let mut paths: HashMap<&RustPath, usize> = HashMap::new();
        for member in &union.members {
            if let Target::External { rust_path, .. } = &member.target {
                *paths.entry(rust_path).or_default() += 1;
            }
        }
        let converts = |member: &Member| match &member.target {
            Target::Definition { .. } => true,
            Target::External { rust_path, .. } => paths.get(rust_path) == Some(&1),
            Target::Missing { .. } => false,
        };
        let members = union.members.iter();
        let variants = members.filter(|member| union.closed || is_known(member));
        let variants = variants.map(|member| Variant {
            name: Ident::new(&member.rust_name),
            wire: member.target.name(),
            docs: Docs::of(Sentence::Wire(member.target.name())),
            deprecated: None,
            feature: None,
            holds: Some(if is_known(member) {
                RustType::Box(RustType::target(self.ir, &member.target).into())
            } else {
                rest()
            }),
            converts: converts(member),
        });
        let shape = Shape::Enum(Enum {
            variants: variants.collect(),
            other: (!union.closed).then(rest),
            alias_of: None,
            strict: self.options.strictness == Strictness::Strict,
        });
        let derives = self.derives(&[]);
        let item = self.add(Ident::new(&union.rust_name), docs, shape);
        item.derives = derives;
        item.table = Some(Table::Union);
    }

    /// A variant for each value.
    pub(super) fn values(&mut self, values: &'i Values, docs: Docs<'i>) {
        let variants = values.variants.iter().map(|variant| Variant {
            name: Ident::new(&variant.rust_name),
            wire: &variant.name,
            docs: Docs::of(Sentence::Wire(&variant.name)),
            deprecated: None,
            feature: None,
            holds: None,
            converts: false,
        });
        let shape = Shape::Enum(Enum {
            variants: variants.collect(),
            other: (!values.closed).then_some(RustType::String),
            alias_of: None,
            strict: false,
        });
        let derives = self.derives(if values.closed {
            &["Copy", "Hash"]
        } else {
            &["Hash"]
        });
        let item = self.add(Ident::new(&values.rust_name), docs, shape);
        item.derives = derives;
        item.table = Some(Table::Values);
    }

    /// A variant for each error. Where there are none, it is an enum of the
    /// runtime with `Other` alone, so that adding the first error breaks no
    /// caller.
    pub(super) fn errors(&mut self, owner: &Ident<'i>, endpoint: &'i Endpoint) {
        let variants = endpoint.errors.iter().map(error).collect::<Vec<_>>();
        let is_unnamed = variants.is_empty();
        let (companion, derives) = if is_unnamed {
            (
                Companion::NoErrors,
                UNNAMED_DERIVES.map(Derive::Standard).into(),
            )
        } else {
            (Companion::Errors, self.derives(&[]))
        };
        let name = self.companion_name(companion);
        let docs = Docs::of(Sentence::Companion(companion, owner.clone()));
        let shape = Shape::Enum(Enum {
            variants,
            other: Some(RustType::Runtime("XrpcError")),
            alias_of: is_unnamed.then(|| RustType::UnnamedError(owner.clone())),
            strict: false,
        });
        self.within(Step::Keyword("errors"), |builder| {
            let item = builder.add(name, docs, shape);
            item.derives = derives;
            item.table = Some(Table::Errors);
        });
    }
}

fn error(error: &ir::Variant) -> Variant<'_> {
    let description = error.description.as_deref();
    Variant {
        name: Ident::new(&error.rust_name),
        wire: &error.name,
        docs: Docs::default().description(description),
        deprecated: deprecation(description),
        feature: None,
        holds: Some(RustType::Runtime("ErrorDetail")),
        converts: false,
    }
}

#[cfg(test)]
mod tests {
    use crate::compiler::{
        ir::{ExternPath, Options, tests::world},
        items::{self, Shape, items},
    };

    /// The variants of the union of a document, and whether they convert.
    fn conversions(extern_paths: &[(&str, &str)]) -> Vec<(String, bool)> {
        let extern_paths = extern_paths.iter().map(|(prefix, rust_path)| ExternPath {
            prefix: (*prefix).to_owned(),
            rust_path: rust_path.parse().expect("a path"),
        });
        let options = Options {
            extern_paths: extern_paths.collect(),
            ..Options::default()
        };
        let document = (
            "com.example.post",
            r##""main": {"type": "object", "properties": {"a": {"type": "union",
                "refs": ["com.a.images", "com.b.images", "com.c.images", "#view"]}}},
                "view": {"type": "object", "properties": {}}"##,
        );
        let (ir, diagnostics) = world(&[document], &options);
        assert_eq!(diagnostics, []);
        let options = items::Options::default();
        let items = items(&ir, &options, &ir.modules[0]);
        let unions = items.iter().filter_map(|item| match &item.shape {
            Shape::Enum(it) => Some(it),
            _ => None,
        });
        let variants = unions.flat_map(|it| &it.variants);
        let variants = variants.map(|it| (it.name.to_string(), it.member().is_some()));
        variants.collect()
    }

    #[test]
    fn members_of_one_type_do_not_convert() {
        let apart = [
            ("com.a", "::x::a"),
            ("com.b", "::x::b"),
            ("com.c", "::x::c"),
        ];
        assert!(conversions(&apart).iter().all(|(_, converts)| *converts));
        let together = [("com.a", "::x"), ("com.b", "::x"), ("com.c", "::x::c")];
        let converts = [false, false, true, true];
        assert_eq!(
            conversions(&together)
                .into_iter()
                .map(|it| it.1)
                .collect::<Vec<_>>(),
            converts
        );
    }
}
