//! What a reviewer of a pull request sees.

use super::{
    merged::{commit, git},
    *,
};

fn post(member: &str, property: &str) -> String {
    format!(
        r##"{{
  "lexicon": 1,
  "id": "com.example.post",
  "defs": {{
    "main": {{
      "type": "record",
      "key": "tid",
      "record": {{
        "type": "object",
        "properties": {{
          "text": {{ "type": "string", "maxLength": 3000 }}{property},
          "embed": {{ "type": "union", "closed": true, "refs": ["#{member}", "#video"] }}
        }}
      }}
    }},
    "{member}": {{
      "type": "object",
      "properties": {{ "alt": {{ "type": "string" }} }}
    }},
    "video": {{
      "type": "object",
      "properties": {{ "length": {{ "type": "integer" }} }}
    }}
  }}
}}
"##
    )
}

/// Published with a mistake: `mininum` is not a field of the language, and `strng` no
/// type.
const ENDPOINT: &str = r#"{
  "lexicon": 1,
  "id": "com.example.getFeed",
  "defs": {
    "main": {
      "type": "query",
      "parameters": { "type": "params", "properties": { "cursor": { "type": "strng" } } }
    }
  }
}
"#;

/// A repository whose history has a property that is gone and an endpoint with a
/// mistake, and a pull request that renames a member of a union, deletes the endpoint,
/// and adds a field with the name that is gone.
fn pull_request() -> Project {
    let project = Project::empty();
    git(&project, "-c init.defaultBranch=main init -q");
    let (file, thread) = ("lexicons/post.json", r#", "thread": { "type": "integer" }"#);
    project.put(file, &post("images", thread));
    project.run("snapshot").ends(0);
    commit(&project);
    project.put(file, &post("images", ""));
    let mut accept = project.command("snapshot --accept --reason");
    accept
        .arg("nobody wrote it")
        .env("SOURCE_DATE_EPOCH", "1767225600");
    Run::of(accept.output().expect("runs")).ends(0);
    commit(&project);
    project.put("lexicons/getFeed.json", ENDPOINT);
    commit(&project);

    assert!(git(&project, "checkout -q -b pull-request"));
    project.put(
        file,
        &post("pictures", r#", "thread": { "type": "string" }"#),
    );
    fs::remove_file(project.path("lexicons/getFeed.json")).expect("it is there");
    commit(&project);
    project
}

/// The time that a command took is another each time.
fn without_time(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(" in ") {
        Some((start, time)) if time.ends_with(" ms") => format!("{start} in 9 ms"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn in_the_terminal() {
    let run = pull_request().run("breaking --against git:main").ends(1);
    insta::assert_snapshot!(without_time(&run.stderr));
}

#[test]
fn as_annotations_of_github() {
    let command = "breaking --against git:main --format github";
    let run = pull_request().run(command).ends(1);
    insta::assert_snapshot!(run.stdout.replace("%0A", "%0A\n    "));
}

#[test]
fn as_sarif() {
    let command = "breaking --against git:main --format sarif";
    let run = pull_request().run(command).ends(1);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    // The descriptions of the rules are those of `explain`.
    let results = serde_json::to_string_pretty(&log["runs"][0]["results"]).expect("JSON");
    insta::assert_snapshot!(results);
}

/// A path in a revision is none that a review can open.
#[test]
fn paths_are_those_of_the_current_files() {
    let project = pull_request();
    for folder in ["", "lexicons"] {
        for format in ["github", "sarif"] {
            let path = if folder.is_empty() { "" } else { "." };
            let arguments = format!("breaking {path} --against git:main --format {format} --all");
            let mut command = project.command(&arguments);
            command.current_dir(project.path(folder));
            let run = Run::of(command.output().expect("runs")).ends(1);
            for name in ["post.json", "getFeed.json"] {
                let name = if folder.is_empty() {
                    format!("lexicons/{name}")
                } else {
                    name.into()
                };
                assert!(
                    run.stdout.contains(&format!("file={name},"))
                        || run.stdout.contains(&format!("\"uri\": \"{name}\"")),
                    "{name}: {}",
                    run.stdout
                );
            }
            for revision in ["main:", "main%3A", "\"uri\": \"main"] {
                assert!(!run.stdout.contains(revision), "{}", run.stdout);
            }
        }
    }
}

/// A repository that has no lexicons yet, and then a lexicon that is not committed.
fn before_the_first() -> Project {
    let project = Project::empty();
    git(&project, "-c init.defaultBranch=main init -q");
    project.put("README.md", "");
    commit(&project);
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "string"));
    project
}

#[test]
fn the_first_pull_request_has_no_old_version_and_passes() {
    let project = before_the_first();
    for old in ["git:main", "git:main:lexicons", "git:main:./lexicons"] {
        for format in ["human", "json", "sarif", "github"] {
            let command = format!("breaking --against {old} --format {format}");
            let run = project.run(&command).ends(0).says(&format!(
                "  Compatible 1 document against {old}, which has no lexicons yet: 1 change, all safe"
            ));
            match format {
                "sarif" => assert!(
                    run.stdout.contains("so every document is new"),
                    "{}",
                    run.stdout
                ),
                "json" => assert!(
                    run.stderr.contains("so every document is new"),
                    "{}",
                    run.stderr
                ),
                _ => {}
            }
        }
        let run = project.run(&format!("diff {old}")).ends(0);
        run.says(&format!(
            "Compared 1 document with {old}, which has no lexicons yet in"
        ));
    }
    // The folder is there, with something else.
    project.put("lexicons/a.json", "");
    project.put("lexicons/README.md", "");
    fs::remove_file(project.path("lexicons/a.json")).expect("it is there");
    commit(&project);
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "string"));
    project
        .run("breaking --against git:HEAD")
        .ends(0)
        .says("which has no lexicons yet");
    // The pull request also adds the snapshot.
    project.run("snapshot").ends(0);
    project.run("snapshot --check").ends(0);
    project
        .run("breaking --against git:HEAD:lexicons.lock")
        .ends(0)
        .says("which has no lexicons yet");
    project.run("breaking").ends(0).says("no changes");
    // A first commit on another branch, as a revision on both sides.
    commit(&project);
    project
        .run("breaking git:HEAD:lexicons --against git:HEAD~2:lexicons")
        .ends(0)
        .says("which has no lexicons yet");
}

/// What only looks like a version without lexicons is none.
#[test]
fn a_wrong_old_version_does_not_pass() {
    let project = before_the_first();
    for (old, says) in [
        ("git:nothing", "has no revision `nothing`"),
        ("git:main:lexicon", "revision `main` has no `lexicon`"),
        ("git:main:../lexicons", "outside of the git repository"),
        ("none", "cannot read `none`"),
        ("empty", "no lexicons found"),
    ] {
        fs::create_dir_all(project.path("empty")).expect("a folder");
        for command in [format!("breaking --against {old}"), format!("diff {old}")] {
            project.run(&command).ends(2).says(says);
        }
    }
    // The folder has another name since.
    commit(&project);
    assert!(git(&project, "mv lexicons schemas"));
    project.put("schemas/a.json", &lexicon("com.example.alpha", "integer"));
    for old in ["git:HEAD", "git:HEAD:schemas"] {
        project
            .run(&format!("breaking schemas --against {old}"))
            .ends(2)
            .says("has no lexicons, but the revision has `com.example.alpha` elsewhere")
            .says("it is in `HEAD:lexicons/a.json`");
    }
    project
        .run("breaking schemas --against git:HEAD:lexicons --category wire,records,lexicons")
        .ends(1)
        .says("type-changed");
}
