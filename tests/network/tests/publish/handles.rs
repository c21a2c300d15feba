//! Handles that are found at their host, by `https`.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener},
    sync::Arc,
    thread,
};

use lexgen_tests_network::{Account, Answer, Manner, Said};
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivatePkcs8KeyDer};

use crate::{PASSWORD, Project};

const HANDLE: &str = "alice.example.com";

/// An address on which nobody else serves, and the port of `https` there. `None` if this
/// process may not use it.
fn listen() -> Option<(Ipv4Addr, TcpListener)> {
    let [_, a, b, c] = std::process::id().to_be_bytes();
    let address = Ipv4Addr::new(127, a | 64, b, c | 1);
    match TcpListener::bind((address, 443)) {
        Ok(listener) => Some((address, listener)),
        Err(error) => {
            eprintln!("skipped: cannot serve https at {address}: {error}");
            None
        }
    }
}

/// Answers every request with a response. Returns the certificate of the host.
fn serve(listener: TcpListener, response: String) -> String {
    let certified = rcgen::generate_simple_self_signed([HANDLE.to_owned()]).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key.into())
        .expect("a certificate");
    let config = Arc::new(config);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = StreamOwned::new(connection, stream.expect("a connection"));
            // The client can refuse the certificate.
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(response.as_bytes());
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    certified.cert.pem()
}

fn ok(text: &str) -> String {
    let length = text.len();
    format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{text}")
}

/// Publishes as the handle, whose host answers with a response.
fn published(project: &Project, listener: TcpListener, response: String, is_trusted: bool) -> Said {
    let certificate = project.path().join("host.pem");
    std::fs::write(&certificate, serve(listener, response)).expect("written");
    let certificate = certificate.to_str().expect("UTF-8");
    let password = ("LEXGEN_PASSWORD", PASSWORD);
    let trusted = [password, ("SSL_CERT_FILE", certificate)];
    let env = if is_trusted {
        &trusted[..]
    } else {
        &trusted[..1]
    };
    let publish = ["publish", "--account", HANDLE, "--pds-allow", HANDLE];
    project.run_with(&publish, env, None)
}

#[test]
fn a_handle_is_found_at_its_host() {
    let redirect = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\n\
                    content-length: 0\r\nconnection: close\r\n\r\n";
    let did = Account::new('a').did;
    let other = Account::new('b').did;
    for (response, is_trusted, expected) in [
        (ok(&did), true, None),
        (ok(&format!(" {did}\n")), true, None),
        (ok(&did), false, Some("certificate")),
        (ok("<html>"), true, Some("error[unresolved-handle]")),
        (ok(&"x".repeat(10_000)), true, Some("sent more than 4 KiB")),
        (ok(&other), true, Some("error[")),
        (redirect.to_owned(), true, Some("error[")),
    ] {
        let Some((address, listener)) = listen() else {
            return;
        };
        let mut account = Account::new('a');
        account.handle = Some(HANDLE.to_owned());
        let project = Project::of(account, Manner::Honest).with_authority();
        project.network.name(HANDLE, Answer::Address(address));
        let said = published(&project, listener, response.clone(), is_trusted);
        match expected {
            None => assert_eq!(said.code, Some(0), "{response}: {said:?}"),
            Some(text) => {
                assert_eq!(said.code, Some(1), "{response}: {said:?}");
                assert!(said.stderr.contains(text), "{response}: {said:?}");
                project.assert_no_login();
            }
        }
    }
}
