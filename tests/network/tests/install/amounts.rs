//! More documents than a command fetches.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Project, bulky};

const ALL: usize = 30;

/// The name of one of many lexicons.
fn name(number: usize) -> String {
    format!("com.example.n{number}")
}

/// A project with small lexicons, all of which are published as large ones.
fn project(network: &Network) -> Project<'_> {
    let project = Project::new(network);
    let mut account = Account::new('a');
    for nsid in (0..ALL).map(name) {
        let own = serde_json::json!({
            "lexicon": 1,
            "id": nsid,
            "defs": { "main": { "type": "object", "properties": {} } },
        });
        let path = format!("lexicons/{}.json", nsid.replace('.', "/"));
        project.write(&path, &own.to_string());
        account = account.with_record(&nsid, bulky(&nsid, 30_000));
    }
    project.write("lexgen.toml", "inputs = [\"lexicons\"]\noutput = \"out\"\n");
    network.authority("example.com", &account.did);
    network.publish(&account);
    project
}

/// What was said, without the name of the lexicon that was too much, which depends on the order
/// of the answers.
fn unnamed(told: &str) -> String {
    let (start, rest) = told.split_once('`').expect("a name");
    let (_, rest) = rest.split_once('`').expect("a name");
    format!("{start}`NAME`{rest}")
}

#[test]
fn status_stops() {
    let network = Network::new();
    let project = project(&network);
    assert_snapshot!(unnamed(&project.fail(&["status"])));
}

#[test]
fn a_comparison_with_what_is_published_stops() {
    let network = Network::new();
    let project = project(&network);
    let told = project.fail(&["breaking", "--against", "network:"]);
    assert_snapshot!(unnamed(&told));
}

#[test]
fn an_installation_stops() {
    let network = Network::new();
    let project = project(&network);
    let names: Vec<_> = (0..ALL).map(name).collect();
    std::fs::remove_dir_all(project.path("lexicons")).expect("removed");
    let arguments: Vec<_> = ["install"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    assert_snapshot!(project.fail(&arguments));
}
