//! Which Rust type a value has: decided here, once, for the text that is
//! generated and for comparisons of what callers see of it.

use crate::compiler::{
    ir::{Body, DefinitionId, DefinitionKind, Endpoint, Field, Ir, Method, Target, Type},
    rust::RustPath,
};

/// A Rust type, before a module spells it with what it imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RustType<'a> {
    /// A type of the language or its prelude.
    Plain(&'static str),
    /// A type of the runtime.
    Runtime(&'static str),
    /// An item of the module in which the type is written.
    Own(&'a str),
    /// A type that an endpoint has beside it, such as `Input`.
    Companion(&'static str),
    /// A definition.
    Definition(DefinitionId),
    /// A path to Rust code of somebody else.
    External(&'a RustPath),
    /// `Vec<…>`
    Vec(Box<Self>),
    /// `Box<…>`
    Box(Box<Self>),
    /// `Option<…>`
    Option(Box<Self>),
    /// `impl Into<…>`, of an argument.
    Into(Box<Self>),
}

impl<'a> RustType<'a> {
    /// The type of a struct's field, with what absence and `null` add to it.
    pub(crate) fn field(ir: &Ir, field: &'a Field) -> Self {
        let inner = Self::present(ir, field);
        if field.required {
            inner
        } else {
            Self::Option(inner.into())
        }
    }

    /// The type of a field that is there.
    pub(crate) fn present(ir: &Ir, field: &'a Field) -> Self {
        let mut inner = Self::of(ir, &field.r#type);
        if field.boxed {
            inner = Self::Box(inner.into());
        }
        if field.nullable {
            Self::Option(inner.into())
        } else {
            inner
        }
    }

    /// The type of a constructor's argument for a required field.
    pub(crate) fn argument(ir: &Ir, field: &'a Field) -> Self {
        match Self::present(ir, field) {
            text @ Self::Plain("String") if matches!(field.r#type, Type::String(_)) => {
                Self::Into(text.into())
            }
            other => other,
        }
    }

    /// The type of a value.
    pub(crate) fn of(ir: &Ir, r#type: &'a Type) -> Self {
        match r#type {
            Type::Boolean(_) => Self::Plain("bool"),
            Type::Integer(_) => Self::Plain("i64"),
            Type::String(text) => match (&text.values, text.schema.format) {
                (Some(values), _) => Self::Own(&values.rust_name),
                (None, Some(format)) => Self::Runtime(format.type_name()),
                (None, None) => Self::Plain("String"),
            },
            Type::Bytes(_) => Self::Runtime("Bytes"),
            Type::CidLink(_) => Self::Runtime("CidLink"),
            Type::Blob(_) => Self::Runtime("Blob"),
            Type::Unknown(_) => Self::Runtime("Data"),
            Type::Array(array) => Self::Vec(Self::of(ir, &array.items).into()),
            Type::Object(object) => Self::Own(&object.rust_name),
            Type::Union(union) => Self::Own(&union.rust_name),
            Type::Ref { target, .. } => Self::target(ir, target),
        }
    }

    /// The type a reference stands for.
    pub(crate) fn target(ir: &Ir, target: &'a Target) -> Self {
        match target {
            Target::Definition { id, .. } => match ir.definition(*id).kind {
                // A token's data is its name; there is no type to point at.
                DefinitionKind::Token { .. } => Self::Plain("String"),
                _ => Self::Definition(*id),
            },
            Target::External { rust_path, .. } => Self::External(rust_path),
            Target::Missing { .. } => Self::Runtime("Data"),
        }
    }
}

/// The associated types of an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct AssociatedTypes {
    pub(crate) params: RustType<'static>,
    pub(crate) input: RustType<'static>,
    pub(crate) output: RustType<'static>,
    pub(crate) error: RustType<'static>,
}

impl AssociatedTypes {
    /// What an endpoint takes and gives.
    pub(crate) fn of(endpoint: &Endpoint) -> Self {
        Self {
            params: match endpoint.params {
                Some(_) => RustType::Companion("Params"),
                None => RustType::Plain("()"),
            },
            input: body("Input", endpoint.input.as_ref()),
            output: match (&endpoint.message, endpoint.method) {
                (Some(_), _) => RustType::Companion("Message"),
                (None, Method::Subscription) => RustType::Runtime("Data"),
                (None, _) => body("Output", endpoint.output.as_ref()),
            },
            error: RustType::Companion("Error"),
        }
    }
}

fn body(name: &'static str, body: Option<&Body>) -> RustType<'static> {
    match body {
        None => RustType::Plain("()"),
        Some(Body {
            schema: Some(_), ..
        }) => RustType::Companion(name),
        Some(Body { encoding, .. }) if is_json(encoding) => RustType::Runtime("Data"),
        Some(_) => RustType::Runtime("Binary"),
    }
}

fn is_json(encoding: &str) -> bool {
    let essence = encoding.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
