//! `lexgen new`, and what `lexgen init` writes for editors.

use super::*;

const KINDS: [(&str, &str); 6] = [
    ("record", "com.example.post"),
    ("query", "com.example.getPosts"),
    ("procedure", "com.example.deletePosts"),
    ("subscription", "com.example.subscribePosts"),
    ("space", "com.example.forum"),
    ("permission-set", "com.example.authFull"),
];

#[test]
fn a_new_document_has_no_findings_and_the_layout() {
    let project = Project::empty();
    for (kind, nsid) in KINDS {
        let path = format!("lexicons/{}.json", nsid.replace('.', "/"));
        project
            .run(&format!("new {kind} {nsid}"))
            .ends(0)
            .says(&format!(
                "Wrote {path}; replace each TODO, then run `lexgen lint`"
            ));
        assert!(
            project
                .read(&path)
                .contains(&format!("\"type\": \"{kind}\""))
        );
    }
    let run = project.run("lint --verbose --deny warnings").ends(0);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    project.run("fmt --check").ends(0);
    project
        .run("generate -o out")
        .ends(0)
        .says("Generated 6 documents");
    // The set grants what there is.
    let set = project.read("lexicons/com/example/authFull.json");
    for (_, nsid) in KINDS {
        assert!(set.contains(&format!("\"{nsid}\"")), "{set}");
    }
}

