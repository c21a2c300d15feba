//! Values built at random survive every way through the formats.

use super::rules::CID;
use crate::data::{
    Blob, Bytes, CidLink, Data, DataError, Fields,
    dag_cbor::{with_decoder, with_encoder},
    from_dag_cbor, quick, to_dag_cbor,
};
use crate::syntax::Cid;
use serde::{Deserialize, Deserializer, Serialize, de::IgnoredAny};

/// Xorshift: the same values in every run.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub(super) fn integer(&mut self) -> i64 {
        // Of every length in bits, with both signs.
        let shift = self.below(64);
        (self.next() as i64) >> shift
    }

    fn text(&mut self, most: usize) -> String {
        const LETTERS: [char; 12] = [
            'a', 'b', 'Z', '"', '\\', '\n', '\0', '$', 'é', '⽘', '😀', '/',
        ];
        let length = self.below(most + 1);
        (0..length)
            .map(|_| LETTERS[self.below(LETTERS.len())])
            .collect()
    }

    fn bytes(&mut self) -> Bytes {
        let length = self.below(40);
        let bytes: Vec<u8> = (0..length).map(|_| self.next() as u8).collect();
        bytes.into()
    }

    fn link(&mut self) -> CidLink {
        let mut cid = CidLink::new(CID).unwrap().cid().to_bytes().unwrap();
        for byte in &mut cid[4..] {
            *byte = self.next() as u8;
        }
        CidLink::from_bytes(&cid).unwrap()
    }

    pub(super) fn data(&mut self, depth: usize) -> Data {
        match self.below(if depth == 0 { 7 } else { 11 }) {
            0 => Data::null(),
            1 => Data::from(self.below(2) == 0),
            2 => Data::from(self.integer()),
            3 => Data::from(self.text(30)),
            4 => Data::from(self.bytes()),
            5 => Data::from(self.link()),
            6 => Data::from(self.blob()),
            7 | 8 => (0..self.below(6)).map(|_| self.data(depth - 1)).collect(),
            _ => Data::from(self.object(depth - 1)),
        }
    }

    fn blob(&mut self) -> Blob {
        let link = self.link();
        if self.below(4) == 0 {
            return Blob::legacy(Cid::from(link), self.text(10));
        }
        let mut blob = Blob::new(link, self.text(10), self.next() >> 2);
        if self.below(4) == 0 {
            blob.extra_mut().insert("alt", self.text(9));
        }
        blob
    }

    fn object(&mut self, depth: usize) -> Fields {
        let mut fields = Fields::new();
        for _ in 0..self.below(8) {
            let name = self.text(30);
            fields.insert(name, self.data(depth));
        }
        if self.below(3) == 0 {
            fields.insert("$type", format!("com.example.{}", self.text(3)));
        }
        fields
    }
}

#[test]
fn random_values_survive_json_cbor_and_themselves() {
    let mut random = Random(0x5eed_1e76_e000_0001);
    let mut largest = 0;
    for round in 0..3000 {
        let data = random.data(5);

        let json = serde_json::to_string(&data).unwrap();
        let from_json: Data = serde_json::from_str(&json).unwrap();
        assert_eq!(from_json, data, "round {round}: {json}");
        assert_eq!(serde_json::to_string(&from_json).unwrap(), json);
        // By way of a value that keeps another order.
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::from_value::<Data>(value).unwrap(), data);

        let cbor = to_dag_cbor(&data).unwrap();
        let from_cbor: Data = from_dag_cbor(&cbor).unwrap();
        assert_eq!(from_cbor, data, "round {round}: {json}");
        assert_eq!(to_dag_cbor(&from_cbor).unwrap(), cbor);
        assert_eq!(serde_json::to_string(&from_cbor).unwrap(), json);

        assert_eq!(Data::encode(&data).unwrap(), data);
        assert_eq!(data.decode::<Data>().unwrap(), data);
        assert_eq!(data.clone().into_decoded::<Data>().unwrap(), data);
        largest = largest.max(cbor.len());
    }
    assert!(
        largest > 2000,
        "the values are too small to show anything: {largest}"
    );
}

