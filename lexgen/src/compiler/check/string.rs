//! The rules of [`string`](https://atproto.com/specs/lexicon#string).

use super::{context::Context, suggest, unknown, value};
use crate::{
    compiler::{diagnostic::rules, schema::StringType, source::json::Object},
    syntax::{self, Format},
    validate::graphemes,
};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> StringType {
    value::default_or_const(cx, object);
    let known_values = cx.unique_strings(object, "knownValues").unwrap_or_default();
    let values = cx.unique_strings(object, "enum").unwrap_or_default();
    value::not_empty(cx, object);
    let owned = |list: &[(usize, &str)]| list.iter().map(|(_, it)| (*it).to_owned()).collect();
    let (format, unknown_format) = format(cx, object);
    let string = StringType {
        format,
        unknown_format,
        min_length: cx.count(object, "minLength"),
        max_length: cx.count(object, "maxLength"),
        min_graphemes: cx.count(object, "minGraphemes"),
        max_graphemes: cx.count(object, "maxGraphemes"),
        known_values: owned(&known_values),
        values: owned(&values),
        default: cx.text(object, "default"),
        constant: cx.text(object, "const"),
    };
    value::in_order(
        cx,
        ("minLength", string.min_length),
        ("maxLength", string.max_length),
    );
    value::in_order(
        cx,
        ("minGraphemes", string.min_graphemes),
        ("maxGraphemes", string.max_graphemes),
    );
    for (field, list) in [("enum", &values), ("knownValues", &known_values)] {
        for (index, given) in list {
            own_rules(cx, &string, field, Some(*index), given);
        }
    }
    for (field, given) in [("default", &string.default), ("const", &string.constant)] {
        let Some(given) = given else { continue };
        own_rules(cx, &string, field, None, given);
        value::in_enum(cx, field, &string.values, given, &format!("\"{given}\""));
    }
    string
}

/// The format, or the name of an unknown one.
fn format<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> (Option<Format>, Option<String>) {
    let Some(name) = cx.string(object, "format") else {
        return (None, None);
    };
    let format = Format::from_name(name);
    if format.is_some() {
        return (format, None);
    }
    const REFUSED: &str = "not a string format";
    let message = format!("unknown format `{name}`");
    if let Some(near) = suggest::known_format(name) {
        let label = match suggest::misspelled_format(name) {
            Some(_) if cx.allows_unknown() || !suggest::is_other_name(name) => {
                unknown::taken_for(near)
            }
            None if cx.allows_unknown() => format!("taken for `{near}`"),
            _ => REFUSED.to_owned(),
        };
        cx.report_field("format", &rules::UNKNOWN_FORMAT, message)
            .label(label)
            .help(format!("did you mean `{near}`?"));
        return (None, None);
    }
    let labels = (REFUSED, "any text is valid");
    if let Some(help) = suggest::format_of_others(name)
        && !cx.allows_unknown()
    {
        cx.report_field("format", &rules::UNKNOWN_FORMAT, message)
            .label(labels.0)
            .help(help);
        return (None, None);
    }
    let help = match suggest::similar_format(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all = Format::ALL.map(|it| it.name());
            format!("the formats are {}", suggest::quoted(all))
        }
    };
    cx.unknown_word(
        ("format", name),
        &rules::UNKNOWN_FORMAT,
        message,
        labels,
        &help,
    );
    (None, Some(name.to_owned()))
}

/// Checks a value in the type against the bounds and format of the type.
fn own_rules(
    cx: &mut Context<'_>,
    string: &StringType,
    field: &str,
    index: Option<usize>,
    given: &str,
) {
    let bytes = given.len() as u64;
    if let Some(most) = string.max_length.filter(|most| bytes > *most) {
        let why = format!("has {bytes} bytes, more than `maxLength` ({most})");
        let report = value::not_allowed(cx, field, index, &why);
        let graphemes = graphemes(given);
        if graphemes <= most {
            report.help(format!(
                "`maxLength` counts bytes of UTF-8, and this text has {graphemes} graphemes: to limit \
                 what people count, use `maxGraphemes`"
            ));
        }
    }
    let mut refuse = |why: &str| {
        value::not_allowed(cx, field, index, why);
    };
    if let Some(least) = string.min_length.filter(|least| bytes < *least) {
        refuse(&format!(
            "has {bytes} bytes, fewer than `minLength` ({least})"
        ));
    }
    if string.min_graphemes.is_some() || string.max_graphemes.is_some() {
        let graphemes = graphemes(given);
        if let Some(least) = string.min_graphemes.filter(|least| graphemes < *least) {
            refuse(&format!(
                "has {graphemes} graphemes, fewer than `minGraphemes` ({least})"
            ));
        }
        if let Some(most) = string.max_graphemes.filter(|most| graphemes > *most) {
            refuse(&format!(
                "has {graphemes} graphemes, more than `maxGraphemes` ({most})"
            ));
        }
    }
    if let Some(format) = string.format
        && syntax::check(format, given).is_err()
    {
        refuse(&format!("does not have the format `{}`", format.name()));
    }
}
