//! Reading from real folders.

use std::fs;

use tempfile::TempDir;

use super::{Input, Limits, read};
use crate::compiler::{
    check::check,
    diagnostic::{Diagnostic, Report},
    source::Sources,
};

/// The rules that only reading can apply; each has a test here.
pub(crate) const CODES: [&str; 5] = [
    "cannot-read",
    "no-files",
    "too-many-files",
    "too-large",
    "not-utf8",
];

const THING: &str = r#"{"lexicon":1,"id":"com.example.thing","defs":{"a":{"type":"token"}}}"#;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read_folder(folder: &TempDir) -> (Sources, Vec<Diagnostic>) {
    read(&[Input::Path(folder.path().to_owned())], &Limits::default())
}

fn names(sources: &Sources, folder: &TempDir) -> Vec<String> {
    let strip = |path: &std::path::Path| {
        path.strip_prefix(folder.path())
            .unwrap()
            .display()
            .to_string()
    };
    sources
        .iter()
        .filter_map(|(_, it)| it.path.as_deref())
        .map(strip)
        .collect()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|it| it.code).collect()
}

#[test]
fn any_layout_is_found_in_the_order_of_paths() {
    let folder = folder(&[
        ("com/example/thing.json", b"{}"),
        ("com.example.other.json", b"{}"),
        ("b/UPPER.JSON", b"{}"),
        ("notes.txt", b"{}"),
        (".hidden/x.json", b"{}"),
        ("node_modules/x.json", b"{}"),
        ("b/target/x.json", b"{}"),
        ("b/target/CACHEDIR.TAG", b""),
        ("com/target/thing.json", b"{}"),
    ]);
    let (sources, diagnostics) = read_folder(&folder);
    assert_eq!(codes(&diagnostics), [""; 0]);
    assert_eq!(
        names(&sources, &folder),
        [
            "b/UPPER.JSON",
            "com/example/thing.json",
            "com/target/thing.json",
            "com.example.other.json"
        ]
    );
    assert_eq!(sources.folders().count(), 5);
}

#[test]
fn a_named_file_may_be_called_anything_and_counts_once() {
    let folder = folder(&[("lexicon.txt", THING.as_bytes())]);
    let file = Input::Path(folder.path().join("lexicon.txt"));
    let (sources, diagnostics) = read(&[file.clone(), file], &Limits::default());
    assert_eq!((sources.len(), diagnostics.len()), (1, 0));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = format!(
        "\u{feff}{}\r\n",
        THING.replace(',', ",\r\n").replace("token", "tokn")
    );
    let folder = folder(&[("a.json", text.as_bytes())]);
    let (sources, _) = read_folder(&folder);
    let report = Report::new(&sources, check(&sources).diagnostics);
    let json: serde_json::Value = serde_json::from_str(&report.to_json_lines()).unwrap();
    assert_eq!(
        (&json["code"], &json["line"]),
        (&"unknown-type".into(), &3.into())
    );
    assert_eq!(json["column"], r#""defs":{"a":{"type":"#.len() + 1);
}

#[test]
fn other_encodings_are_refused_at_the_byte() {
    let folder = folder(&[
        ("a.json", b"{\"lexicon\": \"\xff\"}"),
        ("b.json", THING.as_bytes()),
    ]);
    let (sources, diagnostics) = read_folder(&folder);
    assert_eq!(codes(&diagnostics), ["not-utf8"]);
    assert!(diagnostics[0].message.contains("byte 0xFF at offset 13"));
    let shown = Report::new(&sources, diagnostics).to_text(false);
    assert!(shown.contains("a.json:1:14"), "{shown}");
    let checked = check(&sources);
    assert_eq!((checked.documents.len(), checked.diagnostics.len()), (1, 0));
}

#[test]
fn every_path_that_cannot_be_read_is_reported() {
    let folder = folder(&[("a.json", THING.as_bytes())]);
    let missing = |name| Input::Path(folder.path().join(name));
    let (sources, diagnostics) = read(
        &[missing("x"), missing("y.json"), missing("a.json")],
        &Limits::default(),
    );
    assert_eq!(codes(&diagnostics), ["cannot-read", "cannot-read"]);
    assert_eq!(check(&sources).documents.len(), 1);
    let shown = Report::new(&sources, diagnostics).to_text(false);
    assert!(shown.contains("y.json"), "{shown}");
}

#[cfg(unix)]
#[test]
fn files_without_permission_are_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.json", b"{}")]);
    let file = folder.path().join("a.json");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    assert_eq!(codes(&read_folder(&folder).1), ["cannot-read"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_end() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("a/x.json", b"{}"), ("elsewhere/y.json", b"{}")]);
    symlink(folder.path(), folder.path().join("a/up")).unwrap();
    symlink("self", folder.path().join("self")).unwrap();
    symlink("nothing", folder.path().join("dangling.json")).unwrap();
    symlink("elsewhere/y.json", folder.path().join("z.json")).unwrap();
    let (sources, diagnostics) = read_folder(&folder);
    assert_eq!(codes(&diagnostics), ["cannot-read"]);
    assert!(diagnostics[0].message.contains("dangling.json"));
    assert_eq!(
        names(&sources, &folder),
        ["a/x.json", "elsewhere/y.json", "z.json"]
    );
}

#[test]
fn limits_are_kept_and_named() {
    let folder = folder(&[("a.json", THING.as_bytes()), ("b.json", b"{}")]);
    let inputs = [Input::Path(folder.path().to_owned())];
    let (sources, diagnostics) = read(
        &inputs,
        &Limits {
            file_bytes: 10,
            ..Limits::default()
        },
    );
    assert_eq!(codes(&diagnostics), ["too-large"]);
    assert!(diagnostics[0].message.contains("10 bytes"));
    assert_eq!(
        sources.iter().filter(|(_, it)| it.text.len() == 2).count(),
        1
    );
    let (_, diagnostics) = read(
        &inputs,
        &Limits {
            files: 1,
            ..Limits::default()
        },
    );
    assert_eq!(codes(&diagnostics), ["too-many-files"]);
}

#[test]
fn a_folder_without_json_is_remarked_upon() {
    let folder = folder(&[("a.txt", b"")]);
    assert_eq!(codes(&read_folder(&folder).1), ["no-files"]);
}

#[test]
fn one_text_can_hold_several_documents() {
    let other = THING.replace("thing", "other");
    let broken = THING.replace("thing", "third").replace("token", "tokn");
    for text in [
        format!("[{THING},\n{other},\n{broken}]"),
        format!("{THING}\n{other}\n{broken}\n"),
        format!("\u{feff}{THING}{other}\n\n{broken}"),
    ] {
        let input = Input::Text {
            name: "<stdin>".into(),
            bytes: text.clone().into_bytes(),
        };
        let (sources, diagnostics) = read(&[input], &Limits::default());
        assert_eq!(codes(&diagnostics), [""; 0]);
        let checked = check(&sources);
        let ids: Vec<_> = checked.documents.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["com.example.other", "com.example.thing"]);
        let report = Report::new(&sources, checked.diagnostics);
        let json: serde_json::Value = serde_json::from_str(&report.to_json_lines()).unwrap();
        assert_eq!(
            (&json["file"], &json["line"]),
            (&"<stdin>".into(), &3.into()),
            "{text}"
        );
        assert_eq!(json["column"], broken.find("\"tokn\"").unwrap() + 1);
    }
}
