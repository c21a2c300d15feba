//! Texts that are no longer valid JSON, or are ambiguous.

use serde_json::{Value, json};

use super::{Mutant, Random, Spot, find, line, sites, text};

/// A mutation of a document and its text, and the rule that it violates.
type Mutation = fn(&mut Value, &mut Random) -> Option<(Vec<u8>, Spot)>;

pub(super) const ALL: &[(&str, &str, Mutation)] = &[
    ("a key written twice", "repeated-key", twice),
    ("a comma too many", "invalid-json", |it, random| {
        let mut text = text(it);
        let at = random.pick(&ends(&text, |next| "}]".contains(next)));
        text.insert(at, ',');
        let line = line(text.as_bytes(), at);
        Some((text.into_bytes(), Spot::Lines(line..=line + 1)))
    }),
    ("a comma missing", "invalid-json", |it, random| {
        let mut text = text(it);
        let commas: Vec<usize> = text.match_indices(",\n").map(|(at, _)| at).collect();
        let at = random.pick(&commas);
        text.remove(at);
        let line = line(text.as_bytes(), at);
        Some((text.into_bytes(), Spot::Lines(line..=line + 1)))
    }),
    ("a text cut off", "invalid-json", |it, random| {
        let mut text = text(it);
        let at = boundary(&text, 1 + random.below(text.len() - 2));
        text.truncate(at.max(1));
        let line = line(text.as_bytes(), text.len());
        Some((text.into_bytes(), Spot::Lines(line..=line)))
    }),
    ("a bracket too many", "invalid-json", |it, _| {
        let text = text(it) + "\n}";
        let line = line(text.as_bytes(), text.len());
        Some((text.into_bytes(), Spot::Lines(line..=line)))
    }),
    ("a comment", "invalid-json", |it, random| {
        let mut text = text(it);
        let at = random.pick(&ends(&text, |_| true));
        text.insert_str(at, " // so");
        let line = line(text.as_bytes(), at);
        Some((text.into_bytes(), Spot::Lines(line..=line)))
    }),
    (
        "a value that JSON does not have",
        "invalid-json",
        |it, random| {
            let none = [
                "NaN",
                "01",
                "+1",
                ".5",
                "0x10",
                "'x'",
                "undefined",
                "1e400",
                "True",
                "-",
                "1.",
            ];
            let none = random.pick(&none);
            it["revision"] = MARKER.into();
            replaced(&text(it), &format!("\"{MARKER}\""), none, 0)
        },
    ),
    ("half a character", "invalid-json", |it, random| {
        it["description"] = MARKER.into();
        let half = random.pick(&["\\ud800", "\\udc00x", "\\u12", "\\x41", "\\"]);
        // A string that begins at an escaped quote ends at a later one.
        replaced(&text(it), MARKER, half, usize::from(half == "\\"))
    }),
    ("a control in a text", "invalid-json", |it, random| {
        it["description"] = MARKER.into();
        let control = random.pick(&["\n", "\0", "\u{1b}", "\t", "\r"]);
        replaced(&text(it), MARKER, control, 1)
    }),
    ("a byte that is no UTF-8", "not-utf8", |it, random| {
        let mut bytes = text(it).into_bytes();
        let at = boundary(&text(it), random.below(bytes.len()));
        bytes.insert(at, random.pick(&[0xFF, 0xC0, 0xF8]));
        Some((bytes, Spot::Byte(at)))
    }),
    ("too many levels", "too-deep", too_deep),
];

const MARKER: &str = "@@MARKER@@";

/// Makes a mistake in the text of one document.
pub(super) fn mutate(documents: &[Value], at: usize, random: &mut Random) -> Option<Mutant> {
    let (mutation, code, mutate) = random.pick(ALL);
    let mut changed = documents[at].clone();
    let (bytes, spot) = mutate(&mut changed, random)?;
    let mut texts: Vec<Vec<u8>> = documents.iter().map(|it| text(it).into_bytes()).collect();
    texts[at] = bytes;
    Some(Mutant {
        mutation,
        texts,
        document: at,
        code,
        spot,
        is_nameless: true,
    })
}

/// Replaces a piece of the text. Returns the lines where the parser must notice
/// it: at most `more` lines further down.
fn replaced(text: &str, what: &str, by: &str, more: usize) -> Option<(Vec<u8>, Spot)> {
    let range = find(text, what);
    let line = line(text.as_bytes(), range.start);
    let mut text = text.to_owned();
    text.replace_range(range, by);
    Some((text.into_bytes(), Spot::Lines(line..=line + more)))
}

/// The ends of lines after a value. (Line ends in strings are escaped.)
fn ends(text: &str, next: impl Fn(char) -> bool) -> Vec<usize> {
    let lines = text.match_indices('\n').map(|(at, _)| at);
    let begins = |at: usize| text[at..].trim_start().starts_with(&next);
    let holds = |at: usize| !text[..at].ends_with(['{', '[']);
    lines.filter(|at| begins(*at) && holds(*at)).collect()
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Repeats a member. Both get other names first, so that their positions are
/// known.
fn twice(it: &mut Value, random: &mut Random) -> Option<(Vec<u8>, Spot)> {
    const MARKERS: [&str; 2] = ["\"@@ONE@@\"", "\"@@TWO@@\""];
    let mut pointers: Vec<String> = sites::sites(it).into_iter().map(|it| it.pointer).collect();
    pointers.extend([String::new(), "/defs".to_owned()]);
    let pointer = random.pick(&pointers);
    let object = it.pointer_mut(&pointer)?.as_object_mut()?;
    let keys: Vec<String> = object.keys().cloned().collect();
    let key = random.pick(&keys);
    let value = object.remove(&key)?;
    for marker in MARKERS {
        object.insert(marker.trim_matches('"').to_owned(), value.clone());
    }
    let key = Value::String(key).to_string();
    let mut text = text(it);
    let [one, two] = MARKERS.map(|marker| find(&text, marker));
    let (first, again) = match one.start < two.start {
        true => (one, two),
        false => (two, one),
    };
    let at = again.start + key.len() - first.len();
    text.replace_range(again, &key);
    text.replace_range(first, &key);
    Some((text.into_bytes(), Spot::Byte(at)))
}

/// Nested arrays, one level deeper than the limit.
fn too_deep(it: &mut Value, random: &mut Random) -> Option<(Vec<u8>, Spot)> {
    let sites = sites::sites(it);
    let site = random.pick(&sites);
    let mut deep = json!({"type": "string"});
    for _ in 0..101 {
        deep = json!({"type": "array", "items": deep});
    }
    *it.pointer_mut(&site.pointer)? = deep;
    let text = text(it);
    let line = line(text.as_bytes(), first_level(&text, 101)?);
    Some((text.into_bytes(), Spot::Lines(line..=line)))
}

/// The first bracket that opens a level.
fn first_level(text: &str, level: usize) -> Option<usize> {
    let (mut depth, mut in_text, mut is_escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if in_text => is_escaped = true,
            '"' => in_text = !in_text,
            '{' | '[' if !in_text => {
                depth += 1;
                if depth == level {
                    return Some(at);
                }
            }
            '}' | ']' if !in_text => depth -= 1,
            _ => {}
        }
    }
    None
}
