//! Lexicons that are only in a git repository.

use std::{net::Ipv4Addr, process::Command};

use insta::assert_snapshot;
use lexgen_tests_network::{Answer, Network, Project, Said};
use serde_json::{Value, json};

use crate::{DEFS, OTHER, POST, network, object};

/// Runs git in a folder.
fn git(folder: &Project<'_>, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=x", "-c", "user.email=x@example.com"])
        .args(arguments)
        .current_dir(folder.path(""))
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A lexicon as files have it.
fn unpublished(nsid: &str, references: &[&str]) -> Value {
    let mut object = object(nsid, references);
    object.as_object_mut().expect("an object").remove("$type");
    object
}

/// A repository with two lexicons, tagged `v1`.
fn repository(network: &Network) -> Project<'_> {
    let project = Project::new(network);
    let draft = unpublished("net.example.draft", &[DEFS]);
    project.write("schemas/draft.json", &draft.to_string());
    let second = unpublished("net.example.second", &["net.example.draft"]);
    project.write("schemas/second.json", &second.to_string());
    git(&project, &["init", "--quiet", "--initial-branch=main"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message=first"]);
    git(&project, &["tag", "v1"]);
    project
}

fn source(repository: &Project<'_>, revision: &str, path: &str) -> String {
    format!("{}#{revision}:{path}", repository.path("").display())
}

#[test]
fn lexicons_are_copied_with_what_they_refer_to() {
    let (network, _) = network();
    let repository = repository(&network);
    let commit = git(&repository, &["rev-parse", "v1"]);
    let project = Project::new(&network);
    let from = source(&repository, "v1", "schemas");
    project.succeed(&["install", "--from-git", &from]);
    assert_snapshot!(project.names().join("\n"));
    // The manifest has what the protocol's own tools can have.
    let manifest = project.json("lexicons.json");
    assert_eq!(manifest["lexicons"], json!([]));
    let resolutions = manifest["resolutions"].as_object().expect("a map");
    assert_eq!(resolutions.keys().collect::<Vec<_>>(), [DEFS, OTHER]);
    let origin = &project.json("lexicons.lock")["installed"]["net.example.draft"];
    assert_eq!(origin["commit"], commit);
    assert_eq!(origin["path"], "schemas");
    let files = project.files();
    network.forget();
    project.succeed(&["install"]);
    project.succeed(&["install", "--locked"]);
    assert_eq!((project.files(), network.asked()), (files.clone(), vec![]));
    // A later commit does not count.
    repository.write(
        "schemas/draft.json",
        &unpublished("net.example.draft", &[]).to_string(),
    );
    git(
        &repository,
        &["commit", "--quiet", "--all", "--message=second"],
    );
    // A path that only the lock names could be any of the machine.
    for arguments in [&["install"][..], &["install", "--locked"]] {
        project.remove("lexicons/net/example/draft.json");
        let said = project.fail(arguments);
        assert!(
            said.contains("a URL from the lock is used only if it is https or ssh"),
            "{said}"
        );
        project.succeed(&["install", "--from-git", &from]);
        assert_eq!(project.files(), files, "{arguments:?}");
    }
    project.remove("lexicons/net/example/draft.json");
    let said = project.fail(&["install", "--offline"]);
    assert!(said.contains("error[missing-file]"), "{said}");
}

/// They stay what is pinned, and DNS is never asked for them.
#[test]
fn an_update_copies_them_from_the_pinned_commit() {
    let (network, _) = network();
    let repository = repository(&network);
    let project = Project::new(&network);
    let run = |arguments: &[&str]| run_with_server(&network, &project, arguments);
    run(&["install", &from_server(&repository)]);
    let files = project.files();
    let draft = "lexicons/net/example/draft.json";
    network.forget();
    project.remove(draft);
    run(&["update"]);
    assert_eq!(project.files(), files);
    project.write(draft, "{}");
    run(&["update", "--force"]);
    assert_eq!(project.files(), files);
    let asked = network.asked();
    assert!(
        !asked.contains(&"TXT _lexicon.example.net".to_owned()),
        "{asked:?}"
    );
}

#[test]
fn branches_commits_and_single_files_can_be_named() {
    let (network, _) = network();
    let repository = repository(&network);
    let commit = git(&repository, &["rev-parse", "v1"]);
    for revision in ["main", "v1", &commit] {
        let project = Project::new(&network);
        let from = source(&repository, revision, "schemas/draft.json");
        project.succeed(&["install", POST, "--from-git", &from]);
        let origin = &project.json("lexicons.lock")["installed"]["net.example.draft"];
        assert_eq!(origin["commit"], commit);
        assert!(!project.path("lexicons/net/example/second.json").exists());
    }
}

#[test]
fn repositories_that_cannot_be_used() {
    let (network, _) = network();
    let repository = repository(&network);
    repository.write(
        "broken/bad.json",
        r#"{"lexicon": 1, "id": "net.example.bad", "defs": {"main": {"type": "recrd"}}}"#,
    );
    repository.write("empty/readme", "");
    git(&repository, &["add", "."]);
    git(&repository, &["commit", "--quiet", "--message=broken"]);
    let project = Project::new(&network);
    let folder = repository.path("").display().to_string();
    let mut all = String::new();
    for from in [
        source(&repository, "v2", "schemas"),
        source(&repository, "main", "nowhere"),
        source(&repository, "main", "empty"),
        source(&repository, "main", "broken"),
        format!("{folder}/nowhere#main:x"),
        "ext::sh -c touch% pwned#main:x".to_owned(),
    ] {
        all += &project
            .fail(&["install", "--from-git", &from])
            .replace(&folder, "FOLDER/");
        all += "\n\n";
    }
    let commit = git(&repository, &["rev-parse", "main"]);
    assert_snapshot!(all.replace(&commit, "COMMIT").replace("//", "/"));
}

#[test]
fn what_is_no_repository_is_refused_as_usage() {
    let network = Network::new();
    let project = Project::new(&network);
    for from in ["https://example.com/x", "--upload-pack=x#main", "x#-y"] {
        let said = project.lexgen(&["install", &format!("--from-git={from}")]);
        assert_eq!(said.code, Some(2), "{said:?}");
    }
}

/// A host that is public, as DNS says.
const HOST: &str = "git.example.com";

/// The repository on a server, where `ssh` is a program that runs the command here.
fn from_server(repository: &Project<'_>) -> String {
    let folder = repository.path("").display().to_string();
    let folder = folder.trim_end_matches('/');
    format!("--from-git=ssh://git@{HOST}{folder}#v1:schemas")
}

/// A command for which `ssh` connects to nothing.
fn with_ssh(network: &Network, project: &Project<'_>, arguments: &[&str]) -> Said {
    network.name(HOST, Answer::Address(Ipv4Addr::new(93, 184, 216, 34)));
    let ssh = "f() { shift; while [ $# -gt 1 ]; do shift; done; sh -c \"$1\"; }; f";
    let output = network
        .command(&project.path(""), arguments)
        .env("GIT_SSH_COMMAND", ssh)
        .output();
    network.said(&output.expect("lexgen runs"))
}

/// Runs a command that succeeds where git has a repository on a server.
fn run_with_server(network: &Network, project: &Project<'_>, arguments: &[&str]) {
    let said = with_ssh(network, project, arguments);
    assert_eq!(said.code, Some(0), "{said:?}");
}

#[test]
fn missing_files_are_copied_from_a_server_that_the_lock_names() {
    let (network, _) = network();
    let repository = repository(&network);
    let project = Project::new(&network);
    let run = |arguments: &[&str]| run_with_server(&network, &project, arguments);
    run(&["install", &from_server(&repository)]);
    let files = project.files();
    for arguments in [&["install"][..], &["install", "--locked"]] {
        project.remove("lexicons/net/example/draft.json");
        run(arguments);
        assert_eq!(project.files(), files, "{arguments:?}");
    }
}

/// A project whose lock names a repository, and whose file is missing.
fn with_lock<'n>(network: &'n Network, url: &str) -> Project<'n> {
    let project = Project::new(network);
    let lock = json!({ "net.example.draft": {
        "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
        "url": url,
        "commit": "1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c",
        "path": "",
    }});
    let lock = format!("{{\n  \"lexgen\": 2,\n  \"installed\": {lock}\n}}\n");
    project.write("lexicons.lock", &lock);
    let manifest = json!({ "version": 1, "lexicons": [], "resolutions": {} });
    project.write("lexicons.json", &manifest.to_string());
    project
}

