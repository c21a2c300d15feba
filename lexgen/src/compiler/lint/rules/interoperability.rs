//! What lexgen accepts and other implementations refuse: the specification allows it
//! or is silent.

use crate::compiler::{
    check::grammar,
    lint::{context::Context, rules},
    schema::{Body, Step, is_definition_name},
    source::json::Json,
};

/// An object in a property or an array. Elsewhere, every implementation reads it.
pub(super) fn object(cx: &mut Context<'_>) {
    let name = match cx.last_step() {
        Some(Step::Property(name)) => Some(name),
        Some(Step::Items) => None,
        _ => return,
    };
    let is_free = |name: &&str| is_definition_name(name) && !cx.document.defs.contains_key(*name);
    let name = name.filter(is_free).unwrap_or("…");
    let help = format!(
        "move it to `defs` and refer to it: `{{ \"type\": \"ref\", \"ref\": \"#{name}\" }}`"
    );
    let subject = cx.subject();
    let message = match cx.last_step() {
        Some(Step::Items) => format!("{subject} are objects written in place"),
        _ => format!("{subject} is an object written in place"),
    };
    cx.report(&rules::INLINE_OBJECT, message)
        .on_key()
        .label("some validators refuse the whole document")
        .help(help);
}

/// An array in an array.
pub(super) fn array(cx: &mut Context<'_>) {
    if cx.last_step() == Some(Step::Items) {
        let message = format!("{} are arrays", cx.subject());
        cx.report(&rules::ARRAY_IN_ARRAY, message)
            .on_key()
            .label("some validators refuse the whole document")
            .help("define an object with a property that contains the inner array");
    }
}

/// Parameters without `properties`.
pub(super) fn params(cx: &mut Context<'_>) {
    if matches!(cx.written("properties"), None | Some(Json::Null)) {
        cx.report(
            &rules::MISSING_PROPERTIES,
            "`parameters` has no `properties`",
        )
        .on_key()
        .label("some validators refuse the whole document")
        .help("remove `parameters`, or add `\"properties\": {}`");
    }
}

/// A keyword that is `null`, which means the same as none. Validators do not read what is
/// no keyword.
pub(super) fn nulls(cx: &mut Context<'_>) {
    let Some(object) = cx.object() else { return };
    let is_null = |(name, value): &(&'_ str, &Json<'_>)| {
        matches!(value, Json::Null) && grammar::is_keyword(name)
    };
    for (field, _) in object.iter().filter(is_null) {
        cx.report_field(field, &rules::NULL_FIELD, format!("`{field}` is `null`"))
            .label("some validators refuse the whole document")
            .help("remove it: it means the same")
            .fix_by_removing();
    }
}

/// `revision` of a document, which the specification no longer has.
pub(super) fn revision(cx: &mut Context<'_>) {
    let Some(value) = cx.written("revision") else {
        return;
    };
    if !matches!(value, Json::Null | Json::Integer(_) | Json::Number(_)) {
        let message = format!("`revision` is {}, not a number", value.description());
        cx.report_field("revision", &rules::REVISION_TYPE, message)
            .label("some validators refuse the whole document")
            .help("remove it: the specification has no revisions");
    }
}

/// An encoding such as `text/plain; charset=utf-8`.
pub(super) fn encoding(cx: &mut Context<'_>, body: &Body) {
    let Some((essence, _)) = body.encoding.split_once(';') else {
        return;
    };
    let help = format!(
        "use `{}`, and name the parameters in `description`",
        essence.trim()
    );
    let message = format!("the encoding of {} has parameters", cx.subject());
    cx.report_field("encoding", &rules::ENCODING_PARAMETERS, message)
        .label("some servers refuse every body")
        .help(help);
}
