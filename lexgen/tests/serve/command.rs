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

/// With an `xdg-open` that does what a script says.
#[cfg(target_os = "linux")]
fn with_opener(script: &str) -> (Server, std::path::PathBuf) {
    use std::{fs, os::unix::fs::PermissionsExt};

    let folder = Folder::new();
    folder.put("bin/xdg-open", &format!("#!/bin/sh\n{script}\n"));
    let (opener, opened) = (folder.path("bin/xdg-open"), folder.path("opened"));
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("executable");
    let path = folder.path("bin").into_os_string();
    let environment = [("PATH", path), ("OPENED", opened.clone().into_os_string())];
    (folder.serve_with(&["--open"], environment), opened)
}

#[cfg(target_os = "linux")]
#[test]
fn a_browser_is_opened_at_the_url() {
    let (server, opened) =
        with_opener("echo \"$1\" > \"$OPENED.new\"; /bin/mv \"$OPENED.new\" \"$OPENED\"");
    let url = format!("http://127.0.0.1:{}/\n", server.port);
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !opened.exists() && std::time::Instant::now() < limit {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(std::fs::read_to_string(opened).expect("opened"), url);
    assert_eq!(server.get("/").status, 200);
}

#[cfg(target_os = "linux")]
#[test]
fn the_server_stays_without_a_browser() {
    let (mut server, _) = with_opener("exit 3");
    let mut said = String::new();
    std::io::BufRead::read_line(&mut server.output, &mut said).expect("text");
    assert!(said.contains("cannot open a browser"), "{said}");
    assert!(said.contains("open the URL above"), "{said}");
    assert_eq!(server.get("/").status, 200);
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
