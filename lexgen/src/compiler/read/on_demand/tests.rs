use std::fs;

use super::*;

/// A folder with lexicons: the path, the id and the references of each.
fn folder(files: &[(&str, &str, &[&str])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (path, id, refs) in files {
        let path = root.path().join(path);
        let refs: Vec<String> = (refs.iter())
            .map(|it| format!(r##"{{"type":"ref","ref":"{it}"}}"##))
            .collect();
        let text = format!(
            r#"{{"lexicon":1,"id":"{id}","defs":{{"main":[{}],"other":{{"type":"token"}}}}}}"#,
            refs.join(",")
        );
        fs::create_dir_all(path.parent().expect("below the root")).expect("made");
        let text = match id.strip_prefix("broken") {
            // Invalid JSON after the `id`, if there is one.
            Some("") => "{ broken".to_owned(),
            Some(_) => text
                .replace("broken ", "")
                .replace(",\"defs\"", " \"defs\""),
            None => text,
        };
        fs::write(path, text).expect("written");
    }
    root
}

/// The files that were used, and how many were opened.
fn read(root: &tempfile::TempDir, wanted: &[&str]) -> (Vec<String>, usize) {
    let wanted: Vec<Pattern> = (wanted.iter())
        .map(|it| it.parse().expect("a pattern"))
        .collect();
    let paths = [root.path().to_owned()];
    let read = read_on_demand(&paths, &Limits::default(), &wanted, |nsid| {
        nsid.starts_with("ext.")
    });
    let taken = read.sources.iter().filter_map(|(_, it)| it.path.clone());
    let taken = taken.map(|path| {
        let path = path.strip_prefix(root.path()).expect("below the root");
        path.display().to_string()
    });
    (taken.collect(), read.opened)
}

#[test]
fn only_what_is_needed_is_opened() {
    let root = folder(&[
        (
            "com/example/a.json",
            "com.example.a",
            &["com.example.b", "ext.x.y"],
        ),
        (
            "com.example.b.json",
            "com.example.b",
            &["#other", "com.example.a"],
        ),
        ("com/example/c.json", "broken", &[]),
        ("ext/x/y.json", "ext.x.y", &[]),
    ]);
    let (taken, opened) = read(&root, &["com.example.a"]);
    assert_eq!(taken, ["com/example/a.json", "com.example.b.json"]);
    assert_eq!(opened, 2);
}

#[test]
fn a_file_in_the_wrong_place_is_found_by_its_id() {
    let root = folder(&[
        ("com/example/a.json", "com.example.b", &[]),
        ("flat/c.json", "com.example.c", &["com.example.a"]),
        ("odd name.json", "com.example.a", &[]),
        ("z.json", "broken", &[]),
    ]);
    let (taken, opened) = read(&root, &["com.example.c"]);
    assert_eq!(taken, ["flat/c.json", "odd name.json"]);
    assert_eq!(opened, 4);
}

#[test]
fn only_definitions_that_are_reached_are_followed() {
    let root = folder(&[
        (
            "com/example/a.json",
            "com.example.a",
            &["com.example.b#other"],
        ),
        ("com/example/b.json", "com.example.b", &["com.example.c"]),
        ("com/example/c.json", "com.example.c", &[]),
    ]);
    let (taken, _) = read(&root, &["com.example.a"]);
    assert_eq!(taken, ["com/example/a.json", "com/example/b.json"]);
}

#[test]
fn a_broken_file_with_the_right_name_is_taken_at_its_word() {
    let root = folder(&[
        ("com/example/a.json", "broken", &[]),
        ("com/example/b.json", "broken", &[]),
    ]);
    assert_eq!(read(&root, &["com.example.a"]).0, ["com/example/a.json"]);
}

#[test]
fn a_broken_file_anywhere_is_what_its_id_says() {
    let root = folder(&[
        ("flat/a.json", "com.example.a", &["com.example.c"]),
        ("flat/b.json", "broken com.example.b", &[]),
        ("flat/x.json", "broken com.example.c", &[]),
        ("flat/y.json", "broken org.other.y", &[]),
    ]);
    assert_eq!(read(&root, &["com.example.b"]).0, ["flat/b.json"]);
    assert_eq!(
        read(&root, &["com.example.*"]).0,
        ["flat/a.json", "flat/b.json", "flat/x.json"]
    );
    assert_eq!(
        read(&root, &["com.example.a"]).0,
        ["flat/a.json", "flat/x.json"]
    );
}

#[test]
fn a_namespace_is_what_its_paths_say_or_else_what_the_ids_say() {
    let files: &[(&str, &str, &[&str])] = &[
        ("x/com/example/a.json", "com.example.a", &["org.other.c"]),
        ("x/com/example/deep/b.json", "com.example.deep.b", &[]),
        ("x/com/example/stray.json", "net.stray.d", &[]),
        ("x/com/examples/e.json", "com.examples.e", &[]),
        ("x/org/other/c.json", "org.other.c", &[]),
    ];
    let root = folder(files);
    let (taken, opened) = read(&root, &["com.example.*"]);
    assert_eq!(
        taken,
        [
            "x/com/example/a.json",
            "x/com/example/deep/b.json",
            "x/org/other/c.json"
        ]
    );
    assert_eq!(opened, 4);
    assert_eq!(
        read(&root, &["net.stray.*"]).0,
        ["x/com/example/stray.json"]
    );
    assert_eq!(read(&root, &["*"]).0.len(), 5);
}

#[test]
fn a_namespace_has_also_what_lies_where_paths_say_nothing() {
    let root = folder(&[
        ("x/com/example/a.json", "com.example.a", &[]),
        ("x/book.json", "com.example.book", &[]),
        ("x/drafts/note.json", "com.example.note", &[]),
        ("y/some/where/else.json", "com.example.else", &[]),
        ("x/org/other/c.json", "org.other.c", &[]),
        ("x/org/other/d.json", "com.example.d", &[]),
    ]);
    let (taken, opened) = read(&root, &["com.example.*"]);
    assert_eq!(
        taken,
        [
            "x/book.json",
            "x/com/example/a.json",
            "x/drafts/note.json",
            "y/some/where/else.json"
        ]
    );
    // Files at paths of another namespace are taken for its documents.
    assert_eq!(opened, 4);
}

#[test]
fn what_lies_in_the_place_of_a_document_is_said() {
    let root = folder(&[("com/example/a.json", "com.example.old", &[])]);
    let wanted = ["com.example.a".parse().expect("a pattern")];
    let paths = [root.path().to_owned()];
    let read = read_on_demand(&paths, &Limits::default(), &wanted, |_| false);
    let (path, id) = &read.misnamed["com.example.a"];
    assert!(path.ends_with("com/example/a.json"), "{path:?}");
    assert_eq!(id, "com.example.old");
}

#[test]
fn what_is_not_there_is_said_with_all_that_is() {
    let root = folder(&[
        ("a.json", "com.example.a", &[]),
        ("b.json", "com.example.b", &[]),
    ]);
    let wanted = ["com.example.c".parse().expect("a pattern")];
    let paths = [root.path().to_owned()];
    let read = read_on_demand(&paths, &Limits::default(), &wanted, |_| false);
    assert_eq!(read.unmatched, wanted);
    assert_eq!(
        Vec::from_iter(read.seen),
        ["com.example.a", "com.example.b"]
    );
    assert!(read.sources.is_empty());
}
