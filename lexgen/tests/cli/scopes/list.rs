//! What is in the list.

use super::*;

#[test]
fn everything_that_is_selected_is_listed_once() {
    let project = project();
    let run = project.run("scopes").ends(0);
    prints(
        &run,
        &[
            "atproto",
            "blob?accept=audio/mpeg&accept=image/*",
            "repo?collection=com.example.like&collection=com.example.post&collection=org.other.thing",
            "rpc?lxm=com.example.getPosts&lxm=com.example.putPost&aud=*",
        ],
    );
    run.says("Listed 4 scopes for 3 record types and 2 endpoints");
    let run = project
        .run(&format!(
            "scopes --include com.example.like --include com.example.getPosts -q --aud {SERVICE}"
        ))
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "repo:com.example.like",
            "rpc:com.example.getPosts?aud=did:web:api.example.com%23svc",
        ],
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn what_a_document_refers_to_is_not_selected() {
    let project = project();
    project.put(
        "lexicons/quote.json",
        &record(
            "org.other.quote",
            r#""post": {"type": "ref", "ref": "com.example.post"}"#,
        ),
    );
    project.put("lexgen.toml", "include = [\"org.other.quote\"]\n");
    let run = project.run("scopes").ends(0);
    // The files in the post are also files of the record that holds it.
    prints(
        &run,
        &[
            "atproto",
            "blob?accept=audio/mpeg&accept=image/*",
            "repo:org.other.quote",
        ],
    );
}

#[test]
fn services_are_given_by_pattern() {
    let project = project();
    let run = project
        .run(&format!(
            "scopes --include com.example.getPosts --include com.example.putPost \
             --aud com.example.putPost={SERVICE} --aud did:web:b.example#x"
        ))
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "rpc:com.example.getPosts?aud=did:web:b.example%23x",
            "rpc:com.example.putPost?aud=did:web:api.example.com%23svc",
        ],
    );
    for (aud, reason) in [
        (
            "did:web:example.com",
            "expected a DID with a fragment, as in",
        ),
        ("com.example.*=", "is not a service"),
        ("a=*", "is not an NSID pattern"),
        (
            "org.other.*=*",
            "no selected endpoint matches `org.other.*` in `--aud`",
        ),
    ] {
        let run = project
            .run(&format!("scopes --aud {aud}"))
            .ends(2)
            .says(reason);
        assert_eq!(run.stdout, "", "{aud}");
    }
}

#[test]
fn the_own_server_needs_no_rpc() {
    let project = project();
    for nsid in [
        "com.atproto.repo.uploadBlob",
        "com.atproto.repo.createRecord",
        "com.atproto.identity.updateHandle",
        "com.atproto.identity.signPlcOperation",
        "com.atproto.moderation.createReport",
    ] {
        let path = format!("lexicons/{nsid}.json");
        project.put(&path, &document(nsid, r#"{"type": "procedure"}"#));
    }
    let run = project.run("scopes --include com.atproto.*").ends(0);
    prints(
        &run,
        &[
            "atproto",
            "blob:*/*",
            "identity:*",
            "rpc:com.atproto.moderation.createReport?aud=*",
        ],
    );
    run.says("note: 4 endpoints of `com.atproto.*` need no `rpc:`");
    // The files of records are known.
    let run = project
        .run("scopes --include com.atproto.repo.* --include com.example.post")
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "blob?accept=audio/mpeg&accept=image/*",
            "repo:com.example.post",
        ],
    );
}

#[test]
fn programs_get_what_each_scope_is_for() {
    let project = project();
    let run = project
        .run("scopes --include com.example.post --include com.example.getPosts --json")
        .ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        json,
        serde_json::json!({
            "scope": "atproto blob?accept=audio/mpeg&accept=image/* repo:com.example.post \
                      rpc:com.example.getPosts?aud=*",
            "scopes": [
                { "scope": "atproto", "for": [] },
                { "scope": "blob?accept=audio/mpeg&accept=image/*", "for": ["com.example.post"] },
                { "scope": "repo:com.example.post", "for": ["com.example.post"] },
                { "scope": "rpc:com.example.getPosts?aud=*", "for": ["com.example.getPosts"] },
            ],
            "own_server": [],
        })
    );
}

#[test]
fn what_is_printed_is_read_by_the_runtime() {
    let project = project();
    let run = project.run(&format!("scopes --aud {SERVICE}")).ends(0);
    for line in run.stdout.lines() {
        let scope = lexgen::scope::Scope::new(line).expect("a scope");
        assert_eq!(scope.to_string(), line);
    }
}

#[test]
fn errors_and_nothing_selected_print_no_scopes() {
    let project = project();
    let run = project
        .run("scopes --include com.example.defs")
        .ends(2)
        .says("no record, endpoint or space is selected");
    assert_eq!(run.stdout, "");
    project.put("lexicons/broken.json", &broken());
    let run = project
        .run("scopes")
        .ends(1)
        .says("1 error; no scopes were printed");
    assert_eq!(run.stdout, "");
}
