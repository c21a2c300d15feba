//! The commands of endpoints do in a shell what they say.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use lexgen_tests::lexicons;
use serde_json::{Value, json};

use crate::{documents, hostile, pages};

/// The commands of a page.
fn commands(html: &str) -> impl Iterator<Item = String> {
    let starts = html.match_indices("<pre><code>curl ");
    starts.map(|(start, _)| {
        let rest = &html[start + "<pre><code>".len()..];
        let (command, _) = rest.split_once("</code>").expect("an end");
        let entities = [
            ("&#60;", "<"),
            ("&#62;", ">"),
            ("&#34;", "\""),
            ("&#39;", "'"),
        ];
        let mut command = command.to_owned();
        for (entity, character) in entities {
            command = command.replace(entity, character);
        }
        command.replace("&#38;", "&")
    })
}

/// What the commands of all pages pass to `curl`.
fn calls(site: &Path) -> Vec<Vec<String>> {
    let mut script = "curl() { for it; do printf '%s\\0' \"$it\"; done; }\n".to_owned();
    let mut count = 0;
    for entry in fs::read_dir(site).expect("a site") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "html") {
            for command in commands(&fs::read_to_string(path).expect("a page")) {
                script.push_str(&command);
                script.push_str("printf '\\1'\n");
                count += 1;
            }
        }
    }
    let mut shell = Command::new("sh");
    shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = shell.env("HOME", "/home").spawn().expect("a shell");
    let mut input = child.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = child.wait_with_output().expect("it runs");
    writer.join().expect("a thread").expect("it reads");
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).expect("text");
    let calls = output.split_terminator('\u{1}');
    let calls: Vec<Vec<String>> = calls
        .map(|call| call.split_terminator('\0').map(str::to_owned).collect())
        .collect();
    assert_eq!(calls.len(), count);
    calls
}

#[test]
fn of_lexicons_of_this_repository() {
    let site = pages(&[&lexicons()], &[]);
    let calls = calls(site.path());
    let call = |nsid: &str| {
        let url = format!("https://pds.example.com/xrpc/{nsid}");
        let is_it = |word: &String| word.split('?').next() == Some(&url);
        let call = calls.iter().find(|call| call.iter().any(is_it));
        call.expect("a command").join("\n")
    };
    insta::assert_snapshot!(call("com.atproto.server.createSession"), @r#"
    https://pds.example.com/xrpc/com.atproto.server.createSession
    -H
    Content-Type: application/json
    --data-raw
    {"allowTakendown":true,"authFactorToken":"Example auth factor token","identifier":"Example identifier","password":"Example password"}
    "#);
    insta::assert_snapshot!(call("com.atproto.repo.uploadBlob"), @"
    https://pds.example.com/xrpc/com.atproto.repo.uploadBlob
    -H
    Content-Type: application/octet-stream
    --data-binary
    @FILE
    ");
    insta::assert_snapshot!(call("com.atproto.server.refreshSession"), @"
    -X
    POST
    https://pds.example.com/xrpc/com.atproto.server.refreshSession
    ");
    insta::assert_snapshot!(call("com.example.shelf.searchBooks"), @"https://pds.example.com/xrpc/com.example.shelf.searchBooks?availableOnly=false&cursor=Example+cursor&flags=true&genres=novel&language=en&limit=50&owners=did%3Aplc%3Az72i7hdynmk6r22z27h6tvur&q=Example+q&sort=relevance&years=1");
}

#[test]
fn what_a_shell_would_run_is_only_text() {
    let text = "it's $(exit 1) `exit 2` \\ \"$HOME\" \u{200b}\n!!";
    let schema = json!({"type": "object", "required": ["text"], "properties": {
        "text": {"type": "string", "const": text}}});
    let endpoint = json!({"main": {"type": "procedure",
        "parameters": {"type": "params", "required": ["a"], "properties": {
            "a": {"type": "string", "const": text}}},
        "input": {"encoding": "application/json", "schema": schema}}});
    let input = documents(&[("com.example.sendText", endpoint)]);
    let site = pages(&[input.path()], &[]);
    let calls = calls(site.path());
    let [call] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    let (_, query) = call[0].split_once('?').expect("a query");
    assert_eq!(
        query,
        "a=it%27s+%24%28exit+1%29+%60exit+2%60+%5C+%22%24HOME%22+%E2%80%8B%0A%21%21"
    );
    let body: Value = serde_json::from_str(&call[4]).expect("JSON");
    assert_eq!(body, json!({ "text": text }));
}

#[test]
fn no_text_becomes_a_command() {
    let mut bodies = 0;
    for seed in 0..40 {
        let site = pages(&[hostile(seed).path()], &["--quiet"]);
        for call in calls(site.path()) {
            let words: Vec<&str> = call.iter().map(String::as_str).collect();
            let (url, rest) = match words.as_slice() {
                ["-X", "POST", url] => (url, &[][..]),
                [url, rest @ ..] => (url, rest),
                [] => panic!("set {seed}: no words"),
            };
            assert!(
                url.starts_with("https://pds.example.com/xrpc/"),
                "set {seed}: {url}"
            );
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "%+&=*-._/:?".contains(c);
            assert!(url.chars().all(is_plain), "set {seed}: {url}");
            match rest {
                [] | ["-H", _, "--data-binary", "@FILE"] => {}
                ["-H", _, "--data-raw", body] => {
                    let json: Result<Value, _> = serde_json::from_str(body);
                    assert!(json.is_ok(), "set {seed}: {body}");
                    bodies += 1;
                }
                other => panic!("set {seed}: {other:?}"),
            }
        }
    }
    assert!(bodies > 3, "{bodies}");
}
