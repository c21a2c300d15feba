//! From publishing to a record: the protocol's own PDS and PLC directory, two authorities whose
//! lexicons refer to each other, and a program that uses the generated code.

mod proxied;
mod written;

use std::{fs, path::Path};

use lexgen_tests::{Pds, Project, workspace};
use lexgen_tests_network::{Answer, Network};
use serde_json::json;

const PASSWORD: &str = "correct horse battery staple";

/// Creates an account that is the authority of a domain. Returns its DID.
fn account(pds: &Pds, network: &Network, handle: &str, domain: &str) -> String {
    account_with_token(pds, network, handle, domain).0
}

/// The same with an access token.
fn account_with_token(
    pds: &Pds,
    network: &Network,
    handle: &str,
    domain: &str,
) -> (String, String) {
    let input = json!({
        "handle": handle,
        "email": format!("{handle}@mail.test"),
        "password": PASSWORD,
    });
    let account = pds.procedure("com.atproto.server.createAccount", "", &input);
    let did = account["did"].as_str().expect("a DID").to_owned();
    network.authority(domain, &did);
    let handle = format!("_atproto.{handle}");
    network.name(&handle, Answer::text(&format!("did={did}")));
    let token = account["accessJwt"].as_str().expect("a token").to_owned();
    (did, token)
}

/// Publishes a lexicon from the project of its author, which has the others as well.
fn publish(network: &Network, handle: &str, nsid: &str) {
    let folder = workspace().join("tests/network/tests/end_to_end");
    let published = network
        .command(&folder, &["publish", nsid, "--account", handle])
        .env("LEXGEN_PASSWORD", PASSWORD)
        .output()
        .expect("the command runs");
    let said = network.said(&published);
    assert_eq!(said.code, Some(0), "{said:?}");
}

#[test]
fn published_installed_generated_and_used() {
    let Some(pds) = Pds::start() else {
        return;
    };
    let network = Network::new().with_reference(&pds);
    account(&pds, &network, "bookshelf.test", "example.com");
    account(&pds, &network, "authorlist.test", "example.org");
    publish(&network, "bookshelf.test", "com.example.book");
    publish(&network, "authorlist.test", "org.example.person");

    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "end-to-end");
    let folder = project.path("");
    let lexgen = |arguments: &[&str]| {
        let said = network.lexgen_in(&folder, arguments);
        assert_eq!(said.code, Some(0), "{said:?}");
    };
    lexgen(&["install", "com.example.book"]);
    let said = lexgen_tests::lexgen_of_the_network()
        .current_dir(&folder)
        .args(["generate", "lexicons", "-o", "src/lexicons"])
        .output()
        .expect("the command runs");
    assert!(said.status.success(), "{said:?}");

    let runtime = workspace().join("lexgen");
    let manifest = format!(
        "[package]\nname = \"end-to-end\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n\
         lexgen = {{ path = {runtime:?}, default-features = false, features = [\"agent\"] }}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }}\n"
    );
    project.write("Cargo.toml", manifest);
    let program = Path::new("tests/network/tests/end_to_end/program/main.rs");
    let program = fs::read(workspace().join(program)).expect("readable");
    project.write("src/main.rs", program);
    let _ = project.cargo(&["build"]).silent();
    let output = std::process::Command::new(project.target().join("debug/end-to-end"))
        .args([&pds.url, "bookshelf.test"])
        .env("PASSWORD", PASSWORD)
        .output()
        .expect("the program runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        printed, "Emma by Jane Austen since Some(1811), true\n",
        "{output:?}"
    );
}
