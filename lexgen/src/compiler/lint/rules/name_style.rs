//! Names in the style that the protocol's own lexicons have.
//!
//! Names that some implementations refuse are the business of `check`, and are
//! not reported twice.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{ErrorName, Step};

/// Names that many languages keep for themselves or give every object.
const GENERIC: [&str; 4] = ["default", "length", "type", "constructor"];

/// A name in `defs`.
pub(super) fn definition(cx: &mut Context<'_>, name: &str) {
    let is_unusual = !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    if is_unusual {
        return;
    }
    generic(cx, name, "definition");
    if !is_camel_case(name, char::is_lowercase) {
        let message = format!("the definition `{name}` is not named in lowerCamelCase");
        cx.report(&rules::DEFINITION_NAME_STYLE, message)
            .on_key()
            .help(instead(&lower_camel_case(name), name));
    }
}

/// A name in `properties`.
pub(super) fn field(cx: &mut Context<'_>) {
    let Some(Step::Property(name)) = cx.last_step() else {
        return;
    };
    if name.is_empty() || name.starts_with('$') {
        return;
    }
    generic(cx, name, "field");
    if !is_camel_case(name, char::is_lowercase) {
        let message = format!("the field `{name}` is not named in lowerCamelCase");
        cx.report(&rules::FIELD_NAME_STYLE, message)
            .on_key()
            .help(instead(&lower_camel_case(name), name));
    }
}

/// A name in `errors`.
pub(super) fn error(cx: &mut Context<'_>, error: &ErrorName) {
    let name = &error.name;
    if !is_camel_case(name, char::is_uppercase) {
        let message = format!("the error `{name}` is not named in UpperCamelCase");
        cx.report_field("name", &rules::ERROR_NAME_STYLE, message)
            .help(instead(
                &heck::ToUpperCamelCase::to_upper_camel_case(name.as_str()),
                name,
            ));
    }
}

fn generic(cx: &mut Context<'_>, name: &str, what: &str) {
    if GENERIC.contains(&name) {
        let message = format!("`{name}` is an awkward name for a {what}");
        cx.report(&rules::GENERIC_NAME, message)
            .on_key()
            .label("many languages have a meaning for it")
            .help("say which: `kind`, or a word before it");
    }
}

fn is_camel_case(name: &str, starts: fn(char) -> bool) -> bool {
    name.len() <= 255
        && name.starts_with(starts)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn lower_camel_case(name: &str) -> String {
    heck::ToLowerCamelCase::to_lower_camel_case(name)
}

fn instead(better: &str, name: &str) -> String {
    match better {
        "" => "use letters and digits".to_owned(),
        _ if better == name => "use letters and digits, 255 at most".to_owned(),
        _ => format!("before anything is published, call it `{better}`"),
    }
}
