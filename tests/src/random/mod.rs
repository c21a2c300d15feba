//! Random lexicons, random edits of them, and random values: the same ones in
//! every run.

mod edits;
mod hostile;
mod lexicons;
pub mod mutations;
mod named;
mod names;
mod values;

pub use hostile::Stranger;
pub use lexicons::Author;
pub use mutations::Mutant;
pub use named::named;
pub use values::Arbitrary;

/// The subprotocols of subscriptions.
const SUBPROTOCOLS: [&str; 3] = ["xrpc.v0.cbor", "xrpc.v1.json", "xrpc.v1.cbor"];

/// An xorshift generator, which gives the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds must not give neighbouring numbers.
        let mixed = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed ^ (mixed >> 31) | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap_or(0)
    }

    /// True with this probability in percent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A random item.
    ///
    /// # Panics
    ///
    /// If there are no items.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}
