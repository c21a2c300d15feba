//! The fields of each type, and diagnostics for unknown ones.

use super::{
    context::Context,
    grammar::{self, Keyword},
    suggest,
};
use crate::compiler::{
    diagnostic::{Severity, rules},
    schema::Kind,
    source::json::Object,
};

/// The name of each type with the fields that it has.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let kinds = Kind::ALL.into_iter();
    kinds.map(|kind| (kind.as_str(), grammar::own(kind)))
}

/// Reports the fields of a typed object that its type does not have.
pub(super) fn check(cx: &mut Context<'_>, object: &Object<'_>, kind: Kind) {
    let keywords = grammar::keywords(kind);
    for key in object.keys() {
        if keywords.iter().any(|keyword| keyword.name == key) {
            continue;
        }
        let kinds = Kind::ALL.into_iter();
        let elsewhere: Vec<_> = kinds.filter(|kind| grammar::has_own(*kind, key)).collect();
        if elsewhere.is_empty() {
            unknown(cx, key, &format!("`{}`", kind.as_str()), keywords);
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
    keywords: &[Keyword],
    what: &str,
) {
    for key in object.keys() {
        if keywords.iter().all(|keyword| keyword.name != key) {
            unknown(cx, key, what, keywords);
        }
    }
}

fn unknown(cx: &mut Context<'_>, key: &str, what: &str, keywords: &[Keyword]) {
    let near = suggest::nearest(key, keywords.iter().map(|keyword| keyword.name));
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
