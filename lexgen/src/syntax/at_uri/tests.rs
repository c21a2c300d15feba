//! The parts of AT-URIs.

use super::*;
use crate::syntax::Did;

#[test]
fn shorter_uris_have_fewer_parts() {
    let uri = AtUri::new("at://did:web:a.example").unwrap();
    assert_eq!(uri.authority(), Some("did:web:a.example"));
    assert_eq!((uri.collection(), uri.record_key()), (None, None));
    let uri = AtUri::new("at://did:web:a.example/a.b.c").unwrap();
    assert_eq!((uri.collection(), uri.record_key()), (Some("a.b.c"), None));
}

#[test]
fn the_error_names_the_part() {
    for (text, offset) in [
        ("at://name", 9),
        ("at://a.test/b", 13),
        ("at://a.test/", 12),
        ("at://a.test/a.b.c/d/e", 19),
        ("at://a.test/a.b.c/%20", 18),
        ("at://a.test?x", 11),
        ("at://a.test/space/a.b.c/k", 5),
        ("at://did:web:a/space", 20),
        ("at://did:web:a/space/a.b.c/k/did:web:b/d.e.f", 44),
        ("at://did:web:a/space/a.b.c/k/b.test/d.e.f/r", 29),
        ("at://did:web:a/space/a.b.c/k/did:web:b/d.e.f/r/s", 46),
    ] {
        let error = AtUri::new(text).unwrap_err();
        assert_eq!(error.offset(), Some(offset), "{error}");
    }
}

#[test]
fn malformed_text_has_no_parts() {
    for text in [
        "at://",
        "at://name/a.b.c/d",
        "http://a.test",
        "at://a.test/",
        "at://a.test/space/a.b.c/k",
        "at://did:web:a/space/a.b.c/k/did:web:b",
    ] {
        let uri = AtUri::new_unchecked(text);
        assert_eq!(uri.authority(), None, "{text}");
        assert_eq!(uri.collection(), None, "{text}");
        assert_eq!(uri.record_key(), None, "{text}");
        assert_eq!(uri.author(), None, "{text}");
        assert_eq!(uri.space(), None, "{text}");
    }
}

#[test]
fn the_parts_of_a_space_are_not_those_of_a_repository() {
    let space = "at://did:web:a/space/a.b.c/k";
    let uri = AtUri::new(space).unwrap();
    assert_eq!(uri.authority(), Some("did:web:a"));
    assert_eq!(uri.author(), None);
    assert_eq!((uri.collection(), uri.record_key()), (None, None));
    assert_eq!(uri.space(), Some(SpaceRef::new(space).unwrap()));

    let uri = AtUri::new(format!("{space}/did:web:b/d.e.f/r")).unwrap();
    assert_eq!(uri.authority(), Some("did:web:a"));
    assert_eq!(uri.author(), Some("did:web:b"));
    assert_eq!(uri.collection(), Some("d.e.f"));
    assert_eq!(uri.record_key(), Some("r"));
    assert_eq!(uri.space(), Some(SpaceRef::new(space).unwrap()));

    let public = AtUri::new("at://a.test/a.b.c").unwrap();
    assert_eq!(public.author(), Some("a.test"));
    assert_eq!(public.space(), None);
}

#[test]
fn only_unchecked_text_has_a_fragment() {
    let text = "at://a.test/a.b.c/d#/path";
    assert!(AtUri::new(text).is_err());
    assert_eq!(AtUri::new_unchecked(text).fragment(), Some("/path"));
    assert_eq!(AtUri::new_unchecked("at://a#/path").fragment(), None);
}

#[test]
fn parts_go_in_and_out() {
    for text in [
        "at://a.test",
        "at://did:web:a.test/a.b.c",
        "at://a.test/a.b.c/~d",
        "at://did:web:a/space/a.b.c/k",
        "at://did:web:a/space/a.b.c/k/did:web:b/d.e.f/r",
    ] {
        let uri = AtUri::new(text).unwrap();
        assert_eq!(AtUri::from(uri.parts().unwrap()), uri);
    }
    assert_eq!(AtUri::new_unchecked("at://a.test/").parts(), None);
    let (did, key) = (
        "did:web:a.test".parse::<Did>().unwrap(),
        "d".parse::<RecordKey>(),
    );
    let uri = AtUri::from_parts(did, Nsid::new("a.b.c").unwrap(), key.unwrap());
    assert_eq!(uri, "at://did:web:a.test/a.b.c/d");
}

#[test]
fn parts_cannot_smuggle_in_others() {
    for (authority, collection, record_key) in [
        ("a.test", "a.b.c", "d/e"),
        ("a.test/a.b.c", "d", "e"),
        ("a.test", "a.b.c/d", ""),
        ("a.test", "", "a.b.c"),
        ("", "a.test", "a.b.c"),
        ("a.test", "a.b.c", ""),
        ("a.test", "a.b.c", "d?e"),
        ("a.test", "a.b.c", "d#e"),
        ("did:web:a", "space", "a.b.c/k"),
        ("did:web:a/space/a.b.c/k", "did:web:b", "d.e.f/r"),
        ("did:web:a/space/a.b.c", "k", "did:web:b/d.e.f/r"),
    ] {
        let authority = AtIdentifier::new_unchecked(authority);
        let collection = Nsid::new_unchecked(collection);
        let record_key = RecordKey::new_unchecked(record_key);
        let uri = AtUri::from_parts(authority, collection, record_key);
        assert!(!uri.is_valid(), "{uri}");
    }
    let authority = AtIdentifier::new_unchecked("did:web:a");
    let uri = AtUri::from(AtUriParts::Collection {
        authority,
        collection: Nsid::new_unchecked("space/a.b.c/k"),
    });
    assert!(!uri.is_valid(), "{uri}");
    let authority = AtIdentifier::new_unchecked("did:web:a/space/a.b.c/k");
    let uri = AtUri::from(AtUriParts::Repository { authority });
    assert!(!uri.is_valid(), "{uri}");
}

/// Texts made of parts that decide, and one byte more or fewer.
#[test]
fn what_is_plain_is_valid() {
    let long = "a".repeat(200);
    let authorities = [
        "did:plc:a1",
        "did:plc:",
        "did:plc:a-b",
        "did:plc:é",
        "did:web:a.b",
        "a.b",
    ];
    let collections = [
        "a.b.c", "a.b", "a.b.1", "1.b.c", "a-b.c.d", "space", "a..b.c", "",
    ];
    let keys = ["1a", "self", "a-b", ".", "..", "a/b", "a?b", "é", &long, ""];
    let mut plain = 0;
    for authority in authorities {
        for collection in collections {
            for key in keys {
                let text = format!("at://{authority}/{collection}/{key}");
                let whole = text.len();
                for end in (0..=whole).filter(|end| text.is_char_boundary(*end)) {
                    let text = &text[..end];
                    if is_plain(text).is_some() {
                        plain += 1;
                        assert_eq!(check_closely(text), Ok(()), "{text}");
                    }
                }
            }
        }
    }
    assert!(plain > 3);
    assert!(is_plain("at://did:plc:z72i7hdynmk6r22z27h6tvur/com.example.note/self").is_some());
}
