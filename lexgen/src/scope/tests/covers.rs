//! What scopes cover.

use super::*;

#[test]
fn writes_are_covered_by_collection_and_action() {
    use RepoAction::{Create, Delete, Update};
    let scopes = Scopes::new(
        "atproto repo:com.example.post repo?collection=com.example.like&action=create repo:*?action=delete",
    )
    .unwrap();
    assert!(scopes.covers_repo("com.example.post", Update));
    assert!(scopes.covers_repo("com.example.like", Create));
    assert!(!scopes.covers_repo("com.example.like", Update));
    assert!(scopes.covers_repo("com.example.other", Delete));
    assert!(!scopes.covers_repo("com.example.other", Create));
    assert!(!scopes.covers_repo("com.example.posts", Create));
    assert!(scopes.covers(&Scope::new("repo:com.example.post").unwrap()));
    assert!(scopes.covers(&Scope::new("repo:*?action=delete").unwrap()));
    assert!(!scopes.covers(&Scope::new("repo:*").unwrap()));
}

#[test]
fn calls_are_covered_by_endpoint_and_service() {
    let scopes = Scopes::new(&format!(
        "rpc:com.example.get?aud=* rpc:com.example.put?aud={0} rpc:*?aud=did:web:all.example%23svc",
        SERVICE.replace('#', "%23")
    ))
    .unwrap();
    assert!(scopes.covers_rpc("com.example.get", "did:web:x.example#any"));
    assert!(scopes.covers_rpc("com.example.put", SERVICE));
    assert!(!scopes.covers_rpc("com.example.put", "did:web:api.example.com#other"));
    assert!(!scopes.covers_rpc("com.example.put", "did:web:api.example.com"));
    assert!(scopes.covers_rpc("com.example.other", "did:web:all.example#svc"));
    assert!(!scopes.covers_rpc("com.example.other", SERVICE));
    // For any service needs a scope for any service.
    assert!(scopes.covers(&Scope::new("rpc:com.example.get?aud=*").unwrap()));
    assert!(!scopes.covers(&Scope::new("rpc:com.example.put?aud=*").unwrap()));
    assert!(scopes.covers(&Scope::new("rpc:*?aud=did:web:all.example%23svc").unwrap()));
}

#[test]
fn uploads_are_covered_by_mime_type() {
    let scopes = Scopes::new("blob?accept=image/*&accept=text/html").unwrap();
    for mime_type in [
        "image/png",
        "IMAGE/PNG",
        "text/html",
        "text/html; charset=utf-8",
    ] {
        assert!(scopes.covers_blob(mime_type), "{mime_type}");
    }
    for mime_type in [
        "text/plain",
        "image",
        "image/",
        "imagery/png",
        "image/*",
        "",
        "*/*",
    ] {
        assert!(!scopes.covers_blob(mime_type), "{mime_type}");
    }
    assert!(Scopes::new("blob:*/*").unwrap().covers_blob("x/y"));
    assert!(!Scopes::new("blob:*/*").unwrap().covers_blob("x"));
    assert!(scopes.covers(&Scope::blob("image/*").unwrap()));
    assert!(scopes.covers(&Scope::blob("image/png").unwrap()));
    assert!(!scopes.covers(&Scope::blob("*/*").unwrap()));
    assert!(!scopes.covers(&Scope::blob("text/*").unwrap()));
}

#[test]
fn managing_includes_reading_and_the_whole_identity_the_handle() {
    use AccountAction::{Manage, Read};
    use AccountAttribute::{Email, Repo};
    let scopes = Scopes::new("account:email account:repo?action=manage identity:handle").unwrap();
    assert!(scopes.covers_account(Email, Read));
    assert!(!scopes.covers_account(Email, Manage));
    assert!(scopes.covers_account(Repo, Read));
    assert!(scopes.covers_account(Repo, Manage));
    assert!(scopes.covers_identity(IdentityAttribute::Handle));
    assert!(!scopes.covers_identity(IdentityAttribute::Any));
    let all = Scopes::new("identity:*").unwrap();
    assert!(all.covers_identity(IdentityAttribute::Handle));
}

#[test]
fn transitional_scopes_cover_what_app_passwords_do() {
    use AccountAction::{Manage, Read};
    use AccountAttribute::Email;
    let chat = "chat.bsky.convo.getConvo";
    let generic = Scopes::new("atproto transition:generic").unwrap();
    assert!(generic.covers_repo("com.example.post", RepoAction::Delete));
    assert!(generic.covers_blob("image/png"));
    assert!(generic.covers(&Scope::blob("*/*").unwrap()));
    assert!(generic.covers_rpc("com.example.get", SERVICE));
    assert!(!generic.covers_rpc(chat, SERVICE));
    assert!(!generic.covers(&Scope::new("rpc:*?aud=did:web:a.example%23b").unwrap()));
    assert!(!generic.covers_account(Email, Read));
    assert!(!generic.covers_identity(IdentityAttribute::Handle));
    // It needs `transition:generic`.
    let chat_only = Scopes::new("atproto transition:chat.bsky").unwrap();
    assert!(!chat_only.covers_rpc(chat, SERVICE));
    assert!(generic.with(Transition::ChatBsky).covers_rpc(chat, SERVICE));
    let email = Scopes::new("atproto transition:email").unwrap();
    assert!(email.covers_account(Email, Read));
    assert!(!email.covers_account(Email, Manage));
}

#[test]
fn a_set_of_scopes_keeps_what_a_server_says() {
    let scopes = Scopes::granted("  repo:com.example.post new:thing  atproto\u{e9} atproto ");
    assert_eq!(
        scopes.to_string(),
        "atproto repo:com.example.post atproto\u{e9} new:thing"
    );
    assert!(scopes.covers_repo("com.example.post", RepoAction::Create));
    let error = Scopes::new("atproto new:thing").unwrap_err();
    assert_eq!(error.scope(), "new:thing");
    assert_eq!(Scopes::new("").unwrap(), Scopes::default());
    assert!(Scopes::new("atproto\nrepo:*").is_err());
}
