//! What permission sets grant.

use super::*;

pub(super) const SET: PermissionSet = PermissionSet {
    nsid: "com.example.feed.authFull",
    title: None,
    title_lang: &[],
    detail: None,
    detail_lang: &[],
    permissions: &[
        Permission::Repo {
            collection: &["com.example.feed.post", "com.example.feed.sub.like"],
            action: &[],
        },
        Permission::Repo {
            collection: &["com.example.feed.list"],
            action: &[RepoAction::Delete],
        },
        // Ignored: a parent, a sibling, a sibling that begins alike, `*`, nothing.
        Permission::Repo {
            collection: &["com.example.feed.gate", "com.example.parent"],
            action: &[],
        },
        Permission::Repo {
            collection: &["com.example.actor.profile"],
            action: &[],
        },
        Permission::Repo {
            collection: &["com.example.feeds.post"],
            action: &[],
        },
        Permission::Repo {
            collection: &["*"],
            action: &[],
        },
        Permission::Repo {
            collection: &[],
            action: &[],
        },
        Permission::Rpc {
            lxm: &["com.example.feed.getFeed"],
            aud: None,
            inherit_aud: true,
        },
        Permission::Rpc {
            lxm: &["com.example.feed.getSkeleton"],
            aud: Some("*"),
            inherit_aud: false,
        },
        // Ignored: one service, both, none, `*`, a sibling.
        Permission::Rpc {
            lxm: &["com.example.feed.getOne"],
            aud: Some("did:web:a.example#b"),
            inherit_aud: false,
        },
        Permission::Rpc {
            lxm: &["com.example.feed.getTwo"],
            aud: Some("*"),
            inherit_aud: true,
        },
        Permission::Rpc {
            lxm: &["com.example.feed.getThree"],
            aud: None,
            inherit_aud: false,
        },
        Permission::Rpc {
            lxm: &["*"],
            aud: None,
            inherit_aud: true,
        },
        Permission::Rpc {
            lxm: &["com.example.actor.getProfile"],
            aud: Some("*"),
            inherit_aud: false,
        },
        Permission::Other {
            resource: "blob",
            parameters: r#"{"accept":["*/*"]}"#,
        },
    ],
};

#[test]
fn a_set_grants_what_is_in_its_namespace() {
    let text = |aud| -> Vec<String> {
        let include = IncludeScope::of(&SET, aud).unwrap();
        let permissions = include.permissions(&SET);
        permissions.iter().map(ToString::to_string).collect()
    };
    let repo = "repo?collection=com.example.feed.post&collection=com.example.feed.sub.like";
    let list = "repo:com.example.feed.list?action=delete";
    let skeleton = "rpc:com.example.feed.getSkeleton?aud=*";
    assert_eq!(text(None), [repo, list, skeleton]);
    let feed = "rpc:com.example.feed.getFeed?aud=did:web:api.example.com%23svc_appview";
    assert_eq!(text(Some(SERVICE)), [repo, list, feed, skeleton]);

    let other = Scope::new("include:com.example.feed.authOther").unwrap();
    let Scope::Include(other) = other else {
        panic!("{other}");
    };
    assert_eq!(other.permissions(&SET), []);
    assert!(Scope::include(&SET, Some("*")).is_err());
}

#[test]
fn a_set_covers_once_it_is_known() {
    let scopes = Scopes::atproto().with(Scope::include(&SET, Some(SERVICE)).unwrap());
    assert!(!scopes.covers_repo("com.example.feed.post", RepoAction::Create));
    let scopes = scopes.with_permissions_of(&[&SET]);
    assert!(scopes.covers_repo("com.example.feed.post", RepoAction::Create));
    assert!(scopes.covers_rpc("com.example.feed.getFeed", SERVICE));
    assert!(!scopes.covers_rpc("com.example.feed.getFeed", "did:web:b.example#svc"));
    assert!(!scopes.covers_repo("com.example.actor.profile", RepoAction::Create));
    assert!(!scopes.covers_blob("image/png"));
}
