//! Scopes of spaces.

use super::*;

const FORUM: SpaceType = SpaceType {
    nsid: "com.example.feed.forum",
    key: "any",
    name: "Forum",
    name_lang: &[],
    collections: &["com.example.feed.post", "org.other.reply"],
};

#[test]
fn the_examples_of_the_proposal_are_valid() {
    for (text, written) in [
        ("space:com.example.bookmarks", ""),
        ("space:com.example.forum?authority=*", ""),
        ("space:com.example.forum?authority=*&action=read", ""),
        ("space:com.example.forum?authority=*&action=read_self", ""),
        ("space:com.example.forum?authority=*&collection=*", ""),
        (
            "space:com.example.forum?authority=did:plc:abc123&skey=default&collection=com.example.thread&action=create&action=update",
            "",
        ),
        (
            "space:com.example.forum?authority=*&action=read_self&manage=update&manage=delete",
            "",
        ),
        ("space:*?authority=did:plc:abc123", ""),
        // The defaults, and what another word includes.
        (
            "space?skey=*&spaceType=com.example.forum&authority=self&action=delete&action=read&action=create&action=update",
            "space:com.example.forum",
        ),
        (
            "space:com.example.forum?action=read&action=read_self",
            "space:com.example.forum?action=read",
        ),
        (
            "space:com.example.forum?collection=com.example.b&collection=*",
            "space:com.example.forum?collection=*",
        ),
    ] {
        let written = if written.is_empty() { text } else { written };
        assert_eq!(shortest(text), written, "{text}");
    }
    for text in [
        "space",
        "space:",
        "space:com.example.*",
        "space:com.example.forum?authority=alice.example",
        "space:com.example.forum?authority=self&authority=*",
        "space:com.example.forum?skey=a/b",
        "space:com.example.forum?skey=",
        "space:com.example.forum?collection=post",
        "space:com.example.forum?action=manage",
        "space:com.example.forum?manage=read",
        "space:com.example.forum?spaceType=com.example.forum",
        "space?spaceType=com.example.forum&spaceType=com.example.other",
        "space:com.example.forum?key=x",
    ] {
        assert!(Scope::new(text).is_err(), "{text}");
    }
}

#[test]
fn spaces_are_covered_by_authority_type_key_and_action() {
    use RepoAction::{Create, Delete};
    let account = Did::new("did:plc:me").unwrap();
    let other = Did::new("did:plc:other").unwrap();
    let space = |authority| FORUM.space(authority, RecordKey::new("main").unwrap());
    let covers = |text: &str, authority, what| {
        let scopes = Scopes::new(text).unwrap().with_declarations_of(&[&FORUM]);
        scopes.covers_space(&space(authority), &account, what)
    };
    let bare = "space:com.example.feed.forum";
    assert!(covers(bare, &account, SpaceUse::Read));
    assert!(covers(bare, &account, SpaceUse::ReadSelf));
    assert!(!covers(bare, &other, SpaceUse::Read));
    assert!(!covers(bare, &account, SpaceUse::Manage(Create)));
    // The record types are those that the type names.
    assert!(covers(
        bare,
        &account,
        SpaceUse::Write("org.other.reply", Create)
    ));
    assert!(!covers(
        bare,
        &account,
        SpaceUse::Write("org.other.like", Create)
    ));
    let unknown = Scopes::new(bare).unwrap();
    assert!(!unknown.covers_space(
        &space(&account),
        &account,
        SpaceUse::Write("org.other.reply", Create)
    ));
    let any = "space:*?authority=*";
    assert!(covers(any, &other, SpaceUse::Read));
    assert!(!covers(
        any,
        &other,
        SpaceUse::Write("org.other.reply", Create)
    ));
    let one = "space:com.example.feed.forum?authority=did:plc:other&skey=main&collection=*&action=create&manage=delete";
    assert!(covers(
        one,
        &other,
        SpaceUse::Write("org.other.like", Create)
    ));
    assert!(!covers(
        one,
        &other,
        SpaceUse::Write("org.other.like", Delete)
    ));
    assert!(!covers(one, &other, SpaceUse::Read));
    assert!(covers(one, &other, SpaceUse::Manage(Delete)));
    assert!(!covers(
        &one.replace("main", "side"),
        &other,
        SpaceUse::Manage(Delete)
    ));
    assert!(!covers(
        &one.replace("forum", "form"),
        &other,
        SpaceUse::Manage(Delete)
    ));
    let own_part = "space:com.example.feed.forum?action=read_self";
    assert!(covers(own_part, &account, SpaceUse::ReadSelf));
    assert!(!covers(own_part, &account, SpaceUse::Read));
    let malformed = SpaceRef::new_unchecked("at://did:plc:me/space/x");
    assert!(
        !Scopes::new(any)
            .unwrap()
            .covers_space(&malformed, &account, SpaceUse::Read)
    );

    let scopes = Scopes::new("space:com.example.feed.forum?authority=*&collection=*").unwrap();
    for (text, is_covered) in [
        (bare, true),
        (own_part, true),
        (
            "space:com.example.feed.forum?authority=did:plc:x&collection=a.b.c",
            true,
        ),
        ("space:com.example.feed.forum?manage=create", false),
        ("space:*?action=read", false),
    ] {
        assert_eq!(
            scopes.covers(&Scope::new(text).unwrap()),
            is_covered,
            "{text}"
        );
    }
    let made = SpaceScope::of(&FORUM)
        .of_authority(&other)
        .with_key(&RecordKey::new("main").unwrap())
        .only([permission::SpaceAction::Read])
        .and_manage([Create]);
    assert_eq!(
        made.to_string(),
        "space:com.example.feed.forum?authority=did:plc:other&skey=main&action=read&manage=create"
    );
}

#[test]
fn a_set_grants_spaces_whose_type_is_in_its_namespace() {
    const fn space(space_type: &'static str) -> Permission {
        Permission::Space {
            space_type,
            authority: Some("*"),
            skey: None,
            collection: &["org.other.reply"],
            action: &[permission::SpaceAction::Create],
            manage: &[],
        }
    }
    const WITH_SPACES: PermissionSet = PermissionSet {
        permissions: &[
            space("com.example.feed.forum"),
            space("com.example.forum"),
            space("*"),
        ],
        ..sets::SET
    };
    let include = IncludeScope::of(&WITH_SPACES, None).unwrap();
    let granted = include.permissions(&WITH_SPACES);
    let granted: Vec<_> = granted.iter().map(ToString::to_string).collect();
    assert_eq!(
        granted,
        ["space:com.example.feed.forum?authority=*&collection=org.other.reply&action=create"]
    );
}
