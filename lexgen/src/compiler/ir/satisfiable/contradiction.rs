//! Types whose own constraints contradict each other, where each is possible by
//! itself.
//!
//! `check` reports a lower bound above its upper bound, and each listed value that
//! the other constraints exclude.

use crate::{
    compiler::schema::{Blob, Step, StringType},
    syntax::Format,
};

/// Why a type has no value.
#[derive(Debug)]
pub(super) struct Contradiction {
    /// What to point at.
    pub(super) keyword: Step<&'static str>,
    pub(super) message: String,
    pub(super) label: &'static str,
    pub(super) help: String,
}

pub(super) fn blob(blob: &Blob) -> Option<Contradiction> {
    if blob.accept.as_ref().is_some_and(Vec::is_empty) {
        return Some(Contradiction {
            keyword: Step::Keyword("accept"),
            message: "`accept` is empty, so no blob is valid".to_owned(),
            label: "no MIME type is allowed",
            help: "list MIME types, or remove `accept` to allow all".to_owned(),
        });
    }
    (blob.max_size == Some(0)).then(|| Contradiction {
        keyword: Step::Keyword("maxSize"),
        message: "`maxSize` is 0, but every blob has a size greater than 0".to_owned(),
        label: "no blob is so small",
        help: "use the most bytes that a blob may have, or remove `maxSize`".to_owned(),
    })
}

/// A required array of parameters that has no items.
pub(super) fn empty_parameter() -> Contradiction {
    Contradiction {
        keyword: Step::Keyword("maxLength"),
        message:
            "a required parameter cannot be an empty array: a query string does not contain it"
                .to_owned(),
        label: "no items are allowed",
        help: "increase `maxLength`, or make the parameter optional".to_owned(),
    }
}

pub(super) fn string(string: &StringType) -> Option<Contradiction> {
    if string.constant.is_some() || !string.values.is_empty() {
        return None;
    }
    lengths(string).or_else(|| format_and_length(string.format?, string))
}

/// Bytes and graphemes of the same text.
fn lengths(string: &StringType) -> Option<Contradiction> {
    if let (Some(least), Some(most)) = (string.min_graphemes, string.max_length)
        && least > most
    {
        let message = format!(
            "`minGraphemes` ({least}) is greater than `maxLength` ({most}), but a grapheme has at \
             least one byte"
        );
        let better = least.saturating_mul(10);
        let help =
            format!("lengths count bytes: use `\"maxLength\": {better}`, or lower `minGraphemes`");
        return Some(contradiction("minGraphemes", message, help));
    }
    if let (Some(least), Some(0)) = (string.min_length, string.max_graphemes)
        && least > 0
    {
        let message = format!("`maxGraphemes` is 0, but `minLength` is {least}");
        let help = "increase `maxGraphemes`, or remove `minLength`".to_owned();
        return Some(contradiction("maxGraphemes", message, help));
    }
    None
}

/// The lengths of texts of a format, and those that the bounds allow.
fn format_and_length(format: Format, string: &StringType) -> Option<Contradiction> {
    let name = format.name();
    let shortest = format.min_bytes();
    let fewest = format.min_graphemes();
    if let Some(most) = string.max_length.filter(|most| *most < shortest) {
        let message =
            format!("`maxLength` is {most}, but the shortest `{name}` has {shortest} bytes");
        return Some(contradiction("maxLength", message, remove("maxLength")));
    }
    if let Some(most) = string.max_graphemes.filter(|most| *most < fewest) {
        let message =
            format!("`maxGraphemes` is {most}, but the shortest `{name}` has {fewest} graphemes");
        return Some(contradiction(
            "maxGraphemes",
            message,
            remove("maxGraphemes"),
        ));
    }
    let minimums = [
        ("minLength", string.min_length),
        ("minGraphemes", string.min_graphemes),
    ];
    for (keyword, least) in minimums {
        if let (Some(least), Some(longest)) = (least, format.max_bytes())
            && least > longest
        {
            let message =
                format!("`{keyword}` is {least}, but the longest `{name}` has {longest} bytes");
            return Some(contradiction(keyword, message, remove(keyword)));
        }
    }
    if let (Some(least), Some(most)) = (string.min_length, string.max_graphemes)
        && format.is_ascii()
        && least > most
    {
        let message = format!(
            "`minLength` ({least}) is greater than `maxGraphemes` ({most}), but each grapheme of a \
             `{name}` is one byte"
        );
        return Some(contradiction("minLength", message, remove("minLength")));
    }
    match format {
        Format::Datetime => datetime_of_no_length(string),
        Format::Uri => short_uri(string),
        _ => None,
    }
}

/// A `uri` of two graphemes has a mark that joins its second character, and a mark
/// has two bytes.
fn short_uri(string: &StringType) -> Option<Contradiction> {
    let (bytes, graphemes) = (string.max_length?, string.max_graphemes?);
    (bytes < 4 && graphemes < 3).then(|| {
        let message = format!("no `uri` has at most {bytes} bytes and {graphemes} graphemes");
        contradiction("maxLength", message, remove("maxLength"))
    })
}

/// Of the formats, only `datetime` has a gap: 20 bytes have no fraction of a second,
/// 22 have one digit of it.
fn datetime_of_no_length(string: &StringType) -> Option<Contradiction> {
    const GAP: u64 = 21;
    let minimums = [
        ("minLength", string.min_length),
        ("minGraphemes", string.min_graphemes),
    ];
    let maximums = [string.max_length, string.max_graphemes];
    let (keyword, _) = minimums
        .into_iter()
        .find(|(_, least)| *least == Some(GAP))?;
    maximums.contains(&Some(GAP)).then(|| {
        let message = format!("no `datetime` has {GAP} bytes");
        contradiction(keyword, message, remove(keyword))
    })
}

fn contradiction(keyword: &'static str, message: String, help: String) -> Contradiction {
    Contradiction {
        keyword: Step::Keyword(keyword),
        message,
        label: "no text satisfies both",
        help,
    }
}

fn remove(keyword: &str) -> String {
    format!("remove `{keyword}`: the format has its own limits")
}
