//! Blocks by their CIDs.

use super::{super::*, file, header, section};
use crate::{
    Cid, Data,
    data::{CidLink, to_dag_cbor},
};

#[test]
fn a_block_is_found_by_any_form_of_its_cid() {
    let data: Vec<_> = (0..50_u8).map(|number| [0x18, 100 + number]).collect();
    let file = file(&data.iter().map(|data| &data[..]).collect::<Vec<_>>());
    let index = BlockIndex::parse(&file).unwrap();
    assert_eq!(index.len(), 50);
    for data in &data {
        let cid = BlockCid::of(Codec::DagCbor, data);
        let link = CidLink::try_from(cid.to_cid()).unwrap();
        assert_eq!(index.block(cid).unwrap().data, data);
        assert_eq!(index.block(&cid.to_cid()).unwrap().data, data);
        assert_eq!(index.block(&link).unwrap().decode(), Ok(u64::from(data[1])));
    }
    let other = BlockCid::of(Codec::DagCbor, b"other");
    assert_eq!(index.get(other), Ok(None));
    assert_eq!(index.block(other).unwrap_err(), LookupError::Missing(other));
    let error = index.block(&Cid::new_unchecked("zb2")).unwrap_err();
    assert_eq!(error.to_string(), "`zb2` is not a CID in base32");
}

#[test]
fn a_false_block_is_seen_when_it_is_looked_up() {
    let cid = BlockCid::of(Codec::DagCbor, b"\x01");
    let other = BlockCid::of(Codec::DagCbor, b"\x02");
    let file = [
        header(&[]),
        section(cid, b"\x03"),
        section(other, b"\x02"),
        section(cid, b"\x01"),
    ];
    let file = file.concat();
    let index = BlockIndex::parse(&file).unwrap();
    assert!(index.block(other).is_ok());
    let LookupError::Car(error) = index.block(cid).unwrap_err() else {
        panic!("the data is not of this CID");
    };
    assert_eq!(*error.kind(), CarErrorKind::Mismatch(cid));
    assert_eq!(error.offset(), header(&[]).len() as u64);
}

#[derive(Clone, PartialEq)]
struct Note {
    text: String,
    extra: crate::Extra,
}

crate::record! {
    Note = "com.example.note", "tid" {
        required text = "text";
    }
}

#[test]
fn a_record_is_read_as_its_type() {
    let note = Note {
        text: "x".to_owned(),
        extra: crate::Extra::new(),
    };
    let good = to_dag_cbor(&note).unwrap();
    let other = b"\xa1\x65$type\x67a.b.cde";
    let file = file(&[&good, other, b"\x01", b"\xff"]);
    let index = BlockIndex::parse(&file).unwrap();
    let cids: Vec<_> = Car::parse(&file)
        .unwrap()
        .blocks()
        .map(|it| it.unwrap().cid)
        .collect();
    assert_eq!(index.record::<Note>(cids[0]), Ok(note));
    let error = |at: usize| match index.record::<Note>(cids[at]).unwrap_err() {
        LookupError::Record(error) => (error.to_string(), error.into_data()),
        other => panic!("{other}"),
    };
    let (text, data) = error(1);
    assert_eq!(
        text,
        "a record in the collection `com.example.note` has the `$type` `a.b.cde`"
    );
    assert_eq!(data.unwrap().type_name(), Some("a.b.cde"));
    assert_eq!(error(2).1, Some(Data::from(1)));
    assert_eq!(error(3).1, None);
}
