//! The quick reader and writer of JSON do what `serde_json` does, or give up.

use std::{
    collections::BTreeMap,
    fmt::{self, Debug, Formatter},
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};
use serde_json::Value;

use super::random::{Hints, OrDefault, Random, Unreported};
use crate::{
    data::{Data, json, value::Repr},
    json::{from_slice, from_str, to_vec},
};

/// Reads what is in order, and nothing that `serde_json` refuses or reads as something
/// else.
fn both_read<'de, T: Deserialize<'de> + PartialEq + Debug>(json: &'de str) -> Option<T> {
    let read: T = json::read(json)?;
    match serde_json::from_str::<T>(json) {
        Ok(other) => assert_eq!(read, other, "{json}"),
        Err(error) => panic!("{error}: {json}"),
    }
    Some(read)
}

/// What is written is what `serde_json` writes. Data that is kept as its text is written
/// as its tree is.
fn both_write(data: &Data) {
    let json = serde_json::to_vec(data).unwrap();
    assert_eq!(to_vec(data).unwrap(), json);
    if let Repr::Unread(text) = &data.0 {
        assert_eq!(to_vec(text.data()).unwrap(), json, "{}", text.json());
        assert!(!text.is_canonical() || text.json().as_bytes() == json);
    }
}

/// JSON with spaces, fields in another order and other escapes.
fn unusual(value: &Value, random: &mut Random) -> String {
    let mut parts = Vec::new();
    let text = match value {
        Value::String(text) => {
            let escaped = text.chars().map(|c| match random.below(4) {
                0 if c != '\n' => {
                    let mut units = [0; 2];
                    let units = c.encode_utf16(&mut units).iter();
                    units.map(|unit| format!("\\u{unit:04X}")).collect()
                }
                _ => {
                    let quoted = Value::from(c.to_string()).to_string();
                    quoted[1..quoted.len() - 1].to_owned()
                }
            });
            format!("\"{}\"", escaped.collect::<String>())
        }
        Value::Array(items) => {
            parts.extend(items.iter().map(|item| unusual(item, random)));
            format!("[{}]", parts.join(","))
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = unusual(&Value::from(key.as_str()), random);
                let field = format!("{key}:{}", unusual(value, random));
                parts.insert(random.below(parts.len() + 1), field);
            }
            format!("{{{}}}", parts.join(","))
        }
        other => other.to_string(),
    };
    match random.below(8) {
        0 => format!(" {text}\n"),
        _ => text,
    }
}

#[test]
fn random_values_are_read_and_written_as_by_serde_json() {
    let mut random = Random(0x5eed_1e76_e000_0005);
    let (mut kept, mut canonical) = (0, 0);
    for round in 0..2000 {
        // Names with escapes are not kept.
        let data = match round % 2 {
            0 => random.data(5),
            _ => (0..6)
                .map(|key| (key.to_string(), random.data(0)))
                .collect(),
        };
        both_write(&data);
        let json = serde_json::to_string(&data).unwrap();
        let value: Value = serde_json::from_str(&json).unwrap();
        for json in [json, unusual(&value, &mut random)] {
            assert_eq!(both_read::<Value>(&json).as_ref(), Some(&value));
            let read = both_read::<Data>(&json).unwrap();
            assert_eq!(read, data);
            if let Repr::Unread(text) = &read.0 {
                kept += 1;
                canonical += usize::from(text.is_canonical());
            }
            both_write(&read);
        }
        let hints = serde_json::to_string(&random.hints(2)).unwrap();
        assert!(both_read::<Hints>(&hints).is_some(), "{hints}");
    }
    assert!(kept > 300 && canonical > 100, "{kept}, {canonical}");
}

