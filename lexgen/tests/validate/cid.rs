//! `lexgen cid`.

use super::*;

#[test]
fn the_cid_is_that_of_the_data() {
    let folder = Folder::new();
    folder.put("a.json", r#"{"b": 1.0, "a": [true, null]}"#);
    folder.put("b.json", "{\n  \"a\": [true, null],\n  \"b\": 1\n}");
    let (code, stdout, _) = folder.run("cid a.json", "");
    assert_eq!(
        (code, stdout.trim()),
        (
            0,
            "bafyreie6p6tsxpzzfpo4q4vvwmx47lyak7fhigazsma7ztz2fasntl7kfy"
        )
    );
    let cid = stdout.trim();
    let (code, stdout, stderr) = folder.run("cid a.json b.json", "");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout, format!("{cid}  a.json\n{cid}  b.json\n"));
    let (code, stdout, stderr) = folder.run("cid -", r#"{"a": 0.5}"#);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("<stdin>:1:7"), "{stderr}");
}

#[test]
fn floats_in_dag_cbor_do_not_take_the_other_cids_away() {
    let folder = Folder::new();
    // {"a": [1.5]} and {"a": 1}
    folder.put("float.cbor", b"\xa1\x61a\x81\xfb\x3f\xf8\0\0\0\0\0\0");
    folder.put("good.cbor", b"\xa1\x61a\x01");
    let (_, cid, _) = folder.run("cid good.cbor", "");
    let files = "cid float.cbor good.cbor";
    let (code, stdout, stderr) = folder.run(files, "");
    assert_eq!((code, stdout), (1, format!("{}  good.cbor\n", cid.trim())));
    assert!(stderr.contains("error[not-data]"), "{stderr}");
    assert!(stderr.contains("float.cbor"), "{stderr}");
    let (code, _, stderr) = folder.run(&format!("{files} --format json"), "");
    assert_eq!(code, 1);
    assert!(stderr.contains(r#""pointer":"/a/0""#), "{stderr}");
}

/// The CID that the protocol's tools give the lexicon in this repository.
#[test]
fn the_cid_of_a_lexicon_is_the_known_one() {
    let folder = Folder::new();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../lexicons/com/atproto/server/createSession.json"
    );
    let (code, stdout, _) = folder.run(&format!("cid {path}"), "");
    assert_eq!(
        (code, stdout.as_str()),
        (
            0,
            "bafyreieftxrfcsudzvfk5l73r2cukzwa6axzkfjs2l7dxtieyqnkdngwsq\n"
        )
    );
}
