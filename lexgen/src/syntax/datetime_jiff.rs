//! Conversions between [`Datetime`] and [`jiff::Timestamp`] (feature `jiff`).

use jiff::Timestamp;

use super::{Datetime, InvalidSyntax, error::Fault};

/// ```
/// use jiff::Timestamp;
/// use lexgen::syntax::Datetime;
///
/// let datetime = Datetime::new("1985-04-12T23:20:50.123-07:00")?;
/// let timestamp = Timestamp::try_from(&datetime)?;
/// assert_eq!(timestamp.to_string(), "1985-04-13T06:20:50.123Z");
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
///
/// # Errors
/// If the text is malformed or the time is later than [`Timestamp::MAX`],
/// which is a day before the end of the year 9999.
impl TryFrom<&Datetime> for Timestamp {
    type Error = InvalidSyntax;

    fn try_from(datetime: &Datetime) -> Result<Self, InvalidSyntax> {
        datetime.check()?;
        datetime
            .timestamp()
            .and_then(|(seconds, nanos)| Self::new(seconds, i32::try_from(nanos).ok()?).ok())
            .ok_or_else(|| {
                let fault = Fault::whole("it is later than `jiff::Timestamp::MAX`");
                InvalidSyntax::new(Datetime::FORMAT, fault, datetime)
            })
    }
}

/// In UTC, with the fewest of three, six or nine fractional digits.
///
/// ```
/// use lexgen::syntax::Datetime;
///
/// let epoch = jiff::Timestamp::UNIX_EPOCH;
/// assert_eq!(Datetime::try_from(epoch)?, "1970-01-01T00:00:00.000Z");
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
///
/// # Errors
/// If the time is before the year 0.
impl TryFrom<Timestamp> for Datetime {
    type Error = InvalidSyntax;

    fn try_from(timestamp: Timestamp) -> Result<Self, InvalidSyntax> {
        // Before 1970, jiff counts the nanoseconds backwards from the second.
        let nanos = timestamp.as_nanosecond();
        i64::try_from(nanos.div_euclid(1_000_000_000))
            .ok()
            .and_then(|seconds| {
                Self::from_timestamp(seconds, nanos.rem_euclid(1_000_000_000) as u32)
            })
            .ok_or_else(|| {
                let fault = Fault::whole("it is before the year 0");
                InvalidSyntax::new(Self::FORMAT, fault, &timestamp.to_string())
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_agree_on_every_moment() {
        let mut nanos = Timestamp::from_second(-62_167_219_200)
            .unwrap()
            .as_nanosecond();
        let mut count = 0;
        // A step of some weeks and an odd number of nanoseconds.
        while let Ok(timestamp) = Timestamp::from_nanosecond(nanos) {
            let datetime = Datetime::try_from(timestamp).unwrap();
            assert_eq!(datetime.parse::<Timestamp>().unwrap(), timestamp);
            assert_eq!(Timestamp::try_from(&datetime).unwrap(), timestamp);
            nanos += 2_000_003_000_000_007;
            count += 1;
        }
        assert!(count > 150_000, "{count}");
    }

    #[test]
    fn what_the_other_cannot_hold_is_an_error() {
        assert!(Datetime::try_from(Timestamp::MIN).is_err());
        assert!(Datetime::try_from(Timestamp::from_second(-62_167_219_201).unwrap()).is_err());
        assert!(Datetime::try_from(Timestamp::MAX).is_ok());
        let latest = Datetime::new("9999-12-31T23:59:59Z").unwrap();
        assert!(Timestamp::try_from(&latest).is_err());
        let later = Datetime::new("9999-12-31T23:59:59-23:59").unwrap();
        assert!(Timestamp::try_from(&later).is_err());
        assert!(Timestamp::try_from(&Datetime::new_unchecked("?")).is_err());
    }
}
