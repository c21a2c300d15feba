//! A limit on the stack that reading uses.
//!
//! Formats limit the levels of nesting, but know nothing of the types: a hundred
//! levels of a large recursive type can overflow the stack of a thread, which
//! aborts the program. So the stack itself is measured here.

use std::{cell::Cell, fmt, ptr};

/// The most bytes of stack for reading a value, without the limited levels of data
/// in the last object. Threads of the standard library have 2 MiB; the main thread
/// has 1 MiB on Windows and usually in WebAssembly.
const MOST: usize = if cfg!(any(windows, target_family = "wasm")) {
    1 << 19
} else {
    5 << 18
};

thread_local! {
    /// The address on the stack at which the outermost value starts; 0 if no value is
    /// being read.
    static OUTERMOST: Cell<usize> = const { Cell::new(0) };
}

/// Guards an object while it is being read.
pub(super) struct StackGuard {
    is_outermost: bool,
}

/// The data is nested too deeply.
pub(super) struct TooDeep;

impl StackGuard {
    /// Checks the stack before an object is read.
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
        f.write_str("the data is nested too deeply")
    }
}
