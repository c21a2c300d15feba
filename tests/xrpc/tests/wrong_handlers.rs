//! A function that is no handler gets one error of the compiler, which names the
//! endpoint and says what a handler is.
//!
//! Only this is compared: the rest is the compiler's, and differs between versions.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path, process::Command};

use serde_json::Value;

/// The package with the cases, each of which is a program.
const MANIFEST: &str = r#"
[package]
name = "wrong-handlers"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
axum = { version = "0.8", default-features = false }
lexgen = { path = "LEXGEN", default-features = false, features = ["server"] }
"#;

/// Endpoints that the cases handle.
const ENDPOINTS: &str = r#"
use lexgen::{Endpoint, Method, XrpcError};

macro_rules! endpoint {
    ($name:ident, $output:ty, $method:ident) => {
        #[derive(Clone, Copy)]
        pub struct $name;

        impl Endpoint for $name {
            const NSID: &'static str = stringify!($name);
            const METHOD: Method = Method::$method;
            const OUTPUT_ENCODING: Option<&'static str> = Some("application/json");
            type Params = ();
            type Input = ();
            type Output = $output;
            type Error = XrpcError;
        }
    };
}

endpoint!(BorrowBook, String, Query);
endpoint!(ReturnBook, bool, Query);
"#;

const START: &str = r#"#![allow(unused)]
use axum::extract::State;
use lexgen::xrpc::{Failure, XrpcResult, server::{Reply, Service, Upload, Xrpc}};
use wrong_handlers::{BorrowBook, ReturnBook};

fn main() {
    let _ = Service::new("desk").handle(BorrowBook, borrow);
}
"#;

/// The one that is right shows that the others fail for their own reasons.
const RIGHT: (&str, &str) = (
    "right",
    "async fn borrow(_: State<&'static str>, _: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> { todo!() }",
);

const WRONG: [(&str, &str); 12] = [
    (
        "output",
        "async fn borrow(_: Xrpc<BorrowBook>) -> XrpcResult<ReturnBook> { todo!() }",
    ),
    (
        "output_without_result",
        "async fn borrow(_: Xrpc<BorrowBook>) -> bool { true }",
    ),
    (
        "reply",
        "async fn borrow(_: Xrpc<BorrowBook>) -> Reply<ReturnBook> { todo!() }",
    ),
    (
        "endpoint",
        "async fn borrow(_: Xrpc<ReturnBook>) -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "no_argument",
        "async fn borrow() -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "not_last",
        "async fn borrow(_: Xrpc<BorrowBook>, _: State<&'static str>) -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "not_async",
        "fn borrow(_: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "no_extractor",
        "async fn borrow(_: String, _: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "state",
        "async fn borrow(_: State<u8>, _: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "error",
        "async fn borrow(_: Xrpc<BorrowBook>) -> Result<String, std::io::Error> { todo!() }",
    ),
    (
        "upload_of_json",
        "async fn borrow(_: Upload<BorrowBook>) -> XrpcResult<BorrowBook> { todo!() }",
    ),
    (
        "not_send",
        "async fn borrow(_: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> {
            let shared = std::rc::Rc::new(5);
            std::future::ready(()).await;
            drop(shared);
            todo!()
        }",
    ),
];

#[test]
fn a_wrong_handler_gets_one_error_that_names_the_endpoint() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong-handlers");
    write(&folder)?;
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--bins", "--keep-going"])
        .arg("--message-format=json")
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // Little of it is used again, so it should take little space.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()?;
    let mut errors: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut compiled = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let name = line["target"]["name"].as_str().unwrap_or_default();
        let message = &line["message"];
        // The compiler counts them in an error without a code.
        if message["level"] == "error" && !message["code"].is_null() {
            errors
                .entry(name.to_owned())
                .or_default()
                .push(message.clone());
        } else if line["reason"] == "compiler-artifact" {
            compiled.push(name.to_owned());
        }
    }
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(compiled.iter().any(|name| name == RIGHT.0), "{log}");
    assert_eq!(errors.len(), WRONG.len(), "{:?} {log}", errors.keys());
    for (name, messages) in errors {
        assert_eq!(messages.len(), 1, "{name}: {messages:#?}");
        let message = messages[0]["message"].as_str().unwrap_or_default();
        let expected = "this function does not handle the endpoint `BorrowBook`";
        assert_eq!(message, expected, "{name}");
        let rendered = messages[0]["rendered"].as_str().unwrap_or_default();
        for note in [
            "async fn(…, Xrpc<BorrowBook>) -> XrpcResult<BorrowBook>",
            "Reply<BorrowBook>",
            "or_internal()?",
            "must be `Send`",
        ] {
            assert!(rendered.contains(note), "{name}: {rendered}");
        }
    }
    Ok(())
}

fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lexgen = workspace.join("lexgen").canonicalize()?;
    let programs = folder.join("src/bin");
    fs::create_dir_all(&programs)?;
    let lexgen = lexgen.display().to_string().replace('\\', "/");
    fs::write(
        folder.join("Cargo.toml"),
        MANIFEST.replace("LEXGEN", &lexgen),
    )?;
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("src/lib.rs"), ENDPOINTS)?;
    for (name, function) in WRONG.into_iter().chain([RIGHT]) {
        let path = programs.join(name).with_extension("rs");
        fs::write(path, format!("{START}\n{function}\n"))?;
    }
    Ok(())
}
