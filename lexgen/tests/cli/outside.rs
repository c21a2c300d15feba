//! Text from outside in what the command prints.

use super::*;

/// A name that erases lines, hides text, reverses text and begins a line of its
/// own, in Unicode and in the one byte form of control characters.
const NAME: &str =
    "a\u{1b}[2K\u{1b}[1A\u{1b}[8m\u{9b}31m\u{202e}b\u{7f}\n::error::FAKE##[error]FAKE##vso[x]";

/// The same in JSON.
fn in_json() -> String {
    serde_json::to_string(NAME)
        .expect("a string")
        .trim_matches('"')
        .to_owned()
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Styles that color text and hide nothing.
fn without_styles(text: &str) -> String {
    let mut plain = text.to_owned();
    for number in [
        "0", "1", "2", "31", "32", "33", "36", "91", "92", "93", "94", "96",
    ] {
        plain = plain.replace(&format!("\u{1b}[{number}m"), "");
    }
    plain
}

fn object_of(nsid: &str, properties: &str) -> String {
    format!(
        r#"{{"lexicon": 1, "id": "{nsid}", "defs": {{"main": {{"type": "record", "key": "tid",
            "record": {{"type": "object", "properties": {{{properties}}}}}}}}}}}"#
    )
}

/// Two versions with hostile names of files, definitions, properties and values.
fn hostile() -> Project {
    let project = Project::empty();
    let name = in_json();
    let path = NAME.replace('\n', "");
    let old = object_of(
        "com.example.thing",
        &format!(
            r#""{name}": {{"type": "string"}}, "kept": {{"type": "string", "enum": ["{name}"]}}"#
        ),
    );
    let new = object_of(
        "com.example.thing",
        &format!(
            r#""kept": {{"type": "string", "enum": ["{name}x"], "default": "{name}", "max{name}": 1}}"#
        ),
    );
    project.put(&format!("old/{path}.json"), &old);
    project.put(&format!("new/{path}.json"), &new);
    let broken = format!(
        r##"{{"lexicon": 1, "id": "com.example.broken", "defs": {{"{name}": {{"type": "{name}"}},
           "list": {{"type": "ref", "ref": "lex:{name}"}}, "kept": {{"type": "ref", "ref": "#kepd"}}}}}}"##
    );
    project.put(&format!("broken/{path}.json"), &broken);
    project.put(
        &format!("broken/{path}.2.json"),
        &format!("{{\"{name}\": 1, \"{name}\" x"),
    );
    project.put(
        &format!("data/{path}.json"),
        &format!(r#"{{"$type": "com.example.thing", "kept": "{name}"}}"#),
    );
    project.put(
        &format!("data/{path}.2.json"),
        &format!(r#"{{"{name}": 1.5, "{name}": 2.5}}"#),
    );
    project.put(
        &format!("fixable/{path}.json"),
        &object_of(
            "com.example.fix",
            r#""kept": {"type": "ref", "ref": "com.example.fix#main"}"#,
        ),
    );
    project.run("snapshot old -o old.lock").ends(0);
    project
}

#[test]
fn nothing_in_it_controls_the_terminal_or_begins_a_line() {
    let project = hostile();
    let path = NAME.replace('\n', "");
    let file = |folder: &str, rest: &str| format!("{folder}/{path}{rest}");
    let commands: &[&[&str]] = &[
        &["check", "old"],
        &["check", "broken"],
        &["check", "none"],
        &["check", NAME],
        &["lint", "new", "-v"],
        &["lint", "fixable", "-v"],
        &["lint", "fixable", "--diff"],
        &["lint", "--rule", NAME],
        &["snapshot", "new", "-o", "old.lock"],
        &["snapshot", "new", "-o", &file("old", ".json")],
        &["diff", "old", "new"],
        &["diff", "old", "new", "--stat"],
        &["diff", "old", &format!("git:{path}")],
        &["diff", &file("old", ".json"), NAME],
        &["breaking", "new", "--against", "old", "--all", "--witness"],
        &[
            "breaking",
            "new",
            "--against",
            "old.lock",
            "--all",
            "--witness",
            "-v",
        ],
        &["breaking", "new", "--against", NAME],
        &[
            "validate",
            "com.example.thing",
            "-l",
            "old",
            &file("data", ".json"),
            &file("data", ".2.json"),
        ],
        &["validate", NAME, "-l", "old", &file("data", ".json")],
        &["validate", "com.example.thing", "-l", "broken", NAME],
        &[
            "cid",
            &file("data", ".json"),
            &file("old", ".json"),
            &file("data", ".2.json"),
        ],
        &["ir", "-i", "old"],
        &["ir", "-i", "broken", NAME],
        &["generate", "new", "-o", NAME, "-v"],
        &["generate", "new", "-o", NAME, "--check"],
        &["generate", "old", "-o", "-"],
        &["explain", NAME],
        &["--config", NAME, "check"],
        &["check", "--format", NAME],
        &[NAME],
    ];
    let mut shown = 0;
    for arguments in commands {
        for format in ["human", "json", "sarif", "github"] {
            for color in ["never", "always"] {
                let mut command = project.command("");
                command
                    .args(*arguments)
                    .args(["--format", format, "--color", color]);
                let run = Run::of(command.output().expect("runs"));
                for text in [&run.stdout, &run.stderr] {
                    let text = without_styles(text);
                    for line in text.lines() {
                        let about = format!("{arguments:?} {format} {color}: {line:?}");
                        assert!(!line.contains(is_hidden), "{about}");
                        // Both are commands of CI services.
                        let is_annotation = format == "github" && line.contains(" title=")
                            || line.contains(",title=");
                        assert!(
                            is_annotation || !line.trim_start().starts_with("::error"),
                            "{about}"
                        );
                        let is_code = arguments.ends_with(&["-o", "-"]);
                        let is_command = line.contains("##[") || line.contains("##vso");
                        assert!(is_code || !is_command, "{about}");
                        shown += usize::from(line.contains("FAKE"));
                    }
                }
            }
        }
    }
    // The names are there all the same.
    assert!(shown > 100, "{shown}");
}

/// Without colors, as in the log of a CI service.
#[test]
fn plain_diffs_hold_no_commands() {
    let project = Project::empty();
    let names = "##[error]FAKE ##vso[task]FAKE \u{200d}";
    let text = lexicon("com.example.fix", "string").replace(
        "\"properties\"",
        &format!("\n\"nullable\": [],\n\"description\": \"{names}\",\n\"properties\""),
    );
    project.put("fixable/a.json", &text);
    let run = project.run("lint fixable --diff").ends(1);
    assert!(!run.stdout.contains("##"), "{}", run.stdout);
    // Everything else is as it is in the file.
    let shown = "\"# #[error]FAKE # #vso[task]FAKE \u{200d}\"";
    assert!(run.stdout.contains(shown), "{}", run.stdout);

    project.run("generate fixable -o out").ends(0);
    let code = project.read("out/mod.rs");
    let hostile = "// ##[error]FAKE\r::error::FAKE\u{202e}\n";
    project.put("out/mod.rs", &format!("{code}{hostile}"));
    let run = project.run("generate fixable -o out --check").ends(1);
    let shown = "-// # #[error]FAKE␍-::error::FAKE\u{fffd}\n";
    assert!(run.stdout.contains(shown), "{}", run.stdout);
}

#[test]
fn colored_diffs_show_what_files_hide() {
    let project = Project::empty();
    let text = lexicon("com.example.fix", "string").replace(
        "\"properties\"",
        "\"nullable\": [], \"description\": \"DIFF \u{202e}\u{9b}8m\u{7f}\", \"properties\"",
    );
    project.put("fixable/a.json", &text);
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "string"));
    project.run("generate lexicons -o out").ends(0);
    let code = project.read("out/mod.rs");
    let hidden = "// DIFF \u{1b}[8m\u{1b}[31m\u{1b}[2K\u{202e}\u{9b}8m\n";
    project.put("out/mod.rs", &format!("{code}{hidden}"));
    for command in [
        "lint fixable --diff --color always",
        "generate lexicons -o out --check --color always",
    ] {
        let run = project.run(command);
        let line = run.stdout.lines().find(|line| line.contains("DIFF"));
        let line = line.unwrap_or_else(|| panic!("{command}: {}{}", run.stdout, run.stderr));
        let (_, content) = line.split_once("DIFF").expect("found above");
        let content = content.strip_suffix("\u{1b}[0m").expect("a style ends");
        assert!(!content.contains(is_hidden), "{command}: {content:?}");
    }
}

