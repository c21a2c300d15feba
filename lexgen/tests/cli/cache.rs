//! A run with nothing to do: that it is seen, and that nothing else is taken for one.

use super::*;

const NOTHING: &str = "nothing has changed since the last run";

/// A project whose last run is remembered.
fn generated() -> Project {
    let project = Project::new();
    let run = project.run("generate lexicons -o out -v").ends(0);
    assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
    project
}

/// Runs again, which must find something to do, and then once more.
#[track_caller]
fn is_noticed(project: &Project, arguments: &str) -> Run {
    let run = project.run(arguments).ends(0);
    assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
    project.run(arguments).ends(0).says(NOTHING);
    run
}

#[test]
fn a_run_with_nothing_to_do_says_what_a_full_one_says() {
    let project = generated();
    let summary = |run: &Run| {
        let line = run.stderr.lines().find(|line| line.contains("Generated"));
        let (line, _time) = line
            .expect("a summary")
            .rsplit_once(" in ")
            .expect("a time");
        line.to_owned()
    };
    let short = project
        .run("generate lexicons -o out -v")
        .ends(0)
        .says(NOTHING);
    let full = project
        .run("generate lexicons -o out -v --no-cache")
        .ends(0);
    assert!(!full.stderr.contains(NOTHING), "{}", full.stderr);
    assert_eq!(summary(&short), summary(&full));
    project
        .run("generate lexicons -o out --check -v")
        .ends(0)
        .says(NOTHING)
        .says("Fresh out: ");
    let sarif = project
        .run("generate lexicons -o out --format sarif")
        .ends(0);
    assert!(sarif.stdout.contains("2.1.0"), "{}", sarif.stdout);
}

#[test]
fn a_lexicon_that_changes_comes_or_goes_is_noticed() {
    let project = generated();
    // The same number of bytes, and within the resolution of most clocks.
    project.put("lexicons/a.json", &lexicon("com.example.alphb", "string"));
    is_noticed(&project, "generate lexicons -o out -v").says("written com/example/alphb.rs");
    project.put("lexicons/c.json", &lexicon("com.example.gamma", "string"));
    is_noticed(&project, "generate lexicons -o out -v").says("written com/example/gamma.rs");
    fs::remove_file(project.path("lexicons/c.json")).expect("removes");
    is_noticed(&project, "generate lexicons -o out -v").says("removed com/example/gamma.rs");
}

#[test]
fn output_that_is_not_as_it_was_left_is_mended() {
    let project = generated();
    let path = "out/com/example/alpha.rs";
    let text = project.read(path);
    project.put(path, &text.replace("Option", "optioN"));
    is_noticed(&project, "generate lexicons -o out -v").says("written com/example/alpha.rs");
    assert_eq!(project.read(path), text);
    fs::remove_file(project.path(path)).expect("removes");
    is_noticed(&project, "generate lexicons -o out -v").says("written com/example/alpha.rs");
    project.put("out/com/example/stale.rs", &text);
    is_noticed(&project, "generate lexicons -o out -v").says("removed com/example/stale.rs");
    project.put("out/com/example/mine.rs", "// written by hand");
    project
        .run("generate lexicons -o out -v")
        .ends(0)
        .says(NOTHING);
    fs::remove_dir_all(project.path("out")).expect("removes");
    is_noticed(&project, "generate lexicons -o out -v").says("written mod.rs");
}

#[test]
fn another_setting_is_noticed() {
    let project = generated();
    is_noticed(&project, "generate lexicons -o out -v --derive Hash")
        .says("written com/example/alpha.rs");
    is_noticed(&project, "generate lexicons -o out -v");
    is_noticed(
        &project,
        "generate lexicons -o out -v --include com.example.alpha",
    )
    .says("removed com/example/deep");
}

#[test]
fn what_there_is_to_say_is_said_every_time() {
    let project = Project::new();
    project.put("lexicons/other.json", "{}");
    for _ in 0..2 {
        project
            .run("generate lexicons -o out")
            .ends(0)
            .says("; 1 file passed over");
    }
    project.put(
        "lexicons/broken.json",
        r#"{"lexicon": 1, "id": "com.example.broken", "defs": 1}"#,
    );
    for _ in 0..2 {
        project
            .run("generate lexicons -o out")
            .ends(1)
            .says("error[");
    }
}

#[test]
fn a_broken_memory_is_no_memory() {
    let project = generated();
    for entry in fs::read_dir(project.path(".cache")).expect("is there") {
        fs::write(entry.expect("an entry").path(), "{").expect("a file");
    }
    is_noticed(&project, "generate lexicons -o out -v");
    fs::remove_dir_all(project.path(".cache")).expect("removes");
    fs::write(project.path(".cache"), "not a folder").expect("a file");
    for _ in 0..2 {
        let run = project.run("generate lexicons -o out -v").ends(0);
        assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
    }
}
