//! Many values, many files, and files that are something else.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use super::{Folder, GOOD};

#[test]
fn a_folder_is_read_by_the_names_of_its_files() {
    let folder = Folder::new();
    let path = |name: &str| folder.0.path().join(name);
    std::fs::create_dir_all(path("data/deep/.hidden")).expect("a folder");
    folder.put("data/b.json", GOOD);
    folder.put("data/deep/a.jsonl", format!("{GOOD}\n{GOOD}\n{{}}\n"));
    folder.put("data/deep/text.txt", "?");
    folder.put("data/deep/.hidden/c.json", "?");
    let (code, _, stderr) = folder.run("validate data", "");
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("a.jsonl:3:1"), "{stderr}");
    assert!(stderr.contains("3 of 4 values valid"), "{stderr}");
    std::fs::create_dir(path("none")).expect("a folder");
    let (code, _, stderr) = folder.run("validate none", "");
    assert_eq!(code, 2, "{stderr}");
    assert!(
        stderr.contains("no data in `none`") && stderr.contains("`*.jsonl`"),
        "{stderr}"
    );
}

#[test]
fn an_unreadable_file_ends_the_run_unless_it_is_to_keep_going() {
    let folder = Folder::new();
    folder.put("a.json", GOOD);
    let (code, stdout, stderr) = folder.run("validate none.json a.json", "");
    assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
    assert!(!stderr.contains("Validated"), "{stderr}");
    // Of several, the first is named.
    let (code, _, stderr) = folder.run("validate none.json a.json gone.json", "");
    assert_eq!(code, 2);
    assert!(stderr.contains("cannot read `none.json`"), "{stderr}");
    let (code, _, stderr) = folder.run("validate none.json a.json --keep-going", "");
    assert_eq!(code, 2, "{stderr}");
    for part in [
        "Validated 1 of 1 value valid",
        "cannot read `none.json`",
        "1 file could not be read",
    ] {
        assert!(stderr.contains(part), "no {part} in {stderr}");
    }
}

#[test]
fn a_file_that_does_not_exist_is_no_definition() {
    let folder = Folder::new();
    let (code, _, stderr) = folder.run("validate my.posts.json", "");
    assert_eq!(code, 2);
    for part in [
        "error: cannot read `my.posts.json`",
        "if it is a definition, name a file after it: `lexgen validate my.posts.json <FILE>`",
    ] {
        assert!(stderr.contains(part), "no {part} in {stderr}");
    }
    let (code, _, stderr) = folder.run("validate com.example.note", "");
    assert_eq!(code, 2);
    assert!(
        stderr.contains("no file with data for `com.example.note`"),
        "{stderr}"
    );
}

#[test]
fn a_file_that_is_something_else_is_not_read_to_its_end() {
    let folder = Folder::new();
    let lines = "\u{0}{oops}\n".repeat(5000) + GOOD + "\n";
    folder.put("a.jsonl", &lines);
    folder.put("b.json", GOOD);
    let (code, _, stderr) = folder.run("validate a.jsonl b.json", "");
    assert_eq!(code, 1);
    for part in [
        "skipped the rest of `a.jsonl`: 100 values in it cannot be read",
        "pass `--keep-going`",
        "unreadable values: 0 of 100 valid",
        "Validated 1 of 101 values valid",
    ] {
        assert!(stderr.contains(part), "no {part} in {stderr}");
    }
    let (code, _, stderr) = folder.run("validate a.jsonl b.json --keep-going", "");
    assert_eq!(code, 1);
    assert!(
        stderr.contains("Validated 2 of 5,002 values valid"),
        "{stderr}"
    );
}

