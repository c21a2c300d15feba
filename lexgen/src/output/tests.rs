//! What a user can see of writing, on a real folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

use super::{
    Error, MARKER, Outcome, diff_tree, stage, tree::write_tree_by, write_file, write_tree,
};
use crate::generate::File;

/// A folder to write below, which the tests see as a user would.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Every file and empty folder, with what files hold.
    fn all(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut open = vec![self.folder.path().to_owned()];
        while let Some(folder) = open.pop() {
            let entries: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().collect();
            let name = |path: &Path| {
                path.strip_prefix(self.folder.path())
                    .expect("inside")
                    .display()
                    .to_string()
            };
            if entries.is_empty() {
                all.insert(name(&folder) + "/", String::new());
            }
            for entry in entries {
                if entry.file_type().expect("a type").is_dir() {
                    open.push(entry.path());
                } else {
                    let text = fs::read_to_string(entry.path()).unwrap_or_default();
                    all.insert(name(&entry.path()), text);
                }
            }
        }
        all
    }

    fn names(&self) -> Vec<String> {
        self.all().into_keys().collect()
    }

    /// Makes every file old, so that a write shows.
    fn age(&self) -> SystemTime {
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for name in self.names().iter().filter(|name| !name.ends_with('/')) {
            let file = fs::File::options()
                .append(true)
                .open(self.path(name))
                .expect("a file");
            file.set_modified(old).expect("a time");
        }
        old
    }

    fn modified(&self, path: &str) -> SystemTime {
        fs::metadata(self.path(path))
            .and_then(|it| it.modified())
            .expect("a time")
    }
}

fn file(path: &str, text: &str) -> File {
    File {
        path: path.into(),
        text: generated(text),
    }
}

fn generated(text: &str) -> String {
    format!("{MARKER}\n{text}\n")
}

fn outcome(written: &[&str], removed: &[&str], unchanged: usize) -> Outcome {
    let owned = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect();
    Outcome {
        written: owned(written),
        removed: owned(removed),
        unchanged,
        in_place: None,
    }
}

fn write(folder: &Path, files: &[File]) -> Outcome {
    write_tree(folder, files).expect("writes")
}

fn old() -> Vec<File> {
    vec![
        file("mod.rs", "old root"),
        file("com/mod.rs", "com"),
        file("com/a.rs", "old a"),
        file("com/b.rs", "b"),
        file("net/gone/c.rs", "c"),
    ]
}

fn new() -> Vec<File> {
    vec![
        file("mod.rs", "new root"),
        file("com/mod.rs", "com"),
        file("com/a.rs", "new a"),
        file("com/b.rs", "b"),
        file("org/deep/d.rs", "d"),
    ]
}

const CHANGE: ([&str; 3], [&str; 1]) = (["com/a.rs", "mod.rs", "org/deep/d.rs"], ["net/gone/c.rs"]);

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
    let done = write_tree_by(&in_place.path("out"), &new(), Some("a test")).expect("writes");
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
    // A temporary file would have changed the time of the folder it was in.
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
fn a_change_deep_down_leaves_the_folders_above_in_place() {
    let project = Project::new();
    write(&project.path("out"), &old());
    let before = project.modified("out");
    let mut files = old();
    files[1] = file("com/mod.rs", "two");
    files[2] = file("com/a.rs", "changes");
    assert_eq!(
        write(&project.path("out"), &files),
        outcome(&["com/a.rs", "com/mod.rs"], &[], 3)
    );
    assert_eq!(project.all()["out/com/a.rs"], generated("changes"));
    // Exchanging `com` touches the folder it is in; what is beside it stays.
    assert!(project.modified("out") >= before);
    assert_eq!(project.all()["out/mod.rs"], generated("old root"));
}

