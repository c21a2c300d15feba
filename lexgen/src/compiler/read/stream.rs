//! Several documents in one text: a JSON array, JSON lines, or concatenated
//! JSON.

use std::ops::Range;

/// The bytes of each document. A text with unmatched brackets is returned whole,
/// so that parsing it reports the error.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let whole = 0..text.len();
    let start = text.len() - text.trim_start().len();
    let inner = if text[start..].starts_with('[') { 1 } else { 0 };
    let mut documents = Vec::new();
    let mut depth = 0_usize;
    let mut begin = None;
    let mut closed = false;
    let mut wants_separator = false;
    let mut bytes = text.bytes().enumerate().skip(start);
    while let Some((at, byte)) = bytes.next() {
        if byte.is_ascii_whitespace() {
            continue;
        }
        if closed {
            return vec![whole];
        }
        match byte {
            b'"' => {
                if depth == inner {
                    return vec![whole];
                }
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            b'[' if at == start && inner == 1 => depth = 1,
            b'{' | b'[' => {
                if depth == inner {
                    if wants_separator && inner == 1 {
                        return vec![whole];
                    }
                    begin = Some(at);
                }
                depth += 1;
            }
            b']' if depth == 1 && inner == 1 => {
                if !wants_separator && !documents.is_empty() {
                    return vec![whole];
                }
                closed = true;
                depth = 0;
            }
            b'}' | b']' => {
                let Some(less) = depth.checked_sub(1) else {
                    return vec![whole];
                };
                depth = less;
                if depth == inner
                    && let Some(begin) = begin.take()
                {
                    documents.push(begin..at + 1);
                    wants_separator = true;
                }
            }
            b',' if depth == inner && inner == 1 && wants_separator => wants_separator = false,
            _ if depth == inner => return vec![whole],
            _ => {}
        }
    }
    let complete = depth == 0 && begin.is_none() && (inner == 0 || closed);
    if complete && !documents.is_empty() {
        documents
    } else {
        vec![whole]
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn documents_are_told_apart() {
        assert_eq!(parts(r#" {"a":"}"} "#), [r#"{"a":"}"}"#]);
        assert_eq!(parts("{}\n{\"a\":[1]}\n\n{}"), ["{}", "{\"a\":[1]}", "{}"]);
        assert_eq!(parts("{}{}"), ["{}", "{}"]);
        assert_eq!(parts(r#"[ {"a":"\"]"} , {} ]"#), [r#"{"a":"\"]"}"#, "{}"]);
    }

    #[test]
    fn what_does_not_fit_stays_whole() {
        for text in [
            "", "[]", "[{},]", "[{} {}]", "{} x", "{", "]", "[{}", "{},{}", "[1]", "\"a\"", "[{}]]",
        ] {
            assert_eq!(parts(text), [text], "{text}");
        }
    }
}
