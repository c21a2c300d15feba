//! Strings, integers and booleans.

use unicode_segmentation::UnicodeSegmentation;

use super::{Code, Constraints, Unit, Validator, length, link::is_usual};
use crate::{
    shown::shown,
    syntax::{self, Format},
};

/// Checks a string.
pub(crate) fn string<S: AsRef<str>>(
    text: &str,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    formatted(text, constraints.format, constraints, validator);
}

/// Checks a string of a format, whatever format the constraints have.
pub(crate) fn formatted<S: AsRef<str>>(
    text: &str,
    format: Option<Format>,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    length(text.len() as u64, Unit::Bytes, constraints, validator);
    grapheme_length(text, constraints, validator);
    if let Some(constant) = constraints.string.filter(|&constant| constant != text) {
        validator.violation(
            Code::NotConst,
            format!("is `{}`, not `{}`", shown(text), shown(constant)),
        );
    }
    let is_listed = |listed: &[S]| listed.iter().any(|value| value.as_ref() == text);
    if !constraints.strings.is_empty() && !is_listed(constraints.strings) {
        let listed = listed(constraints.strings, |value| {
            format!("`{}`", shown(value.as_ref()))
        });
        validator.violation(
            Code::NotInEnum,
            format!("is `{}`, not {listed}", shown(text)),
        );
    }
    if let Some(format) = format
        && let Err(error) = syntax::check(format, text)
    {
        validator.violation(Code::Malformed, error.to_string());
    } else if format == Some(Format::Cid) && validator.has_warnings() && !is_usual(text) {
        let message = "is a CID that is not of version 1 with DAG-CBOR or raw bytes and a \
                       SHA-256, in base32";
        validator.warning(Code::UnusualCid, message.to_owned());
    }
}

/// Checks a string, for the macros.
pub fn check_text(value: &str, constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
    string(value, constraints, validator);
}

/// Checks the number of graphemes. A string has at most as many as bytes, and as
/// characters, so they are counted only if there may be too many or too few.
fn grapheme_length<S>(text: &str, constraints: &Constraints<'_, S>, validator: &mut Validator<'_>) {
    let (least, most) = (constraints.min_graphemes, constraints.max_graphemes);
    let may_be_few = least.is_some_and(|least| least > 0);
    let may_be_many =
        most.is_some_and(|most| text.len() as u64 > most && text.chars().count() as u64 > most);
    if may_be_few || may_be_many {
        length(graphemes(text), Unit::Graphemes, constraints, validator);
    }
}

/// The number of extended grapheme clusters.
pub(crate) fn graphemes(text: &str) -> u64 {
    if text.is_ascii() {
        // Of ASCII, only a line break has two characters in one.
        let pairs = text.as_bytes().windows(2).filter(|pair| *pair == b"\r\n");
        return (text.len() - pairs.count()) as u64;
    }
    text.graphemes(true).count() as u64
}

/// Checks an integer.
pub(crate) fn integer<S>(
    value: i64,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    if let Some(least) = constraints.minimum.filter(|&least| value < least) {
        validator.violation(Code::TooSmall, format!("is {value}, less than {least}"));
    }
    if let Some(most) = constraints.maximum.filter(|&most| value > most) {
        validator.violation(Code::TooLarge, format!("is {value}, more than {most}"));
    }
    if let Some(constant) = constraints.integer.filter(|&constant| constant != value) {
        validator.violation(Code::NotConst, format!("is {value}, not {constant}"));
    }
    if !constraints.integers.is_empty() && !constraints.integers.contains(&value) {
        let listed = listed(constraints.integers, i64::to_string);
        validator.violation(Code::NotInEnum, format!("is {value}, not {listed}"));
    }
}

/// Checks a boolean.
pub(crate) fn boolean<S>(
    value: bool,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    if let Some(constant) = constraints.boolean.filter(|&constant| constant != value) {
        validator.violation(Code::NotConst, format!("is {value}, not {constant}"));
    }
}

/// The allowed values for a message, of which only the first are listed: a long
/// array may have a violation in every item.
pub(super) fn listed<T>(values: &[T], name: impl Fn(&T) -> String) -> String {
    const LISTED: usize = 16;
    let mut names: Vec<_> = values.iter().take(LISTED).map(name).collect();
    match values.len().saturating_sub(LISTED) {
        0 => {}
        others => names.push(format!("one of {others} others")),
    }
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(value: &str, constraints: Constraints<'_>) -> Vec<Code> {
        let mut validator = Validator::default();
        string(value, &constraints, &mut validator);
        validator
            .finish()
            .err()
            .into_iter()
            .flatten()
            .map(|it| it.code)
            .collect()
    }

    #[test]
    fn bytes_and_graphemes_are_counted_apart() {
        // One family: 25 bytes, seven code points, one grapheme.
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👧";
        let constraints = Constraints {
            max_length: Some(25),
            max_graphemes: Some(1),
            ..Constraints::NONE
        };
        assert_eq!(codes(family, constraints), []);
        let constraints = Constraints {
            max_length: Some(24),
            min_graphemes: Some(2),
            ..Constraints::NONE
        };
        assert_eq!(
            codes(family, constraints),
            [Code::TooLong, Code::TooFewGraphemes]
        );
        let constraints = Constraints {
            max_graphemes: Some(1),
            ..Constraints::NONE
        };
        assert_eq!(codes("ab", constraints), [Code::TooManyGraphemes]);
        assert_eq!(codes("\r\n", constraints), []);
        assert_eq!(codes("\n\r", constraints), [Code::TooManyGraphemes]);
        let constraints = Constraints {
            min_graphemes: Some(1),
            ..Constraints::NONE
        };
        assert_eq!(codes("", constraints), [Code::TooFewGraphemes]);
    }

    #[test]
    fn graphemes_of_ascii_are_those_of_unicode() {
        for text in ["", "a", "\r\n", "\r\r\n\n", "a\r\nb\r\n", "\0\t \u{7f}"] {
            assert_eq!(
                graphemes(text),
                text.graphemes(true).count() as u64,
                "{text:?}"
            );
        }
    }

    #[test]
    fn messages_do_not_repeat_what_is_long_or_hidden() {
        let mut validator = Validator::default();
        let constraints = Constraints {
            string: Some("a"),
            ..Constraints::NONE
        };
        string(&"\u{202e}é".repeat(10_000), &constraints, &mut validator);
        let violations = validator.finish().unwrap_err();
        let message = &violations.iter().next().unwrap().message;
        assert!(
            message.len() < 400 && !message.contains('\u{202e}'),
            "{message}"
        );
    }
}
