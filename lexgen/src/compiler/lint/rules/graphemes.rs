//! Limits in graphemes, which people count, and in bytes, which machines do.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{diagnostic::Severity, schema::StringType};

/// Fewer bytes for each grapheme than this do not hold ordinary text of every
/// language: a letter beyond Latin, Greek and Cyrillic takes three, an emoji
/// four or more.
const LEAST: u64 = 4;

pub(super) fn check(cx: &mut Context<'_>, string: &StringType) {
    let Some(graphemes) = string.max_graphemes else {
        return;
    };
    let Some(length) = string.max_length else {
        let message = format!("{} has `maxGraphemes` but no `maxLength`", cx.subject());
        let help = format!("add `\"maxLength\": {}`", graphemes.saturating_mul(10));
        cx.report_field("maxGraphemes", &rules::GRAPHEMES_WITHOUT_LENGTH, message)
            .label("a grapheme can have any number of bytes")
            .help(help);
        return;
    };
    if length >= graphemes.saturating_mul(LEAST) {
        return ratio(cx, length, graphemes);
    }
    let (severity, message) = if length <= graphemes {
        let text = format!(
            "`maxGraphemes` has no effect: {graphemes} graphemes have at least {graphemes} bytes"
        );
        (Severity::Warning, text)
    } else {
        let text = format!("`maxLength` ({length} bytes) is small for {graphemes} graphemes");
        (Severity::Note, text)
    };
    let help = match graphemes.checked_mul(10) {
        Some(better) => format!("use `\"maxLength\": {better}` to allow as many in any language"),
        None => "lower `maxGraphemes`".to_owned(),
    };
    cx.report_field("maxLength", &rules::LENGTH_BELOW_GRAPHEMES, message)
        .severity(severity)
        .label("too small")
        .help(help);
}

/// The bytes for each grapheme that the style guide recommends.
const RECOMMENDED: (u64, u64) = (10, 20);

/// So many bytes are never too many: one emoji can have dozens.
const FEW: u64 = 256;

fn ratio(cx: &mut Context<'_>, length: u64, graphemes: u64) {
    let (least, most) = RECOMMENDED;
    let least = graphemes.saturating_mul(least);
    let most = graphemes.saturating_mul(most);
    if (least..=most.max(FEW)).contains(&length) {
        return;
    }
    let which = if length < least { "few" } else { "many" };
    let message =
        format!("`maxLength` ({length} bytes) is {which} bytes for {graphemes} graphemes");
    cx.report_field("maxLength", &rules::BYTES_PER_GRAPHEME, message)
        .label("10 to 20 bytes for each grapheme are recommended")
        .help(format!("use a length from {least} to {most}"));
}
