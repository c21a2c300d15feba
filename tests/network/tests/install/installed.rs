//! Lexicons that can be installed.

use insta::assert_snapshot;
use lexgen_tests_network::{Network, Page, Project};

use crate::{DEFS, OTHER, POST, fetch_again, network, object, publish};

#[test]
fn everything_that_a_lexicon_refers_to_is_installed() {
    let (network, _) = network();
    let project = Project::new(&network);
    let said = project.succeed(&["install", POST]);
    assert_snapshot!(said.told());
    assert_snapshot!(project.names().join("\n"));
    assert_snapshot!(project.read("lexicons.json"));
    let lock = project.read("lexicons.lock");
    let time = project.json("lexicons.lock")["installed"][POST]["resolved"]
        .as_str()
        .expect("a time")
        .to_owned();
    let lock = lock
        .replace(&time, "TIME")
        .replace(&network.port().to_string(), "PORT");
    assert_snapshot!(lock);
    // As `resolve` prints them.
    let printed = network.lexgen(&["resolve", DEFS]).stdout;
    assert_eq!(project.read("lexicons/com/example/defs.json"), printed);
}

#[test]
fn what_is_installed_is_not_asked_for_again() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let files = project.files();
    network.forget();
    for arguments in [
        &["install"][..],
        &["install", POST],
        &["install", "--locked"],
        &["install", "--ci", POST],
        &["install", "--offline"],
    ] {
        project.succeed(arguments);
        assert_eq!(project.files(), files, "{arguments:?}");
    }
    assert_eq!(network.asked(), [""; 0]);
}

#[test]
fn a_dependency_that_is_asked_for_is_listed() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    network.forget();
    let said = project.succeed(&["install", OTHER]);
    assert_snapshot!(said.told());
    assert_eq!(
        project.json("lexicons.json")["lexicons"],
        serde_json::json!([POST, OTHER])
    );
    assert_eq!(network.asked(), [""; 0]);
}

#[test]
fn only_what_is_missing_is_fetched() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    fetch_again(&network, &project, &["install"]);
}

#[test]
fn the_manifest_alone_is_enough() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let manifest = project.read("lexicons.json");
    let files = project.files();
    let other = Project::new(&network);
    other.write("lexicons.json", &manifest);
    for arguments in [&["install", "--locked"][..], &["install"]] {
        other.succeed(arguments);
        let mut others = other.files();
        others.remove("lexicons.lock");
        let mut files = files.clone();
        files.remove("lexicons.lock");
        assert_eq!(others, files, "{arguments:?}");
    }
}

#[test]
fn a_group_is_expanded_when_it_is_installed() {
    let network = Network::new();
    let account = publish(
        &network,
        'a',
        "example.com",
        &[(POST, &[DEFS]), (DEFS, &[]), ("com.example.more", &[])],
    );
    network.page(
        &format!("list {} ", account.did),
        Page::json(&account.list()),
    );
    let project = Project::new(&network);
    project.succeed(&["install", "com.example.*"]);
    assert_eq!(
        project.json("lexicons.json")["lexicons"],
        serde_json::json!([DEFS, "com.example.more", POST])
    );
}

#[test]
fn an_address_stays_where_it_is() {
    let (network, _) = network();
    // Another account than the one that DNS names.
    let fork = lexgen_tests_network::Account::new('f').with_record(POST, object(POST, &[]));
    network.publish(&fork);
    let uri = format!("at://{}/com.atproto.lexicon.schema/{POST}", fork.did);
    let project = Project::new(&network);
    let said = project.succeed(&["install", &uri]);
    assert_snapshot!(said.told());
    let installed = &project.json("lexicons.lock")["installed"][POST];
    assert!(installed.get("authority").is_none(), "{installed}");
    // The name means what is installed, until another address is given.
    let files = project.files();
    project.succeed(&["install", POST]);
    assert_eq!(project.files(), files);
}

/// Whoever names the account of an installed lexicon wants it from there, wherever DNS leads.
#[test]
fn an_address_of_what_is_installed_is_marked() {
    let (network, [account, _]) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let uri = format!("at://{}/com.atproto.lexicon.schema/{POST}", account.did);
    project.succeed(&["install", &uri]);
    let installed = &project.json("lexicons.lock")["installed"];
    assert!(installed[POST].get("authority").is_none(), "{installed}");
    assert_eq!(installed[DEFS]["authority"], "_lexicon.example.com");
    let files = project.files();
    network.forget();
    project.succeed(&["install", &uri]);
    assert_eq!((project.files(), network.asked()), (files, vec![]));
}

/// The protocol's own tools update the manifest, and do not know the lock.
#[test]
fn an_address_stays_if_the_manifest_was_updated_by_others() {
    let network = Network::new();
    let mut fork = lexgen_tests_network::Account::new('f').with_record(POST, object(POST, &[]));
    network.publish(&fork);
    let uri = format!("at://{}/com.atproto.lexicon.schema/{POST}", fork.did);
    let project = Project::new(&network);
    project.succeed(&["install", &uri]);
    fork.rev = "3l7fcijpj2z2a".to_owned();
    (fork.records).insert(POST.to_owned(), object(POST, &["com.example.post#main"]));
    network.publish(&fork);
    let other = Project::new(&network);
    other.succeed(&["install", &uri]);
    let file = "lexicons/com/example/post.json";
    for has_file in [true, false] {
        project.write("lexicons.json", &other.read("lexicons.json"));
        if has_file {
            project.write(file, &other.read(file));
        } else {
            project.remove(file);
        }
        let lock = project.read("lexicons.lock");
        project.succeed(&["install"]);
        let installed = &project.json("lexicons.lock")["installed"];
        assert!(installed[POST].is_object(), "{has_file}");
        assert!(installed[POST].get("authority").is_none(), "{installed}");
        project.succeed(&["update"]);
        project.succeed(&["install", "--locked"]);
        project.write("lexicons.lock", &lock);
    }
}

#[test]
fn programs_get_a_line_for_each_lexicon() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", DEFS]);
    let said = project.succeed(&["install", POST, "--format", "json"]);
    assert_eq!(said.stderr, "");
    assert_snapshot!(said.stdout);
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let (network, accounts) = network();
    let record = format!("record {} {POST}", accounts[0].did);
    let project = Project::new(&network);
    network.busy(&record, 2);
    project.succeed(&["install", POST]);
    let asked = network.asked();
    assert_eq!(
        asked.iter().filter(|it| **it == record).count(),
        3,
        "{asked:?}"
    );
}
