//! What is data, and what is not: links, blobs, `$type` and DAG-CBOR.

use super::*;

#[test]
fn links_and_blobs_are_those_of_the_data_model() {
    let folder = Folder::new();
    folder.put(
        "lexicons/file.json",
        r#"{"lexicon": 1, "id": "com.example.file", "defs": {"main": {
            "type": "record", "key": "tid", "record": {"type": "object", "properties": {
                "blob": {"type": "blob"}, "link": {"type": "cid-link"}
            }}
        }}}"#,
    );
    let run = |blob: &str, link: &str| {
        let data = format!(
            r#"{{"$type": "com.example.file",
                "blob": {{"$type": "blob", "ref": {{"$link": "{RAW}"}}, {blob}}},
                "link": {{"$link": "{link}"}}}}"#
        );
        folder.run("validate com.example.file - -l lexicons", &data)
    };
    const RAW: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";
    let (code, out, err) = run(r#""mimeType": "image/png", "size": 1"#, RAW);
    assert_eq!(code, 0, "{out}{err}");
    // A digest of 20 bytes.
    let short = "bafkrefaaaebagbafaydqqcikbmga2dqpcaireey";
    let (code, out, err) = run(r#""mimeType": "", "size": 0"#, short);
    assert_eq!(code, 1, "{out}{err}");
    let text = format!("{out}{err}");
    for expected in [
        "/blob/mimeType",
        "/blob/size",
        "/link",
        "not-data",
        "digest",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn what_should_not_be_written_is_a_warning_and_valid() {
    let folder = Folder::new();
    folder.put(
        "lexicons/file.json",
        r#"{"lexicon": 1, "id": "com.example.file", "defs": {"main": {
            "type": "record", "key": "tid", "record": {"type": "object", "properties": {
                "blob": {"type": "blob"}, "cid": {"type": "string", "format": "cid"}
            }}
        }}}"#,
    );
    let data = r#"{"$type": "com.example.file", "cid": "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7",
        "blob": {"cid": "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7", "mimeType": "a/b"}}"#;
    let (code, stdout, stderr) = folder.run("validate -", data);
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    for part in [
        "warning[legacy-blob]: `blob` is in the legacy form",
        "warning[unusual-cid]: `cid` is a CID that is not",
        "Validated 1 of 1 value valid, with 2 warnings\n",
    ] {
        assert!(stderr.contains(part), "no {part} in {stderr}");
    }
    let (code, _, stderr) = folder.run("validate com.example.file - -q", data);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (code, stdout, _) = folder.run("validate com.example.file - --format json", data);
    assert_eq!((code, stdout.lines().count()), (0, 2), "{stdout}");
    let warning = r#""path":"/cid","severity":"warning","code":"unusual-cid""#;
    assert!(stdout.contains(warning), "{stdout}");
}

#[test]
fn a_malformed_type_says_what_to_write() {
    let folder = Folder::new();
    folder.put(
        "lexicons/card.json",
        r##"{"lexicon": 1, "id": "com.example.card", "defs": {
            "main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {
                "face": {"type": "union", "refs": ["com.example.ink", "#stamp"]}
            }}},
            "stamp": {"type": "object", "required": ["no"], "properties": {"no": {"type": "integer"}}}
        }}"##,
    );
    folder.put(
        "lexicons/ink.json",
        r#"{"lexicon": 1, "id": "com.example.ink", "defs": {"main": {"type": "object",
            "properties": {"hue": {"type": "integer", "maximum": 360}}}}}"#,
    );
    let found = |data: &str, arguments: &str| {
        let (code, stdout, _) = folder.run(&format!("validate {arguments} - --format json"), data);
        let message = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            format!(
                "{} {}",
                line["path"].as_str().unwrap(),
                line["message"].as_str().unwrap()
            )
        };
        (code, stdout.lines().map(message).collect::<Vec<_>>())
    };
    for arguments in ["com.example.card", ""] {
        let data = r#"{"$type": "com.example.card", "face": {"$type": "com.example.ink#main", "hue": 400}}"#;
        assert_eq!(
            found(data, arguments),
            (
                1,
                vec![
                    "/face/$type is `com.example.ink#main`, which must not end in `#main`: write \
                     `com.example.ink`"
                        .to_owned(),
                    "/face/hue is 400, more than 360".to_owned()
                ]
            )
        );
        let data = r##"{"$type": "com.example.card", "face": {"$type": "#stamp"}}"##;
        let (code, messages) = found(data, arguments);
        assert_eq!((code, messages.len()), (1, 2), "{messages:?}");
        assert!(
            messages
                .iter()
                .any(|it| it.ends_with("has no NSID: write `com.example.card#stamp`"))
        );
        assert!(messages.iter().any(|it| it == "/face/no is missing"));
        // The value itself.
        for name in [
            "com.example.card#main",
            "com.example.card#",
            " com.example.card",
        ] {
            let data = format!(r#"{{"$type": "{name}", "face": 1}}"#);
            let (code, messages) = found(&data, arguments);
            assert_eq!((code, messages.len()), (1, 2), "{messages:?}");
            assert!(
                messages[0].ends_with("write `com.example.card`"),
                "{messages:?}"
            );
        }
    }
    let (code, messages) = found(r#"{"$type": "com.example.gone#main"}"#, "");
    assert_eq!((code, messages.len()), (1, 2), "{messages:?}");
}

#[test]
fn a_type_that_names_nothing_is_one_error() {
    let folder = Folder::new();
    let (code, _, stderr) = folder.run("validate -", r##"{"$type": "#a"}"##);
    assert_eq!(code, 1, "{stderr}");
    assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
    assert!(stderr.contains("error[malformed-type]"), "{stderr}");
}

#[test]
fn what_is_no_object_is_named() {
    let folder = Folder::new();
    let array = format!("[{GOOD}]");
    for (value, message) in [
        ("5", "is an integer, not an object"),
        ("null", "is null, not an object"),
        (
            &array,
            "is an array, not an object: write one value per line instead",
        ),
    ] {
        for name in ["", "com.example.note"] {
            let (code, _, stderr) = folder.run(&format!("validate {name} -"), value);
            assert_eq!(code, 1, "{stderr}");
            assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
            assert!(stderr.contains(message), "{value}: {stderr}");
            assert!(stderr.contains("error[wrong-type]"), "{value}: {stderr}");
        }
    }
}

#[test]
fn a_malformed_mime_type_is_one_error() {
    let folder = Folder::new();
    folder.put(
        "lexicons/image.json",
        r#"{"lexicon": 1, "id": "com.example.image", "defs": {"main": {
            "type": "record", "key": "tid", "record": {"type": "object", "properties": {
                "blob": {"type": "blob", "accept": ["image/*"]}
            }}
        }}}"#,
    );
    for (mime_type, code) in [
        ("", "not-data"),
        ("png", "not-data"),
        ("text/plain", "not-accepted"),
    ] {
        let data = format!(
            r#"{{"$type": "com.example.image", "blob": {{"$type": "blob", "size": 1,
                "ref": {{"$link": "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity"}},
                "mimeType": "{mime_type}"}}}}"#
        );
        let (exit, _, stderr) = folder.run("validate -", &data);
        assert_eq!(exit, 1, "{stderr}");
        assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
        assert!(stderr.contains(&format!("error[{code}]")), "{stderr}");
    }
}

