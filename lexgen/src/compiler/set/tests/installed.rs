//! Where installed lexicons are from, in a lock with or without a snapshot.

use std::path::Path;

use insta::assert_snapshot;

use super::lock::small;
use crate::{
    compiler::set::lock::installed::{
        Committed, Installed, MergedOrigins, Origin, Published, Upstream, has_snapshot, merge,
        parse, replaced,
    },
    syntax::{Cid, Did, Nsid, Tid},
};

const CID: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

fn path() -> &'static Path {
    Path::new("lexicons.lock")
}

fn nsid(name: &str) -> Nsid {
    Nsid::new(format!("com.example.{name}")).unwrap()
}

fn published(name: &str, rev: &str, resolved: &str) -> (Nsid, Origin) {
    let nsid = nsid(name);
    let uri = format!("at://did:web:example.com/com.atproto.lexicon.schema/{nsid}");
    let from = Published {
        uri: uri.parse().unwrap(),
        authority: Some("_lexicon.example.com".into()),
        did: Did::new("did:web:example.com").unwrap(),
        pds: "https://pds.example.com".into(),
        key: "did:key:zDnaeh9v2RmcMo13Du2d6pjUf5bZwtauYxj3n9dYjw4EZUAR7".into(),
        rev: Tid::new(rev).unwrap(),
        resolved: resolved.into(),
    };
    let origin = Origin {
        cid: Cid::new(CID).unwrap(),
        from: Upstream::Network(from),
    };
    (nsid, origin)
}

fn committed(name: &str) -> (Nsid, Origin) {
    let from = Committed {
        url: "https://example.com/lexicons.git".into(),
        commit: "1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c".into(),
        path: "lexicons".into(),
    };
    let origin = Origin {
        cid: Cid::new(CID).unwrap(),
        from: Upstream::Git(from),
    };
    (nsid(name), origin)
}

const FIRST: &str = "2026-11-27T08:00:00Z";
const LATER: &str = "2026-11-28T08:00:00Z";
const REV: &str = "3jzfcijpj2z2a";
const NEWER: &str = "3jzfcijpj2z2b";

fn two() -> Installed {
    let mut by_address = published("b", REV, FIRST);
    if let Upstream::Network(from) = &mut by_address.1.from {
        from.authority = None;
    }
    Installed::from([by_address, committed("a")])
}

fn put(text: Option<&str>, installed: &Installed) -> String {
    replaced(path(), text, installed).unwrap()
}

fn error(text: &str) -> String {
    parse(path(), text).unwrap_err().to_string()
}

