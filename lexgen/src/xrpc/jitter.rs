//! Random times, so that clients do not come back at the same time.

use std::time::Duration;

use super::chance;

/// A random time of up to `most`.
pub(super) fn spread(most: Duration) -> Duration {
    let [chance] = chance::numbers();
    let nanos = u64::try_from(most.as_nanos()).unwrap_or(u64::MAX - 1);
    Duration::from_nanos(chance % nanos.saturating_add(1))
}

/// The pause after so many failures in a row: twice as long each time, and a random
/// time of up to half of it, but not above `most`.
pub(super) fn doubled(pause: Duration, failures: u32, most: Duration) -> Duration {
    let doubled = pause.saturating_mul(1 << failures.saturating_sub(1).min(16));
    doubled.saturating_add(spread(doubled / 2)).min(most)
}
