//! What is a CAR file, and what is not.

use super::{super::*, file, header, length, section};

fn cid(data: &[u8]) -> BlockCid {
    BlockCid::of(Codec::DagCbor, data)
}

/// The error of a file, whose header is read first.
fn error(bytes: &[u8]) -> String {
    let blocks = Car::parse(bytes).and_then(|car| car.blocks().collect::<Result<Vec<_>, _>>());
    blocks.expect_err("is refused").to_string()
}

#[test]
fn blocks_are_returned_in_order_without_copies() {
    let file = file(&[b"\x01", b"\x02", &[0x80; 1000]]);
    let car = Car::parse(&file).unwrap();
    let blocks: Vec<_> = car.blocks().map(Result::unwrap).collect();
    assert_eq!(car.roots(), [cid(b"\x01")]);
    let data: Vec<_> = blocks.iter().map(|block| block.data).collect();
    assert_eq!(data, [&b"\x01"[..], b"\x02", &[0x80; 1000]]);
    assert!(file.as_ptr_range().contains(&data[2].as_ptr()));
    for block in blocks {
        assert_eq!(block.cid, cid(block.data));
        let rest = &file[usize::try_from(block.offset).unwrap()..];
        assert!(rest.starts_with(&section(block.cid, block.data)));
    }
}

#[test]
fn there_can_be_several_roots_or_none() {
    for count in [0, 1, 2, 100] {
        let roots: Vec<_> = (0..count).map(|number| cid(&[number])).collect();
        let file = header(&roots);
        let car = Car::parse(&file).unwrap();
        assert_eq!(car.roots(), roots);
        assert_eq!(car.blocks().count(), 0);
    }
}

#[test]
fn raw_blocks_are_blocks_too() {
    let raw = BlockCid::of(Codec::Raw, b"any bytes");
    let file = [header(&[]), section(raw, b"any bytes")].concat();
    let block = Car::parse(&file).unwrap().blocks().next().unwrap().unwrap();
    assert_eq!((block.cid, block.cid.codec()), (raw, Codec::Raw));
    assert!(raw.to_string().starts_with("bafkrei"), "{raw}");
    assert_eq!(BlockCid::try_from(&raw.to_cid()), Ok(raw));
}

#[test]
fn an_error_says_what_and_where() {
    let good = file(&[b"\x01"]);
    let start = header(&[cid(b"\x01")]).len();
    let damaged = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        error(&bytes)
    };
    let with = |rest: &[u8]| error(&[header(&[]), rest.to_vec()].concat());
    let roots = |text: &[u8]| error(&[&length(text.len()), text].concat());
    let errors = [
        error(b""),
        error(&good[..1]),
        error(&good[..20]),
        error(&good[..good.len() - 1]),
        error(b"\x00"),
        error(b"\x80\x00"),
        error(b"\xff\xff\xff\xff\x0f"),
        roots(b"\x01"),
        roots(b"\xa1\x67version\x01"),
        roots(b"\xa1\x67version\x02"),
        roots(b"\xa2\x65roots\x81\x01\x67version\x01"),
        roots(b"\xa2\x65roots\x80\x67version\x18\x01"),
        with(b"\x00"),
        with(b"\x24\x01"),
        with(&[0xff; 20]),
        with(b"\xff\xff\xff\xff\xff\xff\xff\x7f"),
        with(&[&[36, 0x12, 0x20][..], &[0; 40]].concat()),
        with(&[&[36, 1, 0x70, 0x12, 0x20][..], &[0; 40]].concat()),
        with(&[&[36, 1, 0x71, 0x13, 0x40][..], &[0; 40]].concat()),
        with(&[&[36, 1, 0x71, 0x12, 0x10][..], &[0; 40]].concat()),
        damaged(start, 0),
        damaged(good.len() - 1, 2),
    ];
    insta::assert_snapshot!(errors.join("\n"), @r"
    invalid CAR file at byte 0: it ends too early
    invalid CAR file at byte 0: it ends 58 bytes too early
    invalid CAR file at byte 0: it ends 39 bytes too early
    invalid CAR file at byte 59: it ends 1 byte too early
    invalid CAR file at byte 0: invalid header: it is empty
    invalid CAR file at byte 0: invalid length: it is not in its shortest form
    invalid CAR file at byte 0: a header of 4294967295 bytes, more than 65536
    invalid CAR file at byte 0: invalid header: it is not an object
    invalid CAR file at byte 0: invalid header: its `roots` are not an array
    invalid CAR file at byte 0: version 2 is not supported, only version 1
    invalid CAR file at byte 0: invalid header: a root is not a link
    invalid CAR file at byte 0: invalid header: /version: not DAG-CBOR: a number is not in its shortest form
    invalid CAR file at byte 18: invalid length: a section is shorter than a CID
    invalid CAR file at byte 18: it ends 35 bytes too early
    invalid CAR file at byte 18: invalid length: it has more than nine bytes
    invalid CAR file at byte 18: a block of 72057594037927899 bytes, more than 2097152
    invalid CAR file at byte 19: not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: it is of version 0
    invalid CAR file at byte 19: not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: its codec is 0x70
    invalid CAR file at byte 19: not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: its hash function is 0x13
    invalid CAR file at byte 19: not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: it declares a digest of 16 bytes
    invalid CAR file at byte 59: invalid length: a section is shorter than a CID
    invalid CAR file at byte 59: the data of a block does not match its CID, bafyreicl6ujc6ncfktctxxroxognfn7d2fqavvrryoc2lv6m4i6hpbkfti
    ");
}

#[test]
fn nothing_comes_after_an_error() {
    let file = [
        header(&[]),
        section(cid(b"\x01"), b"\x02"),
        section(cid(b"\x01"), b"\x01"),
    ];
    let file = file.concat();
    let mut blocks = Car::parse(&file).unwrap().blocks();
    assert!(blocks.next().unwrap().is_err());
    assert!(blocks.next().is_none());
}

#[test]
fn limits_are_those_of_the_caller() {
    let file = file(&[&[0; 1000]]);
    let limits = Limits::default().with_block(999);
    let car = Car::with_limits(&file, limits).unwrap();
    let error = car.blocks().next().unwrap().unwrap_err();
    let expected = CarErrorKind::BlockTooLarge {
        length: 1000,
        limit: 999,
    };
    assert_eq!(*error.kind(), expected);
    let limits = limits.with_block(1000).with_header(10);
    assert!(Car::with_limits(&file, limits).is_err());
    let limits = limits.with_header(100);
    assert!(Car::with_limits(&file, limits).unwrap().index().is_ok());
}
