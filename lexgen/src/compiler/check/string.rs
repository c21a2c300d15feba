//! The rules of [`string`](https://atproto.com/specs/lexicon#string).

use super::{context::Context, suggest, value};
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
    let string = StringType {
        format: format(cx, object),
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

fn format<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Option<Format> {
    let name = cx.string(object, "format")?;
    let format = Format::from_name(name);
    if format.is_none() {
        let report = cx
            .report_field(
                "format",
                &rules::UNKNOWN_FORMAT,
                format!("unknown format `{name}`"),
            )
            .label("not a string format");
        match suggest::format_name(name) {
            Some(help) => report.help(help),
            None => {
                let all = Format::ALL.map(|it| it.name());
                report.help(format!("the formats are {}", suggest::quoted(all)))
            }
        };
    }
    format
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
    let mut refuse = |why: &str| value::not_allowed(cx, field, index, why);
    if let Some(least) = string.min_length.filter(|least| bytes < *least) {
        refuse(&format!(
            "has {bytes} bytes, fewer than `minLength` ({least})"
        ));
    }
    if let Some(most) = string.max_length.filter(|most| bytes > *most) {
        refuse(&format!(
            "has {bytes} bytes, more than `maxLength` ({most})"
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
