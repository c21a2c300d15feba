//! Commands that find what another one has begun, or meet it.

use std::{
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use insta::assert_snapshot;
use lexgen_tests_network::{Network, Project};

use crate::{POST, misuse, network, publish};

/// The SHA-256 digest of `{}` and the end of the line.
const DIGEST: &str = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356";

fn start(network: &Network, project: &Project<'_>, arguments: &[&str]) -> Child {
    let mut command = network.command(&project.path(""), arguments);
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the command runs")
}

#[test]
fn what_was_interrupted_is_completed_by_every_command_that_writes() {
    let (network, _) = network();
    for command in [
        &["install"][..],
        &["install", "--locked"],
        &["update"],
        &["uninstall", POST],
    ] {
        let project = Project::new(&network);
        project.succeed(&["install", POST]);
        let journal = format!(
            r#"{{"lexgen-journal":1,"command":"update","changes":[
                {{"path":"proofs/other.json","old":null,"new":"{DIGEST}"}}]}}"#
        );
        project.write(".lexgen-journal", &journal);
        project.write(".lexgen-journal.new/0", "{}\n");
        let said = project.succeed(&["status"]);
        assert!(
            said.stderr
                .contains(" Interrupted an update: some lexicons"),
            "{said:?}"
        );
        let said = project.succeed(command);
        assert!(
            said.stderr
                .contains("   Completed an update that was interrupted"),
            "{said:?}"
        );
        assert_eq!(project.read("proofs/other.json"), "{}\n");
        assert!(!project.path(".lexgen-journal").exists());
    }
}

#[test]
fn two_installations_at_once_do_not_mix() {
    let (network, _) = network();
    let project = Project::new(&network);
    network.delay(Duration::from_millis(300));
    let mut first = start(&network, &project, &["install", POST]);
    let begin = Instant::now();
    while !project.path(".lexgen-journal").exists() && begin.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_snapshot!(misuse(&project, &["install", POST]));
    assert!(first.wait().expect("it ends").success());
    network.delay(Duration::ZERO);
    project.succeed(&["install", "--locked"]);
}

/// While the network or a person is waited for, the files can be edited.
#[test]
fn what_changes_meanwhile_is_not_overwritten() {
    let (network, _) = network();
    publish(&network, 'm', "example.net", &[("net.example.more", &[])]);
    for (arguments, file) in [
        (&["install", "net.example.more"][..], "lexicons.json"),
        (&["install", "net.example.more"], "lexicons.lock"),
        (&["update"], "lexicons.json"),
    ] {
        let project = Project::new(&network);
        project.succeed(&["install", POST]);
        network.answer_only(0);
        let mut command = start(&network, &project, arguments);
        let begin = Instant::now();
        // It has read the files when it asks the network.
        while network.requests() == 0 {
            assert!(begin.elapsed() < Duration::from_secs(60), "no question");
            std::thread::sleep(Duration::from_millis(5));
        }
        project.remove(file);
        network.answer_all();
        let status = command.wait().expect("it ends");
        assert_eq!(status.code(), Some(2), "{arguments:?} {file}");
        assert!(!project.path(file).exists(), "{arguments:?} {file}");
    }
}
