//! Signals that end this process while git runs.
//!
//! Git has a process group of its own, so that all programs that it starts can be ended. A
//! terminal does not signal that group, so Ctrl-C would leave git running.

use std::{
    process,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
};

use signal_hook::{
    consts::{SIGINT, SIGQUIT, SIGTERM},
    flag,
    low_level::emulate_default_handler,
};

/// Not that of a terminal that was closed, which `nohup` has set to be ignored.
const ALL: [i32; 3] = [SIGINT, SIGQUIT, SIGTERM];

/// What the handlers of signals share, which stay for as long as the process runs.
struct Shared {
    /// Whether a signal ends the process at once, as it does without a handler.
    is_default: Arc<AtomicBool>,
    /// The last signal, or zero.
    last: Arc<AtomicUsize>,
}

static SHARED: OnceLock<Shared> = OnceLock::new();

impl Shared {
    fn new() -> Self {
        let shared = Self {
            is_default: Arc::new(AtomicBool::new(true)),
            last: Arc::new(AtomicUsize::new(0)),
        };
        for signal in ALL {
            let value = usize::try_from(signal).unwrap_or_default();
            // Without handlers, git is left running, and nothing else is different.
            let _ = flag::register_conditional_default(signal, Arc::clone(&shared.is_default));
            let _ = flag::register_usize(signal, Arc::clone(&shared.last), value);
        }
        shared
    }
}

/// Holds signals back.
pub(super) struct Held(&'static Shared);

impl Held {
    pub(super) fn new() -> Self {
        let shared = SHARED.get_or_init(Shared::new);
        shared.is_default.store(false, SeqCst);
        Self(shared)
    }

    /// Whether there is a signal that must end this process.
    pub(super) fn is_signalled(&self) -> bool {
        self.0.last.load(SeqCst) != 0
    }

    /// Ends this process as the signal does that was held back.
    pub(super) fn end(&self) -> ! {
        let signal = i32::try_from(self.0.last.load(SeqCst)).unwrap_or(SIGTERM);
        let _ = emulate_default_handler(signal);
        process::exit(128 + signal)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.is_default.store(true, SeqCst);
        // It came after the last look.
        if self.is_signalled() {
            self.end();
        }
    }
}
