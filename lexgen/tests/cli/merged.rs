//! Snapshots of two branches, merged by git.

use super::*;

/// A repository with a snapshot of these documents, on the branch `main`.
fn repository(names: &[&str]) -> Project {
    let project = Project::empty();
    git(&project, "-c init.defaultBranch=main init -q");
    for name in names {
        add(&project, name, "string");
    }
    project.run("snapshot lexicons").ends(0);
    commit(&project);
    project
}

pub(super) fn git(project: &Project, arguments: &str) -> bool {
    let mut command = Command::new("git");
    command
        .args(arguments.split(' '))
        .current_dir(project.path("."));
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "A");
        command.env(format!("GIT_{role}_EMAIL"), "a@example.com");
    }
    command.output().expect("git runs").status.success()
}

pub(super) fn commit(project: &Project) {
    assert!(git(project, "add -A"));
    assert!(git(project, "commit -qm change"));
}

/// Adds or changes a record with one field.
fn add(project: &Project, name: &str, kind: &str) {
    let text = format!(
        r#"{{"lexicon": 1, "id": "com.example.{name}", "defs": {{"main": {{"type": "record",
            "key": "tid", "record": {{"type": "object", "properties": {{
                "field": {{"type": "{kind}"}}}}}}}}}}}}"#
    );
    project.put(&format!("lexicons/{name}.json"), &text);
}

fn remove(project: &Project, name: &str) {
    fs::remove_file(project.path(&format!("lexicons/{name}.json"))).expect("it is there");
}

/// Makes a change on each of two branches, with its snapshot, and merges them.
/// Whether git could.
fn merge(project: &Project, ours: impl Fn(), theirs: impl Fn()) -> bool {
    for (branch, change) in [("theirs", &theirs as &dyn Fn()), ("ours", &ours)] {
        assert!(git(project, &format!("checkout -q -b {branch} main")));
        change();
        project.run("snapshot lexicons --accept").ends(0);
        commit(project);
    }
    git(project, "merge -q theirs")
}

