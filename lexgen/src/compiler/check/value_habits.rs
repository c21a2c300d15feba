//! Habits from other languages in values: lists for what is named, objects for what is
//! listed, and numbers with units.

use crate::compiler::source::json::Json;

/// What to write instead of a value that is the wrong kind of JSON.
pub(super) fn help(key: &str, expected: &str, found: &Json<'_>) -> Option<String> {
    let help = match (key, found) {
        ("properties", Json::Array(items)) => {
            let name = items.first().and_then(name_of).unwrap_or("name");
            format!(
                "write an object with the properties by name: `\"properties\": {{ \"{name}\": {{ \
                 \"type\": … }} }}`"
            )
        }
        ("defs", Json::Array(_)) => "write an object with the definitions by name: `\"defs\": { \
                                     \"main\": { \"type\": … } }`"
            .to_owned(),
        ("errors", Json::Object(errors)) => {
            let mut names = errors.keys();
            let name = names.next().unwrap_or("NotFound");
            let more = names.next().map_or("", |_| ", …");
            format!("write a list: `\"errors\": [{{ \"name\": \"{name}\" }}{more}]`")
        }
        ("permissions", Json::Object(_)) => "write a list: `\"permissions\": [{ … }]`".to_owned(),
        ("title" | "detail" | "name", Json::Object(_)) => format!(
            "write the text in one language here, and the others in `\"{key}:lang\": {{ \"en\": … }}`"
        ),
        (_, Json::String(text)) if expected == "an integer" => match amount(text)? {
            (number, true) => format!("write the number of bytes: `{number}`"),
            (number, false) => format!("write the number without the unit: `{number}`"),
        },
        _ => return None,
    };
    Some(help)
}

/// The name in an entry of a list: `name`, or the entry itself.
fn name_of<'j>(entry: &'j Json<'_>) -> Option<&'j str> {
    match entry {
        Json::Object(object) => object.get("name")?.as_str(),
        entry => entry.as_str(),
    }
}

/// The number in a text such as `1MB` or `300 graphemes`, and whether its unit is one of
/// bytes.
fn amount(text: &str) -> Option<(i64, bool)> {
    let text = text.trim();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '_' | ',');
    let unit = text.trim_start_matches(is_number);
    let number = text.strip_suffix(unit)?.replace(['_', ','], "");
    let number: i64 = number.parse().ok()?;
    let unit = unit.trim().to_ascii_lowercase();
    let (factor, is_bytes) = match unit.as_str() {
        "b" | "byte" | "bytes" => (1, true),
        "k" | "kb" => (1_000, true),
        "kib" => (1 << 10, true),
        "m" | "mb" => (1_000_000, true),
        "mib" => (1 << 20, true),
        "g" | "gb" => (1_000_000_000, true),
        "gib" => (1 << 30, true),
        _ => (1, false),
    };
    Some((number.checked_mul(factor)?, is_bytes))
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_have_units() {
        for (text, number) in [
            ("1MB", (1_000_000, true)),
            ("64 KiB", (65_536, true)),
            ("1_000", (1_000, false)),
            ("10,000 bytes", (10_000, true)),
            ("300 graphemes", (300, false)),
        ] {
            assert_eq!(amount(text), Some(number), "{text}");
        }
        for text in [
            "",
            "MB",
            "-1",
            "99999999999999999999",
            "9999999999999GB",
            "१",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
