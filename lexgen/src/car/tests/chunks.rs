//! Files that arrive in parts, which give what the whole gives.

use std::io::{self, Read};

use super::{super::*, file, header};

/// Blocks with their offsets, and why there are no more.
pub type Found = (Vec<(BlockCid, Vec<u8>, u64)>, Option<CarError>);

/// The blocks and the error of a file in memory.
pub fn whole(bytes: &[u8]) -> Found {
    let car = match Car::parse(bytes) {
        Ok(car) => car,
        Err(error) => return (Vec::new(), Some(error)),
    };
    let mut blocks = Vec::new();
    for block in &car {
        match block {
            Ok(block) => blocks.push((block.cid, block.data.to_vec(), block.offset)),
            Err(error) => return (blocks, Some(error)),
        }
    }
    (blocks, None)
}

/// The same of a file in chunks.
pub fn chunks(bytes: &[u8], size: usize) -> Found {
    let mut decoder = Decoder::new();
    let mut blocks = Vec::new();
    for chunk in bytes.chunks(size) {
        decoder.push(chunk);
        loop {
            match decoder.next_block() {
                Ok(Some(block)) => blocks.push((block.cid, block.data.to_vec(), block.offset)),
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(decoder.next_block(), Err(error.clone()));
                    return (blocks, Some(error));
                }
            }
        }
    }
    (blocks, decoder.finish().err())
}

#[test]
fn chunks_of_any_size_are_the_whole() {
    let file = file(&[b"\x01", &[0; 300], b"", b"\x02"]);
    for end in 0..=file.len() {
        let part = &file[..end];
        for size in 1..=10 {
            assert_eq!(chunks(part, size), whole(part), "{end} {size}");
        }
    }
}

/// A source with a block for each number, which are never in memory together.
struct Endless {
    left: Vec<u8>,
    blocks: u32,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() && self.blocks > 0 {
            self.blocks -= 1;
            let data = self.blocks.to_be_bytes().repeat(1000);
            self.left = super::section(BlockCid::of(Codec::Raw, &data), &data);
        }
        let length = buffer.len().min(self.left.len()).min(777);
        buffer[..length].copy_from_slice(&self.left[..length]);
        self.left.drain(..length);
        Ok(length)
    }
}

#[test]
fn a_reader_keeps_one_block_at_a_time() {
    let source = Endless {
        left: header(&[]),
        blocks: 2000,
    };
    let mut reader = Reader::new(source).unwrap();
    let mut bytes = 0;
    while let Some(block) = reader.next_block().unwrap() {
        bytes += block.data.len();
    }
    assert_eq!(bytes, 8_000_000);
    assert!(reader.kept() < 200_000, "{}", reader.kept());
}

#[test]
fn what_is_announced_is_not_allocated() {
    let limits = Limits::default().with_block(usize::MAX);
    let mut decoder = Decoder::with_limits(limits);
    decoder.push(&header(&[]));
    decoder.push(b"\xff\xff\xff\xff\xff\xff\xff\x7f");
    assert_eq!(decoder.next_block(), Ok(None));
    assert!(decoder.kept() < 1000);
    assert!(decoder.finish().is_err());
}

#[test]
fn a_reader_says_why_it_ends() {
    let good = file(&[b"\x01"]);
    let no_header = Reader::new(&good[..10]).unwrap_err();
    assert!(matches!(no_header, ReadError::Car(_)), "{no_header}");
    let mut cut = Reader::new(&good[..good.len() - 1]).unwrap();
    assert_eq!(cut.roots().len(), 1);
    let error = cut.next_block().unwrap_err();
    assert!(
        error.to_string().ends_with("it ends 1 byte too early"),
        "{error}"
    );

    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let error = Reader::new((&good[..60]).chain(Broken))
        .unwrap()
        .next_block()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read the CAR file: the disk is gone"
    );
}