#[test]
fn no_other_file_of_the_command_prints() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compiler/cli");
    let mut open = vec![PathBuf::from(folder)];
    let mut files = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path)
                    .expect("a folder")
                    .map(|it| it.expect("an entry").path()),
            );
            continue;
        }
        files += 1;
        if path.ends_with("cli/terminal.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file");
        for name in [
            "print!",
            "println!",
            "stdout()",
            "stderr()",
            "stdin()",
            "fs::read",
            "File::open",
        ] {
            assert!(!text.contains(name), "{}: {name}", path.display());
        }
    }
    assert!(files > 20, "{files}");
}

/// The bytes of the pages of rules in SARIF, which have no text of others. There are
/// none in other formats.
fn pages_of_rules(stdout: &str) -> usize {
    let Ok(report) = serde_json::from_str::<serde_json::Value>(stdout) else {
        return 0;
    };
    let rules = &report["runs"][0]["tool"]["driver"]["rules"];
    let rules = rules.as_array().into_iter().flatten();
    rules.map(|rule| rule["help"].to_string().len()).sum()
}

#[test]
fn long_text_is_short_in_every_format() {
    let project = Project::empty();
    let long = "k".repeat(1_900_000);
    let object = |name: &str| {
        format!(
            r#"{{"lexicon": 1, "id": "com.example.long", "defs": {{"{name}": {{"type": "object", "properties": {{"a": {{"type": "{long}"}}, "b": {{"type": "x"}}}}}}}}}}"#
        )
    };
    project.put("lexicons/value.json", &object("main"));
    project.put("lexicons/name.json", &object(&long));
    project.put(
        "data.json",
        &format!(r#"{{"{long}": 1.5, "{long}": {{"{long}": 2.5}}}}"#),
    );
    project.put("sound/a.json", &lexicon("com.example.alpha", "string"));
    for version in ["old", "new"] {
        let long = version.repeat(300_000);
        let default = format!(
            r#""kept": {{"type": "string", "default": "{long}", "knownValues": ["{long}"]}}"#
        );
        project.put(
            &format!("{version}/a.json"),
            &object_of("com.example.long", &default),
        );
    }
    project.run("snapshot old").ends(0);
    for format in ["human", "json", "github", "sarif"] {
        for arguments in [
            "check lexicons",
            "validate com.example.alpha -l sound data.json",
            "cid data.json",
            "snapshot new",
            "breaking new --against old --category rust --all",
        ] {
            let run = project
                .run(&format!("{arguments} --format {format}"))
                .ends(1);
            let length = run.stdout.len() + run.stderr.len() - pages_of_rules(&run.stdout);
            assert!(length < 20_000, "{arguments} {format}: {length} bytes");
        }
    }
}

#[cfg(not(feature = "network"))]
#[test]
fn without_the_network_resolve_says_how_to_get_it() {
    for arguments in ["com.example.note", "--dns 127.0.0.1", ""] {
        Project::empty()
            .run(&format!("resolve {arguments}"))
            .ends(2)
            .says("error: this build of lexgen cannot use the network")
            .says("`cargo install --path lexgen --features network`");
    }
}