const COMMANDS: [&[&str]; 3] = [
    &["install"],
    &["install", "--locked"],
    &["update", "--dry-run"],
];

/// The server of a stranger is judged as every other: neither git nor ssh connects to this
/// machine because a lock names it.
#[test]
fn a_lock_does_not_lead_to_private_servers() {
    let network = Network::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("it does not wait");
    let port = listener.local_addr().expect("an address").port();
    network.name("inside.example.com", Answer::Address(Ipv4Addr::LOCALHOST));
    network.name(
        "cloud.example.com",
        Answer::Address(Ipv4Addr::new(169, 254, 169, 254)),
    );
    let mut all = String::new();
    for url in [
        format!("https://127.0.0.1:{port}/x.git"),
        format!("ssh://git@127.0.0.1:{port}/x.git"),
        format!("https://127.1:{port}/x.git"),
        format!("https://inside.example.com:{port}/x.git"),
        format!("ssh://inside.example.com:{port}/x.git"),
        "git@cloud.example.com:x.git".to_owned(),
        "https://nowhere.example.com/x.git".to_owned(),
        format!("https://example.com\\@127.0.0.1:{port}/x.git"),
        format!("http://inside.example.com:{port}/x.git"),
    ] {
        let project = with_lock(&network, &url);
        for arguments in COMMANDS {
            let said = project.fail(arguments);
            if arguments == ["install"] {
                all += &said.replace(&port.to_string(), "NUMBER");
                all += "\n\n";
            }
            let connection = listener.accept();
            assert!(connection.is_err(), "{arguments:?} has connected: {url}");
        }
    }
    assert_snapshot!(all);
}

