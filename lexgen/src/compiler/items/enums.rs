//! Enums: unions, strings with listed values, and the errors of endpoints.

use super::{
    Companion, Derive, Docs, Enum, RustType, Sentence, Shape, Strictness, Table, Variant,
    definitions::Builder,
};
use crate::compiler::{
    ir::{self, Endpoint, Member, Target, Union, Values},
    rust::Ident,
    schema::{Step, deprecation},
};

/// What is derived for the errors of an endpoint that names none, in the runtime.
const UNNAMED_DERIVES: [&str; 4] = ["Clone", "Debug", "PartialEq", "Eq"];

impl<'i> Builder<'i> {
    /// A variant for each member. Variants are boxed whatever their size, so
    /// that a member that grows changes no signature. An open union leaves
    /// members that have no type to `Other`.
    pub(super) fn union(&mut self, union: &'i Union, docs: Docs<'i>) {
        let rest = || RustType::Box(RustType::Runtime("TypedObject").into());
        let is_known = |member: &Member| !matches!(member.target, Target::Missing { .. });
        let members = union.members.iter();
        let variants = members.filter(|member| union.closed || is_known(member));
        let variants = variants.map(|member| Variant {
            name: Ident::new(&member.rust_name),
            wire: member.target.name(),
            docs: Docs::of(Sentence::Wire(member.target.name())),
            deprecated: None,
            holds: Some(if is_known(member) {
                RustType::Box(RustType::target(self.ir, &member.target).into())
            } else {
                rest()
            }),
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
            holds: None,
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
        holds: Some(RustType::Runtime("ErrorDetail")),
    }
}
