//! Nothing that can be written makes the compiler fall over.

use super::{check, check_text};
use crate::compiler::{
    diagnostic::{Report, problem_count},
    source::Sources,
};

const SEED: &str = r##"{
  "lexicon": 1, "id": "com.example.thing", "description": "ü\u001b[31m",
  "defs": {
    "main": {"type": "record", "key": "literal:self", "record": {"type": "object",
      "required": ["a"], "nullable": ["b"], "properties": {
        "a": {"type": "string", "format": "did", "maxLength": 10, "enum": ["did:a:b"]},
        "b": {"type": "array", "items": {"type": "union", "refs": ["#x", "com.example.a#b"]}},
        "c": {"type": "integer", "minimum": -1, "maximum": 1e2, "default": 5},
        "d": {"type": "blob", "accept": ["*/*"], "maxSize": 1}}}},
    "p": {"type": "permission-set", "title:lang": {"en": "x"}, "permissions": [
      {"type": "permission", "resource": "rpc", "lxm": ["*"], "inheritAud": true}]},
    "q": {"type": "subscription", "parameters": {"type": "params", "properties": {}},
      "message": {"schema": {"type": "union", "refs": []}}, "errors": [{"name": "A"}]}
  }
}"##;

/// A small generator of numbers that are all the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

#[test]
fn mutated_documents_are_survived_and_rendered() {
    const PIECES: [&str; 18] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-1",
        "1e400",
        "1.5",
        "\"type\"",
        "99999999999999999999",
        "\u{202e}",
        "\\ud800",
        "\"ref\"",
        "\"object\"",
    ];
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4_000 {
        let mut text = SEED.to_owned();
        for _ in 0..=numbers.below(4) {
            let mut from = numbers.below(text.len());
            let mut upto = (from + numbers.below(12)).min(text.len());
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            while !text.is_char_boundary(upto) {
                upto += 1;
            }
            let piece = match numbers.below(3) {
                0 => String::new(),
                1 => PIECES[numbers.below(PIECES.len())].to_owned(),
                _ => text[from..upto].repeat(2),
            };
            text.replace_range(from..upto, &piece);
        }
        let (sources, checked) = check_text(&text);
        let report = Report::new(&sources, checked.diagnostics);
        let shown = report.to_text(false);
        assert!(
            !shown.contains(|c: char| c.is_control() && c != '\n'),
            "{shown:?}"
        );
        for line in report.to_json_lines().lines() {
            assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_rendered() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let (sources, checked) = check_text(&text);
        assert_eq!(checked.diagnostics.len(), 1);
        let shown = Report::new(&sources, checked.diagnostics).to_text(false);
        assert!(shown.len() < 2_000, "{}", shown.len());
    }
}

/// Every problem names its place, so a long name would be repeated for each.
#[test]
fn long_names_do_not_multiply() {
    let property = |index: usize| format!(r#""p{index}":{{"type":"x"}}"#);
    let properties: Vec<_> = (0..100).map(property).collect();
    let document = |name: &str| {
        let properties = properties.join(",");
        format!(
            r#"{{"lexicon":1,"id":"com.example.a","defs":{{"{name}":{{"type":"object","properties":{{{properties}}}}}}}}}"#
        )
    };
    let (_, checked) = check_text(&document(&"n".repeat(1000)));
    assert_eq!(checked.diagnostics.len(), 100);
    let (sources, checked) = check_text(&document(&"n".repeat(100_000)));
    assert_eq!(checked.diagnostics.len(), 1);
    assert_eq!(checked.diagnostics[0].code, "too-deep");
    let shown = Report::new(&sources, checked.diagnostics).to_text(false);
    assert!(shown.len() < 1000, "{shown}");
}

#[test]
fn the_deepest_nesting_allowed_is_checked() {
    let mut property = r#"{"type":"nope"}"#.to_owned();
    while property.matches('{').count() < crate::compiler::source::MAX_DEPTH - 4 {
        property = format!(r#"{{"type":"object","properties":{{"p":{property}}}}}"#);
    }
    let text = format!(r#"{{"lexicon":1,"id":"com.example.a","defs":{{"a":{property}}}}}"#);
    let (_, checked) = check_text(&text);
    assert_eq!(checked.diagnostics[0].code, "unknown-type");
}

/// Work grows with the size of a document, not with its square.
#[test]
fn large_lists_take_no_time_worth_mention() {
    let names: Vec<_> = (0..30_000).map(|index| format!("\"n{index}\"")).collect();
    let list = names.join(",");
    let properties: Vec<_> = names
        .iter()
        .map(|name| format!(r#"{name}:{{"type":"string"}}"#))
        .collect();
    let text = format!(
        r#"{{"lexicon":1,"id":"com.example.a","defs":{{"a":{{"type":"object","required":[{list}],
        "nullable":[{}],"properties":{{{}}}}},"b":{{"type":"string","enum":[{list}]}}}}}}"#,
        list.replace('n', "missing"),
        properties.join(",")
    );
    let mut sources = Sources::default();
    sources.add("large.json", None, text);
    let before = std::time::Instant::now();
    let checked = check(&sources);
    assert_eq!(problem_count(&checked.diagnostics), 30_000);
    assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
}
