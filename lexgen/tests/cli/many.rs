//! A problem in every byte or two of the input.

use super::*;

const SIZE: usize = 256 << 10;

/// About a quarter of a megabyte of an entry.
fn many(entry: &str) -> String {
    vec![entry; SIZE / (entry.len() + 1)].join(",")
}

fn project() -> Project {
    let project = Project::empty();
    let ones = many("1");
    let document = |rest: &str| {
        let main = format!(r#"{{"type": "string"{rest}}}"#);
        format!(r#"{{"lexicon": 1, "id": "com.example.it", "defs": {{"main": {main}}}}}"#)
    };
    let values = document(&format!(r#", "knownValues": [{ones}]"#));
    project.put("values.json", &values);
    project.put("keys.json", &document(&format!(",{}", many(r#""x":1"#))));
    let list = r#"{"type": "array", "items": {"type": "string"}}"#;
    let object = format!(r#"{{"type": "object", "properties": {{"list": {list}}}}}"#);
    project.put(
        "lexicons/list.json",
        &format!(r#"{{"lexicon": 1, "id": "com.example.list", "defs": {{"main": {object}}}}}"#),
    );
    project.put("items.json", &format!(r#"{{"list": [{ones}]}}"#));
    project.put("floats.json", &format!("[{}]", many("1.5")));
    project.put("lines.jsonl", &many("[]").replace(',', "\n"));
    project
}

#[cfg(target_os = "linux")]
const COMMANDS: [&str; 5] = [
    "check values.json",
    "check keys.json",
    "validate com.example.list items.json",
    "validate com.example.list floats.json",
    "validate com.example.list lines.jsonl",
];

#[test]
fn the_first_are_shown_and_all_are_counted() {
    let project = project();
    let ones = SIZE / 2;
    let run = project.run("check values.json").ends(1);
    assert_eq!(run.stderr.matches("\nerror[").count(), 200);
    let others = ones - 200;
    let run = run
        .says(&format!("]: {others} more of this rule are not shown\n"))
        .says("\"knownValues\": [1,")
        .says("the first of them");
    assert!(run.stderr.contains(": 131,072 errors\n"), "{}", run.stderr);

    let run = project.run("check values.json --format json").ends(1);
    assert_eq!(run.stdout.lines().count(), 201);
    let last = run.stdout.lines().last().expect("a line");
    let last: serde_json::Value = serde_json::from_str(last).expect("JSON");
    assert_eq!(last["occurrences"], others);
    assert_eq!(last["pointer"], "/defs/main/knownValues/200");
    let run = project.run("check values.json --format sarif").ends(1);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), 201);
    assert_eq!(results[200]["occurrenceCount"], others);

    let run = project
        .run("validate com.example.list lines.jsonl --format json")
        .ends(1);
    assert_eq!(run.stdout.lines().count(), 10_001);
    let lines = SIZE / 3;
    let last = run.stdout.lines().last().expect("a line");
    let last: serde_json::Value = serde_json::from_str(last).expect("JSON");
    assert_eq!(last["occurrences"], lines - 10_000);
    run.says("0 of 87,381 values valid");
}

/// A rule with many findings hides no other.
#[test]
fn every_rule_is_shown() {
    let project = Project::empty();
    let fields: Vec<_> = (0..500)
        .map(|number| format!(r#""f{number}": {{"type": "string"}}"#))
        .collect();
    let fields = fields.join(",");
    let last = r#""zz": {"type": "bytes"}"#;
    let object = format!(r#"{{"type": "object", "properties": {{{fields}, {last}}}}}"#);
    project.put(
        "lexicons/it.json",
        &format!(r#"{{"lexicon": 1, "id": "com.example.it", "defs": {{"main": {object}}}}}"#),
    );
    project
        .run("lint --allow unlimited-string --deny unlimited-bytes")
        .ends(1)
        .says("error[unlimited-bytes]");
    project
        .run("lint --deny unlimited-string")
        .ends(1)
        .says("error[unlimited-string]: 300 more of this rule are not shown")
        .says("500 errors, 1 warning");
}

/// The peak of the memory, in bytes. It is read while the command waits for
/// somebody to read its result, which is larger than a pipe.
#[cfg(target_os = "linux")]
fn peak(project: &Project, arguments: &str) -> usize {
    use std::io::Read;

    let mut command = project.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("runs");
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut [0]).expect("a result");
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("running");
    let mut rest = Vec::new();
    pipe.read_to_end(&mut rest).expect("is text");
    assert!(rest.len() > 128 << 10, "{arguments}: it did not wait");
    child.wait().expect("ends");
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kib = line.and_then(|it| it.trim().strip_suffix(" kB"));
    let kib: usize = kib.and_then(|it| it.parse().ok()).expect("a number");
    kib << 10
}

#[cfg(target_os = "linux")]
#[test]
fn problems_take_little_memory() {
    let project = project();
    for arguments in COMMANDS {
        let file = arguments.rsplit(' ').next().unwrap_or_default();
        let most = (64 << 20) + 128 * project.read(file).len();
        let peak = peak(&project, &format!("{arguments} --format sarif"));
        assert!(peak < most, "{arguments}: {peak} bytes, more than {most}");
    }
}
