//! What hostile authorities and folders must not do.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, Project};

use crate::{POST, misuse, network, object, publish};

#[test]
fn names_that_differ_in_case_conflict() {
    let network = Network::new();
    publish(
        &network,
        'a',
        "example.com",
        &[(POST, &["com.example.Post"]), ("com.example.Post", &[])],
    );
    let project = Project::new(&network);
    assert_snapshot!(project.fail(&["install", POST]));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links_out_of_the_project() {
    use std::{fs, os::unix::fs::symlink};
    let (network, _) = network();
    let outside = Project::new(&network);
    outside.write("file", "");
    let mut all = String::new();
    for link in ["lexicons", "lexicons/com", "lexicons/com/example/post.json"] {
        let project = Project::new(&network);
        let path = project.path(link);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let target = if link.ends_with(".json") { "file" } else { "" };
        symlink(outside.path(target), &path).expect("a link");
        all += &project.fail(&["install", POST]);
        all += "\n\n";
    }
    assert_snapshot!(all);
    assert_eq!(outside.names(), ["file"]);
    // A link inside of it is what the user wants.
    let project = Project::new(&network);
    fs::create_dir(project.path("real")).expect("made");
    symlink("real", project.path("lexicons")).expect("a link");
    project.succeed(&["install", POST]);
    assert!(project.path("real/com/example/post.json").is_file());
}

/// Other tools own what is hidden, and nothing is asked for what cannot be written.
#[test]
fn hidden_folders_are_refused_before_the_network_is_used() {
    let (network, _) = network();
    let project = Project::new(&network);
    for arguments in [
        ["install", POST, "--lexicons", ".git/hooks"],
        ["install", POST, "--manifest", "a/.hidden.json"],
        ["install", POST, "--keep-proofs=.proofs", "--yes"],
        ["update", POST, "--lexicons", "./a/../.b"],
    ] {
        let said = misuse(&project, &arguments);
        assert!(
            said.contains("it is hidden, or in a hidden folder"),
            "{said}"
        );
    }
    project.write("lexgen.toml", "[install]\nfolder = '.lexicons'\n");
    assert_snapshot!(misuse(&project, &["install", POST]));
    assert_eq!(network.asked(), [""; 0]);
}

/// An authority whose lexicons refer to more and more others.
#[test]
fn chains_of_references_end() {
    let network = Network::new();
    let names: Vec<_> = (0..150)
        .map(|number| format!("com.example.n{number}"))
        .collect();
    let mut account = Account::new('a');
    for pair in names.windows(2) {
        account = account.with_record(&pair[0], object(&pair[0], &[&pair[1]]));
    }
    network.authority("example.com", &account.did);
    network.publish(&account);
    let project = Project::new(&network);
    assert_snapshot!(project.fail(&["install", "com.example.n0"]));
    assert!(network.asked().len() < 120);
}

/// What names an account in a file is checked like what is in DNS.
#[test]
fn a_hostile_manifest_leads_nowhere() {
    let network = Network::new();
    let project = Project::new(&network);
    let cid = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
    for (nsid, uri) in [
        (
            "../../etc/passwd",
            "at://did:plc:a/com.atproto.lexicon.schema/x",
        ),
        (POST, "https://example.com/"),
        (
            POST,
            "at://did:web:127.0.0.1/com.atproto.lexicon.schema/com.example.post",
        ),
        (
            POST,
            "at://did:web:localhost/com.atproto.lexicon.schema/com.example.post",
        ),
        (
            POST,
            "at://did:plc:a/com.atproto.lexicon.schema/com.example.other",
        ),
    ] {
        let manifest = serde_json::json!({
            "version": 1,
            "lexicons": [nsid],
            "resolutions": { nsid: { "uri": uri, "cid": cid } },
        });
        project.write("lexicons.json", &manifest.to_string());
        let files = project.files();
        for arguments in [&["install"][..], &["install", "--locked"]] {
            let said = project.lexgen(arguments);
            assert!(matches!(said.code, Some(1 | 2)), "{said:?}");
            assert_eq!(project.files(), files);
        }
    }
}

/// One file would replace another.
#[test]
fn places_are_not_in_each_other() {
    let (network, _) = network();
    let mut all = String::new();
    for settings in [
        "manifest = 'lexicons.lock'",
        "manifest = 'lexgen.toml'",
        "manifest = 'lexicons/lexicons.json'",
        "keep-proofs = 'lexicons'",
        "keep-proofs = './x/../LEXICONS'",
        "folder = 'lexicons.json'",
        "folder = '../y'",
        "folder = '/tmp/y'",
        "keep-proofs = '../../y'",
    ] {
        let project = Project::new(&network);
        project.write("lexgen.toml", &format!("[install]\n{settings}\n"));
        let before = project.files();
        let said = misuse(&project, &["install", POST]);
        assert_eq!(project.files(), before, "{said}");
        let root = project.path("").canonicalize().expect("a folder");
        let said = said.replace(&root.display().to_string(), "FOLDER");
        all += &format!("{settings}\n{said}\n\n");
    }
    assert_eq!(network.asked(), [""; 0]);
    assert_snapshot!(all);
    // Folders in each other have different files.
    let project = Project::new(&network);
    project.succeed(&["install", POST, "--keep-proofs=lexicons/proofs"]);
}
