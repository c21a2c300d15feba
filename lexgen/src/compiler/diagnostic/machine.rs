//! JSON for programs, whose output may end in a terminal or a log all the same.

use serde::Serialize;

use super::visible::{is_hidden, without_commands};

/// A value as JSON in one line, with an escape for each hidden character.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    // Serializing strings, numbers and JSON cannot fail.
    escaped(serde_json::to_string(value).unwrap_or_default())
}

/// The same over several lines.
pub(crate) fn to_json_pretty(value: &impl Serialize) -> String {
    escaped(serde_json::to_string_pretty(value).unwrap_or_default())
}

/// JSON whose hidden characters, and commands of CI services, are escaped. They can
/// only be inside of strings, except the line breaks between members.
fn escaped(json: String) -> String {
    let json = without_commands(json, "#\\u0023");
    let is_raw = |character: char| character != '\n' && is_hidden(character);
    if !json.chars().any(is_raw) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if is_raw(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_read_back() {
        let value = serde_json::json!({"a\u{9b}": ["\u{202e}", "\u{e0041}\u{7f}\u{1b}\n", "ä🦀", "##[x]", "##"]});
        for json in [to_json(&value), to_json_pretty(&value)] {
            let lines = json.replace('\n', "");
            assert!(!lines.chars().any(is_hidden), "{json}");
            assert!(!json.contains("##["), "{json}");
            assert!(json.contains("a\\u009b") && json.contains("\\udb40\\udc41\\u007f"));
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&json).ok(),
                Some(value.clone())
            );
        }
    }
}
