//! The fields of each type, and diagnostics for unknown ones.

use super::{
    context::Context,
    grammar::{self, Keyword},
    habits::{Owner, Stray},
    suggest,
};
use crate::compiler::{
    diagnostic::{Severity, rules},
    schema::Kind,
    source::json::{Json, Object},
};

/// The name of each type with the fields that it has.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let kinds = Kind::ALL.into_iter();
    kinds.map(|kind| (kind.as_str(), grammar::own(kind)))
}

/// Reports the fields of a typed object that its type does not have.
pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>, kind: Kind) {
    let keywords = grammar::keywords(kind);
    for (key, value) in unknown_members(object, keywords) {
        let stray = Stray {
            owner: Owner::Type(kind),
            object,
            key,
            value,
            property: cx.property(),
        };
        let kinds = Kind::ALL.into_iter();
        let elsewhere: Vec<_> = kinds.filter(|kind| grammar::has_own(*kind, key)).collect();
        if elsewhere.is_empty() {
            unknown(cx, &stray, &format!("`{}`", kind.as_str()), keywords);
            continue;
        }
        let help = stray.misplaced();
        let help =
            help.unwrap_or_else(|| format!("it is a field of {}", suggest::quoted(elsewhere)));
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
        .help(help);
    }
}

/// Reports the fields of an object without `type` that are not in a list.
pub(super) fn check_untyped<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    keywords: &[Keyword],
    owner: Owner,
) {
    let what = match owner {
        Owner::Document => "a document",
        Owner::Body => "a body",
        Owner::Message => "a message",
        Owner::Error => "an error",
        Owner::Type(kind) => kind.as_str(),
    };
    for (key, value) in unknown_members(object, keywords) {
        let stray = Stray {
            owner,
            object,
            key,
            value,
            property: None,
        };
        unknown(cx, &stray, what, keywords);
    }
}

/// The members of an object that are not in a list.
fn unknown_members<'j>(
    object: &'j Object<'j>,
    keywords: &[Keyword],
) -> impl Iterator<Item = (&'j str, &'j Json<'j>)> {
    let members = object.iter();
    members.filter(|(key, _)| keywords.iter().all(|keyword| keyword.name != *key))
}

fn unknown(cx: &mut Context<'_>, stray: &Stray<'_, '_>, what: &str, keywords: &[Keyword]) {
    let key = stray.key;
    let report = cx
        .report_field(
            key,
            &rules::UNKNOWN_FIELD,
            format!("unknown field `{key}` in {what}"),
        )
        .on_key();
    if let Some(habit) = stray.foreign() {
        let report = report.label("ignored").help(habit.help);
        if habit.is_harmless {
            report.severity(Severity::Note);
        }
        return;
    }
    match suggest::nearest(key, keywords.iter().map(|keyword| keyword.name)) {
        Some(near) if stray.object.get(near).is_some() => report.label("ignored").help(format!(
            "if `{near}` is meant, which is there already, remove this one"
        )),
        Some(near) => report
            .label("ignored")
            .help(format!("did you mean `{near}`?")),
        None => report
            .label("not in the specification, ignored")
            .severity(Severity::Note),
    };
}
