//! `tid`: a timestamp that serves as a name.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use super::{error::Fault, format_type::format_type};

/// The digits of base32-sortable, by value.
const DIGITS: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";
/// Digits of a TID: 65 bits, one more than its 64-bit integer has.
const LENGTH: usize = 13;
/// Bits of the clock identifier.
const CLOCK_BITS: u32 = 10;
/// Bits of the timestamp.
const TIME_BITS: u32 = 53;

pub(super) const EXAMPLES: [&str; 1] = ["3jzfcijpj2z2a"];

format_type! {
    /// A [timestamp identifier](https://atproto.com/specs/tid): microseconds
    /// since 1970 and a clock identifier. The order of the text is chronological.
    ///
    /// ```
    /// use lexgen::syntax::Tid;
    ///
    /// let first = Tid::now();
    /// let second = Tid::now();
    /// assert!(first < second);
    ///
    /// let tid = Tid::new("3jzfcijpj2z2a")?;
    /// assert_eq!(tid.timestamp_micros(), Some(1688137381887007));
    /// assert_eq!(tid.clock_id(), Some(6));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Tid
}

impl Tid {
    /// A new TID for the current time. Each one is greater than all earlier ones
    /// in this process, even if the system clock is set back. The clock
    /// identifier is chosen at random once per process.
    pub fn now() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        static CLOCK: OnceLock<u64> = OnceLock::new();

        let micros = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_micros() as u64);
        let next = |last: u64| Some(micros.max(last + 1));
        let last = LAST
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, next)
            .unwrap_or_default();
        // A hasher's random keys are the only randomness of the standard
        // library, and ten bits are all that is needed.
        let clock = *CLOCK.get_or_init(|| RandomState::new().hash_one(LENGTH));
        Self::encode(micros.max(last + 1), clock)
    }

    /// The TID for microseconds since 1970 and a clock identifier. `None` if the
    /// time does not fit into 53 bits (the year 2255) or the clock identifier
    /// into 10.
    ///
    /// ```
    /// use lexgen::syntax::Tid;
    ///
    /// assert_eq!(Tid::from_parts(1688137381887007, 6).unwrap(), "3jzfcijpj2z2a");
    /// assert_eq!(Tid::from_parts(0, 1024), None);
    /// ```
    pub fn from_parts(timestamp_micros: u64, clock_id: u16) -> Option<Self> {
        let fits = timestamp_micros >> TIME_BITS == 0 && clock_id >> CLOCK_BITS == 0;
        fits.then(|| Self::encode(timestamp_micros, clock_id.into()))
    }

    /// Microseconds since 1970-01-01T00:00:00Z. `None` if the text is malformed,
    /// or if the highest bit of the integer is 1, which the syntax allows but
    /// the layout does not. Clients choose record keys, so this need not be the
    /// time at which a record was created.
    pub fn timestamp_micros(&self) -> Option<u64> {
        self.decode().map(|bits| bits >> CLOCK_BITS)
    }

    /// The clock identifier, less than 1024. `None` if
    /// [`timestamp_micros`](Self::timestamp_micros) is `None`.
    pub fn clock_id(&self) -> Option<u16> {
        self.decode().map(|bits| (bits & mask(CLOCK_BITS)) as u16)
    }

    /// Surplus high bits of either part are dropped.
    fn encode(micros: u64, clock: u64) -> Self {
        let bits = (micros & mask(TIME_BITS)) << CLOCK_BITS | clock & mask(CLOCK_BITS);
        let digits = (0..LENGTH).rev().map(|place| {
            let value = bits >> (5 * place) & mask(5);
            char::from(DIGITS[value as usize])
        });
        Self(digits.collect())
    }

    fn decode(&self) -> Option<u64> {
        check(self).ok()?;
        let digits = self.bytes().filter_map(value);
        let bits = digits.fold(0, |bits, digit| bits << 5 | digit);
        (bits >> (TIME_BITS + CLOCK_BITS) == 0).then_some(bits)
    }
}

/// The lowest `bits` bits.
fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

/// The value of a digit of base32-sortable.
fn value(digit: u8) -> Option<u64> {
    match digit {
        b'2'..=b'7' => Some(u64::from(digit - b'2')),
        b'a'..=b'z' => Some(u64::from(digit - b'a') + 6),
        _ => None,
    }
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if let Some(at) = text.bytes().position(|byte| value(byte).is_none()) {
        return Err(Fault::at(
            at,
            "it may only contain the characters `2-7` and `a-z`",
        ));
    }
    if text.len() != LENGTH {
        return Err(Fault::whole("it must have 13 characters"));
    }
    if text.starts_with(|first: char| first >= 'k') {
        return Err(Fault::at(
            0,
            "the first character must be one of `2-7` and `a-j`",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_go_apart_and_together() {
        for (micros, clock) in [(0, 0), (1, 1023), (mask(TIME_BITS), 1023), (1 << 52, 512)] {
            let tid = Tid::from_parts(micros, clock).unwrap();
            assert!(tid.is_valid(), "{tid}");
            assert_eq!(tid.timestamp_micros(), Some(micros));
            assert_eq!(tid.clock_id(), Some(clock));
        }
        assert_eq!(Tid::from_parts(0, 0).unwrap(), "2222222222222");
        assert_eq!(
            Tid::from_parts(mask(TIME_BITS), 1023).unwrap(),
            "bzzzzzzzzzzzz"
        );
        assert_eq!(Tid::from_parts(1 << TIME_BITS, 0), None);
        assert_eq!(Tid::from_parts(0, 1 << CLOCK_BITS), None);
    }

    #[test]
    fn the_order_of_text_is_the_order_in_time() {
        let times = [0, 1, 31, 32, 1_700_000_000_000_000, mask(TIME_BITS)];
        let tids = times.map(|micros| Tid::from_parts(micros, 0).unwrap());
        assert!(tids.is_sorted());
    }

    #[test]
    fn now_never_repeats_nor_goes_back() {
        let threads: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(|| (0..5_000).map(|_| Tid::now()).collect::<Vec<_>>()))
            .collect();
        let mut all = Vec::new();
        for thread in threads {
            let tids = thread.join().unwrap();
            assert!(tids.is_sorted_by(|a, b| a < b));
            all.extend(tids);
        }
        assert!(all.iter().all(|tid| tid.clock_id() == all[0].clock_id()));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 20_000);

        let micros = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_micros();
        let newest = u128::from(all[19_999].timestamp_micros().unwrap());
        assert!(newest.abs_diff(micros) < 60_000_000, "{newest} {micros}");
    }

    #[test]
    fn malformed_text_has_no_parts() {
        for text in ["", "zzzzzzzzzzzzz", "3jzfcijpj2z2", "3jzfcijpj2z2é"] {
            assert_eq!(Tid::new_unchecked(text).decode(), None, "{text}");
        }
    }

    #[test]
    fn the_highest_bit_is_no_part_of_the_time() {
        assert!(
            Tid::new("bzzzzzzzzzzzz")
                .unwrap()
                .timestamp_micros()
                .is_some()
        );
        assert_eq!(Tid::new("c222222222222").unwrap().timestamp_micros(), None);
        assert_eq!(Tid::new("jzzzzzzzzzzzz").unwrap().clock_id(), None);
    }
}
