//! `lexgen publish` and `lexgen unpublish`.

use std::{fs, process::Command};

use lexgen_tests_network::{Account, Manner, Network, lexicon};
use tempfile::TempDir;

use crate::{NO, Screen, Typed, YES, answer};

const POST: &str = "com.example.post";

const PASSWORD: &str = "hunter2";

/// An account, and a project with a lexicon.
struct Project {
    network: Network,
    did: String,
    folder: TempDir,
}

impl Project {
    fn new(account: Account) -> Self {
        let (network, did) = (Network::new(), account.did.clone());
        network.host(account, Manner::Honest);
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut document = lexicon(POST);
        document["defs"]["main"]["description"] = "A short text.".into();
        document.as_object_mut().expect("an object").remove("$type");
        let file = folder.path().join("lexicons/com/example/post.json");
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, document.to_string()).expect("written");
        Self {
            network,
            did,
            folder,
        }
    }

    /// One whose domain DNS names.
    fn claimed() -> Self {
        let project = Self::new(Account::new('a'));
        project.network.authority("example.com", &project.did);
        project
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.network.command(self.folder.path(), arguments);
        command.args(["--account", &self.did]);
        for name in ["LEXGEN_ACCOUNT", "LEXGEN_PASSWORD", "LEXGEN_TOKEN"] {
            command.env_remove(name);
        }
        command
    }

    /// The same without a question about the password.
    fn command_with_password(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(arguments);
        command.env("LEXGEN_PASSWORD", PASSWORD);
        command
    }

    fn records(&self) -> usize {
        self.network.hosted(&self.did).records.len()
    }

    fn has_logged_in(&self) -> bool {
        let login = "/xrpc/com.atproto.server.createSession";
        self.network.asked().iter().any(|asked| asked == login)
    }

    /// Answers the question about the password.
    fn password(&self, arguments: &[&str], typed: Typed<'_>) -> Screen {
        let prompt = format!(
            "Password of {} at {}: ",
            self.did,
            self.network.url("pds.test")
        );
        answer(&self.command(arguments), &prompt, typed)
    }
}

#[test]
fn the_password_is_asked_for_and_not_shown() {
    let project = Project::claimed();
    let screen = project.password(&["publish"], Typed::Line(PASSWORD));
    assert_eq!(screen.code, 0, "{screen:?}");
    assert!(!screen.text.contains(PASSWORD), "{screen:?}");
    assert!(screen.text.contains("Published 1 lexicon"), "{screen:?}");
    assert_eq!(project.records(), 1);
    let screen = project.password(&["unpublish", POST, "--yes"], Typed::Line(PASSWORD));
    assert_eq!(screen.code, 0, "{screen:?}");
    assert!(!screen.text.contains(PASSWORD), "{screen:?}");
    assert_eq!(project.records(), 0);
}

#[test]
fn a_wrong_password_or_none_writes_nothing() {
    for (typed, code, said) in [
        (Typed::Line("wrong-one"), 1, "error[login-failed]"),
        (Typed::Line(""), 2, "no password is given"),
        (Typed::End, 2, "cannot read the password from the terminal"),
    ] {
        let project = Project::claimed();
        let screen = project.password(&["publish"], typed);
        assert_eq!(screen.code, code, "{typed:?}: {screen:?}");
        assert!(screen.text.contains(said), "{typed:?}: {screen:?}");
        assert!(!screen.text.contains("wrong-one"), "{screen:?}");
        assert_eq!(project.records(), 0, "{typed:?}");
        assert_eq!(project.has_logged_in(), code == 1, "{typed:?}");
    }
}

#[test]
fn a_terminal_is_not_where_a_password_is_piped_from() {
    let project = Project::claimed();
    let mut command = project.command(&["publish"]);
    command.arg("--password-stdin");
    let screen = answer(&command, "which would show the password", Typed::End);
    assert_eq!(screen.code, 2, "{screen:?}");
    assert!(!project.has_logged_in());
}

const CLAIM: &str = "Publish them? [y/N] ";

#[test]
fn lexicons_of_a_domain_that_nobody_has_claimed_are_published_after_a_yes() {
    for typed in YES {
        let project = Project::new(Account::new('a'));
        let screen = answer(&project.command_with_password(&["publish"]), CLAIM, typed);
        assert_eq!(screen.code, 0, "{typed:?}: {screen:?}");
        assert_eq!(project.records(), 1, "{typed:?}");
    }
}

#[test]
fn nothing_else_publishes_them() {
    for typed in NO {
        let project = Project::new(Account::new('a'));
        let screen = answer(&project.command_with_password(&["publish"]), CLAIM, typed);
        assert_eq!(screen.code, 1, "{typed:?}: {screen:?}");
        assert!(screen.text.contains("nothing was published"), "{screen:?}");
        assert_eq!(project.records(), 0, "{typed:?}");
        assert!(!project.has_logged_in(), "{typed:?}");
    }
}

const DELETE: &str = "Nobody can resolve them afterwards. [y/N] ";

#[test]
fn lexicons_are_deleted_after_a_yes() {
    for typed in YES {
        let project = Project::new(Account::new('a').with(POST));
        let command = project.command_with_password(&["unpublish", POST]);
        let screen = answer(&command, DELETE, typed);
        assert_eq!(screen.code, 0, "{typed:?}: {screen:?}");
        assert_eq!(project.records(), 0, "{typed:?}");
    }
}

#[test]
fn nothing_else_deletes_them() {
    for typed in NO {
        let project = Project::new(Account::new('a').with(POST));
        let command = project.command_with_password(&["unpublish", POST]);
        let screen = answer(&command, DELETE, typed);
        assert_eq!(screen.code, 1, "{typed:?}: {screen:?}");
        assert!(screen.text.contains("nothing was deleted"), "{screen:?}");
        assert_eq!(project.records(), 1, "{typed:?}");
        assert!(!project.has_logged_in(), "{typed:?}");
    }
}
