//! CAR files: the blocks of repositories, of commits and of proofs.
//!
//! Needs the feature `car`.
//!
//! [`Car`] reads a file that is in memory, such as the `blocks` of a commit, without
//! copying, and [`BlockIndex`] finds blocks in it by their CIDs. [`Reader`] and
//! [`Decoder`] read a file of any size, from a [`Read`](std::io::Read) or in chunks, and
//! keep one block at a time. [`Writer`] writes one.
//!
//! Every block that these return has been checked against its CID. Lengths are
//! limited, by [`Limits`], before anything is allocated for them.
//!
//! ```
//! use lexgen::car::{BlockCid, Car, Codec};
//!
//! // A header with its length, and a block: its length, its CID, and the number 7.
//! let header = b"\x11\xa2\x65roots\x80\x67version\x01";
//! let cid = BlockCid::of(Codec::DagCbor, b"\x07");
//! let file = [&header[..], &[37], &cid.to_bytes(), b"\x07"].concat();
//!
//! let car = Car::parse(&file)?;
//! assert!(car.roots().is_empty());
//! for block in car.blocks() {
//!     let block = block?;
//!     assert_eq!(block.cid, cid);
//!     assert_eq!(block.decode::<i64>(), Ok(7));
//! }
//! # Ok::<(), lexgen::car::CarError>(())
//! ```
//!
//! Specification: <https://atproto.com/specs/repository#car-file-serialization>

mod cid;
mod decoder;
#[cfg(feature = "cli")]
mod disk;
mod error;
mod index;
mod limits;
mod reader;
mod section;
mod slice;
mod varint;
mod writer;

#[cfg(test)]
pub(crate) mod tests;

pub use cid::{BlockCid, CidError, Codec};
pub use decoder::Decoder;
#[cfg(feature = "cli")]
pub(crate) use disk::DiskCar;
pub use error::{CarError, CarErrorKind};
pub use index::{BlockIndex, LookupError};
pub use limits::Limits;
pub use reader::{ReadError, Reader};
pub use slice::{Block, Blocks, Car};
pub use writer::Writer;
