//! A command that is killed while it changes files leaves them as they were, as they
//! should be, or so that the next command completes the change.
//!
//! The test starts itself as a child which changes files back and forth, and kills it.

#![cfg(all(feature = "cli", unix))]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use lexgen::__internal::install::journal::{Change, Journal, NAME};

const ROUNDS: u32 = 40;
const CHILD: &str = "LEXGEN_TEST_CHANGES";

type Content = BTreeMap<String, String>;

/// What the files are in one of two states: some only in one, some different.
fn state(name: &str) -> Content {
    let mut files = Content::new();
    for number in 0..8 {
        let folder = number % 4;
        files.insert(
            format!("lexicons/same/{folder}/f{number}.json"),
            "same".into(),
        );
        files.insert(format!("lexicons/com/{folder}/f{number}.json"), name.into());
        files.insert(
            format!("lexicons/{name}/{folder}/f{number}.json"),
            name.into(),
        );
    }
    files.insert("lexicons.json".into(), name.into());
    files.insert("lexicons.lock".into(), name.into());
    files
}

/// From any state to another.
fn changes(root: &Path, name: &str) -> Vec<Change> {
    let new = state(name);
    let other = state(if name == "a" { "b" } else { "a" });
    let gone = other.keys().filter(|path| !new.contains_key(*path));
    let gone = gone.map(|path| Change {
        path: root.join(path),
        contents: None,
    });
    let written = new.iter().map(|(path, text)| Change {
        path: root.join(path),
        contents: Some(text.clone().into_bytes()),
    });
    written.chain(gone).collect()
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn child() {
    let Some(root) = std::env::var_os(CHILD) else {
        return;
    };
    let root = Path::new(&root);
    for name in ["a", "b"].iter().cycle() {
        let mut journal = Journal::open(root).expect("opened");
        journal
            .apply(&changes(root, name), "install")
            .expect("applied");
    }
}

/// Every file; a folder without one is an error.
fn content(root: &Path) -> Content {
    let mut content = Content::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let mut is_empty = true;
        for entry in fs::read_dir(&folder).expect("a folder") {
            is_empty = false;
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").display();
                content.insert(name.to_string(), fs::read_to_string(&path).expect("text"));
            }
        }
        assert!(!is_empty, "{} is empty", folder.display());
    }
    content
}

#[test]
fn a_killed_change_is_completed_or_undone_by_the_next_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let states = [state("a"), state("b")];
    let start = Instant::now();
    Journal::open(root)
        .and_then(|mut journal| journal.apply(&changes(root, "a"), "install"))
        .expect("applied");
    // The moments are spread over somewhat more than a change.
    let step = start.elapsed() * 2 / ROUNDS;
    let mut recovered = [0; 3];
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["child", "--exact", "--ignored", "--nocapture"])
            .env(CHILD, root)
            .stdout(Stdio::null())
            .spawn()
            .expect("started");
        let start = Instant::now();
        while !root.join(NAME).exists() && start.elapsed() < Duration::from_secs(60) {
            std::thread::yield_now();
        }
        std::thread::sleep(step * round);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let journal = Journal::open(root).expect("opened");
        recovered[match journal.recovered() {
            None => 0,
            Some(it) if it.is_complete => 1,
            Some(_) => 2,
        }] += 1;
        drop(journal);
        let found = content(root);
        assert!(
            states.contains(&found),
            "round {round}: neither state: {found:#?}"
        );
    }
    let [whole, completed, undone] = recovered;
    println!("{whole} between changes, {completed} completed, {undone} undone");
    assert!(completed + undone > 0, "no change was interrupted");
}
