//! How much is read at once.

/// The most bytes of the parts of a CAR file. A part that is longer is an error, and
/// nothing is allocated for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of the header, which has the roots. The default is 64 KiB.
    pub header: usize,
    /// The most bytes of the data of a block. The default is 2 MiB; the protocol allows
    /// records of 1 MiB.
    pub block: usize,
}

impl Limits {
    /// The same with another limit for blocks.
    #[must_use]
    pub fn with_block(mut self, bytes: usize) -> Self {
        self.block = bytes;
        self
    }

    /// The same with another limit for the header.
    #[must_use]
    pub fn with_header(mut self, bytes: usize) -> Self {
        self.header = bytes;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header: 64 << 10,
            block: 2 << 20,
        }
    }
}
