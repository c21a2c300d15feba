//! Writes that the PDS refuses or that are undone.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::Stdio,
};

use lexgen_tests::Pds;
use lexgen_tests_network::{Network, Said, lexicon};
use serde_json::json;
use tempfile::TempDir;

use crate::{PASSWORD, account_with_token};

const HANDLE: &str = "writer.test";
const NSID: &str = "com.example.written";

/// A folder with lexicons of which each has a description of this length.
fn project(nsids: &[String], length: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("lexicons")).expect("made");
    for nsid in nsids {
        let mut document = lexicon(nsid);
        document["defs"]["main"]["description"] = "x".repeat(length).into();
        document.as_object_mut().expect("an object").remove("$type");
        let path = folder.path().join(format!("lexicons/{nsid}.json"));
        fs::write(path, document.to_string()).expect("written");
    }
    folder
}

fn run(network: &Network, folder: &Path, arguments: &[&str]) -> Said {
    let mut command = network.command(folder, arguments);
    if arguments[0] != "resolve" {
        command.args(["--account", HANDLE]);
    }
    let output = command.env("LEXGEN_PASSWORD", PASSWORD).output();
    network.said(&output.expect("the command runs"))
}

/// Runs a command that reads the password from standard input, and does something before it
/// gets it: when it has compared the repository.
fn run_meanwhile(
    network: &Network,
    folder: &Path,
    arguments: &[&str],
    meanwhile: impl FnOnce(),
) -> (Option<i32>, String) {
    let arguments = [arguments, &["--account", HANDLE, "--password-stdin"]].concat();
    let mut command = network.command(folder, &arguments);
    command.env_remove("LEXGEN_PASSWORD");
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdout = BufReader::new(process.stdout.take().expect("a pipe"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("what would be done");
    assert!(line.contains(NSID), "{line}");
    meanwhile();
    let mut stdin = process.stdin.take().expect("a pipe");
    stdin.write_all(PASSWORD.as_bytes()).expect("sent");
    drop(stdin);
    let mut said = String::new();
    let mut stderr = process.stderr.take().expect("a pipe");
    stderr.read_to_string(&mut said).expect("text");
    let status = process.wait().expect("it ends");
    (status.code(), said)
}

#[test]
fn writes_that_the_pds_refuses() {
    let Some(pds) = Pds::start() else {
        return;
    };
    let network = Network::new().with_reference(&pds);
    let (did, token) = account_with_token(&pds, &network, HANDLE, "example.com");
    let write = || {
        let other = "com.example.other";
        let input = json!({
            "repo": did,
            "collection": other,
            "validate": false,
            "record": { "$type": other },
        });
        let _ = pds.procedure("com.atproto.repo.createRecord", &token, &input);
    };
    let one = project(&[NSID.to_owned()], 10);
    changed_meanwhile(&network, one.path(), &write);
    deleted(&network, one.path(), &write);
    too_large(&network);
}

/// Somebody else writes between the comparison and the commit.
fn changed_meanwhile(network: &Network, folder: &Path, write: &dyn Fn()) {
    let (code, said) = run_meanwhile(network, folder, &["publish"], write);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("error[repository-changed]"), "{said}");
    assert!(said.contains("nothing was published"), "{said}");
    let said = run(network, folder, &["resolve", NSID]);
    assert!(said.stderr.contains("error[record-absent]"), "{said:?}");
    let said = run(network, folder, &["publish"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stderr.contains("Published 1 lexicon"), "{said:?}");
}

fn deleted(network: &Network, folder: &Path, write: &dyn Fn()) {
    let unpublish = ["unpublish", NSID, "--yes"];
    let (code, said) = run_meanwhile(network, folder, &unpublish, write);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("error[repository-changed]"), "{said}");
    let said = run(network, folder, &["resolve", NSID]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let said = run(network, folder, &unpublish);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stderr.contains("Deleted 1 lexicon"), "{said:?}");
    let said = run(network, folder, &["resolve", NSID]);
    assert!(said.stderr.contains("error[record-absent]"), "{said:?}");
    let said = run(network, folder, &unpublish);
    assert!(said.stderr.contains("has none of them"), "{said:?}");
}

/// More bytes than the server takes, and more records.
fn too_large(network: &Network) {
    for (number, length, reason) in [(40, 5_000, "PayloadTooLarge"), (201, 10, "Too many writes")] {
        let names: Vec<_> = (0..number)
            .map(|number| format!("com.example.n{number}"))
            .collect();
        let folder = project(&names, length);
        let said = run(network, folder.path(), &["publish"]);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.stderr.contains("       Large "), "{said:?}");
        assert!(said.stderr.contains("error[write-failed]"), "{said:?}");
        assert!(said.stderr.contains(reason), "{said:?}");
        assert!(said.stderr.contains("nothing was published"), "{said:?}");
        let some = ["publish", &names[0], &names[1]];
        let said = run(network, folder.path(), &some);
        assert_eq!(said.code, Some(0), "{said:?}");
        let unpublish = ["unpublish", &names[0], &names[1], "--yes"];
        let said = run(network, folder.path(), &unpublish);
        assert_eq!(said.code, Some(0), "{said:?}");
    }
}
