//! A hostile proxy between lexgen and the PDS.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use lexgen_tests::Pds;
use lexgen_tests_network::{Network, PDS, Page, files, read_car, write_car};
use serde_json::Value;

use crate::{account, publish};

const NSID: &str = "net.example.note";

/// The body of a response to a GET request.
fn get(service: &str, path: &str) -> Vec<u8> {
    let host = service.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("a connection");
    // Of this version, responses are not in chunks.
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").expect("sent");
    let mut response = Vec::new();
    stream.read_to_end(&mut response).expect("received");
    let end = response.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    response.split_off(end.expect("a head") + 4)
}

/// A network whose only PDS is the proxy. Returns the DID of the account as well.
fn proxied(pds: &Pds) -> (Network, String) {
    let direct = Network::new().with_reference(pds);
    let did = account(pds, &direct, "notebook.test", "example.net");
    publish(&direct, "notebook.test", NSID);
    let network = Network::new();
    network.authority("example.net", &did);
    let document = get(&pds.plc, &format!("/{did}"));
    let mut document: Value = serde_json::from_slice(&document).expect("a DID document");
    document["service"][0]["serviceEndpoint"] = network.url(PDS).into();
    network.page(&format!("/{did}"), Page::json(&document));
    (network, did)
}

#[test]
fn a_proxy_that_changes_the_proof_of_the_pds() {
    let Some(pds) = Pds::start() else {
        return;
    };
    let (network, did) = proxied(&pds);
    let query = format!("did={did}&collection=com.atproto.lexicon.schema&rkey={NSID}");
    let car = get(
        &pds.url,
        &format!("/xrpc/com.atproto.sync.getRecord?{query}"),
    );
    let blocks = read_car(&car);
    assert!(blocks.len() >= 3, "a commit, a node and a record");
    // It is the commit that is the root.
    let root = (blocks.iter().map(|(cid, _)| *cid))
        .find(|cid| write_car(*cid, &blocks) == car)
        .expect("the root");
    let mut changed = Vec::new();
    for at in 0..blocks.len() {
        let mut flipped = blocks.clone();
        let middle = flipped[at].1.len() / 2;
        flipped[at].1[middle] ^= 1;
        changed.push(flipped);
        let mut dropped = blocks.clone();
        dropped.remove(at);
        changed.push(dropped);
    }
    let project = tempfile::tempdir().expect("a folder can be made");
    let record = format!("record {did} {NSID}");
    for blocks in changed {
        network.page(&record, Page::car(&write_car(root, &blocks)));
        let said = network.lexgen_in(project.path(), &["install", NSID]);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.stderr.contains("error[invalid-proof]"), "{said:?}");
        assert!(files(project.path()).is_empty(), "{said:?}");
    }
    network.page(&record, Page::car(&car));
    let said = network.lexgen_in(project.path(), &["install", NSID]);
    assert_eq!(said.code, Some(0), "{said:?}");
}
