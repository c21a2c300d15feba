//! The place of a byte in a text, as keys and indices, also where the text is not
//! valid JSON from that byte on.

/// One step towards a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Towards {
    Member(String),
    Item(usize),
}

/// The most steps that are worth telling.
const MOST: usize = 100;

/// The steps to the innermost value around a byte.
pub(crate) fn path_at(text: &str, offset: usize) -> Vec<Towards> {
    let mut path: Vec<Option<Towards>> = Vec::new();
    let mut is_key = false;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < offset
        && let Some(byte) = bytes.get(at)
    {
        match byte {
            b'"' => {
                let end = end_of_string(bytes, at);
                if end > offset {
                    break;
                }
                if is_key && let Some(innermost) = path.last_mut() {
                    let key = text.get(at..end).unwrap_or_default();
                    let key = serde_json::from_str(key).unwrap_or_else(|_| key.to_owned());
                    *innermost = Some(Towards::Member(key));
                }
                is_key = false;
                at = end;
                continue;
            }
            b'{' => {
                path.push(None);
                is_key = true;
            }
            b'[' => {
                path.push(Some(Towards::Item(0)));
                is_key = false;
            }
            b'}' | b']' => {
                path.pop();
                is_key = false;
            }
            b',' => match path.last_mut() {
                Some(Some(Towards::Item(index))) => *index += 1,
                Some(member) => {
                    *member = None;
                    is_key = true;
                }
                None => {}
            },
            _ => {}
        }
        at += 1;
    }
    path.into_iter().map_while(|step| step).take(MOST).collect()
}

/// The byte after a string that begins at a quote.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::{Towards, path_at};

    #[test]
    fn a_byte_is_found_by_keys_and_indices() {
        let text = r#"{"a": {"b\n": [1, {"c": "x]}", "d" 7}]}, "e": 1,}"#;
        let shown = |found: &str| {
            let path = path_at(text, text.find(found).expect("it is there"));
            let steps = path.iter().map(|step| match step {
                Towards::Member(name) => name.clone(),
                Towards::Item(index) => index.to_string(),
            });
            Vec::from_iter(steps).join("/")
        };
        assert_eq!(shown("{"), "");
        assert_eq!(shown("1"), "a/b\n/0");
        assert_eq!(shown("x]"), "a/b\n/1/c");
        assert_eq!(shown("7"), "a/b\n/1/d");
        assert_eq!(shown("]}, "), "a/b\n/1");
        assert_eq!(shown("1,}"), "e");
        assert_eq!(shown("\"e\""), "");
        assert_eq!(path_at("[\"", 9), [Towards::Item(0)]);
        assert_eq!(path_at("}],,\\", 9), []);
    }
}
