//! `knownValues` and `enum`.

use std::collections::HashSet;

use crate::compiler::{
    case,
    lint::{context::Context, rules},
    schema::{Step, StringType},
};

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    for (index, value) in cx.strings("knownValues") {
        if let Some(name) = value.strip_prefix('#') {
            let help = format!(
                "known values are plain text; for a token, use its full name `{}#{name}`",
                cx.document.id.as_str()
            );
            cx.report_field(
                "knownValues",
                &rules::LOCAL_KNOWN_VALUE,
                format!("the known value `{value}` looks like a reference"),
            )
            .item(index)
            .label("not resolved")
            .help(help);
        }
    }
    style(cx, string);
    if !string.values.is_empty() && !string.known_values.is_empty() {
        let allowed: HashSet<_> = string.values.iter().collect();
        let extra = string
            .known_values
            .iter()
            .find(|value| !allowed.contains(value));
        let report = cx.report_field(
            "knownValues",
            &rules::KNOWN_VALUES_WITH_ENUM,
            "a string has both `knownValues` and `enum`",
        );
        match extra {
            None => report
                .label("`enum` contains all of these")
                .help("remove `knownValues`, or remove `enum` if more values may be needed")
                .fix_by_removing(),
            Some(extra) => report
                .label(format!("`enum` does not allow `{extra}`"))
                .help("keep one of the two lists"),
        };
    }
    if let [only] = string.values.as_slice() {
        let help =
            format!("use `\"const\": \"{only}\"`, or `knownValues` if more values may be needed");
        cx.report_field(
            "enum",
            &rules::SINGLE_VALUE_ENUM,
            "`enum` has only one value",
        )
        .label("same as `const`")
        .help(help);
    }
}

/// The first value that is a word in another style. Values of formats, tokens and
/// codes, such as `image/png` or `EUR`, have a spelling of their own, and so has a list
/// with language tags or names such as `iOS`.
fn style(cx: &mut Context<'_>, string: &StringType) {
    // Names of errors are in UpperCamelCase.
    let is_name = matches!(cx.last_step(), Some(Step::Property("name" | "error")));
    if string.format.is_some() || is_name {
        return;
    }
    for list in ["knownValues", "enum"] {
        let values = cx.strings(list);
        if values.iter().any(|(_, value)| is_name_of_others(value)) {
            continue;
        }
        let mut values = values.into_iter();
        let Some((index, value)) = values.find(|(_, value)| is_in_another_style(value)) else {
            continue;
        };
        let better = case::kebab(value);
        cx.report_field(
            list,
            &rules::VALUE_STYLE,
            format!("the value `{value}` is not kebab-case"),
        )
        .item(index)
        .help(format!(
            "write `{better}`, unless the values come from somewhere else"
        ));
    }
}

fn is_in_another_style(value: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let is_code = value.len() <= 3 && !value.contains(|c: char| c.is_ascii_lowercase());
    let is_kebab = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    value.chars().all(is_word)
        && value.contains(|c: char| c.is_ascii_alphabetic())
        && !is_code
        && !value.split('-').all(is_kebab)
}

/// Whether a value is a language tag, such as `pt-BR`, or a name with capitals of its
/// own, such as `iOS`, `macOS` or `iPhone`.
fn is_name_of_others(value: &str) -> bool {
    is_language_tag(value) || is_brand(value)
}

/// A language, perhaps a script, and a region.
fn is_language_tag(value: &str) -> bool {
    let all = |part: &str, is: fn(&u8) -> bool| part.as_bytes().iter().all(is);
    let mut parts = value.split(['-', '_']);
    let is_language = parts.next().is_some_and(|language| {
        matches!(language.len(), 2 | 3) && all(language, u8::is_ascii_lowercase)
    });
    let is_script = |part: &str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or(("", ""));
        part.len() == 4 && all(first, u8::is_ascii_uppercase) && all(rest, u8::is_ascii_lowercase)
    };
    let is_region = |part: &str| match part.len() {
        2 => all(part, u8::is_ascii_uppercase),
        3 => all(part, u8::is_ascii_digit),
        _ => false,
    };
    let rest: Vec<&str> = parts.collect();
    is_language
        && match rest.as_slice() {
            [part] => is_script(part) || is_region(part),
            [script, region] => is_script(script) && is_region(region),
            _ => false,
        }
}

/// One lower-case letter before a capital, or capitals at the end.
fn is_brand(value: &str) -> bool {
    let is_alphanumeric = value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let capitals = value.bytes().rev();
    let at_end = capitals.take_while(u8::is_ascii_uppercase).count();
    let lower = value.bytes().take_while(u8::is_ascii_lowercase).count();
    let is_lower_then_capital = value
        .as_bytes()
        .get(lower)
        .is_some_and(u8::is_ascii_uppercase);
    is_alphanumeric
        && is_lower_then_capital
        && (lower == 1 || (lower > 0 && at_end >= 2 && lower + at_end == value.len()))
}
