//! CAR files.

use lexgen::{
    CidLink, Data,
    car::{BlockCid, Car},
    data::to_dag_cbor,
};

/// A CAR file with one root.
#[must_use]
pub fn write(root: BlockCid, blocks: &[(BlockCid, Vec<u8>)]) -> Vec<u8> {
    let header = Data::from_iter([
        (
            "roots".to_owned(),
            Data::from_iter([Data::from(CidLink::from(root))]),
        ),
        ("version".to_owned(), Data::from(1)),
    ]);
    let mut file = Vec::new();
    section(&to_dag_cbor(&header).expect("data"), &mut file);
    for (cid, data) in blocks {
        section(&[&cid.to_bytes()[..], data].concat(), &mut file);
    }
    file
}

/// The blocks of a CAR file.
///
/// # Panics
/// If it is malformed.
#[must_use]
pub fn read(file: &[u8]) -> Vec<(BlockCid, Vec<u8>)> {
    let car = Car::parse(file).expect("a CAR file");
    let blocks = car.blocks().map(|block| block.expect("a block"));
    blocks
        .map(|block| (block.cid, block.data.to_vec()))
        .collect()
}

fn section(bytes: &[u8], file: &mut Vec<u8>) {
    let mut length = bytes.len();
    while length > 0x7f {
        file.push(u8::try_from(length & 0x7f).expect("7 bits") | 0x80);
        length >>= 7;
    }
    file.push(u8::try_from(length).expect("7 bits"));
    file.extend_from_slice(bytes);
}
