//! The parts of a CAR file: a header, then sections. Both begin with a length.

use super::{BlockCid, CarError, CarErrorKind, Limits, cid, varint};
use crate::data::{Data, DataError, View, from_dag_cbor};

/// A part that begins with its length. The ranges are relative to the beginning of it.
#[derive(Clone, Copy)]
struct Part {
    /// The bytes of the length.
    start: usize,
    /// All bytes.
    end: usize,
}

/// A section: a block and its CID.
#[derive(Clone, Copy)]
pub(super) struct Section {
    pub(super) cid: BlockCid,
    /// Where the data begins.
    pub(super) data: usize,
    /// Where the data ends, and the next section begins.
    pub(super) end: usize,
}

/// How the bytes of a part that are there relate to those it declares.
pub(super) enum Found<T> {
    Whole(T),
    /// The bytes end too early, by this many if that is known.
    Partial(Option<u64>),
}

impl<T> Found<T> {
    /// The part, of a file that is all there.
    pub(super) fn whole(self, offset: u64) -> Result<T, CarError> {
        match self {
            Self::Whole(part) => Ok(part),
            Self::Partial(missing) => Err(CarError::new(offset, CarErrorKind::Truncated(missing))),
        }
    }
}

/// Reads the length of a part, which `check` limits, at the beginning of `bytes`. There are
/// `total` bytes up to the end of the file.
fn part(
    bytes: &[u8],
    total: u64,
    check: impl FnOnce(u64) -> Result<(), CarErrorKind>,
) -> Result<Found<Part>, CarErrorKind> {
    let Some((length, start)) = varint::read(bytes)? else {
        return Ok(Found::Partial(None));
    };
    check(length)?;
    let there = total.saturating_sub(start as u64);
    match usize::try_from(length) {
        Ok(length) if length as u64 <= there => Ok(Found::Whole(Part {
            start,
            end: start + length,
        })),
        _ => Ok(Found::Partial(Some(length.saturating_sub(there)))),
    }
}

/// Reads the header: the roots, and how many bytes it has.
pub(super) fn header(
    bytes: &[u8],
    limits: &Limits,
) -> Result<Found<(Vec<BlockCid>, usize)>, CarError> {
    let limit = limits.header;
    let part = part(bytes, bytes.len() as u64, |length| match length {
        0 => Err(CarErrorKind::Header(DataError::new("it is empty"))),
        _ if length > limit as u64 => Err(CarErrorKind::HeaderTooLarge { length, limit }),
        _ => Ok(()),
    });
    let read = |part: Part| {
        let bytes = bytes.get(part.start..part.end).unwrap_or_default();
        Ok(Found::Whole((roots(bytes)?, part.end)))
    };
    let found = part.and_then(|found| match found {
        Found::Whole(part) => read(part),
        Found::Partial(missing) => Ok(Found::Partial(missing)),
    });
    found.map_err(|kind| CarError::new(0, kind))
}

/// The roots in a header. Fields that version 1 does not have are ignored, as by the
/// reference implementation.
fn roots(bytes: &[u8]) -> Result<Vec<BlockCid>, CarErrorKind> {
    if let Some(root) = one_root(bytes) {
        return Ok(vec![root]);
    }
    let header: Data = from_dag_cbor(bytes).map_err(CarErrorKind::Header)?;
    let fault = |text: &str| CarErrorKind::Header(DataError::new(text));
    let fields = header
        .as_object()
        .ok_or_else(|| fault("it is not an object"))?;
    match fields.get("version").map(Data::view) {
        Some(View::Integer(1)) => {}
        Some(View::Integer(version)) => return Err(CarErrorKind::Version(version)),
        _ => return Err(fault("its `version` is not an integer")),
    }
    let Some(View::Array(roots)) = fields.get("roots").map(Data::view) else {
        return Err(fault("its `roots` are not an array"));
    };
    let root = |root: &Data| match root.view() {
        View::Link(link) => BlockCid::try_from(link).map_err(CarErrorKind::Cid),
        _ => Err(fault("a root is not a link")),
    };
    roots.iter().map(root).collect()
}

/// The root in the header of a commit: every message of a firehose has one. It is only
/// compared, because to decode it would take longer than to read the blocks.
fn one_root(header: &[u8]) -> Option<BlockCid> {
    let cid = header.strip_prefix(b"\xa2\x65roots\x81\xd8\x2a\x58\x25\0")?;
    let cid = cid.strip_suffix(b"\x67version\x01")?;
    BlockCid::from_bytes(cid).ok()
}

/// The most bytes of a section before its data.
#[cfg(feature = "cli")]
pub(super) const HEAD: usize = varint::LONGEST + cid::LENGTH;

/// Reads the section at the beginning of `bytes`, which are at `offset` of the file.
/// Does not check the data against the CID.
pub(super) fn section(
    bytes: &[u8],
    offset: u64,
    limits: &Limits,
) -> Result<Found<Section>, CarError> {
    let found = head(bytes, bytes.len() as u64, offset, limits)?;
    Ok(match found {
        Found::Whole(head) => Found::Whole(Section {
            cid: head.cid?,
            data: head.data,
            end: head.end,
        }),
        Found::Partial(missing) => Found::Partial(missing),
    })
}

/// The beginning of a section, up to its data.
pub(super) struct Head {
    /// With another CID than those of the protocol, it is still known where the next
    /// section begins.
    pub(super) cid: Result<BlockCid, CarError>,
    pub(super) data: usize,
    pub(super) end: usize,
}

/// Reads the beginning of the section at `offset` of the file, of which there are `total`
/// bytes up to the end of the file.
pub(super) fn head(
    bytes: &[u8],
    total: u64,
    offset: u64,
    limits: &Limits,
) -> Result<Found<Head>, CarError> {
    let limit = limits.block;
    let found = part(bytes, total, |length| {
        match length.checked_sub(cid::LENGTH as u64) {
            None => Err(CarErrorKind::Length("a section is shorter than a CID")),
            Some(length) if length > limit as u64 => {
                Err(CarErrorKind::BlockTooLarge { length, limit })
            }
            Some(_) => Ok(()),
        }
    });
    let part = match found.map_err(|kind| CarError::new(offset, kind))? {
        Found::Whole(part) => part,
        Found::Partial(missing) => return Ok(Found::Partial(missing)),
    };
    let data = part.start + cid::LENGTH;
    let cid = BlockCid::from_bytes(bytes.get(part.start..data).unwrap_or_default());
    let cid =
        cid.map_err(|error| CarError::new(offset + part.start as u64, CarErrorKind::Cid(error)));
    let end = part.end;
    Ok(Found::Whole(Head { cid, data, end }))
}

/// Checks the data of a block, whose section is at `offset`, against its CID.
pub(super) fn verify(cid: BlockCid, data: &[u8], offset: u64) -> Result<(), CarError> {
    if cid.matches(data) {
        return Ok(());
    }
    Err(CarError::new(offset, CarErrorKind::Mismatch(cid)))
}
