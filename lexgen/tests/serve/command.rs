//! How the command starts and ends.

use super::{Folder, Server};

#[test]
fn a_port_in_use_is_named() {
    let server = Server::new();
    let port = server.port.to_string();
    let second = Folder::new();
    let second = second.command(&["serve", "--port", &port]).output();
    let second = second.expect("runs");
    let said = String::from_utf8(second.stderr).expect("text");
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains(&format!("port {port} is in use")), "{said}");
    assert!(said.contains("--port"), "{said}");
}

#[test]
fn what_cannot_be_served_is_an_error() {
    let folder = Folder::new();
    let fails = |arguments: &[&str], expected: &str| {
        let run = folder.command(&[&["serve"], arguments].concat()).output();
        let run = run.expect("runs");
        let said = String::from_utf8(run.stderr).expect("text");
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains(expected), "{said}");
    };
    fails(&["-"], "standard input");
    fails(&["nowhere"], "`nowhere` does not exist");
    fails(&["--host", "localhost"], "invalid value 'localhost'");
    fails(
        &["--host", "192.0.2.1"],
        "does not have the address 192.0.2.1",
    );
    fails(&["--allow-host", "user@host"], "expected a host name");
    folder.put("lexgen.toml", "inputs = 1");
    fails(&["--port", "0"], "lexgen.toml:1:10");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_although_pages_follow_it() {
    let mut server = Server::new();
    let mut events = super::client::Events::open(server.port);
    events.next();
    let pid = server.child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(sent.is_ok_and(|it| it.success()));
    let status = server.child.wait().expect("ends");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn other_machines_cannot_connect() {
    let server = Server::new();
    assert!(server.said.contains("http://127.0.0.1:"), "{}", server.said);
    // All of 127.0.0.0/8 is this machine, but only one address of it was listened on.
    if cfg!(target_os = "linux") {
        assert!(std::net::TcpStream::connect(("127.0.0.2", server.port)).is_err());
    }
}
