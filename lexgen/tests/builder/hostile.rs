//! Names of files that cargo would read as its own instructions.

use std::{
    ffi::OsStr,
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use super::{LEXICON, project, run_build_script, run_build_script_with};

/// As a name of a folder, it ends the path that cargo reads and gives an
/// instruction. Cargo reads what follows a line break.
const NAME: &str = "x\ncargo::rustc-env=LEXGEN_HOSTILE=yes\ncargo::rustc-cfg=hostile\n";

fn put(path: PathBuf) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, LEXICON.replace("thing", "other")).expect("a file");
}

/// What cargo does with the output of the build script: a program that it builds
/// prints what it was told.
fn told_to_cargo(output: &Output) -> String {
    let package = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| package.path().join(name);
    fs::create_dir(at("src")).expect("a folder");
    fs::write(at("printed"), &output.stdout).expect("a file");
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = 'told'\nedition = '2024'\n[workspace]\n",
        ),
        (
            "build.rs",
            "use std::io::Write;\nfn main() {\n    let printed = include_bytes!(\"printed\");\n    \
             std::io::stdout().write_all(printed).unwrap();\n}\n",
        ),
        (
            "src/main.rs",
            "#![allow(unexpected_cfgs)]\nfn main() {\n    \
             println!(\"{:?} {}\", option_env!(\"LEXGEN_HOSTILE\"), cfg!(hostile));\n}\n",
        ),
    ];
    for (name, text) in files {
        fs::write(at(name), text).expect("a file");
    }
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .env("CARGO_TARGET_DIR", at("target"))
        .env_remove("RUSTFLAGS")
        .current_dir(package.path())
        .output()
        .expect("cargo runs");
    assert!(run.status.success(), "{run:?}");
    String::from_utf8(run.stdout).expect("text")
}

#[test]
fn a_folder_named_like_an_instruction_gives_none() {
    let project = project();
    put(project
        .path()
        .join("lexicons")
        .join(NAME)
        .join("other.json"));
    let output = run_build_script(project.path());
    assert_eq!(told_to_cargo(&output), "None false\n");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(!printed.contains("\ncargo::rustc"), "{printed}");
    let text = printed.into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("the name contains a line break"), "{text}");
    assert!(
        text.contains("lexicons/x␊cargo::rustc-env=LEXGEN_HOSTILE=yes"),
        "{text}"
    );
}

#[test]
fn a_file_named_like_an_instruction_gives_none() {
    let project = project();
    let name = format!("{}.json", NAME.trim_end());
    put(project.path().join("lexicons").join(name));
    let output = run_build_script(project.path());
    assert_eq!(told_to_cargo(&output), "None false\n");
    assert!(!output.status.success(), "{output:?}");
}

#[test]
fn a_project_in_a_folder_of_such_a_name_is_built() {
    let outer = tempfile::tempdir().expect("a temporary folder");
    let project = outer.path().join(NAME);
    put(project.join("lexicons/other.json"));
    // As `concat!(env!("CARGO_MANIFEST_DIR"), "/lexicons")` names it.
    let output = run_build_script_with(&project, &project.join("lexicons"));
    assert_eq!(told_to_cargo(&output), "None false\n");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert!(
        printed.contains("cargo::rerun-if-changed=lexicons\n"),
        "{printed}"
    );
}

#[test]
fn an_input_that_cargo_cannot_watch_is_refused() {
    let project = project();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    for name in [
        OsStr::new(NAME),
        OsStr::from_bytes(b"\xff"),
        OsStr::new("space "),
    ] {
        let input = elsewhere.path().join(Path::new(name));
        put(input.join("other.json"));
        let output = run_build_script_with(project.path(), &input);
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(told_to_cargo(&output), "None false\n");
        assert!(!output.status.success(), "{text}");
        assert!(text.contains("cargo cannot watch"), "{text}");
    }
}

#[test]
fn what_is_below_a_watched_folder_needs_no_name() {
    let project = project();
    let name = Path::new(OsStr::from_bytes(b"\xff"));
    put(project
        .path()
        .join("lexicons")
        .join(name)
        .join("other.json"));
    let output = run_build_script(project.path());
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert!(
        printed.contains("cargo::rerun-if-changed=lexicons\n"),
        "{printed}"
    );
    assert!(!printed.contains('\u{fffd}'), "{printed}");
}

#[test]
fn a_warning_is_one_line_without_control_characters() {
    let project = project();
    let text = LEXICON.replace(
        "\"field\"",
        r#""a\ncargo::rustc-cfg=hostile\u001b[2K\u009b": {"type": "string"}, "$x""#,
    );
    fs::write(project.path().join("lexicons/deep/thing.json"), text).expect("a file");
    let output = run_build_script(project.path());
    assert_eq!(told_to_cargo(&output), "None false\n");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("cargo::warning="), "{printed}");
    let is_control = |it: char| it != '\n' && it.is_control();
    assert!(!printed.contains(is_control), "{printed:?}");
}
