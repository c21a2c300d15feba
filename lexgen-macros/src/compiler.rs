//! Keeping lexgen's tokens apart from the compiler's.
//!
//! Inside a macro, `proc_macro2` hands every token to the compiler, which costs
//! time and binds the work to one thread. What lexgen makes is text, and the few
//! tokens on the way (long lines that are laid out, literals with escapes) are
//! made on any thread; so it is given tokens of its own, and only the text goes
//! to the compiler, at once.

use std::sync::{Mutex, PoisonError};

use proc_macro2::{TokenStream, fallback};

/// Which kind of token there is, is one setting for the whole library; a
/// compiler may expand on several threads.
static ALONE: Mutex<()> = Mutex::new(());

/// Runs `work` while no other attribute is expanded.
pub(crate) fn alone<T>(work: impl FnOnce() -> T) -> T {
    let _guard = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    work()
}

/// Runs `work` with tokens that are not the compiler's. It must neither take nor
/// return tokens.
pub(crate) fn outside<T>(work: impl FnOnce() -> T) -> T {
    /// Also when `work` panics.
    struct Back;
    impl Drop for Back {
        fn drop(&mut self) {
            fallback::unforce();
        }
    }
    fallback::force();
    let _back = Back;
    work()
}

/// Text as the compiler's tokens.
///
/// `proc_macro2` would parse the text itself first, because a compiler does not
/// recover from every text that is not Rust. Without optimization that takes as
/// long as making the text, which is Rust.
///
/// # Errors
/// If it is not, which is a bug of lexgen.
pub(crate) fn tokens(text: &str) -> Result<TokenStream, proc_macro::LexError> {
    text.parse::<proc_macro::TokenStream>().map(Into::into)
}
