//! Writing CAR files.

use std::{
    fmt,
    io::{self, Write},
};

use super::{BlockCid, Codec, varint};
use crate::data::{CidLink, Data, to_dag_cbor};

/// Writes a CAR file.
///
/// ```
/// use lexgen::car::{BlockCid, BlockIndex, Codec, Writer};
///
/// let root = BlockCid::of(Codec::DagCbor, b"\x07");
/// let mut writer = Writer::new(Vec::new(), &[root])?;
/// assert_eq!(writer.write(Codec::DagCbor, b"\x07")?, root);
/// let file = writer.into_inner();
/// assert_eq!(BlockIndex::parse(&file)?.block(root)?.data, b"\x07");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Specification: <https://atproto.com/specs/repository#car-file-serialization>
pub struct Writer<W> {
    sink: W,
}

impl<W: Write> Writer<W> {
    /// Writes the header, with the CIDs that it names: for a repository that of the
    /// commit.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn new(mut sink: W, roots: &[BlockCid]) -> io::Result<Self> {
        let roots = roots.iter().map(|root| Data::from(CidLink::from(*root)));
        let header = [
            ("roots".to_owned(), Data::from_iter(roots)),
            ("version".to_owned(), Data::from(1)),
        ];
        let header = to_dag_cbor(&Data::from_iter(header)).map_err(io::Error::other)?;
        sink.write_all(&varint::write(header.len()))?;
        sink.write_all(&header)?;
        Ok(Self { sink })
    }

    /// Writes a block, and returns its CID.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn write(&mut self, codec: Codec, data: &[u8]) -> io::Result<BlockCid> {
        let cid = BlockCid::of(codec, data);
        let bytes = cid.to_bytes();
        self.sink
            .write_all(&varint::write(bytes.len() + data.len()))?;
        self.sink.write_all(&bytes)?;
        self.sink.write_all(data)?;
        Ok(cid)
    }

    /// The sink. Nothing more needs to be written.
    #[must_use]
    pub fn into_inner(self) -> W {
        self.sink
    }
}

impl<W> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}
