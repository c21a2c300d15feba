//! The path to an error in text or bytes: what types have noted, and between that, the
//! items of arrays, which are found by the position of the error.

use std::fmt::Write as _;

use super::trace::Step;
#[cfg(any(feature = "serde_json", feature = "dag-cbor"))]
use super::trace::Trace;

/// The steps to an error. `position` are those to the value at the error's position.
#[cfg(any(feature = "serde_json", feature = "dag-cbor"))]
pub(crate) fn path(trace: &Trace, position: Vec<Step>) -> Vec<Step> {
    let Some(noted) = trace.steps() else {
        return position;
    };
    let mut position = position.into_iter().peekable();
    let mut path = Vec::new();
    // A value that was held is read at a later position than its own.
    let mut is_there = true;
    for step in noted {
        if is_there && matches!(step, Step::Name(_)) {
            while let Some(item) = position.next_if(|step| matches!(step, Step::Index(_))) {
                path.push(item);
            }
        }
        is_there = is_there && position.next().is_some_and(|other| other == step);
        path.push(step);
    }
    if is_there {
        while let Some(item) = position.next_if(|step| matches!(step, Step::Index(_))) {
            path.push(item);
        }
    }
    path
}

/// A path as a [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901).
pub(crate) fn pointer(path: &[Step]) -> String {
    let mut pointer = String::new();
    for step in path {
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Name(name) => write!(pointer, "/{}", name.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => write!(pointer, "/{index}"),
        };
    }
    pointer
}

/// The steps to the value in which JSON ends, which may end anywhere.
#[cfg(feature = "serde_json")]
pub(crate) fn in_json(text: &[u8]) -> Vec<Step> {
    enum Level {
        Object(Option<Box<str>>),
        /// `None` before the first item.
        Array(Option<usize>),
    }

    let mut levels = Vec::new();
    let mut last_text = None;
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if !byte.is_ascii_whitespace()
            && byte != b']'
            && let Some(Level::Array(index @ None)) = levels.last_mut()
        {
            *index = Some(0);
        }
        match byte {
            b'"' => {
                let length = string(after);
                let (string, more) = rest.split_at(length);
                let start = text.len() - after.len() - 1;
                let literal = text.get(start..start + 1 + string.len());
                last_text =
                    literal.map(|it| serde_json::from_slice::<String>(it).unwrap_or_default());
                rest = more;
            }
            b'{' => levels.push(Level::Object(None)),
            b'[' => levels.push(Level::Array(None)),
            b'}' | b']' => {
                levels.pop();
            }
            b':' => {
                if let Some(Level::Object(key)) = levels.last_mut() {
                    *key = last_text.take().map(String::into_boxed_str);
                }
            }
            b',' => match levels.last_mut() {
                Some(Level::Object(key)) => *key = None,
                Some(Level::Array(Some(index))) => *index += 1,
                Some(Level::Array(None)) | None => {}
            },
            _ => {}
        }
    }
    let steps = levels.into_iter().map_while(|level| match level {
        Level::Object(key) => key.map(Step::Name),
        Level::Array(index) => index.map(Step::Index),
    });
    steps.collect()
}

/// The bytes of a string after its first quote, with the last one.
#[cfg(feature = "serde_json")]
fn string(bytes: &[u8]) -> usize {
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' if !is_escaped => return at + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    bytes.len()
}

/// The steps to the item of DAG-CBOR in which the byte before `end` is.
#[cfg(feature = "dag-cbor")]
pub(super) fn in_cbor(bytes: &[u8], end: usize) -> Vec<Step> {
    use super::extent::head;

    struct Level {
        /// The step to the current value; `None` before the key of the next field.
        step: Option<Step>,
        /// How many values come, with the current one.
        left: u64,
    }

    /// A value ends, and with it all that it is the last of.
    fn next(levels: &mut Vec<Level>) {
        while let Some(level) = levels.last_mut() {
            level.left = level.left.saturating_sub(1);
            if level.left == 0 {
                levels.pop();
                continue;
            }
            level.step = match level.step.take() {
                Some(Step::Index(index)) => Some(Step::Index(index + 1)),
                Some(Step::Name(_)) | None => None,
            };
            return;
        }
    }

    let mut levels: Vec<Level> = Vec::new();
    let mut rest = bytes;
    while bytes.len() - rest.len() < end
        && let Ok((major, argument, after)) = head(rest)
    {
        let length = match major {
            2 | 3 => usize::try_from(argument).unwrap_or(usize::MAX),
            _ => 0,
        };
        let Some((content, after)) = after.split_at_checked(length) else {
            break;
        };
        rest = after;
        if let Some(level @ Level { step: None, .. }) = levels.last_mut() {
            let name = String::from_utf8_lossy(content);
            level.step = Some(Step::Name(name.into()));
            continue;
        }
        if bytes.len() - rest.len() >= end {
            break;
        }
        match major {
            4 | 5 if argument > 0 => levels.push(Level {
                step: (major == 4).then_some(Step::Index(0)),
                left: argument,
            }),
            // A tag is the start of a value.
            6 => {}
            _ => next(&mut levels),
        }
    }
    let steps = levels.into_iter().map_while(|level| level.step);
    steps.collect()
}

#[cfg(all(test, any(feature = "serde_json", feature = "dag-cbor")))]
mod tests {
    use super::*;

    #[cfg(feature = "serde_json")]
    #[test]
    fn json_ends_in_a_value() {
        for (text, expected) in [
            ("", ""),
            (r#"{"a"#, ""),
            (r#"{"a":"#, "/a"),
            (r#"{"a": [1, {"b~/": "x\"]", "c": "#, "/a/1/c"),
            (r#"{"a": [1, {"b~/": "x\"]"#, "/a/1/b~0~1"),
            (r#"{"a": [1, {"b": 2}"#, "/a/1"),
            (r#"{"a": [1, {"b": 2}, "#, "/a/2"),
            (r#"[[], {}, ["#, "/2"),
            (r#"[[], {}, [1"#, "/2/0"),
            (r#"{"a": {"b": 1}}"#, ""),
            (r#"{"\u0061": "#, "/a"),
        ] {
            assert_eq!(pointer(&in_json(text.as_bytes())), expected, "{text}");
        }
    }

    #[cfg(feature = "dag-cbor")]
    #[test]
    fn bytes_of_dag_cbor_are_in_a_value() {
        // {"a": [1, {"b": "xy"}, 42([0])], "c": 2}
        let bytes = b"\xa2\x61a\x83\x01\xa1\x61b\x62xy\xd8\x2a\x41\0\x61c\x02";
        let expected = [
            "", "/a", "/a", "/a", "/a/0", "/a/1", "/a/1/b", "/a/1/b", "/a/1/b", "/a/1/b", "/a/1/b",
            "/a/2", "/a/2", "/a/2", "/a/2", "/c", "/c", "/c",
        ];
        for (at, expected) in expected.into_iter().enumerate() {
            assert_eq!(pointer(&in_cbor(bytes, at + 1)), expected, "{at}");
        }
        assert_eq!(in_cbor(&[0x9b; 9], 9), []);
    }
}
