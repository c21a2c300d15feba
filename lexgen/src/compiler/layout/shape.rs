//! What a value of a document is, which decides how it is written.

use jsonc_parser::ast::{Object, Value as Json};

use crate::compiler::{
    check::grammar::{self, BODY, DOCUMENT, ERROR, Keyword, MESSAGE, Value},
    schema::Kind,
};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Document,
    /// A definition, a property or another type, or a permission.
    Typed,
    Body,
    Message,
    Error,
    /// Types or errors, by name or in a list. Their order is that of the author.
    All(&'static Shape),
    /// Any other value: its order is that of the author.
    Other,
}

impl Shape {
    /// The keywords of an object, in their order.
    pub(super) fn keywords(self, object: &Object<'_>) -> &'static [Keyword] {
        match self {
            Self::Document => DOCUMENT,
            Self::Body => BODY,
            Self::Message => MESSAGE,
            Self::Error => ERROR,
            Self::Typed => kind(object).map_or(&[], grammar::keywords),
            Self::All(_) | Self::Other => &[],
        }
    }

    /// What a member of an object is.
    pub(super) fn member(self, keywords: &[Keyword], name: &str) -> Self {
        if let Self::All(shape) = self {
            return *shape;
        }
        let keyword = keywords.iter().find(|keyword| keyword.name == name);
        match keyword.map(|keyword| keyword.value) {
            Some(Value::Typed(_)) => Self::Typed,
            Some(Value::Definitions | Value::Properties(_) | Value::Permissions) => {
                Self::All(&Self::Typed)
            }
            Some(Value::Errors) => Self::All(&Self::Error),
            Some(Value::Body) => Self::Body,
            Some(Value::Message) => Self::Message,
            _ => Self::Other,
        }
    }

    /// What an item of an array is.
    pub(super) fn item(self) -> Self {
        match self {
            Self::All(shape) => *shape,
            _ => Self::Other,
        }
    }

    /// Whether an object can be written in one line: a plain type or error, without
    /// text for people.
    pub(super) fn is_short(self, object: &Object<'_>) -> bool {
        let is_scalar = |value: &Json<'_>| !matches!(value, Json::Object(_) | Json::Array(_));
        matches!(self, Self::Typed | Self::Error)
            && (object.properties.iter())
                .all(|it| is_scalar(&it.value) && it.name.as_str() != "description")
    }
}

fn kind(object: &Object<'_>) -> Option<Kind> {
    let mut members = object.properties.iter();
    match &members.find(|it| it.name.as_str() == "type")?.value {
        Json::StringLit(name) => Kind::from_name(&name.value),
        _ => None,
    }
}
