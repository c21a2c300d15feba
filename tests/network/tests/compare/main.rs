//! `network:` as a side of `lexgen diff` and `lexgen breaking`.

mod unpublished;

use std::{fs, path::Path};

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Network, Page, Said, lexicon};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The lexicon that is published.
const POST: &str = "com.example.post";
/// The lexicon that is not.
const NOTE: &str = "com.example.note";

/// A network with one account, which has one lexicon and not the other, and a folder with
/// both.
fn network() -> (Network, Account, TempDir) {
    let (network, account) = (Network::new(), Account::new('a').with(POST));
    network.authority("example.com", &account.did);
    network.publish(&account);
    network.publish_proof(&account, NOTE);
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(&folder, POST, &lexicon(POST));
    write(&folder, NOTE, &lexicon(NOTE));
    (network, account, folder)
}

fn write(folder: &TempDir, nsid: &str, document: &Value) {
    let file = folder.path().join(format!("{nsid}.json"));
    fs::write(file, document.to_string()).expect("written");
}

/// The lexicon with a shorter text, which breaks old data.
fn shorter() -> Value {
    let mut document = lexicon(POST);
    document["defs"]["main"]["record"]["properties"]["text"]["maxLength"] = json!(10);
    document
}

fn text(path: &Path) -> &str {
    path.to_str().expect("Unicode")
}

fn run(network: &Network, arguments: &[&str]) -> Said {
    network.lexgen(&[arguments, &["--timeout", "5"]].concat())
}

fn breaking(network: &Network, folder: &TempDir) -> Said {
    let new = text(folder.path());
    run(network, &["breaking", new, "--against", "network:"])
}

/// Writes the settings of a project.
fn configure(folder: &TempDir, toml: &str) {
    fs::write(folder.path().join("lexgen.toml"), toml).expect("written");
}

/// Compares the project with what is published.
fn breaking_of_project(network: &Network, folder: &TempDir) -> Said {
    let settings = folder.path().join("lexgen.toml");
    let config = ["--config", text(&settings)];
    run(
        network,
        &[&["breaking", "--against", "network:"], &config[..]].concat(),
    )
}

/// What it said, without the folder and the time.
fn told(said: &Said, folder: &TempDir) -> String {
    let without = said.stderr.replace(text(folder.path()), "FOLDER");
    let lines = without.lines().map(|line| match line.split_once(" ms") {
        Some((start, rest)) => {
            let (start, _) = start.rsplit_once(' ').expect("a number");
            format!("{start} N ms{rest}\n")
        }
        None => format!("{line}\n"),
    });
    format!(
        "{}exit code {}",
        lines.collect::<String>(),
        said.code.expect("an exit")
    )
}

#[test]
fn what_was_never_published_is_new() {
    let (network, _, folder) = network();
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
}

#[test]
fn what_was_published_is_the_old_version() {
    let (network, _, folder) = network();
    write(&folder, POST, &shorter());
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
}

#[test]
fn both_directions_can_be_compared() {
    let (network, _, folder) = network();
    write(&folder, POST, &shorter());
    let local = text(folder.path());
    let forth = run(&network, &["diff", "network:", local]);
    let back = run(&network, &["diff", local, "network:"]);
    assert_eq!(
        (forth.code, back.code),
        (Some(0), Some(0)),
        "{forth:?} {back:?}"
    );
    assert_snapshot!(format!("{}---\n{}", forth.stdout, back.stdout));
    let said = run(&network, &["breaking", "network:", "--against", local]);
    assert_snapshot!("published_is_new", told(&said, &folder));
}

