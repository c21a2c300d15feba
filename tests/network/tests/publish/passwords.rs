//! Where the password is from, and where it does not go.

use std::{
    io::{self, Write},
    net::{Shutdown, TcpListener, TcpStream},
    process::Stdio,
    thread,
    time::Duration,
};

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Manner, PDS, Page};

use crate::{PASSWORD, Project, told};

#[test]
fn the_account_and_the_password_can_be_in_the_environment_or_on_standard_input() {
    for (arguments, env, input) in [
        (
            ["publish"].as_slice(),
            [("LEXGEN_PASSWORD", PASSWORD)].as_slice(),
            None,
        ),
        (&["publish", "--password-stdin"], &[], Some("hunter2\n")),
        (&["publish", "--password-stdin"], &[], Some("hunter2\r\n")),
        (&["publish", "--password-stdin"], &[], Some("hunter2")),
        (&["publish"], &[("LEXGEN_TOKEN", "access-hunter2")], None),
    ] {
        let project = Project::new(Manner::Honest).with_authority();
        let account = [("LEXGEN_ACCOUNT", project.did.as_str())];
        let said = project.run_with(arguments, &[&account[..], env].concat(), input);
        assert_eq!(said.code, Some(0), "{arguments:?}: {said:?}");
        assert_eq!(project.published().len(), 2);
    }
}

#[test]
fn without_an_account_or_a_password_nothing_is_written() {
    let project = Project::new(Manner::Honest).with_authority();
    let did = project.did.as_str();
    let mut all = String::new();
    let publish = ["publish", "--account", did];
    let from_stdin = ["publish", "--account", did, "--password-stdin"];
    for (arguments, env, input) in [
        (["publish"].as_slice(), [].as_slice(), None),
        (&["publish"], &[("LEXGEN_ACCOUNT", "alice")], None),
        (&["publish", "--account", "alice"], &[], None),
        (&publish, &[], None),
        (&publish, &[("LEXGEN_PASSWORD", "")], None),
        (&from_stdin, &[], Some("")),
        (&from_stdin, &[], Some("one\ntwo\n")),
        (&from_stdin, &[("LEXGEN_PASSWORD", PASSWORD)], Some("\n")),
    ] {
        let said = project.run_with(arguments, env, input);
        assert_eq!(said.code, Some(2), "{said:?}");
        all.push_str(&said.stderr);
        all.push('\n');
    }
    assert_snapshot!(all);
    project.assert_no_login();
}

#[test]
fn a_login_that_is_refused() {
    let project = Project::new(Manner::Honest);
    let wrong = [("LEXGEN_PASSWORD", "wrong-password")];
    let said = project.run_with(&["publish", "--account", &project.did], &wrong, None);
    assert!(!told(&said).contains("wrong-password"), "{said:?}");
    let mut all = told(&said);
    let login = "/xrpc/com.atproto.server.createSession";
    for (status, name) in [
        (401, "AuthFactorTokenRequired"),
        (401, "AccountTakedown"),
        (429, "RateLimitExceeded"),
        (500, "InternalServerError"),
    ] {
        project
            .network
            .page(login, Page::error(status, name, "as it is"));
        let said = project.publish();
        assert_eq!(said.code, Some(1), "{said:?}");
        all.push_str("\n\n");
        all.push_str(&said.stderr);
    }
    let body = Page::Body(200, "application/json", b"{\"accessJwt\": 1}".to_vec());
    for page in [body, Page::Endless, Page::Compressed] {
        project.network.page(login, page);
        let said = project.publish();
        assert_eq!(said.code, Some(1), "{said:?}");
        all.push_str("\n\n");
        all.push_str(&said.stderr);
    }
    assert_snapshot!(all);
    assert_eq!(project.published(), Vec::<String>::new());
}

