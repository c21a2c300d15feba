//! A run killed at any instant leaves the old tree or the new one.
//!
//! The test starts itself as a child which writes one tree and then the other
//! over and over, and kills it.

#![cfg(all(feature = "codegen", any(target_os = "linux", target_vendor = "apple")))]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use lexgen::__internal::{
    output::{MARKER, write_tree},
    print::File,
};

const ROUNDS: usize = 40;
const CHILD: &str = "LEXGEN_TEST_WRITES_INTO";

/// Files that stay, files that change, and files of one tree only.
fn tree(name: &str) -> Vec<File> {
    let file = |path: String, text: &str| File {
        path,
        text: format!("{MARKER}\n// {text}\n"),
    };
    let mut files = vec![file("mod.rs".into(), name)];
    for number in 0..60 {
        let folder = number % 6;
        files.push(file(format!("same/{folder}/f{number}.rs"), "same"));
        files.push(file(format!("com/{folder}/changed{number}.rs"), name));
        files.push(file(format!("{name}/{folder}/only{number}.rs"), name));
    }
    files
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn child() {
    let Some(folder) = std::env::var_os(CHILD) else {
        return;
    };
    let trees = [tree("a"), tree("b")];
    for files in trees.iter().cycle() {
        let outcome = write_tree(Path::new(&folder), files).expect("writes");
        assert_eq!(
            outcome.in_place, None,
            "this file system cannot exchange folders"
        );
    }
}

fn content(folder: &Path) -> BTreeMap<String, String> {
    let mut content = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inner) = open.pop() {
        let mut empty = true;
        for entry in fs::read_dir(&inner)
            .expect("a folder")
            .map(|it| it.expect("an entry"))
        {
            empty = false;
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("inside")
                    .display()
                    .to_string();
                content.insert(name, fs::read_to_string(path).expect("text"));
            }
        }
        assert!(!empty, "{} is empty", inner.display());
    }
    content
}

fn wanted(name: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<_, _> = tree(name)
        .into_iter()
        .map(|it| (it.path, it.text))
        .collect();
    files.insert("com/by_hand.rs".into(), "// mine".into());
    files
}

/// What stands beside the output folder, itself included.
fn beside(out: &Path) -> usize {
    fs::read_dir(out.parent().expect("a parent"))
        .expect("a folder")
        .count()
}

#[test]
fn killed_at_any_instant_the_tree_is_the_old_or_the_new_one() {
    let project = tempfile::tempdir().expect("a temporary folder");
    let out = project.path().join("src/generated");
    write_tree(&out, &tree("a")).expect("writes");
    let by_hand = out.join("com/by_hand.rs");
    fs::write(&by_hand, "// mine").expect("a file");
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options()
        .append(true)
        .open(&by_hand)
        .expect("a file");
    file.set_modified(old).expect("a time");

    let (a, b) = (wanted("a"), wanted("b"));
    let mut seen = BTreeMap::new();
    let mut in_the_middle = 0;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "child", "--ignored", "--quiet"])
            .env(CHILD, &out)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        // Wait for the first write, then until another instant in each round.
        let start = Instant::now();
        let root = fs::read(out.join("mod.rs")).expect("a root");
        while fs::read(out.join("mod.rs")).is_ok_and(|now| now == root) {
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "the child does not write"
            );
        }
        std::thread::sleep(Duration::from_micros(round as u64 * 337 % 20_000));
        assert!(
            child.try_wait().expect("a status").is_none(),
            "the child failed"
        );
        child.kill().expect("dies");
        child.wait().expect("died");

        let now = content(&out);
        assert!(now == a || now == b, "round {round}: neither tree");
        *seen.entry(now == a).or_insert(0) += 1;
        let modified = fs::metadata(&by_hand)
            .and_then(|it| it.modified())
            .expect("a time");
        assert_eq!(modified, old, "a file of somebody else was touched");
        in_the_middle += usize::from(beside(&out) > 1);
    }
    // Otherwise the test has shown nothing.
    assert_eq!(seen.len(), 2, "only one of the trees was ever seen");
    assert!(
        in_the_middle > ROUNDS / 4,
        "only {in_the_middle} kills came while writing"
    );

    write_tree(&out, &tree("a")).expect("writes");
    write_tree(&out, &tree("b")).expect("writes");
    assert_eq!(beside(&out), 1, "what killed runs left is still there");
    println!("{in_the_middle} of {ROUNDS} kills came while writing; trees seen: {seen:?}");
}