#[test]
fn only_one_side_can_be_published() {
    let network = Network::new();
    for arguments in [
        ["diff", "network:", "network:"].as_slice(),
        &["breaking", "network:", "--against", "network:"],
    ] {
        let said = run(&network, arguments);
        let expected = "error: only one of the versions can be `network:`\n";
        assert_eq!((said.code, said.stderr.as_str()), (Some(2), expected));
    }
    let said = run(&network, &["breaking", "--against", "network:com.example"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.stderr.contains("nothing follows `network:`"),
        "{said:?}"
    );
}

/// What cannot be resolved is an error; the rest is compared.
#[test]
fn a_server_that_holds_a_record_back_does_not_make_a_change_compatible() {
    let (network, account, folder) = network();
    write(&folder, NOTE, &shorter_note());
    let missing = Page::error(404, "RecordNotFound", "no such record");
    network.page(&format!("record {} {NOTE}", account.did), missing);
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
    let said = run(&network, &["diff", "network:", text(folder.path())]);
    assert_snapshot!("difference", told(&said, &folder));
    assert_eq!(said.stdout, "");
}

fn shorter_note() -> Value {
    let mut document = shorter();
    document["id"] = json!(NOTE);
    document
}

#[test]
fn a_proof_that_is_bad_is_an_error() {
    let (network, account, folder) = network();
    let mut proof = account.proof(POST);
    let (_, record) = proof.blocks.last_mut().expect("the record");
    *record.last_mut().expect("bytes") ^= 1;
    network.page(
        &format!("record {} {POST}", account.did),
        Page::car(&proof.file()),
    );
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
}

#[test]
fn a_dns_server_that_fails_is_an_error_for_every_document() {
    let (network, _, folder) = network();
    network.name("_lexicon.example.com", Answer::Failure);
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
}

#[test]
fn a_published_document_with_errors_is_not_compared() {
    let (network, account, folder) = network();
    let mut document = lexicon(POST);
    document["defs"]["main"]["record"]["properties"]["text"]["type"] = json!("text");
    let account = account.with_record(POST, document);
    network.publish(&account);
    let said = breaking(&network, &folder);
    assert_snapshot!(told(&said, &folder));
}

#[test]
fn settings_name_it_and_select_what_is_asked_for() {
    let (network, account, folder) = network();
    let toml = format!("inputs = ['.']\ninclude = ['{POST}']\n[breaking]\nagainst = 'network:'\n");
    configure(&folder, &toml);
    let settings = folder.path().join("lexgen.toml");
    let said = run(&network, &["breaking", "--config", text(&settings)]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.stderr.contains("1 document against what is published"),
        "{said:?}"
    );
    let asked = network.asked();
    let record = format!("record {} {POST}", account.did);
    let records: Vec<_> = asked
        .iter()
        .filter(|it| it.starts_with("record "))
        .collect();
    assert_eq!(records, [&record]);
}

#[test]
fn programs_get_one_object_per_line() {
    let (network, account, folder) = network();
    write(&folder, POST, &shorter());
    network.page(&format!("record {} {NOTE}", account.did), Page::Silence);
    let new = text(folder.path());
    let all = ["breaking", new, "--against", "network:", "--format", "json"];
    let said = network.lexgen(&[&all[..], &["--timeout", "1"]].concat());
    let codes = |text: &str, key: &str| {
        let lines = text.lines().filter(|line| line.starts_with('{'));
        let codes = lines.map(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            line[key].as_str().expect("a code").to_owned()
        });
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes(&said.stdout, "rule"), ["limit-tightened"]);
    assert_eq!(codes(&said.stderr, "code"), ["timed-out"]);
    assert_eq!(said.code, Some(1));
}

/// A name that was retired earlier is in the snapshot only.
#[test]
fn the_snapshot_of_the_project_still_tells_which_names_were_retired() {
    let (network, _, folder) = network();
    fs::remove_file(folder.path().join(format!("{NOTE}.json"))).expect("removed");
    configure(&folder, "inputs = ['com.example.post.json']\n");
    let settings = folder.path().join("lexgen.toml");
    let snapshot = |network: &Network| {
        let arguments = ["snapshot", "--accept", "--config", text(&settings)];
        let said = network.offline(&arguments);
        assert_eq!(said.code, Some(0), "{said:?}");
    };
    let mut longer = lexicon(POST);
    longer["defs"]["main"]["record"]["properties"]["lang"] = json!({ "type": "string" });
    write(&folder, POST, &longer);
    snapshot(&network);
    write(&folder, POST, &lexicon(POST));
    snapshot(&network);
    longer["defs"]["main"]["record"]["properties"]["lang"] = json!({ "type": "integer" });
    write(&folder, POST, &longer);
    let said = breaking_of_project(&network, &folder);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("error[type-changed]"), "{said:?}");
    assert!(said.stderr.contains("the name was retired on"), "{said:?}");
}

/// A version without documents is not a misspelled path.
#[test]
fn nothing_is_published_of_the_other_version() {
    let (network, _, folder) = network();
    let other = "com.example.other";
    configure(&folder, &format!("inputs = ['{other}.json']\n"));
    let settings = folder.path().join("lexgen.toml");
    write(&folder, other, &lexicon(other));
    let file = folder.path().join(format!("{other}.json"));
    let arguments = [
        "breaking",
        "network:",
        "--against",
        text(&file),
        "--config",
        text(&settings),
    ];
    let said = run(&network, &arguments);
    assert_eq!(said.code, Some(1), "{said:?}");
    let expected = "none of the lexicons of the old version is published";
    assert!(
        said.stderr.contains(expected) || said.stdout.contains(expected),
        "{said:?}"
    );
}
