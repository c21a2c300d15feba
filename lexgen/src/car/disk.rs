//! CAR files that stay on the disk.

use std::{
    hash::{BuildHasher, RandomState},
    io::{self, BufReader, Read, Seek, SeekFrom},
};

use super::{
    BlockCid, CarError, CarErrorKind, Limits, ReadError,
    section::{Found, HEAD, Head, head, header, verify},
};

/// The bytes that are read at once. Blocks that follow each other in the tree of a
/// repository need not do so in the file.
const CHUNK: usize = 8 << 10;

/// A CAR file on the disk, of which one block at a time is in memory.
pub(crate) struct DiskCar<F> {
    file: BufReader<F>,
    /// Where the next byte is read.
    at: u64,
    length: u64,
    roots: Vec<BlockCid>,
    first: u64,
    limits: Limits,
    places: Places,
}

/// Where blocks begin, by their CIDs. 16 bytes for each: which CID a block has is in the
/// file.
#[derive(Default)]
struct Places {
    /// The hash of a CID, and where its block begins. Sorted.
    hashes: Vec<(u64, u64)>,
    /// Nobody can make many CIDs with the same hash.
    hasher: RandomState,
}

/// A block, whose data matches its CID.
pub(crate) struct OwnedBlock {
    pub(crate) cid: BlockCid,
    pub(crate) data: Vec<u8>,
    /// Where its section begins.
    pub(crate) offset: u64,
}

impl<F: Read + Seek> DiskCar<F> {
    /// Reads the header of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or does not begin with the header of a CAR file of
    /// version 1.
    pub(crate) fn open(mut file: F) -> Result<Self, ReadError> {
        let limits = Limits::default();
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(0))?;
        let mut file = BufReader::with_capacity(CHUNK, file);
        let mut bytes = Vec::new();
        let most = limits.header + HEAD;
        let at = file.by_ref().take(most as u64).read_to_end(&mut bytes)? as u64;
        let (roots, end) = header(&bytes, &limits)?.whole(0)?;
        Ok(Self {
            first: end as u64,
            places: Places::default(),
            file,
            at,
            length,
            roots,
            limits,
        })
    }

    /// The CIDs that the header names.
    pub(crate) fn roots(&self) -> &[BlockCid] {
        &self.roots
    }

    /// Finds out where the blocks are, without reading their data.
    ///
    /// # Errors
    /// If the file cannot be read or is malformed.
    pub(crate) fn index(&mut self) -> Result<(), ReadError> {
        let mut offset = self.first;
        let mut hashes = Vec::new();
        while let Some(head) = self.head(offset)? {
            hashes.push((self.places.hasher.hash_one(head.cid?), offset));
            offset += head.end as u64;
        }
        hashes.sort_unstable();
        self.places.hashes = hashes;
        Ok(())
    }

    /// The block with a CID, once there is an [index](Self::index). `None` if it is not in
    /// the file.
    ///
    /// # Errors
    /// If the file cannot be read, or the data does not match the CID.
    pub(crate) fn block(&mut self, cid: BlockCid) -> Result<Option<OwnedBlock>, ReadError> {
        let hash = self.places.hasher.hash_one(cid);
        let mut index = self
            .places
            .hashes
            .partition_point(|(found, _)| *found < hash);
        while let Some((found, offset)) = self.places.hashes.get(index).copied()
            && found == hash
        {
            match self.head(offset)? {
                Some(head) if head.cid == Ok(cid) => return self.read(&head, offset).map(Some),
                _ => index += 1,
            }
        }
        Ok(None)
    }

    /// Calls `each` for all blocks in the order of the file, and for those that are
    /// malformed. After a block that does not match its CID, the next one can be read.
    ///
    /// # Errors
    /// If the file cannot be read, and those of `each`.
    pub(crate) fn each<E: From<io::Error>>(
        &mut self,
        mut each: impl FnMut(Result<OwnedBlock, CarError>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut offset = self.first;
        loop {
            let (head, found) = match self.head(offset) {
                Ok(None) => return Ok(()),
                Ok(Some(head)) => {
                    let found = self.read(&head, offset);
                    (Some(head), found)
                }
                Err(error) => (None, Err(error)),
            };
            each(match found {
                Ok(block) => Ok(block),
                Err(ReadError::Car(error)) => Err(error),
                Err(ReadError::Io(error)) => return Err(error.into()),
            })?;
            match head {
                Some(head) => offset += head.end as u64,
                None => return Ok(()),
            }
        }
    }

    /// The beginning of the section at this byte; `None` at the end of the file.
    fn head(&mut self, offset: u64) -> Result<Option<Head>, ReadError> {
        let total = self.length.saturating_sub(offset);
        if total == 0 {
            return Ok(None);
        }
        self.seek(offset)?;
        let mut bytes = [0; HEAD];
        let there = usize::try_from(total).map_or(HEAD, |total| total.min(HEAD));
        let bytes = bytes.get_mut(..there).unwrap_or_default();
        self.file.read_exact(bytes)?;
        self.at += there as u64;
        match head(bytes, total, offset, &self.limits)? {
            Found::Whole(head) => Ok(Some(head)),
            Found::Partial(missing) => {
                Err(CarError::new(offset, CarErrorKind::Truncated(missing)).into())
            }
        }
    }

    /// Reads and verifies the data of a block.
    fn read(&mut self, head: &Head, offset: u64) -> Result<OwnedBlock, ReadError> {
        let cid = head.cid.clone()?;
        self.seek(offset + head.data as u64)?;
        let mut data = vec![0; head.end - head.data];
        self.file.read_exact(&mut data)?;
        self.at += data.len() as u64;
        verify(cid, &data, offset)?;
        Ok(OwnedBlock { cid, data, offset })
    }

    fn seek(&mut self, offset: u64) -> io::Result<()> {
        // Unlike `seek`, it keeps the bytes that have been read.
        self.file
            .seek_relative(offset.wrapping_sub(self.at).cast_signed())?;
        self.at = offset;
        Ok(())
    }
}
