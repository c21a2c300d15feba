//! The text of scopes: what is valid, and how it is written.

use super::*;

#[test]
fn the_examples_of_the_specification_are_valid() {
    for (text, written) in [
        ("repo:app.example.profile", ""),
        (
            "repo:app.example.profile?action=create&action=update&action=delete",
            "repo:app.example.profile",
        ),
        (
            "repo?collection=app.example.profile&collection=app.example.post",
            "repo?collection=app.example.post&collection=app.example.profile",
        ),
        ("repo:*", ""),
        ("repo:*?action=delete", ""),
        ("rpc:app.example.moderation.createReport?aud=*", ""),
        (
            "rpc?lxm=*&aud=did:web:api.example.com%23svc_appview",
            "rpc:*?aud=did:web:api.example.com%23svc_appview",
        ),
        ("blob:*/*", ""),
        (
            "blob?accept=video/*&accept=text/html",
            "blob?accept=text/html&accept=video/*",
        ),
        ("account:email", ""),
        ("account:repo?action=manage", ""),
        (
            "account?action=manage&attr=repo",
            "account:repo?action=manage",
        ),
        ("identity:handle", ""),
        ("identity:*", ""),
        ("identity:*?", "identity:*"),
        (
            "include:app.example.authFull?aud=did:web:api.example.com%23svc_chat",
            "",
        ),
        ("atproto", ""),
        ("transition:generic", ""),
        ("transition:chat.bsky", ""),
        ("transition:email", ""),
    ] {
        let written = if written.is_empty() { text } else { written };
        assert_eq!(shortest(text), written, "{text}");
    }
}

#[test]
fn syntax_without_meaning_is_refused() {
    for text in [
        "resource",
        "resource:positional?key=val",
        "resource:positional&thing?key=val",
        "service:did:web:com.example#type?key=val",
        "resource:",
        "resource:?",
        "resource:&",
        "resource?",
    ] {
        assert!(
            reason(text).starts_with("its resource is none of"),
            "{text}"
        );
    }
    assert_eq!(
        reason("resource:positional?key=québec"),
        "the character at byte 26 is not allowed in a scope"
    );
    assert_eq!(
        reason("emoji:☺️"),
        "the character at byte 6 is not allowed in a scope"
    );
    assert_eq!(reason(""), "it is empty");
    assert!(Scope::new("Repo:com.example.post").is_err());
    assert!(Scope::new("ATPROTO").is_err());
    assert!(Scope::new("atproto:x").is_err());
    assert!(Scope::new("atproto?").is_err());
    assert!(Scope::new("transition:other").is_err());
    assert!(Scope::new("transition:generic?").is_err());
}

#[test]
fn a_parameter_stands_in_one_place() {
    let both = "`collection` is given twice: after `:` and after `?`";
    assert_eq!(
        reason("repo:com.example.record?collection=com.example.other"),
        both
    );
    assert_eq!(
        reason("repo:com.example.record?collection=com.example.record"),
        both
    );
    assert_eq!(
        reason("rpc:com.example.get?aud=*&aud=*"),
        "`aud` is given more than once"
    );
    assert_eq!(
        reason("identity?attr=handle&attr=*"),
        "`attr` is given more than once"
    );
}

#[test]
fn unknown_parameters_and_values_are_refused() {
    assert_eq!(
        reason("repo:com.example.post?key=tid"),
        "`repo` has no parameter \"key\", only `collection`, `action`"
    );
    assert_eq!(
        reason("repo:com.example.post?action=read"),
        "`action` cannot be \"read\", only `create`, `update`, `delete`"
    );
    assert_eq!(
        reason("account:password"),
        "`attr` cannot be \"password\", only `email`, `repo`, `status`"
    );
    for text in [
        "account:*",
        "account:email?action=*",
        "account:email?action=",
        "identity:handle?action=manage",
        "identity:did",
        "blob:image/png?maxSize=3",
        "repo:com.example.post?action",
        "rpc:com.example.get?aud=*&inheritAud=true",
        "include:com.example.authFull?lxm=com.example.get",
    ] {
        assert!(Scope::new(text).is_err(), "{text}");
    }
}

#[test]
fn required_parameters_are_required() {
    for (text, expected) in [
        ("repo", "`collection` is missing"),
        ("repo?action=create", "`collection` is missing"),
        ("rpc?aud=*", "`lxm` is missing"),
        (
            "rpc:com.example.get",
            "`aud` is missing: the service, or `*`",
        ),
        ("blob", "`accept` is missing"),
        ("account", "`attr` is missing"),
        ("identity?", "`attr` is missing"),
        ("include", "`nsid` is missing"),
    ] {
        assert_eq!(reason(text), expected, "{text}");
    }
    for text in ["repo:", "rpc:?aud=*", "blob:", "account:", "include:"] {
        assert!(Scope::new(text).is_err(), "{text}");
    }
}