#[test]
fn values_outside_the_data_model_do_not_end_a_file() {
    let folder = Folder::new();
    for value in ["1.5", r#"{"$link": "Qm"}"#, r#"{"$type": ""}"#] {
        let lines = format!("{value}\n").repeat(150) + GOOD + "\n";
        let (code, _, stderr) = folder.run("validate - --json-lines", &lines);
        assert_eq!(code, 1, "{value}");
        assert!(!stderr.contains("skipped the rest"), "{value}: {stderr}");
        assert!(
            stderr.contains("Validated 1 of 151 values valid"),
            "{value}: {stderr}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_concern_one_line() {
    let folder = Folder::new();
    let mut bytes = format!("{GOOD}\n").into_bytes();
    bytes.extend(b"{\"$type\": \"\xff\xfe\"}\n");
    bytes.extend(format!("{GOOD}\n").as_bytes());
    folder.put("a.jsonl", &bytes);
    folder.put("b.json", &bytes);
    for name in ["a.jsonl", "b.json"] {
        let (code, stdout, stderr) = folder.run(&format!("validate {name} --format json"), "");
        assert_eq!((code, stdout.lines().count()), (1, 1), "{stdout}");
        let expected = format!(r#"{{"file":"{name}","record":2,"line":2,"column":12,"#);
        assert!(stdout.starts_with(&expected), "{stdout}");
        assert!(stdout.contains("not-utf8"), "{stdout}");
        assert!(stderr.contains("2 of 3 values valid"), "{stderr}");
    }
}

#[test]
fn places_are_those_in_the_file() {
    let folder = Folder::new();
    let bad = GOOD.replace("\"hello\"", "7");
    folder.put("a.json", format!("{GOOD} {bad}\n\n  {bad}"));
    let (_, stdout, _) = folder.run("validate a.json --format json", "");
    let place = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        (line["line"].as_u64(), line["column"].as_u64())
    };
    let places: Vec<_> = stdout.lines().map(place).collect();
    let column = GOOD.find("\"hello\"").expect("a text") as u64 + 1;
    let second = column + GOOD.len() as u64 + 1;
    assert_eq!(
        places,
        [(Some(1), Some(second)), (Some(3), Some(column + 2))]
    );
    let (_, _, stderr) = folder.run("validate a.json", "");
    for place in [
        format!("a.json:1:{second}"),
        format!("a.json:3:{}", column + 2),
    ] {
        assert!(stderr.contains(&place), "no {place} in {stderr}");
    }
}

/// The most memory that a process has had, in KiB.
#[cfg(target_os = "linux")]
fn peak(process: &std::process::Child) -> usize {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", process.id())).expect("a status");
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("a peak");
    let peak = peak.trim().trim_end_matches(" kB");
    peak.parse().expect("a number")
}

/// Values are judged before the input ends, and do not stay in memory.
#[cfg(target_os = "linux")]
#[test]
fn values_do_not_stay_in_memory() {
    const MIB: usize = 1 << 20;
    const VALUES: usize = 300;
    let folder = Folder::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lexgen"))
        .args(["validate", "-", "--json-lines"])
        .current_dir(folder.0.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let line = GOOD.replace("{", &format!("{{\"more\": \"{}\", ", "x".repeat(MIB))) + "\n";
    for _ in 0..VALUES {
        pipe.write_all(line.as_bytes()).expect("it reads all");
    }
    let peak = peak(&child);
    drop(pipe);
    let output = child.wait_with_output().expect("ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("Validated 300 of 300 values valid"),
        "{stderr}"
    );
    assert!(peak < VALUES * 1024 / 3, "{peak} KiB");
}

/// Nor do the blocks of a CAR file.
#[cfg(target_os = "linux")]
#[test]
fn blocks_do_not_stay_in_memory() {
    const BLOCKS: usize = 150;
    let folder = Folder::new();
    let blocks = (0..BLOCKS).map(|number| {
        let more = format!("{{\"more\": \"{number}{}\", ", "x".repeat(1 << 20));
        super::car::record(&GOOD.replace("{", &more))
    });
    folder.put("blocks.car", super::car::file(blocks));
    let mut child = Command::new(env!("CARGO_BIN_EXE_lexgen"))
        .args(["validate", "blocks.car", "-"])
        .current_dir(folder.0.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    // More than the pipe has room for is read only after the file.
    let lines = GOOD.replace('\n', "").repeat(4096) + "\n";
    pipe.write_all(lines.as_bytes()).expect("it reads all");
    let peak = peak(&child);
    drop(pipe);
    let output = child.wait_with_output().expect("ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("Validated 4,246 of 4,246 values valid"),
        "{stderr}"
    );
    assert!(peak < BLOCKS * 1024 * 2 / 3, "{peak} KiB");
}

#[test]
fn types_that_no_lexicon_defines_do_not_fill_the_memory() {
    let folder = Folder::new();
    let value = |number: usize| format!("{{\"$type\": \"com.example.t{number}\"}}\n");
    let values: String = (0..3000).map(value).collect();
    let (code, _, stderr) = folder.run("validate - --json-lines --format json", &values);
    assert_eq!(code, 1);
    assert!(stderr.contains(" and 901 types more\n"), "{stderr}");
    assert!(
        stderr.contains("Validated 0 of 3,000 values valid"),
        "{stderr}"
    );
}
