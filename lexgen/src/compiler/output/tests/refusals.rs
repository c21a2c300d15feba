//! Writes that are refused and change nothing.

use super::*;

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
