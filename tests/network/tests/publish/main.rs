//! `lexgen publish` and `lexgen unpublish`.

mod accounts;
mod gates;
mod handles;
mod passwords;
mod servers;
mod unpublished;
mod workflow;
mod written;

use std::{fs, io::Write, path::Path, process::Stdio};

use lexgen_tests_network::{Account, Manner, Network, Said, lexicon};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The lexicons of these tests.
const POST: &str = "com.example.post";
const NOTE: &str = "com.example.note";

/// The password of the account.
const PASSWORD: &str = "hunter2";

/// A project with lexicons, and the network that it publishes to.
struct Project {
    network: Network,
    did: String,
    folder: TempDir,
}

impl Project {
    /// Two lexicons, and an account that has none.
    fn new(manner: Manner) -> Self {
        let mut account = Account::new('a');
        // The lexicons are of its domain.
        account.handle = Some("example.com".to_owned());
        Self::of(account, manner)
    }

    fn of(account: Account, manner: Manner) -> Self {
        let (network, did) = (Network::new(), account.did.clone());
        network.host(account, manner);
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::create_dir(folder.path().join("lexicons")).expect("created");
        let project = Self {
            network,
            did,
            folder,
        };
        project.write(POST, &documented(POST));
        project.write(NOTE, &documented(NOTE));
        project
    }

    /// The same, where DNS names the account.
    fn with_authority(self) -> Self {
        self.network.authority("example.com", &self.did);
        self
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, nsid: &str, document: &Value) {
        let file = self.path().join(format!("lexicons/{nsid}.json"));
        let text = serde_json::to_string_pretty(document).expect("JSON");
        fs::write(file, text).expect("written");
    }

    /// Runs a command with the password in the environment.
    fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, &[("LEXGEN_PASSWORD", PASSWORD)], None)
    }

    fn publish(&self) -> Said {
        self.run(&["publish", "--account", &self.did])
    }

    fn run_with(&self, arguments: &[&str], env: &[(&str, &str)], input: Option<&str>) -> Said {
        let all = [arguments, &["--timeout", "5"]].concat();
        let mut command = self.network.command(self.path(), &all);
        for name in ["LEXGEN_ACCOUNT", "LEXGEN_PASSWORD", "LEXGEN_TOKEN"] {
            command.env_remove(name);
        }
        command.envs(env.iter().copied());
        command.stdin(Stdio::piped());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        // The command may end without reading.
        let _ = stdin.write_all(input.unwrap_or_default().as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the command ends");
        let said = self.network.said(&output);
        for text in [&said.stdout, &said.stderr] {
            assert!(!text.contains(PASSWORD), "{said:?}");
        }
        said
    }

    /// The records of the account, by their keys.
    fn published(&self) -> Vec<String> {
        let account = self.network.hosted(&self.did);
        account.records.into_keys().collect()
    }

    fn was_asked_for(&self, what: &str) -> bool {
        self.network.asked().iter().any(|it| it == what)
    }

    /// Asserts that no server was sent the password.
    fn assert_no_login(&self) {
        assert!(!self.was_asked_for("/xrpc/com.atproto.server.createSession"));
        assert!(!self.was_asked_for("/xrpc/com.atproto.repo.applyWrites"));
    }
}

/// A lexicon that lint accepts.
fn documented(nsid: &str) -> Value {
    let mut document = lexicon(nsid);
    let main = &mut document["defs"]["main"];
    main["description"] = json!("A short text.");
    document.as_object_mut().expect("an object").remove("$type");
    document
}

/// The same with a shorter text, which breaks old data.
fn shorter(nsid: &str) -> Value {
    let mut document = documented(nsid);
    document["defs"]["main"]["record"]["properties"]["text"]["maxLength"] = json!(10);
    document
}

/// The same with another property.
fn longer(nsid: &str) -> Value {
    let mut document = documented(nsid);
    document["defs"]["main"]["record"]["properties"]["lang"] =
        json!({ "type": "string", "format": "language" });
    document
}

/// Everything that a command said.
fn told(said: &Said) -> String {
    let Said {
        code,
        stdout,
        stderr,
    } = said;
    let code = code.expect("an exit code");
    format!("{stdout}---\n{stderr}---\nexit code {code}")
}
