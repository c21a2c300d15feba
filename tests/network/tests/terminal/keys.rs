//! Other accounts and keys than before, in `lexgen install` and `lexgen update`.

use lexgen_tests_network::{Account, Network, Project};

use crate::{NO, YES, answer};

const POST: &str = "com.example.post";
const NOTE: &str = "com.example.note";

/// A project in which a lexicon is installed, after which the account signs with another key.
fn project(network: &Network) -> Project<'_> {
    let mut account = Account::new('a').with(POST).with(NOTE);
    network.authority("example.com", &account.did);
    network.publish(&account);
    let project = Project::new(network);
    project.succeed(&["install", POST]);
    account.key = Account::new('k').key;
    account.rev = "3l7fcijpj2z2a".to_owned();
    network.publish(&account);
    project
}

/// The commands, and what they ask.
const COMMANDS: [(&[&str], &str); 2] = [
    (&["install", NOTE], "Accept the other keys? [y/N] "),
    (&["update"], "Accept the other accounts and keys? [y/N] "),
];

#[test]
fn another_key_is_accepted_after_a_yes() {
    for ((arguments, question), typed) in COMMANDS.into_iter().zip(YES) {
        let network = Network::new();
        let project = project(&network);
        let command = network.command(&project.path(""), arguments);
        let screen = answer(&command, question, typed);
        assert_eq!(screen.code, 0, "{arguments:?} {typed:?}: {screen:?}");
        assert!(screen.text.contains("changed-key"), "{screen:?}");
        project.succeed(&["install", "--locked"]);
        // It is not asked again.
        project.succeed(arguments);
    }
}

#[test]
fn nothing_is_written_after_anything_else() {
    for (arguments, question) in COMMANDS {
        for typed in NO {
            let network = Network::new();
            let project = project(&network);
            let files = project.files();
            let command = network.command(&project.path(""), arguments);
            let screen = answer(&command, question, typed);
            assert_eq!(screen.code, 1, "{arguments:?} {typed:?}: {screen:?}");
            assert!(screen.text.contains("nothing was written"), "{screen:?}");
            assert_eq!(project.files(), files, "{arguments:?} {typed:?}");
        }
    }
}