#[test]
fn a_lock_can_have_only_what_was_installed() {
    let text = put(None, &two());
    assert_snapshot!(text, @r#"
{
  "lexgen": 2,
  "installed": {
    "com.example.a": {
      "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
      "url": "https://example.com/lexicons.git",
      "commit": "1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c",
      "path": "lexicons"
    },
    "com.example.b": {
      "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
      "uri": "at://did:web:example.com/com.atproto.lexicon.schema/com.example.b",
      "pds": "https://pds.example.com",
      "key": "did:key:zDnaeh9v2RmcMo13Du2d6pjUf5bZwtauYxj3n9dYjw4EZUAR7",
      "rev": "3jzfcijpj2z2a",
      "resolved": "2026-11-27T08:00:00Z"
    }
  }
}
"#);
    assert_eq!(parse(path(), &text).unwrap(), two());
    assert!(!has_snapshot(&text));
    assert_eq!(put(Some(""), &two()), text, "an empty file is no lock");
    let none = put(Some(&text), &Installed::new());
    assert_eq!(none, "{\n  \"lexgen\": 2,\n  \"installed\": {}\n}\n");
    assert_eq!(put(Some(&none), &two()), text);
}

#[test]
fn all_else_in_a_lock_stays_to_the_byte() {
    let first = include_str!("first/lexicons.lock");
    let strange = small().replacen("{\n", "{  \n", 1).replace("\n}\n", " }");
    for snapshot in [
        small(),
        first.to_owned(),
        strange,
        small().replace('\n', "\r\n"),
    ] {
        let text = put(Some(&snapshot), &two());
        assert!(has_snapshot(&text));
        assert_eq!(parse(path(), &text).unwrap(), two());
        let ends = |text: &str| text.matches('\n').count() == text.matches("\r\n").count();
        assert_eq!(ends(&text), ends(&snapshot));
        let more: Installed = two().into_iter().chain([committed("c")]).collect();
        let again = put(Some(&put(Some(&text), &more)), &two());
        assert_eq!(again, text);
        assert_eq!(put(Some(&text), &Installed::new()), snapshot);
    }
}

#[test]
fn the_time_stays_unless_something_else_changes() {
    let text = put(None, &Installed::from([published("a", REV, FIRST)]));
    let later = Installed::from([published("a", REV, LATER)]);
    assert_eq!(put(Some(&text), &later), text);
    let newer = put(
        Some(&text),
        &Installed::from([published("a", NEWER, LATER)]),
    );
    assert!(newer.contains(LATER) && !newer.contains(FIRST), "{newer}");
    // The layout of others is no change.
    let text = text.replace("      ", " ");
    assert_eq!(put(Some(&text), &later), text);
}

#[test]
fn mistakes_are_underlined() {
    let text = put(None, &two());
    assert_snapshot!(error(&text.replace("\"rev\"", "\"revision\"")), @r#"
error: unknown key `revision` in the entry of `com.example.b`
  --> lexicons.lock:15:7
   |
15 |       "revision": "3jzfcijpj2z2a",
   |       ^^^^^^^^^^
   |
   = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    assert_snapshot!(error(&text.replace("did:web:example.com/", "example.com/")), @r#"
error: the `uri` of `com.example.b` must be at://DID/com.atproto.lexicon.schema/com.example.b
  --> lexicons.lock:12:14
   |
12 |       "uri": "at://example.com/com.atproto.lexicon.schema/com.example.b",
   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    assert_snapshot!(error(&text.replace("com.example.b\": {", "com.example.c\": {")), @r#"
error: the `uri` of `com.example.c` must be at://DID/com.atproto.lexicon.schema/com.example.c
  --> lexicons.lock:12:14
   |
12 |       "uri": "at://did:web:example.com/com.atproto.lexicon.schema/com.example.b",
   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    assert_snapshot!(error(&text.replace("\"commit\"", "\"uri\"")), @r#"
error: unknown key `uri` in the entry of `com.example.a`
 --> lexicons.lock:7:7
  |
7 |       "uri": "1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c1f6c",
  |       ^^^^^
  |
  = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    assert_snapshot!(error(&text.replace("      \"pds\": \"https://pds.example.com\",\n", "")), @r#"
error: the entry of `com.example.b` has no `pds`
  --> lexicons.lock:10:22
   |
10 |     "com.example.b": {
   |                      ^
   |
   = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    assert_snapshot!(error(&text.replace("2026-", "")), @r#"
error: invalid time: "11-27T08:00:00Z" is not a valid datetime: expected a year of four digits (at byte 0)
  --> lexicons.lock:16:19
   |
16 |       "resolved": "11-27T08:00:00Z"
   |                   ^^^^^^^^^^^^^^^^^
   |
   = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    for (old, new, reason) in [
        ("\"1f6c1f6c", "\"1f6c", "expected all digits of a hash"),
        ("\"1f6c1f6c", "\"--upload", "expected all digits of a hash"),
        ("https://example.com/lex", "--upload-pack=x", "is missing"),
        (
            "https://example.com/lex",
            "https://me:secret@example.com/lex",
            "has a password",
        ),
        (
            "https://example.com/lex",
            "https://example.com/#lex",
            "with a `#`",
        ),
        ("\"lexicons\"", "\"/lexicons\"", "expected a relative path"),
    ] {
        let error = error(&text.replace(old, new));
        assert!(
            error.contains("in the entry of `com.example.a`: "),
            "{error}"
        );
        assert!(error.contains(reason), "{error}");
    }
    assert_snapshot!(error(&text.replace("\"lexgen\": 2", "\"lexgen\": 3")), @r#"
error: the lock has format version 3, but this lexgen supports 2
 --> lexicons.lock:2:13
  |
2 |   "lexgen": 3,
  |             ^
  |
  = help: use the newer lexgen that wrote it
"#);
    assert_snapshot!(error("{}"), @r"
error: `lexicons.lock` is not a lock of lexicons
 |
 = help: choose another file by `lock` in lexgen.toml
");
    assert_snapshot!(error("{\"lexgen\": 2, \"installed\": []}"), @r#"
error: `installed` must be an object
 --> lexicons.lock:1:28
  |
1 | {"lexgen": 2, "installed": []}
  |                            ^^
  |
  = help: restore the file from version control, or remove the entry and run `lexgen install`
"#);
    assert!(replaced(path(), Some("version = 4\n"), &two()).is_err());
}

/// Merges versions with these entries.
fn merged<const N: usize>(
    [base, ours, theirs]: [&[(Nsid, Origin)]; 3],
    disputed: [&str; N],
) -> Vec<(Nsid, Origin)> {
    let all = [base, ours, theirs].map(|entries| entries.iter().cloned().collect());
    let [base, ours, theirs]: [Installed; 3] = all;
    let merged = merge(&base, &ours, &theirs);
    let MergedOrigins {
        installed,
        disputed: found,
    } = merge(&base, &theirs, &ours);
    assert_eq!(installed, merged.installed, "the same from both sides");
    assert_eq!(found, merged.disputed);
    assert_eq!(found, disputed.map(nsid));
    installed.into_iter().collect()
}

#[test]
fn two_sides_merge_entry_by_entry() {
    let old = published("a", REV, FIRST);
    let new = published("a", NEWER, LATER);
    let again = published("a", REV, LATER);
    let other = published("b", REV, FIRST);
    let from_git = committed("a");
    let (one, changed, both) = ([old.clone()], [new.clone()], [old.clone(), other.clone()]);
    assert_eq!(
        merged([&one, &changed, &both], []),
        [new.clone(), other.clone()]
    );
    assert_eq!(merged([&both, &one, &both], []), one, "one side removed it");
    assert_eq!(
        merged([&[], &one, std::slice::from_ref(&other)], []),
        both,
        "each added one"
    );
    assert_eq!(merged([&[], &one, &[again]], []), one, "the earlier time");
    assert_eq!(merged([&one, &changed, &[from_git]], ["a"]), []);
    assert_eq!(merged([&one, &changed, &[]], ["a"]), []);
}

/// What git writes if each side added an entry, or changed the same one.
fn conflict(snapshots: [&str; 2], installed: [Installed; 2]) -> String {
    let side = |side: usize| {
        let snapshot = Some(snapshots[side]).filter(|text| !text.is_empty());
        put(snapshot, &installed[side])
    };
    let [ours, theirs] = [side(0), side(1)];
    format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n")
}

#[test]
fn a_conflict_of_what_was_installed_is_merged() {
    let [a, b] = [published("a", REV, FIRST), published("b", REV, FIRST)];
    let [one, two] = [[a.clone()], [b.clone()]].map(Installed::from);
    let both = Installed::from([a.clone(), b]);
    for snapshot in ["", &small()] {
        let text = conflict([snapshot, snapshot], [one.clone(), two.clone()]);
        let read = crate::compiler::set::lock::installed::read;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lexicons.lock");
        std::fs::write(&file, &text).unwrap();
        assert_eq!(read(&file).unwrap(), both);
        let more: Installed = both.clone().into_iter().chain([committed("c")]).collect();
        let clean = put((!snapshot.is_empty()).then_some(snapshot), &more);
        assert_eq!(put(Some(&text), &more), clean);
    }
    // Nobody but the user knows which of two entries is right.
    let newer = Installed::from([published("a", NEWER, LATER)]);
    let text = conflict(["", ""], [Installed::from([a]), newer]);
    let error = replaced(path(), Some(&text), &Installed::new()).unwrap_err();
    assert_snapshot!(error.to_string(), @r"
error: `lexicons.lock` has a conflict: both sides installed or removed `com.example.a` in their own way
 |
 = help: run `lexgen snapshot`, which merges everything else, and then `lexgen install` with these names
");
    // A conflict of snapshots is not for this command.
    let text = conflict([&small(), ""], [one, two]);
    let error = replaced(path(), Some(&text), &both).unwrap_err();
    assert_snapshot!(error.to_string(), @r"
error: `lexicons.lock` has a conflict in its snapshot
 |
 = help: merge the lexicons, and run `lexgen snapshot`: it merges what both sides accepted
");
}
