//! CAR files from a reader.

use std::{
    fmt,
    io::{self, Read},
};

use super::{Block, BlockCid, CarError, Decoder, Limits};

/// The bytes that are read at once.
const CHUNK: usize = 64 << 10;

/// Reads a CAR file of any size from a [`Read`], which need not be buffered.
///
/// It keeps one block at a time.
pub struct Reader<R> {
    source: R,
    decoder: Decoder,
    chunk: Box<[u8]>,
}

impl<R: Read> Reader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// If the file cannot be read, or does not begin with the header of a CAR file of
    /// version 1.
    pub fn new(source: R) -> Result<Self, ReadError> {
        Self::with_limits(source, Limits::default())
    }

    /// Like [`new`](Self::new), with other limits.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn with_limits(source: R, limits: Limits) -> Result<Self, ReadError> {
        let mut reader = Self {
            source,
            decoder: Decoder::with_limits(limits),
            chunk: vec![0; CHUNK].into(),
        };
        while !reader.decoder.has_header()? && reader.fill()? {}
        if reader.decoder.roots().is_none() {
            reader.decoder.end()?;
        }
        Ok(reader)
    }

    /// The CIDs that the header names.
    #[must_use]
    pub fn roots(&self) -> &[BlockCid] {
        self.decoder.roots().unwrap_or_default()
    }

    /// The next block; `None` at the end.
    ///
    /// # Errors
    /// If the file cannot be read or is malformed, or the data does not match the CID.
    pub fn next_block(&mut self) -> Result<Option<Block<'_>>, ReadError> {
        loop {
            if let Some(taken) = self.decoder.take()? {
                return Ok(Some(self.decoder.block(taken)));
            }
            if !self.fill()? {
                self.decoder.end()?;
                return Ok(None);
            }
        }
    }

    /// The bytes in memory.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.decoder.kept() + self.chunk.len()
    }

    /// Reads more bytes. Returns false at the end of the source.
    fn fill(&mut self) -> io::Result<bool> {
        loop {
            match self.source.read(&mut self.chunk) {
                Ok(length) => {
                    let bytes = self.chunk.get(..length);
                    self.decoder.push(bytes.unwrap_or_default());
                    return Ok(length > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Reader");
        debug
            .field("decoder", &self.decoder)
            .finish_non_exhaustive()
    }
}

/// Why there is no next block.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The file cannot be read.
    Io(io::Error),
    /// It is not a CAR file, or a block does not match its CID.
    Car(CarError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot read the CAR file: {error}"),
            Self::Car(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => error.source(),
            Self::Car(_) => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<CarError> for ReadError {
    fn from(error: CarError) -> Self {
        Self::Car(error)
    }
}
