//! Commands print the output that the guide shows.
//!
//! A block begins with `$ lexgen COMMAND …`, followed by the output. Its input is
//! in the folder `console/COMMAND`: files, or two versions of them in `old` and
//! `new`, of which the first is committed with the tag `v1.2`.
//!
//! `LEXGEN_ACCEPT_PAGES=1` writes the output to the pages; read the diff before
//! committing.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use lexgen_tests::{lexgen, workspace};

use crate::page::{Page, read};

#[test]
fn output_is_shown_as_it_is_printed() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: git is not installed");
        return;
    }
    let accept = std::env::var_os("LEXGEN_ACCEPT_PAGES").is_some();
    let mut wrong = Vec::new();
    for page in Page::all() {
        let mut text = page.text.clone();
        let blocks = page.blocks().into_iter();
        for block in blocks.filter(|block| block.language == "console") {
            let (command, shown) = block.text.split_once('\n').expect("a command");
            let printed = run(command);
            if without_time(shown) != without_time(&printed) {
                text = text.replace(&block.text, &format!("{command}\n{printed}"));
                wrong.push(format!("{}: {command}\n{printed}", page.path));
            }
        }
        if accept && text != page.text {
            fs::write(workspace().join(&page.path), text).expect("writable");
        }
    }
    assert!(accept || wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The output of a command, in a folder with its input.
fn run(command: &str) -> String {
    let arguments = command.strip_prefix("$ lexgen ").expect("our command");
    let arguments: Vec<_> = arguments.split(' ').collect();
    let folder = tempfile::tempdir().expect("a folder can be made");
    prepare(folder.path(), arguments[0]);
    let output = lexgen_in(folder.path(), &arguments);
    let mut printed = String::from_utf8(output.stdout).expect("text");
    printed.push_str(&String::from_utf8(output.stderr).expect("text"));
    printed
}

fn lexgen_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = lexgen();
    command.args(arguments).current_dir(folder);
    command.output().expect("the binary was built")
}

/// Writes the input of a command to a folder.
fn prepare(folder: &Path, command: &str) {
    let input = workspace()
        .join("tests/tests/documentation/console")
        .join(command);
    if !input.join("old").exists() {
        copy(&input, folder);
        let lexicon = "lexicons/com/atproto/server/createSession.json";
        if command == "validate" {
            fs::create_dir_all(folder.join(lexicon).parent().expect("a folder")).expect("made");
            fs::write(folder.join(lexicon), read(lexicon)).expect("writable");
        }
        return;
    }
    copy(&input.join("old"), folder);
    if command == "snapshot" {
        assert!(lexgen_in(folder, &["snapshot"]).status.success());
    }
    for arguments in ["init -q", "add -A", "commit -q -m first", "tag v1.2"] {
        git(folder, arguments);
    }
    copy(&input.join("new"), folder);
}

fn git(folder: &Path, arguments: &str) {
    let output = Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.com"])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{output:?}");
}

/// Copies the content of a folder, if it exists.
fn copy(from: &Path, to: &Path) {
    for file in walkdir::WalkDir::new(from).into_iter().flatten() {
        let to = to.join(file.path().strip_prefix(from).expect("inside"));
        if file.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder can be made");
        } else {
            fs::copy(file.path(), to).expect("a file can be copied");
        }
    }
}

/// The text with all durations replaced by `in 9 ms`.
fn without_time(text: &str) -> String {
    let mut parts = text.split(" ms");
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let time = result.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        result.truncate(time.len());
        result.push_str("9 ms");
        result.push_str(part);
    }
    result
}
