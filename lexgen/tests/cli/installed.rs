//! What `lexicons.lock` says of installed lexicons, and the commands that use its
//! snapshot.

use super::{
    merged::{commit, git},
    *,
};

const ORIGIN: &str = r#""cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
      "url": "https://example.com/lexicons.git",
      "commit": "1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c",
      "path": "lexicons"
    }"#;

/// `installed` with these entries, as the last member.
fn installed(names: &[&str]) -> String {
    let entry = |name: &&str| format!("    \"org.example.{name}\": {{\n      {ORIGIN}");
    let entries: Vec<_> = names.iter().map(entry).collect();
    format!("\"installed\": {{\n{}\n  }}\n}}\n", entries.join(",\n"))
}

/// A lock that has nothing else.
fn alone(names: &[&str]) -> String {
    format!("{{\n  \"lexgen\": 2,\n  {}", installed(names))
}

#[test]
fn a_snapshot_keeps_what_was_installed() {
    let project = Project::new();
    project.run("snapshot lexicons").ends(0);
    let bare = project.read("lexicons.lock");
    let with = |bare: &str, names: &[&str]| {
        let bare = bare.strip_suffix("\n}\n").expect("an object");
        format!("{bare},\n  {}", installed(names))
    };
    // As another layout has it, too.
    for layout in ["\n", "\r\n", "\n "] {
        let text = with(&bare, &["a", "b"]).replace('\n', layout);
        project.put("lexicons.lock", &text);
        project.run("snapshot lexicons").ends(0).says("Fresh");
        project
            .run("snapshot lexicons --check")
            .ends(0)
            .says("Fresh");
        assert_eq!(project.read("lexicons.lock"), text);
    }
    let text = with(&bare, &["a", "b"]);
    project.put("lexicons.lock", &text);
    project.put("lexicons/a.json", &lexicon("com.example.alpha", "boolean"));
    project
        .run("breaking lexicons")
        .ends(0)
        .says("type-changed");
    project
        .run("snapshot lexicons --accept")
        .ends(0)
        .says("Accepted");
    let accepted = project.read("lexicons.lock");
    assert!(accepted.ends_with(&installed(&["a", "b"])), "{accepted}");
    // Also if the rest is damaged.
    project.put(
        "lexicons.lock",
        &text.replacen("\"cid\": \"bafyrei", "\"cid\": \"bafy/rei", 1),
    );
    project.run("snapshot lexicons").ends(1);
    project.run("snapshot lexicons --accept").ends(0);
    assert!(
        project
            .read("lexicons.lock")
            .ends_with(&installed(&["a", "b"]))
    );
}

#[test]
fn without_a_snapshot_there_is_nothing_to_compare_with() {
    let project = Project::new();
    project.put("lexicons.lock", &alone(&["a"]));
    project.put("lexgen.toml", "inputs = ['lexicons']\n");
    project
        .run("breaking")
        .ends(2)
        .says("nothing to compare with");
    for command in [
        "breaking --against lexicons.lock",
        "diff lexicons.lock lexicons",
    ] {
        let run = project.run(command).ends(1);
        run.says("the file has no snapshot, only what was installed");
    }
    project.run("snapshot --check").ends(1).says("Missing");
    assert_eq!(project.read("lexicons.lock"), alone(&["a"]));
    project
        .run("snapshot")
        .ends(0)
        .says("Wrote lexicons.lock: 2 documents");
    assert!(project.read("lexicons.lock").ends_with(&installed(&["a"])));
    project.run("snapshot").ends(0).says("Fresh");
    project.run("breaking").ends(0);
}

