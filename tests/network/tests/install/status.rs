//! `lexgen status`.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Network, Project, Said};

use crate::{DEFS, OTHER, POST, misuse, network, object, publish};

fn shown(said: &Said) -> String {
    format!("{}{}", said.stdout, said.told())
}

#[test]
fn what_is_installed_is_the_same_as_published() {
    let (network, _) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    let files = project.files();
    let said = project.succeed(&["status", "--check"]);
    assert_snapshot!(shown(&said));
    let said = project.succeed(&["status", POST, "--format", "json"]);
    assert_snapshot!(said.stdout);
    assert_eq!(project.files(), files);
    assert_snapshot!(misuse(&project, &["status", "com.example.nothing"]));
}

/// Every way in which both can differ, in one table.
#[test]
fn every_difference_is_told_apart() {
    let network = Network::new();
    let names = [
        "a.same",
        "b.here",
        "c.there",
        "d.both",
        "e.missing",
        "f.gone",
        "g.equal",
    ];
    let names = names.map(|name| format!("com.example.{name}"));
    let mut account = Account::new('a');
    for name in &names {
        account = account.with_record(name, object(name, &[]));
        let (_, segment) = name.split_at("com.example.".len());
        let domain = format!("{}.example.com", &segment[..1]);
        network.authority(&domain, &account.did);
    }
    network.publish(&account);
    let project = Project::new(&network);
    let mut install = vec!["install"];
    install.extend(names.iter().map(String::as_str));
    project.succeed(&install);
    let file = |name: &str| format!("lexicons/{}.json", name.replace('.', "/"));
    let [_, here, there, both, missing, gone, equal] = &names;
    let changed = |name: &str| object(name, &[name]).to_string();
    for name in [here, both, equal] {
        project.write(&file(name), &changed(name));
    }
    project.remove(&file(missing));
    account.rev = "3l7fcijpj2z2a".to_owned();
    account
        .records
        .insert(there.clone(), object(there, &[there]));
    account.records.insert(both.clone(), object(both, &[POST]));
    account
        .records
        .insert(equal.clone(), object(equal, &[equal]));
    account.records.remove(gone);
    network.publish(&account);
    network.publish_proof(&account, gone);
    let files = project.files();
    let said = project.succeed(&["status"]);
    assert_snapshot!(shown(&said));
    let said = project.lexgen(&["status", "--check", "--quiet"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(project.files(), files);
    let said = project.succeed(&["status", "--format", "json"]);
    let lines = said.stdout.lines();
    let lines: Vec<serde_json::Value> = lines.map(|it| serde_json::from_str(it).unwrap()).collect();
    let of = |name: &str| lines.iter().find(|line| line["nsid"] == name).unwrap();
    assert_eq!(of(there)["status"], "changed-there");
    assert_eq!(of(there)["rev"], "3l7fcijpj2z2a");
    assert_eq!(of(there)["here"], of(there)["pinned"]);
    assert_ne!(of(there)["there"], of(there)["pinned"]);
    assert_eq!(of(both)["status"], "changed-both");
    assert_eq!(of(missing)["here"], serde_json::Value::Null);
    assert_eq!(of(gone)["code"], "record-absent");
}

#[test]
fn own_lexicons_are_compared_too() {
    let network = Network::new();
    let [one, two] = ["com.example.one", "com.example.two"];
    publish(&network, 'a', "example.com", &[(one, &[]), (two, &[])]);
    let project = Project::new(&network);
    let write = |name: &str, text: &str| {
        project.write(&format!("lexicons/{}.json", name.replace('.', "/")), text);
    };
    write(one, &object(one, &[]).to_string());
    // As a file usually has it.
    let bare = object(two, &[])
        .to_string()
        .replace(r#""$type":"com.atproto.lexicon.schema","#, "");
    assert!(!bare.contains("$type"));
    write(two, &bare);
    for name in [
        "com.example.three",
        "net.example.own",
        "net.example.left.out",
    ] {
        write(name, &object(name, &[]).to_string());
    }
    project.write(
        "lexicons/net/example/wrong.json",
        r#"{"lexicon": 1, "id": "net.example.wrong", "defs": 5}"#,
    );
    project.write(
        "lexgen.toml",
        "inputs = ['lexicons']\nexclude = ['net.example.left.*']\n",
    );
    let said = project.succeed(&["status"]);
    assert_snapshot!(shown(&said));
    write(one, &object(one, &[two]).to_string());
    let said = project.succeed(&["status", one]);
    assert_snapshot!(shown(&said));
}

#[test]
fn what_cannot_be_resolved_is_neither_the_same_nor_different() {
    let (network, accounts) = network();
    let project = Project::new(&network);
    project.succeed(&["install", POST]);
    network.name("_lexicon.example.com", Answer::Failure);
    let mut moved = Account::new('m');
    moved.records.clone_from(&accounts[1].records);
    network.authority("example.org", &moved.did);
    network.publish(&moved);
    let said = project.succeed(&["status"]);
    assert_snapshot!(shown(&said));
    assert_eq!(project.lexgen(&["status", "--check"]).code, Some(1));
    // The manifest alone, as the protocol's own tools write it.
    project.remove("lexicons.lock");
    project.succeed(&["status", OTHER, DEFS]);
}

#[test]
fn without_lexicons_there_is_nothing_to_compare() {
    let network = Network::new();
    let project = Project::new(&network);
    assert_snapshot!(misuse(&project, &["status"]));
}

#[test]
fn reviews_get_a_finding_for_each_difference() {
    const OWN: &str = "com.example.own";
    let (network, [mut account, _]) = network();
    let project = Project::new(&network);
    project.write("lexgen.toml", "inputs = ['lexicons']\n");
    project.succeed(&["install", POST]);
    project.write(
        "lexicons/com/example/own.json",
        &object(OWN, &[]).to_string(),
    );
    project.write(
        "lexicons/com/example/post.json",
        &object(POST, &[]).to_string(),
    );
    account.rev = "3l7fcijpj2z2a".to_owned();
    account
        .records
        .insert(DEFS.to_owned(), object(DEFS, &[OTHER, DEFS]));
    network.publish(&account);
    network.publish_proof(&account, OWN);
    let said = project.succeed(&["status", "--format", "github"]);
    assert_snapshot!(shown(&said));
    let said = project.succeed(&["status", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&said.stdout).expect("SARIF");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let files = results.iter().map(|result| {
        assert_eq!(result["level"], "warning");
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        place["uri"].as_str().expect("a file")
    });
    let expected = ["defs", "own", "post"].map(|name| format!("lexicons/com/example/{name}.json"));
    assert_eq!(files.collect::<Vec<_>>(), expected);
    // Whoever lets it fail wants errors.
    let said = project.lexgen(&["status", "--format", "github", "--check"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.stdout.matches("::error ").count(), 3, "{said:?}");
}
