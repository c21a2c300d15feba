//! Conversions between [`Datetime`] and [`time::OffsetDateTime`] (feature `time`).

use time::{OffsetDateTime, UtcOffset};

use super::{Datetime, InvalidSyntax, error::Fault};

/// In the time zone of the text.
///
/// ```
/// use lexgen::syntax::Datetime;
/// use time::OffsetDateTime;
///
/// let datetime = Datetime::new("1985-04-12T23:20:50.123-07:00")?;
/// let time = OffsetDateTime::try_from(&datetime)?;
/// assert_eq!(time.hour(), 23);
/// assert_eq!(time.unix_timestamp(), 482_221_250);
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
///
/// # Errors
/// If the text is malformed or in UTC the time is after the year 9999.
impl TryFrom<&Datetime> for OffsetDateTime {
    type Error = InvalidSyntax;

    fn try_from(datetime: &Datetime) -> Result<Self, InvalidSyntax> {
        datetime.check()?;
        in_its_zone(datetime).ok_or_else(|| {
            let fault = Fault::whole("in UTC it is after the year 9999");
            InvalidSyntax::new(Datetime::FORMAT, fault, datetime)
        })
    }
}

fn in_its_zone(datetime: &Datetime) -> Option<OffsetDateTime> {
    let (seconds, nanos) = datetime.timestamp()?;
    let time = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    let time = time.replace_nanosecond(nanos).ok()?;
    let minutes = datetime.parts()?.offset_minutes;
    let zone = UtcOffset::from_whole_seconds(i32::from(minutes) * 60).ok()?;
    time.checked_to_offset(zone)
}

/// In UTC, with the fewest of three, six or nine fractional digits.
///
/// ```
/// use lexgen::syntax::Datetime;
///
/// let epoch = time::OffsetDateTime::UNIX_EPOCH;
/// assert_eq!(Datetime::try_from(epoch)?, "1970-01-01T00:00:00.000Z");
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
///
/// # Errors
/// If in UTC the time is before the year 0 or after the year 9999.
impl TryFrom<OffsetDateTime> for Datetime {
    type Error = InvalidSyntax;

    fn try_from(time: OffsetDateTime) -> Result<Self, InvalidSyntax> {
        Self::from_timestamp(time.unix_timestamp(), time.nanosecond()).ok_or_else(|| {
            let fault = Fault::whole("in UTC it is not in the years 0 to 9999");
            InvalidSyntax::new(Self::FORMAT, fault, &time.to_string())
        })
    }
}

#[cfg(test)]
mod tests {
    use time::{Date, Month};

    use super::*;

    #[test]
    fn both_agree_on_every_moment() {
        let mut seconds = -62_167_219_200;
        while let Some(datetime) = Datetime::from_timestamp(seconds, 123_456_789) {
            let time = OffsetDateTime::try_from(&datetime).unwrap();
            let parts = datetime.parts().unwrap();
            assert_eq!(
                (time.year(), time.day(), time.hour(), time.second()),
                (parts.year.into(), parts.day, parts.hour, parts.second)
            );
            assert_eq!(Datetime::try_from(time).unwrap(), datetime);
            seconds += 2_000_003;
        }
    }

    #[test]
    fn the_time_zone_is_kept() {
        let text = "1985-04-12T23:20:50.500-07:30";
        let time = OffsetDateTime::try_from(&Datetime::new(text).unwrap()).unwrap();
        assert_eq!((time.hour(), time.offset().as_hms()), (23, (-7, -30, 0)));
        let utc = Datetime::try_from(time).unwrap();
        assert_eq!(utc, "1985-04-13T06:50:50.500Z");
    }

    #[test]
    fn what_the_other_cannot_hold_is_an_error() {
        let early = Date::from_calendar_date(-1, Month::December, 31).unwrap();
        assert!(Datetime::try_from(early.midnight().assume_utc()).is_err());
        for text in [
            "9999-12-31T23:59:59-23:59",
            "0000-01-01T00:00:00-23:59",
            "?",
        ] {
            let datetime = Datetime::new_unchecked(text);
            assert_eq!(
                OffsetDateTime::try_from(&datetime).is_ok(),
                text.starts_with("0000"),
                "{text}"
            );
        }
    }
}