#[test]
fn wildcards_are_whole_and_not_for_everything() {
    let partial = "list each NSID, or use `*`";
    assert!(reason("repo:com.example.*").ends_with(partial));
    assert!(reason("rpc:com.example.*?aud=*").ends_with(partial));
    assert_eq!(reason("rpc:*?aud=*"), "`lxm` and `aud` cannot both be `*`");
    assert_eq!(
        reason("rpc?lxm=com.example.get&lxm=*&aud=*"),
        "`lxm` and `aud` cannot both be `*`"
    );
    assert!(reason("include:com.example.authFull?aud=*").starts_with("`aud` cannot be `*`"));
    assert!(Scope::new("include:*").is_err());
}

#[test]
fn an_audience_is_a_service() {
    for aud in [
        "did:web:example.com",
        "did:web:example.com%23",
        "did:web:example.com%23a%23b",
        "did:web:example.com%23%20",
        "%23svc",
        "example.com%23svc",
        "",
    ] {
        for text in [
            format!("rpc:com.example.get?aud={aud}"),
            format!("include:com.example.authFull?aud={aud}"),
        ] {
            assert!(Scope::new(&text).is_err(), "{text}");
        }
    }
    // A fragment that is not percent-encoded is clear enough.
    assert_eq!(
        shortest("rpc:com.example.get?aud=did:web:example.com#svc"),
        "rpc:com.example.get?aud=did:web:example.com%23svc"
    );
}

#[test]
fn values_are_percent_encoded() {
    assert_eq!(shortest("blob:image%2Fpng"), "blob:image/png");
    assert_eq!(shortest("blob?%61ccept=image%2fpng"), "blob:image/png");
    assert_eq!(shortest("repo:com%2Eexample.post"), "repo:com.example.post");
    // A plus sign is not a space, and is written so that nobody reads one.
    assert_eq!(shortest("blob:image/svg+xml"), "blob:image/svg+xml");
    assert_eq!(
        shortest("blob?accept=image/svg+xml&accept=text/html"),
        "blob?accept=image/svg%2Bxml&accept=text/html"
    );
    // What is decoded once is encoded once.
    let port = "rpc:com.example.get?aud=did:web:localhost%253A2583%23svc";
    assert_eq!(shortest(port), port);
    assert_eq!(
        reason("blob:image/%2"),
        "a `%` must be followed by two hexadecimal digits"
    );
    assert!(Scope::new("blob:image/%+1").is_err());
    assert!(Scope::new("blob:image/%C3%A9").is_err());
    assert_eq!(
        reason("blob:image/%FF"),
        "what is percent-encoded is not UTF-8"
    );
    // Names of resources are not.
    assert!(Scope::new("%72epo:com.example.post").is_err());
}

#[test]
fn lists_are_sorted_and_short() {
    assert_eq!(
        shortest("repo?action=delete&action=create&action=delete&collection=*&collection=a.b.c"),
        "repo:*?action=create&action=delete"
    );
    assert_eq!(
        shortest("rpc?aud=*&lxm=com.example.b&lxm=com.example.a&lxm=com.example.b"),
        "rpc?lxm=com.example.a&lxm=com.example.b&aud=*"
    );
    assert_eq!(
        shortest("blob?accept=IMAGE/PNG&accept=image/png"),
        "blob:image/png"
    );
    assert_eq!(
        shortest("blob?accept=image/png&accept=image/*&accept=video/mp4"),
        "blob?accept=image/*&accept=video/mp4"
    );
    assert_eq!(shortest("blob?accept=*/*&accept=image/*"), "blob:*/*");
    assert_eq!(
        shortest("account:email?action=read&action=manage"),
        "account:email?action=manage"
    );
    assert_eq!(shortest("account:email?action=read"), "account:email");
    assert_eq!(shortest("blob?&&accept=a/b&"), "blob:a/b");
}

#[test]
fn mime_types_have_two_parts() {
    for text in [
        "blob:*",
        "blob:image",
        "blob:image/",
        "blob:/png",
        "blob:*/png",
        "blob:i*/png",
        "blob:image/p*",
        "blob:a/b/c",
        "blob:text/html;charset=utf-8",
        "blob:a%20b/c",
    ] {
        assert!(Scope::new(text).is_err(), "{text}");
    }
}

#[test]
fn errors_are_short_and_on_one_line() {
    let huge = format!("repo:{}", "a%0A\u{1b}".repeat(100_000));
    let text = Scope::new(&huge).unwrap_err().to_string();
    assert!(
        text.len() < 2_000 && !text.contains(['\n', '\u{1b}']),
        "{text}"
    );
    let text = Scope::new("repo:a%0A%1B[2Jb").unwrap_err().to_string();
    assert!(!text.contains(['\n', '\u{1b}']), "{text}");
    let text = Scope::new(&format!("repo?{}=x", "%0A%E2%80%AE".repeat(9999)));
    let text = text.unwrap_err().to_string();
    assert!(
        text.len() < 2_000 && !text.contains(['\n', '\u{202e}']),
        "{text}"
    );
}