#[test]
fn damaged_json_is_refused_or_read_as_by_serde_json() {
    const LETTERS: &[u8] = b"\"\\{}[]:,0-1.eE+tu \n\x01\xc3";
    let mut random = Random(0x5eed_1e76_e000_0006);
    let mut damaged = 0;
    for _ in 0..2000 {
        for data in [random.data(4), random.hints(2)] {
            let mut json = serde_json::to_vec(&data).unwrap();
            for _ in 0..6 {
                let at = random.below(json.len());
                let letter = LETTERS[random.below(LETTERS.len())];
                match random.below(4) {
                    0 => json.insert(at, letter),
                    1 if json.len() > 1 => drop(json.remove(at)),
                    2 => json[at] ^= 1 << random.below(8),
                    _ => json[at] = letter,
                }
                if let Ok(json) = str::from_utf8(&json) {
                    damaged += usize::from(both_read::<Value>(json).is_some());
                    damaged += usize::from(both_read::<Hints>(json).is_some());
                    if let Some(data) = both_read::<Data>(json) {
                        both_write(&data);
                    }
                }
                let read = from_slice::<Data>(&json).ok();
                assert_eq!(read, serde_json::from_slice(&json).ok());
            }
        }
    }
    assert!(damaged > 500, "hardly anything is read: {damaged}");
}

#[test]
fn the_quick_reader_gives_up() {
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(both_read::<Value>(&deep(64)).is_some());
    for json in [
        &deep(65)[..],
        "",
        " ",
        "1 1",
        "01",
        "-0",
        "-",
        "+1",
        "1.5",
        "1e2",
        "18446744073709551615",
        "-9223372036854775809",
        "nul",
        "nulll",
        "True",
        "\"",
        "\"a",
        "\"\n\"",
        "\"\u{1}\"",
        r#""\x""#,
        r#""\u12""#,
        r#""\u+123""#,
        r#""\ud800""#,
        r#""\ud800\u0041""#,
        r#""\udc00\ud800""#,
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "[1",
        "[1}",
        "{",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1 "b":2}"#,
        r#"{a:1}"#,
        r#"{1:1}"#,
    ] {
        assert_eq!(both_read::<Value>(json), None, "{json}");
        let read = from_str::<Value>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
    }
}

