//! Growth: work is linear in the size of the data. What is read here would take
//! minutes if anything were compared with everything before it.

use std::fmt::Write as _;

use lexgen::{
    Data, Extra, Fields, Validate,
    syntax::{Format, check},
    validate::{Code, Constraints},
};

use crate::types::{Node, Union};

/// How many entries a list has.
const MANY: usize = 200_000;

/// `[entry(0),entry(1),…]` without the brackets.
fn many(entry: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..MANY {
        let comma = if number == 0 { "" } else { "," };
        write!(text, "{comma}{}", entry(number)).expect("a text");
    }
    text
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

#[test]
fn many_unknown_fields() {
    let fields = many(|number| format!(r#""x{number}":[{number}]"#));
    let node: Node = read(&format!("{{{fields}}}"));
    assert_eq!(node.extra.len(), MANY);
    let late: Union = read(&format!(r#"{{{fields},"$type":"com.example.node"}}"#));
    assert_eq!(late, Union::Node(Box::new(node.clone())));
    let Union::Other(other) = read(&format!(r#"{{{fields},"$type":"a"}}"#)) else {
        panic!("it is not known");
    };
    assert_eq!(other.fields.len(), MANY);
    let data = Data::encode(&node).unwrap();
    assert_eq!(data.as_object().unwrap().len(), MANY);
    assert_eq!(data.into_decoded::<Node>().unwrap(), node);
    // Twice there, the first and the last.
    let twice = format!(r#"{{{fields},"x0":0}}"#);
    assert!(serde_json::from_str::<Node>(&twice).is_err());
    assert!(serde_json::from_str::<Data>(&twice).is_err());
}

/// Names in the order that makes a sorted list move the most.
#[test]
fn many_fields_backwards() {
    let fields = many(|number| format!(r#""x{:06}":{number}"#, MANY - number));
    let data: Data = read(&format!("{{{fields}}}"));
    assert_eq!(data.as_object().unwrap().keys().next(), Some("x000001"));
    assert_eq!(Data::encode(&data).unwrap(), data);
    let node: Node = read(&format!("{{{fields}}}"));
    assert_eq!(node.extra.len(), MANY);
    let Union::Other(other) = read(&format!(r#"{{{fields},"$type":"a"}}"#)) else {
        panic!("it is not known");
    };
    assert_eq!(Data::from(other.fields), data);
    let link = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";
    let blob: lexgen::Blob = read(&format!(
        r#"{{"$type":"blob","ref":{{"$link":"{link}"}},"mimeType":"a/b","size":1,{fields}}}"#
    ));
    assert_eq!(blob.extra().len(), MANY);
}

#[test]
fn many_items() {
    let children = many(|_| r#"{"text":"a text that is too long"}"#.to_owned());
    let node: Node = read(&format!(r#"{{"children":[{children}]}}"#));
    let violations = node.validate().unwrap_err();
    assert_eq!(violations.iter().count(), MANY);
    let last = violations.iter().last().unwrap();
    assert_eq!(last.path, format!("/children/{}/text", MANY - 1));
    // The report as a text is no longer than its lines.
    assert!(violations.to_string().len() < MANY * 80);
}

#[test]
fn unions_within_a_list_each_with_a_late_type() {
    let children = many(|_| r#"{"union":{"x":{"y":[]},"$type":"com.example.node"}}"#.to_owned());
    let node: Node = read(&format!(r#"{{"children":[{children}]}}"#));
    assert_eq!(node.children.map(|it| it.len()), Some(MANY));
}

/// A violation says what is allowed, but not all of it each time.
#[test]
fn violations_of_long_lists_are_short() {
    let values: Vec<String> = (0..5000).map(|number| format!("value {number}")).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let integers: Vec<i64> = (0..5000).collect();
    let rules = Constraints {
        strings: &values,
        integers: &integers,
        accept: Some(&values),
        ..Constraints::NONE
    };
    struct Held<'r, T>(T, &'r Constraints<'r>);
    impl<T: Validate> Validate for Held<'_, T> {
        fn check(&self, _: &Constraints<'_>, validator: &mut lexgen::validate::Validator<'_>) {
            self.0.check(self.1, validator);
        }
    }
    let blob = |mime_type: &str| {
        let cid = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";
        lexgen::Blob::new(lexgen::CidLink::new(cid).unwrap(), mime_type, 1)
    };
    let text = Held("x".repeat(100_000), &rules).validate().unwrap_err();
    let integer = Held(-1, &rules).validate().unwrap_err();
    let blob = Held(blob(&format!("x/{}", "x".repeat(100_000))), &rules)
        .validate()
        .unwrap_err();
    for (violations, code) in [
        (text, Code::NotInEnum),
        (integer, Code::NotInEnum),
        (blob, Code::NotAccepted),
    ] {
        let violation = violations.iter().next().unwrap();
        assert_eq!(violation.code, code);
        assert!(violation.message.len() < 600, "{violation}");
        assert!(
            violation.message.ends_with("or one of 4984 others"),
            "{violation}"
        );
    }
}

/// Texts whose graphemes are found by looking back.
#[test]
fn graphemes_of_long_texts() {
    const LENGTH: usize = 2 << 20;
    let rules = Constraints {
        min_graphemes: Some(1),
        max_graphemes: Some(1),
        ..Constraints::NONE
    };
    for part in [
        "\u{1f1e6}",                // Flags are pairs of these.
        "\u{301}",                  // Marks belong to what comes before.
        "\u{200d}",                 // Joins emoji.
        "\u{1f468}\u{200d}",        // An emoji of many.
        "\u{1f468}\u{301}\u{200d}", // With marks between.
        "\u{301}\u{200d}\u{1f468}", // With marks before.
        "\u{915}\u{94d}",           // A cluster of Devanagari consonants.
        "\u{94d}\u{915}",
        "\u{915}\u{301}\u{94d}",
        "\u{600}", // Belongs to what comes after.
        "\u{1100}\u{1161}\u{11a8}",
        "\r\n",
    ] {
        let text = part.repeat(LENGTH / part.len());
        let mut validator = lexgen::validate::Validator::default();
        text.check(&rules, &mut validator);
    }
}

#[test]
fn formats_of_long_texts() {
    const LENGTH: usize = 1 << 20;
    for start in [
        "",
        "did:web:",
        "at://",
        "a.b.c",
        "https://a",
        "de-",
        "de-x-",
        "2024-02-29T00:00:00.",
        "b",
    ] {
        for part in [
            "a",
            "a.",
            "a-",
            "a:",
            "/",
            "0",
            "abcdefgh-",
            "1901-",
            "%41",
            "é",
            "\u{0}",
            "🦀",
        ] {
            let text = start.to_owned() + &part.repeat(LENGTH / part.len());
            for format in Format::ALL {
                if let Err(error) = check(format, &text) {
                    assert!(error.to_string().len() < 2000, "{format}");
                }
            }
        }
    }
}

#[test]
fn an_extra_of_many_fields_is_compared_and_copied_once() {
    let fields = (0..MANY).map(|number| (format!("x{number}"), Data::from(1)));
    let extra = Extra::from(fields.collect::<Fields>());
    assert_eq!(extra.clone(), extra);
}

#[cfg(feature = "dag-cbor")]
mod dag_cbor {
    use lexgen::{
        Data, Fields,
        data::{from_dag_cbor, to_dag_cbor},
        xrpc::Frame,
    };

    use super::{MANY, Node, Union};
    use crate::types::Tree;

    /// A few bytes that announce a great many more: nothing is set aside for
    /// them that would not fit.
    #[test]
    fn lengths_that_are_not_true() {
        for major in [0x40, 0x60, 0x80, 0xa0] {
            for length in [u64::MAX, i64::MAX as u64, 1 << 40, 1 << 32] {
                let mut head = vec![major | 27];
                head.extend(length.to_be_bytes());
                // Also where a string is asked for, and where lists are within lists.
                let field = [b"\xa1\x64text", &head[..]].concat();
                let list = [b"\xa1\x68children", &head[..]].concat();
                let nested = head.repeat(100);
                for bytes in [&head, &field, &list, &nested] {
                    assert!(from_dag_cbor::<Data>(bytes).is_err());
                    assert!(from_dag_cbor::<Node>(bytes).is_err());
                    assert!(from_dag_cbor::<Union>(bytes).is_err());
                    assert!(from_dag_cbor::<Tree>(bytes).is_err());
                    assert!(from_dag_cbor::<Vec<Node>>(bytes).is_err());
                    assert!(Frame::parse(bytes).is_err());
                }
            }
        }
    }

    #[test]
    fn many_fields_in_a_header() {
        let mut header: Fields = (0..MANY)
            .map(|number| (format!("x{number}"), Data::from(1)))
            .collect();
        header.insert("op", 1);
        header.insert("t", "t".repeat(1 << 20));
        let bytes = to_dag_cbor(&Data::from(header)).unwrap();
        let Ok(Some(Frame::Message { type_name, body })) = Frame::parse(&bytes) else {
            panic!("a message");
        };
        assert_eq!((type_name.len(), body.len()), (1 << 20, 0));
    }
}
