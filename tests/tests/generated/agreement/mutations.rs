//! Random mutations of data.

use serde_json::{Value, json};

const LINK: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/// The same numbers in every run (xorshift64).
pub(super) struct Random(pub(super) u64);

impl Random {
    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    pub(super) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// Changes one thing somewhere in a value.
pub(super) fn mutate(value: &mut Value, random: &mut Random) {
    // Descend more often into deeper values.
    let inside = match value {
        Value::Object(fields) if random.below(4) > 0 => {
            let at = random.below(fields.len());
            fields.values_mut().nth(at)
        }
        Value::Array(items) if random.below(3) > 0 => {
            let at = random.below(items.len());
            items.get_mut(at)
        }
        _ => None,
    };
    match inside {
        Some(inside) => mutate(inside, random),
        None => here(value, random),
    }
}

fn here(value: &mut Value, random: &mut Random) {
    let other = random.below(4) == 0;
    match value {
        _ if other => *value = anything(random),
        Value::Object(fields) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            match random.below(4) {
                0 if !names.is_empty() => drop(fields.remove(random.pick(&names))),
                1 => drop(fields.insert("novel".to_owned(), anything(random))),
                2 => {
                    let names = [
                        "com.example.shelf.note",
                        "com.example.unheard",
                        "com.example.shelf.note#main",
                        "#plates",
                        "blob",
                        "",
                    ];
                    fields.insert("$type".to_owned(), (*random.pick(&names)).into());
                }
                _ if !names.is_empty() => {
                    fields.insert(random.pick(&names).clone(), anything(random));
                }
                _ => {}
            }
        }
        Value::Array(items) => match random.below(4) {
            0 => items.clear(),
            1 => drop(items.pop()),
            2 => items.push(anything(random)),
            _ => {
                *items = items
                    .iter()
                    .cycle()
                    .take(items.len() * 40)
                    .cloned()
                    .collect()
            }
        },
        Value::String(text) => match random.below(4) {
            0 => text.clear(),
            1 => *text = text.repeat(4000 / (text.len() + 1)),
            2 => text.push('?'),
            _ => {
                *text = random
                    .pick(&["é", "👨\u{200d}👩\u{200d}👧", "\u{0}", "a"])
                    .repeat(12)
            }
        },
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or(0);
            let numbers = [
                number.wrapping_add(1),
                number.wrapping_sub(1),
                number.wrapping_neg(),
                1_000_000_000_000,
                i64::MIN,
            ];
            *value = (*random.pick(&numbers)).into();
        }
        Value::Bool(truth) => *truth = !*truth,
        Value::Null => *value = anything(random),
    }
}

fn anything(random: &mut Random) -> Value {
    match random.below(15) {
        0 => Value::Null,
        1 => true.into(),
        2 => 0.into(),
        3 => i64::MAX.into(),
        4 => "".into(),
        5 => "com.example.shelf.note".into(),
        6 => json!([]),
        7 => json!([null, 1, "a"]),
        8 => json!({}),
        9 => json!({"$bytes": "AQIDBA"}),
        10 => json!({"$link": LINK}),
        11 => {
            json!({"$type": "blob", "ref": {"$link": LINK}, "mimeType": "video/x", "size": 90_000_000})
        }
        12 => json!({"cid": LINK, "mimeType": "image/png"}),
        13 => json!({"$type": "com.example.unheard", "a": {"b": 1}}),
        _ => json!(2.0),
    }
}