#[test]
fn every_escape_is_read_and_written() {
    for (json, text) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0041\u00e9\u2f58\ud83d\ude00""#, "Aé⽘😀"),
        (r#""\u0000\u001F\u007f""#, "\0\u{1f}\u{7f}"),
    ] {
        assert_eq!(both_read::<String>(json).as_deref(), Some(text));
    }
    let all: String = (0..=0x100).filter_map(char::from_u32).collect();
    assert_eq!(to_vec(&all).unwrap(), serde_json::to_vec(&all).unwrap());
    assert_eq!(
        to_vec(&(all.clone(), 1)).unwrap(),
        serde_json::to_vec(&(all, 1)).unwrap()
    );
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
enum Choice {
    Unit,
    One(i64),
    Two { a: bool },
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "$type")]
enum Tagged {
    Post { text: String, more: Data },
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Flat {
    number: f64,
    letter: char,
    choices: Vec<Choice>,
    keys: BTreeMap<u8, ()>,
    tagged: Tagged,
    #[serde(flatten)]
    rest: BTreeMap<String, Data>,
}

/// Types of others use every part of serde. What the quick ones give up on is done by
/// `serde_json`.
#[test]
fn types_of_all_kinds_are_read_and_written() {
    let long = "x".repeat(200);
    let json = format!(
        r#"{{"number":1.5,"letter":"é","choices":["Unit",{{"One":-1}},{{"Two":{{"a":true}}}}],"keys":{{"7":null}},"tagged":{{"$type":"Post","text":"a\nb","more":{{"long":"{long}"}}}},"rest":{{"long":["{long}"]}}}}"#
    );
    let flat: Flat = from_str(&json).unwrap();
    assert_eq!(flat, serde_json::from_str(&json).unwrap());
    assert_eq!(String::from_utf8(to_vec(&flat).unwrap()).unwrap(), json);
    let tagged = format!(r#"{{"more":{{"long":"{long}"}},"text":"","$type":"Post"}}"#);
    assert!(both_read::<Tagged>(&tagged).is_some());
    assert_eq!(both_read::<&str>(r#""lent""#), Some("lent"));
    assert_eq!(both_read::<Choice>(r#""Unit""#), Some(Choice::Unit));
    assert_eq!(both_read::<(u8, i8)>("[255,-128]"), Some((255, -128)));
    assert_eq!(json::read::<u8>("256"), None);
}

/// The items that can be read.
#[derive(Debug, PartialEq)]
struct Sound(Vec<f64>);

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items;
        impl<'de> Visitor<'de> for Items {
            type Value = Vec<f64>;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("items")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<f64>, A::Error> {
                let mut sound = Vec::new();
                loop {
                    match items.next_element() {
                        Ok(Some(item)) => sound.push(item),
                        Ok(None) => return Ok(sound),
                        Err(_) => {}
                    }
                }
            }
        }
        deserializer.deserialize_seq(Items).map(Self)
    }
}

/// A type that does not look at its value.
#[derive(Debug, PartialEq)]
struct Nothing;

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self)
    }
}

/// What a type does with an error is done where `serde_json` is after it.
#[test]
fn types_may_go_on_after_an_error() {
    type Pair = OrDefault<(u8, u8)>;
    assert_eq!(both_read::<Sound>("[1,2]"), Some(Sound(vec![1.0, 2.0])));
    for json in ["[1,\"x\",2]", "[1,2.5,3]"] {
        assert_eq!(both_read::<Sound>(json), None);
        let read = from_str::<Sound>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
    }
    for json in ["{\"a\":{}", "{\"a\":{\"x\":true}}", "{\"a\":7}"] {
        let read = from_str::<BTreeMap<String, OrDefault<BTreeMap<String, u8>>>>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
    }
    for json in ["[[1]", "[[1,2,3]", "[[1,2]]", "[[1]]"] {
        let read = from_str::<(Pair,)>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
        let read = from_str::<(Pair, u8)>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
    }
    for json in ["[]", "[,]", "[,,]", "[1]", "[1,2]"] {
        let read = from_str::<Vec<Nothing>>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
    }
    for json in ["[1]", "[1,]", "[1,2]"] {
        let read = from_str::<(u8, Nothing)>(json).ok();
        assert_eq!(read, serde_json::from_str(json).ok(), "{json}");
    }
    let json = r#"{"5":1,"6":2}"#;
    let read = from_str::<Numbers>(json).unwrap();
    assert_eq!(read, serde_json::from_str::<Numbers>(json).unwrap());
}

/// What is written has no holes, whatever a type does with an error.
#[test]
fn an_error_that_is_not_reported_is_noticed() {
    for value in [Unreported::Items, Unreported::Fields] {
        assert_eq!(to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        let nested = [&value, &value];
        assert_eq!(
            to_vec(&nested).unwrap(),
            serde_json::to_vec(&nested).unwrap()
        );
    }
}

/// Keys that are numbers, or 0.
type Numbers = BTreeMap<Number, u8>;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Number(u64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(u64::deserialize(deserializer).unwrap_or(0)))
    }
}

/// Memory is reserved by the length of the first item, and for no more than the whole text
/// could have.
#[test]
fn a_list_of_long_items_grows_once() {
    let list = |items: &[usize]| {
        let items: Vec<String> = items.iter().map(|length| "é".repeat(*length)).collect();
        serde_json::to_string(&items).unwrap()
    };
    let read = |json: &str| from_str::<Vec<String>>(json).unwrap().capacity();
    assert_eq!(read(&list(&[200; 100])), 100);
    assert!(read(&list(&[10; 100])) >= 100);
    assert!(read(&list(&[10_000, 10_000])) < 5);
    let page = format!("[{},{}]", list(&[200]), list(&[20_000]));
    let lists: Vec<Vec<String>> = from_str(&page).unwrap();
    assert!(lists.iter().map(Vec::capacity).sum::<usize>() <= page.len() / 256);
}

#[test]
fn an_error_tells_where_it_is() {
    let error = from_str::<BTreeMap<String, Vec<i64>>>(r#"{"a":[1,2.5]}"#).unwrap_err();
    assert_eq!(error.path(), "/a/1");
    let error = from_slice::<Data>(br#"{"a":1,"a":2}"#).unwrap_err();
    assert!(error.to_string().contains("duplicate field `a`"), "{error}");
    let error = from_slice::<Data>(b"\"\xff\"").unwrap_err();
    assert!(error.to_string().contains("invalid unicode"), "{error}");
    let error = to_vec(&BTreeMap::from([((1, 2), 3)])).unwrap_err();
    assert_eq!(error.to_string(), "key must be a string");
}
