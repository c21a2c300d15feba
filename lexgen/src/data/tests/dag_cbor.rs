//! DAG-CBOR: canonical when written, strict when read.

use super::rules::CID;
use crate::data::{Blob, Bytes, CidLink, Data, MAX_NESTING, cid_of, from_dag_cbor, to_dag_cbor};

fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER
        .decode(text.replace(' ', "").as_bytes())
        .unwrap()
}

fn read(text: &str) -> Result<Data, crate::data::DataError> {
    from_dag_cbor(&hex(text))
}

#[test]
fn the_cid_of_a_lexicon() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../lexicons/com/atproto/server/createSession.json"
    );
    let data: Data = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        cid_of(&data).unwrap().as_str(),
        "bafyreieftxrfcsudzvfk5l73r2cukzwa6axzkfjs2l7dxtieyqnkdngwsq"
    );
}

#[test]
fn keys_are_written_shorter_first_then_by_bytes() {
    let data: Data = serde_json::from_str(r#"{"bb":1,"aa":2,"c":3,"é":4,"":5}"#).unwrap();
    let cbor = to_dag_cbor(&data).unwrap();
    assert_eq!(cbor, hex("a5 60 05 6163 03 626161 02 626262 01 62c3a9 04"));
    assert_eq!(from_dag_cbor::<Data>(&cbor).unwrap(), data);
}

#[test]
fn bytes_and_links_have_forms_of_their_own() {
    let link = CidLink::new(CID).unwrap();
    let cid = link.cid().to_bytes().unwrap();
    let mut expected = hex("d82a 5825 00");
    expected.extend(&cid);
    let cbor = to_dag_cbor(&link).unwrap();
    assert_eq!(cbor, expected);
    assert_eq!(from_dag_cbor::<CidLink>(&cbor).unwrap(), link);
    assert_eq!(
        from_dag_cbor::<Data>(&cbor).unwrap(),
        Data::from(link.clone())
    );

    let bytes = Bytes::from(b"hi".as_slice());
    assert_eq!(to_dag_cbor(&bytes).unwrap(), hex("42 6869"));
    assert_eq!(from_dag_cbor::<Bytes>(&hex("42 6869")).unwrap(), bytes);
    assert_eq!(read("42 6869").unwrap(), Data::from(bytes));

    for blob in [
        Blob::new(link.clone(), "a/b", 5),
        Blob::legacy(link.cid().clone(), "a/b"),
    ] {
        let cbor = to_dag_cbor(&blob).unwrap();
        assert_eq!(from_dag_cbor::<Blob>(&cbor).unwrap(), blob);
        assert_eq!(from_dag_cbor::<Data>(&cbor).unwrap(), Data::from(blob));
    }
}

#[test]
fn what_is_not_strict_is_refused() {
    for (cbor, why) in [
        ("", "nothing"),
        ("01 01", "trailing bytes"),
        ("18 01", "an integer that is not in its shortest form"),
        ("38 01", "the same, negative"),
        ("1b 0000000000000001", "the same, in eight bytes"),
        (
            "78 01 61",
            "a length of text that is not in its shortest form",
        ),
        (
            "58 01 61",
            "a length of bytes that is not in its shortest form",
        ),
        (
            "98 01 01",
            "a length of list that is not in its shortest form",
        ),
        (
            "b8 01 6161 01",
            "a length of map that is not in its shortest form",
        ),
        ("9f 01 ff", "a list left open"),
        ("bf 6161 01 ff", "a map left open"),
        ("7f 6161 ff", "a text left open"),
        ("5f 4161 ff", "bytes left open"),
        ("a1 7f 6161 ff 01", "a key left open"),
        ("a2 61 61 01 7f 6162 ff 01", "a later key left open"),
        ("a2 6162 01 6161 02", "keys out of order"),
        ("a2 626161 01 6162 02", "a longer key first"),
        ("a2 6161 01 6161 02", "a key twice"),
        ("a1 01 01", "a key that is no text"),
        ("a1 4161 01", "a key of bytes"),
        ("f7", "undefined"),
        ("f0", "another simple value"),
        ("f8 ff", "another simple value in two bytes"),
        ("fa 3fc00000", "a short float"),
        ("f9 3e00", "a half float"),
        ("fb 7ff8000000000000", "not a number"),
        ("c0 6161", "another tag"),
        ("c2 41 01", "a big integer"),
        ("d82a 43 000102", "a CID that is none"),
        ("d82a 41 00", "an empty CID"),
        ("d82a 40", "no CID"),
        ("d82a 6161", "a CID of text"),
        (
            "da 0000002a 41 00",
            "a tag that is not in its shortest form",
        ),
        ("61 ff", "a text that is not UTF-8"),
        ("62 61", "a text that ends early"),
        ("9b ffffffffffffffff", "a list of impossible length"),
        ("5b ffffffffffffffff", "bytes of impossible length"),
    ] {
        assert!(read(cbor).is_err(), "{why}: {:?}", read(cbor));
    }
}

/// It is read and written as JSON, reported, and not written as DAG-CBOR.
#[test]
fn what_is_dag_cbor_and_not_data_is_kept() {
    for (cbor, json, fault) in [
        (
            "fb 3ff8000000000000",
            "1.5",
            ": 1.5 is not a 64-bit integer",
        ),
        (
            "81 fb 4000000000000000",
            "[2.0]",
            "/0: 2.0 is not a 64-bit integer",
        ),
        (
            "1b 8000000000000000",
            "9223372036854775808",
            ": 9223372036854775808 is not a 64-bit integer",
        ),
        (
            "3b 8000000000000000",
            "-9.223372036854776e+18",
            ": -9.223372036854776e18 is not a 64-bit integer",
        ),
        ("a1 65246c696e6b 6161", r#"{"$link":"a"}"#, ": not a link"),
        (
            "a1 66246279746573 6161",
            r#"{"$bytes":"a"}"#,
            ": `$bytes` is not base64",
        ),
        (
            "a1 66246279746573 60",
            r#"{"$bytes":""}"#,
            ": `$bytes` is reserved",
        ),
        ("a1 652474797065 60", r#"{"$type":""}"#, ": `$type` must be"),
        (
            "a1 6161 a1 652474797065 64626c6f62",
            r#"{"a":{"$type":"blob"}}"#,
            "/a: the `ref` of a blob",
        ),
    ] {
        let data = read(cbor).unwrap();
        // Versions of `serde_json` write exponents in other ways.
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        let written = serde_json::to_string(&data).unwrap();
        assert_eq!(value(&written), value(json), "{written}");
        let found = data.check().unwrap_err().to_string();
        let fault = fault.strip_prefix(": ").unwrap_or(fault);
        assert!(found.starts_with(fault), "{cbor}: {found}");
        let error = to_dag_cbor(&data).unwrap_err().to_string();
        assert!(error.starts_with(fault), "{cbor}: {error}");
    }
}

#[test]
fn what_is_asked_for_by_its_type_is_held_to_the_same_rules() {
    assert!(from_dag_cbor::<String>(&hex("7f 6161 ff")).is_err());
    assert!(from_dag_cbor::<String>(&hex("78 01 61")).is_err());
    assert!(from_dag_cbor::<Bytes>(&hex("5f 4161 ff")).is_err());
    assert!(from_dag_cbor::<Vec<String>>(&hex("81 7f 6161 ff")).is_err());
    assert_eq!(from_dag_cbor::<String>(&hex("6161")).as_deref(), Ok("a"));
}

#[test]
fn a_tagged_cid_is_whole() {
    let cid = CidLink::new(CID).unwrap().cid().to_bytes().unwrap();
    let tagged = |bytes: &[u8]| {
        let mut cbor = hex("d82a 58");
        cbor.push(u8::try_from(bytes.len()).unwrap());
        cbor.extend_from_slice(bytes);
        cbor
    };
    let good = [&[0], cid.as_slice()].concat();
    assert!(from_dag_cbor::<Data>(&tagged(&good)).is_ok());
    for bad in [
        cid.clone(),
        [good.as_slice(), &[0]].concat(),
        good[..30].to_vec(),
    ] {
        assert!(from_dag_cbor::<Data>(&tagged(&bad)).is_err(), "{bad:x?}");
        assert!(from_dag_cbor::<CidLink>(&tagged(&bad)).is_err(), "{bad:x?}");
    }
    // Bytes are no link, and a link is no bytes.
    assert!(from_dag_cbor::<CidLink>(&to_dag_cbor(&Bytes::from(good)).unwrap()).is_err());
    assert!(from_dag_cbor::<Bytes>(&tagged(&cid)).is_err());
}

#[test]
fn what_cbor_gives_up_to_the_limit_json_can_carry() {
    let nested = |depth: usize, leaf: &[u8]| {
        let mut cbor = vec![0x81; depth];
        cbor.extend_from_slice(leaf);
        cbor
    };
    let data: Data = from_dag_cbor(&nested(MAX_NESTING, &[1])).unwrap();
    let json = serde_json::to_string(&data).unwrap();
    assert_eq!(serde_json::from_str::<Data>(&json).unwrap(), data);
    assert_eq!(to_dag_cbor(&data).unwrap(), nested(MAX_NESTING, &[1]));
    // Bytes are an object in JSON.
    let data: Data = from_dag_cbor(&nested(MAX_NESTING - 1, &[0x40])).unwrap();
    let json = serde_json::to_string(&data).unwrap();
    assert_eq!(serde_json::from_str::<Data>(&json).unwrap(), data);
    let link = to_dag_cbor(&CidLink::new(CID).unwrap()).unwrap();
    assert!(from_dag_cbor::<Data>(&nested(MAX_NESTING - 1, &link)).is_ok());
    for cbor in [
        nested(MAX_NESTING, &[0x40]),
        nested(MAX_NESTING, &link),
        nested(MAX_NESTING + 1, &[1]),
        nested(1_000_000, &[1]),
    ] {
        assert!(from_dag_cbor::<Data>(&cbor).is_err());
    }
}

#[test]
fn errors_read_as_sentences() {
    for (bytes, expected) in [
        (
            "a2 6162 01 6161 02",
            "/a: not DAG-CBOR: keys are not in canonical order",
        ),
        (
            "a1 6161 82 01 18",
            "/a/1: not DAG-CBOR: the bytes end too early",
        ),
        (
            "81 1801",
            "/0: not DAG-CBOR: a number is not in its shortest form",
        ),
        ("81 61ff", "/0: not DAG-CBOR: a string is not UTF-8"),
        (
            "81 f7",
            "/0: not DAG-CBOR: an item is of a kind that it does not have",
        ),
        ("81 c1 01", "/0: expected a link"),
        ("01 02", "not DAG-CBOR: there are bytes after the value"),
        ("81 9f ff", "not DAG-CBOR: indefinite length"),
        (
            "81 fb 7ff8000000000000",
            "/0: expected a number that is finite",
        ),
    ] {
        assert_eq!(read(bytes).unwrap_err().to_string(), expected, "{bytes}");
    }
}

/// What serde buffers of a binary format says that it is human-readable.
#[test]
fn links_and_bytes_are_read_from_what_serde_buffers() {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        Both { link: CidLink, bytes: Bytes },
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Link(CidLink),
        Bytes(Bytes),
    }

    let link = CidLink::new(CID).unwrap();
    let bytes = Bytes::from(vec![1, 2, 3]);
    let both = Tagged::Both {
        link: link.clone(),
        bytes: bytes.clone(),
    };
    let cbor = to_dag_cbor(&both).unwrap();
    assert_eq!(from_dag_cbor::<Tagged>(&cbor).unwrap(), both);
    let json = serde_json::to_string(&both).unwrap();
    assert_eq!(serde_json::from_str::<Tagged>(&json).unwrap(), both);
    assert_eq!(
        Data::encode(&both).unwrap().decode::<Tagged>().unwrap(),
        both
    );

    for value in [Untagged::Link(link), Untagged::Bytes(bytes)] {
        let cbor = to_dag_cbor(&value).unwrap();
        assert_eq!(from_dag_cbor::<Untagged>(&cbor).unwrap(), value);
    }
}