#[test]
fn dag_cbor_is_data_too() {
    let folder = Folder::new();
    // {"text": "hi"}
    folder.put("a.cbor", b"\xa1\x64text\x62hi");
    folder.put("b.cbor", b"\xa1\x64text\xfb\x3f\xf0\0\0\0\0\0\0");
    let (code, stdout, _) = folder.run("validate com.example.note a.cbor b.cbor --format json", "");
    assert_eq!(code, 1);
    insta::assert_snapshot!(stdout, @r#"
    {"file":"a.cbor","record":1,"line":null,"column":null,"end_line":null,"end_column":null,"path":"/createdAt","severity":"error","code":"missing","message":"is missing"}
    {"file":"a.cbor","record":1,"line":null,"column":null,"end_line":null,"end_column":null,"path":"/$type","severity":"error","code":"missing-type","message":"is missing, expected the record type `com.example.note`"}
    {"file":"b.cbor","record":1,"line":null,"column":null,"end_line":null,"end_column":null,"path":"/text","severity":"error","code":"not-data","message":"not in the data model: 1.0 is not a 64-bit integer, and the data model has no other numbers"}
    "#);
}

#[test]
fn what_is_not_dag_cbor_has_a_place() {
    let folder = Folder::new();
    // {"a": [1, {"b": …}]}
    let start = b"\xa1\x61a\x82\x01\xa1\x61b";
    for (value, says) in [
        (
            &b"\x18\x01"[..],
            "not DAG-CBOR: a number is not in its shortest form",
        ),
        (b"\x61\xff", "not DAG-CBOR: a string is not UTF-8"),
        (b"\xc1\x01", "expected a link"),
    ] {
        folder.put("a.cbor", [start, value].concat());
        for command in ["validate com.example.note", "cid"] {
            let (code, _, stderr) = folder.run(&format!("{command} a.cbor"), "");
            assert_eq!(code, 1, "{stderr}");
            let message = format!("not in the data model: {says}\n");
            assert!(stderr.contains(&message), "no {message} in {stderr}");
            assert!(stderr.contains(" = at: /a/1/b\n"), "{stderr}");
        }
    }
}

#[test]
fn a_link_in_another_base_says_what_to_write() {
    let folder = Folder::new();
    let lower = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";
    let upper = lower.to_uppercase();
    for (link, says) in [
        (
            upper.as_str(),
            "is not a CID: its letters must be lower-case\n",
        ),
        (
            "zdpuAoCZ8hRyJ5ijQ63Zb8vnYnYZYvwXyMrFMfxHPZuepmKQn",
            "is not a CID in base32, which begins with `b`\n",
        ),
        ("bafybeig", "`bafybeig` is not a CID\n"),
    ] {
        let data = format!(r#"{{"l": {{"$link": "{link}"}}}}"#);
        let (code, _, stderr) = folder.run("validate com.example.note -", &data);
        assert_eq!(code, 1, "{stderr}");
        assert!(stderr.contains(says), "no {says} in {stderr}");
    }
}

#[test]
fn a_file_in_utf16_is_one_error() {
    let folder = Folder::new();
    let text = format!("{{\r\n\"gr\u{f6}\u{df}e\": 1\r\n}}\r\n{GOOD}\r\n");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (mark, bytes) in [
        (&[0xff, 0xfe][..], &little),
        (&[], &little),
        (&[0xfe, 0xff], &big),
        (&[], &big),
    ] {
        for file in ["a.json", "a.jsonl"] {
            folder.put(file, [mark, bytes].concat());
            let (code, _, stderr) = folder.run(&format!("validate com.example.note {file}"), "");
            assert_eq!(code, 1, "{stderr}");
            assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
            assert!(stderr.contains("error[not-utf8]"), "{stderr}");
            assert!(
                stderr.contains("looks like UTF-16: save the file as UTF-8"),
                "{stderr}"
            );
            assert!(stderr.contains(": the record is invalid\n"), "{stderr}");
        }
    }
}