#[test]
fn a_set_of_nothing_is_sound_too() {
    let project = Project::empty();
    project
        .run("new permission-set com.example.authFull")
        .ends(0);
    let run = project.run("lint --verbose").ends(0);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn nothing_is_overwritten() {
    let project = Project::new();
    project.put("lexicons/com/example/taken.json", "not JSON");
    project
        .run("new record com.example.alpha")
        .ends(2)
        .says("`com.example.alpha` already exists")
        .says("edit lexicons/a.json");
    project
        .run("new record com.example.taken")
        .ends(2)
        .says("lexicons/com/example/taken.json already exists");
    assert_eq!(project.read("lexicons/com/example/taken.json"), "not JSON");
    project
        .run("new record com.example.post -o lexicons/a.json")
        .ends(2)
        .says("lexicons/a.json already exists");
    assert!(!project.path("lexicons/com/example/post.json").exists());
    // What is printed overwrites nothing.
    let run = project.run("new record com.example.alpha -o -").ends(0);
    assert!(run.stdout.contains("\"id\": \"com.example.alpha\""));
    assert_eq!(run.stderr, "");
}

#[test]
fn what_lint_refuses_beside_the_others_is_not_created() {
    let project = Project::empty();
    project.run("new record com.example.post").ends(0);
    for (nsid, says, help) in [
        (
            "com.example.Post",
            "`com.example.Post` and `com.example.post` differ only in case",
            "choose another NSID, or edit lexicons/com/example/post.json",
        ),
        (
            "com.example.post.like",
            "`com.example.post` would be both a document and a group",
            "`com.example.post` is in lexicons/com/example/post.json",
        ),
        (
            "com.example.POST.like",
            "the domain in `com.example.POST.like` has upper-case letters",
            "did you mean `com.example.post.like`?",
        ),
    ] {
        project
            .run(&format!("new query {nsid}"))
            .ends(2)
            .says(says)
            .says(help);
    }
    project.run("new record com.example.feed.like").ends(0);
    project
        .run("new query com.example.feed")
        .ends(2)
        .says("`com.example.feed` would be both a document and a group")
        .says("`com.example.feed.like` is in lexicons/com/example/feed/like.json");
    project.run("lint --deny warnings").ends(0);
    // What is printed is beside nothing yet.
    project.run("new query com.example.feed -o -").ends(0);
}

#[test]
fn the_place_is_that_of_the_settings() {
    let project = Project::empty();
    project.put("lexgen.toml", "inputs = ['one.json', 'own', 'vendor']\n");
    project
        .run("new record com.example.post")
        .ends(0)
        .says("own/com/example/post.json");
    fs::create_dir_all(project.path("deep")).expect("a folder");
    let output = project
        .command("new query com.example.getPosts")
        .current_dir(project.path("deep"))
        .output()
        .expect("runs");
    Run::of(output).ends(0);
    assert!(project.path("own/com/example/getPosts.json").is_file());
    project
        .run("new record com.example.post -o else/where.json")
        .ends(2);
    project
        .run("new record com.example.other -o else/where.json")
        .ends(0);
    assert!(project.path("else/where.json").is_file());
}

#[test]
fn what_is_no_nsid_gets_a_suggestion() {
    let project = Project::empty();
    for (text, near) in [
        ("com.example.my-post", "com.example.myPost"),
        ("com.example.my_new_post", "com.example.myNewPost"),
        ("com.my_app.post#main", "com.my-app.post"),
    ] {
        project
            .run(&format!("new record {text}"))
            .ends(2)
            .says("is not a valid NSID")
            .says(&format!("did you mean `{near}`?"));
    }
    for text in [
        "post",
        "example.post",
        "../../../etc/passwd",
        "com.example.\u{202e}x",
    ] {
        let run = project.run(&format!("new record {text}")).ends(2);
        assert!(
            run.stderr.contains("such as `com.example.post`"),
            "{}",
            run.stderr
        );
        assert!(!run.stderr.contains('\u{202e}'));
    }
    project
        .run("new recrod com.example.post")
        .ends(2)
        .says("'record'");
    assert_eq!(fs::read_dir(project.path("")).expect("a folder").count(), 0);
}

#[test]
fn init_connects_editors_and_keeps_their_settings() {
    let project = Project::new();
    project.run("init").ends(0);
    assert!(
        project
            .read("lexgen.toml")
            .starts_with("#:schema ./.lexgen/settings.schema.json\n")
    );
    assert!(project.read("lexgen.toml").contains(".gitattributes"));
    for (of, path) in [
        ("settings", ".lexgen/settings.schema.json"),
        ("lexicon", ".lexgen/lexicon.schema.json"),
    ] {
        let printed = project.run(&format!("schema {of}")).ends(0).stdout;
        assert_eq!(project.read(path), printed);
    }
    let editor = project.read(".vscode/settings.json");
    assert!(editor.contains("\"/lexicons/**/*.json\""), "{editor}");
    assert!(
        editor.contains("\"./.lexgen/lexicon.schema.json\""),
        "{editor}"
    );
    // The schemas are not taken for lexicons.
    project.run("check .").ends(0).says("Checked 2 documents");

    project.put(".vscode/settings.json", "{ // mine\n}");
    project
        .run("init --force")
        .ends(0)
        .says("Kept .vscode/settings.json; add this")
        .says("\"json.schemas\"");
    assert_eq!(project.read(".vscode/settings.json"), "{ // mine\n}");

    let plain = Project::new();
    plain.run("init --no-editor").ends(0);
    assert!(!plain.path(".lexgen").exists() && !plain.path(".vscode").exists());
    assert!(!plain.read("lexgen.toml").contains("#:schema"));
}

#[test]
fn an_init_that_failed_can_be_repeated() {
    let project = Project::empty();
    project.put(".lexgen", "in the way");
    project.run("init").ends(2).says(".lexgen");
    assert!(!project.path("lexgen.toml").exists());
    std::fs::remove_file(project.path(".lexgen")).expect("it is a file");
    project.run("init").ends(0);
    assert!(project.path("lexgen.toml").is_file());
}

#[cfg(unix)]
#[test]
fn new_files_have_the_mode_of_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::empty();
    let lexgen = env!("CARGO_BIN_EXE_lexgen");
    for (mask, mode) in [("077", 0o600), ("022", 0o644), ("002", 0o664)] {
        let script = format!("umask {mask}; \"$0\" new record com.example.a{mask}");
        let mut shell = std::process::Command::new("sh");
        shell
            .args(["-c", &script, lexgen])
            .current_dir(project.path("."));
        assert!(shell.output().expect("a shell").status.success());
        let file = project.path(&format!("lexicons/com/example/a{mask}.json"));
        let metadata = file.metadata().expect("it was written");
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{mask}");
    }
}
