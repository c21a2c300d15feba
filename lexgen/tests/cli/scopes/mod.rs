//! `lexgen scopes`.

mod choice;
mod list;
mod rewritten;
mod written;

use super::*;

const SERVICE: &str = "did:web:api.example.com#svc";

fn document(nsid: &str, main: &str) -> String {
    format!(r#"{{"lexicon": 1, "id": "{nsid}", "defs": {{"main": {main}}}}}"#)
}

fn record(nsid: &str, properties: &str) -> String {
    let object = format!(r#"{{"type": "object", "properties": {{{properties}}}}}"#);
    document(
        nsid,
        &format!(r#"{{"type": "record", "key": "tid", "record": {object}}}"#),
    )
}

fn set(nsid: &str, permissions: &str) -> String {
    document(
        nsid,
        &format!(
            r#"{{"type": "permission-set", "title": "T", "detail": "D.",
                "permissions": [{permissions}]}}"#
        ),
    )
}

fn repo(collections: &str) -> String {
    format!(r#"{{"type": "permission", "resource": "repo", "collection": [{collections}]}}"#)
}

fn rpc(lxm: &str) -> String {
    format!(r#"{{"type": "permission", "resource": "rpc", "inheritAud": true, "lxm": [{lxm}]}}"#)
}

fn forum() -> String {
    document(
        "com.example.forum",
        r#"{"type": "space", "key": "any", "name": "Forum",
            "collections": ["com.example.post"]}"#,
    )
}

/// Two records of `com.example`, one of another namespace, and two endpoints.
fn project() -> Project {
    let project = Project::empty();
    project.put(
        "lexicons/post.json",
        &record(
            "com.example.post",
            r##""image": {"type": "blob", "accept": ["image/*"]},
                "more": {"type": "ref", "ref": "com.example.defs#more"}"##,
        ),
    );
    project.put(
        "lexicons/defs.json",
        r#"{"lexicon": 1, "id": "com.example.defs", "defs": {
            "more": {"type": "object", "properties": {
                "sound": {"type": "blob", "accept": ["audio/mpeg", "image/png"]},
                "post": {"type": "ref", "ref": "com.example.post"}}},
            "other": {"type": "object", "properties": {"file": {"type": "blob"}}}}}"#,
    );
    project.put("lexicons/like.json", &record("com.example.like", ""));
    project.put("lexicons/else.json", &record("org.other.thing", ""));
    for nsid in ["com.example.getPosts", "com.example.putPost"] {
        let path = format!("lexicons/{nsid}.json");
        project.put(&path, &document(nsid, r#"{"type": "query"}"#));
    }
    project
}

#[track_caller]
fn prints(run: &Run, lines: &[&str]) {
    let printed: Vec<_> = run.stdout.lines().collect();
    assert_eq!(printed, lines, "{}", run.stderr);
}
