//! Strings of a given length and format.

use super::MAX_BYTES;
use crate::{
    compiler::schema::StringType,
    syntax::{self, Format},
};

/// A mark of two bytes that does not add a grapheme to a letter.
const ACCENT: &str = "\u{301}";

/// The shortest valid string.
pub(crate) fn shortest(schema: &StringType) -> Option<String> {
    let mut listed = schema.constant.iter().chain(&schema.values);
    if let Some(text) = listed.find(|text| schema.allows(text)) {
        return Some(text.clone());
    }
    if schema.constant.is_some() || !schema.values.is_empty() {
        return None;
    }
    let least = schema.min_length.max(schema.min_graphemes).unwrap_or(0);
    let Some(format) = schema.format else {
        let most = schema.max_graphemes.unwrap_or(u64::MAX);
        return free(least, least.min(most)).filter(|text| schema.allows(text));
    };
    let examples = format.examples().iter().map(|&text| text.to_owned());
    let padded = (least..)
        .take(64)
        .filter_map(|length| formatted(format, length));
    examples.chain(padded).find(|text| schema.allows(text))
}

/// A string with this number of bytes and graphemes, if there is one that is not
/// too long.
pub(crate) fn free(bytes: u64, graphemes: u64) -> Option<String> {
    let extra = bytes.checked_sub(graphemes)?;
    if bytes > MAX_BYTES || (graphemes == 0 && bytes > 0) {
        return None;
    }
    let letters = |count: u64| Some("a".repeat(usize::try_from(count).ok()?));
    if extra == 0 {
        return letters(graphemes);
    }
    // One grapheme takes all the bytes that are too many.
    let (first, accents) = match extra % 2 {
        0 => ("a", extra / 2),
        _ => ("é", extra / 2),
    };
    let accents = ACCENT.repeat(usize::try_from(accents).ok()?);
    Some(format!("{first}{accents}{}", letters(graphemes - 1)?))
}

/// A string of a format with this number of bytes, each of which is a grapheme.
pub(crate) fn formatted(format: Format, bytes: u64) -> Option<String> {
    let length = usize::try_from(bytes)
        .ok()
        .filter(|&it| it as u64 <= MAX_BYTES)?;
    let text = match format {
        Format::AtIdentifier if length <= 253 => domain(length, &[1]),
        Format::AtIdentifier | Format::Did => {
            after("did:web:", length).or_else(|| after("did:a:", length))
        }
        Format::AtUri if length <= 11 => {
            Some(format!("at://{}", domain(length.checked_sub(5)?, &[1])?))
        }
        Format::AtUri => after("at://did:a:", length),
        Format::Cid => after("b", length),
        Format::Datetime if length == 20 => Some("2024-01-02T03:04:05Z".to_owned()),
        Format::Datetime => {
            let digits = length.checked_sub(21).filter(|&digits| digits > 0)?;
            Some(format!("2024-01-02T03:04:05.{}Z", "6".repeat(digits)))
        }
        Format::Handle => domain(length, &[1]),
        Format::Language if length <= 5 => ["en", "eng", "pt-BR"]
            .into_iter()
            .find(|text| text.len() == length)
            .map(str::to_owned),
        Format::Language => {
            let rest = length.checked_sub(5)?;
            let subtags = (0..rest).map(|at| {
                if at % 8 == 7 && at + 1 < rest {
                    '-'
                } else {
                    'a'
                }
            });
            Some("en-x-".chars().chain(subtags).collect())
        }
        Format::Nsid => domain(length, &[1, 3]),
        Format::RecordKey => Some("a".repeat(length)),
        Format::SpaceRef => space(length),
        Format::Tid => Some("3jzfcijpj2z2a".to_owned()),
        Format::Uri => after("https://", length).or_else(|| after("a:", length)),
    };
    text.filter(|text| text.len() == length && syntax::check(format, text).is_ok())
}

/// `start`, followed by at least one letter.
fn after(start: &str, length: usize) -> Option<String> {
    let rest = length.checked_sub(start.len()).filter(|&rest| rest > 0)?;
    Some(format!("{start}{}", "a".repeat(rest)))
}

/// A space with a key that is as long as possible, and a DID with the rest.
fn space(length: usize) -> Option<String> {
    let free = length.checked_sub("at://did:a:/space/a.a.a/".len())?;
    let key = free.checked_sub(1)?.min(512);
    let (did, key) = ("a".repeat(free - key), "a".repeat(key));
    Some(format!("at://did:a:{did}/space/a.a.a/{key}"))
}

/// Segments of letters that are short enough, with dots at least at `dots`.
fn domain(length: usize, dots: &[usize]) -> Option<String> {
    let last = length.checked_sub(1)?;
    let letter = |at: usize| {
        if dots.contains(&at) || (at % 60 == 59 && at < last) {
            '.'
        } else {
            'a'
        }
    };
    Some((0..length).map(letter).collect())
}
