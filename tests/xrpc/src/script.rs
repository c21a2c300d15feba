//! What the subscription of the service for hostile clients does: the cursor of a
//! client selects it.

/// Sends messages of [`LARGE`] bytes without end.
pub const FLOOD: i64 = 1;
/// Locks the shared state again and again, while a task of its own floods.
pub const LOCK: i64 = 2;
/// Locks the shared state, and floods while it holds the lock.
pub const HOLD: i64 = 3;
/// Locks the shared state for each message, and sends small ones without end.
pub const TICK: i64 = 4;
/// Sends nothing, and never ends.
pub const WAIT: i64 = 5;
/// Drops its sender, and never ends.
pub const DROP_SENDER: i64 = 6;
/// Sends three messages, and ends.
pub const END: i64 = 7;
/// Ends with an error of the lexicon.
pub const FAIL: i64 = 8;
/// Sends a message that is larger than the limit.
pub const TOO_LARGE: i64 = 9;

/// The bytes of a large message.
pub const LARGE: usize = 1_000_000;