/// A server that quotes what it was sent, which would end up in the log of a build.
#[test]
fn errors_do_not_quote_the_password_or_the_token() {
    let project = Project::new(Manner::Indiscreet);
    let publish = ["publish", "--account", &project.did];
    for (name, secret) in [
        ("LEXGEN_PASSWORD", "p\u{e4}ss \"zzz\" `x`"),
        ("LEXGEN_TOKEN", "header.payload.signature"),
    ] {
        let said = project.run_with(&publish, &[(name, secret)], None);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(!told(&said).contains(secret), "{said:?}");
        assert!(!told(&said).contains("zzz"), "{said:?}");
    }
    let token = [("LEXGEN_TOKEN", "header.payload.signature")];
    let said = project.run_with(&publish, &token, None);
    assert_snapshot!(told(&said));
    // A token that cannot be sent is not quoted either.
    let said = project.run_with(&publish, &[("LEXGEN_TOKEN", "a\nsecret")], None);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(!told(&said).contains("secret"), "{said:?}");
}

/// The tokens of the session are as good as the password while it lasts.
#[test]
fn errors_do_not_quote_the_tokens_of_the_session() {
    let project = Project::new(Manner::Talkative);
    let said = project.publish();
    assert!(
        told(&said).contains("… and … are of the session"),
        "{said:?}"
    );
}

/// A person needs longer to type a password than servers keep connections.
#[test]
fn a_password_that_comes_late_is_in_time() {
    let project = Project::new(Manner::Honest).with_authority();
    let server = impatient(&project.network.url(PDS));
    let document = project.network.hosted(&project.did).document(&server);
    let page = format!("/{}", project.did);
    project.network.page(&page, Page::json(&document));
    let port = server.rsplit(':').next().expect("a port");
    let allowed = format!("pds.test:{port}");
    let publish = ["publish", "--account", &project.did, "--password-stdin"];
    let mut command = project.network.command(project.path(), &publish);
    command.args(["--pds-allow", &allowed]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    while !project.was_asked_for(&format!("record {} com.example.post", project.did)) {
        thread::sleep(IDLE / 10);
    }
    thread::sleep(IDLE * 4);
    stdin.write_all(PASSWORD.as_bytes()).expect("it is read");
    drop(stdin);
    let said = child.wait_with_output().expect("the command ends");
    let said = project.network.said(&said);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(project.published().len(), 2);
}

/// How long the server below keeps a connection that nobody uses.
const IDLE: Duration = Duration::from_millis(250);

/// The URL of a server before another one, which closes connections that nobody uses.
fn impatient(url: &str) -> String {
    let target = url.rsplit(':').next().expect("a port").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("a port").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let server = TcpStream::connect(format!("127.0.0.1:{target}"));
            let (client, server) = (stream.expect("a client"), server.expect("a server"));
            client.set_read_timeout(Some(IDLE)).expect("set");
            let of = |stream: &TcpStream| stream.try_clone().expect("cloned");
            let (mut from_server, mut to_client) = (of(&server), of(&client));
            thread::spawn(move || io::copy(&mut from_server, &mut to_client));
            let (mut from_client, mut to_server) = (client, server);
            thread::spawn(move || {
                let _ = io::copy(&mut from_client, &mut to_server);
                let _ = from_client.shutdown(Shutdown::Both);
                let _ = to_server.shutdown(Shutdown::Both);
            });
        }
    });
    format!("http://{PDS}:{port}")
}

/// The password goes to the server in the DID document, and to no other.
#[test]
fn a_redirect_does_not_get_the_password() {
    let project = Project::new(Manner::Honest);
    let target = format!("{}/stolen", project.network.url("pds.test"));
    let login = "/xrpc/com.atproto.server.createSession";
    project.network.page(login, Page::Redirect(target));
    let said = project.publish();
    assert_snapshot!(told(&said));
    assert!(!project.was_asked_for("/stolen"));
}

#[test]
fn a_server_that_must_not_be_connected_to_does_not_get_the_password() {
    let project = Project::new(Manner::Honest).with_authority();
    let mut account = Account::new('a');
    account.did.clone_from(&project.did);
    let document = account.document("http://intranet.example");
    project
        .network
        .name("intranet.example", Answer::Address([127, 0, 0, 1].into()));
    project
        .network
        .page(&format!("/{}", project.did), Page::json(&document));
    let said = project.publish();
    assert_snapshot!(told(&said));
    project.assert_no_login();
}
