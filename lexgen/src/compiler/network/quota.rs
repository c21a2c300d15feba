//! How much one run receives: many answers that are small enough can be too much together.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The most bytes of all proofs.
const PROOFS: usize = 512 << 20;

/// The most bytes of all documents as JSON. In memory, a document can take ten times as much.
const DOCUMENTS: usize = 64 << 20;

/// More than a run receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Excess {
    /// All proofs together have more bytes than this.
    Proofs(usize),
    /// All documents together have more bytes than this.
    Documents(usize),
}

/// What a run has received.
#[derive(Debug, Default)]
pub(super) struct Quota {
    proofs: AtomicUsize,
    documents: AtomicUsize,
}

impl Quota {
    /// Counts a proof.
    ///
    /// # Errors
    /// If it is one too many.
    pub(super) fn proof(&self, bytes: usize) -> Result<(), Excess> {
        if add(&self.proofs, bytes) > PROOFS {
            return Err(Excess::Proofs(PROOFS));
        }
        Ok(())
    }

    /// Counts a document, valid or not.
    ///
    /// # Errors
    /// If it is one too many.
    pub(super) fn document(&self, bytes: usize) -> Result<(), Excess> {
        if add(&self.documents, bytes) > DOCUMENTS {
            return Err(Excess::Documents(DOCUMENTS));
        }
        Ok(())
    }
}

fn add(total: &AtomicUsize, bytes: usize) -> usize {
    // No answer is large enough to overflow it.
    total.fetch_add(bytes, Relaxed) + bytes
}
