//! A bound to the stack that reading takes, however deep the data.
//!
//! Formats bound how deep what they read may be, by a number of levels that
//! knows nothing of the types. A hundred levels of a large type that holds
//! itself can take more stack than a thread has, and a thread without stack
//! ends the whole program. So what is measured here is the stack itself.

use std::{cell::Cell, fmt, ptr};

/// What reading one value may take of the stack, in bytes; what it cannot hold
/// are the bounded levels of data inside of the last object. Threads of the
/// standard library have 2 MiB; the main one has 1 MiB on Windows and, as a
/// rule, under WebAssembly.
const MOST: usize = if cfg!(any(windows, target_family = "wasm")) {
    1 << 19
} else {
    5 << 18
};

thread_local! {
    /// Where on the stack the outermost value begins; 0 while there is none.
    static OUTERMOST: Cell<usize> = const { Cell::new(0) };
}

/// An object that is being read.
pub(super) struct StackGuard {
    is_outermost: bool,
}

/// The data is nested too deep.
pub(super) struct TooDeep;

impl StackGuard {
    /// Begins with one more, inside of those that are being read.
    pub(super) fn enter() -> Result<Self, TooDeep> {
        let marker = 0_u8;
        let here = ptr::from_ref(&marker).addr();
        let outermost = OUTERMOST.get();
        let is_outermost = outermost == 0;
        if is_outermost {
            OUTERMOST.set(here);
        } else if outermost.abs_diff(here) > MOST {
            return Err(TooDeep);
        }
        Ok(Self { is_outermost })
    }
}

impl Drop for StackGuard {
    fn drop(&mut self) {
        if self.is_outermost {
            OUTERMOST.set(0);
        }
    }
}

impl fmt::Display for TooDeep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data is nested too deep")
    }
}