/// What the user allows is connected to, and a redirect of it is not followed.
#[test]
fn an_allowed_server_of_a_lock_is_asked_at_the_address_that_was_judged() {
    let network = Network::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    // Only this DNS server knows it.
    network.name("inside.example.com", Answer::Address(Ipv4Addr::LOCALHOST));
    let place = format!("inside.example.com:{port}");
    let project = with_lock(&network, &format!("https://{place}/x.git"));
    let accepted = std::thread::spawn(move || listener.accept().is_ok());
    // Even if the user has a proxy for everything else.
    let output = network
        .command(&project.path(""), &["install", "--pds-allow", &place])
        .env("https_proxy", "http://127.0.0.1:9")
        .output()
        .expect("lexgen runs");
    let said = network.said(&output).told();
    assert!(said.contains("error[git-failure]"), "{said}");
    assert!(accepted.join().expect("a connection"), "{said}");
}

#[test]
fn an_option_in_the_url_of_a_lock_is_refused_when_it_is_read() {
    let network = Network::new();
    for url in [
        "ssh://-oProxyCommand=x/y",
        "ssh://git@-oProxyCommand=x/y",
        "ssh://-o@example.com/y",
        "-oProxyCommand=x:y",
        "git@example.com:-x",
    ] {
        let project = with_lock(&network, url);
        for arguments in COMMANDS {
            let said = project.lexgen(arguments);
            assert_eq!(said.code, Some(2), "{said:?}");
            let said = said.stderr;
            assert!(said.contains("invalid `url`"), "{said}");
        }
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for_for_ever() {
    let network = Network::new();
    let project = Project::new(&network);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let from = format!("--from-git=git://{address}/x#main");
    let said = project.fail(&["install", &from, "--timeout=0.1"]);
    assert!(
        said.contains("git has not finished after 1 second,"),
        "{said}"
    );
    assert_eq!(project.names(), [""; 0]);
}

/// A terminal signals only the command, because git has a process group of its own.
#[cfg(unix)]
#[test]
fn git_ends_with_the_command() {
    use std::{
        io::{ErrorKind, Read},
        os::unix::process::ExitStatusExt,
        process::{Command, Stdio},
        time::Duration,
    };

    let network = Network::new();
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        let [project, temporary] = [0; 2].map(|_| Project::new(&network));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let from = format!("--from-git=git://{address}/x#main");
        let mut command = network.command(&project.path(""), &["install", &from]);
        command.env("TMPDIR", temporary.path(""));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the command runs");
        let (mut stream, _) = listener.accept().expect("git asks");
        let kill = format!("kill -{name} {}", process.id());
        let status = Command::new("sh").args(["-c", &kill]).status();
        assert!(status.expect("a shell").success());
        let status = process.wait().expect("it ends");
        assert_eq!(status.signal(), Some(number));
        // Git closes the connection when it ends.
        let limit = Duration::from_secs(60);
        stream.set_read_timeout(Some(limit)).expect("a limit");
        match stream.read_to_end(&mut Vec::new()) {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "git goes on"),
        }
        assert_eq!(temporary.names(), [""; 0]);
    }
}
