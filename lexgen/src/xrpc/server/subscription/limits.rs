//! Limits on the time and memory for one client of a subscription.

use std::time::Duration;

/// See the methods of [`Service`](super::super::Service) that set them.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub(in super::super) send_timeout: Duration,
    pub(in super::super) max_waiting: usize,
    pub(in super::super) max_message: usize,
    pub(in super::super) ping_interval: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            send_timeout: Duration::from_secs(10),
            max_waiting: 1 << 20,
            // The largest that the client of this crate reads.
            max_message: 8 << 20,
            ping_interval: Duration::from_secs(30),
        }
    }
}
