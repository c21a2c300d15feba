//! Mutations that keep JSON valid, to reach code behind the parser: members and
//! items are dropped, repeated, moved and swapped.

use serde_json::Value;

/// A pseudo-random number generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// Mutates the JSON at `data[start..size]`. Returns the new size, or `None` if it
/// is not JSON or the result does not fit.
pub fn mutate(data: &mut [u8], start: usize, size: usize, seed: u32) -> Option<usize> {
    let mut random = Random(u64::from(seed) | 1 << 40);
    let mut value: Value = serde_json::from_slice(data.get(start..size)?).ok()?;
    for _ in 0..=random.below(3) {
        let steps = pointers(&value);
        let from = random.pick(&steps)?.clone();
        let to = random.pick(&steps)?.clone();
        edit(&mut value, &from, &to, &mut random)?;
    }
    let text = serde_json::to_vec(&value).ok()?;
    let end = start + text.len();
    data.get_mut(start..end)?.copy_from_slice(&text);
    Some(end)
}

/// An edit: copies the value at `from` to `to`, or changes the value at `to`.
fn edit(value: &mut Value, from: &str, to: &str, random: &mut Random) -> Option<()> {
    let copy = value.pointer(from)?.clone();
    match random.below(6) {
        0 => *value.pointer_mut(to)? = copy,
        1 => *value.pointer_mut(to)? = scalar(random),
        2 => {
            let name = name(value, random);
            match value.pointer_mut(to)? {
                Value::Object(members) => drop(members.insert(name, copy)),
                Value::Array(items) => items.insert(random.below(items.len() + 1), copy),
                _ => {}
            }
        }
        3 => match value.pointer_mut(to)? {
            Value::Object(members) => {
                let name = members.keys().nth(random.below(members.len()))?.clone();
                members.remove(&name);
            }
            Value::Array(items) if !items.is_empty() => {
                items.remove(random.below(items.len()));
            }
            _ => {}
        },
        4 => {
            let name = name(value, random);
            if let Value::Object(members) = value.pointer_mut(to)? {
                let old = members.keys().nth(random.below(members.len()))?.clone();
                let inner = members.remove(&old)?;
                members.insert(name, inner);
            }
        }
        _ => {
            let other = std::mem::replace(value.pointer_mut(to)?, copy);
            if let Some(place) = value.pointer_mut(from) {
                *place = other;
            }
        }
    }
    Some(())
}

/// An existing name, or an unusual one.
fn name(value: &Value, random: &mut Random) -> String {
    const NAMES: [&str; 14] = [
        "", "!", "$type", "$link", "$bytes", "type", "main", "Self", "self", "fn", "a", "é", "a-b",
        "0",
    ];
    let steps = pointers(value);
    let known = random.pick(&steps).and_then(|it| it.rsplit('/').next());
    match (random.below(3), known) {
        (0, _) | (_, None) => NAMES[random.below(NAMES.len())].to_owned(),
        (_, Some(name)) => name.replace("~1", "/").replace("~0", "~"),
    }
}

fn scalar(random: &mut Random) -> Value {
    const TEXTS: [&str; 8] = [
        "",
        "blob",
        "#main",
        "string",
        "com.example.a",
        "*/",
        "\u{202e}\r\n",
        "r#\"",
    ];
    match random.below(5) {
        0 => Value::Null,
        1 => Value::Bool(random.below(2) == 0),
        2 => (i64::MAX >> random.below(64)).into(),
        3 => (i64::MIN >> random.below(64)).into(),
        _ => TEXTS[random.below(TEXTS.len())].into(),
    }
}

/// A JSON pointer to everything in a value.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while let Some(at) = found.get(next).cloned() {
        match value.pointer(&at) {
            Some(Value::Object(members)) => found.extend(
                members
                    .keys()
                    .map(|name| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))),
            ),
            Some(Value::Array(items)) => {
                found.extend((0..items.len()).map(|i| format!("{at}/{i}")))
            }
            _ => {}
        }
        next += 1;
    }
    found
}
