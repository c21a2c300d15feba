//! The crates that a program links with the runtime: without calls, there is no
//! HTTP library; for only building and parsing HTTP messages, none that does I/O.

use std::{collections::BTreeSet, process::Command};

use lexgen_tests::workspace;

/// The dependencies of `lexgen` with these features.
fn crates(features: &str) -> BTreeSet<String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .current_dir(workspace())
        .args(["tree", "--offline", "--edges", "normal", "--prefix", "none"])
        .args(["--package", "lexgen", "--no-default-features"])
        .args(["--features", features])
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let tree = String::from_utf8_lossy(&output.stdout);
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

const RUNTIME: [&str; 9] = [
    "cid",
    "data-encoding",
    "ecow",
    "lexgen",
    "multihash",
    "serde",
    "serde_core",
    "unicode-segmentation",
    "unsigned-varint",
];

#[test]
fn the_runtime_is_a_handful() {
    let crates = crates("");
    let unexpected: Vec<&String> = (crates.iter())
        .filter(|name| !RUNTIME.contains(&name.as_str()))
        .collect();
    assert_eq!(unexpected, [""; 0]);
}

#[test]
fn messages_need_no_io() {
    let crates = crates("xrpc");
    assert!(crates.contains("http"), "{crates:?}");
    for name in IO {
        assert!(!crates.contains(name), "{name}");
    }
    assert!(crates.len() < 25, "{crates:?}");
}

/// The crates that only other features need.
const IO: [&str; 8] = [
    "axum",
    "futures-util",
    "hyper",
    "mio",
    "reqwest",
    "socket2",
    "tokio",
    "tokio-tungstenite",
];

#[test]
fn each_feature_links_its_own() {
    for (feature, linked) in [
        ("client", &["reqwest"][..]),
        ("server", &["axum"]),
        ("jiff", &["jiff"]),
        ("chrono", &["chrono"]),
        ("time", &["time"]),
        ("serde_json", &["serde_json"]),
        ("arbitrary", &["arbitrary"]),
        ("schemars", &["schemars"]),
        ("car", &[]),
        ("identity", &["serde_json"]),
        ("proof", &["k256", "p256"]),
        ("network", &["hickory-resolver", "k256", "p256", "reqwest"]),
        // The HTTP library opens the WebSocket.
        ("subscription", &["reqwest", "tokio-tungstenite"]),
    ] {
        let crates = crates(feature);
        for name in [
            "reqwest",
            "axum",
            "jiff",
            "chrono",
            "time",
            "arbitrary",
            "schemars",
            "k256",
            "p256",
        ] {
            let is_linked = linked.contains(&name);
            assert_eq!(crates.contains(name), is_linked, "{feature}: {name}");
        }
        for &name in linked {
            assert!(crates.contains(name), "{feature}: {name}");
        }
    }
}
