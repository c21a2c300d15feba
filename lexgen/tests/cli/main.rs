//! The command as a user runs it.

#![cfg(feature = "cli")]

mod breaking;
mod damage;
mod diff;
#[cfg(target_os = "linux")]
mod disk;
mod early;
mod fmt;
mod generate;
mod installed;
mod lint;
mod many;
mod merged;
mod new;
mod outside;
mod retired;
mod review;
mod scopes;
mod select;
mod settings;
mod snapshot;
mod unknown;

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder in which the command is run.
struct Project(TempDir);

impl Project {
    /// With two sound lexicons.
    fn new() -> Self {
        let project = Self::empty();
        project.put("lexicons/a.json", &lexicon("com.example.alpha", "string"));
        project.put(
            "lexicons/deep/b.json",
            &lexicon("com.example.deep.beta", "integer"),
        );
        project
    }

    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lexgen"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1");
        command
    }

    fn run(&self, arguments: &str) -> Run {
        Run::of(self.command(arguments).output().expect("runs"))
    }

    fn run_with(&self, arguments: &str, stdin: &str) -> Run {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("runs");
        let mut pipe = child.stdin.take().expect("a pipe");
        pipe.write_all(stdin.as_bytes()).expect("is read");
        drop(pipe);
        Run::of(child.wait_with_output().expect("ends"))
    }
}

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "no `{text}` in: {}",
            self.stderr
        );
        self
    }
}

fn lexicon(nsid: &str, r#type: &str) -> String {
    format!(
        r#"{{"lexicon": 1, "id": "{nsid}", "defs": {{"main": {{
            "type": "object", "properties": {{"field": {{"type": "{type}"}}}}}}}}}}"#
    )
}

fn broken() -> String {
    lexicon("com.example.broken", "strng")
}

#[test]
fn check_reports_and_writes_nothing() {
    let project = Project::new();
    project
        .run("check lexicons")
        .ends(0)
        .says("Checked 2 documents (2 definitions) in ");
    project.put("lexicons/broken.json", &broken());
    project.put("lexicons/worse.json", "{");
    let run = project
        .run("check lexicons")
        .ends(1)
        .says("broken.json")
        .says("worse.json");
    assert_eq!(run.stdout, "");
    let run = project.run("check lexicons --format json").ends(1);
    let codes: Vec<_> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object per line"))
        .map(|it| it["code"].as_str().expect("a code").to_owned())
        .collect();
    assert_eq!(codes.len(), 2, "{}", run.stdout);
}

#[test]
fn a_summary_counts_what_is_shown() {
    let project = Project::new();
    project.put(
        "lexicons/broken.json",
        &broken().replace("\"id\"", "\"nullabel\": 1, \"id\""),
    );
    let warned = lexicon("com.example.warned", "string").replace("\"main\"", "\"a.b\"");
    project.put("lexicons/warned.json", &warned);
    for (command, summary) in [
        ("check lexicons", " ms: 1 error, 1 warning"),
        (
            "generate lexicons -o out",
            "Failed 1 error, 1 warning; nothing was written",
        ),
        (
            "generate lexicons -o out --keep-going",
            "; 1 error, 1 warning in the rest",
        ),
    ] {
        let run = project.run(command).ends(1).says(summary);
        assert_eq!(
            run.stderr.matches("\nwarning[").count()
                + usize::from(run.stderr.starts_with("warning[")),
            1,
            "{}",
            run.stderr
        );
    }
}

#[test]
fn ir_prints_json_and_only_what_is_asked_for() {
    let project = Project::new();
    let all = project.run("ir -i lexicons").ends(0);
    let all: serde_json::Value = serde_json::from_str(&all.stdout).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let one = project.run("ir -i lexicons com.example.deep.*").ends(0);
    let one: serde_json::Value = serde_json::from_str(&one.stdout).expect("JSON");
    assert_eq!(one[0]["nsid"], "com.example.deep.beta");
    assert_eq!(one.as_array().map(Vec::len), Some(1));
    let run = project.run("ir -i lexicons com.example.alhpa").ends(2);
    assert_eq!(run.stdout, "");
    run.says("no lexicon matches `com.example.alhpa`")
        .says("did you mean `com.example.alpha`?");
    project
        .run("ir -i lexicons com.example.* com.none.*")
        .ends(2)
        .says("no lexicon matches `com.none.*`");
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let project = Project::new();
    for number in 0..400 {
        let nsid = format!("com.example.many.n{number}");
        project.put(
            &format!("lexicons/{number}.json"),
            &lexicon(&nsid, "string"),
        );
    }
    for arguments in [
        "ir -i lexicons",
        "generate lexicons -o -",
        "completions bash",
        "--help",
    ] {
        let mut command = project.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("runs");
        drop(child.stdout.take());
        let run = Run::of(child.wait_with_output().expect("ends"));
        assert!(
            !run.stderr.contains("panicked"),
            "{arguments}: {}",
            run.stderr
        );
        assert_eq!(run.code, 0, "{arguments}: {}", run.stderr);
    }
}

#[test]
fn help_teaches_and_completions_complete() {
    let project = Project::empty();
    let help = project.run("--help").ends(0).stdout;
    for part in ["Exit codes:", "Examples:", "lexgen generate lexicons/ -o"] {
        assert!(help.contains(part), "no {part} in {help}");
    }
    assert!(
        project
            .run("generate --help")
            .ends(0)
            .stdout
            .contains("--extern-path")
    );
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = project.run(&format!("completions {shell}")).ends(0).stdout;
        assert!(
            script.contains("generate") && script.contains("single-file"),
            "{shell}"
        );
    }
}

#[test]
fn colour_is_there_when_asked_for() {
    let project = Project::new();
    let plain = project.run("generate lexicons -o out").ends(0).stderr;
    let colour = project
        .run("generate lexicons -o out --color always")
        .ends(0)
        .stderr;
    assert!(
        !plain.contains('\u{1b}') && colour.contains("\u{1b}["),
        "{plain}{colour}"
    );
}

#[test]
fn every_format_says_the_same_and_sarif_is_one_document() {
    let project = Project::new();
    project.put("lexicons/broken.json", &broken());
    let run = project.run("check lexicons --format sarif").ends(1);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "unknown-type");
    assert_eq!(
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "lexicons/broken.json"
    );
    let run = project.run("check lexicons --format github").ends(1);
    assert!(
        run.stdout
            .starts_with("::error file=lexicons/broken.json,line=2,endLine=2,col="),
        "{}",
        run.stdout
    );
    // Where standard output holds code, they stay out of it.
    let run = project
        .run("generate lexicons -o - --keep-going --format sarif")
        .ends(1);
    assert!(run.stdout.starts_with("//"), "{}", run.stdout);
    assert!(run.stderr.contains("\"unknown-type\""), "{}", run.stderr);
    // A run without findings is said too: it closes the alerts of the one before.
    fs::remove_file(project.path("lexicons/broken.json")).expect("removed");
    let run = project.run("check lexicons --format sarif").ends(0);
    assert!(run.stdout.contains("\"results\": []"), "{}", run.stdout);
}
