//! Which account a handle or a DID is.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Manner};

use crate::{Project, told};

const HANDLE: &str = "alice.example.com";

fn named(handle: Option<&str>) -> Project {
    let mut account = Account::new('a');
    account.handle = handle.map(str::to_owned);
    Project::of(account, Manner::Honest).with_authority()
}

#[test]
fn a_handle_and_its_account_name_each_other() {
    let project = named(Some(HANDLE));
    let record = format!("did={}", project.did);
    project
        .network
        .name("_atproto.alice.example.com", Answer::text(&record));
    for handle in [HANDLE, "@alice.example.com", "Alice.Example.COM"] {
        let said = project.run(&["publish", "--account", handle]);
        assert_eq!(said.code, Some(0), "{said:?}");
    }
    assert_eq!(project.published().len(), 2);
}

#[test]
fn a_handle_that_its_account_does_not_claim_is_refused() {
    let mut all = String::new();
    for claimed in [None, Some("bob.example.com")] {
        let project = named(claimed);
        let record = format!("did={}", project.did);
        project
            .network
            .name("_atproto.alice.example.com", Answer::text(&record));
        let said = project.run(&["publish", "--account", HANDLE]);
        all.push_str(&told(&said));
        all.push('\n');
        project.assert_no_login();
    }
    assert_snapshot!(all);
}

/// In the real world they must not resolve, whatever DNS says.
#[test]
fn handles_for_development_are_only_for_networks_of_ones_own() {
    let project = named(Some("alice.test"));
    let record = format!("did={}", project.did);
    (project.network).name("_atproto.alice.test", Answer::text(&record));
    let said = project.run(&["publish", "--account", "alice.test", "--dry-run"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    project.network.forget();
    let output = lexgen_tests::lexgen_of_the_network()
        .current_dir(project.path())
        .args(["publish", "--account", "alice.test", "--dry-run"])
        .args(["--dns", &project.network.dns().to_string()])
        .output();
    let said = project.network.said(&output.expect("the command runs"));
    assert_snapshot!(told(&said));
    assert_eq!(project.network.asked(), [""; 0]);
}

#[test]
fn handles_that_lead_nowhere() {
    let project = named(Some(HANDLE));
    let name = "_atproto.alice.example.com";
    let mut all = String::new();
    let mut publish = |project: &Project, handle: &str| {
        let said = project.run(&["publish", "--account", handle]);
        assert_eq!(said.code, Some(1), "{said:?}");
        all.push_str(&said.stderr);
        all.push('\n');
    };
    publish(&project, HANDLE);
    project.network.name(name, Answer::Failure);
    publish(&project, HANDLE);
    let two = [
        "did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
        "did=did:web:example.com",
    ];
    let two = two.map(|text| vec![text.to_owned()]);
    project.network.name(name, Answer::Texts(two.into()));
    publish(&project, HANDLE);
    publish(&project, "alice.test");
    publish(&project, "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    assert_snapshot!(all);
    project.assert_no_login();
}
