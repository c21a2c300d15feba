//! CAR files in chunks.

use std::fmt;

use super::{
    Block, BlockCid, CarError, CarErrorKind, Limits,
    section::{Found, Section, header, section, verify},
};

/// Reads a CAR file that arrives in chunks, and does no I/O itself.
///
/// It keeps the bytes of one block and one chunk: take all blocks of a chunk before the
/// next one.
///
/// ```no_run
/// # use lexgen::car::{CarError, Decoder};
/// # fn read(chunks: Vec<Vec<u8>>) -> Result<(), CarError> {
/// let mut decoder = Decoder::new();
/// for chunk in chunks {
///     decoder.push(&chunk);
///     while let Some(block) = decoder.next_block()? {
///         println!("{} has {} bytes", block.cid, block.data.len());
///     }
/// }
/// decoder.finish()?;
/// # Ok(())
/// # }
/// ```
pub struct Decoder {
    limits: Limits,
    roots: Option<Vec<BlockCid>>,
    buffer: Vec<u8>,
    /// Where the next part begins in the buffer.
    start: usize,
    /// Where the next part begins in the file.
    offset: u64,
}

/// A block in the buffer, which is no longer part of the rest.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    section: Section,
    start: usize,
    offset: u64,
}

impl Decoder {
    /// A decoder at the beginning of a file.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// Like [`new`](Self::new), with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            limits,
            roots: None,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
        }
    }

    /// Adds the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.extend_from_slice(chunk);
    }

    /// The CIDs that the header names; `None` before
    /// [`next_block`](Self::next_block) has read it.
    #[must_use]
    pub fn roots(&self) -> Option<&[BlockCid]> {
        self.roots.as_deref()
    }

    /// The next block; `None` if not all of it is there yet.
    ///
    /// # Errors
    /// If the file is malformed, or the data does not match the CID. The same error
    /// is returned again.
    pub fn next_block(&mut self) -> Result<Option<Block<'_>>, CarError> {
        let taken = self.take()?;
        Ok(taken.map(|taken| self.block(taken)))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If it ends within the header or a block, or if a block has not been taken.
    pub fn finish(mut self) -> Result<(), CarError> {
        self.end()
    }

    /// Checks that the file may end here.
    pub(super) fn end(&mut self) -> Result<(), CarError> {
        self.read_header()?;
        let rest = self.rest();
        if self.roots.is_some() && rest.is_empty() {
            return Ok(());
        }
        let missing = match self.roots {
            Some(_) => match section(rest, self.offset, &self.limits)? {
                Found::Partial(missing) => missing,
                Found::Whole(_) => None,
            },
            None => match header(rest, &self.limits)? {
                Found::Partial(missing) => missing,
                Found::Whole(_) => None,
            },
        };
        let kind = CarErrorKind::Truncated(missing);
        Err(CarError::new(self.offset, kind))
    }

    /// Whether the header is there, which this reads.
    pub(super) fn has_header(&mut self) -> Result<bool, CarError> {
        self.read_header()?;
        Ok(self.roots.is_some())
    }

    /// Takes the next block from the buffer.
    pub(super) fn take(&mut self) -> Result<Option<Taken>, CarError> {
        self.read_header()?;
        let (start, offset) = (self.start, self.offset);
        let rest = self.rest();
        if self.roots.is_none() || rest.is_empty() {
            return Ok(None);
        }
        let Found::Whole(section) = section(rest, offset, &self.limits)? else {
            return Ok(None);
        };
        let data = rest.get(section.data..section.end);
        verify(section.cid, data.unwrap_or_default(), offset)?;
        self.advance(section.end);
        Ok(Some(Taken {
            section,
            start,
            offset,
        }))
    }

    /// The block that was taken last.
    pub(super) fn block(&self, taken: Taken) -> Block<'_> {
        let Taken {
            section,
            start,
            offset,
        } = taken;
        let data = self.buffer.get(start + section.data..start + section.end);
        Block {
            cid: section.cid,
            data: data.unwrap_or_default(),
            offset,
        }
    }

    /// The bytes in memory.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.buffer.capacity()
    }

    fn read_header(&mut self) -> Result<(), CarError> {
        if self.roots.is_none()
            && let Found::Whole((roots, end)) = header(self.rest(), &self.limits)?
        {
            self.roots = Some(roots);
            self.advance(end);
        }
        Ok(())
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        self.start += bytes;
        self.offset += bytes as u64;
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows where it is, but not the bytes.
impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("offset", &self.offset)
            .field("roots", &self.roots)
            .finish_non_exhaustive()
    }
}