#[test]
fn a_file_of_somebody_else_in_the_way_is_an_error_before_anything_is_written() {
    let project = Project::new();
    write(&project.path("out"), &old());
    project.put("out/org/deep/d.rs", "// written by hand");
    let before = project.all();
    let error = write_tree(&project.path("out"), &new()).expect_err("clashes");
    assert!(matches!(&error, Error::Clash(paths) if paths.len() == 1));
    assert!(error.to_string().contains("d.rs"), "{error}");
    assert!(diff_tree(&project.path("out"), &new()).is_err());
    assert_eq!(project.all(), before);
}

#[test]
fn files_and_folders_in_each_others_place_are_errors() {
    let project = Project::new();
    project.put("out/org", "a file where a folder should be");
    project.put("other/mod.rs/inside.txt", "a folder where a file should be");
    for folder in ["out", "other"] {
        let error = write_tree(&project.path(folder), &new()).expect_err("clashes");
        assert!(matches!(error, Error::Clash(_)), "{error}");
    }
    let error = write_tree(&project.path("out/org"), &new()).expect_err("is a file");
    assert!(matches!(error, Error::NotAFolder(_)), "{error}");
    let error = write_file(&project.path("out"), &generated("x")).expect_err("is a folder");
    assert!(matches!(error, Error::NotAFile(_)), "{error}");
}

#[test]
fn paths_stay_inside() {
    let project = Project::new();
    for path in ["", "../a.rs", "/a.rs", "a/../../b.rs"] {
        let error = write_tree(&project.path("out"), &[file(path, "")]).expect_err("leaves");
        assert!(matches!(error, Error::Path(_)), "{path}: {error}");
    }
    let twice = [file("a.rs", "1"), file("a.rs", "2")];
    assert!(matches!(
        write_tree(&project.path("out"), &twice),
        Err(Error::Path(_))
    ));
    let unmarked = [File {
        path: "a.rs".into(),
        text: "fn main() {}".into(),
    }];
    assert!(matches!(
        write_tree(&project.path("out"), &unmarked),
        Err(Error::Unmarked(_))
    ));
    assert_eq!(project.names(), ["/"]);
}

#[test]
fn what_killed_runs_left_goes_when_something_is_written() {
    let project = Project::new();
    let left = stage::create(project.folder.path())
        .expect("a folder")
        .keep();
    fs::write(left.join("half"), "half").expect("a file");
    write(&project.path("out"), &old());
    assert!(!left.exists());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_linked_folder_is_written_where_it_leads() {
        let project = Project::new();
        write(&project.path("real"), &old());
        symlink("real", project.path("out")).expect("links");
        write(&project.path("out"), &new());
        assert!(project.path("out").is_symlink());
        assert_eq!(project.all()["real/mod.rs"], generated("new root"));
        symlink("nowhere", project.path("dangling")).expect("links");
        assert!(matches!(
            write_tree(&project.path("dangling"), &new()),
            Err(Error::Io { .. })
        ));
    }

    #[test]
    fn links_and_permissions_of_others_survive() {
        let project = Project::new();
        write(&project.path("out"), &old());
        project.put("out/com/script.sh", "run");
        let script = project.path("out/com/script.sh");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o754)).expect("sets");
        fs::set_permissions(project.path("out/com"), fs::Permissions::from_mode(0o750))
            .expect("sets");
        symlink("../mod.rs", project.path("out/com/link.rs")).expect("links");
        let inode = fs::metadata(&script).expect("is there").ino();
        write(&project.path("out"), &new());
        let metadata = fs::metadata(&script).expect("is there");
        assert_eq!((metadata.ino(), metadata.mode() & 0o777), (inode, 0o754));
        let folder = fs::metadata(project.path("out/com")).expect("is there");
        assert_eq!(folder.mode() & 0o777, 0o750);
        let target = fs::read_link(project.path("out/com/link.rs")).expect("is a link");
        assert_eq!(target, Path::new("../mod.rs"));
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_left_alone_and_named() {
        let project = Project::new();
        write(&project.path("out"), &old());
        let before = project.all();
        let read_only = project.path("out");
        fs::set_permissions(&read_only, fs::Permissions::from_mode(0o555)).expect("sets");
        let allowed = fs::write(read_only.join("probe"), "").is_ok();
        let result = write_tree(&read_only, &new());
        fs::set_permissions(&read_only, fs::Permissions::from_mode(0o755)).expect("sets");
        if allowed {
            eprintln!("skipped: this user may write everywhere");
            return;
        }
        let error = result.expect_err("is read-only").to_string();
        assert!(
            error.starts_with("cannot write") && error.contains("out"),
            "{error}"
        );
        assert_eq!(project.all(), before);
    }
}

