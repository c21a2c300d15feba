//! How much a client can ask for, and how long it can take.
//!
//! The server is for one person, but any program and any page in a browser can connect to
//! it, so nothing that a client does takes more than a fixed amount of memory.

use std::time::Duration;

/// The most bytes of a body.
pub(super) const BODY: usize = 4 << 20;
/// The most bytes of all bodies that are in memory at once. Requests wait for their turn.
pub(super) const BODIES: usize = 32 << 20;
/// The bytes of a body for which a validation counts as one more: small ones run beside
/// each other, and a large one alone.
pub(super) const SMALL_BODY: usize = 256 << 10;
/// The most problems in an answer.
pub(super) const PROBLEMS: usize = 500;

/// The most connections; others wait until they are accepted. Systems allow a process to
/// open 256 files or more.
pub(super) const CONNECTIONS: usize = 200;
/// The most streams of events, which stay open.
pub(super) const STREAMS: usize = 60;
/// The most bytes of the head of a request.
pub(super) const HEAD: usize = 64 << 10;
/// The most headers of a request.
pub(super) const HEADERS: usize = 64;

/// The longest time until the head of a request is complete, also of the next one on a
/// connection.
pub(super) const HEAD_TIME: Duration = Duration::from_secs(5);
/// The longest time until a body is complete.
pub(super) const BODY_TIME: Duration = Duration::from_secs(10);
/// The longest time in which a client takes nothing of an answer.
pub(super) const WRITE_TIME: Duration = Duration::from_secs(10);
/// The longest time that a request waits for its turn.
pub(super) const TURN_TIME: Duration = Duration::from_secs(60);
/// How long what a client still sends is read after its answer, so that it sees the answer.
pub(super) const LINGER_TIME: Duration = Duration::from_secs(5);
/// How often a stream of events says that it is alive.
pub(super) const ALIVE_TIME: Duration = Duration::from_secs(15);