/// Broken input must be refused or read, never panic; and what is read from
/// DAG-CBOR has only one encoding, or none if it is not in the data model.
#[test]
fn damaged_input_is_refused_or_canonical() {
    let mut random = Random(0x5eed_1e76_e000_0002);
    let mut read = 0;
    for _ in 0..3000 {
        let data = random.data(3);
        let mut cbor = to_dag_cbor(&data).unwrap();
        for _ in 0..=random.below(2) {
            let at = random.below(cbor.len());
            cbor[at] = random.next() as u8;
        }
        if let Ok(data) = from_dag_cbor::<Data>(&cbor) {
            match data.check() {
                Ok(()) => assert_eq!(to_dag_cbor(&data).unwrap(), cbor),
                Err(_) => assert!(to_dag_cbor(&data).is_err()),
            }
            read += 1;
        }
        let mut json = serde_json::to_string(&data).unwrap().into_bytes();
        let at = random.below(json.len());
        json[at] = random.next() as u8;
        if let Ok(data) = serde_json::from_slice::<Data>(&json) {
            let json = serde_json::to_string(&data).unwrap();
            assert_eq!(serde_json::from_str::<Data>(&json).unwrap(), data);
        }
    }
    println!("read in spite of damage: {read} of 3000");
}

/// A type that reads by all hints which derived types give.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct Hints {
    a: Option<Box<Hints>>,
    i: i64,
    u: u64,
    #[serde(default)]
    no: Option<bool>,
    small: (i8, u8, ()),
    text: String,
    bytes: Bytes,
    links: Vec<CidLink>,
    ignored: Ignored,
}

#[derive(Debug, Deserialize)]
struct Ignored(#[allow(dead_code)] IgnoredAny);

impl PartialEq for Ignored {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Random {
    pub(super) fn hints(&mut self, depth: usize) -> Data {
        let a = match depth {
            0 => Data::null(),
            _ => self.hints(depth - 1),
        };
        let small = [
            Data::from(i64::from(self.integer() as i8)),
            Data::from(i64::from(self.next() as u8)),
            Data::null(),
        ];
        let links: Data = (0..self.below(3))
            .map(|_| Data::from(self.link()))
            .collect();
        let fields = [
            ("a", a),
            ("i", Data::from(self.integer())),
            ("u", Data::from(self.integer().saturating_abs())),
            ("no", Data::from(self.below(2) == 0)),
            ("small", small.into_iter().collect()),
            ("text", Data::from(self.text(30))),
            ("bytes", Data::from(self.bytes())),
            ("links", links),
            ("ignored", self.data(2)),
        ];
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Data::from(fields.collect::<Fields>())
    }
}

/// The quick reader reads what is in order, and nothing that the decoder refuses or reads
/// as something else.
fn both_read<'de, T>(cbor: &'de [u8]) -> Option<T>
where
    T: Deserialize<'de> + PartialEq + std::fmt::Debug,
{
    let read: T = quick::read(cbor)?;
    let other: Result<T, DataError> = with_decoder(cbor);
    assert_eq!(other.as_ref(), Ok(&read), "{cbor:x?}");
    Some(read)
}

#[test]
fn the_quick_reader_reads_as_the_decoder_does() {
    let mut random = Random(0x5eed_1e76_e000_0003);
    let mut damaged = 0;
    for _ in 0..2000 {
        let data = random.data(4);
        let hints = to_dag_cbor(&random.hints(2)).unwrap();
        let cbor = to_dag_cbor(&data).unwrap();
        assert_eq!(quick::write(&data).as_ref(), Some(&cbor));
        assert_eq!(with_encoder(&data).as_ref(), Ok(&cbor));
        assert_eq!(both_read(&cbor), Some(data));
        assert!(both_read::<Hints>(&hints).is_some(), "{hints:x?}");
        for good in [cbor, hints] {
            let mut bad = good;
            for _ in 0..6 {
                let at = random.below(bad.len());
                match random.below(4) {
                    0 => bad.insert(at, random.next() as u8),
                    1 if bad.len() > 1 => drop(bad.remove(at)),
                    2 => bad[at] ^= 1 << random.below(8),
                    _ => bad[at] = random.next() as u8,
                }
                damaged += usize::from(both_read::<Data>(&bad).is_some());
                damaged += usize::from(both_read::<Hints>(&bad).is_some());
            }
        }
    }
    assert!(damaged > 500, "hardly anything is read: {damaged}");
}

/// A default instead of a value that cannot be read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OrDefault<T>(pub(super) T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for OrDefault<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).unwrap_or_default()))
    }
}