/// That a snapshot is what accepting the lexicons at once would have given.
fn is_whole(project: &Project, names: &[&str]) {
    project
        .run("snapshot lexicons --check")
        .ends(0)
        .says("Fresh");
    let snapshot: serde_json::Value =
        serde_json::from_str(&project.read("lexicons.lock")).expect("JSON");
    let documents = snapshot["documents"].as_object().expect("an object");
    let expected: Vec<_> = names
        .iter()
        .map(|name| format!("com.example.{name}"))
        .collect();
    assert_eq!(
        documents.keys().collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    // As if both had been added at once.
    let text = project.read("lexicons.lock");
    fs::remove_file(project.path("lexicons.lock")).expect("it is there");
    project.run("snapshot lexicons").ends(0);
    assert_eq!(project.read("lexicons.lock"), text);
}

#[test]
fn additions_at_different_places_merge_by_themselves() {
    for (base, ours, theirs) in [
        (&["b", "d", "f"][..], &["c"][..], &["e"][..]),
        (&["b"], &["a"], &["c"]),
        (&["b", "d"], &["c", "e"], &["a"]),
        (&["b", "d", "f"], &["g"], &["a", "e"]),
    ] {
        let project = repository(base);
        let added = |names: &[&str]| {
            for name in names {
                add(&project, name, "integer");
            }
        };
        assert!(
            merge(&project, || added(ours), || added(theirs)),
            "{base:?}, {ours:?}, {theirs:?}"
        );
        let mut all = [base, ours, theirs].concat();
        all.sort_unstable();
        is_whole(&project, &all);
    }
}

#[test]
fn an_addition_merges_with_a_change_next_to_it() {
    for (added, changed) in [("c", "b"), ("c", "d"), ("e", "d"), ("a", "b")] {
        let project = repository(&["b", "d"]);
        let merged = merge(
            &project,
            || add(&project, added, "string"),
            || add(&project, changed, "blob"),
        );
        assert!(
            merged,
            "{added}, {changed}: {}",
            project.read("lexicons.lock")
        );
        project
            .run("snapshot lexicons --check")
            .ends(0)
            .says("Fresh");
        project
            .run("breaking --against git:main")
            .ends(1)
            .says("error[type-changed]");
    }
}

/// Git cannot know the order of two additions at one place.
#[test]
fn additions_at_one_place_are_merged_by_the_command() {
    for style in ["merge", "diff3", "zdiff3"] {
        for (base, ours, theirs) in [
            (&["a", "d"][..], &["b"][..], &["c"][..]),
            (&["a"], &["c"], &["b"]),
            (&["a", "z"], &["b", "m", "y"], &["c", "n"]),
            (&["c"], &["a", "b"], &["b2", "d"]),
        ] {
            let project = repository(base);
            git(&project, &format!("config merge.conflictStyle {style}"));
            let added = |names: &[&str]| {
                for name in names {
                    add(&project, name, "string");
                }
            };
            let is_clean = merge(&project, || added(ours), || added(theirs));
            assert!(!is_clean, "{base:?}, {ours:?}, {theirs:?}");
            let marked = project.read("lexicons.lock");
            for command in [
                "snapshot lexicons --check",
                "breaking lexicons --against lexicons.lock",
                "diff lexicons.lock lexicons",
            ] {
                project
                    .run(command)
                    .ends(1)
                    .says("error[snapshot-conflict]")
                    .says("run `lexgen snapshot`: it merges what both sides accepted");
                assert_eq!(project.read("lexicons.lock"), marked);
            }
            let mut all = [base, ours, theirs].concat();
            all.sort_unstable();
            // Git forgets the versions when the file is added, markers and all.
            if style == "merge" {
                assert!(git(&project, "add lexicons.lock"));
            }
            project
                .run("snapshot lexicons")
                .ends(0)
                .says(&format!(
                    "Merged lexicons.lock: {} documents of both sides",
                    all.len()
                ))
                .says("Fresh");
            is_whole(&project, &all);
        }
    }
}

/// What only one side changed is no dispute, although the file has a conflict.
#[test]
fn a_change_of_one_side_is_merged_with_additions_of_both() {
    let project = repository(&["a", "d"]);
    let is_clean = merge(
        &project,
        || {
            add(&project, "b", "string");
            add(&project, "d", "blob");
        },
        || {
            add(&project, "c", "string");
            add(&project, "a", "blob");
        },
    );
    assert!(!is_clean);
    let run = project.run("snapshot lexicons").ends(0);
    run.says("Merged lexicons.lock: 4 documents").says("Fresh");
    // Both breaks are remembered.
    let text = project.read("lexicons.lock");
    assert_eq!(
        text.matches("\"rule\": \"type-changed\"").count(),
        2,
        "{text}"
    );
}

#[test]
fn removals_and_their_reasons_merge() {
    let project = repository(&["a", "b", "c", "d"]);
    let merged = merge(
        &project,
        || remove(&project, "b"),
        || {
            remove(&project, "c");
            add(&project, "b2", "string");
        },
    );
    if !merged {
        project.run("snapshot lexicons").ends(0).says("Merged");
    }
    project
        .run("snapshot lexicons --check")
        .ends(0)
        .says("Fresh");
    // Both are remembered.
    for name in ["b", "c"] {
        add(&project, name, "integer");
        project
            .run("breaking")
            .ends(1)
            .says("error[type-changed]")
            .says("the name was retired on ");
        remove(&project, name);
    }
}

#[test]
fn a_document_that_both_sides_changed_is_not_merged_silently() {
    let project = repository(&["a", "b", "c"]);
    let is_clean = merge(
        &project,
        || {
            add(&project, "b", "integer");
            add(&project, "a2", "string");
        },
        || {
            add(&project, "b", "boolean");
            add(&project, "a3", "string");
        },
    );
    assert!(!is_clean);
    let marked = project.read("lexicons.lock");
    // The lexicon is merged by hand.
    add(&project, "b", "boolean");
    for flags in ["", " --accept com.example.a"] {
        project
            .run(&format!("snapshot lexicons{flags}"))
            .ends(1)
            .says("error[snapshot-conflict]: both sides of the conflict changed `com.example.b`")
            .says("--against git:MERGE_HEAD");
        assert_eq!(project.read("lexicons.lock"), marked);
    }
    project
        .run("snapshot lexicons --accept")
        .ends(0)
        .says("Merged lexicons.lock: 5 documents")
        .says("1 document changed")
        .says("kept without a reason");
    project.run("snapshot lexicons --check").ends(0);
}

/// Git sees no conflict where each side changed other lines.
#[test]
fn changes_of_other_lines_of_a_document_are_noticed() {
    let project = repository(&["a"]);
    let big = |first: &str, last: &str| {
        let middle: String = (0..9)
            .map(|number| format!(r#""m{number}": {{"type": "string"}}, "#))
            .collect();
        let text = format!(
            r#"{{"lexicon": 1, "id": "com.example.big", "defs": {{"main": {{"type": "object",
                "properties": {{"a": {{"type": "{first}"}}, {middle}"z": {{"type": "{last}"}}}}}}}}}}"#
        );
        project.put("lexicons/big.json", &text);
    };
    big("string", "string");
    project.run("snapshot lexicons --accept").ends(0);
    commit(&project);
    let is_clean = merge(
        &project,
        || big("integer", "string"),
        || big("string", "integer"),
    );
    assert!(!is_clean);
    // Whoever takes the CID and the digest of one side has a document of neither.
    let text = project.read("lexicons.lock");
    let ours = text.lines().scan(true, |is_ours, line| {
        let is_marker = ["<<<<", "====", ">>>>"]
            .iter()
            .any(|it| line.starts_with(it));
        if is_marker {
            *is_ours = !line.starts_with("====");
        }
        Some((*is_ours && !is_marker).then_some(line))
    });
    let ours: Vec<_> = ours.flatten().collect();
    project.put("lexicons.lock", &ours.join("\n"));
    big("integer", "integer");
    project.run("snapshot lexicons --check").ends(1).says(
        "error[snapshot-edited]: the entry of `com.example.big` was edited or merged wrongly",
    );
}
