//! Conversions between [`Datetime`] and [`chrono::DateTime`] (feature `chrono`).

use chrono::{DateTime, FixedOffset, TimeZone, Utc};

use super::{Datetime, InvalidSyntax, error::Fault};

/// ```
/// use chrono::{DateTime, Utc};
/// use lexgen::syntax::Datetime;
///
/// let datetime = Datetime::new("1985-04-12T23:20:50.123-07:00")?;
/// let utc = DateTime::<Utc>::try_from(&datetime)?;
/// assert_eq!(utc.timestamp_millis(), 482_221_250_123);
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
///
/// # Errors
/// If the text is malformed or in UTC the time is after the year 9999.
impl TryFrom<&Datetime> for DateTime<Utc> {
    type Error = InvalidSyntax;

    fn try_from(datetime: &Datetime) -> Result<Self, InvalidSyntax> {
        datetime.check()?;
        datetime
            .timestamp()
            .and_then(|(seconds, nanos)| Self::from_timestamp(seconds, nanos))
            .ok_or_else(|| {
                let fault = Fault::whole("in UTC it is after the year 9999");
                InvalidSyntax::new(Datetime::FORMAT, fault, datetime)
            })
    }
}

/// In the time zone of the text.
///
/// # Errors
/// If the text is malformed or in UTC the time is after the year 9999.
impl TryFrom<&Datetime> for DateTime<FixedOffset> {
    type Error = InvalidSyntax;

    fn try_from(datetime: &Datetime) -> Result<Self, InvalidSyntax> {
        let utc = DateTime::<Utc>::try_from(datetime)?;
        let minutes = datetime.parts().map_or(0, |parts| parts.offset_minutes);
        let zone = FixedOffset::east_opt(i32::from(minutes) * 60);
        Ok(utc.with_timezone(&zone.unwrap_or(utc.fixed_offset().timezone())))
    }
}

/// In UTC, with the fewest of three, six or nine fractional digits.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use lexgen::syntax::Datetime;
///
/// let epoch = DateTime::<Utc>::UNIX_EPOCH;
/// assert_eq!(Datetime::try_from(epoch)?, "1970-01-01T00:00:00.000Z");
/// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
/// ```
///
/// # Errors
/// If in UTC the time is before the year 0 or after the year 9999, or if it is a
/// leap second, which a [`Datetime`] does not have.
impl<Tz: TimeZone> TryFrom<DateTime<Tz>> for Datetime {
    type Error = InvalidSyntax;

    fn try_from(time: DateTime<Tz>) -> Result<Self, InvalidSyntax> {
        Self::from_timestamp(time.timestamp(), time.timestamp_subsec_nanos()).ok_or_else(|| {
            let fault = Fault::whole("it is a leap second or not in the years 0 to 9999");
            InvalidSyntax::new(Self::FORMAT, fault, &format!("{:?}", time.to_utc()))
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn both_agree_on_every_moment() {
        let mut seconds = -62_167_219_200;
        while let Some(datetime) = Datetime::from_timestamp(seconds, 123_456_789) {
            let utc = DateTime::<Utc>::try_from(&datetime).unwrap();
            assert_eq!(datetime.parse(), Ok(utc));
            assert_eq!(Datetime::try_from(utc).unwrap(), datetime);
            seconds += 2_000_003;
        }
    }

    #[test]
    fn the_time_zone_is_kept() {
        let text = "1985-04-12T23:20:50.500-07:30";
        let time = DateTime::<FixedOffset>::try_from(&Datetime::new(text).unwrap()).unwrap();
        assert_eq!(time.offset().local_minus_utc(), -27_000);
        let utc = Datetime::try_from(time).unwrap();
        assert_eq!(utc, "1985-04-13T06:50:50.500Z");
    }

    #[test]
    fn what_the_other_cannot_hold_is_an_error() {
        assert!(Datetime::try_from(DateTime::<Utc>::MIN_UTC).is_err());
        assert!(Datetime::try_from(DateTime::<Utc>::MAX_UTC).is_err());
        let leap = NaiveDate::from_ymd_opt(2016, 12, 31)
            .and_then(|date| date.and_hms_nano_opt(23, 59, 59, 1_000_000_000));
        let error = Datetime::try_from(leap.unwrap().and_utc()).unwrap_err();
        assert_eq!(
            error.reason(),
            "it is a leap second or not in the years 0 to 9999"
        );
        for text in ["9999-12-31T23:59:59-23:59", "?"] {
            let datetime = Datetime::new_unchecked(text);
            assert!(DateTime::<Utc>::try_from(&datetime).is_err());
            assert!(DateTime::<FixedOffset>::try_from(&datetime).is_err());
        }
    }
}
