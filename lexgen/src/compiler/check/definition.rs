//! One definition of a document.

use super::{
    context::Context,
    endpoint, field_type,
    kind::{Position, kind},
    known_fields, permission, record, space,
};
use crate::compiler::{
    schema::{Definition, Kind, Method, Token},
    source::json::Object,
};

/// Checks a member of `defs`.
pub(super) fn check<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    id: Option<&str>,
) -> Option<Definition> {
    let kind = kind(cx, object, Position::Definition)?;
    let definition = match kind {
        Kind::Record => Definition::Record(record::check(cx, object)?),
        Kind::Query => Definition::Endpoint(endpoint::check(cx, object, Method::Query)),
        Kind::Procedure => Definition::Endpoint(endpoint::check(cx, object, Method::Procedure)),
        Kind::Subscription => {
            Definition::Endpoint(endpoint::check(cx, object, Method::Subscription))
        }
        Kind::PermissionSet => Definition::PermissionSet(permission::check(cx, object, id)),
        Kind::Space => Definition::Space(space::check(cx, object)?),
        Kind::Token => Definition::Token(Token {
            description: cx.text(object, "description"),
        }),
        kind => {
            let it = field_type::check_kind(cx, object, kind, Position::Definition)?;
            return Some(Definition::Type(it));
        }
    };
    known_fields::check(cx, object, kind);
    Some(definition)
}