#[test]
fn a_diff_shows_every_kind_of_change_and_writes_nothing() {
    let project = Project::new();
    write(&project.path("out"), &old());
    let before = (project.all(), project.modified("out"));
    let stale = diff_tree(&project.path("out"), &new()).expect("compares");
    assert_eq!(
        (stale.added, stale.changed, stale.removed, stale.unchanged),
        (1, 2, 1, 2)
    );
    assert!(!stale.is_fresh());
    let place = project.path("out").display().to_string();
    let diff = stale.diff.replace(place.trim_start_matches('/'), "out");
    insta::assert_snapshot!(diff, @r"
--- a/out/com/a.rs
+++ b/out/com/a.rs
@@ -1,2 +1,2 @@
 // @generated by lexgen
-old a
+new a
--- a/out/mod.rs
+++ b/out/mod.rs
@@ -1,2 +1,2 @@
 // @generated by lexgen
-old root
+new root
--- a/out/net/gone/c.rs
+++ /dev/null
@@ -1,2 +0,0 @@
-// @generated by lexgen
-c
--- /dev/null
+++ b/out/org/deep/d.rs
@@ -0,0 +1,2 @@
+// @generated by lexgen
+d
");
    assert_eq!((project.all(), project.modified("out")), before);
    write(&project.path("out"), &new());
    let stale = diff_tree(&project.path("out"), &new()).expect("compares");
    assert!(stale.is_fresh() && stale.diff.is_empty() && stale.unchanged == 5);
}

#[test]
fn a_diff_against_nothing_adds_everything() {
    let project = Project::new();
    let stale = diff_tree(&project.path("x/out"), &old()).expect("compares");
    assert_eq!(stale.added, 5);
    assert_eq!(project.names(), ["/"]);
}

#[test]
fn a_single_file_is_replaced_only_when_it_changes_and_only_when_it_is_ours() {
    let project = Project::new();
    let path = project.path("src/one.rs");
    assert_eq!(
        write_file(&path, &generated("1"))
            .expect("writes")
            .written
            .len(),
        1
    );
    let time = project.age();
    let same = write_file(&path, &generated("1")).expect("writes");
    assert_eq!((same.written.len(), same.unchanged), (0, 1));
    assert_eq!(project.modified("src/one.rs"), time);
    write_file(&path, &generated("2")).expect("writes");
    assert_eq!(
        project.all(),
        BTreeMap::from([("src/one.rs".to_owned(), generated("2"))])
    );
    project.put("src/main.rs", "fn main() {}");
    let error = write_file(&project.path("src/main.rs"), &generated("3")).expect_err("clashes");
    assert!(matches!(error, Error::Clash(_)), "{error}");
    assert_eq!(project.all()["src/main.rs"], "fn main() {}");
}

#[test]
fn runs_at_the_same_time_leave_one_whole_tree() {
    let project = Project::new();
    let out = project.path("out");
    std::thread::scope(|scope| {
        for number in 0..4 {
            let out = &out;
            scope.spawn(move || {
                for _ in 0..10 {
                    write(out, &if number % 2 == 0 { old() } else { new() });
                }
            });
        }
    });
    let whole = |files: Vec<File>| {
        files
            .into_iter()
            .map(|it| (format!("out/{}", it.path), it.text))
            .collect::<BTreeMap<_, _>>()
    };
    let all = project.all();
    assert!(
        all == whole(old()) || all == whole(new()),
        "{:?}",
        all.keys()
    );
}
