//! The fields of each type, and diagnostics for unknown ones.

use super::{context::Context, suggest};
use crate::compiler::schema::Kind;
use crate::compiler::{
    diagnostic::{Severity, rules},
    source::json::Object,
};

/// The fields of a type, besides `type` and `description`.
fn fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Record => &["key", "record"],
        Kind::Query => &["parameters", "output", "errors"],
        Kind::Procedure => &["parameters", "input", "output", "errors"],
        Kind::Subscription => &["parameters", "message", "errors"],
        Kind::PermissionSet => &[
            "title",
            "title:lang",
            "detail",
            "detail:lang",
            "permissions",
        ],
        Kind::Object => &["properties", "required", "nullable"],
        Kind::Params => &["properties", "required"],
        Kind::Array => &["items", "minLength", "maxLength"],
        Kind::String => &[
            "format",
            "minLength",
            "maxLength",
            "minGraphemes",
            "maxGraphemes",
            "knownValues",
            "enum",
            "default",
            "const",
        ],
        Kind::Integer => &["minimum", "maximum", "enum", "default", "const"],
        Kind::Boolean => &["default", "const"],
        Kind::Bytes => &["minLength", "maxLength"],
        Kind::Blob => &["accept", "maxSize"],
        Kind::Ref => &["ref"],
        Kind::Union => &["refs", "closed"],
        Kind::Permission => &[
            "resource",
            "collection",
            "action",
            "lxm",
            "aud",
            "inheritAud",
        ],
        Kind::Token | Kind::CidLink | Kind::Unknown => &[],
    }
}

/// The name of each type with the fields that it has.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    Kind::ALL
        .into_iter()
        .map(|kind| (kind.as_str(), fields(kind)))
}

/// Fields of the things in a lexicon that have no `type`.
pub(super) const DOCUMENT: &[&str] = &["$type", "lexicon", "id", "revision", "description", "defs"];
pub(super) const BODY: &[&str] = &["description", "encoding", "schema"];
pub(super) const MESSAGE: &[&str] = &["description", "schema"];
pub(super) const ERROR: &[&str] = &["name", "description"];

/// Reports the fields of a typed object that its type does not have.
pub(super) fn check(cx: &mut Context<'_>, object: &Object<'_>, kind: Kind) {
    let own = fields(kind);
    for key in object.keys() {
        if key == "type" || key == "description" || own.contains(&key) {
            continue;
        }
        let elsewhere: Vec<_> = Kind::ALL
            .into_iter()
            .filter(|it| fields(it.to_owned()).contains(&key))
            .collect();
        if elsewhere.is_empty() {
            let choices = own.iter().copied().chain(["type", "description"]);
            unknown(cx, key, &format!("`{}`", kind.as_str()), choices);
            continue;
        }
        cx.report_field(
            key,
            &rules::MISPLACED_FIELD,
            format!(
                "`{key}` has no meaning on `{}` and is ignored",
                kind.as_str()
            ),
        )
        .on_key()
        .label("has no effect")
        .help(format!(
            "`{key}` is a field of {}",
            suggest::quoted(elsewhere)
        ));
    }
}

/// Reports the fields of an object without `type` that are not in a list.
pub(super) fn check_untyped(
    cx: &mut Context<'_>,
    object: &Object<'_>,
    own: &'static [&'static str],
    what: &str,
) {
    for key in object.keys().filter(|key| !own.contains(key)) {
        unknown(cx, key, what, own.iter().copied());
    }
}

fn unknown<'w>(
    cx: &mut Context<'_>,
    key: &str,
    what: &str,
    choices: impl Iterator<Item = &'w str>,
) {
    let near = suggest::nearest(key, choices);
    let report = cx
        .report_field(
            key,
            &rules::UNKNOWN_FIELD,
            format!("unknown field `{key}` in {what}"),
        )
        .on_key();
    match near {
        Some(near) => report
            .label("ignored")
            .help(format!("did you mean `{near}`?")),
        None => report
            .label("not in the specification, ignored")
            .severity(Severity::Note),
    };
}
