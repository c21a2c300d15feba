//! Links, permissions and other features of Unix.

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
    fs::set_permissions(project.path("out/com"), fs::Permissions::from_mode(0o750)).expect("sets");
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

#[test]
fn a_change_deep_down_leaves_the_folders_above_in_place() {
    let project = Project::new();
    write(&project.path("out"), &old());
    let inode = |path: &str| fs::metadata(project.path(path)).expect("is there").ino();
    let before = ["out", "out/net"].map(inode);
    let mut files = old();
    files[1] = file("com/mod.rs", "two");
    files[2] = file("com/a.rs", "changes");
    let done = write(&project.path("out"), &files);
    assert_eq!(done, outcome(&["com/a.rs", "com/mod.rs"], &[], 3));
    assert_eq!(project.all()["out/com/a.rs"], generated("changes"));
    assert_eq!(project.all()["out/com/mod.rs"], generated("two"));
    assert_eq!(["out", "out/net"].map(inode), before);
}
