//! Types, at any place that allows one.

use super::{
    array, blob, boolean, bytes,
    context::Context,
    integer,
    kind::{Position, kind},
    known_fields, object, reference, string, union,
};
use crate::compiler::{
    schema::{Kind, Opaque, Type, TypeKind},
    source::json::{Json, Object},
};

/// Checks a type at a position. `None` if its kind is unknown or not allowed;
/// that has been reported.
pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    at: Position,
) -> Option<Type> {
    if let Some(kind) = kind(cx, object, at) {
        return check_kind(cx, object, kind, at);
    }
    // It was reported, but perhaps it is allowed.
    let name = match object.get("type") {
        Some(Json::String(name)) if Kind::from_name(name).is_none() => name,
        _ => return None,
    };
    if !cx.allows_unknown() || !at.holds_any_data() {
        return None;
    }
    Some(Type {
        description: cx.text(object, "description"),
        kind: TypeKind::Opaque(Opaque {
            r#type: name.to_string(),
            text: Json::Object(object.clone()).to_value(),
        }),
    })
}

/// Checks a type whose kind is known and allowed at the position.
pub(super) fn check_kind<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    kind: Kind,
    at: Position,
) -> Option<Type> {
    known_fields::check(cx, object, kind);
    let items = match at {
        Position::Parameter => Position::ParameterItems,
        _ => Position::Items,
    };
    let kind = match kind {
        Kind::Boolean => TypeKind::Boolean(boolean::check(cx, object)),
        Kind::Integer => TypeKind::Integer(integer::check(cx, object)),
        Kind::String => TypeKind::String(string::check(cx, object)),
        Kind::Bytes => TypeKind::Bytes(bytes::check(cx, object)),
        Kind::CidLink => TypeKind::CidLink,
        Kind::Blob => TypeKind::Blob(blob::check(cx, object)),
        Kind::Array => TypeKind::Array(array::check(cx, object, items)?),
        Kind::Object => TypeKind::Object(object::check(cx, object)),
        Kind::Ref => TypeKind::Ref(reference::check(cx, object)?),
        Kind::Union => TypeKind::Union(union::check(cx, object)),
        Kind::Unknown => TypeKind::Unknown,
        Kind::Record
        | Kind::Query
        | Kind::Procedure
        | Kind::Subscription
        | Kind::PermissionSet
        | Kind::Space
        | Kind::Token
        | Kind::Params
        | Kind::Permission => return None,
    };
    let description = cx.text(object, "description");
    Some(Type { description, kind })
}