#[test]
fn what_two_branches_installed_is_merged() {
    for has_snapshot in [false, true] {
        let project = Project::new();
        git(&project, "-c init.defaultBranch=main init -q");
        if has_snapshot {
            project.run("snapshot lexicons").ends(0);
        }
        let put = |names: &[&str]| {
            let mut text = alone(names);
            if has_snapshot {
                let lock = project.read("lexicons.lock");
                let (snapshot, _) = lock
                    .split_once(",\n  \"installed\"")
                    .unwrap_or_else(|| lock.split_once("\n}\n").expect("an object"));
                text = format!("{snapshot},\n  {}", installed(names));
            }
            project.put("lexicons.lock", &text);
        };
        put(&["a"]);
        commit(&project);
        for (branch, name) in [("theirs", "c"), ("ours", "b")] {
            assert!(git(&project, &format!("checkout -q -b {branch} main")));
            put(&["a", name]);
            commit(&project);
        }
        assert!(!git(&project, "merge -q theirs"));
        let marked = project.read("lexicons.lock");
        let accept = if has_snapshot { "" } else { " --accept" };
        project.run("snapshot lexicons --check").ends(1);
        assert_eq!(project.read("lexicons.lock"), marked);
        project
            .run(&format!("snapshot lexicons{accept}"))
            .ends(0)
            .says("Merged");
        let text = project.read("lexicons.lock");
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let names: Vec<_> = value["installed"].as_object().expect("it").keys().collect();
        assert_eq!(names, ["org.example.a", "org.example.b", "org.example.c"]);
        assert_eq!(value["documents"].as_object().expect("it").len(), 2);
    }
}

#[test]
fn what_both_branches_installed_in_their_own_way_is_left_out() {
    let project = Project::new();
    git(&project, "-c init.defaultBranch=main init -q");
    project.put("lexicons.lock", &alone(&["a", "b"]));
    commit(&project);
    for (branch, rev) in [("theirs", "00000000\""), ("ours", "11111111\"")] {
        assert!(git(&project, &format!("checkout -q -b {branch} main")));
        project.put(
            "lexicons.lock",
            &alone(&["a", "b"]).replacen("1f6c1f6c\"", rev, 1),
        );
        commit(&project);
    }
    assert!(!git(&project, "merge -q theirs"));
    let run = project.run("snapshot lexicons").ends(1);
    let run = run.says("both sides installed or removed `org.example.a` in their own way");
    run.says("run `lexgen install`");
    assert!(project.read("lexicons.lock").ends_with(&installed(&["b"])));
    project.run("snapshot lexicons").ends(0).says("Fresh");
}

/// Commands that read warn of a change that was interrupted, and the next one that
/// writes completes it.
#[test]
fn a_change_that_was_interrupted_is_warned_of_and_completed() {
    let project = Project::new();
    // The SHA-256 digest of `{}` and the end of the line.
    let digest = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356";
    let journal = format!(
        r#"{{"lexgen-journal": 1, "command": "install", "changes": [
            {{"path": "other/new.json", "old": null, "new": "{digest}"}}]}}"#
    );
    project.put(".lexgen-journal", &journal);
    project.put(".lexgen-journal.new/0", "{}\n");
    for command in ["check lexicons", "snapshot lexicons --check"] {
        let run = project.run(command);
        run.says(" Interrupted an install: some lexicons are old and some");
    }
    assert!(!project.path("other").exists());
    let run = project.run("snapshot lexicons").ends(0);
    run.says("   Completed an install that was interrupted")
        .says("Wrote");
    assert_eq!(project.read("other/new.json"), "{}\n");
    for left in [".lexgen-journal", ".lexgen-journal.new"] {
        assert!(!project.path(left).exists(), "{left}");
    }
    let run = project.run("snapshot lexicons --check").ends(0);
    assert!(!run.stderr.contains("interrupted"), "{}", run.stderr);
    // Nothing but the stage: the change had not begun.
    project.put(".lexgen-journal", "{\"lexgen-journal\": 1, ");
    project.put(".lexgen-journal.new/0", "{}\n");
    project.run("check lexicons").ends(0);
    let run = project.run("snapshot lexicons").ends(0);
    run.says("      Undone a command that was interrupted before it changed a file");
    assert!(!project.path(".lexgen-journal.new").exists());
}
