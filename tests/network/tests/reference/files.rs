//! The same files.

use std::{fs, path::Path};

use lexgen_tests_network::{Account, Installer, Network, files};
use tempfile::{TempDir, tempdir};

use crate::{documents::ROOTS, network};

/// Runs a command of lexgen that succeeds.
fn lexgen(network: &Network, project: &Path, arguments: &[&str]) {
    let said = network.lexgen_in(project, arguments);
    assert_eq!(said.code, Some(0), "{said:?}");
}

/// Runs the reference installer, which succeeds.
fn install(reference: &Installer, network: &Network, project: &Path, nsids: &[&str]) {
    let installed = reference.install(network, project, nsids);
    installed.unwrap_or_else(|error| panic!("{error}"));
}

fn check(reference: &Installer, network: &Network, project: &Path) {
    let checked = reference.check(network, project);
    checked.unwrap_or_else(|error| panic!("{error}"));
}

fn project() -> TempDir {
    tempdir().expect("a folder can be made")
}

/// Everything but the lock of lexgen, as text, so that a difference can be read.
fn shared(project: &Path) -> String {
    let mut all = String::new();
    for (path, bytes) in files(project) {
        if path != Path::new("lexicons.lock") {
            let text = String::from_utf8(bytes).expect("text");
            all.push_str(&format!("== {}\n{text}", path.display()));
        }
    }
    all
}

/// Asserts that two folders have the same files, and shows the first line that differs.
#[track_caller]
fn assert_same(ours: &Path, theirs: &Path) {
    let (ours, theirs) = (shared(ours), shared(theirs));
    for (ours, theirs) in ours.lines().zip(theirs.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
}

#[test]
fn both_write_the_same_and_accept_what_the_other_wrote() {
    let Some(reference) = Installer::installed() else {
        return;
    };
    let network = network();
    let (ours, theirs) = (project(), project());
    let (ours, theirs) = (ours.path(), theirs.path());
    install(&reference, &network, theirs, &ROOTS);
    lexgen(&network, ours, &[&["install"], &ROOTS[..]].concat());
    assert_same(ours, theirs);
    let written = shared(ours);
    let documents = written.matches("== lexicons/").count();
    assert_eq!(documents, crate::documents::documents().len());

    check(&reference, &network, ours);
    lexgen(&network, theirs, &["install", "--locked"]);
    lexgen(&network, theirs, &["install", "--offline"]);
    assert_same(ours, theirs);
    assert_eq!(shared(ours), written);
}

/// The account is named, so DNS is not asked.
#[test]
fn both_install_by_address() {
    let Some(reference) = Installer::installed() else {
        return;
    };
    let network = network();
    let (ours, theirs) = (project(), project());
    let (ours, theirs) = (ours.path(), theirs.path());
    // The second of the domains.
    let did = Account::numbered(1).did;
    let address = format!("at://{did}/com.atproto.lexicon.schema/net.example.tokens");
    lexgen(&network, ours, &["install", &address]);
    install(&reference, &network, theirs, &[&address]);
    assert!(!network.asked().iter().any(|asked| asked.starts_with("TXT")));
    assert_same(ours, theirs);
}

/// What one has begun, the other continues.
#[test]
fn they_take_turns() {
    let Some(reference) = Installer::installed() else {
        return;
    };
    let network = network();
    let (ours, theirs) = (project(), project());
    let (ours, theirs) = (ours.path(), theirs.path());
    let [first, second, third] = ROOTS;
    lexgen(&network, ours, &["install", first]);
    install(&reference, &network, theirs, &[first]);
    lexgen(&network, theirs, &["install", second]);
    install(&reference, &network, ours, &[second]);
    assert_same(ours, theirs);
    lexgen(&network, ours, &["install", third]);
    install(&reference, &network, theirs, &[third]);
    assert_same(ours, theirs);
    for project in [ours, theirs] {
        lexgen(&network, project, &["install", "--locked"]);
        check(&reference, &network, project);
    }
}

#[test]
fn both_fetch_a_file_that_is_missing_and_refuse_one_that_is_not_pinned() {
    let Some(reference) = Installer::installed() else {
        return;
    };
    let network = network();
    let project = project();
    let project = project.path();
    lexgen(&network, project, &["install", ROOTS[1]]);
    let written = shared(project);
    let file = project.join("lexicons/org/example/feed/item.json");
    let text = fs::read_to_string(&file).expect("written");

    fs::remove_file(&file).expect("removed");
    check(&reference, &network, project);
    assert_eq!(shared(project), written);
    fs::remove_file(&file).expect("removed");
    lexgen(&network, project, &["install", "--locked"]);
    assert_eq!(shared(project), written);

    let changed = text.replacen("datetime", "at-uri", 1);
    assert_ne!(changed, text);
    fs::write(&file, changed).expect("written");
    let refused = reference.check(&network, project).expect_err("refused");
    assert!(
        refused.contains("Lexicons manifest is out of date"),
        "{refused}"
    );
    let said = network.lexgen_in(project, &["install", "--locked"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("org.example.feed.item"), "{said:?}");
}