/// What a type does with an error is done where the decoder is after it.
#[test]
fn types_may_go_on_after_an_error() {
    type Numbers = Vec<OrDefault<i64>>;
    type Keys = std::collections::BTreeMap<OrDefault<u64>, i64>;
    assert!(both_read::<Numbers>(b"\x82\x01\x02").is_some());
    // The text has no bytes of its own, so that the next item is in the same place.
    assert_eq!(quick::read::<Numbers>(b"\x82\x60\x02"), None);
    assert_eq!(quick::read::<Numbers>(b"\x82\xf6\x02"), None);
    assert_eq!(quick::read::<Keys>(b"\xa1\x61a\x02"), None);
    // As the decoder says, which is at another item then.
    assert!(from_dag_cbor::<Numbers>(b"\x82\x60\x02").is_err());
}

/// What has no usual form, although the decoder may read it.
#[test]
fn the_quick_reader_gives_up() {
    let deep = |levels: usize| [vec![0x81; levels], vec![0xf6]].concat();
    assert!(both_read::<Data>(&deep(64)).is_some());
    for cbor in [
        &deep(65)[..],
        b"",
        b"\x18\x17",
        b"\x19\0\xff",
        b"\x1a\0\0\xff\xff",
        b"\x1b\0\0\0\0\xff\xff\xff\xff",
        b"\x78\x01a",
        b"\x7f\x61a\xff",
        b"\x9f\xff",
        b"\xa2\x61b\x01\x61a\x01",
        b"\xa2\x61a\x01\x61a\x01",
        b"\xa1\x01\x01",
        b"\xa1\x61a",
        b"\x61\xff",
        b"\xa1\x61\xff\x01",
        b"\xc1\x01",
        b"\xd8\x2a\x41\0",
        b"\xd8\x2a\x42\x01\x01",
        b"\xd8\x2b\x42\0\x01",
        b"\xf7",
        b"\xf8\x14",
        b"\xfb\x3f\xf8\0\0\0\0\0\0",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x01\x01",
    ] {
        assert_eq!(quick::read::<Data>(cbor), None, "{cbor:x?}");
    }
}

/// A type whose fields are not in canonical order, and more than fit in a short head.
#[derive(Serialize)]
struct Many {
    zz: [i64; 12],
    map: std::collections::BTreeMap<String, (u8, Option<Bytes>)>,
    b: (),
    link: CidLink,
    a: u64,
}

#[test]
fn the_quick_writer_writes_as_the_encoder_does() {
    let mut random = Random(0x5eed_1e76_e000_0004);
    for fields in [0, 1, 3, 23, 24, 25, 300] {
        let map = (0..fields).map(|number| {
            let bytes = (number % 3 > 0).then(|| random.bytes());
            (format!("{number}{}", random.text(30)), (7, bytes))
        });
        let many = Many {
            map: map.collect(),
            zz: std::array::from_fn(|_| random.integer()),
            b: (),
            link: random.link(),
            a: u64::MAX >> random.below(64),
        };
        let written = quick::write(&many);
        assert!(written.is_some());
        assert_eq!(
            written.ok_or_else(|| DataError::new("given up")),
            with_encoder(&many)
        );
    }
}

/// Two items or fields, of which no error is reported.
pub(super) enum Unreported {
    Items,
    Fields,
}

impl Serialize for Unreported {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::{SerializeMap, SerializeSeq};
        match self {
            Self::Items => {
                let mut items = serializer.serialize_seq(Some(2))?;
                let _ = items.serialize_element(&1);
                let _ = items.serialize_element(&1.5);
                items.end()
            }
            Self::Fields => {
                let mut fields = serializer.serialize_map(Some(2))?;
                let _ = fields.serialize_entry("a", &1);
                let _ = fields.serialize_entry("b", &1.5);
                fields.end()
            }
        }
    }
}

/// What the encoder refuses, or what has no usual form.
#[test]
fn the_quick_writer_gives_up() {
    let twice = [("a", 1), ("b", 2), ("a", 3)];
    struct Twice<'t>(&'t [(&'t str, i64)]);
    impl Serialize for Twice<'_> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.0.iter().copied())
        }
    }
    assert_eq!(quick::write(&Twice(&twice)), None);
    assert!(quick::write(&Twice(&twice[..2])).is_some());
    assert_eq!(
        quick::write(&std::collections::BTreeMap::from([(1, 2)])),
        None
    );
    assert_eq!(quick::write(&1.5), None);
    assert_eq!(quick::write(&Unreported::Items), None);
    assert_eq!(quick::write(&Unreported::Fields), None);
    assert_eq!(quick::write(&'a'), None);
}
