//! Names in the style of the protocol's own lexicons.
//!
//! `check` reports names that some implementations reject; they are not
//! reported again here.

use crate::compiler::{
    case,
    diagnostic::Rule,
    lint::{context::Context, rules},
    schema::{ErrorName, Step},
};

/// Names that are keywords or predefined in many languages.
const GENERIC: [&str; 4] = ["default", "length", "type", "constructor"];

/// A name in `defs`.
pub(super) fn definition(cx: &mut Context<'_>, name: &str) {
    let is_unusual = !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    if is_unusual {
        return;
    }
    lower_camel_case(cx, name, "definition", &rules::DEFINITION_NAME_STYLE);
}

/// A name in `properties`.
pub(super) fn field(cx: &mut Context<'_>) {
    let Some(Step::Property(name)) = cx.last_step() else {
        return;
    };
    if name.is_empty() || name.starts_with('$') {
        return;
    }
    lower_camel_case(cx, name, "field", &rules::FIELD_NAME_STYLE);
}

/// A name in `errors`.
pub(super) fn error(cx: &mut Context<'_>, error: &ErrorName) {
    let name = &error.name;
    if !is_camel_case(name, char::is_uppercase) {
        let message = format!("error `{name}` should have an UpperCamelCase name");
        cx.report_field("name", &rules::ERROR_NAME_STYLE, message)
            .help(instead(&case::upper_camel(name), name));
    }
}

fn lower_camel_case(cx: &mut Context<'_>, name: &str, what: &str, rule: &Rule) {
    if GENERIC.contains(&name) {
        let message = format!("`{name}` is a problematic name for a {what}");
        cx.report(&rules::GENERIC_NAME, message)
            .on_key()
            .label("a keyword or predefined name in many languages")
            .help("use a more specific name, such as `kind`");
    }
    if !is_camel_case(name, char::is_lowercase) {
        let message = format!("{what} `{name}` should have a lowerCamelCase name");
        let better = case::lower_camel(name);
        cx.report(rule, message)
            .on_key()
            .help(instead(&better, name));
    }
}

fn is_camel_case(name: &str, starts: fn(char) -> bool) -> bool {
    name.len() <= 255
        && name.starts_with(starts)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn instead(better: &str, name: &str) -> String {
    match better {
        "" => "use letters and digits".to_owned(),
        _ if better == name => "use at most 255 letters and digits".to_owned(),
        _ => format!("rename it to `{better}` before it is published"),
    }
}
