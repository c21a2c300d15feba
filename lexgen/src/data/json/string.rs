//! The text of strings in JSON.

use memchr::memchr2;

use super::{GivenUp, Result};

/// The length of the text before the next quote or escape. `None` if there is neither.
#[inline]
pub(super) fn plain(text: &[u8]) -> Option<usize> {
    // Most texts are short, and `memchr` pays off for long ones only.
    let (words, _) = text.as_chunks::<8>();
    for (at, word) in words.iter().take(SHORT).enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = places(word, b'"') | places(word, b'\\');
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let start = SHORT.min(words.len()) * 8;
    let length = memchr2(b'"', b'\\', text.get(start..)?)?;
    Some(start + length)
}

/// How many words of a text are searched without `memchr`.
const SHORT: usize = 4;

/// A word whose least bit that is set is in the first byte that is the given one. It is 0 if
/// none is.
#[inline]
fn places(word: u64, byte: u8) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let others = word ^ (ONES * u64::from(byte));
    others.wrapping_sub(ONES) & !others & HIGH
}

/// Whether there are control characters, all of which are escaped in a string.
pub(super) fn has_controls(text: &str) -> bool {
    // Without a branch, so that many bytes are compared at once.
    let has_controls = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | (*byte < b' '));
    let (chunks, rest) = text.as_bytes().as_chunks::<64>();
    chunks.iter().any(|chunk| has_controls(chunk)) || has_controls(rest)
}

/// The character of the escape at the start of the text, and the length of the escape.
pub(super) fn escape(text: &str) -> Result<(char, usize)> {
    let character = match text.as_bytes() {
        [b'\\', character @ (b'"' | b'\\' | b'/'), ..] => char::from(*character),
        [b'\\', b'b', ..] => '\u{8}',
        [b'\\', b'f', ..] => '\u{c}',
        [b'\\', b'n', ..] => '\n',
        [b'\\', b'r', ..] => '\r',
        [b'\\', b't', ..] => '\t',
        _ => return unicode(text),
    };
    Ok((character, 2))
}

/// Whether an escape is the one that is written for its character.
pub(super) fn is_canonical(escape: &str, character: char) -> bool {
    let Ok(byte) = u8::try_from(character) else {
        return false;
    };
    match (short(byte), escape.as_bytes()) {
        (Some(letter), [b'\\', found]) => letter == *found,
        (None, [b'\\', b'u', b'0', b'0', digits @ ..]) => {
            byte < b' ' && digits == hexadecimal(byte)
        }
        _ => false,
    }
}

/// The length of `\u0000`.
const UNICODE: usize = 6;

/// The character of one escape, or of two that are a surrogate pair.
fn unicode(text: &str) -> Result<(char, usize)> {
    let first = unit(text).ok_or(GivenUp)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Ok((character, UNICODE));
    }
    let second = text.get(UNICODE..).and_then(unit).ok_or(GivenUp)?;
    match char::decode_utf16([first, second]).next() {
        Some(Ok(character)) => Ok((character, 2 * UNICODE)),
        _ => Err(GivenUp),
    }
}

/// The code unit of an escape at the start of the text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal
        .then(|| u16::from_str_radix(digits, 16).ok())
        .flatten()
}

/// Writes the text of a string, with escapes where `serde_json` writes them.
#[inline]
pub(super) fn write(text: &str, bytes: &mut Vec<u8>) {
    if needs_escape(text.as_bytes()) {
        write_escaped(text.as_bytes(), bytes);
    } else {
        bytes.extend_from_slice(text.as_bytes());
    }
}

/// Whether there is a byte that is escaped.
#[inline]
fn needs_escape(text: &[u8]) -> bool {
    // Without a branch, so that many bytes are compared at once.
    let any = |bytes: &[u8]| {
        bytes.iter().fold(false, |any, &byte| {
            any | (byte < b' ') | (byte == b'"') | (byte == b'\\')
        })
    };
    let (chunks, rest) = text.as_chunks::<16>();
    chunks.iter().any(|chunk| any(chunk)) || any(rest)
}

#[inline(never)]
fn write_escaped(mut text: &[u8], bytes: &mut Vec<u8>) {
    let is_escaped = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    while let Some(length) = text.iter().position(is_escaped) {
        let (plain, rest) = text.split_at(length);
        bytes.extend_from_slice(plain);
        let Some((&byte, rest)) = rest.split_first() else {
            return;
        };
        text = rest;
        match short(byte) {
            Some(letter) => bytes.extend_from_slice(&[b'\\', letter]),
            None => {
                bytes.extend_from_slice(b"\\u00");
                bytes.extend_from_slice(&hexadecimal(byte));
            }
        }
    }
    bytes.extend_from_slice(text);
}

/// The letter of the short escape that is written for a byte, if there is one.
fn short(byte: u8) -> Option<u8> {
    match byte {
        b'"' | b'\\' => Some(byte),
        b'\x08' => Some(b'b'),
        b'\x0c' => Some(b'f'),
        b'\n' => Some(b'n'),
        b'\r' => Some(b'r'),
        b'\t' => Some(b't'),
        _ => None,
    }
}

/// The two digits of a byte.
fn hexadecimal(byte: u8) -> [u8; 2] {
    let digit = |value| match value {
        0..10 => b'0' + value,
        _ => b'a' + (value - 10),
    };
    [digit(byte >> 4), digit(byte & 0xf)]
}
