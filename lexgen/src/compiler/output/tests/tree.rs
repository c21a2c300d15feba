//! Changes from one tree to another.

use super::*;

#[test]
fn a_missing_folder_and_its_parents_are_created() {
    let project = Project::new();
    let done = write(
        &project.path("x/y/out"),
        &[file("mod.rs", "root"), file("a/b.rs", "b")],
    );
    assert_eq!(done, outcome(&["a/b.rs", "mod.rs"], &[], 0));
    assert_eq!(project.names(), ["x/y/out/a/b.rs", "x/y/out/mod.rs"]);
}

#[test]
fn a_tree_becomes_another_and_only_what_changes_is_touched() {
    let project = Project::new();
    write(&project.path("out"), &old());
    project.put("out/com/by_hand.rs", "// mine");
    project.put("out/net/notes.txt", "mine too");
    project.put("out/empty/placeholder", "");
    fs::remove_file(project.path("out/empty/placeholder")).expect("removes");
    let time = project.age();

    assert_eq!(
        write(&project.path("out"), &new()),
        outcome(&CHANGE.0, &CHANGE.1, 2)
    );
    let all = project.all();
    assert_eq!(
        all.keys().collect::<Vec<_>>(),
        [
            "out/com/a.rs",
            "out/com/b.rs",
            "out/com/by_hand.rs",
            "out/com/mod.rs",
            "out/empty/",
            "out/mod.rs",
            "out/net/notes.txt",
            "out/org/deep/d.rs",
        ],
    );
    assert_eq!(all["out/mod.rs"], generated("new root"));
    assert_eq!(all["out/com/a.rs"], generated("new a"));
    assert_eq!(all["out/com/by_hand.rs"], "// mine");
    for kept in ["com/b.rs", "com/mod.rs", "com/by_hand.rs", "net/notes.txt"] {
        assert_eq!(
            project.modified(&format!("out/{kept}")),
            time,
            "{kept} was touched"
        );
    }
}

#[test]
fn file_by_file_comes_to_the_same() {
    let (swapped, in_place) = (Project::new(), Project::new());
    for project in [&swapped, &in_place] {
        write(&project.path("out"), &old());
        project.put("out/com/by_hand.rs", "// mine");
    }
    let time = in_place.age();
    write(&swapped.path("out"), &new());
    let done =
        write_tree_by(&MODULES, &in_place.path("out"), &new(), Some("a test")).expect("writes");
    assert_eq!(done.in_place.as_deref(), Some("a test"));
    assert_eq!((done.written, done.removed), {
        let expected = outcome(&CHANGE.0, &CHANGE.1, 2);
        (expected.written, expected.removed)
    });
    assert_eq!(in_place.all(), swapped.all());
    assert_eq!(in_place.modified("out/com/b.rs"), time);
}

#[test]
fn nothing_to_do_writes_nothing() {
    let project = Project::new();
    write(&project.path("out"), &old());
    let time = project.age();
    let folders = ["", "out", "out/com", "out/net/gone"].map(|path| (path, project.modified(path)));
    assert_eq!(write(&project.path("out"), &old()), outcome(&[], &[], 5));
    for name in project.names() {
        assert_eq!(project.modified(&name), time, "{name} was touched");
    }
    // A temporary file would have changed its folder's time.
    for (folder, before) in folders {
        assert_eq!(
            project.modified(folder),
            before,
            "`{folder}` was written to"
        );
    }
}

#[test]
fn one_changed_file_leaves_its_neighbours_and_their_folder() {
    let project = Project::new();
    write(&project.path("out"), &old());
    let time = project.age();
    let mut files = old();
    files[2] = file("com/a.rs", "another a");
    assert_eq!(
        write(&project.path("out"), &files),
        outcome(&["com/a.rs"], &[], 4)
    );
    assert_eq!(project.modified("out/com/b.rs"), time);
    assert_eq!(project.all()["out/com/a.rs"], generated("another a"));
    files.remove(3);
    assert_eq!(
        write(&project.path("out"), &files),
        outcome(&[], &["com/b.rs"], 4)
    );
    files.remove(3);
    assert_eq!(
        write(&project.path("out"), &files),
        outcome(&[], &["net/gone/c.rs"], 3)
    );
    assert_eq!(
        project.names(),
        ["out/com/a.rs", "out/com/mod.rs", "out/mod.rs"]
    );
}

#[test]
fn another_tree_inside_is_left_alone() {
    let project = Project::new();
    write(&project.path("out/inner"), &new());
    let inner: Vec<String> = project.names();
    write(&project.path("out"), &[file("mod.rs", "outer")]);
    write(
        &project.path("out"),
        &[file("mod.rs", "another outer"), file("b.rs", "b")],
    );
    for name in inner {
        assert!(project.names().contains(&name), "{name} was removed");
    }
}
